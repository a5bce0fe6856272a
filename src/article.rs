//! `Article`, what enters the pipeline: one text with what its source says about it. Owned and never edited.

use jiff::civil::Date;

/// One text as it was read. A file may hold several news articles; [`crate::layout`] splits them into documents.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Article {
    /// Stable name: the id field, else the file name without its extension, else `name:row`.
    pub id: String,
    /// Headline from a field of its own; `None` where it stands in the text.
    pub title: Option<String>,
    /// The text, decoded, otherwise untouched.
    pub text: String,
    /// Day of publication, if the source gives one.
    pub published: Option<Date>,
    /// How the text is written down.
    pub markup: Markup,
    /// The text is a whole file, which may hold several news articles: its documents are numbered, `id#1` on.
    pub is_file: bool,
    /// As shown in records: the file's name without folders, or for rows their own `source` field, else their id, so that the
    /// way in (folder, pipe) does not change the record.
    pub source: String,
    /// SHA-256 of the text's bytes in UTF-8, lower-case hex.
    pub sha256: String,
}

/// How a text marks headings and lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Markup {
    /// Plain text: a line break is a paragraph.
    #[default]
    Plain,
    /// Markdown: `#` headings, `-` lists, paragraphs apart by blank lines.
    Markdown,
}
