//! Aliases: what one place of a document tells about a name holds for the whole document — never beyond it.
//!
//! 全称(以下简称“X”), 中文(English), 全称(简称); the short form of a registered name that the text goes on with; every
//! further naming of a name found by its form.

use super::words::{STOPS, WORDS, brand, is_closed, is_han, is_name_char};
use super::{Scene, code_behind};
use crate::extract::{Kind, Mention, Naming, Party, Value};
use crate::span::Span;
use indexmap::IndexMap;
use std::collections::HashSet;

/// Words that introduce a short form.
const KEYWORDS: &[&str] = &["以下简称", "以下称", "下称", "简称", "下简称", "又称", "英文名"];

/// Behind a person who speaks and does not act.
const SPEAKS: &[&str] = &["：", ":", "表示", "认为", "说", "称", "告诉", "指出", "介绍", "坦言", "透露"];

/// The most names shared over one document.
pub(super) const MOST: usize = 400;

pub(super) fn share(scene: &Scene<'_, '_>, found: &mut Vec<Mention>) {
    let mut names: IndexMap<String, Party> = IndexMap::new();
    let mut shorts: IndexMap<String, Party> = IndexMap::new();
    // A name that the dictionary gives to somebody here is nobody's short form: 欧普照明 is not 苏州欧普照明有限公司.
    let listed: HashSet<&str> = found
        .iter()
        .filter(|mention| matches!(&mention.value, Value::Party(party) if party.entry.is_some()))
        .map(|mention| mention.span.of(scene.text))
        .collect();
    let wholes = whole_names(scene, found);
    for (surface, party) in wholes {
        names.insert(surface, party);
    }
    for mention in found.iter() {
        let Value::Party(party) = &mention.value else { continue };
        if party.naming != Naming::Named || names.len() >= MOST {
            continue;
        }
        let plain = Party { branch: None, code_printed: false, ..(**party).clone() };
        if let Some(alias) = bracketed(scene, mention, party) {
            names.insert(alias, plain.clone());
        }
        if party.entry.is_none() && party.branch.is_none() {
            let surface = mention.span.of(scene.text);
            names.entry(surface.to_owned()).or_insert_with(|| plain.clone());
            if mention.rule == "registered name" {
                for short in short_forms(scene, surface).into_iter().filter(|short| !listed.contains(short.as_str())) {
                    shorts.entry(short).or_insert_with(|| plain.clone());
                }
            }
        }
    }
    let mut extra = Vec::new();
    for (word, short) in names.keys().map(|name| (name, false)).chain(shorts.keys().map(|name| (name, true))) {
        let party = if short { &shorts[word] } else { &names[word] };
        for (at, _) in scene.text.match_indices(word.as_str()) {
            let span = Span::new(at, at + word.len());
            if latin_inside(scene.text, span) || (short && !stands_alone(scene, span)) {
                continue;
            }
            if party.kind == Kind::Person && SPEAKS.iter().any(|word| scene.text[span.end as usize..].starts_with(word))
            {
                continue;
            }
            let mut party = party.clone();
            let mut span = span;
            // 首澜集团 is not 首澜 with a word behind it.
            if party.entry.is_none() && scene.text[span.end as usize..].strip_prefix("集团").is_some_and(is_closed) {
                span.end += "集团".len() as u32;
                span.of(scene.text).clone_into(&mut party.name);
            }
            extra.push(Mention {
                span,
                value: Value::Party(Box::new(party)),
                rule: if short { "short form" } else { "named before" },
            });
        }
    }
    for (short, party) in shorts {
        // A mention found by its neighbours alone knows no fuller name.
        if names.get(&short).is_none_or(|known| known.name == short && known.entry.is_none()) {
            names.insert(short, party);
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

/// The registered names of firms that the article also calls by a name of the dictionary: 澄江光电 is 苏州澄江光电股份有限公司. Only
/// companies limited by shares: of 苏州澄江光电有限公司 it may be the parent.
fn whole_names(scene: &Scene<'_, '_>, found: &[Mention]) -> Vec<(String, Party)> {
    const FORM: &str = "股份有限公司";
    let listed = |mention: &&Mention| match &mention.value {
        Value::Party(party) => {
            party.entry.is_some() && matches!(party.kind, Kind::Firm | Kind::Bank) && party.branch.is_none()
        }
        _ => false,
    };
    let mut out: Vec<(String, Party)> = Vec::new();
    for mention in found.iter().filter(|mention| mention.rule == "registered name") {
        let surface = mention.span.of(scene.text);
        let unlisted = matches!(&mention.value, Value::Party(party) if party.entry.is_none() && party.branch.is_none());
        let Some(stem) = surface.strip_suffix(FORM).filter(|_| unlisted) else { continue };
        if out.iter().any(|(known, _)| known == surface) {
            continue;
        }
        let mut rest = stem;
        while let Some(place) = WORDS.places.begins(rest) {
            rest = rest[place.len()..].trim_start_matches(['省', '市', '县', '区']);
        }
        // 澄江光电|科技集团, not 澄江|酒店集团: nothing but the line of business goes on.
        let only_trade = |rest: &str| {
            let mut rest = rest.split('(').next().unwrap_or(rest);
            while let Some(word) = WORDS.tails.begins(rest).or_else(|| WORDS.trade_set.begins(rest)) {
                rest = &rest[word.len()..];
            }
            rest.is_empty() || rest.starts_with("科技") || rest.starts_with("技术")
        };
        let same = |mention: &&Mention| {
            let short = mention.span.of(scene.text);
            let behind = stem.strip_prefix(short).or_else(|| rest.strip_prefix(short));
            short.chars().count() >= 3 && behind.is_some_and(only_trade)
        };
        if let Some(Value::Party(party)) = found.iter().filter(listed).find(same).map(|mention| &mention.value) {
            out.push((surface.to_owned(), Party { code_printed: false, ..(**party).clone() }));
        }
    }
    out
}

/// A short form found by rule counts only where the word ends, and where no name goes on to the left.
fn stands_alone(scene: &Scene<'_, '_>, span: Span) -> bool {
    let text = scene.text;
    let before = &text[..span.start as usize];
    let opens = before.chars().next_back().is_none_or(|c| !is_name_char(c) || STOPS.contains(c))
        || WORDS.starts.ends(before).is_some()
        || WORDS.nouns.ends(before).is_some()
        || WORDS.titles_set.ends(before).is_some();
    let rest = &text[span.end as usize..];
    let counted = rest.starts_with(|c: char| c.is_ascii_digit());
    opens
        && (is_closed(rest) || counted || rest.starts_with("公司"))
        && super::nearby::is_edge(scene, span.end as usize)
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
        let plain = !matches!(
            alias,
            "公司"
                | "本公司"
                | "集团"
                | "本行"
                | "该行"
                | "发行人"
                | "标的公司"
                | "目标公司"
                | "上市公司"
                | "本集团"
                | "受让方"
                | "转让方"
                | "出让方"
                | "收购方"
                | "收购人"
                | "交易对方"
        );
        return plain.then(|| alias.to_owned());
    }
    let latin = alias.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '-' | '&'))
        && alias.chars().next().is_some_and(|c| c.is_ascii_uppercase())
        && (alias.chars().filter(char::is_ascii_lowercase).count() >= 2
            // 法国澜盛集团(LAX): capitals alone where no common word is written so.
            || ((3..=6).contains(&count)
                && alias.chars().all(|c| c.is_ascii_uppercase())
                && !WORDS.acronyms.contains(alias)));
    let surface = mention.span.of(scene.text);
    // LANHAO GLOBAL LIMITED(澜浩环球有限公司): the same firm in the other letters.
    let rendered = surface.is_ascii()
        && surface.contains(' ')
        && alias.chars().all(is_han)
        && FORMS.iter().any(|form| alias.ends_with(form));
    let shortened =
        alias.chars().all(is_han) && is_subsequence(alias, surface) && count < surface.chars().count() && count <= 6;
    (latin || shortened || rendered).then(|| alias.to_owned())
}

/// Every character of the short form stands in the name, in order.
fn is_subsequence(short: &str, name: &str) -> bool {
    let mut chars = name.chars();
    short.chars().all(|c| chars.any(|other| other == c))
}

/// The forms that a registered name goes on in, the longest first: 武汉澄江计算有限公司 as 澄江计算, 青岛立砜晶电半导体科技有限公司
/// as 青岛立砜, 长春澜米特光电科技有限公司 as 澜米特. Place and form fall away, then trade words; what is left of two
/// characters is asked from the segmenter: a common word is no short form.
fn short_forms(scene: &Scene<'_, '_>, name: &str) -> Vec<String> {
    let mut rest = name;
    for form in FORMS {
        if let Some(stem) = rest.strip_suffix(form) {
            rest = stem;
            break;
        }
    }
    let mut place = "";
    while let Some(found) = WORDS.places.begins(rest) {
        place = found;
        rest = rest[found.len()..].trim_start_matches(['省', '市', '县', '区']);
    }
    let stem = rest.split('(').next().unwrap_or(rest);
    if stem.is_empty() || !stem.chars().all(is_name_char) {
        return Vec::new();
    }
    let core = brand(stem);
    let mut out = Vec::new();
    for (count, (at, c)) in stem.char_indices().enumerate().take(MOST_SHORT) {
        let part = &stem[..at + c.len_utf8()];
        let count = count + 1;
        // A part that ends within the brand is no name, unless the place stands before it.
        let whole = part.len() >= core.len();
        let rare = !scene.segmenter.knows(part);
        if count >= 2 && place.chars().count() >= 2 && !scene.segmenter.knows(&format!("{place}{part}")) {
            out.push(format!("{place}{part}"));
        }
        if whole
            && core.chars().count() >= 2
            && (count >= 4 || (count == 3 && rare) || (count == 2 && rare && is_unknown(scene, part)))
        {
            out.push(part.to_owned());
        }
    }
    // 上海澜风开元创业投资合伙企业 as 澜风开元基金.
    if name.contains("合伙企业") && name.contains("投资") {
        let own = ["股权投资", "创业投资", "投资", "产业"].iter().filter_map(|word| stem.find(word)).min();
        if let Some(own) = own.map(|at| &stem[..at]).filter(|own| own.chars().count() >= 2) {
            out.push(format!("{own}基金"));
        }
    }
    out.sort_by_key(|form| std::cmp::Reverse(form.len()));
    out.retain(|form| form != name && WORDS.common.ends(form).is_none());
    out
}

/// The segmenter takes the word apart into single characters.
fn is_unknown(scene: &Scene<'_, '_>, word: &str) -> bool {
    scene.segmenter.tokens(word).len() == word.chars().count()
}

/// Forms of company at the end of a registered name.
const FORMS: &[&str] = &[
    "股份有限公司",
    "有限责任公司",
    "集团有限公司",
    "有限公司",
    "股份公司",
    "集团公司",
    "合伙企业(有限合伙)",
    "企业(有限合伙)",
    "(有限合伙)",
];

/// The most characters of a short form behind its place.
const MOST_SHORT: usize = 10;

/// A Latin name must not be cut out of a longer word.
fn latin_inside(text: &str, span: Span) -> bool {
    let bytes = text.as_bytes();
    let letter = |at: Option<&u8>| at.is_some_and(u8::is_ascii_alphanumeric);
    let (start, end) = (span.start as usize, span.end as usize);
    (letter(bytes.get(start)) && start > 0 && letter(bytes.get(start - 1)))
        || (letter(bytes.get(end - 1)) && letter(bytes.get(end)))
}
