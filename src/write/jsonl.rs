//! JSON Lines: one record a line. A file is written beside its place and moved there at the end, so that a broken run leaves
//! the old file whole.

use super::{DocumentRecords, Sink};
use crate::error::{Error, Result};
use serde::Serialize;
use std::fs::File;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::PathBuf;

/// A JSON Lines output.
pub struct Jsonl {
    out: Box<dyn Write + Send>,
    /// Temporary file and its final place.
    place: Option<(PathBuf, PathBuf)>,
}

impl Jsonl {
    /// Opens `-`, standard output, or a file.
    ///
    /// # Errors
    /// A place that cannot be written.
    pub fn open(target: &str) -> Result<Self> {
        if target == "-" { Ok(Self::stdout()) } else { Self::create(target) }
    }

    fn stdout() -> Self {
        Self { out: Box::new(BufWriter::new(std::io::stdout())), place: None }
    }

    fn create(target: &str) -> Result<Self> {
        let place = PathBuf::from(target);
        let mut name = place.file_name().map(|name| name.to_os_string()).unwrap_or_default();
        name.push(".part");
        let part = place.with_file_name(name);
        let file = File::create(&part)
            .map_err(|error| Error::sink(format!("creating the output {}", part.display())).with_source(error))?;
        Ok(Self { out: Box::new(BufWriter::with_capacity(1 << 18, file)), place: Some((part, place)) })
    }

    /// Writes a value as a line; `false` if nobody reads any more.
    ///
    /// # Errors
    /// What could not be written, and where.
    pub fn put<T: Serialize>(&mut self, value: &T) -> Result<bool> {
        let mut line =
            serde_json::to_vec(value).map_err(|error| Error::sink("writing a line as JSON").with_source(error))?;
        line.push(b'\n');
        match self.out.write_all(&line) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
            Err(error) => Err(self.failed(error)),
        }
    }

    /// Makes what was written last: the file takes its place.
    ///
    /// # Errors
    /// What could not be written, and where.
    pub fn finish(mut self) -> Result<()> {
        match self.out.flush() {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
            Err(error) => return Err(self.failed(error)),
        }
        if let Some((part, place)) = &self.place {
            std::fs::rename(part, place).map_err(|error| {
                Error::sink(format!("moving {} to {}", part.display(), place.display())).with_source(error)
            })?;
        }
        self.place = None;
        Ok(())
    }

    fn failed(&self, error: std::io::Error) -> Error {
        let place = self.place.as_ref().map_or("standard output".to_owned(), |(part, _)| part.display().to_string());
        Error::sink(format!("writing to {place}")).with_source(error)
    }
}

impl Sink for Jsonl {
    fn write(&mut self, batch: &[DocumentRecords]) -> Result<bool> {
        for record in batch.iter().flat_map(|document| &document.records) {
            if !self.put(record)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn finish(self: Box<Self>) -> Result<()> {
        Jsonl::finish(*self)
    }
}

impl std::fmt::Debug for Jsonl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Jsonl").field("place", &self.place).finish_non_exhaustive()
    }
}

impl Drop for Jsonl {
    /// A run that broke off leaves no half file behind.
    fn drop(&mut self) {
        if let Some((part, _)) = &self.place {
            let _ = std::fs::remove_file(part);
        }
    }
}
