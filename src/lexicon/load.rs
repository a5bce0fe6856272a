//! Loading: dictionary files in their TSV format become entries. Every refusal names `file:line`.

use super::{Advice, Entry};
use crate::error::{Error, Result};
use crate::extract::{Kind, code};
use indexmap::IndexMap;

/// The built-in files and the kind of their entries.
pub(super) const BUILTIN: &[(&str, &str, Kind)] = &[
    ("dictionaries/banks.tsv", include_str!("../../dictionaries/banks.tsv"), Kind::Bank),
    ("dictionaries/institutions.tsv", include_str!("../../dictionaries/institutions.tsv"), Kind::Institution),
    ("dictionaries/firms.tsv", include_str!("../../dictionaries/firms.tsv"), Kind::Firm),
    ("dictionaries/listed.tsv", include_str!("../../dictionaries/listed.tsv"), Kind::Firm),
];

const HEADER: &str = "id\tname\tfull_name\taliases\tformer_names\tcodes\tclass";

/// Lines that count, with their numbers: no comments, no blank lines; a byte-order mark and CRLF are accepted.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.trim_start_matches('\u{feff}')
        .lines()
        .enumerate()
        .map(|(number, line)| (number + 1, line.trim_end_matches('\r')))
        .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty())
}

fn list(column: &str) -> Vec<String> {
    column.split('|').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Reads one file in the built-in format.
pub(super) fn entries(name: &str, text: &str, kind: Kind, out: &mut Vec<Entry>) -> Result<()> {
    for (number, line) in lines(text) {
        if line == HEADER {
            continue;
        }
        out.push(entry(name, number, line, kind)?);
    }
    Ok(())
}

fn entry(name: &str, number: usize, line: &str, kind: Kind) -> Result<Entry> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [id, short, full, aliases, former, codes, class] = columns.as_slice() else {
        return Err(Error::dictionary(format!(
            "{name}:{number}: {} columns, expected 7 ({})",
            columns.len(),
            HEADER.replace('\t', ", ")
        )));
    };
    if id.is_empty() || short.is_empty() {
        return Err(Error::dictionary(format!("{name}:{number}: id and name must not be empty: {line:?}")));
    }
    let codes = list(codes)
        .iter()
        .map(|printed| {
            code::parse(printed).ok_or_else(|| {
                Error::dictionary(format!("{name}:{number}: {printed:?} is no stock code, expected such as 600926.SH"))
            })
        })
        .collect::<Result<_>>()?;
    Ok(Entry {
        id: (*id).to_owned(),
        name: (*short).to_owned(),
        full_name: (!full.is_empty()).then(|| (*full).to_owned()),
        aliases: list(aliases),
        former_names: list(former),
        kind,
        class: (*class).to_owned(),
        codes,
        origin: format!("{name}:{number}"),
    })
}

/// Reads a user's file: the built-in format (kind from a column `kind` appended to the header), or one name a line with
/// `|`-separated aliases, a code and a kind in further columns: `name ⇥ aliases ⇥ code ⇥ kind`. `-名称` removes a name.
pub(super) fn overlay(name: &str, text: &str, out: &mut Vec<Entry>, removed: &mut Vec<String>) -> Result<()> {
    let mut seen: IndexMap<String, usize> = IndexMap::new();
    for (number, line) in lines(text) {
        if line.starts_with("name\t") || line == "name" {
            continue;
        }
        if let Some(gone) = line.strip_prefix('-') {
            removed.push(gone.trim().to_owned());
            continue;
        }
        let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
        let short = columns[0];
        if let Some(first) = seen.insert(short.to_owned(), number) {
            return Err(Error::dictionary(format!("{name}:{number}: {short:?} stands already in line {first}")));
        }
        let printed = columns.get(2).copied().unwrap_or("");
        let codes = if printed.is_empty() {
            Vec::new()
        } else {
            let refuse = || {
                Error::dictionary(format!("{name}:{number}: {printed:?} is no stock code, expected such as 600926.SH"))
            };
            vec![code::parse(printed).ok_or_else(refuse)?]
        };
        let kind = match columns.get(3).copied().unwrap_or("") {
            "" | "firm" => Kind::Firm,
            "bank" => Kind::Bank,
            "institution" => Kind::Institution,
            other => {
                return Err(Error::dictionary(format!(
                    "{name}:{number}: unknown kind {other:?}, expected bank, firm or institution"
                )));
            }
        };
        out.push(Entry {
            id: format!(
                "user:{}",
                codes.first().map_or(short, |code: &crate::extract::StockCode| code.symbol.as_str())
            ),
            name: short.to_owned(),
            full_name: None,
            aliases: list(columns.get(1).copied().unwrap_or("")),
            former_names: Vec::new(),
            kind,
            class: "user".to_owned(),
            codes,
            origin: format!("{name}:{number}"),
        });
    }
    Ok(())
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
