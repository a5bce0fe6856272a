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
