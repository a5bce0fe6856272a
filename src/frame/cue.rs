//! Cues: the small words that show who does what to whom, how far a deal is, and what is no deal at all.
//! They are data (`dictionaries/cues.tsv`); this file loads and finds them.
//!
//! The longest word wins, so a cue character inside a longer word is masked by listing that word with class `-`
//! (成为 hides 为, 供应链 hides 应).

use crate::error::{Error, Result};
use crate::span::Span;
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use indexmap::IndexMap;

/// What a cue shows. A word may show several things: 批复 is a verb of giving and a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum CueClass {
    /// 向 对 为: the party behind is the other side.
    To,
    /// 由 被: the party behind acts.
    By,
    /// 从 自: the party behind gives.
    From,
    /// 与 和 携手: the party behind acts together with the subject.
    With,
    /// 在 以 将: what follows is circumstance.
    In,
    /// A verb by which the subject gives.
    Give,
    /// A verb by which the subject gets.
    Get,
    /// A verb by which two sides agree.
    Joint,
    /// Status words, see [`crate::record::Status`].
    Planned,
    /// 递交 受理.
    Applied,
    /// 获批 过会.
    Approved,
    /// 宣布.
    Announced,
    /// 签署.
    Signed,
    /// 累计 首次.
    InProgress,
    /// 完成 已 了.
    Completed,
    /// 终止 取消.
    Terminated,
    /// 否认 不实.
    Denied,
    /// 应 建议: what follows is advice.
    Advice,
    /// 如果: what follows is a hypothesis.
    Hypothesis,
    /// 未 无法.
    Negation,
    /// 余额: a stock, not a flow.
    Balance,
    /// 往往: a statement about no deal in particular.
    Generic,
    /// 余款产品: a product is described.
    Product,
    /// 营收 市值: the number behind counts something else.
    OtherFigure,
    /// 表示 负责人: the party before speaks, it does not act.
    Speaker,
    /// 授信期限, 贷款机构: a trigger inside is none.
    NoTrigger,
    /// 纠纷, 涉案: a quarrel about an old deal.
    Dispute,
    /// 资金来源, 自有资金: where the money of another deal comes from.
    Source,
    /// 公告, 披露: the party before makes the news known.
    Disclose,
    /// 合计, 共计: the number behind is the sum of those before.
    Sum,
    /// 注销: what an earlier deal brought is done away with.
    Undone,
    /// 同意: said by a party itself it binds.
    Consent,
    /// 尚需, 方可: what stands behind is still to be given.
    Condition,
    /// 定于, 未来: what stands behind is still to come.
    Due,
    /// 随着, 受益于: the clause is only the occasion of what the next one tells.
    Occasion,
    /// 等因素, 的带动下: what the clause tells is only the occasion of something else.
    Occasioned,
    /// 质疑, 呼吁: the deal is what somebody talks about.
    Comment,
}

const CLASSES: &[(&str, CueClass)] = &[
    ("to", CueClass::To),
    ("by", CueClass::By),
    ("from", CueClass::From),
    ("with", CueClass::With),
    ("in", CueClass::In),
    ("give", CueClass::Give),
    ("get", CueClass::Get),
    ("joint", CueClass::Joint),
    ("planned", CueClass::Planned),
    ("applied", CueClass::Applied),
    ("approved", CueClass::Approved),
    ("announced", CueClass::Announced),
    ("signed", CueClass::Signed),
    ("in_progress", CueClass::InProgress),
    ("completed", CueClass::Completed),
    ("terminated", CueClass::Terminated),
    ("denied", CueClass::Denied),
    ("advice", CueClass::Advice),
    ("hypothesis", CueClass::Hypothesis),
    ("negation", CueClass::Negation),
    ("balance", CueClass::Balance),
    ("generic", CueClass::Generic),
    ("product", CueClass::Product),
    ("figure.other", CueClass::OtherFigure),
    ("speaker", CueClass::Speaker),
    ("no_trigger", CueClass::NoTrigger),
    ("source", CueClass::Source),
    ("dispute", CueClass::Dispute),
    ("disclose", CueClass::Disclose),
    ("sum", CueClass::Sum),
    ("undone", CueClass::Undone),
    ("consent", CueClass::Consent),
    ("condition", CueClass::Condition),
    ("due", CueClass::Due),
    ("occasion", CueClass::Occasion),
    ("occasioned", CueClass::Occasioned),
    ("comment", CueClass::Comment),
];

/// A set of classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CueSet(u64);

impl CueSet {
    /// True if the class is in the set.
    #[must_use]
    pub fn has(self, class: CueClass) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    fn add(&mut self, class: CueClass) {
        self.0 |= 1 << class as u8;
    }

    /// True for a masking word.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// True if the word tells on which side the party behind it stands.
    #[must_use]
    pub fn is_preposition(self) -> bool {
        [CueClass::To, CueClass::By, CueClass::From, CueClass::With, CueClass::In].iter().any(|class| self.has(*class))
    }

    /// True if the word moves money or binds sides.
    #[must_use]
    pub fn is_verb(self) -> bool {
        [CueClass::Give, CueClass::Get, CueClass::Joint].iter().any(|class| self.has(*class))
    }

    /// Names of the classes, for `explain`.
    #[must_use]
    pub fn names(self) -> String {
        let names: Vec<_> = CLASSES.iter().filter(|(_, class)| self.has(*class)).map(|(name, _)| *name).collect();
        names.join("|")
    }
}

/// A cue at one place of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cue {
    /// Where.
    pub span: Span,
    /// What it shows.
    pub classes: CueSet,
}

/// All cue words, ready to match.
pub struct Cues {
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    classes: Vec<CueSet>,
}

impl std::fmt::Debug for Cues {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cues").field("words", &self.classes.len()).finish_non_exhaustive()
    }
}

impl Cues {
    /// Reads `word ⇥ class ⇥ note` lines; `#` begins a comment, the first line is the header.
    ///
    /// # Errors
    /// A line without a class, or with a class that is not known, is refused with its place.
    pub fn load(name: &str, tsv: &str) -> Result<Self> {
        let mut words: IndexMap<&str, CueSet> = IndexMap::new();
        for (number, line) in tsv.lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() || line.starts_with("word\t") {
                continue;
            }
            let mut columns = line.split('\t');
            let (word, class) = (columns.next().unwrap_or(""), columns.next().unwrap_or(""));
            let set = words.entry(word).or_default();
            if class == "-" {
                continue;
            }
            match CLASSES.iter().find(|(known, _)| *known == class) {
                Some((_, class)) => set.add(*class),
                None => {
                    let known: Vec<_> = CLASSES.iter().map(|(known, _)| *known).collect();
                    return Err(Error::dictionary(format!(
                        "{name}:{}: unknown class {class:?} of {word:?}, expected - or one of {}",
                        number + 1,
                        known.join(" ")
                    )));
                }
            }
        }
        let classes = words.values().copied().collect();
        let patterns = words.keys().enumerate().map(|(index, word)| (*word, index as u32));
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::LeftmostLongest)
            .build_with_values(patterns)
            .map_err(|error| Error::dictionary(format!("{name}: {error}")))?;
        Ok(Self { automaton, classes })
    }

    /// The cues of a stretch of text, in order, masking words left out.
    pub fn find<'t>(&'t self, text: &'t str, stretch: Span) -> impl Iterator<Item = Cue> + 't {
        let base = stretch.start as usize;
        self.automaton
            .leftmost_find_iter(stretch.of(text))
            .map(move |hit| Cue {
                span: Span::new(base + hit.start(), base + hit.end()),
                classes: self.classes[hit.value() as usize],
            })
            .filter(|cue| !cue.classes.is_empty())
    }
}
