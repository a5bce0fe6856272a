//! Telling: what is kept of a record to compare it with others.

use super::figure::Number;
use super::party::Who;
use super::policy::{self, Policy};
use crate::record::{DateRole, Record, Side, Status};
use jiff::civil::Date;

/// One record, as far as it is compared.
#[derive(Debug, Clone)]
pub(super) struct Telling {
    pub(super) event_id: Box<str>,
    pub(super) doc: Box<str>,
    /// Day of publication.
    pub(super) published: Option<Date>,
    pub(super) kind: Box<str>,
    pub(super) status: Status,
    /// Parties that the deal is about.
    pub(super) about: Vec<Who>,
    /// Parties of the other side.
    pub(super) with: Vec<Who>,
    pub(super) amount: Option<(Number, Box<str>)>,
    pub(super) shares: Option<Number>,
    pub(super) ratio: Option<Number>,
    pub(super) price: Option<Number>,
    /// Round of financing, in one spelling.
    pub(super) round: Option<Box<str>>,
    /// Which issue of a series of bonds: 第一期.
    pub(super) tranche: Option<Box<str>>,
    /// Days on which it happened or up to which it counts.
    pub(super) days: Vec<Box<str>>,
    /// Other fields it tells, for what is new.
    pub(super) told: Vec<&'static str>,
    /// Where the article tells it, in bytes.
    pub(super) offset: u32,
}

impl Telling {
    pub(super) fn new(record: &Record) -> Self {
        let policy = policy::of(&record.kind);
        let parties = |roles: &[&str], side: Side| -> Vec<Who> {
            let takes = |role: &str, own: Side| {
                if policy.by_side() { own == side } else { roles.contains(&role) }
            };
            record.parties.iter().filter(|party| takes(&party.role, party.side)).filter_map(Who::new).collect()
        };
        let number = |raw: &str, min: &Option<String>, max: &Option<String>, comparator| {
            Number::new(raw, min.as_ref(), max.as_ref(), comparator)
        };
        let amount = record.amount.as_ref().and_then(|amount| {
            let value = number(&amount.raw, &amount.min, &amount.max, amount.comparator)?;
            Some((value, amount.currency.as_str().into()))
        });
        let days = record
            .dates
            .iter()
            .filter(|date| matches!(date.role, DateRole::Happened | DateRole::Period | DateRole::AsOf));
        let told = [
            ("valuation", record.valuation.is_some()),
            ("term", record.term.is_some()),
            ("rate", record.rate.is_some()),
            ("instrument", record.instrument.is_some()),
            ("purpose", record.purpose.is_some()),
        ];
        Self {
            event_id: record.event_id.as_str().into(),
            doc: record.doc.id.as_str().into(),
            published: record.doc.published.start.as_deref().and_then(|day| day.parse().ok()),
            kind: record.kind.as_str().into(),
            status: record.status,
            about: parties(policy.about, Side::Receiver),
            with: parties(policy.with, Side::Provider),
            amount,
            shares: record.shares.as_ref().and_then(|it| number(&it.raw, &it.min, &it.max, it.comparator)),
            ratio: record.ratio.as_ref().and_then(|it| number(&it.raw, &it.min, &it.max, it.comparator)),
            price: record.price.as_ref().and_then(|it| number(&it.raw, &it.min, &it.max, it.comparator)),
            round: record.round.as_deref().map(round).filter(|round| !round.is_empty()),
            tranche: (&*record.kind == "debt.bond").then(|| tranche(record)).flatten(),
            days: days
                .filter_map(|date| date.edtf.as_deref())
                .filter(|edtf| edtf.len() == 10)
                .map(Into::into)
                .collect(),
            told: told.into_iter().filter(|(_, told)| *told).map(|(field, _)| field).collect(),
            offset: record.evidence.first().and_then(|proof| proof.segments.first()).map_or(0, |at| at.byte[0]),
        }
    }

    pub(super) fn policy(&self) -> &'static Policy {
        policy::of(&self.kind)
    }

    /// Words under which tellings of the same deal find each other.
    pub(super) fn keys(&self) -> Vec<String> {
        let parties = if self.about.is_empty() { &self.with } else { &self.about };
        let mut keys: Vec<String> =
            parties.iter().flat_map(Who::keys).map(|key| format!("{} {key}", self.kind)).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// A轮融资 is A.
fn round(words: &str) -> Box<str> {
    words.replace('轮', "").replace("融资", "").to_lowercase().into()
}

/// 第一期, in the words that prove the event or in the headline.
fn tranche(record: &Record) -> Option<Box<str>> {
    let quotes =
        record.evidence.first().into_iter().flat_map(|proof| &proof.segments).map(|segment| segment.quote.as_str());
    quotes.chain(record.doc.title.as_deref()).find_map(|words| {
        let from = words.find('第')? + '第'.len_utf8();
        let number = words[from..].split_once('期')?.0.trim();
        (!number.is_empty() && number.chars().count() <= 3).then(|| number.into())
    })
}

#[cfg(test)]
impl Telling {
    /// `credit.loan completed 03-01; lender 江州银行, borrower 澄海电气; amount eq 5000; round A`, of 2026.
    pub(super) fn example(doc: &str, words: &str) -> Self {
        use crate::extract::{Comparator, Naming};
        use crate::record::PartyRecord;
        let mut parts = words.split(';').map(str::trim);
        let mut head = parts.next().unwrap_or_default().split(' ');
        let (kind, status, day) = (head.next().unwrap(), head.next().unwrap(), head.next().unwrap());
        let policy = policy::of(kind);
        let mut telling = Self {
            event_id: format!("{doc} {words}").into(),
            doc: doc.into(),
            published: format!("2026-{day}").parse().ok(),
            kind: kind.into(),
            status: serde_json::from_value(status.into()).expect("a status"),
            about: Vec::new(),
            with: Vec::new(),
            amount: None,
            shares: None,
            ratio: None,
            price: None,
            round: None,
            tranche: None,
            days: Vec::new(),
            told: Vec::new(),
            offset: 0,
        };
        for party in parts.next().unwrap_or_default().split(',').filter_map(|party| party.trim().split_once(' ')) {
            let who = Who::new(&PartyRecord {
                role: party.0.to_owned(),
                side: Side::Other,
                kind: Naming::Named,
                name: party.1.to_owned(),
                surface: party.1.to_owned(),
                surfaces: Vec::new(),
                entity_id: None,
                code: None,
                branch: None,
                amount: None,
                ratio: None,
                via: Vec::new(),
            });
            let side = if policy.about.contains(&party.0) { &mut telling.about } else { &mut telling.with };
            side.extend(who);
        }
        for (field, value) in parts.filter_map(|part| part.split_once(' ')) {
            let number = || {
                let (comparator, ends) = value.split_once(' ').expect("comparator and ends");
                let comparator: Comparator = serde_json::from_value(comparator.into()).expect("a comparator");
                let (min, max) = ends.split_once('~').unwrap_or((ends, ends));
                let (min, max) = (min.to_owned(), max.to_owned());
                let min = (comparator != Comparator::Le).then_some(&min);
                Number::new(&max, min, Some(&max), comparator)
            };
            match field {
                "amount" => telling.amount = number().map(|number| (number, "CNY".into())),
                "shares" => telling.shares = number(),
                "ratio" => telling.ratio = number(),
                "price" => telling.price = number(),
                "round" => telling.round = Some(round(value)),
                "tranche" => telling.tranche = Some(value.into()),
                "day" => telling.days.push(value.into()),
                other => unreachable!("no field {other}"),
            }
        }
        telling
    }
}
