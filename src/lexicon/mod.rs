//! Lexicon: the dictionaries, one table over all names, and what it finds.
//!
//! Names are matched on characters, in every script and width, by the one overlap rule of docs/design.md; a user's entries come
//! before the built-in ones. Surfaces that are also common words carry an [`Advice`]: the extractors ask the context before
//! they believe them.

mod canonical;
mod find;
mod fold;
mod import;
mod lint;
mod look_up;
mod source;
mod table;

pub use canonical::{canonical, canonical_name, shared};
pub use import::{Complaint, ImportOptions, Imported, import};
pub use lint::{Finding, Severity, lint, lint_builtin};
pub use look_up::{LookUp, Role};

use crate::error::{Error, Result};
use crate::extract::{Kind, StockCode};
use crate::span::Span;
use jiff::civil::Date;
use source::{Place, Source};
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::OnceLock;
use table::{Key, Table};

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
pub struct Hit<'l> {
    /// Where, the marks of the exchanges included: `*ST` before it, `-W` behind it.
    pub span: Span,
    /// Whom it can denote, the likeliest first: a user's entries, then in the order of `ambiguous.tsv`, then those whose present
    /// name it is.
    pub entries: &'l [EntryId],
    /// What it needs to count.
    pub advice: Advice,
}

/// All dictionaries, ready to match. Immutable; shared by all threads.
pub struct Lexicon {
    sources: Vec<Source>,
    slots: Vec<Slot>,
    /// Entries below are the user's.
    own: u32,
    /// The built-in lines that lie under entries of the user.
    under: HashMap<u32, Place>,
    table: Table,
    risky: HashMap<Key, Advice>,
    /// Made when asked for.
    symbols: OnceLock<HashMap<String, EntryId>>,
    /// Made when asked for.
    all: OnceLock<Vec<Entry>>,
}

/// A line of a dictionary, and the entry once somebody has asked for it.
struct Slot {
    place: Place,
    entry: OnceLock<Box<Entry>>,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let counts = (self.slots.len(), self.table.len());
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

    /// The built-in dictionaries under a user's own. Entries of the user come first; one that has the id of a built-in entry, or has none
    /// and its name, takes its place and keeps its id; a line `-名称` takes a name out, `-org:600926.SH` a whole entry.
    ///
    /// # Errors
    /// A file that cannot be read, or a line that is not what the header says, is refused with its place.
    pub fn load(overlays: &[PathBuf]) -> Result<Self> {
        let mut sources = overlays.iter().map(|path| Source::own(path)).collect::<Result<Vec<_>>>()?;
        let own_sources = sources.len();
        sources.extend(source::builtin()?);
        let mut loading = Loading::default();
        for source in &sources[..own_sources] {
            loading.removals(source);
        }
        for (index, source) in (0..).zip(&sources[..own_sources]) {
            loading.overlay(source, index)?;
        }
        let own = loading.next()?.0;
        for (index, source) in (0..).zip(&sources).skip(own_sources) {
            loading.builtin(source, index)?;
        }
        let Loading { slots, under, names, .. } = loading;
        let table = names.finish(own);
        let (symbols, all) = (OnceLock::new(), OnceLock::new());
        let mut lexicon = Self { sources, slots, own, under, table, risky: HashMap::new(), symbols, all };
        lexicon.order()?;
        lexicon.weigh()?;
        Ok(lexicon)
    }

    /// Puts the likeliest of those who share a name first; a user's stay before the built-in ones.
    fn order(&mut self) -> Result<()> {
        for (surface, order) in source::ambiguous(source::AMBIGUOUS.0, source::AMBIGUOUS.1)? {
            let Some(key) = self.table.find(surface) else { continue };
            let place = |owner: &EntryId| order.iter().position(|id| *id == self.id(*owner)).unwrap_or(usize::MAX);
            let mut owners = self.table.owners(key).to_vec();
            owners.sort_by_key(|owner| (owner.0 >= self.own, place(owner)));
            self.table.owners_mut(key).copy_from_slice(&owners);
        }
        Ok(())
    }

    /// Marks the names that are also common words. A user who lists a name means it, unless the line says by its id that it is a
    /// built-in entry.
    fn weigh(&mut self) -> Result<()> {
        for (surface, advice) in source::risky(source::RISKY.0, source::RISKY.1)? {
            let Some(key) = self.table.find(surface) else { continue };
            let means = |owner: &EntryId| {
                let row = self.row(&self.slots[owner.0 as usize]);
                !row.is_builtin() && row.names().any(|(name, _)| self.table.find(name) == Some(key))
            };
            if !self.table.owners(key).iter().take_while(|owner| owner.0 < self.own).any(means) {
                self.risky.insert(key, advice);
            }
        }
        Ok(())
    }

    /// The id of an entry, where its lines name one.
    fn id(&self, id: EntryId) -> &str {
        match self.under(id) {
            Some(under) => under.id,
            None => self.row(&self.slots[id.0 as usize]).id,
        }
    }

    /// The entry of a hit.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> &Entry {
        self.slots[id.0 as usize].entry.get_or_init(|| Box::new(self.make(id)))
    }

    fn make(&self, id: EntryId) -> Entry {
        let at = |place: Place| &self.sources[place.source as usize];
        let place = self.slots[id.0 as usize].place;
        match self.under.get(&id.0) {
            Some(under) => at(place).overriding(place, (at(*under), *under)),
            None => at(place).entry(place),
        }
    }

    /// All entries, the user's first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        self.all.get_or_init(|| (0..self.slots.len()).map(|index| self.make(EntryId(index as u32))).collect())
    }

    /// The names and aliases on the lines of the user's dictionaries.
    pub fn own_names(&self) -> impl Iterator<Item = &str> {
        self.slots[..self.own as usize].iter().flat_map(|slot| self.row(slot).names().map(|(name, _)| name))
    }

    fn row(&self, slot: &Slot) -> source::Row<'_> {
        self.sources[slot.place.source as usize].row_at(slot.place)
    }

    /// The built-in row under an entry of the user.
    fn under(&self, id: EntryId) -> Option<source::Row<'_>> {
        self.under.get(&id.0).map(|place| self.sources[place.source as usize].row_at(*place))
    }

    /// The entry that is listed under a canonical code: `600926.SH`.
    #[must_use]
    pub fn entry_by_symbol(&self, symbol: &str) -> Option<EntryId> {
        let symbols = self.symbols.get_or_init(|| {
            let mut symbols = HashMap::new();
            for (id, slot) in (0..).map(EntryId).zip(&self.slots) {
                let row = self.row(slot);
                for code in row.codes_over(&self.under(id).unwrap_or_default()) {
                    symbols.entry(code.symbol).or_insert(id);
                }
            }
            symbols
        });
        symbols.get(symbol).copied()
    }

    /// All names in the text by the one overlap rule of docs/design.md, in text order. Spans are those of the text as it is given:
    /// names in traditional script, full width, with the marks of the exchanges or set with blanks are found where they stand.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Hit<'_>> {
        find::find(self, text)
    }

    fn advice(&self, key: Key) -> Advice {
        self.risky.get(&key).copied().unwrap_or_default()
    }
}

/// What is gathered while files are read.
struct Loading<'t> {
    slots: Vec<Slot>,
    under: HashMap<u32, Place>,
    names: table::Builder,
    /// Entries of the user by id, those without one by name.
    own: HashMap<&'t str, EntryId>,
    /// Names that are taken out, folded, and ids.
    removed: HashSet<Vec<u16>>,
    removed_ids: HashSet<&'t str>,
}

impl Default for Loading<'_> {
    fn default() -> Self {
        Self {
            slots: Vec::new(),
            under: HashMap::new(),
            names: table::Builder::new(),
            own: HashMap::new(),
            removed: HashSet::new(),
            removed_ids: HashSet::new(),
        }
    }
}

impl<'t> Loading<'t> {
    fn next(&self) -> Result<EntryId> {
        let next = u32::try_from(self.slots.len()).ok().filter(|next| *next < u32::MAX);
        next.map(EntryId).ok_or_else(|| Error::dictionary("more than four billion entries"))
    }

    /// Reads the lines of a user's file that take something out; what they take out counts for all files.
    fn removals(&mut self, source: &'t Source) {
        for (_, _, words) in source.lines() {
            match words.strip_prefix('-').map(str::trim) {
                Some(id) if id.contains(':') => {
                    self.removed_ids.insert(id);
                }
                Some(name) => {
                    self.removed.insert(fold::Folding::new().key(name));
                }
                None => {}
            }
        }
    }

    /// Reads the entries of a user's file. An id, or else a code, or else a name stands once in a file; of several files the first
    /// counts most.
    fn overlay(&mut self, source: &'t Source, index: u32) -> Result<()> {
        let mut seen: HashMap<&str, u32> = HashMap::new();
        for (line, at, words) in source.lines().filter(|(_, _, words)| !words.starts_with('-')) {
            let refused = |what: String| source::refused(&source.name, line, &what);
            let row = source.row(words).map_err(refused)?;
            source.check(&row).map_err(refused)?;
            let (key, name) = (row.key(), row.name);
            if let Some(first) = seen.insert(key, line) {
                let of = if key == name { String::new() } else { format!(" ({key})") };
                return Err(refused(format!("{name:?}{of} stands already in line {first}")));
            }
            let id = self.next()?;
            self.slots.push(Slot { place: Place { source: index, at, line }, entry: OnceLock::new() });
            self.own.entry(if row.id.is_empty() { row.name } else { row.id }).or_insert(id);
            self.add(&row, id, false);
        }
        Ok(())
    }

    fn builtin(&mut self, source: &'t Source, index: u32) -> Result<()> {
        for (line, at, words) in source.lines() {
            let row = source.row(words).map_err(|what| source::refused(&source.name, line, &what))?;
            let place = Place { source: index, at, line };
            if !self.removed_ids.is_empty() && self.removed_ids.contains(row.id) {
                continue;
            }
            if !self.own.is_empty()
                && let Some(id) = self.own.get(row.id).or_else(|| self.own.get(row.name)).copied()
                && !self.under.contains_key(&id.0)
            {
                self.under.insert(id.0, place);
                self.add(&row, id, true);
                continue;
            }
            let id = self.next()?;
            self.slots.push(Slot { place, entry: OnceLock::new() });
            self.add(&row, id, false);
        }
        Ok(())
    }

    /// Adds the names of a row; `late` where the entry bears another name today.
    fn add(&mut self, row: &source::Row<'_>, id: EntryId, late: bool) {
        for (name, former) in row.names() {
            if !self.removed.is_empty() && self.removed.contains(&fold::Folding::new().key(name)) {
                continue;
            }
            self.names.add(name, id, late || former);
            // The firm of 万科A has B shares of the same name.
            if let Some(stem) = name.strip_suffix('A')
                && stem.chars().next_back().is_some_and(|c| !c.is_ascii())
                && row.codes().any(|code| code.ends_with(".SZ") || code.ends_with(".SH"))
            {
                self.names.add(&format!("{stem}B"), id, true);
            }
        }
    }
}
