//! The words of values, from `dictionaries/{bounds,currencies,units,value_cues}.tsv`: each class answers which of its words
//! begins at a place, the longest first, and all classes together tell the scanner where a value can begin.

use super::calendar_words::CalendarWords;
use crate::extract::{Comparator, PercentUnit};
use std::sync::LazyLock;

/// Words of one class, each with what it means.
#[derive(Debug)]
pub(super) struct Class<T> {
    /// By lead; within a lead the longest first.
    words: Vec<(Box<str>, T)>,
    /// Where the words of a lead begin and end, by the number of the lead; leads behind the last have none.
    leads: Vec<(u32, u32)>,
}

impl<T> Class<T> {
    /// The longest word that begins a stretch: its length in bytes and its meaning.
    #[inline]
    pub(super) fn longest(&self, rest: &str) -> Option<(usize, &T)> {
        let lead = leads().number(rest.chars().next()?);
        let &(from, to) = self.leads.get(lead)?;
        if from == to {
            return None;
        }
        self.of_lead(rest, from, to)
    }

    fn of_lead(&self, rest: &str, from: u32, to: u32) -> Option<(usize, &T)> {
        let words = &self.words[from as usize..to as usize];
        if let Some((word, meaning)) = words.iter().find(|(word, _)| rest.starts_with(&**word)) {
            return Some((word.len(), meaning));
        }
        // Torn lines leave blanks inside words: 个 百分点.
        let second = rest.chars().nth(1)?;
        if second != ' ' {
            return None;
        }
        words.iter().find_map(|(word, meaning)| Some((torn(rest, word)?, meaning)))
    }

    /// True if a word of the class begins the stretch.
    pub(super) fn begins(&self, rest: &str) -> bool {
        self.longest(rest).is_some()
    }

    /// The byte behind the word that begins at a place.
    pub(super) fn skip(&self, text: &str, at: usize) -> Option<usize> {
        self.longest(&text[at..]).map(|(length, _)| at + length)
    }

    /// The words, in no order that means anything.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|(word, _)| &**word)
    }

    /// The words with what they mean, in no order that means anything.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&str, &T)> {
        self.words.iter().map(|(word, meaning)| (&**word, meaning))
    }

    /// The longest word of the class that ends a stretch.
    pub(super) fn ends<'w>(&'w self, head: &str) -> Option<&'w str> {
        self.words().filter(|word| head.ends_with(*word)).max_by_key(|word| word.len())
    }
}

/// The length of a stretch that has the characters of a word with at most three blanks before each.
fn torn(rest: &str, word: &str) -> Option<usize> {
    let mut tail = rest;
    for (place, c) in word.chars().enumerate() {
        if place > 0 {
            for _ in 0..3 {
                tail = tail.strip_prefix(' ').unwrap_or(tail);
            }
        }
        tail = tail.strip_prefix(c)?;
    }
    Some(rest.len() - tail.len())
}

/// What can begin at a character. One bit each.
pub(super) mod can {
    /// A number.
    pub(crate) const NUMBER: u16 = 1;
    /// A bound before a number.
    pub(crate) const BOUND: u16 = 1 << 1;
    /// A currency before a number.
    pub(crate) const CURRENCY: u16 = 1 << 2;
    /// A word of the calendar.
    pub(crate) const DATE: u16 = 1 << 3;
    /// A financing round.
    pub(crate) const ROUND: u16 = 1 << 4;
    /// A word that names a rate.
    pub(crate) const RATE: u16 = 1 << 5;
    /// A change of level.
    pub(crate) const CHANGE: u16 = 1 << 6;
    /// A price per share.
    pub(crate) const PRICE: u16 = 1 << 7;
    /// A part in words that has no number before it: 半成, 对折.
    pub(crate) const PART: u16 = 1 << 8;
    /// What belongs to a date that stands before.
    pub(crate) const BEHIND_DATE: u16 = 1 << 12;
}

/// Every character that begins a word of some class has a number; numbers are shared by all classes.
#[derive(Debug)]
pub(super) struct Leads {
    /// By code point of the basic plane; 0 for characters that begin nothing.
    numbers: Box<[u16]>,
    /// What can begin, by number.
    flags: Vec<u16>,
}

impl Leads {
    fn new() -> Self {
        Self { numbers: vec![0; 0x1_0000].into_boxed_slice(), flags: vec![0] }
    }

    #[inline]
    fn number(&self, c: char) -> usize {
        self.numbers.get(c as usize).map_or(0, |number| usize::from(*number))
    }

    /// What can begin at a character.
    #[inline]
    pub(super) fn flags(&self, c: char) -> u16 {
        self.flags[self.number(c)]
    }

    fn add(&mut self, c: char, flag: u16) {
        let Some(number) = self.numbers.get_mut(c as usize) else { return };
        if *number == 0 {
            *number = u16::try_from(self.flags.len()).unwrap_or(0);
            self.flags.push(0);
        }
        self.flags[usize::from(*number)] |= flag;
    }
}

/// A currency: its ISO 4217 code, and on which sides of its number the word stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Currency {
    /// ISO 4217.
    pub(super) code: Box<str>,
    /// 人民币5亿元, $5.
    pub(super) before: bool,
    /// 5亿美元.
    pub(super) behind: bool,
    /// The word says the currency; 元 and 块 alone do not.
    pub(super) explicit: bool,
}

/// What a word behind a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Hundredths, points, basis points.
    Percent(PercentUnit),
    /// Shares.
    Shares,
    /// A place of an ISO 8601 duration and how many of it: 季度 is three months.
    Time(usize, u32),
    /// Tenths: 三成.
    Tenth,
    /// What remains of a price: 八折.
    Discount,
}

/// All classes.
#[derive(Debug)]
pub(super) struct Words {
    /// 不超过, 约: before a number.
    pub(super) before: Class<Comparator>,
    /// 以上, 左右: behind its unit.
    pub(super) behind: Class<Comparator>,
    /// 余, 多: between a number and its unit, or behind it.
    pub(super) over: Class<Comparator>,
    /// 元, 美元, RMB.
    pub(super) currency: Class<Currency>,
    /// %, 股, 个月.
    pub(super) unit: Class<Unit>,
    /// Powers of ten in Latin letters: million, bn, M.
    pub(super) scale: Class<u32>,
    /// /股 behind a currency.
    pub(super) per_share: Class<()>,
    /// Between the ends of a range.
    pub(super) link: Class<()>,
    /// Between a lower bound and an upper one: 不低于…且不超过….
    pub(super) both: Class<()>,
    /// Between the members of a list.
    pub(super) list: Class<()>,
    /// 由, 从: before the old level.
    pub(super) change_from: Class<()>,
    /// 原来的, 此前的: before the number of the old level.
    pub(super) change_old: Class<()>,
    /// 逐步, 大幅: before the verb of a change.
    pub(super) change_adverb: Class<()>,
    /// 增至, 下调至.
    pub(super) change_to: Class<()>,
    /// What makes a number without a currency money when it follows: 融资, 战略投资.
    pub(super) money_follows: Class<()>,
    /// The same before it in the clause: 募资规模达1.5亿.
    pub(super) money_before: Class<()>,
    /// What follows 元 or 块 when they are no currency: 三元锂电池.
    pub(super) no_money: Class<()>,
    /// What counts something else behind a scaled number: 人, 吨, 平方米.
    pub(super) no_tenth: Class<()>,
    /// Words that name a price, right before it: 发行价, 均价.
    pub(super) price_before: Class<()>,
    /// 每股, before a price.
    pub(super) per_share_before: Class<()>,
    /// Words that name an interest rate.
    pub(super) rate: Class<()>,
    /// Between such a word and its rate: 为, 低至.
    pub(super) rate_filler: Class<()>,
    /// Reference rates with a spread: LPR.
    pub(super) reference_rate: Class<()>,
    /// Between a bound and the number that it bounds, with 的 or nothing at the end: 公司总股本, 发行前股本.
    pub(super) ratio_base: Class<()>,
    /// Brackets behind a bounded value that belong to it: (含).
    pub(super) inclusive: Class<()>,
    /// 半年, 半成, 对折: halves that have no number.
    pub(super) half: Class<Unit>,
}

/// The rows of a table, without its comments and its head.
pub(super) fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .skip(1)
        .map(|line| line.split('\t').collect())
}

const BOUNDS: &str = include_str!("../../../dictionaries/bounds.tsv");
const CURRENCIES: &str = include_str!("../../../dictionaries/currencies.tsv");
const UNITS: &str = include_str!("../../../dictionaries/units.tsv");
const CUES: &str = include_str!("../../../dictionaries/value_cues.tsv");
const VARIANTS: &str = include_str!("../../../dictionaries/traditional.tsv");

/// Builds classes: gives the words of traditional script beside the simplified ones, and numbers their leads.
#[derive(Debug)]
pub(super) struct Builder {
    variants: Vec<(char, char)>,
    leads: Leads,
}

impl Builder {
    fn new() -> Self {
        let pair = |row: Vec<&str>| Some((row.first()?.chars().next()?, row.get(1)?.chars().next()?));
        Self { variants: rows(VARIANTS).filter_map(pair).collect(), leads: Leads::new() }
    }

    /// A class from its words.
    pub(super) fn class<T: Clone>(&mut self, flag: u16, words: impl IntoIterator<Item = (String, T)>) -> Class<T> {
        let mut all: Vec<(Box<str>, T)> = Vec::new();
        for (word, meaning) in words {
            let traditional: String = word.chars().map(|c| self.variant(c)).collect();
            if traditional != word {
                all.push((traditional.into(), meaning.clone()));
            }
            all.push((word.into(), meaning));
        }
        for (word, _) in &all {
            self.leads.add(word.chars().next().unwrap_or(' '), flag);
        }
        let lead = |word: &str, leads: &Leads| word.chars().next().map_or(0, |c| leads.number(c));
        all.sort_by_key(|(word, _)| (lead(word, &self.leads), std::cmp::Reverse(word.len())));
        let mut leads = vec![(0, 0); self.leads.flags.len()];
        for (place, (word, _)) in all.iter().enumerate() {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            let range: &mut (u32, u32) = &mut leads[lead(word, &self.leads)];
            if range.0 == range.1 {
                *range = (place, place);
            }
            range.1 = place + 1;
        }
        Class { words: all, leads }
    }

    fn variant(&self, c: char) -> char {
        self.variants.iter().find(|(simplified, _)| *simplified == c).map_or(c, |(_, traditional)| *traditional)
    }

    fn cue(&mut self, flag: u16, class: &str) -> Class<()> {
        let words = rows(CUES).filter(|row| row.get(1) == Some(&class));
        self.class(flag, words.map(|row| (row[0].to_owned(), ())))
    }

    fn bound(&mut self, flag: u16, place: &str) -> Class<Comparator> {
        let words = rows(BOUNDS).filter(|row| row.get(1) == Some(&place)).filter_map(|row| {
            let comparator = match *row.get(2)? {
                "le" => Comparator::Le,
                "ge" => Comparator::Ge,
                "gt" => Comparator::Gt,
                "lt" => Comparator::Lt,
                "approx" => Comparator::Approx,
                _ => return None,
            };
            Some((row[0].to_owned(), comparator))
        });
        self.class(flag, words)
    }

    fn currencies(&mut self) -> Class<Currency> {
        let words = rows(CURRENCIES).filter_map(|row| {
            let [word, code, place] = row.as_slice() else { return None };
            let currency = Currency {
                code: (*code).into(),
                before: matches!(*place, "before" | "both"),
                behind: matches!(*place, "behind" | "both" | "default"),
                explicit: *place != "default",
            };
            Some(((*word).to_owned(), currency))
        });
        let class = self.class(0, words);
        for (word, currency) in &class.words {
            if currency.before {
                self.leads.add(word.chars().next().unwrap_or(' '), can::CURRENCY);
            }
        }
        class
    }

    fn units(&mut self, flag: u16, half: bool) -> Class<Unit> {
        let words = rows(UNITS).filter_map(|row| {
            let [word, class, value] = row.as_slice() else { return None };
            let (class, is_half) = class.strip_prefix("half ").map_or((*class, false), |class| (class, true));
            let unit = match (class, *value) {
                ("percent", "percent") => Unit::Percent(PercentUnit::Percent),
                ("percent", "point") => Unit::Percent(PercentUnit::Point),
                ("percent", "basis_point") => Unit::Percent(PercentUnit::BasisPoint),
                ("shares", _) => Unit::Shares,
                ("tenth", _) => Unit::Tenth,
                ("discount", _) => Unit::Discount,
                ("time", value) => {
                    let (count, place) = value.split_at(value.len() - 1);
                    let place = ["Y", "M", "W", "D", "h", "m", "s"].iter().position(|letter| *letter == place)?;
                    Unit::Time(place, count.parse().ok()?)
                }
                _ => return None,
            };
            (is_half == half).then(|| ((*word).to_owned(), unit))
        });
        self.class(flag, words)
    }

    fn scales(&mut self) -> Class<u32> {
        let words = rows(UNITS).filter(|row| row.get(1) == Some(&"scale"));
        self.class(0, words.filter_map(|row| Some((row[0].to_owned(), row.get(2)?.parse().ok()?))))
    }
}

/// What stands before a number, as characters: digits of every script, units, signs.
const NUMBER_LEADS: &str = "0123456789〇零○Ｏ一壹幺二贰两貳兩弍三叁參四肆五伍六陆陸七柒八捌九玖十拾百佰千仟万萬亿億兆数數几幾半上好-−负負";

/// Characters with which a financing round can begin.
const ROUND_LEADS: &str = "ABCDEFGHIPp天种種战戰";

/// The classes of values and of the calendar, and what can begin where.
pub(super) fn words() -> &'static Words {
    &ALL.words
}

/// The words of the calendar.
pub(super) fn calendar() -> &'static CalendarWords {
    &ALL.calendar
}

/// What can begin at a character.
pub(super) fn leads() -> &'static Leads {
    &ALL.leads
}

#[derive(Debug)]
struct All {
    words: Words,
    calendar: CalendarWords,
    leads: Leads,
}

static ALL: LazyLock<All> = LazyLock::new(|| {
    let mut builder = Builder::new();
    for c in NUMBER_LEADS.chars() {
        builder.leads.add(c, can::NUMBER);
    }
    for c in ROUND_LEADS.chars() {
        builder.leads.add(c, can::ROUND);
    }
    let words = Words {
        before: builder.bound(can::BOUND, "before"),
        behind: builder.bound(0, "behind"),
        over: builder.bound(0, "over"),
        currency: builder.currencies(),
        unit: builder.units(0, false),
        scale: builder.scales(),
        per_share: builder.cue(0, "per_share"),
        link: builder.cue(0, "link"),
        both: builder.cue(0, "both"),
        list: builder.cue(0, "list"),
        change_from: builder.cue(can::CHANGE, "change_from"),
        change_old: builder.cue(0, "change_old"),
        change_adverb: builder.cue(0, "change_adverb"),
        change_to: builder.cue(0, "change_to"),
        money_follows: builder.cue(0, "money_follows"),
        money_before: builder.cue(0, "money_before"),
        no_money: builder.cue(0, "no_money"),
        no_tenth: builder.cue(0, "no_tenth"),
        price_before: builder.cue(0, "price_before"),
        per_share_before: builder.cue(can::PRICE, "per_share_before"),
        rate: builder.cue(can::RATE, "rate"),
        rate_filler: builder.cue(0, "rate_filler"),
        reference_rate: builder.cue(can::RATE, "reference_rate"),
        ratio_base: builder.cue(0, "ratio_base"),
        inclusive: builder.cue(0, "inclusive"),
        half: builder.units(can::PART, true),
    };
    let calendar = CalendarWords::build(&mut builder);
    All { words, calendar, leads: builder.leads }
});

/// The bound word that begins a stretch, before a number.
pub(super) fn before(rest: &str) -> Option<(usize, Comparator)> {
    words().before.longest(rest).map(|(length, comparator)| (length, *comparator))
}

/// The bound word that begins a stretch, behind a number.
pub(super) fn behind(rest: &str) -> Option<(usize, Comparator)> {
    words().over.longest(rest).or_else(|| words().behind.longest(rest)).map(|(length, comparator)| (length, *comparator))
}

/// The currency word that begins a stretch: its length and ISO 4217 code.
pub(super) fn currency(rest: &str) -> Option<(usize, &'static str)> {
    let (length, currency) = words().currency.longest(rest)?;
    // A Latin code must end there: USD 5, not USDT.
    let word = &rest[..length];
    let letters = word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let goes_on = rest[length..].starts_with(|c: char| c.is_ascii_alphabetic());
    (!(letters && goes_on)).then_some((length, &*currency.code))
}

/// True for the first character of a bound word.
pub(super) fn can_bound(c: char) -> bool {
    leads().flags(c) & can::BOUND != 0
}

/// True for the first character of a currency word that stands before its number, or of a change of level.
pub(super) fn can_be_currency(c: char) -> bool {
    leads().flags(c) & (can::CURRENCY | can::CHANGE) != 0
}
