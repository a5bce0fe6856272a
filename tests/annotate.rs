//! The keys of a value in `annotate` (docs/values.md).

use crate::program::Place;
use serde_json::{Value, json};

/// The mentions of a text: kind, words, value.
fn mentions(text: &str) -> Vec<(String, String, Value)> {
    let ran = Place::new().run_with(&["annotate", "-"], text.as_bytes());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rows = ran.rows();
    let words = |mention: &Value, key: &str| mention[key].as_str().expect("words").to_owned();
    let all = rows[0]["mentions"].as_array().expect("mentions").iter();
    all.map(|mention| (words(mention, "kind"), words(mention, "text"), mention["value"].clone())).collect()
}

/// The values told for words of a kind.
fn told(text: &str, kind: &str, words: &str) -> Value {
    let found = mentions(text);
    let mut fitting = found.iter().filter(|(of, told, _)| of == kind && told == words);
    let value = fitting.next().unwrap_or_else(|| panic!("no {kind} {words} in {text}: {found:?}")).2.clone();
    assert!(fitting.next().is_none(), "{kind} {words} stands twice: {found:?}");
    value
}

#[test]
fn a_price_tells_its_money_too() {
    let value =
        json!({"min": null, "max": "15.5", "comparator": "le", "currency": "CNY", "currency_source": "default"});
    let text = "公司公告，回购价格不超过15.5元/股。";
    assert_eq!(told(text, "price", "不超过15.5元/股"), value);
    assert_eq!(told(text, "money", "不超过15.5元"), value);
    let value = json!({"min": "8", "max": "8", "comparator": "eq", "currency": "HKD", "currency_source": "explicit"});
    let text = "公司公告，每股8港元。";
    assert_eq!(told(text, "price", "每股8港元"), value);
    assert_eq!(told(text, "money", "8港元"), value);
}

#[test]
fn an_amount_keeps_what_it_is_in_another_currency() {
    let text = "公司获得1.5亿美元(约合人民币10.8亿元)融资。";
    let conversion = json!({"min": "1080000000", "max": "1080000000", "comparator": "approx", "currency": "CNY"});
    let value = json!({
        "min": "150000000", "max": "150000000", "comparator": "eq", "currency": "USD", "currency_source": "explicit", "conversion": conversion,
    });
    assert_eq!(told(text, "money", "1.5亿美元"), value);
    let other = told(text, "money", "约合人民币10.8亿元");
    assert_eq!((&other["min"], &other["currency"]), (&json!("1080000000"), &json!("CNY")));
    assert!(other.get("conversion").is_none());
    assert!(told("公司获得1.5亿美元融资。", "money", "1.5亿美元").get("conversion").is_none());
}

#[test]
fn a_spread_names_its_reference_rate() {
    let value = json!({"min": "50", "max": "50", "comparator": "eq", "unit": "basis_point", "reference": "LPR"});
    assert_eq!(told("贷款按LPR+50BP计息。", "rate", "LPR+50BP"), value);
    let value = json!({"min": "-20", "max": "-20", "comparator": "eq", "unit": "basis_point", "reference": "LPR"});
    assert_eq!(told("贷款按LPR减20个基点计息。", "rate", "LPR减20个基点"), value);
    let text = "其中年利率3.2%。";
    assert_eq!(
        told(text, "rate", "年利率3.2%"),
        json!({"min": "3.2", "max": "3.2", "comparator": "eq", "unit": "percent"})
    );
    assert_eq!(told(text, "percent", "3.2%"), told(text, "rate", "年利率3.2%"));
}
