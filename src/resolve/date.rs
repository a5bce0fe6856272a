//! Dates resolve against the article's day: given, stated, or inferred from the dates the text itself names. Words that
//! count from another date (次日, 同年) take the one named before, never across a gap. Nothing reads the clock.

mod cues;

mod infer;

use crate::extract::date::DateMention;
use crate::extract::value::calendar::{Base, Expression, Part, Unit, Year, resolve as read};
use crate::extract::{Mention, Value};
use crate::layout::{Document, Published, PublishedSource};
use cues::{Clause, Told};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A plan without a year may have been for a day up to so many days ago; older ones are of the year to come.
const RECENT: i32 = 45;

/// What the words around a date make of it for a deal that the sentence tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// The day of a dateline: 财联社6月9日电.
    Dateline,
    /// The day on which the deal was made known: 6月9日公告.
    Disclosure,
    /// Part of a name, or the day of an older deed: it says nothing of the deal.
    None,
    /// A date of the deal itself.
    Deal,
}

/// What a date at a place of the view is used for.
#[must_use]
pub fn usage(text: &str, span: crate::span::Span) -> Use {
    let clause = Clause::of(text, span);
    match () {
        () if clause.is_dateline() => Use::Dateline,
        () if clause.is_name() || clause.is_origin() => Use::None,
        () if clause.discloses() => Use::Disclosure,
        () => Use::Deal,
    }
}

/// Resolves every date of a document; infers the day of publication where none is known.
pub fn resolve(document: &mut Document<'_>, mentions: &mut [Mention]) {
    let mut exact = true;
    if document.published.source == PublishedSource::Unknown
        && let Some(present) = infer::infer(document, mentions)
    {
        document.published = Published { start: Some(present.day), end: None, source: PublishedSource::Inferred };
        exact = present.exact;
    }
    let published = document.published.start;
    let years = years_of_days(mentions);
    let mut named: Option<(Date, Date)> = None;
    let mut block = 0;
    for mention in mentions {
        let Value::Date(date) = &mut mention.value else { continue };
        while document.blocks.get(block).is_some_and(|here| here.span.end <= mention.span.start) {
            block += 1;
            if document.blocks.get(block).is_some_and(|here| here.gap_before) {
                named = None;
            }
        }
        let told = Clause::of(document.text(), mention.span).told();
        let published = published.filter(|_| exact || !asks_for_the_day(&date.expression, named.is_some()));
        *date = told_date(&date.expression, &Base { published, named, forward: false }, told);
        if let Expression::Of(Year::Unsaid, Part::Day(month, day)) = date.expression
            && let Some(year) = years.get(&(month, day))
        {
            take_named_year(date, *year, published);
        }
        if let (Some(start), Some(end)) = (date.start, date.end) {
            named = Some((start, end));
        }
    }
}

/// Days of the calendar that the article names with a year, if with one year only.
fn years_of_days(mentions: &[Mention]) -> BTreeMap<(i8, i8), i16> {
    let mut years: BTreeMap<(i8, i8), Option<i16>> = BTreeMap::new();
    for mention in mentions {
        if let Value::Date(date) = &mention.value
            && let Expression::Of(Year::Number(year), Part::Day(month, day)) = date.expression
        {
            let same = |known: &mut Option<i16>| *known = known.filter(|known| *known == year);
            years.entry((month, day)).and_modify(same).or_insert(Some(year));
        }
    }
    years.into_iter().filter_map(|(day, year)| Some((day, year?))).collect()
}

/// 6月17日变更简称，变更日期为2026年6月17日: the article itself names the year, unless another lies nearer to its day.
fn take_named_year(date: &mut DateMention, year: i16, published: Option<Date>) {
    let Expression::Of(_, part) = date.expression else { return };
    let here = Date::new(year, 1, 1).ok().map(|first| (first, first));
    let found = read(&Expression::Of(Year::Context(0), part), &Base { named: here, ..Base::default() });
    let away = |day: Option<Date>| {
        let (day, published) = (day?, published?);
        Some(published.until(day).map_or(0, |span| span.get_days()).abs())
    };
    if date.start.is_none() || away(found.start) < away(date.start) {
        *date = DateMention { expression: date.expression.clone(), ..found };
    }
}

/// Words that count in days or weeks from the day of publication: an inferred day, which is the latest one named, is not enough.
fn asks_for_the_day(expression: &Expression, named: bool) -> bool {
    match expression {
        Expression::DayAway(_, context) => !(*context && named),
        Expression::DayAlone(_) => !named,
        Expression::Weekday(..)
        | Expression::WeekdayOf(..)
        | Expression::Week(_)
        | Expression::Weekend(_)
        | Expression::TradingDay(_)
        | Expression::Stretch(..)
        | Expression::Away(_, Unit::Day | Unit::Week | Unit::TradingDay) => true,
        Expression::PeriodAway(..) | Expression::YearsAway(_, None) => !named,
        Expression::Within(from, _)
        | Expression::Nth { of: from, .. }
        | Expression::NthWeekday(from, ..)
        | Expression::Until(from, _)
        | Expression::After(from)
        | Expression::YearsAway(_, Some(from)) => asks_for_the_day(from, named),
        Expression::Range(from, to) => {
            asks_for_the_day(from, named) || to.as_deref().is_some_and(|to| asks_for_the_day(to, true))
        }
        _ => false,
    }
}

/// Days of a year.
const YEAR: i32 = 365;

/// Days ahead of the news within which a day lies ahead, where nothing says on which side it lies and the last one is most of a year away.
const SOON: i32 = 31;

/// A date as it is told: a plan without a year lies ahead, unless it was for a day just past.
fn told_date(expression: &Expression, base: &Base, told: Told) -> DateMention {
    let back = read(expression, base);
    if !matches!(told, Told::Plan | Told::Was | Told::Plain) {
        return back;
    }
    let ahead = read(expression, &Base { forward: true, ..*base });
    let (Some(published), Some(past), Some(next)) = (base.published, back.start, ahead.start) else {
        return if told == Told::Plain { back } else { ahead };
    };
    let days = |from: Date, to: Date| from.until(to).map_or(0, |span| span.get_days());
    let (since, until) = (days(past, published), days(published, next));
    if told == Told::Plain {
        let soon = leaves_year_unsaid(expression) && until <= SOON && since > YEAR - 2 * SOON;
        return if soon { ahead } else { back };
    }
    let was = leaves_year_unsaid(expression) && since < until && (told == Told::Was || since <= RECENT);
    if was { back } else { ahead }
}

/// 8月22日, 22日, 8月22日至24日.
fn leaves_year_unsaid(expression: &Expression) -> bool {
    match expression {
        Expression::Of(year, _) => *year == Year::Unsaid,
        Expression::DayAlone(_) => true,
        Expression::Range(from, _) | Expression::Within(from, _) => leaves_year_unsaid(from),
        _ => false,
    }
}
