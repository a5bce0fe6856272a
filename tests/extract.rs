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
                found.retain(|mention| shown(mention, &base).starts_with(kind));
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
                found.retain(|mention| shown(mention, &Base::default()).starts_with(&none.kind));
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
