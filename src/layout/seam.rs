//! Seams: does the second of two paragraphs go on where the first breaks off? Evidence with named weights, tuned on
//! paragraphs of news torn at random places, and no rules for one page.

use super::words::{WORDS, at_most, begins, ends, head, tail};
use crate::segment::Segmenter;

/// A dictionary word has characters on both sides.
const WORD_ACROSS: i32 = 5;
/// The second begins with a mark that begins no sentence.
const MARK_FIRST: i32 = 5;
/// The first ends with a word that must go on.
const LEFT_OPEN: i32 = 2;
/// The first ends with a comma or an enumeration mark.
const COMMA_LAST: i32 = 1;
/// The second begins with a word that goes on.
const GOES_ON: i32 = 1;
/// The second begins as paragraphs of news seldom do.
const SELDOM_FIRST: i32 = 1;
/// The second closes a quotation or a bracket that the first opened.
const CLOSES: i32 = 3;
/// The second begins a new thought.
const NEW_THOUGHT: i32 = -5;
/// The same, by a single character.
const NEW_THOUGHT_SHORT: i32 = -2;
/// The second begins with a speaker and his verb.
const SPEAKER_FIRST: i32 = -2;
/// The second opens a quotation.
const QUOTE_FIRST: i32 = -2;
/// The second opens a quotation while one of the first is open.
const QUOTE_TWICE: i32 = -2;
/// The second closes a quotation that nobody opened.
const CLOSES_NOTHING: i32 = -3;
/// The rest of a word before a comma, without that word's head.
const ORPHAN: i32 = -5;

/// Two paragraphs side by side, and what the segmenter says about the place where they meet.
#[derive(Debug)]
pub(super) struct Seam<'a> {
    broken: &'a str,
    next: &'a str,
    /// A word, or a number with its unit, has characters on both sides.
    word: bool,
    /// Last word of the first.
    last: &'a str,
    /// First word of the second.
    first: &'a str,
}

/// Characters of either side that are shown to the segmenter.
const REACH: usize = 8;

impl<'a> Seam<'a> {
    /// Looks at the end of one paragraph and the start of another.
    pub(super) fn new(broken: &'a str, next: &'a str, segmenter: &Segmenter) -> Self {
        let (before, behind) = (tail(broken, REACH), head(next, REACH));
        let last = segmenter.tokens(before).last().map_or("", |token| token.span.of(before));
        Self { broken, next, word: word_across(before, behind, segmenter), last, first: first_word(next, segmenter) }
    }

    /// How well the second goes on where the first breaks off: below zero it does not.
    pub(super) fn score(&self) -> i32 {
        let (broken, next) = (self.broken, self.next);
        let mut points = 0;
        if self.word {
            points += WORD_ACROSS;
        }
        if next.starts_with(MARKS) {
            points += MARK_FIRST;
        }
        let comma = broken.ends_with(['，', '、', ',']);
        if comma {
            points += COMMA_LAST;
        } else if is_open_end(broken, self.last) {
            points += LEFT_OPEN;
        }
        let opener = opener(next, self.first);
        let goes_on = opener.is_none() && goes_on(next, self.first);
        if goes_on {
            points += GOES_ON;
        }
        if let Some(opener) = opener {
            points += if at_most(opener, 1) { NEW_THOUGHT_SHORT } else { NEW_THOUGHT };
        } else if begins(next, &WORDS.inner).is_some_and(|inner| inner.len() >= self.first.len()) {
            points += SELDOM_FIRST;
        }
        points += quotes(broken, next);
        if !comma && opener.is_none() && speaker_first(next) {
            points += SPEAKER_FIRST;
        }
        if !self.word && !comma && !goes_on && is_orphan(next) {
            points += ORPHAN;
        }
        points
    }
}

/// A new thought begins here. A single character counts only as a word of its own: 从 begins 从此前看, not 从事.
fn opener(next: &str, first: &str) -> Option<&'static str> {
    begins(next, &WORDS.opener).filter(|opener| !at_most(opener, 1) || *opener == first)
}

/// Begins with a word that goes on, as a word of its own: 上 begins no 上海.
fn goes_on(next: &str, first: &str) -> bool {
    begins(next, &WORDS.on).is_some_and(|on| on.len() >= first.len())
}

/// Ends with a word that must go on, as a word of its own: 会 ends no 协会.
fn is_open_end(broken: &str, last: &str) -> bool {
    ends(broken, &WORDS.open).is_some_and(|open| open.len() >= last.len())
}

fn first_word<'a>(words: &'a str, segmenter: &Segmenter) -> &'a str {
    let near = head(words, REACH);
    segmenter.tokens(near).first().map_or("", |token| token.span.of(near))
}

/// Marks that begin no sentence.
const MARKS: &[char] = &['，', '。', '、', '；', '：', '）', ')', '》', '%', '％', '！', '？', '+', '/', '·'];

/// True if the words hang in the air without what stood before: one character before a comma, a mark that begins no
/// sentence, an amount alone, a word that goes on, or so few characters before a full stop that they are no sentence.
pub(super) fn hangs(words: &str, segmenter: &Segmenter) -> bool {
    if words.starts_with(MARKS) {
        return true;
    }
    let first = first_word(words, segmenter);
    if opener(words, first).is_some() {
        return false;
    }
    let mark = words.find(['，', '。', '、', '；', '！', '？', '：']);
    let stub = mark.is_some_and(|end| at_most(&words[..end], if words[end..].starts_with('。') { 5 } else { 1 }));
    stub || amount_first(words) || goes_on(words, first)
}

/// `5000万元，其余由…`: an amount alone before a comma.
fn amount_first(words: &str) -> bool {
    let digits = words.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let Some(rest) = (digits.len() < words.len()).then_some(digits) else { return false };
    let unit = rest
        .trim_start_matches(['万', '亿', '千', '百', '余', '多', '美', '欧', '港', '日', '元', '股', '家', '个', '%']);
    unit.len() < rest.len() && unit.starts_with(['，', '。', '、', '；', '的', '和'])
}

/// One character before punctuation: the rest of a word.
fn is_orphan(words: &str) -> bool {
    words.chars().nth(1).is_some_and(|c| matches!(c, '，' | '。' | '、' | '；' | '：'))
}

/// 中金公司认为，…: a speaker and his verb before the first comma.
fn speaker_first(words: &str) -> bool {
    let near = head(words, 26);
    let Some(end) = near.find(['，', '：', ',', ':']) else { return false };
    let clause = &near[..end];
    ends(clause, &WORDS.say)
        .is_some_and(|verb| verb.len() < clause.len() && !at_most(&clause[..clause.len() - verb.len()], 1))
}

/// Quotation marks and brackets over the seam.
fn quotes(broken: &str, next: &str) -> i32 {
    let mut points = 0;
    for (open, close) in [('“', '”'), ('「', '」'), ('(', ')'), ('（', '）'), ('《', '》')] {
        let before = is_open(broken, open, close);
        let quotation = matches!(open, '“' | '「');
        let first_close = next.find(close);
        let first_open = next.find(open);
        let closes = first_close.is_some_and(|close| first_open.is_none_or(|open| close < open));
        if before && closes {
            points += CLOSES;
        } else if before && quotation && first_open.is_some() {
            points += QUOTE_TWICE;
        } else if !before && closes {
            points += CLOSES_NOTHING;
        }
        if quotation && !before && next.starts_with(open) && ends(broken, &WORDS.open).is_none() {
            points += QUOTE_FIRST;
        }
    }
    points
}

/// True if the last mark of the pair is the opening one.
pub(super) fn is_open(words: &str, open: char, close: char) -> bool {
    words.rfind(open).is_some_and(|open| words.rfind(close).is_none_or(|close| close < open))
}

/// A dictionary word, or a number and its unit, has characters on both sides.
fn word_across(before: &str, behind: &str, segmenter: &Segmenter) -> bool {
    if before.ends_with(|c: char| c.is_ascii_digit()) && behind.starts_with(UNITS) {
        return true;
    }
    let seam = before.len() as u32;
    let text = [before, behind].concat();
    segmenter.tokens(&text).iter().any(|token| {
        token.span.start < seam && seam < token.span.end && token.span.of(&text).chars().all(|c| !c.is_ascii())
    })
}

/// Stand behind digits.
const UNITS: &[char] = &['年', '月', '日', '亿', '万', '元', '%', '个', '家', '倍', '股', '只', '笔'];
