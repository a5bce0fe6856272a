//! Parties are found where they are named and only there: `fixtures/names/*.tsv` hold a sentence a line, `codes.tsv` a spelling
//! of a stock code a line.

use rongzi::article::Article;
use rongzi::extract::{Mention, Naming, Party, Value, names};
use rongzi::layout::layout;
use rongzi::lexicon::Lexicon;
use rongzi::resolve::reference::References;
use rongzi::segment::Segmenter;
use std::path::Path;

/// What the tests share.
struct Names {
    lexicon: Lexicon,
    segmenter: Segmenter,
    references: References,
}

/// A party as it is found.
#[derive(Debug)]
struct Found {
    surface: String,
    name: String,
    /// By a name, not by a description or a pronoun.
    named: bool,
}

impl Names {
    fn new() -> Self {
        Self { lexicon: Lexicon::builtin(), segmenter: Segmenter::default(), references: References::builtin() }
    }

    /// All mentions of a text with their surfaces, in text order.
    fn mentions(&self, text: &str) -> Vec<(String, Mention)> {
        let article = Article { text: text.to_owned(), ..Article::default() };
        let mut out = Vec::new();
        for document in layout(&article, &self.segmenter) {
            let mut mentions = Vec::new();
            names(&document, &self.lexicon, &self.segmenter, &mut mentions);
            mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
            self.references.resolve(&document, &mut mentions);
            let view = document.text();
            out.extend(mentions.into_iter().map(|mention| (mention.span.of(view).to_owned(), mention)));
        }
        out
    }

    fn parties(&self, text: &str) -> Vec<Found> {
        let party = |(surface, mention): (String, Mention)| match mention.value {
            Value::Party(party) => Some(Found {
                surface,
                name: party.name,
                named: party.naming == Naming::Named && mention.rule != "reference",
            }),
            _ => None,
        };
        self.mentions(text).into_iter().filter_map(party).collect()
    }
}

/// Lines of a fixture that count, with their numbers, in columns.
fn cases(name: &str, columns: usize) -> Vec<(String, Vec<String>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/names").join(name);
    let text = std::fs::read_to_string(&path).expect("the cases can be read");
    let lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.starts_with("text\t"));
    lines
        .map(|(number, line)| {
            let parts: Vec<String> = line.split('\t').map(str::to_owned).collect();
            assert_eq!(parts.len(), columns, "{}:{}: expected {columns} columns", path.display(), number + 1);
            (format!("{name}:{}", number + 1), parts)
        })
        .collect()
}

fn check(name: &str) {
    let names = Names::new();
    let mut failures = Vec::new();
    for (place, columns) in cases(name, 3) {
        let (text, wanted, unwanted) = (&columns[0], &columns[1], &columns[2]);
        let found = names.parties(text);
        let wanted: Vec<(&str, &str)> = wanted
            .split('|')
            .filter(|pair| *pair != "-")
            .map(|pair| pair.split_once('=').expect("surface=name"))
            .collect();
        for (surface, name) in &wanted {
            if !found.iter().any(|other| other.surface == *surface && other.name == *name) {
                failures.push(format!("{place}: no {surface} ({name}) in {text}: {found:?}"));
            }
        }
        for name in unwanted.split('|').filter(|name| !matches!(*name, "-" | "*")) {
            if found.iter().any(|other| other.name == name || other.surface == name) {
                failures.push(format!("{place}: {name} in {text}"));
            }
        }
        let more = |other: &&Found| other.named && !wanted.iter().any(|(surface, _)| other.surface == *surface);
        if unwanted == "*"
            && let Some(other) = found.iter().find(more)
        {
            failures.push(format!("{place}: {} ({}) in {text}", other.surface, other.name));
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn parties_are_found_where_they_are_named_and_only_there() {
    check("cases.tsv");
}

#[test]
fn common_words_are_no_names_unless_the_context_says_so() {
    check("risky.tsv");
}

#[test]
fn the_longest_name_wins_and_no_word_is_cut() {
    check("nested.tsv");
}

#[test]
fn names_outside_the_dictionary_are_known_by_form_and_place() {
    check("forms.tsv");
}

#[test]
fn codes_of_every_spelling_have_one_form() {
    let names = Names::new();
    let mut failures = Vec::new();
    for (place, columns) in cases("codes.tsv", 4) {
        let (text, symbol, mic, corrected) = (&columns[0], &columns[1], &columns[2], &columns[3]);
        let codes: Vec<(String, String, bool)> = names
            .mentions(text)
            .into_iter()
            .filter_map(|(_, mention)| match mention.value {
                Value::Code(code) => Some((code.symbol, code.mic, code.corrected)),
                _ => None,
            })
            .collect();
        let wanted = (symbol.clone(), mic.clone(), corrected == "yes");
        let right = if symbol == "-" { codes.is_empty() } else { codes.contains(&wanted) };
        if !right {
            failures.push(format!("{place}: {text}: {codes:?}, expected {symbol} {mic} {corrected}"));
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn a_printed_code_that_contradicts_its_exchange_is_corrected_and_kept() {
    let code = party("浪潮信息(000977.SH)发布公告。").code.expect("a code beside the name");
    assert_eq!((code.symbol.as_str(), code.printed.as_str(), code.corrected), ("000977.SZ", "000977.SH", true));
}

/// The first party of a text.
fn party(text: &str) -> Party {
    let party = |(_, mention): (String, Mention)| match mention.value {
        Value::Party(party) => Some(party),
        _ => None,
    };
    Names::new().mentions(text).into_iter().find_map(party).expect("a party")
}

#[test]
fn what_a_code_and_a_name_contradict_is_said() {
    // Two figures exchanged: the name is right.
    let slip = party("杭州银行(600962.SH)公告。");
    let code = slip.code.expect("a code");
    let known = Lexicon::builtin().entry_by_symbol("600962.SH").is_some();
    if known {
        assert!(!slip.candidates.is_empty());
    } else {
        assert_eq!((code.symbol.as_str(), code.printed.as_str(), code.corrected), ("600926.SH", "600962.SH", true));
    }
    // Another firm's code: both are shown.
    let other = party("杭州银行(600519.SH)公告。");
    assert_eq!((other.name.as_str(), other.candidates.len()), ("杭州银行", 1));
    // Nobody's code: the name alone does not decide.
    let open = party("杭州银行(603999.SH)公告。");
    assert!(open.entry.is_some() || !open.candidates.is_empty());
}

#[test]
fn a_name_of_several_firms_has_candidates() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("own.tsv");
    std::fs::write(&path, "澄砚一号\t澄砚\t600001.SH\tfirm\n澄砚二号\t澄砚\t600002.SH\tfirm\n").expect("written");
    let names = Names { lexicon: Lexicon::load(&[path]).expect("loaded"), ..Names::new() };
    let found = names.mentions("澄砚公告，拟回购股份。");
    let Value::Party(party) = &found[0].1.value else { panic!("a party: {found:?}") };
    assert_eq!((party.name.as_str(), party.candidates.len()), ("澄砚一号", 1));
    // A code beside the name decides.
    let found = names.mentions("澄砚(600002.SH)公告，拟回购股份。");
    let party = found.iter().find_map(|(_, mention)| match &mention.value {
        Value::Party(party) => Some(party),
        _ => None,
    });
    assert_eq!(party.map(|party| (party.name.as_str(), party.candidates.len())), Some(("澄砚二号", 0)));
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
