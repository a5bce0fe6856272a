//! Sinks: the same records through JSON Lines and SQLite, loaded once or twice, and their schema.

use crate::program::{Place, repository, rows};
use rusqlite::{Connection, types::Value};

const TABLES: [&str; 6] = ["document", "event", "event_party", "event_date", "event_evidence", "event_warning"];

/// All rows of a table, sorted.
fn table(connection: &Connection, name: &str) -> Vec<String> {
    let mut statement = connection.prepare(&format!("SELECT * FROM {name}")).expect("table");
    let width = statement.column_count();
    let read = statement
        .query_map([], |row| (0..width).map(|column| row.get::<_, Value>(column)).collect::<Result<Vec<_>, _>>());
    let mut rows: Vec<String> = read.expect("rows").map(|row| format!("{:?}", row.expect("row"))).collect();
    rows.sort();
    rows
}

fn tables(path: &std::path::Path) -> Vec<Vec<String>> {
    let connection = Connection::open(path).expect("database");
    TABLES.iter().map(|name| table(&connection, name)).collect()
}

fn count(connection: &Connection, query: &str) -> i64 {
    connection.query_row(query, [], |row| row.get(0)).unwrap_or_else(|error| panic!("{query}: {error}"))
}

fn fixtures() -> String {
    repository("fixtures/articles").display().to_string()
}

#[test]
fn sqlite_holds_the_records_of_json_lines() {
    let place = Place::new();
    let ran = place.run(&["extract", &fixtures(), "-o", "events.db", "-o", "events.jsonl"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let records = rows(&place.text("events.jsonl"));
    assert!(records.len() > 50);
    let connection = Connection::open(place.path("events.db")).expect("database");
    let mut stored: Vec<String> = Vec::new();
    let mut statement = connection.prepare("SELECT record FROM event").expect("event");
    for record in statement.query_map([], |row| row.get::<_, String>(0)).expect("rows") {
        stored.push(record.expect("record"));
    }
    let mut written: Vec<String> = place.text("events.jsonl").lines().map(str::to_owned).collect();
    stored.sort();
    written.sort();
    assert_eq!(stored, written, "the column record is the line of JSON Lines");
    for (name, list) in [("event_party", "parties"), ("event_date", "dates"), ("event_warning", "warnings")] {
        let total: usize = records.iter().map(|record| record[list].as_array().expect("list").len()).sum();
        assert_eq!(count(&connection, &format!("SELECT count(*) FROM {name}")), total as i64, "{name}");
    }
    // The words are exact to the last digit; the number is an integer wherever it is whole.
    for record in &records {
        let id = record["event_id"].as_str().expect("id");
        let (text, kind): (Option<String>, String) = connection
            .query_row("SELECT amount_min_text, typeof(amount_min) FROM event WHERE event_id = ?1", [id], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .expect("event");
        assert_eq!(text.as_deref(), record["amount"]["min"].as_str(), "{id}");
        let whole = text.as_deref().map(|text| !text.contains('.'));
        assert_eq!(kind, whole.map_or("null", |whole| if whole { "integer" } else { "real" }), "{id}");
    }
    assert_eq!(count(&connection, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_eq!(count(&connection, "PRAGMA user_version"), 1);
}

#[test]
fn loading_twice_gives_the_same_rows() {
    let place = Place::new();
    assert_eq!(place.run(&["extract", &fixtures(), "-o", "events.db"]).code, Some(0));
    let once = tables(&place.path("events.db"));
    assert_eq!(place.run(&["extract", &fixtures(), "-o", "events.db", "--threads", "1"]).code, Some(0));
    assert!(once.iter().flatten().count() > 100);
    assert_eq!(tables(&place.path("events.db")), once);
    let connection = Connection::open(place.path("events.db")).expect("database");
    assert_eq!(count(&connection, "SELECT count(*) FROM run"), 2);
}

#[test]
fn a_changed_article_replaces_its_events_and_leaves_others_alone() {
    let place = Place::with_articles();
    place.run(&["extract", "in", "-o", "events.db"]);
    let amounts = || -> Vec<(String, Option<i64>)> {
        let connection = Connection::open(place.path("events.db")).expect("database");
        let mut statement = connection
            .prepare("SELECT d.article_id, e.amount_min FROM document d LEFT JOIN event e USING (doc_id) ORDER BY 1")
            .expect("query");
        statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .expect("rows")
            .collect::<Result<_, _>>()
            .expect("rows")
    };
    let named = |name: &str, amount| (name.to_owned(), amount);
    let (ningbo, weather) = (named("ningbo", Some(80_000_000)), named("weather", None));
    assert_eq!(amounts(), [named("hangzhou", Some(50_000_000)), ningbo.clone(), weather.clone()]);
    place.file(
        "in/hangzhou.txt",
        "2025年3月6日，杭州银行向浙江澄海电气股份有限公司发放流动资金贷款6000万元，期限1年。\n",
    );
    place.run(&["extract", "in/hangzhou.txt", "-o", "events.db"]);
    assert_eq!(amounts(), [named("hangzhou", Some(60_000_000)), ningbo.clone(), weather.clone()]);
    place.file("in/hangzhou.txt", "今日多云。\n");
    place.run(&["extract", "in/hangzhou.txt", "-o", "events.db"]);
    assert_eq!(amounts(), [named("hangzhou", None), ningbo, weather]);
}

#[test]
fn committed_counts_what_is_promised_or_paid_once() {
    let place = Place::new();
    place.run(&["extract", &fixtures(), "-o", "events.db"]);
    let connection = Connection::open(place.path("events.db")).expect("database");
    assert!(count(&connection, "SELECT count(*) FROM committed") > 0);
    let none = [
        "counts_toward_total = 0",
        "type IN ('credit.guarantee', 'programme.commitment')",
        "status IN ('denied', 'terminated')",
    ];
    for condition in none {
        assert_eq!(count(&connection, &format!("SELECT count(*) FROM committed WHERE {condition}")), 0, "{condition}");
    }
}

#[test]
fn a_database_of_another_version_is_refused() {
    let place = Place::with_articles();
    Connection::open(place.path("old.db")).expect("database").pragma_update(None, "user_version", 99).expect("version");
    let ran = place.run(&["extract", "in", "-o", "old.db"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("version 99"), "{}", ran.err);
}

/// What a value breaks of a schema, by the keywords our schema uses; an unknown keyword is itself a finding.
fn violations(
    schema: &serde_json::Value,
    root: &serde_json::Value,
    value: &serde_json::Value,
    at: &str,
    out: &mut Vec<String>,
) {
    use serde_json::Value;
    let Some(rules) = schema.as_object() else { return };
    for (keyword, rule) in rules {
        let holds = match keyword.as_str() {
            "$schema"
            | "$id"
            | "title"
            | "description"
            | "$defs"
            | "additionalProperties"
            | "items"
            | "properties"
            | "format" => true,
            "type" => {
                let is = |kind: &Value| match kind.as_str() {
                    Some("object") => value.is_object(),
                    Some("array") => value.is_array(),
                    Some("string") => value.is_string(),
                    Some("boolean") => value.is_boolean(),
                    Some("null") => value.is_null(),
                    Some("integer") => value.is_u64() || value.is_i64(),
                    Some("number") => value.is_number(),
                    _ => false,
                };
                rule.as_array().map_or_else(|| is(rule), |kinds| kinds.iter().any(is))
            }
            "const" => rule == value,
            "enum" => rule.as_array().is_some_and(|known| known.contains(value)),
            "pattern" => value.as_str().is_none_or(|words| {
                regex::Regex::new(rule.as_str().expect("pattern")).expect("pattern").is_match(words)
            }),
            "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().expect("number")),
            "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().expect("number")),
            "minItems" => value.as_array().is_none_or(|list| list.len() as u64 >= rule.as_u64().expect("number")),
            "maxItems" => value.as_array().is_none_or(|list| list.len() as u64 <= rule.as_u64().expect("number")),
            "required" => value.as_object().is_none_or(|object| {
                rule.as_array().expect("list").iter().all(|key| object.contains_key(key.as_str().expect("key")))
            }),
            "$ref" => {
                let place = rule.as_str().and_then(|place| place.strip_prefix('#')).expect("a place in the schema");
                violations(root.pointer(place).expect("the place exists"), root, value, at, out);
                true
            }
            "anyOf" | "oneOf" => rule.as_array().expect("list").iter().any(|choice| {
                let mut inner = Vec::new();
                violations(choice, root, value, at, &mut inner);
                inner.is_empty()
            }),
            _ => false,
        };
        if !holds {
            out.push(format!("{at}: {keyword} {rule} and {value}"));
        }
    }
    if let (Some(properties), Some(object)) = (rules.get("properties").and_then(Value::as_object), value.as_object()) {
        let (known, found): (Vec<_>, Vec<_>) = (properties.keys().collect(), object.keys().collect());
        if known != found {
            out.push(format!("{at}: keys {found:?}, expected {known:?} in this order"));
        }
        for (key, inner) in object {
            violations(&properties[key], root, inner, &format!("{at}/{key}"), out);
        }
    }
    if let (Some(items), Some(list)) = (rules.get("items"), value.as_array()) {
        for (index, item) in list.iter().enumerate() {
            violations(items, root, item, &format!("{at}/{index}"), out);
        }
    }
}

#[test]
fn every_record_keeps_to_the_schema_with_all_keys_in_order() {
    let schema: serde_json::Value = serde_json::from_str(rongzi::record::JSON_SCHEMA).expect("schema");
    let ran = Place::new().run(&["extract", &fixtures()]);
    let mut found = Vec::new();
    for record in ran.rows() {
        violations(&schema, &schema, &record, record["event_id"].as_str().expect("id"), &mut found);
    }
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "{} findings\n{}\nhelp: src/record/record.schema.json", found.len(), found.join("\n"));
}
