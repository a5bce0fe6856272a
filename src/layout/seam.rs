//! Seams: does the second of two paragraphs go on where the first breaks off? Log-odds in tenths, tuned on paragraphs of news
//! torn at random places, whole or with another paragraph or nothing of the rest behind, and no rules for one page.

use super::start::{PAIRS, REACH, closes_first, is_tail, start};
use super::words::{head, tail};
use crate::segment::Segmenter;

/// A dictionary word has characters on both sides: a third of torn sentences, one in a hundred others.
const WORD_ACROSS: i32 = 35;
/// None has.
const NO_WORD: i32 = -4;
/// The second begins with the tail of a word whose head is not there.
const LOST_HEAD: i32 = -30;
/// The second closes a quotation or a bracket that the first opened.
const CLOSES: i32 = 25;
/// The second opens a quotation while one of the first is open.
const OPENS_TWICE: i32 = -15;

/// What two paragraphs say about each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seam {
    /// They belong together.
    link: i32,
    /// The second begins a sentence.
    start: i32,
}

impl Seam {
    /// Looks at the end of one paragraph and the start of another.
    pub(super) fn new(broken: &str, next: &str, segmenter: &Segmenter) -> Self {
        let word = word_across(tail(broken, REACH), head(next, REACH), segmenter);
        let mut start = start(next, segmenter);
        // Behind a comma a clause begins, and clauses begin much as sentences do.
        if broken.ends_with(['，', ',', '；']) {
            start /= 2;
        }
        let mut link = if word { WORD_ACROSS } else { NO_WORD };
        if !word && is_tail(next) && start < 0 && !GOES_ON_ALONE.iter().any(|c| next.starts_with(*c)) {
            // A quotation that closes later proves nothing then: the lost text may be of the same speaker.
            return Self { link: link + LOST_HEAD, start };
        }
        for (open, close) in PAIRS {
            if !is_open(broken, *open, *close) {
                continue;
            }
            if closes_first(next, *open, *close) {
                link += CLOSES;
            } else if *open == '“' && next.contains(*open) {
                link += OPENS_TWICE;
            }
        }
        Self { link, start }
    }

    /// The second is the rest of the first, against a new sentence with nothing of the rest.
    pub(super) fn score(self) -> i32 {
        self.link - self.start
    }
}

/// Single characters that stand before a comma as words of their own.
const GOES_ON_ALONE: &[char] =
    &['等', '的', '了', '时', '后', '前', '中', '内', '外', '上', '下', '间', '元', '年', '月', '日', '者', '家', '人'];

/// True if the last mark of the pair is the opening one.
pub(super) fn is_open(words: &str, open: char, close: char) -> bool {
    words.rfind([open, close]).is_some_and(|at| words[at..].starts_with(open))
}

/// A dictionary word, or a number and its unit, has characters on both sides.
fn word_across(before: &str, behind: &str, segmenter: &Segmenter) -> bool {
    if before.ends_with(|c: char| c.is_ascii_digit()) && behind.starts_with(UNITS) {
        return true;
    }
    let seam = before.len() as u32;
    let text = [before, behind].concat();
    let crosses = |token: &crate::segment::Token| token.span.start < seam && seam < token.span.end;
    segmenter.tokens(&text).iter().any(|token| crosses(token) && !token.span.of(&text).contains(|c: char| c.is_ascii()))
}

/// Stand behind digits.
const UNITS: &[char] = &['年', '月', '日', '亿', '万', '元', '%', '个', '家', '倍', '股', '只', '笔', '.'];
