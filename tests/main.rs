//! One integration binary; each module answers one question.

/// Do the fixture articles give the expected records?
mod articles;
/// Does the command line keep its promises: exit codes, bad files, the same bytes for any threads and order?
mod cli;
/// Are the dictionaries canonical, and do all built-in files load?
mod dictionaries;
/// Are the values of the spec forms read, and what is no value left alone?
mod extract;
/// Do the examples inside the frame files hold?
mod frames;
/// Are pages split, zoned, joined and refused as they should be?
mod layout;
/// Do the nine laws of the design hold for arbitrary texts?
mod properties;
/// Does the program read the real newspaper page it began with? (Skipped in plain sight where the page is not there.)
mod page;
/// Do the same records come back from every sink?
mod write;
