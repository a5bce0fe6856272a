//! Values: money, dates, durations, percents, shares, prices, rates and rounds, read by one scanner that stops only where a
//! value can begin.
//!
//! Words stand in `dictionaries/{bounds,currencies,units,value_cues,calendar}.tsv` (`words`), shapes in one module a kind,
//! and every form has a name in [`rule`]. Values do not overlap within a kind; a value made of another keeps it as a mention
//! of its own: a rate its percentage, a price its money, a stretch of the calendar its length.

pub mod calendar;

mod calendar_words;

mod column;

mod date;

mod derivation;

mod duration;

mod leads;

mod money;

pub mod number;

mod percent;

mod period;

mod price;

mod quantity;

mod rate;

mod round;

pub mod rule;

mod words;

pub use derivation::derivation;

use super::{Mention, Value};
use crate::layout::Document;
use crate::span::Span;
use words::{Class, can, gate, leads};

/// Finds every value of a document, by start.
pub fn values(document: &Document<'_>, out: &mut Vec<Mention>) {
    scan(document.text(), out);
    column::columns(document.text(), out);
    date::notice::notices(document.text(), out);
}

/// Finds every value of a text, by start; dates are not resolved.
pub fn scan(text: &str, out: &mut Vec<Mention>) {
    let (leads, gate) = (leads(), gate());
    let bytes = text.as_bytes();
    let mut rate_end = 0;
    // One character is held, the next one looked at; the rest stands behind the held one.
    let (code, mut rest) = decode(bytes);
    let mut here = gate.see(code);
    loop {
        let (code, behind) = decode(rest);
        let next = gate.see(code);
        if gate.opens(here, next)
            && let Some(held) = char::from_u32(here.code)
        {
            let begin = bytes.len() - rest.len() - held.len_utf8();
            let flags = gate.flags(leads, here, next);
            let at = place(text, begin, held, flags, &mut rate_end, out);
            if at > bytes.len() - rest.len() {
                if at == bytes.len() {
                    break;
                }
                let (code, behind) = decode(&bytes[at..]);
                (here, rest) = (gate.see(code), behind);
                continue;
            }
        }
        if rest.is_empty() {
            break;
        }
        (here, rest) = (next, behind);
    }
    let order = |mention: &Mention| (mention.span.start, std::cmp::Reverse(mention.span.end));
    if !out.is_sorted_by_key(order) {
        out.sort_by_key(order);
    }
}

/// The code point that begins a stretch and what stands behind it; characters beyond the basic plane, and the end, are 0.
#[inline]
fn decode(bytes: &[u8]) -> (u32, &[u8]) {
    match bytes {
        [first @ 0xE0..0xF0, second, third, rest @ ..] => {
            // The marks of the three bytes, 0xE0, 0x80 and 0x80, are taken off together.
            let marked = (u32::from(*first) << 12) + (u32::from(*second) << 6) + u32::from(*third);
            (marked - 0xE_2080, rest)
        }
        [byte @ 0..0x80, rest @ ..] => (u32::from(*byte), rest),
        [first, second, rest @ ..] if *first < 0xE0 => {
            ((u32::from(*first & 0x1F) << 6) | u32::from(*second & 0x3F), rest)
        }
        [_, _, _, _, rest @ ..] => (0, rest),
        _ => (0, &[]),
    }
}

/// Reads what begins at a place where the gate is open; gives the byte at which to go on.
fn place(text: &str, at: usize, lead: char, flags: u16, rate_end: &mut usize, out: &mut Vec<Mention>) -> usize {
    let width = lead.len_utf8();
    if flags & !can::INNER == 0 {
        return if matches!(lead, 'h' | 'w') { address(text, at).unwrap_or(at + width) } else { at + width };
    }
    // Most numerals count what is no value: 一家, 600926, 3.5版. What follows them tells at little cost.
    let (mut may_date, mut digits_end) = (true, at + width);
    if flags & can::NUMBER != 0 && flags & (can::DATE | can::BOUND | can::CURRENCY) == 0 {
        let end = number::run(text, at).max(at + width);
        if !may_count(text, at, end) {
            return end;
        }
        digits_end = end;
        may_date = !text[end..].starts_with(['%', '元', '股', '美', '港', '倍', '亿', '万', '％']);
    }
    if flags & can::RATE != 0
        && at >= *rate_end
        && let Some(mention) = rate::read(text, at)
    {
        *rate_end = mention.span.end as usize;
        out.push(mention);
    }
    let flags = if may_date { flags } else { flags & !can::DATE | can::AMOUNT };
    match at_place(text, at, digits_end, flags, out) {
        Some(end) => end.max(at + width),
        None if flags & can::NUMBER != 0 => behind_run(text, at, number::run(text, at).max(at + width)),
        None => at + width,
    }
}

/// Where to go on behind a run of numerals that is no value: behind its comma where that parts no groups of digits
/// (600999,|2018年7月).
fn behind_run(text: &str, at: usize, end: usize) -> usize {
    let run = &text[at..end];
    match run.rfind(',') {
        Some(comma) if run.len() - comma != ",000".len() && !run[comma..].contains('.') => at + comma + 1,
        _ => end,
    }
}

/// What goes on behind 个 in a unit: 个月, 个百分点, 个交易日, 个亿.
const COUNTED_BY_GE: &str = "月季百基星小半交工自多亿億会會财財完年礼禮钟鐘周週整Bb营營日开開 ";

/// False if what follows a run of numerals shows that no value begins there.
fn may_count(text: &str, at: usize, end: usize) -> bool {
    let mut behind = text[end..].chars();
    let follows = match behind.next() {
        // 一个 counts anything; 一个月 is a length.
        Some('个' | '個') => behind.next().is_some_and(|c| COUNTED_BY_GE.contains(c)),
        Some(c) => leads().flags(c) & (can::FOLLOW | can::NUMBER) != 0,
        None => false,
    };
    // 3亿 may be money by the words around it, 2024.7.15 is a date, 上 and 数 only lead a number.
    let run = &text[at..end];
    follows
        || run.len() == "20240930".len()
        || run.len() > '亿'.len_utf8()
            && (run.ends_with(|c| number::scale(c).is_some()) || run.matches('.').count() > 1)
}

/// The byte behind the web address that begins at a byte: its digits and signs are no values.
fn address(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let begins = ["http://", "https://", "www."].iter().any(|lead| rest.starts_with(lead));
    let end = || rest.find(|c: char| !c.is_ascii() || c.is_ascii_whitespace()).unwrap_or(rest.len());
    begins.then(|| at + end())
}

/// Reads the value that begins at a place, the longest of those that can; with what is made of it and its neighbours.
fn at_place(text: &str, at: usize, digits_end: usize, flags: u16, out: &mut Vec<Mention>) -> Option<usize> {
    let mut best: Option<Mention> = None;
    let mut offer = |found: Option<Mention>| {
        if let Some(found) = found
            && best.as_ref().is_none_or(|held| found.span.len() > held.span.len())
        {
            best = Some(found);
        }
    };
    if flags & (can::DATE | can::NUMBER | can::PART) != 0 && flags & can::AMOUNT == 0 {
        let date = date::read(text, at);
        // Digits with a word of the calendar that are a date are nothing else: 2024年6月, 10日; but 10日圆 is money, and
        // 1987.01 in 1987.01-1987.02元/股 a price.
        let dated = || {
            text[digits_end..].starts_with(['年', '月', '日', '号'])
                && quantity::currency(&text[digits_end..]).is_none()
        };
        if date.is_some() && text.as_bytes()[at].is_ascii_digit() && dated() {
            return Some(settle(text, date?, out));
        }
        offer(date);
    }
    if flags & can::CHANGE != 0 {
        offer(quantity::change(text, at));
    }
    if flags & (can::NUMBER | can::BOUND | can::CURRENCY | can::PRICE | can::PART) != 0 {
        offer(quantity::read(text, at));
    }
    if flags & can::ROUND != 0 {
        offer(round::read(text, at));
    }
    Some(settle(text, best?, out))
}

/// Adds a mention, with the values in it and what it makes of the one before; gives the byte behind all that was read.
fn settle(text: &str, mut found: Mention, out: &mut Vec<Mention>) -> usize {
    let mut end = found.span.end as usize;
    match &mut found.value {
        Value::Money(money) => {
            if let Some(conversion) = money::conversion(text, money, end) {
                if let Value::Money(other) = &conversion.value {
                    money.conversion = Some(Box::new(other.clone()));
                }
                end = conversion.span.end as usize;
                out.push(conversion);
            }
        }
        Value::Price(_) => {
            out.extend(price::money_inside(text, &found));
            let before = out.iter().rposition(|mention| matches!(mention.value, Value::Price(_)));
            if let Some(place) = before
                && let Some(both) = price::low_and_high(text, &out[place], &found)
            {
                out[place] = both;
                return end;
            }
        }
        Value::Percent(_) => {
            // 利率3%/年 is a rate already, by the words before.
            let rate = out.iter().rev().find(|mention| matches!(mention.value, Value::Rate(_)));
            if rate.is_none_or(|rate| rate.span.end <= found.span.start)
                && let Some(rate) = rate::yearly(text, &found)
            {
                out.push(rate);
            }
            // A bound that an earlier percentage has is not this one's.
            let held = out.iter().rev().find(|mention| matches!(mention.value, Value::Percent(_)));
            let free = held.map_or(0, |mention| mention.span.end);
            if let Some(whole) = percent::with_base(text, &found).filter(|whole| free <= whole.span.start) {
                found = whole;
                end = end.max(found.span.end as usize);
            } else if let Some(count) =
                out.iter().rev().take(3).find(|mention| matches!(mention.value, Value::Shares(_)))
            {
                percent::of_count(text, count, &mut found);
            }
        }
        Value::Date(_) => out.extend(stretch(text, &found)),
        _ => {}
    }
    out.push(found);
    end
}

/// 未来三年 and 自6月1日起6个月内 are stretches of the calendar that name a length: the length inside.
fn stretch(text: &str, mention: &Mention) -> Option<Mention> {
    let Value::Date(date) = &mention.value else { return None };
    if !matches!(date.expression, calendar::Expression::Stretch(..) | calendar::Expression::Within(..)) {
        return None;
    }
    let start = mention.span.start as usize;
    let places = mention.span.of(text).char_indices().skip(1).map(|(offset, _)| start + offset);
    places
        .filter_map(|at| quantity::read(text, at))
        .find(|length| length.span.end == mention.span.end && matches!(length.value, Value::Duration(_)))
}

/// A mention from byte offsets.
fn mention(start: usize, end: usize, value: Value, rule: &'static str) -> Mention {
    Mention { span: Span::new(start, end), value, rule }
}

/// Blanks between the parts of a value: at most four spaces, as torn lines leave them.
fn skip_blank(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    if bytes.get(at) != Some(&b' ') {
        return at;
    }
    let blanks = bytes[at..].iter().take(5).take_while(|byte| **byte == b' ').count();
    if blanks < 5 { at + blanks } else { at }
}

/// The byte behind a bracket that closes a bound: (含), (含本数), (含5亿元), (不含).
fn skip_inclusive(text: &str, at: usize) -> usize {
    let Some(tail) = text[at..].strip_prefix(['(', '（']) else { return at };
    let Some((_, ())) = words::words().inclusive.longest(tail) else { return at };
    let inside = tail.char_indices().take(INCLUSIVE).find(|(_, c)| matches!(c, ')' | '）' | '(' | '，' | '。'));
    match inside {
        Some((offset, c @ (')' | '）'))) if !tail[..offset].contains(['税', '费', '息', '权']) => {
            text.len() - tail.len() + offset + c.len_utf8()
        }
        _ => at,
    }
}

/// The most characters in a bracket that closes a bound.
const INCLUSIVE: usize = 18;

/// The byte behind a word of a class, if one begins here.
fn skip_word(class: &Class<()>, text: &str, at: usize) -> usize {
    class.skip(text, at).unwrap_or(at)
}

/// The number goes on to the left: a digit of a longer run, a version, an ordinal.
fn glued(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    let Some(left) = before.next() else { return false };
    if left == '第' {
        return true;
    }
    let Some(lead) = text[at..].chars().next() else { return true };
    if lead.is_ascii_digit() {
        let point = matches!(left, '.' | ',') && before.next().is_some_and(|c| c.is_ascii_digit());
        return left.is_ascii_digit() || point;
    }
    number::digit(left).is_some() || number::scale(left).is_some() && !matches!(lead, '-' | '−')
}
