//! Apart: what a semicolon parts from a deal, where another acts on the other side of it.

use super::clause::{Case, Mark, Scene, Standing};
use super::role::{Nucleus, OFFICES};
use crate::span::Span;

/// Words that stand for a party named before.
const REFERENCES: &[&str] = &["它", "其", "公司", "该公司", "本公司", "前者", "后者", "该企业", "企业"];

/// What somebody does in the deal of another.
const SHARES_IN_IT: &[&str] = &[
    "领投",
    "跟投",
    "参投",
    "参与投资",
    "参与了",
    "参与本",
    "参与认购",
    "独家投资",
    "联合投资",
    "担任",
    "承销",
    "为投资方",
];

/// An earlier clause has a firm that acts, the deal's own clause another, and neither is named in the other's: what the
/// earlier one tells is not of this deal.
pub(super) fn another_acts(scene: &Scene<'_>, nucleus: &Nucleus<'_>, clause: usize) -> bool {
    let ends = |clause: usize| scene.clauses[clause].of(scene.text).trim_end().ends_with(['；', ';']);
    let acting = |clauses: std::ops::Range<usize>| {
        scene.standings.iter().filter(move |standing| {
            clauses.contains(&standing.clause)
                && matches!(standing.case, Case::Subject | Case::Genitive)
                && standing.mark != Some(Mark::Announcer)
                && !standing.span.of(scene.text).ends_with(OFFICES)
        })
    };
    if clause >= nucleus.clause || !(clause..nucleus.clause).any(ends) {
        return false;
    }
    let own = (clause + 1..=nucleus.clause).rev().take_while(|clause| *clause == nucleus.clause || !ends(*clause));
    let from = own.last().unwrap_or(nucleus.clause);
    let first = (0..clause).rev().find(|clause| ends(*clause)).map_or(0, |clause| clause + 1);
    let name = |span: Span| span.of(scene.text);
    // 上交所受理了它的上市申请: who is meant may be the one named before.
    let refers = |span: Span| REFERENCES.contains(&name(span));
    if acting(from..nucleus.clause + 1).any(|standing| refers(standing.span)) {
        return false;
    }
    let same = |span: Span| acting(from..nucleus.clause + 1).any(|other| name(other.span) == name(span));
    acting(from..nucleus.clause + 1).next().is_some()
        && acting(first..from).next().is_some()
        && !acting(first..from).any(|standing| same(standing.span))
}

/// 甲将乙的持股提升至近九成；丙斥资7.3亿元认购新股: behind the semicolon another acts, and what is told there is not of the deal before it.
pub(super) fn another_follows(scene: &Scene<'_>, nucleus: &Nucleus<'_>, clause: usize) -> bool {
    let ends = |clause: usize| scene.clauses[clause].of(scene.text).trim_end().ends_with(['；', ';']);
    let Some(last) = (nucleus.clause..clause).rev().find(|clause| ends(*clause)) else { return false };
    let first = (0..nucleus.clause).rev().find(|clause| ends(*clause)).map_or(0, |clause| clause + 1);
    let name = |standing: &Standing| standing.span.of(scene.text);
    let acts = |from: usize, to: usize| {
        scene.standings.iter().filter(move |standing| {
            (from..=to).contains(&standing.clause)
                && standing.case == Case::Subject
                && standing.mark != Some(Mark::Announcer)
                && !standing.span.of(scene.text).ends_with(OFFICES)
        })
    };
    if opens_unnamed(scene, last + 1) {
        return true;
    }
    // 甲完成B轮融资；乙领投: who stands there is the other side of the deal.
    let told = scene.between(scene.clauses[last + 1].start, scene.clauses[clause].end);
    if SHARES_IN_IT.iter().any(|word| told.contains(word)) {
        return false;
    }
    let mut behind = acts(last + 1, clause).peekable();
    let known = |other: &Standing| acts(first, last).any(|standing| name(standing) == name(other));
    behind.peek().is_some()
        && acts(first, last).next().is_some()
        && behind.all(|other| !REFERENCES.contains(&name(other)) && !known(other))
}

/// 甲计划减持114万股；某某、某某计划合计减持228万股: behind the semicolon act several whose names nobody recognised, and not who acts before it.
pub(super) fn unnamed_act(scene: &Scene<'_>, nucleus: &Nucleus<'_>, clause: usize) -> bool {
    clause < nucleus.clause && opens_unnamed(scene, nucleus.clause)
}

/// The clause follows a semicolon and opens with several names that nobody recognised.
fn opens_unnamed(scene: &Scene<'_>, clause: usize) -> bool {
    /// Characters of a name.
    const NAME: std::ops::RangeInclusive<usize> = 2..=6;
    /// Words of a phrase, which no list of names opens with.
    const PHRASE: &[&str] = &[
        "用于", "用作", "为", "扣除", "通过", "基于", "以", "包括", "包含", "从", "其中", "并", "在", "对", "向",
        "由于", "因", "根据", "按",
    ];
    let parted = clause > 0 && scene.clauses[clause - 1].of(scene.text).trim_end().ends_with(['；', ';']);
    let own = scene.clauses[clause];
    let first = scene.items.iter().find(|item| item.clause == clause).map_or(own.end, |item| item.span.start);
    let head = scene.between(own.start, first.max(own.start)).trim();
    let names = || head.split(['、', '和', '及']);
    parted
        && head.contains('、')
        && names().all(|name| NAME.contains(&name.chars().count()) && name.chars().all(char::is_alphanumeric))
        && !PHRASE.iter().any(|word| head.starts_with(word))
}
