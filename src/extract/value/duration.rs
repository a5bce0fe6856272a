//! Lengths of time: 两年, 36个月, 一年半, 8天20小时, 不超过12个月, 二至三年, as ISO 8601.

use super::number;
use super::share::{TO, joined, more};
use super::{mention, skip_blank, stronger, words};
use crate::extract::{Comparator, Duration, Mention, Value};
use rust_decimal::Decimal;
use std::fmt::Write;

/// A unit of time: its place in an ISO 8601 duration and how many of that place it is.
struct Unit {
    word: &'static str,
    place: usize,
    factor: u32,
}

const fn unit_of(word: &'static str, place: usize, factor: u32) -> Unit {
    Unit { word, place, factor }
}

/// Places of an ISO 8601 duration, in order: years, months, weeks, days, hours, minutes, seconds.
const LETTERS: [char; 7] = ['Y', 'M', 'W', 'D', 'H', 'M', 'S'];

/// Half of a place, in the next smaller one that is whole: half a year is six months, half a month fifteen days.
const HALVES: [(usize, u32); 7] = [(1, 6), (3, 15), (4, 84), (4, 12), (5, 30), (6, 30), (6, 0)];

/// Longer words first.
const UNITS: &[Unit] = &[
    unit_of("个交易日", 3, 1),
    unit_of("个工作日", 3, 1),
    unit_of("个自然日", 3, 1),
    unit_of("交易日", 3, 1),
    unit_of("工作日", 3, 1),
    unit_of("个季度", 1, 3),
    unit_of("个星期", 2, 1),
    unit_of("個星期", 2, 1),
    unit_of("个礼拜", 2, 1),
    unit_of("星期", 2, 1),
    unit_of("个小时", 4, 1),
    unit_of("個小時", 4, 1),
    unit_of("小时", 4, 1),
    unit_of("小時", 4, 1),
    unit_of("个钟头", 4, 1),
    unit_of("分钟", 5, 1),
    unit_of("分鐘", 5, 1),
    unit_of("个月", 1, 1),
    unit_of("個月", 1, 1),
    unit_of("周年", 0, 1),
    unit_of("秒钟", 6, 1),
    unit_of("个年头", 0, 1),
    unit_of("整年", 0, 1),
    unit_of("秒", 6, 1),
    unit_of("天", 3, 1),
    unit_of("周", 2, 1),
    unit_of("週", 2, 1),
    unit_of("年", 0, 1),
];

type Length = [Decimal; 7];

/// Reads the duration that begins at a byte.
pub(super) fn read(text: &str, at: usize) -> Option<Mention> {
    let mut from = at;
    let mut bound = None;
    for _ in 0..4 {
        let Some((length, comparator)) = words::before(&text[from..]) else { break };
        from = skip_blank(text, from + length);
        bound = Some(comparator);
    }
    if let Some(found) = half(text, at, from, bound) {
        return Some(found);
    }
    let lead = text[from..].chars().next()?;
    if !number::can_begin(lead) || matches!(lead, '-' | '−' | '负') || joined(text, from) {
        return None;
    }
    let mut length = Length::default();
    let mut end = from;
    let mut last: Option<usize> = None;
    // At most one term per place.
    for _ in 0..LETTERS.len() {
        let begin = last.map_or(end, |_| link(text, end));
        let Some(term) = term(text, begin, last) else { break };
        let (place, amount, next, over) = term;
        if length[place] != Decimal::ZERO {
            break;
        }
        length[place] = amount;
        (end, last) = (next.0, Some(place));
        if let Some((smaller, rest)) = next.1 {
            length[smaller] += rest;
            break;
        }
        if over {
            bound = bound.or(Some(Comparator::Gt));
        }
    }
    let Some(place) = last else { return range(text, at, from) };
    // 一年多三个月 counts exactly.
    if length.iter().filter(|amount| !amount.is_zero()).count() > 1 && bound == Some(Comparator::Gt) {
        bound = None;
    }
    if let Some((end, high)) = high_end(text, end, place) {
        let iso = format!("{}/{}", iso(&length), iso(&high));
        return Some(mention(
            at,
            end,
            Value::Duration(Duration { iso, comparator: Comparator::Between }),
            "range of durations",
        ));
    }
    close(text, at, end, &length, bound)
}

/// 又, 零, 余 between terms.
fn link(text: &str, at: usize) -> usize {
    let next = skip_blank(text, at);
    ["又", "零", "余", "多"].iter().find(|word| text[next..].starts_with(**word)).map_or(next, |word| next + word.len())
}

/// One number with its unit: place, amount, (byte behind, half of it), and whether 余 stands inside.
type Term = (usize, Decimal, (usize, Option<(usize, Decimal)>), bool);

fn term(text: &str, at: usize, last: Option<usize>) -> Option<Term> {
    let number = number::read(text, at).filter(|number| !number.value.is_sign_negative())?;
    let (over, end) = more(text, number.end, None);
    let at = skip_blank(text, end);
    let rest = &text[at..];
    // 一个半月, 两个半小时
    if let Some(tail) = rest.strip_prefix("个半") {
        let unit =
            UNITS.iter().find(|unit| tail.starts_with(unit.word) || (unit.word == "个月" && tail.starts_with('月')))?;
        let word = if tail.starts_with('月') { "月" } else { unit.word };
        let (smaller, half) = HALVES[unit.place];
        return Some((
            unit.place,
            number.value,
            (text.len() - tail.len() + word.len(), Some((smaller, Decimal::from(half)))),
            false,
        ));
    }
    // 20时 is a length only behind days.
    if last == Some(3) && rest.starts_with('时') {
        return Some((4, number.value, (at + '时'.len_utf8(), None), false));
    }
    let unit = UNITS.iter().find(|unit| rest.starts_with(unit.word))?;
    let end = at + unit.word.len();
    let tail = &text[end..];
    let single = unit.word.chars().count() == 1;
    if unit.place == 0 && unit.word == "年" {
        let years = number.value < Decimal::from(101) && (!number.scaled || number.chinese);
        let date = tail.starts_with(|c: char| c.is_ascii_digit())
            || tail.starts_with(['初', '度', '末', '底', '代', '级', '報', '报', '会', '货', '糕', '上', '下'])
            || tail.starts_with("前三季");
        let month = tail.starts_with(|c: char| number::digit(c).is_some() || c == '十')
            && number::read(text, end).is_some_and(|next| text[next.end..].starts_with('月'));
        if !years || date || month || number.value.is_zero() || text[..at].ends_with('〇') {
            return None;
        }
    }
    // 三周岁, 一天然气, 第二天, 两周刊: the unit begins another word.
    if single
        && match unit.word {
            "周" => tail.starts_with([
                '岁', '刊', '报', '边', '末', '一', '二', '三', '四', '五', '六', '日', '转', '期', '大',
            ]),
            "天" => tail.starts_with(['然', '津', '使', '文', '空', '猫', '地', '下']),
            "秒" => tail.starts_with(['杀', '拍']),
            _ => false,
        }
    {
        return None;
    }
    let amount = number.value.checked_mul(Decimal::from(unit.factor))?;
    if let Some(tail) =
        tail.strip_prefix('半').filter(|tail| unit.place < 6 && !tail.starts_with(['径', '导', '数', '场', '成']))
    {
        let (smaller, half) = HALVES[unit.place];
        return Some((unit.place, amount, (text.len() - tail.len(), Some((smaller, Decimal::from(half)))), false));
    }
    Some((unit.place, amount, (end, None), over == Some(Comparator::Gt)))
}

/// 半年, 半个月, 半小时.
fn half(text: &str, start: usize, at: usize, bound: Option<Comparator>) -> Option<Mention> {
    let rest = text[at..].strip_prefix('半')?;
    const WORDS: &[(&str, usize)] = &[("年", 0), ("个月", 1), ("個月", 1), ("个小时", 4), ("个钟头", 4), ("小时", 4)];
    let (word, place) = WORDS.iter().find(|(word, _)| rest.starts_with(word))?;
    let end = text.len() - rest.len() + word.len();
    // 上半年, 半年度 and 半年报 are dates and papers.
    if text[..at].ends_with(['上', '下', '前', '后', '大', '多', '小'])
        || text[end..].starts_with(['度', '报', '線', '线'])
        || text[..at].ends_with(|c: char| c == '年' || number::digit(c).is_some())
    {
        return None;
    }
    let (smaller, amount) = HALVES[*place];
    let mut length = Length::default();
    length[smaller] = Decimal::from(amount);
    close(text, start, end, &length, bound)
}

/// 2至3年, 两到三年, 二、三年: the unit is shared.
fn range(text: &str, start: usize, at: usize) -> Option<Mention> {
    let low = number::read(text, at).filter(|low| !low.value.is_sign_negative())?;
    let link = TO.iter().chain(["、"].iter()).find(|word| text[low.end..].starts_with(**word))?;
    let (place, high, (end, half), _) = term(text, low.end + link.len(), None)?;
    if low.value >= high || half.is_some() || (*link == "、" && high - low.value != Decimal::ONE) {
        return None;
    }
    let (mut first, mut second) = (Length::default(), Length::default());
    (first[place], second[place]) = (low.value, high);
    let iso = format!("{}/{}", iso(&first), iso(&second));
    Some(mention(start, end, Value::Duration(Duration { iso, comparator: Comparator::Between }), "range of durations"))
}

/// 2年至3年: the second end with its own unit.
fn high_end(text: &str, at: usize, place: usize) -> Option<(usize, Length)> {
    let link = TO.iter().find(|word| text[at..].starts_with(**word))?;
    let (unit, amount, (end, _), _) = term(text, at + link.len(), None).filter(|(unit, ..)| *unit == place)?;
    let mut length = Length::default();
    length[unit] = amount;
    Some((end, length))
}

fn close(text: &str, start: usize, end: usize, length: &Length, bound: Option<Comparator>) -> Option<Mention> {
    let (mut end, mut bound) = (end, bound);
    if let Some((behind, comparator)) = words::behind(&text[end..]).filter(|_| !text[end..].starts_with(['起', '级']))
    {
        bound = Some(stronger(bound, Some(comparator)));
        end += behind;
    }
    let comparator = bound.unwrap_or(Comparator::Eq);
    Some(mention(start, end, Value::Duration(Duration { iso: iso(length), comparator }), "duration"))
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
