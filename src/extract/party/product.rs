//! Plans and funds that hold shares in their own name: 澜生证券-禾业银行-澜生证券战略配售1号集合资产管理计划. The register of holders
//! writes manager, custodian and plan with a dash between; all of it is the one holder's name, and none of them the holder.

use super::words::{STOPS, WORDS, is_han, is_name_char};
use super::{Scene, unlisted};
use crate::extract::{Kind, Mention, Value};
use crate::lexicon::Hit;
use crate::span::Span;

/// The most characters of the plan's own name before its form.
const MOST: usize = 30;

/// The most characters of a manager's short name.
const LONGEST: usize = 12;

/// The most names before the plan's own: its manager and the bank that keeps its shares.
const CHAIN: usize = 3;

pub(super) fn find(scene: &Scene<'_, '_>, known: &[Hit<'_>], out: &mut Vec<Mention>) {
    let text = scene.text;
    let registered: Vec<Span> = out.iter().map(|mention| mention.span).collect();
    let mut floor = 0;
    for form in WORDS.products.leftmost_find_iter(text) {
        let end = form.end();
        if form.start() < floor || text[end..].starts_with("管理") || text[end..].starts_with('业') {
            continue;
        }
        let Some(start) = own_start(scene, floor, form.start()) else { continue };
        let stem = &text[start..form.start()];
        // 2只专项资管计划 are counted.
        if stem.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let numbered = stem.contains('号') && stem.chars().count() >= 3;
        let named = known.iter().any(|hit| hit.span.start as usize == start && (hit.span.end as usize) <= form.start());
        let brand = stem.chars().count() >= 4 && super::short::is_brand(scene, stem) && !scene.segmenter.is_prose(stem);
        if !(numbered || named || brand) {
            continue;
        }
        let start = chain(scene, start, known, &registered);
        floor = end;
        let span = Span::new(start, end);
        let party = unlisted(Kind::Firm, span.of(text));
        out.push(Mention { span, value: Value::Party(Box::new(party)), rule: "registered name" });
    }
}

/// Where the plan's own name begins: behind a dash, punctuation, a describing noun, a verb or a preposition.
fn own_start(scene: &Scene<'_, '_>, floor: usize, form: usize) -> Option<usize> {
    let text = scene.text;
    let mut start = form;
    let mut depth = 0u32;
    for (count, (offset, c)) in text[floor..form].char_indices().rev().enumerate() {
        let at = floor + offset;
        match c {
            ')' => depth += 1,
            '(' if depth > 0 => depth -= 1,
            _ if is_dash(c) => break,
            '的' => break,
            _ if is_name_char(c) || c == '·' => {}
            _ => break,
        }
        if count >= MOST {
            return None;
        }
        let head = &text[floor..start];
        let noun = WORDS.nouns.ends(head).or_else(|| WORDS.starts.ends(head)).filter(|word| {
            word.chars().count() >= 2 && WORDS.tails.begins(word).is_none_or(|tail| tail.len() < word.len())
        });
        let stop = STOPS.contains(c) && super::nearby::is_edge(scene, at);
        if count >= 3 && depth == 0 && (noun.is_some() || stop) && super::nearby::is_edge(scene, start) {
            break;
        }
        start = at;
    }
    (start < form && text[start..].starts_with(|c: char| is_han(c) || c.is_ascii_alphanumeric())).then_some(start)
}

/// The names before the plan's own that a dash joins to it.
fn chain(scene: &Scene<'_, '_>, start: usize, known: &[Hit<'_>], registered: &[Span]) -> usize {
    let text = scene.text;
    let mut start = start;
    for _ in 0..CHAIN {
        let Some((before, _)) = text[..start].char_indices().next_back().filter(|(_, c)| is_dash(*c)) else { break };
        let ends = |span: Span| (span.end as usize == before).then_some(span.start as usize);
        let name = known.iter().map(|hit| hit.span).chain(registered.iter().copied()).filter_map(ends).min();
        let name = name.or_else(|| {
            let traded = WORDS.trade_set.ends(&text[..before]).is_some();
            super::short::left_end(scene, before, LONGEST).map(|(start, _)| start).filter(|_| traded)
        });
        let Some(name) = name else { break };
        start = name;
    }
    start
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '－' | '—' | '–')
}
