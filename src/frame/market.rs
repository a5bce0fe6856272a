//! Market: where shares go, told by the word for a market and no exchange: A股IPO, 在香港上市, 沪市主板.

use super::Frames;
use super::clause::Scene;
use super::event::{Event, Filler};
use super::load::Role;
use super::role::Nucleus;
use crate::extract::Kind;
use crate::extract::party::unlisted;
use crate::span::Span;

/// What may stand between the market and the deal.
const GAPS: &[&str] = &["", "的", "进行", "市场", "主板", "首次公开募股", "股票"];

/// Gives a role with `markets` the word of these that stands in the trigger or right before it, where no party holds the role.
pub(super) fn name(scene: &Scene<'_>, nucleus: &Nucleus<'_>, event: &mut Event) {
    for (role, rule) in &nucleus.frame.roles {
        if rule.markets.is_empty() || event.role(role).next().is_some() {
            continue;
        }
        let clause = scene.clauses[nucleus.clause];
        let words = scene.between(clause.start, nucleus.trigger.end);
        let own = (nucleus.trigger.start - clause.start) as usize;
        let near = |word: &str| {
            let at = words.rfind(word)?;
            let end = at + word.len();
            (end > own || GAPS.contains(&&words[end..own])).then_some((end, Span::new(at, end)))
        };
        let found = rule.markets.iter().filter_map(|word| near(word)).max_by_key(|(end, span)| (*end, span.len()));
        let Some((_, place)) = found else { continue };
        let span = Span { start: clause.start + place.start, end: clause.start + place.end };
        let party = unlisted(Kind::Institution, span.of(scene.text));
        event.fillers.push(Filler { role: role.clone(), party, span, amount: None, main: false });
    }
}

/// True for a word for a market, which is no counterparty.
pub(super) fn is_market(rule: &Role, filler: &Filler) -> bool {
    rule.markets.contains(&filler.party.name)
}

/// Where an article names the exchange too, the word for its market says nothing more; of several such words the first counts.
pub fn settle(frames: &Frames, events: &mut [Event]) {
    for event in events {
        let Some(frame) = frames.named(&event.kind) else { continue };
        for (role, rule) in frame.roles.iter().filter(|(_, rule)| !rule.markets.is_empty()) {
            let exchange = event.role(role).any(|filler| !is_market(rule, filler));
            let first = event.role(role).map(|filler| filler.span).next();
            event.fillers.retain(|filler| {
                &filler.role != role || !is_market(rule, filler) || (!exchange && Some(filler.span) == first)
            });
        }
    }
}
