//! Nuclei: which trigger words of a sentence open a deal, one per type and clause.

use super::between::{self, carries_on, extended, gets};
use super::clause::Scene;
use super::role::Nucleus;
use super::weight::Direction;
use super::{Frames, judge, verb, way};

impl Frames {
    /// One nucleus per type and clause: the strongest trigger there. A trigger inside a longer one of another type is none.
    pub(super) fn nuclei(&self, scene: &Scene<'_>) -> Vec<Nucleus<'_>> {
        let hits: Vec<_> = scene.triggers().collect();
        let mut nuclei: Vec<Nucleus<'_>> = Vec::new();
        for (clause, hit) in &hits {
            let nested = hits.iter().any(|(place, other)| {
                let entry = &self.frames[other.frame].triggers[other.trigger];
                let whole = match entry.followed_by.is_empty() {
                    true => Some(other.span),
                    false => extended(scene, entry, *place, other.span),
                };
                whole.is_some_and(|whole| whole.contains(hit.span) && whole.len() > hit.span.len() && *hit != *other)
            });
            if nested {
                continue;
            }
            let frame = &self.frames[hit.frame];
            let entry = &frame.triggers[hit.trigger];
            if between::lacks_sum(scene, hit.span) || way::is_way(scene, frame, *clause, hit, &hits) {
                continue;
            }
            // What the borrower puts up hides no word of the loan behind it.
            let own_security =
                |told: &Nucleus<'_>| told.frame.name == "credit.guarantee" && judge::is_own_security(scene, told);
            // 首次公开发行股票并上市，初步询价日为8月5日: only the words that go on tell the stage.
            let stages = |told: &Nucleus<'_>| {
                told.frame.name == frame.name && told.entry().stage.is_none() && entry.stage.is_some()
            };
            if nuclei
                .iter()
                .any(|told| !stages(told) && !own_security(told) && carries_on(scene, told, frame, *clause, hit.span))
            {
                continue;
            }
            let direction = match Direction::of(entry.usage) {
                // 获A投资, 引入A增资: the verb before turns the act round.
                Some(Direction::Give) if gets(scene, *clause, hit.span) => Direction::Get,
                // 向X提供战略融资: who is given to gets.
                Some(Direction::Get) if between::gives(scene, *clause, hit.span) => Direction::Give,
                Some(direction) => direction,
                None => match verb::direction(scene, *clause, hit.span, frame.verb) {
                    Direction::None if verb::asks(scene, *clause, hit.span) => Direction::Get,
                    direction => direction,
                },
            };
            let nucleus = Nucleus { frame, clause: *clause, trigger: hit.span, number: hit.trigger, direction };
            // 以协议转让方式受让: a word that only names a manner leaves the clause to the verb.
            let manner = |nucleus: &Nucleus<'_>| {
                way::is_manner(frame, scene.clause_rest(*clause, nucleus.trigger.end)).is_some()
            };
            // 完成由甲领投的3亿元A轮融资: what describes the deal leaves the clause to the word for it.
            let describes = |other: &Nucleus<'_>| {
                scene.clause_rest(*clause, other.trigger.end).starts_with('的')
                    && entry.usage != other.entry().usage
                    && !scene.standings.iter().any(|standing| {
                        standing.span.start >= other.trigger.end && standing.span.end <= nucleus.trigger.start
                    })
            };
            match nuclei.iter_mut().find(|other| other.frame.name == frame.name && other.clause == *clause) {
                Some(other) if describes(other) && judge::refusal(scene, &nucleus).is_none() => *other = nucleus,
                Some(other) if manner(other) && judge::refusal(scene, &nucleus).is_none() => *other = nucleus,
                Some(_) if manner(&nucleus) => {}
                Some(other) if judge::gives_way(scene, other, &nucleus) => *other = nucleus,
                Some(other) if entry.strength > other.entry().strength => *other = nucleus,
                Some(_) => {}
                None => nuclei.push(nucleus),
            }
        }
        between::papers(scene, &mut nuclei);
        // Where the sentence tells a deal itself, its words need no continuation of another.
        let told = nuclei.iter().any(|nucleus| !nucleus.entry().continues && judge::refusal(scene, nucleus).is_none());
        if told {
            nuclei.retain(|nucleus| !nucleus.entry().continues);
        }
        nuclei
    }
}
