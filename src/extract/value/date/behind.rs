//! What follows a date and belongs to it: the part it names (2021年|的第一周), the end of a range (4月|至6月), and the words that
//! open or close it (2024年|以来, 2018年|之前, 2026年6月26日|起6个月内).

use super::super::calendar::{Expression, Part, Unit, Year};
use super::super::calendar_words::Close;
use super::super::words::{calendar, can, leads, words};
use super::super::{number, period, skip_blank};
use super::{Count, count, single, strip, word};

/// What a rule makes of a date: the new date and the byte behind it.
type Behind = Option<(Expression, usize)>;

/// One form that follows a date. The first rule that reads wins.
struct Rule {
    name: &'static str,
    read: fn(&str, usize, &Expression) -> Behind,
}

const RULES: &[Rule] = &[
    // 2023年12月至2024年2月, 6月28日-30日, 自2024年1月1日起至3月31日止
    Rule { name: "date.range", read: range },
    // 6月28至30日
    Rule { name: "date.range", read: days },
    // 2007年与2009年之间
    Rule { name: "date.between", read: between },
    // 自2026年6月26日起6个月内
    Rule { name: "date.within", read: within },
    // 今年以来, 2022年3月至今
    Rule { name: "date.since", read: since },
    // 2024年起
    Rule { name: "date.from", read: from },
    // 2018年之前, 2026年底前, 2013年及以前
    Rule { name: "date.before", read: before },
    // 2015年之后, 2019年8月6日或之后
    Rule { name: "date.after", read: after },
];

/// The date with what follows it. `head` is the byte where it begins.
pub(super) fn read(
    text: &str,
    head: usize,
    date: Expression,
    end: usize,
    rule: &'static str,
) -> (Expression, usize, &'static str) {
    let next = text[skip_blank(text, end)..].chars().next();
    let follows = next.is_some_and(|c| leads().flags(c) & can::BEHIND_DATE != 0);
    if date == Expression::Vague || !follows {
        return as_of(text, head, date, end, rule);
    }
    let (date, end, rule) = match nth(text, end, &date) {
        Some((nth, behind)) => (nth, behind, "date.nth"),
        None => (date, end, rule),
    };
    for follows in RULES {
        if let Some((date, behind)) = (follows.read)(text, end, &date) {
            return (date, behind, follows.name);
        }
    }
    as_of(text, head, date, end, rule)
}

/// 截至2024年末 is the last day.
fn as_of(
    text: &str,
    head: usize,
    date: Expression,
    end: usize,
    rule: &'static str,
) -> (Expression, usize, &'static str) {
    if let Expression::Of(year, Part::End) = date
        && ["截至", "截止", "截止到", "截至到", "截止至"].iter().any(|word| text[..head].ends_with(word))
    {
        return (Expression::Of(year, Part::Day(12, 31)), end, "date.as_of");
    }
    (date, end, rule)
}

/// The second end of a range. 止 closes it.
fn range(text: &str, at: usize, first: &Expression) -> Behind {
    let link = skip_blank(text, at);
    let link = strip(text, link, &["起，", "起"]).unwrap_or(link);
    let (length, ()) = words().link.longest(&text[link..])?;
    let from = skip_blank(text, link + length);
    let from = strip(text, from, &["于"]).unwrap_or(from);
    let (second, mut end) = second(text, at, from, first)?;
    if text[end..].starts_with('止') && !text[end..].starts_with("止损") {
        end += '止'.len_utf8();
    }
    Some((Expression::Range(Box::new(first.clone()), Some(Box::new(second))), end))
}

/// The date that can end a range or stand behind 和: finer or as fine as the first.
fn second(text: &str, at: usize, from: usize, first: &Expression) -> Behind {
    // Behind a hyphen the digits begin a date of their own, so they are read without what stands before.
    let lead = text[from..].chars().next()?;
    let second = if lead.is_ascii_alphanumeric() {
        single(&text[from..], 0).map(|(second, length, _)| (second, from + length))
    } else {
        single(text, from).map(|(second, end, _)| (second, end))
    };
    second.filter(|(second, _)| fits(first, second)).or_else(|| {
        // 2016到2018: the second year is as bare as the first.
        let bare = count(text, from).filter(|year| year.arabic && year.width == 4)?;
        let plain = matches!(first, Expression::Of(Year::Number(_), Part::Whole))
            && text[..at].ends_with(|c: char| c.is_ascii_digit());
        let year = plain && (1900..2100).contains(&bare.value);
        year.then_some((Expression::Of(Year::Number(bare.short()), Part::Whole), bare.end))
    })
}

/// A day may follow a day or a part of a year, a weekday a weekday, and what names a day of its own anything.
fn fits(first: &Expression, second: &Expression) -> bool {
    let alone = matches!(second, Expression::DayAlone(_));
    let weekday = |date: &Expression| matches!(date, Expression::Weekday(..) | Expression::WeekdayOf(..));
    let named = matches!(
        second,
        Expression::Of(..)
            | Expression::MonthAway(..)
            | Expression::MonthPiece(..)
            | Expression::DayAway(..)
            | Expression::QuarterAway(_)
            | Expression::YearsAway(..)
    );
    match first {
        Expression::DayAlone(_) => alone || matches!(second, Expression::Of(_, Part::Day(..))),
        Expression::Of(_, Part::Day(..)) | Expression::MonthAway(_, Some(_), _) => named || alone || weekday(second),
        Expression::Of(..) | Expression::MonthAway(..) | Expression::MonthPiece(..) | Expression::QuarterAway(_) => {
            named
        }
        Expression::DayAway(..) | Expression::NthWeekday(..) | Expression::Nth { .. } => named || weekday(second),
        first if weekday(first) => weekday(second) || named,
        Expression::Week(_) => matches!(second, Expression::Week(_)),
        _ => false,
    }
}

/// 6月|28至30日.
fn days(text: &str, at: usize, month: &Expression) -> Behind {
    let low = count(text, skip_blank(text, at))?;
    let first = low.within(1, 31)?;
    let from = match month {
        Expression::Of(year, Part::Month(month)) => Expression::Of(*year, Part::Day(*month, first)),
        Expression::MonthAway(away, None, context) => Expression::MonthAway(*away, Some(first), *context),
        _ => return None,
    };
    let link = skip_blank(text, low.end);
    let (length, ()) = words().link.longest(&text[link..])?;
    let (last, end) = super::day_at(text, link + length)?;
    (first < last).then(|| (Expression::Range(Box::new(from), Some(Box::new(Expression::DayAlone(last)))), end))
}

/// 2007年|与2009年之间, 10月|和5月间.
fn between(text: &str, at: usize, first: &Expression) -> Behind {
    let and = skip_blank(text, at);
    let (length, ()) = calendar().and.longest(&text[and..])?;
    let from = skip_blank(text, and + length);
    let (mut second, end) = second(text, at, from, first)?;
    let end = if let Expression::Of(year, Part::Third(month, 7)) = second {
        second = Expression::Of(year, Part::Month(month));
        Some(end).filter(|end| text[..*end].ends_with('间'))?
    } else {
        calendar().between.skip(text, skip_blank(text, end))?
    };
    Some((Expression::Range(Box::new(first.clone()), Some(Box::new(second))), end))
}

/// 2026年6月26日|起6个月内: the length in ISO 8601.
fn within(text: &str, at: usize, first: &Expression) -> Behind {
    if !matches!(
        first,
        Expression::Of(_, Part::Day(..)) | Expression::DayAway(..) | Expression::MonthAway(_, Some(_), _)
    ) {
        return None;
    }
    let mut from = calendar().within.skip(text, at)?;
    for _ in 0..2 {
        from = calendar().within_filler.skip(text, from).unwrap_or(from);
    }
    let found = count(text, skip_blank(text, from))?;
    let (unit, behind) = period::unit_at(text, found.end)?;
    let end = calendar().within_end.skip(text, behind)?;
    let value = found.value;
    let length = match unit {
        Unit::Day => format!("P{value}D"),
        Unit::Week => format!("P{value}W"),
        Unit::Month => format!("P{value}M"),
        Unit::Quarter => format!("P{}M", 3 * value),
        Unit::Year => format!("P{value}Y"),
        Unit::TradingDay => return None,
    };
    (value < 1000).then(|| (Expression::Within(Box::new(first.clone()), length), end))
}

/// The word that closes a date, unless it begins another word: 前|景.
fn closing(text: &str, at: usize) -> Option<(Close, usize)> {
    let at = skip_blank(text, at);
    let (length, close) = calendar().close.longest(&text[at..])?;
    let end = at + length;
    let single = length == text[at..].chars().next().map_or(0, char::len_utf8);
    // 前三季度 and 前5名 are told of something else.
    let counts =
        text[end..].starts_with(|c: char| c.is_ascii_digit() || number::digit(c).is_some() || matches!(c, '十' | '半'));
    (!(single && (counts || calendar().not_close.begins(&text[at..])))).then_some((*close, end))
}

/// True for what a whole stretch of time can be counted from.
fn counts(date: &Expression) -> bool {
    !matches!(
        date,
        Expression::Stretch(..)
            | Expression::Away(..)
            | Expression::Within(..)
            | Expression::Range(..)
            | Expression::Vague
    )
}

fn since(text: &str, at: usize, first: &Expression) -> Behind {
    let (close, end) = closing(text, at)?;
    // 2023年至今年6月 is a range.
    let goes_on = text[..end].ends_with('今') && text[end..].starts_with(['年', '日', '天', '晚', '早']);
    (close == Close::Since && counts(first) && !goes_on)
        .then(|| (Expression::Range(Box::new(first.clone()), None), end))
}

/// 起 behind a day leaves the day; a longer date is open from its start on.
fn from(text: &str, at: usize, first: &Expression) -> Behind {
    let long = matches!(
        first,
        Expression::Of(
            _,
            Part::Whole | Part::Month(_) | Part::Quarter(_) | Part::Half(_) | Part::Start | Part::End | Part::Third(..)
        ) | Expression::MonthAway(_, None, _)
            | Expression::MonthPiece(..)
            | Expression::Week(_)
            | Expression::QuarterAway(_)
    );
    let (close, end) = closing(text, at)?;
    let end = strip(text, end, &["，至今"]).unwrap_or(end);
    (close == Close::From && long).then(|| (Expression::Range(Box::new(first.clone()), None), end))
}

/// A deadline at the end of a period or on a day includes it; before a period, the period has not begun.
fn before(text: &str, at: usize, first: &Expression) -> Behind {
    let (close, end) = closing(text, at)?;
    let limit = matches!(
        first,
        Expression::Of(_, Part::End | Part::Third(_, 2 | 3 | 6 | 9)) | Expression::MonthPiece(_, 2 | 3 | 6 | 9, _)
    ) || text[..at].ends_with(['末', '底', '内']);
    let bare = text[..end].ends_with('前') && !text[..end].ends_with("之前") && !text[..end].ends_with("以前");
    let inclusive = match close {
        Close::UntilWith => true,
        Close::Before => limit || (is_day(first) && bare),
        _ => return None,
    };
    counts(first).then(|| (Expression::Until(Box::new(first.clone()), inclusive), end))
}

/// True for what names one day.
fn is_day(date: &Expression) -> bool {
    matches!(
        date,
        Expression::Of(_, Part::Day(..))
            | Expression::DayAlone(_)
            | Expression::MonthAway(_, Some(_), _)
            | Expression::DayAway(..)
            | Expression::Weekday(..)
            | Expression::WeekdayOf(..)
    )
}

/// Behind a day the stretch begins with it, behind a longer date at its end.
fn after(text: &str, at: usize, first: &Expression) -> Behind {
    let (close, end) = closing(text, at)?;
    match close {
        Close::After if is_day(first) => Some((Expression::Range(Box::new(first.clone()), None), end)),
        Close::After if counts(first) => Some((Expression::After(Box::new(first.clone())), end)),
        Close::FromWith if counts(first) => Some((Expression::Range(Box::new(first.clone()), None), end)),
        _ => None,
    }
}

/// 2021年|的第一周, 十月|第一个周五, 去年|的前10天, 今年|最后3周, 6月|首周.
fn nth(text: &str, at: usize, held: &Expression) -> Behind {
    let holds = matches!(
        held,
        Expression::Of(_, Part::Whole | Part::Month(_) | Part::Quarter(_) | Part::Half(_))
            | Expression::MonthAway(_, None, _)
            | Expression::QuarterAway(_)
            | Expression::Week(_)
    );
    if !holds {
        return None;
    }
    let blank = skip_blank(text, at);
    let from = strip(text, blank, &["的"]).map_or(blank, |from| skip_blank(text, from));
    let linked = from > blank;
    // 第三季度末 is a day, 2024年6月末 was read with its month.
    let long = matches!(held, Expression::Of(_, Part::Quarter(_) | Part::Half(_)) | Expression::QuarterAway(_));
    if long && let Some(end) = strip(text, from, &["末", "底"]).filter(|_| !calendar().goes_on.begins(&text[from..]))
    {
        return Some((Expression::Nth { of: Box::new(held.clone()), first: -1, last: -1, unit: Unit::Day }, end));
    }
    if let Some(from) = strip(text, from, &["第"]) {
        let place = count(text, from)?;
        return placed(text, place.end, held, (place.short(), place.short()));
    }
    if let Some(from) = calendar().last_one.skip(text, from) {
        let number = count(text, skip_blank(text, from));
        let (value, from) = number.map_or((1, from), |count| (count.short(), count.end));
        return placed(text, from, held, (value.checked_neg()?, -1));
    }
    // 年前两年 is counted back, 年的前两周 is the beginning.
    if let Some(from) = strip(text, from, &["前", "头", "最初", "开头"]) {
        let number = first_count(text, from)?;
        let (unit, _) = period::unit_at(text, number.end)?;
        let fine =
            unit != Unit::Year && (linked || !matches!(held, Expression::Of(_, Part::Whole)) || unit != Unit::Month);
        return if fine { placed(text, number.end, held, (1, number.short())) } else { None };
    }
    if linked && let Some(from) = strip(text, from, &["后", "後"]) {
        let number = first_count(text, from)?;
        return placed(text, number.end, held, (number.short().checked_neg()?, -1));
    }
    let from = calendar().first_one.skip(text, from)?;
    placed(text, from, held, (1, 1))
}

fn first_count(text: &str, at: usize) -> Option<Count> {
    count(text, skip_blank(text, at)).filter(|count| (1..=366).contains(&count.value))
}

/// The unit or weekday behind a place, and the date that it names.
fn placed(text: &str, at: usize, held: &Expression, (first, last): (i16, i16)) -> Behind {
    if first == 0 || first.unsigned_abs() > 366 {
        return None;
    }
    let at = skip_blank(text, at);
    let from = strip(text, at, &["个的", "個的", "个", "個"]).unwrap_or(at);
    if first == last
        && let Some((length, ())) = calendar().week.longest(&text[from..])
        && let Some((weekday, end)) = word::weekday_at(text, from + length)
    {
        return Some((Expression::NthWeekday(Box::new(held.clone()), weekday, first), end));
    }
    // 第三个月 has the unit with 个, 首月 without.
    let (unit, end) = period::unit_at(text, at).or_else(|| Some((Unit::Month, strip(text, from, &["月"])?)))?;
    if first == last
        && first > 0
        && let Expression::Of(year, Part::Whole) = held
    {
        let part = match unit {
            Unit::Month if first <= 12 => Some(Part::Month(first as i8)),
            Unit::Quarter if first <= 4 => Some(Part::Quarter(first as i8)),
            _ => None,
        };
        if let Some(part) = part {
            return Some((Expression::Of(*year, part), end));
        }
    }
    let counted = !matches!(unit, Unit::Year | Unit::TradingDay);
    counted.then(|| (Expression::Nth { of: Box::new(held.clone()), first, last, unit }, end))
}
