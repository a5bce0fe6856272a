//! Figures of two tellings: whether they can be one number. News rounds (13.66亿, 13.7亿), bounds (不超过5亿, 5亿) and plans
//! before it counts.

use crate::extract::Comparator;
use rust_decimal::Decimal;

/// How two figures stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// One side has none, or they cannot be compared.
    Open,
    /// One number.
    Agrees,
    /// One lies inside the bounds of the other: a plan and what came of it.
    Inside,
    /// Two numbers.
    Differs,
}

/// A number with bounds, as precise as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    min: Option<Decimal>,
    max: Option<Decimal>,
    vague: bool,
    digits: u32,
}

impl Number {
    /// `None` where neither end is a number.
    pub(super) fn new(raw: &str, min: Option<&String>, max: Option<&String>, comparator: Comparator) -> Option<Self> {
        let read = |end: Option<&String>| end.and_then(|end| end.parse::<Decimal>().ok()).map(|end| end.normalize());
        let (min, max) = (read(min), read(max));
        let value = max.or(min)?;
        let digits = written(raw).unwrap_or_else(|| significant(value));
        Some(Self { min, max, vague: comparator == Comparator::Approx, digits })
    }

    /// Four digits or more that are no zeros at the end: such a number does not come up twice by chance.
    pub(super) fn is_precise(&self) -> bool {
        self.max.or(self.min).is_some_and(|value| significant(value) >= 4)
    }

    fn ends(&self) -> impl Iterator<Item = Decimal> {
        self.min.into_iter().chain(self.max.filter(|max| Some(*max) != self.min))
    }

    fn is_point(&self) -> bool {
        self.min.is_some() && self.min == self.max
    }

    /// A point lies inside the bounds; 数亿 and 超亿元 end at ten times their floor.
    fn holds(&self, point: Decimal) -> bool {
        let most = self.max.or_else(|| self.min.and_then(|min| min.checked_mul(Decimal::TEN)));
        !self.is_point() && self.min.is_none_or(|min| min <= point) && most.is_none_or(|most| point <= most)
    }

    /// Compares two numbers of one unit.
    pub(super) fn compare(&self, other: &Self) -> Verdict {
        let digits = self.digits.min(other.digits);
        let near = |a: Decimal, b: Decimal| is_near(a, b, digits, self.vague || other.vague);
        let (points, other_points): (Vec<Decimal>, Vec<Decimal>) = (self.ends().collect(), other.ends().collect());
        let both_ranges = points.len() == 2 && other_points.len() == 2;
        let agree = if both_ranges {
            near(points[0], other_points[0]) && near(points[1], other_points[1])
        } else {
            points.iter().any(|a| other_points.iter().any(|b| near(*a, *b)))
        };
        if agree {
            return Verdict::Agrees;
        }
        let inside = (other.is_point() && other.min.is_some_and(|point| self.holds(point)))
            || (self.is_point() && self.min.is_some_and(|point| other.holds(point)));
        // 5%以上 and 不超过1.5% say nothing about each other.
        let floors = |number: &Self| (number.min.is_some(), number.max.is_some());
        let crossed =
            matches!((floors(self), floors(other)), ((true, false), (false, true)) | ((false, true), (true, false)));
        match (inside, crossed) {
            (true, _) => Verdict::Inside,
            (_, true) => Verdict::Open,
            _ => Verdict::Differs,
        }
    }
}

/// Both sides have a figure: how they stand to each other.
pub(super) fn verdict(one: Option<&Number>, other: Option<&Number>) -> Verdict {
    match (one, other) {
        (Some(one), Some(other)) => one.compare(other),
        _ => Verdict::Open,
    }
}

/// The less precise of two numbers is the other one rounded, and not far from it.
fn is_near(a: Decimal, b: Decimal, digits: u32, vague: bool) -> bool {
    if a == b {
        return true;
    }
    let size = a.abs().max(b.abs());
    let part = |percent: i64| size.checked_mul(Decimal::new(percent, 2)).unwrap_or(Decimal::ZERO);
    let Some(distance) = a.checked_sub(b).map(|distance| distance.abs()) else { return false };
    if vague {
        return distance <= part(6);
    }
    // Half a unit of the last written digit.
    let mut unit = Decimal::ONE;
    while unit.checked_mul(Decimal::TEN).is_some_and(|next| next <= size) {
        unit *= Decimal::TEN;
    }
    while unit > size && unit > Decimal::new(1, 9) {
        unit /= Decimal::TEN;
    }
    for _ in 1..digits.min(20) {
        unit /= Decimal::TEN;
    }
    distance <= (unit / Decimal::TWO).min(part(3))
}

/// Digits of the first number in the words: 5.00亿 has three. `None` where it is not written in digits.
fn written(raw: &str) -> Option<u32> {
    let number =
        raw.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '，'))).find(|part| !part.is_empty())?;
    let digits = number.chars().filter(char::is_ascii_digit).skip_while(|c| *c == '0').count();
    u32::try_from(digits).ok().filter(|digits| *digits > 0)
}

fn significant(value: Decimal) -> u32 {
    let digits = value.mantissa().unsigned_abs().to_string();
    u32::try_from(digits.trim_end_matches('0').len()).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(words: &str) -> Number {
        let (comparator, ends) = words.split_once(' ').expect("comparator and ends");
        let comparator: Comparator = serde_json::from_value(comparator.into()).expect("a comparator");
        let mut ends = ends.split('~');
        let mut end = || ends.next().filter(|end| *end != "_").map(str::to_owned);
        let (min, max) = (end(), end());
        let raw = max.clone().or_else(|| min.clone()).expect("a number");
        let raw = raw.trim_end_matches('0').trim_end_matches('.').to_owned();
        Number::new(&raw, min.as_ref(), max.as_ref(), comparator).expect("a number")
    }

    #[test]
    fn figures_are_compared_as_news_writes_them() {
        use Verdict::{Agrees, Differs, Inside, Open};
        for (one, other, expected) in [
            ("eq 13.66~13.66", "eq 13.7~13.7", Agrees),
            ("eq 13.66~13.66", "eq 13.6~13.6", Differs),
            ("eq 200~200", "eq 198~198", Agrees),
            ("eq 2~2", "eq 1.6~1.6", Differs),
            ("eq 5.01~5.01", "eq 5.02~5.02", Differs),
            ("le _~5", "eq 5~5", Agrees),
            ("le _~5", "eq 3~3", Inside),
            ("eq 6~6", "le _~5", Differs),
            ("between 1~2", "eq 2~2", Agrees),
            ("between 1~2", "eq 1.5~1.5", Inside),
            ("between 1~2", "between 1~3", Differs),
            ("gt 100~_", "eq 150~150", Inside),
            ("approx 200~_", "eq 300~300", Inside),
            ("approx 100~100", "eq 105~105", Agrees),
            ("approx 100~100", "eq 120~120", Differs),
            ("ge 5~_", "le _~1.5", Open),
            ("eq 0~0", "eq 0.004~0.004", Differs),
        ] {
            assert_eq!(number(one).compare(&number(other)), expected, "{one} and {other}");
            assert_eq!(number(other).compare(&number(one)), expected, "{other} and {one}");
        }
    }

    #[test]
    fn digits_are_counted_as_written() {
        for (raw, digits) in [("5.00亿元", Some(3)), ("约1,029.82万股", Some(6)), ("0.33%", Some(2)), ("数亿元", None)]
        {
            assert_eq!(written(raw), digits, "{raw}");
        }
    }
}
