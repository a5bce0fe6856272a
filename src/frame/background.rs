//! Background: a deal that is only the occasion or the matter of what a sentence tells. 随着甲收购乙，市场…; 甲的IPO引发质疑. It is an
//! event only if it brings a figure, a round or a day of its own (EVENTS.md, least content).

use super::clause::{Case, Mark, Scene, Standing};
use super::cue::{CueClass, CueSet};
use super::event::Event;
use super::role::Nucleus;
use super::stage;
use crate::extract::Naming;
use crate::span::Span;

/// The most characters between an occasion that opens a clause and the head of that clause: 近日，随着….
const HEAD: usize = 6;

/// Why the deal is no news of its own; `None` if it is.
pub(super) fn only(scene: &Scene<'_>, nucleus: &Nucleus<'_>, event: &Event) -> Option<String> {
    if lowers(event) {
        return Some("the level falls: money goes out".to_owned());
    }
    if of_many(nucleus, event) {
        return Some("tells of many firms together".to_owned());
    }
    if let Some(word) = predecessor(scene, nucleus, event) {
        return Some(format!("tells of another who came before: {word}"));
    }
    if nothing_dealt_in(scene, nucleus, event) {
        return Some("names a kind of deal: nothing is dealt in".to_owned());
    }
    let (cue, until) = occasion(scene, nucleus)?;
    let word = cue.of(scene.text);
    (!has_content(scene, nucleus, event, until)).then(|| format!("only the occasion of something else: {word}"))
}

/// 多家企业完成亿元级融资: no deal of anybody's.
fn of_many(nucleus: &Nucleus<'_>, event: &Event) -> bool {
    const MANY: &[&str] = &["多家", "数家", "数十家", "一批", "众多", "不少", "两家", "三家"];
    let many =
        |name: &str| MANY.iter().any(|word| name.starts_with(word)) || name.starts_with(|c: char| c.is_ascii_digit());
    let mut mains = event.fillers.iter().filter(|filler| filler.main).peekable();
    nucleus.frame.name == "equity.round"
        && mains.peek().is_some()
        && mains.all(|filler| filler.party.naming == Naming::Anonymous && many(&filler.party.name))
}

/// 证券公司认为，并购有望提速; 在股份转让中未如实披露: no figure, no word for how far it is, and the clause names nobody who is bought:
/// the firm that the article is about was only put in its place.
fn nothing_dealt_in(scene: &Scene<'_>, nucleus: &Nucleus<'_>, event: &Event) -> bool {
    let figures = event.amount.is_some()
        || event.shares.is_some()
        || event.ratio.is_some()
        || event.price.is_some()
        || event.valuation.is_some();
    if nucleus.frame.name != "equity.acquisition" || figures || event.status_stated {
        return false;
    }
    let dealt_in = |standing: &Standing| {
        (super::offer::receives(scene, nucleus, standing))
            || standing.clause.abs_diff(nucleus.clause) <= 1
                && (standing.mark == Some(Mark::Stake) || matches!(standing.case, Case::Object | Case::Genitive))
    };
    // 股东甲协议转让股份: who deals is named.
    let acts = scene.standings.iter().any(|standing| {
        standing.clause == nucleus.clause
            && standing.case == Case::Subject
            && event.fillers.iter().any(|filler| !filler.main && filler.span == standing.span)
    });
    if acts {
        return false;
    }
    let mut mains = event.fillers.iter().filter(|filler| filler.main).peekable();
    mains.peek().is_some()
        && mains
            .all(|filler| !scene.standings.iter().any(|standing| standing.span == filler.span && dealt_in(standing)))
}

/// The word by which the deal is only the occasion or the matter of something else, and up to where figures are its own: what
/// stands behind a word that talks about it counts what it leads to.
fn occasion(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> Option<(Span, u32)> {
    let clause = scene.clauses[nucleus.clause];
    let trigger = nucleus.trigger;
    let closing: &[char] = &['，', '。', '；', '：', '”', '"', '！', '？', ',', ';', ' ', '\n', '　'];
    for (span, classes) in scene.cues(nucleus.clause) {
        let ahead = span.end <= trigger.start;
        let behind = span.start >= trigger.end;
        let opens = || scene.between(clause.start, span.start).chars().count() <= HEAD;
        let ends = || scene.clause_rest(nucleus.clause, span.end).trim_matches(closing).is_empty();
        let goes_on = || nucleus.clause + 1 < scene.clauses.len();
        if (classes.has(CueClass::Occasion) && ahead && opens() && goes_on())
            || (classes.has(CueClass::Occasioned) && behind && ends())
        {
            return Some((span, clause.end));
        }
        if classes.has(CueClass::Comment) && (ahead || behind) {
            return Some((span, if behind { span.start } else { scene.span.end }));
        }
    }
    // 甲的IPO，可能令…: the next clause goes on about what it leads to.
    let next = scene.clauses.get(nucleus.clause + 1)?;
    let leads = |(span, classes): &(Span, CueSet)| {
        // 机构称，…: who says something else there talks of another thing.
        let says = ["称", "认为", "表示", "指出"].iter().any(|word| span.of(scene.text).ends_with(word));
        classes.has(CueClass::Comment) && !says && scene.between(next.start, span.start).chars().count() <= 2
    };
    scene.cues(nucleus.clause + 1).find(leads).map(|(span, _)| (span, span.start))
}

/// 继甲之后，乙也过会: the party of the clause before came earlier and is not the one told of.
fn predecessor<'s>(scene: &Scene<'s>, nucleus: &Nucleus<'_>, event: &Event) -> Option<&'s str> {
    let main = event.fillers.iter().find(|filler| filler.main && scene.span.contains(filler.span))?;
    let clause = scene.clauses.iter().position(|clause| clause.contains(main.span))?;
    let stretch = scene.clauses[clause];
    let ends = stretch.of(scene.text).trim_end_matches(['，', ',']).ends_with('后');
    if clause >= nucleus.clause || !ends {
        return None;
    }
    let opens = |span: &Span| scene.between(stretch.start, span.start).chars().count() <= HEAD;
    scene
        .cues(clause)
        .find(|(span, classes)| classes.has(CueClass::Occasion) && span.end <= main.span.start && opens(span))
        .map(|(span, _)| span.of(scene.text))
}

/// 注册资本由3亿元减至1亿元: nobody puts money in.
fn lowers(event: &Event) -> bool {
    let quantity = event.amount.as_ref().map(|amount| &amount.value.quantity);
    event.kind.starts_with("equity.")
        && quantity.is_some_and(|quantity| {
            let level = quantity.max.or(quantity.min);
            quantity.from.zip(level).is_some_and(|(from, level)| level < from)
        })
}

/// It brings something of its own, before a place of the sentence.
fn has_content(scene: &Scene<'_>, nucleus: &Nucleus<'_>, event: &Event, until: u32) -> bool {
    let figures = [
        event.amount.as_ref().map(|amount| amount.span),
        event.shares.as_ref().map(|shares| shares.span),
        event.ratio.as_ref().map(|ratio| ratio.span),
        event.price.as_ref().map(|price| price.span),
        event.round.as_ref().map(|round| round.span),
        event.term.as_ref().map(|term| term.span),
    ];
    figures.into_iter().flatten().any(|span| span.start < until)
        || scene.values().any(|(_, span, clause)| clause == nucleus.clause && stage::is_day(span.of(scene.text)))
}

/// A product that nobody issues is only named: the words of the frame's `acts` stand neither in the trigger's clause nor beside it.
pub(super) fn no_act(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    let acts = &nucleus.frame.acts;
    let last = (nucleus.clause + 1).min(scene.clauses.len() - 1);
    let first = nucleus.clause.saturating_sub(1);
    let stretch = scene.between(scene.clauses[first].start, scene.clauses[last].end);
    !acts.is_empty() && !acts.iter().any(|word| stretch.contains(word.as_str()))
}

/// 挂牌交易|约三周之后, 上市|数日前: so much time from the deal on.
pub(super) fn is_span_of_time(rest: &str) -> bool {
    const NUMBERS: &str = "0123456789一二两三四五六七八九十数几半百多";
    const UNITS: &[&str] = &["个交易日", "个工作日", "个月", "天", "日", "周", "年", "小时", "个季度"];
    let rest = rest.trim_start_matches(['约', '近', '仅', '短', '大']);
    let counted = rest.trim_start_matches(|c| NUMBERS.contains(c));
    let unit = UNITS.iter().find_map(|unit| counted.strip_prefix(unit)).filter(|_| counted.len() < rest.len());
    let day = ["次日", "翌日", "当日", "当天", "首日"].iter().find_map(|word| rest.strip_prefix(word));
    unit.is_some_and(|tail| ["之后", "后", "之前", "前", "以来"].iter().any(|word| tail.starts_with(word)))
        || day.is_some_and(|tail| tail.starts_with(['后', '起']))
}
