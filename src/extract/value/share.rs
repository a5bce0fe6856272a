//! Shares, prices, percents with a unit behind, interest rates and financing rounds.

use super::number::{self, Number};
use super::{mention, money, percent, skip_blank, stronger, words};
use crate::extract::{Comparator, CurrencySource, Mention, Money, Percent, PercentUnit, Quantity, Value};

/// What a counted number counts.
enum Unit {
    Shares,
    Price(&'static str),
    Percent(PercentUnit),
}

/// Between the ends of a range.
pub(super) const TO: &[&str] = &["至", "到", "-", "—", "~", "–"];

/// Reads shares, a price, a percentage or a duration.
pub(super) fn read(text: &str, at: usize) -> Option<Mention> {
    if text[at..].starts_with("每股") {
        return price_before(text, at);
    }
    let mut from = at;
    let mut bound = None;
    for _ in 0..4 {
        let Some((length, comparator)) = words::before(&text[from..]) else { break };
        from = skip_blank(text, from + length);
        bound = Some(comparator);
    }
    let lead = text[from..].chars().next()?;
    if !number::can_begin(lead) || joined(text, from) {
        return None;
    }
    if let Some(found) = percent::fraction(text, at, from, bound) {
        return Some(found);
    }
    let first = number::read(text, from)?;
    if let Some(found) = percent::tenths(text, at, &first, bound) {
        return Some(found);
    }
    let (bound, end) = more(text, first.end, bound);
    if let Some((unit, end)) = unit(text, end, &first) {
        return finish(text, at, end, &first, None, unit, bound);
    }
    // A range shares its unit: 10%-15% has two units, 10至15万股 one.
    let (_, first_end) = unit(text, first.end, &first).map_or((None, first.end), |(unit, end)| (Some(unit), end));
    let link = TO.iter().find(|word| text[first_end..].starts_with(**word))?;
    let second = number::read(text, first_end + link.len())?;
    let (unit, end) = unit(text, second.end, &second)?;
    finish(text, at, end, &first, Some(&second), unit, bound)
}

/// 余, 多 behind the number.
pub(super) fn more(text: &str, end: usize, bound: Option<Comparator>) -> (Option<Comparator>, usize) {
    match words::behind(&text[end..]) {
        Some((length, Comparator::Gt)) if !text[end..].starts_with("余额") => (Some(Comparator::Gt), end + length),
        _ => (bound, end),
    }
}

/// The number goes on to the left: a date, a version.
pub(super) fn joined(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let lead = text[at..].chars().next();
    match (before, lead) {
        (Some(before), Some(lead)) if lead.is_ascii_digit() => {
            before.is_ascii_digit()
                || (matches!(before, '.' | ',') && text[..at - 1].ends_with(|c: char| c.is_ascii_digit()))
        }
        (Some(before), Some(_)) => {
            number::digit(before).is_some() || matches!(before, '第' | '十' | '百' | '千' | '万' | '亿' | '数' | '几')
        }
        _ => false,
    }
}

fn unit(text: &str, at: usize, number: &Number) -> Option<(Unit, usize)> {
    if let Some((unit, end)) = percent::unit(text, at, number) {
        return Some((Unit::Percent(unit), end));
    }
    let at = skip_blank(text, at);
    let rest = &text[at..];
    const PRICES: &[(&str, &str)] = &[
        ("元/股", "CNY"),
        ("元每股", "CNY"),
        ("元人民币/股", "CNY"),
        ("港元/股", "HKD"),
        ("港元每股", "HKD"),
        ("港币/股", "HKD"),
        ("美元/股", "USD"),
        ("美元每股", "USD"),
        ("美元/ADS", "USD"),
        ("日元/股", "JPY"),
        ("欧元/股", "EUR"),
    ];
    if let Some((word, currency)) = PRICES.iter().find(|(word, _)| rest.starts_with(word)) {
        return Some((Unit::Price(currency), at + word.len()));
    }
    let tail = rest.strip_prefix('股')?;
    // 三只股票 is no count of shares; 1000万股股份 is.
    (!tail.starts_with(['权', '东', '价', '市', '指', '民', '息'])).then_some((Unit::Shares, at + '股'.len_utf8()))
}

fn finish(
    text: &str,
    start: usize,
    end: usize,
    first: &Number,
    second: Option<&Number>,
    unit: Unit,
    bound: Option<Comparator>,
) -> Option<Mention> {
    let mut end = end;
    // The second end of a range behind a full first one: 10%-15%, 2年至3年.
    let mut high = second.map(|number| number.value);
    let mut low = first.value;
    if let Some(second) = second {
        if !first.scaled && second.scaled {
            low = low.checked_mul(number::power(second.exponent))?;
        }
    } else if let Some(link) = TO.iter().find(|word| text[end..].starts_with(**word))
        && let Some(next) = number::read(text, end + link.len())
        && let Some((other, behind)) = self::unit(text, next.end, &next)
        && std::mem::discriminant(&other) == std::mem::discriminant(&unit)
    {
        high = Some(next.value);
        end = behind;
    }
    let mut bound = bound;
    if high.is_none()
        && let Some((length, comparator)) = words::behind(&text[end..])
        && !text[end..].starts_with('起')
        && !text[end..].starts_with("级")
    {
        bound = Some(stronger(bound, Some(comparator)));
        end += length;
    }
    let quantity = match high {
        Some(high) if high >= low => {
            Quantity { min: Some(low), max: Some(high), from: None, comparator: Comparator::Between }
        }
        Some(_) => return None,
        None => {
            let number = Number { value: low, ..first.clone() };
            money::quantity(&number, bound)
        }
    };
    let value = match unit {
        Unit::Shares => Value::Shares(quantity),
        Unit::Price(currency) => {
            Value::Price(Money { quantity, currency: currency.to_owned(), currency_source: CurrencySource::Default })
        }
        Unit::Percent(unit) => Value::Percent(Percent { quantity, unit }),
    };
    if matches!(value, Value::Price(_)) && text[end..].starts_with("(含)") {
        end += "(含)".len();
    }
    let rule = match value {
        Value::Shares(_) => "shares",
        Value::Price(_) => "price",
        _ => "percent",
    };
    Some(mention(start, end, value, rule))
}

/// 每股12.5元, 每股不超过8港元.
fn price_before(text: &str, at: usize) -> Option<Mention> {
    let mut from = skip_blank(text, at + "每股".len());
    let mut bound = None;
    while let Some((length, comparator)) = words::before(&text[from..]) {
        from += length;
        bound = Some(comparator);
    }
    let mut explicit = None;
    if let Some((length, code)) = words::currency(&text[from..]) {
        explicit = Some(code);
        from += length;
    }
    let lead = text[from..].chars().next()?;
    if !number::can_begin(lead) {
        return None;
    }
    let number = number::read(text, from)?;
    let behind = words::currency(&text[number.end..]);
    let currency = behind.map(|(_, code)| code).or(explicit)?;
    let end = number.end + behind.map_or(0, |(length, _)| length);
    let money = Money {
        quantity: money::quantity(&number, bound),
        currency: currency.to_owned(),
        currency_source: CurrencySource::Default,
    };
    Some(mention(at, end, Value::Price(money), "price per share"))
}

/// Words that name an interest rate.
const RATES: &[&str] = &[
    "综合年化成本",
    "加权中标收益率",
    "年化利率",
    "年利率",
    "票面利率",
    "中标利率",
    "贷款利率",
    "借款年利率",
    "借款利率",
    "融资成本",
    "发行利率",
    "票息",
    "年化",
    "利率",
    "利息",
];

/// 年利率3.2%, 票面利率为2.05%, LPR+50BP: the words with the percentage they name.
pub(super) fn rate(text: &str, at: usize, c: char) -> Option<Mention> {
    if !matches!(c, '综' | '加' | '年' | '票' | '中' | '贷' | '借' | '融' | '发' | '利') {
        return None;
    }
    let rest = &text[at..];
    let word = RATES.iter().find(|word| rest.starts_with(**word))?;
    let mut from = at + word.len();
    for filler in ["水平", "仅", "低至", "为", "是", "约", "只有", "："] {
        if text[from..].starts_with(filler) {
            from += filler.len();
        }
    }
    let found = read(text, skip_blank(text, from))?;
    let Value::Percent(percent) = found.value else { return None };
    (percent.unit == PercentUnit::Percent)
        .then(|| mention(at, found.span.end as usize, Value::Rate(percent), "interest rate"))
}

/// True for a character with which a round can begin.
pub(super) fn can_be_round(c: char) -> bool {
    matches!(c, 'A'..='I' | 'P' | 'p' | '天' | '种' | '战')
}

/// A轮, A+轮, A1轮, Pre-A轮, Pre-IPO轮, 天使轮, 天使+轮, 种子轮, 战略融资.
pub(super) fn round(text: &str, at: usize) -> Option<Mention> {
    let rest = &text[at..];
    if text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '-') {
        return None;
    }
    let mut name = String::new();
    let mut end = at;
    let mut tail = rest;
    for lead in ["Pre-", "pre-", "PRE-", "Pre"] {
        if let Some(next) = tail.strip_prefix(lead) {
            name.push_str("Pre-");
            tail = next;
            break;
        }
    }
    for word in ["IPO", "天使", "种子"] {
        if let Some(next) = tail.strip_prefix(word).filter(|_| word != "IPO" || !name.is_empty()) {
            name.push_str(word);
            tail = next;
        }
    }
    if name.is_empty() || name == "Pre-" {
        let letter = tail.chars().next().filter(|c| matches!(c, 'A'..='I'));
        if let Some(letter) = letter {
            name.push(letter);
            tail = &tail[1..];
        }
    }
    while let Some(c) = tail.chars().next().filter(|c| matches!(c, '+' | '1'..='9')) {
        name.push(c);
        tail = &tail[1..];
        if name.len() > 24 {
            return None;
        }
    }
    let named = !name.is_empty() && name != "Pre-";
    if named && let Some(next) = tail.strip_prefix('轮') {
        end += rest.len() - next.len();
        return Some(mention(at, end, Value::Round(name), "round"));
    }
    if (name == "天使" || name.starts_with("Pre-")) && tail.starts_with("融资") && named {
        return Some(mention(at, at + rest.len() - tail.len(), Value::Round(name), "round"));
    }
    if rest.starts_with("战略融资") || rest.starts_with("战略轮") {
        return Some(mention(at, at + "战略".len(), Value::Round("战略".to_owned()), "strategic round"));
    }
    None
}
