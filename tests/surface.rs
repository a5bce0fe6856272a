//! Ways to write a number, made here without the code that reads them, and the rows of the dictionaries.

use crate::program::repository;

/// The rows of a table in `dictionaries`, without comments and head.
pub(crate) fn rows(table: &str) -> Vec<Vec<String>> {
    let path = repository("dictionaries").join(table);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// The words of one class of `value_cues.tsv`.
pub(crate) fn cues(class: &str) -> Vec<String> {
    rows("value_cues.tsv").into_iter().filter(|row| row[1] == class).map(|row| row[0].clone()).collect()
}

/// 1234567 as 1,234,567, or with another mark.
pub(crate) fn grouped(value: u64, mark: &str) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push_str(mark);
        }
        out.push(digit);
    }
    out
}

/// 12345 in units of 10⁴ as 1.2345.
pub(crate) fn in_units(value: u64, exponent: u32) -> String {
    let unit = 10u64.pow(exponent);
    let fraction = format!("{:0width$}", value % unit, width = exponent as usize);
    let fraction = if exponent == 0 { "" } else { fraction.trim_end_matches('0') };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{}{point}{fraction}", value / unit)
}

/// The characters of a numeral system.
pub(crate) struct Script {
    digits: [char; 10],
    /// 十百千, 拾佰仟.
    places: [char; 3],
    groups: [char; 2],
    /// 二 before 千, 万 and 亿: 两.
    pair: char,
    /// The ten that begins a number keeps its one: 壹拾.
    full_ten: bool,
}

/// 一千二百.
pub(crate) const PLAIN: Script = Script {
    digits: ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
    places: ['十', '百', '千'],
    groups: ['万', '亿'],
    pair: '二',
    full_ten: false,
};

/// 两千二百.
pub(crate) const SPOKEN: Script = Script { pair: '两', ..PLAIN };

/// 壹仟贰佰.
pub(crate) const FORMAL: Script = Script {
    digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
    places: ['拾', '佰', '仟'],
    groups: ['万', '亿'],
    pair: '贰',
    full_ten: true,
};

/// 壹仟貳佰 in traditional script.
pub(crate) const TRADITIONAL: Script = Script {
    digits: ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'],
    groups: ['萬', '億'],
    pair: '貳',
    ..FORMAL
};

impl Script {
    /// A whole number below 10¹⁶ in words.
    pub(crate) fn number(&self, value: u64) -> String {
        let mut out = String::new();
        self.write(value, &mut out);
        match out.strip_prefix(self.digits[1]).filter(|rest| rest.starts_with(self.places[0]) && !self.full_ten) {
            Some(rest) => rest.to_owned(),
            None => out,
        }
    }

    fn write(&self, value: u64, out: &mut String) {
        for (power, unit) in [(100_000_000, self.groups[1]), (10_000, self.groups[0])] {
            if value >= power {
                let count = value / power;
                if count == 2 {
                    out.push(self.pair)
                } else {
                    self.write(count, out)
                }
                out.push(unit);
                self.write_rest(value % power, power, out);
                return;
            }
        }
        for (power, place) in [(1000, self.places[2]), (100, self.places[1]), (10, self.places[0])] {
            if value >= power {
                let digit = value / power;
                out.push(if digit == 2 && power == 1000 { self.pair } else { self.digits[digit as usize] });
                out.push(place);
                self.write_rest(value % power, power, out);
                return;
            }
        }
        out.push(self.digits[value as usize]);
    }

    /// What is below a unit; places left out are told by 零.
    fn write_rest(&self, rest: u64, power: u64, out: &mut String) {
        if rest == 0 {
            return;
        }
        if rest < power / 10 {
            out.push(self.digits[0]);
        }
        self.write(rest, out);
    }

    /// Digits behind 点, one by one.
    pub(crate) fn decimals(&self, digits: &str) -> String {
        digits.chars().filter_map(|digit| Some(self.digits[digit.to_digit(10)? as usize])).collect()
    }
}

/// Every way to write a whole number before a unit, each as pieces between which blanks may stand.
pub(crate) fn numbers(value: u64) -> Vec<Vec<String>> {
    let mut out = vec![
        vec![value.to_string()],
        vec![grouped(value, ",")],
        vec![in_units(value, 4), "万".to_owned()],
        vec![in_units(value, 8), "亿".to_owned()],
        vec![in_units(value, 8), "億".to_owned()],
        vec![PLAIN.number(value)],
        vec![SPOKEN.number(value)],
        vec![FORMAL.number(value)],
        vec![TRADITIONAL.number(value)],
    ];
    for (exponent, unit) in [(3, "千"), (6, "百万"), (7, "千万")] {
        if value >= 10u64.pow(exponent) {
            out.push(vec![in_units(value, exponent), unit.to_owned()]);
        }
    }
    let (high, low) = (value / 100_000_000, value % 100_000_000);
    if high > 0 && low >= 10_000 && low.is_multiple_of(10_000) {
        out.push(vec![format!("{high}亿{}万", low / 10_000)]);
        out.push(vec![format!("{high}亿零{}万", low / 10_000)]);
    }
    out
}

/// Pieces in a row, with blanks between them.
pub(crate) fn joined(pieces: &[String], blanks: usize) -> String {
    pieces.join(&" ".repeat(blanks))
}
