//! Calendar: a date as the words have it, and what it resolves to against a time base.

pub(super) mod holiday;

mod resolve;

mod show;

use crate::extract::date::Precision;
use jiff::civil::Date;
use jiff::{Span as Length, ToSpan};

pub use resolve::{after, resolve};

/// A year as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Year {
    /// 2024年, 24年.
    Number(i16),
    /// 今年 is 0, 去年 -1.
    Relative(i16),
    /// 同年 and 当年 are 0, 次年 is 1, counted from the date just named.
    Context(i16),
    /// Not said.
    Unsaid,
}

/// A part of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The whole year, and 年初.
    Whole,
    /// 年末, 年底: December.
    End,
    /// 上半年 is 1, 下半年 2.
    Half(i8),
    /// A quarter.
    Quarter(i8),
    /// 前三季度: the first quarters.
    Quarters(i8),
    /// From one month to another; months beyond 12 are of the next year.
    Months(i8, i8),
    /// A month.
    Month(i8),
    /// 年初, 伊始: the record gives the year, the mention January.
    Start,
    /// A part of a month, see [`Expression::MonthPiece`]. The record gives the month.
    Third(i8, i8),
    /// A day.
    Day(i8, i8),
    /// A holiday, by its number in `dictionaries/holidays.tsv`.
    Holiday(u8),
}

/// A unit in which the calendar is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 天, 日.
    Day,
    /// 周, 星期.
    Week,
    /// 个月.
    Month,
    /// 个季度.
    Quarter,
    /// 年.
    Year,
    /// 个交易日, 个工作日.
    TradingDay,
}

impl Unit {
    fn span(self, count: i16) -> Length {
        let count = i64::from(count);
        match self {
            Self::Day | Self::TradingDay => count.days(),
            Self::Week => (7 * count).days(),
            Self::Month => count.months(),
            Self::Quarter => (3 * count).months(),
            Self::Year => count.years(),
        }
    }
}

/// A date as the words have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// A part of a year.
    Of(Year, Part),
    /// 本月 0, 上月 -1, 次月 from the context: months away, a day in it, whether it counts from the date just named.
    MonthAway(i16, Option<i8>, bool),
    /// 上月底, 本月上旬: months away, the part of the month, whether it counts from the date just named. Parts: 上旬 0, 中旬 1,
    /// 下旬 2, 中下旬 3, 上中旬 4, 初 5, 末 6, 中 7, 上半月 8, 下半月 9, 内 10.
    MonthPiece(i16, i8, bool),
    /// 10日: a day of the month just named or of the month of publication.
    DayAlone(i8),
    /// 今日 0, 昨日 -1; from the context: 次日 1, 当日 0.
    DayAway(i16, bool),
    /// 周二: weekday from Monday 1, weeks away.
    Weekday(i8, i16),
    /// 本周三, 上周五: weekday of a week that the words name.
    WeekdayOf(i8, i16),
    /// 上周, 下下周: a whole week.
    Week(i16),
    /// 当周, 当季, 次周: so many units from the date just named.
    PeriodAway(i16, Unit),
    /// 周末.
    Weekend(i16),
    /// 上季度, 本季度: quarters away.
    QuarterAway(i16),
    /// 前一交易日: weekdays away; holidays of the exchanges are not known here.
    TradingDay(i16),
    /// 近三年, 未来五年: the stretch of so many units that ends or begins at publication; negative counts look back.
    Stretch(i16, Unit),
    /// 5天前, 两周后: the point so many units away; ahead from the date just named, if one was.
    Away(i16, Unit),
    /// 十四五期间, 上世纪90年代: first and last year.
    Years(i16, i16),
    /// 自2026年6月26日起6个月内: from a date on, for a length in ISO 8601.
    Within(Box<Expression>, String),
    /// 去年同期, 去年今日: the date just named, or publication, or the date given, so many years away.
    YearsAway(i16, Option<Box<Expression>>),
    /// 第三个月, 前10天, 最后一周 of a date: from one of its units to another; negative places count from its end.
    Nth {
        /// The date that holds the units.
        of: Box<Expression>,
        /// The place of the first.
        first: i16,
        /// The place of the last.
        last: i16,
        /// What is counted.
        unit: Unit,
    },
    /// 10月第一个周五: a weekday from Monday 1 and its place in a date.
    NthWeekday(Box<Expression>, i8, i16),
    /// 2018年之前, 2026年底前: up to a date, with it or not.
    Until(Box<Expression>, bool),
    /// 2015年之后: from the end of a date on.
    After(Box<Expression>),
    /// From one to another; open at the end: 至今, 以来, 起.
    Range(Box<Expression>, Option<Box<Expression>>),
    /// 近日, 此前.
    Vague,
}

/// The time base: day of publication and the date just named.
#[derive(Debug, Clone, Copy, Default)]
pub struct Base {
    /// Day of publication.
    pub published: Option<Date>,
    /// The date just named, resolved: its first and last day.
    pub named: Option<(Date, Date)>,
    /// The sentence looks forward: 将于, 拟于, 到期.
    pub forward: bool,
}

/// How fine the words are, without resolving them.
#[must_use]
pub fn precision(expression: &Expression) -> Precision {
    match expression {
        Expression::Of(_, part) => match part {
            Part::Whole | Part::Start => Precision::Year,
            Part::End | Part::Month(_) => Precision::Month,
            Part::Half(_) => Precision::Half,
            Part::Quarter(_) => Precision::Quarter,
            Part::Quarters(_) | Part::Months(..) => Precision::Range,
            Part::Third(..) => Precision::TenDays,
            Part::Day(..) | Part::Holiday(_) => Precision::Day,
        },
        Expression::MonthAway(_, None, _) => Precision::Month,
        Expression::MonthPiece(..) => Precision::TenDays,
        Expression::Week(_) | Expression::PeriodAway(_, Unit::Week) => Precision::Week,
        Expression::QuarterAway(_) | Expression::PeriodAway(..) => Precision::Quarter,
        Expression::Years(..) => Precision::Years,
        Expression::MonthAway(..)
        | Expression::WeekdayOf(..)
        | Expression::TradingDay(_)
        | Expression::Away(..)
        | Expression::NthWeekday(..)
        | Expression::DayAlone(_)
        | Expression::DayAway(..)
        | Expression::Weekday(..) => Precision::Day,
        Expression::YearsAway(_, Some(of)) => precision(of),
        Expression::Stretch(..)
        | Expression::Within(..)
        | Expression::Weekend(_)
        | Expression::YearsAway(..)
        | Expression::Nth { .. }
        | Expression::Until(..)
        | Expression::After(_)
        | Expression::Range(..) => Precision::Range,
        Expression::Vague => Precision::Vague,
    }
}
