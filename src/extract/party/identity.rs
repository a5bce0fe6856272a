//! Identity: a short name and the registered name it shortens are one party within a document.
//!
//! 新澜具身 stands for 上海新澜具身智能科技有限公司, 澄菱集团 for 广东澄菱凯琴集团有限公司: headlines and later sentences go on with a
//! form that the text never introduces. The characters of the short form stand in the registered name in order, and it
//! begins where the place or the brand begins. Names of the dictionary are somebody already and take no part.

use super::words::{self, WORDS, is_han};
use super::{Mention, Naming, Value};
use crate::extract::Kind;
use indexmap::IndexMap;

/// Legal forms at the end of a registered name, the longest first. 集团 and 合伙企业 stay: short names keep them.
const FORMS: &[&str] = &["股份有限公司", "有限责任公司", "有限公司", "股份公司", "(有限合伙)"];

/// The most different names compared in one document: the work is their square.
const MOST: usize = 200;

/// Gives short names the party of their registered name; the earliest registered name that fits wins.
pub(super) fn unify(found: &mut [Mention], text: &str) {
    adopt(found, text);
    let mut names: IndexMap<String, Kind> = IndexMap::new();
    for mention in found.iter() {
        if let Value::Party(party) = &mention.value
            && is_open(party)
            && names.len() < MOST
        {
            names.entry(party.name.clone()).or_insert(party.kind);
        }
    }
    let registered: Vec<(&String, Kind, String)> =
        names.iter().filter_map(|(name, kind)| Some((name, *kind, core(name)?))).collect();
    let mut known: IndexMap<String, (String, Kind)> = IndexMap::new();
    for name in names.keys().filter(|name| core(name).is_none()) {
        if let Some((full, kind, _)) = registered.iter().find(|(_, _, core)| shortens(name, core)) {
            known.insert(name.clone(), ((*full).clone(), *kind));
        }
    }
    for (short, full) in initials(&names) {
        known.insert(short, full);
    }
    if known.is_empty() {
        return;
    }
    for mention in found.iter_mut() {
        if let Value::Party(party) = &mut mention.value
            && is_open(party)
            && let Some((full, kind)) = known.get(&party.name)
        {
            party.name.clone_from(full);
            party.kind = *kind;
        }
    }
}

/// HLI is HanlanLumensInc., Hanlan too: capitals alone that are those of the one foreign name that the document has with them, or the
/// head of one that is written without blanks.
fn initials(names: &IndexMap<String, Kind>) -> Vec<(String, (String, Kind))> {
    let capitals = |name: &str| name.chars().filter(char::is_ascii_uppercase).collect::<String>();
    let latin = |name: &&String| name.is_ascii() && name.contains(|c: char| c.is_ascii_lowercase());
    let short = |name: &&String| (3..=6).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_uppercase());
    let heads = |name: &String, short: &String| {
        let rest = name.strip_prefix(short.as_str()).filter(|_| short.len() >= 4 && !name.contains(' '));
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()) && rest.ends_with('.'))
    };
    let full = |short: &String| {
        let fits = |name: &&String| latin(name) && (capitals(name) == **short || heads(name, short));
        let mut fits = names.iter().filter(|(name, _)| *name != short && fits(name));
        fits.next().filter(|_| fits.next().is_none())
    };
    names
        .keys()
        .filter(|name| short(name) || latin(name))
        .filter_map(|name| full(name).map(|(full, kind)| (name.clone(), (full.clone(), *kind))))
        .collect()
}

/// 澄树科技股份有限公司 is 澄树科技 of the dictionary, where the document names both: the registered name of a firm that can be listed,
/// without place and form, is the listed one.
fn adopt(found: &mut [Mention], text: &str) {
    let listed: IndexMap<&str, crate::extract::Party> = found
        .iter()
        .filter_map(|mention| match &mention.value {
            Value::Party(party) if party.entry.is_some() && party.kind == Kind::Firm && party.branch.is_none() => {
                Some((mention.span.of(text), (**party).clone()))
            }
            _ => None,
        })
        .filter(|(name, _)| name.chars().count() >= LEAST)
        .collect();
    if listed.is_empty() {
        return;
    }
    for mention in found.iter_mut() {
        let Value::Party(party) = &mut mention.value else { continue };
        if !is_open(party) {
            continue;
        }
        let Some(core) = core(&party.name) else { continue };
        // 海澜桃李面包有限公司 is a subsidiary: only a 股份有限公司 is listed itself, under a name without its place.
        let shares = party.name.ends_with("股份有限公司");
        let placeless = shares.then(|| split_place(&core).1);
        if let Some(known) = listed.get(core.as_str()).filter(|_| shares).or_else(|| listed.get(placeless?)) {
            party.name.clone_from(&known.name);
            party.entry = known.entry;
            if party.code.is_none() {
                party.code.clone_from(&known.code);
            }
        }
    }
}

/// Characters of a listed name that is recognised within a registered one.
const LEAST: usize = 4;

/// Named, no person, and nobody of the dictionary.
fn is_open(party: &crate::extract::Party) -> bool {
    party.naming == Naming::Named && party.entry.is_none() && party.branch.is_none() && party.kind != Kind::Person
}

/// A registered name without its form and brackets; `None` for other names.
fn core(name: &str) -> Option<String> {
    let name = name.replace('（', "(").replace('）', ")");
    let stem = FORMS.iter().find_map(|form| name.strip_suffix(form))?;
    let mut out = String::new();
    let mut depth = 0u32;
    for c in stem.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    (out.chars().count() >= 4).then_some(out)
}

/// The short name begins at the place or the brand of the registered one, and the rest of it stands there in order.
fn shortens(short: &str, core: &str) -> bool {
    let short = short.strip_suffix("公司").unwrap_or(short);
    let count = short.chars().count();
    if !(3..=10).contains(&count) || !short.chars().all(is_han) || short == core {
        return false;
    }
    let (place, brand) = split_place(core);
    let opens = |short: &str, full: &str, least: usize| {
        let same = short.chars().zip(full.chars()).take_while(|(a, b)| a == b).count();
        same >= least && is_subsequence(short, full)
    };
    if opens(short, brand, 2) {
        return true;
    }
    // 江澜|禾远投资: a place that the list does not know stands before the whole short name.
    let before = core.strip_suffix(short).map_or(0, |head| head.chars().count());
    if (2..=3).contains(&before) && words::brand(short).chars().count() >= 2 {
        return true;
    }
    let (own_place, rest) = split_place(short);
    // 澄城发投 for 澄城市发展投资: the place carries the name.
    !place.is_empty()
        && own_place.starts_with(place.trim_end_matches(['省', '市', '县', '区']))
        && rest.chars().count() >= 2
        && opens(rest, brand, 1)
}

/// The places a name begins with, and what follows them.
fn split_place(name: &str) -> (&str, &str) {
    let mut rest = name;
    while let Some(place) = WORDS.places.begins(rest).filter(|place| place.len() < rest.len()) {
        rest = rest[place.len()..].trim_start_matches(['省', '市', '县', '区']);
    }
    (&name[..name.len() - rest.len()], rest)
}

fn is_subsequence(short: &str, name: &str) -> bool {
    let mut chars = name.chars();
    short.chars().all(|c| chars.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::{core, shortens};

    #[test]
    fn short_names_begin_at_place_or_brand() {
        let cases = [
            ("新澜具身", "上海新澜具身智能科技有限公司", true),
            ("澄菱集团", "广东澄菱凯琴集团有限公司", true),
            ("开封发投", "开封市发展投资集团有限公司", true),
            ("内江澜翔", "内江市澜翔投资有限公司", true),
            ("远禾合伙", "靖江远禾企业管理合伙企业（有限合伙）", true),
            ("禾远投资", "江澜禾远投资有限公司", true),
            ("投资控股", "江澜投资控股有限公司", false),
            ("智能科技", "上海新澜具身智能科技有限公司", false),
            ("上海科技", "上海新澜具身智能科技有限公司", false),
            ("澄菱电器", "广东澄菱凯琴集团有限公司", false),
            ("启航资本", "启航澄海资源有限公司", false),
        ];
        for (short, full, expected) in cases {
            let core = core(full).expect("a registered name");
            assert_eq!(shortens(short, &core), expected, "{short} for {full}");
        }
    }
}
