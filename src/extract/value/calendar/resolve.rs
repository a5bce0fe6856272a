//! What an expression resolves to against a time base: days, then EDTF.

use super::holiday::HOLIDAYS;
use super::show::{days as days_edtf, spell};
use super::{Base, Expression, Part, Unit, Year};
use crate::extract::date::{DateMention, DateSource, Precision};
use jiff::civil::Date;
use jiff::{Span as Length, ToSpan};

/// A resolved date.
#[derive(Debug, Clone, PartialEq)]
struct Resolved {
    start: Option<Date>,
    end: Option<Date>,
    edtf: String,
    precision: Precision,
    source: DateSource,
}

/// Resolves an expression; without what it needs the mention keeps its words alone.
#[must_use]
pub fn resolve(expression: &Expression, base: &Base) -> DateMention {
    match read(expression, base) {
        Some(found) => DateMention {
            edtf: Some(found.edtf),
            start: found.start,
            end: found.end,
            precision: found.precision,
            source: found.source,
            expression: expression.clone(),
        },
        None => DateMention::unresolved(expression.clone()),
    }
}

fn read(expression: &Expression, base: &Base) -> Option<Resolved> {
    match expression {
        Expression::Of(year, part) => of_year(*year, *part, base),
        Expression::MonthAway(..) | Expression::MonthPiece(..) => month_away(expression, base),
        Expression::DayAlone(day) => day_alone(*day, base),
        Expression::DayAway(days, context) => {
            let (from, source) = match (context, base.named) {
                (true, Some((_, named))) => (named, DateSource::Context),
                _ => (base.published?, DateSource::Published),
            };
            one_day(plus(from, *days, Unit::Day)?, source)
        }
        Expression::Weekday(weekday, weeks) => {
            let published = base.published?;
            let today = published.weekday().to_monday_one_offset();
            let mut away = i64::from(*weekday - today) + 7 * i64::from(*weeks);
            if *weeks == 0 && away > 0 && !base.forward {
                away -= 7;
            } else if *weeks == 0 && away < 0 && base.forward {
                away += 7;
            }
            one_day(published.checked_add(away.days()).ok()?, DateSource::Published)
        }
        Expression::WeekdayOf(weekday, weeks) => {
            let monday = monday(base.published?, *weeks)?;
            one_day(plus(monday, i16::from(*weekday) - 1, Unit::Day)?, DateSource::Published)
        }
        Expression::Week(weeks) => week(monday(base.published?, *weeks)?, DateSource::Published),
        Expression::QuarterAway(away) => quarter(base.published?, *away, DateSource::Published),
        Expression::PeriodAway(away, unit) => {
            let (from, source) = match base.named {
                Some((named, _)) => (named, DateSource::Context),
                None => (base.published?, DateSource::Published),
            };
            match unit {
                Unit::Week => week(monday(from, *away)?, source),
                _ => quarter(from, *away, source),
            }
        }
        Expression::TradingDay(away) => {
            // From the day just named, but not from a period.
            let named = base.named.filter(|(start, end)| start == end);
            let (from, source) = match named {
                Some((day, _)) => (day, DateSource::Context),
                None => (base.published?, DateSource::Published),
            };
            one_day(trading(from, *away)?, source)
        }
        Expression::Stretch(count, Unit::TradingDay) => {
            let published = base.published?;
            let other = trading(published, *count)?;
            Some(stretch(published.min(other), published.max(other)))
        }
        Expression::Stretch(count, unit) => {
            let published = base.published?;
            let other = plus(published, *count, *unit)?;
            // 未来两天 are the two days behind this one.
            let from = if *unit == Unit::Day && *count > 0 { plus(published, 1, Unit::Day)? } else { published };
            Some(stretch(from.min(other), from.max(other)))
        }
        Expression::Away(count, unit) => {
            // 两个月后 is told from the date just named, 三年前 from publication.
            let (from, source) = match base.named {
                Some((_, named)) if *count > 0 => (named, DateSource::Context),
                _ => (base.published?, DateSource::Published),
            };
            let day = if *unit == Unit::TradingDay { trading(from, *count)? } else { plus(from, *count, *unit)? };
            let edtf = match unit {
                // 一个月前 names a month, 5天前 a day.
                Unit::Month | Unit::Quarter => format!("{:04}-{:02}", day.year(), day.month()),
                Unit::Year => format!("{:04}", day.year()),
                _ => day.to_string(),
            };
            Some(Resolved { edtf, ..one_day(day, source)? })
        }
        Expression::Years(first, last) => Some(Resolved {
            start: Some(Date::new(*first, 1, 1).ok()?),
            end: Some(Date::new(*last, 12, 31).ok()?),
            edtf: format!("{first:04}/{last:04}"),
            precision: Precision::Years,
            source: DateSource::Explicit,
        }),
        Expression::Within(from, length) => {
            let first = read(from, base)?;
            let start = first.start?;
            let end = after(start, length)?;
            Some(Resolved { end: Some(end), edtf: days_edtf(start, end), precision: Precision::Range, ..first })
        }
        Expression::Weekend(weeks) => {
            let saturday = plus(monday(base.published?, *weeks)?, 5, Unit::Day)?;
            Some(stretch(saturday, plus(saturday, 1, Unit::Day)?))
        }
        Expression::YearsAway(years, of) => years_away(*years, of.as_deref(), base),
        Expression::Nth { of, first, last, unit } => {
            let held = read(of, base)?;
            let (mut start, mut end) = places(held.start?, held.end?, (*first, *last), *unit)?;
            // 三季度末 is past, though the third quarter has begun.
            if let Expression::Of(Year::Unsaid, part) = **of
                && !base.forward
                && base.published.is_some_and(|published| start > published)
            {
                let before = part_of(held.start?.year() - 1, part, held.source)?;
                (start, end) = places(before.start?, before.end?, (*first, *last), *unit)?;
            }
            spelled(start, end, held.source)
        }
        Expression::NthWeekday(of, weekday, place) => {
            let held = read(of, base)?;
            one_day(nth_weekday(held.start?, held.end?, *weekday, *place)?, held.source)
        }
        Expression::Until(of, inclusive) => {
            let held = read(of, base)?;
            let end = if *inclusive { held.end? } else { plus(held.start?, -1, Unit::Day)? };
            Some(Resolved {
                start: None,
                end: Some(end),
                edtf: format!("../{end}"),
                precision: Precision::Range,
                ..held
            })
        }
        Expression::After(of) => {
            let held = read(of, base)?;
            let start = plus(held.end?, 1, Unit::Day)?;
            let edtf = format!("{start}/..");
            Some(Resolved { start: Some(start), end: None, edtf, precision: Precision::Range, ..held })
        }
        Expression::Range(from, to) => range(from, to.as_deref(), base),
        Expression::Vague => None,
    }
}

/// A day so many units away.
fn plus(day: Date, count: i16, unit: Unit) -> Option<Date> {
    day.checked_add(unit.span(count)).ok()
}

/// Weekdays away; holidays of the exchanges are not known here.
fn trading(from: Date, away: i16) -> Option<Date> {
    let mut day = from;
    for _ in 0..away.unsigned_abs().min(300) {
        loop {
            day = plus(day, away.signum(), Unit::Day)?;
            if day.weekday().to_monday_one_offset() < 6 {
                break;
            }
        }
    }
    Some(day)
}

/// Monday of a week, counted from the week of a day.
fn monday(day: Date, weeks: i16) -> Option<Date> {
    let today = i16::from(day.weekday().to_monday_zero_offset());
    plus(plus(day, -today, Unit::Day)?, weeks, Unit::Week)
}

fn week(monday: Date, source: DateSource) -> Option<Resolved> {
    let end = plus(monday, 6, Unit::Day)?;
    Some(Resolved { precision: Precision::Week, source, ..stretch(monday, end) })
}

fn quarter(from: Date, away: i16, source: DateSource) -> Option<Resolved> {
    let quarter = i16::from((from.month() - 1) / 3).checked_add(away)?;
    let (year, quarter) = (from.year().checked_add(quarter.div_euclid(4))?, quarter.rem_euclid(4) as i8 + 1);
    part_of(year, Part::Quarter(quarter), source)
}

fn stretch(start: Date, end: Date) -> Resolved {
    Resolved {
        start: Some(start),
        end: Some(end),
        edtf: days_edtf(start, end),
        precision: Precision::Range,
        source: DateSource::Published,
    }
}

/// Days in the shortest EDTF: a whole month or year as such.
fn spelled(start: Date, end: Date, source: DateSource) -> Option<Resolved> {
    let (edtf, precision) = spell(start, end);
    (start <= end).then_some(Resolved { start: Some(start), end: Some(end), edtf, precision, source })
}

fn one_day(day: Date, source: DateSource) -> Option<Resolved> {
    Some(Resolved { start: Some(day), end: Some(day), edtf: day.to_string(), precision: Precision::Day, source })
}

fn month_away(expression: &Expression, base: &Base) -> Option<Resolved> {
    let (months, context) = match expression {
        Expression::MonthAway(months, _, context) | Expression::MonthPiece(months, _, context) => (*months, *context),
        _ => return None,
    };
    let (from, source) = match base.named {
        Some((named, _)) if context => (named, DateSource::Context),
        _ => (base.published?, if context { DateSource::Context } else { DateSource::Published }),
    };
    let month = plus(from.first_of_month(), months, Unit::Month)?;
    match expression {
        Expression::MonthAway(_, Some(day), _) => one_day(Date::new(month.year(), month.month(), *day).ok()?, source),
        Expression::MonthPiece(_, piece, _) => month_piece(month.year(), month.month(), *piece, source),
        _ => whole_month(month.year(), month.month(), source),
    }
}

fn day_alone(day: i8, base: &Base) -> Option<Resolved> {
    // A bare day belongs to the month just named, if one month was.
    let (from, source) =
        match base.named.filter(|(start, end)| (start.year(), start.month()) == (end.year(), end.month())) {
            Some((named, _)) => (named, DateSource::Context),
            None => (base.published?, DateSource::Published),
        };
    let mut found = Date::new(from.year(), from.month(), day).ok();
    if source == DateSource::Published && base.forward && found.is_none_or(|day| day < from) {
        found = (1..=2).find_map(|away| {
            let later = plus(from.first_of_month(), away, Unit::Month)?;
            Date::new(later.year(), later.month(), day).ok()
        });
    } else if source == DateSource::Published && !base.forward && found.is_none_or(|day| day > from) {
        // The nearest month before that has such a day.
        found = (1..=2).find_map(|away| {
            let before = plus(from.first_of_month(), -away, Unit::Month)?;
            Date::new(before.year(), before.month(), day).ok()
        });
    }
    one_day(found?, source)
}

/// 去年同期: the date just named a year before; 去年今日 and 去年本月十日: another date a year before.
fn years_away(years: i16, of: Option<&Expression>, base: &Base) -> Option<Resolved> {
    let (start, end, source) = match of {
        Some(of) => {
            let held = read(of, base)?;
            (held.start?, held.end?, held.source)
        }
        None => match base.named {
            Some((start, end)) => (start, end, DateSource::Context),
            None => (base.published?, base.published?, DateSource::Published),
        },
    };
    let last = end == end.last_of_month() && start.day() == 1;
    let (start, mut end) = (plus(start, years, Unit::Year)?, plus(end, years, Unit::Year)?);
    if last {
        end = end.last_of_month();
    }
    spelled(start, end, source)
}

/// The days from one unit of a period to another. A week belongs to the period that has its Thursday.
fn places(start: Date, end: Date, (first, last): (i16, i16), unit: Unit) -> Option<(Date, Date)> {
    // The beginning of the unit at a place, counted from either end of the period.
    let begin = |place: i16| -> Option<Date> {
        if unit == Unit::Week {
            return plus(nth_weekday(start, end, 4, place)?, -3, Unit::Day);
        }
        if place > 0 { plus(start, place - 1, unit) } else { plus(plus(end, 1, Unit::Day)?, place, unit) }
    };
    if first == 0 || last == 0 {
        return None;
    }
    let from = begin(first)?;
    let to = plus(plus(begin(last)?, 1, unit)?, -1, Unit::Day)?;
    // What lies outside is no part of the period; a week may reach three days beyond.
    let slack = if unit == Unit::Week { 3 } else { 0 };
    let inside = from >= plus(start, -slack, Unit::Day)? && to <= plus(end, slack, Unit::Day)?;
    (from <= to && inside).then_some((from, to))
}

/// A weekday of a period by its place, from either end.
fn nth_weekday(start: Date, end: Date, weekday: i8, place: i16) -> Option<Date> {
    let offset = |day: Date| i16::from((weekday - day.weekday().to_monday_one_offset()).rem_euclid(7));
    let day = if place > 0 {
        plus(plus(start, offset(start), Unit::Day)?, place - 1, Unit::Week)?
    } else {
        let back = (7 - offset(end)) % 7;
        plus(plus(end, -back, Unit::Day)?, place + 1, Unit::Week)?
    };
    (start <= day && day <= end).then_some(day)
}

fn range(from: &Expression, to: Option<&Expression>, base: &Base) -> Option<Resolved> {
    let first = read(from, base)?;
    let start = first.start?;
    let Some(to) = to else {
        // 今年以来 counts from January.
        let year = matches!(from, Expression::Of(Year::Relative(0), Part::Whole | Part::Start));
        let edtf = if year { format!("{:04}-01/..", start.year()) } else { format!("{}/..", head(&first.edtf)) };
        return Some(Resolved { edtf, end: None, precision: Precision::Range, ..first });
    };
    let inner = Base { named: Some((start, first.end.unwrap_or(start))), ..*base };
    let second = match to {
        // 12月至次年2月, 4月至6月: the second month counts from the first.
        Expression::Of(Year::Unsaid, part) => of_year(Year::Context(0), *part, &inner)
            .filter(|second| second.start >= first.start)
            .or_else(|| of_year(Year::Context(1), *part, &inner)),
        // 周一至周三: the weekday behind the first.
        Expression::Weekday(weekday, 0) => {
            let away = (weekday - start.weekday().to_monday_one_offset()).rem_euclid(7);
            one_day(plus(start, i16::from(away), Unit::Day)?, first.source)
        }
        // 28日至3日: the day of the next month.
        Expression::DayAlone(day) => read(to, &inner).filter(|second| second.start >= first.start).or_else(|| {
            let next = plus(start.first_of_month(), 1, Unit::Month)?;
            one_day(Date::new(next.year(), next.month(), *day).ok()?, first.source)
        }),
        other => read(other, &inner),
    }?;
    let end = second.end?;
    (end >= start).then(|| Resolved {
        start: Some(start),
        end: Some(end),
        edtf: format!("{}/{}", head(&first.edtf), tail(&second.edtf)),
        precision: Precision::Range,
        source: first.source,
    })
}

fn head(edtf: &str) -> &str {
    edtf.split('/').next().unwrap_or(edtf)
}

fn tail(edtf: &str) -> &str {
    edtf.rsplit('/').next().unwrap_or(edtf)
}

fn whole_month(year: i16, month: i8, source: DateSource) -> Option<Resolved> {
    let start = Date::new(year, month, 1).ok()?;
    Some(Resolved {
        start: Some(start),
        end: Some(start.last_of_month()),
        edtf: format!("{year:04}-{month:02}"),
        precision: Precision::Month,
        source,
    })
}

/// 上旬, 月底: the month as EDTF, its own days as days.
fn month_piece(year: i16, month: i8, piece: i8, source: DateSource) -> Option<Resolved> {
    let found = whole_month(year, month, source)?;
    let last = found.end?.day();
    let (start, end) = match piece {
        0 | 5 => (1, 10),
        1 | 7 => (11, 20),
        2 | 6 => (21, last),
        3 => (11, last),
        4 => (1, 20),
        8 => (1, 15),
        9 => (16, last),
        _ => return Some(found),
    };
    let day = |day: i8| Date::new(year, month, day).ok();
    Some(Resolved { start: Some(day(start)?), end: Some(day(end)?), precision: Precision::TenDays, ..found })
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
        Year::Unsaid => return unsaid(part, base.published?, base.forward),
    };
    part_of(year, part, source)
}

fn unsaid(part: Part, published: Date, forward: bool) -> Option<Resolved> {
    let of = |away: i16| part_of(published.year().checked_add(away)?, part, DateSource::Published);
    let step: i16 = if forward { 1 } else { -1 };
    // A year that has no such day is passed over: 29 February.
    let Some(same) = of(0) else { return (1..=8).find_map(|away| of(step * away)) };
    // 前三季度 is told when its last quarter has begun, 1-9月 when its last month has.
    let begin = match part {
        Part::Third(..) => same.start?.first_of_month(),
        Part::Quarters(_) => quarter(same.end?, 0, same.source)?.start?,
        Part::Months(1, _) => same.end?.first_of_month(),
        _ => same.start?,
    };
    let fits = if forward { same.end? >= published } else { begin <= published };
    if fits { Some(same) } else { (1..=8).find_map(|away| of(step * away)) }
}

fn part_of(year: i16, part: Part, source: DateSource) -> Option<Resolved> {
    let months = |first: i8, last: i8, precision: Precision| {
        let date = |month: i8| Date::new(year + i16::from((month - 1) / 12), (month - 1) % 12 + 1, 1).ok();
        let (start, end) = (date(first)?, date(last)?.last_of_month());
        (first <= last).then(|| Resolved {
            start: Some(start),
            end: Some(end),
            edtf: format!("{:04}-{:02}/{:04}-{:02}", start.year(), start.month(), end.year(), end.month()),
            precision,
            source,
        })
    };
    match part {
        Part::Whole | Part::Start => Some(Resolved {
            start: Some(Date::new(year, 1, 1).ok()?),
            end: Some(Date::new(year, if part == Part::Start { 1 } else { 12 }, 31).ok()?),
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
        Part::Third(month, piece) => month_piece(year, month, piece, source),
        Part::Day(month, day) => one_day(Date::new(year, month, day).ok()?, source),
        Part::Holiday(number) => {
            let (start, end) = HOLIDAYS.days(number, year)?;
            if start == end { one_day(start, source) } else { Some(Resolved { source, ..stretch(start, end) }) }
        }
    }
}

/// The day that lies a length of time behind another, for 自…起6个月内.
#[must_use]
pub fn after(day: Date, iso: &str) -> Option<Date> {
    let length: Length = iso.parse().ok()?;
    day.checked_add(length).ok()
}
