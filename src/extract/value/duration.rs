//! Lengths of time: 两年, 36个月, 一年半, 8天20小时, 不超过12个月, 二至三年, as ISO 8601.

use super::number::{self, Number};
use super::quantity::{Head, behind, over};
use super::words::{Unit, words};
use super::{mention, skip_blank};
use crate::extract::{Comparator, Duration, Mention, Value};
use rust_decimal::Decimal;
use std::fmt::Write;

/// Places of an ISO 8601 duration, in order: years, months, weeks, days, hours, minutes, seconds.
const LETTERS: [char; 7] = ['Y', 'M', 'W', 'D', 'H', 'M', 'S'];

/// Half of a place, in the next smaller one that is whole: half a year is six months, half a month fifteen days.
const HALVES: [(usize, u32); 7] = [(1, 6), (3, 15), (4, 84), (4, 12), (5, 30), (6, 30), (6, 0)];

type Length = [Decimal; 7];

/// Reads the duration whose first number is read.
pub(super) fn read(text: &str, head: &Head, first: &Number) -> Option<Mention> {
    if first.value.is_sign_negative() || first.fuzzy || first.alone || text[..head.from].ends_with('第') {
        return None;
    }
    let Some(term) = term(text, head.from, Some(*first), None) else { return range(text, head, first) };
    let mut length = Length::default();
    let (mut bound, mut end, mut last) = (head.bound, term.end, term.place);
    length[term.place] = term.amount;
    let mut smaller = term.half;
    if term.over {
        bound = bound.or(Some(Comparator::Gt));
    }
    // At most one term per place.
    for _ in 1..LETTERS.len() {
        if smaller.is_some() {
            break;
        }
        let begin = link(text, end);
        let Some(next) = self::term(text, begin, None, Some(last)) else { break };
        // 两天又一个月 runs up only where 又 joins.
        let joined = text[end..begin].ends_with('又');
        if (next.place <= last && !joined) || !length[next.place].is_zero() {
            break;
        }
        length[next.place] = next.amount;
        (end, last, smaller) = (next.end, next.place, next.half);
        // 一年多三个月 counts exactly.
        bound = head.bound;
    }
    if let Some((place, half)) = smaller {
        length[place] += half;
    }
    if let Some((end, high)) = high_end(text, end) {
        let iso = format!("{}/{}", iso(&length), iso(&high));
        let value = Value::Duration(Duration { iso, comparator: Comparator::Between });
        return Some(mention(head.start, end, value, "duration.range"));
    }
    if let Some(high) = first.high {
        let mut second = Length::default();
        second[term.place] = high.checked_mul(Decimal::from(term.factor))?;
        let iso = format!("{}/{}", iso(&length), iso(&second));
        let value = Value::Duration(Duration { iso, comparator: Comparator::Between });
        return Some(mention(head.start, end, value, "duration.range"));
    }
    let rule = if last != term.place || smaller.is_some() { "duration.terms" } else { "duration.plain" };
    close(text, head.start, end, &length, bound, rule)
}

/// 又, 零, 余 between terms.
fn link(text: &str, at: usize) -> usize {
    let next = skip_blank(text, at);
    ["又", "零", "余", "多"].iter().find(|word| text[next..].starts_with(**word)).map_or(next, |word| next + word.len())
}

/// One number with its unit.
struct Term {
    place: usize,
    factor: u32,
    amount: Decimal,
    end: usize,
    /// 半 behind the unit: a place and how much of it.
    half: Option<(usize, Decimal)>,
    /// 余 stands inside.
    over: bool,
}

fn term(text: &str, at: usize, read: Option<Number>, last: Option<usize>) -> Option<Term> {
    let number = match read {
        Some(number) => number,
        None => number::read(text, at).filter(|number| !number.value.is_sign_negative() && !number.fuzzy)?,
    };
    let (over, end) = over(text, number.end).map_or((false, number.end), |(bound, end)| (bound == Comparator::Gt, end));
    let from = skip_blank(text, end);
    let rest = &text[from..];
    // 两个多月
    if text[number.end..end].ends_with('多') && end - number.end > 3 && rest.starts_with('月') {
        let end = from + '月'.len_utf8();
        return Some(Term { place: 1, factor: 1, amount: number.value, end, half: None, over: true });
    }
    // 一个半月, 两个半小时
    if let Some(tail) = rest.strip_prefix("个半").or_else(|| rest.strip_prefix("個半")) {
        let (length, place) = match words().unit.longest(tail) {
            Some((length, Unit::Time(place, 1))) if *place != 0 => (length, *place),
            _ if tail.starts_with('月') => ('月'.len_utf8(), 1),
            _ => return None,
        };
        let (smaller, half) = HALVES[place];
        let end = text.len() - tail.len() + length;
        return Some(Term {
            place,
            factor: 1,
            amount: number.value,
            end,
            half: Some((smaller, Decimal::from(half))),
            over: false,
        });
    }
    // 20时 is a length only behind days.
    if last == Some(3) && rest.starts_with(['时', '時']) {
        return Some(Term {
            place: 4,
            factor: 1,
            amount: number.value,
            end: from + '时'.len_utf8(),
            half: None,
            over: false,
        });
    }
    let (length, Unit::Time(place, factor)) = words().unit.longest(rest)? else { return None };
    let (place, factor) = (*place, *factor);
    let end = from + length;
    let tail = &text[end..];
    // 三周岁, 一天然气, 两周刊, 24年度: the unit begins another word.
    if words().no_time.begins(rest) {
        return None;
    }
    if place == 0 && rest.starts_with('年') {
        let years = number.value < Decimal::from(101) && (!number.scaled || number.chinese);
        // 24年6月 is a date, 2年6个月 a length.
        let date = tail.starts_with(|c: char| c.is_ascii_digit())
            && number::read(text, end).is_none_or(|next| !text[skip_blank(text, next.end)..].starts_with(['个', '個']));
        let month = tail.starts_with(|c: char| number::digit(c).is_some() || c == '十')
            && number::read(text, end).is_some_and(|next| text[next.end..].starts_with('月'));
        if !years || date || month || number.value.is_zero() || text[..from].ends_with('〇') {
            return None;
        }
    }
    let amount = number.value.checked_mul(Decimal::from(factor))?;
    let half =
        tail.strip_prefix('半').filter(|tail| place < 6 && !tail.starts_with(['径', '导', '数', '场', '成', '年']));
    if let Some(tail) = half {
        let (smaller, half) = HALVES[place];
        return Some(Term {
            place,
            factor,
            amount,
            end: text.len() - tail.len(),
            half: Some((smaller, Decimal::from(half))),
            over: false,
        });
    }
    Some(Term { place, factor, amount, end, half: None, over })
}

/// 半年, 半个月, 半小时.
pub(super) fn half(text: &str, head: &Head) -> Option<Mention> {
    let (length, Unit::Time(place, factor)) = words().half.longest(&text[head.from..])? else { return None };
    let end = head.from + length;
    // 上半年, 半年度 and 半年报 are dates and papers.
    let before = &text[..head.from];
    let part = before.ends_with(|c: char| "上下前后後大多小年".contains(c) || number::digit(c).is_some());
    if part || text[end..].starts_with(['度', '报', '報', '線', '线', '末']) {
        return None;
    }
    let mut length = Length::default();
    length[*place] = Decimal::from(*factor);
    close(text, head.start, end, &length, head.bound, "duration.half")
}

/// 2至3年, 两到三年, 二、三年: the unit is shared.
fn range(text: &str, head: &Head, low: &Number) -> Option<Mention> {
    let rest = &text[low.end..];
    let (from, listed) = match rest.strip_prefix('、') {
        Some(tail) => (text.len() - tail.len(), true),
        None => (words().link.skip(text, skip_blank(text, low.end))?, false),
    };
    let from = skip_blank(text, from);
    if !text[from..].starts_with(|c: char| c.is_ascii_digit() || number::digit(c).is_some() || c == '十') {
        return None;
    }
    let high = term(text, from, None, None)?;
    let low = low.value.checked_mul(Decimal::from(high.factor))?;
    if low >= high.amount || high.half.is_some() || (listed && high.amount - low != Decimal::ONE) {
        return None;
    }
    let (mut first, mut second) = (Length::default(), Length::default());
    (first[high.place], second[high.place]) = (low, high.amount);
    let iso = format!("{}/{}", iso(&first), iso(&second));
    let value = Value::Duration(Duration { iso, comparator: Comparator::Between });
    Some(mention(head.start, high.end, value, "duration.shared_unit"))
}

/// 2年至3年, 6个月至1年: the second end with its own unit; 不少于6个月且不超过12个月.
fn high_end(text: &str, at: usize) -> Option<(usize, Length)> {
    // 2年期至30年期.
    let at = if text[at..].starts_with('期') { at + '期'.len_utf8() } else { at };
    let from = skip_blank(text, words().link.skip(text, skip_blank(text, at))?);
    let high = term(text, from, None, None)?;
    let mut length = Length::default();
    length[high.place] = high.amount;
    if let Some((place, half)) = high.half {
        length[place] += half;
    }
    Some((high.end, length))
}

fn close(
    text: &str,
    start: usize,
    end: usize,
    length: &Length,
    bound: Option<Comparator>,
    rule: &'static str,
) -> Option<Mention> {
    let (mut end, mut bound) = (super::skip_inclusive(text, end), bound);
    // 三年期: the words of a term.
    if let Some(tail) = text[end..]
        .strip_prefix('期')
        .filter(|tail| !tail.starts_with(['间', '限', '末', '初', '货', '权', '待', '望', '刊', '盼']))
    {
        end = text.len() - tail.len();
    }
    let late = || {
        let (length, comparator) = words().behind_time.longest(&text[end..])?;
        (!words().no_behind.begins(&text[end..])).then_some((*comparator, end + length))
    };
    if let Some((comparator, next)) = behind(text, end).or_else(late) {
        bound = bound.or(Some(comparator));
        end = super::skip_inclusive(text, next);
    }
    let comparator = bound.unwrap_or(Comparator::Eq);
    Some(mention(start, end, Value::Duration(Duration { iso: iso(length), comparator }), rule))
}

/// ISO 8601 of a length; time places stand behind T.
fn iso(length: &Length) -> String {
    let mut out = String::from("P");
    for (place, amount) in length.iter().enumerate() {
        if place == 4 && length[4..].iter().any(|amount| !amount.is_zero()) {
            out.push('T');
        }
        if !amount.is_zero() {
            // Writing to a String cannot fail.
            let _ = write!(out, "{}{}", amount.normalize(), LETTERS[place]);
        }
    }
    out
}
