//! Resolve: mentions as they stand become mentions as they are meant: relative dates, pronouns, branches, topics.

pub mod date;

pub mod discourse;

mod items;

pub mod reference;
