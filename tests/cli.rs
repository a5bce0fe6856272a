//! Exit codes, messages, and the plumbing of the commands.

use crate::program::{Place, command, repository};
use std::process::Stdio;

#[test]
fn exit_code_0_when_all_is_good() {
    let ran = Place::with_articles().run(&["extract", "in"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let rows = ran.rows();
    let types: Vec<_> = rows.iter().map(|row| row["type"].as_str().expect("type")).collect();
    assert_eq!(types, ["credit.loan", "credit.line"]);
}

#[test]
fn exit_code_2_when_the_run_cannot_begin() {
    let place = Place::with_articles();
    place.file("taken", "");
    place.file("text.db", "this is no database, but it is longer than a header of a database would be: ".repeat(20));
    place.file("odd.toml", "thread = 2\n");
    let cases: [(&[&str], &str); 12] = [
        (&["extract"], "INPUT"),
        (&["extract", "absent.txt"], "absent.txt: no such file"),
        (&["extract", "*.html"], "no file matches"),
        (&["extract", "in", "--colour"], "--colour"),
        (&["extract", "in", "--threads", "0"], "at least 1"),
        (&["extract", "in", "--published", "yesterday"], "--published"),
        (&["extract", "in", "-o", "out.xml"], "expected .jsonl, .db"),
        (&["extract", "in", "-o", "taken/out.jsonl"], "taken/out.jsonl"),
        (&["extract", "in", "-o", "absent/out.db"], "absent/out.db"),
        (&["extract", "in", "-o", "text.db"], "text.db"),
        (&["extract", "in", "--dictionary", "absent.tsv"], "absent.tsv"),
        (&["extract", "in", "--config", "odd.toml"], "unknown field `thread`"),
    ];
    for (arguments, message) in cases {
        let ran = place.run(arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(message), "{arguments:?} says {:?}, expected {message:?}", ran.err);
        assert!(ran.out.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_full_disk_is_an_error() {
    if !std::path::Path::new("/dev/full").exists() {
        eprintln!("skipped: no /dev/full on this system");
        return;
    }
    let place = Place::with_articles();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
    let status =
        command(&place.path("")).args(["extract", "in"]).stdout(full).stderr(Stdio::null()).status().expect("runs");
    assert_eq!(status.code(), Some(2));
}

#[test]
fn a_closed_pipe_is_success() {
    let place = Place::new();
    let row = r#"{"text":"2025年3月6日，杭州银行向浙江澄海电气股份有限公司发放流动资金贷款5000万元。"}"#;
    place.file("rows.jsonl", format!("{row}\n").repeat(3000));
    for verb in ["extract", "annotate"] {
        let mut child = command(&place.path(""))
            .args([verb, "rows.jsonl"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("ends");
        assert_eq!(output.status.code(), Some(0), "{verb}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn settings_of_the_folder_are_read_and_flags_win() {
    let place = Place::new();
    place.file("rongzi.toml", "text_field = \"正文\"\nthreads = 1\n");
    place.file(
        "rows.jsonl",
        "{\"id\":\"a\",\"正文\":\"杭州银行向浙江澄海电气股份有限公司发放贷款5000万元。\",\"body\":\"今日多云。\"}\n",
    );
    assert_eq!(place.run(&["extract", "rows.jsonl"]).rows().len(), 1);
    assert_eq!(place.run(&["extract", "rows.jsonl", "--text-field", "body"]).rows().len(), 0);
}

#[test]
fn the_day_of_publication_can_be_given() {
    let place = Place::with_articles();
    let ran = place.run(&["extract", "in/hangzhou.txt", "--published", "2025-03-07"]);
    assert_eq!(ran.rows()[0]["doc"]["published"]["start"], "2025-03-07");
}

#[test]
fn annotate_quotes_by_character_offsets_and_tokens_give_the_text_back() {
    let place = Place::with_articles();
    let ran = place.run(&["annotate", "in", "--tokens"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rows = ran.rows();
    assert_eq!(rows.len(), 3);
    for (row, (name, text)) in rows.iter().zip(crate::program::ARTICLES) {
        let characters: Vec<char> = text.chars().collect();
        for item in
            row["mentions"].as_array().expect("mentions").iter().chain(row["tokens"].as_array().expect("tokens"))
        {
            let at = |key: &str| item[key].as_u64().expect("offset") as usize;
            let quoted: String = characters[at("start")..at("end")].iter().collect();
            assert_eq!(item["text"], quoted.as_str(), "{name}");
        }
        let joined: String =
            row["tokens"].as_array().expect("tokens").iter().filter_map(|token| token["text"].as_str()).collect();
        let bare = |words: &str| words.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert!(bare(text).ends_with(&bare(&joined)), "{name}: {joined}");
    }
    let to_file = place.run(&["annotate", "in", "--tokens", "-o", "mentions.jsonl"]);
    assert_eq!(to_file.code, Some(0));
    assert_eq!(place.text("mentions.jsonl").as_bytes(), ran.out);
}

#[test]
fn explain_tells_what_was_found() {
    let ran = Place::new().run(&[
        "explain",
        "--text",
        "去年12月，杭州银行向浙江澄海电气股份有限公司发放贷款约5000万元。",
        "--published",
        "2025-03-07",
    ]);
    let account = String::from_utf8(ran.out).expect("UTF-8");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let derivations = ["约 ≈ · 5000万 = 50000000 · 元 = CNY (assumed)", "the year of publication -1, month 12"];
    for part in ["杭州银行", "5000万元", "credit.loan"].iter().chain(&derivations) {
        assert!(account.contains(part), "no {part} in\n{account}");
    }
}

#[test]
fn schema_prints_what_the_program_uses() {
    let place = Place::new();
    assert_eq!(place.run(&["schema"]).out, std::fs::read(repository("src/record/record.schema.json")).expect("schema"));
    assert_eq!(
        place.run(&["schema", "sql", "--dialect", "sqlite"]).out,
        std::fs::read(repository("src/write/sqlite.sql")).expect("sql")
    );
}

#[test]
fn every_command_has_help() {
    let place = Place::new();
    for verb in ["extract", "annotate", "explain", "check", "dedup", "eval", "dict", "schema"] {
        let ran = place.run(&[verb, "-h"]);
        assert_eq!(ran.code, Some(0));
        assert!(String::from_utf8_lossy(&ran.out).contains("Usage: rongzi"), "{verb}");
    }
}

#[test]
fn records_of_little_confidence_are_left_out_counted_and_kept_as_rejects() {
    let place = Place::with_articles();
    let all = place.run(&["extract", "in"]).rows();
    let confidence = |row: &serde_json::Value| row["confidence"].as_f64().expect("a number");
    let (least, most) = (confidence(&all[0]).min(confidence(&all[1])), confidence(&all[0]).max(confidence(&all[1])));
    assert!(least < most, "the two articles differ in confidence");
    let bound = most.to_string();
    let ran = place.run(&["extract", "in", "--min-confidence", &bound, "--rejects", "rejects.jsonl", "-v"]);
    assert_eq!(ran.rows().len(), 1, "a record at the bound stays");
    assert_eq!(ran.err, format!("3 articles, 1 events (1 more below {most}), 0 failed\n"));
    let rejects = crate::program::rows(&place.text("rejects.jsonl"));
    let reject = rejects.iter().find(|reject| reject["reason"] == format!("confidence {least} below {most}"));
    let reject = reject.unwrap_or_else(|| panic!("no such reason in {rejects:?}"));
    let left_out = all.iter().find(|row| confidence(row) < most).expect("one");
    assert_eq!((&reject["type"], &reject["doc"]), (&left_out["type"], &left_out["doc"]["id"]));
    assert!(reject["trigger"].is_null());
    // Without a bound of the user's the one of the weights holds; the settings may name one.
    place.file("thin.jsonl", "{\"id\":\"thin\",\"text\":\"今日多云。北辰智控拿下1亿元融资。明日有雨。\"}\n");
    let lines = |arguments: &[&str]| place.run(&[&["extract", "thin.jsonl"], arguments].concat()).rows().len();
    assert_eq!((lines(&[]), lines(&["--min-confidence", "0"])), (0, 1));
    place.file("rongzi.toml", "min_confidence = 0.1\n");
    assert_eq!(lines(&[]), 1);
    place.file("rongzi.toml", "min_confidence = 2\n");
    assert!(place.run(&["extract", "thin.jsonl"]).err.contains("min_confidence is 2, expected a number from 0 to 1"));
    std::fs::remove_file(place.path("rongzi.toml")).expect("the settings can be removed");
    for odd in ["1.5", "-0.1", "much", "NaN"] {
        let ran = place.run(&["extract", "in", &format!("--min-confidence={odd}")]);
        assert_eq!(ran.code, Some(2), "{odd}");
        assert!(ran.err.contains("from 0 to 1"), "{}", ran.err);
    }
}
