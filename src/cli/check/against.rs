//! `rongzi check --against OLD NEW`: what changed between two runs, event by event.

use crate::cli::{Outcome, print};
use crate::eval::{Change, changes};
use crate::read::lines;
use crate::record::Record;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

/// How many events of a type were added, removed, changed and left as they are.
type Counts = [usize; 4];

/// Compares two files of records; both are held in memory, by document.
pub(super) fn run(old: &Path, new: &Path, every_field: bool) -> anyhow::Result<Outcome> {
    let (old, new) = (by_document(old)?, by_document(new)?);
    let mut types: BTreeMap<&str, Counts> = BTreeMap::new();
    let mut otherwise = 0;
    let none = Vec::new();
    let ids: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let documents = ids.len();
    for id in ids {
        let mut account = String::new();
        for change in changes(old.get(id).unwrap_or(&none), new.get(id).unwrap_or(&none)) {
            let (place, record, word) = match &change {
                Change::Added(record) => (0, *record, "added"),
                Change::Removed(record) => (1, *record, "removed"),
                Change::Changed(record, fields) if every_field || fields.iter().any(|field| !field.how) => {
                    (2, *record, "changed")
                }
                Change::Changed(record, _) => {
                    otherwise += 1;
                    (3, *record, "")
                }
                Change::Same(record) => (3, *record, ""),
            };
            types.entry(record.kind.as_str()).or_default()[place] += 1;
            if word.is_empty() {
                continue;
            }
            writeln!(account, "{id}: {word} {}", title(record))?;
            if let Change::Changed(_, fields) = &change {
                for field in fields.iter().filter(|field| every_field || !field.how) {
                    writeln!(account, "    {:<20} {} → {}", field.field, field.old, field.new)?;
                }
            }
        }
        print(&account)?;
    }
    let mut sum = Counts::default();
    let mut account = String::new();
    for (kind, counts) in types {
        for (total, count) in sum.iter_mut().zip(counts) {
            *total += count;
        }
        let [added, removed, changed, same] = counts;
        writeln!(account, "{kind:<22} {added} added, {removed} removed, {changed} changed, {same} as before")?;
    }
    let [added, removed, changed, same] = sum;
    writeln!(account, "{documents} documents: {added} added, {removed} removed, {changed} changed, {same} as before")?;
    if otherwise > 0 {
        writeln!(account, "{otherwise} of those say the same and were found otherwise, see --every-field")?;
    }
    print(&account)?;
    Ok(if added + removed + changed == 0 { Outcome::Good } else { Outcome::Partly })
}

fn by_document(path: &Path) -> anyhow::Result<BTreeMap<String, Vec<Record>>> {
    let mut documents: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    for record in lines::<Record>(path, "a record")? {
        let record = record?;
        documents.entry(record.doc.id.clone()).or_default().push(record);
    }
    Ok(documents)
}

/// Type, parties, amount and the words of the text.
fn title(record: &Record) -> String {
    let parties: Vec<&str> = record.parties.iter().map(|party| party.name.as_str()).collect();
    let amount = record.amount.as_ref().map_or_else(String::new, |amount| format!(" {}", amount.raw));
    let proof = record.evidence.first().and_then(|proof| proof.segments.first());
    let quote = proof.map_or_else(String::new, |segment| super::one_line(&segment.quote));
    format!("{} {}{amount} 「{quote}」", record.kind, parties.join("→"))
}
