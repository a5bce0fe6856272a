//! Parties: banks, firms, institutions and persons, by dictionary and by form, with their branches and codes.
//!
//! Each finder looks for one form and knows nothing of the others; [`names`] runs them in the order of trust, lets the
//! longest win where they overlap, and shares what one place tells (a registered name, an alias) with the whole document.

mod actor;

mod alias;

mod deal;

mod described;

mod identity;

mod latin;

mod listed;

pub mod members;

mod nearby;

mod person;

mod position;

mod product;

mod prose;

mod registered;

pub(crate) mod rounds;

mod short;

mod state;

pub mod unnamed;

pub mod words;

use super::{Mention, Naming, Party, Value, code};
use crate::extract::Kind;
use crate::layout::Document;
use crate::lexicon::Lexicon;
use crate::segment::Segmenter;
use crate::span::Span;

/// What the finders read.
pub(super) struct Scene<'s, 'a> {
    pub(super) document: &'s Document<'a>,
    pub(super) text: &'s str,
    pub(super) lexicon: &'s Lexicon,
    pub(super) segmenter: &'s Segmenter,
    /// Printed codes, by start.
    pub(super) codes: Vec<Mention>,
}

/// Finds printed codes and parties in a document, in text order.
pub fn names(document: &Document<'_>, lexicon: &Lexicon, segmenter: &Segmenter, out: &mut Vec<Mention>) {
    let text = document.text();
    let mut codes = Vec::new();
    code::find(text, lexicon, &mut codes);
    let scene = Scene { document, text, lexicon, segmenter, codes };
    let mut found: Vec<Mention> = Vec::new();
    let mut hits = lexicon.find(text);
    hits.retain(|hit| {
        !listed::starts_in_place(&scene, hit)
            && !listed::ends_another(&scene, hit)
            && !listed::is_likeness(&scene, hit)
            && !listed::is_foreign(&scene, hit)
    });
    registered::find(&scene, &hits, &mut found);
    product::find(&scene, &hits, &mut found);
    listed::daughters(&scene, &mut hits, &mut found);
    listed::find(&scene, &hits, &mut found);
    settle(&mut found);
    short::find(&scene, &mut found);
    latin::find(&scene, &mut found);
    person::find(&scene, &mut found);
    settle(&mut found);
    latin::lists(&scene, &mut found);
    rounds::find(&scene, &mut found);
    settle(&mut found);
    nearby::find(&scene, &mut found);
    settle(&mut found);
    position::find(&scene, &mut found);
    deal::find(&scene, &mut found);
    settle(&mut found);
    nearby::beside(&scene, &mut found, 1);
    settle(&mut found);
    listed::branches(&scene, &mut found);
    state::find(&scene, &mut found);
    described::find(&scene, &mut found);
    unnamed::find(&scene, &mut found);
    settle(&mut found);
    prose::drop(&scene, &mut found);
    members::find(&scene, &mut found);
    settle(&mut found);
    alias::share(&scene, &mut found);
    settle(&mut found);
    identity::unify(&mut found, text);
    inside_names(&found, out);
    out.extend(scene.codes);
    out.append(&mut found);
}

/// Takes out sums that are part of a name: 玖元|澜通 is no nine yuan.
fn inside_names(found: &[Mention], out: &mut Vec<Mention>) {
    let named = |mention: &&Mention| matches!(&mention.value, Value::Party(party) if party.naming == Naming::Named);
    let mut names: Vec<Span> = found.iter().filter(named).map(|mention| mention.span).collect();
    names.sort_unstable_by_key(|span| span.start);
    out.retain(|mention| {
        let before = names.partition_point(|name| name.start <= mention.span.start);
        let within = before > 0 && names[before - 1].contains(mention.span) && names[before - 1] != mention.span;
        !(within && matches!(mention.value, Value::Money(_) | Value::Shares(_) | Value::Price(_)))
    });
}

/// The one overlap rule (DESIGN §4.4): longer span, then earlier start, then order of trust. A description may hold names.
fn settle(found: &mut Vec<Mention>) {
    let order: Vec<usize> = {
        let mut order: Vec<usize> = (0..found.len()).collect();
        order.sort_by_key(|index| {
            let mention = &found[*index];
            (std::cmp::Reverse(mention.span.len()), mention.span.start, *index)
        });
        order
    };
    let is_description =
        |mention: &Mention| matches!(&mention.value, Value::Party(party) if party.naming != Naming::Named);
    let mut kept: Vec<usize> = Vec::new();
    // Spans are kept sorted by start so that an overlap is found by neighbours alone.
    let mut spans: std::collections::BTreeMap<u32, Span> = std::collections::BTreeMap::new();
    let mut descriptions: std::collections::BTreeMap<u32, Span> = std::collections::BTreeMap::new();
    for index in order {
        let span = found[index].span;
        let taken = if is_description(&found[index]) { &mut descriptions } else { &mut spans };
        let before = taken.range(..span.end).next_back().is_some_and(|(_, other)| other.overlaps(span));
        if !before {
            taken.insert(span.start, span);
            kept.push(index);
        }
    }
    kept.sort_unstable();
    let mut index = 0;
    let mut next = kept.iter().peekable();
    found.retain(|_| {
        let keep = next.peek() == Some(&&index);
        if keep {
            next.next();
        }
        index += 1;
        keep
    });
    found.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
}

/// The words behind a name, without the gloss in brackets: 澜清智能(Lanqing)|宣布.
fn alias_free(rest: &str) -> &str {
    /// The most characters of a gloss.
    const MOST: usize = 40;
    let rest = rest.trim_start_matches(['”', '"', '」']);
    let Some(inside) = rest.strip_prefix('(') else { return rest };
    inside.char_indices().take(MOST).find(|(_, c)| *c == ')').map_or(rest, |(at, _)| &inside[at + 1..])
}

/// A named party without a dictionary entry.
pub(crate) fn unlisted(kind: Kind, name: &str) -> Party {
    Party {
        kind,
        naming: Naming::Named,
        name: name.to_owned(),
        entry: None,
        candidates: Vec::new(),
        code: None,
        code_printed: false,
        branch: None,
        via: Vec::new(),
    }
}

/// Adds the names that touch none of those found before; `taken` is sorted by end.
fn add_apart(scene: &Scene<'_, '_>, taken: &[Span], found: Vec<(Span, Kind, &'static str)>, out: &mut Vec<Mention>) {
    for (span, kind, rule) in found {
        let index = taken.partition_point(|other| other.end <= span.start);
        if !taken.get(index).is_some_and(|other| other.overlaps(span)) {
            out.push(Mention { span, value: Value::Party(Box::new(unlisted(kind, span.of(scene.text)))), rule });
        }
    }
}

/// The code printed behind a name, in brackets or bare (杭州银行 600926.SH), and where it ends with its bracket.
pub(super) fn code_behind<'c>(scene: &'c Scene<'_, '_>, end: u32) -> Option<(&'c super::StockCode, u32)> {
    let rest = scene.text[end as usize..].trim_start_matches(' ');
    let end = scene.text.len() - rest.len();
    let Some(opening) = rest.strip_prefix('(') else {
        let first = scene.codes.partition_point(|code| (code.span.start as usize) < end);
        let mention = scene.codes.get(first).filter(|code| code.span.start as usize == end)?;
        return match &mention.value {
            Value::Code(code) => Some((code, mention.span.end)),
            _ => None,
        };
    };
    let close = opening.char_indices().take(40).find(|(_, c)| *c == ')')?.0;
    let inside = Span::new(end + 1, end + 1 + close);
    let first = scene.codes.partition_point(|code| code.span.start < inside.start);
    let mention = scene.codes.get(first).filter(|code| inside.contains(code.span))?;
    match &mention.value {
        Value::Code(code) => Some((code, inside.end + 1)),
        _ => None,
    }
}
