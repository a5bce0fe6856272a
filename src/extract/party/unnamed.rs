//! Those who act without a name: 控股股东拟增持…, 部分董事、高级管理人员计划减持…. They are known by what they are to the firm that
//! announces (EVENTS.md, names: an unnamed acting party takes its phrase).

use super::words::{WORDS, is_han};
use super::{Scene, unlisted};
use crate::extract::{Kind, Mention, Naming, Party, Value};
use crate::layout::Zone;
use crate::span::Span;

/// Characters between the words and the verb of the deal.
const REACH: usize = 40;

/// The rule of a holder known only by what it is to a firm: 甲|股东.
pub const UNNAMED_HOLDER: &str = "unnamed holder";

pub(super) fn find(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    let text = scene.text;
    let mut taken: Vec<Span> = out.iter().map(|mention| mention.span).collect();
    taken.sort_unstable_by_key(|span| (span.end, span.start));
    let known: Vec<Mention> = out.iter().filter(|mention| is_titled(text, mention.span)).cloned().collect();
    let firms: Vec<u32> = taken.iter().map(|span| span.end).collect();
    let mut last = 0;
    for hit in WORDS.holder_titles.leftmost_find_iter(text) {
        if hit.start() < last {
            continue;
        }
        let end = phrase(text, hit.end());
        let rest = &text[end..];
        // A headline's 三名股东 are those whom its text names.
        let from = if in_headline(scene, hit.start()) { hit.start() } else { counted(text, hit.start()) };
        // 上述控股股东, 原控股股东: the words stand at the head of what acts.
        let head = text[..from].chars().next_back();
        let opens = head.is_none_or(|c| !is_han(c))
            || ["公司", "的", "部分", "发布", "披露", "公告", "收到"].iter().any(|word| text[..from].ends_with(word))
            // 澜海电气|控股股东新增质押: whose holder it is stands right before.
            || firms.binary_search(&(from as u32)).is_ok();
        let acts = WORDS.adverbs.begins(rest).is_some() || WORDS.trades_shares.begins(rest).is_some();
        if !opens || !acts || !deals(rest) {
            continue;
        }
        let start = if text[..from].ends_with("部分") { from - "部分".len() } else { from };
        let span = Span::new(start, end);
        let index = taken.partition_point(|other| other.end <= span.start);
        if taken.get(index).is_some_and(|other| other.overlaps(span)) {
            continue;
        }
        last = end;
        if let Some(mut party) = named(scene, &known, span) {
            party.via = vec![format!("{}→{}", span.of(text), party.name)];
            out.push(Mention { span, value: Value::Party(Box::new(party)), rule: "named elsewhere" });
            continue;
        }
        let mut party = unlisted(Kind::Firm, span.of(text));
        party.naming = Naming::Anonymous;
        out.push(Mention { span, value: Value::Party(Box::new(party)), rule: UNNAMED_HOLDER });
    }
}

/// What somebody is to a firm stands right before the name: 控股股东|澜山集团.
fn is_titled(text: &str, span: Span) -> bool {
    WORDS.holder_set.ends(&text[..span.start as usize]).is_some()
}

/// Whom the words stand for, where their own paragraph names one by them and no other: 控股股东澜山集团提议…，控股股东计划增持….
fn named(scene: &Scene<'_, '_>, known: &[Mention], span: Span) -> Option<Party> {
    /// Ends of what only one can be to a firm.
    const ONE: &[&str] = &["控股股东", "控制人", "实控人", "大股东"];
    /// Behind these, or before them, more than one is told of.
    const LINKS: &[char] = &['、', '及', '和', '与', '暨'];
    let words = span.of(scene.text);
    let (head, rest) = (&scene.text[..span.start as usize], &scene.text[span.end as usize..]);
    if words.contains(LINKS) || !ONE.iter().any(|word| words.ends_with(word)) {
        return None;
    }
    if head.ends_with(LINKS) || rest.starts_with(LINKS) {
        return None;
    }
    let block = scene.document.blocks[scene.document.block_at(span.start)?].span;
    let mut own = known.iter().filter(|mention| {
        block.contains(mention.span)
            && scene.text[..mention.span.start as usize].ends_with(words)
            && !scene.text[mention.span.end as usize..].starts_with(LINKS)
    });
    let Value::Party(first) = &own.next()?.value else { return None };
    let same = |mention: &Mention| matches!(&mention.value, Value::Party(other) if other.name == first.name);
    own.all(same).then(|| (**first).clone())
}

const NUMBERS: &str = "两二三四五六七八九十多数";

/// The place stands in a headline: one of its own, or the one in 【】 that opens a flash.
fn in_headline(scene: &Scene<'_, '_>, at: usize) -> bool {
    let Some(block) = scene.document.block_at(at as u32).map(|block| scene.document.blocks[block]) else {
        return false;
    };
    let head = &scene.text[block.span.start as usize..at];
    matches!(block.zone, Zone::Title | Zone::Heading(_)) || head.starts_with('【') && !head.contains('】')
}

/// Where the count before the words begins: 公司|四名股东, |两股东; 第二股东 and 前十大股东 count a place.
fn counted(text: &str, start: usize) -> usize {
    let head = text[..start].strip_suffix(['名', '位', '家']).unwrap_or(&text[..start]);
    let number = head.trim_end_matches(|c: char| c.is_ascii_digit() || NUMBERS.contains(c));
    let place = number.ends_with(['第', '前', '.', '月', '年']);
    if number.len() < head.len() && !place { number.len() } else { start }
}

/// True for a phrase of nothing but what somebody is to a firm: 控股股东及其一致行动人, 部分董事.
#[must_use]
pub fn is_title(name: &str) -> bool {
    let name = name.strip_prefix("部分").unwrap_or(name);
    let number = name.trim_start_matches(|c: char| c.is_ascii_digit() || NUMBERS.contains(c));
    let name = if number.len() < name.len() { number.trim_start_matches(['名', '位', '家']) } else { name };
    WORDS.holder_set.begins(name).is_some_and(|title| phrase(name, title.len()) == name.len())
}

/// Where the phrase ends: 控股股东、实际控制人及其一致行动人.
fn phrase(text: &str, from: usize) -> usize {
    let mut end = from;
    loop {
        let rest = &text[end..];
        let link = ["、", "及其", "及", "和", "暨", "以及"].iter().find_map(|link| rest.strip_prefix(link));
        let Some(next) = link.or_else(|| rest.starts_with("一致行动人").then_some(rest)) else { return end };
        let Some(title) = WORDS.holder_set.begins(next) else { return end };
        end = text.len() - next.len() + title.len();
    }
}

/// The verb of a deal in shares follows in the clause, and a figure behind it.
fn deals(rest: &str) -> bool {
    let clause: usize = rest
        .char_indices()
        .take(REACH)
        .take_while(|(_, c)| !"。；\n".contains(*c))
        .last()
        .map_or(0, |(at, c)| at + c.len_utf8());
    let clause = &rest[..clause];
    let verb = clause.char_indices().find(|(at, _)| WORDS.trades_shares.begins(&clause[*at..]).is_some());
    verb.is_some_and(|(at, _)| clause[at..].contains(|c: char| c.is_ascii_digit()) || clause[at..].contains("股"))
}
