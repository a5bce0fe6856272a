//! Amounts: which money belongs to which deal of a sentence. Every deal scores every amount; the best pairs win, and one
//! amount has one deal.

use super::clause::{ItemKind, Scene};
use super::cue::CueClass;
use super::load::Frame;
use super::role::Nucleus;
use super::weight::Weights;
use crate::extract::{Comparator, Mention, Money, Value};
use crate::record::{AmountKind, Status};
use crate::span::Span;
use rust_decimal::Decimal;

/// Points of an amount for a deal.
pub(super) fn score(scene: &Scene<'_>, nucleus: &Nucleus<'_>, span: Span, clause: usize, weights: &Weights) -> f32 {
    let points = &weights.amount;
    let trigger = nucleus.trigger;
    let mut sum = points.same_clause + points.strength * (f32::from(nucleus.entry().strength) - 1.0);
    let distance = clause.abs_diff(nucleus.clause) as f32;
    sum += if clause < nucleus.clause { points.clause_before } else { points.clause_behind } * distance;
    if span.end <= trigger.start {
        let between = scene.between(span.end, trigger.start);
        if between.chars().count() <= 14 && !between.contains(['，', '；', '。', '、']) {
            sum += points.before_trigger;
        }
    } else if trigger.end <= span.start {
        let between = scene.between(trigger.end, span.start);
        if between.chars().count() <= 10 && !between.contains(['；', '。']) {
            sum += points.behind_trigger;
        }
    }
    let head = scene.between(scene.clauses[clause].start, span.start);
    if let Some(rule) = &nucleus.frame.amount {
        let near: String = head.chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect();
        if rule.cues.iter().any(|cue| near.contains(cue.as_str())) {
            sum += points.cue;
        }
        // 注册资本：5000万元: the label is the clause before.
        // …净资产账面价值，预计不超过2500万元: so does a clause that only counts it.
        let bare = matches!(head.trim_end_matches(['约', '为']), "" | "预计" | "合计" | "共");
        let label = clause.checked_sub(1).filter(|_| bare).map(|before| scene.clauses[before].of(scene.text));
        let label = label.map(|label| label.trim_end_matches(['：', ':', '，'])).unwrap_or("");
        if rule.not.iter().any(|word| label.ends_with(word.as_str())) {
            return f32::NEG_INFINITY;
        }
        let behind = scene.clause_rest(clause, span.end).trim_start_matches(['的', '、']);
        let behind: String = behind.chars().take(8).collect();
        if rule.not_behind.iter().any(|word| behind.contains(word.as_str())) {
            return f32::NEG_INFINITY;
        }
        // 投后估值超百亿元, 累计融资近10亿元.
        let near = near.rsplit(['，', '、', '。']).next().unwrap_or("");
        if rule.not.iter().any(|word| near.contains(word.as_str())) {
            return f32::NEG_INFINITY;
        }
    }
    // 募资295亿元，仅次于甲的532亿元: with what it is compared.
    let compared = head.ends_with('的') && COMPARED.iter().any(|word| head.contains(word));
    if compared
        || super::round::is_other_sum(scene, nucleus, span, clause)
        || super::apart::another_follows(scene, nucleus, clause)
    {
        return f32::NEG_INFINITY;
    }
    if super::judge::source(scene, nucleus).is_some_and(|from| span.start < from) {
        return f32::NEG_INFINITY;
    }
    if is_each(head) || is_old_level(head, scene.clause_rest(clause, span.end)) {
        sum += points.other_figure;
    }
    if done_otherwise(scene, nucleus, span) {
        sum += points.other_figure;
    }
    if counts_something_else(scene, nucleus, span, clause) {
        sum += points.other_figure;
    }
    if scene.items.iter().any(|item| item.span == span && item.aside) {
        sum += points.aside;
    }
    sum
}

/// Before what another deal brought.
const COMPARED: &[&str] = &["仅次于", "相较于", "相比于", "刷新了", "刷新", "打破了", "打破"];

/// What the words before an amount tell of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// One party's part: 公司认缴4400万元.
    Part,
    /// All of the deal: 注册资本2000万元, 基金规模5亿元.
    Whole,
    /// The words do not say.
    Unsaid,
}

/// Whether an amount is one party's part of the deal or all of it, by the words of the frame before it.
pub(super) fn extent(scene: &Scene<'_>, frame: &Frame, span: Span, clause: usize) -> Extent {
    /// Characters before the amount.
    const NEAR: usize = 12;
    let Some(rule) = frame.amount.as_ref().filter(|rule| !rule.wholes.is_empty() || !rule.parts.is_empty()) else {
        return Extent::Unsaid;
    };
    let head = scene.between(scene.clauses[clause].start, span.start);
    let near = head.char_indices().rev().nth(NEAR - 1).map_or(head, |(at, _)| &head[at..]);
    let near = near.rsplit(['，', '、', '。']).next().unwrap_or("");
    let told = |words: &[String]| words.iter().any(|word| near.contains(word.as_str()));
    match () {
        () if told(&rule.wholes) => Extent::Whole,
        () if told(&rule.parts) => Extent::Part,
        () => Extent::Unsaid,
    }
}

/// Less than any deal of the type brings.
pub(super) fn is_too_small(frame: &Frame, value: &Value) -> bool {
    let least = frame.amount.as_ref().and_then(|rule| rule.least).map(Decimal::from);
    match (value, least) {
        (Value::Money(money), Some(least)) => {
            money.quantity.max.or(money.quantity.min).is_some_and(|level| level < least)
        }
        _ => false,
    }
}

/// 由“不低于5000万元”调整为“不低于1亿元”: what was before the change.
fn is_old_level(head: &str, rest: &str) -> bool {
    let head = head.trim_end_matches(['“', '"', '‘', ' ']);
    let changes = ["调整为", "变更为", "修改为", "调整至", "变更至"].iter().any(|word| rest.contains(word));
    changes && ["由", "从", "由原来的", "由原", "原为", "由原先的"].iter().any(|word| head.ends_with(word))
}

/// 每艘2450万美元, 每户50万元, 3元/1元注册资本: of one piece, not of the deal.
fn is_each(head: &str) -> bool {
    if head.ends_with(['/', '／']) {
        return true;
    }
    let mut last = head.trim_end_matches(['约', '为', '近', '超', ' ']).chars().rev();
    matches!(last.next(), Some(c) if "艘架台辆套座户家人笔只期年月".contains(c)) && last.next() == Some('每')
}

/// The amount stands right behind the act of another deal: 增持5000万元至1亿元并获贷款承诺函. 获得甲银行2亿元贷款 names who gives it.
fn done_otherwise(scene: &Scene<'_>, nucleus: &Nucleus<'_>, span: Span) -> bool {
    let parted = |from: u32| {
        scene.standings.iter().any(|standing| standing.span.start >= from && standing.span.end <= span.start)
    };
    // 减持总金额4000万元 goes on with the deal itself.
    let own = |hit: Span| {
        let words = hit.of(scene.text);
        nucleus.frame.triggers.iter().any(|entry| entry.continues && entry.words.iter().any(|word| word == words))
    };
    // 获得3亿元的贷款: a verb of getting or giving carries this deal as well as another.
    let carries = |hit: Span| {
        scene.items.iter().any(|item| match item.kind {
            ItemKind::Cue(classes) => item.span == hit && classes.is_verb(),
            _ => false,
        })
    };
    // 以股票为抵押获得50亿美元贷款: the verb behind the other deal's words gives the money.
    let turns = |from: u32| {
        scene.items.iter().any(|item| match item.kind {
            ItemKind::Cue(classes) => classes.is_verb() && item.span.start >= from && item.span.end <= span.start,
            _ => false,
        })
    };
    scene.triggers().any(|(_, hit)| {
        hit.is_verb
            && !turns(hit.span.end)
            && !own(hit.span)
            && !carries(hit.span)
            && !parted(hit.span.end)
            && !hit.span.overlaps(nucleus.trigger)
            && hit.span.end <= span.start
            && !(hit.span.end <= nucleus.trigger.start && nucleus.trigger.end <= span.start)
            && scene.between(hit.span.end, span.start).chars().count() <= 4
            && !scene.between(hit.span.end, span.start).contains(['的', '，', '；', '：'])
    })
}

/// The number stands behind a word such as 营收 or 余额, with nothing of this deal between.
fn counts_something_else(scene: &Scene<'_>, nucleus: &Nucleus<'_>, span: Span, clause: usize) -> bool {
    // 1亿元应收账款转让给银行: what is given for the money, not the money.
    let behind = scene.clause_rest(clause, span.end).trim_start_matches('的');
    if nucleus.frame.name.starts_with("credit.") && behind.starts_with("应收") {
        return true;
    }
    // 提供2亿元股票回购增持贷款: the loan's, not the purchase's.
    if matches!(nucleus.frame.name.as_str(), "equity.repurchase" | "equity.increase") {
        let near: String = behind.chars().take_while(|c| !"，。；、".contains(*c)).take(16).collect();
        if near.contains("贷款") && !near.contains("资金") {
            return true;
        }
    }
    // 数百亿美元规模的扩建计划, not 200亿元规模的贷款: how large something else is.
    if let Some(sized) = behind.strip_prefix("规模") {
        let from = scene.clauses[clause].end - sized.trim_start_matches('的').len() as u32;
        let own = nucleus.trigger.start >= from && scene.between(from, nucleus.trigger.start).chars().count() <= 6;
        if !sized.is_empty() && !sized.starts_with(['，', '。', '；']) && !own {
            return nucleus.frame.name.starts_with("credit.");
        }
    }
    // 产生了5.37亿元的商誉: what the money is.
    let start = scene.clauses[clause].end - behind.len() as u32;
    let told = scene.items.iter().any(|item| match item.kind {
        ItemKind::Cue(classes) => {
            item.span.start == start
                && (classes.has(CueClass::OtherFigure) || classes.has(CueClass::Balance))
                && !nucleus.trigger.overlaps(item.span)
        }
        _ => false,
    });
    if told {
        return true;
    }
    let left = scene.items.iter().rev().filter(|item| item.clause == clause && item.span.end <= span.start);
    for item in left {
        match item.kind {
            ItemKind::Cue(classes) if classes.has(CueClass::OtherFigure) || classes.has(CueClass::Balance) => {
                let gap = scene.between(item.span.end, span.start);
                let own = |rule: &super::load::AmountRule| {
                    rule.cues.iter().any(|cue| item.span.of(scene.text) == cue.as_str())
                };
                let held = nucleus.trigger.overlaps(item.span) || nucleus.frame.amount.as_ref().is_some_and(own);
                return !held && gap.chars().count() <= 12;
            }
            ItemKind::Trigger(hit) if hit.span == nucleus.trigger => return false,
            ItemKind::Value(_) | ItemKind::Party(_) => return false,
            _ => {}
        }
    }
    false
}

/// What the money of a deal counts.
pub(super) fn kind(
    frame: &Frame,
    money: &Money,
    raw: &str,
    head: &str,
    sentence: &str,
    status: Status,
) -> Option<AmountKind> {
    let rule = frame.amount.as_ref()?;
    let quantity = &money.quantity;
    if rule.levels {
        let raised_to = ["至", "到"].iter().any(|word| head.ends_with(word) || raw.starts_with(word));
        let by = ["增加", "提高", "追加", "新增", "调增", "增授", "增资"].iter().any(|word| head.contains(word));
        if quantity.comparator == Comparator::FromTo
            || quantity.from.is_some()
            || (raised_to && by)
            || ["增至", "提至", "升至"].iter().any(|word| head.ends_with(word))
        {
            return Some(AmountKind::LevelAfter);
        }
    }
    let promised = rule.promised.iter().any(|word| sentence.contains(word.as_str()));
    let capped = quantity.min.is_none() || quantity.comparator == Comparator::Between || promised;
    if capped && let Some(kind) = rule.capped {
        return Some(kind);
    }
    // 宣布最高8000亿日元回购: a cap is what may be spent.
    let bound = status == Status::Announced && quantity.min.is_none();
    if (status == Status::Planned || bound)
        && let Some(kind) = rule.planned
    {
        return Some(kind);
    }
    Some(rule.kind)
}

/// The money mentions of a sentence: mention index, place, clause.
pub(super) fn amounts<'s>(
    scene: &'s Scene<'_>,
    mentions: &'s [Mention],
) -> impl Iterator<Item = (usize, Span, usize)> + 's {
    scene.values().filter(|(index, span, clause)| {
        matches!(mentions[*index].value, Value::Money(_)) && !super::figure::is_price(scene, *span, *clause)
    })
}
