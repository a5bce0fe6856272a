//! Way: words for a deal that only tell how another one beside it comes about. 通过协议转让、定增等方式，计划取得甲55%股权;
//! 通过收购甲100%股权及直接收购乙5%股份，合计取得乙51%股权.

use super::clause::Scene;
use super::load::{Frame, Usage};
use super::trigger::TriggerHit;

/// The most characters of a list of manners: 、非公开发行等|方式.
const MANNERS: usize = 16;

/// The word is a manner, and the clause goes on with the verb or leaves it to the next clause, which has one.
pub(super) fn is_way(
    scene: &Scene<'_>,
    frame: &Frame,
    clause: usize,
    hit: &TriggerHit,
    hits: &[(usize, TriggerHit)],
) -> bool {
    const SUMS: &[&str] = &["合计", "合共", "共计"];
    let next = hits.iter().find(|(place, other)| {
        *place == clause + 1 && other.frame == hit.frame && frame.triggers[other.trigger].usage != Usage::Product
    });
    let Some((_, next)) = next else { return false };
    let rest = scene.clause_rest(clause, hit.span.end);
    let closes = |words: &str| words.trim_matches(['，', ',', ' ']).is_empty();
    if is_manner(frame, rest).is_some_and(closes) {
        return true;
    }
    let leads = scene.between(scene.clauses[clause + 1].start, next.span.start);
    let first = hits.iter().find(|(place, _)| *place == clause).map_or(hit.span.start, |(_, first)| first.span.start);
    scene.between(scene.clauses[clause].start, first).ends_with("通过") && SUMS.iter().any(|word| leads.ends_with(word))
}

/// What stands behind a manner: 方式|受让, 、定增等方式|，.
pub(super) fn is_manner<'t>(frame: &Frame, rest: &'t str) -> Option<&'t str> {
    if let Some(word) = frame.manner.iter().filter(|word| rest.starts_with(word.as_str())).max_by_key(|word| word.len())
    {
        return Some(&rest[word.len()..]);
    }
    let list = rest.starts_with(['、', '及', '和', '或']) && !frame.manner.is_empty();
    let (head, tail) = rest.split_once("方式").filter(|_| list)?;
    (head.chars().count() <= MANNERS && !head.contains(['，', '；', '。', '%'])).then_some(tail)
}
