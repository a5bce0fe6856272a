//! Cues: how the words around a date tell it, by the words of `time_cues.tsv`.

use crate::span::Span;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Characters before a date in which a word can make it a plan.
const BEFORE: usize = 8;

/// Characters behind a date in which a word can make it a plan.
const BEHIND: usize = 12;

/// Characters behind a date in which it is told that a plan is over.
const ENDED: usize = 26;

/// Characters behind a date in which a word can make it the day of a disclosure.
const DISCLOSED: usize = 32;

/// Characters of a clause that are looked at on either side.
const CLAUSE: usize = 40;

/// How a date is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// As something that has been.
    Past,
    /// With no word for it.
    Plain,
    /// As a plan, a term or a target: 将于6月9日, 2028年到期.
    Plan,
    /// As a plan of the past, which may lie on either side of the present: 原定6月9日.
    Was,
    /// As an origin or a record, which says nothing of the present: 成立于2019年.
    History,
    /// In a title: 《2025年展望》.
    Title,
}

/// The words of `time_cues.tsv`, by class.
static WORDS: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut classes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in rows() {
        let mut cells = line.split('\t');
        if let (Some(word), Some(class)) = (cells.next(), cells.next()) {
            classes.entry(class).or_default().push(word);
        }
    }
    classes
});

fn rows() -> impl Iterator<Item = &'static str> {
    let text = include_str!("../../../dictionaries/time_cues.tsv");
    text.lines().filter(|line| !line.starts_with('#')).skip(1)
}

fn words(class: &str) -> &'static [&'static str] {
    WORDS.get(class).map_or(&[], Vec::as_slice)
}

fn holds(text: &str, class: &str) -> bool {
    words(class).iter().any(|word| text.contains(word))
}

fn begins(text: &str, class: &str) -> bool {
    words(class).iter().any(|word| text.starts_with(word))
}

fn ends(text: &str, class: &str) -> bool {
    words(class).iter().any(|word| text.ends_with(word))
}

/// The clause around a date.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clause<'a> {
    /// The words of the date.
    date: &'a str,
    /// Its words before the date.
    before: &'a str,
    /// Its words behind the date.
    behind: &'a str,
    /// The text up to the date, over the clause: for brackets.
    lead: &'a str,
    /// The text behind the date, over the clause.
    rest: &'a str,
}

impl<'a> Clause<'a> {
    /// The clause of a date.
    pub(super) fn of(text: &'a str, span: Span) -> Self {
        let lead = last(&text[..span.start as usize], CLAUSE);
        let rest = first(&text[span.end as usize..], CLAUSE);
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let parts = |text: &str, at: usize, c: char| match c {
            '，' | '。' | '；' | '！' | '？' | '：' | ';' | '!' | '?' | '\n' => true,
            // 1,850万 is one number.
            ',' | ':' => !(digit(text[..at].chars().next_back()) && digit(text[at + 1..].chars().next())),
            _ => false,
        };
        let from = lead.char_indices().rev().find(|(at, c)| parts(lead, *at, *c));
        let to = rest.char_indices().find(|(at, c)| parts(rest, *at, *c));
        Self {
            date: span.of(text),
            before: &lead[from.map_or(0, |(at, c)| at + c.len_utf8())..],
            behind: &rest[..to.map_or(rest.len(), |(at, _)| at)],
            lead,
            rest,
        }
    }

    /// How the date is told.
    pub(super) fn told(&self) -> Told {
        if self.in_title() {
            return Told::Title;
        }
        let near = last(self.before, BEFORE);
        if holds(near, "was") {
            return Told::Was;
        }
        if holds(near, "done") && !holds(near, "history_before") {
            return Told::Past;
        }
        if holds(near, "plan") || self.is_edge() || begins(self.behind, "at_once") || self.is_bracketed() {
            return Told::Plan;
        }
        // 拟自15个交易日后3个月内(即8月5日—11月4日): other words for the time of the plan.
        if self.before.ends_with('即') && holds(self.before, "plan") {
            return Told::Plan;
        }
        let dated = self.dated();
        // 5月12日至6月25日减持240万股 减持计划已实施完毕: the plan is over.
        if holds(first(self.behind, ENDED), "ended") {
            return Told::Past;
        }
        if self.is_to_come() {
            return Told::Plan;
        }
        if holds(dated, "plan") || holds(dated, "behind") {
            return Told::Plan;
        }
        if ends(self.before, "history_before") || begins(first(dated, 6), "history_behind") {
            return Told::History;
        }
        Told::Plain
    }

    /// The words behind the date that can say what it is the date of: up to a verb of telling.
    fn dated(&self) -> &'a str {
        let near = first(self.behind, BEHIND);
        let end = words("tell").iter().filter_map(|word| near.find(word)).min();
        &near[..end.unwrap_or(near.len())]
    }

    /// 8月5日，甲将开启询价: the date is a clause of its own, and the next one tells what is to come.
    fn is_to_come(&self) -> bool {
        /// Characters of the next clause that are looked at.
        const NEXT: usize = 30;
        let Some(next) = self.rest.strip_prefix(['，', ',']).filter(|_| self.behind.is_empty()) else { return false };
        let next = first(next, NEXT);
        let next = &next[..next.find(['，', '。', '；', '：']).unwrap_or(next.len())];
        let end = words("tell").iter().filter_map(|word| next.find(word)).min();
        self.before.is_empty() && next[..end.unwrap_or(next.len())].contains('将')
    }

    /// 到2027年, but not 截至2027年, nor the second end of what began on a day that is told: 从3月20日获受理至6月1日过会.
    fn is_edge(&self) -> bool {
        let began = self.before.find(['从', '自']).is_some_and(|at| {
            let told = &self.before[at..];
            told.contains('日') && !told.contains('起')
        });
        ends(self.before, "edge") && !ends(self.before, "past_to") && (!began || holds(self.before, "plan"))
    }

    /// 规划(2024—2026年): a stretch of time in brackets of its own.
    fn is_bracketed(&self) -> bool {
        self.lead.ends_with(['(', '（']) && self.rest.starts_with([')', '）']) && !self.in_apposition()
    }

    /// 周三(8月20日): the brackets hold the day of the word before them.
    fn in_apposition(&self) -> bool {
        let word = self.lead.trim_end_matches(['(', '（']);
        word.ends_with(['日', '天', '晚', '一', '二', '三', '四', '五', '六'])
    }

    /// Inside 《》.
    fn in_title(&self) -> bool {
        self.lead.rfind('《').is_some_and(|open| self.lead.rfind('》').is_none_or(|close| close < open))
    }

    /// 截至2024年9月末: a balance at the date.
    pub(super) fn is_balance(&self) -> bool {
        holds(last(self.before, 4), "as_of") || self.behind.starts_with("止")
    }

    /// 同比2025年5月, 2024年5月签署的协议: the date of something older than what the sentence tells.
    pub(super) fn is_background(&self) -> bool {
        ends(self.before, "compare") || holds(first(self.behind, BEFORE), "background")
    }

    /// A plan or a forecast stands anywhere in the clause: 维持2027年底每盎司5200美元的价格预测.
    pub(super) fn speaks_of_plans(&self) -> bool {
        holds(self.before, "plan") || holds(self.behind, "plan")
    }

    /// 2024年实现营收: known only when the year is over.
    pub(super) fn year_is_done(&self) -> bool {
        holds(first(self.behind, 10), "year_done")
    }

    /// 2025年伊始, 2025年第一次临时股东大会: said while the year is running.
    pub(super) fn year_is_running(&self) -> bool {
        ends(self.date, "present") || begins(self.behind, "present") || holds(first(self.behind, 10), "year_named")
    }

    /// 6月9日公告; 6月9日，X公告称: the day on which something was made known.
    pub(super) fn discloses(&self) -> bool {
        let rest = words("of_day").iter().find_map(|word| self.rest.strip_prefix(word)).unwrap_or(self.rest);
        let rest = rest.strip_prefix(['，', ',', ' ']).unwrap_or(rest);
        let near = first(rest, DISCLOSED);
        let end = near.find(['，', '。', '；', '：', '、', '\n', ',']).unwrap_or(near.len());
        holds(&near[..end], "disclose")
    }

    /// 2026年度向特定对象发行股票: the year is part of a name.
    pub(super) fn is_name(&self) -> bool {
        let year = self.date.rfind('年').map_or("", |at| &self.date[at..]);
        let named = format!("{year}{}", first(self.behind, 10));
        (year == "年度" && !self.behind.starts_with(['内', '末'])) || begins(&named, "names")
    }

    /// 质押起始日2023-05-29: an older deed.
    pub(super) fn is_origin(&self) -> bool {
        ends(self.before.trim_end_matches(['为', '是', '：', ':', ' ']), "origin")
    }

    /// 财联社6月9日电: the day of a dateline.
    pub(super) fn is_dateline(&self) -> bool {
        begins(self.behind, "wire") && !self.before.is_empty() && self.before.chars().count() <= 14
    }
}

/// The first characters of a text.
fn first(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

/// The last characters of a text.
fn last(text: &str, count: usize) -> &str {
    match count {
        0 => "",
        _ => text.char_indices().rev().nth(count - 1).map_or(text, |(start, _)| &text[start..]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_row_has_word_class_and_note_and_stands_once() {
        let mut seen = BTreeSet::new();
        for line in rows() {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 3, "{line:?}: expected word, class and note");
            assert!(CLASSES.contains(&cells[1]), "{line:?}: expected a class of {CLASSES:?}");
            assert!(seen.insert((cells[0], cells[1])), "{line:?} stands twice");
        }
        for class in CLASSES {
            assert!(!words(class).is_empty(), "no word of class {class}");
        }
    }

    const CLASSES: &[&str] = &[
        "plan",
        "edge",
        "past_to",
        "behind",
        "ended",
        "at_once",
        "was",
        "done",
        "tell",
        "history_before",
        "history_behind",
        "compare",
        "background",
        "as_of",
        "year_done",
        "year_named",
        "present",
        "wire",
        "disclose",
        "names",
        "origin",
        "of_day",
    ];

    #[test]
    fn the_clause_tells_how_a_date_is_meant() {
        for (text, date, told) in [
            ("公司股票将于8月22日复牌。", "8月22日", Told::Plan),
            ("债券缴款日为8月22日。", "8月22日", Told::Plan),
            ("到2027年，规模突破2000亿元。", "2027年", Told::Plan),
            ("该笔贷款2028年到期。", "2028年", Told::Plan),
            ("公司8月22日公告，拟发行债券。", "8月22日", Told::Plain),
            ("公司8月22日公告将发行债券。", "8月22日", Told::Plain),
            ("截至2024年末，余额1.2亿元。", "2024年末", Told::Plain),
            ("款项已于5月19日到期偿还。", "5月19日", Told::Past),
            ("8月5日，澄光半导体将开启初步询价。", "8月5日", Told::Plan),
            ("8月5日，澄光半导体公告，将开启初步询价。", "8月5日", Told::Plain),
            ("从3月20日获受理至6月1日过会，历时两个月。", "6月1日", Told::Plain),
            ("原定5月28日簿记。", "5月28日", Told::Was),
            ("公司成立于2019年，主营阀门。", "2019年", Told::History),
            ("据《2025年展望》，增速放缓。", "2025年", Told::Title),
        ] {
            let at = text.find(date).unwrap();
            assert_eq!(Clause::of(text, Span::new(at, at + date.len())).told(), told, "{text}");
        }
    }
}
