//! Money: a number with a currency before or behind it, its bounds, ranges and changes of level.

use super::number::{self, Number};
use super::{mention, skip_blank, stronger, words};
use crate::extract::{Comparator, CurrencySource, Mention, Money, Quantity, Value};
use rust_decimal::Decimal;

/// Verbs between the old and the new level: 由1亿元增至5亿元.
const CHANGES: &[&str] = &[
    "增加至",
    "增加到",
    "增至",
    "追加至",
    "追加到",
    "提高至",
    "提高到",
    "提升至",
    "提升到",
    "上调至",
    "上调到",
    "调增至",
    "扩大至",
    "扩大到",
    "升至",
    "涨至",
    "降至",
    "下调至",
    "下降至",
    "调减至",
    "缩减至",
    "减少至",
    "减至",
    "调整为",
    "调整至",
    "变更为",
    "变更至",
    "调至",
    "加到",
    "加到了",
    "提至",
    "增资至",
    "降低至",
    "降到",
    "增长至",
    "修改为",
];

/// Between the ends of a range.
const TO: &[&str] = &["至", "到", "-", "—", "~", "–", "—", "−", "——"];

/// Money without a currency word, by what follows: 完成3亿战略融资.
const IS_MONEY: &[&str] = &[
    "融资",
    "战略融资",
    "A轮",
    "B轮",
    "C轮",
    "D轮",
    "Pre",
    "天使轮",
    "授信",
    "贷款",
    "投资",
    "增资",
    "定增",
    "募资",
    "可转债",
    "债券",
    "战略投资",
    "股权融资",
    "借款",
    "担保",
    "专项",
    "科创债",
    "公司债",
    "中票",
    "的融资",
    "的贷款",
    "的授信",
    "级",
    "银团",
    "私募",
];

/// Words that make a bare number behind them money: 募资规模达1.5亿.
const BEFORE_MONEY: &[&str] = &[
    "募资",
    "融资",
    "授信",
    "贷款",
    "投资额",
    "总投资",
    "金额",
    "额度",
    "营收",
    "净利润",
    "市值",
    "注册资本",
    "出资",
    "注资",
    "增资",
    "资金",
    "估值",
    "募集",
    "借款",
    "回购资金",
    "规模达",
];

/// One amount without range: its span, number, currency and bound.
struct One {
    start: usize,
    end: usize,
    number: Number,
    currency: Option<(&'static str, CurrencySource)>,
    bound: Option<Comparator>,
}

/// Reads the amount that begins at a byte.
pub(super) fn read(text: &str, at: usize) -> Option<Mention> {
    if let Some(change) = change(text, at) {
        return Some(change);
    }
    let mut first = one(text, at)?;
    // A range: 1.5亿元至2亿元, 1-1.5亿元, 不低于2亿元(含)且不超过2.5亿元(含)
    if let Some((second, money)) = second(text, &mut first) {
        return Some(mention(first.start, second, Value::Money(money), "range of money"));
    }
    let (currency, source) = first.currency.or_else(|| bare(text, &first))?;
    if !is_money(text, &first, currency) {
        return None;
    }
    let quantity = quantity(&first.number, first.bound);
    let money = Money { quantity, currency: currency.to_owned(), currency_source: source };
    let end = behind_bracket(text, first.end);
    Some(mention(first.start, end, Value::Money(money), "money"))
}

/// The quantity of one bounded number.
pub(super) fn quantity(number: &Number, bound: Option<Comparator>) -> Quantity {
    let value = Some(number.value);
    let fuzzy = number.fuzzy && bound.is_none_or(|bound| bound == Comparator::Approx);
    match bound.unwrap_or(if number.fuzzy { Comparator::Approx } else { Comparator::Eq }) {
        _ if fuzzy => Quantity { min: value, max: None, from: None, comparator: Comparator::Approx },
        comparator @ (Comparator::Ge | Comparator::Gt) => Quantity { min: value, max: None, from: None, comparator },
        comparator @ (Comparator::Le | Comparator::Lt) => Quantity { min: None, max: value, from: None, comparator },
        comparator => Quantity { min: value, max: value, from: None, comparator },
    }
}

/// Bound, currency, number, currency, bound — each but the number may be missing.
fn one(text: &str, at: usize) -> Option<One> {
    let mut from = at;
    let mut bound = None;
    if let Some((length, comparator)) = words::before(&text[from..]) {
        from = skip_blank(text, from + length);
        bound = Some(comparator);
        // 超过约, 最高不超过: the last word binds.
        if let Some((length, comparator)) = words::before(&text[from..]) {
            from = skip_blank(text, from + length);
            bound = Some(comparator);
        }
    }
    let mut currency = None;
    if let Some((length, code)) = words::currency(&text[from..]) {
        let word = &text[from..from + length];
        if !matches!(word, "元" | "块" | "圆" | "块钱") {
            let next = skip_blank(text, from + length);
            currency = Some((code, CurrencySource::Explicit));
            from = next;
            // 人民币不超过5亿元
            if bound.is_none()
                && let Some((length, comparator)) = words::before(&text[from..])
            {
                bound = Some(comparator);
                from = skip_blank(text, from + length);
            }
        }
    }
    let lead = text[from..].chars().next()?;
    if !number::can_begin(lead) || (from == at && glued(text, at)) {
        return None;
    }
    let mut number = number::read(text, from)?;
    // 百亿元, 亿元 alone are sizes: only with a bound or 级 behind.
    let alone =
        number.chinese && matches!(lead, '百' | '千' | '万' | '亿') && number.alone;
    // 百亿元 and 千万元 are amounts of their own; 百元 and 万元 are not.
    let large = alone && text[from..number.end].chars().count() >= 2 && number.value >= Decimal::from(10_000_000u64);
    let mut end = number.end;
    let mut behind = None;
    if let Some((length, comparator)) = words::behind(&text[end..]).filter(|(_, c)| *c == Comparator::Gt) {
        behind = Some(comparator);
        end += length;
        // 两千多万元: a unit may follow.
        if let Some(rest) =
            number::read(text, end).filter(|rest| rest.chinese && rest.scaled && rest.alone)
        {
            number.value = number.value.checked_mul(rest.value)?;
            number.scaled = true;
            end = rest.end;
        }
    }
    let after = skip_blank(text, end);
    if let Some(scaled) = latin_scale(text, after).filter(|_| currency.is_some() || !number.chinese) {
        let (factor, next) = scaled;
        if currency.is_some() || words::currency(&text[skip_blank(text, next)..]).is_some() {
            number.value = number.value.checked_mul(factor)?;
            number.scaled = true;
            end = next;
        }
    }
    let after = skip_blank(text, end);
    if let Some((length, code)) = words::currency(&text[after..]) {
        let word = &text[after..after + length];
        let plain = matches!(word, "元" | "块" | "圆" | "块钱");
        let source = if plain { CurrencySource::Default } else { CurrencySource::Explicit };
        currency = match currency {
            Some(held) if plain => Some(held),
            Some(held) if held.0 != code => Some(held),
            _ => Some((code, source)),
        };
        end = after + length;
        if plain && let Some(rest) = text[end..].strip_prefix("人民币").or_else(|| text[end..].strip_prefix("整")) {
            end = text.len() - rest.len();
        }
    }
    if currency.is_some_and(|(code, _)| code == "CNY")
        && !number.fuzzy
        && text[..end].ends_with(['元', '块', '圆'])
        && let Some((small, next)) = small_change(text, end)
    {
        number.value = number.value.checked_add(small)?;
        end = next;
    }
    if behind.is_none()
        && let Some((length, comparator)) = words::behind(&text[end..])
    {
        let word = &text[end..end + length];
        let unit = word == "级" && !alone && !number.fuzzy && !number.alone;
        if !(word == "起" || unit || (word == "余" && text[end + length..].starts_with('额'))) {
            behind = Some(comparator);
            end += length;
        }
    }
    // 千万级人民币
    if currency.is_none()
        && text[..end].ends_with('级')
        && let Some((length, code)) = words::currency(&text[end..])
    {
        let source = if text[end..].starts_with('元') { CurrencySource::Default } else { CurrencySource::Explicit };
        currency = Some((code, source));
        end += length;
    }
    if alone && bound.is_none() && behind.is_none() {
        if !large || currency.is_none() {
            return None;
        }
        behind = Some(Comparator::Approx);
    }
    Some(One {
        start: at,
        end,
        number,
        currency,
        bound: (bound.is_some() || behind.is_some()).then(|| stronger(bound, behind)),
    })
}

/// 6角三分, 三毛 behind 元.
fn small_change(text: &str, at: usize) -> Option<(Decimal, usize)> {
    let (mut sum, mut end) = (Decimal::ZERO, at);
    for (units, scale) in [(['角', '毛'], 1), (['分', '分'], 2)] {
        let Some(number) = number::read(text, end)
            .filter(|number| !number.scaled && number.value < Decimal::TEN && !number.value.is_sign_negative())
        else {
            continue;
        };
        let Some(tail) = text[number.end..].strip_prefix(units) else { continue };
        sum = sum.checked_add(number.value.checked_mul(Decimal::new(1, scale))?)?;
        end = text.len() - tail.len();
    }
    (end > at && !text[end..].starts_with('之')).then_some((sum, end))
}

/// A digit of a longer run, a version or a word stands right before.
fn glued(text: &str, at: usize) -> bool {
    let Some(before) = text[..at].chars().next_back() else { return false };
    let lead = text[at..].chars().next();
    match lead {
        Some(c) if c.is_ascii_digit() => {
            before.is_ascii_digit()
                || matches!(before, '.' | ',') && text[..at].chars().rev().nth(1).is_some_and(|c| c.is_ascii_digit())
        }
        Some(_) => {
            number::digit(before).is_some()
                || matches!(before, '第' | '十' | '百' | '千' | '万' | '亿' | '数' | '几' | '多')
        }
        None => true,
    }
}

/// 1.2B, 20M, 50 million, 3bn, 500k.
fn latin_scale(text: &str, at: usize) -> Option<(Decimal, usize)> {
    const SCALES: &[(&str, u32)] = &[
        ("million", 6),
        ("billion", 9),
        ("trillion", 12),
        ("mn", 6),
        ("bn", 9),
        ("M", 6),
        ("B", 9),
        ("K", 3),
        ("k", 3),
        ("m", 6),
        ("b", 9),
    ];
    let rest = &text[at..];
    let (word, exponent) = SCALES.iter().find(|(word, _)| rest.starts_with(word))?;
    let goes_on = rest[word.len()..].starts_with(|c: char| c.is_ascii_alphanumeric());
    (!goes_on).then(|| (Decimal::from(10u64.pow(*exponent)), at + word.len()))
}

/// Without a currency word the context decides.
fn bare(text: &str, one: &One) -> Option<(&'static str, CurrencySource)> {
    if !one.number.scaled || one.number.exponent < 4 {
        return None;
    }
    let rest = &text[one.end..];
    let follows = IS_MONEY.iter().any(|word| rest.starts_with(word));
    // 募资规模达1.5亿, and nothing counted follows.
    let ends = rest.is_empty() || rest.starts_with(['，', '。', '；', '、', '\n', ')', '！']);
    let told = || {
        let head =
            text[..one.start].char_indices().rev().nth(9).map_or(&text[..one.start], |(at, _)| &text[at..one.start]);
        let clause = head.rsplit(['，', '。', '；', '\n']).next().unwrap_or(head);
        BEFORE_MONEY.iter().any(|word| clause.contains(word))
    };
    (follows || (ends && told())).then_some(("CNY", CurrencySource::Context))
}

/// What looks like money and is none: 三元股份, 一元钱 is, 2024年元月, 单元.
fn is_money(text: &str, one: &One, currency: &str) -> bool {
    let rest = &text[one.end..];
    let plain = text[..one.end].ends_with('元') || text[..one.end].ends_with('块');
    if currency == "CNY" && plain && one.number.chinese && !one.number.scaled {
        let goes_on = [
            "股份", "锂", "材料", "正极", "前驱", "食品", "桥", "乳", "论", "一次", "二次", "方程", "结构", "化",
            "牌照", "里", "体系", "电池", "悖论",
        ];
        if goes_on.iter().any(|word| rest.starts_with(word)) || text[..one.end].ends_with('块') {
            return false;
        }
    }
    if rest.starts_with("宇宙") || (plain && rest.starts_with("素")) {
        return false;
    }
    // 8.5元/股 is a price, 1000元/吨 a unit price.
    !(rest.starts_with('/') || rest.starts_with("每股"))
}

/// `(含)`, `(含本数)`, `(含税)` belong to the amount.
fn behind_bracket(text: &str, end: usize) -> usize {
    for bracket in ["(含)", "(含本数)", "(不含)", "(含税)"] {
        if text[end..].starts_with(bracket) && bracket != "(含税)" {
            return end + bracket.len();
        }
    }
    end
}

/// The second end of a range: byte behind it, and the whole.
fn second(text: &str, first: &mut One) -> Option<(usize, Money)> {
    let after = behind_bracket(text, first.end);
    let link = skip_blank(text, after);
    let rest = &text[link..];
    let both = ["且", "，且", "，", "、"].iter().find_map(|word| rest.strip_prefix(word));
    if let Some(rest) = both {
        // 不低于A且不超过B
        let low = matches!(first.bound, Some(Comparator::Ge | Comparator::Gt));
        let other = one(text, text.len() - rest.len())
            .filter(|other| matches!(other.bound, Some(Comparator::Le | Comparator::Lt)));
        let (other, currency) = other
            .filter(|_| low)
            .and_then(|other| Some((first.currency.or(other.currency)?, other)))
            .map(|(c, o)| (o, c))?;
        let (currency, source) =
            other.currency.filter(|(_, source)| *source == CurrencySource::Explicit).unwrap_or(currency);
        let quantity = Quantity {
            min: Some(first.number.value),
            max: Some(other.number.value),
            from: None,
            comparator: Comparator::Between,
        };
        let end = behind_bracket(text, other.end);
        return (first.number.value <= other.number.value)
            .then(|| (end, Money { quantity, currency: currency.to_owned(), currency_source: source }));
    }
    let link = TO.iter().find(|word| rest.starts_with(**word))?;
    let from = skip_blank(text, text.len() - rest.len() + link.len());
    let other = one(text, from)?;
    let (currency, source) = other.currency.or(first.currency)?;
    // 1-1.5亿元: the unit is shared.
    let mut low = first.number.value;
    if !first.number.scaled && other.number.scaled && first.currency.is_none() {
        low = low.checked_mul(number::power(other.number.exponent))?;
    }
    if low > other.number.value || (first.currency.is_some() && other.currency.is_none()) {
        return None;
    }
    let rest = &text[other.end..];
    if rest.starts_with('/') || rest.starts_with("每股") {
        return None;
    }
    let quantity =
        Quantity { min: Some(low), max: Some(other.number.value), from: None, comparator: Comparator::Between };
    let end = behind_bracket(text, other.end);
    Some((end, Money { quantity, currency: currency.to_owned(), currency_source: source }))
}

/// 由1亿元增至5亿元, 从2500亿美元降至不到1200亿美元, 由原来的800万元提高到1200万元.
fn change(text: &str, at: usize) -> Option<Mention> {
    let rest = &text[at..];
    let mut from = at + ["由", "从"].iter().find(|word| rest.starts_with(**word))?.len();
    for word in ["原来的", "原先的", "此前的", "原", "最初的", "目前的", "人民币"] {
        if text[from..].starts_with(word) && word != "人民币" {
            from += word.len();
        }
    }
    let old = one(text, from)?;
    let mut after = skip_blank(text, old.end);
    for word in ["逐步", "大幅", "进一步", "直接", "一路", "，", "陆续", "相应"] {
        if text[after..].starts_with(word) {
            after += word.len();
        }
    }
    let verb = CHANGES.iter().filter(|verb| text[after..].starts_with(**verb)).max_by_key(|verb| verb.len())?;
    let mut target = after + verb.len();
    if text[target..].starts_with('了') {
        target += '了'.len_utf8();
    }
    let new = one(text, skip_blank(text, target))?;
    let (currency, source) = new.currency.or(old.currency)?;
    let mut low = old.number.value;
    if old.currency.is_none() && !old.number.scaled && new.number.scaled {
        low = low.checked_mul(number::power(new.number.exponent))?;
    }
    let mut quantity = quantity(&new.number, new.bound);
    quantity.from = Some(low);
    if quantity.comparator == Comparator::Eq {
        quantity.comparator = Comparator::FromTo;
    }
    let end = behind_bracket(text, new.end);
    let money = Money { quantity, currency: currency.to_owned(), currency_source: source };
    Some(mention(at, end, Value::Money(money), "change of money"))
}

/// Lists with a shared unit: 3.2亿、4.1亿和5.6亿元 gives three amounts, each with the currency of the last.
pub(super) fn join(text: &str, mentions: Vec<Mention>) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::with_capacity(mentions.len());
    for found in mentions {
        if let Value::Money(money) = &found.value {
            let mut heads = Vec::new();
            let mut end = found.span.start as usize;
            while heads.len() < 20 {
                let head = &text[..end];
                let Some(link) = ["、", "和", "及", "与"].iter().find(|word| head.ends_with(**word)) else { break };
                let stop = end - link.len();
                let Some(start) = number_before(text, stop).or_else(|| decimal_before(text, stop)) else { break };
                if out.last().is_some_and(|last| last.span.end as usize > start) {
                    break;
                }
                let Some(mut number) = number::read(text, start).filter(|number| number.end == stop) else { break };
                if !number.scaled {
                    // 1.2、1.5及2.1亿元: the unit of the last.
                    let Some(unit) = number::read(text, found.span.start as usize)
                        .filter(|last| last.scaled && !last.chinese)
                        .map(|last| number::power(last.exponent))
                    else {
                        break;
                    };
                    let Some(value) = number.value.checked_mul(unit) else { break };
                    number.value = value;
                }
                let shared = Money { quantity: quantity(&number, None), ..money.clone() };
                heads.push(mention(start, stop, Value::Money(shared), "list of money"));
                end = start;
            }
            out.extend(heads.into_iter().rev());
        }
        out.push(found);
    }
    out
}

/// Where the decimal number without a unit begins that ends before a byte.
fn decimal_before(text: &str, stop: usize) -> Option<usize> {
    let digits = text[..stop].bytes().rev().take(16).take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let word = &text[stop - digits..stop];
    let whole = word.split('.').count() == 2 && !word.starts_with('.') && !word.ends_with('.');
    (whole && !text[..stop - digits].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ',')))
        .then_some(stop - digits)
}

/// Where the Arabic number begins that ends, with its unit, before a byte.
fn number_before(text: &str, stop: usize) -> Option<usize> {
    let stem = text[..stop].trim_end_matches(['万', '亿', '千', '百']);
    let digits =
        stem.bytes().rev().take(32).take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')).count();
    (digits > 0 && stem.len() < stop).then(|| stem.len() - digits)
}
