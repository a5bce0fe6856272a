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

/// How well `next` goes on where `broken` breaks off: below zero it does not.
pub(super) fn score(broken: &str, next: &str, segmenter: &Segmenter) -> i32 {
    let mut points = 0;
    let word = word_across(broken, next, segmenter);
    if word {
        points += WORD_ACROSS;
    }
    if next.starts_with(MARKS) {
        points += MARK_FIRST;
    }
    let comma = broken.ends_with(['，', '、', ',']);
    if comma {
        points += COMMA_LAST;
    } else if ends(broken, &WORDS.open).is_some() {
        points += LEFT_OPEN;
    }
    let goes_on = begins(next, &WORDS.on).is_some();
    if goes_on {
        points += GOES_ON;
    }
    let opener = begins(next, &WORDS.opener);
    if let Some(opener) = opener {
        // 近期 before 最|近期 would be no opener; a word over the seam weighs against it.
        points += if at_most(opener, 1) { NEW_THOUGHT_SHORT } else { NEW_THOUGHT };
    } else if begins(next, &WORDS.inner).is_some() {
        points += SELDOM_FIRST;
    }
    points += quotes(broken, next);
    if !comma && opener.is_none() && speaker_first(next) {
        points += SPEAKER_FIRST;
    }
    if !word && !comma && !goes_on && is_orphan(next) {
        points += ORPHAN;
    }
    points
}

/// Marks that begin no sentence.
const MARKS: &[char] = &['，', '。', '、', '；', '：', '）', ')', '》', '%', '％', '！', '？', '+', '/', '·'];

/// True if the words hang in the air without what stood before: one character before a comma, a closing mark, or so few
/// characters before a full stop that they are no sentence.
pub(super) fn hangs(words: &str) -> bool {
    let opener = begins(words, &WORDS.opener);
    let long_opener = opener.is_some_and(|opener| !at_most(opener, 1));
    if long_opener {
        return false;
    }
    let first = words.find(['，', '。', '、', '；', '！', '？', '：']);
    let stub = first.is_some_and(|end| {
        let short = if words[end..].starts_with('。') { 5 } else { 1 };
        at_most(&words[..end], short)
    });
    words.starts_with(MARKS) || stub || amount_first(words) || strong_on(words)
}

fn strong_on(words: &str) -> bool {
    begins(words, &WORDS.on).is_some_and(|on| begins(words, &WORDS.opener).is_none_or(|opener| opener.len() < on.len()))
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

/// Characters of either side that are shown to the segmenter.
const REACH: usize = 8;

/// A dictionary word, or a number or a Latin word, has characters on both sides.
fn word_across(broken: &str, next: &str, segmenter: &Segmenter) -> bool {
    let (before, behind) = (tail(broken, REACH), head(next, REACH));
    let seam = before.len() as u32;
    let text = [before, behind].concat();
    let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    if ascii(before.chars().next_back()) && behind.starts_with(['年', '月', '日', '亿', '万', '元', '%', '个', '家'])
    {
        return true;
    }
    segmenter.tokens(&text).iter().any(|token| {
        let crosses = token.span.start < seam && seam < token.span.end;
        crosses && token.span.of(&text).chars().all(|c| !c.is_ascii()) && token.span.of(&text).chars().count() >= 2
    })
}
