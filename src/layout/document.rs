//! Document: the lines of one article become zones, joined paragraphs, sections and sentences.

use super::article::{Line, Mark};
use super::join::{Continuation, breaks_off, continuation};
use super::view::{Field, ViewBuilder};
use super::words::WORDS;
use super::{Block, Document, Published, PublishedSource, Section, Sentence, Zone, sentence};
use crate::article::Article;
use crate::extract::Value;
use crate::extract::value::calendar::{Base, Expression, Part, Year, resolve};
use crate::segment::Segmenter;
use crate::span::Span;
use jiff::civil::Date;

/// A block before it stands in the view: one or more stretches of the original.
struct Draft<'a> {
    parts: Vec<(usize, &'a str)>,
    zone: Zone,
    gap_before: bool,
    truncated: bool,
    headless: bool,
}

pub(super) fn lay_out<'a>(article: &'a Article, id: String, lines: &[Line<'a>], segmenter: &Segmenter) -> Document<'a> {
    let mut drafts = zones(article, lines);
    join(&mut drafts, segmenter);
    let mut view = ViewBuilder::default();
    let mut blocks: Vec<Block> = Vec::new();
    if let Some(title) = article.title.as_deref().filter(|title| !title.trim().is_empty()) {
        let span = view.push(Field::Title, 0, title.trim_end());
        blocks.push(Block { span, zone: Zone::Title, section: None, gap_before: false, joined: false });
    }
    let mut marks: Vec<(usize, bool, bool)> = Vec::new();
    for draft in &drafts {
        if !blocks.is_empty() {
            view.line_break(Field::Text, draft.parts[0].0);
        }
        let mut span: Option<Span> = None;
        for (at, words) in &draft.parts {
            let part = view.push(Field::Text, *at, words);
            span = Some(span.map_or(part, |span| span.cover(part)));
        }
        marks.push((blocks.len(), draft.truncated, draft.headless));
        let span = span.unwrap_or(Span::new(0, 0));
        blocks.push(Block { span, zone: draft.zone, section: None, gap_before: draft.gap_before, joined: draft.parts.len() > 1 });
    }
    let view = view.finish();
    let sections = sections(view.text(), &mut blocks);
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut limits = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let first = sentences.len();
        if sentence::cut(view.text(), block.span, index as u32, &mut sentences) && limits.is_empty() {
            limits.push("a sentence was cut because it is too long");
        }
        if let Some((_, truncated, headless)) = marks.iter().find(|(block, ..)| *block == index) {
            if *truncated && let Some(last) = sentences[first..].last_mut() {
                last.truncated = true;
            }
            if *headless && let Some(first) = sentences[first..].first_mut() {
                first.headless = true;
            }
        }
    }
    let title = article.title.clone().or_else(|| {
        let block = blocks.iter().find(|block| block.zone == Zone::Title)?;
        Some(block.span.of(view.text()).to_owned())
    });
    let published = published(article, &blocks, view.text());
    Document { article, id, title, published, view, blocks, sections, sentences, limits }
}

/// The zone of every line; 【…】 at the start of a text is a title of its own.
fn zones<'a>(article: &Article, lines: &[Line<'a>]) -> Vec<Draft<'a>> {
    let draft = |at: usize, words: &'a str, zone: Zone| Draft { parts: vec![(at, words)], zone, gap_before: false, truncated: false, headless: false };
    let mut drafts: Vec<Draft<'a>> = Vec::new();
    let marked = lines.iter().any(|line| matches!(line.mark, Mark::Heading(_)));
    for (index, line) in lines.iter().enumerate() {
        let words = line.words;
        let zone = match line.mark {
            Mark::Heading(1) => Zone::Title,
            Mark::Heading(level) => Zone::Heading(level - 1),
            Mark::Item => Zone::ListItem,
            Mark::Text if is_byline(words) => Zone::Byline,
            Mark::Text if is_credit(words) => Zone::Caption,
            Mark::Text if index == 0 && !marked && article.title.is_none() && lines.len() > 2 && is_headline(words) => Zone::Title,
            Mark::Text if !marked && is_plain_heading(lines, index) => Zone::Heading(1),
            Mark::Text => Zone::Paragraph,
        };
        if zone == Zone::Paragraph && index == 0 && words.starts_with('【') {
            if let Some(close) = words.find('】').filter(|close| *close <= 300) {
                let body = words[close..].trim_start_matches('】');
                let lead = words.len() - body.trim_start().len();
                drafts.push(draft(line.at + '【'.len_utf8(), &words['【'.len_utf8()..close], Zone::Title));
                if !body.trim().is_empty() {
                    drafts.push(draft(line.at + lead, body.trim_start(), Zone::Paragraph));
                }
                continue;
            }
        }
        drafts.push(draft(line.at, words, zone));
    }
    captions(&mut drafts);
    pull_quotes(&mut drafts);
    drafts
}

fn is_byline(words: &str) -> bool {
    let count = words.chars().count();
    let named = WORDS.byline.iter().any(|word| words.starts_with(word));
    named && count <= 60 && !words.ends_with(['。', '！', '？', '”']) && !words.contains("表示")
}

fn is_credit(words: &str) -> bool {
    words.chars().count() <= 24
        && !words.ends_with(['。', '，'])
        && WORDS.credit.iter().any(|word| words.ends_with(word) || (word.ends_with('/') && words.starts_with(word)))
}

fn is_headline(words: &str) -> bool {
    let count = words.chars().count();
    (5..=45).contains(&count) && !words.ends_with(['。', '；', '，', '：', '”'])
}

/// A short line without sentence punctuation between longer ones, or a numbered one.
fn is_plain_heading(lines: &[Line<'_>], index: usize) -> bool {
    let words = lines[index].words;
    let count = words.chars().count();
    let numbered = ["一、", "二、", "三、", "四、", "五、", "六、", "七、", "八、", "(一)", "(二)", "(三)", "（一）", "（二）", "（三）"].iter().any(|mark| words.starts_with(mark));
    let calm = !words.contains(['。', '，', '；', '、', ',', ';']) && !words.ends_with(['：', ':']);
    let next = lines.get(index + 1).map_or(0, |line| line.words.chars().count());
    let before = index.checked_sub(1).map(|before| lines[before].words);
    let closed = before.is_none_or(|before| !breaks_off(before));
    (numbered && count <= 30 && !words.ends_with('。')) || (calm && (4..=24).contains(&count) && next >= 40 && closed && lines[index].apart && index > 0)
}

/// The words below a picture stand right before its credit, as a sentence of their own at the end of the article.
fn captions(drafts: &mut [Draft<'_>]) {
    let last = drafts.len();
    for index in 1..last {
        let near_end = index + 2 >= last;
        if drafts[index].zone == Zone::Caption && drafts[index - 1].zone == Zone::Paragraph {
            let words = drafts[index - 1].parts[0].1;
            if words.chars().count() <= 60 && (near_end || words.contains("图")) {
                drafts[index - 1].zone = Zone::Caption;
            }
        }
    }
}

/// A paragraph that is one quotation standing word for word in another paragraph.
fn pull_quotes(drafts: &mut [Draft<'_>]) {
    let quoted: Vec<usize> = (0..drafts.len())
        .filter(|index| {
            let words = drafts[*index].parts[0].1;
            let count = words.chars().count();
            drafts[*index].zone == Zone::Paragraph && words.starts_with('“') && words.ends_with('”') && (8..=120).contains(&count) && words.matches('“').count() == 1
        })
        .take(20)
        .collect();
    for index in quoted {
        let trim: &[char] = &['“', '”', '。', '，', '！', '？'];
        let inside = drafts[index].parts[0].1.trim_matches(trim);
        let repeated = drafts.iter().enumerate().any(|(other, draft)| other != index && draft.parts[0].1.contains(inside));
        // Right below a heading it is a pull quote even where the layout cut the sentence it repeats.
        let headed = index > 0 && matches!(drafts[index - 1].zone, Zone::Heading(_));
        if repeated || headed {
            drafts[index].zone = Zone::PullQuote;
        }
    }
}

/// Joins torn paragraphs; marks the seams where text is lost.
fn join(drafts: &mut Vec<Draft<'_>>, segmenter: &Segmenter) {
    let mut index = 0;
    while index < drafts.len() {
        let last = drafts[index].parts.last().map_or("", |(_, words)| *words);
        let joinable = matches!(drafts[index].zone, Zone::Paragraph | Zone::ListItem);
        if !joinable || !breaks_off(last) || drafts[index].truncated || drafts[index].parts.len() > 200 {
            index += 1;
            continue;
        }
        let paragraph = |at: usize| drafts.get(at).filter(|draft| draft.zone == Zone::Paragraph);
        // A picture or a pull quote between the halves is stepped over.
        let mut next = index + 1;
        while drafts.get(next).is_some_and(|draft| matches!(draft.zone, Zone::Caption | Zone::PullQuote)) {
            next += 1;
        }
        let words = |at: usize| paragraph(at).map(|draft| draft.parts[0].1);
        if words(next).is_none() {
            // A heading or the end of the article: an item may end without punctuation, a paragraph lost its end.
            if drafts[index].zone == Zone::Paragraph {
                drafts[index].truncated = true;
            }
            index += 1;
            continue;
        }
        match continuation(last, words(next), words(next + 1), segmenter) {
            Continuation::Next => absorb(drafts, index, next),
            Continuation::Beyond => absorb(drafts, index, next + 1),
            Continuation::Lost => {
                drafts[index].truncated = true;
                let behind = &mut drafts[next];
                behind.gap_before = true;
                let opens = WORDS.opener.iter().any(|word| behind.parts[0].1.starts_with(word)) || behind.parts[0].1.starts_with('“');
                behind.headless = !opens;
                index += 1;
            }
        }
    }
}

fn absorb(drafts: &mut Vec<Draft<'_>>, index: usize, from: usize) {
    let taken = drafts.remove(from);
    drafts[index].parts.extend(taken.parts);
}

/// The tree of headings; every block learns its section.
fn sections(text: &str, blocks: &mut [Block]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut open: Vec<u32> = Vec::new();
    for (index, block) in blocks.iter_mut().enumerate() {
        if let Zone::Heading(level) = block.zone {
            while open.last().is_some_and(|last| sections[*last as usize].level >= level) {
                open.pop();
            }
            let section = sections.len() as u32;
            sections.push(Section { heading: index as u32, level, parent: open.last().copied(), name: heading_name(text, block.span) });
            open.push(section);
        }
        block.section = open.last().copied();
    }
    sections
}

/// `1. 云深处科技`, `（一）政策`, `【财经】` without number and brackets.
fn heading_name(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let mut rest = words;
    for _ in 0..3 {
        let before = rest;
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
        if digits.len() < rest.len()
            && let Some(tail) = ['.', '、', '．', ')', '）', ':', '：'].iter().find_map(|mark| digits.strip_prefix(*mark))
        {
            rest = tail.trim_start();
        }
        rest = rest.trim_start_matches(['(', '（', '【', '「', '“', ' ', '*', '_']);
        if rest.len() == before.len() {
            break;
        }
    }
    let start = span.start as usize + (words.len() - rest.len());
    let end = start + rest.trim_end_matches([')', '）', '】', '」', '”', ' ', '：', ':', '*', '_']).len();
    if start < end { Span::new(start, end) } else { span }
}

/// The day of publication: given, or stated in a line of its own at the head or foot of the article.
fn published(article: &Article, blocks: &[Block], text: &str) -> Published {
    if let Some(day) = article.published {
        return Published { start: Some(day), end: None, source: PublishedSource::Given };
    }
    let ends = blocks.iter().take(5).chain(blocks.iter().rev().take(3));
    let stated = ends.filter(|block| block.zone == Zone::Byline || block.span.len() < 60).find_map(|block| stated_day(block.span.of(text)));
    match stated {
        Some(day) => Published { start: Some(day), end: None, source: PublishedSource::Stated },
        None => Published::default(),
    }
}

/// A full date in a line that says when it was published, or that holds little else.
fn stated_day(words: &str) -> Option<Date> {
    let says = ["发布时间", "发布日期", "时间：", "时间:", "日期：", "来源"].iter().any(|word| words.contains(word));
    let mut found = Vec::new();
    crate::extract::value::scan(words, &mut found);
    found.iter().find_map(|mention| match &mention.value {
        Value::Date(date) => match date.expression {
            Expression::Of(Year::Number(_), Part::Day(..)) if says || mention.span.len() * 2 > words.len() => {
                resolve(&date.expression, &Base::default()).start
            }
            _ => None,
        },
        _ => None,
    })
}
