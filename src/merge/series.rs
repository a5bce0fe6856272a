//! Series: chapters of one facility, whose levels go on where the one before ended.

use crate::frame::Event;
use crate::record::Warning;

/// Records of one type between the same parties whose levels meet are chapters of one facility: the last counts the money.
pub(super) fn link(events: &mut [Event]) {
    let mut series = 0;
    for later in 1..events.len() {
        for earlier in 0..later {
            let (a, b) = (&events[earlier], &events[later]);
            if a.kind != b.kind || !a.kind.starts_with("credit.") {
                continue;
            }
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
            if cx == cy && changes && meets && parties(a) == parties(b) {
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
