//! Dates that begin with a number.

use super::super::calendar::{Expression, Part, Year};
use super::super::words::{calendar, words};
use super::super::{number, skip_blank};
use super::part::{self, with_part};
use super::{Count, Found, Place, count, strip};
use jiff::civil::Date;

/// What stands behind a number and can make a date of it. One bit each; a rule tells which it needs.
pub(super) mod behind {
    /// 年.
    pub(crate) const YEAR: u16 = 1;
    /// 月.
    pub(crate) const MONTH: u16 = 1 << 1;
    /// 日, 号.
    pub(crate) const DAY: u16 = 1 << 2;
    /// 季.
    pub(crate) const QUARTER: u16 = 1 << 3;
    /// 财, 会.
    pub(crate) const FISCAL: u16 = 1 << 4;
    /// 世.
    pub(crate) const CENTURY: u16 = 1 << 5;
    /// 个月, 天, 周.
    pub(crate) const UNIT: u16 = 1 << 6;
    /// Between the ends of a range.
    pub(crate) const LINK: u16 = 1 << 7;
    /// Between the members of a list.
    pub(crate) const LIST: u16 = 1 << 8;
    /// Q, H.
    pub(crate) const LETTER: u16 = 1 << 9;
    /// Anything, behind four digits.
    pub(crate) const FOUR: u16 = 1 << 10;
    /// Anything, behind eight digits.
    pub(crate) const EIGHT: u16 = 1 << 11;
}

/// What stands behind a number; 0 if no date can come of it.
#[inline]
pub(super) fn follows(text: &str, count: Count) -> u16 {
    let alone = match (count.arabic, count.width) {
        (true, 4) => behind::FOUR,
        (true, 8) => behind::EIGHT,
        _ => 0,
    };
    let mut next = text[skip_blank(text, count.end)..].chars();
    let small = count.width <= 4;
    alone
        | match next.next() {
            Some('年') if small => behind::YEAR,
            Some('月') if small => behind::MONTH,
            Some('日' | '号' | '號') if small => behind::DAY,
            Some('季') if small => behind::QUARTER,
            Some('财' | '財' | '会' | '會') if small => behind::FISCAL,
            Some('世') if small => behind::CENTURY,
            Some('个' | '個')
                if small && next.next().is_some_and(|c| "月季星礼禮交工自周週整财財年会會".contains(c)) =>
            {
                behind::UNIT
            }
            Some('天' | '周' | '週' | '星' | '礼' | '禮' | '交' | '工' | '自') if small => behind::UNIT,
            Some('Q' | 'q' | 'H' | 'h') if small && count.arabic => behind::LETTER,
            Some('至' | '到' | '-' | '—' | '–' | '~' | '～' | '－' | '−') if small => behind::LINK,
            Some('、' | '和' | '及' | '与') if small => behind::LIST,
            Some('，') if count.width == 4 => behind::LIST,
            _ => 0,
        }
}

/// A calendar year in digits.
fn is_year(count: Count) -> bool {
    count.width == 4 && (1900..2100).contains(&count.value)
}

/// A month and the separator before it.
fn after_separator(text: &str, at: usize, separator: char) -> Option<Count> {
    let tail = text[at..].strip_prefix(separator)?;
    count(text, text.len() - tail.len()).filter(|count| count.arabic && count.width <= 2)
}

/// True if letters, digits or a decimal point go on behind a date in digits.
fn goes_on(text: &str, at: usize) -> bool {
    let mut behind = text[at..].chars();
    match behind.next() {
        Some('.' | '-' | '/') => behind.next().is_some_and(|c| c.is_ascii_digit()) && !text[at..].starts_with('-'),
        Some(c) => c.is_ascii_alphanumeric() || c == '%',
        None => false,
    }
}

/// 2024-07-15, 2024/7/15, 2024.7.15, 2024 07 15.
pub(super) fn separated(place: &Place<'_>) -> Found {
    let (text, year) = (place.text, place.count()?);
    if !year.arabic || year.width != 4 || !(1000..2200).contains(&year.value) {
        return None;
    }
    for separator in ['-', '/', '.', ' '] {
        let Some(month) = after_separator(text, year.end, separator) else { continue };
        let Some(day) = after_separator(text, month.end, separator) else { continue };
        // Blanks join only numbers that are written out: 2024 07 15.
        if separator == ' ' && (month.width != 2 || day.width != 2 || text[day.end..].starts_with(is_unit)) {
            continue;
        }
        let day_value = day.within(1, 31)?;
        if text[day.end..].starts_with(|c: char| c.is_ascii_digit() || (c == separator && c == '.')) {
            continue;
        }
        return Some((Expression::Of(Year::Number(year.short()), Part::Day(month.within(1, 12)?, day_value)), day.end));
    }
    None
}

/// What counts a number rather than closing a date.
fn is_unit(c: char) -> bool {
    number::scale(c).is_some() || "年月日号元股点个家只%％".contains(c)
}

/// 2024-07, 2024/7, and 2024.07 in brackets.
pub(super) fn year_month(place: &Place<'_>) -> Found {
    let (text, year) = (place.text, place.count()?);
    if !year.arabic || !is_year(year) {
        return None;
    }
    for separator in ['-', '/', '.'] {
        let Some(month) = after_separator(text, year.end, separator) else { continue };
        let value = month.within(1, 12)?;
        let bracket = text[..place.at].ends_with(['(', '（']) || text[month.end..].starts_with([')', '）']);
        let fits = match separator {
            '-' => month.width == 2,
            '/' => true,
            _ => month.width == 2 && bracket,
        };
        let tail = text[skip_blank(text, month.end)..].starts_with(is_unit);
        return (fits && !tail && !goes_on(text, month.end))
            .then_some((Expression::Of(Year::Number(year.short()), Part::Month(value)), month.end));
    }
    None
}

/// 20240715: eight digits that are a day of our time and stand alone.
pub(super) fn compact(place: &Place<'_>) -> Found {
    let (text, found) = (place.text, place.count()?);
    if !found.arabic || found.width != 8 {
        return None;
    }
    let (year, month, day) = (found.value / 10_000, found.value / 100 % 100, found.value % 100);
    let (year, month, day) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let real = (1990..2050).contains(&year) && Date::new(year, month, day).is_ok();
    let coded = text[..place.at].ends_with(|c: char| c.is_alphanumeric() && "第号码编證证单".contains(c));
    let tail = text[found.end..].starts_with(|c: char| is_unit(c) || "人吨手张笔".contains(c));
    // 20240715-20240731 is a range, 20240715-1 a number of something.
    let joined =
        text[found.end..].strip_prefix('-').is_some_and(|tail| count(tail, 0).is_none_or(|next| next.width != 8));
    (real && !coded && !tail && !goes_on(text, found.end) && !joined)
        .then_some((Expression::Of(Year::Number(year), Part::Day(month, day)), found.end))
}

/// 2024Q1, 24H1, 2024 Q1, 1Q24, 1H2024.
pub(super) fn letters(place: &Place<'_>) -> Found {
    let (text, first) = (place.text, place.count()?);
    let next = skip_blank(text, first.end);
    let letter = *text.as_bytes().get(next)?;
    if !first.arabic || !matches!(letter, b'Q' | b'q' | b'H' | b'h') {
        return None;
    }
    let part = |value: i32| match letter {
        b'Q' | b'q' if (1..=4).contains(&value) => Some(Part::Quarter(value as i8)),
        b'H' | b'h' if (1..=2).contains(&value) => Some(Part::Half(value as i8)),
        _ => None,
    };
    let second = count(text, next + 1).filter(|second| second.arabic)?;
    if text[second.end..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let year = |count: Count| match count.width {
        4 if is_year(count) => Some(count.short()),
        2 => Some(2000 + count.short()),
        _ => None,
    };
    // 1Q24: the quarter stands first.
    let (year, part) = match (first.width, second.width) {
        (1, 2 | 4) if next == first.end => (year(second)?, part(first.value)?),
        (_, 1) => (year(first)?, part(second.value)?),
        _ => return None,
    };
    Some((Expression::Of(Year::Number(year), part), second.end))
}

/// 2024 in 2024—2026年, 1995 - 1997年, and in 从2016到2018: a bare first year of a range.
pub(super) fn bare_year(place: &Place<'_>) -> Found {
    let (text, first) = (place.text, place.count()?);
    if !is_year(first) {
        return None;
    }
    let (second, end) = later_year(text, first)?;
    let closed = text[skip_blank(text, end)..].starts_with(['年', '财', '財']);
    let opened = text[..place.at].ends_with(['从', '自', '從'])
        && !text[end..].starts_with(|c: char| is_unit(c) || c.is_ascii_alphanumeric() || c == '.');
    (second.value > first.value && (closed || opened))
        .then_some((Expression::Of(Year::Number(first.short()), Part::Whole), first.end))
}

/// The second year of a range without 年 behind the first, and the byte behind it.
pub(super) fn later_year(text: &str, first: Count) -> Option<(Count, usize)> {
    let from = skip_blank(text, first.end);
    let (length, ()) = words().link.longest(&text[from..])?;
    let second = count(text, skip_blank(text, from + length)).filter(|second| is_year(*second))?;
    Some((second, second.end))
}

/// 2021 in 2021、2022和2023年: a bare year of a list that ends in 年.
pub(super) fn listed_year(place: &Place<'_>) -> Found {
    let (text, first) = (place.text, place.count()?);
    if !is_year(first) {
        return None;
    }
    let mut behind = first.end;
    // Ten years are a long list.
    for _ in 0..10 {
        let next = calendar().and.skip(text, behind).or_else(|| strip(text, behind, &["，"]))?;
        let year = count(text, next).filter(|year| is_year(*year))?;
        if text[year.end..].starts_with('年') {
            return Some((Expression::Of(Year::Number(first.short()), Part::Whole), first.end));
        }
        behind = year.end;
    }
    None
}

/// 22-23年, 08-11年: two-digit years.
pub(super) fn short_years(place: &Place<'_>) -> Found {
    let (text, first) = (place.text, place.count()?);
    if first.width != 2 || !first.arabic {
        return None;
    }
    let from = strip(text, first.end, &["-", "—", "~", "–", "至"])?;
    let second = count(text, from).filter(|second| second.width == 2 && second.arabic)?;
    let (low, high) = (first.short(), second.short());
    let fits = (low >= 15 || text[place.at..].starts_with('0')) && low < high && high < 50 && high - low <= 9;
    let tail = text[second.end..].strip_prefix('年')?;
    let term = tail.starts_with(['期', '内', '以', '来', '间']);
    (fits && !term).then(|| (Expression::Years(2000 + low, 2000 + high), text.len() - tail.len()))
}

/// 2024年, 24年6月, 零八年, 二〇二四年六月三十日, 三六七年一月一日.
pub(super) fn year(place: &Place<'_>) -> Found {
    let (text, found) = (place.text, place.count()?);
    let next = skip_blank(text, found.end);
    let end = next + text[next..].strip_prefix('年').map(|_| '年'.len_utf8())?;
    let value = found.short();
    let part = || part::part(text, end).map(|(part, _)| part);
    let dated = || matches!(part(), Some(Part::Month(_) | Part::Day(..)));
    let positional = || !text[place.at..found.end].contains(['十', '拾', '百', '千']);
    let year = match found.width {
        4 if (1900..2100).contains(&value) => value,
        4 if (1000..2200).contains(&value) && dated() => value,
        3 if value >= 100 && !found.arabic && positional() && dated() => value,
        // Two digits are a year only where a part of it follows, or what companies tell of years.
        _ if calendar().behind_era(text, place.at) => return None,
        2 if positional() && (text[place.at..].starts_with(['0', '〇', '零']) || part().is_some_and(is_telling)) => {
            2000 + value
        }
        2 if found.arabic && short_year(text, end) => 2000 + value,
        _ => return None,
    };
    Some(with_part(text, end, Year::Number(year)))
}

/// 2024上半年, 2024一季度, 2024春节: headlines leave 年 out.
pub(super) fn year_part(place: &Place<'_>) -> Found {
    let (text, found) = (place.text, place.count()?);
    let words = !text[found.end..].starts_with(|c: char| c.is_ascii());
    let (part, end) = if words && is_year(found) { part::part(text, found.end)? } else { return None };
    matches!(part, Part::Half(_) | Part::Quarter(_) | Part::Quarters(_) | Part::Holiday(_))
        .then_some((Expression::Of(Year::Number(found.short()), part), end))
}

/// 24年末 and 24年6月 tell a year; 24年内 and 10年度 may be a length.
fn is_telling(part: Part) -> bool {
    !matches!(part, Part::Whole)
}

/// What two-digit years stand before when no part of the year follows: 23年营收.
const SHORT_YEAR: &[&str] =
    &["营收", "业绩", "净利", "年报", "归母", "实现", "收入", "全年", "财报", "利润", "扣非", "毛利", "度业绩"];

fn short_year(text: &str, behind: usize) -> bool {
    SHORT_YEAR.iter().any(|word| text[behind..].starts_with(word))
}

/// 2024财年, 24财年第二财季: the year of its number; firms begin it on days of their own.
pub(super) fn fiscal(place: &Place<'_>) -> Found {
    let (text, found) = (place.text, place.count()?);
    let end = strip(text, skip_blank(text, found.end), &["财政年度", "财年", "会计年度", "財年", "財政年度"])?;
    let year = match found.width {
        4 if is_year(found) => found.short(),
        2 if found.arabic => 2000 + found.short(),
        _ => return None,
    };
    Some(with_part(text, end, Year::Number(year)))
}

/// 1-6月, 6、7月.
pub(super) fn months(place: &Place<'_>) -> Found {
    let (part, end) = part::months(place.text, place.count()?)?;
    Some((Expression::Of(Year::Unsaid, part), end))
}

/// 7月, 7月8日, 七月上旬.
pub(super) fn month(place: &Place<'_>) -> Found {
    let (text, found) = (place.text, place.count()?);
    let next = skip_blank(text, found.end);
    let other = text[place.at..].starts_with(['两', '兩']) || calendar().behind_era(text, place.at);
    if !text[next..].starts_with('月') || other {
        return None;
    }
    let (part, end) = part::month(text, next, found.within(1, 12)?)?;
    Some((Expression::Of(Year::Unsaid, part), end))
}

/// 2季度.
pub(super) fn quarter(place: &Place<'_>) -> Found {
    let (part, end) = part::quarter(place.text, place.at)?;
    Some((Expression::Of(Year::Unsaid, part), end))
}

/// 28至30日: two days of one month.
pub(super) fn days(place: &Place<'_>) -> Found {
    let (text, first) = (place.text, place.count()?);
    let low = first.within(1, 31)?;
    let from = skip_blank(text, first.end);
    let (length, ()) = words().link.longest(&text[from..])?;
    let (high, end) = super::day_at(text, skip_blank(text, from + length))?;
    let length =
        text[end..].starts_with(['内', '后', '後', '游', '均', '线']) || text[..place.at].ends_with(['近', '约', '第']);
    (low < high && !length && is_day(text, place.at, end)).then(|| {
        (Expression::Range(Box::new(Expression::DayAlone(low)), Some(Box::new(Expression::DayAlone(high)))), end)
    })
}

/// 10日, 12号.
pub(super) fn day(place: &Place<'_>) -> Found {
    let (text, found) = (place.text, place.count()?);
    let value = found.within(1, 31)?;
    let next = skip_blank(text, found.end);
    let unit = text[next..].chars().next().filter(|c| matches!(c, '日' | '号' | '號'))?;
    let end = next + unit.len_utf8();
    // 两日 and 一日 alone are lengths.
    let length = text[place.at..].starts_with(['两', '兩']) || (!found.arabic && found.width == 1 && value < 2);
    (!length && !calendar().goes_on.begins(&text[next..]) && is_day(text, place.at, end))
        .then_some((Expression::DayAlone(value), end))
}

/// 日 closes a day where it counts no days; 号 only where no name or number of a thing can end.
fn is_day(text: &str, at: usize, end: usize) -> bool {
    let (head, tail) = (&text[..at], &text[end..]);
    if text[..end].ends_with('日') {
        let counted = head.ends_with(['近', '约', '超', '逾', '满', '连', '共', '前', '后', '过', '每'])
            || ["交易", "工作", "未来", "最近", "过去", "连续", "不足", "自然"].iter().any(|word| head.ends_with(word));
        return !counted && !tail.starts_with("内");
    }
    // With no word around it, 12号 may be a house, a size or a day.
    if head.is_empty() && tail.is_empty() {
        return false;
    }
    let opened = head.is_empty()
        || head.ends_with(|c: char| !c.is_alphanumeric() || "月于在从自到至和及与的次、定是".contains(c));
    let closed =
        tail.is_empty() || tail.starts_with(|c: char| "，。、；至到-—上下晚早凌中前后起召开在公发将举".contains(c));
    // A title may end in 1号; a sentence that closes with it names a day after 于 and its like.
    opened && closed && !(head.is_empty() && !tail.is_empty() && tail.starts_with(['公', '发']))
}
