//! The lexicon by itself: the overlap rule, spellings, a user's dictionaries.

use proptest::prelude::*;
use rongzi::extract::Kind;
use rongzi::lexicon::{Advice, Lexicon};
use std::path::PathBuf;
use std::sync::LazyLock;

static BUILTIN: LazyLock<Lexicon> = LazyLock::new(Lexicon::builtin);

/// The built-in dictionaries under files of a user with these texts.
fn with(texts: &[&str]) -> Result<Lexicon, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let paths: Vec<PathBuf> = (0..texts.len()).map(|index| folder.path().join(format!("own{index}.tsv"))).collect();
    for (path, text) in paths.iter().zip(texts) {
        std::fs::write(path, text).expect("written");
    }
    Lexicon::load(&paths).map_err(|error| error.to_string())
}

/// Surface and present name of every hit.
fn found<'t>(lexicon: &Lexicon, text: &'t str) -> Vec<(&'t str, String)> {
    let hits = lexicon.find(text);
    hits.iter().map(|hit| (hit.span.of(text), lexicon.entry(hit.entries[0]).name.clone())).collect()
}

#[test]
fn names_are_found_in_every_spelling() {
    for (text, surface, name) in [
        ("由招商銀行提供", "招商銀行", "招商银行"),
        ("滙豐控股公佈業績", "滙豐控股", "汇丰银行"),
        ("万科Ａ涨停", "万科Ａ", "万科A"),
        ("萬科Ａ漲停", "萬科Ａ", "万科A"),
        ("＊ＳＴ国农公告", "＊ＳＴ国农", "国华退"),
        ("简称：万  科Ａ 代码", "万  科Ａ", "万科A"),
        ("简称：万　科Ａ", "万　科Ａ", "万科A"),
        ("五 粮 液 000858", "五 粮 液", "五粮液"),
        ("今日XD招商银行除息", "XD招商银行", "招商银行"),
        ("今日XD招商银，除息", "XD招商银", "招商银行"),
        ("今日ＸＤ招商银", "ＸＤ招商银", "招商银行"),
        ("DR招商银 12.5", "DR招商银", "招商银行"),
        ("*ST五粮液公告", "*ST五粮液", "五粮液"),
        ("快手-W涨3%", "快手-W", "快手"),
        ("快手－Ｗ涨", "快手－Ｗ", "快手"),
        ("阿里巴巴-SW涨", "阿里巴巴-SW", "阿里巴巴"),
        ("5G中兴通讯设备", "中兴通讯", "中兴通讯"),
        ("京东方B跌", "京东方B", "京东方A"),
        ("京东方Ｂ跌", "京东方Ｂ", "京东方A"),
    ] {
        let found = found(&BUILTIN, text);
        assert!(found.iter().any(|(words, who)| *words == surface && who == name), "{text}: {found:?}");
    }
}

#[test]
fn what_only_looks_like_a_spelling_is_none() {
    for (text, surface) in [
        ("它的万 科目", "万 科"),
        ("千万 科技企业", "万 科"),
        ("BEST招商银行", "ST招商银行"),
        ("招商银行-WTO研究", "招商银行-W"),
        ("快手-WiFi", "快手-W"),
        ("C罗平了纪录", "C罗平"),
        ("N中信，", "N中信"),
    ] {
        let found = found(&BUILTIN, text);
        assert!(!found.iter().any(|(words, _)| *words == surface), "{text}: {found:?}");
    }
}

#[test]
fn a_mark_of_the_exchange_makes_a_common_word_a_name() {
    let advice = |text: &str| BUILTIN.find(text).first().map(|hit| hit.advice);
    assert_ne!(advice("机器人产业"), Some(Advice::Plain));
    assert_eq!(advice("XD机器人跌3%"), Some(Advice::Plain));
}

#[test]
fn the_name_with_its_code_behind_it_wins() {
    assert_eq!(found(&BUILTIN, "中国平安银行放款")[0].0, "中国平安");
    assert_eq!(found(&BUILTIN, "中国平安银行(000001.SZ)放款")[0].0, "平安银行");
    assert_eq!(found(&BUILTIN, "中国平安银行（股票代码：000001）放款")[0].0, "平安银行");
    assert_eq!(found(&BUILTIN, "中国平安银行(601318.SH)放款")[0].0, "中国平安");
}

#[test]
fn a_user_adds_changes_and_takes_out() {
    let lexicon = with(&["name\taliases\tcode\tkind\n\
        澄砚资本\t澄砚\t\tinstitution\n\
        杭州银行\t钱江杭银\n\
        万科A\t\t200002.SZ\tinstitution\n\
        -工行\n\
        -org:600519.SH\n"])
    .expect("loaded");
    let entry = |text: &str| lexicon.find(text).first().map(|hit| lexicon.entry(hit.entries[0]));
    let added = entry("澄砚领投").expect("an alias");
    assert_eq!((added.name.as_str(), added.kind, added.class.as_str()), ("澄砚资本", Kind::Institution, "user"));
    assert!(added.origin.ends_with("own0.tsv:2"), "{}", added.origin);

    let changed = entry("钱江杭银放款").expect("an alias of the user");
    let before = BUILTIN.entry(BUILTIN.find("杭州银行放款")[0].entries[0]);
    assert_eq!((&changed.id, &changed.full_name, &changed.codes), (&before.id, &before.full_name, &before.codes));
    assert_eq!((changed.kind, &changed.class), (Kind::Bank, &before.class));
    assert_eq!(entry("杭州银行放款").map(|entry| &entry.id), Some(&before.id));
    let full = before.full_name.clone().expect("a registered name");
    assert_eq!(entry(&full).map(|entry| &entry.id), Some(&before.id), "the built-in names stay");
    assert_eq!(lexicon.find("杭州银行放款")[0].entries.len(), 1, "the built-in entry is gone");
    assert_eq!(lexicon.entry_by_symbol("600926.SH").map(|id| &lexicon.entry(id).id), Some(&before.id));

    let changed = entry("万科A").expect("named");
    assert_eq!((changed.id.as_str(), changed.kind), ("org:000002.SZ", Kind::Institution));
    assert_eq!(changed.codes.iter().map(|code| code.symbol.as_str()).collect::<Vec<_>>(), ["200002.SZ"]);

    assert_eq!(found(&lexicon, "工行放款"), []);
    assert_eq!(found(&lexicon, "工商银行放款").len(), 1);
    assert_eq!(found(&lexicon, "贵州茅台涨"), []);
    assert!(lexicon.entry_by_symbol("600519.SH").is_none());
    assert_eq!(lexicon.entries().len(), BUILTIN.entries().len());
    assert_eq!(lexicon.own_names().collect::<Vec<_>>(), ["澄砚资本", "澄砚", "杭州银行", "钱江杭银", "万科A"]);
}

#[test]
fn a_user_may_write_the_columns_of_the_built_in_files() {
    let head = "id\tname\tfull_name\taliases\tformer_names\tcodes\tclass\tkind";
    let line = "org:600926.SH\t杭银\t\t\t杭州商行\t\t\t\n";
    let more = "org:澄砚\t澄砚资本\t澄砚投资管理有限公司\t\t\t\t创投\tinstitution\n";
    let lexicon = with(&[&format!("{head}\n{line}{more}")]).expect("loaded");
    let entry = |text: &str| lexicon.entry(lexicon.find(text)[0].entries[0]);
    assert_eq!(entry("杭州银行放款").name, "杭银");
    assert_eq!(entry("杭州商行放款").id, "org:600926.SH");
    assert_eq!((entry("澄砚投资管理有限公司").id.as_str(), entry("澄砚资本").class.as_str()), ("org:澄砚", "创投"));
}

#[test]
fn a_users_name_is_meant_and_of_several_files_the_first_counts() {
    let lexicon = with(&["机器人\t\t\tfirm\n", "机器人\t灵步\t\tinstitution\n"]).expect("loaded");
    let hit = &lexicon.find("机器人产业")[0];
    assert_eq!((hit.advice, hit.entries.len()), (Advice::Plain, 2));
    assert!(lexicon.entry(hit.entries[0]).origin.ends_with("own0.tsv:1"));
    // The name of a built-in entry: the first file's line takes its place.
    assert_eq!(lexicon.entry(hit.entries[0]).id, BUILTIN.entry(BUILTIN.find("机器人产业")[0].entries[0]).id);
}

#[test]
fn a_broken_line_is_refused_with_its_place() {
    for (text, what) in [
        ("澄砚\t\tQX12\n", "own0.tsv:1: \"QX12\" is no stock code"),
        ("# 注\n澄砚\t\t\tfund\n", "own0.tsv:2: unknown kind \"fund\""),
        ("澄砚\n灵步\n澄砚\n", "own0.tsv:3: \"澄砚\" stands already in line 1"),
        ("\t澄砚\n", "own0.tsv:1: id and name must not be empty"),
        ("name\tcode\n澄砚\t301999.SZ\n灵步\t301999.SZ\n", "own0.tsv:3: \"灵步\" (301999.SZ) stands already in line 2"),
        ("name\tcolour\n澄砚\tred\n", "own0.tsv:1: unknown column \"colour\""),
        ("name\tvalid_from\n澄砚\t2020\n", "own0.tsv:2: \"2020\" is no day"),
        ("澄砚\nname\tcode\n灵步\t301999.SZ\n", "own0.tsv:2: a second header"),
    ] {
        let error = with(&[text]).expect_err("refused");
        assert!(error.contains(what), "{error}");
    }
}

#[test]
fn a_row_with_a_built_in_id_is_that_entry() {
    let text = "name\tcode\tid\tvalid_to\n百联股份\t600631.SH\torg:600631.SH\t\n百联股份\t600827.SH\torg:600827.SH\t\n\
        机器人\t300024.SZ\torg:300024.SZ\t2035-01-02\n工商银行\t601398.SH\torg:601398.SH\t\n";
    let lexicon = with(&[text]).expect("loaded");
    assert_eq!(lexicon.entries().len(), BUILTIN.entries().len(), "each takes the place of its own");
    let ids = |lexicon: &Lexicon, text: &str| -> Vec<String> {
        lexicon.find(text)[0].entries.iter().map(|id| lexicon.entry(*id).id.clone()).collect()
    };
    assert_eq!(ids(&lexicon, "百联股份"), ids(&BUILTIN, "百联股份"), "the likeliest stays first");
    let (hit, before) = (&lexicon.find("机器人产业")[0], &BUILTIN.find("机器人产业")[0]);
    assert_eq!(hit.advice, before.advice, "a common word stays one");
    let entry = lexicon.entry(hit.entries[0]);
    assert_eq!(entry.valid_from, BUILTIN.entry(before.entries[0]).valid_from);
    assert_eq!(entry.valid_to.map(|day| day.to_string()).as_deref(), Some("2035-01-02"));
    let bank = lexicon.entry_by_symbol("01398.HK").expect("a code that the row leaves out");
    assert_eq!(lexicon.entry(bank).name, "工商银行");
    assert_eq!(lexicon.entry(bank).codes.len(), 2);
}

#[test]
fn a_users_name_counts_and_the_others_of_its_entry_stay_common_words() {
    let lexicon = with(&["腾讯控股\t鹅厂\n"]).expect("loaded");
    let advice = |text: &str| lexicon.find(text)[0].advice;
    assert_eq!((advice("鹅厂"), advice("腾讯")), (Advice::Plain, Advice::Context));
    assert_eq!(with(&["某某\t腾讯\n"]).expect("loaded").find("腾讯")[0].advice, Advice::Plain);
}

#[test]
fn a_users_file_may_be_in_any_encoding_of_articles() {
    let text = "name\taliases\n澄砚资本\t澄砚\n";
    let utf16 = text.encode_utf16().fold(vec![0xFF, 0xFE], |mut bytes, unit| {
        bytes.extend(unit.to_le_bytes());
        bytes
    });
    let (gbk, ..) = encoding_rs::GB18030.encode(text);
    for bytes in [text.as_bytes(), &gbk, &utf16] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("own.tsv");
        std::fs::write(&path, bytes).expect("written");
        let lexicon = Lexicon::load(&[path]).expect("loaded");
        assert_eq!(found(&lexicon, "由澄砚领投"), [("澄砚", "澄砚资本".to_owned())]);
    }
}

#[test]
fn who_shares_a_name_comes_in_the_order_of_the_list() {
    let list =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/dictionaries/ambiguous.tsv")).expect("read");
    for line in list.lines().filter(|line| !line.starts_with('#') && *line != "surface\tids") {
        let (surface, ids) = line.split_once('\t').expect("two columns");
        let hits = BUILTIN.find(surface);
        let hit = hits.iter().find(|hit| hit.span.of(surface) == surface).expect(surface);
        let found: Vec<&str> = hit.entries.iter().map(|id| BUILTIN.entry(*id).id.as_str()).collect();
        assert_eq!(found.join("|"), ids, "{surface}");
    }
}

/// Names that overlap in many ways; the first has a code.
const NAMES: &[&str] =
    &["甲乙", "乙丙", "甲乙丙", "丙丁戊", "丁戊甲乙", "戊甲", "甲甲", "Zx甲", "甲Zx", "Zx", "乙丙丁戊己庚辛壬"];

static OWN: LazyLock<Lexicon> = LazyLock::new(|| {
    let rows: String = NAMES[1..].iter().map(|name| format!("{name}\n")).collect();
    with(&[&format!("甲乙\t\t600000.SH\n{rows}")]).expect("loaded")
});

/// Every name at every place, by trying all of them.
fn everywhere(text: &str) -> Vec<(usize, usize, &'static str)> {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let places = text.char_indices().flat_map(|(at, _)| NAMES.iter().map(move |name| (at, at + name.len(), *name)));
    places
        .filter(|(start, end, name)| {
            let (before, rest) = (text[..*start].chars().next_back(), &text[*start..]);
            let starts = latin(name.chars().next()) && latin(before);
            rest.starts_with(name)
                && !starts
                && !(latin(name.chars().next_back()) && latin(text[*end..].chars().next()))
        })
        .collect()
}

proptest! {
    /// Of two names that overlap exactly one is kept: by code, length, start.
    #[test]
    fn find_obeys_the_overlap_rule(
        pieces in prop::collection::vec(
            prop::sample::select(vec!["甲", "乙", "丙", "丁", "戊", "己庚辛壬", "Z", "x", "(600000.SH)", "，"]), 0..40)
    ) {
        let text = pieces.concat();
        let kept: Vec<(usize, usize)> =
            OWN.find(&text).iter().map(|hit| (hit.span.start as usize, hit.span.end as usize)).collect();
        prop_assert!(kept.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{text}: {kept:?}");
        let all = everywhere(&text);
        let rank = |&(start, end, name): &(usize, usize, &str)| {
            let coded = name == "甲乙" && text[end..].starts_with("(600000.SH)");
            (!coded, std::cmp::Reverse(end - start), start)
        };
        for hit in &kept {
            prop_assert!(all.iter().any(|(start, end, _)| (*start, *end) == *hit), "{text}: {hit:?} is no name");
        }
        for other in &all {
            let decided = all.iter().any(|winner| {
                kept.contains(&(winner.0, winner.1))
                    && winner.0 < other.1
                    && other.0 < winner.1
                    && rank(winner) <= rank(other)
            });
            prop_assert!(decided, "{text}: {other:?} is lost for nothing: {kept:?}");
        }
    }

    /// Spans lie on characters of the text as it is given, whatever it holds, and never overlap.
    #[test]
    fn spans_stay_on_the_original(
        pieces in prop::collection::vec(
            prop_oneof![
                prop::sample::select(vec![
                    "招商銀行", "万", "科", "Ａ", "A", " ", "\u{3000}", "*", "＊", "ST", "ＳＴ", "X", "D", "N", "招商银", "-", "W",
                    "－Ｗ", "快手", "(", "（600036", ")", "𬭚", "五", "粮", "液", "é", "\u{e000}", "银行", "平安", "中国",
                ]).prop_map(str::to_owned),
                any::<String>(),
            ], 0..30)
    ) {
        let text = pieces.concat();
        let hits = BUILTIN.find(&text);
        let mut end = 0;
        for hit in hits {
            let range = hit.span.range();
            prop_assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end), "{text:?}: {range:?}");
            prop_assert!(end <= range.start && range.start < range.end, "{text:?}: {range:?}");
            prop_assert!(!hit.entries.is_empty());
            end = range.end;
        }
    }

    /// The same names are found in full width and traditional script, at the same characters.
    #[test]
    fn folding_keeps_places(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                ("招商银行", "招商銀行"), ("万科A", "萬科Ａ"), ("汇丰控股", "匯豐控股"), ("贷款", "貸款"), ("1亿元", "１億元"),
                ("由", "由"), ("TCL科技", "ＴＣＬ科技"), ("东风集团", "東風集團"), ("，", "，"),
            ]), 0..20)
    ) {
        let plain: String = pieces.iter().map(|(plain, _)| *plain).collect();
        let other: String = pieces.iter().map(|(_, other)| *other).collect();
        let places = |text: &str| -> Vec<_> {
            let count = |at: u32| text[..at as usize].chars().count();
            BUILTIN.find(text).iter().map(|hit| (count(hit.span.start), count(hit.span.end), hit.entries.to_vec())).collect()
        };
        prop_assert_eq!(places(&plain), places(&other));
    }
}
