//! The newspaper page the project began with: 14 events, 8 joins, 2 places where text is lost. The page is not part of the
//! project; where it is not beside the checkout these tests say so and pass.

use rongzi::article::{Article, Markup};
use rongzi::layout::layout;
use rongzi::pipeline::Pipeline;
use rongzi::record::Warning;
use rongzi::segment::Segmenter;
use std::path::Path;

fn page() -> Option<Article> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/pages/newspaper-page.md");
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            Some(Article { id: "page".to_owned(), text, markup: Markup::Markdown, is_file: true, ..Article::default() })
        }
        Err(_) => {
            eprintln!("skipped: {} is not there", path.display());
            None
        }
    }
}

#[test]
fn torn_sentences_are_joined_and_lost_text_is_not() {
    let Some(article) = page() else { return };
    let documents = layout(&article, &Segmenter::default());
    assert_eq!(documents.len(), 2);
    let joins: usize =
        documents.iter().flat_map(|document| &document.blocks).map(|block| usize::from(block.joined)).sum();
    let gaps = documents.iter().flat_map(|document| &document.blocks).filter(|block| block.gap_before).count();
    assert_eq!((joins, gaps), (8, 2));
}

#[test]
fn the_page_gives_its_events_and_says_what_it_repaired() {
    let Some(article) = page() else { return };
    let pipeline = Pipeline::builtin();
    let analyses = pipeline.analyze(&article);
    let records: Vec<_> = analyses.iter().flat_map(|analysis| &analysis.records).collect();
    assert_eq!(records.len(), 14);
    let series: Vec<_> = records.iter().filter(|record| record.series_id.is_some()).collect();
    assert_eq!(series.len(), 2, "one facility told as two levels");
    assert_eq!(series.iter().filter(|record| record.counts_toward_total).count(), 1, "and counted once");
    assert!(records.iter().any(|record| record.warnings.contains(&Warning::PageBreakJoined)));
    let corrected = analyses.iter().flat_map(|analysis| &analysis.mentions).any(|mention| {
        matches!(&mention.value, rongzi::extract::Value::Code(code) if code.corrected && code.printed != code.symbol)
    });
    assert!(corrected, "the misprinted code suffix");
}
