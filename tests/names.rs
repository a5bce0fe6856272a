//! Parties are found where they are named and only there: `fixtures/names/cases.tsv` holds a sentence a line.

use rongzi::article::Article;
use rongzi::extract::{Value, names};
use rongzi::layout::layout;
use rongzi::lexicon::Lexicon;
use rongzi::segment::Segmenter;
use std::path::Path;

/// Surface and name of every party, in text order.
fn parties(lexicon: &Lexicon, segmenter: &Segmenter, text: &str) -> Vec<(String, String)> {
    let article = Article { text: text.to_owned(), ..Article::default() };
    let mut out = Vec::new();
    for document in layout(&article, segmenter) {
        let mut mentions = Vec::new();
        names(&document, lexicon, segmenter, &mut mentions);
        for mention in &mentions {
            if let Value::Party(party) = &mention.value {
                out.push((mention.span.of(document.text()).to_owned(), party.name.clone()));
            }
        }
    }
    out
}

#[test]
fn parties_are_found_where_they_are_named_and_only_there() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/names/cases.tsv");
    let cases = std::fs::read_to_string(&path).expect("the cases can be read");
    let (lexicon, segmenter) = (Lexicon::builtin(), Segmenter::default());
    let mut failures = Vec::new();
    for (number, line) in
        cases.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.starts_with("text\t"))
    {
        let columns: Vec<&str> = line.split('\t').collect();
        let [text, wanted, unwanted] = columns.as_slice() else {
            panic!("{}:{}: expected 3 columns", path.display(), number + 1)
        };
        let found = parties(&lexicon, &segmenter, text);
        for pair in wanted.split('|').filter(|pair| *pair != "-") {
            let (surface, name) = pair.split_once('=').expect("surface=name");
            if !found.iter().any(|(other, party)| other == surface && party == name) {
                failures.push(format!("cases.tsv:{}: no {surface} ({name}) in {text}: {found:?}", number + 1));
            }
        }
        for name in unwanted.split('|').filter(|name| *name != "-") {
            if found.iter().any(|(surface, party)| party == name || surface == name) {
                failures.push(format!("cases.tsv:{}: {name} in {text}", number + 1));
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn a_printed_code_that_contradicts_its_exchange_is_corrected_and_kept() {
    let (lexicon, segmenter) = (Lexicon::builtin(), Segmenter::default());
    let article = Article { text: "浪潮信息(000977.SH)发布公告。".to_owned(), ..Article::default() };
    let document = &layout(&article, &segmenter)[0];
    let mut mentions = Vec::new();
    names(document, &lexicon, &segmenter, &mut mentions);
    let code = mentions.iter().find_map(|mention| match &mention.value {
        Value::Party(party) => party.code.clone(),
        _ => None,
    });
    let code = code.expect("a code beside the name");
    assert_eq!((code.symbol.as_str(), code.printed.as_str(), code.corrected), ("000977.SZ", "000977.SH", true));
}

#[test]
fn a_user_dictionary_adds_and_removes_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("own.tsv");
    std::fs::write(&path, "name\taliases\tcode\tkind\n澄砚资本\t澄砚\t\tinstitution\n-杭州银行\n").expect("written");
    let lexicon = Lexicon::load(std::slice::from_ref(&path)).expect("loaded");
    let names = |text: &str| lexicon.find(text).iter().map(|hit| hit.span.of(text).to_owned()).collect::<Vec<_>>();
    assert_eq!(names("澄砚资本领投"), ["澄砚资本"]);
    assert_eq!(names("杭州银行放款"), Vec::<String>::new());
    let hit = &lexicon.find("澄砚资本领投")[0];
    assert!(lexicon.entry(hit.entries[0]).origin.ends_with("own.tsv:2"));
    std::fs::write(&path, "澄砚资本\t\tQX12\tfirm\n").expect("written");
    let error = Lexicon::load(&[path]).expect_err("refused").to_string();
    assert!(error.contains("own.tsv:1") && error.contains("QX12"), "{error}");
}
