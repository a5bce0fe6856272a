//! Rank: deals of one sentence against each other. Amounts go to the deal they fit best; two types that tell the same deal
//! leave one.

use super::amount::{self, Extent};
use super::clause::Scene;
use super::event::Event;
use super::load::Frame;
use super::role::Nucleus;
use super::weight::{Direction, Weights};
use crate::extract::Mention;
use crate::span::Span;

/// The amount of each nucleus: mention index and points. Pairs are taken by points, the best first; ties by place.
pub(super) fn amounts(
    scene: &Scene<'_>,
    frames: &[Frame],
    nuclei: &[Nucleus<'_>],
    mentions: &[Mention],
    weights: &Weights,
) -> Vec<Option<(usize, f32)>> {
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    // Where one party's part and the whole are both told, the type says which is the amount.
    let other_extent = |nucleus: &Nucleus<'_>, span: Span, clause: usize| {
        let (wanted, other) = match () {
            () if nucleus.frame.part => (Extent::Part, Extent::Whole),
            () if nucleus.direction == Direction::Act => (Extent::Whole, Extent::Part),
            () => return false,
        };
        amount::extent(scene, nucleus.frame, span, clause) == other
            && amount::amounts(scene, mentions).any(|(_, span, clause)| {
                amount::extent(scene, nucleus.frame, span, clause) == wanted
                    && amount::score(scene, nucleus, span, clause, weights) >= weights.amount.accept
            })
    };
    for (index, span, clause) in amount::amounts(scene, mentions) {
        // 担保金额不超过3亿元: the word right before names the deal, if that deal is one of the sentence.
        let named = scene.triggers().filter_map(|(_, hit)| {
            let gap = (hit.span.end <= span.start).then(|| scene.between(hit.span.end, span.start))?;
            let close = FIGURE_LINKS.contains(&gap.trim());
            let frame = &frames[hit.frame].name;
            (close && nuclei.iter().any(|nucleus| nucleus.frame.name == *frame)).then_some(frame.as_str())
        });
        let named: Vec<&str> = named.collect();
        for (number, nucleus) in nuclei.iter().enumerate().filter(|(_, nucleus)| nucleus.frame.amount.is_some()) {
            let mut points = amount::score(scene, nucleus, span, clause, weights);
            if amount::is_too_small(nucleus.frame, &mentions[index].value) || other_extent(nucleus, span, clause) {
                continue;
            }
            if !named.is_empty() && !named.contains(&nucleus.frame.name.as_str()) {
                points += weights.amount.other_figure;
            }
            if points >= weights.amount.accept {
                pairs.push((points, number, index));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut chosen: Vec<Option<(usize, f32)>> = vec![None; nuclei.len()];
    let mut used: Vec<usize> = Vec::new();
    for (points, number, index) in pairs {
        if chosen[number].is_none() && !used.contains(&index) {
            chosen[number] = Some((index, points));
            used.push(index);
        }
    }
    chosen
}

/// Between the word for a deal and its figure.
const FIGURE_LINKS: &[&str] =
    &["", "为", "达", "共", "是", "约", "约为", "合计", "共计", "总计", "总额", "总额为", "上限", "上限为", "：", ":"];

/// The clauses that belong to a nucleus: from the head of the sentence, whose dates and parties hold for all of it, to before
/// the nucleus behind it.
pub(super) fn reach(scene: &Scene<'_>, nuclei: &[Nucleus<'_>], number: usize) -> (usize, usize) {
    let own = nuclei[number].clause;
    let behind = nuclei.iter().map(|nucleus| nucleus.clause).filter(|clause| *clause > own).min();
    (0, behind.map_or(scene.clauses.len() - 1, |clause| clause - 1))
}

/// The clauses whose figures are the nucleus' own: from behind the nucleus before it to before the nucleus behind it.
pub(super) fn window(nuclei: &[Nucleus<'_>], number: usize, reach: (usize, usize)) -> (usize, usize) {
    let own = nuclei[number].clause;
    let before = nuclei.iter().map(|nucleus| nucleus.clause).filter(|clause| *clause < own).max();
    (before.map_or(0, |clause| clause + 1), reach.1)
}

/// Takes out events that tell the same deal as a better one of the sentence: the same parties, and no amount of its own.
pub(super) fn rivals(nuclei: &[Nucleus<'_>], events: &mut Vec<(usize, Event)>) -> Vec<(usize, Event, String)> {
    let mut out = Vec::new();
    let mut index = 0;
    while index < events.len() {
        let (number, event) = &events[index];
        let better = events.iter().enumerate().find(|(other, (rival_number, rival))| {
            *other != index
                && rival.kind != event.kind
                && group(&rival.kind) == group(&event.kind)
                && !(undoes(&rival.kind, &event.kind) && nuclei[*rival_number].clause != nuclei[*number].clause)
                && (guarantees(rival, event) || (same_parties(rival, event) && !guarantees(event, rival)))
                && beats(&nuclei[*rival_number], rival, *other, &nuclei[*number], event, index)
        });
        match better.map(|(_, (_, rival))| format!("told as {}", rival.kind)) {
            Some(reason) => {
                let (number, event) = events.remove(index);
                out.push((number, event, reason));
            }
            None => index += 1,
        }
    }
    out
}

fn group(kind: &str) -> &str {
    kind.split('.').next().unwrap_or(kind)
}

/// 解除1.2亿股质押，并将同等数量再次质押给甲: the release and the pledge after it are two deals, each in its clause.
fn undoes(a: &str, b: &str) -> bool {
    matches!((a, b), ("equity.pledge", "equity.release") | ("equity.release", "equity.pledge"))
}

/// A guarantee beside the loan it secures is a deal of its own.
fn guarantees(a: &Event, b: &Event) -> bool {
    a.kind == "credit.guarantee" && b.kind != "credit.guarantee" && b.kind.starts_with("credit.")
}

/// Both sides agree, or one event lacks what the other has.
fn same_parties(a: &Event, b: &Event) -> bool {
    let names =
        |event: &Event| -> Vec<String> { event.fillers.iter().map(|filler| filler.party.name.clone()).collect() };
    let (x, y) = (names(a), names(b));
    x.iter().all(|name| y.contains(name)) || y.iter().all(|name| x.contains(name))
}

fn beats(
    nucleus: &Nucleus<'_>,
    event: &Event,
    at: usize,
    other_nucleus: &Nucleus<'_>,
    other: &Event,
    other_at: usize,
) -> bool {
    // 解除质押640万股，同日又新增质押1120万股: two numbers, two deals.
    let counted = |event: &Event| event.shares.as_ref().map(|shares| (shares.value.min, shares.value.max));
    let apart = counted(event).is_some() && counted(other).is_some() && counted(event) != counted(other);
    if other.amount.is_some() || apart {
        return false;
    }
    if guarantees(event, other) {
        return other_nucleus.clause <= nucleus.clause;
    }
    let rank =
        |nucleus: &Nucleus<'_>, event: &Event| (event.amount.is_some(), nucleus.entry().strength, event.fillers.len());
    let (mine, theirs) = (rank(nucleus, event), rank(other_nucleus, other));
    mine > theirs || (mine == theirs && at < other_at)
}
