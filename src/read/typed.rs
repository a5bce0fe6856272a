//! JSON Lines of one known shape: records, expected events. Unlike articles, of which a bad one loses only itself, a line that
//! is none stops the reading: figures over half a file would be wrong.

use crate::error::{Error, Result};
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::marker::PhantomData;
use std::path::Path;

/// The lines of a file as values; blank lines are passed over.
#[derive(Debug)]
pub struct Lines<T, R = BufReader<File>> {
    reader: R,
    name: String,
    what: &'static str,
    number: u64,
    shape: PhantomData<fn() -> T>,
}

/// Opens a file of JSON Lines; `what` names a line in messages: «a record».
///
/// # Errors
/// A file that cannot be opened.
pub fn lines<T: DeserializeOwned>(path: &Path, what: &'static str) -> Result<Lines<T>> {
    let file =
        File::open(path).map_err(|error| Error::input(format!("opening {}", path.display())).with_source(error))?;
    Ok(Lines::new(BufReader::new(file), path.display().to_string(), what))
}

impl<T: DeserializeOwned, R: BufRead> Lines<T, R> {
    /// Reads from a reader; `name` stands for the file in messages.
    pub fn new(reader: R, name: String, what: &'static str) -> Self {
        Self { reader, name, what, number: 0, shape: PhantomData }
    }

    /// The next line that is not blank, as it stands, without its end.
    fn line(&mut self) -> Option<std::io::Result<String>> {
        loop {
            let mut line = String::new();
            self.number += 1;
            match self.reader.read_line(&mut line) {
                Ok(0) => return None,
                Ok(_) if line.trim().is_empty() => {}
                Ok(_) => return Some(Ok(line)),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<T: DeserializeOwned, R: BufRead> Iterator for Lines<T, R> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Self::Item> {
        let line = self.line()?;
        let place = format!("{}:{}: not {}", self.name, self.number, self.what);
        Some(match line {
            Ok(line) => serde_json::from_str(line.trim_start_matches('\u{feff}'))
                .map_err(|error| Error::input(place).with_source(error)),
            Err(error) => Err(Error::input(place).with_source(error)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_none_is_told_with_its_place() {
        let mut lines: Lines<u32, _> =
            Lines::new(&b"1\n\n2\nthree\n\xff\n"[..], "numbers.jsonl".to_owned(), "a number");
        assert_eq!(lines.next().and_then(Result::ok), Some(1));
        assert_eq!(lines.next().and_then(Result::ok), Some(2));
        for place in ["numbers.jsonl:4: not a number: ", "numbers.jsonl:5: not a number: "] {
            let error = lines.next().and_then(Result::err).expect("an error").to_string();
            assert!(error.starts_with(place), "{error}");
        }
        assert!(lines.next().is_none());
    }
}
