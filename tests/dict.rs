//! `rongzi dict`: tables become dictionaries, dictionaries are linted, names are found.

use crate::program::Place;
use encoding_rs::GB18030;

/// A table as the exchanges have it, with a title above, padded names and a row that is none.
const EXCHANGE: &str =
    "上市公司列表,,\nA股代码,A股简称,A股上市日期\n000002,万  科Ａ,1991-01-29\n600926,杭州银行,2016-10-27\n12,,\n";

/// A code table as data packages have it.
const PACKAGE: &str = "stock_code,short_name,exchange,list_date\n600926,杭州银行,SH,2016-10-27\n920047,诺思兰德,BJ,2020-11-24\n1,平安银行,SZ,1991-04-03\n";

#[test]
fn a_package_table_becomes_a_dictionary_with_the_ids_of_the_built_in_one() {
    let place = Place::new();
    place.file("all_code.csv", PACKAGE);
    let ran = place.run(&["dict", "build", "all_code.csv", "-o", "mine.tsv"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), "rongzi: 3 entries, 0 rows skipped\n"));
    assert_eq!(
        place.text("mine.tsv"),
        "name\taliases\tcode\tkind\tvalid_from\tid\n杭州银行\t\t600926.SH\tbank\t2016-10-27\torg:600926.SH\n\
         诺思兰德\t\t920047.BJ\tfirm\t2020-11-24\torg:920047.BJ\n平安银行\t\t000001.SZ\tbank\t1991-04-03\torg:000001.SZ\n"
    );
    assert_eq!(place.run(&["dict", "lint", "mine.tsv"]).code, Some(0));
    place.file("a.txt", "杭州银行发放100万元流动资金贷款给诺思兰德。");
    let ran = place.run(&["extract", "a.txt", "--dictionary", "mine.tsv"]);
    let record = &ran.rows()[0];
    assert_eq!(record["parties"][0]["entity_id"], "org:600926.SH", "{record}");
}

#[test]
fn common_words_stay_common_words_when_the_market_is_imported() {
    let place = Place::new();
    place.file("market.csv", "代码,名称\n300024,机器人\n601099,太平洋\n");
    assert_eq!(place.run(&["dict", "build", "market.csv", "-o", "mine.tsv"]).code, Some(0));
    place.file("a.txt", "机器人产业规模扩大，货轮横渡太平洋抵达港口。");
    let ran = place.run(&["annotate", "a.txt", "--dictionary", "mine.tsv"]);
    assert_eq!(ran.rows()[0]["mentions"].as_array().map(Vec::len), Some(0));
    assert!(String::from_utf8_lossy(&place.run(&["dict", "lint", "mine.tsv"]).out).starts_with("0 errors, 0 warnings"));
}

#[test]
fn rows_that_are_none_are_told_in_any_encoding() {
    let place = Place::new();
    let (gbk, ..) = GB18030.encode(EXCHANGE);
    place.file("gbk.csv", &gbk);
    place.file("bom.csv", ["\u{feff}", EXCHANGE].concat());
    place.file("tab.tsv", EXCHANGE.replace(',', "\t"));
    for name in ["gbk.csv", "bom.csv", "tab.tsv"] {
        let ran = place.run(&["dict", "build", name]);
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        assert!(ran.err.contains(&format!("{name}:5: skipped: no name")), "{}", ran.err);
        let out = String::from_utf8(ran.out).expect("UTF-8");
        assert!(out.contains("万科A\t\t000002.SZ\tfirm\t1991-01-29\torg:000002.SZ"), "{out}");
    }
    let ran = place.run(&["dict", "build", "gbk.csv", "--new-only"]);
    assert!(ran.err.ends_with("rongzi: 0 entries, 1 rows skipped, 2 known already\n"), "{}", ran.err);
}

#[test]
fn columns_can_be_named() {
    let place = Place::new();
    place.file(
        "clients.csv",
        "客户,税号,别称,代号\n青州澄砚智造有限公司,9137,\"澄砚|澄砚智造\",\n滨海蓝汐银行,9138,,\n",
    );
    let ran = place.run(&[
        "dict",
        "build",
        "clients.csv",
        "--name-column",
        "客户",
        "--aliases-column",
        "别称",
        "--kind",
        "institution",
    ]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let out = String::from_utf8(ran.out).expect("UTF-8");
    assert_eq!(
        out,
        "name\taliases\tcode\tkind\n青州澄砚智造有限公司\t澄砚|澄砚智造\t\tinstitution\n滨海蓝汐银行\t\t\tinstitution\n"
    );
}

#[test]
fn exit_code_2_when_nothing_can_be_read() {
    let place = Place::new();
    place.file("no_names.csv", "a,b\n1,2\n");
    place.file("no_rows.csv", "code,name\n123456789,某某\n");
    place.file("book.xlsx", "PK\u{3}\u{4}rest");
    place.file("names.csv", "code,name\n600926,杭州银行\n");
    let cases: [(&[&str], &str); 6] = [
        (&["absent.csv"], "absent.csv"),
        (&["no_names.csv"], "--name-column"),
        (&["no_rows.csv"], "123456789"),
        (&["book.xlsx"], "save the sheet as CSV"),
        (&["names.csv", "--aliases-column", "别称"], "the header has code, name"),
        (&["names.csv", "-o", "absent/mine.tsv"], "absent/mine.tsv"),
    ];
    for (arguments, message) in cases {
        let ran = place.run(&[&["dict", "build"], arguments].concat());
        assert_eq!(ran.code, Some(2), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(message), "{arguments:?} says {:?}, expected {message:?}", ran.err);
    }
}

#[test]
fn lint_tells_what_is_wrong_and_what_to_do() {
    let place = Place::new();
    let rows = [
        "name\taliases\tcode\tkind",
        "澄砚智造\t澄砚\t\tfirm",
        "蓝汐科技\t澄砚\t\tfirm",
        "杭州银行\t\t600000.SH\tbank",
        "丰河股份\t\t60012\tfirm",
        "丰河（集团）\t\t\tfirm",
        "-没有这家银行",
        "丰\t\t\tfirm",
        "太平洋\t\t\tfirm",
        "岩池科技\t\t301999.SZ\tfirm",
        "岩池新材\t\t301999.SZ\tfirm",
        "宁波银行\t\t\tbank",
    ];
    place.file("mine.tsv", rows.join("\n") + "\n");
    let ran = place.run(&["dict", "lint", "mine.tsv"]);
    let out = String::from_utf8(ran.out).expect("UTF-8");
    assert_eq!(ran.code, Some(1), "{out}");
    for (place, words) in [
        ("mine.tsv:2: warning: the alias 澄砚 has two characters", "help: "),
        ("mine.tsv:3: error: 澄砚 is the alias of 蓝汐科技 and of 澄砚智造", "help: "),
        (
            "mine.tsv:4: error: 杭州银行, name of 杭州银行, is the name of 杭州银行 (org:600926.SH",
            "help: its code is 600926.SH",
        ),
        ("mine.tsv:4: warning: 600000.SH is 浦发银行 in the built-in dictionary", "former_names"),
        ("mine.tsv:5: error: \"60012\" is no stock code", "help: "),
        ("mine.tsv:6: error: the name \"丰河（集团）\" would never match", "write \"丰河(集团)\""),
        ("mine.tsv:7: warning: 没有这家银行 is taken out", "help: take the line out"),
        ("mine.tsv:8: error: the name 丰 has one character", "help: "),
        ("mine.tsv:9: warning: the name 太平洋 is also a common word", "help: "),
        ("mine.tsv:11: error: 岩池新材 (user:301999.SZ) stands already as 岩池科技", "help: "),
        ("mine.tsv:12: warning: 宁波银行, name of 宁波银行, is the name of", "add the code 002142.SZ"),
    ] {
        let found = out.lines().find(|line| line.starts_with(place));
        assert!(found.is_some_and(|line| line.contains(words)), "no {place} … {words} in\n{out}");
    }
    let ran = place.run(&["dict", "lint", "mine.tsv", "--format", "json"]);
    let row = &ran.rows()[0];
    let keys: Vec<&String> = row.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["file", "line", "severity", "rule", "message", "help"]);
}

#[test]
fn find_shows_who_has_a_name_and_suggests_near_ones() {
    let place = Place::new();
    let ran = place.run(&["dict", "find", "工行", "601398"]);
    let out = String::from_utf8(ran.out).expect("UTF-8");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for words in ["org:601398.SH", "工商银行", "601398.SH 01398.HK", "alias in dictionaries/banks.tsv:", "601398: code"]
    {
        assert!(out.contains(words), "no {words} in\n{out}");
    }
    let ran = place.run(&["dict", "find", "百联股份"]);
    let out = String::from_utf8(ran.out).expect("UTF-8");
    assert!(out.contains("2 entries") && out.contains("listed: 1993-02-19 to 2011-08-23"), "{out}");
    let ran = place.run(&["dict", "find", "杭洲银行"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("did you mean") && ran.err.contains("杭州银行"), "{}", ran.err);
    place.file("mine.tsv", "澄砚智造\t\t\tfirm\n");
    assert_eq!(place.run(&["dict", "find", "澄砚智造", "--dictionary", "mine.tsv"]).code, Some(0));
}

#[test]
fn a_dictionary_names_its_columns_by_header() {
    let place = Place::new();
    place.file(
        "mine.tsv",
        "code\tname\tfull_name\tformer_names\tvalid_from\n\t澄砚智造\t青州澄砚智造有限公司\t澄砚机械\t2020-01-02\n",
    );
    let ran = place.run(&["dict", "find", "澄砚机械", "--dictionary", "mine.tsv"]);
    let out = String::from_utf8(ran.out).expect("UTF-8");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(out.contains("former name in mine.tsv:2") && out.contains("listed: since 2020-01-02"), "{out}");
    place.file("odd.tsv", "name\tcolour\n澄砚智造\tred\n");
    let ran = place.run(&["dict", "find", "澄砚智造", "--dictionary", "odd.tsv"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("odd.tsv:1: unknown column \"colour\", expected some of id, name"), "{}", ran.err);
}
