//! Starts: how much a paragraph looks like the beginning of a sentence, by words counted in news (`starts.tsv`) and by shape.

use super::words::{WORDS, at_most, begins, ends, head};
use crate::segment::Segmenter;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Measured log-odds, in tenths.
#[derive(Debug)]
struct Starts {
    words: HashMap<&'static str, i32>,
    characters: HashMap<char, i32>,
}

static STARTS: LazyLock<Starts> = LazyLock::new(|| {
    let mut starts = Starts { words: HashMap::new(), characters: HashMap::new() };
    for line in include_str!("../../dictionaries/starts.tsv").lines().filter(|line| !line.starts_with('#')).skip(1) {
        let cells: Vec<&'static str> = line.split('\t').collect();
        let [word, kind, weight] = cells[..] else { continue };
        let Ok(weight) = weight.parse() else { continue };
        match (kind, word.chars().next()) {
            ("character", Some(c)) => starts.characters.insert(c, weight),
            _ => starts.words.insert(word, weight),
        };
    }
    starts
});

/// Characters shown to the segmenter.
pub(super) const REACH: usize = 8;

/// Marks that begin no sentence.
const MARKS: &[char] = &['，', '。', '、', '；', '：', '）', ')', '》', '%', '！', '？', '+', '/', '·', '”', '」'];

/// One of [`MARKS`] stands first.
const MARK_FIRST: i32 = -60;
/// A word of class `opener`, which the counts may not know.
const OPENER: i32 = 30;
/// The same, of one character.
const OPENER_SHORT: i32 = 15;
/// A word of class `on`.
const ON: i32 = -24;
/// A quotation opens.
const QUOTATION: i32 = 10;
/// A year or a month stands first.
const DATE: i32 = 10;
/// An amount stands alone before a comma.
const AMOUNT: i32 = -30;
/// The rest of a word or a few characters before a full stop.
const STUB: i32 = -30;
/// A speaker and his verb stand before the first comma.
const SPEAKER: i32 = 15;
/// A Latin word in small letters stands first.
const SMALL: i32 = -20;
/// A quotation or bracket closes that did not open.
const CLOSES: i32 = -20;

/// Below this a paragraph hangs in the air without what stood before.
pub(super) const HANGS: i32 = -20;

/// Log-odds, in tenths, that the words begin a sentence rather than go on in the middle of one.
pub(super) fn start(words: &str, segmenter: &Segmenter) -> i32 {
    if words.starts_with(MARKS) {
        return MARK_FIRST;
    }
    let near = head(words, REACH);
    let first = segmenter.tokens(near).first().map_or("", |token| token.span.of(near));
    let mut points = counted(words, first);
    // A single character counts only as a word of its own: 从 opens 从此前看 but not 从事, 上 goes on but not in 上海.
    match begins(words, &WORDS.opener) {
        Some(opener) if !at_most(opener, 1) => points = points.max(OPENER),
        Some(opener) if opener == first => points = points.max(OPENER_SHORT),
        _ if begins(words, &WORDS.on).is_some_and(|on| on.len() >= first.len()) => points = points.min(ON),
        _ => {}
    }
    if is_stub(words) {
        points = points.min(0) + STUB;
    } else if is_amount(words) {
        points = points.min(0) + AMOUNT;
    } else if speaks(words) {
        points += SPEAKER;
    }
    if closes_nothing(words) {
        points += CLOSES;
    }
    points
}

/// What the counts say of the first word, or else of the first character.
fn counted(words: &str, first: &str) -> i32 {
    let Some(c) = words.chars().next() else { return 0 };
    if matches!(c, '“' | '「' | '"') {
        return QUOTATION;
    }
    if c.is_ascii_digit() {
        let unit = words.trim_start_matches(|c: char| c.is_ascii_digit());
        return if unit.starts_with(['年', '月']) { DATE } else { 0 };
    }
    if c.is_ascii_lowercase() {
        return SMALL;
    }
    let by_character = || STARTS.characters.get(&c).map_or(0, |weight| weight * 6 / 10);
    STARTS.words.get(first).copied().unwrap_or_else(by_character)
}

/// One character before a comma, or so few before a full stop that they are no sentence.
fn is_stub(words: &str) -> bool {
    let Some(end) =
        words.find(['，', '。', '、', '；', '！', '？', '：']).filter(|_| !words.starts_with(['“', '「', '"']))
    else {
        return false;
    };
    at_most(&words[..end], if words[end..].starts_with('。') { 5 } else { 1 })
}

/// One character before punctuation: the tail of a word.
pub(super) fn is_tail(words: &str) -> bool {
    words.chars().nth(1).is_some_and(|c| matches!(c, '，' | '。' | '、' | '；'))
}

/// `5000万元，其余由…`: an amount alone before a comma.
fn is_amount(words: &str) -> bool {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let behind = rest
        .trim_start_matches(['万', '亿', '千', '百', '余', '多', '美', '欧', '港', '日', '元', '股', '家', '个', '%']);
    rest.len() < words.len() && behind.len() < rest.len() && behind.starts_with(['，', '。', '、', '；', '的', '和'])
}

/// 中金公司认为，…: a speaker and his verb before the first comma.
fn speaks(words: &str) -> bool {
    let near = head(words, 26);
    let Some(end) = near.find(['，', '：', ',', ':']) else { return false };
    let clause = &near[..end];
    ends(clause, &WORDS.say).is_some_and(|verb| !at_most(&clause[..clause.len() - verb.len()], 1))
}

/// The first mark of a pair is the closing one.
fn closes_nothing(words: &str) -> bool {
    PAIRS.iter().any(|(open, close)| closes_first(words, *open, *close))
}

/// Quotation marks and brackets.
pub(super) const PAIRS: &[(char, char)] = &[('“', '”'), ('「', '」'), ('(', ')'), ('（', '）'), ('《', '》')];

/// True if a closing mark stands before any opening one.
pub(super) fn closes_first(words: &str, open: char, close: char) -> bool {
    words.find([open, close]).is_some_and(|at| words[at..].starts_with(close))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_and_middles_are_told_apart() {
        let segmenter = Segmenter::default();
        for words in [
            "此外，公司还获得授信。",
            "近日，某银行放款。",
            "东海证券分析师表示，利率仍低。",
            "2025年3月，公司上市。",
            "“钱来得快。”他说。",
        ] {
            assert!(start(words, &segmenter) > 0, "{words}: {}", start(words, &segmenter));
        }
        for words in [
            "，期限两年。",
            "的授信额度。",
            "等多家银行。",
            "异，难以满足需要。",
            "5000万元，其余自筹。",
            "C+轮。随后上市。",
            "表示，将继续支持。",
        ] {
            assert!(start(words, &segmenter) <= HANGS, "{words}: {}", start(words, &segmenter));
        }
    }

    #[test]
    fn every_weight_is_read() {
        let rows =
            include_str!("../../dictionaries/starts.tsv").lines().filter(|line| !line.starts_with('#')).count() - 1;
        assert_eq!(STARTS.words.len() + STARTS.characters.len(), rows, "help: see dictionaries/starts.tsv");
    }
}
