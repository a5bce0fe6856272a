//! Deal: whether two tellings can be one deal, and how much they have in common.

use super::figure::{Number, Verdict, verdict};
use super::party::Who;
use super::telling::Telling;
use crate::record::Status;

/// Two tellings beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pair {
    /// Something tells them apart: they are never one deal.
    Apart,
    /// Nothing shows that they are one deal; others may.
    Open,
    /// One deal, with so much in common.
    Same(Common),
}

/// What two tellings of one deal have in common; the more, the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Common {
    /// Figures that agree.
    figures: u32,
    /// Both sides have a party in common.
    both_sides: bool,
}

/// Days within which a deal told with another buyer is the same one: a parent for its subsidiary.
const SOON: i64 = 7;

/// Compares two tellings.
pub(super) fn compare(one: &Telling, other: &Telling) -> Pair {
    let policy = one.policy();
    let figures = Figures::compare(one, other);
    let (counts, days) = (figures.count(), days_between(one, other));
    let (about, with) = (shared(&one.about, &other.about), shared(&one.with, &other.with));
    // A record about many firms at once (seven listings of a day) is not the deal of one of them.
    if one.kind != other.kind || about == Some(false) || !comparable(&one.about, &other.about, policy.single) {
        return Pair::Open;
    }
    let partly = policy.partial && (figures.money() || figures.round);
    let as_parent = about == Some(true) && figures.money() && counts >= 2 && days.is_some_and(|days| days <= SOON);
    if with == Some(false) && !partly && !(as_parent && policy.parents) {
        return Pair::Apart;
    }
    let (about, with) = (about == Some(true), with == Some(true));
    let follows = figures.follows(one, other) && (about && with || !policy.repeated);
    let differ = if policy.single { figures.differing() > 1 && counts == 0 } else { figures.tell_apart() };
    if differ || (policy.repeated && !follows && figures.go_on(one, other)) {
        return Pair::Apart;
    }
    // What is planned again after it was done is planned anew.
    if counts == 0 && !policy.single && starts_anew(one, other) {
        return Pair::Apart;
    }
    let by_the_other_side = with && figures.money() && comparable(&one.with, &other.with, false);
    if !(about || by_the_other_side) {
        return Pair::Open;
    }
    // In one article, events that are told apart are apart, unless all that both say is the same. An article that came out twice
    // is two.
    let one_article = one.doc == other.doc && one.published == other.published;
    let same_words = figures.money() && about && (with || one.with.is_empty() || other.with.is_empty());
    if one_article && !policy.single && !same_words {
        return Pair::Open;
    }
    let most = policy.most_days(counts > 0 || follows, about && with);
    // Nobody knows when: only figures can say so.
    if days.map_or(counts > 0, |days| days <= most) {
        Pair::Same(Common { figures: counts, both_sides: about && with })
    } else {
        Pair::Open
    }
}

/// Days between the publications, where both are known.
pub(super) fn days_between(one: &Telling, other: &Telling) -> Option<i64> {
    let (one, other) = one.published.zip(other.published)?;
    Some(i64::from((one - other).get_days().abs()))
}

/// Both sides name somebody: whether somebody is the same.
fn shared(one: &[Who], other: &[Who]) -> Option<bool> {
    if one.is_empty() || other.is_empty() {
        return None;
    }
    Some(one.iter().any(|who| other.iter().any(|same| who.is_same(same))))
}

/// The parties in common are at least half of the longer list, or all of it where a deal has one such party.
fn comparable(one: &[Who], other: &[Who], single: bool) -> bool {
    if one.is_empty() || other.is_empty() {
        return true;
    }
    let count = one.iter().filter(|who| other.iter().any(|same| who.is_same(same))).count();
    (if single { count } else { 2 * count }) >= one.len().max(other.len())
}

fn days_differ(one: &Telling, other: &Telling) -> bool {
    !one.days.is_empty() && !other.days.is_empty() && !one.days.iter().any(|day| other.days.contains(day))
}

/// Days in which late articles still tell a plan that others tell as done.
const LATE: i64 = 7;

fn starts_anew(one: &Telling, other: &Telling) -> bool {
    let Some((day, other_day)) = one.published.zip(other.published) else { return false };
    let (earlier, later) = if day <= other_day { (one, other) } else { (other, one) };
    let begins = matches!(later.status, Status::Planned | Status::Applied);
    earlier.status == Status::Completed && begins && days_between(one, other).is_some_and(|days| days > LATE)
}

/// The figures of two tellings beside each other.
#[derive(Debug, Clone, Copy)]
struct Figures {
    amount: Verdict,
    shares: Verdict,
    ratio: Verdict,
    price: Verdict,
    /// Some figure is the same to the last of four digits or more.
    precise: bool,
    round: bool,
    round_differs: bool,
    tranche_differs: bool,
}

impl Figures {
    fn compare(one: &Telling, other: &Telling) -> Self {
        let amount = match (&one.amount, &other.amount) {
            (Some((one, currency)), Some((other, same))) if currency == same => one.compare(other),
            _ => Verdict::Open,
        };
        let precise = |one: Option<&Number>, other: Option<&Number>| {
            one.is_some_and(|one| one.is_precise() && Some(one) == other)
        };
        let money = |telling: &Telling| telling.amount.as_ref().map(|(number, _)| *number);
        let of = |one: &Option<Number>, other: &Option<Number>| verdict(one.as_ref(), other.as_ref());
        let differs =
            |one: &Option<Box<str>>, other: &Option<Box<str>>| one.is_some() && other.is_some() && one != other;
        Self {
            amount,
            shares: of(&one.shares, &other.shares),
            ratio: of(&one.ratio, &other.ratio),
            price: of(&one.price, &other.price),
            precise: precise(one.shares.as_ref(), other.shares.as_ref())
                || (amount == Verdict::Agrees && precise(money(one).as_ref(), money(other).as_ref())),
            round: one.round.as_ref().zip(other.round.as_ref()).is_some_and(|(one, other)| same_round(one, other)),
            round_differs: one
                .round
                .as_ref()
                .zip(other.round.as_ref())
                .is_some_and(|(one, other)| !same_round(one, other)),
            tranche_differs: differs(&one.tranche, &other.tranche),
        }
    }

    /// The money or the shares agree.
    fn money(self) -> bool {
        self.amount == Verdict::Agrees || self.shares == Verdict::Agrees
    }

    fn count(self) -> u32 {
        let figures = [self.amount, self.shares, self.ratio, self.price];
        let agree = figures.iter().filter(|figure| **figure == Verdict::Agrees).count();
        u32::try_from(agree).unwrap_or(0) + u32::from(self.round)
    }

    /// Every figure that both have agrees, and one of them is precise.
    fn are_the_same(self) -> bool {
        let figures = [self.amount, self.shares, self.ratio, self.price];
        self.precise && figures.iter().all(|figure| matches!(figure, Verdict::Agrees | Verdict::Open))
    }

    /// A figure says that these are two deals.
    fn tell_apart(self) -> bool {
        let differs = |figure: Verdict| figure == Verdict::Differs;
        differs(self.amount)
            || differs(self.shares)
            || (differs(self.ratio) && !self.money())
            || (differs(self.price) && !self.money() && self.ratio != Verdict::Agrees)
            || self.round_differs
            || self.tranche_differs
    }

    /// Figures that differ.
    fn differing(self) -> usize {
        [self.amount, self.shares, self.ratio, self.price].iter().filter(|figure| **figure == Verdict::Differs).count()
    }

    /// One report comes after the other: less than the plan, or another day of what was done.
    fn go_on(self, one: &Telling, other: &Telling) -> bool {
        let inside = self.amount == Verdict::Inside || self.shares == Verdict::Inside;
        let done = is_done(one.status) && is_done(other.status);
        // A report is told on its day and the next; the same round number on a later day is the next report.
        let later = days_between(one, other).is_some_and(|days| days > 2) || days_differ(one, other);
        (inside && !self.money()) || (done && later && !self.are_the_same())
    }

    /// What came of a plan: its figures lie inside the bounds of the plan.
    fn follows(self, one: &Telling, other: &Telling) -> bool {
        let inside = [self.amount, self.shares, self.ratio].contains(&Verdict::Inside);
        inside && is_done(one.status) != is_done(other.status)
    }
}

/// B1 is a part of B.
fn same_round(one: &str, other: &str) -> bool {
    let part = |long: &str, short: &str| {
        long.strip_prefix(short).is_some_and(|rest| !short.is_empty() && rest.chars().all(|c| c.is_ascii_digit()))
    };
    part(one, other) || part(other, one)
}

fn is_done(status: Status) -> bool {
    matches!(status, Status::InProgress | Status::Completed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two tellings, and whether they are one deal.
    const PAIRS: &[(&str, &str, bool)] = &[
        // Another bank, another amount, another firm: another loan.
        (
            "credit.loan completed 03-01; lender 江州银行, borrower 澄海电气; amount eq 5000",
            "credit.loan completed 03-04; lender 江州银行, borrower 澄海电气股份有限公司; amount eq 5000",
            true,
        ),
        (
            "credit.loan completed 03-01; lender 江州银行, borrower 澄海电气; amount eq 5000",
            "credit.loan completed 03-01; lender 沧溪银行, borrower 澄海电气; amount eq 5000",
            false,
        ),
        (
            "credit.loan completed 03-01; lender 江州银行, borrower 澄海电气; amount eq 5000",
            "credit.loan completed 03-01; lender 江州银行, borrower 澄海电气; amount eq 8000",
            false,
        ),
        (
            "credit.loan completed 03-01; lender 江州银行, borrower 澄海电气; amount eq 5000",
            "credit.loan completed 03-01; lender 江州银行, borrower 沧溪精工; amount eq 5000",
            false,
        ),
        // A missing amount or bank can be the same, near in time; type and time part.
        (
            "credit.loan completed 03-01; lender 江州银行, borrower 澄海电气; amount eq 5000",
            "credit.loan completed 03-02; borrower 澄海电气",
            true,
        ),
        (
            "credit.loan completed 03-01; lender 江州银行, borrower 澄海电气; amount eq 5000",
            "credit.loan completed 03-20; borrower 澄海电气",
            false,
        ),
        (
            "credit.loan completed 03-01; lender 江州银行, borrower 澄海电气; amount eq 5000",
            "credit.line completed 03-01; lender 江州银行, borrower 澄海电气; amount eq 5000",
            false,
        ),
        (
            "credit.loan planned 03-01; lender 江州银行, borrower 澄海电气; amount le 5000",
            "credit.loan completed 03-25; lender 江州银行, borrower 澄海电气; amount eq 4500",
            true,
        ),
        // Rounds.
        (
            "equity.round completed 03-01; investee 澄海智能; round A",
            "equity.round completed 03-01; investee 澄海智能; round B",
            false,
        ),
        (
            "equity.round completed 03-01; investee 澄海智能, investor 甲资本; round A",
            "equity.round completed 03-20; investee 苏州澄海智能科技有限公司, investor 乙资本; round A",
            true,
        ),
        (
            "equity.round completed 03-01; investee 澄海智能, investor 甲资本",
            "equity.round completed 03-20; investee 澄海智能, investor 乙资本",
            false,
        ),
        // Issues of a series.
        (
            "debt.bond completed 03-01; issuer 江州城投; amount eq 3000; tranche 一",
            "debt.bond completed 03-10; issuer 江州城投; amount eq 3000; tranche 二",
            false,
        ),
        (
            "debt.bond completed 03-01; issuer 江州城投; amount eq 3000; tranche 一",
            "debt.bond completed 03-10; issuer 江州城投; amount eq 3000",
            true,
        ),
        (
            "debt.bond completed 03-01; issuer 江州城投; amount eq 3000",
            "debt.bond completed 03-10; issuer 江州城投",
            false,
        ),
        // A repurchase plan is told again; its reports are apart from it and from each other.
        (
            "equity.repurchase planned 03-01; issuer 澄海电气; amount between 4000~8000",
            "equity.repurchase planned 03-02; issuer 澄海电气; amount between 4000~8000",
            true,
        ),
        (
            "equity.repurchase planned 03-01; issuer 澄海电气; amount between 4000~8000",
            "equity.repurchase in_progress 03-20; issuer 澄海电气; amount eq 5100",
            false,
        ),
        (
            "equity.repurchase in_progress 03-01; issuer 澄海电气; amount eq 5100",
            "equity.repurchase in_progress 03-08; issuer 澄海电气; amount eq 5900",
            false,
        ),
        (
            "equity.repurchase completed 03-01; issuer 澄海电气; amount eq 5000; shares eq 13; day 2026-03-01",
            "equity.repurchase completed 03-02; issuer 澄海电气; amount eq 5000; shares eq 12; day 2026-03-02",
            false,
        ),
        // A holder's plan and what came of it; another holder.
        (
            "equity.decrease planned 03-01; company 澄海电气, shareholder 张华; shares le 1200",
            "equity.decrease completed 06-01; company 澄海电气, shareholder 张华; shares eq 800",
            true,
        ),
        (
            "equity.decrease in_progress 04-01; company 澄海电气, shareholder 张华; shares eq 500",
            "equity.decrease completed 06-01; company 澄海电气, shareholder 张华; shares eq 800",
            false,
        ),
        (
            "equity.decrease planned 03-01; company 澄海电气, shareholder 张华; shares le 1200",
            "equity.decrease planned 03-01; company 澄海电气, shareholder 李明; shares le 1200",
            false,
        ),
        // Stages of a listing; a list of listings is nobody's deal.
        (
            "equity.ipo applied 03-01; issuer 澄海智能, venue 港交所",
            "equity.ipo approved 09-01; issuer 澄海智能, venue 港交所",
            true,
        ),
        (
            "equity.ipo completed 03-01; issuer 澄海智能, issuer 沧溪精工, issuer 江州药业",
            "equity.ipo completed 03-01; issuer 澄海智能",
            false,
        ),
        // Acquisitions.
        (
            "equity.acquisition planned 03-01; acquirer 澄海电气, target 沧溪精工; amount eq 13.66",
            "equity.acquisition completed 08-01; acquirer 澄海电气, target 沧溪精工; amount eq 13.7",
            true,
        ),
        (
            "equity.acquisition planned 03-01; acquirer 澄海电气, target 沧溪精工; ratio eq 51",
            "equity.acquisition planned 03-01; acquirer 澄海电气, target 江州药业; ratio eq 51",
            false,
        ),
        (
            "equity.repurchase completed 03-01; issuer 澄海电气; amount eq 5000; day 2026-03-01",
            "equity.repurchase completed 03-02; issuer 澄海电气; amount eq 5000; shares eq 12; day 2026-03-02",
            false,
        ),
        (
            "equity.repurchase completed 03-01; issuer 澄海电气; shares eq 377.52; day 2026-03-01",
            "equity.repurchase completed 03-02; issuer 澄海电气; amount eq 5000; shares eq 377.52; day 2026-02-28",
            true,
        ),
        (
            "equity.repurchase completed 03-01; issuer 澄海电气; amount eq 1",
            "equity.repurchase completed 03-20; issuer 澄海电气; amount eq 1.014; day 2026-03-20",
            false,
        ),
        (
            "equity.repurchase planned 03-01; issuer 澄海电气; amount eq 500; day 2026-03-01",
            "equity.repurchase planned 03-02; issuer 澄海电气; amount eq 500; day 2026-02-27",
            true,
        ),
        (
            "equity.ipo completed 03-01; issuer 澄海智能, issuer 沧溪精工",
            "equity.ipo completed 03-01; issuer 澄海智能",
            false,
        ),
        (
            "equity.ipo planned 03-01; issuer 澄海智能; amount eq 5",
            "equity.ipo planned 04-01; issuer 澄海智能; amount eq 7",
            true,
        ),
        (
            "equity.ipo planned 03-01; issuer 澄海智能; shares eq 1344; price eq 85.5",
            "equity.ipo planned 03-09; issuer 澄海智能; shares eq 2738; price eq 31.62",
            false,
        ),
        (
            "equity.round completed 03-01; investee 澄海智能; round B1",
            "equity.round completed 03-02; investee 澄海智能; round B",
            true,
        ),
        (
            "equity.placement completed 03-01; issuer 澄海电气",
            "equity.placement planned 04-10; issuer 澄海电气; amount le 5",
            false,
        ),
        (
            "equity.placement planned 03-01; issuer 澄海电气",
            "equity.placement completed 04-10; issuer 澄海电气; amount le 5",
            true,
        ),
        (
            "equity.acquisition planned 03-01; acquirer 澄海电气, target 沧溪精工; amount eq 112; ratio eq 100",
            "equity.acquisition planned 03-02; acquirer 江州药业, target 沧溪精工; amount eq 112; ratio eq 100",
            true,
        ),
        (
            "equity.repurchase completed 03-01; issuer 澄海电气; amount eq 5.008; shares eq 120",
            "equity.repurchase completed 03-26; issuer 澄海电气; amount approx 5.007; shares eq 120",
            false,
        ),
    ];

    #[test]
    fn what_is_one_deal_and_what_is_not() {
        for &(one, other, expected) in PAIRS {
            let (a, b) = (Telling::example("a", one), Telling::example("b", other));
            let found = compare(&a, &b);
            assert_eq!(matches!(found, Pair::Same(_)), expected, "{one}\n{other}\n{found:?}");
            assert_eq!(compare(&b, &a), found, "both ways: {one}\n{other}");
        }
    }

    #[test]
    fn one_article_tells_a_deal_once_unless_the_money_is_the_same() {
        let loan = "credit.loan completed 03-01; lender 江州银行, borrower 澄海电气";
        assert_eq!(compare(&Telling::example("a", loan), &Telling::example("a", loan)), Pair::Open);
        let loan = format!("{loan}; amount eq 5000");
        assert!(matches!(compare(&Telling::example("a", &loan), &Telling::example("a", &loan)), Pair::Same(_)));
    }
}
