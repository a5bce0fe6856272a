//! Looking up: who has a name or a code, by what right, and which names are near.

use super::{Advice, Entry, EntryId, Lexicon, canonical_name};
use crate::extract::code;

/// What a surface is to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Its name.
    Name,
    /// Its registered name.
    FullName,
    /// A name in use.
    Alias,
    /// A name it had.
    FormerName,
    /// A code.
    Code,
}

impl Role {
    /// The role in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::FullName => "full name",
            Self::Alias => "alias",
            Self::FormerName => "former name",
            Self::Code => "code",
        }
    }
}

impl Entry {
    /// True if a user listed it without the id of a built-in entry; those begin with `org:`.
    #[must_use]
    pub fn is_own(&self) -> bool {
        !self.id.starts_with("org:")
    }

    /// All names of the entry with their roles; a name may come twice.
    pub fn surfaces(&self) -> impl Iterator<Item = (&str, Role)> {
        std::iter::once((self.name.as_str(), Role::Name))
            .chain(self.full_name.as_deref().map(|name| (name, Role::FullName)))
            .chain(self.aliases.iter().map(|name| (name.as_str(), Role::Alias)))
            .chain(self.former_names.iter().map(|name| (name.as_str(), Role::FormerName)))
    }
}

/// Who has a name or a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookUp {
    /// The entries with the role of the surface, the likeliest first.
    pub entries: Vec<(EntryId, Role)>,
    /// What the surface needs to count in a text; nothing where no text can show it (a code, a name taken out).
    pub advice: Option<Advice>,
}

impl Lexicon {
    /// Every entry that has the surface as a name, or as a code in any spelling: `工行`, `601398`, `sh601398`, `1398.HK`, `BABA`.
    #[must_use]
    pub fn look_up(&self, surface: &str) -> LookUp {
        let name = canonical_name(surface);
        // What a text would show: the order of the candidates and the advice.
        let shown = self.find(&name).into_iter().find(|hit| hit.span.start == 0 && hit.span.end as usize == name.len());
        let mut entries: Vec<(EntryId, Role)> = Vec::new();
        let numbered = || self.entries().iter().enumerate().map(|(index, entry)| (EntryId(index as u32), entry));
        for (id, entry) in numbered() {
            let role = entry.surfaces().find(|(other, _)| *other == name).map(|(_, role)| role);
            entries.extend(role.map(|role| (id, role)));
        }
        if entries.is_empty() && name.is_ascii() {
            for (id, entry) in numbered() {
                let role = entry.surfaces().find(|(other, _)| other.eq_ignore_ascii_case(&name)).map(|(_, role)| role);
                entries.extend(role.map(|role| (id, role)));
            }
        }
        if let Some(hit) = &shown {
            entries.sort_by_key(|(id, _)| hit.entries.iter().position(|other| other == id).unwrap_or(usize::MAX));
        }
        for symbol in symbols(&name) {
            for (id, entry) in numbered() {
                let holds = entry.codes.iter().any(|code| match symbol.strip_suffix('.') {
                    Some(ticker) => code.symbol.rsplit_once('.').is_some_and(|(head, _)| head == ticker),
                    None => code.symbol == symbol,
                });
                if holds && !entries.iter().any(|(other, _)| *other == id) {
                    entries.push((id, Role::Code));
                }
            }
        }
        LookUp { entries, advice: shown.map(|hit| hit.advice) }
    }

    /// Names that are near a surface that nobody has, the nearest first.
    #[must_use]
    pub fn near(&self, surface: &str, count: usize) -> Vec<&str> {
        let name: Vec<char> = canonical_name(surface).to_lowercase().chars().collect();
        let most = (name.len() / 3).max(1);
        let mut near: Vec<(usize, &str)> = Vec::new();
        for entry in self.entries() {
            for (other, _) in entry.surfaces() {
                let letters: Vec<char> = other.to_lowercase().chars().collect();
                let inside = name.len() >= 2 && letters.windows(name.len()).any(|window| window == name);
                let distance = if inside { 1 } else { distance(&name, &letters, most) };
                if distance <= most && distance < name.len() {
                    near.push((distance * 100 + letters.len().abs_diff(name.len()), other));
                }
            }
        }
        near.sort_unstable();
        near.dedup_by_key(|(_, other)| *other);
        near.truncate(count);
        near.into_iter().map(|(_, other)| other).collect()
    }
}

/// The canonical codes a word can mean; `BABA.` stands for a ticker at any exchange.
fn symbols(word: &str) -> Vec<String> {
    if let Some(code) = code::parse(word).or_else(|| code::bare(word)) {
        return vec![code.symbol];
    }
    match word.len() {
        1..=5 if word.bytes().all(|byte| byte.is_ascii_digit()) => {
            code::parse(&format!("{word}.HK")).map(|code| code.symbol).into_iter().collect()
        }
        1..=6 if word.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            vec![format!("{}.", word.to_ascii_uppercase())]
        }
        _ => Vec::new(),
    }
}

/// Edits between two words, or more than `most`.
fn distance(left: &[char], right: &[char], most: usize) -> usize {
    if left.len().abs_diff(right.len()) > most {
        return most + 1;
    }
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, from) in left.iter().enumerate() {
        let mut corner = row[0];
        row[0] = index + 1;
        for (at, to) in right.iter().enumerate() {
            let change = corner + usize::from(from != to);
            corner = row[at + 1];
            row[at + 1] = change.min(row[at] + 1).min(corner + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_in_any_spelling() {
        let lexicon = Lexicon::builtin();
        for spelling in ["601398", "601398.SH", "sh601398", "SH.601398", "601398.XSHG", "1398.HK", "01398"] {
            let found = lexicon.look_up(spelling);
            let ids: Vec<&str> = found.entries.iter().map(|(id, _)| lexicon.entry(*id).id.as_str()).collect();
            assert_eq!(ids, ["org:601398.SH"], "{spelling}");
            assert_eq!(found.entries[0].1, Role::Code);
        }
    }

    #[test]
    fn an_old_number_of_beijing_leads_to_the_firm() {
        let lexicon = Lexicon::builtin();
        let found = lexicon.look_up("430047.BJ");
        assert_eq!(lexicon.entry(found.entries[0].0).name, "诺思兰德");
    }

    #[test]
    fn the_live_firm_comes_before_the_delisted_one_of_the_same_name() {
        let lexicon = Lexicon::builtin();
        let found = lexicon.look_up("百联股份");
        let ids: Vec<&str> = found.entries.iter().map(|(id, _)| lexicon.entry(*id).id.as_str()).collect();
        assert_eq!(ids, ["org:600827.SH", "org:600631.SH"]);
    }

    #[test]
    fn near_names_are_suggested() {
        let lexicon = Lexicon::builtin();
        assert!(lexicon.near("杭洲银行", 5).contains(&"杭州银行"));
        assert!(lexicon.near("寒武记", 5).contains(&"寒武纪"));
        assert!(lexicon.look_up("杭洲银行").entries.is_empty());
    }
}
