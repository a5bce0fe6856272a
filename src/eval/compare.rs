//! Compare: which slots of two views agree, and which events of a document belong together.

use super::assign::assign;
use super::view::{DATE, PARTY, SLOTS, View};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

/// True positives, false positives, false negatives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Found and expected.
    pub tp: u64,
    /// Found and not expected.
    pub fp: u64,
    /// Expected and not found.
    pub fn_: u64,
}

impl Tally {
    /// Of `expected` and `found` things, `both` are the same.
    #[must_use]
    pub fn of(both: usize, expected: usize, found: usize) -> Self {
        Self { tp: both as u64, fp: found.saturating_sub(both) as u64, fn_: expected.saturating_sub(both) as u64 }
    }

    /// Precision, recall and F1 in percent; 0 where nothing is there to count.
    #[must_use]
    pub fn percents(self) -> [f64; 3] {
        let part = |of: u64| if of == 0 { 0.0 } else { self.tp as f64 / of as f64 };
        let (precision, recall) = (part(self.tp + self.fp), part(self.tp + self.fn_));
        let f1 = if precision + recall > 0.0 { 200.0 * precision * recall / (precision + recall) } else { 0.0 };
        [100.0 * precision, 100.0 * recall, f1]
    }

    /// Things that are wrong or missing.
    #[must_use]
    pub fn misses(self) -> u64 {
        self.fp + self.fn_
    }

    /// The tally for `--json`, percents with two decimals.
    #[must_use]
    pub fn json(self) -> Value {
        let [precision, recall, f1] = self.percents().map(two_decimals);
        json!({"p": precision, "r": recall, "f1": f1, "tp": self.tp, "fp": self.fp, "fn": self.fn_})
    }
}

fn two_decimals(percent: f64) -> f64 {
    format!("{percent:.2}").parse().unwrap_or(percent)
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.tp += other.tp;
        self.fp += other.fp;
        self.fn_ += other.fn_;
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), |mut sum, tally| {
            sum += tally;
            sum
        })
    }
}

/// How two views agree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// One tally per slot, in the order of [`SLOTS`].
    pub slots: [Tally; SLOTS.len()],
    /// The parties by role.
    pub roles: BTreeMap<String, Tally>,
}

impl Comparison {
    /// Compares an expected event with a found one; an event that is alone is compared with an empty view.
    #[must_use]
    pub fn new(expected: &View, found: &View) -> Self {
        let same: Vec<Vec<i64>> = expected
            .parties
            .iter()
            .map(|party| {
                let fits = |other: &super::view::PartyView| party.role == other.role && party.is_same(other);
                found.parties.iter().map(|other| i64::from(fits(other))).collect()
            })
            .collect();
        let pairs = assign(&same);
        let mut slots = [Tally::default(); SLOTS.len()];
        let values = expected.values.iter().zip(&found.values);
        for (slot, (wanted, got)) in slots.iter_mut().zip(values) {
            let equal = wanted.is_some() && wanted == got;
            *slot = Tally::of(usize::from(equal), usize::from(wanted.is_some()), usize::from(got.is_some()));
        }
        slots[PARTY] = Tally::of(pairs.len(), expected.parties.len(), found.parties.len());
        slots[DATE] =
            Tally::of(expected.dates.intersection(&found.dates).count(), expected.dates.len(), found.dates.len());
        let count = |view: &View, role: &str| view.parties.iter().filter(|party| party.role == role).count();
        let names: BTreeSet<&String> = expected.parties.iter().chain(&found.parties).map(|party| &party.role).collect();
        let roles = names.into_iter().map(|role| {
            let both = pairs.iter().filter(|(index, _)| expected.parties[*index].role == *role).count();
            (role.clone(), Tally::of(both, count(expected, role), count(found, role)))
        });
        Self { slots, roles: roles.collect() }
    }

    /// Slots that agree.
    #[must_use]
    pub fn hits(&self) -> u64 {
        self.slots.iter().map(|slot| slot.tp).sum()
    }

    /// Slots that are wrong or missing.
    #[must_use]
    pub fn misses(&self) -> u64 {
        self.slots.iter().map(|slot| slot.misses()).sum()
    }
}

/// Pairs of expected and found events, by index; either may be alone. Of all pairings the one with most agreeing slots is
/// taken, then the one with most pairs, then by order. Expected events come first, in their order.
#[must_use]
pub fn pair(expected: &[View], found: &[View]) -> Vec<(Option<usize>, Option<usize>)> {
    let weights: Vec<Vec<i64>> = expected
        .iter()
        .map(|event| {
            let weight = |other: &View| {
                if event.can_pair(other) {
                    1000 * i64::try_from(Comparison::new(event, other).hits()).unwrap_or(0) + 1
                } else {
                    0
                }
            };
            found.iter().map(weight).collect()
        })
        .collect();
    let (mut partner, mut taken) = (vec![None; expected.len()], vec![false; found.len()]);
    for (i, j) in assign(&weights) {
        partner[i] = Some(j);
        taken[j] = true;
    }
    let alone = (0..found.len()).filter(|j| !taken[*j]).map(|j| (None, Some(j)));
    partner.iter().enumerate().map(|(i, j)| (Some(i), *j)).chain(alone).collect()
}

#[cfg(test)]
mod tests {
    use super::super::view::PartyView;
    use super::*;

    /// `type; role name, role name; amount; date, date`.
    fn view(words: &str) -> View {
        let mut parts = words.split(';').map(str::trim);
        let mut view = View { kind: parts.next().unwrap_or_default().to_owned(), ..View::default() };
        for party in parts.next().unwrap_or_default().split(',').filter_map(|party| party.trim().split_once(' ')) {
            view.parties.push(PartyView {
                role: party.0.to_owned(),
                names: party.1.split('/').map(str::to_owned).collect(),
                codes: BTreeSet::new(),
            });
        }
        view.values[1] = parts.next().filter(|amount| !amount.is_empty()).map(str::to_owned);
        view.dates =
            parts.next().into_iter().flat_map(|dates| dates.split(',')).map(|date| date.trim().to_owned()).collect();
        view
    }

    #[test]
    fn slots_are_counted_on_both_sides() {
        let expected = view("credit.loan; lender 江州银行, borrower 澄海电气/澄海; 5 5 CNY; 2025-03, 2025-04");
        let found = view("credit.loan; lender 江州银行, borrower 沧溪精工; 6 6 CNY; 2025-04");
        let compared = Comparison::new(&expected, &found);
        assert_eq!(compared.slots[PARTY], Tally { tp: 1, fp: 1, fn_: 1 });
        assert_eq!(compared.slots[1], Tally { tp: 0, fp: 1, fn_: 1 });
        assert_eq!(compared.slots[DATE], Tally { tp: 1, fp: 0, fn_: 1 });
        assert_eq!(compared.roles["borrower"], Tally { tp: 0, fp: 1, fn_: 1 });
        assert_eq!((compared.hits(), compared.misses()), (2, 5));
    }

    #[test]
    fn a_party_in_another_role_pairs_and_is_wrong() {
        let (expected, found) = (view("credit.loan; lender 江州银行"), view("credit.loan; borrower 江州银行"));
        assert_eq!(pair(std::slice::from_ref(&expected), std::slice::from_ref(&found)), [(Some(0), Some(0))]);
        assert_eq!(Comparison::new(&expected, &found).slots[PARTY], Tally { tp: 0, fp: 1, fn_: 1 });
    }

    #[test]
    fn one_name_in_two_parties_counts_once() {
        let expected = view("fund.raise; investor 江州城投/江州, investor 江州");
        let found = view("fund.raise; investor 江州, investor 江州城投");
        assert_eq!(Comparison::new(&expected, &found).slots[PARTY].tp, 2);
    }

    #[test]
    fn most_agreeing_slots_win_over_the_best_pair() {
        // Greedy takes (0, 0) with three slots and leaves (1, 1) with nothing in common. The other way round gives 2 + 2.
        let expected = [view("t; a x, b y; 1; d"), view("t; a x; 1")];
        let found = [view("t; a x; 1; d"), view("t; b y; 2; d")];
        assert_eq!(pair(&expected, &found), [(Some(0), Some(1)), (Some(1), Some(0))]);
    }

    #[test]
    fn another_type_or_nothing_in_common_stays_alone() {
        let expected = [view("t; a x; 1"), view("t; a y; 2")];
        let found = [view("u; a x; 1"), view("t; a z; 2")];
        assert_eq!(pair(&expected, &found), [(Some(0), None), (Some(1), Some(1)), (None, Some(0))]);
    }

    #[test]
    fn percents_of_nothing_are_zero() {
        let percents = |tally: Tally| tally.percents().map(|percent| format!("{percent:.1}")).join(" ");
        assert_eq!(percents(Tally::default()), "0.0 0.0 0.0");
        assert_eq!(percents(Tally::of(1, 2, 4)), "25.0 50.0 33.3");
    }
}
