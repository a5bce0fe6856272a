//! Eval: predicted records beside expected events. A pair shares its type and a party or the amount; of all pairings the one
//! with most agreeing slots counts. `rongzi check` and the tests read from it.

use crate::extract::Comparator;
use crate::record::Record;
use serde::{Deserialize, Serialize};

/// The expected events of one document: a line of `NAME.expected.jsonl`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Expected {
    /// Document id.
    pub id: String,
    /// Its events.
    pub events: Vec<ExpectedEvent>,
    /// Records the program still makes and should not, as `type 「quote」`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spurious: Vec<String>,
}

/// An expected event, in the shape of EVENTS.md.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedEvent {
    /// `credit.loan`.
    #[serde(rename = "type")]
    pub kind: String,
    /// `completed`.
    pub status: String,
    /// Who takes part.
    pub parties: Vec<ExpectedParty>,
    /// Money of the deal.
    pub amount: Option<ExpectedFigure>,
    /// Whole shares.
    pub shares: Option<ExpectedFigure>,
    /// Percent.
    pub ratio: Option<ExpectedFigure>,
    /// Money per share.
    pub price: Option<ExpectedFigure>,
    /// Value of the firm.
    pub valuation: Option<ExpectedFigure>,
    /// Dates of the deal.
    pub dates: Vec<ExpectedDate>,
    /// Length of the contract.
    pub term: Option<ExpectedTerm>,
    /// Interest, as written.
    pub rate: Option<String>,
    /// Financing round.
    pub round: Option<String>,
    /// Stage of an IPO.
    pub stage: Option<String>,
    /// What the money is for.
    pub purpose: Option<String>,
    /// The product.
    pub instrument: Option<String>,
    /// Shares of another company than the party.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub security: Option<serde_json::Value>,
    /// The words that prove it.
    pub quote: String,
    /// What the program does not reach yet: `event`, or names of slots.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pending: Vec<String>,
}

/// An expected party.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExpectedParty {
    /// `lender`.
    pub role: String,
    /// Every surface form in the text, the fullest first.
    pub names: Vec<String>,
    /// `named`, `anonymous` or `class`.
    #[serde(default = "named")]
    pub kind: String,
    /// Code as printed.
    pub code: Option<String>,
    /// Its own part of the money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<serde_json::Value>,
    /// Its own part of the stake.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ratio: Option<serde_json::Value>,
}

fn named() -> String {
    "named".to_owned()
}

/// An expected number with bounds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExpectedFigure {
    /// The words.
    pub raw: String,
    /// Lower end.
    pub min: Option<String>,
    /// Upper end.
    pub max: Option<String>,
    /// `eq`, `le` …
    pub comparator: Comparator,
    /// ISO 4217.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// What the money counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Value before the change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Of what a ratio is a part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
}

/// An expected date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExpectedDate {
    /// The words.
    pub raw: String,
    /// EDTF, `null` if vague.
    pub edtf: Option<String>,
    /// `happened` …
    pub role: String,
}

/// An expected length of the contract.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExpectedTerm {
    /// The words.
    pub raw: String,
    /// ISO 8601.
    pub iso: String,
}

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

/// Pairs of expected events and records, by index; either may be alone.
#[must_use]
pub fn pair(expected: &[ExpectedEvent], records: &[Record]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut ranked: Vec<(usize, usize, usize)> = Vec::new();
    for (i, event) in expected.iter().enumerate() {
        for (j, record) in records.iter().enumerate() {
            if can_pair(event, record) {
                ranked.push((20 - differences(event, record).len().min(20), i, j));
            }
        }
    }
    // Best first; ties by place. Events of one document are few and rarely contend, so the greedy choice is the optimal one
    // but for contrived cases, and it is stable.
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut left, mut right) = (vec![None; expected.len()], vec![false; records.len()]);
    for (_, i, j) in ranked {
        if left[i].is_none() && !right[j] {
            left[i] = Some(j);
            right[j] = true;
        }
    }
    let alone = (0..records.len()).filter(|j| !right[*j]).map(|j| (None, Some(j)));
    left.iter().enumerate().map(|(i, j)| (Some(i), *j)).chain(alone).collect()
}

fn can_pair(event: &ExpectedEvent, record: &Record) -> bool {
    let party = event.parties.iter().any(|party| record.parties.iter().any(|found| same_party(party, found)));
    let amount = event.amount.as_ref().zip(record.amount.as_ref()).is_some_and(|(expected, found)| {
        (decimal(expected.min.as_ref()), decimal(expected.max.as_ref()))
            == (decimal(found.min.as_ref()), decimal(found.max.as_ref()))
    });
    event.kind == record.kind && (party || amount)
}

fn same_party(expected: &ExpectedParty, found: &crate::record::PartyRecord) -> bool {
    let known = std::iter::once(&found.name).chain(std::iter::once(&found.surface)).chain(&found.surfaces);
    let known: Vec<String> = known.map(|name| plain(name)).collect();
    expected.names.iter().any(|name| known.contains(&plain(name)))
}

/// Names are compared without white space and quotation marks.
fn plain(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace() && !matches!(c, '“' | '”' | '‘' | '’' | '"' | '\'')).collect()
}

fn decimal(value: Option<&String>) -> Option<rust_decimal::Decimal> {
    value.and_then(|value| value.parse().ok()).map(|value: rust_decimal::Decimal| value.normalize())
}

fn word<T: Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn figure(min: Option<&String>, max: Option<&String>, currency: Option<&String>) -> String {
    let show = |value: Option<&String>| decimal(value).map_or("…".to_owned(), |value| value.to_string());
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
    let mut free: Vec<&crate::record::PartyRecord> = record.parties.iter().collect();
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
        event.term.as_ref().map(|term| months(&term.iso)),
        record.term.as_ref().map(|term| months(&term.iso)),
    );
    compare("round", event.round.as_deref().map(round), record.round.as_deref().map(round));
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

/// P1Y and P12M are one term.
fn months(iso: &str) -> String {
    let years =
        iso.strip_prefix('P').and_then(|rest| rest.strip_suffix('Y')).and_then(|years| years.parse::<u32>().ok());
    years.map_or_else(|| iso.to_owned(), |years| format!("P{}M", 12 * years))
}

fn round(words: &str) -> String {
    words.replace('轮', "").replace("融资", "").to_lowercase()
}

/// What a record says, in the shape of an expectation.
#[must_use]
pub fn expectation(record: &Record) -> ExpectedEvent {
    let figure =
        |raw: &str, min: &Option<String>, max: &Option<String>, from: &Option<String>, comparator| ExpectedFigure {
            raw: raw.to_owned(),
            min: min.clone(),
            max: max.clone(),
            comparator,
            currency: None,
            kind: None,
            from: from.clone(),
            base: None,
        };
    ExpectedEvent {
        kind: record.kind.clone(),
        status: word(record.status),
        parties: record
            .parties
            .iter()
            .map(|party| ExpectedParty {
                role: party.role.clone(),
                names: {
                    let mut names = vec![party.name.clone()];
                    names.extend(party.surfaces.iter().filter(|name| **name != party.name).cloned());
                    names
                },
                kind: word(party.kind),
                code: party.code.as_ref().and_then(|code| code.printed.clone()),
                amount: None,
                ratio: None,
            })
            .collect(),
        amount: record.amount.as_ref().map(|amount| ExpectedFigure {
            currency: Some(amount.currency.clone()),
            kind: Some(word(amount.kind)),
            ..figure(&amount.raw, &amount.min, &amount.max, &amount.from, amount.comparator)
        }),
        shares: record
            .shares
            .as_ref()
            .map(|value| figure(&value.raw, &value.min, &value.max, &value.from, value.comparator)),
        ratio: record.ratio.as_ref().map(|value| ExpectedFigure {
            base: Some(word(value.base)),
            ..figure(&value.raw, &value.min, &value.max, &value.from, value.comparator)
        }),
        price: record.price.as_ref().map(|value| ExpectedFigure {
            currency: Some(value.currency.clone()),
            ..figure(&value.raw, &value.min, &value.max, &value.from, value.comparator)
        }),
        valuation: record.valuation.as_ref().map(|value| ExpectedFigure {
            currency: Some(value.currency.clone()),
            ..figure(&value.raw, &value.min, &value.max, &value.from, value.comparator)
        }),
        dates: record
            .dates
            .iter()
            .map(|date| ExpectedDate { raw: date.raw.clone(), edtf: date.edtf.clone(), role: word(date.role) })
            .collect(),
        term: record.term.as_ref().map(|term| ExpectedTerm { raw: term.raw.clone(), iso: term.iso.clone() }),
        rate: record.rate.clone(),
        round: record.round.clone(),
        stage: record.stage.clone(),
        purpose: record.purpose.clone(),
        instrument: record.instrument.clone(),
        security: None,
        quote: record
            .evidence
            .first()
            .and_then(|proof| proof.segments.first())
            .map(|segment| segment.quote.clone())
            .unwrap_or_default(),
        pending: Vec::new(),
    }
}
