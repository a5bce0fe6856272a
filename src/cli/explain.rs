//! `rongzi explain`: how a text was understood.

use super::inputs::WordArguments;
use super::{Outcome, print};
use crate::article::Article;
use crate::read::{ReadOptions, expand, open};
use crate::record::explain::explain;
use clap::Args;
use jiff::civil::Date;

/// Arguments of `explain`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  rongzi explain --text '江州银行向澄海电气发放5000万元流动资金贷款。'")]
pub(super) struct Arguments {
    /// A file, or - for standard input
    #[arg(value_name = "INPUT", required_unless_present = "text")]
    input: Option<String>,
    /// The text itself
    #[arg(long, conflicts_with = "input")]
    text: Option<String>,
    /// Day of publication, such as 2025-02-14
    #[arg(long, value_name = "DATE")]
    published: Option<Date>,
    #[command(flatten)]
    words: WordArguments,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let (pipeline, _) = arguments.words.pipeline()?;
    let mut outcome = Outcome::Good;
    let mut articles = Vec::new();
    if let Some(text) = &arguments.text {
        articles.push(Article {
            id: "text".to_owned(),
            text: text.clone(),
            published: arguments.published,
            ..Article::default()
        });
    } else if let Some(input) = &arguments.input {
        let (inputs, failures) = expand(std::slice::from_ref(input), "-");
        let options = ReadOptions { published: arguments.published, ..ReadOptions::default() };
        let read = inputs.iter().flat_map(|input| open(input, &options));
        for item in failures.into_iter().map(Err).chain(read) {
            match item {
                Ok(article) => articles.push(article),
                Err(failure) => {
                    eprintln!("rongzi: {failure}");
                    outcome = Outcome::Partly;
                }
            }
        }
        if articles.is_empty() {
            anyhow::bail!("nothing to explain in {input}");
        }
    }
    for article in &articles {
        for analysis in pipeline.analyze(article) {
            print(&explain(&pipeline, &analysis))?;
            print("\n")?;
        }
    }
    Ok(outcome)
}
