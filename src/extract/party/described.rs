//! Parties without a name: undisclosed ones (某高新技术企业, 为X提供算力支撑的一家上市企业) and classes (各类主体).

use super::words::{WORDS, is_han, is_name_char};
use super::{Scene, unlisted};
use crate::extract::{Kind, Mention, Naming, Value};
use crate::span::Span;

/// Words that open an undisclosed party.
const OPENERS: &[&str] = &[
    "另一家",
    "某家",
    "一家",
    "两家",
    "三家",
    "某",
    "一位",
    "一名",
    "多家",
    "几家",
    "部分",
    "不超过35名",
    "不超过三十五名",
];

/// Characters between opener and head.
const MOST: usize = 16;

pub(super) fn find(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    undisclosed(scene, out);
    bare(scene, out);
    classes(scene, out);
}

fn undisclosed(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    let text = scene.text;
    let mut names: Vec<Span> = out
        .iter()
        .filter(|mention| matches!(mention.kind(), Kind::Firm | Kind::Bank))
        .map(|mention| mention.span)
        .collect();
    names.sort_unstable_by_key(|span| (span.end, span.start));
    // 两家存储巨头某某股份有限公司 is a name, not a description.
    let holds_name = |from: usize, to: usize| {
        let index = names.partition_point(|name| name.end as usize <= from);
        names.get(index).is_some_and(|name| name.start as usize >= from && (name.start as usize) < to)
    };
    for opener in OPENERS {
        for (at, _) in text.match_indices(opener) {
            if text[..at].ends_with(['另', '每', '第', '这', '前']) && *opener != "某" {
                continue;
            }
            let from = at + opener.len();
            let reach: usize = text[from..]
                .char_indices()
                .take(MOST)
                .take_while(|(_, c)| is_name_char(*c) || matches!(c, '\n'))
                .map(|(at, c)| at + c.len_utf8())
                .last()
                .unwrap_or(0);
            let stretch = &text[from..from + reach];
            let Some(end) = head_end(stretch) else { continue };
            let words = &stretch[..end];
            if words.contains(['的', '向', '了', '是', '\n']) || words.contains("提供") || holds_name(from, from + end)
            {
                continue;
            }
            let start = left(text, at);
            let name = &text[start..from + end];
            let bank = ["城商行", "股份行", "农商行", "银行", "大行"].iter().any(|head| name.ends_with(head));
            let mut party = unlisted(if bank { Kind::Bank } else { Kind::Firm }, name);
            party.naming = Naming::Anonymous;
            let mut end = end;
            if bank && let Some(words) = super::listed::branch_words(&text[from + end..]) {
                end += words.len();
                party.name = text[start..from + end].to_owned();
            }
            out.push(Mention {
                span: Span::new(start, from + end),
                value: Value::Party(Box::new(party)),
                rule: "undisclosed party",
            });
        }
    }
}

/// The end of the party's head: the first head word that no further head follows (高新技术企业, not 高新).
fn head_end(stretch: &str) -> Option<usize> {
    let hit = WORDS.heads.leftmost_find_iter(stretch).next()?;
    let rest = &stretch[hit.end()..];
    let longer = WORDS.heads.leftmost_find_iter(rest).next().filter(|next| next.start() == 0);
    Some(hit.end() + longer.map_or(0, |next| next.end()))
}

/// A modifier or a place before the opener belongs to the description: 为X提供…的一家企业, 彭州一家企业.
fn left(text: &str, at: usize) -> usize {
    let head = &text[..at];
    if head.ends_with('的') {
        let mut start = at;
        for (offset, c) in head.char_indices().rev().take(40) {
            if matches!(c, '，' | '。' | '；' | '：' | '“' | '\n' | '、') {
                return start;
            }
            if matches!(c, '向' | '给' | '对' | '由' | '与' | '从') {
                return start;
            }
            if c == '为' {
                // 已向为X提供…: the modifier begins with 为; 为X的一家企业提供: 为 is the preposition.
                let before = head[..offset].chars().next_back();
                return if matches!(before, Some('向' | '给' | '对')) { offset } else { start };
            }
            start = offset;
        }
        return at;
    }
    if let Some(place) = WORDS.places.ends(head) {
        return at - place.len();
    }
    // A place the list does not know: two Han characters behind a preposition or punctuation.
    let tail: Vec<(usize, char)> = head.char_indices().rev().take(3).collect();
    match tail.as_slice() {
        [(_, a), (start, b), (_, c)]
            if is_han(*a) && is_han(*b) && "为向给对由与从，。；、“".contains(*c) && !"批向给了到".contains(*a) =>
        {
            *start
        }
        _ => at,
    }
}

/// 向银行申请: the bare class of lenders, for events that name none.
fn bare(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    let text = scene.text;
    for phrase in [
        "向银行",
        "向金融机构",
        "向商业银行",
        "向境内商业银行",
        "向境外商业银行",
        "向银行等金融机构",
        "向相关银行",
        "向合作银行",
    ] {
        for (at, _) in text.match_indices(phrase) {
            let end = at + phrase.len();
            if !["申请", "贷", "借", "融", "办理"].iter().any(|verb| text[end..].starts_with(verb)) {
                continue;
            }
            let span = Span::new(at + '向'.len_utf8(), end);
            let mut party = unlisted(Kind::Bank, span.of(text));
            party.naming = Naming::Anonymous;
            out.push(Mention { span, value: Value::Party(Box::new(party)), rule: "unnamed lender" });
        }
    }
}

fn classes(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    let text = scene.text;
    for hit in WORDS.classes.leftmost_find_iter(text) {
        let mut start = hit.start();
        let mut behind_preposition = false;
        for (at, c) in text[..hit.start()].char_indices().rev().take(24) {
            if "为向对给".contains(c) {
                behind_preposition = true;
                break;
            }
            if !(is_name_char(c) || matches!(c, '、')) {
                break;
            }
            start = at;
        }
        if !behind_preposition {
            start = hit.start();
        }
        let span = Span::new(start, hit.end());
        let mut party = unlisted(Kind::Firm, span.of(text));
        party.naming = Naming::Class;
        out.push(Mention { span, value: Value::Party(Box::new(party)), rule: "class of parties" });
    }
}
