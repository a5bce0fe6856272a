//! Dates: the words of the calendar, read into [`Expression`]s. What leads a date, a number or a word of
//! `dictionaries/calendar.tsv`, says which rules are tried; what follows it may close it, open it, or make it a range.
//! Resolution is [`crate::resolve::date`].

mod behind;

mod count;

pub(super) mod notice;

mod numeric;

mod part;

mod word;

use super::calendar::{Expression, Part, Year};
use super::calendar_words::Word;
use super::words::{calendar, can, leads};
use super::{mention, number, period, skip_blank};
use crate::extract::date::DateMention;
use crate::extract::{Mention, Value};
pub(super) use count::{Count, count};
use numeric::behind::{CENTURY, DAY, EIGHT, FISCAL, FOUR, LETTER, LINK, LIST, MONTH, QUARTER, UNIT, YEAR};

/// A place where a date may begin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    pub(super) lead: Lead,
}

/// What leads a date.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lead {
    /// A number.
    Count(Count),
    /// A word of the calendar, and the byte behind it.
    Word(&'static Word, usize),
}

/// What a rule read: the date and the byte behind it.
pub(super) type Found = Option<(Expression, usize)>;

/// One form of a date. The first rule that reads wins.
struct Rule {
    /// Shown by `annotate` and `explain`.
    name: &'static str,
    /// What must stand behind the number that leads, any of [`numeric::behind`]; words need none.
    needs: u16,
    read: fn(&Place<'_>) -> Found,
}

const fn numbered(name: &'static str, needs: u16, read: fn(&Place<'_>) -> Found) -> Rule {
    Rule { name, needs, read }
}

const fn worded(name: &'static str, read: fn(&Place<'_>) -> Found) -> Rule {
    Rule { name, needs: u16::MAX, read }
}

/// Dates that begin with a number.
const NUMBERED: &[Rule] = &[
    // 2024-07-15, 2024/7/15, 2024.7.15, 2024 07 15
    numbered("date.digits", FOUR, numeric::separated),
    // 2024-07, 2024/7
    numbered("date.year_month_digits", FOUR, numeric::year_month),
    // 20240715
    numbered("date.compact", EIGHT, numeric::compact),
    // 2024上半年, 2024一季度
    numbered("date.year_part", FOUR, numeric::year_part),
    // 2024Q1, 24H1, 1Q24
    numbered("date.letters", LETTER, numeric::letters),
    // 2024 in 2024—2026年
    numbered("date.bare_year", LINK, numeric::bare_year),
    // 2021 in 2021、2022和2023年
    numbered("date.listed_year", LIST, numeric::listed_year),
    // 22-23年
    numbered("date.short_years", LINK, numeric::short_years),
    // 90年代, 20世纪90年代
    numbered("date.decade", YEAR | CENTURY, period::decade),
    // 2024年, 24年6月, 二〇二四年六月三十日
    numbered("date.year", YEAR, numeric::year),
    // 2024财年第二财季
    numbered("date.fiscal_year", FISCAL, numeric::fiscal),
    // 1-6月, 6、7月, 三四月
    numbered("date.months", LINK | LIST | MONTH, numeric::months),
    // 7月, 7月8日, 七月上旬
    numbered("date.month", MONTH, numeric::month),
    // 28至30日
    numbered("date.days", LINK, numeric::days),
    // 2季度, 一至三季度
    numbered("date.quarter", QUARTER | FISCAL | LINK | LIST, numeric::quarter),
    // 10日内
    numbered("date.within_days", DAY, period::within_days),
    // 5天前, 两周后, 三年前
    numbered("date.away", UNIT | YEAR | DAY, period::away),
    // 10日, 12号
    numbered("date.day", DAY, numeric::day),
];

/// Dates that begin with a word.
const WORDED: &[Rule] = &[
    // 去年同期, 去年今日, 去年本月十日
    worded("date.year_before", word::year_before),
    // 今年, 去年12月, 次年3月
    worded("date.relative_year", word::year),
    // 本月, 上月28日, 下月初
    worded("date.relative_month", word::month),
    // 上周, 下周一, 本周末
    worded("date.relative_week", word::week),
    // 上季度, 当季
    worded("date.relative_quarter", word::quarter),
    // 周四, 星期一
    worded("date.weekday", word::weekday),
    // 昨日, 次日, 前一交易日, 上半年, 年末, 春节
    worded("date.word", word::whole),
    // 前5个月
    worded("date.first_months", word::first_months),
    // 近三年, 过去12个月
    worded("date.lookback", period::back),
    // 未来五年
    worded("date.lookahead", period::ahead),
    // 十四五期间
    worded("date.plan", period::plan),
    // 上世纪90年代
    worded("date.decade", period::century),
    // FY2024
    worded("date.fiscal_year", word::fiscal),
    // 第2季度
    worded("date.quarter", word::nth),
    // 近日, 近期
    worded("date.vague", word::vague),
];

/// Reads the date or range that begins at a byte.
pub(super) fn read(text: &str, at: usize) -> Option<Mention> {
    let (first, end, rule) = single(text, at)?;
    let (expression, end, rule) = behind::read(text, at, first, end, rule);
    // 六月鲜, 今日头条
    if calendar().name.longest(&text[at..]).is_some() {
        return None;
    }
    Some(mention(at, end, Value::Date(DateMention::unresolved(expression)), rule))
}

/// One date without what follows: its expression, the byte behind it and its rule.
pub(super) fn single(text: &str, at: usize) -> Option<(Expression, usize, &'static str)> {
    let lead = text[at..].chars().next()?;
    let flags = leads().flags(lead);
    // Most places are inside a number.
    if lead.is_ascii_digit() && at > 0 && text.as_bytes()[at - 1].is_ascii_digit() {
        return None;
    }
    if flags & can::DATE != 0
        && let Some((end, word)) = calendar().begin(text, at)
        && !calendar().follows_wrongly(text, at)
        && !inside_numerals(text, at)
        && let Some(found) = apply(WORDED, u16::MAX, &Place { text, at, lead: Lead::Word(word, end) })
    {
        return Some(found);
    }
    if lead == '半' {
        let (expression, end) = period::half_away(text, at)?;
        return Some((expression, end, "date.away"));
    }
    if flags & can::NUMBER == 0 {
        return None;
    }
    let count = count(text, at)?;
    let follows = numeric::follows(text, count);
    if follows == 0
        || inside_numerals(text, at)
        || text[..at].chars().next_back().is_some_and(|c| count.arabic && joins(text, at, c))
    {
        return None;
    }
    let found = apply(NUMBERED, follows, &Place { text, at, lead: Lead::Count(count) })?;
    // 每年6月 comes again and again.
    let again = text[..at].ends_with(['每', '逢', '年', '月', '季', '周'])
        && ["每", "逢", "每年", "每月", "每季", "每周"].iter().any(|word| text[..at].ends_with(word));
    (!again).then_some(found)
}

/// True inside numerals, and behind 第: 二|十三日, 第|10日.
fn inside_numerals(text: &str, at: usize) -> bool {
    let numeral = |c: char| number::digit(c).is_some() || matches!(c, '十' | '拾' | '廿' | '卅');
    let mut here = text[at..].chars();
    let Some(lead) = here.next().filter(|c| c.is_ascii_digit() || numeral(*c)) else { return false };
    text[..at].chars().next_back().is_some_and(|c| c == '第' || (!lead.is_ascii_digit() && numeral(c)))
}

/// Digits that belong to what stands before: 3.5, A12, 1-2. A year or a day of a month may follow letters: WTO2001年, IPO6月9日.
fn joins(text: &str, at: usize, before: char) -> bool {
    if before.is_ascii_alphabetic() {
        return !count(text, at).is_some_and(|count| {
            let rest = &text[count.end..];
            let day = rest.strip_prefix('月').is_some_and(|day| day.starts_with(|c: char| c.is_ascii_digit()));
            (count.width == 4 && rest.starts_with('年')) || (count.width <= 2 && day)
        });
    }
    // 10:15日 has a clock time, 公告：15日 has none.
    let clock =
        |mark: char| matches!(mark, ':' | '：') && text[..at - mark.len_utf8()].ends_with(|c: char| c.is_ascii_digit());
    before.is_ascii_digit() || matches!(before, '.' | '-' | '/' | '_' | '+' | '$' | '#') || clock(before)
}

fn apply(rules: &'static [Rule], follows: u16, place: &Place<'_>) -> Option<(Expression, usize, &'static str)> {
    rules.iter().filter(|rule| rule.needs & follows != 0).find_map(|rule| {
        let (expression, end) = (rule.read)(place)?;
        let name = form(&expression).unwrap_or(rule.name);
        Some((expression, end, name))
    })
}

/// The name of the form where a year and a part of it were read.
fn form(expression: &Expression) -> Option<&'static str> {
    let Expression::Of(year, part) = expression else { return None };
    let dated = *year != Year::Unsaid;
    Some(match part {
        Part::Day(..) if dated => "date.year_month_day",
        Part::Day(..) => "date.month_day",
        Part::Month(_) if dated => "date.year_month",
        Part::Month(_) => "date.month",
        Part::Third(..) => "date.part_of_month",
        Part::Quarter(_) => "date.quarter",
        Part::Half(_) => "date.half",
        Part::Quarters(_) | Part::Months(..) => "date.months",
        Part::Start | Part::End => "date.edge_of_year",
        Part::Holiday(_) => "date.holiday",
        Part::Whole => return None,
    })
}

impl Place<'_> {
    /// The number that leads.
    pub(super) fn count(&self) -> Option<Count> {
        match self.lead {
            Lead::Count(count) => Some(count),
            Lead::Word(..) => None,
        }
    }

    /// The word that leads, and the byte behind it.
    pub(super) fn word(&self) -> Option<(&'static Word, usize)> {
        match self.lead {
            Lead::Word(word, end) => Some((word, end)),
            Lead::Count(_) => None,
        }
    }
}

/// The byte behind the first of some words.
pub(super) fn strip(text: &str, at: usize, words: &[&str]) -> Option<usize> {
    words.iter().find(|word| text[at..].starts_with(**word)).map(|word| at + word.len())
}

/// The day of a month behind a byte: 28日, 十日.
pub(super) fn day_at(text: &str, at: usize) -> Option<(i8, usize)> {
    let day = count(text, skip_blank(text, at))?;
    let next = skip_blank(text, day.end);
    let value = day.within(1, 31)?;
    text[next..].starts_with(['日', '号', '號']).then_some((value, next + '日'.len_utf8()))
}
