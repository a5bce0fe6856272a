//! Helpers: who serves a deal is never its main party. 甲证券 that the article names as sponsor issues nothing there, however its
//! name stands to the words of another sentence.

use super::assign;
use super::clause::Scene;
use super::event::Filler;
use super::load::Frame;
use super::role::{Candidate, Nucleus};
use super::weight::Weights;
use crate::lexicon::Lexicon;

/// The fillers without those main parties that serve the deal; they take the role in which they serve, if the sentence names them.
pub(super) fn set_apart<'c>(
    scene: &Scene<'_>,
    nucleus: &Nucleus<'_>,
    candidates: &[Candidate<'c>],
    weights: &Weights,
    lexicon: &Lexicon,
    fillers: Vec<(Filler, f32)>,
) -> Vec<(Filler, f32)> {
    let text = scene.text;
    let helps = |filler: &Filler| served(text, nucleus.frame, &filler.party.name).is_some();
    if !fillers.iter().any(|(filler, _)| filler.main && helps(filler)) {
        return fillers;
    }
    let fits = |candidate: &&Candidate<'c>| served(text, nucleus.frame, &candidate.party.name).is_none();
    let rest: Vec<Candidate<'c>> = candidates.iter().filter(fits).cloned().collect();
    let mut again = assign::assign(scene, nucleus, &rest, weights, lexicon);
    for (mut filler, points) in fillers {
        let Some(role) = served(text, nucleus.frame, &filler.party.name) else { continue };
        let known = again.iter().any(|(other, _)| other.party.name == filler.party.name);
        if scene.span.contains(filler.span) && !known {
            filler.role = role.to_owned();
            filler.main = false;
            again.push((filler, points));
        }
    }
    again
}

/// The role in which somebody serves deals of the type, by the words behind its name anywhere in the article.
fn served<'f>(text: &str, frame: &'f Frame, name: &str) -> Option<&'f str> {
    /// Characters behind a name that tell what it does.
    const NEAR: usize = 14;
    /// The same where two words have to stand.
    const FAR: usize = 60;
    let ends: &[char] = &['，', '。', '；', '！', '？', '：', '\n', ' ', ',', '由', '聘'];
    let behind = |at: usize, most: usize| -> String {
        text[at..].chars().take_while(|c| !ends.contains(c)).take(most).collect()
    };
    let says = |at: usize, words: &str| match words.split_once('…') {
        Some((first, second)) => {
            let stretch = behind(at, FAR);
            stretch.find(first).is_some_and(|from| stretch[from..].contains(second))
        }
        None => behind(at, NEAR).contains(words),
    };
    let roles = frame.roles.iter().filter(|(_, role)| !role.serves.is_empty());
    roles.into_iter().find_map(|(role, rule)| {
        let told = |(at, _): (usize, &str)| rule.serves.iter().any(|words| says(at + name.len(), words));
        text.match_indices(name).any(told).then_some(role.as_str())
    })
}
