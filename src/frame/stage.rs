//! Stage: how far a deal has come by where it stands. A record's status follows its stage; what is still to come, or still
//! has to be given, shows neither.

use super::Frames;
use super::clause::Scene;
use super::cue::{CueClass, CueSet};
use super::event::Event;
use super::load::Trigger;
use super::role::Nucleus;
use crate::record::Status;
use crate::span::Span;

/// Gives every event with a stage the status which that stage shows (the frame's `stages`): several tellings of one deal may
/// have brought them apart.
pub fn agree(frames: &Frames, events: &mut [Event]) {
    for event in events.iter_mut().filter(|event| !matches!(event.status, Status::Terminated | Status::Denied)) {
        let stages = frames.named(&event.kind).map(|frame| &frame.stages);
        let shown = event.stage.as_ref().zip(stages).and_then(|(stage, stages)| stages.get(stage));
        if let Some(status) = shown {
            event.status = *status;
            event.status_stated = true;
        }
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

/// True for words right before the trigger or in its clause by which it is still to come: 将于8月18日挂牌上市.
pub(super) fn to_come(scene: &Scene<'_>, nucleus: &Nucleus<'_>, cues: &[&(Span, CueSet)]) -> bool {
    cues.iter().any(|(span, classes)| {
        span.start < nucleus.trigger.start
            && (classes.has(CueClass::Planned) || classes.has(CueClass::Due) || span.of(scene.text) == "将")
    })
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
