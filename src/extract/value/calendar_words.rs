//! The words of the calendar, from `dictionaries/calendar.tsv` and `holidays.tsv`. Words that begin a date are found by their
//! first two characters, so that a character that could begin one but does not costs a look into a small table.

use super::calendar::holiday::HOLIDAYS;
use super::calendar::{Expression, Part, Unit, Year};
use super::words::{Builder, Class, can, leads, rows};
use std::sync::LazyLock;

/// What a word says that begins a date.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Word {
    /// 今年, 同年.
    Year(Year),
    /// 本月, 上个月: months away, and whether from the date just named.
    Month(i16, bool),
    /// 上周: weeks away.
    Week(i16, bool),
    /// 上季度: quarters away.
    Quarter(i16, bool),
    /// A whole date: 昨日, 上半年, 近日, 春节.
    Is(Expression),
    /// 近, 过去: before a count that looks back; 最近 alone is vague.
    Back(bool),
    /// 未来: before a count that looks ahead.
    Ahead,
    /// 前: before a count of first months, or one that looks back.
    Front,
    /// 十四五: its first year.
    Plan(i16),
    /// 上世纪.
    Century(i16),
    /// 周, 星期.
    Weekday,
    /// FY.
    Fiscal,
    /// 第, as in 第2季度.
    Nth,
    /// 近期: vague, whatever follows.
    Vague,
    /// 前期: vague where one of these follows.
    VagueBefore(Box<str>),
}

/// What a plan's word is followed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    /// 期间.
    All,
    /// 初.
    Start,
    /// 末.
    End,
}

/// How a date is closed or opened by the word behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Close {
    /// 以来, 至今.
    Since,
    /// 起.
    From,
    /// 之前.
    Before,
    /// 之后.
    After,
    /// 及以前: with the date itself.
    UntilWith,
    /// 及以后: with the date itself.
    FromWith,
}

/// Words of the calendar by class.
#[derive(Debug)]
pub(super) struct CalendarWords {
    lead: Class<Word>,
    pairs: Pairs,
    /// Behind a year.
    pub(super) part: Class<Part>,
    /// Behind a month.
    pub(super) piece: Class<i8>,
    /// Behind a count.
    pub(super) unit: Class<Unit>,
    /// 周, 星期.
    pub(super) week: Class<()>,
    /// 期间 behind 十四五.
    pub(super) plan: Class<Span>,
    /// Behind a date.
    pub(super) close: Class<Close>,
    /// 和 and 之间 of 和…之间.
    pub(super) and: Class<()>,
    pub(super) between: Class<()>,
    /// 首个, 最后.
    pub(super) first_one: Class<()>,
    pub(super) last_one: Class<()>,
    /// 起6个月内.
    pub(super) within: Class<()>,
    pub(super) within_filler: Class<()>,
    pub(super) within_end: Class<()>,
    /// Words that a unit begins without being one.
    pub(super) goes_on: Class<()>,
    /// The same for the digit of a weekday: 上周|五粮液.
    pub(super) goes_on_week: Class<()>,
    /// Words that a word behind a date begins without closing it: 前|景, 起|草.
    pub(super) not_close: Class<()>,
    /// 民国, 令和, 农历: the years or months behind them are counted otherwise.
    era: Class<()>,
    /// With what those words end.
    era_end: Class<()>,
    /// Names that begin like a date.
    pub(super) name: Class<()>,
    not_after: Class<Box<[Box<str>]>>,
}

const CALENDAR: &str = include_str!("../../../dictionaries/calendar.tsv");

/// The rows: word, class and value.
static ROWS: LazyLock<Vec<(&str, &str, &str)>> = LazyLock::new(|| {
    rows(CALENDAR).filter_map(|row| Some((row[0], *row.get(1)?, row.get(2).copied().unwrap_or_default()))).collect()
});

/// The words of a class, with their values.
fn class(name: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    ROWS.iter().filter(move |(_, class, _)| *class == name).map(|(word, _, value)| (*word, *value))
}

/// `-1`, `context 1`, `-1 week month`: the count, whether from the date just named, and the rest.
fn away(value: &str) -> Option<(i16, bool, &str)> {
    let (context, value) = value.strip_prefix("context ").map_or((false, value), |value| (true, value));
    let (count, rest) = value.split_once(' ').unwrap_or((value, ""));
    Some((count.parse().ok()?, context, rest))
}

fn part(value: &str) -> Option<Part> {
    let (name, rest) = value.split_once(' ').unwrap_or((value, ""));
    let number = || rest.parse().ok();
    Some(match name {
        "whole" => Part::Whole,
        "start" => Part::Start,
        "end" => Part::End,
        "half" => Part::Half(number()?),
        "quarter" => Part::Quarter(number()?),
        "quarters" => Part::Quarters(number()?),
        "months" => {
            let (first, last) = rest.split_once(' ')?;
            Part::Months(first.parse().ok()?, last.parse().ok()?)
        }
        _ => return None,
    })
}

fn unit(value: &str) -> Option<Unit> {
    Some(match value {
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "trading" => Unit::TradingDay,
        _ => return None,
    })
}

/// The word of a count of a unit.
fn counted(kind: &str, count: i16, context: bool) -> Option<Word> {
    Some(match kind {
        "year" if context => Word::Year(Year::Context(count)),
        "year" => Word::Year(Year::Relative(count)),
        "month" => Word::Month(count, context),
        "week" => Word::Week(count, context),
        "quarter" => Word::Quarter(count, context),
        "day" => Word::Is(Expression::DayAway(count, context)),
        "trading" => Word::Is(Expression::TradingDay(count)),
        _ => return None,
    })
}

/// The last day of a quarter or of the half of publication.
fn last_day(value: &str) -> Option<Expression> {
    let of = match value.split_once(' ') {
        Some(("quarter", count)) => Expression::QuarterAway(count.parse().ok()?),
        _ => Expression::Of(Year::Unsaid, Part::Half(1)),
    };
    Some(Expression::Nth { of: Box::new(of), first: -1, last: -1, unit: Unit::Day })
}

/// Half of the week of publication.
fn half_week(value: &str) -> Expression {
    let (first, last) = if value == "1" { (1, 3) } else { (4, 7) };
    let day = |day| Box::new(Expression::WeekdayOf(day, 0));
    Expression::Range(day(first), Some(day(last)))
}

/// Every word that can begin a date.
fn leading() -> Vec<(String, Word)> {
    let mut out: Vec<(String, Word)> = Vec::new();
    let mut add = |word: &str, meaning: Word| out.push((word.to_owned(), meaning));
    for kind in ["year", "day"] {
        for (word, value) in class(kind) {
            if let Some(meaning) = away(value).and_then(|(count, context, _)| counted(kind, count, context)) {
                add(word, meaning);
            }
        }
    }
    const UNITS: [(&str, &str); 4] =
        [("week", "week_unit"), ("month", "month_unit"), ("quarter", "quarter_unit"), ("trading", "trading_unit")];
    for (which, value) in class("which") {
        let Some((count, context, kinds)) = away(value) else { continue };
        for (kind, units) in UNITS.iter().filter(|(kind, _)| kinds.split(' ').any(|given| given == *kind)) {
            for (unit, _) in class(units) {
                if let Some(meaning) = counted(kind, count, context) {
                    add(&format!("{which}{unit}"), meaning);
                }
            }
        }
    }
    for (name, year) in [("part", Year::Unsaid), ("part_now", Year::Relative(0))] {
        for (word, value) in class(name) {
            if let Some(part) = part(value) {
                add(word, Word::Is(Expression::Of(year, part)));
            }
        }
    }
    for (word, value) in class("month_piece") {
        if let Ok(piece) = value.parse() {
            add(word, Word::Is(Expression::MonthPiece(0, piece, false)));
        }
    }
    for (word, value) in class("last_day") {
        if let Some(expression) = last_day(value) {
            add(word, Word::Is(expression));
        }
    }
    for (word, value) in class("half_week") {
        add(word, Word::Is(half_week(value)));
    }
    for (name, meaning) in [
        ("back", Word::Back(false)),
        ("back_vague", Word::Back(true)),
        ("ahead", Word::Ahead),
        ("front", Word::Front),
        ("fiscal", Word::Fiscal),
        ("nth", Word::Nth),
    ] {
        for (word, _) in class(name) {
            add(word, meaning.clone());
        }
    }
    for (word, _) in class("week_unit") {
        add(word, Word::Weekday);
    }
    for (word, value) in class("vague") {
        add(word, if value.is_empty() { Word::Vague } else { Word::VagueBefore(value.into()) });
    }
    for (word, value) in class("plan") {
        if let Ok(year) = value.parse() {
            for quoted in [word.to_owned(), format!("“{word}”"), format!("\"{word}\""), format!("「{word}」")] {
                add(&quoted, Word::Plan(year));
            }
        }
    }
    for (word, value) in class("century") {
        if let Ok(century) = value.parse() {
            add(word, Word::Century(century));
        }
    }
    for (word, holiday) in HOLIDAYS.words() {
        add(word, Word::Is(Expression::Of(Year::Unsaid, Part::Holiday(holiday))));
    }
    out
}

fn parts() -> Vec<(String, Part)> {
    let mut out: Vec<(String, Part)> = Vec::new();
    for name in ["part", "part_now", "part_behind"] {
        out.extend(class(name).filter_map(|(word, value)| Some((word.to_owned(), part(value)?))));
    }
    out.extend(HOLIDAYS.words().map(|(word, holiday)| (word.to_owned(), Part::Holiday(holiday))));
    out
}

impl CalendarWords {
    pub(super) fn build(builder: &mut Builder) -> Self {
        let lead = builder.class(can::DATE, leading());
        // What can follow is only known by its first character; the classes themselves are read one by one.
        let follows = [
            "since",
            "from",
            "before",
            "after",
            "until_with",
            "from_with",
            "and",
            "within",
            "first_one",
            "last_one",
            "behind",
        ];
        let follows = follows.into_iter().flat_map(class).map(|(word, _)| (word.to_owned(), ()));
        builder.class(can::BEHIND_DATE, follows);
        let mut list = |names: &[&'static str]| {
            let words = names.iter().flat_map(|name| class(name));
            builder.class(0, words.map(|(word, _)| (word.to_owned(), ())).collect::<Vec<_>>())
        };
        let (week, and, between) = (list(&["week_unit"]), list(&["and"]), list(&["between"]));
        let (first_one, last_one) = (list(&["first_one"]), list(&["last_one"]));
        let (within, within_filler, within_end) = (list(&["within"]), list(&["within_filler"]), list(&["within_end"]));
        let (goes_on_week, era) = (list(&["goes_on_week"]), list(&["era"]));
        let (goes_on, not_close, name) = (list(&["goes_on"]), list(&["not_close"]), list(&["name"]));
        let era_end = era
            .entries()
            .filter_map(|(word, ())| word.chars().next_back())
            .map(|c| (c.to_string(), ()))
            .collect::<Vec<_>>();
        let era_end = builder.class(0, era_end);
        let closes = [
            ("since", Close::Since),
            ("from", Close::From),
            ("before", Close::Before),
            ("after", Close::After),
            ("until_with", Close::UntilWith),
            ("from_with", Close::FromWith),
        ];
        let close =
            closes.into_iter().flat_map(|(name, close)| class(name).map(move |(word, _)| (word.to_owned(), close)));
        let close = builder.class(0, close);
        let spans = [("plan_all", Span::All), ("plan_start", Span::Start), ("plan_end", Span::End)];
        let plan = spans.into_iter().flat_map(|(name, span)| class(name).map(move |(word, _)| (word.to_owned(), span)));
        let plan = builder.class(0, plan);
        let pieces = class("piece").filter_map(|(word, value)| Some((word.to_owned(), value.parse().ok()?)));
        let units = class("unit").filter_map(|(word, value)| Some((word.to_owned(), unit(value)?)));
        Self {
            pairs: Pairs::new(&lead),
            lead,
            part: builder.class(0, parts()),
            piece: builder.class(0, pieces),
            unit: builder.class(0, units),
            week,
            plan,
            close,
            and,
            between,
            first_one,
            last_one,
            within,
            within_filler,
            within_end,
            goes_on,
            goes_on_week,
            era,
            era_end,
            not_close,
            name,
            not_after: builder.class(
                0,
                class("not_after").map(|(word, value)| (word.to_owned(), value.split(' ').map(Into::into).collect())),
            ),
        }
    }

    /// The longest word that begins a date at a byte: the byte behind it and what it says.
    #[inline]
    pub(super) fn begin(&self, text: &str, at: usize) -> Option<(usize, &Word)> {
        let rest = &text[at..];
        let mut chars = rest.chars();
        let first = chars.next()?;
        let second = chars.next().unwrap_or('\0');
        if let Some(found) = self.pairs.longest(rest, first, second) {
            return Some((at + found.0, found.1));
        }
        // A word of one character stands before a count.
        let counts = matches!(second, '半' | '末' | '日' | '天') || leads().flags(second) & can::NUMBER != 0;
        if let Some(found) = if counts { self.pairs.longest(rest, first, '\0') } else { None } {
            return Some((at + found.0, found.1));
        }
        // Torn lines leave blanks inside words.
        let (length, word) = if second == ' ' { self.lead.longest(rest)? } else { return None };
        Some((at + length, word))
    }

    /// True if a word ends before a byte behind which the word at that byte begins no date: 以|前, 每|周.
    pub(super) fn follows_wrongly(&self, text: &str, at: usize) -> bool {
        let head = &text[..at];
        self.not_after
            .longest(&text[at..])
            .is_some_and(|(_, words)| !head.is_empty() && words.iter().any(|word| head.ends_with(&**word)))
    }

    /// True behind 民国, 农历 and their like.
    pub(super) fn behind_era(&self, text: &str, at: usize) -> bool {
        let head = &text[..at];
        let last = head.chars().next_back().map_or(at, |c| at - c.len_utf8());
        self.era_end.begins(&text[last..]) && self.era.ends(head).is_some()
    }
}

/// The words by the pair of characters with which they begin, as a hash table; a word of one character has no second.
#[derive(Debug)]
struct Pairs {
    /// By pair; within a pair the longest first.
    words: Vec<(Box<str>, Word)>,
    /// A pair, and where its words begin and end.
    slots: Box<[(u64, u32, u32)]>,
    /// A bit for every pair by its hash: most places have none.
    filter: Box<[u64; 1024]>,
}

impl Pairs {
    fn new(class: &Class<Word>) -> Self {
        let mut words: Vec<(Box<str>, Word)> =
            class.entries().map(|(word, meaning)| (word.into(), meaning.clone())).collect();
        let key = |word: &str| {
            let mut chars = word.chars();
            Self::key(chars.next().unwrap_or('\0'), chars.next().unwrap_or('\0'))
        };
        words.sort_by_key(|(word, _)| (key(word), std::cmp::Reverse(word.len())));
        let pairs = words.chunk_by(|(word, _), (next, _)| key(word) == key(next)).count();
        let mut slots = vec![(0, 0, 0); (2 * pairs).next_power_of_two()].into_boxed_slice();
        let mut filter = Box::new([0; 1024]);
        for (place, (word, _)) in words.iter().enumerate() {
            let (key, place) = (key(word), u32::try_from(place).unwrap_or(u32::MAX));
            let (cell, bit) = Self::bit(Self::mix(key));
            filter[cell] |= bit;
            let mut slot = Self::slot(Self::mix(key), slots.len());
            while slots[slot].0 != 0 && slots[slot].0 != key {
                slot = (slot + 1) & (slots.len() - 1);
            }
            let from = if slots[slot].0 == key { slots[slot].1 } else { place };
            slots[slot] = (key, from, place + 1);
        }
        Self { words, slots, filter }
    }

    #[inline]
    fn key(first: char, second: char) -> u64 {
        (u64::from(u32::from(first)) << 32) | u64::from(u32::from(second))
    }

    #[inline]
    fn mix(key: u64) -> u64 {
        key.wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }

    #[inline]
    fn slot(mixed: u64, slots: usize) -> usize {
        (mixed >> 24) as usize & (slots - 1)
    }

    /// The cell of the filter and the bit in it.
    #[inline]
    fn bit(mixed: u64) -> (usize, u64) {
        ((mixed >> 54) as usize, 1 << (mixed >> 48 & 63))
    }

    /// The longest word with a pair that begins a stretch: its length and what it says.
    #[inline]
    fn longest(&self, rest: &str, first: char, second: char) -> Option<(usize, &Word)> {
        let key = Self::key(first, second);
        let mixed = Self::mix(key);
        let (cell, bit) = Self::bit(mixed);
        if self.filter[cell] & bit == 0 {
            return None;
        }
        let mut slot = Self::slot(mixed, self.slots.len());
        loop {
            match self.slots[slot] {
                (0, ..) => return None,
                (held, from, to) if held == key => {
                    let words = &self.words[from as usize..to as usize];
                    return words
                        .iter()
                        .find(|(word, _)| rest.starts_with(&**word))
                        .map(|(word, say)| (word.len(), say));
                }
                _ => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
    }
}
