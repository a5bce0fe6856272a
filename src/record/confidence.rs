//! Confidence: how often a record of this kind is a real event on news at large, from 0 to 1 in two decimals. The log-odds are a
//! plain sum of parts between 0 and 1, each with a weight of `weights.tsv` (`confidence/…`); `explain` prints the parts,
//! `docs/record.md` how they were set and how reliable they are.

use super::{Record, Side};
use crate::extract::Naming;
use crate::frame::Event;
use crate::frame::weight::ConfidencePart;
use crate::layout::{Document, Zone};
use crate::span::Span;

/// Points of the parties at which they count as a clear case.
const CLEAR: f64 = 4.0;

/// The parts of one event with how far each is met, 0 to 1.
#[must_use]
pub fn parts(document: &Document<'_>, event: &Event, record: &Record) -> Vec<(ConfidencePart, f64)> {
    let met = |met: bool| if met { 1.0 } else { 0.0 };
    let points = |wanted: fn(&str) -> bool| -> Vec<f64> {
        event.scores.iter().filter(|(name, _)| wanted(name)).map(|(_, points)| f64::from(*points)).collect()
    };
    let roles = points(|name| name != "amount" && name != "trigger");
    let mean = if roles.is_empty() { 0.0 } else { roles.iter().sum::<f64>() / roles.len() as f64 };
    let strength = points(|name| name == "trigger").first().copied().unwrap_or(1.0);
    let figures = [
        record.shares.is_some(),
        record.ratio.is_some(),
        record.price.is_some(),
        record.valuation.is_some(),
        record.term.is_some(),
        record.round.is_some(),
        record.stage.is_some(),
    ];
    let figures = figures.iter().filter(|stated| **stated).count() as f64;
    let mains = || event.fillers.iter().filter(|filler| filler.main);
    let formal = |name: &str| name.ends_with("公司") || name.ends_with("(有限合伙)") || name.ends_with("（有限合伙）");
    let sides = || record.parties.iter().filter(|party| party.side != Side::Other);
    let known = mains().any(|filler| filler.party.entry.is_some() || formal(&filler.party.name))
        || sides().any(|party| party.entity_id.is_some() || formal(&party.name));
    let named = event.fillers.iter().filter(|filler| filler.party.naming == Naming::Named).count();
    // A text of one sentence cannot tell it again.
    let alone = document.sentences.len() == 1;
    let told = event.told > 1 || alone;
    let titled = |span: &Span| {
        let block = document.sentence_at(span.start).map(|index| document.sentences[index].block as usize);
        block.is_some_and(|block| document.blocks[block].zone == Zone::Title)
    };
    let headline = alone || event.evidence.iter().any(titled);
    vec![
        (ConfidencePart::Base, 1.0),
        (ConfidencePart::Trigger, ((strength - 1.0) / 2.0).clamp(0.0, 1.0)),
        (ConfidencePart::Parties, (mean / CLEAR).clamp(0.0, 1.0)),
        (ConfidencePart::Amount, met(record.amount.is_some())),
        (ConfidencePart::Figures, (figures / 2.0).min(1.0)),
        (ConfidencePart::Counterparty, met(named > 1)),
        (ConfidencePart::Known, met(known)),
        (ConfidencePart::Told, met(told)),
        (ConfidencePart::Headline, met(headline)),
        (ConfidencePart::Status, met(event.status_stated)),
    ]
}

/// The confidence of a record.
#[must_use]
pub fn confidence(parts: &[(ConfidencePart, f64)], weight: impl Fn(ConfidencePart) -> f64) -> f64 {
    let log_odds: f64 = parts.iter().map(|(part, met)| weight(*part) * met).sum();
    let share = 1.0 / (1.0 + (-log_odds).exp());
    (share.clamp(0.05, 0.99) * 100.0).round() / 100.0
}
