//! The command line (DESIGN §6): arguments → pipeline → run → exit code. One module per command.
//!
//! Exit codes: 0 all good, 1 some articles failed or a check differs, 2 the command could not run.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the command line is where the program talks")]

mod annotate;

mod check;

mod dedup;

mod dict;

mod eval;

mod explain;

mod extract;

mod inputs;

mod schema;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Chinese financial news in, financing-event records out.
#[derive(Debug, Parser)]
#[command(name = "rongzi", version, about, long_about = None, max_term_width = 110)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read articles and write financing-event records
    Extract(extract::Arguments),
    /// Write what stands in the articles: money, dates, banks, firms …, one line an article
    Annotate(annotate::Arguments),
    /// Show for a person to read how a text was understood
    Explain(explain::Arguments),
    /// Run fixture articles and compare with the expected records
    Check(check::Arguments),
    /// Group the records that tell the same deal, over many articles
    Dedup(dedup::Arguments),
    /// Count what is right in records of labelled documents: events, slots, false alarms
    Eval(eval::Arguments),
    /// Build, lint and search dictionaries of names
    Dict(dict::Arguments),
    /// Print the shape of the records
    Schema(schema::Arguments),
}

/// How a command ended, if it could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All good.
    Good,
    /// Some articles failed, or a check differs.
    Partly,
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        Command::Extract(arguments) => extract::run(arguments),
        Command::Annotate(arguments) => annotate::run(arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Dedup(arguments) => dedup::run(&arguments),
        Command::Eval(arguments) => eval::run(&arguments),
        Command::Dict(arguments) => dict::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
    };
    match outcome {
        Ok(Outcome::Good) => ExitCode::SUCCESS,
        Ok(Outcome::Partly) => ExitCode::from(1),
        Err(error) => {
            eprintln!("rongzi: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Writes to standard output; a closed pipe is no error.
fn print(words: &str) -> anyhow::Result<()> {
    use std::io::Write;
    match std::io::stdout().lock().write_all(words.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
