//! Every frame carries its own examples; each runs through the whole pipeline here.

use rongzi::article::Article;
use rongzi::frame::load::{Example, Frame};
use rongzi::pipeline::Pipeline;
use rongzi::record::Record;

/// What an example event says of a record; `None` if the record agrees.
fn disagreement(expected: &indexmap::IndexMap<String, toml::Value>, frame: &Frame, record: &Record) -> Option<String> {
    let kind = expected.get("type").and_then(|value| value.as_str()).unwrap_or(&frame.name);
    if record.kind != kind {
        return Some(format!("type {} instead of {kind}", record.kind));
    }
    for (slot, value) in expected.iter().filter(|(slot, _)| *slot != "type") {
        let words: Vec<&str> = match value {
            toml::Value::String(word) => vec![word],
            toml::Value::Array(words) => words.iter().filter_map(|word| word.as_str()).collect(),
            other => panic!("{}: example value {other} of {slot}, expected words", frame.origin),
        };
        let found: Vec<String> = match slot.as_str() {
            "amount" => record.amount.iter().map(|amount| amount.raw.clone()).collect(),
            "shares" => record.shares.iter().map(|shares| shares.raw.clone()).collect(),
            "ratio" => record.ratio.iter().map(|ratio| ratio.raw.clone()).collect(),
            "price" => record.price.iter().map(|price| price.raw.clone()).collect(),
            "dates" => record.dates.iter().map(|date| date.raw.clone()).collect(),
            "term" => record.term.iter().map(|term| term.iso.clone()).collect(),
            "round" => record.round.iter().cloned().collect(),
            "stage" => record.stage.iter().cloned().collect(),
            "status" => vec![serde_json::to_value(record.status).unwrap().as_str().unwrap().to_owned()],
            role => record.parties.iter().filter(|party| party.role == role).map(|party| party.name.clone()).collect(),
        };
        if found != words {
            return Some(format!("{slot} {found:?} instead of {words:?}"));
        }
    }
    None
}

fn read(pipeline: &Pipeline, example: &Example) -> (Vec<Record>, String) {
    let article = Article {
        id: "example".to_owned(),
        title: example.title.clone(),
        text: example.text.clone(),
        published: example.published.as_deref().map(|day| day.parse().expect("a day")),
        ..Article::default()
    };
    let analyses = pipeline.analyze(&article);
    let account = analyses.iter().map(|analysis| rongzi::record::explain::explain(pipeline, analysis)).collect();
    (analyses.into_iter().flat_map(|analysis| analysis.records).collect(), account)
}

#[test]
fn every_frame_has_a_positive_and_a_negative_example() {
    for frame in Pipeline::builtin().frames.frames() {
        let (positive, negative): (Vec<_>, Vec<_>) =
            frame.examples.iter().partition(|example| !example.events.is_empty());
        assert!(!positive.is_empty(), "{}: no example with an event", frame.origin);
        assert!(!negative.is_empty(), "{}: no example without an event", frame.origin);
    }
}

#[test]
fn the_examples_of_every_frame_hold() {
    // The examples tell what a frame reads, however sure the record is.
    let pipeline = Pipeline { min_confidence: Some(0.0), ..Pipeline::builtin() };
    let mut failures = Vec::new();
    for frame in pipeline.frames.frames() {
        for example in &frame.examples {
            let (records, account) = read(&pipeline, example);
            let mut problem = None;
            if records.len() != example.events.len() {
                problem = Some(format!("{} events instead of {}", records.len(), example.events.len()));
            } else {
                for (expected, record) in example.events.iter().zip(&records) {
                    problem = problem.or_else(|| disagreement(expected, frame, record));
                }
            }
            if let Some(problem) = problem {
                failures
                    .push(format!("{}: {problem}\n{account}\nhelp: see the example in {}", frame.name, frame.origin));
            }
        }
    }
    assert!(failures.is_empty(), "{} examples fail\n\n{}", failures.len(), failures.join("\n\n"));
}

/// A word of a list that another one of it already finds is never asked: the shorter one decides.
#[test]
fn no_word_of_an_exclusion_is_idle() {
    fn idle(words: &[String], finds: impl Fn(&str, &str) -> bool) -> Vec<&str> {
        let other = |word: &str| words.iter().any(|shorter| shorter != word && finds(word, shorter));
        words.iter().map(String::as_str).filter(|word| other(word)).collect()
    }
    let within = |word: &str, shorter: &str| word.contains(shorter);
    // 的 alone lets 的申请 pass.
    let begins = |word: &str, shorter: &str| shorter != "的" && word.starts_with(shorter);
    for frame in Pipeline::builtin().frames.frames() {
        let lists = [
            ("unless", idle(&frame.unless, within)),
            ("unless_before", idle(&frame.unless_before, within)),
            ("unless_after", idle(&frame.unless_after, within)),
            ("unless_next", idle(&frame.unless_next, begins)),
            ("unless_prev", idle(&frame.unless_prev, |word, shorter| word.ends_with(shorter))),
        ];
        for (field, words) in lists {
            assert!(words.is_empty(), "{}: {field}: take out {words:?}", frame.origin);
        }
    }
}
