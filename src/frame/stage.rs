//! Stage: how far a deal has come by where it stands. A record's status follows its stage; what is still to come, or still
//! has to be given, shows neither.

use super::Frames;
use super::clause::{Case, Scene};
use super::cue::{CueClass, CueSet};
use super::event::Event;
use super::load::Trigger;
use super::role::Nucleus;
use crate::extract::Comparator;
use crate::record::Status;
use crate::span::Span;

/// Gives every event with a stage the status which that stage shows (the frame's `stages`): several tellings of one deal may
/// have brought them apart.
pub fn agree(frames: &Frames, events: &mut [Event]) {
    for event in events.iter_mut().filter(|event| !matches!(event.status, Status::Terminated | Status::Denied)) {
        let frame = frames.named(&event.kind);
        // 发行价不超过63元: the price is still to be set.
        if let Some(open) = event.stage.as_ref().and_then(|stage| frame?.unpriced.get(stage))
            && is_open(event)
        {
            event.stage = Some(open.clone());
        }
        // 首次公开发行1900万股定价为每股23美元.
        let early = matches!(event.status, Status::Planned | Status::InProgress | Status::Announced);
        let settled = event.price.as_ref().is_some_and(|price| price.value.quantity.comparator == Comparator::Eq);
        if event.stage.is_none() && settled && early && !(event.status == Status::Planned && event.status_stated) {
            event.stage = frame.and_then(|frame| frame.price_shows.clone());
        }
        // 在港上市拟发行3128万股，发行价不高于102.80港元: the shares are on offer when their price is bounded from above.
        if event.stage.is_none() && early && event.shares.is_some() && event.price.is_some() && is_open(event) {
            let offered = frame.and_then(|frame| frame.unpriced.get(frame.price_shows.as_ref()?));
            event.stage = offered.cloned();
        }
        let stages = frame.map(|frame| &frame.stages);
        let shown = event.stage.as_ref().zip(stages).and_then(|(stage, stages)| stages.get(stage));
        if let Some(status) = shown {
            event.status = *status;
            event.status_stated = true;
        }
    }
}

/// The price is a bound or a range, or, where none is told, the money is.
fn is_open(event: &Event) -> bool {
    let open = |comparator| matches!(comparator, Comparator::Le | Comparator::Lt | Comparator::Between);
    match (&event.price, &event.amount) {
        (Some(price), _) => open(price.value.quantity.comparator),
        (None, Some(amount)) => open(amount.value.quantity.comparator),
        _ => false,
    }
}

/// Where a sentence begins to tell what is still to be given (尚需…审核通过…后方可实施): words behind it show no status.
pub(super) fn condition(scene: &Scene<'_>) -> u32 {
    let cue = scene.items.iter().find(|item| match item.kind {
        super::clause::ItemKind::Cue(classes) => classes.has(CueClass::Condition),
        _ => false,
    });
    cue.map_or(scene.span.end, |item| item.span.start)
}

/// Where the clauses that govern one begin: behind the last clause that only tells an occasion (继甲启动申购后，乙的IPO…).
pub(super) fn behind_occasion(scene: &Scene<'_>, clause: usize) -> u32 {
    let occasion = |index: usize| {
        let stretch = scene.clauses[index];
        let mut cues = scene.cues(index);
        let mut opens = |(span, classes): (Span, CueSet)| {
            classes.has(CueClass::Occasion) && scene.between(stretch.start, span.start).chars().count() <= 2
        };
        cues.any(&mut opens)
    };
    let last = (0..clause).rev().find(|index| occasion(*index));
    last.map_or(scene.span.start, |index| scene.clauses[index].end)
}

/// True for words right before the trigger or in its clause by which it is still to come: 将于8月18日挂牌上市.
pub(super) fn to_come(scene: &Scene<'_>, nucleus: &Nucleus<'_>, cues: &[&(Span, CueSet)]) -> bool {
    // 距离登陆科创板仅一步之遥, 登陆科创板指日可待.
    let head = scene.between(scene.clauses[nucleus.clause].start, nucleus.trigger.start);
    let rest = scene.clause_rest(nucleus.clause, nucleus.trigger.end);
    let near = ["指日可待", "一步之遥", "在望", "可期"].iter().any(|word| rest.contains(word));
    if near || head.trim_start_matches(['，', ' ']).starts_with('距') {
        return true;
    }
    cues.iter().any(|(span, classes)| {
        span.start < nucleus.trigger.start
            && (classes.has(CueClass::Planned) || classes.has(CueClass::Due) || span.of(scene.text) == "将")
    })
}

/// True for a filing that a word before it puts off: 计划下月提交上市申请. 拟在交易所上市的申请已递交 is none.
pub(super) fn to_file(scene: &Scene<'_>, nucleus: &Nucleus<'_>, cues: &[&(Span, CueSet)]) -> bool {
    const FILES: &[&str] = &["递交", "提交", "递表", "申报", "秘密", "保密"];
    cues.iter().any(|(span, classes)| {
        let between = (span.end <= nucleus.trigger.start).then(|| scene.between(span.end, nucleus.trigger.end));
        let put_off = classes.has(CueClass::Planned) || classes.has(CueClass::Due) || span.of(scene.text) == "将";
        put_off
            && between.is_some_and(|words| FILES.iter().any(|word| words.contains(word)) && !words.contains('已'))
            && !scene.standings.iter().any(|other| {
                other.case == Case::Subject && other.span.start >= span.end && other.span.end <= nucleus.trigger.start
            })
    })
}

/// An earlier clause of the sentence only tells a time: 交易完成后，….
pub(super) fn behind_the_deal(scene: &Scene<'_>, clause: usize) -> bool {
    scene.clauses[..clause].iter().any(|earlier| {
        let words = earlier.of(scene.text).trim_end_matches(['，', ',', '；', ' ']);
        // 继A轮融资完成后: what came before this deal.
        !words.starts_with('继') && (words.ends_with("完成后") || words.ends_with("完成之后"))
    })
}

/// The clause before plans, and nobody new acts in this one.
pub(super) fn goes_on_with_plan(scene: &Scene<'_>, clause: usize) -> bool {
    let Some(before) = clause.checked_sub(1) else { return false };
    let acts =
        |standing: &super::clause::Standing| standing.clause == clause && standing.case == super::clause::Case::Subject;
    scene.cues(before).any(|(_, classes)| classes.has(CueClass::Planned)) && !scene.standings.iter().any(acts)
}

/// The stage of what is to come on a day that is told: 将于8月18日挂牌上市.
pub(super) fn due(scene: &Scene<'_>, nucleus: &Nucleus<'_>, entry: &Trigger) -> Option<String> {
    let on_a_day = scene.values().any(|(_, span, clause)| clause == nucleus.clause && is_day(span.of(scene.text)));
    entry.due_stage.clone().filter(|_| on_a_day)
}

/// 8月18日, 本周五: a day, no month.
pub(super) fn is_day(words: &str) -> bool {
    let counted = words.ends_with('日') && words.contains(|c: char| c.is_ascii_digit());
    counted || ["周", "星期", "今日", "明日"].iter().any(|word| words.contains(word)) && !words.contains("周年")
}
