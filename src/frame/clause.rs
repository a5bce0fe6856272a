//! Clauses: a sentence as a sequence of typed items — parties, values, cues, triggers — cut into clauses, with the *case*
//! of every party: how it stands in its clause. Frames read cases, never characters.
//!
//! `江苏银行对澄江计算增加授信至5亿元` gives 江苏银行 `subject`, 对澄江计算 `to`, 增加 a verb of giving, 授信 a trigger, 5亿元 money.

use super::cue::{Cue, CueClass, CueSet, Cues};
use super::trigger::{TriggerHit, Triggers};
use crate::extract::{Mention, Naming, Value};
use crate::layout::Document;
use crate::span::Span;

/// How a party stands in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Case {
    /// The clause begins with it: it acts.
    Subject,
    /// Behind 向 对 为 给.
    To,
    /// Behind 由 被.
    By,
    /// Behind 从 自.
    From,
    /// Behind 与 和 beside a subject.
    With,
    /// Behind a verb of giving, getting or agreeing.
    Object,
    /// Inside a circumstance: 在X起步时.
    In,
    /// Before 的.
    Genitive,
    /// Before the colon that opens the sentence or item.
    Label,
    /// It speaks: X表示.
    Speaker,
    /// Inside brackets.
    Aside,
    /// Not in the sentence: the subject of the section.
    Section,
    /// Not in the sentence: whom the article is about.
    Topic,
    /// Not in the sentence: named in the sentence before.
    Before,
}

/// The cases by the names they have in frame files and `weights.tsv`.
pub const CASES: &[(&str, Case)] = &[
    ("subject", Case::Subject),
    ("to", Case::To),
    ("by", Case::By),
    ("from", Case::From),
    ("with", Case::With),
    ("object", Case::Object),
    ("in", Case::In),
    ("genitive", Case::Genitive),
    ("label", Case::Label),
    ("speaker", Case::Speaker),
    ("aside", Case::Aside),
    ("section", Case::Section),
    ("topic", Case::Topic),
    ("before", Case::Before),
];

impl Case {
    /// The case with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        CASES.iter().find(|(known, _)| *known == name).map(|(_, case)| *case)
    }

    /// The name in frame files.
    #[must_use]
    pub fn name(self) -> &'static str {
        CASES.iter().find(|(_, case)| *case == self).map_or("subject", |(name, _)| name)
    }
}

/// One thing in a sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Item {
    /// Where, on the view.
    pub span: Span,
    /// What.
    pub kind: ItemKind,
    /// Number of its clause in the sentence.
    pub clause: usize,
    /// Inside round brackets.
    pub aside: bool,
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ItemKind {
    /// Index of a party mention.
    Party(usize),
    /// Index of any other mention.
    Value(usize),
    /// A cue word.
    Cue(CueSet),
    /// A trigger of some frame.
    Trigger(TriggerHit),
}

/// A party in its clause.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// Index of the mention.
    pub mention: usize,
    /// Where.
    pub span: Span,
    /// Clause.
    pub clause: usize,
    /// How.
    pub case: Case,
    /// It continues the list that begins with this mention.
    pub list_of: Option<usize>,
}

/// A sentence made ready for frames.
#[derive(Debug)]
pub struct Scene<'s> {
    /// The view.
    pub text: &'s str,
    /// Where the sentence stands.
    pub span: Span,
    /// Index of the sentence in the document.
    pub sentence: usize,
    /// Everything in it, by start.
    pub items: Vec<Item>,
    /// Its clauses.
    pub clauses: Vec<Span>,
    /// Its parties, by start.
    pub standings: Vec<Standing>,
}

/// Sentences with more items than this are cut: the rest of the sentence is not read (`LIMIT_REACHED`).
pub const MAX_ITEMS: usize = 2_000;

impl<'s> Scene<'s> {
    /// Makes a sentence ready; `mentions` are those of the whole document, by start. `None` if no frame has a trigger in it.
    #[must_use]
    pub fn new(
        document: &'s Document<'_>,
        sentence: usize,
        mentions: &[Mention],
        cues: &Cues,
        triggers: &Triggers,
    ) -> Option<Self> {
        let text = document.text();
        let span = document.sentences[sentence].span;
        let hits = triggers.find(text, span);
        if hits.is_empty() {
            return None;
        }
        let mut items: Vec<Item> = Vec::new();
        let mut add = |span, kind| items.push(Item { span, kind, clause: 0, aside: false });
        let first = mentions.partition_point(|mention| mention.span.start < span.start);
        let inside = mentions[first..].iter().take_while(|mention| mention.span.start < span.end);
        let mut covered: Vec<Span> = Vec::new();
        let whole = |mention: &Mention| mention.span.end <= span.end && !mention.retold();
        for (offset, mention) in inside.enumerate().filter(|(_, mention)| whole(mention)) {
            match &mention.value {
                Value::Party(_) => {
                    if covered.last().is_none_or(|last| !last.contains(mention.span)) {
                        covered.push(mention.span);
                        add(mention.span, ItemKind::Party(first + offset));
                    }
                }
                _ => add(mention.span, ItemKind::Value(first + offset)),
            }
        }
        let names = covered;
        let hidden = |span: Span| names.iter().any(|name| name.overlaps(span) && !span.contains(*name));
        let masked: Vec<Span> =
            cues.find(text, span).filter(|cue| cue.classes.has(CueClass::NoTrigger)).map(|cue| cue.span).collect();
        // 累计质押 masks 质押股份 too, which begins inside it.
        let masks = |span: Span| masked.iter().any(|mask| mask.contains(span) || (mask.start < span.start && span.start < mask.end));
        for hit in hits.into_iter().filter(|hit| !hidden(hit.span) && !masks(hit.span)) {
            add(hit.span, ItemKind::Trigger(hit));
        }
        // Cues are looked for between names, so that none is hidden by a word that reaches into one (北京分|行为).
        let mut from = span.start;
        for name in names.iter().chain(std::iter::once(&Span { start: span.end, end: span.end })) {
            if from < name.start {
                for Cue { span, classes } in cues.find(text, Span { start: from, end: name.start }) {
                    add(span, ItemKind::Cue(classes));
                }
            }
            from = from.max(name.end);
        }
        items.sort_by_key(|item| (item.span.start, std::cmp::Reverse(item.span.end)));
        items.truncate(MAX_ITEMS);
        let clauses = cut(text, span, &mut items);
        let mut scene = Self { text, span, sentence, items, clauses, standings: Vec::new() };
        scene.standings = standings(&scene, mentions);
        Some(scene)
    }

    /// The cues of one clause.
    pub fn cues(&self, clause: usize) -> impl Iterator<Item = (Span, CueSet)> + '_ {
        self.items.iter().filter(move |item| item.clause == clause && !item.aside).filter_map(|item| match item.kind {
            ItemKind::Cue(classes) => Some((item.span, classes)),
            _ => None,
        })
    }

    /// The triggers of the sentence.
    pub fn triggers(&self) -> impl Iterator<Item = (usize, TriggerHit)> + '_ {
        self.items.iter().filter_map(|item| match item.kind {
            ItemKind::Trigger(hit) => Some((item.clause, hit)),
            _ => None,
        })
    }

    /// The values of the sentence: mention index, place, clause.
    pub fn values(&self) -> impl Iterator<Item = (usize, Span, usize)> + '_ {
        self.items.iter().filter_map(|item| match item.kind {
            ItemKind::Value(index) => Some((index, item.span, item.clause)),
            _ => None,
        })
    }

    /// The words between two places of the sentence.
    #[must_use]
    pub fn between(&self, end: u32, start: u32) -> &'s str {
        self.text.get(end as usize..start.max(end) as usize).unwrap_or("")
    }

    /// The words from a place to the end of its clause.
    #[must_use]
    pub fn clause_rest(&self, clause: usize, from: u32) -> &'s str {
        self.between(from, self.clauses[clause].end)
    }
}

/// Cuts the sentence at commas, semicolons and colons outside brackets and values; numbers the items' clauses.
fn cut(text: &str, sentence: Span, items: &mut [Item]) -> Vec<Span> {
    let values: Vec<Span> = items
        .iter()
        .filter(|item| matches!(item.kind, ItemKind::Value(_) | ItemKind::Party(_)))
        .map(|item| item.span)
        .collect();
    let (mut clauses, mut brackets, mut depth, mut open) = (Vec::new(), Vec::new(), 0u32, 0);
    let mut start = sentence.start;
    let mut value = 0;
    for (offset, c) in sentence.of(text).char_indices() {
        let at = sentence.start + offset as u32;
        while value < values.len() && values[value].end <= at {
            value += 1;
        }
        let in_value = values.get(value).is_some_and(|value| value.start <= at && at < value.end);
        match c {
            '(' | '（' | '[' | '【' => {
                if depth == 0 {
                    open = at;
                }
                depth += 1;
            }
            ')' | '）' | ']' | '】' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    brackets.push(Span { start: open, end: at + 1 });
                }
            }
            '，' | '；' | '：' | ',' | ';' | ':' | '。' | '！' | '？' | '\n' if depth == 0 && !in_value => {
                let end = at + c.len_utf8() as u32;
                clauses.push(Span { start, end });
                start = end;
            }
            _ => {}
        }
    }
    if start < sentence.end || clauses.is_empty() {
        clauses.push(Span { start, end: sentence.end });
    }
    for item in items {
        item.clause = clauses.partition_point(|clause| clause.end <= item.span.start).min(clauses.len() - 1);
        item.aside = brackets.iter().any(|bracket| bracket.contains(item.span));
    }
    clauses
}

/// The most bytes between a preposition and its party (modifiers such as “五小虎”之一的).
const REACH: usize = 90;

/// Between two parties of one list.
const LINKS: &[&str] = &["、", "和", "及", "以及", "与", "或", "，", ",", "/", "及其", "、以及", "等"];

/// Ends of what somebody is: 、副总经理 between two persons does not part their list.
const POSITIONS: &[&str] = &[
    "董事", "董事长", "监事", "监事长", "监事会主席", "总经理", "经理", "总裁", "总监", "秘书", "董秘", "股东", "高管", "人员", "负责人",
    "工程师", "行动人", "控制人", "实控人", "CEO", "CFO", "先生", "女士", "合伙人", "主席", "配偶", "妻子", "子公司", "孙公司", "董事会秘书",
];

/// The words between two members of a list: 、, or 和 with what the second one is.
fn is_link(words: &str) -> bool {
    if LINKS.contains(&words) {
        return true;
    }
    let link = LINKS.iter().filter(|link| !matches!(**link, "，" | "," | "等")).find(|link| words.starts_with(**link));
    link.is_some_and(|link| {
        let rest = &words[link.len()..];
        words.chars().count() <= 24
            && !rest.contains(['，', '。', '；', '的'])
            && POSITIONS.iter().any(|position| rest.ends_with(position))
    })
}

fn standings(scene: &Scene<'_>, mentions: &[Mention]) -> Vec<Standing> {
    let mut out: Vec<Standing> = Vec::new();
    for (index, item) in scene.items.iter().enumerate() {
        let ItemKind::Party(mention) = item.kind else { continue };
        let mut standing =
            Standing { mention, span: item.span, clause: item.clause, case: Case::Subject, list_of: None };
        standing.case =
            if item.aside { Case::Aside } else { case(scene, index, mentions, &out, &mut standing.list_of) };
        out.push(standing);
    }
    out
}

fn case(
    scene: &Scene<'_>,
    index: usize,
    mentions: &[Mention],
    before: &[Standing],
    list_of: &mut Option<usize>,
) -> Case {
    let item = scene.items[index];
    if item.clause == 0 && opens_with_label(scene, item) {
        return Case::Label;
    }
    if speaks(scene, index) {
        return Case::Speaker;
    }
    // A list shares the case of its first member.
    if let Some(last) = before.iter().rev().find(|standing| standing.case != Case::Aside) {
        let link = strip_brackets(scene.between(last.span.end, item.span.start));
        let link = link.trim();
        if is_link(link) && (last.clause == item.clause || is_list(last, mentions, item)) {
            let joins = matches!(link, "与" | "和" | "及") && last.case == Case::Subject;
            if joins && joint_clause(scene, item.clause) {
                return Case::With;
            }
            *list_of = Some(last.list_of.unwrap_or(last.mention));
            return last.case;
        }
    }
    let clause = scene.clauses[item.clause];
    let rest = scene.between(item.span.end, clause.end);
    for left in scene.items[..index].iter().rev() {
        if left.clause != item.clause {
            break;
        }
        if left.aside || left.span.end > item.span.start {
            continue;
        }
        match left.kind {
            ItemKind::Cue(classes) if classes.is_preposition() => {
                if (item.span.start - left.span.end) as usize > REACH {
                    continue;
                }
                return match () {
                    () if classes.has(CueClass::To) => Case::To,
                    () if classes.has(CueClass::By) => Case::By,
                    () if classes.has(CueClass::From) => Case::From,
                    () if classes.has(CueClass::With) => Case::With,
                    () => Case::In,
                };
            }
            ItemKind::Cue(classes) if classes.is_verb() => return Case::Object,
            ItemKind::Trigger(hit) if hit.is_verb => return Case::Object,
            ItemKind::Party(_) => break,
            _ => {}
        }
    }
    if rest.starts_with('的') { Case::Genitive } else { Case::Subject }
}

/// `南京银行：为企业…`: the party stands before the colon that opens the item, with little else.
fn opens_with_label(scene: &Scene<'_>, item: Item) -> bool {
    let clause = scene.clauses[0];
    let behind = strip_brackets(scene.between(item.span.end, clause.end));
    let before = scene.between(clause.start, item.span.start);
    matches!(behind.trim(), ":" | "：") && before.chars().count() <= 12
}

/// A word of speaking follows in the clause, with nothing between that acts.
fn speaks(scene: &Scene<'_>, index: usize) -> bool {
    let item = scene.items[index];
    for next in &scene.items[index + 1..] {
        if next.clause != item.clause || (next.span.start.saturating_sub(item.span.end)) as usize > 36 {
            return false;
        }
        match next.kind {
            _ if next.aside => {}
            ItemKind::Cue(classes) if classes.has(CueClass::Speaker) => return true,
            ItemKind::Cue(classes) if classes.is_verb() || classes.has(CueClass::To) => return false,
            ItemKind::Trigger(_) => return false,
            _ => {}
        }
    }
    false
}

fn joint_clause(scene: &Scene<'_>, clause: usize) -> bool {
    scene.items.iter().filter(|item| item.clause == clause).any(|item| match item.kind {
        ItemKind::Cue(classes) => classes.has(CueClass::Joint) || classes.has(CueClass::Announced),
        ItemKind::Trigger(hit) => hit.is_joint,
        _ => false,
    })
}

/// A comma between two parties of one kind that nothing separates is a list too.
fn is_list(last: &Standing, mentions: &[Mention], item: Item) -> bool {
    let ItemKind::Party(mention) = item.kind else { return false };
    last.clause + 1 == item.clause
        && mentions[last.mention].kind() == mentions[mention].kind()
        && last.list_of.is_some()
}

/// The words without bracketed stretches: a code or alias behind a name does not part a list.
fn strip_brackets(words: &str) -> String {
    let (mut out, mut depth) = (String::new(), 0u32);
    for c in words.chars() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// True for a party that is a class (科技型企业), not somebody.
#[must_use]
pub fn is_class(mention: &Mention) -> bool {
    matches!(&mention.value, Value::Party(party) if party.naming == Naming::Class)
}
