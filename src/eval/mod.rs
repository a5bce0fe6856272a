//! Eval: records beside expected events. An expected event and a record are paired when they share the type and a party or the
//! amount; of all pairings the one with most agreeing slots counts. `rongzi eval` counts on labelled sets, `rongzi check` tells
//! what changed.
//!
//! ```
//! use rongzi::eval::{Comparison, View, pair};
//!
//! let line = r#"{"type":"credit.loan","status":"completed","parties":[{"role":"borrower","names":["澄海电气"]}],"dates":[],"quote":"…"}"#;
//! let event: rongzi::eval::ExpectedEvent = serde_json::from_str(line).expect("an event");
//! let view = View::from(&event);
//! assert_eq!(pair(&[view.clone()], &[view.clone()]), [(Some(0), Some(0))]);
//! assert_eq!(Comparison::new(&view, &view).hits(), 2, "the party and the status");
//! ```

mod assign;

mod change;

mod compare;

mod difference;

mod expected;

mod labelled;

mod listing;

mod score;

mod table;

mod view;

pub use assign::assign;
pub use change::{Change, FieldChange, changes};
pub use compare::{Comparison, Tally, pair};
pub use difference::{Difference, differences};
pub use expected::{Expected, ExpectedDate, ExpectedEvent, ExpectedFigure, ExpectedParty, ExpectedTerm, expectation};
pub use labelled::{Document, Labelled};
pub use listing::listing;
pub use score::{Alarms, Paired, Score};
pub use view::{PartyView, SLOTS, View, plain};

/// A closed word as records spell it.
fn word<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
