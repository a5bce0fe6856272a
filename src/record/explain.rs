//! Explain: how a document was read, for a person: sentence → mentions (rule names) → cues and cases → events with their
//! points, and rejected candidates with the reason.

use crate::extract::value::derivation;
use crate::extract::{Mention, Value};
use crate::frame::clause::{ItemKind, Scene};
use crate::frame::{Event, Reject};
use crate::pipeline::{Analysis, Pipeline};
use crate::record::confidence::parts;
use crate::span::Span;
use std::fmt::Write;

/// A plain-text account of one analysis.
#[must_use]
pub fn explain(pipeline: &Pipeline, analysis: &Analysis<'_>) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write(pipeline, analysis, &mut out);
    out
}

fn write(pipeline: &Pipeline, analysis: &Analysis<'_>, out: &mut String) -> std::fmt::Result {
    let document = &analysis.document;
    let text = document.text();
    writeln!(out, "document {}", document.id)?;
    let published = document.published;
    match published.start {
        Some(day) => writeln!(out, "published {day} ({:?})", published.source)?,
        None => writeln!(out, "published unknown: relative dates stay words")?,
    }
    for (index, sentence) in document.sentences.iter().enumerate() {
        let mentions: Vec<&Mention> =
            analysis.mentions.iter().filter(|mention| sentence.span.contains(mention.span)).collect();
        let scene = pipeline.frames.scene(document, index, &analysis.mentions);
        if mentions.is_empty() && scene.is_none() {
            continue;
        }
        let block = document.blocks[sentence.block as usize];
        write!(out, "\n[{:?}] {}", block.zone, sentence.span.of(text).trim_end())?;
        for (shown, word) in
            [(block.joined, "joined"), (sentence.truncated, "breaks off"), (sentence.headless, "begins in the middle")]
        {
            if shown {
                write!(out, " ⟨{word}⟩")?;
            }
        }
        writeln!(out)?;
        for mention in mentions {
            writeln!(
                out,
                "  {:<11} {}  {}  [{}]",
                kind(mention),
                one_line(mention.span, text),
                meaning(mention, pipeline),
                mention.rule
            )?;
            let derivation = derivation(text, mention);
            if !derivation.is_empty() {
                writeln!(out, "              {derivation}")?;
            }
        }
        if let Some(scene) = &scene {
            cases(pipeline, analysis, scene, out)?;
        }
        let told = analysis.events.iter().zip(&analysis.records).map(|(event, record)| (true, event, record));
        let unsure = analysis.unsure.iter().map(|(event, record)| (false, event, record));
        for (kept, event, record) in told.chain(unsure).filter(|(_, event, _)| event.sentence == index) {
            describe(if kept { '✓' } else { '?' }, event, text, out)?;
            let weights = pipeline.frames.weights();
            let parts = parts(document, event, record);
            let shown: Vec<String> = parts
                .iter()
                .filter(|(_, met)| *met > 0.0)
                .map(|(part, met)| format!("{} {:+.3}", part.name(), weights.confidence(*part) * met))
                .collect();
            write!(out, "      event {} confidence {:.2} of {}", record.event_id, record.confidence, shown.join(" "))?;
            let left_out = if kept {
                String::new()
            } else {
                format!(", left out below {}", pipeline.least_confidence(&record.kind))
            };
            writeln!(out, "{left_out}")?;
        }
        for Reject { kind, span, reason, .. } in analysis.rejects.iter().filter(|reject| reject.sentence == index) {
            writeln!(out, "  ✗ {kind} at {}: {reason}", one_line(*span, text))?;
        }
    }
    Ok(())
}

fn cases(pipeline: &Pipeline, analysis: &Analysis<'_>, scene: &Scene<'_>, out: &mut String) -> std::fmt::Result {
    let text = analysis.document.text();
    let mut parts = Vec::new();
    for item in &scene.items {
        match item.kind {
            ItemKind::Cue(classes) => parts.push(format!("{}⟨{}⟩", item.span.of(text), classes.names())),
            ItemKind::Trigger(hit) => {
                let name = &pipeline.frames.frames()[hit.frame].name;
                parts.push(format!("{}⟪{name}⟫", item.span.of(text)));
            }
            ItemKind::Party(index) => {
                let standing = scene.standings.iter().find(|standing| standing.mention == index);
                let case = standing.map_or("", |standing| standing.case.name());
                parts.push(format!("{}⟨{case}⟩", one_line(item.span, text)));
            }
            ItemKind::Value(_) => parts.push(one_line(item.span, text)),
        }
    }
    writeln!(out, "  clauses     {}", parts.join(" "))
}

fn describe(mark: char, event: &Event, text: &str, out: &mut String) -> std::fmt::Result {
    write!(out, "  {mark} {} {:?}", event.kind, event.status)?;
    for filler in &event.fillers {
        write!(out, " {}={}", filler.role, filler.party.name)?;
        if !filler.party.via.is_empty() {
            write!(out, " ({})", filler.party.via.join(", "))?;
        }
    }
    if let Some(amount) = &event.amount {
        write!(out, " amount={}", one_line(amount.span, text))?;
    }
    let points: Vec<String> = event.scores.iter().map(|(name, points)| format!("{name} {points:.1}")).collect();
    writeln!(out, "\n      rules {}; points {}", event.rules.join(" "), points.join(", "))
}

fn kind(mention: &Mention) -> String {
    serde_json::to_value(mention.kind()).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn meaning(mention: &Mention, pipeline: &Pipeline) -> String {
    let quantity = |quantity: &crate::extract::Quantity| {
        let show = |value: &Option<rust_decimal::Decimal>| {
            value.map_or("…".to_owned(), |value| value.normalize().to_string())
        };
        let from = quantity.from.map(|from| format!("{} → ", from.normalize())).unwrap_or_default();
        format!("{:?} {from}{} {}", quantity.comparator, show(&quantity.min), show(&quantity.max))
    };
    match &mention.value {
        Value::Money(money) | Value::Price(money) => format!("{} {}", quantity(&money.quantity), money.currency),
        Value::Date(date) => format!("{} ({:?})", date.edtf.as_deref().unwrap_or("null"), date.source),
        Value::Duration(duration) => format!("{} {:?}", duration.iso, duration.comparator),
        Value::Percent(percent) | Value::Rate(percent) => {
            let reference = percent.reference.as_ref().map(|name| format!(" over {name}")).unwrap_or_default();
            format!("{} {:?}{reference}", quantity(&percent.quantity), percent.unit)
        }
        Value::Shares(shares) => quantity(shares),
        Value::Round(round) => round.clone(),
        Value::Code(code) => format!("{}{}", code.symbol, if code.corrected { " (corrected)" } else { "" }),
        Value::Party(party) => {
            let origin = party.entry.map(|entry| pipeline.lexicon.entry(entry));
            let entry = origin.map_or(String::new(), |entry| format!(" {} {}", entry.id, entry.origin));
            let via = if party.via.is_empty() { String::new() } else { format!(" via {}", party.via.join(", ")) };
            format!("{} {:?}{entry}{via}", party.name, party.naming)
        }
        Value::Instrument(words) => words.clone(),
    }
}

fn one_line(span: Span, text: &str) -> String {
    span.of(text).replace('\n', "⏎")
}
