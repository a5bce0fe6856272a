//! Expected events: how a person writes down what a document tells, in the shape of EVENTS.md; one document a line. Labelled
//! sets and the files beside the fixture articles are of this form.

use super::word;
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
    /// What the labeller says of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
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
    /// Where the quote stands, in characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub char: Option<[u64; 2]>,
    /// Where the quote stands, in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byte: Option<[u64; 2]>,
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
        char: None,
        byte: None,
        pending: Vec::new(),
    }
}
