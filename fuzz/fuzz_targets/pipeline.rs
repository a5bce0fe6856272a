//! Arbitrary bytes through the whole pipeline: decode, read, write. Nothing panics, every quote is a literal piece of the
//! original, and byte and character offsets agree.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rongzi::article::{Article, Markup};
use rongzi::pipeline::Pipeline;
use rongzi::read::decode;
use std::sync::LazyLock;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(Pipeline::builtin);

fuzz_target!(|data: &[u8]| {
    let (flags, bytes) = data.split_first().unwrap_or((&0, data));
    let Ok(text) = decode(bytes) else { return };
    let markup = if flags & 1 == 0 { Markup::Plain } else { Markup::Markdown };
    let title = (flags & 2 != 0).then(|| text.chars().take(20).collect());
    let published = (flags & 4 != 0).then(|| "2025-06-15".parse().expect("a day"));
    let article = Article { id: "fuzz".to_owned(), title, text, published, markup, is_file: flags & 8 != 0, ..Article::default() };
    for analysis in PIPELINE.analyze(&article) {
        for record in &analysis.records {
            for segment in record.evidence.iter().flat_map(|evidence| &evidence.segments) {
                let original = if segment.zone == "title" { article.title.as_deref().unwrap_or("") } else { &article.text };
                let [start, end] = segment.byte.map(|at| at as usize);
                assert_eq!(original.get(start..end), Some(segment.quote.as_str()));
                let chars: String = original.chars().skip(segment.char[0] as usize).take((segment.char[1] - segment.char[0]) as usize).collect();
                assert_eq!(chars, segment.quote);
            }
        }
        let _ = rongzi::record::explain::explain(&PIPELINE, &analysis);
        let _ = rongzi::record::annotation::annotations(&analysis.document, &analysis.mentions, &PIPELINE.lexicon);
    }
});
