//! The same records through every sink and back; the JSON Schema fits every record.

use rusqlite::Connection;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

fn extract(arguments: &[&str], folder: &Path) {
    let output = Command::new(env!("CARGO_BIN_EXE_rongzi")).arg("extract").args(arguments).current_dir(folder).output().expect("rongzi runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn count(connection: &Connection, table: &str) -> i64 {
    connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).expect("a count")
}

fn records(path: &Path) -> Vec<Value> {
    fs::read_to_string(path).expect("records").lines().map(|line| serde_json::from_str(line).expect("a record")).collect()
}

#[test]
fn json_lines_and_sqlite_hold_the_same_records() {
    let folder = tempfile::tempdir().expect("a folder");
    let articles = format!("{}/fixtures/articles", env!("CARGO_MANIFEST_DIR"));
    extract(&[&articles, "-o", "events.jsonl", "-o", "events.db"], folder.path());
    let lines = records(&folder.path().join("events.jsonl"));
    let connection = Connection::open(folder.path().join("events.db")).expect("a database");
    let mut rows = connection.prepare("SELECT e.record FROM event e ORDER BY e.event_id").expect("a query");
    let mut stored: Vec<Value> = rows
        .query_map([], |row| row.get::<_, String>(0))
        .expect("rows")
        .map(|row| serde_json::from_str(&row.expect("a row")).expect("a record"))
        .collect();
    let mut lines_by_id = lines.clone();
    lines_by_id.sort_by_key(|record| record["event_id"].as_str().map(str::to_owned));
    stored.sort_by_key(|record| record["event_id"].as_str().map(str::to_owned));
    assert_eq!(stored, lines_by_id);
    // Parties, dates and evidence as rows.
    let parts = |name: &str| lines.iter().map(|record| record[name].as_array().map_or(0, Vec::len) as i64).sum::<i64>();
    assert_eq!(count(&connection, "event_party"), parts("parties"));
    assert_eq!(count(&connection, "event_date"), parts("dates"));
    assert_eq!(count(&connection, "event_warning"), parts("warnings"));
    // Whole amounts are exact integers.
    let kinds: i64 = connection
        .query_row("SELECT count(*) FROM event WHERE amount_min IS NOT NULL AND CAST(amount_min AS TEXT) <> amount_min_text", [], |row| row.get(0))
        .expect("a count");
    assert_eq!(kinds, 0);
    let documents = count(&connection, "document");
    assert!(documents >= 40, "documents without events are there too: {documents}");
}

#[test]
fn loading_twice_gives_the_same_rows_and_a_changed_article_replaces_its_events() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let row = |amount: &str| format!("{{\"id\":\"x\",\"text\":\"南京银行向青州灵步机器人股份有限公司发放{amount}流动资金贷款。\"}}\n{{\"id\":\"y\",\"text\":\"没有事件。\"}}\n");
    fs::write(path.join("a.jsonl"), row("2000万元")).expect("written");
    extract(&["a.jsonl", "-o", "events.db"], path);
    extract(&["a.jsonl", "-o", "events.db"], path);
    let connection = Connection::open(path.join("events.db")).expect("a database");
    assert_eq!((count(&connection, "event"), count(&connection, "event_party"), count(&connection, "document"), count(&connection, "run")), (1, 2, 2, 2));
    fs::write(path.join("a.jsonl"), row("3000万元")).expect("written");
    extract(&["a.jsonl", "-o", "events.db"], path);
    let amount: i64 = connection.query_row("SELECT amount_min FROM event", [], |row| row.get(0)).expect("one event");
    assert_eq!((amount, count(&connection, "event"), count(&connection, "event_evidence") > 0), (30_000_000, 1, true));
}

#[test]
fn the_view_committed_counts_each_facility_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let text = "南京银行今年已对青州灵步机器人股份有限公司增加授信至5亿元。2022年3月至今，南京银行对青州灵步机器人股份有限公司的授信规模由1亿元追加至5亿元。江苏银行为青州灵步机器人股份有限公司开立了2000万元预付款保函。";
    fs::write(path.join("a.jsonl"), format!("{{\"id\":\"x\",\"text\":\"{text}\",\"published\":\"2025-02-01\"}}\n")).expect("written");
    extract(&["a.jsonl", "-o", "events.db"], path);
    let connection = Connection::open(path.join("events.db")).expect("a database");
    assert_eq!(count(&connection, "event"), 3);
    assert_eq!(count(&connection, "committed"), 1);
}

/// Checks a value against the part of JSON Schema that the shipped schema uses.
fn fits(schema: &Value, value: &Value, place: &str) -> Result<(), String> {
    if let Some(constant) = schema.get("const") {
        return if constant == value { Ok(()) } else { Err(format!("{place}: {value} is not {constant}")) };
    }
    if let Some(options) = schema["enum"].as_array() {
        return if options.contains(value) { Ok(()) } else { Err(format!("{place}: {value} is none of {options:?}")) };
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ => return Err(format!("{place}: the schema names no type")),
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    if !(types.contains(&kind) || (kind == "integer" && types.contains(&"number"))) {
        return Err(format!("{place}: {kind} instead of {types:?}"));
    }
    if let (Some(words), Some(pattern)) = (value.as_str(), schema["pattern"].as_str())
        && !regex::Regex::new(pattern).expect("a pattern").is_match(words)
    {
        return Err(format!("{place}: {words:?} does not fit {pattern}"));
    }
    if let (Some(object), Some(properties)) = (value.as_object(), schema["properties"].as_object()) {
        let (have, want): (Vec<_>, Vec<_>) = (object.keys().collect(), properties.keys().collect());
        if have != want {
            return Err(format!("{place}: keys {have:?} instead of {want:?}, in this order"));
        }
        for (key, inner) in object {
            fits(&properties[key], inner, &format!("{place}.{key}"))?;
        }
    }
    if let Some(items) = value.as_array() {
        for (index, item) in items.iter().enumerate() {
            fits(&schema["items"], item, &format!("{place}[{index}]"))?;
        }
    }
    Ok(())
}

#[test]
fn every_record_fits_the_shipped_schema() {
    let folder = tempfile::tempdir().expect("a folder");
    let articles = format!("{}/fixtures/articles", env!("CARGO_MANIFEST_DIR"));
    extract(&[&articles, "-o", "events.jsonl"], folder.path());
    let schema: Value = serde_json::from_str(rongzi::record::JSON_SCHEMA).expect("the schema is JSON");
    let records = records(&folder.path().join("events.jsonl"));
    assert!(records.len() > 90);
    for record in &records {
        fits(&schema, record, "record").unwrap_or_else(|problem| panic!("{problem}\nhelp: src/record/record.schema.json and src/record/mod.rs must agree"));
    }
}

#[test]
fn ids_are_unique_and_stable() {
    let folder = tempfile::tempdir().expect("a folder");
    let articles = format!("{}/fixtures/articles", env!("CARGO_MANIFEST_DIR"));
    extract(&[&articles, "-o", "one.jsonl"], folder.path());
    extract(&[&articles, "-o", "two.jsonl"], folder.path());
    let ids = |name: &str| -> Vec<String> { records(&folder.path().join(name)).iter().map(|record| record["event_id"].to_string()).collect() };
    let (one, two) = (ids("one.jsonl"), ids("two.jsonl"));
    assert_eq!(one, two);
    let mut unique = one.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), one.len());
}
