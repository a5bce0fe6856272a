//! One integration binary; each module answers one question.

/// The built program and a folder to run it in.
mod program;

/// Do exit codes, messages and commands keep their contract?
mod cli;

/// Does every format come in, and does a bad input lose only itself?
mod read;

/// Do the same articles give the same bytes, however they are run?
mod batch;

/// Does every sink hold the same records?
mod write;

/// Does the regression check see what changed?
mod check;

/// Do the examples inside the frame files hold?
mod frames;
