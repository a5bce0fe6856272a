//! Build: an event on the view becomes a record on the original. The only place where engine types and wire types meet,
//! and where spans turn into quotes, lines, characters and bytes.

use super::offset::Offsets;
use super::*;
use crate::extract::{Mention, Money, Party, Quantity, StockCode, Value};
use crate::frame::load::{Frame, Slot};
use crate::frame::{Event, Filler, Frames};
use crate::layout::{Document, Field};
use crate::lexicon::Lexicon;
use crate::span::Span;
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// What a record needs beside its event.
#[derive(Debug)]
pub struct Builder<'b, 'a> {
    document: &'b Document<'a>,
    mentions: &'b [Mention],
    frames: &'b Frames,
    lexicon: &'b Lexicon,
    text: Offsets<'b>,
    title: Offsets<'b>,
}

impl<'b, 'a> Builder<'b, 'a> {
    /// Indexes the document's original once for all its records.
    #[must_use]
    pub fn new(document: &'b Document<'a>, mentions: &'b [Mention], frames: &'b Frames, lexicon: &'b Lexicon) -> Self {
        let text = Offsets::new(&document.article.text);
        let title = Offsets::new(document.article.title.as_deref().unwrap_or(""));
        Self { document, mentions, frames, lexicon, text, title }
    }

    /// The literal words of a span in the original; `None` for a span that maps to nothing.
    fn quote(&self, span: Span) -> Option<Segment> {
        let origin = self.document.view.origin(span);
        let (offsets, zone) = match origin.field {
            Field::Title => (&self.title, "title"),
            Field::Text => (&self.text, "text"),
        };
        let quote = offsets.text().get(origin.span.range())?;
        Some(Segment {
            quote: quote.to_owned(),
            zone: zone.into(),
            line: offsets.line(origin.span.start),
            char: [offsets.char(origin.span.start), offsets.char(origin.span.end)],
            byte: [origin.span.start, origin.span.end],
        })
    }

    fn words(&self, span: Span) -> String {
        self.quote(span).map_or_else(String::new, |segment| segment.quote)
    }

    /// The record of an event.
    #[must_use]
    pub fn record(&self, event: &Event) -> Record {
        let frame = self.frames.frames().iter().find(|frame| frame.name == event.kind);
        let evidence = self.evidence(event);
        let first = evidence.first().and_then(|proof| proof.segments.first()).map_or(0, |segment| segment.byte[0]);
        let parties: Vec<PartyRecord> = event.fillers.iter().map(|filler| self.party(filler, frame)).collect();
        let amount = event.amount.as_ref().map(|valued| Amount {
            raw: self.words(valued.span),
            min: decimal(valued.value.quantity.min),
            max: decimal(valued.value.quantity.max),
            from: decimal(valued.value.quantity.from),
            comparator: valued.value.quantity.comparator,
            currency: valued.value.currency.to_owned(),
            currency_source: valued.value.currency_source,
            kind: event.amount_kind.unwrap_or(AmountKind::Principal),
        });
        let dates: Vec<DateRecord> = event.dates.iter().filter_map(|(index, role)| self.date(*index, *role)).collect();
        let mut record = Record {
            schema: SCHEMA.into(),
            event_id: String::new(),
            event_key: String::new(),
            doc: self.doc(event),
            kind: event.kind.clone(),
            status: event.status,
            instrument: event.instrument.map(|span| self.words(span)),
            round: event.round.as_ref().map(|round| round.value.clone()),
            stage: event.stage.clone(),
            purpose: event.purpose.map(|span| self.words(span)),
            parties,
            amount,
            shares: event.shares.as_ref().map(|valued| self.figure(valued.span, &valued.value)),
            ratio: event.ratio.as_ref().map(|valued| self.ratio(valued.span, &valued.value, event.ratio_base)),
            price: event.price.as_ref().map(|valued| self.priced(valued.span, &valued.value)),
            valuation: event.valuation.as_ref().map(|valued| self.priced(valued.span, &valued.value)),
            dates,
            term: event.term.as_ref().map(|valued| Term { raw: self.words(valued.span), iso: valued.value.clone() }),
            rate: event.rate.map(|span| self.words(span)),
            attribution: self.attribution(event).map(|span| self.words(span)),
            series_id: event.series.map(|number| format!("{}#s{number}", self.document.id)),
            counts_toward_total: !event.counted_elsewhere
                && !matches!(event.status, Status::Terminated | Status::Denied),
            evidence,
            rules: event.rules.clone(),
            confidence: 0.0,
            missing: Vec::new(),
            warnings: Vec::new(),
            mentions: event.told,
        };
        record.missing = missing(&record, frame);
        record.warnings = self.warnings(event, &record, frame);
        let parts = super::confidence::parts(self.document, event, &record);
        record.confidence = super::confidence::confidence(&parts, |part| self.frames.weights().confidence(part));
        record.event_key = super::key::event_key(&record, &self.document.published);
        record.event_id = event_id(&record, first);
        record
    }

    /// Who tells the deal: named in a sentence that tells it, else in the first sentence of the paragraph.
    fn attribution(&self, event: &Event) -> Option<Span> {
        let text = self.document.text();
        let sentences = &self.document.sentences;
        let told = event.evidence.iter().filter_map(|span| self.document.sentence_at(span.start));
        let block = sentences[event.sentence].block;
        let first = sentences.partition_point(|sentence| sentence.block < block);
        told.chain([first]).find_map(|index| self.frames.sources().find(text, sentences[index].span))
    }

    /// The document itself, for sinks that keep documents without events too.
    #[must_use]
    pub fn document(&self) -> Doc {
        self.doc_in(Vec::new())
    }

    fn doc(&self, event: &Event) -> Doc {
        let text = self.document.text();
        let block = self.document.blocks[self.document.sentences[event.sentence].block as usize];
        let mut section = Vec::new();
        let mut open = block.section;
        while let Some(index) = open {
            let here = self.document.sections[index as usize];
            section.push(here.name.of(text).to_owned());
            open = here.parent;
        }
        section.reverse();
        self.doc_in(section)
    }

    fn doc_in(&self, section: Vec<String>) -> Doc {
        let published = self.document.published;
        Doc {
            id: self.document.id.clone(),
            source: self.document.article.source.clone(),
            sha256: self.document.article.sha256.clone(),
            title: self.document.title.clone(),
            section,
            published: PublishedRecord {
                start: published.start.map(|date| date.to_string()),
                end: published.end.map(|date| date.to_string()),
                source: (published.source != PublishedSource::Unknown).then_some(published.source),
            },
        }
    }

    fn party(&self, filler: &Filler, frame: Option<&Frame>) -> PartyRecord {
        let party = &filler.party;
        let surface = self.words(filler.span);
        let mut surfaces: Vec<String> = Vec::new();
        let mut add = |words: String| {
            if !words.is_empty() && !surfaces.contains(&words) {
                surfaces.push(words);
            }
        };
        let same = |other: &Party| other.name == party.name && other.naming == party.naming;
        let bare = |other: &Party| other.branch.is_none() || other.branch == party.branch;
        for mention in self.mentions {
            if let Value::Party(other) = &mention.value
                && same(other)
                && bare(other)
                && other.via.is_empty()
            {
                add(self.words(mention.span));
            }
        }
        add(surface.clone());
        // The branch alone is a name only where the text uses it alone.
        if let Some(branch) = &party.branch
            && self.mentions.iter().any(|mention| self.words(mention.span) == *branch)
        {
            add(branch.clone());
        }
        // The head of a description stands for it too: 为X提供算力支撑的一家上市企业, 一家上市企业.
        if party.naming == Naming::Anonymous
            && let Some((_, head)) = surface.rsplit_once('的')
        {
            add(head.to_owned());
        }
        let name = if party.naming == Naming::Named { party.name.clone() } else { surface.clone() };
        PartyRecord {
            role: filler.role.clone(),
            side: frame.and_then(|frame| frame.roles.get(&filler.role)).map_or(Side::Other, |role| role.side),
            kind: party.naming,
            name,
            surface,
            surfaces,
            entity_id: party.entry.map(|entry| self.lexicon.entry(entry).id.clone()),
            code: self.code(party),
            branch: party.branch.clone(),
            amount: None,
            ratio: None,
            via: party.via.clone(),
        }
    }

    /// The code beside this naming, else one printed beside another naming of the party, else the dictionary's.
    fn code(&self, party: &Party) -> Option<CodeRecord> {
        let wire = |code: &StockCode, printed: bool| CodeRecord {
            symbol: code.symbol.clone(),
            mic: code.mic.clone(),
            printed: printed.then(|| code.printed.clone()),
            corrected: code.corrected,
        };
        if let Some(code) = party.code.as_ref().filter(|_| party.code_printed) {
            return Some(wire(code, true));
        }
        let printed = self.mentions.iter().find_map(|mention| match &mention.value {
            Value::Party(other) if other.name == party.name && other.code_printed => other.code.as_ref(),
            _ => None,
        });
        printed.map(|code| wire(code, true)).or_else(|| party.code.as_ref().map(|code| wire(code, false)))
    }

    fn figure(&self, span: Span, quantity: &Quantity) -> Figure {
        Figure {
            raw: self.words(span),
            min: decimal(quantity.min),
            max: decimal(quantity.max),
            from: decimal(quantity.from),
            comparator: quantity.comparator,
        }
    }

    fn ratio(&self, span: Span, quantity: &Quantity, base: Option<RatioBase>) -> Ratio {
        Ratio {
            raw: self.words(span),
            min: decimal(quantity.min),
            max: decimal(quantity.max),
            from: decimal(quantity.from),
            comparator: quantity.comparator,
            base: base.unwrap_or(RatioBase::Total),
        }
    }

    fn priced(&self, span: Span, money: &Money) -> PricedFigure {
        PricedFigure {
            raw: self.words(span),
            min: decimal(money.quantity.min),
            max: decimal(money.quantity.max),
            from: decimal(money.quantity.from),
            comparator: money.quantity.comparator,
            currency: money.currency.to_owned(),
        }
    }

    fn date(&self, index: usize, role: DateRole) -> Option<DateRecord> {
        let mention = &self.mentions[index];
        let Value::Date(date) = &mention.value else { return None };
        Some(DateRecord {
            raw: self.words(mention.span),
            edtf: date.edtf.clone(),
            start: date.start.map(|date| date.to_string()),
            end: date.end.map(|date| date.to_string()),
            precision: date.precision,
            role,
            source: date.source,
        })
    }

    fn evidence(&self, event: &Event) -> Vec<Evidence> {
        let mut evidence = Vec::new();
        let segments: Vec<Segment> = event.evidence.iter().filter_map(|span| self.quote(*span)).collect();
        evidence.push(Evidence { field: "event".to_owned(), segments });
        let mut field = |name: &str, span: Option<Span>| {
            if let Some(segment) = span.and_then(|span| self.quote(span)) {
                evidence.push(Evidence { field: name.to_owned(), segments: vec![segment] });
            }
        };
        for filler in &event.fillers {
            field(&filler.role, Some(filler.span));
        }
        field("amount", event.amount.as_ref().map(|valued| valued.span));
        field("shares", event.shares.as_ref().map(|valued| valued.span));
        field("ratio", event.ratio.as_ref().map(|valued| valued.span));
        field("price", event.price.as_ref().map(|valued| valued.span));
        field("valuation", event.valuation.as_ref().map(|valued| valued.span));
        for (index, _) in &event.dates {
            field("date", Some(self.mentions[*index].span));
        }
        field("term", event.term.as_ref().map(|valued| valued.span));
        field("rate", event.rate);
        field("round", event.round.as_ref().map(|valued| valued.span));
        field("instrument", event.instrument);
        field("purpose", event.purpose);
        evidence
    }

    fn warnings(&self, event: &Event, record: &Record, frame: Option<&Frame>) -> Vec<Warning> {
        let mut warnings = event.warnings.clone();
        for party in &record.parties {
            if let Some(code) = party.code.as_ref().filter(|code| code.corrected) {
                let digits = code.symbol.split('.').next().unwrap_or_default();
                let suffix = code.printed.as_deref().is_none_or(|printed| printed.contains(digits));
                warnings.push(if suffix { Warning::CodeSuffixCorrected } else { Warning::CodeNameMismatch });
            }
        }
        for filler in &event.fillers {
            if !filler.party.candidates.is_empty() {
                let printed = filler.party.code_printed;
                warnings.push(if printed { Warning::CodeNameMismatch } else { Warning::AmbiguousEntity });
            }
            if filler.main && filler.party.naming == Naming::Anonymous {
                warnings.push(Warning::PartyAnonymous);
            }
            let block = |at: u32| self.document.block_at(at);
            if event.evidence.first().is_some_and(|proof| block(proof.start) != block(filler.span.start))
                || filler.party.via.iter().any(|_| self.antecedent_elsewhere(filler))
            {
                warnings.push(Warning::CrossParagraphLink);
            }
        }
        for span in &event.evidence {
            if let Some(sentence) = self.document.sentence_at(span.start).map(|index| self.document.sentences[index])
                && (sentence.truncated || sentence.headless)
            {
                warnings.push(Warning::TextTruncated);
            }
            let origin = self.document.view.origin(*span);
            if origin.field == Field::Text
                && self.document.block_at(span.start).is_some_and(|block| self.document.blocks[block].joined)
                && self.quote(*span).is_some_and(|segment| segment.quote.contains('\n'))
            {
                warnings.push(Warning::PageBreakJoined);
            }
        }
        for date in &record.dates {
            if date.edtf.is_none() {
                warnings.push(Warning::DateUnresolved);
            }
            if self.document.published.source == PublishedSource::Inferred && date.source == DateSource::Published {
                warnings.push(Warning::AnchorInferred);
            }
        }
        if record.amount.is_none() && frame.is_some_and(|frame| frame.amount.is_some()) {
            warnings.push(Warning::AmountUndisclosed);
        }
        if !self.document.limits.is_empty() {
            warnings.push(Warning::LimitReached);
        }
        warnings.sort_unstable();
        warnings.dedup();
        warnings
    }

    /// A pronoun whose name does not stand in its own paragraph.
    fn antecedent_elsewhere(&self, filler: &Filler) -> bool {
        let Some(block) = self.document.block_at(filler.span.start) else { return false };
        let span = self.document.blocks[block].span;
        !self.mentions.iter().any(|mention| {
            span.contains(mention.span)
                && matches!(&mention.value, Value::Party(other) if other.name == filler.party.name && other.via.is_empty())
        })
    }
}

/// Plain decimal digits, without trailing zeros behind the point: `150000000`, `12.5`.
fn decimal(value: Option<Decimal>) -> Option<String> {
    value.map(|value| value.normalize().to_string())
}

/// The fields that the type has and the text does not state.
fn missing(record: &Record, frame: Option<&Frame>) -> Vec<Cow<'static, str>> {
    let Some(frame) = frame else { return Vec::new() };
    let mut missing = Vec::new();
    let mut check = |has: bool, absent: bool, name: &'static str| {
        if has && absent {
            missing.push(name.into());
        }
    };
    check(frame.amount.is_some(), record.amount.is_none(), "amount");
    check(true, record.dates.is_empty(), "dates");
    check(frame.has(Slot::Shares), record.shares.is_none(), "shares");
    check(frame.has(Slot::Ratio), record.ratio.is_none(), "ratio");
    check(frame.has(Slot::Price), record.price.is_none(), "price");
    check(frame.has(Slot::Term), record.term.is_none(), "term");
    check(frame.has(Slot::Rate), record.rate.is_none(), "rate");
    check(frame.has(Slot::Round), record.round.is_none(), "round");
    check(frame.has(Slot::Stage), record.stage.is_none(), "stage");
    check(frame.has(Slot::Purpose), record.purpose.is_none(), "purpose");
    missing
}

/// The first 16 hex digits of SHA-256 over document id, type, parties, amount and first evidence offset.
fn event_id(record: &Record, first: u32) -> String {
    let mut hash = Sha256::new();
    let mut add = |part: &str| {
        hash.update(part.as_bytes());
        hash.update([0]);
    };
    add(&record.doc.id);
    add(&record.kind);
    for party in &record.parties {
        add(&party.role);
        add(&party.name);
    }
    if let Some(amount) = &record.amount {
        add(amount.min.as_deref().unwrap_or(""));
        add(amount.max.as_deref().unwrap_or(""));
        add(&amount.currency);
    }
    add(&first.to_string());
    hex(&hash.finalize()[..8])
}

/// Lower-case hex.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
