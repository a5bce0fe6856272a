//! Value forms as data: every text of a case is one mention over the whole text with the value; texts of `[[none]]` hold none.

use jiff::civil::Date;
use rongzi::extract::value::calendar::{Base, resolve};
use rongzi::extract::value::scan;
use rongzi::extract::{Mention, Quantity, Value};
use serde::Deserialize;
use std::path::Path;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Forms {
    #[serde(default)]
    case: Vec<Case>,
    #[serde(default)]
    none: Vec<None_>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    value: String,
    texts: Vec<String>,
    /// Dates: the day of publication.
    published: Option<String>,
    /// Dates: the date just named, a day or the first and the last.
    #[serde(default)]
    named: Vec<String>,
    /// Dates: the sentence looks forward.
    #[serde(default)]
    forward: bool,
}

impl Case {
    fn base(&self) -> Base {
        let day = |text: &String| text.parse::<Date>().expect("a day");
        let named = self.named.first().map(day).zip(self.named.last().map(day));
        Base { published: self.published.as_ref().map(day), named, forward: self.forward }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct None_ {
    kind: String,
    texts: Vec<String>,
}

fn quantity(quantity: &Quantity) -> String {
    let show =
        |value: Option<rust_decimal::Decimal>| value.map_or("..".to_owned(), |value| value.normalize().to_string());
    let from = quantity.from.map(|from| format!(" from {}", from.normalize())).unwrap_or_default();
    let comparator = serde_json::to_value(quantity.comparator).unwrap();
    format!("{} {} {}{from}", comparator.as_str().unwrap(), show(quantity.min), show(quantity.max))
}

fn shown(mention: &Mention, base: &Base) -> String {
    match &mention.value {
        Value::Money(money) => format!("money {} {}", quantity(&money.quantity), money.currency),
        Value::Price(money) => format!("price {} {}", quantity(&money.quantity), money.currency),
        Value::Shares(shares) => format!("shares {}", quantity(shares)),
        Value::Percent(percent) => format!(
            "percent {} {}",
            quantity(&percent.quantity),
            serde_json::to_value(percent.unit).unwrap().as_str().unwrap()
        ),
        Value::Rate(percent) => format!("rate {}", quantity(&percent.quantity)),
        Value::Duration(duration) => format!(
            "duration {} {}",
            duration.iso,
            serde_json::to_value(duration.comparator).unwrap().as_str().unwrap()
        ),
        Value::Date(date) => {
            format!("date {}", resolve(&date.expression, base).edtf.as_deref().unwrap_or("null"))
        }
        Value::Round(round) => format!("round {round}"),
        other => format!("{other:?}"),
    }
}

#[test]
fn every_form_has_its_value_and_what_is_none_has_none() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/extract");
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).expect("the folder").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let mut failures = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a fixture");
        let forms: Forms = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        for case in &forms.case {
            let kind = case.value.split(' ').next().unwrap();
            let base = case.base();
            for text in &case.texts {
                let mut found = Vec::new();
                scan(text, &mut found);
                found.retain(|mention| {
                    shown(mention, &base).split(' ').next() == Some(kind) && !mention.rule.ends_with(".in_price")
                });
                let problem = match found.as_slice() {
                    [] => Some("nothing found".to_owned()),
                    [one] if one.span.of(text) != text => Some(format!("partial: {:?}", one.span.of(text))),
                    [one] if shown(one, &base) != case.value => Some(format!("{} [{}]", shown(one, &base), one.rule)),
                    [_] => None,
                    several => Some(format!(
                        "several: {:?}",
                        several.iter().map(|mention| mention.span.of(text)).collect::<Vec<_>>()
                    )),
                };
                failures
                    .extend(problem.map(|problem| format!("{name}: {text:?} is {:?}, found {problem}", case.value)));
            }
        }
        for none in &forms.none {
            for text in &none.texts {
                let mut found = Vec::new();
                scan(text, &mut found);
                found.retain(|mention| shown(mention, &Base::default()).split(' ').next() == Some(none.kind.as_str()));
                failures.extend(
                    found.iter().map(|mention| {
                        format!("{name}: no {} in {text:?}, found {:?}", none.kind, mention.span.of(text))
                    }),
                );
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} forms fail\n{}\nhelp: src/extract/value/ reads the forms, dictionaries/bounds.tsv and currencies.tsv have the words",
        failures.len(),
        failures.join("\n")
    );
}

/// `⟦⟧` mark the mention in an example; without them it is the whole text.
fn marked(example: &str) -> (String, &str) {
    let text = example.replace(['⟦', '⟧'], "");
    let inner = example.split_once('⟦').and_then(|(_, tail)| tail.split_once('⟧')).map(|(inner, _)| inner);
    (text, inner.unwrap_or(example))
}

#[test]
fn every_rule_reads_its_example() {
    let mut names = std::collections::BTreeSet::new();
    for rule in rongzi::extract::value::rule::RULES {
        assert!(names.insert(rule.name), "{} stands twice", rule.name);
        let (text, words) = marked(rule.example);
        let mut found = Vec::new();
        scan(&text, &mut found);
        let by: Vec<_> = found.iter().map(|mention| (mention.span.of(&text), mention.rule)).collect();
        assert!(by.contains(&(words, rule.name)), "{}: {text:?} should have {words:?}, found {by:?}", rule.name);
    }
}

/// The values of a text with its lines, as `kind words value`.
fn of_document(text: &str) -> Vec<String> {
    let article = rongzi::article::Article { text: text.to_owned(), ..Default::default() };
    let mut lines = Vec::new();
    for document in rongzi::layout::layout(&article, &rongzi::segment::Segmenter::default()) {
        let mut found = Vec::new();
        rongzi::extract::values(&document, &mut found);
        lines.extend(
            found
                .iter()
                .map(|mention| format!("{} {}", mention.span.of(document.text()), shown(mention, &Base::default()))),
        );
    }
    lines
}

#[test]
fn numbers_take_the_unit_of_their_column() {
    let flattened =
        "今日结果如下。\n\n简称\n\n规模(亿元)\n\n期限\n\n甲SCP1\n\n15\n\n269D\n\n乙MTN2\n\n6.5\n\n3Y\n\n注：D为天。\n";
    let found = of_document(flattened);
    for line in
        ["15 money eq 1500000000 1500000000 CNY", "6.5 money eq 650000000 650000000 CNY", "269D duration P269D eq"]
    {
        assert!(found.contains(&line.to_owned()), "{line:?} is not in {found:?}");
    }
    let lines =
        of_document("| 债券 | 规模（亿元） | 利率(%) |\n|---|---|---|\n| 甲 | 15 | 1.62 |\n| 乙 | 10 | 2.08 |\n");
    for line in ["15 money eq 1500000000 1500000000 CNY", "2.08 percent eq 2.08 2.08 percent"] {
        assert!(lines.contains(&line.to_owned()), "{line:?} is not in {lines:?}");
    }
    // One row is no table, and a column of words has no numbers.
    assert!(of_document("规模(亿元)\n\n15\n").is_empty());
    assert!(of_document("简称\n\n规模(亿元)\n\n甲\n\n很大\n\n乙\n\n更大\n").is_empty());
}

/// Found by fuzzing: digits behind two that stand for a range made its lower end the greater.
#[test]
fn a_range_of_digits_ends_with_its_unit() {
    for text in ["三五亿333333333333500万块钱33", "两三亿五千万元", "七八百3万元"] {
        let mut found = Vec::new();
        scan(text, &mut found);
        for mention in found {
            if let Value::Money(money) = &mention.value {
                let (min, max) = (money.quantity.min, money.quantity.max);
                assert!(min.zip(max).is_none_or(|(min, max)| min <= max), "{text}: {:?}", money.quantity);
            }
        }
    }
}

/// Found by fuzzing: the bound of one percentage was taken by the next too, and the second reached over the first.
#[test]
fn a_bound_belongs_to_one_percentage() {
    let text = "最高达公司总股本5个基点至公司总股本8个基点";
    let mut found = Vec::new();
    scan(text, &mut found);
    let spans: Vec<_> =
        found.iter().filter(|mention| matches!(mention.value, Value::Percent(_))).map(|mention| mention.span).collect();
    assert_eq!(spans.len(), 2, "{spans:?}");
    assert!(spans[0].end <= spans[1].start, "{spans:?}");
}
