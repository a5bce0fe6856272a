//! Events as the frames make them, and rejected candidates with their reason: engine types, still on the view.

use crate::extract::{Money, Party, Quantity};
use crate::record::{AmountKind, DateRole, RatioBase, Status, Warning};
use crate::span::Span;
use rust_decimal::Decimal;

/// A financing event found in a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Name of the type: `credit.loan`.
    pub kind: String,
    /// How far the deal is.
    pub status: Status,
    /// The status stands in the words (else it is the type's default).
    pub status_stated: bool,
    /// Who takes part, by the order of the roles.
    pub fillers: Vec<Filler>,
    /// The money of the deal.
    pub amount: Option<Valued<Money>>,
    /// What the money counts.
    pub amount_kind: Option<AmountKind>,
    /// Shares.
    pub shares: Option<Valued<Quantity>>,
    /// Part of the whole, percent.
    pub ratio: Option<Valued<Quantity>>,
    /// Of what the ratio is a part.
    pub ratio_base: Option<RatioBase>,
    /// Money per share.
    pub price: Option<Valued<Money>>,
    /// Value of the firm.
    pub valuation: Option<Valued<Money>>,
    /// Mentions of dates, with what happens then.
    pub dates: Vec<(usize, DateRole)>,
    /// Length of the contract: the words and ISO 8601.
    pub term: Option<Valued<String>>,
    /// Interest, as written.
    pub rate: Option<Span>,
    /// Financing round.
    pub round: Option<Valued<String>>,
    /// Stage of an IPO.
    pub stage: Option<String>,
    /// The product.
    pub instrument: Option<Span>,
    /// What the money is for.
    pub purpose: Option<Span>,
    /// The stretches that tell the event, one per sentence.
    pub evidence: Vec<Span>,
    /// Index of the sentence of the first evidence.
    pub sentence: usize,
    /// Frames and patterns: `credit.loan/give`.
    pub rules: Vec<String>,
    /// Points with their names, for `explain` and for the confidence.
    pub scores: Vec<(String, f32)>,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
    /// How often the article tells it.
    pub told: u32,
    /// Number of the facility in the document, if several records tell of it.
    pub series: Option<usize>,
    /// Another record of the series counts the money.
    pub counted_elsewhere: bool,
}

/// A value with its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Valued<T> {
    /// Where the words stand.
    pub span: Span,
    /// What they mean.
    pub value: T,
}

/// One party in one role.
#[derive(Debug, Clone, PartialEq)]
pub struct Filler {
    /// Name of the role.
    pub role: String,
    /// Who.
    pub party: Party,
    /// Where it is named.
    pub span: Span,
    /// Its own part of the money.
    pub amount: Option<Valued<Money>>,
    /// The role is one without which there is no event.
    pub main: bool,
}

impl Event {
    /// The upper end of its money, else the lower one: by it a whole and its part are told apart.
    #[must_use]
    pub fn amount_level(&self) -> Option<Decimal> {
        let quantity = &self.amount.as_ref()?.value.quantity;
        quantity.max.or(quantity.min)
    }

    /// What is left of a part of a deal for the whole: when, and no figures and no word of how far it is.
    pub(super) fn without_figures(mut self) -> Self {
        (self.amount, self.price, self.valuation) = (None, None, None);
        (self.shares, self.ratio) = (None, None);
        self.status_stated = false;
        self
    }

    /// The parties of a role.
    pub fn role<'e>(&'e self, role: &'e str) -> impl Iterator<Item = &'e Filler> {
        self.fillers.iter().filter(move |filler| filler.role == role)
    }
}

/// A candidate that is no event, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Reject {
    /// The type it could have been.
    pub kind: String,
    /// The words that raised it.
    pub span: Span,
    /// Index of the sentence.
    pub sentence: usize,
    /// Why not: `advice: 应`.
    pub reason: String,
}
