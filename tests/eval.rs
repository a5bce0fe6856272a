//! Counting on labelled documents, on small sets of our own.

use crate::program::{ARTICLES, Place, Ran};
use serde_json::{Value, json};

fn event(kind: &str, parties: Value, amount: Value) -> Value {
    json!({"type": kind, "status": "completed", "parties": parties, "amount": amount, "dates": [], "quote": "…"})
}

fn money(yuan: &str) -> Value {
    json!({"raw": "…", "min": yuan, "max": yuan, "comparator": "eq", "currency": "CNY", "kind": "principal"})
}

/// The articles with labels: the loan right but for its amount, the line right but for its type, and no event in the weather.
fn labelled() -> Place {
    let place = Place::with_articles();
    let parties = json!([
        {"role": "lender", "names": ["杭州银行"], "code": null},
        {"role": "borrower", "names": ["澄海电气", "浙江澄海电气股份有限公司"], "code": null},
    ]);
    let line = json!([{"role": "lender", "names": ["宁波银行"], "code": null}]);
    let gold = [
        json!({"id": "hangzhou#1", "events": [event("credit.loan", parties, money("60000000"))], "note": "dates left out"}),
        json!({"id": "ningbo#1", "events": [event("credit.lease", line, money("80000000"))]}),
        json!({"id": "weather", "events": []}),
    ];
    place.file("gold.jsonl", gold.map(|line| format!("{line}\n")).concat());
    place
}

fn figures(place: &Place, arguments: &[&str]) -> Value {
    let ran = place.run(&[&["eval", "--gold", "gold.jsonl", "--json", "figures.json"], arguments].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    serde_json::from_str(&place.text("figures.json")).expect("JSON")
}

const PAGES: [&str; 4] = ["--page", "in/hangzhou.txt", "in/ningbo.md", "in/weather.txt"];

fn counts(tally: &Value) -> [u64; 3] {
    ["tp", "fp", "fn"].map(|key| tally[key].as_u64().expect("a count"))
}

#[test]
fn events_slots_roles_and_alarms_are_counted() {
    let place = labelled();
    let figures = figures(&place, &PAGES);
    assert_eq!(counts(&figures["events"]), [1, 1, 1]);
    assert_eq!(counts(&figures["types"]["credit.loan"]), [1, 0, 0]);
    assert_eq!(counts(&figures["types"]["credit.lease"]), [0, 0, 1]);
    assert_eq!(counts(&figures["types"]["credit.line"]), [0, 1, 0]);
    assert_eq!(counts(&figures["by_slot"]["amount"]), [0, 2, 2]);
    assert_eq!(counts(&figures["by_role"]["party:lender"]), [1, 1, 1]);
    assert_eq!(counts(&figures["exact"]), [0, 2, 2]);
    assert_eq!(figures["negatives"], json!({"documents": 1, "records": 0, "documents_alarmed": 0, "per_100": 0.0}));
}

#[test]
fn records_of_an_earlier_run_give_the_same_figures() {
    let place = labelled();
    let now = figures(&place, &PAGES);
    assert_eq!(place.run(&["extract", "in", "-o", "events.jsonl"]).code, Some(0));
    assert_eq!(figures(&place, &[&PAGES[..], &["--pred", "events.jsonl"]].concat()), now);
    assert_eq!(figures(&place, &["--docs", "in/*.txt", "--page", "in/ningbo.md", "--pred", "events.jsonl"]), now);
    assert_eq!(figures(&place, &["--pred", "events.jsonl"]), now, "labels alone are a set");
}

#[test]
fn types_narrow_both_sides() {
    let place = labelled();
    let figures = figures(&place, &[&PAGES[..], &["--types", "credit.li,debt"]].concat());
    assert_eq!(counts(&figures["events"]), [0, 1, 0]);
    assert_eq!(figures["negatives"]["documents"], 3, "no event of these types is expected anywhere");
    assert_eq!(figures["negatives"]["records"], 1);
}

#[test]
fn what_a_fixture_check_blessed_scores_in_full() {
    let place = Place::with_articles();
    assert_eq!(place.run(&["check", "in", "--bless"]).code, Some(0));
    let labels: String = ARTICLES
        .iter()
        .map(|(name, _)| place.text(&format!("in/{}.expected.jsonl", name.split('.').next().expect("a stem"))))
        .collect();
    place.file("gold.jsonl", labels);
    let figures = figures(&place, &PAGES);
    assert_eq!(counts(&figures["exact"]), [2, 0, 0], "{figures}");
}

#[test]
fn rows_are_found_by_their_ids_and_unlabelled_ones_are_left_out() {
    let place = labelled();
    let rows = ["hangzhou#1", "ningbo#1", "weather", "more"]
        .map(|id| json!({"id": id, "text": ARTICLES[0].1}).to_string())
        .join("\n");
    place.file("docs.jsonl", rows);
    let ran = place.run(&["eval", "--gold", "gold.jsonl", "--docs", "docs.jsonl"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("1 documents without a line of labels are left out, with 1 records"), "{}", ran.err);
    let told = String::from_utf8_lossy(&ran.out).into_owned();
    assert!(told.contains("False alarms: 1 records in 1 of 1 documents"), "{told}");
}

#[test]
fn the_worst_documents_are_shown() {
    let place = labelled();
    let ran = place.run(&[&["eval", "--gold", "gold.jsonl", "--errors", "1"], &PAGES[..]].concat());
    let told = String::from_utf8_lossy(&ran.out).into_owned();
    for words in
        ["ningbo#1  ningbo.md", "MISSED: credit.lease", "SPURIOUS: credit.line", "✗ amount", "80000000 80000000 CNY"]
    {
        assert!(told.contains(words), "no {words} in {told}");
    }
    assert!(!told.contains("hangzhou"), "{told}");
}

#[test]
fn what_cannot_be_counted_is_refused_with_its_place() {
    let place = labelled();
    place.file("torn.jsonl", "{\"id\": \"a\", \"events\": []}\n{\"id\": \"b\"");
    place.file("odd.jsonl", "{\"id\": \"a\", \"events\": [{\"type\": \"credit.loan\", \"lender\": \"x\"}]}\n");
    place.file("far.jsonl", format!("{}\n", json!({"id": "elsewhere", "text": ARTICLES[0].1})));
    place.run(&["extract", "far.jsonl", "-o", "far.events.jsonl"]);
    let cases: [(&[&str], &str); 7] = [
        (&["--gold", "gold.jsonl"], "give the records with --pred"),
        (&["--gold", "absent.jsonl", "--pred", "torn.jsonl"], "opening absent.jsonl"),
        (&["--gold", "torn.jsonl", "--pred", "gold.jsonl"], "torn.jsonl:2: not a line of labels"),
        (&["--gold", "odd.jsonl", "--pred", "gold.jsonl"], "odd.jsonl:1: not a line of labels: unknown field `lender`"),
        (&["--gold", "gold.jsonl", "--pred", "gold.jsonl"], "gold.jsonl:1: not a record"),
        (&["--gold", "gold.jsonl", "--docs", "far.jsonl"], "3 labels for documents that were not given: hangzhou#1"),
        (
            &["--gold", "gold.jsonl", "--pred", "far.events.jsonl"],
            "1 records of documents that are not in the set: elsewhere",
        ),
    ];
    for (arguments, message) in cases {
        let Ran { code, err, .. } = place.run(&[&["eval"], arguments].concat());
        assert_eq!(code, Some(2), "{arguments:?}: {err}");
        assert!(err.contains(message), "{arguments:?} says {err:?}, expected {message:?}");
    }
}
