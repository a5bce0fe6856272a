//! Outcome: how a deal came out, told in words of its own behind the deal or in the headline (股权已过户, 决定终止本次交易,
//! 减持计划尚未实施完毕). A record's status follows the latest telling (EVENTS.md, one event or several).

use crate::extract::{Comparator, Mention, Naming, Value};
use crate::frame::cue::CueClass;
use crate::frame::load::{Frame, Outcome};
use crate::frame::outcome_words::OUTCOMES;
use crate::frame::{Event, Frames};
use crate::layout::{Document, Zone};
use crate::record::{DateRole, Status};
use crate::span::Span;
use std::collections::HashMap;

/// Sentences behind a deal in which its outcome is looked for.
const REACH: usize = 6;

/// Marks at which clauses end.
const MARKS: &[char] = &['，', '；', '。', '！', '？', ',', ';', '\n', '　'];

/// What is told beside a plan of one of its parties, with no word of its own for how far it is, is planned: 公司拟增资…,
/// 同时为其贷款提供担保.
pub(super) fn plan_along(document: &Document<'_>, events: &mut [Event]) {
    for index in 0..events.len() {
        let event = &events[index];
        if event.status_stated || event.status != Status::Completed {
            continue;
        }
        // 公司拟受让…并对其增资。本次交易公司以…，并向乙增资3亿元: the plan told in full.
        let words = document.sentences[event.sentence].span.of(document.text()).trim_start();
        let in_full = event.kind == "equity.round" && words.starts_with("本次交易");
        if !in_full && !event.kind.starts_with("credit.") {
            continue;
        }
        let shares = |other: &Event| {
            event.fillers.iter().any(|filler| other.fillers.iter().any(|held| held.party.name == filler.party.name))
        };
        let block = |event: &Event| document.sentences[event.sentence].block;
        let planned = events.iter().any(|other| {
            other.status == Status::Planned
                && other.status_stated
                && block(other) == block(event)
                && other.sentence <= event.sentence
                && (in_full || shares(other))
        });
        if planned {
            events[index].status = Status::Planned;
        }
    }
}

/// 甲：拟出资5000万元参与投资基金, and below it 公司与乙共同投资设立…: with no word of its own for how far it is, the one deal of an article is as
/// far as the headline says.
pub(super) fn plan_in_headline(document: &Document<'_>, frames: &Frames, events: &mut [Event]) {
    /// Characters behind 拟 in which the deal is named.
    const NEAR: usize = 24;
    let title = document.blocks.iter().find(|block| block.zone == Zone::Title);
    let Some(words) = title.map(|block| block.span.of(document.text())) else { return };
    let Some(at) = words.find('拟') else { return };
    let near: String = words[at..].chars().take(NEAR).collect();
    let mut kinds: HashMap<String, usize> = HashMap::new();
    for event in events.iter() {
        *kinds.entry(event.kind.clone()).or_default() += 1;
    }
    for event in events {
        let alone = kinds.get(&event.kind) == Some(&1);
        let open = !event.status_stated && matches!(event.status, Status::Completed | Status::Announced);
        let Some(frame) = frames.named(&event.kind).filter(|_| alone && open) else { continue };
        let named = frame.outcome.names.iter().any(|word| near.contains(word.as_str()));
        // 收购后拟更名: what is planned is something else.
        let teller = words[..at].trim_end().ends_with(['：', ':'])
            || event.fillers.iter().any(|filler| words[..at].ends_with(filler.span.of(document.text())));
        if named && teller {
            event.status = Status::Planned;
            event.status_stated = true;
        }
    }
}

/// Days after which what was bought has been bought, where nothing else is said of it.
const LONG_PAST: i32 = 180;

/// 2019年以740亿美元收购乙: what was bought long ago, with nothing said of how it stands, has been bought.
pub(super) fn past_acts(document: &Document<'_>, mentions: &[Mention], events: &mut [Event]) {
    let Some(published) = document.published.start else { return };
    for event in events.iter_mut() {
        let bought = event.kind == "equity.acquisition" && event.status == Status::Announced && !event.status_stated;
        let mut happened = event.dates.iter().filter(|(_, role)| *role == DateRole::Happened);
        let end = |index: usize| match &mentions[index].value {
            Value::Date(date) => date.end,
            _ => None,
        };
        let past = happened.clone().next().is_some()
            && happened.all(|(index, _)| {
                end(*index).is_some_and(|end| end.until(published).map_or(0, |span| span.get_days()) > LONG_PAST)
            });
        if bought && past && (event.amount.is_some() || event.ratio.is_some()) {
            event.status = Status::Completed;
        }
    }
}

/// Gives every event the status that what is told of its outcome shows.
pub(super) fn settle(document: &Document<'_>, mentions: &[Mention], frames: &Frames, events: &mut [Event]) {
    for index in 0..events.len() {
        let Some(frame) = frames.named(&events[index].kind) else { continue };
        if frame.outcome.names.is_empty() || matches!(events[index].status, Status::Terminated | Status::Denied) {
            continue;
        }
        let reader = Reader { document, mentions, frames, frame, event: &events[index] };
        if reader.is_denied(events, index) {
            events[index].status = Status::Denied;
            events[index].status_stated = true;
            continue;
        }
        let shown =
            reader.stretches(events, index).into_iter().find_map(|(span, headline)| reader.read(span, headline));
        let lapsed = reader.has_lapsed();
        let signed = shown.is_none() && reader.is_signed(events, index);
        if let Some(status) = shown {
            events[index].status = status;
            events[index].status_stated = true;
        }
        if signed {
            events[index].status = Status::Signed;
            events[index].status_stated = true;
        }
        if lapsed && matches!(events[index].status, Status::Completed | Status::Planned) {
            events[index].status = Status::Terminated;
            events[index].status_stated = true;
        }
    }
}

struct Reader<'r> {
    document: &'r Document<'r>,
    mentions: &'r [Mention],
    frames: &'r Frames,
    frame: &'r Frame,
    event: &'r Event,
}

impl Reader<'_> {
    /// What may tell the outcome: the words behind the deal in its paragraph up to the next deal, then the headline of an
    /// article that tells one deal of the type. An article of one deal may tell the outcome before it. The last words come
    /// first.
    fn stretches(&self, events: &[Event], index: usize) -> Vec<(Span, bool)> {
        let sentences = &self.document.sentences;
        let title = |sentence: usize| self.document.blocks[sentences[sentence].block as usize].zone == Zone::Title;
        let told = self.event.evidence.iter().filter_map(|span| Some((*span, self.document.sentence_at(span.start)?)));
        let body = told.filter(|(_, sentence)| !title(*sentence)).min_by_key(|(span, _)| span.start);
        let others = |span: Span| {
            events
                .iter()
                .enumerate()
                .any(|(other, event)| other != index && event.evidence.iter().any(|evidence| evidence.overlaps(span)))
        };
        let alike = events.iter().all(|event| event.kind == self.event.kind);
        let mut out = Vec::new();
        let first = (0..sentences.len()).find(|sentence| !title(*sentence));
        if let Some(place) = body.map(|(_, sentence)| sentence).or(first.filter(|_| events.len() == 1)) {
            let own = |sentence: &usize| sentences[*sentence].block == sentences[place].block;
            if alike {
                out.extend((0..place).filter(own).map(|sentence| sentences[sentence].span));
            }
            for sentence in (place..sentences.len()).take(REACH).take_while(own) {
                let mut span = sentences[sentence].span;
                if sentence == place
                    && let Some((evidence, _)) = body
                {
                    span.start = evidence.end.min(span.end);
                }
                // 上述减持计划均已实施完毕: of all that were told.
                let of_all = || ["上述", "均"].iter().any(|word| span.of(self.document.text()).contains(word));
                if !others(span) || (alike && of_all()) {
                    out.push(span);
                } else if !alike {
                    break;
                }
            }
            out.reverse();
        }
        let mut out: Vec<(Span, bool)> = out.into_iter().map(|span| (span, false)).collect();
        if events.iter().filter(|event| event.kind == self.event.kind).count() == 1 {
            let heads = (0..sentences.len()).filter(|sentence| title(*sentence));
            out.extend(heads.map(|sentence| (sentences[sentence].span, true)));
        }
        out.retain(|(span, _)| !span.of(self.document.text()).trim().is_empty());
        out
    }

    /// 减持计划期限已届满，…未减持其所持有的公司股份: nothing was done until the plan ran out.
    fn has_lapsed(&self) -> bool {
        let bounded = |comparator: Comparator| matches!(comparator, Comparator::Le | Comparator::Lt);
        let block = self.document.sentences[self.event.sentence].block as usize;
        let words = self.document.blocks[block].span.of(self.document.text());
        self.frame.progress
            && self.event.shares.as_ref().is_some_and(|shares| bounded(shares.value.comparator))
            && words.contains("届满")
            && ["未减持", "未增持", "未实施减持", "未实施增持"].iter().any(|word| words.contains(word))
    }

    /// 公司已与甲签署股权转让协议，拟收购乙: a plan that is agreed on, where a clause of its sentence or one that may tell the outcome
    /// says so.
    fn is_signed(&self, events: &[Event], index: usize) -> bool {
        let rule = &self.frame.outcome;
        if rule.agreements.is_empty() || !matches!(self.event.status, Status::Planned | Status::Announced) {
            return false;
        }
        let text = self.document.text();
        let own = self.document.sentences[self.event.sentence].span;
        let alone = events.iter().filter(|event| event.kind == self.event.kind).count() == 1;
        let others = self.stretches(events, index).into_iter().filter(|_| alone).map(|(stretch, _)| stretch);
        std::iter::once(own).chain(others).any(|stretch| {
            clauses(text, stretch).into_iter().any(|clause| {
                let words = clause.of(text);
                let signs = |word: &&str| {
                    words.find(*word).is_some_and(|at| {
                        let (before, behind) = (&words[..at], &words[at + word.len()..]);
                        !OUTCOMES.taken_back(before)
                            && !OUTCOMES.goes_on(behind)
                            && (behind.trim_start_matches('了').starts_with("协议")
                                || rule.agreements.iter().any(|agreement| {
                                    behind.find(agreement.as_str()).is_some_and(|at| {
                                        !OUTCOMES
                                            .goes_on(behind[at + agreement.len()..].trim_start_matches(['》', '”']))
                                    })
                                }))
                    })
                };
                OUTCOMES.signs.iter().any(signs)
                    && !self.conditional(stretch, clause)
                    && !OUTCOMES.loose.iter().any(|word| words.contains(word))
                    && !rule.not.iter().any(|word| words.contains(word.as_str()))
            })
        })
    }

    /// 有消息称甲正考虑出售乙。甲回应称，此为不实消息: the one deal that the article tells is only rumoured.
    fn is_denied(&self, events: &[Event], index: usize) -> bool {
        let rumoured = matches!(self.event.status, Status::Planned | Status::Announced | Status::InProgress);
        rumoured
            && events.len() == 1
            && self.stretches(events, index).into_iter().any(|(span, headline)| {
                let words = span.of(self.document.text());
                let found = OUTCOMES.denied.iter().find_map(|word| words.find(word));
                found.is_some_and(|at| {
                    let at = span.start + at as u32;
                    let clause = clauses(self.document.text(), span).into_iter().find(|clause| clause.end > at);
                    clause.is_some_and(|clause| !self.others_deal(clause, headline))
                })
            })
    }

    fn read(&self, stretch: Span, headline: bool) -> Option<Status> {
        let mut shown = None;
        for clause in clauses(self.document.text(), stretch) {
            let outcome = self.clause(stretch, clause, headline);
            shown = outcome.or(shown);
        }
        shown
    }

    fn clause(&self, stretch: Span, clause: Span, headline: bool) -> Option<Status> {
        let text = self.document.text();
        let words = clause.of(text);
        let rule = &self.frame.outcome;
        if rule.not.iter().any(|word| words.contains(word.as_str())) || self.conditional(stretch, clause) {
            return None;
        }
        if self.others_deal(clause, headline) {
            return None;
        }
        // 目前相关协议尚未签署.
        let unsigned = ["尚未签署", "尚未签订", "尚未正式签署"].iter().any(|word| words.contains(word));
        if unsigned && self.event.status == Status::Signed {
            return Some(Status::Planned);
        }
        if self.frame.progress && self.goes_on(words) {
            return Some(Status::InProgress);
        }
        let named = names_deal(rule, words, headline);
        if !named && !rule.ends.iter().any(|word| words.contains(word.as_str())) {
            return None;
        }
        let stands = |word: &str| {
            words.match_indices(word).any(|(at, _)| {
                let (before, behind) = (&words[..at], &words[at + word.len()..]);
                !OUTCOMES.taken_back(before) && !OUTCOMES.goes_on(behind)
            })
        };
        // 提前终止减持计划: what was done until then is what there is.
        let early = self.frame.progress && ["提前终止", "提前结束"].iter().any(|word| words.contains(word));
        if early && self.was_done() {
            return Some(Status::Completed);
        }
        // 拟终止本次重组: that it is off is all that is left to decide.
        let meant = |word: &str| {
            words
                .find(word)
                .is_some_and(|at| words[..at].strip_suffix('拟').is_some_and(|head| !OUTCOMES.taken_back(head)))
        };
        if named && OUTCOMES.off.iter().any(|word| stands(word) || meant(word)) {
            return Some(Status::Terminated);
        }
        let ends = rule.ends.iter().any(|word| words.contains(word.as_str()));
        // 要约收购期限已届满: what runs out is done only where it goes on step by step.
        let done = |word: &&&str| self.frame.progress || !word.contains("届满");
        (ends && OUTCOMES.done.iter().filter(done).any(|word| stands(word)) && self.event.status != Status::Completed)
            .then_some(Status::Completed)
    }

    /// 本次减持计划尚未实施完毕, where something has been done.
    fn goes_on(&self, words: &str) -> bool {
        let open = OUTCOMES.open.iter().filter_map(|word| words.find(word)).min();
        let open =
            open.is_some_and(|at| ["尚未", "仍未", "还未", "暂未", "未"].iter().any(|word| words[..at].contains(word)));
        open && words.contains("计划") && self.was_done()
    }

    /// Shares were bought or sold: a number, no bound.
    fn was_done(&self) -> bool {
        let exact =
            |comparator: Comparator| !matches!(comparator, Comparator::Le | Comparator::Lt | Comparator::Between);
        matches!(self.event.status, Status::Completed | Status::InProgress)
            || self.event.shares.as_ref().is_some_and(|shares| exact(shares.value.comparator))
    }

    /// A condition or hypothesis before the clause ends governs it.
    fn conditional(&self, stretch: Span, clause: Span) -> bool {
        let head = Span { start: stretch.start, end: clause.end };
        self.frames.cues().find(self.document.text(), head).any(|cue| {
            cue.classes.has(CueClass::Condition)
                || cue.classes.has(CueClass::Hypothesis)
                || cue.classes.has(CueClass::Denied)
                || (cue.classes.has(CueClass::Due) && clause.contains(cue.span))
        })
    }

    /// The clause names a firm that has no part in the deal: its own deal is told.
    fn others_deal(&self, clause: Span, headline: bool) -> bool {
        let first = self.mentions.partition_point(|mention| mention.span.start < clause.start);
        let inside = self.mentions[first..].iter().take_while(|mention| mention.span.start < clause.end);
        !headline
            && inside.filter(|mention| clause.contains(mention.span)).any(|mention| match &mention.value {
                Value::Party(party) if party.naming == Naming::Named => {
                    let words = mention.span.of(self.document.text());
                    let same = |name: &str| name == party.name || name.contains(words) || party.name.contains(name);
                    !self.event.fillers.iter().any(|filler| same(&filler.party.name))
                }
                _ => false,
            })
    }
}

/// The clause names the deal: by a word for it, or behind 本次 by a wider one.
fn names_deal(rule: &Outcome, words: &str, headline: bool) -> bool {
    let named = rule.names.iter().any(|word| words.contains(word.as_str()));
    let called = rule.called.iter().any(|word| {
        words
            .find(word.as_str())
            .is_some_and(|at| headline || OUTCOMES.back.iter().any(|back| words[..at].contains(back)))
    });
    named || called
}

/// The clauses of a stretch, without their marks.
fn clauses(text: &str, stretch: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = stretch.start;
    for (at, mark) in stretch.of(text).char_indices().filter(|(_, c)| MARKS.contains(c)) {
        let end = stretch.start + at as u32;
        if end > start {
            out.push(Span { start, end });
        }
        start = end + mark.len_utf8() as u32;
    }
    if stretch.end > start {
        out.push(Span { start, end: stretch.end });
    }
    out
}
