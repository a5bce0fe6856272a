//! Dates resolve against the article's day: given, stated, or inferred from the dates the text itself names. Words that
//! count from another date (次日, 同年) take the one named before, never across a gap. Nothing reads the clock.

use crate::extract::value::calendar::{Base, Expression, Part, Year, resolve as read};
use crate::extract::{Mention, Value};
use crate::layout::{Document, Published, PublishedSource};
use jiff::civil::Date;

/// Words near a date that make it a target, a plan or a title, not a time base.
const FORWARD: &[&str] = &[
    "到",
    "至",
    "预计",
    "将于",
    "拟于",
    "力争",
    "计划于",
    "目标",
    "规划",
    "于次",
    "截止",
    "到期",
    "不晚于",
    "最晚",
    "有望",
    "预期",
];

/// Resolves every date of a document; infers the day of publication where none is known.
pub fn resolve(document: &mut Document<'_>, mentions: &mut [Mention]) {
    if document.published.source == PublishedSource::Unknown
        && let Some(day) = infer(document, mentions)
    {
        document.published = Published { start: Some(day), end: None, source: PublishedSource::Inferred };
    }
    let published = document.published.start;
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
        let forward = looks_forward(document.text(), mention.span.start as usize);
        *date = read(&date.expression, &Base { published, named, forward });
        if let (Some(start), Some(end)) = (date.start, date.end) {
            named = Some((start, end));
        }
    }
}

/// The words right before a date look forward: 将于8月22日.
fn looks_forward(text: &str, at: usize) -> bool {
    let head: String = text[..at].chars().rev().take(5).collect::<Vec<_>>().into_iter().rev().collect();
    ["将于", "拟于", "定于", "预计", "将在", "拟在", "计划于", "计划在", "不晚于", "原定"]
        .iter()
        .any(|word| head.ends_with(word))
}

/// The latest day that the text tells of as past: the year it speaks in most (今年 words beside numbered years), then the
/// latest month and day without a year that fits.
fn infer(document: &Document<'_>, mentions: &[Mention]) -> Option<Date> {
    let text = document.text();
    let mut latest: Option<Date> = None;
    let mut current: Option<i16> = None;
    let mut loose: Vec<(i8, Option<i8>)> = Vec::new();
    for mention in mentions {
        let Value::Date(date) = &mention.value else { continue };
        let (start, end) = (mention.span.start as usize, mention.span.end as usize);
        if is_target(text, start, end) {
            continue;
        }
        match &date.expression {
            Expression::Of(Year::Number(year), part) => {
                let day = match part {
                    Part::Day(month, day) => Date::new(*year, *month, *day).ok(),
                    Part::Month(month) | Part::Third(month, _) => Date::new(*year, *month, 1).ok(),
                    Part::End => Date::new(*year, 12, 1).ok(),
                    Part::Whole
                    | Part::Start
                    | Part::Half(_)
                    | Part::Quarter(_)
                    | Part::Quarters(_)
                    | Part::Months(..) => Date::new(*year, 1, 1).ok(),
                    Part::Holiday(_) => None,
                };
                latest = latest.max(day);
                // 2025年伊始 and 2025年开年 speak of the present.
                if text[..end].ends_with("伊始")
                    || text[end..].starts_with("以来")
                    || text[end..].starts_with("春节以来")
                {
                    current = current.max(Some(*year));
                }
            }
            // 2025年春节以来 speaks of the present.
            Expression::Range(from, None) => {
                if let Expression::Of(Year::Number(year), Part::Holiday(_)) = **from {
                    (latest, current) = (latest.max(Date::new(year, 1, 1).ok()), current.max(Some(year)));
                }
            }
            Expression::Of(Year::Unsaid | Year::Relative(0), Part::Day(month, day)) => loose.push((*month, Some(*day))),
            Expression::Of(Year::Unsaid | Year::Relative(0), Part::Month(month) | Part::Third(month, _)) => {
                loose.push((*month, None))
            }
            _ => {}
        }
    }
    let latest = latest?;
    let speaks_of_present = mentions.iter().any(|mention| {
        matches!(&mention.value, Value::Date(date) if matches!(date.expression, Expression::Of(Year::Relative(0), _)))
    });
    let mut year = current.unwrap_or(latest.year()).max(latest.year());
    let days: Vec<Date> =
        loose.iter().filter_map(|(month, day)| Date::new(year, *month, day.unwrap_or(1)).ok()).collect();
    // 截至2024年末 … 今年2月: the present is the year behind the latest full year end.
    let newest = days.iter().max().copied();
    if current.is_none() && latest.month() >= 10 && speaks_of_present {
        let next = loose.iter().filter(|(month, _)| *month < latest.month()).max();
        if let Some((month, day)) = next {
            year += 1;
            return Date::new(year, *month, day.unwrap_or(1)).ok();
        }
    }
    match newest {
        Some(newest) if newest >= latest => Some(newest),
        // A bare year is no more than a floor: a month of it says more.
        Some(newest) if latest.month() == 1 && latest.day() == 1 => Some(newest),
        _ => Some(latest),
    }
}

/// 到2027年, 预计2025年, 规划(2024—2026年), 《2025年…报告》: no evidence of the present.
fn is_target(text: &str, start: usize, end: usize) -> bool {
    let head: String = text[..start].chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect();
    if FORWARD.iter().any(|word| head.ends_with(word)) || head.ends_with('(') && text[end..].starts_with(')') {
        return true;
    }
    let before = &text[..start];
    let open = before.rfind('《');
    open.is_some_and(|open| before.rfind('》').is_none_or(|close| close < open))
}
