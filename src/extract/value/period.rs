//! Dates that are counted from the day of publication (近三年, 5天前, 上上周, 上季度) or span years (十四五期间, 90年代).

use super::calendar::{Expression, Part, Unit, Year};
use super::date::digits;
use super::{number, skip_blank};

/// The first of the words that a stretch begins with.
fn strip(text: &str, at: usize, words: &[&str]) -> Option<usize> {
    words.iter().find(|word| text[at..].starts_with(**word)).map(|word| at + word.len())
}

/// A whole count up to 999 and the unit behind it.
fn count(text: &str, at: usize) -> Option<(i16, Unit, usize)> {
    let found = number::read(text, skip_blank(text, at))
        .filter(|found| !found.fuzzy && found.value.is_sign_positive() && found.value.fract().is_zero())?;
    let value: i16 = found.value.try_into().ok().filter(|value| (1..1000).contains(value))?;
    const UNITS: &[(&str, Unit)] = &[
        ("个月", Unit::Month),
        ("個月", Unit::Month),
        ("个季度", Unit::Quarter),
        ("个星期", Unit::Week),
        ("個星期", Unit::Week),
        ("星期", Unit::Week),
        ("周", Unit::Week),
        ("週", Unit::Week),
        ("天", Unit::Day),
        ("日", Unit::Day),
        ("年", Unit::Year),
    ];
    let from = skip_blank(text, found.end);
    let (word, unit) = UNITS.iter().find(|(word, _)| text[from..].starts_with(word))?;
    let end = from + word.len();
    let goes_on = match *word {
        "年" => {
            value > 100
                || text[end..].starts_with(['期', '级', '初', '末', '底', '度', '报'])
                || text[end..].starts_with(|c: char| c.is_ascii_digit())
        }
        "周" => text[end..].starts_with(['岁', '年', '刊', '报', '边']),
        "天" => text[end..].starts_with(['然', '津', '使']),
        "日" => text[end..].starts_with(['均', '线', '元', '报', '常']),
        _ => false,
    };
    (!goes_on).then_some((value, *unit, end))
}

/// 近三年, 过去12个月, 未来五年, 上季度, 上半年, 前一交易日, 5天前.
pub(super) fn counted(text: &str, at: usize) -> Option<(Expression, usize)> {
    let rest = &text[at..];
    const FIXED: &[(&str, Expression)] = &[
        ("前一交易日", Expression::TradingDay(-1)),
        ("上一交易日", Expression::TradingDay(-1)),
        ("前一个交易日", Expression::TradingDay(-1)),
        ("上一个交易日", Expression::TradingDay(-1)),
        ("上个交易日", Expression::TradingDay(-1)),
        ("下一交易日", Expression::TradingDay(1)),
        ("下一个交易日", Expression::TradingDay(1)),
        ("上季度", Expression::QuarterAway(-1)),
        ("上个季度", Expression::QuarterAway(-1)),
        ("上一季度", Expression::QuarterAway(-1)),
        ("上一个季度", Expression::QuarterAway(-1)),
        ("本季度", Expression::QuarterAway(0)),
        ("下季度", Expression::QuarterAway(1)),
        ("下个季度", Expression::QuarterAway(1)),
        ("上个半年", Expression::Of(Year::Unsaid, Part::Half(1))),
        ("上半年", Expression::Of(Year::Relative(0), Part::Half(1))),
        ("下半年", Expression::Of(Year::Unsaid, Part::Half(2))),
        ("前三季度", Expression::Of(Year::Unsaid, Part::Quarters(3))),
        ("前两季度", Expression::Of(Year::Unsaid, Part::Quarters(2))),
        ("前二季度", Expression::Of(Year::Unsaid, Part::Quarters(2))),
    ];
    if let Some((word, expression)) = FIXED.iter().find(|(word, _)| rest.starts_with(word)) {
        let told = text[..at].ends_with(|c: char| c == '年' || c.is_ascii_digit());
        return (!told).then(|| (expression.clone(), at + word.len()));
    }
    if let Some((part, end)) = first_months(text, at) {
        return Some((Expression::Of(Year::Unsaid, part), end));
    }
    const BACK: &[&str] = &["最近", "近", "过去的", "过去", "過去", "前", "上"];
    const AHEAD: &[&str] = &["未来的", "未来", "今后", "接下来", "接下来的", "后"];
    for (words, sign) in [(BACK, -1), (AHEAD, 1)] {
        let Some(from) = strip(text, at, words) else { continue };
        let (value, unit, end) = count(text, from)?;
        let short = end - at < 3 * '年'.len_utf8() && !rest.starts_with(['近', '前', '后', '上']);
        // 前20日均价, 以前3年: the word belongs to what stands before.
        let bound = rest.starts_with(['前', '后', '上'])
            && text[..at].ends_with(|c: char| "以之此目日年月天周先提然随向会加以".contains(c) || c.is_ascii_digit());
        return (!short && !bound && !text[end..].starts_with(['期', '内', '前', '后']))
            .then_some((Expression::Stretch(sign * value, unit), end));
    }
    // 5天前, 两周后
    if rest.starts_with(|c: char| c.is_ascii_digit() || number::digit(c).is_some() || c == '十')
        && !text[..at].ends_with(|c: char| {
            c == '第' || c.is_ascii_digit() || number::digit(c).is_some() || "十近前后上下月".contains(c)
        })
    {
        let (value, unit, end) = count(text, at)?;
        if rest.starts_with(|c: char| c.is_ascii_digit()) && text[..end].ends_with('日') {
            return None;
        }
        if let Some(end) = strip(text, end, &["之前", "以前", "前"])
            .filter(|_| !text[end..].starts_with("前三") && !text[end..].starts_with("前5"))
        {
            return Some((Expression::Away(-value, unit), end));
        }
        let end = strip(text, end, &["之后", "以后", "后"]).filter(|_| matches!(unit, Unit::Day | Unit::Week))?;
        return Some((Expression::Away(value, unit), end));
    }
    None
}

/// 前5个月: the first months of a year.
pub(super) fn first_months(text: &str, at: usize) -> Option<(Part, usize)> {
    let from = strip(text, at, &["前", "头"])?;
    let (value, unit, end) = count(text, from)?;
    (matches!(unit, Unit::Month)
        && (2..=11).contains(&value)
        && !text[..at].ends_with(['之', '以', '此', '目', '日', '天']))
    .then_some((Part::Months(1, value as i8), end))
}

/// 起6个月内, 起不超过12个月, behind a date: the length in ISO 8601.
pub(super) fn within(text: &str, at: usize) -> Option<(String, usize)> {
    let mut from = strip(text, at, &["起的", "起，", "起", "之日起", "后的", "后"])?;
    if let Some(next) = strip(text, from, &["不超过", "未来", "之后"]) {
        from = next;
    }
    let (value, unit, end) = count(text, from)?;
    let end = strip(text, end, &["之内", "以内", "内"])?;
    let iso = match unit {
        Unit::Day => format!("P{value}D"),
        Unit::Week => format!("P{value}W"),
        Unit::Month => format!("P{value}M"),
        Unit::Quarter => format!("P{}M", 3 * value),
        Unit::Year => format!("P{value}Y"),
    };
    Some((iso, end))
}

/// What two-digit years stand before when neither a month nor a quarter follows: 23年营收.
const SHORT_YEAR: &[&str] =
    &["营收", "业绩", "净利", "年报", "归母", "实现", "收入", "全年", "财报", "利润", "扣非", "毛利"];

/// True where two digits and 年 name a year: 07年, 23年营收.
pub(super) fn is_short_year(text: &str, at: usize, behind: usize) -> bool {
    text[at..].starts_with('0') || SHORT_YEAR.iter().any(|word| text[behind..].starts_with(word))
}

/// 2021 in 2021、2022和2023年: a bare year of a list that ends in 年.
pub(super) fn listed_year(text: &str, at: usize) -> Option<(Expression, usize)> {
    let year = |at: usize| digits(text, at).filter(|(value, _, count)| *count == 4 && (1900..2100).contains(value));
    if text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/')) {
        return None;
    }
    let (first, end, _) = year(at)?;
    let mut behind = end;
    // Ten years are a long list.
    for _ in 0..10 {
        let next = strip(text, behind, &["、", "和", "及", "与", "，"])?;
        let (_, after, _) = year(next)?;
        if text[after..].starts_with('年') {
            return Some((Expression::Of(Year::Number(first), Part::Whole), end));
        }
        behind = after;
    }
    None
}

/// 十四五期间, 上世纪90年代, 二十世纪八十年代, 22-23年.
pub(super) fn years(text: &str, at: usize) -> Option<(Expression, usize)> {
    let rest = &text[at..];
    const PLANS: &[(&str, i16)] = &[("十二五", 2011), ("十三五", 2016), ("十四五", 2021), ("十五五", 2026)];
    let quoted = rest.strip_prefix(['“', '"']).unwrap_or(rest);
    if let Some((word, first)) = PLANS.iter().find(|(word, _)| quoted.starts_with(word)) {
        let tail = quoted[word.len()..].strip_prefix(['”', '"']).unwrap_or(&quoted[word.len()..]);
        let tail = tail.strip_prefix("期间").or_else(|| tail.strip_prefix("时期"))?;
        return Some((Expression::Years(*first, first + 4), text.len() - tail.len()));
    }
    decade(text, at).or_else(|| short_range(text, at))
}

fn decade(text: &str, at: usize) -> Option<(Expression, usize)> {
    let lead = text[at..].chars().next()?;
    if !(lead.is_ascii_digit() || number::digit(lead).is_some() || matches!(lead, '十' | '上' | '本'))
        || text[..at].ends_with(|c: char| c.is_ascii_digit() || number::digit(c).is_some())
    {
        return None;
    }
    let (century, from) = if let Some(from) = strip(text, at, &["上世纪", "上个世纪"]) {
        (Some(20), from)
    } else if let Some(from) = strip(text, at, &["本世纪"]) {
        (Some(21), from)
    } else {
        let found = number::read(text, at).filter(|found| !found.fuzzy)?;
        match text[found.end..].strip_prefix("世纪") {
            Some(tail) => (i16::try_from(found.value).ok(), text.len() - tail.len()),
            None => (None, at),
        }
    };
    let decade = number::read(text, from).filter(|decade| !decade.fuzzy)?;
    let tail = text[decade.end..].strip_prefix("年代")?;
    let value: i16 = decade.value.try_into().ok().filter(|value| (0..100).contains(value) && value % 10 == 0)?;
    let century = century.unwrap_or(if value >= 30 { 20 } else { 21 });
    let first = (century - 1).checked_mul(100)?.checked_add(value)?;
    (1000..2200).contains(&first).then(|| (Expression::Years(first, first + 9), text.len() - tail.len()))
}

/// 22-23年: two-digit years.
fn short_range(text: &str, at: usize) -> Option<(Expression, usize)> {
    if text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/')) {
        return None;
    }
    let (first, end, count) = digits(text, at)?;
    let from = strip(text, end, &["-", "—", "~", "–"])?;
    let (last, behind, other) = digits(text, from)?;
    let fits = count == 2 && other == 2 && (15..50).contains(&first) && last > first && last - first <= 5;
    let tail = text[behind..].strip_prefix('年')?;
    (fits && !tail.starts_with('期')).then(|| (Expression::Years(2000 + first, 2000 + last), text.len() - tail.len()))
}

/// 周二, 上周五, 本周三, 下下周, 星期四, 上上個週末.
pub(super) fn week(text: &str, at: usize) -> Option<(Expression, usize)> {
    const LEADS: &[(&str, i16)] = &[
        ("上上个", -2),
        ("上上個", -2),
        ("上上", -2),
        ("上一个", -1),
        ("上个", -1),
        ("上個", -1),
        ("上", -1),
        ("下下个", 2),
        ("下下個", 2),
        ("下下", 2),
        ("下个", 1),
        ("下個", 1),
        ("下一个", 1),
        ("下", 1),
        ("本", 0),
        ("这个", 0),
        ("这", 0),
    ];
    let lead = LEADS.iter().find(|(word, _)| text[at..].starts_with(word));
    let from = at + lead.map_or(0, |(word, _)| word.len());
    let end = strip(text, from, &["周", "週", "星期", "礼拜", "禮拜"])?;
    let bare = lead.is_none();
    if bare
        && text[..at]
            .ends_with(|c: char| number::digit(c).is_some() || c.is_ascii_digit() || "每四上下本双周个個这".contains(c))
    {
        return None;
    }
    let weeks = lead.map_or(0, |(_, weeks)| *weeks);
    let c = text[end..].chars().next();
    let tail = c.map_or("", |c| &text[end + c.len_utf8()..]);
    match c {
        Some('末') => return Some((Expression::Weekend(weeks), end + '末'.len_utf8())),
        Some(c)
            if matches!(c, '日' | '天') || number::digit(c).is_some_and(|day| (1..=6).contains(&day)) && c != '两' =>
        {
            let weekday = number::digit(c).map_or(7, |day| day as i8);
            let word = tail.starts_with(['年', '期', '刊', '报', '六', '福', '围', '贺', '大', '生']) && bare;
            let expression = if bare { Expression::Weekday(weekday, 0) } else { Expression::WeekdayOf(weekday, weeks) };
            return (!word).then(|| (expression, end + c.len_utf8()));
        }
        _ => {}
    }
    let whole = !bare
        && !text[end..].starts_with(['期', '转', '边', '年', '刊', '报', '岁', '围', '全', '到', '密', '折'])
        && !text[..at].ends_with('以');
    whole.then_some((Expression::Week(weeks), end))
}
