//! Lexicon: the dictionaries, one automaton over all names, and what it finds.

use crate::extract::{Kind, StockCode};
use crate::span::Span;

/// Number of an entry in the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// One firm, bank or institution of the dictionaries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// `org:600926.SH`, `org:杭州联合银行`; unique and stable.
    pub id: String,
    /// Short name that people use: 杭州银行.
    pub name: String,
    /// Registered name.
    pub full_name: Option<String>,
    /// Bank, firm or institution.
    pub kind: Kind,
    /// Finer class: 城商行, 券商, 交易所.
    pub class: String,
    /// Its listed securities, the main one first.
    pub codes: Vec<StockCode>,
    /// `file:line` of the dictionary.
    pub origin: String,
}

/// A name of the dictionary at one place of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Where.
    pub span: Span,
    /// Whom it can denote; more than one where the name is shared.
    pub entries: Vec<EntryId>,
    /// The surface is also a common word (太平洋, 机器人): it needs support from the context.
    pub risky: bool,
}

/// All dictionaries, ready to match. Immutable; shared by all threads.
#[derive(Debug, Default)]
pub struct Lexicon {
    entries: Vec<Entry>,
}

impl Lexicon {
    /// The built-in dictionaries.
    #[must_use]
    pub fn builtin() -> Self {
        Self::default()
    }

    /// The entry of a hit.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// All names in the text, longest first by the one overlap rule (DESIGN §4.4), in text order.
    #[must_use]
    pub fn find(&self, _text: &str) -> Vec<Hit> {
        Vec::new()
    }
}
