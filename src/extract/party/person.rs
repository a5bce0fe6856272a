//! Persons where they act: a name of two or three characters behind a title (实控人张三, 副总经理李四).

use super::words::{WORDS, is_han};
use super::{Scene, unlisted};
use crate::extract::{Kind, Mention, Value};
use crate::span::Span;

pub(super) fn find(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    untitled(scene, out);
    let text = scene.text;
    for hit in WORDS.titles.leftmost_find_iter(text) {
        let mut at = hit.end();
        // 董事长、总经理张三; 董事张三、李四
        let fits = |name: &str| !scene.segmenter.knows(name) && !super::nearby::is_false_person(scene, name);
        while let Some(end) = name_at(scene, at).filter(|end| fits(&text[at..*end])) {
            let span = Span::new(at, end);
            out.push(Mention {
                span,
                value: Value::Party(Box::new(unlisted(Kind::Person, span.of(text)))),
                rule: "person",
            });
            let rest = &text[end..];
            match rest.chars().next() {
                Some(link @ ('、' | '和' | '及')) => at = end + link.len_utf8(),
                _ => break,
            }
        }
    }
}

/// Persons without a title: 王先生, 马女士; at the head of a clause before what a person does (沈知禾甩卖…).
fn untitled(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    let text = scene.text;
    let mut push = |span: Span| {
        out.push(Mention {
            span,
            value: Value::Party(Box::new(unlisted(Kind::Person, span.of(text)))),
            rule: "person",
        });
    };
    for form in ["女士", "先生"] {
        for (at, _) in text.match_indices(form) {
            let head = &text[..at];
            let Some((start, c)) = head.char_indices().next_back() else { continue };
            let before = head[..start].chars().next_back();
            let whole = before.is_none_or(|c| !is_han(c) || "的向与和及民对为给是户".contains(c));
            if WORDS.surnames.contains(&c) && whole {
                push(Span::new(start, at + form.len()));
            } else if let Some(start) = full_name(scene, at) {
                push(Span::new(start, at));
            }
        }
    }
    // 协议转让3668.1万股给赵澜、…: to whom shares go.
    for (at, word) in text.match_indices('给') {
        /// Characters before the word in which the verb stands.
        const NEAR: usize = 30;
        let from = text[..at].char_indices().rev().nth(NEAR).map_or(0, |(from, _)| from);
        let head = text[from..at].rsplit(['，', '。', '；', '\n']).next().unwrap_or("");
        let start = at + word.len();
        let name = [3, 2].into_iter().find_map(|length| {
            let end = start + text[start..].char_indices().nth(length).map_or(text.len() - start, |(end, _)| end);
            let name = &text[start..end];
            let closed = text[end..].chars().next().is_none_or(|c| !is_han(c) && !c.is_ascii_alphanumeric());
            (closed
                && name.chars().count() == length
                && super::nearby::is_person(name)
                && !super::nearby::is_false_person(scene, name)
                && !scene.segmenter.knows(name)
                && !scene.segmenter.is_place(name)
                && WORDS.titles_set.ends(name).is_none())
            .then(|| Span::new(start, end))
        });
        if let Some(span) = name.filter(|_| ["转让", "出售", "过户", "划转"].iter().any(|verb| head.contains(verb)))
        {
            push(span);
        }
    }
    let mut opens = true;
    for (at, c) in text.char_indices() {
        if opens && WORDS.surnames.contains(&c) {
            for length in [3, 2] {
                let end = text[at..].char_indices().nth(length).map_or(text.len(), |(length, _)| at + length);
                let name = &text[at..end];
                if name.chars().all(is_han)
                    && WORDS.person_acts.begins(&text[end..]).is_some()
                    && !scene.segmenter.knows(name)
                    && !scene.segmenter.is_place(name)
                    && WORDS.tails.ends(name).is_none()
                    && WORDS.titles_set.ends(name).is_none()
                    && super::nearby::is_edge(scene, end)
                    && !name
                        .contains(['拟', '的', '于', '将', '持', '和', '及', '股', '司', '方', '行', '者', '员', '各'])
                {
                    push(Span::new(at, end));
                    break;
                }
            }
        }
        opens = matches!(c, '，' | '。' | '；' | '：' | '\n' | '“' | '、');
    }
}

/// Where the full name begins that ends before 先生 or 女士: 披露日，徐知禾|先生.
fn full_name(scene: &Scene<'_, '_>, end: usize) -> Option<usize> {
    let text = scene.text;
    [3, 2].into_iter().find_map(|length| {
        let (start, _) = text[..end].char_indices().rev().nth(length - 1)?;
        let name = &text[start..end];
        let before = text[..start].chars().next_back();
        let fits = super::nearby::is_person(name)
            && !scene.segmenter.knows(name)
            && WORDS.titles_set.ends(name).is_none()
            && before.is_none_or(|c| !is_han(c) || super::nearby::is_edge(scene, start));
        fits.then_some(start)
    })
}

/// The last character of the name and the one behind it are a word before which a person's name ends.
fn splits_word(scene: &Scene<'_, '_>, at: usize, end: usize) -> bool {
    let last = scene.text[at..end].char_indices().next_back().map_or(end, |(offset, _)| at + offset);
    WORDS.person_closers.begins(&scene.text[last..]).is_some_and(|word| last + word.len() > end)
}

/// A name in capitals behind a title or among persons: LAN WU, KEVIN LAN HE.
fn in_capitals(rest: &str) -> Option<usize> {
    let end = rest.find(|c: char| !(c.is_ascii_uppercase() || matches!(c, ' ' | '-'))).unwrap_or(rest.len());
    let name = rest[..end].trim_end_matches([' ', '-']);
    /// Words of the names of firms.
    const FIRM: &[&str] = &[
        "LIMITED",
        "LTD",
        "INC",
        "CORP",
        "CO",
        "HOLDINGS",
        "HOLDING",
        "GROUP",
        "CAPITAL",
        "FUND",
        "LP",
        "LLC",
        "NOMINEES",
        "PLC",
        "PARTNERS",
        "INVESTMENT",
        "INVESTMENTS",
        "INTERNATIONAL",
        "VENTURES",
        "BANK",
        "TRUST",
    ];
    if name.split([' ', '-']).any(|word| FIRM.contains(&word)) {
        return None;
    }
    let words = name.split(' ').filter(|word| word.trim_matches('-').len() >= 2).count();
    let whole = !rest[name.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '.');
    (name.starts_with(|c: char| c.is_ascii_uppercase()) && (2..=3).contains(&words) && whole && name.len() <= 24)
        .then_some(name.len())
}

fn name_at(scene: &Scene<'_, '_>, at: usize) -> Option<usize> {
    let text = scene.text;
    let rest = &text[at..];
    if let Some(length) = in_capitals(rest) {
        return Some(at + length);
    }
    let mut chars = rest.char_indices();
    let (_, surname) = chars.next()?;
    if !WORDS.surnames.contains(&surname) {
        return None;
    }
    for length in [3, 2] {
        let end = rest.char_indices().nth(length).map_or(rest.len(), |(at, _)| at);
        let name = &rest[..end];
        let behind = &rest[end..];
        // 张澜|减持, 王澜|所持: the last character is the first of a word behind the name.
        let torn =
            length == 3 && (splits_word(scene, at, at + end) || name.ends_with('正') && behind.starts_with('在'));
        let closed = !torn
            && (behind.chars().next().is_none_or(|c| !is_han(c))
                || WORDS.person_closers.begins(behind).is_some()
                || WORDS.adverbs.begins(behind).is_some());
        // 创始人权威来|自: the last character is half of a word.
        let cut = length == 3 && super::position::tears(scene, at + end);
        let title = WORDS.titles_set.begins(name).is_some()
            || WORDS.titles_set.ends(name).is_some()
            || name.ends_with("经理")
            || name.starts_with("相关");
        if !title
            && name.chars().count() == length
            && name.chars().all(is_han)
            && closed
            && !cut
            && WORDS.places.begins(name).is_none()
            && !name.ends_with(['占', '各'])
            // 董事邰澜和、职工董事…: what links nothing is the name's own.
            && !name.strip_suffix('和').filter(|_| length == 3 && behind.starts_with(['、', '，'])).unwrap_or(name).contains([
                '在', '拟', '的', '于', '将', '持', '计', '通', '和', '及', '股', '司',
            ])
        {
            return Some(at + end);
        }
    }
    None
}
