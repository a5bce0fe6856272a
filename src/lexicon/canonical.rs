//! Canonical form: name files are checked sources, so each has one way to be written.
//!
//! Names are NFC, with the half-width brackets, digits and letters that the view of a text shows (a name with `（` would never
//! match), and without stray blanks. A list holds nothing twice and nothing that another column of its row says already.

use super::{Entry, Role, source};
use crate::error::Result;
use indexmap::IndexMap;
use unicode_normalization::UnicodeNormalization;

/// A name as texts are read: NFC, full-width letters, digits and brackets folded, blanks single and none at the ends.
///
/// ```
/// assert_eq!(rongzi::lexicon::canonical_name(" 万科Ａ "), "万科A");
/// assert_eq!(rongzi::lexicon::canonical_name("明阳（集团）"), "明阳(集团)");
/// ```
#[must_use]
pub fn canonical_name(name: &str) -> String {
    let folded = name.nfc().map(|c| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '（' | '）' | '＊' | '＆' | '－' | '．' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        c if c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}' => ' ',
        c => c,
    });
    let folded: String = folded.collect();
    folded.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A dictionary file in canonical form: head comments and header, then the rows sorted by their first column, each once.
///
/// Rows of name files (those with a column `former_names`) have canonical names, and lists without repeats.
#[must_use]
pub fn canonical(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}');
    let is_header = |line: &str| source::header(line).is_some() || line.starts_with("surface\t");
    let head: Vec<&str> = text.lines().map(str::trim_end).take_while(|line| line.starts_with('#')).collect();
    let header: Option<&str> = source::lines(text).map(|(_, _, line)| line).find(|line| is_header(line));
    let names: Vec<&str> = header.unwrap_or_default().split('\t').collect();
    let at = |wanted: &str| names.iter().position(|name| *name == wanted);
    let rows = source::lines(text).map(|(_, _, line)| line).filter(|line| !is_header(line));
    let mut rows: Vec<String> = rows
        .map(|line| {
            let mut cells: Vec<String> = line.split('\t').map(canonical_name).collect();
            let single = ["name", "full_name"].map(|name| at(name).and_then(|at| cells.get(at).cloned()));
            let mut said: Vec<String> = single.into_iter().flatten().collect();
            for name in ["aliases", "former_names", "codes", "code"] {
                let Some(cell) = at(name).and_then(|at| cells.get_mut(at)) else { continue };
                let mut parts: Vec<String> = Vec::new();
                for part in cell.split('|').map(str::trim).filter(|part| !part.is_empty()) {
                    if !said.iter().any(|other| other == part) {
                        said.push(part.to_owned());
                        parts.push(part.to_owned());
                    }
                }
                *cell = parts.join("|");
            }
            cells.join("\t")
        })
        .collect();
    rows.sort_unstable_by(|a, b| a.split('\t').next().cmp(&b.split('\t').next()).then_with(|| a.cmp(b)));
    rows.dedup();
    let lines = head.into_iter().chain(header).map(str::to_owned).chain(rows);
    lines.fold(String::new(), |text, line| text + &line + "\n")
}

/// The list of names that several of the built-in entries share, in canonical form (`ambiguous.tsv`): `present` with what is
/// missing added, and without what is shared no more. The order of the ids in `present` is kept.
///
/// # Errors
/// A line of `present` that is no line of the list.
pub fn shared(entries: &[Entry], present: &str) -> Result<String> {
    let order = source::ambiguous(source::AMBIGUOUS.0, present)?;
    let mut claims: IndexMap<&str, Vec<(usize, &Entry)>> = IndexMap::new();
    for (index, entry) in entries.iter().enumerate() {
        for (surface, role) in entry.surfaces() {
            let claims = claims.entry(surface).or_default();
            if !claims.iter().any(|(_, other)| other.id == entry.id) {
                // A name in use before one given up, a firm that is listed before one that no longer is, then the order of the files.
                let rank = usize::from(role == Role::FormerName) * 2 + usize::from(entry.valid_to.is_some());
                claims.push((rank * entries.len() + index, entry));
            }
        }
    }
    claims.retain(|_, claims| claims.len() > 1);
    let mut rows: Vec<String> = Vec::new();
    for (surface, mut claims) in claims {
        let kept = order.get(surface);
        let place = |id: &str| kept.and_then(|ids| ids.iter().position(|other| *other == id)).unwrap_or(usize::MAX);
        claims.sort_by_key(|(rank, entry)| (place(&entry.id), *rank));
        let ids: Vec<&str> = claims.iter().map(|(_, entry)| entry.id.as_str()).collect();
        rows.push(format!("{surface}\t{}", ids.join("|")));
    }
    rows.sort_unstable();
    let head = present.lines().filter(|line| line.starts_with('#') || line.starts_with("surface\t"));
    Ok(head.map(str::to_owned).chain(rows).fold(String::new(), |text, line| text + &line + "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_and_say_nothing_twice() {
        let text = "# head\nid\tname\tfull_name\taliases\tformer_names\tcodes\tclass\tvalid_from\tvalid_to\n\
                    org:b\t乙行\t乙行（集团）\t乙行| 乙 | 乙\t乙|老乙\t\t\t\t\norg:a\t甲 \t\t\t\t\t\t\t\n";
        let tidy = canonical(text);
        let rows: Vec<&str> = tidy.lines().skip(2).collect();
        assert_eq!(rows, ["org:a\t甲\t\t\t\t\t\t\t", "org:b\t乙行\t乙行(集团)\t乙\t老乙\t\t\t\t"]);
        assert_eq!(canonical(&tidy), tidy);
    }

    #[test]
    fn composed_characters_are_one_way_to_write_a_name() {
        assert_eq!(canonical_name("Cafe\u{301}\u{3000}咖啡"), "Café 咖啡");
    }
}
