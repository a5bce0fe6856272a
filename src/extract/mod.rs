//! Extract: what stands in a document, as [`Mention`]s with values. One module per kind; each knows nothing of the others.

use crate::lexicon::EntryId;
use crate::span::Span;
use rust_decimal::Decimal;

/// Something of interest at one place of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Where, on the view.
    pub span: Span,
    /// What, normalised.
    pub value: Value,
    /// Name of the rule or dictionary entry that found it, for `explain`.
    pub rule: &'static str,
}

/// What a mention denotes.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// An amount of money.
    Money(Money),
    /// A day or a period on the calendar.
    Date(crate::extract::date::DateMention),
    /// A length of time.
    Duration(Duration),
    /// A percentage.
    Percent(Percent),
    /// A number of shares.
    Shares(Quantity),
    /// Money per share.
    Price(Money),
    /// A financing round: `A`, `A+`, `Pre-A`, `天使`, `战略`.
    Round(String),
    /// A stock code.
    Code(StockCode),
    /// A bank, firm, institution or person, or a phrase that denotes one.
    Party(Box<Party>),
    /// A financing product: 流动资金贷款, 可转换公司债券.
    Instrument(String),
    /// An interest rate with the words that name it: 年利率3.2%.
    Rate(Percent),
}

/// The kinds of `annotate` (DESIGN §7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// See [`Value::Money`].
    Money,
    /// See [`Value::Date`].
    Date,
    /// See [`Value::Duration`].
    Duration,
    /// See [`Value::Percent`].
    Percent,
    /// See [`Value::Shares`].
    Shares,
    /// See [`Value::Price`].
    Price,
    /// See [`Value::Round`].
    Round,
    /// See [`Value::Code`].
    StockCode,
    /// A party that is a bank.
    Bank,
    /// A party that is any other firm.
    Firm,
    /// A party that is an authority, exchange, fund or intermediary.
    Institution,
    /// A party that is a human being.
    Person,
    /// See [`Value::Instrument`].
    Instrument,
    /// See [`Value::Rate`].
    Rate,
}

impl Mention {
    /// True for a value that another mention already tells: the money in a price, an amount in a second currency. Such a
    /// mention is for those who look for money; a deal has the other.
    #[must_use]
    pub fn retold(&self) -> bool {
        matches!(self.rule, value::rule::MONEY_IN_PRICE | value::rule::CONVERSION)
    }

    /// The kind of the value.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match &self.value {
            Value::Money(_) => Kind::Money,
            Value::Date(_) => Kind::Date,
            Value::Duration(_) => Kind::Duration,
            Value::Percent(_) => Kind::Percent,
            Value::Shares(_) => Kind::Shares,
            Value::Price(_) => Kind::Price,
            Value::Round(_) => Kind::Round,
            Value::Code(_) => Kind::StockCode,
            Value::Party(party) => party.kind,
            Value::Instrument(_) => Kind::Instrument,
            Value::Rate(_) => Kind::Rate,
        }
    }
}

/// How a stated number bounds the true one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// Exactly.
    #[default]
    Eq,
    /// About: 约, 近, 左右.
    Approx,
    /// At least: 不低于, 以上.
    Ge,
    /// More than: 超, 逾, 余.
    Gt,
    /// At most: 不超过, 以内.
    Le,
    /// Less than: 不足, 低于.
    Lt,
    /// From one to the other: 1.5亿元至2亿元.
    Between,
    /// Changed from `from` to the value: 由1亿元增至5亿元.
    FromTo,
}

/// A number with its bounds. `Eq`, `Approx` and `FromTo` have `min == max`; one-sided bounds have the other side `None`;
/// a fuzzy size (数千万) is `Approx` with `min` alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Quantity {
    /// Lower end.
    pub min: Option<Decimal>,
    /// Upper end.
    pub max: Option<Decimal>,
    /// The value before the change.
    pub from: Option<Decimal>,
    /// Relation of the true number to the ends.
    pub comparator: Comparator,
}

/// An amount in whole units (yuan, dollars).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money {
    /// How much.
    pub quantity: Quantity,
    /// ISO 4217.
    pub currency: &'static str,
    /// How the currency is known.
    pub currency_source: CurrencySource,
    /// The same amount in another currency, where the text gives it: 1.5亿美元(约合人民币10.8亿元).
    pub conversion: Option<Box<Money>>,
}

/// How a currency is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CurrencySource {
    /// The words name it: 人民币, 美元.
    Explicit,
    /// 元 with nothing else is CNY.
    Default,
    /// Taken over from the text around.
    Context,
}

/// A length of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duration {
    /// ISO 8601: `P2Y`, `P12M`, a range `P2Y/P3Y`.
    pub iso: String,
    /// 不超过12个月 is `Le`.
    pub comparator: Comparator,
}

/// A percentage or a difference of percentages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Percent {
    /// In units of `unit`: 30% is 30.
    pub quantity: Quantity,
    /// What is counted.
    pub unit: PercentUnit,
    /// The reference rate of a spread: `LPR` in LPR+50BP.
    pub reference: Option<String>,
}

/// What a percent mention counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PercentUnit {
    /// Hundredths of the whole.
    Percent,
    /// Percentage points, 个百分点.
    Point,
    /// Hundredths of a point, 基点 and BP.
    BasisPoint,
}

/// A stock code, checked against the exchange's ranges and the dictionary.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StockCode {
    /// Canonical: `600926.SH`, `00700.HK`, `BABA.N`.
    pub symbol: String,
    /// ISO 10383: `XSHG`, `XSHE`, `XBSE`, `XHKG`, `XNYS`, `XNAS`.
    pub mic: String,
    /// As it stands in the text, without brackets.
    pub printed: String,
    /// `symbol` differs from what is printed because the printed one is wrong.
    pub corrected: bool,
}

/// A bank, firm, institution or person in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// `Bank`, `Firm`, `Institution` or `Person`.
    pub kind: Kind,
    /// How it is named.
    pub naming: Naming,
    /// Canonical name where known (工商银行), else the words of the mention.
    pub name: String,
    /// Dictionary entry, if one was found beyond doubt.
    pub entry: Option<EntryId>,
    /// Further entries that the words could denote: shown as `AMBIGUOUS_ENTITY`.
    pub candidates: Vec<EntryId>,
    /// Code printed beside the name, or known from the dictionary.
    pub code: Option<StockCode>,
    /// The code stands in the text (and may be shown as `printed`).
    pub code_printed: bool,
    /// Branch of a bank, as in the text without the bank's name: 北京分行.
    pub branch: Option<String>,
    /// Chain of resolutions: `后者→工商银行`.
    pub via: Vec<String>,
}

/// How a party is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Naming {
    /// By a name: 工商银行, 宁夏澜云算力科技有限公司.
    Named,
    /// Undisclosed, by a description: 某高新技术企业.
    Anonymous,
    /// A class: 人工智能全产业链各类主体.
    Class,
}

pub mod code;

pub mod date;

pub mod party;

pub mod value;

pub use party::names;
pub use value::values;
