//! Layout: an [`Article`] becomes one or more [`Document`]s with zones, paragraphs joined
//! over page breaks, and sentences, together with the way back to the original bytes.

use crate::article::Article;
use crate::segment::Segmenter;
use crate::span::Span;
use jiff::civil::Date;

mod line;

mod tag;

mod split;

mod wrap;

mod zone;

mod quote;

mod start;

mod seam;

mod join;

mod view;

mod sentence;

mod published;

mod document;

mod words;

pub use view::{Field, Origin, View};

/// One news article, ready to be read.
#[derive(Debug, Clone)]
pub struct Document<'a> {
    /// Where it came from.
    pub article: &'a Article,
    /// `article.id`, or `article.id#n` (n from 1) where the text is a file.
    pub id: String,
    /// Headline, as written.
    pub title: Option<String>,
    /// Day or period of publication and how it is known.
    pub published: Published,
    /// The text that all later stages read.
    pub view: View,
    /// Zones in text order; they cover the view but for the line breaks between them.
    pub blocks: Vec<Block>,
    /// Sections opened by headings, in text order.
    pub sections: Vec<Section>,
    /// Sentences in text order, each inside one block.
    pub sentences: Vec<Sentence>,
    /// Limits that bit: shown as `LIMIT_REACHED`.
    pub limits: Vec<&'static str>,
}

/// When the article appeared: the time base of relative dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Published {
    /// First day it can be.
    pub start: Option<Date>,
    /// Last day it can be; `None` where it is the first.
    pub end: Option<Date>,
    /// How it is known.
    pub source: PublishedSource,
}

/// How the day of publication is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublishedSource {
    /// A field of the input, or `--published`.
    Given,
    /// A dateline or a publication line in the text (`发布时间：2025-03-18`, `财联社6月9日电` with a year known).
    Stated,
    /// Inferred from the dates the text names.
    Inferred,
    /// Not known: relative dates stay words.
    #[default]
    Unknown,
}

/// A stretch of the document with one function on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Where, without the line break behind it.
    pub span: Span,
    /// Its function.
    pub zone: Zone,
    /// Index into [`Document::sections`]; `None` before the first heading.
    pub section: Option<u32>,
    /// Text is lost between this block and the one before: nothing may be read across.
    pub gap_before: bool,
    /// Paragraphs torn by the page layout were joined inside this block.
    pub joined: bool,
}

/// The function of a block on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// The headline.
    Title,
    /// Reporter, place, publication line.
    Byline,
    /// A section heading; 1 is the outermost below the title.
    Heading(u8),
    /// One item of a list.
    ListItem,
    /// Running text.
    Paragraph,
    /// A pull quote that repeats a sentence of the text.
    PullQuote,
    /// Words below a picture, photographer's credit.
    Caption,
}

/// A section of the document, opened by a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section {
    /// Index into [`Document::blocks`] of the heading.
    pub heading: u32,
    /// Level of the heading.
    pub level: u8,
    /// The section around it.
    pub parent: Option<u32>,
    /// The words of the heading without `#`, numbering and blanks: `1. 灵步科技` gives 灵步科技.
    pub name: Span,
}

/// A sentence of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Where, with its closing punctuation.
    pub span: Span,
    /// Index into [`Document::blocks`].
    pub block: u32,
    /// It breaks off: the text behind it is lost.
    pub truncated: bool,
    /// It begins in the middle: the text before it is lost.
    pub headless: bool,
}

impl Document<'_> {
    /// The view as a string.
    #[must_use]
    pub fn text(&self) -> &str {
        self.view.text()
    }

    /// The block that holds the byte.
    #[must_use]
    pub fn block_at(&self, at: u32) -> Option<usize> {
        let index = self.blocks.partition_point(|block| block.span.end <= at);
        (index < self.blocks.len() && self.blocks[index].span.start <= at).then_some(index)
    }

    /// The sentence that holds the byte.
    #[must_use]
    pub fn sentence_at(&self, at: u32) -> Option<usize> {
        let index = self.sentences.partition_point(|sentence| sentence.span.end <= at);
        (index < self.sentences.len() && self.sentences[index].span.start <= at).then_some(index)
    }
}

/// Splits a text into its articles and lays each out. The segmenter is asked about the seams of torn sentences only.
///
/// A headline from a field of its own belongs to the first article.
#[must_use]
pub fn layout<'a>(article: &'a Article, segmenter: &Segmenter) -> Vec<Document<'a>> {
    let lines = line::lines(article);
    // A row of a table is one article, whatever it holds.
    let (pieces, limited) =
        if article.is_file { split::split(article, &lines) } else { (vec![lines.as_slice()], false) };
    let mut field = article.title.as_deref().filter(|title| !title.trim().is_empty());
    let mut documents: Vec<Document<'a>> = pieces
        .into_iter()
        .enumerate()
        .map(|(index, lines)| {
            let id = if article.is_file { format!("{}#{}", article.id, index + 1) } else { article.id.clone() };
            document::lay_out(article, id, field.take(), lines, segmenter)
        })
        .collect();
    if limited && let Some(last) = documents.last_mut() {
        last.limits.push("too many articles in one text");
    }
    documents
}
