//! Round: two rounds told as one deal keep the words that join them (天使+、Pre-A轮): the money is that of both.

use super::clause::{ItemKind, Scene};
use super::event::Event;
use super::role::Nucleus;
use super::weight::Direction;
use crate::extract::party::rounds::ROUNDS;
use crate::span::Span;

/// Between two rounds of one deal.
const LINKS: &[&str] = &["、", "及", "和", "以及", "与"];

/// The most bytes of the name of a round.
const MOST: usize = 16;

/// 杨澜的AI初创公司完成逾10亿元融资: somebody acts whom no party of the sentence is, so nobody from outside the sentence does.
pub(super) fn unknown_subject(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    /// The fewest signs that tell of somebody.
    const LEAST: usize = 3;
    if nucleus.frame.name != "equity.round" || nucleus.direction != Direction::Get {
        return false;
    }
    let clause = scene.clauses[nucleus.clause];
    let ahead = scene.between(clause.start, nucleus.trigger.start);
    let Some(verb) = ROUNDS.verb.first(ahead) else { return false };
    let until = clause.start + verb as u32;
    // Everything that is known in the stretch is taken out of it.
    let known: Vec<Span> = scene
        .items
        .iter()
        .filter(|item| item.span.start >= clause.start && item.span.start < until)
        .filter(|item| !matches!(item.kind, ItemKind::Trigger(_)))
        .map(|item| item.span)
        .collect();
    if scene.standings.iter().any(|standing| standing.span.start >= clause.start && standing.span.end <= until) {
        return false;
    }
    let mut rest: String = scene
        .between(clause.start, until)
        .char_indices()
        .filter(|(at, _)| {
            !known.iter().any(|span| span.start <= clause.start + *at as u32 && clause.start + (*at as u32) < span.end)
        })
        .map(|(_, c)| c)
        .collect();
    if ["轮", "融资", "投资", "该", "这家", "它", "自己", "我们"].iter().any(|word| rest.contains(word)) {
        return false;
    }
    let mut told = 0;
    while let Some(c) = rest.chars().next() {
        let skip = ROUNDS.nobody.begins(&rest).map_or(c.len_utf8(), str::len);
        told += usize::from(c.is_alphanumeric() && ROUNDS.nobody.begins(&rest).is_none());
        rest.drain(..skip);
    }
    told >= LEAST
}

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
    c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '天' | '使' | '种' | '子' | '战' | '略' | '轮')
}

fn is_round(name: &str) -> bool {
    let bare = name.trim_end_matches('轮');
    let stem = bare.trim_end_matches(|c: char| c == '+' || c.is_ascii_digit());
    let stem = stem.strip_prefix("Pre").map_or(stem, |rest| rest.trim_start_matches('-'));
    let letter = stem.len() == 1 && stem.starts_with(|c: char| matches!(c, 'A'..='I'));
    name.len() <= MOST && bare.len() + '轮'.len_utf8() >= name.len() && (letter || matches!(stem, "天使" | "种子" | "战略"))
}
