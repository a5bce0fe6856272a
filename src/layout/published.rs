//! Published: the day an article appeared, as far as the text says so in a line of its own or in its dateline. Dates in
//! running text are left alone: they are what the news is about.

use super::words::{WORDS, at_most, begins, ends, head, holds};
use super::{Block, Published, PublishedSource, Zone};
use crate::article::Article;
use jiff::civil::Date;
use std::ops::Range;

/// A day written with its year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FullDate {
    pub(super) day: Date,
    /// Bytes of the date with the time behind it.
    pub(super) span: Range<usize>,
}

/// Blocks at the head of an article where its day may stand.
const HEAD: usize = 8;

/// Blocks at its foot.
const FOOT: usize = 4;

/// The day of publication: given, or stated by the text.
pub(super) fn published(article: &Article, blocks: &[Block], text: &str) -> Published {
    if let Some(day) = article.published {
        return Published { start: Some(day), end: None, source: PublishedSource::Given };
    }
    let foot = blocks.len().saturating_sub(FOOT).max(HEAD.min(blocks.len()));
    let lines = || blocks[..HEAD.min(blocks.len())].iter().chain(&blocks[foot..]);
    let byline = lines().filter(|block| block.zone == Zone::Byline).find_map(|block| full_date(block.span.of(text)));
    let header = || lines().find_map(|block| header(block.span.of(text)));
    let stated = byline.map(|found| found.day).or_else(header).or_else(|| {
        let first = blocks.iter().find(|block| block.zone == Zone::Paragraph)?;
        dateline(first.span.of(text))
    });
    match stated {
        Some(day) => Published { start: Some(day), end: None, source: PublishedSource::Stated },
        None => Published::default(),
    }
}

/// 2025年6月10日 星期二, 某报 2025年6月10日 第A03版, （2025年6月10日）: the day of a line that holds nothing else.
fn header(words: &str) -> Option<Date> {
    const LINE: usize = 40;
    let words = words.trim();
    if !at_most(words, LINE) {
        return None;
    }
    let found = full_date(words)?;
    let blank = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）' | '【' | '】' | '|' | '｜' | '#');
    let (before, behind) = (words[..found.span.start].trim_matches(blank), words[found.span.end..].trim_matches(blank));
    let tells = holds(words, &WORDS.telling) || words.contains(['，', '。', '；', '！', '？', '《']);
    let page = begins(behind, &WORDS.header).is_some() || ends(behind, &WORDS.header).is_some();
    (!tells && ((before.is_empty() && behind.is_empty()) || page)).then_some(found.day)
}

/// 新华社北京2025年3月5日电, 2025年3月5日讯: the day of a dateline that names its year.
fn dateline(words: &str) -> Option<Date> {
    let near = head(words, 40).trim_start_matches(['(', '（']);
    let found = full_date(near)?;
    let before = &near[..found.span.start];
    let wire = begins(&near[found.span.end..], &WORDS.wire)?;
    let behind = near[found.span.end + wire.len()..].chars().next();
    let house = before.chars().count() <= 12 && !before.contains(['，', '。', '：', '、']);
    // 2025年3月5日电站并网 is no dateline.
    (house && (!before.is_empty() || behind.is_none_or(|c| !c.is_alphanumeric()))).then_some(found.day)
}

/// The first day with a year in a short line: 2025-03-18, 2025/3/18, 2025.3.18, 2025年3月18日, with 18:12 or 18:12:30 behind.
pub(super) fn full_date(words: &str) -> Option<FullDate> {
    let bytes = words.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let run = digits(&words[at..]);
        if run == 4
            && let Some((day, len)) = date_at(&words[at..])
        {
            let end = at + len + time(&words[at + len..]);
            return Some(FullDate { day, span: at..end });
        }
        at += run;
    }
    None
}

fn digits(words: &str) -> usize {
    words.bytes().take_while(u8::is_ascii_digit).count()
}

/// The date at the start of `words`, which begins with four digits, and its length.
fn date_at(words: &str) -> Option<(Date, usize)> {
    let mark = words[4..].chars().next()?;
    let (second, close) = match mark {
        '-' | '/' | '.' => (mark, None),
        '年' => ('月', Some('日')),
        _ => return None,
    };
    let month = 4 + mark.len_utf8();
    let month_end = month + digits(&words[month..]);
    let day = month_end + words[month_end..].strip_prefix(second).map(|_| second.len_utf8())?;
    let day_end = day + digits(&words[day..]);
    if !(1..=2).contains(&(month_end - month)) || !(1..=2).contains(&(day_end - day)) {
        return None;
    }
    let end = match close {
        Some(close) => day_end + words[day_end..].strip_prefix([close, '号']).map(|_| close.len_utf8())?,
        None => day_end,
    };
    let year: i16 = words[..4].parse().ok().filter(|year| (1980..=2100).contains(year))?;
    let date = Date::new(year, words[month..month_end].parse().ok()?, words[day..day_end].parse().ok()?).ok()?;
    Some((date, end))
}

/// Bytes of a time of day with the blank before it.
fn time(words: &str) -> usize {
    let rest = words.trim_start_matches([' ', 'T', '\u{3000}']);
    let lead = words.len() - rest.len();
    let len = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b':').count();
    if len >= 4 && rest[..len].contains(':') { lead + len } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_with_a_year_are_read_in_all_forms() {
        for (words, day, written) in [
            ("发布时间:2025-03-18　来源:办公室", "2025-03-18", "2025-03-18"),
            ("2025年3月8日 09:30", "2025-03-08", "2025年3月8日 09:30"),
            ("2024/12/1", "2024-12-01", "2024/12/1"),
            ("日期：2024.02.29", "2024-02-29", "2024.02.29"),
            ("2025-08-20T18:12:05", "2025-08-20", "2025-08-20T18:12:05"),
        ] {
            let found = full_date(words).unwrap_or_else(|| panic!("{words}: no date"));
            assert_eq!((found.day.to_string().as_str(), &words[found.span]), (day, written), "{words}");
        }
        for words in
            ["2025-02-30", "2025年3月", "600926.SH", "20250318", "3月5日", "12025-03-18", "2025-3", "2024—2026年"]
        {
            assert_eq!(full_date(words), None, "{words}");
        }
    }

    #[test]
    fn a_header_holds_a_day_and_nothing_told() {
        for words in [
            "2025年6月10日 星期二",
            "某某日报 2025年6月10日 第A03版",
            "（2025年6月10日）",
            "2025年06月10日 08:15 来源：某网",
        ] {
            assert_eq!(header(words).map(|day| day.to_string()), Some("2025-06-10".to_owned()), "{words}");
        }
        for words in ["2025年6月10日 完成首轮融资", "截至2025年6月10日", "2025年6月10日，公司公告", "6月10日 星期二"]
        {
            assert_eq!(header(words), None, "{words}");
        }
    }

    #[test]
    fn a_dateline_needs_house_and_year() {
        assert_eq!(
            dateline("新华社杭州2025年6月9日电（记者 甲）").map(|day| day.to_string()),
            Some("2025-06-09".to_owned())
        );
        for words in [
            "财联社6月9日电，某公司",
            "2025年6月9日，某公司公告",
            "某公司公告，2025年6月9日电站并网",
            "2025年6月9日电站并网",
        ] {
            assert_eq!(dateline(words), None, "{words}");
        }
    }
}
