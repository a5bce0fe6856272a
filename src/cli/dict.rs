//! `rongzi dict`: dictionaries of names: build one from a table, lint one, find who has a name.

use super::{Outcome, print};
use crate::config::Config;
use crate::extract::Kind;
use crate::lexicon::{Advice, Complaint, Entry, ImportOptions, Lexicon, Role, Severity, import, lint, lint_builtin};
use crate::segment::Segmenter;
use anyhow::{Context, bail};
use clap::{Args, Subcommand, ValueEnum};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Arguments of `dict`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Make a user dictionary of a table: an exchange's list of securities, a code table, a list of your own
    Build(BuildArguments),
    /// Tell duplicates, conflicts, dead terms, risky names and wrong codes of dictionaries
    Lint(LintArguments),
    /// Show every entry that has a name or a code
    Find(FindArguments),
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  rongzi dict build all_code.csv -o market.tsv\n  rongzi dict build clients.csv --name-column 客户 --aliases-column 别称 --kind firm -o mine.tsv\n  rongzi extract news/ --dictionary mine.tsv\n\nCSV and TSV; UTF-8, UTF-16 with a mark, GB18030 (so GBK). Usual headers are known: 证券代码 证券简称 公司全称 曾用名 上市日期,\nts_code stock_code short_name full_name exchange list_date, and their like. Exit code 1 if rows were skipped, 2 if nothing could be read."
)]
struct BuildArguments {
    /// The table, or - for standard input
    #[arg(value_name = "INPUT")]
    input: PathBuf,
    /// Where the dictionary goes: a file, or - for standard output
    #[arg(short, long, value_name = "OUT", default_value = "-")]
    out: PathBuf,
    /// Header of the column of names
    #[arg(long, value_name = "HEADER")]
    name_column: Option<String>,
    /// Header of the column of codes
    #[arg(long, value_name = "HEADER")]
    code_column: Option<String>,
    /// Header of the column of registered names
    #[arg(long, value_name = "HEADER")]
    full_name_column: Option<String>,
    /// Header of the column of aliases
    #[arg(long, value_name = "HEADER")]
    aliases_column: Option<String>,
    /// Header of the column of former names
    #[arg(long, value_name = "HEADER")]
    former_column: Option<String>,
    /// Kind of all entries [default: as built in; banks by their names, else firm]
    #[arg(long, value_enum)]
    kind: Option<KindArgument>,
    /// Leave out what the built-in dictionary says already
    #[arg(long)]
    new_only: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum KindArgument {
    /// Gives and takes credit
    Bank,
    /// Any company
    Firm,
    /// Authorities, exchanges, brokers, funds, investors
    Institution,
}

#[derive(Debug, Args)]
#[command(
    after_help = "One finding a line: file:line: severity: message, help: what to do. Exit code 1 if there are errors.\nExample:\n  rongzi dict lint mine.tsv"
)]
struct LintArguments {
    /// Dictionaries of your own, or files in the built-in format [default: the built-in dictionary]
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_enum, default_value = "text")]
    format: LintFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LintFormat {
    /// For a person, with a summary
    Text,
    /// One JSON object a line
    Json,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  rongzi dict find 工行 600926 百联股份")]
struct FindArguments {
    /// Names, or codes in any spelling
    #[arg(required = true, value_name = "WORD")]
    words: Vec<String>,
    /// Dictionary that overlays the built-in ones
    #[arg(long, value_name = "FILE")]
    dictionary: Vec<PathBuf>,
    /// Settings [default: rongzi.toml in the working directory, if there is one]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    match &arguments.verb {
        Verb::Build(arguments) => run_build(arguments),
        Verb::Lint(arguments) => run_lint(arguments),
        Verb::Find(arguments) => run_find(arguments),
    }
}

fn read(path: &Path) -> anyhow::Result<String> {
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin(), &mut bytes).context("reading standard input")?;
        bytes
    } else {
        std::fs::read(path).with_context(|| format!("reading {}", path.display()))?
    };
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        bail!("reading {}: a workbook; expected CSV or TSV, save the sheet as CSV", path.display());
    }
    crate::read::decode(&bytes).map_err(|reason| anyhow::anyhow!("reading {}: {reason}", path.display()))
}

fn run_build(arguments: &BuildArguments) -> anyhow::Result<Outcome> {
    let options = ImportOptions {
        name: arguments.name_column.clone(),
        code: arguments.code_column.clone(),
        full_name: arguments.full_name_column.clone(),
        aliases: arguments.aliases_column.clone(),
        former_names: arguments.former_column.clone(),
        kind: arguments.kind.map(|kind| match kind {
            KindArgument::Bank => Kind::Bank,
            KindArgument::Firm => Kind::Firm,
            KindArgument::Institution => Kind::Institution,
        }),
        new_only: arguments.new_only,
    };
    let name = arguments.input.display().to_string();
    let imported = import(&read(&arguments.input)?, &options, &Lexicon::builtin()).with_context(|| name.clone())?;
    if arguments.out == Path::new("-") {
        print(&imported.dictionary)?;
    } else {
        std::fs::write(&arguments.out, &imported.dictionary)
            .with_context(|| format!("writing the dictionary {}", arguments.out.display()))?;
    }
    let tell = |severity: &str, complaints: &[Complaint]| {
        for complaint in complaints {
            eprintln!("{name}:{}: {severity}: {}", complaint.line, complaint.reason);
        }
    };
    tell("warning", &imported.mended);
    tell("skipped", &imported.bad);
    let repeated = match imported.repeated {
        0 => String::new(),
        count => format!(", {count} known already"),
    };
    eprintln!("rongzi: {} entries, {} rows skipped{repeated}", imported.entries, imported.bad.len());
    Ok(if imported.bad.is_empty() { Outcome::Good } else { Outcome::Partly })
}

fn run_lint(arguments: &LintArguments) -> anyhow::Result<Outcome> {
    let (builtin, segmenter) = (Lexicon::builtin(), Segmenter::default());
    let findings = if arguments.files.is_empty() {
        lint_builtin(&builtin, &segmenter)
    } else {
        let files = arguments.files.iter().map(|path| Ok((path.display().to_string(), read(path)?)));
        lint(&files.collect::<anyhow::Result<Vec<_>>>()?, &builtin, &segmenter)
    };
    let mut out = String::new();
    for finding in &findings {
        match arguments.format {
            LintFormat::Text => writeln!(out, "{finding}")?,
            LintFormat::Json => writeln!(out, "{}", serde_json::to_string(finding)?)?,
        }
    }
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    if matches!(arguments.format, LintFormat::Text) {
        writeln!(out, "{errors} errors, {} warnings", findings.len() - errors)?;
    }
    print(&out)?;
    Ok(if errors == 0 { Outcome::Good } else { Outcome::Partly })
}

fn run_find(arguments: &FindArguments) -> anyhow::Result<Outcome> {
    let config = Config::load(arguments.config.as_deref())?;
    let overlays: Vec<PathBuf> = arguments.dictionary.iter().chain(&config.dictionaries).cloned().collect();
    let lexicon = Lexicon::load(&overlays)?;
    let mut outcome = Outcome::Good;
    for word in &arguments.words {
        let found = lexicon.look_up(word);
        if found.entries.is_empty() {
            outcome = Outcome::Partly;
            let near = lexicon.near(word, 5);
            let hint = match near.as_slice() {
                [] => "no name is near; see rongzi dict build and --dictionary".to_owned(),
                near => format!("did you mean {}?", near.join(", ")),
            };
            eprintln!("rongzi: nobody is called {word}, help: {hint}");
            continue;
        }
        let mut account = format!("{word}: {}\n", advice(found.advice, &found.entries));
        for (id, role) in &found.entries {
            describe(lexicon.entry(*id), *role, &mut account)?;
        }
        print(&account)?;
    }
    Ok(outcome)
}

/// What a text must show for the surface to count, and for whom it then counts.
fn advice(advice: Option<Advice>, entries: &[(crate::lexicon::EntryId, Role)]) -> String {
    let words = match advice {
        None if entries.iter().all(|(_, role)| *role == Role::Code) => "code",
        None => "no text shows it so: taken out, or written otherwise",
        Some(Advice::Plain) => "plain (counts wherever it stands)",
        Some(Advice::Context) => "context (needs a word boundary on both sides)",
        Some(Advice::Block) => "block (needs a code, a role word or a heading beside it)",
    };
    match entries.len() {
        1 => words.to_owned(),
        count => format!("{words}; {count} entries, the likeliest first"),
    }
}

fn describe(entry: &Entry, role: Role, out: &mut String) -> std::fmt::Result {
    let kind = format!("{:?}", entry.kind).to_lowercase();
    let codes: Vec<&str> = entry.codes.iter().map(|code| code.symbol.as_str()).collect();
    writeln!(out, "  {}  {}  {kind}  {}  {}", entry.id, entry.name, entry.class, codes.join(" "))?;
    writeln!(out, "    {} in {}", role.words(), entry.origin)?;
    if let Some(full) = &entry.full_name {
        writeln!(out, "    full name: {full}")?;
    }
    for (title, names) in [("aliases", &entry.aliases), ("former names", &entry.former_names)] {
        if !names.is_empty() {
            writeln!(out, "    {title}: {}", names.join(" "))?;
        }
    }
    match (entry.valid_from, entry.valid_to) {
        (Some(from), Some(to)) => writeln!(out, "    listed: {from} to {to}")?,
        (Some(from), None) => writeln!(out, "    listed: since {from}")?,
        (None, Some(to)) => writeln!(out, "    listed: until {to}")?,
        (None, None) => {}
    }
    Ok(())
}
