//! Names of those who act at the head of a clause (京澜汇能计划自…减持, 吴澜累计减持): the deal's verb stands behind them.

use super::deal::{LATIN, LIST, REACH, described, is_latin, kind_of};
use super::nearby::is_edge;
use super::words::{STOPS, WORDS, is_han, is_name_char};
use super::{Scene, latin, position};
use crate::extract::Kind;
use crate::span::Span;

/// Who acts at the head of a clause, before adverbs and the verb of a deal: 吴澜累计减持, 陈澜和刘澜于….
pub(super) fn actors(scene: &Scene<'_, '_>, taken: &[Span], out: &mut Vec<(Span, Kind, &'static str)>) {
    let text = scene.text;
    let mut verbs: Vec<usize> = WORDS.trades_in_shares.leftmost_find_iter(text).map(|hit| hit.start()).collect();
    // 向甲投资20亿元: who it is put into stands right before the word.
    let put_in = |at: &usize| taken.binary_search_by_key(&(*at as u32), |span| span.end).is_ok();
    verbs.extend(text.match_indices("投资").map(|(at, _)| at).filter(put_in));
    verbs.extend(text.match_indices('持').map(|(at, _)| at).filter(|at| holds(&text[*at..])));
    verbs.sort_unstable();
    let Some(last) = verbs.last().copied() else { return };
    let mut opens = true;
    let mut before = ' ';
    for (at, c) in text.char_indices().take_while(|(at, _)| *at < last) {
        // The second word of a foreign name opens no clause.
        if opens && (is_han(c) || c.is_ascii_alphanumeric()) && !(before.is_ascii_alphanumeric() && c.is_ascii()) {
            let end = clause_end(text, at);
            // A clause without a verb of a deal has nobody who acts in one.
            if verbs[verbs.partition_point(|verb| *verb <= at)] < end {
                actor(scene, lead(scene, at, end, taken), end, taken, out);
            }
        }
        opens = matches!(c, '，' | '。' | '；' | '：' | '\n' | '”' | ',' | ';' | ':' | ' ');
        if c != ' ' {
            before = c;
        }
    }
}

/// Where the clause that begins at a place ends. One that tells only when or how goes on with the next, which opens with what
/// is done: 澜投于3月1日通过…系统，增持…; 澜石计划自公告之日起，拟减持….
pub(super) fn clause_end(text: &str, from: usize) -> usize {
    let far = text[from..].char_indices().nth(REACH).map_or(text.len(), |(length, _)| from + length);
    let stretch = &text[from..far];
    let stops = stretch.char_indices().filter(|(_, c)| "，。；\n,;".contains(*c));
    for (at, c) in stops {
        let rest = &stretch[at + c.len_utf8()..];
        let done = WORDS.trades_in_shares.leftmost_find_iter(&stretch[..at]).next().is_some();
        let holds = WORDS.trades_shares.begins(rest).is_some_and(|word| word.ends_with("持有"));
        let goes_on = matches!(c, '，' | ',') && !done && !holds && position::acts(rest);
        if !goes_on {
            return from + at;
        }
    }
    far
}

/// Behind what opens a clause before the one who acts: 截至目前|, 2025年3月|, 澜山集团控股股东|.
pub(super) fn lead(scene: &Scene<'_, '_>, from: usize, end: usize, taken: &[Span]) -> usize {
    let text = scene.text;
    let mut at = from;
    for _ in 0..LEADS {
        let rest = &text[at..end];
        let index = taken.partition_point(|span| (span.end as usize) <= at);
        let known = taken.get(index).filter(|span| span.start as usize == at && (span.end as usize) < end);
        let described = |rest: &str| {
            let noun = WORDS.kin_set.begins(rest).or_else(|| WORDS.nouns.begins(rest));
            [noun, WORDS.titles_set.begins(rest)].into_iter().flatten().map(str::len).max()
        };
        let length = if let Some(known) = known {
            let owner = &text[known.end as usize..end];
            described(owner).map(|length| known.len() + length)
        } else {
            let word = WORDS.clause_leads.begins(rest).map(str::len);
            word.into_iter().chain(described(rest)).max().or_else(|| date(rest))
        };
        let Some(length) = length.filter(|length| at + length < end && is_edge(scene, at + length)) else { break };
        at += length;
    }
    at
}

/// The most words that open a clause.
const LEADS: usize = 4;

/// The length of a date at the beginning of a clause: 2025年3月5日晚.
fn date(rest: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let number = rest[at..].bytes().take_while(u8::is_ascii_digit).count();
        let unit = rest[at + number..].chars().next().filter(|c| number > 0 && matches!(c, '年' | '月' | '日'));
        let Some(unit) = unit else { break };
        at += number + unit.len_utf8();
    }
    let tail =
        rest[at..].chars().next().filter(|c| matches!(c, '初' | '末' | '底' | '晚' | '起')).map_or(0, char::len_utf8);
    (at > 0).then_some(at + tail)
}

/// The members of the list that opens the clause, if it is one of names and the verb of a deal follows it.
fn actor(scene: &Scene<'_, '_>, from: usize, end: usize, taken: &[Span], out: &mut Vec<(Span, Kind, &'static str)>) {
    let text = scene.text;
    let mut found = Vec::new();
    let mut start = from;
    for _ in 0..LIST {
        let index = taken.partition_point(|span| (span.end as usize) <= start);
        let known = taken.get(index).filter(|span| span.start as usize == start && span.end as usize <= end);
        let stop = match known {
            Some(span) => span.end as usize,
            None => {
                let Some(stop) = member_end(scene, start, end, taken) else { return };
                let name = &text[start..stop];
                let start = start + described(name);
                let name = &text[start..stop];
                let latin = name.is_ascii() && is_latin(name);
                let Some(kind) = kind_of(scene, name).or(latin.then_some(Kind::Firm)) else { return };
                let start = if latin { latin::first_word(text, start) } else { start };
                found.push((Span::new(start, stop), kind, "who acts"));
                stop
            }
        };
        let rest = behind_member(&text[stop..end]);
        let stop = end - rest.len();
        if let Some(link) = rest.chars().next().filter(|c| matches!(c, '、' | '和' | '与' | '及')) {
            start = stop + link.len_utf8();
            // 及其一致行动人
            if let Some(kin) = rest[link.len_utf8()..].strip_prefix('其').and_then(|rest| WORDS.titles_set.begins(rest))
            {
                let rest = &rest[link.len_utf8() + '其'.len_utf8() + kin.len()..];
                if position::acts(rest) && acts(rest) {
                    out.append(&mut found);
                    return;
                }
                start = end - rest.len();
            }
            continue;
        }
        if acts(rest) || holds(rest) || deals_with(text, stop, end, taken) {
            out.append(&mut found);
        }
        return;
    }
}

/// Behind what may stand between a name and what it does: 先生, a code or an alias in brackets.
fn behind_member(rest: &str) -> &str {
    let mut rest = rest;
    for word in ["先生", "女士"] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let Some(inside) = rest.strip_prefix('(') else { return rest };
    match inside.char_indices().take(LATIN).find(|(_, c)| *c == ')') {
        Some((at, _)) => &inside[at + 1..],
        None => rest,
    }
}

/// The words go on with adverbs, a date or a verb of a deal in shares, and say how much is dealt.
fn acts(rest: &str) -> bool {
    position::acts(rest)
        && WORDS.trades_in_shares.leftmost_find_iter(rest).next().is_some_and(|verb| {
            let tail = &rest[verb.start()..];
            // 拟以约36亿美元现金收购…: how much may stand before the verb.
            rest.contains(|c: char| c.is_ascii_digit()) || WORDS.shares.leftmost_find_iter(tail).next().is_some()
        })
}

/// 持股186.75万股, 持有公司股份3000万股: how many shares one has.
fn holds(rest: &str) -> bool {
    let Some(held) = ["持股", "持有"].iter().find_map(|word| rest.strip_prefix(word)) else { return false };
    let held = ["公司", "本公司", "股份", "公司股份", "本公司股份", "约"]
        .iter()
        .rev()
        .fold(held, |held, word| held.strip_prefix(word).unwrap_or(held));
    let counted = held.trim_start_matches(|c: char| c.is_ascii_digit() || ".,".contains(c));
    counted.len() < held.len() && counted.trim_start_matches(['万', '亿']).starts_with('股')
}

/// One whose name is known follows behind 向 or 与, and what is done with him: 向|甲|投资20亿元, 与|甲|、乙签署增资协议.
fn deals_with(text: &str, at: usize, end: usize, taken: &[Span]) -> bool {
    const GIVEN: &[&str] = &["投资", "增资", "注资", "出资", "转让", "出售", "质押", "收购", "购买"];
    const SIGNED: &[&str] = &["签署", "签订", "订立"];
    let rest = &text[at..end];
    let Some(link) = rest.chars().next().filter(|c| matches!(c, '向' | '与')) else { return false };
    let from = at + link.len_utf8();
    let index = taken.partition_point(|span| (span.end as usize) <= from);
    let Some(known) = taken.get(index).filter(|span| span.start as usize == from && span.end as usize <= end) else {
        return false;
    };
    let behind = behind_member(&text[known.end as usize..end]);
    match link {
        '向' => GIVEN.iter().any(|word| behind.starts_with(word)),
        _ => SIGNED.iter().any(|word| behind.find(word).is_some_and(|at| behind[at..].contains("协议"))),
    }
}

/// Where a name that begins at `start` ends: before a link, an adverb, a date or a verb of a deal.
fn member_end(scene: &Scene<'_, '_>, start: usize, end: usize, taken: &[Span]) -> Option<usize> {
    let text = scene.text;
    for (count, (length, c)) in text[start..end].char_indices().enumerate() {
        let at = start + length;
        let rest = &text[at..end];
        let latin = text[start..at].is_ascii();
        let most = if latin { LATIN } else { 8 };
        if count >= 2 {
            let ends = if latin { !c.is_ascii() } else { true };
            let titled = c == '(' || rest.starts_with("先生") || rest.starts_with("女士");
            let acts = || position::acts(rest) || holds(rest) || deals_with(text, at, end, taken);
            if ends && (titled || acts()) && is_edge(scene, at) {
                return Some(at);
            }
        }
        let link = matches!(c, '、' | '和' | '与' | '及');
        if link && count >= 2 && is_edge(scene, at) {
            return Some(at);
        }
        // 京都, 成都: the character is the place's.
        let placed = WORDS.places.ends(&text[start..at + c.len_utf8()]).is_some() || {
            count == 1 && scene.segmenter.is_place(&text[start..at + c.len_utf8()])
        };
        let blank = c == ' ' && latin && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic());
        if count > most || !(blank || is_name_char(c)) || (STOPS.contains(c) && !link && !placed) {
            return None;
        }
    }
    None
}
