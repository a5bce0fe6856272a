//! Wrap: plain text whose lines are all cut at one width is put back into paragraphs. Separate from the joining of torn
//! sentences because it is decided once for the whole text, from the widths of its lines and not from their words.

use super::line::{Line, Mark, numbering};
use super::words::{WORDS, begins, head};

/// Lines that make one paragraph.
#[derive(Debug, Clone)]
pub(super) struct Paragraph<'a> {
    /// Its lines; never empty.
    pub(super) lines: Vec<Line<'a>>,
}

/// Columns a full line may fall short of the text's width: a wide character and a mark that may not begin a line.
const SLACK: usize = 4;

/// Narrower or wider texts are no hard-wrapped prose but tables and paragraphs.
const WIDTHS: std::ops::RangeInclusive<usize> = 24..=160;

/// Puts the lines of one article into paragraphs: one line each, unless the text is cut at a fixed width.
pub(super) fn paragraphs<'a>(lines: &[Line<'a>]) -> Vec<Paragraph<'a>> {
    let Some(width) = width(lines) else {
        return lines.iter().map(|line| Paragraph { lines: vec![*line] }).collect();
    };
    let set_in = lines.iter().any(|line| line.indented);
    let mut out: Vec<Paragraph<'a>> = Vec::new();
    let mut full = false;
    for line in lines {
        let begins_new = line.apart
            || line.mark != Mark::Text
            || (set_in && line.indented)
            || numbering(line.words).is_some()
            || begins(head(line.words, 8), &WORDS.reporter).is_some();
        match out.last_mut() {
            Some(paragraph) if full && !begins_new => paragraph.lines.push(*line),
            _ => out.push(Paragraph { lines: vec![*line] }),
        }
        full = is_full(line, width) && !matches!(line.mark, Mark::Heading(_) | Mark::Bold);
    }
    out
}

/// The width at which the text is cut, if it is.
fn width(lines: &[Line<'_>]) -> Option<usize> {
    let followed = || lines.windows(2).filter(|pair| !pair[1].apart && pair[0].mark == Mark::Text).map(|pair| &pair[0]);
    let widest = lines.iter().filter(|line| !matches!(line.mark, Mark::Heading(_))).map(columns).max()?;
    if !WIDTHS.contains(&widest) {
        return None;
    }
    let (mut count, mut full, mut broken) = (0usize, 0usize, 0usize);
    for line in followed() {
        count += 1;
        if is_full(line, widest) {
            full += 1;
            broken += usize::from(!line.words.ends_with(['。', '！', '？', '”', '：', '；']));
        }
    }
    // Most lines that another follows reach the edge, and most of those break off in the middle of a sentence.
    (full >= 3 && full * 10 >= count * 6 && broken * 10 >= full * 6).then_some(widest)
}

fn is_full(line: &Line<'_>, width: usize) -> bool {
    columns(line) + SLACK >= width
}

/// Columns of a line on a page of fixed pitch; counts no further than any width of interest.
fn columns(line: &Line<'_>) -> usize {
    let set_in = if line.indented { 4 } else { 0 };
    set_in + line.words.chars().take(*WIDTHS.end() + 1).map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>()
}
