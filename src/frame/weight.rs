//! Weights: the named points of `dictionaries/weights.tsv`.

use super::clause::{CASES, Case};
use super::load::Usage;
use crate::error::{Error, Result};
use crate::record::Side;
use indexmap::IndexMap;

/// Which way the money moves in a clause, seen from its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The subject gives.
    Give,
    /// The subject gets.
    Get,
    /// Two sides agree.
    Joint,
    /// The subject acts alone.
    Act,
    /// No verb: 江苏银行对澄江计算的授信.
    None,
}

const DIRECTIONS: &[(&str, Direction)] = &[
    ("give", Direction::Give),
    ("get", Direction::Get),
    ("joint", Direction::Joint),
    ("act", Direction::Act),
    ("none", Direction::None),
];

impl Direction {
    /// The direction of a trigger that is a verb itself.
    #[must_use]
    pub fn of(usage: Usage) -> Option<Self> {
        match usage {
            Usage::Give => Some(Self::Give),
            Usage::Get => Some(Self::Get),
            Usage::Act => Some(Self::Act),
            Usage::Joint => Some(Self::Joint),
            Usage::Product => None,
        }
    }

    /// The direction with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        DIRECTIONS.iter().find(|(known, _)| *known == name).map(|(_, direction)| *direction)
    }

    /// The name in `weights.tsv`.
    #[must_use]
    pub fn name(self) -> &'static str {
        DIRECTIONS.iter().find(|(_, direction)| *direction == self).map_or("none", |(name, _)| name)
    }
}

/// What the confidence of a record is made of, in log-odds; the meaning stands beside each line of `weights.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of weights.tsv, which explains them")]
pub enum ConfidencePart {
    Base,
    Trigger,
    Parties,
    Amount,
    Figures,
    Counterparty,
    Known,
    Told,
    Headline,
    Status,
}

/// The parts by the names they have in `weights.tsv`.
const CONFIDENCE: &[(&str, ConfidencePart)] = &[
    ("base", ConfidencePart::Base),
    ("trigger", ConfidencePart::Trigger),
    ("parties", ConfidencePart::Parties),
    ("amount", ConfidencePart::Amount),
    ("figures", ConfidencePart::Figures),
    ("counterparty", ConfidencePart::Counterparty),
    ("known", ConfidencePart::Known),
    ("told", ConfidencePart::Told),
    ("headline", ConfidencePart::Headline),
    ("status", ConfidencePart::Status),
];

impl ConfidencePart {
    /// The name in `weights.tsv`.
    #[must_use]
    pub fn name(self) -> &'static str {
        CONFIDENCE.iter().find(|(_, part)| *part == self).map_or("base", |(name, _)| name)
    }
}

/// All points, looked up once and kept in plain fields and a table.
#[derive(Debug, Clone)]
pub struct Weights {
    cases: Vec<f32>,
    confidence: Vec<f64>,
    /// Records below this confidence are left out unless the user asks for them; from 0 to 1.
    pub least_confidence: f64,
    /// The kind of party that usually has the role.
    pub prefers: f32,
    /// A word beside the party names the role.
    pub cue: f32,
    /// Per clause between party and trigger.
    pub clause: f32,
    /// Least score of a filler.
    pub accept: f32,
    /// A party whose words say nothing about it.
    pub anonymous_generic: f32,
    /// See `weights.tsv`.
    pub amount: AmountWeights,
}

/// Points of amounts.
#[derive(Debug, Clone)]
pub struct AmountWeights {
    /// In the trigger's clause.
    pub same_clause: f32,
    /// Per clause before it.
    pub clause_before: f32,
    /// Per clause behind it.
    pub clause_behind: f32,
    /// Right before the trigger.
    pub before_trigger: f32,
    /// Right behind the trigger.
    pub behind_trigger: f32,
    /// Behind a word such as 金额.
    pub cue: f32,
    /// Behind a word such as 营收.
    pub other_figure: f32,
    /// Inside brackets.
    pub aside: f32,
    /// Per point of the trigger's strength above 1.
    pub strength: f32,
    /// Least score.
    pub accept: f32,
}

impl Weights {
    /// Reads `name ⇥ value ⇥ note` lines.
    ///
    /// # Errors
    /// An unknown, missing or repeated name, or a value that is no number, is refused with its place.
    pub fn load(name: &str, tsv: &str) -> Result<Self> {
        let mut found: IndexMap<&str, f32> = IndexMap::new();
        for (number, line) in tsv.lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() || line.starts_with("name\t") {
                continue;
            }
            let mut columns = line.split('\t');
            let (key, value) = (columns.next().unwrap_or(""), columns.next().unwrap_or(""));
            let refuse = |what: String| Error::dictionary(format!("{name}:{}: {what}", number + 1));
            let value = value.parse().map_err(|_| refuse(format!("{value:?} of {key:?} is no number")))?;
            if found.insert(key, value).is_some() {
                return Err(refuse(format!("{key:?} stands twice")));
            }
        }
        let mut cases = vec![f32::NEG_INFINITY; 2 * DIRECTIONS.len() * CASES.len()];
        for (side, side_name) in [(Side::Provider, "provider"), (Side::Receiver, "receiver")] {
            for (direction_name, direction) in DIRECTIONS {
                for (case_name, case) in CASES {
                    let key = format!("{side_name}/{direction_name}/{case_name}");
                    cases[place(side, *direction, *case)] = found.shift_remove(key.as_str()).unwrap_or(-1.0);
                }
            }
        }
        let mut take = |key: &str| {
            found
                .shift_remove(key)
                .ok_or_else(|| Error::dictionary(format!("{name}: no line for {key:?}, expected one")))
        };
        let mut confidence = Vec::new();
        // Through its decimal digits: 0.3 stays 0.3.
        let mut precise = |part: &str| -> Result<f64> {
            Ok(take(&format!("confidence/{part}"))?.to_string().parse().unwrap_or_default())
        };
        for (part, _) in CONFIDENCE {
            confidence.push(precise(part)?);
        }
        let least_confidence = precise("least")?;
        if !(0.0..=1.0).contains(&least_confidence) {
            return Err(Error::dictionary(format!("{name}: confidence/least = {least_confidence}, expected 0 to 1")));
        }
        let weights = Self {
            cases,
            confidence,
            least_confidence,
            prefers: take("role/prefers")?,
            cue: take("role/cue")?,
            clause: take("role/clause")?,
            accept: take("role/accept")?,
            anonymous_generic: take("role/anonymous_generic")?,
            amount: AmountWeights {
                same_clause: take("amount/same_clause")?,
                clause_before: take("amount/clause_before")?,
                clause_behind: take("amount/clause_behind")?,
                before_trigger: take("amount/before_trigger")?,
                behind_trigger: take("amount/behind_trigger")?,
                cue: take("amount/cue")?,
                other_figure: take("amount/other_figure")?,
                aside: take("amount/aside")?,
                strength: take("amount/strength")?,
                accept: take("amount/accept")?,
            },
        };
        match found.keys().next() {
            Some(unknown) => Err(Error::dictionary(format!("{name}: unknown name {unknown:?}"))),
            None => Ok(weights),
        }
    }

    /// What a part adds to the log-odds of a record where it is met.
    #[must_use]
    pub fn confidence(&self, part: ConfidencePart) -> f64 {
        let place = CONFIDENCE.iter().position(|(_, other)| *other == part);
        place.and_then(|place| self.confidence.get(place)).copied().unwrap_or(0.0)
    }

    /// Points of a party on a side for how it stands; parties on neither side score by cues alone.
    #[must_use]
    pub fn case(&self, side: Side, direction: Direction, case: Case) -> f32 {
        if side == Side::Other { 0.0 } else { self.cases[place(side, direction, case)] }
    }
}

fn place(side: Side, direction: Direction, case: Case) -> usize {
    let side = usize::from(side == Side::Receiver);
    let direction = DIRECTIONS.iter().position(|(_, d)| *d == direction).unwrap_or(0);
    let case = CASES.iter().position(|(_, c)| *c == case).unwrap_or(0);
    (side * DIRECTIONS.len() + direction) * CASES.len() + case
}
