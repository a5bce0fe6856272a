//! Config: what a user writes in `rongzi.toml` in the working directory. Flags win over it; nothing is built here.

use crate::error::{Error, Result};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The settings of `rongzi.toml`; all may be left out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Dictionary files that overlay the built-in ones.
    #[serde(default)]
    pub dictionaries: Vec<PathBuf>,
    /// Files or folders of frames.
    #[serde(default)]
    pub frames: Vec<PathBuf>,
    /// Threads; all cores by default.
    pub threads: Option<usize>,
    /// Longest article in bytes.
    pub max_article_bytes: Option<usize>,
    /// Column of the text.
    pub text_field: Option<String>,
    /// Column of the headline.
    pub title_field: Option<String>,
    /// Column of the id.
    pub id_field: Option<String>,
    /// Column of the day of publication.
    pub date_field: Option<String>,
    /// Records of less confidence are left out; 0 (none) to 1.
    #[serde(default, deserialize_with = "confidence")]
    pub min_confidence: Option<f64>,
}

fn confidence<'de, D: serde::Deserializer<'de>>(value: D) -> std::result::Result<Option<f64>, D::Error> {
    let value = f64::deserialize(value)?;
    let unfit = || serde::de::Error::custom(format!("min_confidence is {value}, expected a number from 0 to 1"));
    if (0.0..=1.0).contains(&value) { Ok(Some(value)) } else { Err(unfit()) }
}

impl Config {
    /// Reads a file; `None` reads `rongzi.toml` in the working directory where there is one.
    ///
    /// # Errors
    /// A file that was named and is not there, or a key that is not known, is refused with its place.
    pub fn load(path: Option<&Path>) -> Result<Self> {
        let standard = Path::new("rongzi.toml");
        let file = path.unwrap_or(standard);
        if path.is_none() && !file.exists() {
            return Ok(Self::default());
        }
        let text = std::fs::read_to_string(file)
            .map_err(|error| Error::config(format!("reading the settings {}", file.display())).with_source(error))?;
        toml::from_str(&text).map_err(|error| Error::config(format!("settings {}: {error}", file.display())))
    }
}
