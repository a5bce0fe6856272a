//! Stretches of time that are counted from a day the text does not name: 自公告披露之日起15个交易日后的3个月内, 自董事会审议通过之日起12个月内,
//! 15个交易日之后的6个月内. They are told as they stand and resolve to no day.

use super::super::calendar::Expression;
use super::super::{mention, number, period, skip_blank};
use super::{DateMention, count, strip};
use crate::extract::{Mention, Value};

/// What names the day: a notice, or a decision on the deal.
const DAYS: &[&str] = &["之", "公告", "预披露", "披露", "发布", "刊登", "审议通过", "审议", "通过", "本", "次", "该"];

/// What is made known or decided.
const THINGS: &[&str] =
    &["减持", "增持", "回购", "股份", "计划", "方案", "预案", "董事会", "股东大会", "股东会", "首次", "的", "上述"];

/// Words of which one must name the day.
const NAMED: &[&str] = &["公告", "披露", "通过"];

/// The most words before 日起.
const MOST: usize = 10;

/// Adds the stretches of a text, in place of the dates inside them.
pub(in crate::extract::value) fn notices(text: &str, out: &mut Vec<Mention>) {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, word) in text.match_indices("日起") {
        if let Some(start) = base(text, at)
            && let Some(end) = stretch(text, at + word.len(), false)
        {
            found.push((start, end));
        }
    }
    for (at, _) in text.match_indices("个交易日") {
        let head = text[..at].trim_end_matches(' ');
        let start = head.trim_end_matches(|c: char| c.is_ascii_digit() || c == '十' || number::digit(c).is_some());
        let inside = found.iter().any(|(from, to)| *from <= start.len() && start.len() < *to);
        if start.len() < head.len()
            && !inside
            && let Some(end) = stretch(text, start.len(), true)
        {
            found.push((start.len(), end));
        }
    }
    if found.is_empty() {
        return;
    }
    out.retain(|mention| {
        let (start, end) = (mention.span.start as usize, mention.span.end as usize);
        !(matches!(mention.value, Value::Date(_)) && found.iter().any(|(from, to)| *from <= start && end <= *to))
    });
    for (start, end) in found {
        let date = Value::Date(DateMention::unresolved(Expression::Vague));
        let new = mention(start, end, date, "date.from_notice");
        let place = out.partition_point(|other| other.span.start < new.span.start);
        out.insert(place, new);
    }
}

/// Where the words for the day before 日起 begin; `None` if they name no notice and no decision.
fn base(text: &str, at: usize) -> Option<usize> {
    let mut head = &text[..at];
    let mut near = None;
    for _ in 0..MOST {
        let day = DAYS.iter().find_map(|word| head.strip_suffix(word));
        let thing = || THINGS.iter().find_map(|word| head.strip_suffix(word));
        let rest = match day {
            Some(rest) => rest,
            None => {
                // 计划公告日起: without 自 the words before the notice may be the verb's.
                near = near.or(Some(head.len()));
                let Some(rest) = thing() else { break };
                rest
            }
        };
        head = rest;
    }
    let told = |start: usize| NAMED.iter().any(|word| text[start..at].contains(word));
    let opened = head.strip_suffix('自').or_else(|| head.strip_suffix('从'));
    let start = opened.map_or(near.unwrap_or(head.len()), str::len);
    told(start).then_some(start)
}

/// The end of 15个交易日后的3个月内, of 12个月内 where no days to wait are asked for.
fn stretch(text: &str, from: usize, waits: bool) -> Option<usize> {
    let mut at = skip_blank(text, from);
    let wait = count(text, at).and_then(|number| {
        let rest = strip(text, skip_blank(text, number.end), &["个交易日", "交易日"])?;
        strip(text, rest, &["之后", "以后", "后"])
    });
    if waits && wait.is_none() {
        return None;
    }
    at = wait.unwrap_or(at);
    at = strip(text, at, &["起至", "的", "至", "起"]).unwrap_or(at);
    at = strip(text, at, &["未来"]).unwrap_or(at);
    let number = count(text, skip_blank(text, at))?;
    let (_, end) = period::unit_at(text, number.end)?;
    strip(text, end, &["之内", "以内", "内"])
}
