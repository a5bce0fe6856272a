//! Prose: a stretch of a sentence that looks like a name and is none. 发力硅光芯片, 继2025年, 增持股份 end in a line of business or
//! stand where a name could; their first words, their last characters, or a word that goes over their edge give them away.
//!
//! Only names that were found by their form or their neighbours are asked; names of the dictionary and registered names are not.

use super::words::{WORDS, is_han};
use super::{Mention, Naming, Scene, Value};
use crate::extract::Kind;

/// Takes out names that are prose, and cuts what belongs to the sentence off a person's name (沈知禾已 is 沈知禾).
pub(super) fn drop(scene: &Scene<'_, '_>, found: &mut Vec<Mention>) {
    found.retain_mut(|mention| {
        let trusted = matches!(mention.rule, "registered name" | "branch" | "bank by form");
        let Value::Party(party) = &mut mention.value else { return true };
        if trusted || party.naming != Naming::Named || party.entry.is_some() || party.branch.is_some() {
            return true;
        }
        let name = mention.span.of(scene.text);
        if party.kind == Kind::Person {
            if let Some(rest) = trail(name).filter(|rest| rest.chars().count() >= 2) {
                mention.span.end = mention.span.start + rest.len() as u32;
                if party.name == name {
                    rest.clone_into(&mut party.name);
                }
            }
            return true;
        }
        party.name != name || !is_prose(scene, name, mention.span.start as usize)
    });
}

fn is_prose(scene: &Scene<'_, '_>, name: &str, at: usize) -> bool {
    if WORDS.prose_leads.begins(name).is_some() || trail(name).is_some() {
        return true;
    }
    let opens = name.chars().next().is_some_and(is_han);
    opens && goes_over(scene, at)
}

/// What is left before a last word that belongs to the sentence.
fn trail(name: &str) -> Option<&str> {
    let word = WORDS.prose_trails.ends(name)?;
    Some(&name[..name.len() - word.len()])
}

/// A word of the segmenter begins before the place and ends behind it: 经|济内生动力.
fn goes_over(scene: &Scene<'_, '_>, at: usize) -> bool {
    let text = scene.text;
    let Some(before) = text[..at].chars().next_back().filter(|c| is_han(*c)) else { return false };
    let Some(first) = text[at..].chars().next() else { return false };
    let pair: String = [before, first].into_iter().collect();
    scene.segmenter.knows(&pair) && !super::nearby::is_edge(scene, at)
}

#[cfg(test)]
mod tests {
    use super::trail;

    #[test]
    fn last_words_of_a_sentence_are_no_part_of_a_name() {
        assert_eq!(trail("沈知禾已"), Some("沈知禾"));
        assert_eq!(trail("沈知禾"), None);
    }
}
