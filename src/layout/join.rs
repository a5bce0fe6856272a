//! Joins: a paragraph that breaks off goes on in the next one, or behind a block that the page put between, or its end is lost.

use super::Zone;
use super::seam::{Seam, is_open};
use super::start::{HANGS, PAIRS, start};
use super::words::{WORDS, at_most, ends};
use super::zone::Draft;
use crate::segment::Segmenter;

/// Seams examined in one document: each asks the segmenter. Pages have tens.
const MOST_SEAMS: usize = 4_000;

/// Stretches joined to one paragraph by seams.
const MOST_PARTS: usize = 64;

/// Captions and pull quotes stepped over between two halves.
const MOST_BETWEEN: usize = 4;

/// What a paragraph that ends with a mark needs of the seam to be torn all the same.
const CLOSED_NEEDS: i32 = 40;

/// Log-odds, in tenths, of a whole paragraph between the halves, against none.
const BETWEEN: i32 = -12;

/// What a short line without punctuation needs: it may be a heading or a cell of a table.
const SHORT_NEEDS: i32 = 30;

/// What it takes to look past a paragraph at all: a guess would reorder the article.
const PLAIN: i32 = 19;

/// Of lost text, against none.
const LOST: i32 = -20;

/// Of text lost on both sides of the seam.
const LOST_BOTH: i32 = -25;

/// How a paragraph ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// As paragraphs end.
    Closed,
    /// With a mark that may also stand inside a sentence.
    Weak,
    /// In the middle, but so short and bare that it may be no sentence.
    Short,
    /// In the middle of a sentence.
    Open,
}

/// Joins torn paragraphs and marks the places where text is lost; true if a limit bit.
pub(super) fn join<'a>(drafts: Vec<Draft<'a>>, segmenter: &Segmenter) -> (Vec<Draft<'a>>, bool) {
    let closing = most_close(&drafts);
    let headlines = headlines(&drafts);
    let mut rest: Vec<Option<Draft<'a>>> = drafts.into_iter().map(Some).collect();
    let mut out: Vec<Draft<'a>> = Vec::with_capacity(rest.len());
    let (mut seams, mut limited) = (0, false);
    for at in 0..rest.len() {
        let Some(mut draft) = rest[at].take() else { continue };
        // Blocks behind `at` may be gone: the next half is sought from where the last one stood.
        let mut last = at;
        while matches!(draft.zone, Zone::Paragraph | Zone::ListItem) {
            let end = end(&draft, draft.last());
            if end == End::Closed {
                break;
            }
            if seams >= MOST_SEAMS || draft.parts.len() >= MOST_PARTS && draft.joined {
                limited = true;
                break;
            }
            let next = (last + 1..rest.len()).filter(|at| rest[*at].is_some()).take(MOST_BETWEEN).find(|at| {
                rest[*at].as_ref().is_some_and(|draft| !matches!(draft.zone, Zone::Caption | Zone::PullQuote))
            });
            let Some(next) = next.filter(|at| is_paragraph(&rest[*at])) else {
                draft.truncated |=
                    end == End::Open && draft.zone == Zone::Paragraph && left_open(draft.last(), closing);
                break;
            };
            if end == End::Short && rest[next].as_ref().is_some_and(is_slight) || headlines[at] && headlines[next] {
                break;
            }
            if is_labelled(draft.first()) && rest[next].as_ref().is_some_and(|next| is_labelled(next.first())) {
                break;
            }
            seams += 1;
            match follow(&draft, end, &rest, next, segmenter) {
                Follow::Part(found) => {
                    let Some(taken) = rest[found].take() else { break };
                    draft.parts.extend(taken.parts);
                    draft.joined = true;
                    // A half behind a whole paragraph is followed by what stands behind it.
                    last = found;
                }
                Follow::Lost => {
                    draft.truncated = true;
                    if let Some(behind) = rest[next].as_mut() {
                        behind.gap_before = true;
                        behind.headless = start(behind.first(), segmenter) <= HANGS;
                    }
                    break;
                }
                Follow::Whole => break,
            }
        }
        out.push(draft);
    }
    (out, limited)
}

/// The lines of a list of headlines, as a digest opens with: several in a row, none of them closed, none long, of all lengths. Lines
/// that are wrapped are about as long as each other.
fn headlines(drafts: &[Draft<'_>]) -> Vec<bool> {
    /// Lines that make such a list.
    const LEAST: usize = 4;
    /// Characters of a headline.
    const LENGTHS: std::ops::RangeInclusive<usize> = 5..=48;
    let length = |draft: &Draft<'_>| draft.first().trim().chars().count();
    let open = |draft: &Draft<'_>| {
        draft.zone == Zone::Paragraph
            && draft.parts.len() == 1
            && LENGTHS.contains(&length(draft))
            && !draft.first().trim_end().ends_with(CLOSED)
            && !draft.first().trim_end().ends_with(['，', '、', ','])
    };
    let mut out = vec![false; drafts.len()];
    let mut from = 0;
    while from < drafts.len() {
        let count = drafts[from..].iter().take_while(|draft| open(draft)).count();
        let lengths: Vec<usize> = drafts[from..from + count].iter().map(length).collect();
        let (least, most) = (lengths.iter().min().copied().unwrap_or(0), lengths.iter().max().copied().unwrap_or(0));
        if count >= LEAST && least * 10 <= most * 7 {
            out[from..from + count].fill(true);
        }
        from += count.max(1);
    }
    out
}

/// What follows a paragraph that breaks off.
enum Follow {
    /// The draft at this place goes on.
    Part(usize),
    /// Text is lost.
    Lost,
    /// Nothing is missing.
    Whole,
}

fn follow(draft: &Draft<'_>, end: End, rest: &[Option<Draft<'_>>], next: usize, segmenter: &Segmenter) -> Follow {
    let broken = draft.last();
    let words = |at: usize| {
        rest.get(at).and_then(Option::as_ref).filter(|draft| draft.zone == Zone::Paragraph).map_or("", Draft::first)
    };
    let seam = |at: usize| Seam::new(broken, words(at), segmenter);
    let first = seam(next).score();
    if end != End::Open || draft.zone == Zone::ListItem {
        let needs = if end == End::Short { SHORT_NEEDS } else { CLOSED_NEEDS };
        return if first >= needs { Follow::Part(next) } else { Follow::Whole };
    }
    let begins = start(words(next), segmenter);
    // The page may have put a whole paragraph between the halves: it begins and ends as a paragraph does.
    let whole =
        begins > HANGS && rest[next].as_ref().is_some_and(|between| self::end(between, between.last()) == End::Closed);
    let second = if whole && !words(next + 1).is_empty() { seam(next + 1).score() } else { i32::MIN };
    let beyond = if second >= PLAIN { BETWEEN + second } else { i32::MIN };
    let lost = LOST.max(LOST_BOTH - begins);
    if beyond > first && beyond > lost {
        Follow::Part(next + 1)
    } else if first >= lost {
        Follow::Part(next)
    } else {
        Follow::Lost
    }
}

fn is_paragraph(draft: &Option<Draft<'_>>) -> bool {
    draft.as_ref().is_some_and(|draft| draft.zone == Zone::Paragraph)
}

/// Marks that close a paragraph.
const CLOSED: &[char] = &['。', '！', '？', '；', '：', '…', '!', '?', ';', ':', '.', '|', '—'];

/// Marks that close a paragraph or stand inside a sentence.
const WEAK: &[char] = &['”', '’', '」', '』', '》', ')', '）', '】', '"', '%'];

fn end(draft: &Draft<'_>, words: &str) -> End {
    let bare = words.trim_end_matches(WEAK);
    if words.ends_with(CLOSED) || bare.len() < words.len() && bare.ends_with(CLOSED) || bare.is_empty() {
        return End::Closed;
    }
    if words.ends_with(WEAK) {
        return End::Weak;
    }
    // A line without punctuation may be a heading or a cell: only a long one is a torn sentence.
    let punctuated = draft.parts.iter().any(|(_, words)| words.contains(['，', '。', '、', '“', '；', '：']));
    let short = draft.parts.len() == 1 && (at_most(words, 11) || !punctuated && at_most(words, 27));
    if short { End::Short } else { End::Open }
}

/// 融资轮次：天使轮, 资金用途：…: a line of a fact sheet; each is whole.
fn is_labelled(words: &str) -> bool {
    /// The most characters of a label.
    const MOST: usize = 8;
    let head: String = words.trim().chars().take(MOST + 1).collect();
    let label = head.find(['：', ':']).map(|at| &head[..at]);
    label.is_some_and(|label| {
        label.chars().count() >= 2 && label.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    })
}

/// A line that may be a cell of a table.
fn is_slight(draft: &Draft<'_>) -> bool {
    draft.parts.len() == 1 && at_most(draft.first(), 27) && !draft.first().ends_with(CLOSED)
}

/// True if a paragraph that nothing follows has lost its end.
fn left_open(words: &str, closing: bool) -> bool {
    closing && !at_most(words, 27)
        || words.ends_with(['，', '、'])
        || ends(words, &WORDS.open).is_some()
        || PAIRS.iter().any(|(open, close)| is_open(words, *open, *close))
}

/// True if the article closes its paragraphs with punctuation, as most do.
fn most_close(drafts: &[Draft<'_>]) -> bool {
    let (mut count, mut closed) = (0usize, 0usize);
    for draft in drafts.iter().filter(|draft| draft.zone == Zone::Paragraph && !at_most(draft.last(), 27)) {
        count += 1;
        closed += usize::from(end(draft, draft.last()) == End::Closed);
    }
    count >= 3 && closed * 10 >= count * 7
}
