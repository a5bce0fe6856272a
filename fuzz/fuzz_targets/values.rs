//! Arbitrary text through the scanner of values: spans lie on characters, in order, apart within a kind; what is read once is
//! read again the same; dates resolve and decimals print.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rongzi::extract::value::calendar::{Base, resolve};
use rongzi::extract::value::scan;
use rongzi::extract::{Mention, Quantity, Value};
use std::collections::BTreeMap;

fn scanned(text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    scan(text, &mut found);
    found
}

fn print(quantity: &Quantity) {
    for decimal in [quantity.min, quantity.max, quantity.from].into_iter().flatten() {
        let words = decimal.normalize().to_string();
        assert_eq!(words.parse::<rust_decimal::Decimal>().ok(), Some(decimal.normalize()), "{words}");
    }
    if let (Some(min), Some(max)) = (quantity.min, quantity.max) {
        assert!(min <= max, "{min} to {max}");
    }
}

fuzz_target!(|text: &str| {
    let found = scanned(text);
    let base = Base { published: Some("2025-06-15".parse().expect("a day")), ..Base::default() };
    let mut ends = BTreeMap::new();
    let mut last = 0;
    for mention in &found {
        let words = text.get(mention.span.range()).expect("a span on characters");
        assert!(!words.is_empty() && last <= mention.span.start);
        last = mention.span.start;
        let end = ends.entry(mention.kind()).or_insert(0);
        assert!(*end <= mention.span.start, "{words} begins inside another of its kind");
        *end = mention.span.end;
        match &mention.value {
            Value::Money(money) | Value::Price(money) => print(&money.quantity),
            Value::Percent(percent) | Value::Rate(percent) => print(&percent.quantity),
            Value::Shares(shares) => print(shares),
            Value::Date(date) => {
                let date = resolve(&date.expression, &base);
                assert!(date.start.is_none() || date.end.is_none() || date.start <= date.end, "{words}: {date:?}");
            }
            _ => {}
        }
        let _ = scanned(words);
    }
    assert_eq!(found, scanned(text));
});
