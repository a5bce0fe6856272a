//! Joins: a paragraph that breaks off goes on in the next one, or behind a paragraph that the page put between — or its end
//! is lost. Evidence, not rules for a page: how the broken one ends, how the next one begins, and whether a word spans the seam.

use super::words::WORDS;
use crate::segment::Segmenter;

/// What follows a paragraph that breaks off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Continuation {
    /// The next paragraph goes on.
    Next,
    /// The paragraph behind the next one goes on.
    Beyond,
    /// Nothing does: text is lost.
    Lost,
}

/// A paragraph that ends where no sentence ends. Short lines without punctuation are headings or cells, not torn sentences.
pub(super) fn breaks_off(words: &str) -> bool {
    let closed: &[char] = &['。', '！', '？', '；', '：', '…', '!', '?', ';', ':', '.', '”', '’', '」', '』', '》', ')', '）', '】', '"', '|'];
    let Some(last) = words.chars().next_back() else { return false };
    if closed.contains(&last) {
        return false;
    }
    let punctuated = words.contains(['，', '。', '、', '“', ',', '；', '：']);
    let count = words.chars().count();
    count >= 12 && (punctuated || count >= 28)
}

/// Where a broken paragraph goes on.
pub(super) fn continuation(broken: &str, next: Option<&str>, beyond: Option<&str>, segmenter: &Segmenter) -> Continuation {
    let first = next.map_or(i32::MIN, |next| score(broken, next, segmenter));
    if let (Some(next), Some(beyond)) = (next, beyond)
        && !breaks_off(next)
        && first < 2
    {
        // The page put a whole paragraph between the halves: the next one begins like a sentence, the one behind does not.
        let second = score(broken, beyond, segmenter);
        if second >= 1 && begins_sentence(next) && second > first {
            return Continuation::Beyond;
        }
    }
    if first >= 0 { Continuation::Next } else { Continuation::Lost }
}

/// Points for one paragraph as the continuation of another; below zero it is none.
fn score(broken: &str, next: &str, segmenter: &Segmenter) -> i32 {
    let mut points = 0;
    if spans_seam(broken, next, segmenter) {
        points += 4;
    }
    if WORDS.open.iter().any(|word| broken.ends_with(word)) {
        points += 2;
    }
    if WORDS.opener.iter().any(|word| next.starts_with(word)) {
        points -= 4;
    }
    if next.starts_with(['“', '「', '‘', '"']) && !broken.ends_with(['的', '了', '为']) {
        points -= 2;
    }
    let goes_on = WORDS.on.iter().any(|word| next.starts_with(word));
    if goes_on {
        points += 1;
    }
    if next.starts_with(['，', '。', '、', '；', '）', ')', '”', '%']) {
        points += 3;
    }
    // One character before punctuation is the rest of a word: without that word's head it hangs in the air.
    let second = next.chars().nth(1);
    if points < 4 && !goes_on && second.is_some_and(|c| matches!(c, '，' | '。' | '、' | '；')) {
        points -= 4;
    }
    points
}

/// A dictionary word has characters on both sides of the seam.
fn spans_seam(broken: &str, next: &str, segmenter: &Segmenter) -> bool {
    let head: String = broken.chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
    let tail: String = next.chars().take(8).collect();
    let seam = head.len() as u32;
    let text = head + &tail;
    segmenter.tokens(&text).iter().any(|token| token.span.start < seam && seam < token.span.end && token.span.of(&text).chars().count() >= 2)
}

/// Begins as a sentence of its own would: with a name, a place, a date or a quotation.
fn begins_sentence(words: &str) -> bool {
    let opener = WORDS.opener.iter().any(|word| words.starts_with(word));
    let goes_on = WORDS.on.iter().any(|word| words.starts_with(word));
    opener || !goes_on
}
