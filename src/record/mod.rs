//! Record: the wire types of an event (DESIGN §8) — what users load into their databases. Kept apart from the engine's
//! types so that either can change without the other. Every key is always present; missing is `null`; keys in this order.

use crate::extract::date::{DateSource, Precision};
pub mod annotation;

pub mod build;

pub mod attribution;

pub mod confidence;

pub mod key;

pub mod explain;

pub mod offset;

use crate::extract::{Comparator, CurrencySource, Naming};
use crate::layout::PublishedSource;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The version of the record's shape.
pub const SCHEMA: &str = "rongzi/1";

/// JSON Schema (2020-12) of a record; `rongzi schema json` prints it.
pub const JSON_SCHEMA: &str = include_str!("record.schema.json");

/// One financing event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// [`SCHEMA`].
    pub schema: Cow<'static, str>,
    /// Stable over runs: hash of document id, type, parties, amount and first evidence offset.
    pub event_id: String,
    /// Groups the same deal across articles: type, party ids, amount band, date window.
    pub event_key: String,
    /// The article.
    pub doc: Doc,
    /// One of the seventeen types of `EVENTS.md`, or a user's own: `credit.loan`.
    #[serde(rename = "type")]
    pub kind: String,
    /// How far the deal is.
    pub status: Status,
    /// The product: 流动资金贷款.
    pub instrument: Option<String>,
    /// Financing round: `A`, `Pre-A`, `天使`.
    pub round: Option<String>,
    /// Stage of an IPO.
    pub stage: Option<String>,
    /// What the money is for.
    pub purpose: Option<String>,
    /// Who is involved.
    pub parties: Vec<PartyRecord>,
    /// The money of the deal itself.
    pub amount: Option<Amount>,
    /// Whole shares.
    pub shares: Option<Figure>,
    /// Percent.
    pub ratio: Option<Ratio>,
    /// Money per share.
    pub price: Option<PricedFigure>,
    /// Value of the whole firm.
    pub valuation: Option<PricedFigure>,
    /// Dates stated for this deal.
    pub dates: Vec<DateRecord>,
    /// Length of the contract.
    pub term: Option<Term>,
    /// Interest rate, as written.
    pub rate: Option<String>,
    /// Who says so, if not the article itself.
    pub attribution: Option<String>,
    /// The facility this event is a chapter of.
    pub series_id: Option<String>,
    /// False where another record of the series already counts the money.
    pub counts_toward_total: bool,
    /// The words that prove it.
    pub evidence: Vec<Evidence>,
    /// Frames and patterns that found it.
    pub rules: Vec<String>,
    /// 0 to 1, two decimals.
    pub confidence: f64,
    /// Fields of the type that the text does not state.
    pub missing: Vec<Cow<'static, str>>,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
    /// How often the article tells the event.
    pub mentions: u32,
}

/// The article of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doc {
    /// Document id: `page#2`.
    pub id: String,
    /// File name.
    pub source: String,
    /// SHA-256 of the whole text.
    pub sha256: String,
    /// Headline.
    pub title: Option<String>,
    /// Headings above the event, outermost first.
    pub section: Vec<String>,
    /// Day of publication.
    pub published: PublishedRecord,
}

/// Day of publication as `YYYY-MM-DD`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedRecord {
    /// First day it can be.
    pub start: Option<String>,
    /// Last day, where it is not the first.
    pub end: Option<String>,
    /// How it is known; `null` if unknown.
    pub source: Option<PublishedSource>,
}

/// How far a deal is (EVENTS.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 拟, 计划, 预案.
    Planned,
    /// 递交, 申请, 受理.
    Applied,
    /// 获批, 过会, 注册生效.
    Approved,
    /// 宣布, nothing more known.
    Announced,
    /// 签署.
    Signed,
    /// 进展, 已累计.
    InProgress,
    /// 完成, 已提供, 落地.
    Completed,
    /// 终止, 撤回.
    Terminated,
    /// The text names the deal and denies it.
    Denied,
}

/// One party in one role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartyRecord {
    /// `lender`, `borrower`, `investor` …
    pub role: String,
    /// `provider`, `receiver` or `other`.
    pub side: Side,
    /// How it is named.
    pub kind: Naming,
    /// Canonical name.
    pub name: String,
    /// As written where the event is told.
    pub surface: String,
    /// Every proper name of it in the document, and `surface`.
    pub surfaces: Vec<String>,
    /// Id in the dictionaries.
    pub entity_id: Option<String>,
    /// Stock code.
    pub code: Option<CodeRecord>,
    /// Branch of a bank.
    pub branch: Option<String>,
    /// Its own part of the money, where stated.
    pub amount: Option<Amount>,
    /// Its own part of the stake, where stated.
    pub ratio: Option<Ratio>,
    /// How a pronoun or short form was resolved: `后者→工商银行`.
    pub via: Vec<String>,
}

/// Which way the money goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Gives money, credit or shares.
    Provider,
    /// Gets it.
    Receiver,
    /// Neither: adviser, venue.
    Other,
}

/// A stock code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeRecord {
    /// `600926.SH`.
    pub symbol: String,
    /// ISO 10383.
    pub mic: String,
    /// As printed; `null` where the code comes from the dictionary.
    pub printed: Option<String>,
    /// `symbol` corrects what is printed.
    pub corrected: bool,
}

/// Money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// The words.
    pub raw: String,
    /// Lower end, decimal string in whole units.
    pub min: Option<String>,
    /// Upper end.
    pub max: Option<String>,
    /// Value before the change.
    pub from: Option<String>,
    /// Relation of the true amount to the ends.
    pub comparator: Comparator,
    /// ISO 4217.
    pub currency: String,
    /// How the currency is known.
    pub currency_source: CurrencySource,
    /// What the money is.
    pub kind: AmountKind,
}

/// What an amount counts (EVENTS.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmountKind {
    /// 授信, 担保额度, 贷款额度上限, capped loans, 承诺函.
    Limit,
    /// Loan, bond or round size.
    Principal,
    /// A new level: 增至5亿元.
    LevelAfter,
    /// A difference: 增加5亿元.
    Increment,
    /// Placement, IPO.
    Raised,
    /// Price paid for a stake or shares.
    Consideration,
    /// Fund of a repurchase or increase plan.
    Budget,
    /// Guaranteed sum.
    Guarantee,
    /// Sum of a programme.
    ProgrammeTotal,
    /// Size of a fund, contribution to it.
    Commitment,
}

/// A number with bounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The words.
    pub raw: String,
    /// Lower end.
    pub min: Option<String>,
    /// Upper end.
    pub max: Option<String>,
    /// Value before the change.
    pub from: Option<String>,
    /// Relation of the true number to the ends.
    pub comparator: Comparator,
}

/// A share of something, in percent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ratio {
    /// The words.
    pub raw: String,
    /// Lower end.
    pub min: Option<String>,
    /// Upper end.
    pub max: Option<String>,
    /// Value before the change.
    pub from: Option<String>,
    /// Relation of the true number to the ends.
    pub comparator: Comparator,
    /// Of what.
    pub base: RatioBase,
}

/// Of what a ratio is a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RatioBase {
    /// The company's share capital.
    Total,
    /// The holder's own holding: 占其所持股份.
    Holding,
    /// The target's equity.
    Target,
}

/// Money that is not the amount: price, valuation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedFigure {
    /// The words.
    pub raw: String,
    /// Lower end.
    pub min: Option<String>,
    /// Upper end.
    pub max: Option<String>,
    /// Value before the change.
    pub from: Option<String>,
    /// Relation of the true number to the ends.
    pub comparator: Comparator,
    /// ISO 4217.
    pub currency: String,
}

/// A date of the deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateRecord {
    /// The words.
    pub raw: String,
    /// EDTF, `null` if vague.
    pub edtf: Option<String>,
    /// First day.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// Granularity.
    pub precision: Precision,
    /// What happens then.
    pub role: DateRole,
    /// How it is known.
    pub source: DateSource,
}

/// What a date of a deal says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateRole {
    /// Disclosure, board or filing day.
    Announced,
    /// It took place.
    Happened,
    /// 截至.
    AsOf,
    /// A day to come.
    Due,
    /// From … to ….
    Period,
}

/// Length of a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The words.
    pub raw: String,
    /// ISO 8601.
    pub iso: String,
}

/// The proof of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// `event`, `amount`, `lender` …
    pub field: String,
    /// One or more stretches.
    pub segments: Vec<Segment>,
}

/// A literal stretch of the original.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// The words, verbatim.
    pub quote: String,
    /// `title` where the stretch lies in the title field (offsets then count in the title); `text` otherwise.
    pub zone: Cow<'static, str>,
    /// Line of the text, from 1.
    pub line: u32,
    /// Unicode scalar values, half open.
    pub char: [u32; 2],
    /// Bytes of the UTF-8 text, half open.
    pub byte: [u32; 2],
}

/// What the reader of a record should know (closed list).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Warning {
    /// The printed code has the wrong exchange suffix.
    CodeSuffixCorrected,
    /// Printed code and name belong to different firms.
    CodeNameMismatch,
    /// The sentence breaks off.
    TextTruncated,
    /// The sentence was torn by the page and joined.
    PageBreakJoined,
    /// The article's date was inferred.
    AnchorInferred,
    /// A date could not be resolved.
    DateUnresolved,
    /// The amount is not stated.
    AmountUndisclosed,
    /// A main party is not named.
    PartyAnonymous,
    /// A name can denote several firms.
    AmbiguousEntity,
    /// A party was taken from another paragraph.
    CrossParagraphLink,
    /// The same facility is told again.
    SameFacility,
    /// A limit of the program bit.
    LimitReached,
}
