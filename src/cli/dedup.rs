//! `rongzi dedup`: which records tell the same deal.

use super::Outcome;
use crate::dedup::{Dedup, Group, Member};
use crate::read::lines;
use crate::record::Record;
use crate::write::Jsonl;
use anyhow::bail;
use clap::Args;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Arguments of `dedup`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  rongzi extract dump/ -o events.jsonl\n  rongzi dedup events.jsonl -o grouped.jsonl --groups deals.jsonl\n\nEach record gets a last key: \"group\": {\"id\", \"place\", \"members\", \"articles\", \"novelty\": new|update|repeat, \"adds\", \"first\"}.\nNews alone: those whose novelty is new or update. The files are read twice; memory holds no text, only what is compared."
)]
pub(super) struct Arguments {
    /// Records of `rongzi extract` (JSON Lines)
    #[arg(required = true, value_name = "RECORDS")]
    records: Vec<PathBuf>,
    /// Where the records go, with their group: a .jsonl file, or - for standard output
    #[arg(short, long, value_name = "OUT", default_value = "-")]
    out: String,
    /// Write the groups to this file, one a line: type, last status, members with day, document and what each adds
    #[arg(long, value_name = "FILE")]
    groups: Option<String>,
    /// Most days between two tellings; the rules of a type may allow fewer
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(0..=36_500))]
    window: Option<u32>,
    /// Print a summary to standard error when done
    #[arg(short, long)]
    verbose: bool,
}

/// The group of a record, as it stands in the record.
#[derive(Debug, Serialize)]
struct Place<'g> {
    id: &'g str,
    /// From 1, in the order of publication.
    place: usize,
    members: usize,
    articles: usize,
    novelty: crate::dedup::Novelty,
    adds: &'g [&'static str],
    first: First<'g>,
}

/// Where the deal was told first.
#[derive(Debug, Serialize)]
struct First<'g> {
    event_id: &'g str,
    doc: &'g str,
    published: Option<&'g str>,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    if arguments.records.iter().any(|path| path == Path::new("-")) {
        bail!("dedup reads its records twice and cannot read standard input: give a file");
    }
    if arguments.out != "-" && arguments.records.iter().any(|path| path == Path::new(&arguments.out)) {
        bail!("{} is read and cannot be the output too", arguments.out);
    }
    let mut dedup = arguments.window.map_or_else(Dedup::default, |days| Dedup::with_window(i64::from(days)));
    for path in &arguments.records {
        for record in lines::<Record>(path, "a record")? {
            dedup.add(&record?);
        }
    }
    let groups = dedup.groups();
    let mut places: HashMap<&str, (&Group, usize)> = HashMap::new();
    for group in &groups {
        for (place, member) in group.members.iter().enumerate() {
            places.insert(&member.event_id, (group, place));
        }
    }
    let mut out = Jsonl::open(&arguments.out)?;
    'records: for path in &arguments.records {
        for record in lines::<Map<String, Value>>(path, "a record")? {
            let mut record = record?;
            let id = record.get("event_id").and_then(Value::as_str).unwrap_or_default();
            if let Some((group, place)) = places.get(id) {
                let place = serde_json::to_value(in_group(group, *place))?;
                record.insert("group".to_owned(), place);
            }
            if !out.put(&record)? {
                break 'records;
            }
        }
    }
    out.finish()?;
    if let Some(path) = &arguments.groups {
        let mut out = Jsonl::open(path)?;
        for group in &groups {
            if !out.put(group)? {
                break;
            }
        }
        out.finish()?;
    }
    if arguments.verbose {
        let several = groups.iter().filter(|group| group.members.len() > 1).count();
        let records: usize = groups.iter().map(|group| group.members.len()).sum();
        eprintln!("{records} records, {} deals, {several} of them told more than once", groups.len());
    }
    Ok(Outcome::Good)
}

fn in_group(group: &Group, place: usize) -> Place<'_> {
    let member = &group.members[place];
    let Member { event_id, doc, published, .. } = &group.members[0];
    Place {
        id: &group.id,
        place: place + 1,
        members: group.members.len(),
        articles: group.articles,
        novelty: member.novelty,
        adds: &member.adds,
        first: First { event_id, doc, published: published.as_deref() },
    }
}
