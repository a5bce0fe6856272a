//! Numbers: Arabic (1,000.50), Chinese (三千五百), formal (壹仟贰佰), mixed (1亿2000万), fuzzy (数千万), as exact decimals.

use rust_decimal::Decimal;

/// A number as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Its value.
    pub value: Decimal,
    /// 数千万, 几十亿: the value is the smallest it can be.
    pub fuzzy: bool,
    /// A unit such as 万 or 亿 stands in it.
    pub scaled: bool,
    /// The unit alone, to be shared with a number before: 1-1.5亿.
    pub scale: Decimal,
    /// Written in Chinese numerals.
    pub chinese: bool,
    /// Byte behind it.
    pub end: usize,
}

/// True for a character with which a number can begin.
#[must_use]
pub fn can_begin(c: char) -> bool {
    c.is_ascii_digit()
        || digit(c).is_some()
        || scale(c).is_some()
        || matches!(c, '数' | '几' | '半' | '上' | '好' | '-' | '−' | '负' | '數' | '幾')
}

/// The value of a Chinese digit.
#[must_use]
pub fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' | 'Ｏ' => 0,
        '一' | '壹' | '幺' => 1,
        '二' | '贰' | '两' | '貳' | '兩' | '弍' => 2,
        '三' | '叁' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The power of ten of a unit.
pub(super) fn scale(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        '万' | '萬' => 4,
        '亿' | '億' => 8,
        '兆' => 12,
        _ => return None,
    })
}

pub(super) fn power(exponent: u32) -> Decimal {
    Decimal::from_i128_with_scale(10i128.pow(exponent.min(27)), 0)
}

/// Reads the number that begins at a byte.
#[must_use]
pub fn read(text: &str, at: usize) -> Option<Number> {
    let first = text[at..].chars().next()?;
    if matches!(first, '-' | '−' | '负') {
        return negative(text, at, first);
    }
    if first.is_ascii_digit() {
        return arabic(text, at);
    }
    if matches!(first, '数' | '几' | '好' | '數' | '幾')
        || (first == '上' && text[at..].chars().nth(1).is_some_and(|c| scale(c).is_some()))
    {
        return fuzzy(text, at);
    }
    chinese(text, at)
}

/// A sign makes a number negative only where no range can end before it: 增长-22.2%, not 10-15%.
fn negative(text: &str, at: usize, sign: char) -> Option<Number> {
    let joins = |c: char| {
        c.is_ascii_alphanumeric() || digit(c).is_some() || scale(c).is_some() || "%年月日号元股成点-−—~)".contains(c)
    };
    let from = at + sign.len_utf8();
    let lead = text[from..].chars().next()?;
    if text[..at].trim_end_matches(' ').ends_with(joins)
        || !(lead.is_ascii_digit() || (sign == '负' && digit(lead).is_some()))
    {
        return None;
    }
    let number = read(text, from)?;
    Some(Number { value: -number.value, ..number })
}

/// Digits with thousands separators and a decimal point, then units, then further groups (1亿2000万).
fn arabic(text: &str, at: usize) -> Option<Number> {
    let (mut value, mut end) = plain(text, at)?;
    let (mut scaled, mut unit) = (false, Decimal::ONE);
    let after = super::skip_blank(text, end);
    if let Some((first, next)) = units(text, after) {
        value = value.checked_mul(first)?;
        scaled = true;
        unit = first;
        end = next;
        // 1亿2000万, 3万5千
        let mut last = first;
        while let Some((more, next)) = plain(text, end) {
            let Some((smaller, behind)) = units(text, next) else { break };
            if smaller >= last {
                break;
            }
            value = value.checked_add(more.checked_mul(smaller)?)?;
            end = behind;
            last = smaller;
        }
    }
    Some(Number { value, fuzzy: false, scaled, scale: unit, chinese: false, end })
}

/// Digits, thousands groups and decimals; at most 20 digits.
fn plain(text: &str, at: usize) -> Option<(Decimal, usize)> {
    let bytes = text.as_bytes();
    let mut end = at;
    let mut digits = String::new();
    while end < bytes.len() {
        if let Some(next) = torn_group(text, at, end).filter(|_| !digits.is_empty() && !digits.contains('.')) {
            end = next;
            continue;
        }
        match bytes[end] {
            byte if byte.is_ascii_digit() => digits.push(byte as char),
            b',' if !digits.is_empty() && !digits.contains('.') && group(bytes, at, end) => {}
            b'.' if !digits.is_empty()
                && !digits.contains('.')
                && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) =>
            {
                digits.push('.');
            }
            _ => break,
        }
        end += 1;
        if digits.len() > 24 {
            return None;
        }
    }
    (!digits.is_empty()).then(|| digits.parse().ok().map(|value| (value, end)))?
}

/// A full-width comma or a space between groups of three, read as a separator only before a unit: 3，500.8万元, 3 000 万元.
fn torn_group(text: &str, from: usize, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let width = match bytes[at] {
        b' ' => 1,
        0xEF if text[at..].starts_with('，') => '，'.len_utf8(),
        _ => return None,
    };
    let before = bytes[from..at].iter().rev().take_while(|byte| byte.is_ascii_digit()).take(4).count();
    let groups = text[at + width..].bytes().take_while(u8::is_ascii_digit).take(4).count();
    if !(1..=3).contains(&before) || groups != 3 || bytes[from] == b'0' || text[..from].ends_with('$') {
        return None;
    }
    // Bounded: at most eight groups are looked through.
    let mut end = at + width + 3;
    for _ in 0..8 {
        let rest = &text[end..];
        let next = ["，", " ", ","]
            .iter()
            .find_map(|mark| rest.strip_prefix(mark))
            .filter(|tail| tail.bytes().take_while(u8::is_ascii_digit).take(4).count() == 3);
        match next {
            Some(tail) => end = text.len() - tail.len() + 3,
            None => break,
        }
    }
    let rest = &text[end..];
    let fraction =
        rest.strip_prefix('.').map_or(0, |tail| 1 + tail.bytes().take_while(u8::is_ascii_digit).take(9).count());
    if width == '，'.len_utf8() && text[..from].ends_with("百分之") {
        return Some(at + width);
    }
    let unit = rest[fraction..].trim_start_matches(' ').chars().next()?;
    (scale(unit).is_some() || matches!(unit, '元' | '股' | '%' | '％' | '个' | '個' | '美' | '港' | '欧' | '日'))
        .then_some(at + width)
}

/// A comma between one to three digits and exactly three.
fn group(bytes: &[u8], from: usize, comma: usize) -> bool {
    let behind = bytes[comma + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let before = bytes[from..comma].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    behind == 3 && (1..=3).contains(&before)
}

/// A run of units: 万, 亿, 万亿, 千万, 百万, 十亿.
fn units(text: &str, at: usize) -> Option<(Decimal, usize)> {
    let mut exponent = 0;
    let mut end = at;
    let mut count = 0;
    for c in text[at..].chars().take(3) {
        let Some(power) = scale(c) else { break };
        exponent += power;
        end += c.len_utf8();
        count += 1;
    }
    (count > 0 && exponent <= 16).then(|| (power(exponent), end))
}

/// 数千万, 几十亿, 上亿: twice the unit for 数 and 几 (EVENTS.md), the unit for 上.
fn fuzzy(text: &str, at: usize) -> Option<Number> {
    let first = text[at..].chars().next()?;
    let mut from = at + first.len_utf8();
    if first == '好' {
        from += text[from..].strip_prefix('几').map(|_| '几'.len_utf8())?;
    }
    let (unit, end) = units(text, from)?;
    let value = if first == '上' { unit } else { unit.checked_mul(Decimal::TWO)? };
    Some(Number { value, fuzzy: true, scaled: true, scale: unit, chinese: true, end })
}

/// Chinese numerals, positional (三千五百万) or digit by digit (二〇二四), with 点 for decimals and 半.
fn chinese(text: &str, at: usize) -> Option<Number> {
    let mut total = Decimal::ZERO;
    let mut section = Decimal::ZERO;
    let mut current: Option<Decimal> = None;
    let mut digits_in_row = 0;
    let mut end = at;
    let mut scaled = false;
    let mut last_scale = Decimal::ONE;
    let mut chars = text[at..].char_indices().peekable();
    let mut steps = 0;
    while let Some((offset, c)) = chars.next() {
        steps += 1;
        if steps > 40 {
            return None;
        }
        if c == ' ' && end > at {
            // Torn lines leave blanks between numerals: 一百五 十.
            let next = text[at + offset..].trim_start_matches(' ').chars().next();
            if next.is_some_and(|c| digit(c).is_some() || scale(c).is_some() || matches!(c, '点' | '點')) {
                continue;
            }
            break;
        }
        if let Some(value) = digit(c) {
            current = Some(match current {
                Some(held) if digits_in_row > 0 => held.checked_mul(Decimal::TEN)?.checked_add(Decimal::from(value))?,
                _ => Decimal::from(value),
            });
            digits_in_row += 1;
        } else if let Some(exponent) = scale(c) {
            // 二三十 means 20 to 30 and is no number.
            if digits_in_row == 2 && exponent < 4 && !text[at..].starts_with(['零', '〇']) {
                return None;
            }
            digits_in_row = 0;
            scaled = true;
            last_scale = power(exponent);
            if exponent < 4 {
                section = section.checked_add(current.take().unwrap_or(Decimal::ONE).checked_mul(power(exponent))?)?;
            } else {
                let mut held = section.checked_add(current.take().unwrap_or(Decimal::ZERO))?;
                if held.is_zero() {
                    held = if total.is_zero() { Decimal::ONE } else { Decimal::ZERO };
                }
                total = if held.is_zero() {
                    total.checked_mul(power(exponent))?
                } else {
                    total.checked_add(held.checked_mul(power(exponent))?)?
                };
                section = Decimal::ZERO;
            }
        } else if matches!(c, '点' | '點')
            && text[at + offset + c.len_utf8()..].trim_start_matches(' ').starts_with(|c| digit(c).is_some())
        {
            let mut fraction = String::from("0.");
            let mut behind = offset + c.len_utf8();
            while let Some((place, next)) = chars.peek().copied() {
                if next == ' ' {
                    let tail = text[at + place..].trim_start_matches(' ');
                    if !tail.starts_with(|c| digit(c).is_some()) {
                        break;
                    }
                    chars.next();
                    continue;
                }
                let Some(value) = digit(next) else { break };
                fraction.push(char::from_digit(value, 10)?);
                behind = place + next.len_utf8();
                chars.next();
                if fraction.len() > 12 {
                    break;
                }
            }
            let whole = current.take().unwrap_or(Decimal::ZERO).checked_add(fraction.parse().ok()?)?;
            end = at + behind;
            let mut value = total.checked_add(section)?.checked_add(whole)?;
            let mut scale = Decimal::ONE;
            let mut scaled = scaled;
            if let Some((unit, next)) = units(text, end) {
                value = value.checked_mul(unit)?;
                (scale, end, scaled) = (unit, next, true);
            }
            return Some(Number { value, fuzzy: false, scaled, scale, chinese: true, end });
        } else {
            break;
        }
        end = at + offset + c.len_utf8();
    }
    if end == at {
        return None;
    }
    // 三千五: the digit behind a unit counts in the next smaller one; only 万 and 亿 are read so in news (三万五).
    let value = total.checked_add(section)?.checked_add(current.unwrap_or(Decimal::ZERO))?;
    Some(Number { value, fuzzy: false, scaled, scale: last_scale, chinese: true, end })
}
