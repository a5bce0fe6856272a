//! The one error type of the library: opaque, with a private kind, predicates, and a chain of context
//! («what we were doing, where, what was wrong, what was expected»).

use std::fmt;

/// Result with the library's error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something could not be done. Print it with `{:#}` style through [`fmt::Display`]: the context comes first, then the cause.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ErrorKind {
    Input,
    Dictionary,
    Sink,
    Config,
}

impl Error {
    fn new(kind: ErrorKind, message: impl fmt::Display) -> Self {
        Self { kind, message: message.to_string(), source: None }
    }

    /// An input that could not be read or is no article.
    pub fn input(message: impl fmt::Display) -> Self {
        Self::new(ErrorKind::Input, message)
    }

    /// A dictionary or frame file that is not what it should be.
    pub fn dictionary(message: impl fmt::Display) -> Self {
        Self::new(ErrorKind::Dictionary, message)
    }

    /// An output that could not be written.
    pub fn sink(message: impl fmt::Display) -> Self {
        Self::new(ErrorKind::Sink, message)
    }

    /// A contradiction in what the user asked for.
    pub fn config(message: impl fmt::Display) -> Self {
        Self::new(ErrorKind::Config, message)
    }

    /// Keeps the cause, shown behind the message.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Puts what was being done, and where, in front of the message.
    #[must_use]
    pub fn context(mut self, context: impl fmt::Display) -> Self {
        self.message = format!("{context}: {}", self.message);
        self
    }

    /// True if an input could not be read.
    #[must_use]
    pub fn is_input(&self) -> bool {
        self.kind == ErrorKind::Input
    }

    /// True if a dictionary or frame file is at fault.
    #[must_use]
    pub fn is_dictionary(&self) -> bool {
        self.kind == ErrorKind::Dictionary
    }

    /// True if an output is at fault.
    #[must_use]
    pub fn is_sink(&self) -> bool {
        self.kind == ErrorKind::Sink
    }

    /// True if the request itself is at fault.
    #[must_use]
    pub fn is_config(&self) -> bool {
        self.kind == ErrorKind::Config
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.source {
            Some(source) => write!(f, ": {source}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
