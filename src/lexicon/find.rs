//! Finding: every name at every place, then the one overlap rule.
//!
//! Besides the names as they stand in the dictionaries: the marks of the exchanges before a name (*ST, XD, N) and behind it (-W),
//! names cut short behind a mark (XD招商银), names set with blanks (万  科A, 五 粮 液). None of them is a guess: the firm must have
//! a code of an exchange that prints so.

use super::fold::{is_han, is_latin, low};
use super::table::{Key, Table};
use super::{Advice, Hit, Lexicon};
use crate::extract::code;
use crate::span::Span;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Marks before the short name of an A share: special treatment, ex dividend, first days of trading. The longest first.
const MARKS: &[&str] = &["S*ST", "*ST", "SST", "ST", "XD", "XR", "DR", "N", "C"];

/// Marks behind the short name of a Hong Kong share: weighted votes, secondary listing, biotech without revenue.
const SHARE_MARKS: &[&str] = &["SW", "BW", "W", "S", "B"];

/// The most blanks between two characters of a name set with blanks.
const BLANKS: usize = 4;

/// A name at a place, before the overlap rule.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    span: Span,
    key: Key,
    /// Found with marks or blanks, not as the dictionary spells it.
    dressed: bool,
    advice: Option<Advice>,
}

/// All names in a text by the overlap rule of docs/design.md, in text order.
pub(super) fn find<'l>(lexicon: &'l Lexicon, text: &str) -> Vec<Hit<'l>> {
    let mut scan = Scan { lexicon, table: &lexicon.table, text, found: Vec::new() };
    scan.run();
    let mut found = scan.found;
    if !found.is_sorted_by_key(|candidate| candidate.span.start) {
        found.sort_by_key(|candidate| candidate.span.start);
    }
    let mut hits = Vec::with_capacity(found.len());
    let mut from = 0;
    while from < found.len() {
        let mut end = found[from].span.end;
        let mut to = from + 1;
        while to < found.len() && found[to].span.start < end {
            end = end.max(found[to].span.end);
            to += 1;
        }
        if to == from + 1 {
            hits.push(lexicon.hit(found[from]));
        } else {
            settle(lexicon, text, &mut found[from..to], &mut hits);
        }
        from = to;
    }
    hits
}

/// The one overlap rule among names that overlap: with its own code behind it, longer, earlier, as spelled in the dictionary, a
/// user's, order in the table.
fn settle<'l>(lexicon: &'l Lexicon, text: &str, found: &mut [Candidate], hits: &mut Vec<Hit<'l>>) {
    // The usual case: one holds all the others, and none of them has a code of its own.
    if let Some(best) = found.iter().min_by_key(|candidate| rank(lexicon, **candidate)).copied()
        && found.iter().all(|other| best.span.contains(other.span) && !has_code(lexicon, text, *other))
    {
        hits.push(lexicon.hit(best));
        return;
    }
    found.sort_by_cached_key(|candidate| (!has_code(lexicon, text, *candidate), rank(lexicon, *candidate)));
    let mut kept: BTreeMap<u32, Candidate> = BTreeMap::new();
    for candidate in found.iter() {
        let before = kept.range(..candidate.span.end).next_back();
        if before.is_none_or(|(_, other)| !other.span.overlaps(candidate.span)) {
            kept.insert(candidate.span.start, *candidate);
        }
    }
    hits.extend(kept.into_values().map(|candidate| lexicon.hit(candidate)));
}

fn rank(lexicon: &Lexicon, candidate: Candidate) -> (Reverse<usize>, u32, bool, bool, Key) {
    let user = lexicon.table.owners(candidate.key).first().is_some_and(|owner| owner.0 < lexicon.own);
    (Reverse(candidate.span.len()), candidate.span.start, candidate.dressed, !user, candidate.key)
}

/// A code in brackets right behind the name that one of its entries is listed under.
fn has_code(lexicon: &Lexicon, text: &str, candidate: Candidate) -> bool {
    let rest = &text[candidate.span.end as usize..];
    let Some(inside) = rest.strip_prefix(['(', '（']) else { return false };
    let Some((close, _)) = inside.char_indices().take(40).find(|(_, c)| matches!(c, ')' | '）')) else { return false };
    let parts = inside[..close].split([',', '，', '、', ';', '；', '：', ' ', '/']);
    let number = |part: &&str| part.is_ascii() && !part.is_empty();
    parts.filter(number).filter_map(|part| code::parse(part).or_else(|| code::bare(part))).any(|code| {
        let owners = lexicon.table.owners(candidate.key);
        owners.iter().any(|owner| lexicon.entry(*owner).codes.iter().any(|own| own.symbol == code.symbol))
    })
}

impl Lexicon {
    fn hit(&self, candidate: Candidate) -> Hit<'_> {
        let advice = candidate.advice.unwrap_or_else(|| self.advice(candidate.key));
        Hit { span: candidate.span, entries: self.table.owners(candidate.key), advice }
    }

    /// One of the entries has a code on one of the exchanges.
    fn listed(&self, key: Key, exchanges: &[&str]) -> bool {
        self.table.owners(key).iter().any(|owner| {
            let codes = &self.entry(*owner).codes;
            codes.iter().any(|code| exchanges.iter().any(|exchange| code.symbol.ends_with(exchange)))
        })
    }
}

/// One pass over a text.
struct Scan<'l, 't> {
    lexicon: &'l Lexicon,
    table: &'l Table,
    text: &'t str,
    found: Vec<Candidate>,
}

impl Scan<'_, '_> {
    fn run(&mut self) {
        let (folding, bytes) = (self.table.folding(), self.text.as_bytes());
        let (mut last, mut last_at, mut at) = (0, 0, 0);
        while at < bytes.len() {
            let (mut unit, mut len) = folding.at(bytes, at);
            let first_of = |at: usize| if at < bytes.len() { folding.at(bytes, at).0 } else { 0 };
            if self.table.may_begin(last, unit) {
                let third = if len == 0 { low(bytes, at) } else { first_of(at + len) };
                if self.table.may_go_on(last, unit, third) {
                    self.names_at(last_at);
                }
            }
            if len == 0 {
                let second = low(bytes, at);
                if self.table.may_begin(unit, second) {
                    self.names_at(at);
                }
                (unit, len) = (second, 4);
            }
            if last < 0x80 && unit >= 0x2E80 {
                self.behind_sign(last, at);
            }
            (last, last_at) = (unit, at);
            at += len;
        }
    }

    /// Names that begin at a byte.
    fn names_at(&mut self, start: usize) {
        let Self { lexicon, table, text, found } = self;
        table.prefixes(table.folding().units(text, start), |key, end| {
            if cuts_word(table, text, start, end) {
                return;
            }
            let marked = share_mark(table, text, end).filter(|_| lexicon.listed(key, &[".HK"]));
            let dressed = marked.is_some();
            found.push(Candidate { span: Span::new(start, marked.unwrap_or(end)), key, dressed, advice: None });
        });
    }

    /// A wide character stands behind a sign, a letter or a blank: a mark may end, a name set with blanks go on.
    fn behind_sign(&mut self, sign: u16, at: usize) {
        match u8::try_from(sign) {
            Ok(b' ') => self.set_with_blanks(at),
            Ok(b'T' | b'D' | b'R' | b'N' | b'C') => self.marked(at),
            _ => {}
        }
    }

    /// `*ST` and its like before a name that begins at a byte.
    fn marked(&mut self, at: usize) {
        let folding = self.table.folding();
        let mut start = at;
        let mut mark = String::new();
        for c in self.text[..at].chars().rev().take(4) {
            let unit = folding.before(self.text, start);
            let Some(sign) = u8::try_from(unit).ok().filter(|sign| *sign == b'*' || sign.is_ascii_alphanumeric())
            else {
                break;
            };
            mark.insert(0, char::from(sign));
            start -= c.len_utf8();
        }
        let Some(known) = MARKS.iter().find(|known| mark.ends_with(**known)) else { return };
        for _ in 0..mark.len() - known.len() {
            start += self.text[start..].chars().next().map_or(0, char::len_utf8);
        }
        if is_latin(folding.before(self.text, start)) {
            return;
        }
        // A mark of two letters is no word; N and C may be anything.
        let advice = (known.len() > 1).then_some(Advice::Plain);
        let Self { lexicon, table, text, found } = self;
        let before = found.len();
        table.prefixes(folding.units(text, at), |key, end| {
            if lexicon.listed(key, &[".SH", ".SZ", ".BJ"]) && !cuts_word(table, text, at, end) {
                found.push(Candidate { span: Span::new(start, end), key, dressed: true, advice });
            }
        });
        if found.len() == before {
            self.cut_short(start, at, known.len());
        }
    }

    /// The screens of the exchanges have room for four characters: XD招商银, N摩尔. The name must be the only one that goes on.
    fn cut_short(&mut self, start: usize, at: usize, mark: usize) {
        let count = if mark == 1 { 2 } else { 3 };
        let folding = self.table.folding();
        let (key, ends): (Vec<u16>, Vec<usize>) = folding.units(self.text, at).take(count).unzip();
        let Some(end) = ends.last().copied().filter(|_| key.len() == count && key.iter().all(|unit| is_han(*unit)))
        else {
            return;
        };
        if is_han(folding.behind(self.text, end)) {
            return;
        }
        let mut whole = self.table.beginning(&key).filter(|key| {
            let units = self.table.key(*key);
            let short = units.len() <= 4 && units.len() > count && units.iter().all(|unit| is_han(*unit));
            short && self.lexicon.listed(*key, &[".SH", ".SZ", ".BJ"])
        });
        let Some(first) = whole.next() else { return };
        if whole.all(|other| self.table.owners(other) == self.table.owners(first)) {
            let advice = Some(if mark > 1 { Advice::Plain } else { Advice::Context });
            self.found.push(Candidate { span: Span::new(start, end), key: first, dressed: true, advice });
        }
    }

    /// A name with blanks between all its Han characters, the second of which stands at a byte: 万  科A, 五 粮 液.
    fn set_with_blanks(&mut self, at: usize) {
        let folding = self.table.folding();
        let is_blank = |c: char| matches!(c, ' ' | '\u{3000}' | '\u{a0}');
        let head = self.text[..at].trim_end_matches(is_blank);
        let blanks = self.text[head.len()..at].chars().count();
        let Some(first) = head.chars().next_back() else { return };
        let start = head.len() - first.len_utf8();
        let lead = folding.behind(self.text, start);
        if blanks > BLANKS || !is_han(lead) || is_han(folding.before(self.text, start)) {
            return;
        }
        let wide = blanks > 1 || self.text[head.len()..at].starts_with('\u{3000}');
        let Some((second, mut end)) = folding.units(self.text, at).next() else { return };
        if !self.table.may_begin(lead, second) {
            return;
        }
        let mut units = vec![(lead, head.len()), (second, end)];
        while units.len() < 8 {
            let rest = &self.text[end..];
            let tail = rest.trim_start_matches(is_blank);
            let apart = rest[..rest.len() - tail.len()].chars().count();
            let next = folding.behind(tail, 0);
            let fits = if is_han(next) { (1..=BLANKS).contains(&apart) } else { apart == 0 && is_latin(next) };
            if !fits {
                break;
            }
            end = self.text.len() - tail.len() + tail.chars().next().map_or(0, char::len_utf8);
            units.push((next, end));
        }
        let Self { table, text, found, .. } = self;
        table.prefixes(units.into_iter(), |key, end| {
            let whole = table.key(key).len() > 2 || wide;
            if whole && !is_han(folding.behind(text, end)) && !cuts_word(table, text, start, end) {
                found.push(Candidate { span: Span::new(start, end), key, dressed: true, advice: None });
            }
        });
    }
}

/// A Latin name must not be cut out of a longer word.
fn cuts_word(table: &Table, text: &str, start: usize, end: usize) -> bool {
    let folding = table.folding();
    let latin = |unit: u16| is_latin(unit);
    let starts = latin(folding.behind(text, start)) && latin(folding.before(text, start));
    starts || (latin(folding.before(text, end)) && latin(folding.behind(text, end)))
}

/// Where `-W` and its like end, if one stands at a byte.
fn share_mark(table: &Table, text: &str, end: usize) -> Option<usize> {
    let folding = table.folding();
    if folding.behind(text, end) != u16::from(b'-') {
        return None;
    }
    let units: Vec<(u16, usize)> = folding.units(text, end).skip(1).take(3).collect();
    SHARE_MARKS.iter().find_map(|mark| {
        let fits =
            mark.bytes().zip(&units).filter(|(letter, (unit, _))| u16::from(*letter) == *unit).count() == mark.len();
        let open = units.get(mark.len()).is_some_and(|(unit, _)| is_latin(*unit));
        (fits && !open).then(|| units[mark.len() - 1].1)
    })
}
