//! Annotation: the wire type of a mention (DESIGN §7), one line of `annotate`.

use super::offset::Offsets;
use crate::extract::{Mention, Money, Quantity, StockCode, Value};
use crate::layout::{Document, Field};
use crate::lexicon::Lexicon;
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};

/// The line of `annotate` for one document: `{"doc": {"id": …}, "mentions": […]}`. Offsets are Unicode characters of the
/// article's `text` field, or of its title where `"zone":"title"`.
#[must_use]
pub fn annotations(document: &Document<'_>, mentions: &[Mention], lexicon: &Lexicon) -> Json {
    let text = Offsets::new(&document.article.text);
    let title = Offsets::new(document.article.title.as_deref().unwrap_or(""));
    let mentions: Vec<Json> = mentions
        .iter()
        .filter_map(|mention| {
            let origin = document.view.origin(mention.span);
            let offsets = if origin.field == Field::Title { &title } else { &text };
            let words = offsets.text().get(origin.span.range())?;
            let mut line = Map::new();
            line.insert("kind".to_owned(), serde_json::to_value(mention.kind()).ok()?);
            line.insert("text".to_owned(), json!(words));
            line.insert("start".to_owned(), json!(offsets.char(origin.span.start)));
            line.insert("end".to_owned(), json!(offsets.char(origin.span.end)));
            if origin.field == Field::Title {
                line.insert("zone".to_owned(), json!("title"));
            }
            line.insert("value".to_owned(), value(mention, lexicon));
            line.insert("rule".to_owned(), json!(mention.rule));
            Some(Json::Object(line))
        })
        .collect();
    json!({"doc": {"id": document.id}, "mentions": mentions})
}

/// The tokens of the document's text, each with its place in the original.
#[must_use]
pub fn tokens(document: &Document<'_>, segmenter: &crate::segment::Segmenter) -> Json {
    let text = Offsets::new(&document.article.text);
    let title = Offsets::new(document.article.title.as_deref().unwrap_or(""));
    let view = document.text();
    let tokens: Vec<Json> = segmenter
        .tokens(view)
        .iter()
        .filter(|token| !token.span.of(view).trim().is_empty())
        .map(|token| {
            let origin = document.view.origin(token.span);
            let (offsets, zone) = if origin.field == Field::Title { (&title, "title") } else { (&text, "text") };
            json!({"text": token.span.of(view), "start": offsets.char(origin.span.start), "end": offsets.char(origin.span.end), "zone": zone})
        })
        .collect();
    Json::Array(tokens)
}

fn value(mention: &Mention, lexicon: &Lexicon) -> Json {
    match &mention.value {
        Value::Money(amount) | Value::Price(amount) => money(amount),
        Value::Date(date) => json!({
            "edtf": date.edtf,
            "start": date.start.map(|day| day.to_string()),
            "end": date.end.map(|day| day.to_string()),
            "precision": date.precision,
            "source": date.source,
        }),
        Value::Duration(duration) => json!({"iso": duration.iso, "comparator": duration.comparator}),
        Value::Percent(percent) | Value::Rate(percent) => {
            let mut line = quantity(&percent.quantity);
            line.insert("unit".to_owned(), json!(percent.unit));
            if let Some(reference) = &percent.reference {
                line.insert("reference".to_owned(), json!(reference));
            }
            Json::Object(line)
        }
        Value::Shares(shares) => Json::Object(quantity(shares)),
        Value::Round(round) => json!({"round": round}),
        Value::Code(code) => json!({"code": stock_code(code)}),
        Value::Party(party) => json!({
            "entity_id": party.entry.map(|entry| &lexicon.entry(entry).id),
            "name": party.name,
            "naming": party.naming,
            "code": party.code.as_ref().map(stock_code),
            "branch": party.branch,
            "via": party.via,
            "candidates": party.candidates.iter().map(|entry| &lexicon.entry(*entry).id).collect::<Vec<_>>(),
        }),
        Value::Instrument(words) => json!({"name": words}),
    }
}

fn stock_code(code: &StockCode) -> Json {
    json!({"symbol": code.symbol, "mic": code.mic, "printed": code.printed, "corrected": code.corrected})
}

fn money(money: &Money) -> Json {
    let mut line = quantity(&money.quantity);
    line.insert("currency".to_owned(), json!(money.currency));
    line.insert("currency_source".to_owned(), json!(money.currency_source));
    if let Some(other) = &money.conversion {
        let mut conversion = quantity(&other.quantity);
        conversion.insert("currency".to_owned(), json!(other.currency));
        line.insert("conversion".to_owned(), Json::Object(conversion));
    }
    Json::Object(line)
}

fn quantity(quantity: &Quantity) -> Map<String, Json> {
    let decimal = |value: Option<Decimal>| json!(value.map(|value| value.normalize().to_string()));
    let mut line = Map::new();
    line.insert("min".to_owned(), decimal(quantity.min));
    line.insert("max".to_owned(), decimal(quantity.max));
    if quantity.from.is_some() {
        line.insert("from".to_owned(), decimal(quantity.from));
    }
    line.insert("comparator".to_owned(), json!(quantity.comparator));
    line
}
