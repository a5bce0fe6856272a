//! Batch: many articles through the pipeline — threads, order, bounded memory, failures. Articles come out in the order in
//! which they are read, whatever the number of threads; a bad article loses only itself.

use crate::article::Article;
use crate::error::Result;
use crate::pipeline::{Analysis, Pipeline};
use crate::read::{Failure, Input, ReadOptions, open};
use rayon::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Articles and bytes of text that are in memory at once.
const CHUNK: (usize, usize) = (512, 16 << 20);

/// What a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// News articles read.
    pub documents: u64,
    /// Events written.
    pub events: u64,
    /// Inputs and articles that failed.
    pub failed: u64,
    /// Bytes of text read.
    pub bytes: u64,
}

/// What a run does with its results, in order.
pub trait Receiver {
    /// What is kept of an article, made on the worker threads.
    type Output: Send;

    /// Makes of an analysis what is to be written.
    fn make(&self, pipeline: &Pipeline, analysis: &Analysis<'_>) -> Self::Output;

    /// Takes the results of one chunk, in the order of reading; `false` ends the run early (a closed pipe).
    ///
    /// # Errors
    /// What cannot be written ends the run.
    fn take(&mut self, outputs: Vec<Self::Output>) -> Result<bool>;

    /// Takes note of an article that failed.
    ///
    /// # Errors
    /// What cannot be written ends the run.
    fn fail(&mut self, failure: &Failure) -> Result<()>;

    /// Called after each chunk.
    fn progress(&mut self, _summary: &Summary) {}

    /// Number of events in an output, for the summary.
    fn events(output: &Self::Output) -> u64;
}

/// Reads all inputs and hands the results over.
///
/// # Errors
/// Only what the receiver cannot write; inputs that fail are counted.
pub fn run<R>(pipeline: &Pipeline, inputs: &[Input], options: &ReadOptions, receiver: &mut R) -> Result<Summary>
where
    R: Receiver + Sync,
{
    let mut summary = Summary::default();
    let mut chunk: Vec<Article> = Vec::new();
    let mut size = 0;
    for input in inputs {
        for item in open(input, options) {
            match item {
                Ok(article) => {
                    size += article.text.len();
                    chunk.push(article);
                }
                Err(failure) => {
                    summary.failed += 1;
                    receiver.fail(&failure)?;
                }
            }
            if (chunk.len() >= CHUNK.0 || size >= CHUNK.1) && !flush(pipeline, &mut chunk, receiver, &mut summary)? {
                return Ok(summary);
            }
            if chunk.is_empty() {
                size = 0;
            }
        }
    }
    flush(pipeline, &mut chunk, receiver, &mut summary)?;
    Ok(summary)
}

fn flush<R: Receiver + Sync>(
    pipeline: &Pipeline,
    chunk: &mut Vec<Article>,
    receiver: &mut R,
    summary: &mut Summary,
) -> Result<bool> {
    let results: Vec<std::result::Result<Vec<R::Output>, Failure>> = {
        let receiver = &*receiver;
        chunk.par_iter().map(|article| read(pipeline, article, receiver)).collect()
    };
    let mut outputs = Vec::with_capacity(results.len());
    for (result, article) in results.into_iter().zip(chunk.iter()) {
        summary.bytes += article.text.len() as u64;
        match result {
            Ok(found) => {
                summary.documents += found.len() as u64;
                summary.events += found.iter().map(R::events).sum::<u64>();
                outputs.extend(found);
            }
            Err(failure) => {
                summary.failed += 1;
                receiver.fail(&failure)?;
            }
        }
    }
    chunk.clear();
    let go_on = receiver.take(outputs)?;
    receiver.progress(summary);
    Ok(go_on)
}

/// One article; a panic is a bug of ours and costs that article alone.
fn read<R: Receiver>(
    pipeline: &Pipeline,
    article: &Article,
    receiver: &R,
) -> std::result::Result<Vec<R::Output>, Failure> {
    let work = AssertUnwindSafe(|| {
        pipeline.analyze(article).iter().map(|analysis| receiver.make(pipeline, analysis)).collect::<Vec<_>>()
    });
    catch_unwind(work).map_err(|panic| {
        let words =
            panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
        Failure {
            source: article.source.clone(),
            line: None,
            id: Some(article.id.clone()),
            reason: format!("an error in rongzi, please report it with the article: {}", words.unwrap_or("no message")),
        }
    })
}
