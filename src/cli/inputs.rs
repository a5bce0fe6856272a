//! What every command that reads articles has in common: inputs, formats, columns, dictionaries, threads, failures.

use crate::config::Config;
use crate::pipeline::{Pipeline, PipelineOptions};
use crate::read::{Failure, Format, Input, ReadOptions, expand};
use anyhow::{Context, bail};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;
use std::fs::File;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::time::Duration;

/// Inputs and how they are read.
#[derive(Debug, Args)]
pub(super) struct InputArguments {
    /// Files, folders, globs, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<String>,
    /// Format of all inputs; by name and content if left out
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Column of the text in JSONL rows [default: the first of text, content, body]
    #[arg(long, value_name = "NAME")]
    text_field: Option<String>,
    /// Column of the headline [default: title, headline]
    #[arg(long, value_name = "NAME")]
    title_field: Option<String>,
    /// Column of the id [default: id, url]
    #[arg(long, value_name = "NAME")]
    id_field: Option<String>,
    /// Column of the day of publication [default: published, pub_date, date, publish_time]
    #[arg(long, value_name = "NAME")]
    date_field: Option<String>,
    /// Day of publication of articles that have none of their own, such as 2025-02-14
    #[arg(long, value_name = "DATE")]
    published: Option<Date>,
    /// Longest article that is read, in bytes
    #[arg(long, value_name = "BYTES")]
    max_article_bytes: Option<usize>,
    /// File name under which standard input is read: its ending gives the format, its stem the id (`stdin` for -)
    #[arg(long, value_name = "NAME", default_value = "-")]
    stdin_name: String,
    /// Write inputs and articles that failed to this file, one JSON object a line
    #[arg(long, value_name = "FILE")]
    failed: Option<PathBuf>,
    /// Threads [default: all cores]; the output is the same for any number
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    #[command(flatten)]
    words: WordArguments,
    /// Print a summary to standard error when done
    #[arg(short, long)]
    verbose: bool,
}

/// A user's own words and event types.
#[derive(Debug, Args)]
pub(super) struct WordArguments {
    /// Dictionary that overlays the built-in ones: name, aliases, code, kind, apart by tabs; -NAME removes a name
    #[arg(long, value_name = "FILE")]
    dictionary: Vec<PathBuf>,
    /// Frame file or folder of frames: event types of your own
    #[arg(long, value_name = "PATH")]
    frames: Vec<PathBuf>,
    /// Settings [default: rongzi.toml in the working directory, if there is one]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl WordArguments {
    pub(super) fn pipeline(&self) -> anyhow::Result<(Pipeline, Config)> {
        let config = Config::load(self.config.as_deref())?;
        let join = |flags: &[PathBuf], settings: &[PathBuf]| flags.iter().chain(settings).cloned().collect();
        let options = PipelineOptions {
            dictionaries: join(&self.dictionary, &config.dictionaries),
            frames: join(&self.frames, &config.frames),
            min_confidence: config.min_confidence,
        };
        Ok((Pipeline::load(&options)?, config))
    }
}

/// All that a run over articles needs.
pub(super) struct Run {
    pub(super) pipeline: Pipeline,
    pub(super) inputs: Vec<Input>,
    pub(super) options: ReadOptions,
    pub(super) failures: Failures,
    pub(super) verbose: bool,
}

impl InputArguments {
    /// Builds the pipeline and lists the inputs; inputs that are not there are reported and counted.
    pub(super) fn prepare(&self) -> anyhow::Result<Run> {
        let (pipeline, config) = self.words.pipeline()?;
        let mut options = ReadOptions {
            format: self.format,
            published: self.published,
            stdin_name: self.stdin_name.clone(),
            ..ReadOptions::default()
        };
        let one = |flag: &Option<String>, setting: &Option<String>, fields: &mut Vec<String>| {
            if let Some(name) = flag.as_ref().or(setting.as_ref()) {
                *fields = vec![name.clone()];
            }
        };
        one(&self.text_field, &config.text_field, &mut options.text_fields);
        one(&self.title_field, &config.title_field, &mut options.title_fields);
        one(&self.id_field, &config.id_field, &mut options.id_fields);
        one(&self.date_field, &config.date_field, &mut options.date_fields);
        if let Some(bytes) = self.max_article_bytes.or(config.max_article_bytes) {
            options.max_article_bytes = bytes;
        }
        if let Some(threads) = self.threads.or(config.threads) {
            if threads == 0 {
                bail!("--threads 0: expected at least 1");
            }
            rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().context("starting the threads")?;
        }
        let mut failures = Failures::new(self.failed.as_ref())?;
        let (inputs, missing) = expand(&self.inputs, &self.stdin_name);
        for failure in &missing {
            failures.note(failure)?;
        }
        if inputs.is_empty() {
            bail!("nothing to read: {} named no article; expected files, folders, globs or -", self.inputs.join(" "));
        }
        Ok(Run { pipeline, inputs, options, failures, verbose: self.verbose })
    }
}

/// Where failures are told: standard error, and a file if the user wants one.
pub(super) struct Failures {
    out: Option<BufWriter<File>>,
    pub(super) count: u64,
}

impl Failures {
    fn new(path: Option<&PathBuf>) -> anyhow::Result<Self> {
        let create = |path: &PathBuf| {
            File::create(path).with_context(|| format!("creating the list of failures {}", path.display()))
        };
        Ok(Self { out: path.map(create).transpose()?.map(BufWriter::new), count: 0 })
    }

    pub(super) fn note(&mut self, failure: &Failure) -> crate::Result<()> {
        self.count += 1;
        eprintln!("rongzi: {failure}");
        if let Some(out) = &mut self.out {
            let line = serde_json::to_string(failure).unwrap_or_default();
            writeln!(out, "{line}")
                .and_then(|()| out.flush())
                .map_err(|error| crate::Error::sink("writing the list of failures").with_source(error))?;
        }
        Ok(())
    }
}

/// Progress on a terminal; nothing when piped.
pub(super) fn progress(inputs: usize) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    let style = ProgressStyle::with_template("{spinner} {elapsed_precise} {msg}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner());
    bar.set_style(style);
    bar.set_message(format!("{inputs} inputs"));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
