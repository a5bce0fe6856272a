//! Who a party is across articles: its id in the dictionaries, else its names; a short name stands for the registered name that
//! it shortens.

use crate::extract::Naming;
use crate::extract::party::words::WORDS;
use crate::record::PartyRecord;
use unicode_normalization::UnicodeNormalization;

/// Legal forms at the end of a registered name, the longest first.
/// 集团 stays: short names keep it.
const FORMS: [&str; 6] = ["股份有限公司", "有限责任公司", "有限公司", "股份公司", "(有限合伙)", "公司"];

/// Boards and the exchanges they belong to: a listing is told with either.
const BOARDS: [(&str, &str); 2] = [("org:科创板", "org:上交所"), ("org:创业板", "org:深交所")];

/// A named party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Who {
    /// Id in the dictionaries, else the stock code.
    id: Option<Box<str>>,
    /// Its names, folded.
    names: Vec<Box<str>>,
}

impl Who {
    /// `None` for a party that is not named.
    pub(super) fn new(party: &PartyRecord) -> Option<Self> {
        if party.kind != Naming::Named {
            return None;
        }
        let mut names: Vec<Box<str>> = Vec::new();
        let by_pronoun = |surface: &str| !party.via.is_empty() && surface == party.surface;
        let surfaces = party.surfaces.iter().map(String::as_str).filter(|surface| !by_pronoun(surface));
        let branch = party.branch.as_deref().unwrap_or_default();
        for name in std::iter::once(party.name.as_str()).chain(surfaces) {
            let name = fold(name).into_boxed_str();
            if name.chars().count() >= 2 && *name != *fold(branch) && !names.contains(&name) {
                names.push(name);
            }
        }
        if let Some((_, exchange)) = BOARDS.iter().find(|(board, _)| party.entity_id.as_deref() == Some(*board)) {
            return Some(Self { id: Some((*exchange).into()), names: Vec::new() });
        }
        let id = party.entity_id.clone().or_else(|| party.code.as_ref().map(|code| format!("org:{}", code.symbol)));
        (id.is_some() || !names.is_empty()).then(|| Self { id: id.map(String::into_boxed_str), names })
    }

    /// The same firm or person.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        if let (Some(one), Some(other)) = (&self.id, &other.id) {
            return one == other;
        }
        self.names.iter().any(|name| other.names.contains(name))
            || self.is_placed(other)
            || other.is_placed(self)
            || self.shortens(other)
            || other.shortens(self)
    }

    /// The other's name with a place in front: 苏州澄光半导体, 澄光半导体.
    fn is_placed(&self, other: &Self) -> bool {
        self.names.iter().any(|name| {
            let (place, rest) = split_place(name);
            !place.is_empty() && rest.chars().count() >= 3 && other.names.iter().any(|other| **other == *rest)
        })
    }

    fn shortens(&self, other: &Self) -> bool {
        other.names.iter().filter_map(|name| core(name)).any(|core| self.names.iter().any(|name| shortens(name, core)))
    }

    /// Words under which the party is looked up: parties that are the same have one in common.
    pub(super) fn keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = self.id.iter().map(|id| id.to_string()).collect();
        for name in &self.names {
            keys.push(name.to_string());
            // A short name and its registered name have the beginning of the brand in common.
            let brand: String = split_place(core(name).unwrap_or(name)).1.chars().take(2).collect();
            keys.push(format!("{brand}…"));
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// A name without blanks, marks and widths: “A（B）” is `a(b)`.
fn fold(name: &str) -> String {
    let dropped = |c: &char| c.is_whitespace() || matches!(c, '“' | '”' | '‘' | '’' | '"' | '\'' | '「' | '」' | '·');
    name.nfkc().filter(|c| !dropped(c)).collect::<String>().to_lowercase()
}

/// A registered name without its legal form; `None` for other names.
fn core(name: &str) -> Option<&str> {
    FORMS.iter().find_map(|form| name.strip_suffix(form)).filter(|core| core.chars().count() >= 4)
}

/// The short name begins where the place or the brand of the registered one begins, and the rest of it stands there in order.
fn shortens(short: &str, core: &str) -> bool {
    let short = FORMS.iter().find_map(|form| short.strip_suffix(form)).unwrap_or(short);
    let count = short.chars().count();
    if count < 3 || count > core.chars().count() {
        return false;
    }
    let ((place, brand), (own_place, rest)) = (split_place(core), split_place(short));
    if !own_place.is_empty() && !place.is_empty() && bare(own_place) != bare(place) {
        return false;
    }
    let rest = if own_place.is_empty() { short } else { rest };
    let head: String = rest.chars().take(2).collect();
    rest.chars().count() >= 2 && brand.starts_with(&head) && is_subsequence(rest, brand)
}

fn bare(place: &str) -> &str {
    place.trim_end_matches(['省', '市', '县', '区'])
}

/// The places a name begins with, in brackets or not, and what follows them.
fn split_place(name: &str) -> (&str, &str) {
    let mut rest = name;
    while let Some(place) = WORDS.places.begins(rest).filter(|place| place.len() < rest.len()) {
        rest = rest[place.len()..].trim_start_matches(['省', '市', '县', '区']);
    }
    if rest.is_empty() { ("", name) } else { (&name[..name.len() - rest.len()], rest) }
}

fn is_subsequence(short: &str, name: &str) -> bool {
    let mut chars = name.chars();
    short.chars().all(|c| chars.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(id: Option<&str>, names: &[&str]) -> Who {
        Who { id: id.map(Into::into), names: names.iter().map(|name| fold(name).into_boxed_str()).collect() }
    }

    #[test]
    fn ids_decide_then_names_then_short_forms() {
        for (one, other, expected) in [
            (who(Some("org:1"), &["澄光"]), who(Some("org:2"), &["澄光"]), false),
            (who(Some("org:1"), &["澄光"]), who(Some("org:1"), &["澄光科技"]), true),
            (who(None, &["澄光 半导体"]), who(Some("org:1"), &["“澄光”半导体"]), true),
            (who(None, &["澄光半导"]), who(None, &["苏州澄光半导体有限公司"]), true),
            (who(None, &["苏州澄光"]), who(None, &["苏州市澄光半导体股份有限公司"]), true),
            (who(None, &["苏州澄光半导"]), who(None, &["澄光半导"]), true),
            (who(None, &["东菱集团"]), who(None, &["广东东菱凯琴集团有限公司"]), true),
            (who(None, &["杭州澄光"]), who(None, &["苏州市澄光半导体股份有限公司"]), false),
            (who(None, &["半导体公司"]), who(None, &["苏州澄光半导体有限公司"]), false),
            (who(None, &["澄海电气"]), who(None, &["澄海电器"]), false),
        ] {
            assert_eq!(one.is_same(&other), expected, "{one:?} {other:?}");
            assert_eq!(other.is_same(&one), expected, "{other:?} {one:?}");
            let shared = one.keys().iter().any(|key| other.keys().contains(key));
            assert!(shared || !expected, "{one:?} and {other:?} have no key in common");
        }
    }
}
