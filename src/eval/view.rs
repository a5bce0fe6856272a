//! View: what of an expected event or a record is compared, in one spelling. Names after NFKC and without blanks and quotation
//! marks, numbers as decimals, P1Y as P12M, A轮 as A; so two views agree where `==` says so.

use super::expected::{ExpectedEvent, ExpectedFigure};
use super::word;
use crate::extract::Comparator;
use crate::record::Record;
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// The slots that count, in the order of the tables.
pub const SLOTS: [&str; 12] = [
    "party",
    "amount",
    "comparator",
    "shares",
    "ratio",
    "price",
    "valuation",
    "date",
    "status",
    "term",
    "round",
    "stage",
];

/// Places of the slots with several values.
pub(super) const PARTY: usize = 0;
pub(super) const DATE: usize = 7;
const AMOUNT: usize = 1;

/// What is compared of an event.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// Type of the event.
    pub kind: String,
    /// Its parties.
    pub parties: Vec<PartyView>,
    /// Its resolved dates as EDTF, whatever their role.
    pub dates: BTreeSet<String>,
    /// The other slots by their place in [`SLOTS`]; `None` for those with several values too.
    pub values: [Option<String>; SLOTS.len()],
}

/// What is compared of a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyView {
    /// `lender`.
    pub role: String,
    /// Its names.
    pub names: BTreeSet<String>,
    /// Its stock codes.
    pub codes: BTreeSet<String>,
}

impl PartyView {
    fn new<'n>(role: &str, names: impl Iterator<Item = &'n String>, codes: impl Iterator<Item = &'n String>) -> Self {
        let names = names.map(|name| plain(name)).filter(|name| !name.is_empty()).collect();
        Self { role: role.to_owned(), names, codes: codes.filter_map(|code| plain_code(code)).collect() }
    }

    /// A name or a code is common to both; roles do not matter.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        !self.names.is_disjoint(&other.names) || !self.codes.is_disjoint(&other.codes)
    }
}

impl From<&ExpectedEvent> for View {
    fn from(event: &ExpectedEvent) -> Self {
        let ends = |figure: &Option<ExpectedFigure>, show: fn(Ends, Option<&String>) -> Option<String>| {
            figure.as_ref().and_then(|figure| show(Ends::new(&figure.min, &figure.max), figure.currency.as_ref()))
        };
        Self {
            kind: event.kind.clone(),
            parties: event
                .parties
                .iter()
                .map(|party| PartyView::new(&party.role, party.names.iter(), party.code.iter()))
                .collect(),
            dates: event.dates.iter().filter_map(|date| resolved(date.edtf.as_ref())).collect(),
            values: [
                None,
                ends(&event.amount, Ends::money),
                event.amount.as_ref().map(|amount| comparator(amount.comparator)),
                ends(&event.shares, Ends::bounds),
                ends(&event.ratio, Ends::number),
                ends(&event.price, Ends::number),
                ends(&event.valuation, Ends::money),
                None,
                Some(event.status.clone()),
                event.term.as_ref().and_then(|term| length(&term.iso)),
                event.round.as_deref().and_then(round),
                event.stage.clone(),
            ],
        }
    }
}

impl From<&Record> for View {
    fn from(record: &Record) -> Self {
        let parties = record.parties.iter().map(|party| {
            let names = [&party.name, &party.surface].into_iter().chain(&party.surfaces);
            let codes = party.code.iter().flat_map(|code| std::iter::once(&code.symbol).chain(&code.printed));
            PartyView::new(&party.role, names, codes)
        });
        let amount = record.amount.as_ref();
        let valuation = record.valuation.as_ref();
        Self {
            kind: record.kind.clone(),
            parties: parties.collect(),
            dates: record.dates.iter().filter_map(|date| resolved(date.edtf.as_ref())).collect(),
            values: [
                None,
                amount.and_then(|amount| Ends::new(&amount.min, &amount.max).money(Some(&amount.currency))),
                amount.map(|amount| comparator(amount.comparator)),
                record.shares.as_ref().and_then(|value| Ends::new(&value.min, &value.max).bounds(None)),
                record.ratio.as_ref().and_then(|value| Ends::new(&value.min, &value.max).number(None)),
                record.price.as_ref().and_then(|value| Ends::new(&value.min, &value.max).number(None)),
                valuation.and_then(|value| Ends::new(&value.min, &value.max).money(Some(&value.currency))),
                None,
                Some(word(record.status)),
                record.term.as_ref().and_then(|term| length(&term.iso)),
                record.round.as_deref().and_then(round),
                record.stage.clone(),
            ],
        }
    }
}

impl View {
    /// An event that may be paired with this one: the same type, and a party or the amount in common.
    #[must_use]
    pub fn can_pair(&self, other: &Self) -> bool {
        let party = || self.parties.iter().any(|party| other.parties.iter().any(|found| party.is_same(found)));
        let amount = || self.values[AMOUNT].is_some() && self.values[AMOUNT] == other.values[AMOUNT];
        self.kind == other.kind && (party() || amount())
    }
}

/// Both ends of a number.
#[derive(Debug, Clone, Copy)]
struct Ends(Option<Decimal>, Option<Decimal>);

impl Ends {
    fn new(min: &Option<String>, max: &Option<String>) -> Self {
        Self(min.as_deref().and_then(decimal), max.as_deref().and_then(decimal))
    }

    /// Ends as they are: 不超过5亿 is not 5亿.
    fn bounds(self, _: Option<&String>) -> Option<String> {
        let show = |end: Option<Decimal>| end.map_or_else(|| "…".to_owned(), |end| end.to_string());
        (self.0.is_some() || self.1.is_some()).then(|| format!("{} {}", show(self.0), show(self.1)))
    }

    fn money(self, currency: Option<&String>) -> Option<String> {
        self.bounds(None).map(|ends| format!("{ends} {}", currency.map_or("…", String::as_str)))
    }

    /// A one-sided bound counts as its number.
    fn number(self, _: Option<&String>) -> Option<String> {
        Self(self.0.or(self.1), self.1.or(self.0)).bounds(None)
    }
}

pub(super) fn decimal(words: &str) -> Option<Decimal> {
    let words = plain(words).trim_end_matches('%').replace(',', "");
    words.parse::<Decimal>().ok().map(|value| value.normalize())
}

/// A name in its compared spelling.
#[must_use]
pub fn plain(words: &str) -> String {
    let dropped = |c: &char| {
        c.is_whitespace()
            || ('\u{1c}'..='\u{1f}').contains(c)
            || matches!(c, '"' | '\'' | '`' | '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』')
    };
    words.nfkc().filter(|c| !dropped(c)).collect()
}

/// `0553.hk` is `00553.HK`.
fn plain_code(words: &str) -> Option<String> {
    let code = plain(words).to_uppercase();
    match code.split_once('.') {
        Some((symbol, "HK")) => Some(format!("{:0>5}.HK", symbol.trim_start_matches('0'))),
        _ if code.is_empty() => None,
        _ => Some(code),
    }
}

fn resolved(edtf: Option<&String>) -> Option<String> {
    edtf.filter(|edtf| !edtf.is_empty()).map(|edtf| edtf.trim().to_owned())
}

/// 超过 and 不低于 are one bound here, and so are 低于 and 不超过.
fn comparator(comparator: Comparator) -> String {
    word(match comparator {
        Comparator::Gt => Comparator::Ge,
        Comparator::Lt => Comparator::Le,
        same => same,
    })
}

/// P1Y is P12M and P2W is P14D; a range keeps both ends.
pub(super) fn length(iso: &str) -> Option<String> {
    let one = |words: &str| in_months_and_days(words).unwrap_or_else(|| words.to_owned());
    let iso = plain(iso).to_uppercase();
    (!iso.is_empty()).then(|| iso.split('/').map(one).collect::<Vec<_>>().join("/"))
}

fn in_months_and_days(words: &str) -> Option<String> {
    let mut rest = words.strip_prefix('P').filter(|rest| !rest.is_empty())?;
    let (mut months, mut days) = (0_u64, 0_u64);
    for (unit, of_months, of_days) in [('Y', 12, 0), ('M', 1, 0), ('W', 0, 7), ('D', 0, 1)] {
        let Some((digits, behind)) = rest.split_once(unit) else { continue };
        let number: u64 = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        months = months.checked_add(number.checked_mul(of_months)?)?;
        days = days.checked_add(number.checked_mul(of_days)?)?;
        rest = behind;
    }
    rest.is_empty().then(|| format!("P{months}M{days}D"))
}

pub(super) fn round(words: &str) -> Option<String> {
    let round = plain(words).replace('轮', "").replace("融资", "").replace('、', ",").to_lowercase();
    (!round.is_empty()).then_some(round)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_have_one_spelling() {
        assert_eq!(plain("“澄光 半导体”（苏州）"), "澄光半导体(苏州)");
        for (words, code) in [("0553.hk", Some("00553.HK")), ("６００９２６．SH", Some("600926.SH")), (" ", None)]
        {
            assert_eq!(plain_code(words).as_deref(), code, "{words}");
        }
    }

    #[test]
    fn lengths_and_rounds_have_one_spelling() {
        for (one, other) in [("P1Y", "P12M"), ("P2W", "P14D"), ("P2Y/P3Y", "P24M/P36M"), ("p1y6m", "P18M")] {
            assert_eq!(length(one), length(other), "{one}");
        }
        for odd in ["P", "PT5H", "P1M1Y", "P99999999999999999999Y"] {
            assert_eq!(length(odd).as_deref(), Some(odd));
        }
        assert_eq!(round("Pre-A轮融资"), round("pre-a"));
        assert_eq!(round("轮"), None);
    }

    #[test]
    fn a_bound_is_another_amount_and_the_same_price() {
        let ends = |min: Option<&str>, max: Option<&str>| Ends::new(&min.map(str::to_owned), &max.map(str::to_owned));
        assert_ne!(ends(None, Some("5")).bounds(None), ends(Some("5"), Some("5.0")).bounds(None));
        assert_eq!(ends(None, Some("5")).number(None), ends(Some("5"), Some("5.0")).number(None));
        assert_eq!(ends(Some("many"), None).bounds(None), None);
    }
}
