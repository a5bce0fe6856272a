//! The words of values, from `dictionaries/{bounds,currencies,units,value_cues}.tsv`: each class answers which of its words
//! begins at a place, the longest first, and all classes together tell the scanner where a value can begin.

use super::calendar_words::CalendarWords;
pub(super) use super::leads::can;
use super::leads::{Gate, Leads};
use crate::extract::{Comparator, PercentUnit};
use std::sync::LazyLock;

/// Words of one class, each with what it means.
#[derive(Debug)]
pub(super) struct Class<T> {
    /// By lead; within a lead the longest first.
    words: Vec<Word<T>>,
    /// One bit for every lead that has words, by its number.
    has: Vec<u64>,
    /// Where the words of a lead begin and end, by the number of the lead; leads behind the last have none.
    leads: Vec<(u32, u32)>,
    /// Places of words by the number of their last character.
    tails: Vec<Vec<u32>>,
}

#[derive(Debug)]
struct Word<T> {
    text: Box<str>,
    /// The second character, to refuse without a comparison of bytes; `\0` if there is none.
    second: char,
    /// Bytes of the first two characters.
    tested: usize,
    meaning: T,
}

impl<T> Class<T> {
    /// The longest word that begins a stretch: its length in bytes and its meaning.
    #[inline]
    pub(super) fn longest(&self, rest: &str) -> Option<(usize, &T)> {
        let mut chars = rest.chars();
        let lead = leads().number(chars.next()?);
        if self.has.get(lead / 64)? >> (lead % 64) & 1 == 0 {
            return None;
        }
        self.of_lead(rest, chars.next().unwrap_or('\0'), lead)
    }

    fn of_lead(&self, rest: &str, second: char, lead: usize) -> Option<(usize, &T)> {
        let &(from, to) = self.leads.get(lead)?;
        let words = &self.words[from as usize..to as usize];
        // A loop over few bytes is quicker than a call for every word.
        let same = |word: &[u8], bytes: &[u8]| {
            bytes.len() >= word.len() && word.iter().zip(bytes).all(|(one, other)| one == other)
        };
        let fits = |word: &&Word<T>| {
            word.second == '\0'
                || (word.second == second
                    && same(&word.text.as_bytes()[word.tested..], &rest.as_bytes()[word.tested..]))
        };
        if let Some(word) = words.iter().find(fits) {
            return Some((word.text.len(), &word.meaning));
        }
        // Torn lines leave blanks inside words: 个 百分点.
        if second != ' ' {
            return None;
        }
        words.iter().find_map(|word| Some((torn(rest, &word.text)?, &word.meaning)))
    }

    /// True if a word of the class begins the stretch.
    pub(super) fn begins(&self, rest: &str) -> bool {
        self.longest(rest).is_some()
    }

    /// The byte behind the word that begins at a place.
    pub(super) fn skip(&self, text: &str, at: usize) -> Option<usize> {
        self.longest(&text[at..]).map(|(length, _)| at + length)
    }

    /// The longest word of the class that ends a stretch.
    pub(super) fn ends(&self, head: &str) -> Option<&str> {
        let places = self.tails.get(leads().number(head.chars().next_back()?))?;
        let words = places.iter().map(|place| &*self.words[*place as usize].text);
        words.filter(|word| head.ends_with(word)).max_by_key(|word| word.len())
    }

    /// The last word of the class in a stretch, and where it begins.
    pub(super) fn within(&self, stretch: &str) -> Option<(usize, &T)> {
        let (mut last, mut next) = (None, 0);
        for (at, _) in stretch.char_indices() {
            if at >= next
                && let Some((length, meaning)) = self.longest(&stretch[at..])
            {
                (last, next) = (Some((at, meaning)), at + length);
            }
        }
        last
    }

    /// The words with what they mean, in no order that means anything.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&str, &T)> {
        self.words.iter().map(|word| (&*word.text, &word.meaning))
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
    /// Decimals by which a minor unit is smaller: 2 for 美分.
    pub(super) minor: u32,
}

/// What a word behind a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Hundredths, points, basis points.
    Percent(PercentUnit),
    /// Thousandths of the whole.
    Permille,
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
    /// 内 behind a length of time.
    pub(super) behind_time: Class<Comparator>,
    /// 余, 多: between a number and its unit, or behind it.
    pub(super) over: Class<Comparator>,
    /// 元, 美元, RMB.
    pub(super) currency: Class<Currency>,
    /// %, 股, 个月.
    pub(super) unit: Class<Unit>,
    /// Halves that have no number: 半年, 半成, 对折.
    pub(super) half: Class<Unit>,
    /// Powers of ten in Latin letters: million, bn, M.
    pub(super) scale: Class<u32>,
    /// /股 behind a currency.
    pub(super) per_share: Class<()>,
    /// 每股, before a price.
    pub(super) per_share_before: Class<()>,
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
    /// What makes 块 money before it: 花, 卖.
    pub(super) money_verb: Class<()>,
    /// What follows 元 or 块 behind a small number when they are no currency: 三元锂电池.
    pub(super) no_money: Class<()>,
    /// Words that begin like a currency: 元旦, 日元气.
    pub(super) no_currency: Class<()>,
    /// What follows 成 and 折 inside other words: 成立, 折扣.
    pub(super) no_tenth: Class<()>,
    /// Words that begin with 股 and count no shares: 股东, 股权.
    pub(super) no_shares: Class<()>,
    /// Words that begin with 余 or 多 and bound nothing: 余额, 多元化.
    pub(super) no_over: Class<()>,
    /// Words that begin like a bound and are none: 以上市.
    pub(super) no_behind: Class<()>,
    /// Words that begin with a unit of time: 年度, 天然, 周边.
    pub(super) no_time: Class<()>,
    /// Before the amount in another currency: 约合, 折合.
    pub(super) conversion: Class<()>,
    /// Words that name a price, right before it: 发行价, 均价.
    pub(super) price_before: Class<()>,
    /// Between such a word and its price: 为, 是.
    pub(super) price_filler: Class<()>,
    /// Words that end with a bound and bound nothing: 签约, 经过.
    pub(super) no_bound: Class<()>,
    /// Verbs before a change and its new level: 下降1亿元至5亿元.
    pub(super) change_by: Class<()>,
    /// What follows 股 where few stocks are counted: 股涨停.
    pub(super) no_few_shares: Class<()>,
    /// Characters before 利率 and the like that make other words of them: 毛利率.
    pub(super) no_rate: Class<()>,
    /// Words that name an interest rate.
    pub(super) rate: Class<()>,
    /// Between such a word and its rate: 为, 低至.
    pub(super) rate_filler: Class<()>,
    /// Reference rates with a spread: LPR.
    pub(super) reference_rate: Class<()>,
    /// The sign of a spread: +, 加, 减, 上浮.
    pub(super) spread: Class<()>,
    /// Between a bound and its percentage: 公司总股本.
    pub(super) ratio_base: Class<()>,
    /// Between a count of shares and its part of the whole: 占公司总股本.
    pub(super) share_of: Class<()>,
    /// What a bracket behind a bound begins with that belongs to it: 含, 不含.
    pub(super) inclusive: Class<()>,
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
            self.leads.add_word(word, flag);
            self.leads.add(word.chars().next_back().unwrap_or(' '), 0);
        }
        let lead = |word: &str, leads: &Leads| word.chars().next().map_or(0, |c| leads.number(c));
        all.sort_by_key(|(word, _)| (lead(word, &self.leads), std::cmp::Reverse(word.len())));
        let mut leads = vec![(0, 0); self.leads.count()];
        let mut tails = vec![Vec::new(); self.leads.count()];
        for (place, (word, _)) in all.iter().enumerate() {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            let range: &mut (u32, u32) = &mut leads[lead(word, &self.leads)];
            if range.0 == range.1 {
                *range = (place, place);
            }
            range.1 = place + 1;
            tails[word.chars().next_back().map_or(0, |c| self.leads.number(c))].push(place);
        }
        let words = all.into_iter().map(|(text, meaning)| {
            let second = text.chars().nth(1).unwrap_or('\0');
            let tested = text.chars().take(2).map(char::len_utf8).sum();
            Word { text, second, tested, meaning }
        });
        let mut has = vec![0u64; leads.len() / 64 + 1];
        for (lead, _) in leads.iter().enumerate().filter(|(_, (from, to))| from != to) {
            has[lead / 64] |= 1 << (lead % 64);
        }
        Class { words: words.collect(), has, leads, tails }
    }

    /// Marks that words of the second class may stand behind words of one character of the first: 由|原来的.
    fn join<T, U>(&mut self, first: &Class<T>, second: &Class<U>) {
        let heads = first.words.iter().filter(|word| word.second == '\0').filter_map(|word| word.text.chars().next());
        for head in heads {
            for next in second.words.iter().filter_map(|word| word.text.chars().next()) {
                self.leads.add_pair(head, next, 0);
            }
        }
    }

    fn variant(&self, c: char) -> char {
        self.variants.iter().find(|(simplified, _)| *simplified == c).map_or(c, |(_, traditional)| *traditional)
    }

    fn cue(&mut self, flag: u16, class: &str) -> Class<()> {
        let words = rows(CUES).filter(|row| row.get(1) == Some(&class)).filter_map(|row| row.first().copied());
        self.class(flag, words.map(|word| (word.to_owned(), ())))
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
            let (code, minor) = code.split_once("/1").map_or((*code, 0), |(code, zeros)| (code, zeros.len()));
            let currency = Currency {
                code: code.into(),
                minor: u32::try_from(minor).unwrap_or(0),
                before: matches!(*place, "before" | "both"),
                behind: matches!(*place, "behind" | "both" | "default"),
                explicit: *place != "default",
            };
            Some(((*word).to_owned(), currency))
        });
        let class = self.class(0, words);
        for word in &class.words {
            if word.meaning.before {
                self.leads.add_word(&word.text, can::CURRENCY);
            }
            if word.meaning.behind {
                self.leads.add(word.text.chars().next().unwrap_or(' '), can::FOLLOW);
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
                ("percent", "permille") => Unit::Permille,
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
        let class = self.class(flag, words);
        for word in class.words.iter().filter(|word| matches!(word.meaning, Unit::Time(..))) {
            self.leads.add(word.text.chars().next().unwrap_or(' '), can::TIMED);
        }
        class
    }

    fn scales(&mut self, flag: u16) -> Class<u32> {
        let words = rows(UNITS).filter(|row| row.get(1) == Some(&"scale"));
        self.class(flag, words.filter_map(|row| Some((row[0].to_owned(), row.get(2)?.parse().ok()?))))
    }
}

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

/// Where a value can begin.
pub(super) fn gate() -> &'static Gate {
    &ALL.gate
}

#[derive(Debug)]
struct All {
    words: Words,
    calendar: CalendarWords,
    leads: Leads,
    gate: Gate,
}

static ALL: LazyLock<All> = LazyLock::new(|| {
    let mut builder = Builder::new();
    let words = Words {
        before: builder.bound(can::BOUND, "before"),
        behind: builder.bound(can::TAIL, "behind"),
        behind_time: builder.bound(0, "behind_time"),
        over: builder.bound(can::FOLLOW | can::TIMED | can::TAIL, "over"),
        currency: builder.currencies(),
        unit: builder.units(can::FOLLOW, false),
        half: builder.units(can::PART, true),
        scale: builder.scales(can::FOLLOW),
        per_share: builder.cue(0, "per_share"),
        per_share_before: builder.cue(can::PRICE, "per_share_before"),
        link: builder.cue(can::FOLLOW | can::TIMED, "link"),
        both: builder.cue(0, "both"),
        list: builder.cue(can::FOLLOW, "list"),
        change_from: builder.cue(can::CHANGE, "change_from"),
        change_old: builder.cue(0, "change_old"),
        change_adverb: builder.cue(0, "change_adverb"),
        change_to: builder.cue(0, "change_to"),
        money_follows: builder.cue(0, "money_follows"),
        money_before: builder.cue(0, "money_before"),
        money_verb: builder.cue(0, "money_verb"),
        no_money: builder.cue(0, "no_money"),
        no_currency: builder.cue(0, "no_currency"),
        no_tenth: builder.cue(0, "no_tenth"),
        no_shares: builder.cue(0, "no_shares"),
        no_over: builder.cue(0, "no_over"),
        no_behind: builder.cue(0, "no_behind"),
        no_time: builder.cue(0, "no_time"),
        conversion: builder.cue(0, "conversion"),
        price_before: builder.cue(0, "price_before"),
        price_filler: builder.cue(0, "price_filler"),
        no_bound: builder.cue(0, "no_bound"),
        change_by: builder.cue(0, "change_by"),
        no_few_shares: builder.cue(0, "no_few_shares"),
        no_rate: builder.cue(0, "no_rate"),
        rate: builder.cue(can::RATE, "rate"),
        rate_filler: builder.cue(0, "rate_filler"),
        reference_rate: builder.cue(can::RATE, "reference_rate"),
        spread: builder.cue(0, "spread"),
        ratio_base: builder.cue(0, "ratio_base"),
        share_of: builder.cue(0, "share_of"),
        inclusive: builder.cue(0, "inclusive"),
    };
    builder.join(&words.change_from, &words.change_old);
    let calendar = CalendarWords::build(&mut builder);
    let gate = Gate::new(&builder.leads);
    All { words, calendar, leads: builder.leads, gate }
});
