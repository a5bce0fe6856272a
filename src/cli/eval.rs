//! `rongzi eval`: how much of what people labelled is found.

use super::inputs::WordArguments;
use super::{Outcome, print};
use crate::batch::{Receiver, Summary, run as run_batch};
use crate::eval::{Labelled, Score, listing};
use crate::pipeline::{Analysis, Pipeline};
use crate::read::{Failure, Input, ReadOptions, expand, lines, open};
use crate::record::Record;
use anyhow::{Context, bail};
use clap::Args;
use std::path::{Path, PathBuf};

/// Arguments of `eval`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  rongzi eval --gold gold.jsonl --docs docs.jsonl\n  rongzi eval --gold gold.jsonl --pred events.jsonl --types credit,debt.bond --errors 5\n  rongzi eval --gold page.gold.jsonl --page seed=page.md\n\nA line of labels is {\"id\": …, \"events\": […]}, as rongzi check --bless writes it. A record and an expected event are paired when\nthey share the type and a party or the amount; of all pairings the one with most agreeing slots counts."
)]
pub(super) struct Arguments {
    /// Expected events, one document a line
    #[arg(long, required = true, num_args = 1.., value_name = "LABELS")]
    gold: Vec<PathBuf>,
    /// The labelled documents: files, folders or globs
    #[arg(long, num_args = 1.., value_name = "INPUT")]
    docs: Vec<String>,
    /// Files whose articles are labelled as ID#1, ID#2 … [default ID: the file's name without its ending]
    #[arg(long, num_args = 1.., value_name = "[ID=]FILE")]
    page: Vec<String>,
    /// Records of `rongzi extract`; left out, the documents are read now
    #[arg(long, value_name = "RECORDS")]
    pred: Option<PathBuf>,
    /// Only types that begin with one of these: credit,debt.bond
    #[arg(long, value_delimiter = ',', value_name = "TYPES")]
    types: Vec<String>,
    /// Show the N documents with most errors
    #[arg(long, default_value_t = 0, value_name = "N")]
    errors: usize,
    /// Write the figures to this file
    #[arg(long, value_name = "OUT")]
    json: Option<PathBuf>,
    #[command(flatten)]
    words: WordArguments,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    if arguments.pred.is_none() && arguments.docs.is_empty() && arguments.page.is_empty() {
        bail!("nothing to count: give the records with --pred, or the documents with --docs or --page");
    }
    let mut labelled = Labelled::new(arguments.types.iter().filter(|kind| !kind.is_empty()).cloned().collect());
    for path in &arguments.gold {
        for line in lines(path, "a line of labels")? {
            labelled.label(line?);
        }
    }
    let inputs = documents(arguments, &mut labelled)?;
    labelled.documents_are_complete()?;
    match &arguments.pred {
        Some(path) => labelled.records(lines(path, "a record")?.collect::<crate::Result<Vec<_>>>()?)?,
        None => {
            let (pipeline, _) = arguments.words.pipeline()?;
            let mut found = Found(Vec::new());
            run_batch(&pipeline, &inputs, &ReadOptions::default(), &mut found)?;
            labelled.records(found.0)?;
        }
    }
    if !labelled.unlabelled.is_empty() {
        eprintln!(
            "rongzi: note: {} documents without a line of labels are left out, with {} records",
            labelled.unlabelled.len(),
            labelled.left_out
        );
    }
    let score = Score::new(&labelled);
    print(&score.tables())?;
    print(&listing(&labelled, &score, arguments.errors))?;
    if let Some(path) = &arguments.json {
        let figures = serde_json::to_string_pretty(&score.json())?;
        std::fs::write(path, figures + "\n").with_context(|| format!("writing the figures to {}", path.display()))?;
    }
    Ok(Outcome::Good)
}

/// Hands the documents to the set; the inputs they came from.
fn documents(arguments: &Arguments, labelled: &mut Labelled) -> anyhow::Result<Vec<Input>> {
    let pages: Vec<(Option<&str>, &str)> = arguments
        .page
        .iter()
        .map(|page| page.rsplit_once('=').map_or((None, page.as_str()), |(id, file)| (Some(id), file)))
        .collect();
    for (id, file) in &pages {
        let path = Path::new(file);
        let text = std::fs::read(path).with_context(|| format!("reading the page {file}"))?;
        let text = crate::read::decode(&text).map_err(|reason| anyhow::anyhow!("reading the page {file}: {reason}"))?;
        let stem = path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
        labelled.page(id.filter(|id| !id.is_empty()).unwrap_or(&stem), path, &text);
    }
    let (inputs, failures) = expand(&arguments.docs, "-");
    if let Some(failure) = failures.first() {
        bail!("reading the documents: {failure}");
    }
    for item in inputs.iter().flat_map(|input| open(input, &ReadOptions::default())) {
        labelled.document(item.map_err(|failure| anyhow::anyhow!("reading the documents: {failure}"))?);
    }
    // Both in one list: files of one name get ids that tell them apart.
    let files = pages.iter().map(|(_, file)| (*file).to_owned());
    Ok(expand(&arguments.docs.iter().cloned().chain(files).collect::<Vec<_>>(), "-").0)
}

/// The records of a run.
struct Found(Vec<Record>);

impl Receiver for Found {
    type Output = Vec<Record>;

    fn make(&self, _pipeline: &Pipeline, analysis: &Analysis<'_>) -> Vec<Record> {
        analysis.records.clone()
    }

    fn take(&mut self, outputs: Vec<Vec<Record>>) -> crate::Result<bool> {
        self.0.extend(outputs.into_iter().flatten());
        Ok(true)
    }

    fn fail(&mut self, failure: &Failure) -> crate::Result<()> {
        Err(crate::Error::input(failure))
    }

    fn progress(&mut self, _summary: &Summary) {}

    fn events(output: &Vec<Record>) -> u64 {
        output.len() as u64
    }
}
