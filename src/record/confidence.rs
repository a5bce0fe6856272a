//! Confidence: how far the words bear the event out, from 0 to 1 in two decimals. Each part is a plain sum; the parts
//! and the reliability on labelled articles stand in `docs/record.md`.

use super::{Record, Status};
use crate::extract::Naming;
use crate::frame::Event;

/// The confidence of a record.
#[must_use]
pub(super) fn confidence(event: &Event, record: &Record) -> f64 {
    let mut sum: f64 = 0.40;
    // How well the parties fit their roles: mean of the points, three points are a clear case.
    let roles: Vec<f64> =
        event.scores.iter().filter(|(name, _)| name != "amount").map(|(_, points)| f64::from(*points)).collect();
    if !roles.is_empty() {
        sum += 0.20 * (roles.iter().sum::<f64>() / roles.len() as f64 / 4.0).clamp(0.0, 1.0);
    }
    if let Some((_, points)) = event.scores.iter().find(|(name, _)| name == "amount") {
        sum += 0.15 * (f64::from(*points) / 6.0).clamp(0.0, 1.0);
    }
    if event.status_stated {
        sum += 0.08;
    }
    if record.parties.iter().all(|party| party.kind == Naming::Named) && record.parties.len() > 1 {
        sum += 0.07;
    }
    if event.told > 1 {
        sum += 0.05;
    }
    if record.parties.iter().any(|party| !party.via.is_empty()) {
        sum -= 0.04;
    }
    if matches!(record.status, Status::Denied | Status::Terminated) {
        sum -= 0.03;
    }
    (sum.clamp(0.05, 0.99) * 100.0).round() / 100.0
}
