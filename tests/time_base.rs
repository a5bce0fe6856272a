//! The time base as data: the day of publication that an article shows, and what its dates resolve to against it.

use rongzi::article::Article;
use rongzi::extract::Value;
use rongzi::layout::PublishedSource;
use rongzi::pipeline::{Analysis, Pipeline};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    title: Option<String>,
    text: String,
    published: Option<String>,
    /// Empty where the text shows no day.
    day: String,
    /// How the day is known.
    source: Option<String>,
    /// Words of the text and their EDTF, empty where unresolved.
    dates: Vec<(String, String)>,
}

/// The EDTF of the date that stands with these words, `words#2` for the second place.
fn edtf(analysis: &Analysis<'_>, words: &str) -> Option<String> {
    let (words, place) = words.split_once('#').map_or((words, 1), |(words, place)| (words, place.parse().unwrap()));
    let mut found = analysis.mentions.iter().filter_map(|mention| match &mention.value {
        Value::Date(date) if mention.span.of(analysis.document.text()) == words => Some(date),
        _ => None,
    });
    found.nth(place - 1).map(|date| date.edtf.clone().unwrap_or_default())
}

#[test]
fn an_article_shows_its_day_or_none() {
    let cases: Cases = toml::from_str(include_str!("../fixtures/time_base/cases.toml")).expect("the cases");
    let pipeline = Pipeline::builtin();
    let mut failures = Vec::new();
    for case in &cases.case {
        let article = Article {
            id: "case".to_owned(),
            title: case.title.clone(),
            text: case.text.trim().to_owned(),
            published: case.published.as_ref().map(|day| day.parse().expect("a day")),
            ..Article::default()
        };
        let analyses = pipeline.analyze(&article);
        let [analysis] = analyses.as_slice() else {
            failures.push(format!("{}: {} documents", case.name, analyses.len()));
            continue;
        };
        let published = analysis.document.published;
        let day = published.start.map(|day| day.to_string()).unwrap_or_default();
        let source = (published.source != PublishedSource::Unknown)
            .then(|| serde_json::to_value(published.source).unwrap().as_str().unwrap().to_owned());
        if (&day, &source) != (&case.day, &case.source) {
            failures.push(format!("{}: {day:?} {source:?}, expected {:?} {:?}", case.name, case.day, case.source));
        }
        for (words, expected) in &case.dates {
            let found = edtf(analysis, words);
            if found.as_ref() != Some(expected) {
                failures.push(format!("{}: {words} is {found:?}, expected {expected:?}", case.name));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{}\nhelp: fixtures/time_base/cases.toml has the cases, src/resolve/date/ the rules",
        failures.join("\n")
    );
}
