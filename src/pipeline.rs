//! One article through all stages, as straight-line code: the types make the order.

use crate::article::Article;
use crate::error::Result;
use crate::extract::{Mention, names, values};
use crate::frame::{Event, Frames, Reject};
use crate::layout::{Document, layout};
use crate::lexicon::Lexicon;
use crate::merge::merge;
use crate::record::Record;
use crate::record::build::Builder;
use crate::resolve::discourse::Discourse;
use crate::resolve::reference::References;
use crate::segment::Segmenter;

/// Everything needed to read articles. Immutable and shared by all threads.
#[derive(Debug)]
pub struct Pipeline {
    /// The dictionaries.
    pub lexicon: Lexicon,
    /// The word segmenter.
    pub segmenter: Segmenter,
    /// Pronouns and their like.
    pub references: References,
    /// The event types.
    pub frames: Frames,
    /// Records of less confidence are left out, from 0 to 1; `None`: as the event type or `weights.tsv` sets it.
    pub min_confidence: Option<f64>,
}

/// A user's own words and event types.
#[derive(Debug, Clone, Default)]
pub struct PipelineOptions {
    /// Dictionary files that overlay the built-in ones.
    pub dictionaries: Vec<std::path::PathBuf>,
    /// Folders or files of frames.
    pub frames: Vec<std::path::PathBuf>,
    /// See [`Pipeline::min_confidence`].
    pub min_confidence: Option<f64>,
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
    /// The same events on the view, for `explain`.
    pub events: Vec<Event>,
    /// What is left out for its little confidence.
    pub unsure: Vec<(Event, Record)>,
    /// Candidates that are no events.
    pub rejects: Vec<Reject>,
    /// The document as records name it.
    pub doc: crate::record::Doc,
}

impl Pipeline {
    /// The pipeline with the built-in dictionaries and frames.
    #[must_use]
    pub fn builtin() -> Self {
        Self {
            lexicon: Lexicon::builtin(),
            segmenter: Segmenter::default(),
            references: References::builtin(),
            frames: Frames::builtin(),
            min_confidence: None,
        }
    }

    /// The pipeline with a user's own words and event types.
    ///
    /// # Errors
    /// A broken file is refused with its place.
    pub fn load(options: &PipelineOptions) -> Result<Self> {
        let lexicon = Lexicon::load(&options.dictionaries)?;
        // A user's names are words for the segmenter too.
        let words = lexicon.own_names().map(str::to_owned).collect();
        Ok(Self {
            lexicon,
            segmenter: Segmenter::with_words(words),
            frames: Frames::load(crate::frame::load::read_folder(&options.frames)?)?,
            min_confidence: options.min_confidence,
            ..Self::builtin()
        })
    }

    /// The confidence below which a record of the type is left out.
    #[must_use]
    pub fn least_confidence(&self, kind: &str) -> f64 {
        let own = || self.frames.named(kind).and_then(|frame| frame.least_confidence);
        self.min_confidence.or_else(own).unwrap_or(self.frames.weights().least_confidence)
    }

    /// Reads one article; one analysis per news article in it.
    #[must_use]
    pub fn analyze<'a>(&self, article: &'a Article) -> Vec<Analysis<'a>> {
        layout(article, &self.segmenter).into_iter().map(|document| self.read(document)).collect()
    }

    fn read<'a>(&self, mut document: Document<'a>) -> Analysis<'a> {
        let mut mentions = Vec::new();
        values(&document, &mut mentions);
        names(&document, &self.lexicon, &self.segmenter, &mut mentions);
        mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
        crate::resolve::date::resolve(&mut document, &mut mentions);
        self.references.resolve(&document, &mut mentions);
        let discourse = Discourse::read(&document, &mentions);
        let mut findings = self.frames.fill(&document, &mentions, &discourse, &self.lexicon);
        let mut events = merge(&document, &mentions, &self.frames, &mut findings);
        crate::frame::market::settle(&self.frames, &mut events);
        crate::frame::stage::agree(&self.frames, &mut events);
        crate::frame::round::part_of_one(&document, &mut events);
        crate::frame::where_listed::sold_on_market(&self.frames, &document, &mut events);
        crate::frame::date::complete(&document, &mentions, &discourse, &mut events);
        crate::frame::passing::drop(&self.frames, &document, &mut events, &mut findings.rejects);
        let builder = Builder::new(&document, &mentions, &self.frames, &self.lexicon);
        let told = events.into_iter().map(|event| {
            let record = builder.record(&event);
            (event, record)
        });
        let (kept, unsure): (Vec<_>, Vec<_>) =
            told.partition(|(_, record)| record.confidence >= self.least_confidence(&record.kind));
        let (events, records) = kept.into_iter().unzip();
        let doc = builder.document();
        drop(builder);
        Analysis { document, mentions, records, events, unsure, rejects: findings.rejects, doc }
    }
}
