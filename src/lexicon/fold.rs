//! Folding: characters that are one for a name become one unit, so names are matched in every script and width and the text is
//! never touched.
//!
//! A unit is a UTF-16 code unit of the folded character: two bytes for nearly all of Chinese, compared without decoding. Full-width
//! letters, digits and signs fold to half width, characters of traditional script to simplified ones (`variants.tsv`, one
//! character for one), blanks and middle dots to one of their kind. Case is kept: `Ping An` is a name, `ping an` is not.

use std::sync::LazyLock;

const VARIANTS: &str = include_str!("../../dictionaries/variants.tsv");

/// The unit of every character of the basic plane; nought for the private ones, which no name holds.
static UNITS: LazyLock<Box<[u16; 0x1_0000]>> = LazyLock::new(|| {
    let mut units = Box::new([0; 0x1_0000]);
    for (c, unit) in (0..=u16::MAX).zip(units.iter_mut()) {
        *unit = match c {
            0xE000..=0xF8FF => 0,
            // ， ： ； ！ ？ mean something else than their half-width twins.
            0xFF01 | 0xFF0C | 0xFF1A | 0xFF1B | 0xFF1F => c,
            0xFF02..=0xFF5E => c - 0xFEE0,
            0x00A0 | 0x3000 => u16::from(b' '),
            0x2022 | 0x2027 | 0x2219 | 0x22C5 | 0x30FB | 0xFF65 => 0x00B7,
            _ => c,
        };
    }
    for line in VARIANTS.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let Some((simplified, variants)) = line.split_once('\t') else { continue };
        for (variant, simplified) in variants.chars().zip(simplified.chars().cycle()) {
            if let (Ok(variant), Ok(simplified)) = (u16::try_from(variant as u32), u16::try_from(simplified as u32)) {
                units[usize::from(variant)] = simplified;
            }
        }
    }
    units
});

/// The folding table, ready for a loop over a text.
#[derive(Clone, Copy)]
pub(super) struct Folding {
    units: &'static [u16; 0x1_0000],
}

impl Folding {
    pub(super) fn new() -> Self {
        Self { units: &UNITS }
    }

    /// The unit of the character at a byte and how many bytes it has. A character beyond the basic plane has two units: the first
    /// is returned with no length, [`low`] gives the second.
    #[inline]
    pub(super) fn at(self, bytes: &[u8], at: usize) -> (u16, usize) {
        let byte = |offset: usize| u16::from(bytes.get(at + offset).copied().unwrap_or(0) & 0x3F);
        let lead = bytes[at];
        match lead {
            0xE0..=0xEF => {
                let c = u16::from(lead & 0x0F) << 12 | byte(1) << 6 | byte(2);
                (self.units[usize::from(c)], 3)
            }
            0..=0x7F => (u16::from(lead), 1),
            0xF0.. => {
                let c = u32::from(lead & 0x07) << 18
                    | u32::from(byte(1)) << 12
                    | u32::from(byte(2)) << 6
                    | u32::from(byte(3));
                // The upper ten bits above the basic plane.
                (0xD800 | ((c.wrapping_sub(0x1_0000) >> 10) as u16 & 0x3FF), 0)
            }
            _ => {
                let c = u16::from(lead & 0x1F) << 6 | byte(1);
                (self.units[usize::from(c)], 2)
            }
        }
    }

    /// The units of a text, each with the byte behind its character.
    #[inline]
    pub(super) fn units(self, text: &str, at: usize) -> Units<'_> {
        Units { folding: self, bytes: text.as_bytes(), at, low: 0 }
    }

    /// The folded text, for keys.
    pub(super) fn key(self, text: &str) -> Vec<u16> {
        self.units(text, 0).map(|(unit, _)| unit).collect()
    }

    /// The unit of the character right before a byte; nought at the start.
    pub(super) fn before(self, text: &str, at: usize) -> u16 {
        text[..at].chars().next_back().map_or(0, |c| self.of(c))
    }

    /// The unit of the character at a byte; nought at the end.
    pub(super) fn behind(self, text: &str, at: usize) -> u16 {
        text[at..].chars().next().map_or(0, |c| self.of(c))
    }

    fn of(self, c: char) -> u16 {
        u16::try_from(c as u32).map_or(0, |c| self.units[usize::from(c)])
    }
}

/// The second unit of a character of four bytes.
#[inline]
pub(super) fn low(bytes: &[u8], at: usize) -> u16 {
    let byte = |offset: usize| u16::from(bytes.get(at + offset).copied().unwrap_or(0) & 0x3F);
    0xDC00 | (byte(2) & 0x0F) << 6 | byte(3)
}

/// See [`Folding::units`].
#[derive(Clone)]
pub(super) struct Units<'t> {
    folding: Folding,
    bytes: &'t [u8],
    at: usize,
    low: u16,
}

impl Iterator for Units<'_> {
    type Item = (u16, usize);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.low != 0 {
            return Some((std::mem::take(&mut self.low), self.at));
        }
        if self.at >= self.bytes.len() {
            return None;
        }
        let (unit, len) = self.folding.at(self.bytes, self.at);
        if len == 0 {
            self.low = low(self.bytes, self.at);
            self.at += 4;
        } else {
            self.at += len;
        }
        Some((unit, self.at))
    }
}

/// A Latin letter or a digit, of either width before folding.
pub(super) fn is_latin(unit: u16) -> bool {
    u8::try_from(unit).is_ok_and(|byte| byte.is_ascii_alphanumeric())
}

/// A Han character; those beyond the basic plane by either of their units.
pub(super) fn is_han(unit: u16) -> bool {
    matches!(unit, 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0xD840..=0xD8BF | 0xDC00..=0xDFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_name_has_one_key() {
        let folding = Folding::new();
        for (name, spellings) in [
            ("招商银行", ["招商銀行", "招商银行"]),
            ("万科A", ["萬科Ａ", "万科Ａ"]),
            ("*ST国农", ["＊ＳＴ國農", "＊ST国农"]),
            ("汇丰控股", ["滙豐控股", "匯豐控股"]),
            ("𬭚A", ["𬭚Ａ", "𬭚A"]),
        ] {
            for spelling in spellings {
                assert_eq!(folding.key(name), folding.key(spelling), "{spelling}");
            }
        }
        assert_eq!(folding.key("𬭚"), "𬭚".encode_utf16().collect::<Vec<_>>());
        assert_ne!(folding.key("Ping"), folding.key("ping"));
    }

    #[test]
    fn variants_are_one_character_for_one_and_in_no_chain() {
        let folding = Folding::new();
        let mut before = String::new();
        for (number, line) in VARIANTS.lines().enumerate().filter(|(_, line)| !line.starts_with('#')).skip(1) {
            let (simplified, variants) = line.split_once('\t').expect("two columns");
            assert_eq!(simplified.chars().count(), 1, "variants.tsv:{}", number + 1);
            assert!(before.as_str() < simplified, "variants.tsv:{}: out of order", number + 1);
            assert_eq!(folding.key(simplified), simplified.encode_utf16().collect::<Vec<_>>(), "{line}");
            for variant in variants.chars() {
                assert_eq!(folding.key(&variant.to_string()), folding.key(simplified), "{line}");
            }
            before = simplified.to_owned();
        }
    }
}
