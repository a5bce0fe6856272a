//! The rules by which values are read: one name for each form, shown with every mention, each with an example that runs as
//! a test. A new form is a line here, its shape in the module of its kind, and its cases in `fixtures/extract`.

use super::quantity::Counted;

/// A form of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Kind and form: `money.shared_unit`.
    pub name: &'static str,
    /// A text that is one mention by this rule; `⟦⟧` mark the mention where it needs words around it.
    pub example: &'static str,
}

/// How a number and what stands around it make a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// 5亿元.
    Plain,
    /// 不超过5亿元, 5亿元以上.
    Bounded,
    /// 数千万元, 亿元级.
    Fuzzy,
    /// 3亿 before 战略融资.
    Bare,
    /// 3亿元至5亿元.
    Range,
    /// 3-5亿元.
    SharedUnit,
    /// 不低于3亿元且不超过5亿元.
    BothBounds,
    /// 3.2亿 in 3.2亿、4.1亿和5.6亿元.
    Listed,
    /// 由1亿元增至5亿元.
    Change,
}

macro_rules! names {
    ($kind:literal) => {
        [
            concat!($kind, ".plain"),
            concat!($kind, ".bounded"),
            concat!($kind, ".fuzzy"),
            concat!($kind, ".bare"),
            concat!($kind, ".range"),
            concat!($kind, ".shared_unit"),
            concat!($kind, ".both_bounds"),
            concat!($kind, ".listed"),
            concat!($kind, ".change"),
        ]
    };
}

/// The name of the rule that reads a form of a kind.
pub(super) fn name(counted: Counted, form: Form) -> &'static str {
    const NAMES: [[&str; 9]; 4] = [names!("money"), names!("price"), names!("shares"), names!("percent")];
    let kind = match counted {
        Counted::Money(..) => 0,
        Counted::Price(..) => 1,
        Counted::Shares => 2,
        Counted::Percent(_) => 3,
    };
    NAMES[kind][form as usize]
}

/// The rule of money that is told again inside a price: 14.52元 of 14.52元/股.
pub const MONEY_IN_PRICE: &str = "money.in_price";

/// The rule of an amount that is another one in another currency.
pub const CONVERSION: &str = "money.conversion";

/// The rule of a number under a unit in the head of its column.
pub const COLUMN: &str = "column";

const fn rule(name: &'static str, example: &'static str) -> Rule {
    Rule { name, example }
}

/// Every rule but those of the calendar.
pub const RULES: &[Rule] = &[
    rule("money.plain", "1.2亿元"),
    rule("money.bounded", "不超过人民币5亿元(含)"),
    rule("money.fuzzy", "数千万元"),
    rule("money.bare", "完成⟦3亿⟧战略融资"),
    rule("money.range", "3亿元至5亿元"),
    rule("money.shared_unit", "1-1.5亿元"),
    rule("money.both_bounds", "不低于3亿元且不超过5亿元"),
    rule("money.listed", "分别为⟦3.2亿⟧、4.1亿和5.6亿元"),
    rule("money.change", "由1亿元增至5亿元"),
    rule(CONVERSION, "1.5亿美元(⟦约合人民币10.8亿元⟧)"),
    rule(MONEY_IN_PRICE, "⟦12.5元⟧/股"),
    rule("price.plain", "12.5元/股"),
    rule("price.bounded", "不超过15.5元/股"),
    rule("price.before", "每股12.5元"),
    rule("price.before.range", "每股10.5-12.8港元"),
    rule("price.range", "7.37元/股至7.76元/股"),
    rule("price.shared_unit", "10.5-12.8港元/股"),
    rule("price.both_bounds", "不低于10元/股且不超过12元/股"),
    rule("price.change", "由12.86元/股调整为12.71元/股"),
    rule("price.low_and_high", "最低价格⟦7.37元/股，最高价格7.76元/股⟧"),
    rule("shares.plain", "5,080万股"),
    rule("shares.bounded", "不超过3000万股"),
    rule("shares.fuzzy", "数百万股"),
    rule("shares.range", "200万股至300万股"),
    rule("shares.shared_unit", "200-300万股"),
    rule("shares.both_bounds", "不少于75万股、不超过150万股"),
    rule("shares.listed", "分别减持⟦100万⟧、200万和300万股"),
    rule("shares.change", "由1000万股增至2000万股"),
    rule("percent.plain", "12.5%"),
    rule("percent.bounded", "30%以上"),
    rule("percent.range", "10%至15%"),
    rule("percent.shared_unit", "10-15%"),
    rule("percent.both_bounds", "不低于5%且不超过10%"),
    rule("percent.listed", "分别为⟦1.5⟧、2.5和3.5个百分点"),
    rule("percent.change", "由5%升至8%"),
    rule("percent.fraction", "三分之一"),
    rule("percent.tenths", "七成六"),
    rule("percent.discount", "八折"),
    rule("percent.half", "半成"),
    rule("percent.thousands", "12k个百分点"),
    rule("percent.of_base", "⟦不超过公司总股本的30%⟧"),
    rule("percent.of_count", "不超过8万股(占总股本⟦0.01%⟧)"),
    rule("rate.named", "年利率3.2%"),
    rule("rate.yearly", "3.85%/年"),
    rule("rate.spread", "LPR+50BP"),
    rule("duration.plain", "36个月"),
    rule("duration.terms", "一年零三个月"),
    rule("duration.half", "半年"),
    rule("duration.range", "2年至3年"),
    rule("duration.shared_unit", "3至5年"),
    rule("round.named", "Pre-A轮"),
    rule("round.strategic", "战略轮"),
];
