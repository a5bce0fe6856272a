//! Verb: who gives and who gets, by the verb that carries the clause of a deal.

use super::belonging::BELONGING;
use super::clause::Scene;
use super::cue::{CueClass, CueSet};
use super::load::Verb;
use super::standing::strip_brackets;
use super::weight::Direction;
use crate::span::Span;

/// Characters between a verb that is part of a deal's name and the word for the deal.
const DESCRIBED: usize = 14;

/// The first verb of the clause that moves money, else of the clause before; where there is none, the relation itself.
pub(super) fn direction(scene: &Scene<'_>, clause: usize, trigger: Span, which: Verb) -> Direction {
    let read = |clause: usize| {
        // A verb before 的 modifies a noun (申请的贷款, 银行提供的贷款): it does not carry the clause.
        let modifies = |span: &Span| scene.text[span.end as usize..].starts_with('的');
        let verbs: Vec<_> = scene.cues(clause).filter(|(span, classes)| classes.is_verb() && !modifies(span)).collect();
        let ahead = |(span, _): &&(Span, CueSet)| span.start < trigger.start;
        let found = match which {
            Verb::First => verbs.iter().find(ahead),
            Verb::Near => verbs.iter().rfind(ahead),
        };
        // 向甲公司提供的8亿元贷款日前到账: where no verb before it carries the clause, the one that is part of its name tells.
        let given_to = |verb: &Span| {
            scene.standings.iter().any(|standing| {
                let head = scene.between(scene.clauses[clause].start, standing.span.start);
                standing.clause == clause && standing.span.end <= verb.start && head.ends_with(['向', '给', '为', '对'])
            })
        };
        let described = scene.cues(clause).filter(|(span, classes)| {
            let gap = scene.between(span.end, trigger.start);
            classes.has(CueClass::Give)
                && modifies(span)
                && span.end < trigger.start
                && gap.chars().count() <= DESCRIBED
                && given_to(span)
        });
        let described = described.last().filter(|_| found.is_none());
        let first = found.or(described.as_ref()).or(verbs.first());
        // 向甲银行办理: who is turned to gives.
        let turned_to = |span: &Span| {
            span.of(scene.text) == "办理"
                && scene.standings.iter().any(|standing| {
                    standing.clause == clause
                        && standing.span.end == span.start
                        && scene.between(scene.clauses[clause].start, standing.span.start).ends_with('向')
                })
        };
        first.map(|(span, classes)| {
            if classes.has(CueClass::Get) || turned_to(span) {
                Direction::Get
            } else if classes.has(CueClass::Give) {
                Direction::Give
            } else {
                Direction::Joint
            }
        })
    };
    read(clause).unwrap_or(Direction::None)
}

/// 向甲银行借款3亿元: behind the party that is asked the word for the deal is the verb.
pub(super) fn asks(scene: &Scene<'_>, clause: usize, trigger: Span) -> bool {
    let before =
        scene.standings.iter().rfind(|standing| standing.clause == clause && standing.span.end <= trigger.start);
    // 甲拟以股份作担保，借款100亿元: with the sum right behind it the word is the verb.
    let counted = scene
        .values()
        .any(|(_, span, _)| span.start == trigger.end && span.of(scene.text).ends_with(['元', '币', '镑', '郎']));
    let alone = scene.between(scene.clauses[clause].start, trigger.start).trim().is_empty();
    if counted && alone && trigger.of(scene.text) == "借款" {
        return true;
    }
    // 向甲授信: what the word itself gives is not asked for.
    let gives = trigger.of(scene.text).starts_with("授信");
    before.is_some_and(|standing| {
        let gap = strip_brackets(scene.between(standing.span.end, trigger.start));
        // 向控股股东甲借款, 向其关联方甲借款.
        let mut head = scene.between(scene.clauses[clause].start, standing.span.start);
        while let Some(word) = BELONGING.iter().find(|word| head.ends_with(**word)) {
            head = &head[..head.len() - word.len()];
        }
        let head = head.trim_end_matches("公司").trim_end_matches(['其', '的']);
        !gives && head.ends_with('向') && gap.trim().is_empty()
    })
}
