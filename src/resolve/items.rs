//! Items: the numbered pieces of news of a digest (1、甲…。2、乙…。), each with a subject of its own.

use crate::layout::{Document, Zone};

/// The fewest items of a digest: 1、 and 2、 also number the points of one announcement.
const LEAST: usize = 4;

/// What stands before the first number, where it does not open a sentence.
const BEFORE: &[char] = &[' ', '　', '：', ':', '】', '。', '\n', '；'];

/// Per sentence the number of its item, counted through the document; none outside of a list.
pub(super) fn of(document: &Document<'_>) -> Vec<Option<usize>> {
    let mut out: Vec<Option<usize>> = vec![None; document.sentences.len()];
    let (mut items, mut run, mut next, mut from) = (0, 0, 1, 0);
    let close = |out: &mut Vec<Option<usize>>, from: usize, to: usize, run: usize| {
        if run < LEAST {
            out[from..to].fill(None);
        }
    };
    for (index, sentence) in document.sentences.iter().enumerate() {
        let words = sentence.span.of(document.text());
        let zone = document.blocks[sentence.block as usize].zone;
        let first = || opens(words, 1) || words.match_indices(BEFORE).any(|(at, c)| opens(&words[at + c.len()..], 1));
        if run > 0 && opens(words, next) {
            (items, run, next) = (items + 1, run + 1, next + 1);
        } else if matches!(zone, Zone::Paragraph) && first() && !(run > 0 && next == 2) {
            close(&mut out, from, index, run);
            (items, run, next, from) = (items + 1, 1, 2, index);
        } else if matches!(zone, Zone::Heading(_) | Zone::Title) {
            close(&mut out, from, index, run);
            (run, from) = (0, index);
        }
        out[index] = (run > 0).then_some(items);
    }
    let end = out.len();
    close(&mut out, from, end, run);
    out
}

/// The words begin with the number: 3、, 3）, ③.
fn opens(words: &str, number: u32) -> bool {
    let words = words.trim_start();
    let circled = char::from_u32(0x245F + number).filter(|_| number <= 20);
    if circled.is_some_and(|circled| words.starts_with(circled)) {
        return true;
    }
    let rest = words.trim_start_matches(['(', '（']);
    let digits: &str = &rest[..rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len()];
    let behind = &rest[digits.len()..];
    let marked = behind.starts_with(['、', '）', ')', '．'])
        || (behind.starts_with('.') && !behind[1..].starts_with(|c: char| c.is_ascii_digit()));
    digits.parse() == Ok(number) && marked
}
