//! Listing: the documents with most errors, slot by slot, for a person to read.

use super::labelled::{Document, Labelled};
use super::score::{Paired, Score};
use super::table::pad;
use super::view::{DATE, PARTY, SLOTS, View};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Characters of a text that are shown.
const SHOWN: usize = 600;

/// Columns of the expected side.
const COLUMN: usize = 46;

/// The worst documents of a scored set, most slot errors first.
#[must_use]
pub fn listing(labelled: &Labelled, score: &Score, most: usize) -> String {
    let mut ranked: Vec<(u64, &String, &Document, &Vec<Paired>)> = labelled
        .documents
        .iter()
        .zip(&score.paired)
        .map(|((id, document), paired)| {
            (paired.iter().map(|pair| pair.comparison.misses()).sum(), id, document, paired)
        })
        .filter(|(misses, ..)| *misses > 0)
        .collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let mut out = String::new();
    for (misses, id, document, paired) in ranked.into_iter().take(most) {
        let title = document.title.as_deref().unwrap_or_default();
        let published = document.published.as_deref().unwrap_or("no date");
        let text: String = document.text.chars().take(SHOWN).collect();
        let more = if text.len() < document.text.len() { "…" } else { "" };
        // Writing to a string does not fail.
        let _ =
            writeln!(out, "\n{}\n{id}  {title}  [{published}]  {misses} slot errors\n{text}{more}", "=".repeat(100));
        for pair in paired {
            one(&mut out, document, pair);
        }
    }
    out
}

fn one(out: &mut String, document: &Document, pair: &Paired) {
    let event = pair.expected.map(|index| &document.expected[index]);
    let record = pair.found.map(|index| &document.records[index]);
    let word = match (event, record) {
        (_, None) => "MISSED",
        (None, _) => "SPURIOUS",
        _ if pair.comparison.misses() > 0 => "wrong",
        _ => "right",
    };
    let kind = event.map(|event| &event.kind).or(record.map(|record| &record.kind)).map_or("", String::as_str);
    let expected = event.map_or_else(View::default, View::from);
    let found = record.map_or_else(View::default, View::from);
    let _ = writeln!(out, "\n  {word}: {kind}\n     {}{}found", pad("", 11), pad("expected", COLUMN));
    for (place, slot) in SLOTS.iter().enumerate() {
        row(out, slot, &lines(&expected, place), &lines(&found, place), pair.comparison.slots[place].misses() > 0);
    }
    let quote = event.map(|event| event.quote.clone()).filter(|quote| !quote.is_empty());
    let proof = record.and_then(|record| record.evidence.iter().find(|proof| proof.field == "event"));
    let segments = proof.map_or(&[][..], |proof| &proof.segments);
    let quotes: Vec<String> = segments.iter().map(|segment| segment.quote.clone()).collect();
    row(out, "quote", &quote.into_iter().collect::<Vec<_>>(), &quotes, false);
}

fn row(out: &mut String, name: &str, left: &[String], right: &[String], wrong: bool) {
    for line in 0..left.len().max(right.len()) {
        let cell = |side: &[String]| side.get(line).map_or_else(|| "—".to_owned(), |cell| cell.replace('\n', " "));
        let (mark, name) = if line == 0 { (if wrong { '✗' } else { ' ' }, name) } else { (' ', "") };
        let gap = if cell(left).width() >= COLUMN { format!("\n{}", " ".repeat(16 + COLUMN)) } else { String::new() };
        let _ = writeln!(out, "   {mark} {}{}{gap}{}", pad(name, 11), pad(&cell(left), COLUMN), cell(right));
    }
}

fn lines(view: &View, place: usize) -> Vec<String> {
    match place {
        PARTY => view
            .parties
            .iter()
            .map(|party| {
                let names: Vec<&str> = party.names.iter().chain(&party.codes).map(String::as_str).collect();
                format!("{} {}", party.role, names.join("/"))
            })
            .collect(),
        DATE => view.dates.iter().cloned().collect(),
        _ => view.values[place].iter().cloned().collect(),
    }
}
