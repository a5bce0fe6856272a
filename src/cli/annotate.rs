//! `rongzi annotate`: the mentions of each article.

use super::Outcome;
use super::inputs::{Failures, InputArguments};
use crate::batch::{Receiver, run as run_batch};
use crate::pipeline::{Analysis, Pipeline};
use crate::read::Failure;
use crate::record::annotation::{annotations, tokens};
use clap::Args;
use std::fs::File;
use std::io::{BufWriter, ErrorKind, Write};

/// Arguments of `annotate`.
#[derive(Debug, Args)]
#[command(
    after_help = "One line per article: {\"doc\": {\"id\": …}, \"mentions\": […]}. Offsets are Unicode characters of the text."
)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputArguments,
    /// Where the lines go: a file, or - for standard output
    #[arg(short, long, value_name = "OUT", default_value = "-")]
    out: String,
    /// Add the segmenter's tokens
    #[arg(long)]
    tokens: bool,
}

struct Annotation {
    tokens: bool,
    out: std::sync::Mutex<(Box<dyn Write + Send>, Failures)>,
}

pub(super) fn run(arguments: Arguments) -> anyhow::Result<Outcome> {
    let prepared = arguments.input.prepare()?;
    let out: Box<dyn Write + Send> = if arguments.out == "-" {
        Box::new(BufWriter::new(std::io::stdout()))
    } else {
        let file = File::create(&arguments.out)
            .map_err(|error| anyhow::anyhow!("creating the output {}: {error}", arguments.out))?;
        Box::new(BufWriter::new(file))
    };
    let mut receiver = Annotation { tokens: arguments.tokens, out: std::sync::Mutex::new((out, prepared.failures)) };
    run_batch(&prepared.pipeline, &prepared.inputs, &prepared.options, &mut receiver)?;
    let (mut out, failures) = receiver.out.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    match out.flush() {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => return Err(error.into()),
        _ => {}
    }
    Ok(if failures.count == 0 { Outcome::Good } else { Outcome::Partly })
}

impl Receiver for Annotation {
    type Output = String;

    fn make(&self, pipeline: &Pipeline, analysis: &Analysis<'_>) -> String {
        let mut line = annotations(&analysis.document, &analysis.mentions, &pipeline.lexicon);
        if self.tokens
            && let Some(line) = line.as_object_mut()
        {
            line.insert("tokens".to_owned(), tokens(&analysis.document, &pipeline.segmenter));
        }
        line.to_string()
    }

    fn take(&mut self, outputs: Vec<String>) -> crate::Result<bool> {
        let (out, _) = self.out.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
        for line in outputs {
            match writeln!(out, "{line}") {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(false),
                Err(error) => return Err(crate::Error::sink("writing annotations").with_source(error)),
            }
        }
        Ok(true)
    }

    fn fail(&mut self, failure: &Failure) -> crate::Result<()> {
        self.out.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner).1.note(failure)
    }

    fn events(_: &String) -> u64 {
        0
    }
}
