//! Changes between the records of two runs over one document: events added, removed, and told differently, field by field.

use super::assign::assign;
use super::compare::Comparison;
use super::view::View;
use crate::record::{Record, Segment};
use serde_json::Value;
use std::collections::HashMap;

/// Fields that say how an event was found and not what it says; names of parties beside the one that counts are among them.
const HOW: [&str; 11] = [
    "schema",
    "event_id",
    "event_key",
    "doc",
    "evidence",
    "rules",
    "confidence",
    "mentions",
    "series_id",
    "surfaces",
    "via",
];

/// What became of an event.
#[derive(Debug, Clone, PartialEq)]
pub enum Change<'r> {
    /// Only the new run has it.
    Added(&'r Record),
    /// Only the old run has it.
    Removed(&'r Record),
    /// Both have it, and fields differ; the new record, and the fields.
    Changed(&'r Record, Vec<FieldChange>),
    /// Both say the same.
    Same(&'r Record),
}

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Where: `amount.max`, `parties lender`.
    pub field: String,
    /// What the old run says; `—` for nothing.
    pub old: String,
    /// What the new run says.
    pub new: String,
    /// The field says how the event was found, not what it says.
    pub how: bool,
}

/// The events of two runs over one document, paired as well as can be: by `event_id`, else by type and a party, the amount or
/// the words of the text in common, most agreeing slots first. Events of the old run come first, in their order.
#[must_use]
pub fn changes<'r>(old: &'r [Record], new: &'r [Record]) -> Vec<Change<'r>> {
    let (mut partner, mut taken) = (vec![None; old.len()], vec![false; new.len()]);
    // By id first: what is left to assign is little, however many events a document has.
    let ids: HashMap<&str, usize> = new.iter().enumerate().map(|(at, record)| (record.event_id.as_str(), at)).collect();
    for (before, partner) in old.iter().zip(&mut partner) {
        if let Some(at) = ids.get(before.event_id.as_str()).filter(|at| !taken[**at]) {
            *partner = Some(&new[*at]);
            taken[*at] = true;
        }
    }
    let left: Vec<usize> = (0..old.len()).filter(|at| partner[*at].is_none()).collect();
    let right: Vec<(usize, View)> =
        new.iter().enumerate().filter(|(at, _)| !taken[*at]).map(|(at, record)| (at, View::from(record))).collect();
    let weights: Vec<Vec<i64>> = left
        .iter()
        .map(|at| {
            let view = View::from(&old[*at]);
            right.iter().map(|(other, found)| weight(&old[*at], &view, &new[*other], found)).collect()
        })
        .collect();
    for (i, j) in assign(&weights) {
        partner[left[i]] = Some(&new[right[j].0]);
        taken[right[j].0] = true;
    }
    let kept = old.iter().zip(partner).map(|(before, after)| match after {
        None => Change::Removed(before),
        Some(after) => match fields(before, after) {
            fields if fields.is_empty() => Change::Same(after),
            fields => Change::Changed(after, fields),
        },
    });
    let added = new.iter().zip(taken).filter(|(_, taken)| !taken).map(|(record, _)| Change::Added(record));
    kept.chain(added).collect()
}

fn weight(before: &Record, view: &View, after: &Record, other: &View) -> i64 {
    let overlap = before.kind == after.kind && first(before).zip(first(after)).is_some_and(overlaps);
    if !overlap && !view.can_pair(other) {
        return 0;
    }
    1000 * i64::try_from(Comparison::new(view, other).hits()).unwrap_or(0) + 10 * i64::from(overlap) + 1
}

fn first(record: &Record) -> Option<&Segment> {
    record.evidence.first().and_then(|proof| proof.segments.first())
}

fn overlaps((one, other): (&Segment, &Segment)) -> bool {
    one.zone == other.zone && one.byte[0] < other.byte[1] && other.byte[0] < one.byte[1]
}

fn fields(before: &Record, after: &Record) -> Vec<FieldChange> {
    let mut out = Vec::new();
    // Records hold strings, lists and finite numbers only: they always become JSON.
    let (before, after) = (serde_json::to_value(before), serde_json::to_value(after));
    if let (Ok(before), Ok(after)) = (before, after) {
        walk("", &before, &after, false, &mut out);
    }
    out
}

fn walk(path: &str, before: &Value, after: &Value, how: bool, out: &mut Vec<FieldChange>) {
    match (before, after) {
        _ if before == after => {}
        (Value::Object(old), Value::Object(new)) => {
            let keys = old.keys().chain(new.keys().filter(|key| !old.contains_key(*key)));
            for key in keys {
                let inner = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                let get = |side: &serde_json::Map<String, Value>| side.get(key).cloned().unwrap_or(Value::Null);
                walk(&inner, &get(old), &get(new), how || HOW.contains(&key.as_str()), out);
            }
        }
        (Value::Array(old), Value::Array(new)) if path == "parties" => parties(old, new, out),
        _ => out.push(FieldChange { field: path.to_owned(), old: show(before), new: show(after), how }),
    }
}

/// Parties belong together by role and name, else by role; one that is alone is told as such.
fn parties(old: &[Value], new: &[Value], out: &mut Vec<FieldChange>) {
    let mut free: Vec<&Value> = new.iter().collect();
    let mut alone: Vec<&Value> = Vec::new();
    let mut take = |fits: &dyn Fn(&Value) -> bool| free.iter().position(|other| fits(other)).map(|at| free.remove(at));
    let same =
        |keys: &'static [&'static str], one: &Value, other: &Value| keys.iter().all(|key| one[key] == other[key]);
    for party in old {
        match take(&|other| same(&["role", "name"], party, other)) {
            Some(other) => walk(&format!("parties {}", words(&party["role"])), party, other, false, out),
            None => alone.push(party),
        }
    }
    let mut changed = |role: &Value, old: &Value, new: &Value| {
        let field = format!("parties {}", words(role));
        out.push(FieldChange { field, old: show(old), new: show(new), how: false });
    };
    for party in alone {
        let other = take(&|other| same(&["role"], party, other));
        changed(&party["role"], &party["name"], other.map_or(&Value::Null, |other| &other["name"]));
    }
    for party in free {
        changed(&party["role"], &Value::Null, &party["name"]);
    }
}

fn words(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A value in one short line.
fn show(value: &Value) -> String {
    match value {
        Value::Null => "—".to_owned(),
        Value::String(words) => words.replace('\n', " "),
        Value::Array(items) if items.is_empty() => "—".to_owned(),
        Value::Array(items) => items.iter().map(show).collect::<Vec<_>>().join(" | "),
        Value::Object(object) => match (object.get("raw"), object.get("quote"), object.get("segments")) {
            (Some(raw), ..) => match object.get("edtf").or(object.get("iso")) {
                Some(value) => format!("{} = {}", show(raw), show(value)),
                None => format!("{} ({} {})", show(raw), show(&object["min"]), show(&object["max"])),
            },
            (_, Some(quote), _) => format!("「{}」", show(quote)),
            (_, _, Some(segments)) => format!("{} {}", show(&object["field"]), show(segments)),
            _ => value.to_string(),
        },
        other => other.to_string(),
    }
}
