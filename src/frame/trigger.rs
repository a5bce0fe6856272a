//! Triggers: one automaton over the trigger words of all frames. Kept apart from the names — a name can hide a trigger —
//! and overlapping, since a word may speak of several types; inside one frame the longest word at a place counts.

use super::load::{Frame, Usage};
use crate::error::{Error, Result};
use crate::span::Span;
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};
use indexmap::IndexMap;

/// A trigger word at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TriggerHit {
    /// Where.
    pub span: Span,
    /// Index of the frame.
    pub frame: usize,
    /// Index of the trigger in the frame.
    pub trigger: usize,
    /// The trigger is a verb: what follows is its object.
    pub is_verb: bool,
    /// The trigger binds two sides.
    pub is_joint: bool,
    /// The trigger counts only between whom money goes to and how much it is.
    pub paid_to: bool,
}

/// All trigger words, ready to match.
pub struct Triggers {
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    /// Per word: the frames and triggers it belongs to.
    uses: Vec<Vec<(usize, usize, Usage, bool)>>,
}

impl std::fmt::Debug for Triggers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Triggers").field("words", &self.uses.len()).finish_non_exhaustive()
    }
}

impl Triggers {
    /// Gathers the words of all frames.
    ///
    /// # Errors
    /// A word that stands twice in one frame is refused.
    pub fn new(frames: &[Frame]) -> Result<Self> {
        let mut words: IndexMap<&str, Vec<(usize, usize, Usage, bool)>> = IndexMap::new();
        for (index, frame) in frames.iter().enumerate() {
            for (number, trigger) in frame.triggers.iter().enumerate() {
                for word in &trigger.words {
                    let uses = words.entry(word).or_default();
                    if uses.iter().any(|(other, ..)| *other == index) {
                        let message =
                            format!("frame {}: trigger word {word:?} stands twice, expected once", frame.origin);
                        return Err(Error::dictionary(message));
                    }
                    uses.push((index, number, trigger.usage, trigger.paid_to));
                }
            }
        }
        let patterns = words.keys().enumerate().map(|(index, word)| (*word, index as u32));
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .build_with_values(patterns)
            .map_err(|error| Error::dictionary(format!("trigger words: {error}")))?;
        Ok(Self { automaton, uses: words.into_values().collect() })
    }

    /// True if a trigger stands in the stretch.
    #[must_use]
    pub fn any(&self, text: &str, stretch: Span) -> bool {
        self.automaton.find_overlapping_iter(stretch.of(text)).next().is_some()
    }

    /// The triggers of a stretch that fit, by start; inside one frame a word within a longer one is left out.
    #[must_use]
    pub fn find(&self, text: &str, stretch: Span, fits: impl Fn(Span) -> bool) -> Vec<TriggerHit> {
        let base = stretch.start as usize;
        let mut hits: Vec<TriggerHit> = Vec::new();
        for hit in self.automaton.find_overlapping_iter(stretch.of(text)) {
            let span = Span::new(base + hit.start(), base + hit.end());
            if !fits(span) {
                continue;
            }
            for (frame, trigger, usage, paid_to) in &self.uses[hit.value() as usize] {
                let is_verb = matches!(usage, Usage::Give | Usage::Get | Usage::Act);
                let is_joint = *usage == Usage::Joint;
                hits.push(TriggerHit { span, frame: *frame, trigger: *trigger, is_verb, is_joint, paid_to: *paid_to });
            }
        }
        hits.sort_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end), hit.frame));
        let mut kept: Vec<TriggerHit> = Vec::with_capacity(hits.len());
        for hit in hits {
            let covered = kept
                .iter()
                .rev()
                .take_while(|other| other.span.end + 64 > hit.span.start)
                .any(|other| other.frame == hit.frame && other.span.overlaps(hit.span));
            if !covered {
                kept.push(hit);
            }
        }
        kept
    }
}
