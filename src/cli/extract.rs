//! `rongzi extract`: the main job.

use super::Outcome;
use super::inputs::{Failures, InputArguments, progress};
use crate::batch::{Receiver, Summary, run as run_batch};
use crate::pipeline::{Analysis, Pipeline};
use crate::read::Failure;
use crate::record::Record;
use crate::write::{DocumentRecords, Manifest, Sink, open};
use clap::Args;
use indicatif::ProgressBar;
use serde::Serialize;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Arguments of `extract`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  rongzi extract articles/ -o events.db\n  rongzi extract dump.jsonl -o events.jsonl -o events.db --threads 8\n  cat article.md | rongzi extract - --stdin-name article.md"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputArguments,
    /// Where records go: events.jsonl, events.db, or - for standard output; may be given again
    #[arg(short, long, value_name = "OUT", default_value = "-")]
    out: Vec<String>,
    /// Write rejected candidates and records below --min-confidence with the reason to this file, one JSON object a line
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Leave out records below this confidence, 0 (none) to 1 [default: what weights.tsv, the frame or rongzi.toml says]; --verbose tells how many, --rejects keeps them
    #[arg(long, value_name = "C", value_parser = confidence)]
    min_confidence: Option<f64>,
}

fn confidence(words: &str) -> Result<f64, String> {
    match words.parse::<f64>() {
        Ok(value) if (0.0..=1.0).contains(&value) => Ok(value),
        _ => Err("expected a number from 0 to 1".to_owned()),
    }
}

struct Extraction {
    sinks: Vec<Box<dyn Sink>>,
    rejects: Option<BufWriter<File>>,
    failures: Failures,
    /// Records below the confidence asked for.
    unsure: u64,
    bar: ProgressBar,
}

/// A rejected candidate on the wire.
#[derive(Debug, Serialize)]
struct RejectLine {
    doc: String,
    #[serde(rename = "type")]
    kind: String,
    /// The words that opened it; `null` for a record that is left out.
    trigger: Option<String>,
    sentence: String,
    reason: String,
}

/// What is kept of one document.
struct Made {
    document: DocumentRecords,
    rejects: Vec<RejectLine>,
    /// Records below the confidence asked for.
    unsure: u64,
}

pub(super) fn run(arguments: Arguments) -> anyhow::Result<Outcome> {
    let mut prepared = arguments.input.prepare()?;
    let pipeline = &mut prepared.pipeline;
    pipeline.min_confidence = arguments.min_confidence.or(pipeline.min_confidence);
    let manifest = Manifest {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        started: jiff::Timestamp::now().to_string(),
        inputs: arguments.input.inputs.clone(),
    };
    let sinks = arguments.out.iter().map(|target| open(target, &manifest)).collect::<crate::Result<Vec<_>>>()?;
    let rejects = match &arguments.rejects {
        Some(path) => {
            let file = File::create(path)
                .map_err(|error| anyhow::anyhow!("creating the list of rejects {}: {error}", path.display()))?;
            Some(BufWriter::new(file))
        }
        None => None,
    };
    let bar = progress(prepared.inputs.len());
    let mut receiver = Locked {
        keep_rejects: rejects.is_some(),
        inner: std::sync::Mutex::new(Extraction { sinks, rejects, failures: prepared.failures, unsure: 0, bar }),
    };
    let summary = run_batch(&prepared.pipeline, &prepared.inputs, &prepared.options, &mut receiver)?;
    let extraction = receiver.inner.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    for sink in extraction.sinks {
        sink.finish()?;
    }
    extraction.bar.finish_and_clear();
    let failed = extraction.failures.count;
    if prepared.verbose {
        let unsure = match extraction.unsure {
            0 => String::new(),
            count => match prepared.pipeline.min_confidence {
                Some(least) => format!(" ({count} more below {least})"),
                None => format!(" ({count} more of too little confidence)"),
            },
        };
        eprintln!("{} articles, {} events{unsure}, {failed} failed", summary.documents, summary.events);
    }
    Ok(if failed == 0 { Outcome::Good } else { Outcome::Partly })
}

/// The receiver of the batch: workers share it, the collecting thread alone writes.
struct Locked {
    keep_rejects: bool,
    inner: std::sync::Mutex<Extraction>,
}

/// A record that is left out, as a reject.
impl From<(&Pipeline, &Record)> for RejectLine {
    fn from((pipeline, record): (&Pipeline, &Record)) -> Self {
        let proof = record.evidence.first().map_or(&[][..], |proof| &proof.segments);
        RejectLine {
            doc: record.doc.id.clone(),
            kind: record.kind.clone(),
            trigger: None,
            sentence: proof.first().map_or_else(String::new, |segment| segment.quote.clone()),
            reason: format!("confidence {} below {}", record.confidence, pipeline.least_confidence(&record.kind)),
        }
    }
}

impl Locked {
    fn extraction(&mut self) -> &mut Extraction {
        self.inner.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Receiver for Locked {
    type Output = Made;

    fn make(&self, pipeline: &Pipeline, analysis: &Analysis<'_>) -> Made {
        let document = DocumentRecords {
            article: analysis.document.article.id.clone(),
            doc: analysis.doc.clone(),
            records: analysis.records.clone(),
        };
        let text = analysis.document.text();
        let rejects = if self.keep_rejects {
            let line = |reject: &crate::frame::Reject| RejectLine {
                doc: analysis.document.id.clone(),
                kind: reject.kind.clone(),
                trigger: Some(reject.span.of(text).to_owned()),
                sentence: analysis.document.sentences[reject.sentence].span.of(text).trim().to_owned(),
                reason: reject.reason.clone(),
            };
            let unsure = analysis.unsure.iter().map(|(_, record)| RejectLine::from((pipeline, record)));
            analysis.rejects.iter().map(line).chain(unsure).collect()
        } else {
            Vec::new()
        };
        Made { document, rejects, unsure: analysis.unsure.len() as u64 }
    }

    fn take(&mut self, outputs: Vec<Made>) -> crate::Result<bool> {
        let extraction = self.extraction();
        if let Some(out) = &mut extraction.rejects {
            for line in outputs.iter().flat_map(|made| &made.rejects) {
                let line = serde_json::to_string(line).unwrap_or_default();
                writeln!(out, "{line}")
                    .map_err(|error| crate::Error::sink("writing the list of rejects").with_source(error))?;
            }
        }
        extraction.unsure += outputs.iter().map(|made| made.unsure).sum::<u64>();
        let documents: Vec<DocumentRecords> = outputs.into_iter().map(|made| made.document).collect();
        let mut read_on = extraction.sinks.is_empty();
        for sink in &mut extraction.sinks {
            read_on |= sink.write(&documents)?;
        }
        Ok(read_on)
    }

    fn fail(&mut self, failure: &Failure) -> crate::Result<()> {
        let extraction = self.extraction();
        extraction.bar.suspend(|| extraction.failures.note(failure))
    }

    fn progress(&mut self, summary: &Summary) {
        let bar = &self.extraction().bar;
        let seconds = bar.elapsed().as_secs_f64().max(0.001);
        let rate = summary.documents as f64 / seconds;
        let megabytes = summary.bytes as f64 / seconds / 1e6;
        bar.set_message(format!(
            "{} articles ({rate:.0}/s, {megabytes:.1} MB/s), {} events, {} failed",
            summary.documents, summary.events, summary.failed
        ));
    }

    fn events(output: &Made) -> u64 {
        output.document.records.len() as u64
    }
}
