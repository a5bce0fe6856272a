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
