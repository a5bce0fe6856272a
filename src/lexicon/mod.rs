//! Lexicon: the dictionaries, one automaton over all names, and what it finds.
//!
//! Names are matched on characters, longest first (leftmost-longest); a user's entries come before the built-in ones.
//! Surfaces that are also common words carry an [`Advice`]: the extractors ask the context before they believe them.

mod canonical;
mod import;
mod lint;
mod load;
mod look_up;

pub use canonical::{canonical, canonical_name, shared};
pub use import::{Complaint, ImportOptions, Imported, import};
pub use lint::{Finding, Severity, lint, lint_builtin};
pub use look_up::{LookUp, Role};

use crate::error::{Error, Result};
use crate::extract::{Kind, StockCode};
use crate::span::Span;
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use indexmap::IndexMap;
use jiff::civil::Date;
use std::path::PathBuf;

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
    /// Other names in use.
    pub aliases: Vec<String>,
    /// Names it had before.
    pub former_names: Vec<String>,
    /// Bank, firm or institution.
    pub kind: Kind,
    /// Finer class: 城商行, 证券, 交易所.
    pub class: String,
    /// Its listed securities, the main one first.
    pub codes: Vec<StockCode>,
    /// First day of listing, where the exchange tells it.
    pub valid_from: Option<Date>,
    /// Day of delisting.
    pub valid_to: Option<Date>,
    /// `file:line` of the dictionary.
    pub origin: String,
}

/// What a surface that is also a common word needs to count as a name (`risky.tsv`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Advice {
    /// Nothing: the name is plain, or its firm is what people mean.
    #[default]
    Plain,
    /// A word boundary on both sides.
    Context,
    /// A code beside it, a role word or a heading of its own.
    Block,
}

/// A name of the dictionary at one place of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Where.
    pub span: Span,
    /// Whom it can denote, the likeliest first.
    pub entries: Vec<EntryId>,
    /// What it needs to count.
    pub advice: Advice,
}

/// All dictionaries, ready to match. Immutable; shared by all threads.
pub struct Lexicon {
    entries: Vec<Entry>,
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    surfaces: Vec<(Vec<EntryId>, Advice)>,
    symbols: IndexMap<String, EntryId>,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let counts = (self.entries.len(), self.surfaces.len());
        f.debug_struct("Lexicon").field("entries", &counts.0).field("surfaces", &counts.1).finish_non_exhaustive()
    }
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::builtin()
    }
}

impl Lexicon {
    /// The built-in dictionaries.
    ///
    /// # Panics
    /// If a built-in file is broken, which the tests exclude.
    #[must_use]
    pub fn builtin() -> Self {
        Self::load(&[]).expect("the tests load the built-in dictionaries")
    }

    /// The built-in dictionaries under a user's own: entries of the user come first, a line `-名称` takes a name out.
    ///
    /// # Errors
    /// A file that cannot be read, or a line that is not what the header says, is refused with its place.
    pub fn load(overlays: &[PathBuf]) -> Result<Self> {
        let mut entries = Vec::new();
        let mut removed: Vec<String> = Vec::new();
        for path in overlays {
            load::overlay(&path.display().to_string(), &load::file(path)?, &mut entries, &mut removed)?;
        }
        let user = entries.len();
        for (name, text, kind) in load::BUILTIN {
            load::entries(name, text, *kind, &mut entries)?;
        }
        let risky = load::risky(load::RISKY.0, load::RISKY.1)?;
        let mut surfaces: IndexMap<&str, (Vec<EntryId>, Advice)> = IndexMap::new();
        for (index, entry) in entries.iter().enumerate() {
            let id = EntryId(u32::try_from(index).map_err(|_| Error::dictionary("more than four billion entries"))?);
            let names =
                std::iter::once(&entry.name).chain(&entry.full_name).chain(&entry.aliases).chain(&entry.former_names);
            for name in names.filter(|name| name.chars().count() >= 2 && !removed.contains(name)) {
                let (ids, advice) = surfaces.entry(name.as_str()).or_default();
                // A user who lists a name means it, unless the entry says that it is a built-in one.
                if ids.is_empty() && !entry.is_own() {
                    *advice = risky.get(name.as_str()).copied().unwrap_or_default();
                }
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
        for (surface, order) in load::ambiguous(load::AMBIGUOUS.0, load::AMBIGUOUS.1)? {
            let place = |id: &EntryId| order.iter().position(|other| *other == entries[id.0 as usize].id);
            if let Some((ids, _)) = surfaces.get_mut(surface) {
                ids.sort_by_key(|id| (id.0 as usize >= user, place(id).unwrap_or(usize::MAX)));
            }
        }
        let patterns = surfaces.keys().enumerate().map(|(index, word)| (*word, index as u32));
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::LeftmostLongest)
            .build_with_values(patterns)
            .map_err(|error| Error::dictionary(format!("building the automaton of names: {error}")))?;
        let surfaces = surfaces.into_values().collect();
        let mut symbols = IndexMap::new();
        for (index, entry) in entries.iter().enumerate() {
            for code in &entry.codes {
                symbols.entry(code.symbol.clone()).or_insert(EntryId(index as u32));
            }
        }
        Ok(Self { entries, automaton, surfaces, symbols })
    }

    /// The entry of a hit.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// All entries, the user's first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry that is listed under a canonical code: `600926.SH`.
    #[must_use]
    pub fn entry_by_symbol(&self, symbol: &str) -> Option<EntryId> {
        self.symbols.get(symbol).copied()
    }

    /// All names in the text, longest first by the one overlap rule (DESIGN §4.4), in text order.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let bytes = text.as_bytes();
        let mut hits = Vec::new();
        let mut from = 0;
        while let Some(hit) = self.automaton.leftmost_find_iter(&text[from..]).next() {
            let (start, end) = (from + hit.start(), from + hit.end());
            let latin = |at: Option<&u8>| at.is_some_and(u8::is_ascii_alphanumeric);
            let starts = latin(bytes.get(start)) && latin(start.checked_sub(1).and_then(|at| bytes.get(at)));
            if starts || (latin(bytes.get(end - 1)) && latin(bytes.get(end))) {
                // What was refused may hold or begin a name: 中兴通讯 in `5G中兴通讯`, where G中兴 is a former name.
                from = start + text[start..].chars().next().map_or(1, char::len_utf8);
                continue;
            }
            let (entries, advice) = &self.surfaces[hit.value() as usize];
            hits.push(Hit { span: Span::new(start, end), entries: entries.clone(), advice: *advice });
            from = end;
        }
        hits
    }
}
