//! Dates: the words of the calendar, read into [`Expression`]s. Resolution is [`crate::resolve::date`].

use super::calendar::{Base, Expression, Part, Year, resolve};
use super::period;
use super::{mention, number, skip_blank};
use crate::extract::{Mention, Value};

/// True for a character with which a date can begin.
pub(super) fn can_begin(c: char) -> bool {
    c.is_ascii_digit()
        || number::digit(c).is_some()
        || matches!(
            c,
            '十' | '今'
                | '去'
                | '前'
                | '明'
                | '本'
                | '上'
                | '下'
                | '同'
                | '次'
                | '当'
                | '来'
                | '昨'
                | '翌'
                | '年'
                | '最'
                | '过'
                | '過'
                | '未'
                | '接'
                | '“'
                | '"'
                | '後'
                | '週'
                | '禮'
                | '礼'
                | '大'
                | '近'
                | '日'
                | '此'
                | '目'
                | '周'
                | '星'
                | '自'
                | '这'
                | '后'
                | '即'
                | '隔'
                | '不'
                | '早'
        )
}

/// Reads the date or range that begins at a byte.
pub(super) fn read(text: &str, at: usize) -> Option<Mention> {
    if let Some((first, end)) = period::years(text, at).or_else(|| period::listed_year(text, at)) {
        let value = resolve(&first, &Base::default());
        return Some(mention(at, end, Value::Date(value), "years"));
    }
    let (first, mut end) = single(text, at)?;
    let mut expression = first;
    let mut rule = "date";
    if expression != Expression::Vague {
        let rest = &text[end..];
        let open = ["至今", "以来", "迄今"].iter().find(|word| rest.starts_with(**word));
        if let Some(word) = open {
            end += word.len();
            expression = Expression::Range(Box::new(expression), None);
            rule = "open range of dates";
        } else if let Some((length, behind)) = period::within(text, end)
            .filter(|_| matches!(expression, Expression::Of(_, Part::Day(..)) | Expression::DayAway(..)))
        {
            end = behind;
            expression = Expression::Within(Box::new(expression), length);
            rule = "length from a date on";
        } else if let Some((second, behind)) = range_end(text, end, &expression) {
            end = behind;
            expression = Expression::Range(Box::new(expression), Some(Box::new(second)));
            rule = "range of dates";
        }
    }
    let value = resolve(&expression, &Base::default());
    Some(mention(at, end, Value::Date(value), rule))
}

/// The second end of a range: 2023年12月至2024年2月, 4月—6月, 2024—2026年 (the first is then a bare year).
fn range_end(text: &str, end: usize, first: &Expression) -> Option<(Expression, usize)> {
    let from = skip_blank(text, end);
    let rest = &text[from..];
    let link = ["起至", "至", "到", "-", "—", "~", "–", "－", "−"].iter().find(|word| rest.starts_with(**word))?;
    let from = skip_blank(text, from + link.len());
    // Behind a hyphen the digits begin a date of their own.
    let (second, mut behind) = match text[from..].chars().next()?.is_ascii_digit() {
        true => numeric(text, from)?,
        false => single(text, from)?,
    };
    if text[behind..].starts_with('止') && !text[behind..].starts_with("止损") {
        behind += '止'.len_utf8();
    }
    // A day may follow a day or a part of a year, a part of a year anything that names a day, a weekday a weekday.
    let named = |end: &Expression| {
        matches!(
            end,
            Expression::Of(..) | Expression::DayAlone(_) | Expression::MonthAway(..) | Expression::DayAway(..)
        )
    };
    let weekday = |end: &Expression| matches!(end, Expression::Weekday(..) | Expression::WeekdayOf(..));
    let fits = match first {
        Expression::DayAlone(_) => matches!(second, Expression::DayAlone(_)),
        Expression::Of(..) => named(&second),
        Expression::DayAway(..) => named(&second) && !matches!(second, Expression::DayAlone(_)),
        first if weekday(first) => weekday(&second) || (named(&second) && !matches!(second, Expression::DayAlone(_))),
        _ => false,
    };
    fits.then_some((second, behind))
}

/// One date without range.
fn single(text: &str, at: usize) -> Option<(Expression, usize)> {
    let before = text[..at].chars().next_back();
    let rest = &text[at..];
    let lead = rest.chars().next()?;
    if lead.is_ascii_digit() {
        if before.is_some_and(|c| c.is_ascii_digit() || c == '.' || c.is_ascii_alphabetic() || c == '-') {
            return None;
        }
        return numeric(text, at).or_else(|| period::counted(text, at));
    }
    if let Some(found) = relative(text, at) {
        return Some(found);
    }
    if before.is_some_and(|c| number::digit(c).is_some() || matches!(c, '十' | '第')) {
        return None;
    }
    // 二〇二四年六月, 六月, 十二月三日
    if number::digit(lead).is_some() || lead == '十' {
        return spelled(text, at);
    }
    None
}

/// Digits at a byte, at most four: their value and the byte behind.
pub(super) fn digits(text: &str, at: usize) -> Option<(i16, usize, usize)> {
    let count = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    (1..=4).contains(&count).then(|| Some((text[at..at + count].parse().ok()?, at + count, count)))?
}

fn numeric(text: &str, at: usize) -> Option<(Expression, usize)> {
    let (value, end, count) = digits(text, at)?;
    let rest = &text[end..];
    // 2024-07-15, 2024/7/15, 2024.7.15
    if count == 4 && (1000..2200).contains(&value) {
        for separator in ['-', '/', '.'] {
            if let Some(tail) = rest.strip_prefix(separator) {
                let from = text.len() - tail.len();
                if let Some((month, next, _)) =
                    digits(text, from).filter(|(month, _, count)| (1..=12).contains(month) && *count <= 2)
                    && let Some(tail) = text[next..].strip_prefix(separator)
                    && let Some((day, behind, _)) = digits(text, text.len() - tail.len())
                        .filter(|(day, _, count)| (1..=31).contains(day) && *count <= 2)
                {
                    return Some((Expression::Of(Year::Number(value), Part::Day(month as i8, day as i8)), behind));
                }
            }
        }
        // 2024—2026年: a bare first year.
        let bare = ["—", "-", "–", "~", "至"].iter().find_map(|link| rest.strip_prefix(link)).is_some_and(|tail| {
            digits(tail, 0)
                .is_some_and(|(other, next, count)| count == 4 && other > value && tail[next..].starts_with('年'))
        });
        if bare {
            return Some((Expression::Of(Year::Number(value), Part::Whole), end));
        }
        if let Some(quarter) = letters(rest) {
            return Some((Expression::Of(Year::Number(value), quarter), end + 2));
        }
    }
    if count == 2
        && let Some(quarter) = letters(rest)
    {
        return Some((Expression::Of(Year::Number(2000 + value), quarter), end + 2));
    }
    let after = skip_blank(text, end);
    let rest = &text[after..];
    if let Some(tail) = rest.strip_prefix('年') {
        let next = text.len() - tail.len();
        let year = match count {
            4 if (1900..2100).contains(&value) => value,
            4 if (1000..2200).contains(&value)
                && part(text, next).is_some_and(|(part, _)| matches!(part, Part::Month(_) | Part::Day(..))) =>
            {
                value
            }
            // 24年6月: two digits are a year only where a month follows.
            2 if part(text, next).is_some_and(|(part, _)| part != Part::Whole) => 2000 + value,
            2 if period::is_short_year(text, at, next) => 2000 + value,
            _ => return None,
        };
        return Some(with_part(text, next, Year::Number(year)));
    }
    if count <= 2 && (1..=12).contains(&value) {
        // 1-6月, 7月8日, 7月
        if let Some((Part::Months(first, last), behind)) = month_range(text, at) {
            return Some((Expression::Of(Year::Unsaid, Part::Months(first, last)), behind));
        }
        if rest.starts_with('月') {
            let (part, behind) = month(text, after, value as i8)?;
            return Some((Expression::Of(Year::Unsaid, part), behind));
        }
    }
    if count <= 2 && (1..=31).contains(&value) && (rest.starts_with('日') || rest.starts_with('号')) {
        let tail = &rest['日'.len_utf8()..];
        let word = tail.starts_with(['均', '线', '元', '内', '常', '楼', '线', '游'])
            || (rest.starts_with('号') && !tail.starts_with(['，', '至', '晚', '上', '下']))
            || text[..at].ends_with("交易");
        return (!word).then_some((Expression::DayAlone(value as i8), after + '日'.len_utf8()));
    }
    None
}

/// Q1 to Q4, H1, H2 behind a year.
fn letters(rest: &str) -> Option<Part> {
    let bytes = rest.as_bytes();
    let number = bytes.get(1)?.checked_sub(b'0')? as i8;
    if bytes.get(2).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    match bytes.first()? {
        b'Q' | b'q' if (1..=4).contains(&number) => Some(Part::Quarter(number)),
        b'H' | b'h' if (1..=2).contains(&number) => Some(Part::Half(number)),
        _ => None,
    }
}

/// A year, with the part of it that follows.
fn with_part(text: &str, at: usize, year: Year) -> (Expression, usize) {
    match part(text, at) {
        Some((part, end)) => (Expression::Of(year, part), end),
        None => (Expression::Of(year, Part::Whole), at),
    }
}

/// The part of a year that begins at a byte.
fn part(text: &str, at: usize) -> Option<(Part, usize)> {
    const PARTS: &[(&str, Part)] = &[
        ("前三季度", Part::Quarters(3)),
        ("前3季度", Part::Quarters(3)),
        ("前两季度", Part::Quarters(2)),
        ("第一季度", Part::Quarter(1)),
        ("第二季度", Part::Quarter(2)),
        ("第三季度", Part::Quarter(3)),
        ("第四季度", Part::Quarter(4)),
        ("一季度", Part::Quarter(1)),
        ("二季度", Part::Quarter(2)),
        ("三季度", Part::Quarter(3)),
        ("四季度", Part::Quarter(4)),
        ("首季", Part::Quarter(1)),
        ("上半年", Part::Half(1)),
        ("下半年", Part::Half(2)),
        ("半年度", Part::Half(1)),
        ("春季", Part::Months(3, 5)),
        ("夏天", Part::Months(6, 8)),
        ("前半年", Part::Half(1)),
        ("后半年", Part::Half(2)),
        ("後半年", Part::Half(2)),
        ("伊始", Part::Start),
        ("以前", Part::Whole),
        ("年底", Part::End),
        ("末", Part::End),
        ("底", Part::End),
        ("年末", Part::End),
        ("初", Part::Start),
        ("年初", Part::Start),
        ("度", Part::Whole),
        ("全年", Part::Whole),
    ];
    let at = skip_blank(text, at);
    let rest = &text[at..];
    if let Some((word, part)) = PARTS.iter().find(|(word, _)| rest.starts_with(word)) {
        return Some((*part, at + word.len()));
    }
    if let Some(found) = month_range(text, at) {
        return Some(found);
    }
    if let Some((quarter, behind)) = letters(rest).map(|quarter| (quarter, at + 2)) {
        return Some((quarter, behind));
    }
    if let Some(found) = period::first_months(text, at) {
        return Some(found);
    }
    if let Some((value, end, count)) = digits(text, at) {
        let next = skip_blank(text, end);
        if count <= 2 && (1..=12).contains(&value) && text[next..].starts_with('月') {
            return month(text, next, value as i8);
        }
        return None;
    }
    let lead = rest.chars().next()?;
    if number::digit(lead).is_some() || lead == '十' {
        let (value, end) = small(text, at)?;
        if (1..=12).contains(&value) && text[end..].starts_with('月') {
            return month(text, end, value);
        }
    }
    None
}

/// 1-6月, 1至9月.
fn month_range(text: &str, at: usize) -> Option<(Part, usize)> {
    let (first, end, count) = digits(text, at)?;
    let link = ["-", "至", "—", "~", "–"].iter().find(|link| text[end..].starts_with(**link))?;
    let (last, behind, _) = digits(text, end + link.len())?;
    let fits = count <= 2 && (1..=12).contains(&first) && (1..=12).contains(&last) && first < last;
    let next = text[behind..].strip_prefix('月').or_else(|| text[behind..].strip_prefix("月份"))?;
    let day = next.starts_with(|c: char| c.is_ascii_digit());
    (fits && !day).then(|| (Part::Months(first as i8, last as i8), text.len() - next.len()))
}

/// 月 and what follows it: a day, a third of the month, 初, 底, 份.
fn month(text: &str, at: usize, month: i8) -> Option<(Part, usize)> {
    let mut end = at + '月'.len_utf8();
    if text[end..].starts_with('份') {
        return Some((Part::Month(month), end + '份'.len_utf8()));
    }
    const THIRDS: &[(&str, i8)] =
        &[("上旬", 0), ("初", 0), ("中旬", 1), ("中下旬", 3), ("下旬", 2), ("底", 2), ("末", 2), ("间", 1)];
    if let Some((word, third)) = THIRDS.iter().find(|(word, _)| text[end..].starts_with(word)) {
        return Some((Part::Third(month, *third), end + word.len()));
    }
    // 八月十五: a day without 日 is read only in numerals that no counted thing follows.
    let from = skip_blank(text, end);
    if let Some((day, next)) = small(text, from).filter(|(day, _)| (10..=31).contains(day))
        && !text[next..].starts_with(|c: char| !matches!(c, '，' | '。' | '、' | '是' | '；' | '\n' | ' '))
    {
        return Some((Part::Day(month, day), next));
    }
    let day = digits(text, from).map(|(day, next, _)| (day as i8, next)).or_else(|| small(text, from));
    if let Some((day, next)) = day.filter(|(day, _)| (1..=31).contains(day)) {
        let next = skip_blank(text, next);
        if text[next..].starts_with('日') || text[next..].starts_with('号') {
            return Some((Part::Day(month, day), next + '日'.len_utf8()));
        }
    }
    // 六月鲜, 十月稻田, 一月份 …: a name goes on with a Han character that no date has behind it.
    if ["鲜", "稻田", "花"].iter().any(|word| text[end..].starts_with(word)) {
        return None;
    }
    end = at + '月'.len_utf8();
    Some((Part::Month(month), end))
}

/// A Chinese number up to 99.
fn small(text: &str, at: usize) -> Option<(i8, usize)> {
    let number = number::read(text, at).filter(|number| number.chinese && !number.fuzzy)?;
    let value: i64 = number.value.try_into().ok()?;
    (1..=99).contains(&value).then_some((value as i8, number.end))
}

/// 二〇二四年六月, 六月三日, 十二月.
fn spelled(text: &str, at: usize) -> Option<(Expression, usize)> {
    let number = number::read(text, at)?;
    let value: i64 = number.value.try_into().ok()?;
    let rest = &text[number.end..];
    if rest.starts_with('年') && (1900..2100).contains(&value) {
        return Some(with_part(text, number.end + '年'.len_utf8(), Year::Number(value as i16)));
    }
    // 零八年
    if rest.starts_with('年') && text[at..].starts_with(['零', '〇']) && (1..=49).contains(&value) {
        return Some(with_part(text, number.end + '年'.len_utf8(), Year::Number(2000 + value as i16)));
    }
    if rest.starts_with('月') && (1..=12).contains(&value) {
        let (part, end) = month(text, number.end, value as i8)?;
        return Some((Expression::Of(Year::Unsaid, part), end));
    }
    const PARTS: &[(&str, Part)] = &[
        ("一季度", Part::Quarter(1)),
        ("二季度", Part::Quarter(2)),
        ("三季度", Part::Quarter(3)),
        ("四季度", Part::Quarter(4)),
    ];
    let head = &text[at..];
    PARTS
        .iter()
        .find(|(word, _)| head.starts_with(word))
        .map(|(word, part)| (Expression::Of(Year::Unsaid, *part), at + word.len()))
}

/// Words that count from the day of publication or from the date just named.
fn relative(text: &str, at: usize) -> Option<(Expression, usize)> {
    use Expression::{DayAway, MonthAway, Vague};
    const YEARS: &[(&str, Year)] = &[
        ("今年", Year::Relative(0)),
        ("本年度", Year::Relative(0)),
        ("本年", Year::Relative(0)),
        ("去年", Year::Relative(-1)),
        ("上年度", Year::Relative(-1)),
        ("上年", Year::Relative(-1)),
        ("上一年", Year::Relative(-1)),
        ("下一年", Year::Relative(1)),
        ("前年", Year::Relative(-2)),
        ("明年", Year::Relative(1)),
        ("后年", Year::Relative(2)),
        ("同年", Year::Context(0)),
        ("当年", Year::Context(0)),
        ("次年", Year::Context(1)),
        ("来年", Year::Context(1)),
    ];
    const MONTHS: &[(&str, i16, bool)] = &[
        ("本月", 0, false),
        ("上个月", -1, false),
        ("上月", -1, false),
        ("下个月", 1, false),
        ("下月", 1, false),
        ("同月", 0, true),
        ("当月", 0, true),
        ("次月", 1, true),
    ];
    const DAYS: &[(&str, i16, bool)] = &[
        ("今日", 0, false),
        ("今天", 0, false),
        ("今晚", 0, false),
        ("今早", 0, false),
        ("昨日", -1, false),
        ("昨天", -1, false),
        ("昨晚", -1, false),
        ("前天", -2, false),
        ("明日", 1, false),
        ("明天", 1, false),
        ("后天", 2, false),
        ("後天", 2, false),
        ("大后天", 3, false),
        ("大前天", -3, false),
        ("今晨", 0, false),
        ("同日", 0, true),
        ("当日", 0, true),
        ("当天", 0, true),
        ("即日", 0, true),
        ("次日", 1, true),
        ("翌日", 1, true),
        ("隔日", 1, true),
    ];
    const VAGUE: &[&str] = &["近日", "近期", "日前", "前期", "近来", "不久前", "早前", "日内", "前不久"];
    let rest = &text[at..];
    if let Some(found) = period::counted(text, at) {
        return Some(found);
    }
    if let Some((word, year)) = YEARS.iter().find(|(word, _)| rest.starts_with(word)) {
        let end = at + word.len();
        let tail = &text[end..];
        // 前年度, 当年度 and 上年末 are parts; 今年以来 is an open range and left to the caller.
        if tail.starts_with("同期") || (matches!(*word, "前年" | "后年") && tail.starts_with('度')) {
            return None;
        }
        return Some(with_part(text, end, *year));
    }
    if let Some((word, away, context)) = MONTHS.iter().find(|(word, ..)| rest.starts_with(word)) {
        let end = at + word.len();
        if let Some((day, next)) =
            digits(text, end).map(|(day, next, _)| (day as i8, next)).or_else(|| small(text, end))
            && (text[next..].starts_with('日') || text[next..].starts_with('号'))
        {
            return Some((MonthAway(*away, Some(day), *context), next + '日'.len_utf8()));
        }
        let third = ["初", "上旬", "中旬", "下旬", "底", "末"].iter().find(|word| text[end..].starts_with(**word));
        return Some((MonthAway(*away, None, *context), end + third.map_or(0, |word| word.len())));
    }
    if let Some((word, away, context)) = DAYS.iter().find(|(word, ..)| rest.starts_with(word)) {
        return Some((DayAway(*away, *context), at + word.len()));
    }
    if let Some(word) = VAGUE.iter().find(|word| rest.starts_with(**word)) {
        // 前期 is also a noun: 前期投入.
        let tail = &rest[word.len()..];
        let noun = *word == "前期" && !tail.starts_with(['，', '已']);
        return (!noun).then_some((Vague, at + word.len()));
    }
    const ENDS: &[(&str, Part)] = &[("年初", Part::Start), ("年末", Part::End), ("年底", Part::End)];
    if let Some((word, part)) = ENDS.iter().find(|(word, _)| rest.starts_with(word))
        && !text[..at].ends_with(|c: char| c.is_ascii_digit() || "今去明前本上当同次".contains(c))
    {
        let year = Year::Relative(0);
        return Some((Expression::Of(year, *part), at + word.len()));
    }
    period::week(text, at)
}
