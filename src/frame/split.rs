//! Split: one sentence that tells several deals side by side. 「建设银行、兴业银行分别批了1.2亿元和8000万元」 is two.

use super::clause::Scene;
use super::event::{Event, Filler, Valued};
use super::role::Nucleus;
use crate::extract::{Mention, Money, Value};
use crate::span::Span;

/// Between two amounts of one list.
const LINKS: &[&str] = &["、", "和", "及", "以及", "与", "，"];

/// One event per party where a list of amounts stands beside a list of parties of the same length; else the event as it is.
pub(super) fn split(scene: &Scene<'_>, nucleus: &Nucleus<'_>, event: Event, mentions: &[Mention]) -> Vec<Event> {
    let Some(amount) = &event.amount else { return vec![event] };
    if let Some(parts) = paired(scene, nucleus, &event, mentions) {
        return parts;
    }
    let list = amount_list(scene, amount, mentions);
    if list.len() < 2 {
        return vec![event];
    }
    let clause = scene.clauses[nucleus.clause];
    if !scene.between(clause.start, clause.end).contains("分别") && !scene.span.of(scene.text).contains("分别") {
        return vec![event];
    }
    let role = nucleus.frame.roles.keys().find(|role| event.role(role).count() == list.len());
    let Some(role) = role.cloned() else { return vec![event] };
    let mut fillers: Vec<Filler> = event.role(&role).cloned().collect();
    fillers.sort_by_key(|filler| filler.span.start);
    fillers
        .into_iter()
        .zip(list)
        .map(|(filler, amount)| {
            let mut part = event.clone();
            part.fillers.retain(|other| other.role != role);
            part.fillers.push(filler);
            part.fillers.sort_by_key(|filler| nucleus.frame.roles.get_index_of(&filler.role));
            part.amount = Some(amount);
            part
        })
        .collect()
}

/// 分别授予甲200亿元、乙30亿元: every party of a list with its own amount right behind it.
fn paired(scene: &Scene<'_>, nucleus: &Nucleus<'_>, event: &Event, mentions: &[Mention]) -> Option<Vec<Event>> {
    let held = event.amount.as_ref()?;
    let own = |span: Span| {
        scene.values().find_map(|(index, place, _)| match &mentions[index].value {
            Value::Money(money) if place.start >= span.end && close(scene.between(span.end, place.start)) => {
                Some(Valued { span: place, value: money.clone() })
            }
            _ => None,
        })
    };
    let clause = scene.standings.iter().filter(|standing| standing.clause == nucleus.clause);
    let pairs: Vec<_> = clause.filter_map(|standing| Some((*standing, own(standing.span)?))).collect();
    if pairs.len() < 2 || !pairs.iter().any(|(_, amount)| amount.span == held.span) {
        return None;
    }
    let holder = event.fillers.iter().find(|filler| pairs.iter().any(|(standing, _)| standing.span == filler.span))?;
    let parts = pairs.iter().filter_map(|(standing, amount)| {
        let Value::Party(party) = &mentions[standing.mention].value else { return None };
        let mut part = event.clone();
        part.fillers.retain(|other| {
            other.role != holder.role && !pairs.iter().any(|(standing, _)| standing.span == other.span)
        });
        part.fillers.push(Filler { party: (**party).clone(), span: standing.span, ..holder.clone() });
        part.fillers.sort_by_key(|filler| nucleus.frame.roles.get_index_of(&filler.role));
        part.amount = Some(amount.clone());
        Some(part)
    });
    Some(parts.collect())
}

/// Nothing but a bracket or a small word stands between a party and its amount.
fn close(words: &str) -> bool {
    let words = if words.starts_with(['(', '（']) {
        words.find([')', '）']).map_or(words, |close| words[close..].trim_start_matches([')', '）']))
    } else {
        words
    };
    matches!(words.trim(), "" | "的" | "为" | "各")
}

/// The amounts of the list that holds this one, in text order.
fn amount_list(scene: &Scene<'_>, amount: &Valued<Money>, mentions: &[Mention]) -> Vec<Valued<Money>> {
    let all: Vec<Valued<Money>> = scene
        .values()
        .filter_map(|(index, span, _)| match &mentions[index].value {
            Value::Money(money) => Some(Valued { span, value: money.clone() }),
            _ => None,
        })
        .collect();
    let Some(at) = all.iter().position(|other| other.span == amount.span) else { return Vec::new() };
    let linked = |a: &Valued<Money>, b: &Valued<Money>| LINKS.contains(&scene.between(a.span.end, b.span.start).trim());
    let mut first = at;
    while first > 0 && linked(&all[first - 1], &all[first]) {
        first -= 1;
    }
    let mut last = at;
    while last + 1 < all.len() && linked(&all[last], &all[last + 1]) {
        last += 1;
    }
    all[first..=last].to_vec()
}
