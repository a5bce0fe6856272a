//! Score: the counts of a labelled set: events, slots, exact records, false alarms.

use super::compare::{Comparison, Tally, pair};
use super::labelled::Labelled;
use super::table::table;
use super::view::{SLOTS, View};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The counts of a labelled set.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// Documents with a line of labels.
    pub documents: usize,
    /// Events by type.
    pub types: BTreeMap<String, Tally>,
    /// One tally per slot, in the order of [`SLOTS`].
    pub slots: [Tally; SLOTS.len()],
    /// Parties by role.
    pub roles: BTreeMap<String, Tally>,
    /// Pairs with every slot right.
    pub exact: u64,
    /// Records in documents without an expected event.
    pub alarms: Alarms,
    /// What was paired with what, by document.
    pub paired: Vec<Vec<Paired>>,
}

/// Records in documents without an expected event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Alarms {
    /// Documents without an expected event.
    pub documents: u64,
    /// Records in them.
    pub records: u64,
    /// Those of them with a record.
    pub documents_alarmed: u64,
}

impl Alarms {
    /// Records per 100 documents.
    #[must_use]
    pub fn per_100(self) -> f64 {
        if self.documents == 0 { 0.0 } else { 100.0 * self.records as f64 / self.documents as f64 }
    }
}

/// An expected event and its record, by their places in the document; either may be missing.
#[derive(Debug, Clone)]
pub struct Paired {
    /// Place of the expected event.
    pub expected: Option<usize>,
    /// Place of the record.
    pub found: Option<usize>,
    /// How they agree.
    pub comparison: Comparison,
}

impl Score {
    /// Counts a labelled set.
    #[must_use]
    pub fn new(labelled: &Labelled) -> Self {
        let mut score = Self::default();
        for document in labelled.documents.values() {
            let expected: Vec<View> = document.expected.iter().map(View::from).collect();
            let found: Vec<View> = document.records.iter().map(View::from).collect();
            score.add(&expected, &found);
        }
        score
    }

    fn add(&mut self, expected: &[View], found: &[View]) {
        self.documents += 1;
        if expected.is_empty() {
            self.alarms.documents += 1;
            self.alarms.records += found.len() as u64;
            self.alarms.documents_alarmed += u64::from(!found.is_empty());
        }
        let empty = View::default();
        let mut paired = Vec::new();
        for (i, j) in pair(expected, found) {
            let event = i.map_or(&empty, |i| &expected[i]);
            let record = j.map_or(&empty, |j| &found[j]);
            let comparison = Comparison::new(event, record);
            let kind = if i.is_some() { &event.kind } else { &record.kind };
            let both = i.is_some() && j.is_some();
            *self.types.entry(kind.clone()).or_default() +=
                Tally::of(usize::from(both), usize::from(i.is_some()), usize::from(j.is_some()));
            self.exact += u64::from(both && comparison.misses() == 0);
            for (sum, slot) in self.slots.iter_mut().zip(comparison.slots) {
                *sum += slot;
            }
            for (role, tally) in &comparison.roles {
                *self.roles.entry(role.clone()).or_default() += *tally;
            }
            paired.push(Paired { expected: i, found: j, comparison });
        }
        self.paired.push(paired);
    }

    /// Events of all types.
    #[must_use]
    pub fn events(&self) -> Tally {
        self.types.values().copied().sum()
    }

    /// All slots.
    #[must_use]
    pub fn all_slots(&self) -> Tally {
        self.slots.iter().copied().sum()
    }

    /// Mean of precision, recall and F1 over the types that are expected.
    #[must_use]
    pub fn macro_mean(&self) -> [f64; 3] {
        let types: Vec<[f64; 3]> =
            self.types.values().filter(|tally| tally.tp + tally.fn_ > 0).map(|tally| tally.percents()).collect();
        let mean = |of: usize| types.iter().map(|type_| type_[of]).sum::<f64>() / types.len().max(1) as f64;
        [mean(0), mean(1), mean(2)]
    }

    /// Exact pairs over records and over expected events.
    #[must_use]
    pub fn exact(&self) -> Tally {
        let events = self.events();
        Tally { tp: self.exact, fp: events.tp + events.fp - self.exact, fn_: events.tp + events.fn_ - self.exact }
    }

    /// The tables for a person.
    #[must_use]
    pub fn tables(&self) -> String {
        let events = self.events();
        let cells = |name: &str, tally: Tally| {
            let mut row = vec![name.to_owned()];
            row.extend(tally.percents().iter().map(|percent| format!("{percent:.1}")));
            row.extend([tally.tp, tally.fp, tally.fn_].map(|count| count.to_string()));
            row
        };
        let head = |name: &str| [name, "P", "R", "F1", "tp", "fp", "fn"].map(str::to_owned).to_vec();
        let mut rows = vec![head("events")];
        rows.extend(self.types.iter().map(|(kind, tally)| cells(kind, *tally)));
        rows.push(cells("MICRO", events));
        let mut mean = vec!["MACRO over expected types".to_owned()];
        mean.extend(self.macro_mean().iter().map(|percent| format!("{percent:.1}")));
        mean.resize(7, String::new());
        rows.push(mean);
        rows.push(cells("EXACT records", self.exact()));
        let mut out = format!(
            "{} documents, {} expected events, {} records\n\nEvents\n{}",
            self.documents,
            events.tp + events.fn_,
            events.tp + events.fp,
            table(&rows)
        );
        let mut rows = vec![head("slot")];
        let seen = SLOTS.iter().zip(self.slots).filter(|(_, tally)| *tally != Tally::default());
        rows.extend(seen.map(|(slot, tally)| cells(slot, tally)));
        rows.push(cells("MICRO", self.all_slots()));
        rows.extend(self.roles.iter().map(|(role, tally)| cells(&format!("  party:{role}"), *tally)));
        // Writing to a string does not fail.
        let _ = write!(
            out,
            "\nSlots\n{}\nFalse alarms: {} records in {} of {} documents without an expected event = {:.1} per 100 documents\n",
            table(&rows),
            self.alarms.records,
            self.alarms.documents_alarmed,
            self.alarms.documents,
            self.alarms.per_100()
        );
        out
    }

    /// The figures for a later comparison.
    #[must_use]
    pub fn json(&self) -> Value {
        let events = self.events();
        let by_name = |rows: Vec<(String, Tally)>| -> Value {
            rows.into_iter().map(|(name, tally)| (name, tally.json())).collect::<Map<String, Value>>().into()
        };
        json!({
            "documents": self.documents,
            "gold": events.tp + events.fn_,
            "predicted": events.tp + events.fp,
            "events": events.json(),
            "types": by_name(self.types.clone().into_iter().collect()),
            "slots": self.all_slots().json(),
            "macro": self.macro_mean(),
            "by_slot": by_name(SLOTS.iter().map(|slot| (*slot).to_owned()).zip(self.slots).collect()),
            "by_role": by_name(self.roles.iter().map(|(role, tally)| (format!("party:{role}"), *tally)).collect()),
            "exact": self.exact().json(),
            "negatives": {
                "documents": self.alarms.documents,
                "records": self.alarms.records,
                "documents_alarmed": self.alarms.documents_alarmed,
                "per_100": self.alarms.per_100(),
            },
        })
    }
}
