//! Zones: what each paragraph does on the page, read from its marks, its shape and the cue words of `layout.tsv`.

use super::Zone;
use super::line::{Mark, numbering};
use super::published::full_date;
use super::seam::Seam;
use super::words::{WORDS, at_most, begins, ends, head, holds, tail};
use super::wrap::Paragraph;
use crate::segment::Segmenter;

/// A block before it stands in the view: one or more stretches of the original.
#[derive(Debug, Clone)]
pub(super) struct Draft<'a> {
    /// Byte of the text and words of each stretch; never empty.
    pub(super) parts: Vec<(usize, &'a str)>,
    pub(super) zone: Zone,
    pub(super) gap_before: bool,
    pub(super) truncated: bool,
    pub(super) headless: bool,
    /// Torn by the page and joined.
    pub(super) joined: bool,
}

impl<'a> Draft<'a> {
    fn new(parts: Vec<(usize, &'a str)>, zone: Zone) -> Self {
        Self { parts, zone, gap_before: false, truncated: false, headless: false, joined: false }
    }

    /// Its first stretch.
    pub(super) fn first(&self) -> &'a str {
        self.parts.first().map_or("", |(_, words)| words)
    }

    /// Its last stretch.
    pub(super) fn last(&self) -> &'a str {
        self.parts.last().map_or("", |(_, words)| words)
    }
}

/// What ends a sentence, a quotation or an announcement.
const CLOSED: &[char] = &['。', '！', '？', '；', '…', '!', '?', ';', '”', '"'];

/// Above this seam a short line is the first half of a torn sentence and no heading.
const TORN: i32 = 30;

/// The same for a line that ends with a word that must go on.
const TORN_OPEN: i32 = 10;

/// The zone of every paragraph of an article.
pub(super) fn zones<'a>(title: Option<&str>, paragraphs: &[Paragraph<'a>], segmenter: &Segmenter) -> Vec<Draft<'a>> {
    let marked = paragraphs.iter().any(|paragraph| matches!(paragraph.lines[0].mark, Mark::Heading(2..)));
    let headlined = paragraphs.iter().any(|paragraph| paragraph.lines[0].mark == Mark::Heading(1));
    let digest = paragraphs.iter().filter(|paragraph| paragraph.lines[0].words.starts_with('【')).count() > 1;

    let mut page = Page { title, headlined, segmenter, marked, digest, titled: false, told: false, cells: false };
    let mut drafts: Vec<Draft<'a>> = Vec::with_capacity(paragraphs.len());
    for at in 0..paragraphs.len() {
        page.place(paragraphs, at, &mut drafts);
    }
    captions(&mut drafts);
    if !marked {
        rank(&mut drafts);
    }
    drafts
}

/// What is known of the page above the paragraph in hand.
struct Page<'t> {
    title: Option<&'t str>,
    segmenter: &'t Segmenter,
    /// The headline is marked: nothing else is one.
    headlined: bool,
    /// Headings are marked: nothing else is one.
    marked: bool,
    /// Several paragraphs begin with 【…】.
    digest: bool,
    /// The headline stands above.
    titled: bool,
    /// Running text stands above.
    told: bool,
    /// The paragraph above is a short line among short lines, as tables leave them.
    cells: bool,
}

impl Page<'_> {
    fn place<'a>(&mut self, paragraphs: &[Paragraph<'a>], at: usize, drafts: &mut Vec<Draft<'a>>) {
        let paragraph = &paragraphs[at];
        let line = paragraph.lines[0];
        let words = line.words;
        let parts = || paragraph.lines.iter().map(|line| (line.at, line.words)).collect::<Vec<_>>();
        if line.mark == Mark::Text && words.starts_with('【') && self.bracketed(paragraph, drafts) {
            return;
        }
        let zone = match line.mark {
            Mark::Heading(1) if !self.titled => Zone::Title,
            Mark::Heading(level) => Zone::Heading(level.saturating_sub(1).max(1)),
            Mark::Item => Zone::ListItem,
            Mark::Bold if at_most(words, 40) && !words.ends_with(CLOSED) && !is_byline(words) => Zone::Heading(6),
            _ if paragraph.lines.len() > 1 => Zone::Paragraph,
            _ => self.single(paragraphs, at),
        };
        self.titled |= zone == Zone::Title;
        self.told |= matches!(zone, Zone::Paragraph | Zone::ListItem | Zone::Heading(_));
        let mut draft = Draft::new(parts(), zone);
        if zone == Zone::ListItem
            && line.mark != Mark::Item
            && let Some(number) = numbering(words)
        {
            draft.parts[0] = (line.at + number.len, &words[number.len..]);
        }
        drafts.push(draft);
    }

    /// The zone of a line of its own without marks.
    fn single(&mut self, paragraphs: &[Paragraph<'_>], at: usize) -> Zone {
        let words = paragraphs[at].lines[0].words;
        let cells = std::mem::take(&mut self.cells);
        if is_byline(words) {
            return Zone::Byline;
        }
        if is_caption(words) {
            self.cells = cells;
            return Zone::Caption;
        }
        if self.headlined && !self.titled && is_short(words) {
            // Page number, paper or column above a marked headline.
            return Zone::Byline;
        }
        if !self.told {
            if self.title.is_some_and(|title| same(title, words)) {
                return Zone::Title;
            }
            if self.titled && words.starts_with(['—', '–']) && at_most(words, 40) && !words.ends_with(CLOSED) {
                return Zone::Title;
            }
            let body = paragraphs[at + 1..].iter().take(4).any(is_text);
            if self.title.is_none() && !self.titled && !self.headlined && body && is_headline(words) {
                return Zone::Title;
            }
        }
        if let Some(number) = numbering(words)
            && paragraphs[at].lines[0].mark == Mark::Text
        {
            let rest = &words[number.len..];
            let calm = at_most(rest, 36) && !rest.ends_with(CLOSED) && !rest.contains('。');
            let followed = paragraphs.get(at + 1).is_some_and(|next| match numbering(next.lines[0].words) {
                Some(below) => below.rank > number.rank,
                None => is_text(next),
            });
            return match number.rank {
                _ if calm && followed && !self.marked => Zone::Heading(number.rank),
                1 | 2 if !calm => Zone::Paragraph,
                _ => Zone::ListItem,
            };
        }
        if self.marked || !is_short(words) {
            return Zone::Paragraph;
        }
        if words.ends_with(['：', ':']) {
            let stem = words.trim_end_matches(['：', ':']);
            let label = at_most(stem, 8) && ends(stem, &WORDS.say).is_none() && at + 1 < paragraphs.len();
            return if label { Zone::Heading(1) } else { Zone::Paragraph };
        }
        // A heading has text below it, perhaps under one more heading; a short line among short lines is a cell of a table.
        let short =
            |at: usize| paragraphs.get(at).is_some_and(|next| next.lines.len() == 1 && is_short(next.lines[0].words));
        let text = |at: usize| paragraphs.get(at).is_some_and(is_text);
        if !cells && (text(at + 1) || short(at + 1) && text(at + 2)) {
            return if self.is_torn(words, paragraphs[at + 1].lines[0].words) {
                Zone::Paragraph
            } else {
                Zone::Heading(2)
            };
        }
        self.cells = true;
        Zone::Paragraph
    }

    /// True for the first half of a sentence whose rest stands below: no heading, however short.
    fn is_torn(&self, words: &str, below: &str) -> bool {
        let needs = if ends(words, &WORDS.open).is_some() { TORN_OPEN } else { TORN };
        ends(words, &WORDS.open_end).is_some() || Seam::new(words, below, self.segmenter).score() >= needs
    }

    /// 【…】 at the head of a paragraph: the headline of a flash, or the heading of an item in a digest.
    fn bracketed<'a>(&mut self, paragraph: &Paragraph<'a>, drafts: &mut Vec<Draft<'a>>) -> bool {
        let line = paragraph.lines[0];
        let open = '【'.len_utf8();
        let near = head(line.words, 100);
        let Some(close) = near.find('】').filter(|close| *close > open) else { return false };
        let body = line.words[close + '】'.len_utf8()..].trim_start();
        let alone = body.is_empty() && paragraph.lines.len() == 1;
        let zone = match (self.told, self.titled) {
            (false, false) => Zone::Title,
            _ if alone || self.digest => Zone::Heading(1),
            _ => return false,
        };
        self.titled = true;
        self.told |= !alone || zone != Zone::Title;
        self.cells = false;
        drafts.push(Draft::new(vec![(line.at + open, &line.words[open..close])], zone));
        let mut parts = Vec::new();
        if !body.is_empty() {
            parts.push((line.at + (line.words.len() - body.len()), body));
        }
        parts.extend(paragraph.lines[1..].iter().map(|line| (line.at, line.words)));
        if !parts.is_empty() {
            drafts.push(Draft::new(parts, Zone::Paragraph));
        }
        true
    }
}

/// A reporter's line over an article: 本报记者 王芳 上海报道.
pub(super) fn is_report(words: &str) -> bool {
    at_most(words, 40)
        && begins(words, &WORDS.reporter).is_some()
        && (ends(words, &WORDS.report).is_some() || words.contains("报道"))
        && !words.contains(['，', '。', '；', '：'])
        && is_byline(words)
}

/// Reporter, editor, source or day of publication: a short line that tells nothing.
pub(super) fn is_byline(words: &str) -> bool {
    if !at_most(words, 90) {
        return false;
    }
    if begins(words, &WORDS.house).is_some() && at_most(words, 50) {
        return true;
    }
    if let Some(inner) = words.strip_prefix(['(', '（']).and_then(|inner| inner.strip_suffix([')', '）'])) {
        return at_most(inner, 50) && (credits(inner) || labelled(inner).is_some());
    }
    if words.ends_with(['。', '！', '？', '”', '?', '!', '；', '，']) {
        return false;
    }
    if let Some(value) = labelled(words) {
        return at_most(value, 80)
            && !value.contains(['。', '？', '！'])
            && (!value.contains('，') || full_date(value).is_some());
    }
    // 经济观察报 2025-06-12, 2025-08-20 18:12: a date with little else.
    if let Some(date) = full_date(words) {
        let others = words.chars().count() - words[date.span.clone()].chars().count();
        if others <= 24 && !words.contains(['，', '。', '、', '：', '；']) && !holds(words, &WORDS.say) {
            let behind = words[date.span.end..].trim_start();
            return behind
                .chars()
                .next()
                .is_none_or(|c| !is_letter(c) || credits(behind) || labelled(behind).is_some());
        }
    }
    at_most(words, 50) && credits(words) && !words.contains(['，', '；', '：'])
}

/// 本报记者 王芳 北京报道, 通讯员 李明: names a person and tells nothing of him.
fn credits(words: &str) -> bool {
    let Some(cue) = begins(words, &WORDS.reporter) else { return false };
    let rest = &words[cue.len()..];
    // 记者王芳, not 记者们 or 记者从…获悉.
    !rest.is_empty()
        && (ends(rest, &WORDS.report).is_some() || rest.contains("贡献") || !holds(rest, &WORDS.telling))
        && !rest.starts_with(['们', '在', '的'])
}

/// The value behind a label: 来源：新华社 gives 新华社.
fn labelled(words: &str) -> Option<&str> {
    let label = begins(words, &WORDS.label)?;
    let rest = words[label.len()..].trim_start_matches([' ', '\u{3000}', '\u{a0}']);
    let rest = rest.strip_prefix("&nbsp;").unwrap_or(rest);
    let value = rest.strip_prefix(['：', ':', '|', '｜', '/', '／', '丨'])?;
    (!value.trim().is_empty()).then_some(value)
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic()
}

/// A photographer's credit, the legend of a table, its source.
fn is_caption(words: &str) -> bool {
    if !at_most(words, 70) || words.ends_with(['。', '，', '；']) && begins(words, &WORDS.caption).is_none() {
        return false;
    }
    let bracketed =
        words.starts_with(['(', '（']) && words.ends_with([')', '）']) && at_most(words, 40) && !words.contains('。');
    bracketed || is_credit(words) || begins(words, &WORDS.caption).is_some() || is_legend(words)
}

/// 王芳/摄, 图/视觉中国, 样机下线(图源/企业).
fn is_credit(words: &str) -> bool {
    let bracket =
        words.strip_suffix([')', '）']).and_then(|inside| inside.rfind(['(', '（']).map(|open| &inside[open..]));
    if let Some(inner) = bracket {
        let inner = inner.trim_start_matches(['(', '（']);
        return at_most(inner, 20)
            && (begins(inner, &WORDS.credit_lead).is_some() || ends(inner, &WORDS.credit).is_some());
    }
    at_most(words, 24) && (ends(words, &WORDS.credit).is_some() || begins(words, &WORDS.credit_lead).is_some())
}

/// A credit without words about the picture: they stand in the line above.
fn is_bare_credit(words: &str) -> bool {
    is_credit(words) && (!words.ends_with([')', '）']) || words.starts_with(['(', '（']))
}

/// 表1 …, 图2：…
fn is_legend(words: &str) -> bool {
    let Some(rest) = words.strip_prefix(['表', '图']) else { return false };
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    digits.len() < rest.len()
        && (digits.is_empty() || digits.starts_with([' ', '\u{3000}', '：', ':', '.', '、']))
        && !words.contains('。')
}

/// A line that could be a headline: short, not a sentence, not a byline.
pub(super) fn is_headline(words: &str) -> bool {
    !at_most(words, 3)
        && at_most(words, 60)
        && !words.ends_with(['。', '；', '，', '：', '、', ';', ',', ':'])
        && !words.contains('。')
        && !is_byline(words)
}

/// A line that could be a heading or a cell.
fn is_short(words: &str) -> bool {
    at_most(words, 34)
        && !words.ends_with(CLOSED)
        && !words.ends_with(['，', '、', ',', '.'])
        && !words.contains('。')
        && words.matches(['，', ',']).count() <= 1
        && balanced(words)
}

fn balanced(words: &str) -> bool {
    words.matches('“').count() == words.matches('”').count()
        && words.matches(['(', '（']).count() == words.matches([')', '）']).count()
}

/// A paragraph that tells something.
fn is_text(paragraph: &Paragraph<'_>) -> bool {
    let words = paragraph.lines[0].words;
    let mark = paragraph.lines[0].mark;
    let told =
        paragraph.lines.len() > 1 || !at_most(words, 39) || words.ends_with(CLOSED) || words.ends_with(['：', ':']);
    matches!(mark, Mark::Text | Mark::Bold | Mark::Item) && (told || mark == Mark::Item)
}

/// The same words but for blanks and width.
fn same(title: &str, words: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).map(super::view::folded).collect::<String>();
    title.len().abs_diff(words.len()) <= title.len().max(16) && letters(title) == letters(words)
}

/// The line above a credit is its caption, if it is short and closes the article or speaks of a picture.
fn captions(drafts: &mut [Draft<'_>]) {
    let count = drafts.len();
    for at in 1..count {
        if drafts[at].zone != Zone::Caption
            || drafts[at - 1].zone != Zone::Paragraph
            || !is_bare_credit(drafts[at].first())
        {
            continue;
        }
        let words = drafts[at - 1].first();
        let closes = drafts[at + 1..].iter().all(|draft| matches!(draft.zone, Zone::Byline | Zone::Caption));
        if drafts[at - 1].parts.len() == 1
            && at_most(words, 60)
            && at >= 2
            && (closes || at_most(words, 30) || tail(words, 6).contains('图') || head(words, 6).contains('图'))
        {
            drafts[at - 1].zone = Zone::Caption;
        }
    }
}

/// Levels of headings without marks become 1, 2, 3 … in the order of their rank.
fn rank(drafts: &mut [Draft<'_>]) {
    let mut used = [false; 8];
    for draft in drafts.iter() {
        if let Zone::Heading(level) = draft.zone {
            used[usize::from(level.min(7))] = true;
        }
    }
    for draft in drafts {
        if let Zone::Heading(level) = draft.zone {
            let below = used[1..=usize::from(level.min(7))].iter().filter(|used| **used).count();
            draft.zone = Zone::Heading(below.max(1) as u8);
        }
    }
}
