//! One integration binary; each module answers one question.
#![allow(clippy::print_stderr, reason = "a skipped test says so in plain sight")]

/// The built program and a folder to run it in.
mod program;
/// Ways to write a number, and the rows of the dictionaries.
mod surface;

/// Does `annotate` tell values with the keys it promises?
mod annotate;
/// Do the fixture articles give the expected records?
mod articles;
/// Do the same articles give the same bytes, however they are run?
mod batch;
/// Does the regression check see what changed?
mod check;
/// Do exit codes, messages and commands keep their contract?
mod cli;
/// Is a date the same in every writing, and every text read without failure in linear time?
mod dates;
/// Are the tellings of one deal found over many articles, and those of different deals kept apart?
mod dedup;
/// Do tables become dictionaries, and are dictionaries linted and searched?
mod dict;
/// Are the dictionaries canonical, and do all built-in files load?
mod dictionaries;
/// Does `eval` count what is right, and refuse what it cannot count?
mod eval;
/// Are the values of the spec forms read, and what is no value left alone?
mod extract;
/// Do the examples inside the frame files hold?
mod frames;
/// Are pages split, zoned, joined and refused as they should be?
mod layout;
/// Are names found in every spelling, by the one overlap rule, and does a user's dictionary lie over the built-in ones?
mod lexicon;
/// Do a user's own names and event types work without a rebuild?
mod own;
/// Does the program read the real newspaper page it began with? (Skipped in plain sight where the page is not there.)
mod page;
/// Do the nine laws of the design hold for arbitrary texts?
mod properties;
/// Does every format come in, and does a bad input lose only itself?
mod read;
/// Does an article show the day it was written, and do its dates resolve against it?
mod time_base;
/// Does a value come back from every way to write it, and what holds for values in any text?
mod values;
/// Does every sink hold the same records?
mod write;

/// Are parties found where they are named and only there?
mod names;
