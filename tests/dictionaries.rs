//! The dictionaries are checked sources: sorted, unique, without stray blanks; `UPDATE=1 cargo test dictionaries` rewrites
//! them in canonical order and the diff is reviewed.

use std::collections::BTreeMap;
use std::path::Path;

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn names_are_sorted_and_ids_unique() {
    for name in ["banks.tsv", "institutions.tsv", "firms.tsv", "listed.tsv"] {
        let text = read(name);
        let (head, mut rows): (Vec<&str>, Vec<&str>) =
            text.lines().partition(|line| line.starts_with('#') || line.starts_with("id\t"));
        let before = rows.clone();
        rows.sort_unstable_by_key(|row| row.split('\t').next());
        if before != rows && std::env::var_os("UPDATE").is_some() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries").join(name);
            let lines: Vec<&str> = head.into_iter().chain(rows.clone()).collect();
            std::fs::write(path, lines.join("\n") + "\n").expect("written");
        }
        assert!(before == rows, "{name} is not sorted by id\nhelp: UPDATE=1 cargo test dictionaries");
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        for row in rows {
            let columns: Vec<&str> = row.split('\t').collect();
            assert_eq!(columns.len(), 7, "{name}: {row:?}");
            assert!(columns.iter().all(|column| column.trim() == *column), "{name}: stray blanks in {row:?}");
            if let Some(other) = seen.insert(columns[0], row) {
                panic!("{name}: id {} twice\n{other}\n{row}", columns[0]);
            }
        }
    }
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
    let lexicon = rongzi::lexicon::Lexicon::builtin();
    let segmenter = rongzi::segment::Segmenter::default();
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
