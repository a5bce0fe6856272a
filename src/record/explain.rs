//! Explain: how a document was read, for a person: sentence → hits → mentions → events and rejected candidates.

use crate::pipeline::{Analysis, Pipeline};

/// A plain-text account of one analysis.
#[must_use]
pub fn explain(pipeline: &Pipeline, analysis: &Analysis<'_>) -> String {
    let _ = pipeline;
    analysis.document.id.clone()
}
