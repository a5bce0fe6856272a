//! Grouping the records that tell the same deal, over several articles.

use crate::program::{Place, rows};
use serde_json::{Value, json};

/// Five articles: a deal in three of them, another bank's in one, and one without an event.
fn articles() -> Place {
    let place = Place::new();
    let row = |id: &str, day: &str, text: &str| format!("{}\n", json!({"id": id, "published": day, "text": text}));
    place.file(
        "news.jsonl",
        [
            row("late", "2025-03-09", "浙江澄海电气股份有限公司获得杭州银行流动资金贷款5000万元，期限1年。"),
            row("first", "2025-03-06", "杭州银行向浙江澄海电气股份有限公司发放流动资金贷款5000万元。"),
            row("other", "2025-03-07", "宁波银行向浙江澄海电气股份有限公司发放流动资金贷款5000万元。"),
            row("again", "2025-03-08", "杭州银行向浙江澄海电气股份有限公司发放流动资金贷款5000万元。"),
            row("none", "2025-03-08", "据气象台消息，江州今日多云转晴。"),
        ]
        .concat(),
    );
    assert_eq!(place.run(&["extract", "news.jsonl", "-o", "events.jsonl"]).code, Some(0));
    place
}

fn dedup(place: &Place, arguments: &[&str]) -> Vec<Value> {
    let ran = place.run(&[&["dedup", "events.jsonl"], arguments].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.rows()
}

#[test]
fn every_record_names_its_group_and_what_it_adds() {
    let place = articles();
    let records = dedup(&place, &["--groups", "groups.jsonl"]);
    let told: Vec<_> = records
        .iter()
        .map(|record| {
            let group = &record["group"];
            (
                record["doc"]["id"].as_str().unwrap(),
                group["place"].as_u64().unwrap(),
                group["novelty"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(told, [("late", 3, "update"), ("first", 1, "new"), ("other", 1, "new"), ("again", 2, "repeat")]);
    let late = &records[0]["group"];
    assert_eq!((&late["members"], &late["articles"], &late["adds"]), (&json!(3), &json!(3), &json!(["term"])));
    let first = json!({"event_id": records[1]["event_id"], "doc": "first", "published": "2025-03-06"});
    assert_eq!((&late["first"], &late["id"]), (&first, &records[1]["event_id"]));
    let groups = rows(&place.text("groups.jsonl"));
    let docs: Vec<Vec<&str>> = groups
        .iter()
        .map(|group| {
            group["members"].as_array().unwrap().iter().map(|member| member["doc"].as_str().unwrap()).collect()
        })
        .collect();
    assert_eq!(docs, [vec!["first", "again", "late"], vec!["other"]]);
    assert_eq!(groups[0]["status"], "completed");
}

#[test]
fn records_stay_as_they_are_but_for_the_group() {
    let place = articles();
    let mut records = dedup(&place, &[]);
    for record in &mut records {
        record.as_object_mut().expect("an object").remove("group");
    }
    assert_eq!(records, rows(&place.text("events.jsonl")));
}

#[test]
fn order_of_files_and_lines_does_not_change_the_groups() {
    let place = articles();
    dedup(&place, &["-o", "out.jsonl", "--groups", "groups.jsonl"]);
    let text = place.text("events.jsonl");
    let lines: Vec<&str> = text.lines().rev().collect();
    place.file("a.jsonl", lines[..1].join("\n"));
    place.file("b.jsonl", lines[1..].join("\n"));
    let ran = place.run(&["dedup", "a.jsonl", "b.jsonl", "-o", "out.jsonl", "--groups", "reversed.jsonl", "-v"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(place.text("reversed.jsonl"), place.text("groups.jsonl"));
    assert_eq!(ran.err, "4 records, 2 deals, 1 of them told more than once\n");
    let again = place.run(&["dedup", "out.jsonl"]);
    assert_eq!(again.code, Some(0), "its own output can be read again");
    assert_eq!(again.rows(), rows(&place.text("out.jsonl")));
}

#[test]
fn the_window_parts_what_is_far_apart() {
    let place = articles();
    let size = |days: &str| dedup(&place, &["--window", days])[0]["group"]["members"].clone();
    assert_eq!([size("2"), size("1"), size("0")], [json!(3), json!(2), json!(1)]);
}

#[test]
fn what_cannot_be_read_twice_or_is_no_record_is_refused() {
    let place = articles();
    place.file("torn.jsonl", "{\"event_id\": \"a\"}\n");
    for (arguments, message) in [
        (["dedup", "-"].as_slice(), "cannot read standard input"),
        (&["dedup", "events.jsonl", "-o", "events.jsonl"], "cannot be the output too"),
        (&["dedup", "torn.jsonl"], "torn.jsonl:1: not a record"),
        (&["dedup", "absent.jsonl"], "opening absent.jsonl"),
        (&["dedup", "events.jsonl", "--window=-3"], "--window"),
    ] {
        let ran = place.run(arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}");
        assert!(ran.err.contains(message), "{arguments:?} says {:?}", ran.err);
    }
}
