//! Dates that begin with a word of the calendar.

use super::super::calendar::{Expression, Unit, Year};
use super::super::calendar_words::Word;
use super::super::words::calendar;
use super::super::{number, skip_blank};
use super::part::{self, with_part};
use super::{Found, Place, count, day_at, strip};

/// 去年同期, 去年今日, 去年本月十日.
pub(super) fn year_before(place: &Place<'_>) -> Found {
    let (text, (Word::Year(Year::Relative(years)), end)) = (place.text, place.word()?) else { return None };
    if *years == 0 {
        return None;
    }
    if let Some(end) = strip(text, end, &["同期", "的同期", "同一时期", "同一时间"]) {
        return Some((Expression::YearsAway(*years, None), end));
    }
    let (behind, word) = calendar().begin(text, end)?;
    let (of, end) = match word {
        Word::Month(0, context) => month_of(text, behind, 0, *context),
        Word::Is(Expression::DayAway(0, true)) => return Some((Expression::YearsAway(*years, None), behind)),
        Word::Is(day @ Expression::DayAway(0, false)) => (day.clone(), behind),
        Word::Quarter(0, _) => (Expression::QuarterAway(0), behind),
        _ => return None,
    };
    Some((Expression::YearsAway(*years, Some(Box::new(of))), end))
}

/// 今年, 去年12月, 次年3月.
pub(super) fn year(place: &Place<'_>) -> Found {
    match place.word()? {
        (Word::Year(year), end) => Some(with_part(place.text, end, *year)),
        _ => None,
    }
}

/// 本月, 上月28日, 下月初.
pub(super) fn month(place: &Place<'_>) -> Found {
    match place.word()? {
        (Word::Month(away, context), end) => Some(month_of(place.text, end, *away, *context)),
        _ => None,
    }
}

fn month_of(text: &str, at: usize, away: i16, context: bool) -> (Expression, usize) {
    if let Some((day, end)) = day_at(text, at) {
        return (Expression::MonthAway(away, Some(day), context), end);
    }
    let from = skip_blank(text, at);
    let from = text[from..].strip_prefix('的').map_or(from, |tail| text.len() - tail.len());
    if let Some((length, piece)) = calendar().piece.longest(&text[from..])
        && (length > 3 || !calendar().goes_on.begins(&text[from..]))
    {
        // 本月中 may go on with any word.
        let closed = !text[from + length..].starts_with(char::is_alphanumeric);
        if !matches!(text[from..from + length].chars().next(), Some('中' | '间')) || length > 3 || closed {
            return (Expression::MonthPiece(away, *piece, context), from + length);
        }
    }
    (Expression::MonthAway(away, None, context), at)
}

/// 上周, 下周一, 本周末, 当周.
pub(super) fn week(place: &Place<'_>) -> Found {
    let (text, (Word::Week(weeks, context), end)) = (place.text, place.word()?) else { return None };
    if let Some((weekday, behind)) = weekday_at(text, end) {
        return Some((Expression::WeekdayOf(weekday, *weeks), behind));
    }
    if let Some(behind) = strip(text, end, &["末"]) {
        return Some((Expression::Weekend(*weeks), behind));
    }
    // The unit must not begin another word: 上|周期.
    let unit = text[..end].chars().next_back().map_or(0, char::len_utf8);
    if calendar().goes_on.begins(&text[end - unit..]) {
        return None;
    }
    let expression = if *context { Expression::PeriodAway(*weeks, Unit::Week) } else { Expression::Week(*weeks) };
    Some((expression, strip(text, end, &["内", "以内"]).unwrap_or(end)))
}

/// The weekday that begins at a byte: 一 to 六, 日, 天.
pub(super) fn weekday_at(text: &str, at: usize) -> Option<(i8, usize)> {
    let at = skip_blank(text, at);
    let c = text[at..].chars().next()?;
    let weekday = match c {
        '日' | '天' => 7,
        '一' | '二' | '三' | '四' | '五' | '六' => i8::try_from(number::digit(c)?).ok()?,
        '1'..='6' => i8::try_from(c.to_digit(10)?).ok()?,
        _ => return None,
    };
    let end = at + c.len_utf8();
    let counted =
        c.is_ascii_digit() && text[end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-'));
    (!counted && !calendar().goes_on_week.begins(&text[at..])).then_some((weekday, end))
}

/// 上季度, 当季.
pub(super) fn quarter(place: &Place<'_>) -> Found {
    let (Word::Quarter(away, context), end) = place.word()? else { return None };
    let unit = place.text[..end].chars().next_back().filter(|c| *c == '季').map_or(0, char::len_utf8);
    if unit > 0 && calendar().goes_on.begins(&place.text[end - unit..]) {
        return None;
    }
    let expression =
        if *context { Expression::PeriodAway(*away, Unit::Quarter) } else { Expression::QuarterAway(*away) };
    Some((expression, end))
}

/// 周四, 星期一, 周末.
pub(super) fn weekday(place: &Place<'_>) -> Found {
    let (text, (Word::Weekday, end)) = (place.text, place.word()?) else { return None };
    if let Some(behind) = strip(text, end, &["末"]) {
        return Some((Expression::Weekend(0), behind));
    }
    let (weekday, behind) = weekday_at(text, end)?;
    let number = text[end..].starts_with(|c: char| c.is_ascii_digit());
    let goes_on = text[behind..].starts_with(['年', '期', '刊', '报', '生', '岁', '个']);
    (!number && !goes_on).then_some((Expression::Weekday(weekday, 0), behind))
}

/// 昨日, 次日, 前一交易日, 上半年, 年末, 春节.
pub(super) fn whole(place: &Place<'_>) -> Found {
    let (text, (Word::Is(expression), end)) = (place.text, place.word()?) else { return None };
    let head = &text[..place.at];
    if matches!(expression, Expression::Of(..)) {
        // The year before was no year: 3年上半年.
        let told = head.ends_with(|c: char| c == '年' || c.is_ascii_digit());
        let latin = text[place.at..end].is_ascii()
            && (head.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
                || text[end..].starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.')));
        if told || latin {
            return None;
        }
    }
    // 6月上旬 was read with its month.
    if matches!(expression, Expression::MonthPiece(..)) && head.ends_with('月') {
        return None;
    }
    Some((expression.clone(), end))
}

/// 前5个月, 前5月.
pub(super) fn first_months(place: &Place<'_>) -> Found {
    let (Word::Front, _) = place.word()? else { return None };
    let (part, end) = part::first_months(place.text, place.at)?;
    Some((Expression::Of(Year::Unsaid, part), end))
}

/// FY2024, FY24.
pub(super) fn fiscal(place: &Place<'_>) -> Found {
    let (text, (Word::Fiscal, end)) = (place.text, place.word()?) else { return None };
    let year = count(text, end).filter(|year| year.arabic)?;
    let value = match year.width {
        4 if (1950..2100).contains(&year.value) => year.short(),
        2 => 2000 + year.short(),
        _ => return None,
    };
    if text[..place.at].ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let quarter = text[year.end..].starts_with(['Q', 'H', 'q', 'h']);
    let letter = text[year.end..].starts_with(|c: char| c.is_ascii_alphanumeric());
    (!letter || quarter).then(|| with_part(text, year.end, Year::Number(value)))
}

/// 第2季度, 第三财季.
pub(super) fn nth(place: &Place<'_>) -> Found {
    let (Word::Nth, _) = place.word()? else { return None };
    let (part, end) = part::quarter(place.text, place.at)?;
    Some((Expression::Of(Year::Unsaid, part), end))
}

/// 近日, 近期, 报告期.
pub(super) fn vague(place: &Place<'_>) -> Found {
    let tail = |end: usize| &place.text[end..];
    match place.word()? {
        (Word::Vague, end) => Some((Expression::Vague, end)),
        (Word::Back(true), end) => Some((Expression::Vague, end)),
        (Word::VagueBefore(words), end) if words.split(' ').any(|word| tail(end).starts_with(word)) => {
            Some((Expression::Vague, end))
        }
        _ => None,
    }
}
