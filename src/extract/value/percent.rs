//! Percents whose shape is not "number, sign": 百分之十二点五, 三分之一, 七成六, 八折, and the words of points and basis points.

use super::number::{self, Number};
use super::{mention, money, skip_blank, stronger, words};
use crate::extract::{Comparator, Mention, Percent, PercentUnit, Quantity, Value};
use rust_decimal::Decimal;

/// Units behind a number. Blanks may stand between their characters, as torn lines leave them.
const UNITS: &[(&str, PercentUnit)] = &[
    ("个百分点", PercentUnit::Point),
    ("個百分點", PercentUnit::Point),
    ("百分点", PercentUnit::Point),
    ("个基点", PercentUnit::BasisPoint),
    ("個基點", PercentUnit::BasisPoint),
    ("基点", PercentUnit::BasisPoint),
    ("BPs", PercentUnit::BasisPoint),
    ("BP", PercentUnit::BasisPoint),
    ("bps", PercentUnit::BasisPoint),
    ("bp", PercentUnit::BasisPoint),
    ("%", PercentUnit::Percent),
    ("％", PercentUnit::Percent),
];

/// Words that go on behind 成 and 折 and make them part of another word.
const NOT_TENTHS: &str = "立功本为交员熟果效长品就都套绩合算旧叠线腰现射桥価分型";

/// The byte behind a word whose characters may be torn apart by blanks.
fn torn(text: &str, at: usize, word: &str) -> Option<usize> {
    let mut end = at;
    for (place, c) in word.chars().enumerate() {
        let rest = &text[end..];
        let tail = if place == 0 { rest } else { rest.trim_start_matches(' ') };
        end = text.len() - tail.strip_prefix(c)?.len();
    }
    Some(end)
}

fn blanks(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start_matches(' ').len()
}

/// The unit of percent, point or basis point behind a number.
pub(super) fn unit(text: &str, at: usize, number: &Number) -> Option<(PercentUnit, usize)> {
    let from = blanks(text, at);
    let lead = text[from..].chars().next()?;
    if !matches!(lead, '个' | '個' | '百' | '基' | 'B' | 'b' | '%' | '％')
        || (from > at && number.chinese && lead == '百')
    {
        return None;
    }
    let (end, unit) = UNITS.iter().find_map(|(word, unit)| Some((torn(text, from, word)?, *unit)))?;
    let latin = matches!(lead, 'B' | 'b') && text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
    (!latin).then_some((unit, end))
}

/// 百分之十二点五, 千分之二, 三分之一, with a range 百分之十至百分之十五.
pub(super) fn fraction(text: &str, start: usize, at: usize, bound: Option<Comparator>) -> Option<Mention> {
    let (low, mut end) = one_fraction(text, at)?;
    let mut high = None;
    if let Some(link) = super::share::TO.iter().find(|word| text[end..].starts_with(**word)) {
        let from = end + link.len();
        if let Some((next, behind)) = one_fraction(text, from) {
            high = Some(next);
            end = behind;
        } else if let Some(next) =
            number::read(text, from).filter(|next| next.chinese && !next.fuzzy && text[at..].starts_with('百'))
        {
            high = Some(next.value);
            end = next.end;
        }
    }
    close(text, start, end, low, high, bound)
}

/// Numerator over denominator, in percent.
fn one_fraction(text: &str, at: usize) -> Option<(Decimal, usize)> {
    // Cheap refusal first: 分之 stands within a few characters.
    let near = text[at..].char_indices().nth(9).map_or(text.len(), |(offset, _)| at + offset);
    if !text[at..near].contains('分')
        || !text[at..].starts_with(|c: char| number::digit(c).is_some() || "十百千万佰仟萬".contains(c))
    {
        return None;
    }
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
    let from = torn(text, blanks(text, end), "分之")?;
    let top = number::read(text, blanks(text, from)).filter(|top| !top.fuzzy)?;
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

/// 三成, 七成六, 三成半, 八折, 五五折, 12k个百分点.
pub(super) fn tenths(text: &str, start: usize, first: &Number, bound: Option<Comparator>) -> Option<Mention> {
    if let Some(after) = thousands(text, first.end) {
        let (unit, end) = unit(text, after, first)?;
        let quantity =
            money::quantity(&Number { value: first.value.checked_mul(Decimal::ONE_THOUSAND)?, ..first.clone() }, bound);
        return Some(mention(start, end, Value::Percent(Percent { quantity, unit }), "percent"));
    }
    let at = skip_blank(text, first.end);
    let (tail, discount) = match text[at..].chars().next()? {
        '成' => (&text[at + '成'.len_utf8()..], false),
        '折' => (&text[at + '折'.len_utf8()..], true),
        _ => return None,
    };
    let ten = Decimal::TEN;
    if first.fuzzy
        || first.value.is_zero()
        || tail.starts_with(|c| NOT_TENTHS.contains(c))
        || text[..start].ends_with('第')
    {
        return None;
    }
    let mut end = text.len() - tail.len();
    let mut value = match (discount, first.value) {
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
    // 三成至五成
    let mut high = None;
    if let Some(link) = super::share::TO.iter().find(|word| text[end..].starts_with(**word))
        && let Some(next) = number::read(text, end + link.len()).filter(|next| next.value <= ten)
        && let Some(tail) = text[next.end..].strip_prefix(['成', '折'])
    {
        high = Some(next.value.checked_mul(ten)?);
        end = text.len() - tail.len();
    }
    close(text, start, end, value, high, bound)
}

/// 对折, 半成, 半折.
pub(super) fn half(text: &str, at: usize) -> Option<Mention> {
    // 对折 alone is also a fold; a price is halved where 打 stands before.
    const WORDS: &[(&str, u32)] = &[("对折", 50), ("對折", 50), ("半折", 50), ("半成", 5)];
    let (word, value) = WORDS.iter().find(|(word, _)| text[at..].starts_with(word))?;
    let end = at + word.len();
    if word.ends_with('折') && !word.starts_with('半') && !text[..at].ends_with(['打', '是']) {
        return None;
    }
    let goes_on = text[end..].starts_with(|c| NOT_TENTHS.contains(c));
    let value = Some(Decimal::from(*value));
    let quantity = Quantity { min: value, max: value, from: None, comparator: Comparator::Eq };
    (!goes_on)
        .then(|| mention(at, end, Value::Percent(Percent { quantity, unit: PercentUnit::Percent }), "percent in words"))
}

fn close(
    text: &str,
    start: usize,
    end: usize,
    low: Decimal,
    high: Option<Decimal>,
    bound: Option<Comparator>,
) -> Option<Mention> {
    let (mut end, mut bound) = (end, bound);
    if let Some((length, comparator)) =
        words::behind(&text[end..]).filter(|_| high.is_none() && !text[end..].starts_with(['起', '级']))
    {
        bound = Some(stronger(bound, Some(comparator)));
        end += length;
    }
    let quantity = match high {
        Some(high) if high >= low => {
            Quantity { min: Some(low), max: Some(high), from: None, comparator: Comparator::Between }
        }
        Some(_) => return None,
        None => money::quantity(
            &Number { value: low, high: None, fuzzy: false, scaled: false, exponent: 0, alone: false, chinese: true, end },
            bound,
        ),
    };
    Some(mention(start, end, Value::Percent(Percent { quantity, unit: PercentUnit::Percent }), "percent in words"))
}
