//! Percents whose shape is not "number, sign": 百分之十二点五, 三分之一, 七成六, 八折; and percents that take their bound from
//! the words around: 不超过公司总股本的30%.

use super::number::{self, Number};
use super::quantity::{self, Counted, Head, Part, behind, exactly};
use super::words::{Unit, words};
use super::{mention, skip_blank};
use crate::extract::{Comparator, Mention, Percent, PercentUnit, Quantity, Value};
use crate::span::Span;
use rust_decimal::Decimal;

/// The byte behind a word whose characters may be torn apart by blanks.
fn torn(text: &str, at: usize, word: &str) -> Option<usize> {
    let mut end = at;
    for c in word.chars() {
        let tail = text[end..].trim_start_matches(' ');
        end = text.len() - tail.strip_prefix(c)?.len();
    }
    Some(end)
}

fn blanks(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start_matches(' ').len()
}

/// 百分之十二点五, 千分之二, 三分之一, with a range 百分之十至百分之十五.
pub(super) fn fraction(text: &str, head: &Head) -> Option<Mention> {
    // Cheap refusal first: 分之 stands behind the numerals of a denominator.
    let lead = text[head.from..].chars().next()?;
    if lead.is_ascii_digit() {
        return None;
    }
    if !text[blanks(text, number::run(text, head.from))..].starts_with('分') {
        return None;
    }
    let (low, mut end) = one_fraction(text, head.from)?;
    let mut high = None;
    if let Some(from) = words().link.skip(text, end) {
        if let Some((next, behind)) = one_fraction(text, from) {
            (high, end) = (Some(next), behind);
        } else if let Some(next) =
            number::read(text, from).filter(|next| next.chinese && !next.fuzzy && text[head.from..].starts_with('百'))
        {
            (high, end) = (Some(next.value), next.end);
        }
    }
    close(text, head, end, low, high, "percent.fraction")
}

/// Numerator over denominator, in percent.
fn one_fraction(text: &str, at: usize) -> Option<(Decimal, usize)> {
    let mut end = at;
    let mut bottom = Decimal::ONE;
    let mut scales = 0;
    // A denominator is a run of units (百, 千, 百万, 万万) or one small number (三, 十).
    while let Some(exponent) = text[blanks(text, end)..].chars().next().and_then(number::scale) {
        if scales == 4 {
            return None;
        }
        end = blanks(text, end);
        bottom = bottom.checked_mul(number::power(exponent))?;
        end += text[end..].chars().next()?.len_utf8();
        scales += 1;
    }
    if scales == 0 {
        let small = number::read(text, at)
            .filter(|small| !small.fuzzy && small.value > Decimal::ONE && small.value <= Decimal::from(20))?;
        (bottom, end) = (small.value, small.end);
    }
    let from = torn(text, end, "分之")?;
    let top = number::read(text, blanks(text, from)).filter(|top| !top.fuzzy && top.high.is_none())?;
    let thousand = thousands(text, top.end);
    let value = top.value.checked_mul(thousand.map_or(Decimal::ONE, |_| Decimal::ONE_THOUSAND))?;
    let percent = value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(bottom)?.round_dp(10).normalize();
    Some((percent, thousand.unwrap_or(top.end)))
}

/// k behind a number.
fn thousands(text: &str, at: usize) -> Option<usize> {
    let from = blanks(text, at);
    let rest = &text[from..];
    (rest.starts_with(['k', 'K']) && !rest[1..].starts_with(|c: char| c.is_ascii_alphanumeric())).then_some(from + 1)
}

/// 三成, 七成六, 三成半, 八折, 五五折, 7 2 折, 12k个百分点.
pub(super) fn tenths(text: &str, head: &Head, first: &Number) -> Option<Mention> {
    if let Some(after) = thousands(text, first.end) {
        let (length, unit) = words().unit.longest(&text[blanks(text, after)..])?;
        let Unit::Percent(unit) = unit else { return None };
        let number = Number { value: first.value.checked_mul(Decimal::ONE_THOUSAND)?, ..*first };
        let quantity = quantity::quantity(&number, head.bound);
        let end = blanks(text, after) + length;
        return Some(mention(
            head.start,
            end,
            Value::Percent(Percent { quantity, unit: *unit, reference: None }),
            "percent.thousands",
        ));
    }
    let mut value = first.value;
    let mut at = skip_blank(text, first.end);
    // 7 2 折: two digits torn apart.
    if at > first.end
        && value < Decimal::TEN
        && value.scale() == 0
        && text[at..].starts_with(|c: char| c.is_ascii_digit())
    {
        let second =
            number::read(text, at).filter(|second| second.value < Decimal::TEN && second.value.scale() == 0)?;
        value = value.checked_mul(Decimal::TEN)?.checked_add(second.value)?;
        at = skip_blank(text, second.end);
        if !text[at..].starts_with('折') {
            return None;
        }
    }
    if first.fuzzy || first.high.is_some() || text[..head.start].ends_with('第') {
        return None;
    }
    if let Some(first) = one_tenth(text, at, value) {
        // 三成至五成
        let second = words().link.skip(text, first.end).and_then(|from| {
            let next = number::read(text, from)?;
            one_tenth(text, next.end, next.value)
        });
        let high = second.as_ref().map(|second| second.value);
        return close(text, head, second.map_or(first.end, |second| second.end), first.value, high, first.rule);
    }
    // 三至五成, 5-8折: the unit is shared.
    let from = words().link.skip(text, at)?;
    let next = number::read(text, skip_blank(text, from)).filter(|next| !next.fuzzy && next.high.is_none())?;
    let second = one_tenth(text, next.end, next.value)?;
    // The unit behind the second number read for the first.
    let low = one_tenth(text, next.end, value).filter(|low| low.value < second.value)?;
    close(text, head, second.end, low.value, Some(second.value), second.rule)
}

/// Tenths or what remains of a price, in percent.
struct Tenth {
    value: Decimal,
    end: usize,
    rule: &'static str,
}

/// 成 or 折 behind a number, with what may follow 成: 七成六, 三成半.
fn one_tenth(text: &str, at: usize, number: Decimal) -> Option<Tenth> {
    let at = skip_blank(text, at);
    let (tail, discount) = match text[at..].chars().next()? {
        '成' => (&text[at + '成'.len_utf8()..], false),
        '折' => (&text[at + '折'.len_utf8()..], true),
        _ => return None,
    };
    if number.is_zero() || number.is_sign_negative() || words().no_tenth.begins(tail) {
        return None;
    }
    let mut end = text.len() - tail.len();
    let ten = Decimal::TEN;
    let mut value = match (discount, number) {
        (false, value) if value <= ten => value.checked_mul(ten)?,
        (true, value) if value < ten => value.checked_mul(ten)?,
        (true, value) if value < Decimal::ONE_HUNDRED && value > ten => value,
        _ => return None,
    };
    if !discount {
        let next = blanks(text, end);
        if let Some(more) = text[next..].chars().next() {
            if more == '半' {
                value += Decimal::from(5);
                end = next + '半'.len_utf8();
            } else if let Some(unit) = number::digit(more).filter(|unit| *unit > 0)
                && !text[next + more.len_utf8()..].starts_with(|c: char| {
                    number::digit(c).is_some() || number::scale(c).is_some() || "个家成".contains(c)
                })
            {
                value += Decimal::from(unit);
                end = next + more.len_utf8();
            }
        }
    }
    Some(Tenth { value, end, rule: if discount { "percent.discount" } else { "percent.tenths" } })
}

/// A part in tenths as an end of a change: 从三成提高到五成.
pub(super) fn tenth_part(text: &str, head: &Head, part: &Part) -> Option<Part> {
    let found = one_tenth(text, part.number.end, part.number.value)?;
    let number = Number { value: found.value, scaled: false, exponent: 0, ..part.number };
    let (bound, end) = behind(text, found.end).map_or((head.bound, found.end), |(bound, end)| (Some(bound), end));
    Some(Part { number, bound, unit_said: true, counted: Some(Counted::Percent(PercentUnit::Percent)), end, ..*part })
}

/// 半成, 半折, 打对折.
pub(super) fn half(text: &str, head: &Head) -> Option<Mention> {
    let (length, unit) = words().half.longest(&text[head.from..])?;
    let (value, counts) = match unit {
        Unit::Tenth => (Decimal::from(5), PercentUnit::Percent),
        Unit::Discount => (Decimal::from(50), PercentUnit::Percent),
        Unit::Percent(unit) => (Decimal::new(5, 1), *unit),
        _ => return None,
    };
    let end = head.from + length;
    // 对折 alone is also a fold; a price is halved where 打 stands before.
    let fold = *unit == Unit::Discount && !text[head.from..].starts_with('半');
    if (fold && !text[..head.from].ends_with(['打', '是'])) || words().no_tenth.begins(&text[end..]) {
        return None;
    }
    let percent = Percent { quantity: exactly(value), unit: counts, reference: None };
    Some(mention(head.start, end, Value::Percent(percent), "percent.half"))
}

fn close(
    text: &str,
    head: &Head,
    end: usize,
    low: Decimal,
    high: Option<Decimal>,
    rule: &'static str,
) -> Option<Mention> {
    let (mut end, mut bound) = (end, head.bound);
    if high.is_none()
        && let Some((comparator, next)) = behind(text, end)
    {
        (bound, end) = (bound.or(Some(comparator)), next);
    }
    let quantity = match high {
        Some(high) if high >= low => {
            Quantity { min: Some(low), max: Some(high), from: None, comparator: Comparator::Between }
        }
        Some(_) => return None,
        None => {
            let number = Number {
                value: low,
                high: None,
                fuzzy: false,
                scaled: false,
                exponent: 0,
                alone: false,
                chinese: true,
                end,
            };
            quantity::quantity(&number, bound)
        }
    };
    let percent = Percent { quantity, unit: PercentUnit::Percent, reference: None };
    Some(mention(head.start, end, Value::Percent(percent), rule))
}

/// The farthest a bound may stand before its percentage, in characters.
const BASE: usize = 36;

/// 不超过公司总股本的30%: the bound stands before what the percentage is of.
pub(super) fn with_base(text: &str, found: &Mention) -> Option<Mention> {
    let Value::Percent(percent) = &found.value else { return None };
    let number = (percent.quantity.comparator == Comparator::Eq).then_some(percent.quantity.min).flatten()?;
    let start = found.span.start as usize;
    let head = text[..start].trim_end_matches(' ');
    let head = head.strip_suffix("的").or_else(|| head.strip_suffix("比例的")).unwrap_or(head);
    words().ratio_base.ends(head)?;
    let from = head.char_indices().rev().nth(BASE).map_or(0, |(at, _)| at);
    let near = &head[from..];
    let clause = near.char_indices().rfind(|(at, c)| parts(near, *at, *c));
    let clause = clause.map_or(near, |(at, c)| &near[at + c.len_utf8()..]);
    let (at, comparator) = words()
        .before
        .within(clause)
        .filter(|(at, comparator)| **comparator != Comparator::Approx && !clause[*at..].starts_with('过'))?;
    let mut span = found.span;
    let quantity = match comparator {
        Comparator::Ge | Comparator::Gt => match upper(text, span.end as usize) {
            Some((high, end)) if high >= number => {
                span.end = Span::new(end, end).end;
                Quantity { min: Some(number), max: Some(high), from: None, comparator: Comparator::Between }
            }
            _ => Quantity { min: Some(number), max: None, from: None, comparator: *comparator },
        },
        _ => Quantity { min: None, max: Some(number), from: None, comparator: *comparator },
    };
    let begin = head.len() - clause.len() + at;
    span.start = Span::new(begin, begin).start;
    Some(Mention { span, value: Value::Percent(Percent { quantity, ..percent.clone() }), rule: "percent.of_base" })
}

/// 不低于总股本的1%，|且不超过2%, 不少于总股本的2%，|不超过总股本的3%: the upper bound behind a lower one, and where it ends.
fn upper(text: &str, from: usize) -> Option<(Decimal, usize)> {
    const CAPS: &[&str] = &["不超过", "不高于", "至多"];
    const BASES: &[&str] = &["公司总股本的", "总股本的", "公司股份总数的", "股份总数的"];
    let from = super::skip_blank(text, from);
    let comma = || text[from..].strip_prefix(['，', ',', '、']).map(|rest| text.len() - rest.len());
    let link = words().both.skip(text, from).or_else(comma)?;
    let link = super::skip_blank(text, link);
    let capped = CAPS.iter().find_map(|cap| text[link..].strip_prefix(cap));
    let based = capped.and_then(|rest| BASES.iter().find_map(|base| rest.strip_prefix(base)));
    let second = quantity::read(text, based.map_or(link, |rest| text.len() - rest.len()))?;
    match &second.value {
        Value::Percent(other) if other.quantity.min.is_none() || based.is_some() => {
            Some((other.quantity.max?, second.span.end as usize))
        }
        _ => None,
    }
}

/// The mark ends a clause; a comma between digits parts their groups (1,200,500股).
fn parts(text: &str, at: usize, mark: char) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    matches!(mark, '，' | '。' | '；' | '、' | '\n' | '(' | ';')
        || (mark == ',' && !(text[..at].ends_with(digit) && text[at + 1..].starts_with(digit)))
}

/// 减持不超过8万股(占总股本0.01%): the part of a bounded count has its bound.
pub(super) fn of_count(text: &str, count: &Mention, found: &mut Mention) {
    let (Value::Shares(shares), Value::Percent(percent)) = (&count.value, &mut found.value) else { return };
    let Some(between) = text.get(count.span.end as usize..found.span.start as usize) else { return };
    let between = between.trim_start_matches(['(', '（', '，', ',', '即', ' ']).trim_end_matches(' ');
    let told = words().share_of.longest(between).is_some_and(|(length, ())| length == between.len());
    if !told || percent.quantity.comparator != Comparator::Eq {
        return;
    }
    match shares.comparator {
        Comparator::Le | Comparator::Lt => percent.quantity.min = None,
        Comparator::Ge | Comparator::Gt => percent.quantity.max = None,
        _ => return,
    }
    percent.quantity.comparator = shares.comparator;
    found.rule = "percent.of_count";
}
