//! The word classes of names (`firm_words.tsv`, `surnames.txt`), compiled once.

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Words of one class, found at the beginning or at the end of a stretch in time that does not grow with the class.
#[derive(Debug, Default)]
pub struct WordSet {
    by_first: HashMap<char, Vec<&'static str>>,
    by_last: HashMap<char, Vec<&'static str>>,
}

impl WordSet {
    /// Words longest first.
    pub(crate) fn new(words: &[&'static str]) -> Self {
        let mut set = Self::default();
        for word in words {
            if let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) {
                set.by_first.entry(first).or_default().push(word);
                set.by_last.entry(last).or_default().push(word);
            }
        }
        set
    }

    /// The longest word that the stretch begins with.
    #[must_use]
    pub fn begins(&self, stretch: &str) -> Option<&'static str> {
        let words = self.by_first.get(&stretch.chars().next()?)?;
        words.iter().find(|word| stretch.starts_with(**word)).copied()
    }

    /// All words.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.by_first.values().flatten().copied()
    }

    /// One of the words stands in the stretch.
    pub(crate) fn within(&self, stretch: &str) -> bool {
        stretch.char_indices().any(|(at, _)| self.begins(&stretch[at..]).is_some())
    }

    /// Where the first of the words stands in the stretch.
    pub(crate) fn first(&self, stretch: &str) -> Option<usize> {
        stretch.char_indices().map(|(at, _)| at).find(|at| self.begins(&stretch[*at..]).is_some())
    }

    /// The stretch is one of the words.
    pub(crate) fn holds(&self, stretch: &str) -> bool {
        self.begins(stretch) == Some(stretch)
    }

    /// The longest word that the stretch ends with.
    #[must_use]
    pub fn ends(&self, stretch: &str) -> Option<&'static str> {
        let words = self.by_last.get(&stretch.chars().next_back()?)?;
        words.iter().find(|word| stretch.ends_with(**word)).copied()
    }
}

/// Words of firm names by class.
pub struct FirmWords {
    /// Ends of registered names, longest first at each place.
    pub suffixes: CharwiseDoubleArrayAhoCorasick<u32>,
    /// Ends of names of plans and funds that hold shares.
    pub products: CharwiseDoubleArrayAhoCorasick<u32>,
    /// Lines of business at the end of short names.
    pub trades: CharwiseDoubleArrayAhoCorasick<u32>,
    /// Ends of undisclosed parties.
    pub heads: CharwiseDoubleArrayAhoCorasick<u32>,
    /// Classes of receivers.
    pub classes: CharwiseDoubleArrayAhoCorasick<u32>,
    /// Titles before a person's name.
    pub titles: CharwiseDoubleArrayAhoCorasick<u32>,
    /// The same titles.
    pub titles_set: WordSet,
    /// Nouns before the name they describe.
    pub described: CharwiseDoubleArrayAhoCorasick<u32>,
    /// Nouns of kinship between firms: 控股子公司, 第二大股东.
    pub kin: CharwiseDoubleArrayAhoCorasick<u32>,
    /// The same nouns.
    pub kin_set: WordSet,
    /// Verbs of deals before their object.
    pub deals: CharwiseDoubleArrayAhoCorasick<u32>,
    /// Nouns that describe the name behind them.
    pub nouns: WordSet,
    /// Verbs before a name: 收购蓝湾仪器.
    pub verbs: WordSet,
    /// Words behind which a name may begin, the verbs among them.
    pub starts: WordSet,
    /// Words before which a name ends.
    pub closers: WordSet,
    /// Words before which a person's name ends.
    pub person_closers: WordSet,
    /// Places that begin registered names.
    pub places: WordSet,
    /// Lines of business.
    pub trade_set: WordSet,
    /// Lines of business and further words of a registered name behind its brand.
    pub tails: WordSet,
    /// Words that make a kind of thing of the trade word behind them: 社会资本.
    pub common: WordSet,
    /// Words that make a kind of bank of 银行: 商业银行.
    pub bank_kinds: WordSet,
    /// What a name does.
    pub acts: WordSet,
    /// What only a firm does or has.
    pub deeds: WordSet,
    /// What only a firm that goes public does.
    pub listings: WordSet,
    /// The same words.
    pub listing_hits: CharwiseDoubleArrayAhoCorasick<u32>,
    /// What a person does who acts in a deal.
    pub person_acts: WordSet,
    /// Characters that join with common words: 超 in 超硬.
    pub affixes: HashSet<&'static str>,
    /// Latin letters that are no firm.
    pub acronyms: HashSet<&'static str>,
    /// What looks like a deed of a firm and is none: 收购价.
    pub no_deeds: WordSet,
    /// Countries: 巴西稀土 is a thing.
    pub countries: HashSet<&'static str>,
    /// Characters that names do not begin with.
    pub weak: HashSet<char>,
    /// Characters that foreign names are rendered in.
    pub sounds: HashSet<char>,
    /// Words that open a stretch of prose and no name.
    pub prose_leads: WordSet,
    /// Words that end a stretch of prose and no name.
    pub prose_trails: WordSet,
    /// Characters that link a name to its sentence where a common word, a place or a figure stands behind them.
    pub links: HashSet<char>,
    /// Those of them that no name begins with.
    pub hard_links: HashSet<char>,
    /// What a stake is called: 股权, 少数股份.
    pub shares: CharwiseDoubleArrayAhoCorasick<u32>,
    /// How much of a stake, before it: 部分, 剩余.
    pub parts: WordSet,
    /// Words between the holder and what it holds: 所持, 持有的.
    pub holdings: CharwiseDoubleArrayAhoCorasick<u32>,
    /// The same words.
    pub held: WordSet,
    /// Words between who acts and its verb: 累计, 拟, 再度.
    pub adverbs: WordSet,
    /// Verbs of deals in shares, before which the actor stands.
    pub trades_shares: WordSet,
    /// The same verbs.
    pub trades_in_shares: CharwiseDoubleArrayAhoCorasick<u32>,
    /// Words that open a clause before who acts in it: 截至目前, 其中.
    pub clause_leads: WordSet,
    /// Ends of what is no firm: 注射液, 临床试验.
    pub things: WordSet,
    /// Lines of business that are more often a thing than a firm: 高压设备, 期货.
    pub thing_trades: HashSet<&'static str>,
    /// Offices of a state: who holds one acts in no deal.
    pub offices: CharwiseDoubleArrayAhoCorasick<u32>,
    /// Characters that are surnames and more often words: 国 in 国|政府, 高 in 高|溢价.
    pub rare_surnames: HashSet<char>,
    /// Characters that make a side of a country's short name: 欧方, 乌军.
    pub sides: HashSet<char>,
    /// What somebody without a name is to a firm: 控股股东, 高级管理人员.
    pub holder_titles: CharwiseDoubleArrayAhoCorasick<u32>,
    /// The same words.
    pub holder_set: WordSet,
    /// Surnames of one character.
    pub surnames: HashSet<char>,
}

impl std::fmt::Debug for FirmWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FirmWords").field("acronyms", &self.acronyms.len()).finish_non_exhaustive()
    }
}

/// The built-in words.
pub static WORDS: LazyLock<FirmWords> = LazyLock::new(|| {
    let text = include_str!("../../../dictionaries/firm_words.tsv");
    let class = |wanted: &[&str]| -> Vec<&'static str> {
        let pairs = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        let mut words: Vec<&'static str> =
            pairs.filter(|(_, class)| wanted.contains(class)).map(|(word, _)| word).collect();
        words.sort_by_key(|word| (std::cmp::Reverse(word.len()), *word));
        words.dedup();
        words
    };
    let automaton = |words: &[&str]| {
        CharwiseDoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::LeftmostLongest)
            .build_with_values(words.iter().enumerate().map(|(index, word)| (*word, index as u32)))
            .expect("the tests load the built-in words")
    };
    FirmWords {
        suffixes: automaton(&class(&["suffix"])),
        products: automaton(&class(&["product"])),
        trades: automaton(&class(&["trade"])),
        heads: automaton(&class(&["head"])),
        classes: automaton(&class(&["class"])),
        titles: automaton(&class(&["title"])),
        titles_set: WordSet::new(&class(&["title"])),
        described: automaton(&class(&["noun", "kin"])),
        kin: automaton(&class(&["kin"])),
        kin_set: WordSet::new(&class(&["kin"])),
        deals: automaton(&class(&["verb"])),
        nouns: WordSet::new(&class(&["noun", "kin"])),
        verbs: WordSet::new(&class(&["verb"])),
        starts: WordSet::new(&class(&["start", "verb"])),
        closers: WordSet::new(&class(&["end"])),
        person_closers: WordSet::new(&class(&["person_end"])),
        places: WordSet::new(&class(&["place"])),
        trade_set: WordSet::new(&class(&["trade"])),
        tails: WordSet::new(&class(&["trade", "tail"])),
        common: WordSet::new(&class(&["common"])),
        bank_kinds: WordSet::new(&class(&["bank_kind"])),
        acts: WordSet::new(&class(&["act"])),
        deeds: WordSet::new(&class(&["deed"])),
        listings: WordSet::new(&class(&["listing"])),
        listing_hits: automaton(&class(&["listing"])),
        no_deeds: WordSet::new(&class(&["no_deed"])),
        countries: class(&["country"]).into_iter().collect(),
        weak: class(&["weak"]).iter().flat_map(|word| word.chars()).collect(),
        sounds: class(&["sound"]).iter().flat_map(|word| word.chars()).collect(),
        hard_links: class(&["hard_link"]).iter().flat_map(|word| word.chars()).collect(),
        links: class(&["link"]).iter().flat_map(|word| word.chars()).collect(),
        prose_leads: WordSet::new(&class(&["prose_lead"])),
        prose_trails: WordSet::new(&class(&["prose_trail"])),
        shares: automaton(&class(&["share"])),
        parts: WordSet::new(&class(&["part"])),
        holdings: automaton(&class(&["holding"])),
        held: WordSet::new(&class(&["holding"])),
        adverbs: WordSet::new(&class(&["adverb"])),
        trades_in_shares: automaton(&class(&["trades_shares"])),
        trades_shares: WordSet::new(&class(&["trades_shares"])),
        sides: class(&["side"]).iter().flat_map(|word| word.chars()).collect(),
        rare_surnames: class(&["rare_surname"]).iter().flat_map(|word| word.chars()).collect(),
        clause_leads: WordSet::new(&class(&["clause_lead"])),
        things: WordSet::new(&class(&["thing"])),
        thing_trades: class(&["thing_trade"]).into_iter().collect(),
        offices: automaton(&class(&["office"])),
        holder_titles: automaton(&class(&["holder"])),
        holder_set: WordSet::new(&class(&["holder"])),
        person_acts: WordSet::new(&class(&["person_act"])),
        affixes: class(&["affix"]).into_iter().collect(),
        acronyms: class(&["acronym"]).into_iter().collect(),
        surnames: include_str!("../../../dictionaries/surnames.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::chars)
            .collect(),
    }
});

/// True for a character that can stand inside a name.
#[must_use]
pub fn is_name_char(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | 'A'..='Z' | 'a'..='z' | '0'..='9' | '·' | '&' | '-')
}

/// True for a CJK ideograph.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
}

/// Characters before which a name hardly goes on to the left: prepositions, particles, verbs of one character.
pub const STOPS: &str = "以的对向与和及由为给从被在是将等了于至到把让使替或并又也其这那称获经据按拟请约已曾仅均都就而";

/// True if no Han character of a longer word can follow: the text ends, punctuation or a word stands there that ends names.
#[must_use]
pub fn is_closed(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| !is_han(c) && !c.is_ascii_alphanumeric()) || WORDS.closers.begins(rest).is_some()
}

/// What is left of a name without its place and its trade words: its brand.
#[must_use]
pub fn brand(name: &str) -> &str {
    let mut rest = name;
    while let Some(place) = WORDS.places.begins(rest) {
        rest = rest[place.len()..].trim_start_matches(['省', '市', '县', '区']);
    }
    while let Some(trade) = WORDS.tails.ends(rest) {
        if trade.len() == rest.len() {
            return "";
        }
        rest = &rest[..rest.len() - trade.len()];
    }
    rest
}
