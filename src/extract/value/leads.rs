//! What can begin at a character: flags by character, and a gate of small bit tables that the scanner asks at every place.

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
    /// What can follow the digits of a value: units, links, marks inside numbers and dates.
    pub(crate) const FOLLOW: u16 = 1 << 9;
    /// Flags of what stands inside or behind values; the others begin one.
    pub(crate) const INNER: u16 = FOLLOW | BEHIND_DATE | SINGLE | AMOUNT | TIMED | TAIL;
    /// A number that a unit of an amount follows: no date.
    pub(crate) const AMOUNT: u16 = 1 << 11;
    /// The character alone is a word that can begin a value: 约, $.
    pub(crate) const SINGLE: u16 = 1 << 10;
    /// What belongs to a date that stands before.
    pub(crate) const BEHIND_DATE: u16 = 1 << 12;
    /// What can follow a number that counts time or tenths, or is the first end of a range of these.
    pub(crate) const TIMED: u16 = 1 << 13;
    /// With what a bound behind a unit begins: 以上, 左右, (含).
    pub(crate) const TAIL: u16 = 1 << 14;
}

/// Every character that begins or ends a word of some class has a number; numbers are shared by all classes.
#[derive(Debug)]
pub(super) struct Leads {
    /// By code point of the basic plane; 0 for characters of no word.
    numbers: Box<[u16]>,
    /// What can begin, by number.
    flags: Vec<u16>,
    /// What can begin whatever the next character is, by number: numbers, and words of one character.
    alone: Vec<u16>,
    /// The first two characters of every word that can begin a value, and what it begins.
    pairs: Vec<(char, char, u16)>,
}

impl Leads {
    /// The characters with which numbers and rounds begin; words come in with [`Leads::add_word`].
    pub(super) fn new() -> Self {
        let numbers = vec![0; PLANE].into_boxed_slice();
        let mut leads = Self { numbers, flags: vec![0], alone: vec![0], pairs: Vec::new() };
        for (characters, flag) in [
            (NUMERALS, can::NUMBER),
            (BEFORE_NUMERALS, can::NUMBER),
            (FOLLOW_LEADS, can::FOLLOW),
            (TIMED_LEADS, can::TIMED),
            (TAIL_LEADS, can::TAIL),
            (ROUND_LEADS, can::ROUND),
        ] {
            characters.chars().for_each(|c| leads.add_alone(c, flag));
        }
        leads
    }

    /// The number of a character.
    #[inline]
    pub(super) fn number(&self, c: char) -> usize {
        self.numbers.get(c as usize).map_or(0, |number| usize::from(*number))
    }

    /// How many numbers are given out.
    pub(super) fn count(&self) -> usize {
        self.flags.len()
    }

    /// What can begin at a character.
    #[inline]
    pub(super) fn flags(&self, c: char) -> u16 {
        self.flags[self.number(c)]
    }

    /// Marks a word as one that can begin a value, or stand in one.
    pub(super) fn add_word(&mut self, word: &str, flag: u16) {
        let mut chars = word.chars();
        let Some(first) = chars.next() else { return };
        let begins = flag & !can::INNER != 0;
        match chars.next() {
            Some(second) if begins => self.add_pair(first, second, flag),
            None if begins => self.add_alone(first, can::SINGLE | flag),
            _ => {}
        }
        self.add(first, flag);
    }

    /// Marks two characters as the beginning of a value, and says of what.
    pub(super) fn add_pair(&mut self, first: char, second: char, flag: u16) {
        self.pairs.push((first, second, flag));
    }

    /// Adds a flag to a character whatever stands behind it.
    fn add_alone(&mut self, c: char, flag: u16) {
        self.add(c, flag);
        // Number 0 is every character that no word has.
        if let number @ 1.. = self.number(c) {
            self.alone[number] |= flag;
        }
    }

    /// Adds a flag to a character.
    pub(super) fn add(&mut self, c: char, flag: u16) {
        let Some(number) = self.numbers.get_mut(c as usize) else { return };
        if *number == 0 {
            *number = u16::try_from(self.flags.len()).unwrap_or(0);
            self.flags.push(0);
            self.alone.push(0);
        }
        self.flags[usize::from(*number)] |= flag;
    }
}

/// Code points of the basic plane; no word has others.
const PLANE: usize = 0x1_0000;

/// Digits and units of every script.
const NUMERALS: &str = "0123456789〇零○Ｏ一壹幺二贰两貳兩弍三叁參四肆五伍六陆陸七柒八捌九玖十拾百佰千仟万萬亿億兆半";

/// What stands before a number and belongs to it: 数千万, 上亿, -5.
const BEFORE_NUMERALS: &str = "数數几幾上好-−负負";

/// What follows the digits of a value beside units and links: parts of dates and marks inside numbers.
const FOLLOW_LEADS: &str = "会會年月日号號季周週星天财財世上下半分点點个個级級成折又零 /，,QqHhKk";

/// What follows a number of times or tenths beside the words for them: 两 年, 三个半月, 三、四年, 5k个百分点, 七成.
const TIMED_LEADS: &str = " 个個、kK成折";

/// What a bound behind a unit begins with beside its words.
const TAIL_LEADS: &str = " (（";

/// Characters with which a financing round can begin.
const ROUND_LEADS: &str = "ABCDEFGHIPp天种種战戰";

/// What follows the first character of a round: A轮, Pre-A, B+, 天使.
const BEHIND_ROUND_LEADS: &str = "轮輪+rR-123456789使子略 ";

/// Bits of the table of pairs: one false alarm in fifty.
const PAIRS: usize = 1 << 17;

/// Where a value can begin, by a character and the next one. Two thirds of all characters begin a word of ours, few of these
/// go on like one; a byte for each character and a bit for each pair tell it with one branch.
#[derive(Debug)]
pub(super) struct Gate {
    /// What a character is to the gate: [`WORD`], [`ALONE`], [`NUMERAL`] as the first of two, and as the second, shifted by
    /// [`SECOND`], what a first one needs of it.
    classes: Box<[u8; PLANE]>,
    /// The first two characters of longer words, hashed.
    pairs: Box<[u64; PAIRS / 64]>,
    /// What the words of a pair can begin, by a shorter hash; words that share a place share their flags.
    begins: Box<[u16; PAIRS >> SHORTER]>,
}

/// The first character of a longer word: the pair decides.
const WORD: u8 = 1;

/// A word of one character, 约, $, 由: numbers, currencies, other bounds can follow.
const ALONE: u8 = 1 << 1;

/// A digit: a value may begin whatever follows.
const NUMERAL: u8 = 1 << 2;

/// Where the bits of the second character stand.
const SECOND: u8 = 4;

/// By how many bits the place of a pair in [`Gate::begins`] is shorter.
const SHORTER: u32 = 3;

/// A character as the gate sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    /// Its code point in the basic plane, or 0.
    pub(super) code: u32,
    class: u8,
    /// Its shares in the hash of a pair, where it is the first and where it is the second.
    first: u32,
    second: u32,
}

impl Seen {
    #[inline]
    fn pair(self, next: Self) -> usize {
        ((self.first ^ next.second) >> 15) as usize % PAIRS
    }
}

impl Gate {
    /// The gate of all words that are known.
    pub(super) fn new(leads: &Leads) -> Self {
        let mut gate = Self {
            classes: Box::new([NUMERAL << SECOND; PLANE]),
            pairs: Box::new([0; PAIRS / 64]),
            begins: Box::new([0; PAIRS >> SHORTER]),
        };
        let mut add = |c: char, class: u8| gate.classes[c as usize % PLANE] |= class;
        NUMERALS.chars().for_each(|c| add(c, NUMERAL));
        BEFORE_NUMERALS.chars().for_each(|c| add(c, ALONE));
        add(' ', ALONE << SECOND);
        for (code, number) in leads.numbers.iter().enumerate() {
            let flags = leads.flags[usize::from(*number)];
            if flags & can::SINGLE != 0 {
                gate.classes[code] |= ALONE;
            }
            if flags & !(can::INNER | can::ROUND) != 0 {
                gate.classes[code] |= ALONE << SECOND;
            }
        }
        // Torn lines leave blanks inside words; ht and ww begin web addresses.
        let torn = leads.pairs.iter().map(|(first, _, flags)| (*first, ' ', *flags));
        let rounds =
            ROUND_LEADS.chars().flat_map(|first| BEHIND_ROUND_LEADS.chars().map(move |second| (first, second, 0)));
        let pairs = leads.pairs.iter().copied().chain(torn).chain(rounds).chain([('h', 't', 0), ('w', 'w', 0)]);
        for (first, second, flags) in pairs {
            gate.classes[first as usize % PLANE] |= WORD;
            let place = gate.see(first as u32).pair(gate.see(second as u32));
            gate.pairs[place / 64] |= 1 << (place % 64);
            gate.begins[place >> SHORTER] |= flags;
        }
        gate
    }

    /// A character by its code point.
    #[inline]
    pub(super) fn see(&self, code: u32) -> Seen {
        let class = self.classes[code as usize % PLANE];
        Seen { code, class, first: code.wrapping_mul(0x9E37_79B1), second: code.wrapping_mul(0x85EB_CA77) }
    }

    /// True if a value may begin at a character before another one.
    #[inline]
    pub(super) fn opens(&self, here: Seen, next: Seen) -> bool {
        let place = here.pair(next);
        let word = (self.pairs[place / 64] >> (place % 64) & 1) as u8;
        here.class & (next.class >> SECOND | word) != 0
    }

    /// What can begin at a character before another one.
    #[inline]
    pub(super) fn flags(&self, leads: &Leads, here: Seen, next: Seen) -> u16 {
        let number = usize::from(leads.numbers[here.code as usize % PLANE]);
        leads.alone[number] | (leads.flags[number] & self.begins[here.pair(next) >> SHORTER])
    }
}
