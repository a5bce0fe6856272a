//! Split: one sentence that tells several deals side by side. 「建设银行、兴业银行分别批了1.2亿元和8000万元」 is two.

use super::clause::Scene;
use super::event::{Event, Filler, Valued};
use super::role::Nucleus;
use crate::extract::{Mention, Money, Value};

/// Between two amounts of one list.
const LINKS: &[&str] = &["、", "和", "及", "以及", "与", "，"];

/// One event per party where a list of amounts stands beside a list of parties of the same length; else the event as it is.
pub(super) fn split(scene: &Scene<'_>, nucleus: &Nucleus<'_>, event: Event, mentions: &[Mention]) -> Vec<Event> {
    let Some(amount) = &event.amount else { return vec![event] };
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
