//! Course: what sentences around a deal do to it. 本次发行数量不超过… adds a figure to the deal told before; the sum over several
//! shareholders whose own parts are told is no deal.

use super::Findings;
use super::Frames;
use super::between::own_names;
use super::clause::{Case, Scene};
use super::cue::CueClass;
use super::event::{Event, Filler};
use super::load::Trigger;
use super::role::Nucleus;
use crate::extract::{Comparator, Mention, Value};
use crate::layout::Document;
use crate::record::{DateRole, Status};
use crate::resolve::discourse::Discourse;
use crate::span::Span;
use rust_decimal::Decimal;

impl Frames {
    /// What a sentence such as 本次发行数量不超过… adds to the event of its type told shortly before, about the same party.
    /// A telling too thin for an event becomes one by the sum that such a sentence gives.
    /// Another item of a digest goes on with nothing. False if there is none.
    pub(super) fn continued(
        &self,
        more: Event,
        scene: &Scene<'_>,
        discourse: &Discourse,
        entry: &Trigger,
        findings: &mut Findings,
    ) -> bool {
        let names = own_names(scene, &more);
        let kind = more.kind.clone();
        let about = |event: &Event| {
            event.kind == kind
                && event.sentence + 3 >= scene.sentence
                && !discourse.parted(event.sentence, scene.sentence)
                && (names.is_empty()
                    || event.fillers.iter().any(|filler| filler.main && names.contains(&filler.party.name)))
        };
        if let Some(event) = findings.events.iter_mut().rev().find(|event| about(event)) {
            // 截至公告日，标的资产已完成过户: the words themselves bring the deal to its end.
            if entry.status == Some(more.status)
                && more.status_stated
                && !matches!(event.status, Status::Terminated | Status::Completed)
            {
                (event.status, event.status_stated) = (more.status, true);
            }
            let (sentence, dates) = (event.sentence, more.dates.clone());
            let planned = self.named(&kind).is_some_and(|frame| frame.progress);
            if planned {
                add_period(event, &dates);
            }
            add(event, more);
            // 甲减持…，乙减持…。减持期间为…: the time that nobody is named for holds for all told together.
            if planned && names.is_empty() {
                let beside = |event: &&mut Event| event.kind == kind && event.sentence == sentence;
                findings.events.iter_mut().filter(beside).for_each(|event| add_period(event, &dates));
            }
            return true;
        }
        let completes = |event: &Event| {
            about(event)
                && event.fillers.iter().any(|filler| filler.main)
                && self.named(&event.kind).is_some_and(|frame| frame.progress)
        };
        if more.amount.is_some()
            && let Some(place) = findings.thin.iter().rposition(|(event, _)| completes(event))
        {
            let (mut event, _) = findings.thin.remove(place);
            // 回购资金总额不低于2亿元、不超过3亿元: a bound is a plan.
            let bound = more.amount.as_ref().is_some_and(|amount| amount.value.quantity.comparator != Comparator::Eq);
            if bound {
                (event.status, event.status_stated) = (Status::Planned, true);
            }
            add(&mut event, more);
            let planned = self.named(&event.kind).and_then(|frame| frame.amount.as_ref()?.planned);
            event.amount_kind = planned.filter(|_| bound).or(event.amount_kind);
            findings.events.push(event);
            return true;
        }
        false
    }
}

/// 本次增持计划总金额不超过10亿元: the deal told before, though nobody acts in the clause.
pub(super) fn points_back(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    const BACKWARD: &[&str] = &["本次", "此次", "上述", "前述"];
    let head = scene.between(scene.span.start, nucleus.trigger.start);
    BACKWARD.iter().any(|word| head.trim_start() == *word)
}

/// 减持期间为6月11日至9月10日: when the deal is done, where it does not say so itself.
fn add_period(event: &mut Event, dates: &[(usize, DateRole)]) {
    let period = |(_, role): &&(usize, DateRole)| *role == DateRole::Period;
    let dated = event.dates.iter().any(|(_, role)| matches!(role, DateRole::Period | DateRole::Happened));
    if !dated {
        event.dates.extend(dates.iter().filter(period).copied());
    }
}

/// 公司挂牌转让甲37%股权。最终由乙以760万元竞得: who won the stake that was put up shortly before.
pub(super) fn won(
    document: &Document<'_>,
    scene: &Scene<'_>,
    nucleus: &Nucleus<'_>,
    mentions: &[Mention],
    events: &mut [Event],
) {
    let Some(role) = &nucleus.entry().wins else { return };
    let winner = scene.standings.iter().find(|standing| {
        standing.clause == nucleus.clause
            && standing.span.end <= nucleus.trigger.start
            && standing.mark.is_none()
            && (standing.case == Case::By
                || scene.between(scene.clauses[standing.clause].start, standing.span.start).ends_with('被'))
    });
    let Some((winner, Value::Party(party))) = winner.map(|winner| (winner, &mentions[winner.mention].value)) else {
        return;
    };
    let block = |sentence: usize| document.sentences[sentence].block;
    let near = |event: &&mut Event| {
        event.kind == nucleus.frame.name
            && event.sentence + 2 >= scene.sentence
            && block(event.sentence) == block(scene.sentence)
    };
    let Some(event) = events.iter_mut().rev().find(near) else { return };
    let takes_part = event.fillers.iter().any(|filler| filler.role == *role || filler.party.name == party.name);
    if !takes_part {
        let party = (**party).clone();
        event.fillers.push(Filler { role: role.clone(), party, span: winner.span, amount: None, main: false });
        event.evidence.push(scene.clauses[nucleus.clause]);
    }
}

fn main_names(event: &Event) -> Vec<&str> {
    event.fillers.iter().filter(|filler| filler.main).map(|filler| filler.party.name.as_str()).collect()
}

/// 控股股东获得甲银行贷款承诺，拟增持…: the bank that lends for it is not the company whose shares are bought.
pub(super) fn not_the_lender(events: &mut [Event]) {
    for index in 0..events.len() {
        if events[index].kind != "equity.increase" {
            continue;
        }
        let sentence = events[index].sentence;
        let lenders: Vec<String> = events
            .iter()
            .filter(|event| event.kind == "credit.loan" && event.sentence.abs_diff(sentence) <= 1)
            .flat_map(|event| event.role("lender").map(|filler| filler.party.name.clone()))
            .collect();
        events[index].fillers.retain(|filler| filler.role != "company" || !lenders.contains(&filler.party.name));
    }
}

/// 该行将给予1.3亿元贷款，专供公司回购股份: who lends for a repurchase buys nothing back, the borrower does.
pub(super) fn borrower_buys_back(events: &mut [Event]) {
    for index in 0..events.len() {
        if events[index].kind != "equity.repurchase" {
            continue;
        }
        let sentence = events[index].sentence;
        let borrower = events
            .iter()
            .filter(|event| event.kind == "credit.loan" && event.sentence.abs_diff(sentence) <= 1)
            .find(|loan| {
                let lends = |name: &str| loan.role("lender").any(|lender| lender.party.name == name);
                events[index].fillers.iter().any(|filler| filler.main && lends(&filler.party.name))
            })
            .and_then(|loan| loan.role("borrower").next().cloned());
        let Some(borrower) = borrower else { continue };
        for filler in events[index].fillers.iter_mut().filter(|filler| filler.main) {
            *filler = Filler { role: filler.role.clone(), main: true, ..borrower.clone() };
        }
    }
}

/// 甲公告，股东王澜计划减持…。董事李澜计划减持…: whose shares the first sentence deals in the next ones do too.
pub(super) fn hand_down(frames: &Frames, document: &Document<'_>, events: &mut [Event]) {
    /// Sentences without the company's name.
    const REACH: usize = 2;
    /// The role of the firm whose shares are dealt in.
    const COMPANY: &str = "company";
    let block = |event: &Event| document.sentences[event.sentence].block;
    for index in 1..events.len() {
        let asks = frames.named(&events[index].kind).is_some_and(|frame| frame.roles.contains_key(COMPANY));
        if !asks || events[index].role(COMPANY).next().is_some() {
            continue;
        }
        let own: Vec<String> = events[index].fillers.iter().map(|filler| filler.party.name.clone()).collect();
        let told = events[..index].iter().rev().find(|event| {
            event.sentence + REACH >= events[index].sentence
                && block(event) == block(&events[index])
                && event.role(COMPANY).next().is_some()
        });
        let company = told.and_then(|event| event.role(COMPANY).next()).cloned();
        if let Some(company) = company.filter(|company| !own.contains(&company.party.name)) {
            events[index].fillers.push(company);
        }
    }
}

/// 集中竞价减持不超过100万股，大宗交易减持不超过200万股，合计不超过300万股: what one party does in several ways is one deal, and the
/// sum tells it (EVENTS.md, one event or several).
pub(super) fn fold_parts(frames: &Frames, document: &Document<'_>, events: &mut Vec<Event>) {
    let mut index = 0;
    while index < events.len() {
        let parts = parts_of(frames, document, events, index);
        let mut whole = events[index].clone();
        for part in &parts {
            let part = &events[*part];
            let new = part.dates.iter().filter(|date| !whole.dates.contains(date)).copied();
            whole.dates.extend(new.collect::<Vec<_>>());
            let held: Vec<&str> = whole.fillers.iter().map(|filler| filler.role.as_str()).collect();
            let new = part.fillers.iter().filter(|filler| !held.contains(&filler.role.as_str()));
            let new: Vec<Filler> = new.cloned().collect();
            whole.fillers.extend(new);
        }
        events[index] = whole;
        let mut place = 0;
        events.retain(|_| {
            place += 1;
            !parts.contains(&(place - 1))
        });
        index = index + 1 - parts.iter().filter(|part| **part < index).count();
    }
}

/// 以集中竞价方式减持不超过200万股，以大宗交易方式减持不超过400万股: the ways of one plan. Its whole is not told there, only the parts
/// (EVENTS.md, amount: null if only the parts are stated).
pub(super) fn fold_ways(document: &Document<'_>, events: &mut Vec<Event>) {
    const WAYS: &[&str] = &["集中竞价", "大宗交易", "协议转让"];
    let way = |event: &Event| {
        let shares = event.shares.as_ref()?;
        let head = &document.text()[..shares.span.start as usize];
        let clause = head.rsplit(['，', '；', '。', ',', ';', '\n']).next().unwrap_or("");
        WAYS.iter().position(|way| clause.contains(way)).filter(|_| event.status == Status::Planned)
    };
    let mut index = 0;
    while index < events.len() {
        let Some(own) = way(&events[index]) else {
            index += 1;
            continue;
        };
        let first = &events[index];
        let (kind, sentence, names) = (first.kind.clone(), first.sentence, main_names(first));
        let part = |other: &Event| {
            other.kind == kind
                && other.sentence == sentence
                && main_names(other) == names
                && way(other).is_some_and(|way| way != own)
        };
        let parts: Vec<usize> = (index + 1..events.len()).filter(|other| part(&events[*other])).collect();
        for place in parts.iter().rev() {
            events.remove(*place);
        }
        if !parts.is_empty() {
            (events[index].shares, events[index].ratio) = (None, None);
        }
        index += 1;
    }
}

/// The events that tell the parts of one whose shares are the sum, by its words or by count.
fn parts_of(frames: &Frames, document: &Document<'_>, events: &[Event], index: usize) -> Vec<usize> {
    let level = |event: &Event| event.shares.as_ref().and_then(|shares| shares.value.max.or(shares.value.min));
    let block = |event: &Event| document.sentences[event.sentence].block;
    let whole = &events[index];
    let Some((held, sum)) = whole.shares.as_ref().zip(level(whole)) else { return Vec::new() };
    if !frames.named(&whole.kind).is_some_and(|frame| frame.progress) {
        return Vec::new();
    }
    let is_part = |other: &Event| {
        other.kind == whole.kind
            && block(other) == block(whole)
            && other.sentence.abs_diff(whole.sentence) <= 1
            && main_names(other) == main_names(whole)
            && level(other).is_some_and(|part| part < sum)
            // 拟合计减持不超过300万股。6月5日减持200万股: what has been done of a plan is no way of it.
            && (whole.status == Status::Planned) == (other.status == Status::Planned)
    };
    let parts: Vec<usize> = (0..events.len()).filter(|other| *other != index && is_part(&events[*other])).collect();
    let head = &document.text()[..held.span.start as usize];
    let clause = head.rfind(['，', '；', '。', '：', ',', ';']).map_or(0, |at| at + 1);
    let clause = (clause..head.len()).find(|at| head.is_char_boundary(*at)).unwrap_or(head.len());
    let stretch = Span { start: clause as u32, end: held.span.start };
    let told = || frames.cues().find(document.text(), stretch).any(|cue| cue.classes.has(CueClass::Sum));
    let counted = || {
        let total = parts.iter().filter_map(|part| level(&events[*part])).try_fold(Decimal::ZERO, Decimal::checked_add);
        total.is_some_and(|total| (total - sum).abs() <= sum * Decimal::new(1, 3))
    };
    if parts.is_empty() || !(told() || counted()) { Vec::new() } else { parts }
}

/// A、B拟合计减持…, where A and B each have an event of their own: the sum is none.
pub(super) fn drop_sums(frames: &Frames, events: &mut Vec<Event>) {
    let follows = |event: &Event| frames.frames().iter().any(|frame| frame.progress && frame.name == event.kind);
    let mut index = 0;
    while index < events.len() {
        let sum = &events[index];
        let names = main_names(sum);
        let alone = |name: &&str| {
            events.iter().enumerate().any(|(other, event)| {
                other != index && event.kind == sum.kind && main_names(event) == [*name] && has_figures(event)
            })
        };
        if follows(sum) && ((names.len() > 1 && names.iter().all(alone)) || in_progress_told(events, index)) {
            events.remove(index);
        } else {
            index += 1;
        }
    }
}

/// 7月回购86万股，截至7月31日累计回购402万股，支付5761万元: the part without money is told in the progress.
fn in_progress_told(events: &[Event], part: usize) -> bool {
    let shares = |event: &Event| event.shares.as_ref().and_then(|shares| shares.value.min);
    let single = &events[part];
    single.amount.is_none()
        && matches!(single.status, Status::Completed | Status::InProgress)
        && events.iter().enumerate().any(|(other, whole)| {
            other != part
                && whole.kind == single.kind
                && whole.status == Status::InProgress
                && whole.amount.is_some()
                && whole.sentence.abs_diff(single.sentence) <= 1
                && main_names(whole) == main_names(single)
                && matches!((shares(single), shares(whole)), (Some(less), Some(more)) if less < more)
        })
}

fn has_figures(event: &Event) -> bool {
    event.amount.is_some() || event.shares.is_some() || event.ratio.is_some()
}

/// Takes over what a sentence adds to the event told before it: only what is not known yet.
pub(super) fn add(event: &mut Event, mut more: Event) {
    // 不超过发行前总股本的30% is no cap of a placement whose exact number is known.
    let known = event.shares.as_ref().is_some_and(|shares| shares.value.comparator == Comparator::Eq);
    event.shares = event.shares.take().or(more.shares);
    if event.ratio.is_none() && !known {
        (event.ratio, event.ratio_base) = (more.ratio, more.ratio_base);
    }
    event.price = event.price.take().or(more.price);
    event.term = event.term.take().or(more.term);
    event.rate = event.rate.or(more.rate);
    event.valuation = event.valuation.take().or(more.valuation);
    if event.amount.is_none() {
        (event.amount, event.amount_kind) = (more.amount, more.amount_kind);
    }
    event.purpose = event.purpose.or(more.purpose);
    let held: Vec<String> = event.fillers.iter().map(|filler| filler.role.clone()).collect();
    // 公司拟收购…。交易对方为甲: the other side of a purchase sells.
    let (buyer, seller) = ("acquirer", "seller");
    let buys = event.rules.iter().any(|rule| rule == "equity.acquisition/get") && held.iter().any(|role| role == buyer);
    for filler in more.fillers.iter_mut().filter(|filler| buys && filler.role == buyer) {
        let known = event.role(buyer).any(|other| other.party.name == filler.party.name);
        if !known {
            seller.clone_into(&mut filler.role);
        }
    }
    let new = |filler: &Filler| !filler.main && !held.contains(&filler.role);
    event.fillers.extend(more.fillers.into_iter().filter(new));
    if more.stage.is_some() && event.stage.is_some() && more.stage != event.stage {
        event.stage = more.stage;
    }
}
