//! Merge: the same deal told twice in one article — title, lead, body, bullet — is one event; a facility told as two
//! levels is one series, counted once.

use crate::extract::date::DateMention;
use crate::extract::{Comparator, Mention, Money, Value};
use crate::frame::{Event, Filler, Valued};
use crate::layout::Document;
use crate::record::{DateRole, Warning};

/// Merges the events of one document; the order of first telling is kept.
#[must_use]
pub fn merge(document: &Document<'_>, mentions: &[Mention], events: Vec<Event>) -> Vec<Event> {
    let mut merged: Vec<Event> = Vec::new();
    for event in events {
        // The nearest earlier telling that does not contradict; one with an equal amount before others.
        let same = |other: &Event| same_deal(document, mentions, other, &event);
        let equal = |other: &Event| other.amount.is_some() && same_amount(other, &event) == Some(true);
        let place =
            merged.iter().rposition(|other| same(other) && equal(other)).or_else(|| merged.iter().rposition(same));
        match place {
            Some(place) => absorb(&mut merged[place], event, mentions),
            None => merged.push(event),
        }
    }
    link_series(&mut merged);
    merged
}

/// Some(true) equal, Some(false) different, None where one is not stated.
fn same_amount(a: &Event, b: &Event) -> Option<bool> {
    let (a, b) = (a.amount.as_ref()?, b.amount.as_ref()?);
    let (x, y) = (&a.value.quantity, &b.value.quantity);
    let level = |money: &Money| (money.quantity.min, money.quantity.max, money.currency);
    if level(&a.value) == level(&b.value) {
        return Some(true);
    }
    // 超过10亿元 and 约10.5亿元 in title and body: a loose figure that holds the exact one.
    let holds = |loose: &crate::extract::Quantity, exact: &crate::extract::Quantity| {
        let value = exact.min.or(exact.max);
        loose.comparator != Comparator::Eq
            && a.value.currency == b.value.currency
            && value.is_some_and(|value| {
                let two_percent = rust_decimal::Decimal::new(2, 2);
                let low = loose.min.or(loose.max).unwrap_or(value);
                (value - low).abs() <= low.abs() * two_percent
            })
    };
    Some(holds(x, y) || holds(y, x))
}

fn names<'e>(event: &'e Event, role: &str) -> Vec<&'e str> {
    event.fillers.iter().filter(|filler| filler.role == role).map(|filler| filler.party.name.as_str()).collect()
}

fn same_deal(document: &Document<'_>, mentions: &[Mention], a: &Event, b: &Event) -> bool {
    if a.kind != b.kind || same_amount(a, b) == Some(false) {
        return false;
    }
    let near = b.sentence.abs_diff(a.sentence) <= 1 && same_block(document, a, b);
    let mut shared = false;
    let mut roles: Vec<&str> = a.fillers.iter().chain(&b.fillers).map(|filler| filler.role.as_str()).collect();
    roles.sort_unstable();
    roles.dedup();
    for role in roles {
        let (x, y) = (names(a, role), names(b, role));
        let main = a.fillers.iter().chain(&b.fillers).any(|filler| filler.role == role && filler.main);
        if x.is_empty() || y.is_empty() {
            if main && !near {
                return false;
            }
            continue;
        }
        if x.iter().any(|name| y.contains(name)) {
            shared = true;
        } else {
            return false;
        }
    }
    let both = |x: &Option<Valued<String>>, y: &Option<Valued<String>>| match (x, y) {
        (Some(x), Some(y)) => x.value == y.value,
        _ => true,
    };
    if !both(&a.round, &b.round) || !both(&a.term, &b.term) {
        return false;
    }
    if let (Some(x), Some(y)) = (&a.shares, &b.shares)
        && (x.value.min, x.value.max) != (y.value.min, y.value.max)
    {
        return false;
    }
    let changed = |event: &Event| {
        event.amount.as_ref().is_some_and(|amount| amount.value.quantity.comparator == Comparator::FromTo)
    };
    if changed(a) != changed(b) && a.amount.is_some() && b.amount.is_some() && different_dates(mentions, a, b) {
        return false;
    }
    (shared || (near && same_amount(a, b) != Some(false))) && !happened_apart(mentions, a, b)
}

fn same_block(document: &Document<'_>, a: &Event, b: &Event) -> bool {
    let block = |event: &Event| document.sentences[event.sentence].block;
    block(a) == block(b)
}

fn dates<'m>(mentions: &'m [Mention], event: &Event) -> Vec<(&'m DateMention, DateRole)> {
    let read = |(index, role): &(usize, DateRole)| match &mentions[*index].value {
        Value::Date(date) if date.start.is_some() || date.end.is_some() => Some((date, *role)),
        _ => None,
    };
    event.dates.iter().filter_map(read).collect()
}

/// Both are dated, and no two of their dates touch.
fn different_dates(mentions: &[Mention], a: &Event, b: &Event) -> bool {
    let (x, y) = (dates(mentions, a), dates(mentions, b));
    !x.is_empty() && !y.is_empty() && !x.iter().any(|(p, _)| y.iter().any(|(q, _)| p.edtf == q.edtf))
}

/// Both took place on known days, and these cannot be the same.
fn happened_apart(mentions: &[Mention], a: &Event, b: &Event) -> bool {
    let happened = |event: &Event| -> Vec<&DateMention> {
        dates(mentions, event)
            .into_iter()
            .filter(|(_, role)| *role == DateRole::Happened)
            .map(|(date, _)| date)
            .collect()
    };
    let (x, y) = (happened(a), happened(b));
    let touches = |p: &DateMention, q: &DateMention| p.start <= q.end && q.start <= p.end;
    !x.is_empty() && !y.is_empty() && !x.iter().any(|p| y.iter().any(|q| touches(p, q)))
}

/// Takes over what the later telling adds.
fn absorb(event: &mut Event, later: Event, mentions: &[Mention]) {
    event.told += 1;
    for filler in later.fillers {
        let held = event.fillers.iter().any(|other| other.party.name == filler.party.name);
        if !held {
            event.fillers.push(filler);
        } else if let Some(other) = event.fillers.iter_mut().find(|other| other.party.name == filler.party.name) {
            complete(other, filler);
        }
    }
    if event.amount.is_none() {
        event.amount = later.amount;
        event.amount_kind = later.amount_kind;
    }
    if later.status_stated && (!event.status_stated || later.status > event.status) {
        event.status = later.status;
        event.status_stated = true;
        if later.stage.is_some() {
            event.stage.clone_from(&later.stage);
        }
    }
    event.stage = event.stage.take().or(later.stage);
    event.shares = event.shares.take().or(later.shares);
    if event.ratio.is_none() {
        event.ratio = later.ratio;
        event.ratio_base = later.ratio_base;
    }
    event.price = event.price.take().or(later.price);
    event.valuation = event.valuation.take().or(later.valuation);
    event.term = event.term.take().or(later.term);
    event.rate = event.rate.or(later.rate);
    event.round = event.round.take().or(later.round);
    event.instrument = event.instrument.or(later.instrument);
    event.purpose = event.purpose.or(later.purpose);
    for (index, role) in later.dates {
        let edtf = |index: usize| match &mentions[index].value {
            Value::Date(date) => date.edtf.clone(),
            _ => None,
        };
        let known = event
            .dates
            .iter()
            .any(|(other, _)| *other == index || (edtf(*other).is_some() && edtf(*other) == edtf(index)));
        if !known {
            event.dates.push((index, role));
        }
    }
    for evidence in later.evidence {
        if !event.evidence.contains(&evidence) {
            event.evidence.push(evidence);
        }
    }
    for rule in later.rules {
        if !event.rules.contains(&rule) {
            event.rules.push(rule);
        }
    }
    event.warnings.extend(later.warnings);
}

/// A name that is printed with its code or branch says more than one without.
fn complete(held: &mut Filler, other: Filler) {
    if held.party.code.is_none() {
        held.party.code = other.party.code;
        held.party.code_printed = other.party.code_printed;
    }
    if held.party.branch.is_none() {
        held.party.branch = other.party.branch;
    }
}

/// Records of one type between the same parties whose levels meet are chapters of one facility: the last counts the money.
fn link_series(events: &mut [Event]) {
    let mut series = 0;
    for later in 1..events.len() {
        for earlier in 0..later {
            let (a, b) = (&events[earlier], &events[later]);
            let parties = |event: &Event| -> Vec<(String, String)> {
                let mut parties: Vec<_> =
                    event.fillers.iter().map(|filler| (filler.role.clone(), filler.party.name.clone())).collect();
                parties.sort();
                parties
            };
            let level = |event: &Event| {
                event.amount.as_ref().map(|amount| (amount.value.quantity.clone(), amount.value.currency))
            };
            let (Some((x, cx)), Some((y, cy))) = (level(a), level(b)) else { continue };
            let changes = x.from.is_some() || y.from.is_some();
            let meets = x.max == y.max || x.max == y.from || x.from == y.max;
            if a.kind == b.kind
                && a.kind.starts_with("credit.")
                && cx == cy
                && changes
                && meets
                && parties(a) == parties(b)
            {
                let number = a.series.unwrap_or_else(|| {
                    series += 1;
                    series
                });
                events[earlier].series = Some(number);
                events[earlier].counted_elsewhere = true;
                events[earlier].warnings.push(Warning::SameFacility);
                events[later].series = Some(number);
                events[later].warnings.push(Warning::SameFacility);
            }
        }
    }
}
