//! Dates of a deal: which dates of a sentence belong to it, in which role, and what it takes over from the article: the day
//! of the announcement, else the dateline (EVENTS.md, dates).

use super::clause::Scene;
use super::cue::CueClass;
use super::event::Event;
use super::role::Nucleus;
use super::slot::head_near;
use crate::extract::date::Precision;
use crate::extract::{Mention, Value};
use crate::layout::Document;
use crate::record::{DateRole, Status};
use crate::resolve::date::{Use, usage};
use crate::resolve::discourse::Discourse;
use crate::span::Span;

/// Words and signs between the two ends of a stretch of time, or behind its first day.
const STRETCHES: &[&str] = &["至", "到", "-", "－", "—", "–", "~", "～", "起", "以来", "期间"];

/// Characters behind a date in which it is told that a price is that day's: 今日软件板块走强.
const NEAR_PRICE: usize = 6;

/// Characters behind a year in which it is told that something is the most of it: 今年网上中签率最高的新股.
const NEAR_RANK: usize = 10;

/// Gives the event a date of its sentence, if the date is one of the deal.
pub(super) fn read(
    scene: &Scene<'_>,
    nucleus: &Nucleus<'_>,
    reach: (usize, usize),
    clause: usize,
    index: usize,
    mentions: &[Mention],
    event: &mut Event,
) {
    let span = mentions[index].span;
    if clause < reach.0 || clause > reach.1 || in_title(scene, span) {
        return;
    }
    let told = usage(scene.text, span);
    if matches!(told, Use::Dateline | Use::None) || event.dates.iter().any(|(other, _)| *other == index) {
        return;
    }
    if told != Use::Disclosure
        && (parted(scene, clause, nucleus)
            || counts_else(scene, clause, nucleus)
            || trading(scene, clause, span)
            || dated_itself(scene, nucleus, clause, index, mentions))
    {
        return;
    }
    // 6月30日，甲在港交所挂牌；乙的申请获受理.
    let staged = !nucleus.frame.stages.is_empty();
    if staged && told != Use::Disclosure && super::apart::another_acts(scene, nucleus, clause) {
        return;
    }
    let head = scene.between(scene.clauses[clause].start, span.start);
    let tail = scene.clause_rest(clause, span.end);
    let raw = span.of(scene.text);
    // 自公告披露之日起15个交易日后: counted from a day that the text does not name.
    // 拟自2月11日起15个交易日后的3个月内: nor the day from which it counts.
    if head.trim_end().ends_with("日起") || (tail.starts_with('起') && tail.contains("后的")) {
        return;
    }
    // 6月26日(星期五): the word for the day named before.
    if head.ends_with(['(', '（'])
        && tail.starts_with([')', '）'])
        && ["周", "星期", "礼拜"].iter().any(|word| raw.starts_with(word))
    {
        return;
    }
    // 今年4月成立的基金, 自2020年11月成立以来: when somebody was founded.
    if ["成立", "创立", "创办", "诞生"].iter().any(|word| tail.starts_with(word))
        && !nucleus.trigger.of(scene.text).contains("立")
    {
        return;
    }
    // 周六你需要知道的隔夜要闻: the day of the digest.
    if tail.starts_with("你需要知道") {
        return;
    }
    // 有望成为2019年以来首家…, 今年迄今最快: what the deal is compared with.
    let since = ["以来", "迄今", "至今"].iter().any(|word| raw.ends_with(word) || tail.starts_with(word));
    // 年内最贵新股, 今年股价大涨: nor a rank or a price within the year.
    let behind: String = tail.chars().take(NEAR_RANK).collect();
    // 2024年首轮融资, 2018年首次公开发行, 2025年以最高10亿元回购 are deals of the year.
    let counted = ["首次公开", "首发", "首轮", "首期", "首批"].iter().any(|word| tail.starts_with(word))
        || (tail.starts_with('第')
            && (behind.contains(['轮', '期', '季', '批'])
                || ["次回购", "次增持", "次减持", "次融资", "次发行"].iter().any(|word| behind.contains(word))));
    let superlative = ["最高", "最大", "最贵", "最多"].iter().any(|word| {
        behind.split_once(word).is_some_and(|(_, rest)| !rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    });
    let rank = raw.ends_with(['内', '年']) && !counted && (tail.starts_with(['首', '最', '第']) || superlative);
    let near: String = tail.chars().take(NEAR_PRICE).collect();
    let price = ["股价", "涨幅", "市值", "累计涨", "板块"].iter().any(|word| near.contains(word));
    if (since && tail.contains(['首', '最', '第'])) || rank || price {
        return;
    }
    let vague = matches!(&mentions[index].value, Value::Date(date) if date.start.is_none() && date.end.is_none());
    let as_of = |words: &str| words.ends_with("截至") || words.ends_with("截止");
    let due = ["到期", "届满", "截止"].iter().any(|word| tail.starts_with(word))
        || (event.status == Status::Planned
            && ["将于", "拟于", "定于", "预计于", "最快", "最早"].iter().any(|word| head_near(head, word)));
    let board = clause <= nucleus.clause && (tail.contains("董事会") || tail.starts_with("审议通过"));
    let role = match () {
        () if as_of(head.trim_end()) || raw.starts_with("截至") => DateRole::AsOf,
        // 近日宣布完成: when it happened is all that is told.
        () if (told == Use::Disclosure && !vague) || board => DateRole::Announced,
        () if due => DateRole::Due,
        () if STRETCHES.iter().any(|word| raw.contains(word)) => DateRole::Period,
        () => DateRole::Happened,
    };
    event.dates.push((index, role));
}

/// A semicolon parts the date from the deal, and what stands there is a deal of another type: A增持…；B取得贷款.
fn parted(scene: &Scene<'_>, clause: usize, nucleus: &Nucleus<'_>) -> bool {
    let ends = |clause: &usize| scene.clauses[*clause].of(scene.text).trim_end().ends_with(['；', ';']);
    let own = nucleus.clause;
    if !(clause.min(own)..clause.max(own)).any(|clause| ends(&clause)) {
        return false;
    }
    let first = (0..clause).rev().find(ends).map_or(0, |clause| clause + 1);
    let last = (clause..scene.clauses.len()).find(ends).unwrap_or(scene.clauses.len() - 1);
    let own_frame = scene.triggers().find(|(_, hit)| hit.span == nucleus.trigger && hit.trigger == nucleus.number);
    // 今年4月，两家的方案批下来：前者是…；后者是…: what stands before all deals holds for all.
    if first == 0 && scene.triggers().all(|(other, _)| other > clause) {
        return false;
    }
    let inside = || scene.triggers().filter(|(clause, _)| (first..=last).contains(clause));
    inside().count() > 0 && own_frame.is_some_and(|(_, own)| inside().all(|(_, hit)| hit.frame != own.frame))
}

/// The deal's own clause names a day, and the date stands in an earlier one in which nothing is dealt: what happened then is
/// another thing (股价在2月10日见顶，…，王澜于6月减持).
fn dated_itself(scene: &Scene<'_>, nucleus: &Nucleus<'_>, clause: usize, index: usize, mentions: &[Mention]) -> bool {
    let day = |index: usize| match &mentions[index].value {
        Value::Date(date) => date.start.is_some() && matches!(date.precision, Precision::Day | Precision::Month),
        _ => false,
    };
    let own = || {
        scene.values().filter(|(_, span, other)| *other == nucleus.clause && span.end <= nucleus.trigger.start).any(
            |(index, span, _)| {
                day(index)
                    && span.of(scene.text).starts_with(|c: char| c.is_ascii_digit())
                    && usage(scene.text, span) == Use::Deal
            },
        )
    };
    let as_of = |span: Span| {
        let head = scene.between(scene.clauses[clause].start, span.start);
        head.trim_end().ends_with(['至', '止']) || span.of(scene.text).starts_with("截")
    };
    if as_of(mentions[index].span) {
        return false;
    }
    // 王澜于6月减持…；次年5月，王澜再减持…: what a semicolon parts from a deal that is dated itself.
    let from = (0..nucleus.clause)
        .rev()
        .find(|clause| scene.clauses[*clause].of(scene.text).trim_end().ends_with(['；', ';']))
        .map_or(0, |clause| clause + 1);
    let dated = || {
        scene.values().any(|(index, span, other)| {
            (from..=nucleus.clause).contains(&other)
                && span.end <= nucleus.trigger.start
                && span.of(scene.text).starts_with(|c: char| c.is_ascii_digit())
                && matches!(&mentions[index].value, Value::Date(_))
                && usage(scene.text, span) == Use::Deal
        })
    };
    let until = (nucleus.clause..scene.clauses.len())
        .find(|clause| scene.clauses[*clause].of(scene.text).trim_end().ends_with(['；', ';']));
    if (clause < from || until.is_some_and(|until| clause > until)) && dated() {
        return true;
    }
    clause < nucleus.clause && !scene.triggers().any(|(other, _)| other == clause) && own()
}

/// 股票将于5月20日复牌: a day of trading, not of the deal.
fn trading(scene: &Scene<'_>, clause: usize, span: Span) -> bool {
    let rest = scene.clause_rest(clause, span.end);
    let told = ["停牌", "复牌"].iter().filter_map(|word| rest.find(word)).min();
    told.is_some_and(|at| {
        let place = span.end + at as u32;
        !scene.triggers().any(|(_, hit)| hit.span.start >= span.end && hit.span.end <= place)
    })
}

/// A clause of results: 2025年营收同比增长57%.
fn counts_else(scene: &Scene<'_>, clause: usize, nucleus: &Nucleus<'_>) -> bool {
    clause != nucleus.clause
        && scene.cues(clause).any(|(_, classes)| classes.has(CueClass::OtherFigure))
        && !scene.triggers().any(|(other, _)| other == clause)
}

/// Inside 《…》: part of a document's name.
fn in_title(scene: &Scene<'_>, span: Span) -> bool {
    let head = scene.between(scene.span.start, span.start);
    head.rfind('《').is_some_and(|open| head.rfind('》').is_none_or(|close| close < open))
}

/// Gives events without a known day the day on which their paragraph, else the article, made them known.
pub fn complete(document: &Document<'_>, mentions: &[Mention], discourse: &Discourse, events: &mut [Event]) {
    for event in events {
        // 将于7月9日买卖: what lies behind the day of publication has not happened.
        if let Some(published) = document.published.end.or(document.published.start) {
            for (index, role) in &mut event.dates {
                let ahead = matches!(&mentions[*index].value, Value::Date(date) if date.start.is_some_and(|day| day > published));
                if ahead && *role == DateRole::Happened {
                    *role = DateRole::Due;
                }
            }
        }
        let resolved = |index: usize| match &mentions[index].value {
            Value::Date(date) => date.start.is_some() || date.end.is_some(),
            _ => false,
        };
        if event.dates.iter().any(|(index, _)| resolved(*index)) {
            continue;
        }
        let block = document.sentences[event.sentence].block as usize;
        if let Some(index) = discourse.disclosed(document, block)
            && !event.dates.iter().any(|(other, _)| *other == index)
        {
            event.dates.push((index, DateRole::Announced));
        }
    }
}
