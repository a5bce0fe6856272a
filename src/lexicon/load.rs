//! Loading: dictionary files in their TSV format become entries. Every refusal names `file:line`.

use super::{Advice, Entry};
use crate::error::{Error, Result};
use crate::extract::{Kind, StockCode, code};
use indexmap::IndexMap;
use jiff::civil::Date;
use std::path::Path;

/// The built-in files and the kind of their entries.
pub(super) const BUILTIN: &[(&str, &str, Kind)] = &[
    ("dictionaries/banks.tsv", include_str!("../../dictionaries/banks.tsv"), Kind::Bank),
    ("dictionaries/institutions.tsv", include_str!("../../dictionaries/institutions.tsv"), Kind::Institution),
    ("dictionaries/firms.tsv", include_str!("../../dictionaries/firms.tsv"), Kind::Firm),
    ("dictionaries/listed.tsv", include_str!("../../dictionaries/listed.tsv"), Kind::Firm),
];

/// Common words among the names, and the names that several entries share.
pub(super) const RISKY: (&str, &str) = ("dictionaries/risky.tsv", include_str!("../../dictionaries/risky.tsv"));
pub(super) const AMBIGUOUS: (&str, &str) =
    ("dictionaries/ambiguous.tsv", include_str!("../../dictionaries/ambiguous.tsv"));

/// A column of a name file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Id,
    Name,
    FullName,
    Aliases,
    FormerNames,
    Codes,
    Class,
    ValidFrom,
    ValidTo,
    Kind,
}

/// The words of a header. The first nine, in this order, are the header of the built-in files.
const COLUMNS: [(&str, Column); 11] = [
    ("id", Column::Id),
    ("name", Column::Name),
    ("full_name", Column::FullName),
    ("aliases", Column::Aliases),
    ("former_names", Column::FormerNames),
    ("codes", Column::Codes),
    ("class", Column::Class),
    ("valid_from", Column::ValidFrom),
    ("valid_to", Column::ValidTo),
    ("kind", Column::Kind),
    ("code", Column::Codes),
];

/// Which column stands where.
#[derive(Debug, Clone)]
pub(super) struct Columns(Vec<Column>);

impl Columns {
    /// A user's file without a header: name, aliases, code, kind.
    pub(super) fn own() -> Self {
        Self(vec![Column::Name, Column::Aliases, Column::Codes, Column::Kind])
    }

    /// The columns a line names, if it is a header.
    pub(super) fn header(line: &str) -> Option<Result<Self, String>> {
        let column = |cell: &str| COLUMNS.iter().find(|(word, _)| *word == cell).map(|(_, column)| *column);
        column(line.split('\t').next()?.trim())?;
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        if !cells.contains(&"name") {
            return None;
        }
        let mut columns = Vec::new();
        for cell in cells {
            match column(cell) {
                Some(column) if columns.contains(&column) => return Some(Err(format!("column {cell:?} stands twice"))),
                Some(column) => columns.push(column),
                None => {
                    let known: Vec<&str> = COLUMNS.iter().map(|(word, _)| *word).collect();
                    return Some(Err(format!("unknown column {cell:?}, expected some of {}", known.join(", "))));
                }
            }
        }
        Some(Ok(Self(columns)))
    }

    /// The entry of a row. `kind` is given for the built-in files; a user's rows tell it themselves.
    fn entry(&self, origin: String, line: &str, kind: Option<Kind>) -> Result<Entry, String> {
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() > self.0.len() || (kind.is_some() && cells.len() < self.0.len()) {
            let named =
                |column: &Column| COLUMNS.iter().find(|(_, other)| other == column).map_or("", |(word, _)| word);
            let names: Vec<&str> = self.0.iter().map(named).collect();
            return Err(format!("{} columns, expected {} ({})", cells.len(), names.len(), names.join(", ")));
        }
        let cell = |wanted: Column| {
            let at = self.0.iter().position(|column| *column == wanted);
            at.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim())
        };
        let (id, name, class) = (cell(Column::Id), cell(Column::Name), cell(Column::Class));
        if name.is_empty() || (kind.is_some() && id.is_empty()) {
            return Err(format!("id and name must not be empty: {line:?}"));
        }
        let codes = list(cell(Column::Codes)).map(code_of).collect::<Result<Vec<StockCode>, _>>()?;
        let own = || format!("user:{}", codes.first().map_or(name, |code| code.symbol.as_str()));
        Ok(Entry {
            id: if id.is_empty() { own() } else { id.to_owned() },
            name: name.to_owned(),
            full_name: Some(cell(Column::FullName)).filter(|full| !full.is_empty()).map(str::to_owned),
            aliases: list(cell(Column::Aliases)).map(str::to_owned).collect(),
            former_names: list(cell(Column::FormerNames)).map(str::to_owned).collect(),
            kind: kind.map_or_else(|| kind_of(cell(Column::Kind)), Ok)?,
            class: if kind.is_some() { class } else { "user" }.to_owned(),
            valid_from: date_of(cell(Column::ValidFrom))?,
            valid_to: date_of(cell(Column::ValidTo))?,
            codes,
            origin,
        })
    }
}

fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|part| !part.is_empty())
}

fn code_of(printed: &str) -> Result<StockCode, String> {
    code::parse(printed).ok_or_else(|| format!("{printed:?} is no stock code, expected such as 600926.SH"))
}

fn date_of(printed: &str) -> Result<Option<Date>, String> {
    let date = (!printed.is_empty()).then(|| printed.parse());
    date.transpose().map_err(|_| format!("{printed:?} is no day, expected such as 2016-10-27"))
}

/// The kind a user's row tells; a row that tells none is a firm.
pub(super) fn kind_of(word: &str) -> Result<Kind, String> {
    match word {
        "" | "firm" => Ok(Kind::Firm),
        "bank" => Ok(Kind::Bank),
        "institution" => Ok(Kind::Institution),
        other => Err(format!("unknown kind {other:?}, expected bank, firm or institution")),
    }
}

/// Lines that count, with their numbers: no comments, no blank lines; a byte-order mark and CRLF are accepted.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.trim_start_matches('\u{feff}')
        .lines()
        .enumerate()
        .map(|(number, line)| (number + 1, line.trim_end_matches('\r')))
        .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty())
}

/// What a line of a name file says.
#[derive(Debug)]
pub(super) enum Line {
    /// Somebody with a name.
    Entry(Entry),
    /// `-名称`: the name is taken out.
    Removed(String),
}

/// Every line of a name file with its number; headers are obeyed and left out. Without a `kind` the file is a user's.
pub(super) fn read(name: &str, text: &str, kind: Option<Kind>) -> impl Iterator<Item = (usize, Result<Line, String>)> {
    // Without a header that can be read, rows cannot be told apart: none is read.
    let mut columns = Some(Columns::own());
    lines(text).filter_map(move |(number, line)| match Columns::header(line) {
        Some(Ok(header)) => {
            columns = Some(header);
            None
        }
        Some(Err(reason)) => {
            columns = None;
            Some((number, Err(reason)))
        }
        None => {
            let columns = columns.as_ref()?;
            let read = match line.strip_prefix('-').filter(|_| kind.is_none()) {
                Some(gone) => Ok(Line::Removed(gone.trim().to_owned())),
                None => columns.entry(format!("{name}:{number}"), line, kind).map(Line::Entry),
            };
            Some((number, read))
        }
    })
}

/// Reads a built-in file.
pub(super) fn entries(name: &str, text: &str, kind: Kind, out: &mut Vec<Entry>) -> Result<()> {
    for (number, line) in read(name, text, Some(kind)) {
        match line {
            Ok(Line::Entry(entry)) => out.push(entry),
            Ok(Line::Removed(_)) => {}
            Err(reason) => return Err(Error::dictionary(format!("{name}:{number}: {reason}"))),
        }
    }
    Ok(())
}

/// Reads a user's file: rows under a header that names its columns, or `name ⇥ aliases ⇥ code ⇥ kind`; `-名称` removes a name.
pub(super) fn overlay(name: &str, text: &str, out: &mut Vec<Entry>, removed: &mut Vec<String>) -> Result<()> {
    let mut seen: IndexMap<String, usize> = IndexMap::new();
    for (number, line) in read(name, text, None) {
        match line.map_err(|reason| Error::dictionary(format!("{name}:{number}: {reason}")))? {
            Line::Removed(gone) => removed.push(gone),
            Line::Entry(entry) => {
                if let Some(first) = seen.insert(entry.id.clone(), number) {
                    let what = format!("{:?} ({}) stands already in line {first}", entry.name, entry.id);
                    return Err(Error::dictionary(format!("{name}:{number}: {what}")));
                }
                out.push(entry);
            }
        }
    }
    Ok(())
}

/// The text of a user's file, in any encoding that articles may have.
pub(super) fn file(path: &Path) -> Result<String> {
    let context = || format!("reading the dictionary {}, expected a TSV file", path.display());
    let bytes = std::fs::read(path).map_err(|error| Error::dictionary(context()).with_source(error))?;
    crate::read::decode(&bytes).map_err(|reason| Error::dictionary(format!("{}: {reason}", context())))
}

/// Reads `surface ⇥ advice` lines.
pub(super) fn risky<'t>(name: &str, text: &'t str) -> Result<IndexMap<&'t str, Advice>> {
    let mut out = IndexMap::new();
    for (number, line) in lines(text).filter(|(_, line)| *line != "surface\tadvice") {
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
        out.insert(surface, advice);
    }
    Ok(out)
}

/// Reads `surface ⇥ ids` lines: who shares a name, the likeliest first.
pub(super) fn ambiguous<'t>(name: &str, text: &'t str) -> Result<IndexMap<&'t str, Vec<&'t str>>> {
    let mut out = IndexMap::new();
    for (number, line) in lines(text).filter(|(_, line)| *line != "surface\tids") {
        let Some((surface, ids)) = line.split_once('\t').filter(|(_, ids)| ids.contains('|')) else {
            return Err(Error::dictionary(format!(
                "{name}:{number}: expected a surface, a tab and the ids of at least two entries apart by |: {line:?}"
            )));
        };
        out.insert(surface, list(ids).collect());
    }
    Ok(out)
}
