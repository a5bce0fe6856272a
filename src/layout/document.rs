//! Document: the lines of one article become zones, joined paragraphs, sections and sentences on a view.

use super::join::join;
use super::line::{BLANK, Line, numbering};
use super::published::published;
use super::quote::pull_quotes;
use super::view::{Field, ViewBuilder};
use super::wrap::paragraphs;
use super::zone::{Draft, zones};
use super::{Block, Document, Section, Sentence, Zone, sentence};
use crate::article::Article;
use crate::segment::Segmenter;
use crate::span::Span;

/// Lays out one article of a text. `title` is the headline of its own field, if it belongs to this article.
pub(super) fn lay_out<'a>(
    article: &'a Article,
    id: String,
    title: Option<&'a str>,
    lines: &[Line<'a>],
    segmenter: &Segmenter,
) -> Document<'a> {
    let mut limits: Vec<&'static str> = Vec::new();
    let mut drafts = zones(title, &paragraphs(lines), segmenter);
    if pull_quotes(&mut drafts) {
        limits.push("not every quotation was sought elsewhere in the article");
    }
    let (drafts, limited) = join(drafts, segmenter);
    if limited {
        limits.push("not every torn sentence was joined");
    }
    let mut view = ViewBuilder::default();
    let mut blocks: Vec<Block> = Vec::with_capacity(drafts.len() + 1);
    let block = |span: Span, zone: Zone| Block { span, zone, section: None, gap_before: false, joined: false };
    if let Some(title) = title {
        let lead = title.len() - title.trim_start().len();
        blocks.push(block(view.push(Field::Title, lead, title.trim()), Zone::Title));
    }
    let ahead = blocks.len();
    // Byte of the text behind the last words put into the view.
    let mut behind = 0;
    for draft in &drafts {
        if goes_elsewhere(&article.text, behind, draft.parts[0].0) {
            view.jump();
        }
        if !blocks.is_empty() {
            view.line_break(Field::Text, draft.parts[0].0);
        }
        let span = stretch(&mut view, &article.text, &draft.parts);
        behind = draft.parts.last().map_or(behind, |(at, words)| at + words.len());
        blocks.push(Block { gap_before: draft.gap_before, joined: draft.joined, ..block(span, draft.zone) });
    }
    let view = view.finish();
    let sections = sections(view.text(), &mut blocks);
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut cut = false;
    for (index, block) in blocks.iter().enumerate() {
        let first = sentences.len();
        cut |= sentence::cut(view.text(), block.span, block.zone, index as u32, &mut sentences);
        if let Some(draft) = index.checked_sub(ahead).map(|index| &drafts[index]) {
            if let Some(last) = sentences[first..].last_mut() {
                last.truncated = draft.truncated;
            }
            if let Some(first) = sentences[first..].first_mut() {
                first.headless = draft.headless;
            }
        }
    }
    if cut {
        limits.push("a sentence was cut because it is too long");
    }
    let headline = || drafts.iter().find(|draft| draft.zone == Zone::Title).map(Draft::first);
    let title = title.map(str::trim).or_else(headline).map(str::to_owned);
    let published = published(article, &blocks, view.text());
    Document { article, id, title, published, view, blocks, sections, sentences, limits }
}

/// Puts the parts of a block one behind the other; words of Latin letters keep the blank that a line break stands for.
fn stretch(view: &mut ViewBuilder, text: &str, parts: &[(usize, &str)]) -> Span {
    let mut whole: Option<Span> = None;
    let (mut before, mut behind) = ("", 0);
    for (at, words) in parts {
        if whole.is_some() {
            if !is_blank(text, behind, *at) {
                view.jump();
            }
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic() || c == ',');
            if letter(before.chars().next_back()) && words.starts_with(|c: char| c.is_ascii_alphanumeric()) {
                view.blank(Field::Text, *at);
            }
        }
        let part = view.push(Field::Text, *at, words);
        whole = Some(whole.map_or(part, |span| span.cover(part)));
        (before, behind) = (words, at + words.len());
    }
    whole.unwrap_or(Span::new(0, 0))
}

/// True if nothing but blanks stands between two places.
fn is_blank(text: &str, behind: usize, at: usize) -> bool {
    text.get(behind..at).is_some_and(|between| between.chars().all(|c| c.is_whitespace() || BLANK.contains(&c)))
}

/// True if words of the text are left out between two places, or the second stands before the first.
fn goes_elsewhere(text: &str, behind: usize, at: usize) -> bool {
    text.get(behind..at).is_none_or(|between| between.contains(char::is_alphanumeric))
}

/// The tree of headings; every block learns its section.
fn sections(text: &str, blocks: &mut [Block]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    // Levels rise strictly on the stack, so it holds no more than there are levels.
    let mut open: Vec<u32> = Vec::new();
    for (index, block) in blocks.iter_mut().enumerate() {
        if let Zone::Heading(level) = block.zone {
            while open.last().is_some_and(|last| sections[*last as usize].level >= level) {
                open.pop();
            }
            let section = sections.len() as u32;
            let name = name(text, block.span);
            sections.push(Section { heading: index as u32, level, parent: open.last().copied(), name });
            open.push(section);
        }
        block.section = open.last().copied();
    }
    sections
}

/// `1. 云帆科技`, `（一）政策`, `【要闻】`, `大公司：` without number, brackets and colon.
fn name(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let rest = &words[numbering(words).map_or(0, |number| number.len)..];
    let lead = rest.trim_start_matches(['【', '*', '_', ' ', '■', '◆']);
    let bare = lead.trim_end_matches(['】', '*', '_', ' ', '：', ':']);
    if bare.is_empty() {
        return span;
    }
    let start = span.start as usize + (words.len() - lead.len());
    Span::new(start, start + bare.len())
}
