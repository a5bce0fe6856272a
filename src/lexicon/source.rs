//! Loading: dictionary files in their TSV formats, read line by line. Every refusal names `file:line`.
//!
//! At start only the names are read off the lines; an [`Entry`] is made of a line when somebody asks for it.

use super::{Advice, Entry};
use crate::error::{Error, Result};
use crate::extract::{Kind, StockCode, code};
use indexmap::IndexMap;
use jiff::civil::Date;
use std::borrow::Cow;
use std::path::Path;

/// The columns a header may name; `code` is `codes` with one of them. The first nine are the header of the built-in files.
const COLUMNS: [&str; 10] =
    ["id", "name", "full_name", "aliases", "former_names", "codes", "class", "valid_from", "valid_to", "kind"];

/// The columns of a user's file without a header.
const SHORT: [usize; 4] = [1, 3, 5, 9];

/// The most bytes of a name.
const LONGEST: usize = 400;

/// A dictionary file.
pub(super) struct Source {
    /// Path, as refusals and origins show it.
    pub(super) name: String,
    pub(super) text: Cow<'static, str>,
    /// Which of [`COLUMNS`] stands where.
    columns: Vec<usize>,
    kind: Kind,
    /// In the format of the built-in files: all columns, an id, no line that takes something out.
    pub(super) builtin: bool,
}

/// What a line says.
#[derive(Debug)]
pub(super) enum Line {
    /// Somebody with a name.
    Entry(Entry),
    /// `-名称` or `-org:…`: taken out.
    Removed(String),
}

/// Where a line stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) source: u32,
    pub(super) at: u32,
    pub(super) line: u32,
}

/// The columns of a line; lists are still parted by `|`.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Row<'t> {
    pub(super) id: &'t str,
    pub(super) name: &'t str,
    full_name: &'t str,
    aliases: &'t str,
    former_names: &'t str,
    codes: &'t str,
    class: &'t str,
    valid_from: &'t str,
    valid_to: &'t str,
    kind: &'t str,
}

impl<'t> Row<'t> {
    /// All its names; true with those that are not its present ones.
    pub(super) fn names(&self) -> impl Iterator<Item = (&'t str, bool)> + use<'t> {
        let late = parts(self.aliases).chain(parts(self.former_names)).map(|name| (name, true));
        [(self.name, false), (self.full_name, false)].into_iter().filter(|(name, _)| !name.is_empty()).chain(late)
    }

    /// Its printed codes.
    pub(super) fn codes(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        parts(self.codes)
    }

    /// True if it names a built-in entry by its id; those begin with `org:`.
    pub(super) fn is_builtin(&self) -> bool {
        self.id.starts_with("org:")
    }

    /// What tells it from the other rows of its file: two firms may have one name.
    pub(super) fn key(&self) -> &'t str {
        let codes = || self.codes().next();
        if self.id.is_empty() { codes().unwrap_or(self.name) } else { self.id }
    }

    fn stock_codes(&self) -> Vec<StockCode> {
        self.codes().filter_map(code::parse).collect()
    }

    /// Its codes over those of the built-in row that it lies over: one that the entry has already changes nothing.
    pub(super) fn codes_over(&self, under: &Self) -> Vec<StockCode> {
        let (own, under) = (self.stock_codes(), under.stock_codes());
        let known = |code: &StockCode| under.iter().any(|other| other.symbol == code.symbol);
        if own.iter().all(known) { under } else { own }
    }
}

fn parts(column: &str) -> impl Iterator<Item = &str> {
    column.split('|').map(str::trim).filter(|part| !part.is_empty())
}

fn list(column: &str) -> Vec<String> {
    parts(column).map(str::to_owned).collect()
}

/// The built-in files and the kind of their entries.
const BUILTIN: [(&str, &str, Kind); 4] = [
    ("dictionaries/banks.tsv", include_str!("../../dictionaries/banks.tsv"), Kind::Bank),
    ("dictionaries/institutions.tsv", include_str!("../../dictionaries/institutions.tsv"), Kind::Institution),
    ("dictionaries/firms.tsv", include_str!("../../dictionaries/firms.tsv"), Kind::Firm),
    ("dictionaries/listed.tsv", include_str!("../../dictionaries/listed.tsv"), Kind::Firm),
];

/// Common words among the names, and the names that several entries share.
pub(super) const RISKY: (&str, &str) = ("dictionaries/risky.tsv", include_str!("../../dictionaries/risky.tsv"));
pub(super) const AMBIGUOUS: (&str, &str) =
    ("dictionaries/ambiguous.tsv", include_str!("../../dictionaries/ambiguous.tsv"));

/// The built-in files.
pub(super) fn builtin() -> Result<Vec<Source>> {
    let source = |(name, text, kind): (&str, &'static str, Kind)| Source::new(name, Cow::Borrowed(text), Some(kind));
    BUILTIN.into_iter().map(|file| source(file).map_err(|(line, what)| refused(file.0, line, &what))).collect()
}

/// What is wrong with a line, with its place.
pub(super) fn refused(name: &str, line: u32, what: &str) -> Error {
    Error::dictionary(format!("{name}:{line}: {what}"))
}

impl Source {
    /// A file with the columns its header names, or `name  aliases  code  kind`, of which all but the name may be left out. Without a
    /// `kind` it is a user's. A header that cannot be read is refused with its line.
    pub(super) fn new(
        name: &str,
        text: Cow<'static, str>,
        kind: Option<Kind>,
    ) -> std::result::Result<Self, (u32, String)> {
        if u32::try_from(text.len()).is_err() {
            return Err((1, format!("{} bytes, expected less than 4 GiB", text.len())));
        }
        let head = lines(&text).next().and_then(|(line, _, head)| header(head).map(|columns| (line, columns)));
        let columns = match head {
            Some((line, columns)) => columns.map_err(|what| (line, what))?,
            None => SHORT.to_vec(),
        };
        let builtin = kind.is_some();
        Ok(Self { name: name.to_owned(), text, columns, kind: kind.unwrap_or(Kind::Firm), builtin })
    }

    /// Reads a user's file, in any encoding that articles may have.
    pub(super) fn own(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let context = || format!("reading the dictionary {name}, expected a TSV file");
        let bytes = std::fs::read(path).map_err(|error| Error::dictionary(context()).with_source(error))?;
        let text =
            crate::read::decode(&bytes).map_err(|reason| Error::dictionary(format!("{}: {reason}", context())))?;
        Self::new(&name, Cow::Owned(text), None).map_err(|(line, what)| refused(&name, line, &what))
    }

    /// A file to be linted: in the built-in format if it has its column `class` and tells no kinds, else a user's.
    pub(super) fn linted(name: &str, text: &str) -> std::result::Result<Self, (u32, String)> {
        let head = lines(text).next().map_or("", |(_, _, head)| head);
        let has = |column: &str| head.split('\t').any(|cell| cell.trim() == column);
        let kind = (has("class") && !has("kind")).then_some(Kind::Firm);
        Self::new(name, Cow::Owned(text.to_owned()), kind)
    }

    /// Every line with its number, for those who want all of them at once.
    pub(super) fn read(&self) -> impl Iterator<Item = (u32, std::result::Result<Line, String>)> {
        self.lines().map(|(number, _, words)| {
            let line = match words.strip_prefix('-').filter(|_| !self.builtin) {
                Some(gone) => Ok(Line::Removed(gone.trim().to_owned())),
                None => self.row(words).and_then(|row| {
                    self.check(&row)?;
                    Ok(Line::Entry(self.make(&row, number)))
                }),
            };
            (number, line)
        })
    }

    /// The lines that count: number, byte, words; no header, comments or blank lines.
    pub(super) fn lines(&self) -> impl Iterator<Item = (u32, u32, &str)> {
        let mut first = true;
        lines(&self.text).filter(move |(_, _, line)| !(std::mem::take(&mut first) && header(line).is_some()))
    }

    /// The columns of a line.
    pub(super) fn row<'t>(&self, line: &'t str) -> std::result::Result<Row<'t>, String> {
        let mut cells = [""; COLUMNS.len()];
        let mut count = 0;
        for cell in line.split('\t') {
            if let Some(column) = self.columns.get(count) {
                cells[*column] = cell.trim();
            }
            count += 1;
        }
        if count > self.columns.len() || (self.builtin && count < self.columns.len()) {
            let names: Vec<&str> = self.columns.iter().map(|column| COLUMNS[*column]).collect();
            return Err(format!("{count} columns, expected {} ({})", names.len(), names.join(", ")));
        }
        let [id, name, full_name, aliases, former_names, codes, class, valid_from, valid_to, kind] = cells;
        if name.is_empty() || (self.builtin && id.is_empty()) {
            return Err(format!("id and name must not be empty: {line:?}"));
        }
        if header(line).is_some() {
            return Err("a second header, expected one above all rows".to_owned());
        }
        Ok(Row { id, name, full_name, aliases, former_names, codes, class, valid_from, valid_to, kind })
    }

    /// Refuses a row that no entry can be made of. The built-in ones are checked by tests.
    pub(super) fn check(&self, row: &Row<'_>) -> std::result::Result<(), String> {
        if let Some((name, _)) = row.names().find(|(name, _)| name.len() > LONGEST) {
            return Err(format!("a name of {} bytes, expected at most {LONGEST}", name.len()));
        }
        if let Some(printed) = row.codes().find(|printed| code::parse(printed).is_none()) {
            return Err(format!("{printed:?} is no stock code, expected such as 600926.SH"));
        }
        if self.kind_of(row).is_none() {
            return Err(format!("unknown kind {:?}, expected bank, firm or institution", row.kind));
        }
        let mut days = [row.valid_from, row.valid_to].into_iter().filter(|day| !day.is_empty());
        match days.find(|printed| date_of(printed).is_none()) {
            Some(printed) => Err(format!("{printed:?} is no day, expected such as 2016-10-27")),
            None => Ok(()),
        }
    }

    fn kind_of(&self, row: &Row<'_>) -> Option<Kind> {
        match row.kind {
            "" => Some(self.kind),
            "firm" => Some(Kind::Firm),
            "bank" => Some(Kind::Bank),
            "institution" => Some(Kind::Institution),
            _ => None,
        }
    }

    /// The row at a place that was read before.
    pub(super) fn row_at(&self, place: Place) -> Row<'_> {
        let line = self.text[place.at as usize..].lines().next().unwrap_or_default();
        self.row(line).unwrap_or_default()
    }

    /// The entry at a place.
    pub(super) fn entry(&self, place: Place) -> Entry {
        self.make(&self.row_at(place), place.line)
    }

    fn make(&self, row: &Row<'_>, line: u32) -> Entry {
        let codes = row.stock_codes();
        let id = if row.id.is_empty() {
            format!("user:{}", codes.first().map_or(row.name, |code| code.symbol.as_str()))
        } else {
            row.id.to_owned()
        };
        Entry {
            id,
            name: row.name.to_owned(),
            full_name: (!row.full_name.is_empty()).then(|| row.full_name.to_owned()),
            aliases: list(row.aliases),
            former_names: list(row.former_names),
            kind: self.kind_of(row).unwrap_or(self.kind),
            class: if row.class.is_empty() && !self.builtin { "user".to_owned() } else { row.class.to_owned() },
            codes,
            valid_from: date_of(row.valid_from),
            valid_to: date_of(row.valid_to),
            origin: format!("{}:{line}", self.name),
        }
    }

    /// The entry that a user's line makes of the built-in one it names: what the line says counts, what it leaves out stays. The
    /// id stays, so that records of before and after can be joined.
    pub(super) fn overriding(&self, place: Place, (source, under): (&Self, Place)) -> Entry {
        let row = self.row_at(place);
        let codes = row.codes_over(&source.row_at(under));
        let (own, under) = (self.make(&row, place.line), source.entry(under));
        let mut aliases = own.aliases;
        let more = (own.name != under.name).then_some(under.name).into_iter().chain(under.aliases);
        for alias in more {
            if alias != own.name && !aliases.contains(&alias) {
                aliases.push(alias);
            }
        }
        let mut former_names = own.former_names;
        former_names.extend(under.former_names);
        Entry {
            id: under.id,
            name: own.name,
            full_name: own.full_name.or(under.full_name),
            aliases,
            former_names,
            kind: if row.kind.is_empty() { under.kind } else { own.kind },
            class: if row.class.is_empty() { under.class } else { own.class },
            codes,
            valid_from: own.valid_from.or(under.valid_from),
            valid_to: own.valid_to.or(under.valid_to),
            origin: own.origin,
        }
    }
}

fn date_of(printed: &str) -> Option<Date> {
    printed.parse().ok()
}

/// The columns that a line names, if it is a header: a column stands first, and `name` among them.
pub(super) fn header(line: &str) -> Option<std::result::Result<Vec<usize>, String>> {
    // Told apart by the first letter at once: nearly no line is a header.
    if !line.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let column = |cell: &str| {
        let cell = if cell == "code" { "codes" } else { cell };
        COLUMNS.iter().position(|name| *name == cell)
    };
    let cells = || line.split('\t').map(str::trim);
    if column(cells().next()?).is_none() || !cells().any(|cell| cell == "name") {
        return None;
    }
    let mut columns = Vec::new();
    for cell in cells() {
        match column(cell) {
            Some(column) if columns.contains(&column) => return Some(Err(format!("column {cell:?} stands twice"))),
            Some(column) => columns.push(column),
            None => {
                return Some(Err(format!("unknown column {cell:?}, expected some of {}, code", COLUMNS.join(", "))));
            }
        }
    }
    Some(Ok(columns))
}

/// Lines that count with their numbers and bytes; a byte-order mark and CRLF are accepted.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (u32, u32, &str)> {
    let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
    text[at..]
        .split_inclusive('\n')
        .zip(1..)
        .map(move |(line, number)| {
            let start = at;
            at += line.len();
            (number, start as u32, line.trim_end_matches(['\n', '\r']))
        })
        .filter(|(_, _, line)| !line.starts_with('#') && !line.trim().is_empty())
}

/// Reads `surface ⇥ advice` lines.
pub(super) fn risky<'t>(name: &str, text: &'t str) -> Result<IndexMap<&'t str, Advice>> {
    let mut out = IndexMap::new();
    for (number, _, line) in lines(text).filter(|(_, _, line)| *line != "surface\tadvice") {
        let (surface, advice) = line.split_once('\t').unwrap_or((line, ""));
        let advice = match advice {
            "block" => Advice::Block,
            "context" => Advice::Context,
            "dominant" | "longest-match" => Advice::Plain,
            other => {
                let what = format!("unknown advice {other:?}, expected block, context, dominant or longest-match");
                return Err(refused(name, number, &what));
            }
        };
        out.insert(surface, advice);
    }
    Ok(out)
}

/// Reads `surface ⇥ ids` lines: who shares a name, the likeliest first.
pub(super) fn ambiguous<'t>(name: &str, text: &'t str) -> Result<IndexMap<&'t str, Vec<&'t str>>> {
    let mut out = IndexMap::new();
    for (number, _, line) in lines(text).filter(|(_, _, line)| *line != "surface\tids") {
        let Some((surface, ids)) = line.split_once('\t').filter(|(_, ids)| ids.contains('|')) else {
            let what = format!("expected a surface, a tab and the ids of at least two entries apart by |: {line:?}");
            return Err(refused(name, number, &what));
        };
        out.insert(surface, parts(ids).collect());
    }
    Ok(out)
}
