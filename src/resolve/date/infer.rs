//! The day of publication of an article that states none, as far as its dates show it. Dates with a year anchor the present:
//! a day told as past, figures of a quarter, the figures of a year that is over. Months and days without a year are put
//! beside the anchor, and the latest that is told as past is the present. Without an anchor there is no present: the
//! founding of a firm, a target or a title says nothing of when the article was written.

use super::cues::{Clause, Told};
use crate::extract::date::DateMention;
use crate::extract::value::calendar::{Base, Expression, Part, Year, resolve as read};
use crate::extract::{Mention, Value};
use crate::layout::Document;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Days from one day to another beyond which the two show no present: a model built from one year to the next.
const LONG: i32 = 100;

/// Days by which a month or day without a year may lie before a date with one, if the two are of one story.
const BEFORE: i32 = 90;

/// Days by which it may lie behind it.
const BEHIND: i32 = 150;

/// Days by which the figures of a stretch of time lie too far ahead to be of the same year.
const LATE: i32 = 180;

/// A year that has less than this part of the witnesses of another is a slip.
const SLIP: usize = 3;

/// What the dates of an article show of its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Present {
    /// The latest day that is told as past.
    pub(super) day: Date,
    /// The text names this day as its own: a dateline, 今日(8月20日).
    pub(super) exact: bool,
}

/// A date with a year that shows where the present is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Anchor {
    /// The present does not lie before this day.
    floor: Date,
    /// Last day of what the words name.
    until: Date,
    /// How the present lies to it.
    kind: Kind,
}

/// How the present lies to a date with a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// Near a day that is told as past: 2025年5月14日.
    Near,
    /// In the year of a part of it that figures are told of: 2025年一季度.
    Part,
    /// In the year behind one that is over: 2024年末, 2024年实现营收.
    Ended,
    /// In a year that is said to run: 2025年伊始.
    Running,
}

/// A month or day without a year.
#[derive(Debug, Clone, Copy)]
struct Bare {
    part: Part,
    told: Told,
}

/// Reads the present off the dates of an article.
pub(super) fn infer(document: &Document<'_>, mentions: &[Mention]) -> Option<Present> {
    let text = document.text();
    let mut anchors: Vec<Anchor> = Vec::new();
    let mut bare: Vec<Bare> = Vec::new();
    let mut own: Option<(i8, i8)> = None;
    let dates: Vec<&Mention> = mentions.iter().filter(|mention| matches!(mention.value, Value::Date(_))).collect();
    for (index, mention) in dates.iter().enumerate() {
        let Value::Date(date) = &mention.value else { continue };
        let before = index.checked_sub(1).map(|index| dates[index]);
        let clause = Clause::of(text, mention.span);
        match inner(&date.expression) {
            Expression::Of(Year::Number(_), part)
                if !matches!(part, Part::End | Part::Whole)
                    && dates.get(index + 1).is_some_and(|next| is_of_the_same_year(next)) => {}
            Expression::Of(Year::Number(year), part) => anchors.extend(anchor(*year, *part, &clause, date)),
            Expression::Of(year @ (Year::Unsaid | Year::Relative(0)), part) if month_of(*part).is_some() => {
                let own_day = matches!((year, part), (Year::Unsaid, Part::Day(..)))
                    && (clause.is_dateline() || before.is_some_and(|today| is_apposed(text, today, mention)));
                if let (true, Part::Day(month, day)) = (own_day, part) {
                    own = own.or(Some((*month, *day)));
                }
                bare.push(Bare { part: *part, told: clause.told() });
            }
            _ => {}
        }
    }
    let anchor = choose(&anchors)?;
    if let Some((month, day)) = own {
        return own_day(month, day, anchor).map(|day| Present { day, exact: true });
    }
    Some(Present { day: latest(anchor, &bare)?, exact: false })
}

/// The date that a range or a term begins with.
fn inner(expression: &Expression) -> &Expression {
    match expression {
        Expression::Range(from, _) | Expression::Within(from, _) => inner(from),
        other => other,
    }
}

/// 今日(8月20日): the date in brackets is the day of the word before them.
fn is_apposed(text: &str, today: &Mention, mention: &Mention) -> bool {
    let is_today = matches!(&today.value, Value::Date(date) if date.expression == Expression::DayAway(0, false));
    let between = text.get(today.span.end as usize..mention.span.start as usize);
    is_today && between.is_some_and(|between| matches!(between, "(" | "（"))
}

/// 同年7月: the year named before is not the one in which the article was written.
fn is_of_the_same_year(next: &Mention) -> bool {
    matches!(&next.value, Value::Date(date) if matches!(date.expression, Expression::Of(Year::Context(_), _)))
}

/// The month in which a part of a year begins; none for a year and its unsure parts.
fn month_of(part: Part) -> Option<i8> {
    match part {
        Part::Day(month, _) | Part::Month(month) | Part::Third(month, _) => Some(month),
        _ => None,
    }
}

/// What a date with a year shows of the present, if anything.
fn anchor(year: i16, part: Part, clause: &Clause<'_>, date: &DateMention) -> Option<Anchor> {
    if !matches!(clause.told(), Told::Past | Told::Plain) {
        return None;
    }
    // 2025年春节以来 speaks of the present.
    if let (Part::Holiday(_), Expression::Range(_, None)) = (part, &date.expression) {
        return in_year(year, Kind::Running);
    }
    let whole = read(&date.expression, &Base::default());
    let (first, last) = whole.start.zip(whole.end)?;
    let is_day = matches!(part, Part::Day(..));
    if (is_day && days_between(first, last) > LONG)
        || (!is_day && clause.speaks_of_plans())
        || (part != Part::End && clause.is_background())
    {
        return None;
    }
    let near = Some(Anchor { floor: first, until: last, kind: Kind::Near });
    let ended = || in_year(year.checked_add(1)?, Kind::Ended);
    match part {
        // The balance of a year's end and the figures of a year are told in the year behind it.
        Part::End => ended(),
        Part::Day(12, 31) if clause.is_balance() => ended(),
        Part::Day(..) | Part::Holiday(_) => near,
        Part::Quarter(4) | Part::Half(2) => near,
        Part::Quarter(_) | Part::Half(_) | Part::Quarters(_) | Part::Months(..) => {
            Some(Anchor { floor: first, until: last, kind: Kind::Part })
        }
        Part::Third(..) if clause.is_balance() => near,
        Part::Month(_) | Part::Third(..) => None,
        Part::Whole | Part::Start if clause.year_is_running() => in_year(year, Kind::Running),
        Part::Whole if clause.year_is_done() => ended(),
        Part::Whole | Part::Start => None,
    }
}

/// The present lies in a year.
fn in_year(year: i16, kind: Kind) -> Option<Anchor> {
    let floor = Date::new(year, 1, 1).ok()?;
    Some(Anchor { floor, until: floor, kind })
}

/// First and last day of a part of a year.
fn days(year: i16, part: Part) -> Option<(Date, Date)> {
    let found = read(&Expression::Of(Year::Number(year), part), &Base::default());
    found.start.zip(found.end)
}

/// The place of a month or day without a year: in the year of the present, or where it lies nearest to the day that anchors
/// it; nowhere if that is far away.
fn place(part: Part, anchor: Anchor) -> Option<(Date, Date)> {
    let year = anchor.floor.year();
    if anchor.kind != Kind::Near {
        return days(year, part);
    }
    let away = |(first, last): &(Date, Date)| {
        (days_between(anchor.until, *first).max(0), days_between(*last, anchor.floor).max(0))
    };
    let places = (-1..=1).filter_map(|step| days(year.checked_add(step)?, part));
    let nearest = places.min_by_key(|place| {
        let (behind, before) = away(place);
        behind.max(before)
    });
    nearest.filter(|place| {
        let (behind, before) = away(place);
        behind <= BEHIND && before <= BEFORE
    })
}

/// Days from one day to another; negative backwards.
fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// The latest anchor of the latest year that has its fair part of the witnesses.
fn choose(anchors: &[Anchor]) -> Option<Anchor> {
    let mut witnesses: BTreeMap<i16, usize> = BTreeMap::new();
    for anchor in anchors {
        *witnesses.entry(anchor.floor.year()).or_default() += 1;
    }
    let most = witnesses.values().max()?;
    let fair = |anchor: &&Anchor| witnesses.get(&anchor.floor.year()).is_some_and(|count| SLIP * count >= *most);
    anchors.iter().filter(fair).max().copied()
}

/// The day that the text names as its own: 1月9日 of a text with the figures of 2024年前三季度 is of the year behind.
fn own_day(month: i8, day: i8, anchor: Anchor) -> Option<Date> {
    let (here, _) = place(Part::Day(month, day), anchor)?;
    if anchor.kind == Kind::Part && days_between(here, anchor.until) > LATE {
        return Date::new(here.year().checked_add(1)?, month, day).ok();
    }
    Some(here)
}

/// The latest day told as past; none if no month or day lies near the anchor.
fn latest(anchor: Anchor, bare: &[Bare]) -> Option<Date> {
    let told = bare.iter().filter(|bare| matches!(bare.told, Told::Past | Told::Plain | Told::History));
    let mut places: Vec<Date> = Vec::new();
    let mut any = false;
    for bare in told {
        any = true;
        places.extend(place(bare.part, anchor).map(|(first, _)| first));
    }
    // 12月 beside the figures of a year's end is of the year that ended, unless months in between show the year gone on.
    if anchor.kind == Kind::Ended {
        let gone_on = places.iter().any(|day| (4..=10).contains(&day.month()));
        places.retain(|day| gone_on || day.month() <= 10);
        any &= gone_on || !places.is_empty();
    }
    match places.into_iter().max() {
        Some(day) => Some(day.max(anchor.floor)),
        None => (!any).then_some(anchor.floor),
    }
}
