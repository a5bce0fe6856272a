//! Small whole numbers of dates: 2024, 6, 十二, 二〇二四, 两千零四. Cheaper than amounts, and bounded.

use super::super::number;

/// A whole number of at most eight digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract::value) struct Count {
    /// Its value.
    pub(in crate::extract::value) value: i32,
    /// How many digits or numerals it has.
    pub(in crate::extract::value) width: usize,
    /// Byte behind it.
    pub(in crate::extract::value) end: usize,
    /// Written in Arabic digits.
    pub(in crate::extract::value) arabic: bool,
    /// Numerals in a row without 十: 二〇二四, and 两三, which counts nothing exactly.
    pub(in crate::extract::value) row: bool,
}

impl Count {
    /// The value if it lies in a range.
    pub(in crate::extract::value) fn within(self, low: i32, high: i32) -> Option<i8> {
        i8::try_from(self.value).ok().filter(|_| self.width <= 3 && (low..=high).contains(&self.value))
    }

    /// The value as a year or a count.
    pub(in crate::extract::value) fn short(self) -> i16 {
        i16::try_from(self.value).unwrap_or(i16::MAX)
    }
}

/// The number that begins at a byte.
pub(in crate::extract::value) fn count(text: &str, at: usize) -> Option<Count> {
    let bytes = text.as_bytes();
    if bytes.get(at)?.is_ascii_digit() {
        let width = bytes[at..].iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
        if width > 8 {
            return None;
        }
        let value = bytes[at..at + width].iter().fold(0, |value, byte| 10 * value + i32::from(byte - b'0'));
        return Some(Count { value, width, end: at + width, arabic: true, row: false });
    }
    chinese(text, at)
}

/// 十二, 二十三, 二〇二四; 两千零四 through the reader of numbers.
fn chinese(text: &str, at: usize) -> Option<Count> {
    let (mut value, mut width, mut end, mut tens) = (0i32, 0, at, false);
    for c in text[at..].chars() {
        if let Some(digit) = number::digit(c) {
            let digit = i32::try_from(digit).ok()?;
            value = if tens { value + digit } else { 10 * value + digit };
            // 二十三四 is no number.
            if tens && value % 10 != digit {
                return None;
            }
        } else if matches!(c, '十' | '拾') && !tens {
            (value, tens) = (10 * value.max(1), true);
            if width > 1 {
                return None;
            }
        } else {
            break;
        }
        width += 1;
        end += c.len_utf8();
        if width > 4 {
            return None;
        }
    }
    if width == 0 {
        return None;
    }
    // 两千零四年; other thousands are no years.
    if width == 1 && (1..=2).contains(&value) && text[end..].starts_with(['千', '仟']) {
        let found = number::read(text, at).filter(|found| found.high.is_none() && !found.fuzzy)?;
        let value = i32::try_from(found.value).ok().filter(|value| *value < 10_000 && found.value.fract().is_zero())?;
        return Some(Count { value, width: 4, end: found.end, arabic: false, row: false });
    }
    Some(Count { value, width, end, arabic: false, row: width > 1 && !tens })
}
