//! Names of the dictionary: hits of the lexicon become parties where the context allows, with code and branch.

use super::words::{STOPS, WORDS, is_closed, is_han};
use super::{Scene, code_behind};
use crate::extract::{Kind, Mention, Naming, Party, Value};
use crate::layout::Zone;
use crate::lexicon::{Advice, Entry, EntryId, Hit};
use crate::span::Span;

/// Behind the name of a bank: the word goes on and means something else (中国银行业, 中国银行间市场).
const NOT_A_BANK: &[&str] = &["业", "间", "卡", "家", "类"];

/// Departments that speak but do not act.
const DEPARTMENTS: &[&str] = &["研究院", "研究所", "研究部", "首席"];

pub(super) fn find(scene: &Scene<'_, '_>, hits: &[Hit], out: &mut Vec<Mention>) {
    let supported: Vec<EntryId> = hits
        .iter()
        .filter(|hit| hit.advice == Advice::Plain || strong(scene, hit))
        .flat_map(|hit| hit.entries.first().copied())
        .collect();
    for (index, hit) in hits.iter().enumerate() {
        let believed = match hit.advice {
            Advice::Plain => true,
            Advice::Context => {
                hit.span.of(scene.text).chars().count() >= 4
                    || strong(scene, hit)
                    || bounded(scene, hit.span)
                    || supported.contains(&hit.entries[0])
            }
            Advice::Block => {
                strong(scene, hit)
                    || (bounded(scene, hit.span) && (supported.contains(&hit.entries[0]) || beside(scene, hits, index)))
            }
        };
        if believed && let Some(mention) = mention(scene, hit) {
            out.push(mention);
        }
    }
}

/// A code beside it, a heading of its own, or a word that only names have behind them.
fn strong(scene: &Scene<'_, '_>, hit: &Hit) -> bool {
    let rest = &scene.text[hit.span.end as usize..];
    let bank = scene.lexicon.entry(hit.entries[0]).kind == Kind::Bank;
    if code_behind(scene, hit.span.end).is_some() || (bank && branch_words(rest).is_some()) {
        return true;
    }
    if ["公告", "发布公告", "：拟", "：公司", "披露"].iter().any(|word| rest.starts_with(word)) {
        return true;
    }
    scene.document.block_at(hit.span.start).is_some_and(|block| {
        let block = scene.document.blocks[block];
        let opens = block.span.start == hit.span.start;
        (matches!(block.zone, Zone::Title | Zone::ListItem) && opens && rest.starts_with(['：', ':']))
            || scene.document.sections.iter().any(|section| section.name == hit.span)
    })
}

/// In a list of names: 、 and a plain listed firm on the left or on the right (百合花、江化微跟涨).
fn beside(scene: &Scene<'_, '_>, hits: &[Hit], index: usize) -> bool {
    let plain = |hit: &Hit| hit.advice == Advice::Plain && !scene.lexicon.entry(hit.entries[0]).codes.is_empty();
    let between = |left: &Hit, right: &Hit| &scene.text[left.span.end as usize..right.span.start as usize] == "、";
    let left = index.checked_sub(1).is_some_and(|before| plain(&hits[before]) && between(&hits[before], &hits[index]));
    let right = hits.get(index + 1).is_some_and(|next| plain(next) && between(&hits[index], next));
    left || right
}

/// No Han character that could belong to a longer word touches the name.
fn bounded(scene: &Scene<'_, '_>, span: Span) -> bool {
    let before = scene.text[..span.start as usize].chars().next_back();
    let left = before.is_none_or(|c| !is_han(c) || STOPS.contains(c))
        || WORDS.starts.ends(&scene.text[..span.start as usize]).is_some()
        || WORDS.nouns.ends(&scene.text[..span.start as usize]).is_some();
    left && is_closed(&scene.text[span.end as usize..])
}

fn mention(scene: &Scene<'_, '_>, hit: &Hit) -> Option<Mention> {
    let lexicon = scene.lexicon;
    let mut entry_id = hit.entries[0];
    let mut candidates = Vec::new();
    let printed = code_behind(scene, hit.span.end);
    if let Some((code, _)) = printed {
        let holds = |id: &&EntryId| lexicon.entry(**id).codes.iter().any(|other| other.symbol == code.symbol);
        match hit.entries.iter().find(holds) {
            Some(id) => entry_id = *id,
            None => candidates.extend(lexicon.entry_by_symbol(&code.symbol)),
        }
    } else if hit.entries.len() > 1 {
        let exact = hit.entries.iter().filter(|id| is_current_name(lexicon.entry(**id), hit.span.of(scene.text)));
        let exact: Vec<EntryId> = exact.copied().collect();
        match exact.as_slice() {
            [one] => entry_id = *one,
            [] => candidates.extend(hit.entries[1..].iter().copied()),
            [first, ..] => entry_id = *first,
        }
    }
    let entry = lexicon.entry(entry_id);
    let rest = &scene.text[hit.span.end as usize..];
    let mut span = hit.span;
    let mut branch = None;
    if matches!(entry.kind, Kind::Bank | Kind::Institution) {
        if entry.kind == Kind::Bank && NOT_A_BANK.iter().any(|word| rest.starts_with(word)) {
            return None;
        }
        let behind = printed.map_or(hit.span.end, |(_, end)| end);
        let after = &scene.text[behind as usize..];
        if DEPARTMENTS.iter().any(|word| after.starts_with(word)) {
            return None;
        }
        if let Some(words) = branch_words(after) {
            branch = Some(words.to_owned());
            span = Span { start: hit.span.start, end: behind + words.len() as u32 };
        }
    }
    let code = printed.map(|(code, _)| code.clone()).or_else(|| entry.codes.first().cloned());
    let party = Party {
        kind: entry.kind,
        naming: Naming::Named,
        name: entry.name.clone(),
        entry: Some(entry_id),
        candidates,
        code_printed: printed.is_some(),
        code,
        branch,
        via: Vec::new(),
    };
    Some(Mention { span, value: Value::Party(party), rule: "dictionary" })
}

fn is_current_name(entry: &Entry, surface: &str) -> bool {
    entry.name == surface || entry.full_name.as_deref() == Some(surface)
}

/// The branch that begins a stretch: 武汉分行, 四川省分行, 科技支行. At most ten characters before 分行 or 支行.
pub(super) fn branch_words(rest: &str) -> Option<&str> {
    let mut seen = 0;
    for (at, c) in rest.char_indices() {
        let tail = &rest[at..];
        if let Some(word) = ["分行", "支行", "营业部", "营业管理部"].iter().find(|word| tail.starts_with(**word))
        {
            // 省分行营业部 and the like go on.
            return (seen > 0).then(|| &rest[..at + word.len()]);
        }
        let fits = is_han(c) && !"的对向与和由为给从被在是将等了于及称表示公告获".contains(c);
        seen += 1;
        if !fits || seen > 10 {
            return None;
        }
    }
    None
}

/// Branches whose bank stands elsewhere: 石家庄分行, 余杭支行. The bank is found by reference resolution.
pub(super) fn branches(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    let mut taken: Vec<Span> = out.iter().map(|mention| mention.span).collect();
    taken.sort_unstable();
    for ending in ["分行", "支行"] {
        for (at, _) in scene.text.match_indices(ending) {
            let end = at + ending.len();
            let mut start = at;
            for (offset, c) in scene.text[..at].char_indices().rev().take(6) {
                if !is_han(c) || STOPS.contains(c) || "该行本".contains(c) {
                    break;
                }
                start = offset;
            }
            let count = scene.text[start..at].chars().count();
            let span = Span::new(start, end);
            let name = span.of(scene.text);
            let index = taken.partition_point(|other| other.end <= span.start);
            let overlaps = taken[index.min(taken.len())..].iter().take(2).any(|other| other.overlaps(span));
            if count < 2 || overlaps || name.contains("银行") || name.contains("各地") || name.contains("多家") {
                continue;
            }
            let mut party = super::unlisted(Kind::Bank, name);
            party.branch = Some(name.to_owned());
            out.push(Mention { span, value: Value::Party(party), rule: "branch" });
        }
    }
}
