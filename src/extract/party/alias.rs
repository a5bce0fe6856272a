//! Aliases: what one place of a document tells about a name holds for the whole document — never beyond it.
//!
//! 全称(以下简称“X”), 中文(English), 全称(简称); the short form of a registered name that the text goes on with; every
//! further naming of a name found by its form.

use super::words::{WORDS, is_han};
use super::{Scene, code_behind};
use crate::extract::{Mention, Naming, Party, Value};
use crate::span::Span;
use indexmap::IndexMap;

/// Words that introduce a short form.
const KEYWORDS: &[&str] = &["以下简称", "以下称", "下称", "简称", "下简称", "又称", "英文名"];

/// The most names shared over one document.
const MOST: usize = 400;

pub(super) fn share(scene: &Scene<'_, '_>, found: &mut Vec<Mention>) {
    let mut names: IndexMap<String, Party> = IndexMap::new();
    // A name that the dictionary gives to somebody here is nobody's short form: 欧普照明 is not 苏州欧普照明有限公司.
    let listed: Vec<&str> = found
        .iter()
        .filter(|mention| matches!(&mention.value, Value::Party(party) if party.entry.is_some()))
        .map(|mention| mention.span.of(scene.text))
        .collect();
    for mention in found.iter() {
        let Value::Party(party) = &mention.value else { continue };
        if party.naming != Naming::Named || names.len() >= MOST {
            continue;
        }
        let plain = Party { branch: None, code_printed: false, ..party.clone() };
        if let Some(alias) = bracketed(scene, mention, party) {
            names.insert(alias, plain.clone());
        }
        if party.entry.is_none() && party.branch.is_none() {
            let surface = mention.span.of(scene.text);
            names.entry(surface.to_owned()).or_insert_with(|| plain.clone());
            if mention.rule == "registered name"
                && let Some(short) = short_form(surface).filter(|short| !listed.contains(&short.as_str()))
            {
                names.entry(short).or_insert(plain);
            }
        }
    }
    for (name, party) in &mut names {
        // A short form introduced for a name that is itself short for another.
        let _ = name;
        party.via.clear();
    }
    let mut extra = Vec::new();
    for (name, party) in &names {
        for (at, _) in scene.text.match_indices(name.as_str()) {
            let span = Span::new(at, at + name.len());
            if latin_inside(scene.text, span) {
                continue;
            }
            let mention = Mention { span, value: Value::Party(party.clone()), rule: "named before" };
            extra.push(mention);
        }
    }
    // A mention that stands there already keeps its own code and branch but takes the party's name.
    for mention in found.iter_mut() {
        let surface = mention.span.of(scene.text).to_owned();
        if let (Value::Party(party), Some(known)) = (&mut mention.value, names.get(&surface))
            && party.naming == Naming::Named
            && party.branch.is_none()
            && (party.entry.is_none() || known.entry.is_some() || known.name != party.name)
        {
            party.name.clone_from(&known.name);
            party.entry = known.entry;
            party.kind = known.kind;
            if party.code.is_none() {
                party.code.clone_from(&known.code);
            }
        }
    }
    found.extend(extra);
}

/// The short form in brackets behind a name, behind a code in brackets if one stands there.
fn bracketed(scene: &Scene<'_, '_>, mention: &Mention, party: &Party) -> Option<String> {
    let end = code_behind(scene, mention.span.end).map_or(mention.span.end, |(_, end)| end) as usize;
    let rest = scene.text[end..].strip_prefix('(')?;
    let close = rest.char_indices().take(40).find(|(_, c)| *c == ')')?.0;
    let inside = &rest[..close];
    let keyword = KEYWORDS.iter().find_map(|word| inside.trim_start().strip_prefix(word));
    let quotes: &[char] = &['“', '”', '‘', '’', '"', '\'', '「', '」', '：', ':', ' ', '为', '『', '』'];
    let alias = keyword.unwrap_or(inside).trim_matches(quotes);
    let alias = alias.split(['”', '“', '、', '，', '"', ',', '；', '或']).next()?.trim_matches(quotes);
    let count = alias.chars().count();
    if !(2..=24).contains(&count) || alias == party.name {
        return None;
    }
    if keyword.is_some() {
        let plain = !matches!(alias, "公司" | "本公司" | "集团" | "本行" | "该行" | "发行人" | "标的公司" | "上市公司" | "本集团");
        return plain.then(|| alias.to_owned());
    }
    let latin = alias.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '-' | '&'))
        && alias.chars().next().is_some_and(|c| c.is_ascii_uppercase())
        && alias.chars().filter(char::is_ascii_lowercase).count() >= 2;
    let surface = mention.span.of(scene.text);
    let shortened = alias.chars().all(is_han) && is_subsequence(alias, surface) && count < surface.chars().count() && count <= 6;
    (latin || shortened).then(|| alias.to_owned())
}

/// Every character of the short form stands in the name, in order.
fn is_subsequence(short: &str, name: &str) -> bool {
    let mut chars = name.chars();
    short.chars().all(|c| chars.any(|other| other == c))
}

/// 武汉长江计算有限公司 goes on as 长江计算, 四川御风航空科技股份有限公司 as 御风航空: place and form fall away, and the last
/// trade word where two stand.
fn short_form(name: &str) -> Option<String> {
    let mut rest = name;
    for form in ["股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "股份公司", "集团公司"] {
        if let Some(stem) = rest.strip_suffix(form) {
            rest = stem;
            break;
        }
    }
    let place = WORDS.places.iter().find(|place| rest.starts_with(**place));
    if let Some(place) = place {
        rest = rest[place.len()..].trim_start_matches(['省', '市', '县', '区']);
    }
    let trades = |stem: &str| WORDS.trade_set.iter().find(|trade| stem.ends_with(**trade) && stem.len() > trade.len()).copied();
    if let Some(last) = trades(rest) {
        let stem = &rest[..rest.len() - last.len()];
        if trades(stem).is_some() && stem.chars().count() >= 4 {
            rest = stem;
        }
    }
    let count = rest.chars().count();
    ((3..=7).contains(&count) && rest.chars().all(is_han)).then(|| rest.to_owned())
}

/// A Latin name must not be cut out of a longer word.
fn latin_inside(text: &str, span: Span) -> bool {
    let bytes = text.as_bytes();
    let letter = |at: Option<&u8>| at.is_some_and(u8::is_ascii_alphanumeric);
    let (start, end) = (span.start as usize, span.end as usize);
    (letter(bytes.get(start)) && start > 0 && letter(bytes.get(start - 1))) || (letter(bytes.get(end - 1)) && letter(bytes.get(end)))
}
