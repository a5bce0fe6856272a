//! Pages as data: zones, joins, places where text is lost, and the day of publication.

use rongzi::article::Article;
use rongzi::layout::{Zone, layout};
use rongzi::segment::Segmenter;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pages {
    case: Vec<Case>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    blocks: Vec<String>,
    published: Option<String>,
}

fn zone(zone: Zone) -> String {
    match zone {
        Zone::Title => "title".to_owned(),
        Zone::Byline => "byline".to_owned(),
        Zone::Heading(level) => format!("heading{level}"),
        Zone::ListItem => "item".to_owned(),
        Zone::Paragraph => "paragraph".to_owned(),
        Zone::PullQuote => "pull_quote".to_owned(),
        Zone::Caption => "caption".to_owned(),
    }
}

#[test]
fn pages_are_laid_out_as_a_reader_sees_them() {
    let pages: Pages = toml::from_str(include_str!("../fixtures/layout/pages.toml")).expect("the fixture is TOML");
    let segmenter = Segmenter::default();
    let mut failures = Vec::new();
    for case in &pages.case {
        let article = Article { id: "page".to_owned(), text: case.text.clone(), is_file: true, ..Article::default() };
        let documents = layout(&article, &segmenter);
        let blocks: Vec<(String, String)> = documents
            .iter()
            .flat_map(|document| document.blocks.iter().map(move |block| (block, document)))
            .map(|(block, document)| {
                let mark = if block.joined { "+" } else if block.gap_before { "!" } else { "" };
                (format!("{}{mark}", zone(block.zone)), block.span.of(document.text()).to_owned())
            })
            .collect();
        let right = blocks.len() == case.blocks.len()
            && blocks.iter().zip(&case.blocks).all(|((zone, words), expected)| {
                expected.split_once(' ').is_some_and(|(wanted, head)| wanted == zone && words.starts_with(head))
            });
        let day = documents[0].published.start.map(|day| day.to_string());
        if !right || day != case.published {
            failures.push(format!("{}: {blocks:?} {day:?}", case.name));
        }
    }
    assert!(failures.is_empty(), "{}\nhelp: fixtures/layout/pages.toml has the cases, src/layout/ the rules", failures.join("\n"));
}
