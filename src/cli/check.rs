//! `rongzi check`: fixture articles against their expected records, or one run against another, as an event-level diff.

mod against;

use super::inputs::WordArguments;
use super::{Outcome, print};
use crate::eval::{Expected, ExpectedEvent, View, differences, expectation, pair};
use crate::pipeline::Pipeline;
use crate::read::{ReadOptions, expand, lines, open};
use crate::record::Record;
use anyhow::Context;
use clap::Args;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Arguments of `check`.
#[derive(Debug, Args)]
#[command(
    after_help = "Beside NAME.md, NAME.txt or NAME.jsonl stands NAME.expected.jsonl: one line per document with its events. An event or\nslot the program does not reach yet carries \"pending\"; it may not get worse unseen: what is reached again is told.\nEvents of little confidence count, unless the settings name a min_confidence.\n\n  rongzi check fixtures/articles\n  rongzi check --against old.jsonl new.jsonl\n\nWith --against, two files of records are compared by document. Exit code 0: no difference; 1: there are some."
)]
pub(super) struct Arguments {
    /// Folders of articles; with --against one file of records
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// Rewrite the expected files from what the program finds
    #[arg(long)]
    bless: bool,
    /// Keep the expected files as they are, but mark what the program does not reach: pending, spurious
    #[arg(long, conflicts_with = "bless")]
    mark: bool,
    /// Compare a file of records with this older one: events added, removed, changed
    #[arg(long, value_name = "OLD", conflicts_with_all = ["bless", "mark"])]
    against: Option<PathBuf>,
    /// With --against: compare also how events were found: evidence, rules, confidence, ids, further names
    #[arg(long, requires = "against")]
    every_field: bool,
    #[command(flatten)]
    words: WordArguments,
}

/// What a check found.
#[derive(Debug, Default)]
struct Tally {
    articles: usize,
    right: usize,
    pending: usize,
    differ: usize,
    account: String,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    if let Some(old) = &arguments.against {
        let [new] = arguments.folders.as_slice() else {
            anyhow::bail!("--against compares two files: rongzi check --against {} NEW", old.display());
        };
        return against::run(old, new, arguments.every_field);
    }
    let (mut pipeline, _) = arguments.words.pipeline()?;
    // Records that `extract` leaves out are checked too: a change of weights is no change of what is read.
    pipeline.min_confidence = pipeline.min_confidence.or(Some(0.0));
    let folders: Vec<String> = arguments.folders.iter().map(|folder| folder.display().to_string()).collect();
    let (inputs, failures) = expand(&folders, "-");
    let mut tally = Tally::default();
    for failure in failures {
        tally.differ += 1;
        writeln!(tally.account, "{failure}")?;
    }
    for input in &inputs {
        let Some(path) = &input.path else { continue };
        let place = path.with_extension("expected.jsonl");
        let mut found: Vec<(String, Vec<Record>)> = Vec::new();
        for item in open(input, &ReadOptions::default()) {
            match item {
                Ok(article) => {
                    for analysis in pipeline.analyze(&article) {
                        found.push((analysis.document.id.clone(), analysis.records));
                    }
                }
                Err(failure) => {
                    tally.differ += 1;
                    writeln!(tally.account, "{failure}")?;
                }
            }
        }
        let expected = if place.exists() {
            lines(&place, "a line of expected records")?.collect::<crate::Result<_>>()?
        } else {
            Vec::new()
        };
        if !place.exists() && !arguments.bless {
            tally.differ += 1;
            writeln!(
                tally.account,
                "{}: no expected records; write {} or run with --bless",
                path.display(),
                place.display()
            )?;
            continue;
        }
        tally.articles += found.len();
        let before = tally.differ;
        if arguments.mark {
            let marked = mark(&place, expected, &found)?;
            compare(&marked, &found, &mut tally)?;
            continue;
        }
        compare(&expected, &found, &mut tally)?;
        if arguments.bless && (tally.differ > before || !place.exists()) {
            bless(&place, &expected, &found)?;
            tally.differ = before;
        }
    }
    print(&tally.account)?;
    print(&format!(
        "{} articles: {} events as expected, {} pending, {} differences{}\n",
        tally.articles,
        tally.right,
        tally.pending,
        tally.differ,
        if arguments.bless {
            " (expected files rewritten where they differed)"
        } else if arguments.mark {
            " (marks rewritten)"
        } else {
            ""
        }
    ))?;
    let _: &Pipeline = &pipeline;
    Ok(if tally.differ == 0 { Outcome::Good } else { Outcome::Partly })
}

/// Pairs of expected events and records, by index.
fn pairs(events: &[ExpectedEvent], records: &[Record]) -> Vec<(Option<usize>, Option<usize>)> {
    let views: Vec<View> = events.iter().map(View::from).collect();
    let found: Vec<View> = records.iter().map(View::from).collect();
    pair(&views, &found)
}

/// The same document: ids agree, with or without `#1` where a file holds one article.
fn same_document(expected: &str, found: &str) -> bool {
    expected == found || expected.strip_suffix("#1") == Some(found) || found.strip_suffix("#1") == Some(expected)
}

fn compare(expected: &[Expected], found: &[(String, Vec<Record>)], tally: &mut Tally) -> anyhow::Result<()> {
    for document in expected {
        if !found.iter().any(|(id, _)| same_document(&document.id, id)) {
            tally.differ += 1;
            writeln!(tally.account, "{}: expected, but no such document was read", document.id)?;
        }
    }
    let none = Vec::new();
    for (id, records) in found {
        let document = expected.iter().find(|document| same_document(&document.id, id));
        let events = document.map_or(&none, |document| &document.events);
        let spurious = document.map_or(&[][..], |document| &document.spurious);
        let mut seen = 0;
        for (wanted, got) in pairs(events, records) {
            match (wanted.map(|index| &events[index]), got.map(|index| &records[index])) {
                (Some(event), Some(record)) => both(id, event, record, tally)?,
                (Some(event), None) if event.pending.iter().any(|slot| slot == "event") => tally.pending += 1,
                (Some(event), None) => {
                    tally.differ += 1;
                    writeln!(
                        tally.account,
                        "{id}: missing {} {} 「{}」",
                        event.kind,
                        parties(event),
                        one_line(&event.quote)
                    )?;
                }
                (None, Some(record)) if spurious.contains(&name(record)) => {
                    tally.pending += 1;
                    seen += 1;
                }
                (None, Some(record)) => {
                    tally.differ += 1;
                    let event = expectation(record);
                    writeln!(
                        tally.account,
                        "{id}: unexpected {} {} 「{}」",
                        event.kind,
                        parties(&event),
                        one_line(&event.quote)
                    )?;
                }
                (None, None) => {}
            }
        }
        if seen < spurious.len() {
            writeln!(
                tally.account,
                "{id}: note: {} of {} spurious records are gone, take the marks away",
                spurious.len() - seen,
                spurious.len()
            )?;
        }
    }
    Ok(())
}

/// A record as a mark names it.
fn name(record: &Record) -> String {
    let event = expectation(record);
    format!("{} 「{}」", event.kind, one_line(&event.quote))
}

/// Marks what is not reached and leaves the expectation itself alone. Gives what was written.
fn mark(place: &Path, mut expected: Vec<Expected>, found: &[(String, Vec<Record>)]) -> anyhow::Result<Vec<Expected>> {
    let mut out = String::new();
    for document in &mut expected {
        let none = Vec::new();
        let records =
            found.iter().find(|(id, _)| same_document(&document.id, id)).map_or(&none, |(_, records)| records);
        document.spurious.clear();
        let events = document.events.clone();
        for (wanted, got) in pairs(&events, records) {
            match (wanted, got.map(|index| &records[index])) {
                (Some(wanted), Some(record)) => {
                    document.events[wanted].pending = differences(&events[wanted], record)
                        .iter()
                        .map(|difference| difference.slot.to_owned())
                        .collect();
                }
                (Some(wanted), None) => document.events[wanted].pending = vec!["event".to_owned()],
                (None, Some(record)) => document.spurious.push(name(record)),
                (None, None) => {}
            }
        }
        out.push_str(&serde_json::to_string(document)?);
        out.push('\n');
    }
    std::fs::write(place, out).with_context(|| format!("writing the marks to {}", place.display()))?;
    Ok(expected)
}

fn both(id: &str, event: &ExpectedEvent, record: &Record, tally: &mut Tally) -> anyhow::Result<()> {
    let all = differences(event, record);
    let pending = |slot: &str| event.pending.iter().any(|known| known == slot || known == "event");
    let open: Vec<_> = all.iter().filter(|difference| !pending(difference.slot)).collect();
    for mark in &event.pending {
        let reached =
            if mark == "event" { all.is_empty() } else { !all.iter().any(|difference| difference.slot == mark) };
        if reached {
            writeln!(
                tally.account,
                "{id}: note: {} of {} 「{}」 is reached now, take the mark away",
                mark,
                event.kind,
                one_line(&event.quote)
            )?;
        }
    }
    if open.is_empty() {
        tally.right += 1;
        tally.pending += usize::from(!all.is_empty());
        return Ok(());
    }
    tally.differ += 1;
    writeln!(tally.account, "{id}: {} {} 「{}」", event.kind, parties(event), one_line(&event.quote))?;
    for difference in open {
        writeln!(
            tally.account,
            "    {:<11} expected {}  found {}",
            difference.slot, difference.expected, difference.found
        )?;
    }
    Ok(())
}

fn parties(event: &ExpectedEvent) -> String {
    event.parties.iter().filter_map(|party| party.names.first()).map(String::as_str).collect::<Vec<_>>().join("→")
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<String>().chars().take(60).collect()
}

/// Writes what was found; events still pending stay, and names a person wrote stay where the party is the same.
fn bless(place: &Path, expected: &[Expected], found: &[(String, Vec<Record>)]) -> anyhow::Result<()> {
    let mut out = String::new();
    let none = Vec::new();
    for (id, records) in found {
        let before = expected.iter().find(|document| same_document(&document.id, id));
        let old = before.map_or(&none, |document| &document.events);
        let mut events = Vec::new();
        for (wanted, got) in pairs(old, records) {
            match (wanted.map(|index| &old[index]), got.map(|index| &records[index])) {
                (Some(event), Some(record)) => {
                    let mut new = expectation(record);
                    for party in &mut new.parties {
                        let kept = event.parties.iter().find(|other| {
                            other.role == party.role && other.names.iter().any(|name| party.names.contains(name))
                        });
                        if let Some(kept) = kept {
                            party.names.clone_from(&kept.names);
                        }
                    }
                    events.push(new);
                }
                (Some(event), None) if !event.pending.is_empty() => events.push(event.clone()),
                (_, Some(record)) => events.push(expectation(record)),
                _ => {}
            }
        }
        let line = Expected {
            id: before.map_or(id.clone(), |document| document.id.clone()),
            events,
            spurious: Vec::new(),
            note: before.and_then(|document| document.note.clone()),
        };
        out.push_str(&serde_json::to_string(&line)?);
        out.push('\n');
    }
    std::fs::write(place, out).with_context(|| format!("writing the expected records {}", place.display()))
}
