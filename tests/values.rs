//! A value is made, written in every way texts write it, and must come back the same from each, alone and inside a sentence;
//! and what holds for any text of the characters values are made of.

use crate::surface::{FORMAL, PLAIN, SPOKEN, cues, grouped, in_units, joined, numbers, rows};
use proptest::prelude::*;
use rongzi::extract::value::scan;
use rongzi::extract::{Comparator, Kind, Mention, PercentUnit, Quantity, Value};
use rust_decimal::Decimal;
use std::fmt::Display;
use std::sync::LazyLock;

/// What stands around a value without saying anything about it.
const AROUND: [(&str, &str); 5] =
    [("", ""), ("公司公告称，", "，"), ("协议显示，双方商定", "。"), ("（", "）"), ("其中：", "；余下部分另行商定。")];

fn scanned(text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    scan(text, &mut found);
    found
}

/// A value as one line: kind, comparator, ends, what is counted.
fn shown(value: &Value) -> String {
    match value {
        Value::Money(money) => format!("money {} {}", quantity(&money.quantity), money.currency),
        Value::Price(money) => format!("price {} {}", quantity(&money.quantity), money.currency),
        Value::Shares(shares) => format!("shares {}", quantity(shares)),
        Value::Percent(percent) => format!("percent {} {:?}", quantity(&percent.quantity), percent.unit),
        Value::Rate(percent) => format!("rate {} {:?}", quantity(&percent.quantity), percent.unit),
        Value::Duration(duration) => format!("duration {:?} {}", duration.comparator, duration.iso),
        other => format!("{other:?}"),
    }
}

fn quantity(quantity: &Quantity) -> String {
    let show = |value: Option<Decimal>| value.map_or("..".to_owned(), |value| value.normalize().to_string());
    let from = quantity.from.map(|from| format!(" from {}", from.normalize())).unwrap_or_default();
    format!("{:?} {} {}{from}", quantity.comparator, show(quantity.min), show(quantity.max))
}

/// A bounded number as [`quantity`] shows it.
fn bounded(value: impl Display, comparator: Comparator) -> String {
    match comparator {
        Comparator::Ge | Comparator::Gt => format!("{comparator:?} {value} .."),
        Comparator::Le | Comparator::Lt => format!("{comparator:?} .. {value}"),
        _ => format!("{comparator:?} {value} {value}"),
    }
}

/// Words that must be read as one value of a kind, over all of them.
#[derive(Debug, Default)]
struct Forms {
    failures: Vec<String>,
}

impl Forms {
    /// Checks words alone and inside each of the sentences.
    fn check(&mut self, words: &str, kind: Kind, expected: &str) {
        for (before, behind) in AROUND {
            let text = format!("{before}{words}{behind}");
            let mut found = scanned(&text);
            found.retain(|mention| mention.kind() == kind && !mention.retold());
            let whole = before.len()..before.len() + words.len();
            let right = matches!(found.as_slice(), [one] if one.span.range() == whole && shown(&one.value) == expected);
            if !right {
                let told: Vec<_> = found
                    .iter()
                    .map(|mention| format!("{:?} is {}", mention.span.of(&text), shown(&mention.value)))
                    .collect();
                self.failures.push(format!("{text:?} should be {expected}, found {told:?}"));
            }
        }
    }

    fn close(self) -> Result<(), TestCaseError> {
        let many = self.failures.len();
        prop_assert!(many == 0, "{many} forms fail\n{}", self.failures[..many.min(40)].join("\n"));
        Ok(())
    }
}

/// The bound words of a place: 不超过 before, 以上 behind, 余 over.
fn bounds(place: &str) -> Vec<(String, Comparator)> {
    let comparator = |name: &str| serde_json::from_value(serde_json::json!(name)).expect("a comparator");
    rows("bounds.tsv")
        .into_iter()
        .filter(|row| row[1] == place)
        .map(|row| (row[0].clone(), comparator(&row[2])))
        .collect()
}

/// Currency words with code and place; no minor units.
fn currencies() -> Vec<(String, String, String)> {
    let rows = rows("currencies.tsv").into_iter();
    rows.filter(|row| !row[1].contains('/')).map(|row| (row[0].clone(), row[1].clone(), row[2].clone())).collect()
}

fn is_latin(word: &str) -> bool {
    word.ends_with(|c: char| c.is_ascii_alphabetic())
}

/// Whole amounts, round and not.
fn amount() -> impl Strategy<Value = u64> {
    prop_oneof![
        (1u64..10_000, 0u32..9).prop_map(|(digits, exponent)| digits * 10u64.pow(exponent)),
        1u64..100_000_000,
        1u64..10_000_000_000_000,
    ]
}

/// Two different numbers of few digits, the smaller first.
fn pair() -> impl Strategy<Value = (u64, u64)> {
    (1u64..2000, 1u64..2000)
        .prop_filter("different", |(one, other)| one != other)
        .prop_map(|(one, other)| (one.min(other), one.max(other)))
}

/// Numbers whose numerals can share a unit with one another: 三至五亿, 十二至三十五亿; 三至五十亿 has two readings.
fn like_numerals((low, high): (u64, u64)) -> bool {
    high < 10 || (low > 10 && high < 100 && !low.is_multiple_of(10) && !high.is_multiple_of(10))
}

const UNITS: [(u32, &str); 3] = [(0, ""), (4, "万"), (8, "亿")];

/// Every piece values are made of and what stands around them: the words of all tables, numerals, marks and blanks.
static PIECES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let tables = ["bounds.tsv", "currencies.tsv", "units.tsv", "value_cues.tsv"];
    let words = tables.into_iter().flat_map(rows).map(|row| row[0].clone());
    let marks = "0123456789０１９〇零一二两三四五六七八九十百千万亿兆壹贰拾佰仟數幾数几上好半余多个点分之负-−—~至到和、，。；：,.%％/+()（）“”$¥￥ 　\n年月日号季周天今去前近未来每股元块角成折轮A";
    words
        .chain(marks.chars().map(String::from))
        .chain(["\u{301}", "𠮷", "2024", "1,000", "公司"].map(str::to_owned))
        .collect()
});

fn mixture(most: usize) -> impl Strategy<Value = String> {
    // Numerals and marks are few among the words: every second piece is one.
    let marks: Vec<String> = PIECES.iter().filter(|piece| piece.chars().count() == 1).cloned().collect();
    let piece = prop_oneof![prop::sample::select(&PIECES[..]), prop::sample::select(marks)];
    prop::collection::vec(piece, 0..most).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_mixture_gives_ordered_mentions_on_characters(text in mixture(40)) {
        let found = scanned(&text);
        let mut ends = std::collections::BTreeMap::new();
        for (place, mention) in found.iter().enumerate() {
            prop_assert!(text.get(mention.span.range()).is_some_and(|words| !words.is_empty()), "{mention:?}");
            prop_assert!(place == 0 || found[place - 1].span.start <= mention.span.start, "not in order: {found:?}");
            let end = ends.entry(mention.kind()).or_insert(0);
            prop_assert!(mention.span.start >= *end, "{:?} begins inside another of its kind", mention.span.of(&text));
            *end = mention.span.end;
        }
        prop_assert_eq!(&found, &scanned(&text));
        // A mention's own words are a text too.
        for mention in &found {
            let _ = scanned(mention.span.of(&text));
        }
    }
}

/// Text without an end is read in one pass: twice the text has twice the mentions and is read to its end.
#[test]
fn endless_pieces_are_read_to_their_end() {
    // Unoptimised code reads a megabyte of some of these in a second; a quarter shows a second pass as well.
    let size = if cfg!(debug_assertions) { 250_000 } else { 1_000_000 };
    let pieces = [
        "1",
        "亿",
        "一",
        "(",
        "(约合",
        "1、",
        "1.2、",
        "由1亿元",
        "不超过",
        "1亿元至",
        "2024年",
        "至",
        "A",
        "Pre-",
        "每股",
        "百分之",
        "年利率",
        "1,000",
        " ",
        "约",
        "-",
        "壹仟",
        "1亿2",
        "1 000 ",
        "1亿元(",
        "1亿元，约合",
        "12元/股，最高价",
        "1股占",
        "不超过总股本的1%",
        "自1月1日起",
    ];
    let many = |piece: &str, size: usize| scanned(&piece.repeat(size / piece.len())).len();
    for piece in pieces {
        let (once, twice) = (many(piece, size), many(piece, 2 * size));
        assert!(twice.abs_diff(2 * once) <= 4, "{piece:?}: {once} mentions, {twice} in twice the text");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn money_is_the_same_in_every_numeral_and_with_every_bound(value in amount(), blanks in 0usize..3) {
        let mut forms = Forms::default();
        let unit = "元".to_owned();
        for number in numbers(value) {
            let mut check = |pieces: &[&[String]], comparator: Comparator| {
                let expected = format!("money {} CNY", bounded(value, comparator));
                forms.check(&joined(&pieces.concat(), blanks), Kind::Money, &expected);
            };
            let unit = std::slice::from_ref(&unit);
            check(&[&number, unit], Comparator::Eq);
            for (word, comparator) in bounds("before") {
                check(&[&[word], &number, unit], comparator);
            }
            for (word, comparator) in bounds("behind") {
                check(&[&number, unit, &[word]], comparator);
            }
        }
        forms.close()?;
    }

    #[test]
    fn a_bound_between_number_and_unit_counts(value in 1u64..1000) {
        let mut forms = Forms::default();
        for (word, comparator) in bounds("over") {
            for (exponent, unit) in UNITS.into_iter().skip(1) {
                let value = value * 10u64.pow(exponent + 1);
                let expected = format!("money {} CNY", bounded(value, comparator));
                for number in [in_units(value, exponent), grouped(value / 10u64.pow(exponent), ",")] {
                    forms.check(&format!("{number}{word}{unit}元"), Kind::Money, &expected);
                    forms.check(&format!("{number}{unit}{word}元"), Kind::Money, &expected);
                    forms.check(&format!("{number}{unit}元{word}"), Kind::Money, &expected);
                }
            }
        }
        forms.close()?;
    }

    #[test]
    fn money_has_the_currency_of_its_word(value in amount(), blanks in 0usize..2) {
        let mut forms = Forms::default();
        // 块 counts money only where something is paid: 花了三块.
        for (word, code, place) in currencies().into_iter().filter(|(word, ..)| word != "块") {
            let word = vec![word];
            let expected = format!("money {} {code}", bounded(value, Comparator::Eq));
            let mut check = |pieces: &[&[String]]| forms.check(&joined(&pieces.concat(), blanks), Kind::Money, &expected);
            for number in numbers(value) {
                let scaled = number.len() > 1 && value >= 10_000;
                if place != "before" {
                    check(&[&number, &word]);
                }
                if matches!(place.as_str(), "before" | "both") && scaled {
                    check(&[&word, &number]);
                }
                // 人民币500元: the word before says what the 元 behind is.
                if place == "both" && !is_latin(&word[0]) {
                    check(&[&word, &number, &["元".to_owned()]]);
                }
            }
            if matches!(place.as_str(), "before" | "both") && value >= 1000 {
                check(&[&word, &[value.to_string()]]);
                check(&[&word, &[grouped(value, ",")]]);
                for (exponent, scale) in [(6, "million"), (9, "billion"), (6, "M"), (9, "bn")] {
                    check(&[&word, &[in_units(value, exponent)], &[scale.to_owned()]]);
                }
            }
        }
        forms.close()?;
    }

    #[test]
    fn small_change_is_part_of_an_amount(yuan in 1u64..100_000_000, jiao in 0u64..10, fen in 1u64..10) {
        let mut forms = Forms::default();
        let decimals = format!("{yuan}.{jiao}{fen}");
        let expected = format!("money {} CNY", bounded(&decimals, Comparator::Eq));
        let mut words = vec![format!("{decimals}元"), format!("{}.{jiao}{fen}元", grouped(yuan, ",")), format!("人民币{decimals}元")];
        for script in [&PLAIN, &SPOKEN, &FORMAL] {
            let parts = if jiao == 0 {
                format!("零{}分", script.number(fen))
            } else {
                format!("{}角{}分", script.number(jiao), script.number(fen))
            };
            words.push(format!("{}元{parts}", script.number(yuan)));
        }
        for words in words {
            forms.check(&words, Kind::Money, &expected);
        }
        forms.close()?;
    }

    #[test]
    fn formal_amounts_end_with_whole(value in amount()) {
        let mut forms = Forms::default();
        let expected = format!("money {} CNY", bounded(value, Comparator::Eq));
        for end in ["元整", "圆整", "元正"] {
            for before in ["", "人民币"] {
                forms.check(&format!("{before}{}{end}", FORMAL.number(value)), Kind::Money, &expected);
            }
        }
        forms.close()?;
    }

    #[test]
    fn a_range_of_money_shares_its_unit_or_repeats_it(ends in pair(), (exponent, unit) in prop::sample::select(UNITS.to_vec()), blanks in 0usize..3) {
        let mut forms = Forms::default();
        let (low, high) = ends;
        let ten = 10u64.pow(exponent);
        let (whole_low, whole_high) = (low * ten, high * ten);
        let numerals = |value: u64| PLAIN.number(value);
        for (currency, code) in [("元", "CNY"), ("美元", "USD"), ("港币", "HKD")] {
            let expected = format!("money Between {whole_low} {whole_high} {code}");
            for link in cues("link") {
                let mut check = |first: &str, second: &str| {
                    let pieces = [first, &link, second].map(str::to_owned);
                    forms.check(&joined(&pieces, blanks), Kind::Money, &expected);
                };
                let second = format!("{high}{unit}{currency}");
                check(&format!("{low}{unit}{currency}"), &second);
                check(&format!("{low}{unit}"), &second);
                check(&low.to_string(), &second);
                check(&format!("{}{currency}", numerals(whole_low)), &format!("{}{currency}", numerals(whole_high)));
                if like_numerals(ends) {
                    check(&numerals(low), &format!("{}{unit}{currency}", numerals(high)));
                }
                if code == "CNY" {
                    check(&format!("人民币{low}{unit}元"), &second);
                    check(&format!("人民币{low}"), &second);
                    check(&format!("¥{low}{unit}"), &second);
                }
            }
        }
        forms.close()?;
    }

    #[test]
    fn a_change_of_level_keeps_the_old_one((one, other) in pair(), up: bool, (exponent, unit) in prop::sample::select(UNITS.to_vec())) {
        let mut forms = Forms::default();
        let (old, new) = if up { (one, other) } else { (other, one) };
        let ten = 10u64.pow(exponent);
        let expected = format!("money FromTo {0} {0} from {1} CNY", new * ten, old * ten);
        let to = cues("change_to");
        for from in cues("change_from") {
            for to in &to {
                for old in [format!("{old}{unit}元"), format!("{}元", PLAIN.number(old * ten)), format!("人民币{old}{unit}元")] {
                    forms.check(&format!("{from}{old}{to}{new}{unit}元"), Kind::Money, &expected);
                }
            }
        }
        forms.close()?;
    }

    #[test]
    fn two_bounds_make_a_range((low, high) in pair(), seed in any::<prop::sample::Index>()) {
        let mut forms = Forms::default();
        let side = |lower: bool| {
            let fits = move |comparator| matches!(comparator, Comparator::Ge | Comparator::Gt) == lower && comparator != Comparator::Approx;
            bounds("before").into_iter().filter(move |(_, comparator)| fits(*comparator)).map(|(word, _)| word).collect::<Vec<_>>()
        };
        let (lower, upper, links) = (side(true), side(false), cues("both"));
        let expected = format!("money Between {low}0000 {high}0000 CNY");
        for (place, least) in lower.iter().enumerate() {
            let most = &upper[(place + seed.index(upper.len())) % upper.len()];
            let link = &links[(place + seed.index(links.len())) % links.len()];
            forms.check(&format!("{least}{low}万元{link}{most}{high}万元"), Kind::Money, &expected);
            forms.check(&format!("{most}{high}万元{link}{least}{low}万元"), Kind::Money, &expected);
        }
        forms.close()?;
    }

    #[test]
    fn shares_are_the_same_in_every_numeral_and_with_every_bound(value in 1u64..100_000_000_000, blanks in 0usize..2) {
        let mut forms = Forms::default();
        for number in numbers(value) {
            // 一股势力: few shares are no shares in numerals.
            let few = !number[0].starts_with(|c: char| c.is_ascii_digit()) && value < 10;
            if few {
                continue;
            }
            let mut check = |words: &[&[String]], comparator| {
                forms.check(&joined(&words.concat(), blanks), Kind::Shares, &format!("shares {}", bounded(value, comparator)));
            };
            let unit = ["股".to_owned()];
            check(&[&number, &unit], Comparator::Eq);
            for (word, comparator) in bounds("before") {
                check(&[&[word], &number, &unit], comparator);
            }
            for (word, comparator) in bounds("behind") {
                check(&[&number, &unit, &[word]], comparator);
            }
        }
        forms.close()?;
    }

    #[test]
    fn a_range_of_shares_shares_its_unit_or_repeats_it((low, high) in pair(), (exponent, unit) in prop::sample::select(UNITS.to_vec())) {
        let mut forms = Forms::default();
        let ten = 10u64.pow(exponent);
        let expected = format!("shares Between {} {}", low * ten, high * ten);
        for link in cues("link") {
            for first in [format!("{low}{unit}股"), format!("{low}{unit}"), low.to_string()] {
                forms.check(&format!("{first}{link}{high}{unit}股"), Kind::Shares, &expected);
            }
        }
        forms.close()?;
    }

    #[test]
    fn percents_are_the_same_in_every_unit(whole in 0u64..1000, hundredths in 1u64..100) {
        let mut forms = Forms::default();
        let value = Decimal::new((whole * 100 + hundredths) as i64, 2).normalize();
        let number = value.to_string();
        let (head, tail) = number.split_once('.').unwrap_or((&number, ""));
        let numerals = PLAIN.number(head.parse().unwrap());
        let numerals = if tail.is_empty() { numerals } else { format!("{numerals}点{}", PLAIN.decimals(tail)) };
        let of = |comparator| format!("percent {} Percent", bounded(value, comparator));
        forms.check(&format!("百分之{numerals}"), Kind::Percent, &of(Comparator::Eq));
        forms.check(&format!("百分之{number}"), Kind::Percent, &of(Comparator::Eq));
        forms.check(&format!("{numerals}个百分点"), Kind::Percent, &format!("percent {} Point", bounded(value, Comparator::Eq)));
        for row in rows("units.tsv").into_iter().filter(|row| row[1] == "percent") {
            let (value, unit) = match row[2].as_str() {
                "percent" => (value, PercentUnit::Percent),
                "point" => (value, PercentUnit::Point),
                "basis_point" => (value, PercentUnit::BasisPoint),
                _ => ((value / Decimal::TEN).normalize(), PercentUnit::Percent),
            };
            forms.check(&format!("{number}{}", row[0]), Kind::Percent, &format!("percent {} {unit:?}", bounded(value, Comparator::Eq)));
            for (word, comparator) in bounds("before") {
                let expected = format!("percent {} {unit:?}", bounded(value, comparator));
                forms.check(&format!("{word}{number}{}", row[0]), Kind::Percent, &expected);
            }
        }
        for (word, comparator) in bounds("before") {
            forms.check(&format!("{word}百分之{numerals}"), Kind::Percent, &of(comparator));
        }
        for (word, comparator) in bounds("behind") {
            forms.check(&format!("{number}%{word}"), Kind::Percent, &of(comparator));
            forms.check(&format!("百分之{numerals}{word}"), Kind::Percent, &of(comparator));
        }
        forms.close()?;
    }

    #[test]
    fn a_range_of_percents_shares_its_unit_or_repeats_it((low, high) in pair()) {
        let mut forms = Forms::default();
        let of = |unit: &str| format!("percent Between {low} {high} {unit}");
        for link in cues("link") {
            for first in [format!("{low}%"), low.to_string()] {
                forms.check(&format!("{first}{link}{high}%"), Kind::Percent, &of("Percent"));
            }
            forms.check(&format!("{low}{link}{high}个基点"), Kind::Percent, &of("BasisPoint"));
            let numerals = |value| format!("百分之{}", PLAIN.number(value));
            forms.check(&format!("{}{link}{}", numerals(low), numerals(high)), Kind::Percent, &of("Percent"));
        }
        forms.close()?;
    }

    #[test]
    fn lengths_of_time_are_iso_durations(count in 1u64..=100, blanks in 0usize..3) {
        let mut forms = Forms::default();
        for row in rows("units.tsv").into_iter().filter(|row| row[1] == "time") {
            let (factor, letter) = row[2].split_at(row[2].len() - 1);
            let factor: u64 = factor.parse().unwrap();
            let time = if letter.chars().all(char::is_lowercase) { "T" } else { "" };
            let iso = format!("P{time}{}{}", count * factor, letter.to_uppercase());
            let unit = vec![row[0].clone()];
            for number in [count.to_string(), PLAIN.number(count), SPOKEN.number(count)] {
                let number = vec![number];
                let mut check = |words: &[&[String]], comparator: Comparator| {
                    forms.check(&joined(&words.concat(), blanks), Kind::Duration, &format!("duration {comparator:?} {iso}"));
                };
                check(&[&number, &unit], Comparator::Eq);
                // 近三年 is a stretch of the calendar.
                for (word, comparator) in bounds("before").into_iter().filter(|(word, _)| word != "近") {
                    check(&[&[word], &number, &unit], comparator);
                }
                // 一年级 is a class at school.
                for (word, comparator) in bounds("behind").into_iter().filter(|(word, _)| word != "级") {
                    check(&[&number, &unit, &[word]], comparator);
                }
                for (word, comparator) in bounds("behind_time") {
                    forms.check(&format!("{}{}{word}", number[0], unit[0]), Kind::Duration, &format!("duration {comparator:?} {iso}"));
                }
            }
        }
        forms.close()?;
    }

    #[test]
    fn lengths_of_time_have_terms_and_ranges(low in 1u64..50, more in 1u64..12) {
        let mut forms = Forms::default();
        let high = low + more;
        let number = |value: u64| [value.to_string(), PLAIN.number(value)];
        for (place, (years, months)) in number(low).into_iter().zip(number(more)).enumerate() {
            for joint in ["", "零", "又"] {
                let expected = format!("duration Eq P{low}Y{more}M");
                forms.check(&format!("{years}年{joint}{months}个月"), Kind::Duration, &expected);
            }
            forms.check(&format!("{years}年半"), Kind::Duration, &format!("duration Eq P{low}Y6M"));
            let other = &number(high)[place];
            for (unit, letter) in [("年", "Y"), ("个月", "M"), ("天", "D"), ("个季度", "Q")] {
                let iso = |value: u64| if letter == "Q" { format!("P{}M", 3 * value) } else { format!("P{value}{letter}") };
                let expected = format!("duration Between {}/{}", iso(low), iso(high));
                for link in cues("link") {
                    forms.check(&format!("{years}{unit}{link}{other}{unit}"), Kind::Duration, &expected);
                    // 15-16年 are calendar years.
                    if unit != "年" || low < 10 {
                        forms.check(&format!("{years}{link}{other}{unit}"), Kind::Duration, &expected);
                    }
                }
            }
        }
        forms.close()?;
    }

    #[test]
    fn prices_are_the_same_before_and_behind(cents in 1u64..1_000_000, more in 1u64..100_000) {
        let mut forms = Forms::default();
        let price = |cents: u64| Decimal::new(cents as i64, 2).normalize();
        let (low, high) = (price(cents), price(cents + more));
        for (currency, code) in [("元", "CNY"), ("人民币", "CNY"), ("港元", "HKD"), ("美元", "USD")] {
            let of = |comparator| format!("price {} {code}", bounded(low, comparator));
            for behind in cues("per_share") {
                forms.check(&format!("{low}{currency}{behind}"), Kind::Price, &of(Comparator::Eq));
            }
            for before in cues("per_share_before") {
                forms.check(&format!("{before}{low}{currency}"), Kind::Price, &of(Comparator::Eq));
            }
            for (word, comparator) in bounds("before") {
                forms.check(&format!("{word}{low}{currency}/股"), Kind::Price, &of(comparator));
                forms.check(&format!("每股{word}{low}{currency}"), Kind::Price, &of(comparator));
            }
            for link in cues("link") {
                let expected = format!("price Between {low} {high} {code}");
                forms.check(&format!("{low}{link}{high}{currency}/股"), Kind::Price, &expected);
                forms.check(&format!("{low}{currency}/股{link}{high}{currency}/股"), Kind::Price, &expected);
                forms.check(&format!("每股{low}{link}{high}{currency}"), Kind::Price, &expected);
                forms.check(&format!("每股{low}{currency}{link}{high}{currency}"), Kind::Price, &expected);
            }
        }
        forms.close()?;
    }
}

/// Found by fuzzing: the words before and the 年 behind both made a rate of one percentage.
#[test]
fn a_percentage_is_one_rate() {
    for text in ["利率2-4%/年", "年利率3.1%/年", "票面利率2%至3%每年"] {
        let mut found = Vec::new();
        scan(text, &mut found);
        assert_eq!(
            found.iter().filter(|mention| matches!(mention.value, Value::Rate(_))).count(),
            1,
            "{text}: {found:?}"
        );
    }
}

/// Found by fuzzing: the 年 of a rate per year was also the first sign of the next rate's name.
#[test]
fn a_year_belongs_to_one_rate() {
    for text in ["2.5%/年利率3.1%", "逾0%每年利率百分之三"] {
        let mut found = Vec::new();
        scan(text, &mut found);
        let rates: Vec<_> = found.iter().filter(|mention| matches!(mention.value, Value::Rate(_))).collect();
        assert_eq!(rates.len(), 1, "{text}: {rates:?}");
        assert!(rates[0].span.of(text).starts_with("年利率"), "{text}: {rates:?}");
    }
}

/// A bracket may begin with a note on the rate: the other currency is the same money.
#[test]
fn a_conversion_may_stand_behind_a_note() {
    for text in ["9亿英镑（注：今日汇率约合86亿港元）", "4亿欧元（按汇率折合 4.6亿美元）"]
    {
        let mut found = Vec::new();
        scan(text, &mut found);
        assert!(
            found.iter().any(|mention| matches!(&mention.value, Value::Money(money) if money.conversion.is_some())),
            "{text}: {found:?}"
        );
    }
}
