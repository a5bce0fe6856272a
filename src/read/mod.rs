//! Read: files, folders, globs and standard input become articles. A source is an iterator; one that cannot be read is an
//! item of it, never the end.

mod decode;

mod inputs;

mod jsonl;

mod typed;

mod utf16;

pub use decode::decode;
pub use inputs::{Input, expand};
pub use typed::{Lines, lines};

use crate::article::{Article, Markup};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};

/// An input or one article of it that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Failure {
    /// File name or `-`.
    pub source: String,
    /// Line of the file, from 1, where the input has rows.
    pub line: Option<u64>,
    /// Article id, where it is known.
    pub id: Option<String>,
    /// What was wrong and what was expected.
    pub reason: String,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.source)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(id) = &self.id {
            write!(f, " (article {id})")?;
        }
        write!(f, ": {}", self.reason)
    }
}

/// Articles of one input, in order.
pub type Source = Box<dyn Iterator<Item = Result<Article, Failure>> + Send>;

/// How inputs are read.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// Format of all inputs; by name and content where `None`.
    pub format: Option<Format>,
    /// Columns that hold the text, the first present counts.
    pub text_fields: Vec<String>,
    /// Columns that hold the headline.
    pub title_fields: Vec<String>,
    /// Columns that hold the id.
    pub id_fields: Vec<String>,
    /// Columns that hold the day of publication.
    pub date_fields: Vec<String>,
    /// Day of publication of every article that has none of its own.
    pub published: Option<Date>,
    /// Longest article that is read, in bytes.
    pub max_article_bytes: usize,
    /// Name under which standard input is read.
    pub stdin_name: String,
}

/// Longest article by default: no news article is near it, and memory stays bounded.
pub const MAX_ARTICLE_BYTES: usize = 32 << 20;

impl Default for ReadOptions {
    fn default() -> Self {
        let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect();
        Self {
            format: None,
            text_fields: names(&["text", "content", "body"]),
            title_fields: names(&["title", "headline"]),
            id_fields: names(&["id", "url"]),
            date_fields: names(&["published", "pub_date", "date", "publish_time"]),
            published: None,
            max_article_bytes: MAX_ARTICLE_BYTES,
            stdin_name: "-".to_owned(),
        }
    }
}

/// Formats of inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text, one article a file.
    Txt,
    /// Markdown, one or more articles a file.
    Md,
    /// JSON Lines, one article a line.
    Jsonl,
}

/// Opens an input; a failure to open is its only item.
#[must_use]
pub fn open(input: &Input, options: &ReadOptions) -> Source {
    let failed = |reason: String| -> Source {
        let failure = Failure { source: input.name.clone(), line: None, id: None, reason };
        Box::new(std::iter::once(Err(failure)))
    };
    let reader: Box<dyn Read + Send> = match &input.path {
        None => Box::new(std::io::stdin()),
        Some(path) => match File::open(path) {
            Ok(file) => Box::new(file),
            Err(error) => return failed(format!("cannot be opened: {error}")),
        },
    };
    let mut reader = BufReader::with_capacity(1 << 18, reader);
    let mark = match reader.fill_buf() {
        Ok(head) => Encoding::for_bom(head).map(|(encoding, _)| encoding),
        Err(error) => return failed(format!("cannot be read: {error}")),
    };
    if let Some(encoding) = mark.filter(|encoding| [UTF_16LE, UTF_16BE].contains(encoding)) {
        let decoded: Box<dyn Read + Send> = Box::new(utf16::Utf16::new(reader, encoding));
        reader = BufReader::with_capacity(1 << 18, decoded);
    }
    let format = match options.format.or(input.format) {
        Some(format) => format,
        None => match looks_like(&mut reader) {
            Ok(format) => format,
            Err(error) => return failed(format!("cannot be read: {error}")),
        },
    };
    match format {
        Format::Jsonl => Box::new(jsonl::Rows::new(reader, input.name.clone(), options.clone())),
        Format::Txt | Format::Md => {
            let markup = if format == Format::Md { Markup::Markdown } else { Markup::Plain };
            Box::new(std::iter::once(whole(reader, input, markup, options)))
        }
    }
}

/// JSON Lines if the first character that is no blank opens an object, else text.
fn looks_like(reader: &mut BufReader<Box<dyn Read + Send>>) -> std::io::Result<Format> {
    let head = reader.fill_buf()?;
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xEF | 0xBB | 0xBF));
    Ok(if first == Some(&b'{') { Format::Jsonl } else { Format::Txt })
}

/// A whole file as one article.
fn whole(mut reader: impl Read, input: &Input, markup: Markup, options: &ReadOptions) -> Result<Article, Failure> {
    let fail = |reason: String| Failure { source: input.name.clone(), line: None, id: Some(input.id.clone()), reason };
    let mut bytes = Vec::new();
    let limit = options.max_article_bytes as u64 + 1;
    reader.by_ref().take(limit).read_to_end(&mut bytes).map_err(|error| fail(format!("cannot be read: {error}")))?;
    if bytes.len() > options.max_article_bytes {
        return Err(fail(format!("longer than {} bytes, the limit of --max-article-bytes", options.max_article_bytes)));
    }
    let text = decode(&bytes).map_err(fail)?;
    if text.trim().is_empty() {
        return Err(fail("empty, expected an article".to_owned()));
    }
    Ok(Article {
        id: input.id.clone(),
        title: None,
        sha256: sha256(&text),
        text,
        published: options.published,
        markup,
        is_file: true,
        source: input.name.clone(),
    })
}

/// SHA-256 of a text, lower-case hex.
fn sha256(text: &str) -> String {
    crate::record::build::hex(&Sha256::digest(text.as_bytes()))
}
