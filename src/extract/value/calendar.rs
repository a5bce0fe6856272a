//! Calendar: a date as the words have it, and what it resolves to against a time base.

use crate::extract::date::{DateMention, DateSource, Precision};
use jiff::civil::Date;
use jiff::{Span as Length, ToSpan};

/// A year as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Year {
    /// 2024年, 24年.
    Number(i16),
    /// 今年 is 0, 去年 -1.
    Relative(i16),
    /// 同年 and 当年 are 0, 次年 is 1, counted from the date just named.
    Context(i16),
    /// Not said.
    Unsaid,
}

/// A part of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The whole year, and 年初.
    Whole,
    /// 年末, 年底: December.
    End,
    /// 上半年 is 1, 下半年 2.
    Half(i8),
    /// A quarter.
    Quarter(i8),
    /// 前三季度: the first quarters.
    Quarters(i8),
    /// From one month to another.
    Months(i8, i8),
    /// A month.
    Month(i8),
    /// 上旬 0, 中旬 1, 下旬 2 of a month. The record gives the month.
    Third(i8, i8),
    /// A day.
    Day(i8, i8),
}

/// A date as the words have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// A part of a year.
    Of(Year, Part),
    /// 本月 0, 上月 -1, 次月 from the context: months away, a day in it, whether it counts from the date just named.
    MonthAway(i16, Option<i8>, bool),
    /// 10日: a day of the month just named or of the month of publication.
    DayAlone(i8),
    /// 今日 0, 昨日 -1; from the context: 次日 1, 当日 0.
    DayAway(i16, bool),
    /// 周二: weekday from Monday 1, weeks away.
    Weekday(i8, i16),
    /// 周末.
    Weekend(i16),
    /// From one to another; open at the end: 至今, 以来.
    Range(Box<Expression>, Option<Box<Expression>>),
    /// 近日, 此前.
    Vague,
}

/// The time base: day of publication and the date just named.
#[derive(Debug, Clone, Copy, Default)]
pub struct Base {
    /// Day of publication.
    pub published: Option<Date>,
    /// The date just named, resolved: its first and last day.
    pub named: Option<(Date, Date)>,
    /// The sentence looks forward: 将于, 拟于, 到期.
    pub forward: bool,
}

/// A resolved date.
#[derive(Debug, Clone, PartialEq)]
struct Resolved {
    start: Date,
    end: Option<Date>,
    edtf: String,
    precision: Precision,
    source: DateSource,
}

/// Resolves an expression; without what it needs the mention keeps its words alone.
#[must_use]
pub fn resolve(expression: &Expression, base: &Base) -> DateMention {
    let vague = *expression == Expression::Vague;
    match read(expression, base) {
        Some(found) => DateMention {
            edtf: Some(found.edtf),
            start: Some(found.start),
            end: found.end,
            precision: found.precision,
            source: found.source,
            expression: expression.clone(),
        },
        None => DateMention {
            edtf: None,
            start: None,
            end: None,
            precision: if vague { Precision::Vague } else { precision(expression) },
            source: DateSource::Unresolved,
            expression: expression.clone(),
        },
    }
}

fn precision(expression: &Expression) -> Precision {
    match expression {
        Expression::Of(_, part) => match part {
            Part::Whole => Precision::Year,
            Part::End | Part::Month(_) => Precision::Month,
            Part::Half(_) => Precision::Half,
            Part::Quarter(_) => Precision::Quarter,
            Part::Quarters(_) | Part::Months(..) => Precision::Range,
            Part::Third(..) => Precision::TenDays,
            Part::Day(..) => Precision::Day,
        },
        Expression::MonthAway(_, None, _) => Precision::Month,
        Expression::MonthAway(..) | Expression::DayAlone(_) | Expression::DayAway(..) | Expression::Weekday(..) => Precision::Day,
        Expression::Weekend(_) | Expression::Range(..) => Precision::Range,
        Expression::Vague => Precision::Vague,
    }
}

fn read(expression: &Expression, base: &Base) -> Option<Resolved> {
    match expression {
        Expression::Of(year, part) => of_year(*year, *part, base),
        Expression::MonthAway(months, day, context) => {
            let from = if *context { base.named.map(|(start, _)| start).or(base.published)? } else { base.published? };
            let month = from.first_of_month().checked_add(i64::from(*months).months()).ok()?;
            let source = if *context { DateSource::Context } else { DateSource::Published };
            match day {
                Some(day) => one_day(Date::new(month.year(), month.month(), *day).ok()?, source),
                None => whole_month(month.year(), month.month(), source),
            }
        }
        Expression::DayAlone(day) => {
            let (from, source) = match base.named {
                Some((named, _)) => (named, DateSource::Context),
                None => (base.published?, DateSource::Published),
            };
            let mut found = Date::new(from.year(), from.month(), *day).ok();
            if source == DateSource::Published && !base.forward && found.is_some_and(|day| day > from) {
                let before = from.first_of_month().checked_sub(1.month()).ok()?;
                found = Date::new(before.year(), before.month(), *day).ok();
            }
            one_day(found?, source)
        }
        Expression::DayAway(days, context) => {
            let (from, source) = match (context, base.named) {
                (true, Some((_, named))) => (named, DateSource::Context),
                _ => (base.published?, DateSource::Published),
            };
            one_day(from.checked_add(i64::from(*days).days()).ok()?, source)
        }
        Expression::Weekday(weekday, weeks) => {
            let published = base.published?;
            let today = published.weekday().to_monday_one_offset();
            let mut away = i64::from(*weekday - today) + 7 * i64::from(*weeks);
            if *weeks == 0 && away > 0 && !base.forward {
                away -= 7;
            }
            one_day(published.checked_add(away.days()).ok()?, DateSource::Published)
        }
        Expression::Weekend(weeks) => {
            let published = base.published?;
            let today = i64::from(published.weekday().to_monday_one_offset());
            let saturday = published.checked_add((6 - today + 7 * i64::from(*weeks)).days()).ok()?;
            let sunday = saturday.checked_add(1.day()).ok()?;
            Some(Resolved { start: saturday, end: Some(sunday), edtf: format!("{saturday}/{sunday}"), precision: Precision::Range, source: DateSource::Published })
        }
        Expression::Range(from, to) => {
            let first = read(from, base)?;
            let Some(to) = to else {
                return Some(Resolved { edtf: format!("{}/..", first.edtf), end: None, precision: Precision::Range, ..first });
            };
            let inner = Base { named: Some((first.start, first.end.unwrap_or(first.start))), ..*base };
            let second = match **to {
                // 12月至次年2月, 4月至6月: the second month counts from the first.
                Expression::Of(Year::Unsaid, part) => of_year(Year::Context(0), part, &inner).filter(|second| second.start >= first.start).or_else(|| of_year(Year::Context(1), part, &inner)),
                ref other => read(other, &inner),
            }?;
            if second.end? < first.start {
                return None;
            }
            let edtf = format!("{}/{}", head(&first.edtf), tail(&second.edtf));
            Some(Resolved { start: first.start, end: second.end, edtf, precision: Precision::Range, source: first.source })
        }
        Expression::Vague => None,
    }
}

fn head(edtf: &str) -> &str {
    edtf.split('/').next().unwrap_or(edtf)
}

fn tail(edtf: &str) -> &str {
    edtf.rsplit('/').next().unwrap_or(edtf)
}

fn one_day(day: Date, source: DateSource) -> Option<Resolved> {
    Some(Resolved { start: day, end: Some(day), edtf: day.to_string(), precision: Precision::Day, source })
}

fn whole_month(year: i16, month: i8, source: DateSource) -> Option<Resolved> {
    let start = Date::new(year, month, 1).ok()?;
    Some(Resolved { start, end: Some(start.last_of_month()), edtf: format!("{year:04}-{month:02}"), precision: Precision::Month, source })
}

/// A part of a year. Without a year, the nearest past one, unless the sentence looks forward (DESIGN §7).
fn of_year(year: Year, part: Part, base: &Base) -> Option<Resolved> {
    let (year, source) = match year {
        Year::Number(year) => (year, DateSource::Explicit),
        Year::Relative(away) => (base.published?.year().checked_add(away)?, DateSource::Published),
        Year::Context(away) => match base.named {
            Some((start, _)) => (start.year().checked_add(away)?, DateSource::Context),
            None => (base.published?.year().checked_add(away)?, DateSource::Published),
        },
        Year::Unsaid => {
            let published = base.published?;
            let same = part_of(published.year(), part, DateSource::Published)?;
            let year = if base.forward {
                if same.end? < published { published.year() + 1 } else { published.year() }
            } else if same.start > published {
                published.year() - 1
            } else {
                published.year()
            };
            (year, DateSource::Published)
        }
    };
    part_of(year, part, source)
}

fn part_of(year: i16, part: Part, source: DateSource) -> Option<Resolved> {
    let months = |first: i8, last: i8, precision: Precision| {
        let start = Date::new(year, first, 1).ok()?;
        let end = Date::new(year, last, 1).ok()?.last_of_month();
        (first <= last).then(|| Resolved { start, end: Some(end), edtf: format!("{year:04}-{first:02}/{year:04}-{last:02}"), precision, source })
    };
    match part {
        Part::Whole => Some(Resolved {
            start: Date::new(year, 1, 1).ok()?,
            end: Some(Date::new(year, 12, 31).ok()?),
            edtf: format!("{year:04}"),
            precision: Precision::Year,
            source,
        }),
        Part::End => whole_month(year, 12, source),
        Part::Half(half) => months(if half == 1 { 1 } else { 7 }, if half == 1 { 6 } else { 12 }, Precision::Half),
        Part::Quarter(quarter) => months(3 * quarter - 2, 3 * quarter, Precision::Quarter),
        Part::Quarters(count) => months(1, 3 * count, Precision::Range),
        Part::Months(first, last) => months(first, last, Precision::Range),
        Part::Month(month) => whole_month(year, month, source),
        Part::Third(month, _) => whole_month(year, month, source).map(|found| Resolved { precision: Precision::TenDays, ..found }),
        Part::Day(month, day) => one_day(Date::new(year, month, day).ok()?, source),
    }
}

/// The day that lies a length of time behind another, for 自…起6个月内.
#[must_use]
pub fn after(day: Date, iso: &str) -> Option<Date> {
    let length: Length = iso.parse().ok()?;
    day.checked_add(length).ok()
}
