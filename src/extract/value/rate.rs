//! Interest rates: 年利率3.2%, 票面利率为2.05%, 3.85%/年, LPR+50BP. A rate keeps its percentage as a mention of its own.

use super::quantity::{self, Counted};
use super::words::words;
use super::{mention, number, skip_blank};
use crate::extract::{Mention, Percent, PercentUnit, Value};

/// The rate that begins at a byte with the words that name it.
pub(super) fn read(text: &str, at: usize) -> Option<Mention> {
    if let Some(found) = spread(text, at) {
        return Some(found);
    }
    let mut from = words().rate.skip(text, at)?;
    if words().no_rate.ends(&text[..at]).is_some() {
        return None;
    }
    for _ in 0..3 {
        from = super::skip_word(&words().rate_filler, text, skip_blank(text, from));
    }
    let from = skip_blank(text, from);
    let found = spread(text, from).or_else(|| quantity::change(text, from)).or_else(|| quantity::read(text, from))?;
    let (Value::Percent(percent) | Value::Rate(percent)) = found.value else { return None };
    let rate = percent.unit == PercentUnit::Percent || percent.reference.is_some();
    let end = per_year(text, found.span.end as usize);
    let rule = if percent.reference.is_some() { "rate.spread" } else { "rate.named" };
    rate.then(|| mention(at, end, Value::Rate(percent), rule))
}

/// /年 behind a percentage, unless its 年 begins the name of the next rate (2.5%/年利率3%).
fn per_year(text: &str, at: usize) -> usize {
    if !text[at..].starts_with(['/', '每']) {
        return at;
    }
    let Some(word) = ["/年", "每年", "/a"].iter().find(|word| text[at..].starts_with(**word)) else { return at };
    let end = at + word.len();
    let names_the_next = word.ends_with('年') && words().rate.skip(text, end - '年'.len_utf8()).is_some();
    if names_the_next { at } else { end }
}

/// 3.85%/年: a percentage that says its year is a rate.
pub(super) fn yearly(text: &str, found: &Mention) -> Option<Mention> {
    let Value::Percent(percent) = &found.value else { return None };
    let end = per_year(text, found.span.end as usize);
    (end > found.span.end as usize && percent.unit == PercentUnit::Percent)
        .then(|| mention(found.span.start as usize, end, Value::Rate(percent.clone()), "rate.yearly"))
}

/// LPR+50BP, LPR减20个基点: the spread over a reference rate, signed, in its own unit.
fn spread(text: &str, at: usize) -> Option<Mention> {
    let end = words().reference_rate.skip(text, at)?;
    let name = text[at..end].to_owned();
    let sign = skip_blank(text, end);
    let from = words().spread.skip(text, sign)?;
    let below = text[sign..].starts_with(['-', '－', '减', '減', '下']);
    let number = number::read(text, skip_blank(text, from))?;
    let number = if below { number::Number { value: -number.value, ..number } } else { number };
    let head = quantity::Head { start: at, from: at, bound: None, currency: None };
    let part = quantity::part_of(text, &head, number)?;
    let Some(Counted::Percent(unit)) = part.counted else { return None };
    let quantity = quantity::quantity(&part.number, part.bound);
    let percent = Percent { quantity, unit, reference: Some(name) };
    Some(mention(at, part.end, Value::Rate(percent), "rate.spread"))
}
