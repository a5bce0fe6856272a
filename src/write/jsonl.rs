//! JSON Lines: one record a line. A file is written beside its place and moved there at the end, so that a broken run leaves
//! the old file whole.

use super::{DocumentRecords, Sink};
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::PathBuf;

/// A JSON Lines output.
pub(super) struct Jsonl {
    out: Box<dyn Write + Send>,
    /// Temporary file and its final place.
    place: Option<(PathBuf, PathBuf)>,
}

impl Jsonl {
    pub(super) fn stdout() -> Self {
        Self { out: Box::new(BufWriter::new(std::io::stdout())), place: None }
    }

    pub(super) fn create(target: &str) -> Result<Self> {
        let place = PathBuf::from(target);
        let mut name = place.file_name().map(|name| name.to_os_string()).unwrap_or_default();
        name.push(".part");
        let part = place.with_file_name(name);
        let file = File::create(&part)
            .map_err(|error| Error::sink(format!("creating the output {}", part.display())).with_source(error))?;
        Ok(Self { out: Box::new(BufWriter::with_capacity(1 << 18, file)), place: Some((part, place)) })
    }

    fn failed(&self, error: std::io::Error) -> Error {
        let place = self.place.as_ref().map_or("standard output".to_owned(), |(part, _)| part.display().to_string());
        Error::sink(format!("writing to {place}")).with_source(error)
    }
}

impl Sink for Jsonl {
    fn write(&mut self, batch: &[DocumentRecords]) -> Result<bool> {
        for record in batch.iter().flat_map(|document| &document.records) {
            let mut line = serde_json::to_vec(record).map_err(|error| {
                Error::sink(format!("writing record {} as JSON", record.event_id)).with_source(error)
            })?;
            line.push(b'\n');
            match self.out.write_all(&line) {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(false),
                Err(error) => return Err(self.failed(error)),
            }
        }
        Ok(true)
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
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
}

impl Drop for Jsonl {
    /// A run that broke off leaves no half file behind.
    fn drop(&mut self) {
        if let Some((part, _)) = &self.place {
            let _ = std::fs::remove_file(part);
        }
    }
}
