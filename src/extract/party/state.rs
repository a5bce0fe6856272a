//! States as parties of credit: 向乌克兰提供贷款, 阿根廷获得担保. Elsewhere their names are places.

use super::{Scene, unlisted};
use crate::extract::{Kind, Mention, Value};
use crate::span::Span;
use std::sync::LazyLock;

/// Names of states (`states.tsv`), longest first.
static STATES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut states: Vec<&str> = include_str!("../../../dictionaries/states.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && *line != "name")
        .collect();
    states.sort_by_key(|state| std::cmp::Reverse(state.len()));
    states
});

/// Words of credit: a sentence without one has no state for a party.
const CREDIT: &[&str] = &["贷款", "授信", "担保", "借款", "信贷"];

/// Before a state that is given to or dealt with.
const BEFORE: &[&str] = &["向", "为", "对", "给", "给予", "帮助", "协助", "助", "支持", "与", "和", "同"];

/// What goes on behind a state that is given to.
const GIVEN: &[&str] = &["提供", "发放", "放贷", "批准", "拨付", "追加", "增加", "贷", "获", "筹", "达成", "签", "授"];

/// What goes on behind a state that acts.
const ACTS: &[&str] = &["获", "签", "申请", "寻求", "向", "从", "接受", "借", "筹", "与", "拟向"];

/// Words between a state and what it does.
const ADVERBS: &[&str] = &["政府", "正式", "已", "将", "拟", "正", "再次", "近日", "日前", "也", "就", "方面"];

pub(super) fn find(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    for sentence in &scene.document.sentences {
        let words = sentence.span.of(scene.text);
        if !CREDIT.iter().any(|word| words.contains(word)) {
            continue;
        }
        let mut from = 0;
        for (at, _) in words.char_indices() {
            let Some(state) = (at >= from).then(|| STATES.iter().find(|state| words[at..].starts_with(**state))) else {
                continue;
            };
            let Some(state) = state else { continue };
            from = at + state.len();
            let (before, rest) = (&words[..at], &words[from..]);
            let government = if rest.starts_with("政府") { "政府".len() } else { 0 };
            let mut behind = rest;
            while let Some(word) = ADVERBS.iter().find(|word| behind.starts_with(**word)) {
                behind = &behind[word.len()..];
            }
            let goes_on = |verbs: &[&str]| verbs.iter().any(|verb| behind.starts_with(verb));
            let given = BEFORE.iter().any(|word| before.ends_with(word)) && goes_on(GIVEN);
            let opens = before.trim_end().chars().next_back().is_none_or(|c| "，。；：、“【)".contains(c));
            if given || (opens && goes_on(ACTS)) {
                let start = sentence.span.start as usize + at;
                let span = Span::new(start, start + state.len() + government);
                let party = unlisted(Kind::Institution, span.of(scene.text));
                out.push(Mention { span, value: Value::Party(Box::new(party)), rule: "state in a deal of credit" });
            }
        }
    }
}
