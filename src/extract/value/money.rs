//! Money: currencies, small change, amounts whose currency only the context tells, and what looks like money and is none.

use super::number::{self, Number};
use super::quantity::{Counted, Found, Head, Part};
use super::rule::CONVERSION;
use super::words::{Currency, words};
use super::{quantity, skip_blank};
use crate::extract::{CurrencySource, Mention, Money, Value};
use rust_decimal::Decimal;

/// Money, or a price where 每股 follows, behind a number: the currency word has been found.
pub(super) fn unit(
    text: &str,
    at: usize,
    length: usize,
    currency: &'static Currency,
    number: &Number,
    head: &Head,
) -> Option<Found> {
    let mut end = at + length;
    let rest = &text[at..];
    if words().no_currency.begins(rest) {
        return None;
    }
    // 三元锂电池, 两块牌照: a small number in numerals before a word that goes on.
    if !currency.explicit && number.chinese && number.exponent < 4 && words().no_money.begins(&text[end..]) {
        return None;
    }
    if rest.starts_with(['块', '塊']) && length == '块'.len_utf8() && !is_spent(text, head.start, end) {
        return None;
    }
    let mut source = if currency.explicit { CurrencySource::Explicit } else { CurrencySource::Default };
    let mut code: &'static str = &currency.code;
    if !currency.explicit {
        if let Some((held, _)) = head.currency {
            (code, source) = (&held.code, CurrencySource::Explicit);
        } else if let Some((length, behind)) =
            quantity::currency(&text[end..]).filter(|(_, next)| next.explicit && next.behind)
        {
            // 5亿元人民币
            (code, source) = (&behind.code, CurrencySource::Explicit);
            end += length;
        }
    }
    if let Some((length, ())) = words().per_share.longest(&text[end..]) {
        return Some(Found { counted: Counted::Price(code, source), end: end + length, minor: currency.minor });
    }
    Some(Found { counted: Counted::Money(code, source), end, minor: currency.minor })
}

/// 三块 is money where something is paid; 两块业务 is none.
fn is_spent(text: &str, start: usize, end: usize) -> bool {
    let rest = &text[end..];
    if !rest.is_empty() && !rest.starts_with(['，', '。', '、', '；', '！', ')', ' ', '多', '五', '以', '左'])
    {
        return false;
    }
    words().money_verb.within(near(text, start, 10)).is_some()
}

/// The currency of an amount whose unit does not say it: US$1.5亿, 人民币5000万. A word such as 人民币 needs a number that
/// can be an amount: 人民币5年期贷款 has none.
pub(super) fn currency_before(
    text: &str,
    head: &Head,
    number: &Number,
    end: usize,
) -> Option<(&'static str, CurrencySource)> {
    let (currency, at) = head.currency?;
    let sign = !text[at..].starts_with(|c: char| c as u32 >= 0x2E80);
    let ends = text[end..].chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '%');
    let fits = number.scaled
        || (sign && !text[end..].starts_with(['年', '月', '日', '%']))
        || (ends && number.value >= Decimal::ONE_THOUSAND);
    fits.then_some((&*currency.code, CurrencySource::Explicit))
}

/// 6角三分 behind 元, 三美分 behind 美元.
pub(super) fn small_change(text: &str, at: usize, code: &str) -> Option<(Decimal, usize)> {
    if code != "CNY" {
        let from = text[at..].strip_prefix(['又', '零', '、']).map_or(at, |tail| text.len() - tail.len());
        let minor = number::read(text, from).filter(|number| number.value < Decimal::ONE_HUNDRED)?;
        let (length, currency) = quantity::currency(&text[skip_blank(text, minor.end)..])?;
        let value = minor.value.checked_div(number::power(currency.minor))?;
        return (currency.minor > 0 && &*currency.code == code)
            .then_some((value, skip_blank(text, minor.end) + length));
    }
    if !text[..at].ends_with(['元', '块', '圆', '塊', '圓']) {
        return None;
    }
    let (mut sum, mut end) = (Decimal::ZERO, at);
    for (units, scale) in [(['角', '毛'], 1), (['分', '分'], 2)] {
        let from = text[end..].strip_prefix('零').map_or(end, |tail| text.len() - tail.len());
        let Some(number) = number::read(text, from)
            .filter(|number| !number.scaled && number.value < Decimal::TEN && !number.value.is_sign_negative())
        else {
            continue;
        };
        let Some(tail) = text[number.end..].strip_prefix(units) else { continue };
        sum = sum.checked_add(number.value.checked_mul(Decimal::new(1, scale))?)?;
        end = text.len() - tail.len();
    }
    let end = if text[end..].starts_with('整') { end + '整'.len_utf8() } else { end };
    (end > at && !text[end..].starts_with('之')).then_some((sum, end))
}

/// The characters before a byte, at most so many, back to the last mark.
fn near(text: &str, at: usize, count: usize) -> &str {
    let head = text[..at].char_indices().rev().nth(count - 1).map_or(&text[..at], |(from, _)| &text[from..at]);
    head.rsplit(['，', '。', '；', '\n']).next().unwrap_or(head)
}

/// Money without a currency word, where what follows or the clause before says that it is: 完成3亿战略融资, 募资规模达1.5亿.
pub(super) fn bare(text: &str, part: &Part) -> Option<Counted> {
    if !part.number.scaled || part.number.exponent < 4 {
        return None;
    }
    let rest = &text[part.end..];
    let follows = words().money_follows.begins(rest)
        || rest.strip_prefix('的').is_some_and(|tail| words().money_follows.begins(tail));
    // 募资规模达1.5亿, and nothing counted follows.
    let ends = rest.is_empty() || rest.starts_with(['，', '。', '；', '、', '\n', ')', '！', ',']);
    let told = || words().money_before.within(near(text, part.start, 10)).is_some();
    // 估值超百亿的公司
    let named = || rest.starts_with('的') && words().money_before.ends(&text[..part.start]).is_some();
    (follows || (ends && told()) || named()).then_some(Counted::Money("CNY", CurrencySource::Context))
}

/// What has the shape of money and is none: 1000元/吨 is a unit price.
pub(super) fn is_money(text: &str, part: &Part, counted: Counted) -> bool {
    !matches!(counted, Counted::Money(..)) || !text[part.end..].starts_with('/')
}

/// The place behind the word of conversion that follows a short note in a bracket: (注：今日汇率约合…).
fn said_behind_note(text: &str, from: usize) -> Option<usize> {
    /// Characters of the note.
    const MOST: usize = 12;
    let note = text[from..].char_indices().take(MOST).take_while(|(_, c)| !matches!(c, ')' | '）' | '。' | '\n'));
    note.skip(1).find_map(|(at, _)| words().conversion.skip(text, from + at))
}

/// 1.5亿美元(约合人民币10.8亿元): the amount in another currency in the brackets behind one, or behind 约合 and 折合.
pub(super) fn conversion(text: &str, money: &Money, end: usize) -> Option<Mention> {
    let rest = &text[end..];
    let (from, bracket) = match rest.strip_prefix(['(', '（']) {
        Some(tail) => (text.len() - tail.len(), true),
        None => (text.len() - rest.strip_prefix(['，', ','])?.len(), false),
    };
    let said =
        words().conversion.skip(text, from).or_else(|| if bracket { said_behind_note(text, from) } else { None });
    if !bracket && said.is_none() {
        return None;
    }
    let part = quantity::read(text, from).or_else(|| quantity::read(text, skip_blank(text, said?)))?;
    let Value::Money(other) = &part.value else { return None };
    let closed = !bracket || text[part.span.end as usize..].starts_with([')', '）', '，']);
    (closed && other.currency != money.currency).then_some(Mention { rule: CONVERSION, ..part })
}
