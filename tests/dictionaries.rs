//! The dictionaries are checked sources: sorted, unique, without stray blanks; `UPDATE=1 cargo test dictionaries` rewrites
//! them in canonical order and the diff is reviewed.

use rongzi::lexicon::{Lexicon, Severity, canonical, lint_builtin, shared};
use rongzi::segment::Segmenter;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const NAMES: [&str; 4] = ["banks.tsv", "institutions.tsv", "firms.tsv", "listed.tsv"];

fn place(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries").join(name)
}

fn read(name: &str) -> String {
    let path = place(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The first line at which a file is not what it should be; `UPDATE=1` rewrites the file.
fn difference(name: &str, present: &str, wanted: &str) -> Option<String> {
    if present == wanted {
        return None;
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(place(name), wanted).expect("written");
    }
    let pair = present.lines().zip(wanted.lines()).enumerate().find(|(_, (is, should))| is != should);
    let (at, (is, should)) = pair.unwrap_or((wanted.lines().count(), ("the file's end", "a line more or less")));
    Some(format!("{name}:{}: is      {is}\n{name}:{}: should  {should}", at + 1, at + 1))
}

#[test]
fn name_files_are_in_canonical_form() {
    let files = NAMES.into_iter().chain(["risky.tsv"]).filter_map(|name| {
        let text = read(name);
        difference(name, &text, &canonical(&text))
    });
    let files: Vec<String> = files.collect();
    assert!(files.is_empty(), "{}\nhelp: UPDATE=1 cargo test dictionaries", files.join("\n"));
}

#[test]
fn an_id_is_one_entry_and_a_code_too() {
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    let mut codes: BTreeMap<String, String> = BTreeMap::new();
    for name in NAMES {
        let text = read(name);
        for (number, row) in
            text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.starts_with("id\t"))
        {
            let columns: Vec<&str> = row.split('\t').collect();
            assert_eq!(columns.len(), 9, "{name}:{}: {row:?}", number + 1);
            let origin = format!("{name}:{}", number + 1);
            if let Some(other) = ids.insert(columns[0].to_owned(), origin.clone()) {
                panic!("{origin}: id {} stands already in {other}", columns[0]);
            }
            for code in columns[5].split('|').filter(|code| !code.is_empty()) {
                if let Some(other) = codes.insert(code.to_owned(), origin.clone()) {
                    panic!("{origin}: code {code} stands already in {other}");
                }
            }
        }
    }
}

/// A name that several entries have is listed with their ids, the likeliest first.
#[test]
fn shared_names_are_marked() {
    let (lexicon, present) = (Lexicon::builtin(), read("ambiguous.tsv"));
    let wanted = shared(lexicon.entries(), &present).expect("a list of shared names");
    let difference = difference("ambiguous.tsv", &present, &wanted);
    assert_eq!(difference, None, "not in canonical form\nhelp: UPDATE=1 cargo test dictionaries");
}

#[test]
fn the_built_in_dictionary_lints_without_errors() {
    let findings = lint_builtin(&Lexicon::builtin(), &Segmenter::default());
    let told = |severity| findings.iter().filter(move |finding| finding.severity == severity).map(ToString::to_string);
    assert_eq!(told(Severity::Error).collect::<Vec<_>>(), Vec::<String>::new());
    assert_eq!(told(Severity::Warning).collect::<Vec<_>>(), Vec::<String>::new());
}

/// The market is there: A shares live and delisted, Hong Kong, the US, Beijing's old numbers.
#[test]
fn the_market_is_whole() {
    let lexicon = Lexicon::builtin();
    let with = |test: &dyn Fn(&str) -> bool| {
        lexicon.entries().iter().flat_map(|entry| &entry.codes).filter(|code| test(&code.symbol)).count()
    };
    assert!(with(&|code| code.ends_with(".SH")) > 2_300);
    assert!(with(&|code| code.ends_with(".SZ")) > 2_950);
    assert!(with(&|code| code.ends_with(".HK")) > 2_650);
    assert!(with(&|code| code.starts_with("92") && code.ends_with(".BJ")) > 250);
    assert!(with(&|code| code.starts_with(['4', '8']) && code.ends_with(".BJ")) > 240);
    assert!(lexicon.entries().iter().filter(|entry| entry.valid_from.is_some()).count() > 5_700);
    assert!(lexicon.entries().iter().filter(|entry| entry.valid_to.is_some()).count() > 310);
}

#[test]
fn built_in_files_load() {
    let pipeline = rongzi::pipeline::Pipeline::builtin();
    assert!(pipeline.lexicon.entries().len() > 9_000);
    assert_eq!(pipeline.frames.frames().len(), 17);
}

/// Surface, text in which it is no name, text in which it is one.
#[test]
fn common_words_are_no_names_and_names_are() {
    let (lexicon, segmenter) = (Lexicon::builtin(), Segmenter::default());
    let found = |text: &str| -> Vec<String> {
        let article = rongzi::article::Article { text: text.to_owned(), ..Default::default() };
        let mut mentions = Vec::new();
        for document in rongzi::layout::layout(&article, &segmenter) {
            rongzi::extract::names(&document, &lexicon, &segmenter, &mut mentions);
        }
        mentions
            .iter()
            .filter_map(|mention| match &mention.value {
                rongzi::extract::Value::Party(party) => Some(party.name.clone()),
                _ => None,
            })
            .collect()
    };
    for (surface, text) in [
        ("中国银行", "中国银行业协会发布倡议。"),
        ("中国银行", "中国银行间市场交易商协会公布名单。"),
        ("工商银行", "职工行动起来，手工行业回暖。"),
        ("农业银行", "他长期从事务农行当。"),
        ("太平洋", "货轮横渡太平洋抵达港口。"),
        ("机器人", "机器人产业规模扩大。"),
        ("老百姓", "老百姓的钱袋子鼓了。"),
        ("百度", "气温逼近一百度。"),
    ] {
        assert!(!found(text).iter().any(|name| name == surface), "{surface} in {text}: {:?}", found(text));
    }
    for (name, text) in [
        ("中国银行", "中国银行武汉分行向企业放款。"),
        ("工商银行", "工行与企业签约。"),
        ("太平洋", "太平洋(601099.SH)公告，拟回购股份。"),
        ("杭州银行", "杭州银行为企业提供授信。"),
        ("民生证券", "民生证券表示，需求将增长。"),
        ("中兴通讯", "5G中兴通讯设备进入海外市场。"),
    ] {
        assert!(found(text).iter().any(|found| found == name), "{name} in {text}: {:?}", found(text));
    }
}

/// The words of values: the right number of columns, no stray blanks, no word twice in a class, and only classes that are read.
#[test]
fn value_words_are_well_formed() {
    let classes_of = |source: &str| -> Vec<String> {
        let source = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(source)).expect("the source");
        let names = source.split("builder.cue(").skip(1).filter_map(|tail| tail.split('"').nth(1).map(str::to_owned));
        names.collect()
    };
    let known = classes_of("src/extract/value/words.rs");
    assert!(known.len() > 20, "the classes are named where they are built");
    for (name, columns) in
        [("bounds.tsv", 3), ("currencies.tsv", 3), ("units.tsv", 3), ("value_cues.tsv", 2), ("traditional.tsv", 2)]
    {
        let mut seen = std::collections::BTreeSet::new();
        for (number, line) in read(name).lines().enumerate().filter(|(_, line)| !line.starts_with('#')).skip(1) {
            let row: Vec<&str> = line.split('\t').collect();
            assert_eq!(row.len(), columns, "{name}:{}: {line:?}", number + 1);
            assert!(row.iter().all(|cell| !cell.is_empty() && cell.trim() == *cell), "{name}:{}: {line:?}", number + 1);
            let key = if columns == 3 && name == "currencies.tsv" { row[0].to_owned() } else { row[..2].join("\t") };
            assert!(seen.insert(key), "{name}:{}: {line:?} stands twice", number + 1);
            if name == "value_cues.tsv" {
                assert!(known.contains(&row[1].to_owned()), "{name}:{}: no class {:?} is read", number + 1, row[1]);
            }
        }
    }
}
