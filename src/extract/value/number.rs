//! Numbers: Arabic (1,000.50), Chinese (三千五百), formal (壹仟贰佰), mixed (1亿2000万), fuzzy (数千万), as exact decimals.

use rust_decimal::Decimal;

/// A number as written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// Its value; the lower end of 两三亿.
    pub value: Decimal,
    /// The upper end of two digits that stand for a range: 两三亿, 七八百.
    pub high: Option<Decimal>,
    /// 数千万, 几十亿: the value is the smallest it can be.
    pub fuzzy: bool,
    /// A unit such as 万 or 亿 stands in it.
    pub scaled: bool,
    /// The power of ten of the last unit, to be shared with a number before: 8 in 1-1.5亿.
    pub exponent: u32,
    /// It has no digit: 亿, 百万.
    pub alone: bool,
    /// Written in Chinese numerals.
    pub chinese: bool,
    /// Byte behind it.
    pub end: usize,
}

impl Number {
    /// The number in the unit of another behind it: 1 in 1-1.5亿, 三千 in 三千至五千万. A number with 万 or 亿 of its own, or
    /// before one without, keeps its value.
    #[must_use]
    pub(super) fn in_unit_of(self, other: Self) -> Option<Decimal> {
        match (self.exponent, other.exponent) {
            (4.., _) | (_, 0) => Some(self.value),
            (0, exponent) => self.times_ten(exponent),
            (_, exponent) => self.times_ten(exponent / 4 * 4),
        }
    }

    /// The number times a power of ten; `None` if that is beyond 28 digits.
    #[must_use]
    pub fn times_ten(self, exponent: u32) -> Option<Decimal> {
        if exponent == 0 { Some(self.value) } else { self.value.checked_mul(power(exponent)) }
    }
}

/// Numerals longer than this are no numbers of a text that means something.
const MAX_NUMERALS: usize = 40;

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
#[must_use]
pub fn scale(c: char) -> Option<u32> {
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

/// Ten to a power; powers beyond 27 are taken as 27.
pub(super) fn power(exponent: u32) -> Decimal {
    Decimal::from_i128_with_scale(10i128.pow(exponent.min(27)), 0)
}

/// Reads the number that begins at a byte.
#[must_use]
pub fn read(text: &str, at: usize) -> Option<Number> {
    let first = text[at..].chars().next()?;
    match first {
        '0'..='9' => numerals(text, at),
        '-' | '−' | '负' | '負' => negative(text, at, first),
        '数' | '几' | '好' | '數' | '幾' | '上' => fuzzy(text, at, first),
        _ => numerals(text, at),
    }
}

/// The byte behind the numerals that begin at a byte: what a scanner passes over when they mean nothing.
pub(super) fn run(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        let bytes = text.as_bytes();
        let digit = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_digit);
        let mut end = at;
        while digit(end) || (matches!(bytes.get(end), Some(b'.' | b',')) && digit(end + 1)) {
            end += 1;
        }
        return end;
    }
    rest.char_indices()
        .find(|(_, c)| digit(*c).is_none() && scale(*c).is_none())
        .map_or(text.len(), |(offset, c)| at + if offset == 0 { c.len_utf8() } else { offset })
}

/// A sign makes a number negative only where no range can end before it: 增长-22.2%, not 10-15%.
fn negative(text: &str, at: usize, sign: char) -> Option<Number> {
    let from = at + sign.len_utf8();
    let lead = text[from..].chars().next()?;
    let word = matches!(sign, '负' | '負');
    if !(lead.is_ascii_digit() || (word && digit(lead).is_some())) {
        return None;
    }
    let joins = |c: char| {
        c.is_ascii_alphanumeric() || digit(c).is_some() || scale(c).is_some() || "%％年月日号元股成点-−—~)”".contains(c)
    };
    if text[..at].trim_end_matches(' ').ends_with(joins) {
        return None;
    }
    let number = numerals(text, from)?;
    Some(Number { value: -number.value, ..number })
}

/// 数千万, 几十亿, 上亿: twice the unit for 数 and 几 (EVENTS.md), the unit for 上.
fn fuzzy(text: &str, at: usize, first: char) -> Option<Number> {
    let mut from = at + first.len_utf8();
    if first == '好' {
        from += text[from..].strip_prefix(['几', '幾']).map(|_| '几'.len_utf8())?;
    }
    let (exponent, end) = units(text, from)?;
    let value = if first == '上' { power(exponent) } else { power(exponent).checked_mul(Decimal::TWO)? };
    Some(Number { value, high: None, fuzzy: true, scaled: true, exponent, alone: false, chinese: true, end })
}

/// A run of units: 万, 亿, 万亿, 千万, 百万, 十亿, as one power of ten.
fn units(text: &str, at: usize) -> Option<(u32, usize)> {
    let mut exponent = 0;
    let mut end = at;
    // 3个亿
    if let Some(tail) = text[at..].strip_prefix(['个', '個']).filter(|tail| tail.starts_with(['亿', '億'])) {
        end = text.len() - tail.len();
    }
    for c in text[end..].chars().take(3) {
        let Some(power) = scale(c) else { break };
        if begins_percent(&text[end..]) {
            break;
        }
        exponent += power;
        end += c.len_utf8();
    }
    (end > at && exponent <= 16).then_some((exponent, end))
}

/// 百分点 and 百分之 begin with a unit that is none: 2百分点; 一百分钟 are minutes.
fn begins_percent(rest: &str) -> bool {
    let tail = rest.strip_prefix(['百', '佰']).and_then(|tail| tail.strip_prefix('分'));
    tail.is_some_and(|tail| !tail.starts_with(['钟', '鐘']))
}

/// 余 or 多 before a unit.
fn over_unit(rest: &str) -> bool {
    rest.strip_prefix(['余', '多', '餘']).is_some_and(|tail| tail.starts_with(|c| scale(c).is_some()))
}

/// Digits as one integer with its decimals: `value` is `mantissa` / 10^`decimals`.
struct Digits {
    mantissa: i128,
    decimals: u32,
    end: usize,
}

/// Digits, thousands groups and decimals; at most 24 digits.
fn digits(text: &str, at: usize) -> Option<Digits> {
    let bytes = text.as_bytes();
    let (mut mantissa, mut decimals, mut count, mut end) = (0u128, 0u32, 0u32, at);
    // Up to 18 digits fit a machine word.
    let mut small = 0u64;
    let mut point = false;
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'0'..=b'9' => {
                if count < 18 {
                    small = small * 10 + u64::from(byte - b'0');
                } else {
                    mantissa = mantissa.max(u128::from(small)) * 10 + u128::from(byte - b'0');
                }
                count += 1;
                decimals += u32::from(point);
                if count > 24 {
                    return None;
                }
                end += 1;
            }
            b'.' if !point && count > 0 && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) => {
                point = true;
                end += 1;
            }
            b',' if !point && count > 0 && group(bytes, at, end) => end += 1,
            b' ' | 0xEF if !point && count > 0 => match torn_group(text, at, end) {
                Some(next) => end = next,
                None => break,
            },
            _ => break,
        }
    }
    let mantissa = if count > 18 { i128::try_from(mantissa).ok()? } else { i128::from(small) };
    (count > 0).then_some(Digits { mantissa, decimals, end })
}

/// A comma between one to three digits and exactly three.
fn group(bytes: &[u8], from: usize, comma: usize) -> bool {
    let count = |digits: &mut dyn Iterator<Item = &u8>| digits.take_while(|byte| byte.is_ascii_digit()).take(4).count();
    let behind = count(&mut bytes[comma + 1..].iter());
    let before = count(&mut bytes[from..comma].iter().rev());
    behind == 3 && (1..=3).contains(&before)
}

/// A full-width comma or a space between groups of three, read as a separator only before a unit: 3，500.8万元, 3 000 万元.
fn torn_group(text: &str, from: usize, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let width = match bytes[at] {
        b' ' => 1,
        0xEF if text[at..].starts_with('，') => '，'.len_utf8(),
        _ => return None,
    };
    let count = |text: &str| text.bytes().take_while(u8::is_ascii_digit).take(4).count();
    let before = bytes[from..at].iter().rev().take_while(|byte| byte.is_ascii_digit()).take(4).count();
    if !(1..=3).contains(&before)
        || count(&text[at + width..]) != 3
        || bytes[from] == b'0'
        || text[..from].ends_with('$')
    {
        return None;
    }
    // Bounded: at most eight groups are looked through.
    let mut end = at + width + 3;
    for _ in 0..8 {
        let rest = &text[end..];
        let next = ["，", " ", ","].iter().find_map(|mark| rest.strip_prefix(mark)).filter(|tail| count(tail) == 3);
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
    (scale(unit).is_some() || "元股%％个個美港欧日".contains(unit)).then_some(at + width)
}

/// A number as exact decimal: a mantissa with its decimals, times a power of ten.
fn decimal(digits: &Digits, exponent: u32) -> Option<Decimal> {
    // Nearly all fit 64 bits before and 96 behind.
    let (zeros, scale) = (exponent.saturating_sub(digits.decimals), digits.decimals.saturating_sub(exponent));
    if let (Ok(small), true) = (u64::try_from(digits.mantissa), zeros <= 9 && scale <= 18) {
        let whole = u128::from(small) * u128::from(10u64.pow(zeros));
        let part = |place: u32| (whole >> (32 * place)) as u32;
        return Some(Decimal::from_parts(part(0), part(1), part(2), false, scale));
    }
    if exponent >= digits.decimals {
        let factor = 10i128.checked_pow(exponent - digits.decimals)?;
        return Decimal::try_from_i128_with_scale(digits.mantissa.checked_mul(factor)?, 0).ok();
    }
    Decimal::try_from_i128_with_scale(digits.mantissa, digits.decimals - exponent).ok()
}

/// Digits and units in any mixture, positional (三千五百万, 3千5百万, 1亿零500万) or digit by digit (二〇二四).
fn numerals(text: &str, at: usize) -> Option<Number> {
    // Most numbers are digits with at most one run of units.
    if let Some(first) = text.as_bytes().get(at).filter(|byte| byte.is_ascii_digit()).and_then(|_| digits(text, at)) {
        let after = super::skip_blank(text, first.end);
        let plain = |exponent, end| {
            let value = decimal(&first, exponent)?;
            Some(Number {
                value,
                high: None,
                fuzzy: false,
                scaled: exponent > 0,
                exponent,
                alone: false,
                chinese: false,
                end,
            })
        };
        let Some((exponent, end)) = units(text, after) else { return plain(0, first.end) };
        let goes_on = text[end..].starts_with(|c: char| c.is_ascii_digit() || digit(c).is_some());
        if !goes_on {
            return plain(exponent, end);
        }
    } else if text.as_bytes().get(at).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    Positional::new(text, at).read()
}

/// The places of a number in numerals that are read so far.
struct Positional<'t> {
    text: &'t str,
    start: usize,
    end: usize,
    /// Whole groups of 万 and 亿.
    total: Decimal,
    /// The power of ten of the last group.
    group: u32,
    /// Below the next group.
    section: Decimal,
    /// Digits without a unit so far.
    current: Option<Decimal>,
    /// How many Chinese digits `current` has, and the first of two.
    in_row: u32,
    first: u32,
    /// The power of ten of the last unit; 0 before the first.
    last: u32,
    zero: bool,
    has_digits: bool,
    arabic: bool,
    high: Option<Decimal>,
    /// All powers of ten together, the size of a number without digits.
    sum: u32,
}

impl<'t> Positional<'t> {
    fn new(text: &'t str, at: usize) -> Self {
        Self {
            text,
            start: at,
            end: at,
            total: Decimal::ZERO,
            group: 0,
            section: Decimal::ZERO,
            current: None,
            in_row: 0,
            first: 0,
            last: 0,
            zero: false,
            has_digits: false,
            arabic: false,
            high: None,
            sum: 0,
        }
    }

    fn read(mut self) -> Option<Number> {
        for _ in 0..MAX_NUMERALS {
            let next = if self.end > self.start { self.behind_blanks() } else { self.end };
            let Some(c) = self.text[next..].chars().next() else { return self.close() };
            // 三五亿 is whole with its unit: digits behind it are another number.
            if self.high.is_some() && self.last > 0 && (c.is_ascii_digit() || digit(c).is_some()) {
                return self.close();
            }
            if c.is_ascii_digit() {
                // 三3 is no number; 3万5千 is.
                if self.current.is_some() && !self.zero {
                    return self.close();
                }
                // Digits behind a unit count only with a unit of their own: 3万5千, but 1亿2024年 ends before the year.
                let group = digits(self.text, next)?;
                let from = super::skip_blank(self.text, group.end);
                let alone = |tail: &str| !tail.starts_with(['元', '股', '美', '港', '日', '欧', '人', '英', '韩']);
                let closes = match units(self.text, from) {
                    Some((unit, _)) => unit >= self.last.max(self.group) && self.last >= 4,
                    // 1亿2000多万
                    None if over_unit(&self.text[from..]) => false,
                    None => alone(&self.text[from..]) || group.mantissa >= 10i128.pow(self.last.min(18)),
                };
                if self.last > 0 && closes {
                    return self.close();
                }
                self.current = Some(decimal(&group, 0)?);
                (self.in_row, self.has_digits, self.arabic, self.end) = (0, true, true, group.end);
            } else if let Some(value) = digit(c) {
                if self.arabic && self.current.is_some() {
                    return self.close();
                }
                self.digit(value)?;
                self.end = next + c.len_utf8();
            } else if matches!(c, '个' | '個') && self.current.is_some() && units(self.text, next).is_some() {
                self.end = next + c.len_utf8();
            } else if let Some(exponent) = scale(c) {
                // 七十百 is 七十 and another word; 七十万 is a number.
                let other = exponent < 4 && self.current.is_none() && (1..4).contains(&self.last);
                if other || begins_percent(&self.text[next..]) {
                    return self.close();
                }
                self.unit(exponent)?;
                self.end = next + c.len_utf8();
            } else if matches!(c, '点' | '點') && !self.arabic {
                return match self.fraction(next + c.len_utf8()) {
                    Some(found) => found,
                    None => self.close(),
                };
            } else {
                return self.close();
            }
        }
        None
    }

    /// Torn lines leave blanks between numerals: 一百五 十.
    fn behind_blanks(&self) -> usize {
        let rest = &self.text[self.end..];
        let tail = rest.trim_start_matches(' ');
        let blanks = rest.len() - tail.len();
        let numeral =
            |c: char| scale(c).is_some() || (!self.arabic && (digit(c).is_some() || matches!(c, '点' | '點')));
        if blanks > 0 && blanks <= 3 && tail.starts_with(numeral) { self.end + blanks } else { self.end }
    }

    fn digit(&mut self, value: u32) -> Option<()> {
        self.has_digits = true;
        if self.in_row == 0 {
            self.first = value;
            // 零 between places says that places are left out.
            if value == 0 && self.last > 0 {
                self.zero = true;
                return Some(());
            }
        }
        self.current = Some(match self.current {
            Some(held) if self.in_row > 0 => held.checked_mul(Decimal::TEN)?.checked_add(Decimal::from(value))?,
            _ => Decimal::from(value),
        });
        self.in_row += 1;
        Some(())
    }

    fn unit(&mut self, exponent: u32) -> Option<()> {
        // 十 is one ten; 百万 without a digit is a unit.
        self.has_digits |= exponent == 1;
        self.sum += exponent;
        // 两三亿 and 七八百 are ranges of one digit to the next; other digits in a row have no unit: 二五百.
        if self.in_row == 2 && self.high.is_none() && self.first > 0 && self.total.is_zero() && self.section.is_zero() {
            let second = self.current?.checked_sub(Decimal::from(self.first * 10))?;
            if second == Decimal::from(self.first + 1) || (self.first, second) == (3, Decimal::from(5)) {
                self.current = Some(Decimal::from(self.first));
                self.high = Some(second);
            }
        }
        if self.in_row >= 2 && exponent < 4 && self.high.is_none() && self.first > 0 {
            return None;
        }
        let current = self.current.take();
        if exponent < 4 {
            let held = current.unwrap_or(Decimal::ONE);
            self.section = self.section.checked_add(held.checked_mul(power(exponent))?)?;
        } else {
            let held = self.section.checked_add(current.unwrap_or(Decimal::ZERO))?;
            let none = held.is_zero() && self.total.is_zero();
            let held = if none { Decimal::ONE } else { held };
            self.total = if exponent > self.group || held.is_zero() {
                // 12万5千亿, 1.2万亿: what stands before is counted in the larger unit.
                self.total.checked_add(held)?.checked_mul(power(exponent))?
            } else {
                self.total.checked_add(held.checked_mul(power(exponent))?)?
            };
            self.group = exponent;
            self.section = Decimal::ZERO;
        }
        if let Some(high) = self.high {
            self.high = Some(high.checked_mul(power(exponent))?);
        }
        (self.in_row, self.last, self.zero) = (0, exponent, false);
        Some(())
    }

    /// Decimals behind 点, and the units behind them; `None` if no digit follows.
    fn fraction(&mut self, at: usize) -> Option<Option<Number>> {
        let mut group = Digits { mantissa: 0, decimals: 0, end: at };
        while group.decimals < 12 {
            let tail = self.text[group.end..].trim_start_matches(' ');
            let Some(value) = tail.chars().next().and_then(digit) else { break };
            let width = tail.chars().next().map_or(0, char::len_utf8);
            group.mantissa = group.mantissa * 10 + i128::from(value);
            group.decimals += 1;
            group.end = self.text.len() - tail.len() + width;
        }
        if group.decimals == 0 {
            return None;
        }
        Some((|| {
            let whole = self.total.checked_add(self.section)?.checked_add(self.current.unwrap_or(Decimal::ZERO))?;
            let value = whole.checked_add(decimal(&group, 0)?)?;
            let from = super::skip_blank(self.text, group.end);
            let (exponent, end) = units(self.text, from).unwrap_or((0, group.end));
            let scaled = exponent > 0 || self.last > 0;
            let value = value.checked_mul(power(exponent))?;
            Some(Number { value, high: None, fuzzy: false, scaled, exponent, alone: false, chinese: true, end })
        })())
    }

    fn close(self) -> Option<Number> {
        if self.end == self.start {
            return None;
        }
        let mut current = self.current.unwrap_or(Decimal::ZERO);
        // 三万五, 一百五: a last digit counts in the place below the unit before it.
        if self.last >= 2 && self.in_row == 1 && !self.zero && !self.arabic && self.high.is_none() {
            current = current.checked_mul(power(self.last - 1))?;
        }
        let value = self.total.checked_add(self.section)?.checked_add(current)?;
        Some(Number {
            value,
            high: self.high.filter(|_| self.current.is_none()),
            fuzzy: false,
            scaled: self.last > 0,
            exponent: match (self.has_digits, self.group) {
                (false, _) => self.sum,
                (true, 0) => self.last,
                (true, group) => group,
            },
            alone: !self.has_digits,
            chinese: !self.arabic,
            end: self.end,
        })
    }
}
