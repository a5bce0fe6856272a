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
    /// 年初, 伊始: the record gives the year, the mention January.
    Start,
    /// 上旬 0, 中旬 1, 下旬 2, 中下旬 3 of a month. The record gives the month.
    Third(i8, i8),
    /// A day.
    Day(i8, i8),
}

/// A unit in which the calendar is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 天, 日.
    Day,
    /// 周, 星期.
    Week,
    /// 个月.
    Month,
    /// 个季度.
    Quarter,
    /// 年.
    Year,
}

impl Unit {
    fn span(self, count: i16) -> Length {
        let count = i64::from(count);
        match self {
            Self::Day => count.days(),
            Self::Week => (7 * count).days(),
            Self::Month => count.months(),
            Self::Quarter => (3 * count).months(),
            Self::Year => count.years(),
        }
    }
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
    /// 本周三, 上周五: weekday of a week that the words name.
    WeekdayOf(i8, i16),
    /// 上周, 下下周: a whole week.
    Week(i16),
    /// 周末.
    Weekend(i16),
    /// 上季度, 本季度: quarters away.
    QuarterAway(i16),
    /// 前一交易日: weekdays away; holidays of the exchanges are not known here.
    TradingDay(i16),
    /// 近三年, 未来五年: the stretch of so many units that ends or begins at publication; negative counts look back.
    Stretch(i16, Unit),
    /// 5天前, 两周后: the point so many units away.
    Away(i16, Unit),
    /// 十四五期间, 上世纪90年代: first and last year.
    Years(i16, i16),
    /// 自2026年6月26日起6个月内: from a date on, for a length in ISO 8601.
    Within(Box<Expression>, String),
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
            Part::Whole | Part::Start => Precision::Year,
            Part::End | Part::Month(_) => Precision::Month,
            Part::Half(_) => Precision::Half,
            Part::Quarter(_) => Precision::Quarter,
            Part::Quarters(_) | Part::Months(..) => Precision::Range,
            Part::Third(..) => Precision::TenDays,
            Part::Day(..) => Precision::Day,
        },
        Expression::MonthAway(_, None, _) => Precision::Month,
        Expression::WeekdayOf(..) | Expression::TradingDay(_) | Expression::Away(..) => Precision::Day,
        Expression::Week(_) => Precision::Week,
        Expression::QuarterAway(_) => Precision::Quarter,
        Expression::Stretch(..) | Expression::Within(..) => Precision::Range,
        Expression::Years(..) => Precision::Years,
        Expression::MonthAway(..) | Expression::DayAlone(_) | Expression::DayAway(..) | Expression::Weekday(..) => {
            Precision::Day
        }
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
            // A bare day belongs to the month just named, if one month was.
            let (from, source) =
                match base.named.filter(|(start, end)| (start.year(), start.month()) == (end.year(), end.month())) {
                    Some((named, _)) => (named, DateSource::Context),
                    None => (base.published?, DateSource::Published),
                };
            let mut found = Date::new(from.year(), from.month(), *day).ok();
            if source == DateSource::Published && !base.forward && found.is_none_or(|day| day > from) {
                // The nearest month before that has such a day.
                found = (1..=2).find_map(|away: i64| {
                    let before = from.first_of_month().checked_sub(away.months()).ok()?;
                    Date::new(before.year(), before.month(), *day).ok()
                });
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
        Expression::WeekdayOf(weekday, weeks) => {
            let monday = monday(base.published?, *weeks)?;
            one_day(monday.checked_add(i64::from(*weekday - 1).days()).ok()?, DateSource::Published)
        }
        Expression::Week(weeks) => {
            let start = monday(base.published?, *weeks)?;
            days(start, start.checked_add(6.days()).ok()?, Precision::Week)
        }
        Expression::QuarterAway(away) => {
            let published = base.published?;
            let quarter = i16::from((published.month() - 1) / 3) + away;
            let (year, quarter) =
                (published.year().checked_add(quarter.div_euclid(4))?, quarter.rem_euclid(4) as i8 + 1);
            part_of(year, Part::Quarter(quarter), DateSource::Published)
        }
        Expression::TradingDay(away) => {
            let mut day = base.published?;
            for _ in 0..away.unsigned_abs().min(30) {
                loop {
                    day = day.checked_add(i64::from(away.signum()).days()).ok()?;
                    if day.weekday().to_monday_one_offset() < 6 {
                        break;
                    }
                }
            }
            one_day(day, DateSource::Published)
        }
        Expression::Stretch(count, unit) => {
            let published = base.published?;
            let other = published.checked_add(unit.span(*count)).ok()?;
            days(published.min(other), published.max(other), Precision::Range)
        }
        // 一个月前 names a month, 5天前 a day.
        Expression::Away(count, unit @ (Unit::Month | Unit::Quarter)) => {
            let day = base.published?.checked_add(unit.span(*count)).ok()?;
            Some(Resolved {
                edtf: format!("{:04}-{:02}", day.year(), day.month()),
                ..one_day(day, DateSource::Published)?
            })
        }
        Expression::Away(count, unit @ Unit::Year) => {
            let day = base.published?.checked_add(unit.span(*count)).ok()?;
            Some(Resolved { edtf: format!("{:04}", day.year()), ..one_day(day, DateSource::Published)? })
        }
        Expression::Away(count, unit) => {
            one_day(base.published?.checked_add(unit.span(*count)).ok()?, DateSource::Published)
        }
        Expression::Years(first, last) => Some(Resolved {
            start: Date::new(*first, 1, 1).ok()?,
            end: Some(Date::new(*last, 12, 31).ok()?),
            edtf: format!("{first:04}/{last:04}"),
            precision: Precision::Years,
            source: DateSource::Explicit,
        }),
        Expression::Within(from, length) => {
            let first = read(from, base)?;
            let end = after(first.start, length)?;
            Some(Resolved {
                end: Some(end),
                edtf: format!("{}/{end}", first.start),
                precision: Precision::Range,
                ..first
            })
        }
        Expression::Weekend(weeks) => {
            let published = base.published?;
            let today = i64::from(published.weekday().to_monday_one_offset());
            let saturday = published.checked_add((6 - today + 7 * i64::from(*weeks)).days()).ok()?;
            let sunday = saturday.checked_add(1.day()).ok()?;
            Some(Resolved {
                start: saturday,
                end: Some(sunday),
                edtf: format!("{saturday}/{sunday}"),
                precision: Precision::Range,
                source: DateSource::Published,
            })
        }
        Expression::Range(from, to) => {
            let first = read(from, base)?;
            let Some(to) = to else {
                // 今年以来 counts from January.
                if matches!(**from, Expression::Of(Year::Relative(0), Part::Whole | Part::Start)) {
                    let month = whole_month(first.start.year(), 1, first.source)?;
                    return Some(Resolved {
                        edtf: format!("{}/..", month.edtf),
                        end: None,
                        precision: Precision::Range,
                        ..first
                    });
                }
                return Some(Resolved {
                    edtf: format!("{}/..", first.edtf),
                    end: None,
                    precision: Precision::Range,
                    ..first
                });
            };
            let inner = Base { named: Some((first.start, first.end.unwrap_or(first.start))), ..*base };
            let second = match **to {
                // 12月至次年2月, 4月至6月: the second month counts from the first.
                Expression::Of(Year::Unsaid, part) => of_year(Year::Context(0), part, &inner)
                    .filter(|second| second.start >= first.start)
                    .or_else(|| of_year(Year::Context(1), part, &inner)),
                ref other => read(other, &inner),
            }?;
            if second.end? < first.start {
                return None;
            }
            let edtf = format!("{}/{}", head(&first.edtf), tail(&second.edtf));
            Some(Resolved {
                start: first.start,
                end: second.end,
                edtf,
                precision: Precision::Range,
                source: first.source,
            })
        }
        Expression::Vague => None,
    }
}

/// Monday of a week, counted from the week of a day.
fn monday(day: Date, weeks: i16) -> Option<Date> {
    let today = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_add((7 * i64::from(weeks) - today).days()).ok()
}

fn days(start: Date, end: Date, precision: Precision) -> Option<Resolved> {
    Some(Resolved { start, end: Some(end), edtf: format!("{start}/{end}"), precision, source: DateSource::Published })
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
    Some(Resolved {
        start,
        end: Some(start.last_of_month()),
        edtf: format!("{year:04}-{month:02}"),
        precision: Precision::Month,
        source,
    })
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
            let Some(same) = part_of(published.year(), part, DateSource::Published) else {
                // 29 February: the nearest year that has one.
                let step: i16 = if base.forward { 1 } else { -1 };
                return (1..=8).find_map(|away| part_of(published.year() + step * away, part, DateSource::Published));
            };
            let year = if base.forward {
                if same.end? < published { published.year() + 1 } else { published.year() }
            } else if (if matches!(part, Part::Third(..)) { same.start.first_of_month() } else { same.start })
                > published
            {
                return (1..=8).find_map(|away| part_of(published.year() - away, part, DateSource::Published));
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
        (first <= last).then(|| Resolved {
            start,
            end: Some(end),
            edtf: format!("{year:04}-{first:02}/{year:04}-{last:02}"),
            precision,
            source,
        })
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
        Part::Third(month, third) => {
            let found = whole_month(year, month, source)?;
            let day = |day: i8| Date::new(year, month, day).ok();
            let (start, end) = match third {
                0 => (day(1)?, day(10)?),
                1 => (day(11)?, day(20)?),
                2 => (day(21)?, found.end?),
                _ => (day(11)?, found.end?),
            };
            Some(Resolved { start, end: Some(end), precision: Precision::TenDays, ..found })
        }
        Part::Start => {
            Some(Resolved { end: Some(Date::new(year, 1, 31).ok()?), ..part_of(year, Part::Whole, source)? })
        }
        Part::Day(month, day) => one_day(Date::new(year, month, day).ok()?, source),
    }
}

/// The day that lies a length of time behind another, for 自…起6个月内.
#[must_use]
pub fn after(day: Date, iso: &str) -> Option<Date> {
    let length: Length = iso.parse().ok()?;
    day.checked_add(length).ok()
}
