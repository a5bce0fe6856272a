//! Slots beside parties and amount: dates, term, rate, valuation, round, purpose; shares, ratio and price are read by
//! [`super::figure`].

use super::clause::Scene;
use super::event::{Event, Valued};
use super::figure;
use super::load::Slot;
use super::role::Nucleus;
use crate::extract::{Mention, Value};
use crate::record::DateRole;
use crate::span::Span;

/// Words before a purpose; the purpose goes on to the next punctuation.
const PURPOSE: &[&str] = &[
    "扣除发行费用后拟用于",
    "将主要用于",
    "主要用于",
    "拟用于",
    "将用于",
    "专项用于",
    "用于",
    "专项",
    "助力企业",
    "助力",
    "以支持",
    "支持",
    "用以",
    "用作",
];

/// Behind a round: it was the round of those named.
const EARLIER_ROUND: &[&str] = &["投资方", "投资人", "投资者", "股东", "领投方", "投资机构"];

/// Fills every slot the frame has from the clauses that belong to the nucleus: its own, those before it, and those behind
/// it up to the next nucleus.
pub(super) fn fill(
    scene: &Scene<'_>,
    nucleus: &Nucleus<'_>,
    reach: (usize, usize),
    window: (usize, usize),
    mentions: &[Mention],
    previous_date: Option<usize>,
    event: &mut Event,
) {
    let frame = nucleus.frame;
    figure::fill(scene, nucleus, window, mentions, event);
    for (index, span, clause) in scene.values() {
        let mention = &mentions[index];
        // 继A轮融资完成后, 距2025年5月A轮不到一年
        if frame.name == "equity.round" && super::round::counts_from(scene, clause, span.start) {
            continue;
        }
        // 未来三年 tells how long, not when a deal was made.
        if let Value::Date(day) = &mention.value
            && !matches!(day.expression, crate::extract::value::calendar::Expression::Stretch(..))
        {
            super::date::read(scene, nucleus, reach, clause, index, mentions, event);
            continue;
        }
        if clause < reach.0 || clause > reach.1 {
            continue;
        }
        let head = scene.between(scene.clauses[clause].start, span.start);
        match &mention.value {
            Value::Duration(duration)
                if frame.has(Slot::Term) && event.term.is_none() && is_term(scene, span, clause, nucleus) =>
            {
                event.term = Some(Valued { span, value: duration.iso.clone() });
            }
            Value::Rate(_) if frame.has(Slot::Rate) && event.rate.is_none() => event.rate = Some(span),
            // A轮投资方继续跟投: the round in which somebody came in, not this one.
            Value::Round(round)
                if frame.has(Slot::Round)
                    && event.round.is_none()
                    && !EARLIER_ROUND.iter().any(|word| scene.clause_rest(clause, span.end).starts_with(word)) =>
            {
                event.round = Some(Valued { span, value: round.clone() });
            }
            Value::Money(money)
                if frame.has(Slot::Valuation)
                    && event.valuation.is_none()
                    && (head_near(head, "估值")
                        || (frame.name == "equity.round" && is_worth(scene.clause_rest(clause, span.end))))
                    && !another_firm(scene, nucleus, span, clause, mentions, event) =>
            {
                event.valuation = Some(Valued { span, value: money.clone() });
            }
            _ => {}
        }
    }
    if event.dates.is_empty()
        && let Some(index) = previous_date
    {
        event.dates.push((index, DateRole::Happened));
    }
    if frame.has(Slot::Purpose) {
        event.purpose = (nucleus.clause..=reach.1).find_map(|clause| purpose(scene, clause, nucleus));
    }
}

/// 14.8亿美元的估值, 200亿美元估值.
fn is_worth(rest: &str) -> bool {
    rest.trim_start_matches('的').starts_with("估值")
}

/// 后者的投后估值为85亿美元: in a clause of its own another firm than the deal's is told of.
fn another_firm(
    scene: &Scene<'_>,
    nucleus: &Nucleus<'_>,
    span: Span,
    clause: usize,
    mentions: &[Mention],
    event: &Event,
) -> bool {
    let name = |mention: usize| match &mentions[mention].value {
        Value::Party(party) => party.name.as_str(),
        _ => "",
    };
    let own = |name: &str| event.fillers.iter().any(|filler| filler.party.name == name);
    clause != nucleus.clause
        && scene
            .standings
            .iter()
            .rfind(|standing| standing.clause == clause && standing.span.end <= span.start)
            .is_some_and(|standing| !own(name(standing.mention)))
}

pub(super) fn head_near(head: &str, word: &str) -> bool {
    head.char_indices().rev().nth(11).map_or(head, |(at, _)| &head[at..]).contains(word)
}

/// 期限为两年, 租期12年, 三年期, or a duration right at the trigger.
fn is_term(scene: &Scene<'_>, span: Span, clause: usize, nucleus: &Nucleus<'_>) -> bool {
    let head = scene.between(scene.clauses[clause].start, span.start);
    let tail = scene.clause_rest(clause, span.end);
    let named = ["期限", "租期", "为期", "有效期", "存续期", "年限", "期", "续期", "授信期"]
        .iter()
        .any(|word| head_near(head, word));
    let alone = head.trim().is_empty() && tail.trim_start_matches(['期', '，', '。', '；']).is_empty();
    let attribute = span.of(scene.text).ends_with('期') && clause == nucleus.clause;
    let ahead = head.ends_with("未来");
    // 回购期限为自董事会审议通过之日起12个月内
    let named = named || (head.contains("期限") && (head.ends_with('起') || head.ends_with("不超过")));
    named || alone || attribute || ahead
}

fn purpose(scene: &Scene<'_>, clause: usize, nucleus: &Nucleus<'_>) -> Option<Span> {
    let stretch = scene.clauses[clause];
    let from = if clause == nucleus.clause { nucleus.trigger.end } else { stretch.start };
    let words = scene.between(from, stretch.end);
    let (at, cue) = PURPOSE
        .iter()
        .filter_map(|cue| words.find(cue).map(|at| (at, *cue)))
        .min_by_key(|(at, cue)| (*at, std::cmp::Reverse(cue.len())))?;
    let start = from as usize + at + cue.len();
    let tail = scene.between(start as u32, stretch.end);
    let end = start + tail.trim_end_matches(['，', '。', '；', '”', '"', '\n', ' ', '！', ',', ';']).len();
    let words = scene.between(start as u32, end as u32);
    (words.chars().count() >= 2 && words.chars().count() <= 60).then(|| Span::new(start, end))
}
