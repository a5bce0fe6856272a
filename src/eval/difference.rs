//! Differences between an expected event and the record paired with it, slot by slot, in words for a person. Stricter than the
//! score: the product, the purpose, the rate and the kind of the amount count too where they are expected.

use super::expected::{ExpectedEvent, ExpectedFigure, ExpectedParty};
use super::view::{decimal, length, plain, round};
use super::word;
use crate::record::{PartyRecord, Record};

/// A slot in which a record differs from what is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Name of the slot.
    pub slot: &'static str,
    /// What is expected.
    pub expected: String,
    /// What was found.
    pub found: String,
}

fn figure(min: Option<&String>, max: Option<&String>, currency: Option<&String>) -> String {
    let show = |value: Option<&String>| {
        value.and_then(|value| decimal(value)).map_or("…".to_owned(), |value| value.to_string())
    };
    format!("{} {} {}", show(min), show(max), currency.map_or("", String::as_str)).trim_end().to_owned()
}

/// The slots in which a record differs.
#[must_use]
pub fn differences(event: &ExpectedEvent, record: &Record) -> Vec<Difference> {
    let mut out = Vec::new();
    let mut compare = |slot: &'static str, expected: Option<String>, found: Option<String>| {
        if expected != found {
            let show = |value: Option<String>| value.unwrap_or_else(|| "—".to_owned());
            out.push(Difference { slot, expected: show(expected), found: show(found) });
        }
    };
    let mut missing: Vec<String> = Vec::new();
    let mut free: Vec<&PartyRecord> = record.parties.iter().collect();
    for party in &event.parties {
        match free.iter().position(|found| found.role == party.role && same_party(party, found)) {
            Some(index) => {
                free.remove(index);
            }
            None => missing.push(format!("{} {}", party.role, party.names.join("/"))),
        }
    }
    let extra: Vec<String> = free.iter().map(|found| format!("{} {}", found.role, found.name)).collect();
    if !(missing.is_empty() && extra.is_empty()) {
        let show = |list: &[String]| if list.is_empty() { "—".to_owned() } else { list.join(", ") };
        compare("parties", Some(show(&missing)), Some(show(&extra)));
    }
    compare("status", Some(event.status.clone()), Some(word(record.status)));
    let amount = event.amount.as_ref();
    let found = record.amount.as_ref();
    compare(
        "amount",
        amount.map(|amount| figure(amount.min.as_ref(), amount.max.as_ref(), amount.currency.as_ref())),
        found.map(|amount| figure(amount.min.as_ref(), amount.max.as_ref(), Some(&amount.currency))),
    );
    compare("comparator", amount.map(|amount| word(amount.comparator)), found.map(|amount| word(amount.comparator)));
    if amount.is_some_and(|amount| amount.kind.is_some()) && found.is_some() {
        compare("kind", amount.and_then(|amount| amount.kind.clone()), found.map(|amount| word(amount.kind)));
    }
    let expected = |value: &Option<ExpectedFigure>| {
        value.as_ref().map(|value| figure(value.min.as_ref(), value.max.as_ref(), None))
    };
    compare(
        "shares",
        expected(&event.shares),
        record.shares.as_ref().map(|value| figure(value.min.as_ref(), value.max.as_ref(), None)),
    );
    compare(
        "ratio",
        expected(&event.ratio),
        record.ratio.as_ref().map(|value| figure(value.min.as_ref(), value.max.as_ref(), None)),
    );
    compare(
        "price",
        expected(&event.price),
        record.price.as_ref().map(|value| figure(value.min.as_ref(), value.max.as_ref(), None)),
    );
    compare(
        "valuation",
        expected(&event.valuation),
        record.valuation.as_ref().map(|value| figure(value.min.as_ref(), value.max.as_ref(), None)),
    );
    let dates = |list: Vec<Option<String>>| {
        let mut list: Vec<String> = list.into_iter().flatten().collect();
        list.sort();
        list.dedup();
        (!list.is_empty()).then(|| list.join(" "))
    };
    compare(
        "dates",
        dates(event.dates.iter().map(|date| date.edtf.clone()).collect()),
        dates(record.dates.iter().map(|date| date.edtf.clone()).collect()),
    );
    compare(
        "term",
        event.term.as_ref().and_then(|term| length(&term.iso)),
        record.term.as_ref().and_then(|term| length(&term.iso)),
    );
    compare("round", event.round.as_deref().and_then(round), record.round.as_deref().and_then(round));
    compare("stage", event.stage.clone(), record.stage.clone());
    for (slot, wanted, got) in [
        ("instrument", &event.instrument, &record.instrument),
        ("purpose", &event.purpose, &record.purpose),
        ("rate", &event.rate, &record.rate),
    ] {
        if wanted.is_some() {
            compare(slot, wanted.as_deref().map(plain), got.as_deref().map(plain));
        }
    }
    out
}

fn same_party(expected: &ExpectedParty, found: &PartyRecord) -> bool {
    let known = std::iter::once(&found.name).chain(std::iter::once(&found.surface)).chain(&found.surfaces);
    let known: Vec<String> = known.map(|name| plain(name)).collect();
    expected.names.iter().any(|name| known.contains(&plain(name)))
}
