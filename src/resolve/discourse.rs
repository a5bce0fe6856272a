//! Discourse: whom the article and each of its sections are about, and what a sentence takes over from the one before.
//! One level of inheritance only: a section's subject is the party its own heading names.

use crate::extract::{Kind, Mention, Naming, Value};
use crate::frame::clause::Case;
use crate::layout::{Document, Zone};
use crate::resolve::date::{Use, usage};
use crate::span::Span;

/// The most bytes before the end of a dateline: a house, a place and the day.
const DATELINE: u32 = 90;

/// The fewest sections of a digest whose headline tells of several.
const SECTIONS: usize = 4;

/// The firms that the headings of a digest name, at least.
const DIGEST: usize = 3;

/// What a document offers to sentences that leave a party or a date unsaid.
#[derive(Debug, Clone, Default)]
pub struct Discourse {
    /// The mention of the party the whole article is about: named before the colon of the headline or at its head, or at
    /// the head of an article without sections.
    pub topic: Option<usize>,
    /// Per section: the mention that is its heading.
    pub sections: Vec<Option<usize>>,
    /// Per block: the first acting party named in it.
    pub leads: Vec<Option<usize>>,
    /// Per sentence: the item of a digest that it belongs to, and the first acting party that is named there.
    items: Vec<Option<(usize, Option<usize>)>>,
    /// Per block: the date of its first sentence on which its news was made known (8月6日公告).
    pub disclosures: Vec<Option<usize>>,
    /// The date of the article's dateline (财联社8月6日电).
    pub dateline: Option<usize>,
    /// The date of the headline on which the news was made known (8月6日晚间公告一览).
    pub headline: Option<usize>,
}

impl Discourse {
    /// Reads the discourse off the mentions, which are in text order.
    #[must_use]
    pub fn read(document: &Document<'_>, mentions: &[Mention]) -> Self {
        let acting = |index: &usize| is_acting(&mentions[*index]);
        let inside = |span: Span| {
            let first = mentions.partition_point(|mention| mention.span.start < span.start);
            (first..mentions.len()).take_while(move |index| mentions[*index].span.start < span.end)
        };
        let sections: Vec<Option<usize>> = document
            .sections
            .iter()
            .map(|section| {
                let name = section.name;
                // Who fills most of a heading, or opens it between quotation marks: “甲”完成数亿元融资.
                let opens = |index: &usize| {
                    let span = mentions[*index].span;
                    let quoted = document.text()[name.start as usize..span.start as usize] == *"“";
                    quoted || 2 * span.len() > name.len()
                };
                inside(name).filter(acting).find(opens)
            })
            .collect();
        // Of 由A领投，B、C参与 none is whom the paragraph is about.
        let alone = |index: &usize| {
            let head = &document.text()[..mentions[*index].span.start as usize];
            // 刷新甲的募资纪录: nor who held the record.
            let held = ["刷新", "打破", "改写", "超越", "追平"].iter().any(|verb| head.ends_with(verb));
            acting(index) && !head.ends_with(['、', '由']) && !held
        };
        let leads: Vec<Option<usize>> = document.blocks.iter().map(|block| inside(block.span).find(alone)).collect();
        let mut items: Vec<Option<(usize, Option<usize>)>> =
            super::items::of(document).into_iter().map(|item| Some((item?, None))).collect();
        let mut last: Option<(usize, Option<usize>)> = None;
        for (item, sentence) in items.iter_mut().zip(&document.sentences) {
            let Some((number, lead)) = item else { continue };
            let before = last.filter(|(other, _)| other == number).and_then(|(_, lead)| lead);
            *lead = before.or_else(|| inside(sentence.span).find(alone));
            last = *item;
        }
        let title = document.blocks.iter().position(|block| block.zone == Zone::Title);
        let body = document.blocks.iter().position(|block| block.zone == Zone::Paragraph);
        // Whom only the headline names gives no account of itself: it prints the news (甲网财经早餐).
        let told_again = |lead: usize, title: Span| {
            let name = name_of(&mentions[lead]);
            body.is_none() || mentions.iter().any(|mention| mention.span.start >= title.end && name_of(mention) == name)
        };
        let titled = title.and_then(|block| {
            let span = document.blocks[block].span;
            leads[block].filter(|lead| mentions[*lead].span.start - span.start <= 24 && told_again(*lead, span))
        });
        // An announcement names its company in its head: 证券简称：X, X关于…的公告.
        let head = document.blocks.iter().take(4).enumerate().filter(|(_, block)| block.zone != Zone::Paragraph);
        let announced = head
            .filter(|(_, block)| ["证券简称", "公告"].iter().any(|word| block.span.of(document.text()).contains(word)))
            .find_map(|(block, _)| leads[block]);
        let opened = body.filter(|_| document.sections.is_empty()).and_then(|block| leads[block]);
        let used = |index: &usize, wanted: Use| match &mentions[*index].value {
            // 产品下半年发布: news is made known on a day.
            Value::Date(date) if date.start.is_some() && date.start == date.end => {
                usage(document.text(), mentions[*index].span) == wanted
            }
            _ => false,
        };
        let headline =
            title.and_then(|block| inside(document.blocks[block].span).find(|index| used(index, Use::Disclosure)));
        let disclosures: Vec<Option<usize>> = (0..document.blocks.len() as u32)
            .map(|block| {
                let first = document.sentences.partition_point(|sentence| sentence.block < block);
                let sentence = document.sentences.get(first).filter(|sentence| sentence.block == block)?;
                inside(sentence.span).find(|index| used(index, Use::Disclosure))
            })
            .collect();
        let dateline = body.and_then(|block| {
            let span = document.blocks[block].span;
            let head = Span { start: span.start, end: span.end.min(span.start + DATELINE) };
            inside(head).find(|index| used(index, Use::Dateline))
        });
        // 甲裁员；乙涨价: the headline of a digest tells of several, and none is whom all its items are about.
        let several = title.is_some_and(|block| document.blocks[block].span.of(document.text()).contains('；'))
            && document.sections.len() >= SECTIONS;
        // A digest whose headings name several firms is about none of them.
        let mut heads: Vec<&str> =
            sections.iter().flatten().filter_map(|index: &usize| name_of(&mentions[*index])).collect();
        heads.sort_unstable();
        heads.dedup();
        let topic = announced.or(titled.filter(|_| !several)).or(opened).filter(|_| heads.len() < DIGEST);
        Self { topic, sections, leads, items, disclosures, dateline, headline }
    }

    /// The date on which the news of a block was made known: its own, for a headline that of the article's first paragraph;
    /// else the dateline.
    #[must_use]
    pub fn disclosed(&self, document: &Document<'_>, block: usize) -> Option<usize> {
        let own = match document.blocks[block].zone {
            Zone::Title => document.blocks.iter().position(|block| block.zone == Zone::Paragraph),
            _ => Some(block),
        };
        own.and_then(|block| self.disclosures[block]).or(self.dateline).or(self.headline)
    }

    /// The parties a sentence may take over: its section's subject, the article's topic.
    #[must_use]
    pub fn offer(&self, document: &Document<'_>, sentence: usize) -> Vec<(usize, Case)> {
        let block = document.sentences[sentence].block as usize;
        let mut out = Vec::new();
        if let Some(section) = document.blocks[block].section
            && let Some(Some(index)) = self.sections.get(section as usize)
        {
            out.push((*index, Case::Section));
        }
        // 3、甲启动赴美上市推介。本次发行规模约…: an item of a digest is about whom it names, not about the digest's first firm.
        if let Some((_, lead)) = self.items.get(sentence).copied().flatten() {
            out.extend(lead.filter(|lead| !out.iter().any(|(other, _)| other == lead)).map(|lead| (lead, Case::Topic)));
            return out;
        }
        let lead = self.leads[block].filter(|_| document.sections.is_empty());
        for index in
            [lead, self.topic.filter(|_| !document.sections.is_empty() || lead.is_none())].into_iter().flatten()
        {
            if !out.iter().any(|(other, _)| *other == index) {
                out.push((index, Case::Topic));
            }
        }
        out
    }

    /// True for sentences of two items of a digest: what one tells, the other does not go on with.
    #[must_use]
    pub fn parted(&self, sentence: usize, other: usize) -> bool {
        let item = |sentence: usize| self.items.get(sentence).copied().flatten().map(|(item, _)| item);
        item(sentence) != item(other)
    }

    /// The date that 彼时 or 当时 in the sentence stands for: the last one of the sentence before, in the same block.
    #[must_use]
    pub fn back_reference(&self, document: &Document<'_>, sentence: usize, mentions: &[Mention]) -> Option<usize> {
        let here = document.sentences[sentence];
        let opening: String = here.span.of(document.text()).chars().take(8).collect();
        let refers = ["彼时", "当时", "届时"].iter().any(|word| opening.contains(word));
        let before = sentence.checked_sub(1).map(|index| document.sentences[index])?;
        if !refers || before.block != here.block || before.truncated || here.headless {
            return None;
        }
        mentions
            .iter()
            .rposition(|mention| before.span.contains(mention.span) && matches!(mention.value, Value::Date(_)))
    }
}

fn name_of(mention: &Mention) -> Option<&str> {
    match &mention.value {
        Value::Party(party) => Some(&party.name),
        _ => None,
    }
}

/// A named party that can act in a deal: media, authorities and persons are no topic.
#[must_use]
pub fn is_acting(mention: &Mention) -> bool {
    match &mention.value {
        Value::Party(party) => party.naming == Naming::Named && matches!(party.kind, Kind::Firm | Kind::Bank),
        _ => false,
    }
}
