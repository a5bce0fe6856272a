//! Group: tellings of one deal, in the order of publication, with what each of them adds.

use super::deal::{Common, Pair, compare, days_between};
use super::figure::{Number, Verdict, verdict};
use super::telling::Telling;
use crate::record::{Record, Status};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Members that a telling is compared with, the latest: work for a deal told a thousand times stays linear.
const MEMBERS: usize = 64;

/// Groups that a telling is compared with, the latest.
const GROUPS: usize = 512;

/// Days after which no policy looks back.
const OLDEST: i64 = 540;

/// Collects records and groups them. It holds no text: about a kilobyte a record, its names above all.
#[derive(Debug, Default)]
pub struct Dedup {
    /// Most days between two tellings, where the policies allow more.
    window: Option<i64>,
    tellings: Vec<Telling>,
    seen: HashSet<Box<str>>,
}

/// The tellings of one deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// `event_id` of the first telling.
    pub id: String,
    /// Type of the event.
    #[serde(rename = "type")]
    pub kind: String,
    /// The last status that was news.
    pub status: Status,
    /// Articles that tell it.
    pub articles: usize,
    /// Its tellings in the order of publication.
    pub members: Vec<Member>,
}

/// One telling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Member {
    /// The record.
    pub event_id: String,
    /// Id of its document.
    pub doc: String,
    /// Day of publication.
    pub published: Option<String>,
    /// How far the deal is in this telling.
    pub status: Status,
    /// Whether it was news.
    pub novelty: Novelty,
    /// Fields that no earlier telling has, or has otherwise.
    pub adds: Vec<&'static str>,
}

/// Whether a telling was news.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Novelty {
    /// The first telling of the deal.
    New,
    /// The deal is known; a status or a field is new.
    Update,
    /// Nothing is new.
    Repeat,
}

/// A group that is being filled.
#[derive(Debug)]
struct Open {
    members: Vec<usize>,
    last: Option<Date>,
}

impl Dedup {
    /// Groups tellings at most so many days apart; the rules of a type may allow fewer.
    #[must_use]
    pub fn with_window(days: i64) -> Self {
        Self { window: Some(days), ..Self::default() }
    }

    /// Takes a record; one that was taken already is passed over.
    pub fn add(&mut self, record: &Record) {
        if self.seen.insert(record.event_id.as_str().into()) {
            self.tellings.push(Telling::new(record));
        }
    }

    /// The groups, in the order of their first telling. Records without a day of publication come last.
    #[must_use]
    pub fn groups(self) -> Vec<Group> {
        let Self { window, mut tellings, seen } = self;
        drop(seen);
        tellings.sort_by(|a, b| order(a).cmp(&order(b)));
        let mut groups: Vec<Open> = Vec::new();
        let mut index: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, telling) in tellings.iter().enumerate() {
            let keys = telling.keys();
            let mut candidates: BTreeSet<usize> = BTreeSet::new();
            for key in &keys {
                if let Some(found) = index.get_mut(key) {
                    found.retain(|group| !is_past(&groups[*group], telling));
                    candidates.extend(found.iter().rev().take(GROUPS));
                }
            }
            let best = candidates
                .iter()
                .filter_map(|group| Some((fit(&groups[*group], telling, &tellings, window)?, *group)))
                .max();
            let group = if let Some((_, group)) = best {
                groups[group].members.push(at);
                group
            } else {
                groups.push(Open { members: vec![at], last: None });
                groups.len() - 1
            };
            groups[group].last = telling.published.max(groups[group].last);
            for key in keys {
                let found = index.entry(key).or_default();
                if !found.contains(&group) {
                    found.push(group);
                }
            }
        }
        drop(index);
        groups.iter().map(|group| told(group, &tellings)).collect()
    }
}

fn order(telling: &Telling) -> (bool, Option<Date>, &str, u32, &str) {
    (telling.published.is_none(), telling.published, &telling.doc, telling.offset, &telling.event_id)
}

fn is_past(group: &Open, telling: &Telling) -> bool {
    group.last.zip(telling.published).is_some_and(|(last, day)| i64::from((day - last).get_days()) > OLDEST)
}

/// How well a telling fits into a group: no member may contradict it, and one must be the same deal.
fn fit(group: &Open, telling: &Telling, tellings: &[Telling], window: Option<i64>) -> Option<(Common, Option<Date>)> {
    let mut best: Option<Common> = None;
    for member in group.members.iter().rev().take(MEMBERS) {
        let member = &tellings[*member];
        let in_window = || window.zip(days_between(member, telling)).is_none_or(|(most, days)| days <= most);
        match compare(member, telling) {
            Pair::Apart => return None,
            Pair::Same(common) if in_window() => best = best.max(Some(common)),
            Pair::Same(_) | Pair::Open => {}
        }
    }
    best.map(|best| (best, group.last))
}

/// A group as it is given out.
fn told(group: &Open, tellings: &[Telling]) -> Group {
    let members: Vec<&Telling> = group.members.iter().map(|at| &tellings[*at]).collect();
    let mut out: Vec<Member> = Vec::with_capacity(members.len());
    let mut status = members.first().map_or(Status::Announced, |first| first.status);
    for (place, telling) in members.iter().enumerate() {
        let adds = if place == 0 { Vec::new() } else { adds(&members[..place], telling) };
        if adds.contains(&"status") {
            status = telling.status;
        }
        let novelty = match place {
            0 => Novelty::New,
            _ if adds.is_empty() => Novelty::Repeat,
            _ => Novelty::Update,
        };
        out.push(Member {
            event_id: telling.event_id.to_string(),
            doc: telling.doc.to_string(),
            published: telling.published.map(|day| day.to_string()),
            status: telling.status,
            novelty,
            adds,
        });
    }
    let docs: BTreeSet<&str> = members.iter().map(|telling| &*telling.doc).collect();
    Group {
        id: out.first().map(|first| first.event_id.clone()).unwrap_or_default(),
        kind: members.first().map(|first| first.kind.to_string()).unwrap_or_default(),
        status,
        articles: docs.len(),
        members: out,
    }
}

/// A figure of a telling.
type Figure = fn(&Telling) -> Option<Number>;

/// The figures by name.
const FIGURES: [(&str, Figure); 4] = [
    ("amount", |telling| telling.amount.as_ref().map(|(number, _)| *number)),
    ("shares", |telling| telling.shares),
    ("ratio", |telling| telling.ratio),
    ("price", |telling| telling.price),
];

/// Fields that no earlier telling has, or has otherwise.
fn adds(earlier: &[&Telling], telling: &Telling) -> Vec<&'static str> {
    let mut adds = Vec::new();
    let known = |has: &dyn Fn(&Telling) -> bool| earlier.iter().any(|other| has(other));
    if !known(&|other| other.status == telling.status) {
        adds.push("status");
    }
    let parties = telling.about.iter().chain(&telling.with);
    let is_known =
        |who: &super::party::Who| known(&|other| other.about.iter().chain(&other.with).any(|same| same.is_same(who)));
    if !parties.into_iter().all(is_known) {
        adds.push("parties");
    }
    for (field, of) in FIGURES {
        let own = of(telling);
        if own.is_some() && !known(&|other| verdict(of(other).as_ref(), own.as_ref()) == Verdict::Agrees) {
            adds.push(field);
        }
    }
    if telling.round.is_some() && !known(&|other| other.round == telling.round) {
        adds.push("round");
    }
    adds.extend(telling.told.iter().filter(|field| !known(&|other| other.told.contains(field))));
    adds
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(tellings: &[(&str, &str)]) -> Vec<Group> {
        let tellings = tellings.iter().map(|(doc, words)| Telling::example(doc, words)).collect();
        Dedup { window: None, tellings, seen: HashSet::new() }.groups()
    }

    fn docs(groups: &[Group]) -> Vec<Vec<&str>> {
        groups.iter().map(|group| group.members.iter().map(|member| member.doc.as_str()).collect()).collect()
    }

    #[test]
    fn a_deal_keeps_its_history() {
        let found = groups(&[
            ("c", "equity.acquisition completed 06-01; acquirer 澄海电气, target 沧溪精工; amount eq 500"),
            ("a", "equity.acquisition planned 03-01; acquirer 澄海电气, target 沧溪精工"),
            ("b", "equity.acquisition planned 03-02; target 沧溪精工"),
            ("d", "equity.acquisition planned 06-02; acquirer 澄海电气, target 沧溪精工; amount eq 500"),
        ]);
        assert_eq!(docs(&found), [["a", "b", "c", "d"]]);
        let news: Vec<(Novelty, &[&str])> =
            found[0].members.iter().map(|member| (member.novelty, member.adds.as_slice())).collect();
        assert_eq!(
            news,
            [
                (Novelty::New, &[][..]),
                (Novelty::Repeat, &[]),
                (Novelty::Update, &["status", "amount"]),
                (Novelty::Repeat, &[]),
            ]
        );
        assert_eq!((found[0].status, found[0].articles), (Status::Completed, 4));
    }

    #[test]
    fn a_telling_without_figures_does_not_bridge_two_deals() {
        let found = groups(&[
            ("a", "credit.loan completed 03-01; lender 江州银行, borrower 澄海电气; amount eq 5000"),
            ("b", "credit.loan completed 03-02; lender 江州银行, borrower 澄海电气"),
            ("c", "credit.loan completed 03-03; lender 江州银行, borrower 澄海电气; amount eq 8000"),
            ("d", "credit.loan completed 03-03; lender 江州银行, borrower 澄海电气; amount eq 5000"),
        ]);
        assert_eq!(docs(&found), [vec!["a", "b", "d"], vec!["c"]]);
    }

    #[test]
    fn the_window_can_be_narrowed() {
        let tellings = ["03-01", "03-09"]
            .map(|day| format!("equity.ipo applied {day}; issuer 澄海智能"))
            .map(|words| Telling::example(&words, &words))
            .to_vec();
        let with = |window| Dedup { window, tellings: tellings.clone(), seen: HashSet::new() }.groups().len();
        assert_eq!([with(None), with(Some(8)), with(Some(7))], [1, 1, 2]);
    }

    #[test]
    fn order_of_reading_does_not_matter() {
        let tellings = [
            ("a", "equity.round completed 03-01; investee 澄海智能, investor 甲资本; round A"),
            ("b", "equity.round completed 03-01; investee 澄海智能; amount eq 100"),
            ("c", "equity.round completed 03-02; investee 澄海智能; round A+"),
        ];
        let mut reversed = tellings;
        reversed.reverse();
        assert_eq!(groups(&tellings), groups(&reversed));
    }
}
