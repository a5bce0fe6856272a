//! Twins: a headline that tells the article's only deal of a kind with another main party has taken a neighbour for it: the group
//! that the firm belongs to, an investor, a word of the headline. The article is more exact, and its telling stays.

use super::{figure, is_headline};
use crate::frame::{Event, Filler};
use crate::layout::{Document, Zone};
use rust_decimal::Decimal;

/// Types whose headlines name whom the article's deal is not about: who put money in, whose subsidiary got it.
const TYPES: &[&str] = &["equity.round", "fund.raise", "credit.guarantee", "equity.acquisition", "debt.bond"];

/// Takes out headline tellings whose deal the article tells of somebody else; what only they say goes over.
pub(super) fn drop_twins(document: &Document<'_>, events: &mut Vec<Event>) {
    let mut index = 0;
    while index < events.len() {
        let event = &events[index];
        let headline = TYPES.contains(&event.kind.as_str()) && only_headline(document, event);
        let twin = if headline { twin_of(document, events, index) } else { None };
        let Some(twin) = twin else {
            index += 1;
            continue;
        };
        let head = events.remove(index);
        let body = &mut events[if twin > index { twin - 1 } else { twin }];
        body.amount_kind = body.amount_kind.or(if body.amount.is_none() { head.amount_kind } else { None });
        body.amount = body.amount.take().or(head.amount);
        body.round = body.round.take().or(head.round);
        body.valuation = body.valuation.take().or(head.valuation);
        body.ratio = body.ratio.take().or(head.ratio);
    }
}

/// 子公司出售甲股票, and below it 通过集中竞价出售…: what the headline calls a sale to nobody is one on the market.
pub(super) fn drop_market_sales(document: &Document<'_>, events: &mut Vec<Event>) {
    const MARKET: &[&str] = &["equity.decrease", "equity.increase"];
    let names = |event: &Event, role: &str| -> Vec<String> {
        event.role(role).map(|filler| filler.party.name.clone()).collect()
    };
    let traded: Vec<String> = events
        .iter()
        .filter(|event| MARKET.contains(&event.kind.as_str()))
        .flat_map(|event| names(event, "company"))
        .collect();
    events.retain(|event| {
        let dealt_in = names(event, "target");
        event.kind != "equity.acquisition"
            || !only_headline(document, event)
            || event.role("acquirer").next().is_some() && event.role("seller").next().is_some()
            || dealt_in.is_empty()
            || !dealt_in.iter().all(|name| traded.contains(name))
    });
}

/// 受让甲18.08%股权, and then 受让乙6.49%股权、受让丙10%股权、受让丁1.59%股权: parts that make up the whole are told by who sells them.
pub(super) fn fold_parts(events: &mut Vec<Event>) {
    let level = |event: &Event| event.ratio.as_ref().and_then(|ratio| ratio.value.max);
    let buyers =
        |event: &Event| -> Vec<String> { event.role("acquirer").map(|filler| filler.party.name.clone()).collect() };
    let deals = |event: &Event| event.kind == "equity.acquisition" && level(event).is_some();
    for whole in 0..events.len() {
        let Some(sum) = events.get(whole).filter(|event| deals(event)).and_then(level) else { continue };
        let own = buyers(&events[whole]);
        let parts: Vec<usize> = (0..events.len())
            .filter(|other| {
                let part = &events[*other];
                *other != whole
                    && deals(part)
                    && part.sentence > events[whole].sentence
                    && buyers(part) == own
                    && part
                        .role("target")
                        .all(|filler| events[whole].role("target").all(|other| other.party.name != filler.party.name))
            })
            .collect();
        let one_sentence = parts.windows(2).all(|pair| events[pair[0]].sentence == events[pair[1]].sentence);
        let mut levels = parts.iter().filter_map(|part| level(&events[*part]));
        let told = levels.try_fold(Decimal::ZERO, |told, level| told.checked_add(level));
        let whole_told = told.is_some_and(|told| told.round_dp(sum.scale()) == sum);
        if own.is_empty() || parts.len() < 2 || !one_sentence || !whole_told {
            continue;
        }
        let mut sellers: Vec<Filler> = Vec::new();
        for part in parts.iter().rev() {
            let part = events.remove(*part);
            sellers.extend(part.fillers.into_iter().filter(|filler| filler.role == "target"));
        }
        let before = parts.iter().filter(|part| **part < whole).count();
        let whole = &mut events[whole - before];
        whole.fillers.retain(|filler| filler.role != "seller" || filler.party.via.is_empty());
        for mut seller in sellers.into_iter().rev() {
            if whole.fillers.iter().all(|filler| filler.party.name != seller.party.name) {
                "seller".clone_into(&mut seller.role);
                seller.main = false;
                whole.fillers.push(seller);
            }
        }
        return;
    }
}

/// Nothing but headlines tells the event.
fn only_headline(document: &Document<'_>, event: &Event) -> bool {
    let titled = |at: u32| {
        let sentence = document.sentence_at(at).map(|sentence| document.sentences[sentence].block as usize);
        sentence.is_some_and(|block| document.blocks[block].zone == Zone::Title)
    };
    is_headline(document, event) && event.evidence.iter().all(|span| titled(span.start))
}

/// The event of the body that has the headline's figure and another main party, if there is but one, and the headline's party has
/// no deal of its own there.
fn twin_of(document: &Document<'_>, events: &[Event], index: usize) -> Option<usize> {
    let head = &events[index];
    let names = |event: &Event| -> Vec<String> {
        event.fillers.iter().filter(|filler| filler.main).map(|filler| filler.party.name.clone()).collect()
    };
    let own = names(head);
    let body = |event: &Event| event.kind == head.kind && !is_headline(document, event);
    if own.is_empty() || events.iter().any(|event| body(event) && names(event).iter().any(|name| own.contains(name))) {
        return None;
    }
    let mut same = (0..events.len()).filter(|other| body(&events[*other]) && is_same(head, &events[*other]));
    same.next().filter(|_| same.next().is_none())
}

/// The same money, or the same round where not both tell the money.
fn is_same(head: &Event, body: &Event) -> bool {
    let round = || {
        matches!((&head.round, &body.round), (Some(head), Some(body)) if head.value == body.value)
            || head.amount.is_none()
                && matches!((&head.valuation, &body.valuation), (Some(head), Some(body)) if head.value.quantity == body.value.quantity)
    };
    figure::amounts(head, body).unwrap_or_else(round)
}
