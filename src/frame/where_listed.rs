//! Where listed: money put into a listed firm is no round but a placement (EVENTS.md, types). A frame says what its deals are where
//! their main parties are listed.

use super::event::Event;
use super::{Filler, Frames};
use crate::extract::Comparator;
use crate::layout::Document;
use crate::record::AmountKind;

impl Frames {
    /// Gives deals of listed firms the type that their frame names for them.
    pub(super) fn settle_listed(&self, events: &mut [Event]) {
        for event in events {
            let Some(rule) = self.named(&event.kind).and_then(|frame| frame.where_listed.as_ref()) else { continue };
            let Some(other) = self.named(&rule.kind).filter(|_| is_into_listed(event)) else { continue };
            let fillers = std::mem::take(&mut event.fillers).into_iter().filter_map(|filler| {
                let role = rule.roles.get(&filler.role)?.clone();
                let main = other.roles.get(&role).is_some_and(|role| role.main);
                Some(Filler { role, main, ..filler })
            });
            event.fillers = fillers.collect();
            event.rules.push(format!("{}/where_listed", event.kind));
            event.kind.clone_from(&rule.kind);
            event.amount_kind = event.amount_kind.and(other.amount.as_ref().map(|amount| amount.kind));
        }
    }
}

/// 甲拟出售不超过300万股乙股票: what a holder sells of a listed firm, with no buyer told, it sells on the market (EVENTS.md, sale of a
/// block).
pub fn sold_on_market(frames: &Frames, document: &Document<'_>, events: &mut [Event]) {
    const TYPE: &str = "equity.decrease";
    let Some(frame) = frames.named(TYPE) else { return };
    for event in events {
        let listed = event.role("target").any(|filler| filler.party.code.is_some());
        if !listed || event.role("seller").next().is_none() || !super::passing::sold_to_nobody(document, event) {
            continue;
        }
        event.fillers.retain(|filler| matches!(filler.role.as_str(), "seller" | "target"));
        for filler in &mut event.fillers {
            filler.role = if filler.role == "seller" { "shareholder" } else { "company" }.to_owned();
            filler.main = frame.roles.get(&filler.role).is_some_and(|role| role.main);
        }
        event.fillers.sort_by_key(|filler| frame.roles.get_index_of(&filler.role));
        event.rules.push(format!("{}/sold_on_market", event.kind));
        event.kind = TYPE.to_owned();
        event.ratio_base = event.ratio_base.and(frame.ratio_base);
    }
}

/// Every main party is listed, and neither a round nor a level of registered capital is told: those a firm has before it is listed,
/// or in a register.
fn is_into_listed(event: &Event) -> bool {
    let mut mains = event.fillers.iter().filter(|filler| filler.main).peekable();
    let changed = event.amount.as_ref().is_some_and(|amount| amount.value.quantity.comparator == Comparator::FromTo);
    let level = changed || event.amount_kind == Some(AmountKind::LevelAfter);
    mains.peek().is_some() && mains.all(|filler| filler.party.code.is_some()) && event.round.is_none() && !level
}
