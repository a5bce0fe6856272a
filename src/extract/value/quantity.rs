//! Quantities: a number with its bounds, its currency or unit, and whatever joins it to another number. Money, prices,
//! shares and percents share these forms; what a number counts is told by the word behind it.

use super::number::{self, Number};
use super::rule::{Form, name};
use super::words::{Currency, Unit, can, leads, words};
use super::{duration, glued, mention, money, percent, price, skip_blank};
use crate::extract::{Comparator, CurrencySource, Mention, Money, Percent, PercentUnit, Quantity, Value};
use rust_decimal::Decimal;

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Counted {
    /// Money of a currency.
    Money(&'static str, CurrencySource),
    /// Money of a currency per share.
    Price(&'static str, CurrencySource),
    /// Shares.
    Shares,
    /// Percents, points, basis points.
    Percent(PercentUnit),
}

impl Counted {
    /// What both ends of a range or a change count: the currency that either says, a price if either is one. `None` if they
    /// do not go together: 3亿元 and 5亿美元.
    fn with(self, other: Self) -> Option<Self> {
        let said = |code: &'static str, source, other_code: &'static str, other_source| match (source, other_source) {
            _ if code == other_code => {
                Some((code, if source == CurrencySource::Default { other_source } else { source }))
            }
            (CurrencySource::Explicit, CurrencySource::Default) => Some((code, source)),
            _ => None,
        };
        match (self, other) {
            (Self::Money(code, source), Self::Money(other, other_source)) => {
                said(code, source, other, other_source).map(|(code, source)| Self::Money(code, source))
            }
            (Self::Money(code, source) | Self::Price(code, source), Self::Price(other, other_source))
            | (Self::Price(code, source), Self::Money(other, other_source)) => {
                said(code, source, other, other_source).map(|(code, source)| Self::Price(code, source))
            }
            (Self::Shares, Self::Shares) => Some(self),
            (Self::Percent(unit), Self::Percent(other)) if unit == other => Some(self),
            _ => None,
        }
    }
}

/// What stands before a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    /// First byte of all.
    pub(super) start: usize,
    /// First byte of the number.
    pub(super) from: usize,
    /// The bound word.
    pub(super) bound: Option<Comparator>,
    /// The currency word and where it begins.
    pub(super) currency: Option<(&'static Currency, usize)>,
}

/// A number with what it counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// First byte, bound and currency included.
    pub(super) start: usize,
    /// The number.
    pub(super) number: Number,
    /// The bound, before or behind.
    pub(super) bound: Option<Comparator>,
    /// The currency word before the number and where it begins.
    pub(super) currency: Option<(&'static Currency, usize)>,
    /// A word behind the number says what it counts.
    pub(super) unit_said: bool,
    /// What it counts; `None` if that is not said.
    pub(super) counted: Option<Counted>,
    /// Byte behind unit, bound and bracket.
    pub(super) end: usize,
}

/// A bound is not weakened by 约: 不超过约5亿元 is a cap.
fn stronger(held: Option<Comparator>, next: Comparator) -> Option<Comparator> {
    match held {
        Some(held) if next == Comparator::Approx => Some(held),
        _ => Some(next),
    }
}

/// Reads bounds and a currency before a number, in any order: 不超过人民币, 人民币不超过, 约合.
pub(super) fn head(text: &str, at: usize) -> Head {
    let mut head = Head { start: at, from: at, bound: None, currency: None };
    for _ in 0..5 {
        let rest = &text[head.from..];
        let Some(lead) = rest.chars().next() else { break };
        let flags = leads().flags(lead);
        if flags & can::BOUND != 0
            && let Some((length, comparator)) = words().before.longest(rest)
            && (length > lead.len_utf8() || !in_another_word(text, head.from))
        {
            head.bound = stronger(head.bound, *comparator);
            head.from = skip_blank(text, head.from + length);
            continue;
        }
        if head.currency.is_none()
            && flags & can::CURRENCY != 0
            && let Some((length, currency)) = currency(rest).filter(|(_, currency)| currency.before)
        {
            head.currency = Some((currency, head.from));
            head.from = skip_blank(text, head.from + length);
            continue;
        }
        break;
    }
    head
}

/// 签约, 经过: a bound of one character that ends another word.
fn in_another_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().map_or(0, char::len_utf8);
    before > 0 && words().no_bound.begins(&text[at - before..])
}

/// The currency word that begins a stretch. A Latin code must end there: USD 5, not USDT.
pub(super) fn currency(rest: &str) -> Option<(usize, &'static Currency)> {
    let (length, currency) = words().currency.longest(rest)?;
    let letters = rest[..length].ends_with(|c: char| c.is_ascii_alphabetic());
    let goes_on = rest[length..].starts_with(|c: char| c.is_ascii_alphabetic());
    (!(letters && goes_on)).then_some((length, currency))
}

/// Reads the quantity that begins at a byte, bound included.
pub(super) fn read(text: &str, at: usize) -> Option<Mention> {
    let head = head(text, at);
    if text[head.from..].starts_with('每') {
        return price::before(text, &head);
    }
    let lead = text[head.from..].chars().next()?;
    if leads().flags(lead) & can::PART != 0
        && let Some(found) = percent::half(text, &head).or_else(|| duration::half(text, &head))
    {
        return Some(found);
    }
    if leads().flags(lead) & can::NUMBER == 0 || (head.from == at && glued(text, at)) {
        return None;
    }
    if let Some(found) = percent::fraction(text, &head) {
        return Some(found);
    }
    let first = number::read(text, head.from)?;
    // What follows most numbers shows that they count no time and no tenths.
    if head.currency.is_none() && follows(text, first.end, can::TIMED) {
        if let Some(found) = duration::read(text, &head, &first) {
            return Some(found);
        }
        if let Some(found) = percent::tenths(text, &head, &first) {
            return Some(found);
        }
    }
    let part = part_of(text, &head, first)?;
    finish(text, part)
}

/// What can be made of a first number: a range, a pair of bounds, a list or the number alone.
pub(super) fn finish(text: &str, first: Part) -> Option<Mention> {
    if first.number.high.is_some() {
        return alone(text, &first);
    }
    if let Some(found) = range(text, &first).or_else(|| both(text, &first)) {
        return Some(found);
    }
    alone(text, &first).or_else(|| listed(text, &first))
}

/// Reads a number with its head and what it counts.
pub(super) fn part(text: &str, at: usize) -> Option<Part> {
    part_in(text, at, None)
}

/// The same behind a number whose currency stands before it and serves both: $10-15.
fn part_in(text: &str, at: usize, currency: Option<(&'static Currency, usize)>) -> Option<Part> {
    let mut head = head(text, at);
    head.currency = head.currency.or(currency);
    part_of(text, &head, number_at(text, head.from)?)
}

/// True if the character at a byte has a flag.
fn follows(text: &str, at: usize, flag: u16) -> bool {
    text[at..].chars().next().is_some_and(|c| leads().flags(c) & flag != 0)
}

/// The number at a byte, if a number can begin with the character there.
fn number_at(text: &str, at: usize) -> Option<Number> {
    let lead = text[at..].chars().next()?;
    if leads().flags(lead) & can::NUMBER != 0 { number::read(text, at) } else { None }
}

/// The rest of a number that is read: 余, powers of ten in Latin letters, what it counts, the bound behind.
pub(super) fn part_of(text: &str, head: &Head, first: Number) -> Option<Part> {
    let mut number = first;
    let mut bound = head.bound;
    let mut end = number.end;
    if let Some((over, next)) = over(text, end) {
        bound = Some(stronger_over(bound, over));
        // 两千多万元, 10余亿元, 1亿2千余万元: a unit may follow, and counts as if 余 were not there.
        if let Some(scale) = number::read(text, next).filter(|scale| scale.alone) {
            let joined = [&text[head.from..end], &text[next..scale.end]].concat();
            number = number::read(&joined, 0).filter(|number| number.end == joined.len())?;
            (number.end, end) = (scale.end, scale.end);
        } else {
            end = next;
        }
        number.alone = false;
    }
    if number.alone {
        return size(text, head, number);
    }
    let after = skip_blank(text, end);
    if text[after..].starts_with(|c: char| c.is_ascii_alphabetic())
        && let Some((exponent, next)) = latin_scale(text, after)
        && (head.currency.is_some() || currency(&text[skip_blank(text, next)..]).is_some())
    {
        number = Number { value: number.times_ten(exponent)?, scaled: true, exponent, ..number };
        end = next;
    }
    let mut counted = None;
    let found = unit(text, skip_blank(text, end), &number, head);
    let unit_said = found.is_some();
    if let Some(found) = found {
        counted = Some(found.counted);
        end = found.end;
        if found.minor > 0 {
            number.value = number.value.checked_div(number::power(found.minor))?;
        }
    } else if let Some((code, source)) = money::currency_before(text, head, &number, end) {
        counted = Some(Counted::Money(code, source));
    }
    if let Some(Counted::Money(code, _)) = counted
        && let Some((small, next)) = money::small_change(text, end, code)
    {
        number.value = number.value.checked_add(small)?;
        end = next;
    }
    (bound, end) = behind_all(text, bound, end);
    Some(Part { start: head.start, number, bound, currency: head.currency, unit_said, counted, end })
}

/// A unit without a number: 亿元级, 千万级人民币 and 百亿元 are sizes, 近亿元 and 超百亿 bounded amounts; 万元 alone is a unit.
fn size(text: &str, head: &Head, number: Number) -> Option<Part> {
    let level = |at: usize| text[at..].strip_prefix(['级', '級']).map(|tail| text.len() - tail.len());
    let mut end = number.end;
    let mut order = level(end);
    end = order.unwrap_or(end);
    let mut counted = None;
    if let Some(found) = unit(text, skip_blank(text, end), &number, head) {
        let shares = found.counted == Counted::Shares && head.bound.is_some();
        if !(matches!(found.counted, Counted::Money(..)) || shares) || found.minor > 0 {
            return None;
        }
        counted = Some(found.counted);
        end = found.end;
    }
    order = order.or(level(end));
    end = end.max(order.unwrap_or(end));
    let (bound, end) = behind_all(text, head.bound, end);
    let letters = text[head.from..number.end].chars().count();
    let large = number.exponent >= 7 && letters >= 2;
    // 完成亿元A轮融资, 完成A轮亿元融资
    let raised = counted.is_some() && number.exponent >= 7 && is_raised(text, head.start, end);
    let told = bound.is_some() || (order.is_some() && number.exponent >= 6) || (large && counted.is_some()) || raised;
    let bare = counted.is_none() && number.exponent < 7;
    (told && !bare).then_some(Part {
        start: head.start,
        number: Number { fuzzy: bound.is_none(), ..number },
        bound,
        currency: head.currency,
        unit_said: counted.is_some(),
        counted,
        end,
    })
}

/// A round of financing gets the sum of which only the unit is told: it stands between the verb or the round and 融资 or the round.
fn is_raised(text: &str, start: usize, end: usize) -> bool {
    let opened = ["完成", "获", "获得", "轮", "超额"].iter().any(|word| text[..start].ends_with(word));
    let rest = &text[end..];
    opened
        && (["融资", "战略融资", "战略轮"].iter().any(|word| rest.starts_with(word))
            || super::round::read(text, end).is_some())
}

/// The bound with what stands behind the unit: 以上, (含), (含)以上.
fn behind_all(text: &str, bound: Option<Comparator>, end: usize) -> (Option<Comparator>, usize) {
    if !follows(text, end, can::TAIL) {
        return (bound, end);
    }
    let end = super::skip_inclusive(text, end);
    match behind(text, end) {
        Some((comparator, next)) => (stronger(bound, comparator), super::skip_inclusive(text, next)),
        None => (bound, end),
    }
}

fn stronger_over(held: Option<Comparator>, over: Comparator) -> Comparator {
    match held {
        Some(Comparator::Le | Comparator::Lt | Comparator::Ge | Comparator::Gt) => held.unwrap_or(over),
        _ => over,
    }
}

/// 余, 多, 有余 behind a number; 余额 and 多元 are other words.
pub(super) fn over(text: &str, at: usize) -> Option<(Comparator, usize)> {
    let (length, comparator) = words().over.longest(&text[at..])?;
    let end = at + length;
    (!words().no_over.begins(&text[at..])).then_some((*comparator, end))
}

/// 以上, 左右 behind a unit.
pub(super) fn behind(text: &str, at: usize) -> Option<(Comparator, usize)> {
    let from = skip_blank(text, at);
    match words().behind.longest(&text[from..]) {
        Some((length, comparator)) if !words().no_behind.begins(&text[from..]) => Some((*comparator, from + length)),
        Some(_) => None,
        None => over(text, at),
    }
}

/// M, bn, million: the power of ten and the byte behind.
fn latin_scale(text: &str, at: usize) -> Option<(u32, usize)> {
    let (length, exponent) = words().scale.longest(&text[at..])?;
    let end = at + length;
    let goes_on = text[end..].starts_with(|c: char| c.is_ascii_alphanumeric()) && currency(&text[end..]).is_none();
    (!goes_on).then_some((*exponent, end))
}

/// What the word behind a number says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    /// What the number counts.
    pub(super) counted: Counted,
    /// Byte behind the word.
    pub(super) end: usize,
    /// Decimals by which a minor unit is smaller: 2 for 美分.
    pub(super) minor: u32,
}

fn unit(text: &str, at: usize, number: &Number, head: &Head) -> Option<Found> {
    let rest = &text[at..];
    if let Some((length, currency)) = currency(rest).filter(|(_, currency)| currency.behind) {
        return money::unit(text, at, length, currency, number, head);
    }
    if head.currency.is_none()
        && let Some((length, unit)) = words().unit.longest(rest)
    {
        let end = at + length;
        let word = &rest[..length];
        let letters = word.ends_with(|c: char| c.is_ascii_alphabetic());
        if letters && rest[length..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return None;
        }
        let counted = match unit {
            Unit::Percent(_) | Unit::Permille if number.fuzzy || number.high.is_some() => None,
            Unit::Percent(unit) => Some(Counted::Percent(*unit)),
            Unit::Permille => Some(Counted::Percent(PercentUnit::Percent)),
            // 一股势力, 八股文: few shares are counted in numerals.
            Unit::Shares if number.chinese && !number.scaled => None,
            Unit::Shares if number.exponent < 4 && words().no_few_shares.begins(rest) => None,
            Unit::Shares => (!words().no_shares.begins(rest)).then_some(Counted::Shares),
            _ => None,
        };
        let minor = u32::from(*unit == Unit::Permille);
        return counted.map(|counted| Found { counted, end, minor });
    }
    // $15/股: the currency stands before.
    let (held, _) = head.currency?;
    let (length, ()) = words().per_share.longest(rest)?;
    let source = if held.explicit { CurrencySource::Explicit } else { CurrencySource::Default };
    Some(Found { counted: Counted::Price(&held.code, source), end: at + length, minor: 0 })
}

/// The quantity of one bounded number.
pub(super) fn quantity(number: &Number, bound: Option<Comparator>) -> Quantity {
    let value = Some(number.value);
    if let Some(high) = number.high.filter(|_| matches!(bound, None | Some(Comparator::Approx))) {
        return Quantity { min: value, max: Some(high), from: None, comparator: Comparator::Between };
    }
    if number.fuzzy && matches!(bound, None | Some(Comparator::Approx)) {
        return Quantity { min: value, max: None, from: None, comparator: Comparator::Approx };
    }
    match bound.unwrap_or(Comparator::Eq) {
        comparator @ (Comparator::Ge | Comparator::Gt) => Quantity { min: value, max: None, from: None, comparator },
        comparator @ (Comparator::Le | Comparator::Lt) => {
            let value = number.high.or(value);
            Quantity { min: None, max: value, from: None, comparator }
        }
        comparator => Quantity { min: value, max: value, from: None, comparator },
    }
}

/// A value of what is counted.
pub(super) fn value(counted: Counted, quantity: Quantity) -> Value {
    let money =
        |code, source| Money { quantity: quantity.clone(), currency: code, currency_source: source, conversion: None };
    match counted {
        Counted::Money(code, source) => Value::Money(money(code, source)),
        Counted::Price(code, source) => Value::Price(money(code, source)),
        Counted::Shares => Value::Shares(quantity),
        Counted::Percent(unit) => Value::Percent(Percent { quantity, unit, reference: None }),
    }
}

fn alone(text: &str, part: &Part) -> Option<Mention> {
    let counted = part.counted.or_else(|| money::bare(text, part))?;
    let counted = price::in_context(text, part, counted);
    if !money::is_money(text, part, counted) {
        return None;
    }
    let form = if part.number.fuzzy {
        Form::Fuzzy
    } else if part.counted.is_none() {
        Form::Bare
    } else if part.bound.is_some() {
        Form::Bounded
    } else {
        Form::Plain
    };
    let quantity = quantity(&part.number, part.bound);
    Some(mention(part.start, part.end, value(counted, quantity), name(counted, form)))
}

/// 1.5亿元至2亿元, 1-1.5亿元, 10%-15%: both ends with their units, or the second's for both.
fn range(text: &str, first: &Part) -> Option<Mention> {
    if matches!(first.bound, Some(Comparator::Gt | Comparator::Lt)) && first.counted.is_some() {
        return None;
    }
    let link = skip_blank(text, first.end);
    let from = skip_blank(text, words().link.skip(text, link)?);
    let from = skip_blank(text, super::skip_word(&words().per_share_before, text, from));
    let second = part_in(text, from, first.currency)?;
    if second.number.high.is_some() || second.number.fuzzy {
        return None;
    }
    let counted = second.counted.or_else(|| money::bare(text, &second))?;
    let (mut low, mut form) = (first.number.value, Form::Range);
    let counted = match first.counted {
        Some(own) => own.with(counted)?,
        None => counted,
    };
    // $1-1.5 billion: a currency before the first end is no unit of its own.
    if !first.unit_said {
        low = first.number.in_unit_of(second.number)?;
        form = Form::SharedUnit;
    }
    // 下降1亿元至5亿元 tells a change and the level after it.
    if !matches!(counted, Counted::Percent(_))
        && words().change_by.ends(text[..first.start].trim_end_matches('了')).is_some()
        && second.number.value > low.checked_mul(Decimal::TEN)?
    {
        return None;
    }
    // -30%至-20% and 亏损3亿元至2亿元 run either way.
    let (low, high) = if low <= second.number.value { (low, second.number.value) } else { (second.number.value, low) };
    if form == Form::SharedUnit && low == second.number.value {
        return None;
    }
    let check = Part { counted: Some(counted), start: first.start, ..second };
    if !money::is_money(text, &check, counted) {
        return None;
    }
    let comparator = Comparator::Between;
    let quantity = Quantity { min: Some(low), max: Some(high), from: None, comparator };
    Some(mention(first.start, second.end, value(counted, quantity), name(counted, form)))
}

/// 不低于1.5亿元且不超过2亿元, 不超过5亿元、不低于3亿元, 不低于500万元不超过1000万元.
fn both(text: &str, first: &Part) -> Option<Mention> {
    let lower = |bound| matches!(bound, Some(Comparator::Ge | Comparator::Gt));
    let upper = |bound| matches!(bound, Some(Comparator::Le | Comparator::Lt));
    if !lower(first.bound) && !upper(first.bound) {
        return None;
    }
    let link = skip_blank(text, first.end);
    let from = skip_blank(text, words().both.skip(text, link).or(first.counted.map(|_| link))?);
    let second = part(text, from)?;
    let fits = (lower(first.bound) && upper(second.bound)) || (upper(first.bound) && lower(second.bound));
    let counted = second.counted?;
    let counted = first.counted.unwrap_or(counted).with(counted).filter(|_| fits)?;
    let value_first =
        if first.counted.is_none() { first.number.in_unit_of(second.number)? } else { first.number.value };
    let (low, high) =
        if lower(first.bound) { (value_first, second.number.value) } else { (second.number.value, value_first) };
    if low > high {
        return None;
    }
    let quantity = Quantity { min: Some(low), max: Some(high), from: None, comparator: Comparator::Between };
    Some(mention(first.start, second.end, value(counted, quantity), name(counted, Form::BothBounds)))
}

/// Lists longer than this are tables.
const MAX_LIST: usize = 20;

/// 3.2亿、4.1亿和5.6亿元: a member takes the unit of the last.
fn listed(text: &str, first: &Part) -> Option<Mention> {
    if first.counted.is_some() || first.number.fuzzy || first.number.alone {
        return None;
    }
    // 3、5亿元 is rather a numbered point; 1.2、1.5亿元 is a list.
    let decimal = !first.number.scaled;
    if decimal && first.number.value.scale() == 0 {
        return None;
    }
    let mut end = first.end;
    for _ in 0..MAX_LIST {
        let from = skip_blank(text, words().list.skip(text, end)?);
        let head = head(text, from);
        let number = number_at(text, head.from)?;
        // Most members are a number and the next mark: no unit has to be looked for.
        if head.currency.is_none() && !number.alone && words().list.begins(&text[number.end..]) {
            end = number.end;
            continue;
        }
        let next = part_of(text, &head, number)?;
        if let Some(counted) = next.counted {
            if matches!(counted, Counted::Price(..)) {
                return None;
            }
            let value_first = if decimal && next.number.scaled {
                first.number.times_ten(next.number.exponent)?
            } else if decimal == next.number.scaled {
                return None;
            } else {
                first.number.value
            };
            let number = Number { value: value_first, ..first.number };
            let quantity = quantity(&number, first.bound);
            return Some(mention(first.start, first.end, value(counted, quantity), name(counted, Form::Listed)));
        }
        end = next.end;
    }
    None
}

/// 由1亿元增至5亿元, 从2500亿美元降至不到1200亿美元, 由原来的800万元提高到1200万元, 由5%升至8%.
pub(super) fn change(text: &str, at: usize) -> Option<Mention> {
    let mut from = words().change_from.skip(text, at)?;
    for _ in 0..2 {
        from = super::skip_word(&words().change_old, text, skip_blank(text, from));
    }
    let from = skip_blank(text, from);
    let old = change_end(text, from)?;
    let mut after = skip_blank(text, old.end);
    for _ in 0..3 {
        after = super::skip_word(&words().change_adverb, text, after);
    }
    let mut target = words().change_to.skip(text, after)?;
    if let Some(tail) = text[target..].strip_prefix('了') {
        target = text.len() - tail.len();
    }
    let new = change_end(text, skip_blank(text, target))?;
    let counted = match (old.counted, new.counted) {
        (Some(old), Some(new)) => old.with(new)?,
        (old, new) => new.or(old)?,
    };
    let mut low = old.number.value;
    if old.counted.is_none() {
        low = old.number.in_unit_of(new.number)?;
    }
    let mut quantity = quantity(&new.number, new.bound);
    quantity.from = Some(low);
    if quantity.comparator == Comparator::Eq {
        quantity.comparator = Comparator::FromTo;
    }
    Some(mention(at, new.end, value(counted, quantity), name(counted, Form::Change)))
}

/// An end of a change of level; 每股8元 is one too.
fn change_end(text: &str, at: usize) -> Option<Part> {
    let (from, per_share) = match words().per_share_before.skip(text, at) {
        Some(from) => (skip_blank(text, from), true),
        None => (at, false),
    };
    let head = head(text, from);
    let part = part(text, from)?;
    // 三成提高到五成
    let part = match part.counted {
        None => percent::tenth_part(text, &head, &part).unwrap_or(part),
        Some(_) => part,
    };
    let counted = match part.counted {
        Some(Counted::Money(code, source)) if per_share => Some(Counted::Price(code, source)),
        other => other,
    };
    Some(Part { counted, ..part })
}

/// Whole units as decimal, for forms that make their own numbers.
pub(super) fn exactly(value: Decimal) -> Quantity {
    Quantity { min: Some(value), max: Some(value), from: None, comparator: Comparator::Eq }
}
