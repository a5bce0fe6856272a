//! Parts of a year and of a month: 一季度, 6月, 6月30日, 前5个月, 上旬, 年末.

use super::super::calendar::{Expression, Part, Year};
use super::super::words::{calendar, words};
use super::super::{number, skip_blank};
use super::count::{Count, count};

/// A year with the part of it that follows.
pub(super) fn with_part(text: &str, at: usize, year: Year) -> (Expression, usize) {
    match part(text, at) {
        Some((part, end)) => (Expression::Of(year, part), end),
        None => (Expression::Of(year, Part::Whole), at),
    }
}

/// The part of a year that begins at a byte, with 的 before it or not.
pub(super) fn part(text: &str, at: usize) -> Option<(Part, usize)> {
    let at = skip_blank(text, at);
    let from = text[at..].strip_prefix('的').map_or(at, |tail| skip_blank(text, text.len() - tail.len()));
    if let Some((length, part)) = calendar().part.longest(&text[from..]) {
        let end = from + length;
        if is_part(text, from, end) && (from == at || end - from > 3) {
            return Some((*part, end));
        }
    }
    if text[from..].starts_with('第') {
        return quarter(text, from);
    }
    if let Some(first) = count(text, from) {
        return numbered(text, from, first);
    }
    first_months(text, from)
}

/// A word of one character must not begin another word: 初|步, 报|告.
fn is_part(text: &str, at: usize, end: usize) -> bool {
    let (word, tail) = (&text[at..end], &text[end..]);
    if word.is_ascii() {
        return !tail.starts_with(|c: char| c.is_ascii_alphanumeric());
    }
    if word == "中" {
        return !tail.starts_with(char::is_alphanumeric) || tail.starts_with(['前', '以']);
    }
    let single = end - at == word.chars().next().map_or(0, char::len_utf8);
    !(single && calendar().goes_on.begins(&text[at..]))
}

/// 6月, 1-6月, 2季度 behind a year.
fn numbered(text: &str, at: usize, first: Count) -> Option<(Part, usize)> {
    if let Some(found) = months(text, first) {
        return Some(found);
    }
    let next = skip_blank(text, first.end);
    if text[next..].starts_with('月') {
        return month(text, next, first.within(1, 12)?);
    }
    quarter(text, at)
}

/// 2季度, 第2季度, 第三财季, 4季, 一至三季度, 第二、第三季度.
pub(super) fn quarter(text: &str, at: usize) -> Option<(Part, usize)> {
    let from = text[at..].strip_prefix('第').map_or(at, |tail| text.len() - tail.len());
    let first = count(text, from)?;
    let low = first.within(1, 4).filter(|_| !text[from..].starts_with(['两', '兩']))?;
    if let Some(end) = quarter_unit(text, first.end, from > at, text[..at].ends_with(['年', '的'])) {
        return Some((Part::Quarter(low), end));
    }
    let joined = calendar().and.skip(text, first.end).or_else(|| words().link.skip(text, first.end))?;
    let joined = text[joined..].strip_prefix('第').map_or(joined, |tail| text.len() - tail.len());
    let second = count(text, joined)?;
    let high = second.within(2, 4).filter(|high| low < *high)?;
    let end = quarter_unit(text, second.end, from > at, false)?;
    Some((if low == 1 { Part::Quarters(high) } else { Part::Months(3 * low - 2, 3 * high) }, end))
}

/// 季度, 财季, and 季 behind a year; 第二个季度 has 个, 两个季度 is a length.
fn quarter_unit(text: &str, at: usize, placed: bool, year: bool) -> Option<usize> {
    let tail = &text[at..];
    let tail = tail.strip_prefix(['个', '個']).filter(|_| placed).unwrap_or(tail);
    let fiscal = ["财政", "财", "財政", "財"].iter().find_map(|word| tail.strip_prefix(word));
    let tail = fiscal.unwrap_or(tail).strip_prefix('季')?;
    let behind = tail.strip_prefix('度').unwrap_or(tail);
    // 4季 and 第二季 alone are seasons.
    let named = behind.len() < tail.len() || year || fiscal.is_some();
    let end = text.len() - behind.len();
    (named && !calendar().goes_on.begins(&text[end - '季'.len_utf8()..])).then_some(end)
}

/// 1-6月, 1至9月份, 6、7、8月.
pub(super) fn months(text: &str, first: Count) -> Option<(Part, usize)> {
    // 三四月, 八九月份
    let pair =
        i8::try_from(first.value).ok().filter(|_| first.row && first.width == 2).map(|both| (both / 10, both % 10));
    if let Some((low, high)) = pair.filter(|(low, high)| low + 1 == *high && *low > 0) {
        let tail = text[first.end..].strip_prefix('月')?;
        let tail = tail.strip_prefix('份').unwrap_or(tail);
        return Some((Part::Months(low, high), text.len() - tail.len()));
    }
    let low = first.within(1, 12)?;
    let from = skip_blank(text, first.end);
    let (high, end) = if let Some((length, ())) = words().link.longest(&text[from..]) {
        let second = count(text, skip_blank(text, from + length))?;
        (second.within(1, 12)?, second.end)
    } else {
        // At most twelve months in a list, one behind the other.
        let (mut high, mut end) = (low, first.end);
        for _ in 0..12 {
            let Some((length, ())) = calendar().and.longest(&text[end..]) else { break };
            let Some(next) = count(text, end + length).filter(|next| next.value == i32::from(high) + 1) else { break };
            (high, end) = (next.within(1, 12)?, next.end);
        }
        (high, end)
    };
    let next = skip_blank(text, end);
    let tail = text[next..].strip_prefix('月').filter(|_| !is_age_or_term(text, next))?;
    let tail = tail.strip_prefix('份').unwrap_or(tail);
    let day = count(tail, 0).is_some_and(|day| tail[day.end..].starts_with(['日', '号', '號']));
    (low < high && !day).then(|| (Part::Months(low, high), text.len() - tail.len()))
}

/// 月 and what follows it: a day, a part of the month, 份.
pub(super) fn month(text: &str, at: usize, month: i8) -> Option<(Part, usize)> {
    let calendar = calendar();
    if is_age_or_term(text, at) {
        return None;
    }
    let end = at + '月'.len_utf8();
    if text[end..].starts_with('份') {
        return Some((Part::Month(month), end + '份'.len_utf8()));
    }
    // 三月初一 is a day of the moon.
    if text[end..].strip_prefix('初').is_some_and(|tail| tail.starts_with(|c| number::digit(c).is_some() || c == '十'))
    {
        return None;
    }
    if let Some((length, piece)) =
        calendar.piece.longest(&text[end..]).filter(|(length, _)| is_part(text, end, end + length))
    {
        return Some((Part::Third(month, *piece), end + length));
    }
    let from = skip_blank(text, end);
    if let Some(day) = count(text, from)
        && let Some(value) = day.within(1, 31)
    {
        let next = skip_blank(text, day.end);
        if text[next..].starts_with(['日', '号', '號']) {
            return Some((Part::Day(month, value), next + '日'.len_utf8()));
        }
        // 八月十五: a day without 日 is read only in numerals that no counted thing follows.
        let alone = text[next..].chars().next().is_none_or(|c| "，。、是；\n ".contains(c));
        if !day.arabic && value >= 10 && alone {
            return Some((Part::Day(month, value), day.end));
        }
    }
    Some((Part::Month(month), end))
}

/// 6月龄 and 3月期 are lengths, 3月期间 and 7月期货 are not.
fn is_age_or_term(text: &str, at: usize) -> bool {
    calendar().goes_on.skip(text, at).is_some_and(|end| !text[end..].starts_with(['间', '货', '權', '权']))
}

/// 前5个月, 前5月: the first months of a year.
pub(super) fn first_months(text: &str, at: usize) -> Option<(Part, usize)> {
    let from = ["前", "头", "首"].iter().find_map(|word| text[at..].strip_prefix(word))?;
    let from = text.len() - from.len();
    let found = count(text, skip_blank(text, from))?;
    let tail = &text[skip_blank(text, found.end)..];
    let behind = ["个月", "個月", "月"].iter().find_map(|unit| tail.strip_prefix(unit))?;
    let last = found.within(2, 11)?;
    let day = behind.starts_with(|c: char| c.is_ascii_digit() || number::digit(c).is_some());
    (!day).then(|| (Part::Months(1, last), text.len() - behind.len()))
}
