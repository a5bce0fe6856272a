//! `View`: the text that the later stages read, and the way back.
//!
//! The original is never edited. A view is a *projection* of it: stretches of the title and the text put one after
//! the other, with page-layout line breaks inside joined sentences left out, blocks separated by one `\n`, and
//! full-width digits, Latin letters, brackets and blanks folded to half width, and the tags of HTML left out. Each stretch remembers where it came from, so every
//! span of the view maps to a span of the original: `view("人工智能")` over a page break maps to `人工\n\n智能`.

use super::tag;
use crate::span::Span;

/// Which text of the article a place belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// `Article::title`.
    Title,
    /// `Article::text`.
    Text,
}

/// A byte range of one field of the original.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// Title or text.
    pub field: Field,
    /// Bytes of that field.
    pub span: Span,
}

/// The text the pipeline reads, with its way back to the original.
#[derive(Debug, Clone, Default)]
pub struct View {
    text: String,
    runs: Vec<Run>,
    /// Places of the view where the original does not go on: behind a block that the page put between two halves.
    jumps: Vec<u32>,
}

/// `view_len` bytes of the view stand for `len` bytes of the original. Inside a run of equal lengths places map one
/// to one; a run of unequal lengths (a folded character) maps as a whole.
#[derive(Debug, Clone, Copy)]
struct Run {
    view: u32,
    view_len: u32,
    at: u32,
    len: u32,
    field: Field,
}

impl View {
    /// The projected text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The stretch of the original that a span of the view stands for. A span over a joined page break covers the
    /// line break in the original too, and a block that stands between the halves of a sentence. A span that begins in the title and ends in the text is cut to the title.
    #[must_use]
    pub fn origin(&self, span: Span) -> Origin {
        let inside = self.jumps.partition_point(|jump| *jump <= span.start);
        if self.jumps.get(inside).is_none_or(|jump| *jump >= span.end) {
            return self.straight(span);
        }
        let stretches = self.stretches(span);
        let field = stretches.first().map_or(Field::Text, |first| first.field);
        let covered = stretches.iter().filter(|stretch| stretch.field == field).map(|stretch| stretch.span);
        Origin { field, span: covered.reduce(Span::cover).unwrap_or(Span::new(0, 0)) }
    }

    /// The origin of a span inside which the original goes on.
    fn straight(&self, span: Span) -> Origin {
        let Some(first) = self.run_at(span.start) else {
            return Origin { field: Field::Text, span: Span::new(0, 0) };
        };
        let start = if first.view_len == first.len { first.at + (span.start - first.view) } else { first.at };
        if span.is_empty() {
            return Origin { field: first.field, span: Span { start, end: start } };
        }
        let mut last = self.run_at(span.end - 1).unwrap_or(first);
        if last.field != first.field {
            let same = self.runs.iter().rev().find(|run| run.field == first.field && run.view < span.end);
            last = same.copied().unwrap_or(first);
        }
        let inside = span.end.min(last.view + last.view_len) - last.view;
        let end = if last.view_len == last.len { last.at + inside } else { last.at + last.len };
        Origin { field: first.field, span: Span { start, end } }
    }

    /// The stretches of the original that a span of the view stands for, in the order of the view: one, unless the page put
    /// another block between the two halves of a sentence. Inside a block, a stretch leaves out nothing but white space;
    /// between blocks, also the marks of headings and items.
    #[must_use]
    pub fn stretches(&self, span: Span) -> Vec<Origin> {
        let first = self.jumps.partition_point(|jump| *jump <= span.start);
        let mut out = Vec::new();
        let mut start = span.start;
        for jump in self.jumps[first..].iter().copied().take_while(|jump| *jump < span.end).chain([span.end]) {
            out.push(self.straight(Span { start, end: jump }));
            start = jump;
        }
        out
    }

    fn run_at(&self, at: u32) -> Option<Run> {
        let index = self.runs.partition_point(|run| run.view + run.view_len <= at);
        self.runs.get(index).or(self.runs.last()).copied()
    }
}

/// Builds a [`View`] from left to right.
#[derive(Debug, Default)]
pub(crate) struct ViewBuilder {
    view: View,
}

impl ViewBuilder {
    /// Adds a stretch that stands at byte `at` of the field; returns where it stands in the view.
    pub(crate) fn push(&mut self, field: Field, at: usize, words: &str) -> Span {
        let start = self.view.text.len();
        let mut plain = 0;
        for (offset, c) in words.char_indices() {
            if offset < plain {
                continue;
            }
            // What the page's tags and entities leave in a line: nothing, or one character.
            let (folded, len) = match c {
                '<' => match tag::tag(&words[offset..]) {
                    Some(tag) => (None, tag.len),
                    None => continue,
                },
                '&' => match tag::entity(&words[offset..]) {
                    Some((c, len)) => (Some(c), len),
                    None => continue,
                },
                c => match fold(c) {
                    Some(folded) => (Some(folded), c.len_utf8()),
                    None => continue,
                },
            };
            self.plain(field, at + plain, &words[plain..offset]);
            plain = offset + len;
            let Some(folded) = folded else { continue };
            let view = self.view.text.len() as u32;
            self.view.text.push(folded);
            let view_len = folded.len_utf8() as u32;
            self.view.runs.push(Run { view, view_len, at: (at + offset) as u32, len: len as u32, field });
        }
        self.plain(field, at + plain, &words[plain..]);
        Span::new(start, self.view.text.len())
    }

    /// Adds the `\n` between two blocks; it stands for no bytes of the original, at the given place.
    pub(crate) fn line_break(&mut self, field: Field, at: usize) {
        self.insert('\n', field, at);
    }

    /// Adds the blank that a line break inside a block of Latin words stands for.
    pub(crate) fn blank(&mut self, field: Field, at: usize) {
        self.insert(' ', field, at);
    }

    /// Marks that the original does not go on here.
    pub(crate) fn jump(&mut self) {
        self.view.jumps.push(self.view.text.len() as u32);
    }

    fn insert(&mut self, c: char, field: Field, at: usize) {
        let view = self.view.text.len() as u32;
        self.view.text.push(c);
        self.view.runs.push(Run { view, view_len: 1, at: at as u32, len: 0, field });
    }

    /// The finished view.
    pub(crate) fn finish(self) -> View {
        self.view
    }

    fn plain(&mut self, field: Field, at: usize, words: &str) {
        if words.is_empty() {
            return;
        }
        let (view, len) = (self.view.text.len() as u32, words.len() as u32);
        self.view.text.push_str(words);
        if let Some(last) = self.view.runs.last_mut() {
            let follows = last.field == field && last.at + last.len == at as u32 && last.view + last.view_len == view;
            if follows && last.view_len == last.len {
                last.view_len += len;
                last.len += len;
                return;
            }
        }
        self.view.runs.push(Run { view, view_len: len, at: at as u32, len, field });
    }
}

/// Half-width form of a full-width digit, Latin letter, bracket, `％ ＋ － ． ／ ～ ￥ ＄` or blank. Sentence punctuation (，：；！？)
/// keeps its width: in Chinese text it means something else than its half-width twin.
fn fold(c: char) -> Option<char> {
    match c {
        '\u{3000}' | '\u{a0}' | '\t' | '\n' | '\r' => Some(' '),
        '０'..='９'
        | 'Ａ'..='Ｚ'
        | 'ａ'..='ｚ'
        | '（'
        | '）'
        | '％'
        | '＋'
        | '－'
        | '．'
        | '／'
        | '～'
        | '＄'
        | '＊'
        | '＆'
        | '＃' => char::from_u32(c as u32 - 0xFEE0),
        '￥' => Some('¥'),
        _ => None,
    }
}

/// The character as the view shows it.
pub(super) fn folded(c: char) -> char {
    fold(c).unwrap_or(c)
}
