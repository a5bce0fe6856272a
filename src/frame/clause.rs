//! Clauses: a sentence as a sequence of typed items — parties, values, cues, triggers — cut into clauses, with the *case*
//! of every party: how it stands in its clause. Frames read cases, never characters.
//!
//! `江苏银行对澄江计算增加授信至5亿元` gives 江苏银行 `subject`, 对澄江计算 `to`, 增加 a verb of giving, 授信 a trigger, 5亿元 money.

use super::cue::{Cue, CueClass, CueSet, Cues};
use super::trigger::{TriggerHit, Triggers};
use crate::extract::{Mention, Naming, Value};
use crate::layout::{Document, Zone};
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

/// What the words behind a party make of it, beside its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// X持有的…: it has what changes hands.
    Owner,
    /// X 51%股权: a part of it changes hands.
    Stake,
    /// X旗下Y, X全资子公司Y: the party behind acts, this one stands over it.
    Parent,
    /// X控股股东Y: the party behind acts, this one is the company it holds.
    Company,
    /// X的一致行动人Y: the party behind acts, this one only stands beside it.
    Ally,
    /// X公告: it makes the deal known, which may be its own or one about it.
    Announcer,
}

/// The marks by the names they have in frame files.
pub const MARKS: &[(&str, Mark)] = &[
    ("owner", Mark::Owner),
    ("stake", Mark::Stake),
    ("parent", Mark::Parent),
    ("company", Mark::Company),
    ("ally", Mark::Ally),
    ("announcer", Mark::Announcer),
];

impl Mark {
    /// The name in frame files.
    #[must_use]
    pub fn name(self) -> &'static str {
        MARKS.iter().find(|(_, mark)| *mark == self).map_or("owner", |(name, _)| name)
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
    /// What the words behind it make of it.
    pub mark: Option<Mark>,
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
        if !triggers.any(text, span) {
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
        // 向永澜股份|转让60%股权: a word that the name hides hides no shorter one in it.
        let hidden = |span: Span| names.iter().any(|name| name.overlaps(span) && !span.contains(*name));
        let hits = triggers.find(text, span, |place| !hidden(place));
        let masked: Vec<Span> =
            cues.find(text, span).filter(|cue| cue.classes.has(CueClass::NoTrigger)).map(|cue| cue.span).collect();
        // 累计质押 masks 质押股份 too, which begins inside it.
        let masks = |span: Span| {
            masked.iter().any(|mask| mask.contains(span) || (mask.start < span.start && span.start < mask.end))
        };
        let money: Vec<Span> = mentions[first..]
            .iter()
            .take_while(|mention| mention.span.start < span.end)
            .filter(|mention| matches!(mention.value, Value::Money(_)))
            .map(|mention| mention.span)
            .collect();
        let stands = |hit: &TriggerHit| !hit.paid_to || is_paid_to(text, hit.span, &names, &money);
        for hit in hits.into_iter().filter(|hit| !masks(hit.span) && stands(hit)) {
            add(hit.span, ItemKind::Trigger(hit));
        }
        // 不超3亿元 is a bound and denies nothing.
        let values: Vec<Span> =
            items.iter().filter(|item| matches!(item.kind, ItemKind::Value(_))).map(|item| item.span).collect();
        let mut add = |span, kind| items.push(Item { span, kind, clause: 0, aside: false });
        let bounds = |span: Span, classes: CueSet| {
            classes.has(CueClass::Negation) && values.iter().any(|value| value.contains(span))
        };
        // Cues are looked for between names, so that none is hidden by a word that reaches into one (北京分|行为).
        let mut from = span.start;
        for name in names.iter().chain(std::iter::once(&Span { start: span.end, end: span.end })) {
            if from < name.start {
                for Cue { span, classes } in cues.find(text, Span { start: from, end: name.start }) {
                    if !bounds(span, classes) {
                        add(span, ItemKind::Cue(classes));
                    }
                }
            }
            from = from.max(name.end);
        }
        // 刷新甲2019年创下的290亿美元募资纪录: who held the record, when and with how much is another deal's.
        for record in records(text, span) {
            items.retain(|item| !record.overlaps(item.span));
        }
        items.sort_by_key(|item| (item.span.start, std::cmp::Reverse(item.span.end)));
        items.truncate(MAX_ITEMS);
        let block = document.blocks[document.sentences[sentence].block as usize];
        let headline = block.zone == Zone::Title || span.of(text).starts_with('【');
        let clauses = cut(text, span, headline, &mut items);
        let mut scene = Self { text, span, sentence, items, clauses, standings: Vec::new() };
        scene.standings = super::standing::standings(&scene, mentions);
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

/// 向甲|投资20亿元, 向甲|直接投资了约20亿元: whom it goes to stands right before the words, how much right behind them.
fn is_paid_to(text: &str, words: Span, names: &[Span], money: &[Span]) -> bool {
    /// Characters between the party and the words, and between them and the money.
    const NEAR: usize = 2;
    let marks: &[char] = &['，', '。', '；', '：', ',', ';', ':', '\n'];
    let gap = |from: u32, to: u32| {
        let words = text.get(from as usize..to as usize);
        words.is_some_and(|words| words.chars().count() <= NEAR && !words.contains(marks))
    };
    // 向甲、乙各投资20亿元.
    let to = |name: &Span| {
        let head = text[..name.start as usize].rsplit(marks).next().unwrap_or("");
        head.contains(['向', '对'])
    };
    // 向甲投资了2亿元的可转换票据 is another deal.
    let debt = |money: &Span| {
        let behind = text[money.end as usize..].split(marks).next().unwrap_or("");
        behind.starts_with('的') && ["票据", "债", "贷款"].iter().any(|word| behind.contains(word))
    };
    names.iter().any(|name| name.end <= words.start && gap(name.end, words.start) && to(name))
        && money.iter().any(|money| money.start >= words.end && gap(words.end, money.start) && !debt(money))
}

/// The stretches of a sentence that tell of a record which is broken, from the verb to 纪录.
fn records(text: &str, sentence: Span) -> Vec<Span> {
    /// Bytes from the verb to the record.
    const MOST: usize = 150;
    let words = sentence.of(text);
    let mut out: Vec<Span> = Vec::new();
    // 募资超过290亿美元，创下纪录 tells of its own money: these verbs need words that say whose record it was.
    const LOOSE: &[&str] = &["超越", "超过", "追平", "逼近"];
    const HELD: &[&str] = &["创下的", "创造的", "保持的", "此前", "之前"];
    for verb in ["刷新", "打破", "改写", "超越", "超过", "追平", "逼近"] {
        for (at, _) in words.match_indices(verb) {
            let rest = &words[at..];
            let rest = &rest[..rest.find(['，', '。', '；', '\n']).unwrap_or(rest.len())];
            let end = ["纪录", "记录"].iter().filter_map(|word| Some(rest.find(word)? + word.len())).min();
            let whose = |end: usize| !LOOSE.contains(&verb) || HELD.iter().any(|word| rest[..end].contains(word));
            if let Some(end) = end.filter(|end| *end <= MOST && whose(*end)) {
                out.push(Span::new(sentence.start as usize + at, sentence.start as usize + at + end));
            }
        }
    }
    out
}

/// Cuts the sentence at commas, semicolons and colons outside brackets and values, a headline also at its spaces between
/// Chinese words (甲增资至8亿元 增幅约20%); numbers the items' clauses.
fn cut(text: &str, sentence: Span, headline: bool, items: &mut [Item]) -> Vec<Span> {
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
            ' ' | '　' if headline && depth == 0 && !in_value && parts(text, at, c) => {
                let end = at + c.len_utf8() as u32;
                clauses.push(Span { start, end });
                start = end;
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

/// The space stands between two stretches of Chinese, not inside a foreign name or before a figure's unit.
fn parts(text: &str, at: u32, space: char) -> bool {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let before = text[..at as usize].chars().next_back();
    let after = text[at as usize + space.len_utf8()..].chars().next();
    before.is_some_and(|c| han(c) || matches!(c, '”' | '》' | '%' | '」' | ')'))
        && after.is_some_and(|c| han(c) || matches!(c, '“' | '《' | '「'))
}

/// True for a party that is a class (科技型企业), not somebody.
#[must_use]
pub fn is_class(mention: &Mention) -> bool {
    matches!(&mention.value, Value::Party(party) if party.naming == Naming::Class)
}
