//! The regression check: what was blessed holds, and the diff says what is missing, unexpected or different.

use crate::program::{ARTICLES, Place, rows};
use serde_json::{Value, json};

/// A folder whose expected records are right.
fn blessed() -> Place {
    let place = Place::with_articles();
    let ran = place.run(&["check", "in", "--bless"]);
    assert_eq!(ran.code, Some(0), "{}{}", String::from_utf8_lossy(&ran.out), ran.err);
    place
}

/// Changes the expected line of the first article.
fn expect(place: &Place, change: impl FnOnce(&mut Value)) {
    let mut line = rows(&place.text("in/hangzhou.expected.jsonl")).remove(0);
    change(&mut line);
    place.file("in/hangzhou.expected.jsonl", format!("{line}\n"));
}

fn account(place: &Place) -> (Option<i32>, String) {
    let ran = place.run(&["check", "in"]);
    (ran.code, String::from_utf8_lossy(&ran.out).into_owned())
}

#[test]
fn what_was_blessed_holds() {
    let place = blessed();
    for (name, _) in ARTICLES {
        let stem = name.split('.').next().expect("a stem");
        assert_eq!(rows(&place.text(&format!("in/{stem}.expected.jsonl"))).len(), 1);
    }
    let (code, account) = account(&place);
    assert_eq!(code, Some(0), "{account}");
}

/// Name of a case, what it changes in the expected event, and words the diff must hold.
type Change = (&'static str, fn(&mut Value), &'static [&'static str]);

#[test]
fn the_diff_names_slot_expected_and_found() {
    let changes: [Change; 6] = [
        ("slot", |event| event["amount"]["min"] = json!("40000000"), &["amount", "40000000", "50000000"]),
        ("status", |event| event["status"] = json!("planned"), &["status", "planned", "completed"]),
        ("party", |event| event["parties"][0]["names"] = json!(["某公司"]), &["parties", "某公司"]),
        ("instrument", |event| event["instrument"] = json!("银团贷款"), &["instrument", "银团贷款"]),
        ("kind", |event| event["amount"]["kind"] = json!("limit"), &["kind", "limit", "principal"]),
        ("type", |event| event["type"] = json!("credit.line"), &["missing credit.line", "unexpected credit.loan"]),
    ];
    for (name, change, words) in changes {
        let place = blessed();
        expect(&place, |line| change(&mut line["events"][0]));
        let (code, account) = account(&place);
        assert_eq!(code, Some(1), "{name}: {account}");
        assert!(account.contains("hangzhou"), "{name}: {account}");
        for word in words {
            assert!(account.contains(word), "{name}: no {word} in {account}");
        }
    }
}

#[test]
fn a_pending_slot_is_excused_and_a_reached_one_is_told() {
    let place = blessed();
    expect(&place, |line| {
        line["events"][0]["amount"]["min"] = json!("40000000");
        line["events"][0]["pending"] = json!(["amount"]);
    });
    assert_eq!(account(&place).0, Some(0));
    expect(&place, |line| line["events"][0]["amount"]["min"] = json!("50000000"));
    let (code, told) = account(&place);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("reached"), "{told}");
}

#[test]
fn marks_are_set_and_counted() {
    let place = blessed();
    expect(&place, |line| line["events"][0]["amount"]["min"] = json!("40000000"));
    let ran = place.run(&["check", "in", "--mark"]);
    let told = String::from_utf8_lossy(&ran.out).into_owned();
    assert_eq!(ran.code, Some(0), "{told}{}", ran.err);
    assert!(told.contains("1 pending, 0 differences (marks rewritten)"), "{told}");
    assert!(!told.contains("0 events as expected"), "{told}");
    let line = rows(&place.text("in/hangzhou.expected.jsonl")).remove(0);
    assert_eq!(line["events"][0]["pending"], json!(["amount"]));
    assert_eq!(line["events"][0]["amount"]["min"], json!("40000000"));
}

#[test]
fn a_pending_event_is_excused_and_survives_a_blessing() {
    let place = blessed();
    let mut lease = Value::Null;
    expect(&place, |line| {
        lease = line["events"][0].clone();
        lease["type"] = json!("credit.lease");
        lease["pending"] = json!(["event"]);
        line["events"].as_array_mut().expect("events").push(lease.clone());
        line["events"][0]["status"] = json!("planned");
        line["events"][0]["parties"][0]["names"].as_array_mut().expect("names").push(json!("杭银"));
    });
    assert_eq!(account(&place).0, Some(1), "the status differs");
    assert_eq!(place.run(&["check", "in", "--bless"]).code, Some(0));
    let (code, told) = account(&place);
    assert_eq!(code, Some(0), "{told}");
    let line = rows(&place.text("in/hangzhou.expected.jsonl")).remove(0);
    assert_eq!(line["events"][0]["status"], "completed");
    assert_eq!(line["events"][0]["parties"][0]["names"], json!(["杭州银行", "杭银"]), "names written by hand stay");
    assert_eq!(line["events"][1], lease);
}

#[test]
fn an_article_without_expected_records_is_a_difference() {
    let place = blessed();
    std::fs::remove_file(place.path("in/weather.expected.jsonl")).expect("remove");
    let (code, told) = account(&place);
    assert_eq!(code, Some(1));
    assert!(told.contains("weather"), "{told}");
}

/// The records of the three articles, and a changed copy of them beside.
fn two_runs(change: impl FnOnce(&mut Vec<Value>)) -> Place {
    let place = Place::with_articles();
    assert_eq!(place.run(&["extract", "in", "-o", "old.jsonl"]).code, Some(0));
    let mut records = rows(&place.text("old.jsonl"));
    change(&mut records);
    place.file("new.jsonl", records.iter().map(|record| format!("{record}\n")).collect::<String>());
    place
}

fn against(place: &Place, more: &[&str]) -> (Option<i32>, String) {
    let ran = place.run(&[&["check", "--against", "old.jsonl", "new.jsonl"], more].concat());
    (ran.code, String::from_utf8_lossy(&ran.out).into_owned() + &ran.err)
}

#[test]
fn two_runs_alike_have_no_difference() {
    let place = two_runs(|records| records.reverse());
    let (code, told) = against(&place, &["--every-field"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.ends_with("2 documents: 0 added, 0 removed, 0 changed, 2 as before\n"), "{told}");
}

#[test]
fn events_added_removed_and_changed_are_told_by_document() {
    let place = two_runs(|records| {
        records[0]["amount"]["max"] = json!("60000000");
        records[0]["term"] = Value::Null;
        records[0]["parties"][0]["name"] = json!("江州银行");
        records[0]["event_id"] = json!("0000000000000000");
        let mut more = records[0].clone();
        more["type"] = json!("credit.guarantee");
        more["event_id"] = json!("1111111111111111");
        records.remove(1);
        records.push(more);
    });
    let (code, told) = against(&place, &[]);
    assert_eq!(code, Some(1), "{told}");
    for words in [
        "hangzhou#1: changed credit.loan 江州银行→浙江澄海电气股份有限公司 5000万元",
        "    amount.max           50000000 → 60000000\n",
        "    term                 1年 = P1Y → —\n",
        "    parties lender       杭州银行 → 江州银行\n",
        "hangzhou#1: added credit.guarantee",
        "ningbo#1: removed credit.line 宁波银行",
        "credit.line            0 added, 1 removed, 0 changed, 0 as before\n",
        "2 documents: 1 added, 1 removed, 1 changed, 0 as before\n",
    ] {
        assert!(told.contains(words), "no {words} in {told}");
    }
    assert!(!told.contains("event_id"), "{told}");
    assert_eq!(against(&place, &[]).1, told);
}

#[test]
fn how_an_event_was_found_counts_only_where_asked() {
    let place = two_runs(|records| records[0]["confidence"] = json!(0.51));
    let (code, told) = against(&place, &[]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("1 of those say the same and were found otherwise"), "{told}");
    let (code, told) = against(&place, &["--every-field"]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("confidence"), "{told}");
}

#[test]
fn a_file_that_holds_no_records_is_refused_with_its_place() {
    let place = two_runs(|records| records[1] = json!({"schema": "rongzi/1"}));
    let (code, told) = against(&place, &[]);
    assert_eq!(code, Some(2));
    assert!(told.contains("new.jsonl:2: not a record"), "{told}");
    let ran = place.run(&["check", "--against", "old.jsonl", "new.jsonl", "old.jsonl"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("--against compares two files"), "{}", ran.err);
}
