//! Round: two rounds told as one deal keep the words that join them (天使+、Pre-A轮): the money is that of both.

use super::clause::Scene;
use super::event::Event;

/// Between two rounds of one deal.
const LINKS: &[&str] = &["、", "及", "和", "以及", "与"];

/// The most bytes of the name of a round.
const MOST: usize = 16;

/// Widens the round of an event over those that stand beside it.
pub(super) fn join(scene: &Scene<'_>, event: &mut Event) {
    let Some(round) = &mut event.round else { return };
    let (first, last) = (round.span.start, round.span.end);
    while let Some(width) = ahead(scene.between(scene.span.start, round.span.start)) {
        round.span.start -= width as u32;
    }
    while let Some(width) = behind(scene.between(round.span.end, scene.span.end)) {
        round.span.end += width as u32;
    }
    if (round.span.start, round.span.end) != (first, last) {
        round.value = round.span.of(scene.text).trim_end_matches('轮').to_owned();
    }
}

/// The bytes of a round and its link at the end of a text.
fn ahead(text: &str) -> Option<usize> {
    LINKS.iter().find_map(|link| {
        let rest = text.strip_suffix(link)?;
        let name = rest.len() - rest.trim_end_matches(is_part).len();
        is_round(&rest[rest.len() - name..]).then_some(link.len() + name)
    })
}

/// The bytes of a link and a round at the head of a text.
fn behind(text: &str) -> Option<usize> {
    LINKS.iter().find_map(|link| {
        let rest = text.strip_prefix(link)?;
        let name = rest.len() - rest.trim_start_matches(is_part).len();
        (is_round(&rest[..name]) && rest[..name].ends_with('轮')).then_some(link.len() + name)
    })
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '天' | '使' | '种' | '子' | '轮')
}

fn is_round(name: &str) -> bool {
    let bare = name.trim_end_matches('轮');
    let stem = bare.trim_end_matches(|c: char| c == '+' || c.is_ascii_digit());
    let stem = stem.strip_prefix("Pre").map_or(stem, |rest| rest.trim_start_matches('-'));
    let letter = stem.len() == 1 && stem.starts_with(|c: char| matches!(c, 'A'..='I'));
    name.len() <= MOST && bare.len() + '轮'.len_utf8() >= name.len() && (letter || stem == "天使" || stem == "种子")
}
