//! Figures told twice: whether two numbers are the same one, exactly or rounded.

use crate::extract::{Comparator, Money, Quantity};
use crate::frame::Event;
use crate::record::Status;
use rust_decimal::Decimal;

/// Some(true) equal, Some(false) different, None where one is not stated.
pub(super) fn amounts(a: &Event, b: &Event) -> Option<bool> {
    let (a, b) = (&a.amount.as_ref()?.value, &b.amount.as_ref()?.value);
    Some(a.currency == b.currency && alike(&a.quantity, &b.quantity))
}

/// The same for shares.
pub(super) fn shares(a: &Event, b: &Event) -> Option<bool> {
    Some(alike(&a.shares.as_ref()?.value, &b.shares.as_ref()?.value))
}

/// The same for what the firm is worth.
pub(super) fn valuations(a: &Event, b: &Event) -> Option<bool> {
    let (a, b) = (&a.valuation.as_ref()?.value, &b.valuation.as_ref()?.value);
    Some(a.currency != b.currency || alike(&a.quantity, &b.quantity))
}

/// The same for the part that is traded.
pub(super) fn ratios(a: &Event, b: &Event) -> Option<bool> {
    Some(alike(&a.ratio.as_ref()?.value, &b.ratio.as_ref()?.value))
}

/// True if the money of a headline is the sum of the parts: 合计借款不超9亿元.
pub(super) fn is_sum<'e>(event: &Event, parts: impl Iterator<Item = &'e Event>) -> bool {
    let level = |money: &Money| money.quantity.max.or(money.quantity.min);
    let Some(whole) = event.amount.as_ref() else { return false };
    let mut sum = Decimal::ZERO;
    for part in parts {
        let Some(amount) = part.amount.as_ref().filter(|amount| amount.value.currency == whole.value.currency) else {
            return false;
        };
        let Some(next) = level(&amount.value).and_then(|value| sum.checked_add(value)) else { return false };
        sum = next;
    }
    level(&whole.value).is_some_and(|value| rounds_to(value, sum))
}

/// The currency that the name of a bond tells: 美元 of 绿色美元债.
pub(super) fn bond_currency(words: &str) -> Option<&str> {
    let head = words.split_once('债')?.0;
    let first = head.char_indices().rev().nth(1)?.0;
    head.ends_with(['元', '镑', '郎', '币']).then(|| &head[first..])
}

/// 注册资本由15亿元增至30亿元 is what 增资15亿元 does.
pub(super) fn is_raise(level: &Quantity, put_in: &Quantity) -> bool {
    let (Some(from), Some(to)) = (level.from, level.max.or(level.min)) else { return false };
    let exact = matches!(put_in.comparator, Comparator::Eq | Comparator::Approx);
    exact && to.checked_sub(from).zip(put_in.max).is_some_and(|(raise, put_in)| rounds_to(raise, put_in))
}

/// 不超2.45%, and then 2.45%: the plan's bound is told once and holds for both.
pub(super) fn is_bounded_before(event: &Event, later: &Event) -> bool {
    let held = |event: &Event| event.ratio.as_ref().map(|ratio| ratio.value.clone());
    let (Some(bound), Some(exact)) = (held(event), held(later)) else { return false };
    later.status == Status::Planned
        && matches!(bound.comparator, Comparator::Le | Comparator::Lt | Comparator::Ge | Comparator::Gt)
        && exact.comparator == Comparator::Eq
        && bound.max.or(bound.min) == exact.max
}

/// 近10亿元, 数亿元: the later amount is but the word for a size.
pub(super) fn is_looser(event: &Event, later: &Event) -> bool {
    let size = |event: &Event| {
        event
            .amount
            .as_ref()
            .map(|amount| amount.value.quantity.comparator == Comparator::Approx && amount.value.quantity.max.is_none())
    };
    size(event) == Some(false) && size(later) == Some(true)
}

/// How many times its least value a size word (数亿元) may stand for.
const SEVERAL: i64 = 5;

/// Equal, one the other rounded, or a loose figure (超过10亿元) that holds the exact one (约10.5亿元).
fn alike(a: &Quantity, b: &Quantity) -> bool {
    let near = |x: Option<Decimal>, y: Option<Decimal>| match (x, y) {
        (Some(x), Some(y)) => rounds_to(x, y),
        (None, None) => true,
        _ => false,
    };
    if near(a.min, b.min) && near(a.max, b.max) || is_raise(a, b) || is_raise(b, a) {
        return true;
    }
    let holds = |loose: &Quantity, exact: &Quantity| {
        let (Some(value), Some(bound)) = (exact.max.or(exact.min), loose.min.or(loose.max)) else { return false };
        if loose.comparator == Comparator::Eq {
            return false;
        }
        let two_percent = Decimal::new(2, 2);
        let distance = (value - bound).abs() <= bound.abs() * two_percent;
        // 数亿元, 超百亿元: a size word names the order of magnitude only.
        let open = loose.max.is_none() && matches!(loose.comparator, Comparator::Gt | Comparator::Ge);
        // 数亿元, 近10亿元: up to five times the least.
        let several = loose.max.is_none() && loose.comparator == Comparator::Approx && exact.max.is_some();
        distance
            || (open && value >= bound && value <= bound * Decimal::new(12, 1))
            || (several && value >= bound && value <= bound * Decimal::from(SEVERAL))
    };
    holds(a, b) || holds(b, a) || same_order(a, b)
}

/// 亿元级 and 数亿元: both name nothing but the order of magnitude.
fn same_order(a: &Quantity, b: &Quantity) -> bool {
    /// How far apart the least values of two such words may be.
    const APART: i64 = 3;
    let size = |quantity: &Quantity| {
        quantity.min.filter(|_| quantity.max.is_none() && quantity.comparator == Comparator::Approx)
    };
    match (size(a), size(b)) {
        (Some(a), Some(b)) => a <= b * Decimal::from(APART) && b <= a * Decimal::from(APART),
        _ => false,
    }
}

/// 1073.58万 is 10735827 rounded, 30.17 is 30.1683 rounded, 1.25亿 is 12472.61万 to its three digits.
fn rounds_to(a: Decimal, b: Decimal) -> bool {
    /// The fewest digits by which a number is told from others.
    const DIGITS: u32 = 3;
    if a == b {
        return true;
    }
    let digits = |value: Decimal| {
        let mantissa = value.normalize().mantissa().unsigned_abs().to_string();
        mantissa.trim_end_matches('0').len() as u32
    };
    let cut = |short: Decimal, long: Decimal| {
        digits(short) >= DIGITS && long.round_sf(digits(short)).is_some_and(|rounded| rounded == short)
    };
    if cut(a, b) || cut(b, a) {
        return true;
    }
    let per_mille = Decimal::new(1, 3);
    (a - b).abs() <= a.abs().min(b.abs()) * per_mille
}

#[cfg(test)]
mod tests {
    use super::{alike, bond_currency, is_raise, rounds_to};
    use crate::extract::{Comparator, Quantity};
    use rust_decimal::Decimal;

    fn quantity(min: Option<i64>, max: Option<i64>, comparator: Comparator) -> Quantity {
        Quantity { min: min.map(Decimal::from), max: max.map(Decimal::from), from: None, comparator }
    }

    #[test]
    fn a_new_level_tells_what_was_put_in() {
        let level = Quantity { from: Some(15.into()), ..quantity(Some(30), Some(30), Comparator::FromTo) };
        assert!(is_raise(&level, &quantity(Some(15), Some(15), Comparator::Eq)));
        assert!(alike(&quantity(Some(15), Some(15), Comparator::Eq), &level));
        assert!(!is_raise(&level, &quantity(Some(20), Some(20), Comparator::Eq)));
        assert!(!is_raise(&level, &quantity(None, Some(15), Comparator::Le)));
    }

    #[test]
    fn a_size_word_agrees_with_what_it_can_stand_for() {
        let several = quantity(Some(200), None, Comparator::Approx);
        let exact = |value| quantity(Some(value), Some(value), Comparator::Approx);
        assert!(alike(&several, &exact(1000)) && alike(&exact(1000), &several), "数亿元 and 近10亿元");
        assert!(!alike(&several, &exact(1200)) && !alike(&several, &exact(150)));
    }

    #[test]
    fn the_name_of_a_bond_may_tell_its_currency() {
        let cases = [
            ("美元债", Some("美元")),
            ("绿色欧元债券", Some("欧元")),
            ("公司债", None),
            ("中期票据", None),
            ("债", None),
        ];
        for (words, currency) in cases {
            assert_eq!(bond_currency(words), currency, "{words}");
        }
    }

    #[test]
    fn rounded_figures_are_the_same() {
        assert!(rounds_to(Decimal::from(10_735_800), Decimal::from(10_735_827)));
        assert!(rounds_to(Decimal::from(125_000_000), Decimal::from(124_726_100)));
        assert!(!rounds_to(Decimal::from(125_000_000), Decimal::from(124_326_100)));
        assert!(!rounds_to(Decimal::from(100), Decimal::from(101)));
    }

    #[test]
    fn a_loose_figure_holds_the_exact_one() {
        let exact = quantity(Some(1_050), Some(1_050), Comparator::Eq);
        assert!(alike(&quantity(Some(1_000), None, Comparator::Gt), &exact));
        assert!(!alike(&quantity(Some(800), None, Comparator::Gt), &exact));
        assert!(!alike(&quantity(Some(900), Some(900), Comparator::Eq), &exact));
    }
}
