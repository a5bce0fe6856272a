//! Names in Latin letters outside the dictionary: by their form of company (Helix Antriebe GmbH), or as one to three words
//! beside a describing noun, a verb of deals or a name that ends there.

use super::words::{WORDS, is_closed, is_name_char};
use super::{Scene, unlisted};
use crate::extract::{Kind, Mention, Value};
use crate::span::Span;

/// Forms of company as the last word.
const FORMS: &[&str] = &[
    "ltd",
    "limited",
    "inc",
    "corp",
    "corporation",
    "gmbh",
    "holdings",
    "spa",
    "llc",
    "ag",
    "plc",
    "co",
    "pte",
    "pty",
    "nv",
    "bv",
    "sa",
    "sas",
    "group",
    "company",
    "llp",
    "lp",
    "srl",
    "oyj",
    "ab",
    "kk",
    "bhd",
    "sarl",
];

/// The most words of a name.
const MOST: usize = 8;

pub(super) fn find(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    let text = scene.text;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let words = words(bytes, at);
        let Some(&(_, last)) = words.last() else {
            at += 1;
            continue;
        };
        at = last;
        if let Some(span) = name(scene, &words) {
            let party = unlisted(Kind::Firm, span.of(text));
            out.push(Mention { span, value: Value::Party(party), rule: "latin name" });
        }
    }
}

/// Words of letters, digits, `&`, `-` and `'`, one blank apart; a dot or comma may stand before a form of company.
fn words(bytes: &[u8], start: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut at = start;
    while out.len() < MOST {
        let begin = at;
        while at < bytes.len() && (bytes[at].is_ascii_alphanumeric() || matches!(bytes[at], b'&' | b'-' | b'\'')) {
            at += 1;
        }
        if at == begin {
            break;
        }
        out.push((begin, at));
        let mut next = at;
        if next < bytes.len() && matches!(bytes[next], b',' | b'.') {
            next += 1;
        }
        if next < bytes.len() && bytes[next] == b' ' {
            next += 1;
        }
        if next == at || next >= bytes.len() || !bytes[next].is_ascii_alphabetic() {
            break;
        }
        at = next;
    }
    // What was skipped behind the last word is no part of it.
    out
}

fn name(scene: &Scene<'_, '_>, words: &[(usize, usize)]) -> Option<Span> {
    let text = scene.text;
    let form = |word: &(usize, usize)| FORMS.contains(&text[word.0..word.1].to_ascii_lowercase().as_str());
    let upper = |word: &(usize, usize)| text[word.0..].starts_with(|c: char| c.is_ascii_uppercase());
    if let Some(last) = words.iter().rposition(form).filter(|last| *last > 0) {
        let first = words.iter().position(upper)?;
        if first >= last {
            return None;
        }
        let mut end = words[last].1;
        if text[end..].starts_with('.') {
            end += 1;
        }
        return Some(Span::new(words[first].0, end));
    }
    let (start, end) = (words[0].0, words.last()?.1);
    let whole = &text[start..end];
    let letters = whole.bytes().filter(u8::is_ascii_alphabetic).count();
    let lower = whole.bytes().any(|byte| byte.is_ascii_lowercase());
    if words.len() > 3
        || !words.iter().all(upper)
        || letters < 3
        || letters * 2 < whole.len()
        || words.iter().any(|word| WORDS.acronyms.contains(&text[word.0..word.1]))
    {
        return None;
    }
    let before = &text[..start];
    let rest = &text[end..];
    let touches = before.ends_with(['.', '/', ':', '_', '@']) || rest.starts_with(['.', '/', ':', '_', '@', '+']);
    if touches {
        return None;
    }
    let before = before.trim_end_matches(' ');
    let rest = rest.trim_start_matches(' ');
    let described = WORDS.nouns.ends(before).is_some();
    let object = WORDS.starts.ends(before).is_some() && (lower || letters >= 4);
    let opens = before.chars().next_back().is_none_or(|c| !is_name_char(c));
    let acts = WORDS.acts.begins(rest).is_some() && opens;
    ((described && (is_closed(rest) || rest.starts_with('('))) || (object && is_closed(rest)) || (acts && lower))
        .then(|| Span::new(start, end))
}
