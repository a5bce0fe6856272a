//! Prices: money per share. A price keeps the money in it as a mention of its own, as a rate keeps its percentage.

use super::quantity::{self, Counted, Head, Part};
use super::rule::MONEY_IN_PRICE;
use super::words::words;
use super::{mention, skip_blank};
use crate::extract::{Comparator, Mention, Money, Quantity, Value};
use crate::span::Span;
use rust_decimal::Decimal;

/// 每股12.5元, 每股不超过8港元, 每股10.5-12.8港元, 不超过每股20元; 每10股派3元.
pub(super) fn before(text: &str, head: &Head) -> Option<Mention> {
    let from = words().per_share_before.skip(text, head.from)?;
    let mut first = quantity::part(text, skip_blank(text, from))?;
    first.bound = first.bound.or(head.bound);
    let found = quantity::finish(text, first)?;
    let money = match found.value {
        Value::Money(money) | Value::Price(money) => money,
        _ => return None,
    };
    let range = money.quantity.comparator == Comparator::Between;
    let rule = if range { "price.before.range" } else { "price.before" };
    Some(mention(head.start, found.span.end as usize, Value::Price(money), rule))
}

/// 发行价14.52元, 减持均价为166.01元: small money behind a word for a price is one.
pub(super) fn in_context(text: &str, part: &Part, counted: Counted) -> Counted {
    let Counted::Money(code, source) = counted else { return counted };
    if text[part.end..].starts_with('/') || part.number.scaled || part.number.value >= Decimal::from(100_000u32) {
        return counted;
    }
    let mut head = text[..part.start].trim_end_matches(' ');
    for _ in 0..2 {
        head = words().price_filler.ends(head).map_or(head, |word| &head[..head.len() - word.len()]);
    }
    if words().price_before.ends(head).is_some() { Counted::Price(code, source) } else { counted }
}

/// The money in a price: 14.52元 of 14.52元/股.
pub(super) fn money_inside(text: &str, found: &Mention) -> Option<Mention> {
    let Value::Price(money) = &found.value else { return None };
    let start = found.span.start as usize;
    let words_before = quantity::head(text, start);
    let from = words().per_share_before.skip(text, words_before.from).map_or(start, |from| skip_blank(text, from));
    let words_of = &text[from..found.span.end as usize];
    let end = from + words().per_share.ends(words_of).map_or(words_of.len(), |word| words_of.len() - word.len());
    (from < end).then(|| mention(from, end, Value::Money(money.clone()), MONEY_IN_PRICE))
}

/// 最低价格7.37元/股，最高价格7.76元/股: the span of prices between two that stand side by side.
pub(super) fn low_and_high(text: &str, first: &Mention, second: &Mention) -> Option<Mention> {
    let (Value::Price(one), Value::Price(other)) = (&first.value, &second.value) else { return None };
    let exact = |money: &Money| (money.quantity.comparator == Comparator::Eq).then_some(money.quantity.min).flatten();
    let (one_value, other_value) = (exact(one)?, exact(other)?);
    let between = text.get(first.span.end as usize..second.span.start as usize)?;
    let between = between.trim_start_matches(['，', '、', ',', ' ', '；']);
    let extreme =
        |words_of: &str| words_of.starts_with("最高") || words_of.starts_with("最低") || words_of.starts_with("成交最");
    let before = &text[..first.span.start as usize];
    let told = words().price_before.ends(before.trim_end_matches(['为', '是', '：', ' ']))?;
    let fits = between.chars().count() <= 12 && extreme(between) && (told.contains("最高") || told.contains("最低"));
    if !fits || one.currency != other.currency {
        return None;
    }
    let quantity = Quantity {
        min: Some(one_value.min(other_value)),
        max: Some(one_value.max(other_value)),
        from: None,
        comparator: Comparator::Between,
    };
    let money = Money { quantity, ..other.clone() };
    Some(Mention {
        span: Span { start: first.span.start, end: second.span.end },
        value: Value::Price(money),
        rule: "price.low_and_high",
    })
}
