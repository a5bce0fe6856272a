//! Loading: dictionary files in their TSV formats, read line by line. Every refusal names `file:line`.
//!
//! At start only the names are read off the lines; an [`Entry`] is made of a line when somebody asks for it.

use super::{Advice, Entry};
use crate::error::{Error, Result};
use crate::extract::{Kind, StockCode, code};
use std::borrow::Cow;
use std::path::Path;

/// The columns a header may name; `code` is `codes` with one of them. The dates of listing are read by nobody here.
const COLUMNS: [&str; 10] =
    ["id", "name", "full_name", "aliases", "former_names", "codes", "class", "kind", "valid_from", "valid_to"];

/// The columns of a user's file without a header.
const SHORT: [usize; 4] = [1, 3, 5, 7];

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
}

fn parts(column: &str) -> impl Iterator<Item = &str> {
    column.split('|').filter(|part| !part.is_empty())
}

fn list(column: &str) -> Vec<String> {
    parts(column).map(str::to_owned).collect()
}

/// The built-in files and the kind of their entries.
pub(super) fn builtin() -> [Source; 4] {
    let file = |name: &str, text: &'static str, kind: Kind| Source {
        name: name.to_owned(),
        text: Cow::Borrowed(text),
        columns: lines(text).next().and_then(|(_, _, head)| header(head)).unwrap_or_default(),
        kind,
    };
    [
        file("dictionaries/banks.tsv", include_str!("../../dictionaries/banks.tsv"), Kind::Bank),
        file("dictionaries/institutions.tsv", include_str!("../../dictionaries/institutions.tsv"), Kind::Institution),
        file("dictionaries/firms.tsv", include_str!("../../dictionaries/firms.tsv"), Kind::Firm),
        file("dictionaries/listed.tsv", include_str!("../../dictionaries/listed.tsv"), Kind::Firm),
    ]
}

impl Source {
    /// Reads a user's file: the columns its header names, or `name  aliases  code  kind`, of which all but the name may be left out.
    pub(super) fn own(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            Error::dictionary(format!("reading the dictionary {}, expected a TSV file", path.display()))
                .with_source(error)
        })?;
        let name = path.display().to_string();
        if u32::try_from(text.len()).is_err() {
            return Err(Error::dictionary(format!("{name}: {} bytes, expected less than 4 GiB", text.len())));
        }
        let columns = lines(&text).next().and_then(|(_, _, head)| header(head)).unwrap_or_else(|| SHORT.to_vec());
        Ok(Self { name, text: Cow::Owned(text), columns, kind: Kind::Firm })
    }

    /// The lines that count: number, byte, words; no header, comments or blank lines.
    pub(super) fn lines(&self) -> impl Iterator<Item = (u32, u32, &str)> {
        lines(&self.text).filter(|(_, _, line)| header(line).is_none())
    }

    /// The columns of a line.
    pub(super) fn row<'t>(&self, line: &'t str, number: u32) -> Result<Row<'t>> {
        let refuse = |what: String| Error::dictionary(format!("{}:{number}: {what}", self.name));
        let mut cells = [""; COLUMNS.len()];
        let mut count = 0;
        for cell in line.split('\t') {
            if let Some(column) = self.columns.get(count) {
                cells[*column] = cell.trim();
            }
            count += 1;
        }
        if count > self.columns.len() || (self.is_builtin() && count < self.columns.len()) {
            let names: Vec<&str> = self.columns.iter().map(|column| COLUMNS[*column]).collect();
            return Err(refuse(format!("{count} columns, expected {} ({})", names.len(), names.join(", "))));
        }
        let [id, name, full_name, aliases, former_names, codes, class, kind, ..] = cells;
        if name.is_empty() || (self.is_builtin() && id.is_empty()) {
            return Err(refuse(format!("id and name must not be empty: {line:?}")));
        }
        Ok(Row { id, name, full_name, aliases, former_names, codes, class, kind })
    }

    /// Refuses a row of a user that no entry can be made of. The built-in ones are checked by tests.
    pub(super) fn check(&self, row: &Row<'_>, number: u32) -> Result<()> {
        let refuse = |what: String| Err(Error::dictionary(format!("{}:{number}: {what}", self.name)));
        if let Some((name, _)) = row.names().find(|(name, _)| name.len() > LONGEST) {
            return refuse(format!("a name of {} bytes, expected at most {LONGEST}", name.len()));
        }
        if let Some(printed) = row.codes().find(|printed| code::parse(printed).is_none()) {
            return refuse(format!("{printed:?} is no stock code, expected such as 600926.SH"));
        }
        if self.kind_of(row).is_none() {
            return refuse(format!("unknown kind {:?}, expected bank, firm or institution", row.kind));
        }
        Ok(())
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

    fn is_builtin(&self) -> bool {
        matches!(self.text, Cow::Borrowed(_))
    }

    /// The row at a place that was read before.
    pub(super) fn row_at(&self, place: Place) -> Row<'_> {
        let line = self.text[place.at as usize..].lines().next().unwrap_or_default();
        self.row(line, place.line).unwrap_or_default()
    }

    /// The entry at a place.
    pub(super) fn entry(&self, place: Place) -> Entry {
        let row = self.row_at(place);
        let codes: Vec<StockCode> = row.codes().filter_map(code::parse).collect();
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
            kind: self.kind_of(&row).unwrap_or(self.kind),
            class: if row.class.is_empty() && !self.is_builtin() { "user".to_owned() } else { row.class.to_owned() },
            codes,
            origin: format!("{}:{}", self.name, place.line),
        }
    }

    /// The entry that a user's line makes of the built-in one it names: what the line says counts, what it leaves out stays. The
    /// id stays, so that records of before and after can be joined.
    pub(super) fn overriding(&self, place: Place, under: Entry) -> Entry {
        let (row, own) = (self.row_at(place), self.entry(place));
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
            codes: if own.codes.is_empty() { under.codes } else { own.codes },
            origin: own.origin,
        }
    }
}

/// The columns that a line names, if it is a header: `name` among them, and nothing that is no column.
fn header(line: &str) -> Option<Vec<usize>> {
    // Told apart by the first letter at once: nearly no line is a header.
    if !line.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let column = |cell: &str| {
        let cell = if cell.trim() == "code" { "codes" } else { cell.trim() };
        COLUMNS.iter().position(|name| *name == cell)
    };
    let columns: Option<Vec<usize>> = line.split('\t').map(column).collect();
    columns.filter(|columns| columns.contains(&1))
}

/// Lines that count with their numbers and bytes; a byte-order mark and CRLF are accepted.
fn lines(text: &str) -> impl Iterator<Item = (u32, u32, &str)> {
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
pub(super) fn risky(name: &str, text: &'static str) -> Result<Vec<(&'static str, Advice)>> {
    let mut out = Vec::new();
    for (number, _, line) in lines(text).filter(|(_, _, line)| *line != "surface\tadvice") {
        let (surface, advice) = line.split_once('\t').unwrap_or((line, ""));
        let advice = match advice {
            "block" => Advice::Block,
            "context" => Advice::Context,
            "dominant" | "longest-match" => Advice::Plain,
            other => {
                return Err(Error::dictionary(format!(
                    "{name}:{number}: unknown advice {other:?}, expected block, context, dominant or longest-match"
                )));
            }
        };
        out.push((surface, advice));
    }
    Ok(out)
}
