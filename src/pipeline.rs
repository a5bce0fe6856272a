//! One article through all stages, as straight-line code: the types make the order.

use crate::article::Article;
use crate::extract::Mention;
use crate::layout::Document;
use crate::lexicon::Lexicon;
use crate::record::Record;

/// Everything needed to read articles. Immutable and shared by all threads.
#[derive(Debug, Default)]
pub struct Pipeline {
    /// The dictionaries.
    pub lexicon: Lexicon,
}

/// What was found in one document.
#[derive(Debug)]
pub struct Analysis<'a> {
    /// The document.
    pub document: Document<'a>,
    /// What stands in it, in text order.
    pub mentions: Vec<Mention>,
    /// The events.
    pub records: Vec<Record>,
}

impl Pipeline {
    /// The pipeline with the built-in dictionaries and frames.
    #[must_use]
    pub fn builtin() -> Self {
        Self { lexicon: Lexicon::builtin() }
    }

    /// Reads one article; one analysis per news article in it.
    #[must_use]
    pub fn analyze<'a>(&self, article: &'a Article) -> Vec<Analysis<'a>> {
        crate::layout::layout(article)
            .into_iter()
            .map(|document| Analysis { document, mentions: Vec::new(), records: Vec::new() })
            .collect()
    }
}
