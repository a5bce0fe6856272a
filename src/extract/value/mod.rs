//! Values: money, dates, durations, percents, shares, prices, rates and rounds, read by one scanner that stops where a
//! value can begin. Each module knows the shape of one kind; words stand in `dictionaries/{bounds,currencies}.tsv`.

pub mod calendar;

mod calendar_words;

mod date;

mod duration;

pub mod money;

pub mod number;

mod percent;

mod period;

mod share;

mod words;

use super::{Comparator, Mention, Value};
use crate::layout::Document;
use crate::span::Span;

/// Finds every value of a document, in text order. Values do not overlap within a kind; a rate may hold its percentage.
pub fn values(document: &Document<'_>, out: &mut Vec<Mention>) {
    let mut found = Vec::new();
    scan(document.text(), &mut found);
    out.append(&mut found);
}

/// Finds every value of a text.
pub fn scan(text: &str, out: &mut Vec<Mention>) {
    let mut next = 0;
    let mut rate_end = 0;
    for (at, c) in text.char_indices() {
        if at < next {
            continue;
        }
        if let Some(mention) = share::rate(text, at, c).filter(|_| at >= rate_end) {
            rate_end = mention.span.end as usize;
            out.push(mention);
        }
        let found = at_place(text, at, c);
        if let Some(mention) = found {
            next = mention.span.end as usize;
            let length = stretch(text, &mention);
            out.push(mention);
            out.extend(length);
        }
    }
    let mentions = std::mem::take(out);
    out.extend(money::join(text, mentions));
}

/// 未来三年 is a stretch of the calendar and a length: the length inside a stretch.
fn stretch(text: &str, mention: &Mention) -> Option<Mention> {
    let Value::Date(date) = &mention.value else { return None };
    if !matches!(date.expression, calendar::Expression::Stretch(..)) {
        return None;
    }
    let start = mention.span.start as usize;
    let places = mention.span.of(text).char_indices().skip(1).map(|(offset, _)| start + offset);
    places.filter_map(|at| duration::read(text, at)).find(|length| length.span.end == mention.span.end)
}

/// The value that begins at a place; a longer reading wins over a shorter one.
fn at_place(text: &str, at: usize, c: char) -> Option<Mention> {
    let mut best: Option<Mention> = None;
    let mut offer = |mention: Option<Mention>| {
        if let Some(mention) = mention
            && best.as_ref().is_none_or(|held| mention.span.len() > held.span.len())
        {
            best = Some(mention);
        }
    };
    if date::can_begin(c) {
        offer(date::read(text, at));
    }
    if number::can_begin(c) || words::can_bound(c) || words::can_be_currency(c) {
        offer(money::read(text, at));
        offer(share::read(text, at));
        offer(duration::read(text, at));
    }
    if share::can_be_round(c) {
        offer(share::round(text, at));
    }
    if c == '每' {
        offer(share::read(text, at));
    }
    if matches!(c, '对' | '對' | '半') {
        offer(percent::half(text, at));
    }
    best
}

/// A mention from byte offsets.
fn mention(start: usize, end: usize, value: Value, rule: &'static str) -> Mention {
    Mention { span: Span::new(start, end), value, rule }
}

/// Blanks between the parts of a value: at most one space, line breaks inside a torn line.
fn skip_blank(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let trimmed = rest.trim_start_matches(' ');
    if rest.len() - trimmed.len() <= 2 { text.len() - trimmed.len() } else { at }
}

/// The comparator of a bound word that is combined with one behind the number.
fn stronger(before: Option<Comparator>, behind: Option<Comparator>) -> Comparator {
    before.or(behind).unwrap_or(Comparator::Eq)
}
