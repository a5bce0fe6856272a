//! Dates that are counted from the day of publication (近三年, 5天前, 未来两周) or span years (十四五期间, 90年代).

use super::calendar::{Expression, Part, Unit, Year};
use super::calendar_words::{Close, Span, Word};
use super::date::{Count, Found, Place, count, strip};
use super::skip_blank;
use super::words::calendar;

/// A unit of the calendar behind a count, and the byte behind it.
pub(super) fn unit_at(text: &str, at: usize) -> Option<(Unit, usize)> {
    let from = skip_blank(text, at);
    let (length, unit) = calendar().unit.longest(&text[from..])?;
    let end = from + length;
    let last = text[..end].chars().next_back().map_or(0, char::len_utf8);
    (!calendar().goes_on.begins(&text[end - last..])).then_some((*unit, end))
}

/// A count with its unit: 12个月, 五年.
fn counted(text: &str, at: usize) -> Option<(i16, Unit, usize)> {
    let at = skip_blank(text, at);
    if let Some(tail) = text[at..].strip_prefix('半') {
        let from = text.len() - tail.len();
        let (length, unit) = calendar().unit.longest(tail)?;
        let behind = from + length;
        let whole = !text[behind..].starts_with(['度', '报', '内']);
        return match unit {
            Unit::Year if whole => Some((6, Unit::Month, behind)),
            Unit::Month => Some((15, Unit::Day, behind)),
            _ => None,
        };
    }
    let found = count(text, at)?;
    let (unit, end) = unit_at(text, found.end)?;
    (found.width < 4 && !found.row && (1..1000).contains(&found.value) && !is_year(text, end, found, unit)).then_some((
        found.short(),
        unit,
        end,
    ))
}

/// 24年6月, 23年末: the count is a year.
fn is_year(text: &str, end: usize, found: Count, unit: Unit) -> bool {
    unit == Unit::Year
        && (found.value > 100
            || text[end..].starts_with(['期', '级', '初', '末', '底', '度', '报'])
            || text[end..].starts_with(|c: char| c.is_ascii_digit()))
}

/// 近三年, 过去12个月, 前5个交易日, 近半年.
pub(super) fn back(place: &Place<'_>) -> Found {
    let (text, word) = (place.text, place.word()?);
    let (from, front) = match word {
        (Word::Back(_), end) => (end, false),
        (Word::Front, end) => (end, true),
        _ => return None,
    };
    let (value, unit, end) = counted(text, from)?;
    // 前20日均价 was cut by its unit; 前三年期 and 上一年内 are others.
    let closed = text[end..].starts_with(['前', '后']) && !calendar().not_close.begins(&text[end..]);
    let other = closed || text[end..].starts_with(['期', '内']);
    // 前10天 is counted from publication, 头10天 from what it begins.
    let vague = front && text[place.at..].starts_with(['头', '首', '最', '开']);
    (!other && !vague).then_some((Expression::Stretch(-value, unit), end))
}

/// 未来五年, 今后3个月, 接下来两周.
pub(super) fn ahead(place: &Place<'_>) -> Found {
    let (text, (Word::Ahead, from)) = (place.text, place.word()?) else { return None };
    let (value, unit, end) = counted(text, from)?;
    // 未来6个月内 is a length of time.
    (!text[end..].starts_with(['期', '前', '后', '内'])).then_some((Expression::Stretch(value, unit), end))
}

/// 5天前, 两周后, 三年前, 一个月之前.
pub(super) fn away(place: &Place<'_>) -> Found {
    let (text, found) = (place.text, place.count()?);
    let (value, unit, end) = counted(text, place.at)?;
    // 15日前 is the day of a month.
    if found.arabic && text[..end].ends_with('日') && unit == Unit::Day && !text[..end].ends_with("自然日") {
        return None;
    }
    closed_away(text, place.at, end, value, unit)
}

/// 半年前, 半个月后.
pub(super) fn half_away(text: &str, at: usize) -> Found {
    let (value, unit, end) = counted(text, at)?;
    if text[..at].ends_with(['上', '下', '前', '后', '大', '多', '小', '近', '年']) {
        return None;
    }
    closed_away(text, at, end, value, unit)
}

fn closed_away(text: &str, at: usize, end: usize, value: i16, unit: Unit) -> Found {
    let head = &text[..at];
    if head.ends_with(['近', '前', '后', '上', '下', '月', '第', '满', '约', '每', '去', '来', '起']) {
        return None;
    }
    let from = skip_blank(text, end);
    let (length, close) = calendar().close.longest(&text[from..])?;
    if length == 3 && calendar().not_close.begins(&text[from..]) {
        return None;
    }
    let sign = match close {
        Close::Before => -1,
        // 届满后12个月后: a length that is told from something else.
        Close::After if !head.ends_with(['届', '期', '日']) => 1,
        _ => return None,
    };
    Some((Expression::Away(sign * value, unit), from + length))
}

/// 10日内: the days from publication on. 三个月内 is a length of time.
pub(super) fn within_days(place: &Place<'_>) -> Found {
    let (text, found) = (place.text, place.count()?);
    let end = strip(text, skip_blank(text, found.end), &["日内", "日之内", "日以内"])?;
    let value = i16::from(found.within(2, 90)?);
    let head = &text[..place.at];
    let other = head.ends_with(['近', '前', '后', '过', '月', '第', '起', '至', '到', '-', '的'])
        || calendar().goes_on.begins(&text[found.end..]);
    (!other).then_some((Expression::Stretch(value, Unit::Day), end))
}

/// 十四五期间, “十五五”时期, 十三五末, 十四五以来.
pub(super) fn plan(place: &Place<'_>) -> Found {
    let (text, (Word::Plan(first), end)) = (place.text, place.word()?) else { return None };
    let years = Expression::Years(*first, first + 4);
    if let Some((length, span)) = calendar().plan.longest(&text[end..]) {
        let expression = match span {
            Span::All => years,
            Span::Start => Expression::Of(Year::Number(*first), Part::Whole),
            Span::End => Expression::Of(Year::Number(first + 4), Part::Whole),
        };
        return Some((expression, end + length));
    }
    let closed = calendar().close.longest(&text[end..]).is_some_and(|(_, close)| *close == Close::Since);
    closed.then_some((years, end))
}

/// 上世纪90年代, 本世纪初.
pub(super) fn century(place: &Place<'_>) -> Found {
    let (text, (Word::Century(century), end)) = (place.text, place.word()?) else { return None };
    if let Some(behind) = strip(text, end, &["初", "之初"]) {
        let first = (century - 1) * 100;
        return Some((Expression::Years(first, first + 9), behind));
    }
    if let Some(behind) = strip(text, end, &["末"]) {
        let last = century * 100 - 1;
        return Some((Expression::Years(last - 9, last), behind));
    }
    let from = strip(text, end, &["的"]).unwrap_or(end);
    decade_of(text, count(text, skip_blank(text, from))?, Some(*century))
}

/// 90年代, 20世纪90年代, 2010年代.
pub(super) fn decade(place: &Place<'_>) -> Found {
    let (text, first) = (place.text, place.count()?);
    let behind = skip_blank(text, first.end);
    if let Some(from) = strip(text, behind, &["世纪"]) {
        return decade_of(text, count(text, skip_blank(text, from))?, Some(i16::from(first.within(10, 21)?)));
    }
    decade_of(text, first, None)
}

fn decade_of(text: &str, decade: Count, century: Option<i16>) -> Found {
    let end = strip(text, skip_blank(text, decade.end), &["年代"])?;
    let first = match (century, decade.width) {
        (None, 4) if (1800..2100).contains(&decade.value) => decade.short(),
        (_, 1 | 2) if decade.value < 100 => {
            let century = century.unwrap_or(if decade.value >= 30 { 20 } else { 21 });
            (century - 1) * 100 + decade.short()
        }
        _ => return None,
    };
    (first % 10 == 0).then_some((Expression::Years(first, first + 9), end))
}
