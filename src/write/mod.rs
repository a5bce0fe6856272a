//! Write: records go to where the user wants them. A sink takes whole documents, so that one whose events have gone can be
//! told from one that was not read.

mod jsonl;

pub mod sqlite;

pub use jsonl::Jsonl;

use crate::error::{Error, Result};
use crate::record::{Doc, Record};

/// The records of one document.
#[derive(Debug, Clone)]
pub struct DocumentRecords {
    /// Id of the article that holds the document. What an earlier run found in the article is replaced as a whole: it may have
    /// held more documents then.
    pub article: String,
    /// The document.
    pub doc: Doc,
    /// Its events, in text order.
    pub records: Vec<Record>,
}

/// Something records can be written to.
pub trait Sink: Send {
    /// Writes a batch; one transaction where the sink has any. `false` if nobody reads any more (a closed pipe).
    ///
    /// # Errors
    /// What could not be written, and where.
    fn write(&mut self, batch: &[DocumentRecords]) -> Result<bool>;

    /// Makes what was written last.
    ///
    /// # Errors
    /// What could not be written, and where.
    fn finish(self: Box<Self>) -> Result<()>;
}

/// What the run says of itself; the only place that knows the clock.
#[derive(Debug, Clone, Default)]
pub struct Manifest {
    /// Version of the program.
    pub version: String,
    /// Start of the run, RFC 3339.
    pub started: String,
    /// The inputs as named.
    pub inputs: Vec<String>,
}

/// Opens a sink by its name: `-` standard output, `.jsonl` a file, `.db` or `.sqlite` an SQLite file.
///
/// # Errors
/// An ending that is not known, or a place that cannot be written.
pub fn open(target: &str, manifest: &Manifest) -> Result<Box<dyn Sink>> {
    if target == "-" {
        return Ok(Box::new(Jsonl::open(target)?));
    }
    let ending = std::path::Path::new(target).extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("jsonl" | "ndjson") => Ok(Box::new(Jsonl::open(target)?)),
        Some("db" | "sqlite" | "sqlite3") => Ok(Box::new(sqlite::Sqlite::open(target, manifest)?)),
        _ => Err(Error::sink(format!(
            "opening the output {target}: its ending is not known, expected .jsonl, .db or .sqlite, or - for standard output"
        ))),
    }
}
