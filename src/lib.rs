//! rongzi 融资: Chinese financial news in, financing-event records out.
//!
//! The modules stand in the order of the pipeline.

pub mod article;

pub mod span;

pub mod read;

pub mod layout;

pub mod lexicon;

pub mod segment;

pub mod extract;

pub mod resolve;

pub mod frame;

pub mod merge;

pub mod record;

pub mod write;

pub mod pipeline;

pub mod batch;

pub mod eval;

pub mod config;

pub mod error;

pub mod cli;

pub use error::{Error, Result};
