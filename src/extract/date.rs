//! Dates and periods.

use crate::extract::value::calendar::{Expression, precision};
use jiff::civil::Date;

/// A day or period as the text names it, and what it resolves to.
#[derive(Debug, Clone, PartialEq)]
pub struct DateMention {
    /// EDTF: `2024`, `2024-09`, `2024-09-30`, `2026-07-08/2026-10-08`, `2022-03/..`,
    /// `../2026-12-31`; `None` if vague or unresolved.
    pub edtf: Option<String>,
    /// First day; `None` in a date that is open at the beginning.
    pub start: Option<Date>,
    /// Last day; `None` in a date that is open at the end.
    pub end: Option<Date>,
    /// Granularity of the words.
    pub precision: Precision,
    /// How the calendar place is known.
    pub source: DateSource,
    /// The words as read, before resolution.
    pub expression: Expression,
}

impl DateMention {
    /// A date as it was read: the words alone. [`crate::resolve::date`] resolves it.
    #[must_use]
    pub fn unresolved(expression: Expression) -> Self {
        let precision = precision(&expression);
        Self { edtf: None, start: None, end: None, precision, source: DateSource::Unresolved, expression }
    }
}

/// Granularity of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// One day.
    Day,
    /// One week.
    Week,
    /// Part of a month: 上旬.
    TenDays,
    /// One month.
    Month,
    /// One quarter.
    Quarter,
    /// Half a year.
    Half,
    /// One year.
    Year,
    /// More than a year: 十四五期间.
    Years,
    /// From one date to another.
    Range,
    /// 近日, 近期, 此前.
    Vague,
}

/// How the calendar place of a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateSource {
    /// The words say it all: 2024年9月.
    Explicit,
    /// From the article's date: 今年, 昨日, 1月.
    Published,
    /// From the date just named in the text: 同年, 次日.
    Context,
    /// Not known: no time base, or vague words.
    Unresolved,
}
