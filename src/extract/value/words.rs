//! Bound and currency words, loaded once.

use crate::extract::Comparator;
use std::sync::LazyLock;

fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split('\t').collect())
}

struct Words {
    before: Vec<(&'static str, Comparator)>,
    behind: Vec<(&'static str, Comparator)>,
    currencies: Vec<(&'static str, &'static str)>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    for row in rows(include_str!("../../../dictionaries/bounds.tsv")) {
        let [word, place, relation] = row.as_slice() else { continue };
        let comparator = match *relation {
            "le" => Comparator::Le,
            "ge" => Comparator::Ge,
            "gt" => Comparator::Gt,
            "lt" => Comparator::Lt,
            _ => Comparator::Approx,
        };
        if *place == "before" { before.push((*word, comparator)) } else { behind.push((*word, comparator)) }
    }
    let mut currencies: Vec<_> = rows(include_str!("../../../dictionaries/currencies.tsv"))
        .filter_map(|row| Some((*row.first()?, *row.get(1)?)))
        .collect();
    before.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    behind.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    currencies.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    Words { before, behind, currencies }
});

/// The bound word that begins a stretch, before a number.
pub(super) fn before(rest: &str) -> Option<(usize, Comparator)> {
    WORDS.before.iter().find(|(word, _)| rest.starts_with(word)).map(|(word, comparator)| (word.len(), *comparator))
}

/// The bound word that begins a stretch, behind a number.
pub(super) fn behind(rest: &str) -> Option<(usize, Comparator)> {
    WORDS.behind.iter().find(|(word, _)| rest.starts_with(word)).map(|(word, comparator)| (word.len(), *comparator))
}

/// The currency word that begins a stretch: its length and ISO 4217 code.
pub(super) fn currency(rest: &str) -> Option<(usize, &'static str)> {
    let (word, code) = WORDS.currencies.iter().find(|(word, _)| rest.starts_with(word))?;
    // A Latin code must end there: USD 5, not USDT.
    let letters = word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let goes_on = rest[word.len()..].starts_with(|c: char| c.is_ascii_alphabetic());
    (!(letters && goes_on)).then_some((word.len(), *code))
}

/// True for the first character of a bound word.
pub(super) fn can_bound(c: char) -> bool {
    "不至最上超逾高突多大远已约近将接下起低少小未合总累达".contains(c)
}

/// True for the first character of a currency word that stands before its number, or of a change of level.
pub(super) fn can_be_currency(c: char) -> bool {
    matches!(
        c,
        '人' | 'R'
            | 'C'
            | '¥'
            | '$'
            | 'U'
            | 'H'
            | '€'
            | '£'
            | 'E'
            | 'J'
            | 'G'
            | '港'
            | '美'
            | '欧'
            | '由'
            | '从'
            | 'S'
            | 'N'
            | '新'
            | '台'
            | '日'
            | '韩'
            | '英'
            | '澳'
            | '加'
            | '瑞'
            | '离'
            | '在'
            | 'A'
            | '￥'
            | '卢'
            | '泰'
    )
}
