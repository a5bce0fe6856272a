//! Policy: what identifies a deal of a type, and how far apart two tellings of it may stand. Data in the form of a table; types
//! of a user's own are read by the sides of their parties.

/// How deals of a type are told apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Policy {
    /// Type: `credit.loan`; a whole family ends with a point: `credit.`.
    kind: &'static str,
    /// Roles of the parties that the deal is about: two tellings share them.
    pub(super) about: &'static [&'static str],
    /// Roles of the other side.
    pub(super) with: &'static [&'static str],
    /// Most days between two tellings with a figure in common, with both sides in common, with one side in common.
    pub(super) days: [i64; 3],
    /// Tellings name different members of the other side: the investors of a round.
    pub(super) partial: bool,
    /// Reports on one plan follow one another, or one day's deal another's: different days and sums of money spent tell them apart.
    pub(super) repeated: bool,
    /// A firm has one such deal at a time: figures that differ belong to other things the article tells, or have changed.
    pub(super) single: bool,
    /// The other side may be told as a parent or as its subsidiary.
    pub(super) parents: bool,
}

const fn policy(
    kind: &'static str,
    about: &'static [&'static str],
    with: &'static [&'static str],
    days: [i64; 3],
) -> Policy {
    Policy { kind, about, with, days, partial: false, repeated: false, single: false, parents: false }
}

/// The types, the first that fits.
const POLICIES: [Policy; 13] = [
    policy("credit.guarantee", &["guaranteed"], &["guarantor"], [30, 5, 1]),
    policy("credit.lease", &["lessee"], &["lessor"], [30, 5, 2]),
    policy("credit.", &["borrower"], &["lender"], [30, 5, 2]),
    policy("debt.bond", &["issuer"], &[], [15, 2, 2]),
    Policy { partial: true, ..policy("equity.round", &["investee"], &["lead_investor", "investor"], [90, 60, 14]) },
    Policy { single: true, ..policy("equity.ipo", &["issuer"], &["venue"], [540, 540, 90]) },
    Policy { partial: true, ..policy("equity.placement", &["issuer"], &["investor"], [270, 180, 90]) },
    Policy { repeated: true, ..policy("equity.repurchase", &["issuer"], &[], [30, 2, 2]) },
    Policy { repeated: true, ..policy("equity.increase", &["company"], &["shareholder"], [120, 10, 2]) },
    Policy { repeated: true, ..policy("equity.decrease", &["company"], &["shareholder"], [120, 10, 2]) },
    Policy { parents: true, ..policy("equity.acquisition", &["target"], &["acquirer"], [270, 180, 7]) },
    Policy { partial: true, ..policy("fund.raise", &["fund"], &["investor", "manager"], [90, 14, 3]) },
    policy("programme.commitment", &["lender"], &["beneficiary"], [30, 5, 2]),
];

/// Pledges and their releases.
const PLEDGES: Policy = policy("equity.", &["pledgor"], &["company"], [10, 2, 1]);

/// Types that nobody described: receivers and providers.
const OTHERS: Policy = policy("", &[], &[], [30, 5, 2]);

/// The policy of a type.
pub(super) fn of(kind: &str) -> &'static Policy {
    if matches!(kind, "equity.pledge" | "equity.release") {
        return &PLEDGES;
    }
    let fits = |policy: &&Policy| policy.kind == kind || (policy.kind.ends_with('.') && kind.starts_with(policy.kind));
    POLICIES.iter().find(fits).unwrap_or(&OTHERS)
}

impl Policy {
    /// The policy reads the sides of the parties instead of their roles.
    pub(super) fn by_side(&self) -> bool {
        self.about.is_empty()
    }

    /// Most days between two tellings.
    pub(super) fn most_days(&self, figures_agree: bool, both_sides: bool) -> i64 {
        self.days[if figures_agree { 0 } else { 1 + usize::from(!both_sides) }]
    }
}
