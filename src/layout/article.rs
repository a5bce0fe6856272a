//! Articles: the lines of a text with their marks, and where one article ends and the next begins.

use super::words::WORDS;
use crate::article::{Article, Markup};

/// A line of the original that is not blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Byte of the text where `words` begin.
    pub(super) at: usize,
    /// Its words without marks and outer blanks.
    pub(super) words: &'a str,
    /// What its marks say.
    pub(super) mark: Mark,
    /// A blank line stands before it.
    pub(super) apart: bool,
}

/// Marks at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// None.
    Text,
    /// `#` to `######`.
    Heading(u8),
    /// `- `, `* `, `• `.
    Item,
}

/// The articles of a text, each as its lines.
pub(super) fn split(article: &Article) -> Vec<Vec<Line<'_>>> {
    let lines = lines(&article.text, article.markup);
    if !article.is_file {
        return vec![lines];
    }
    let mut starts: Vec<usize> =
        (0..lines.len()).filter(|index| lines[*index].mark == Mark::Heading(1)).collect();
    if starts.is_empty() {
        // A headline with a byline below it, more than once: several articles in a plain text.
        starts = (1..lines.len()).filter(|index| is_report_line(lines[*index].words)).map(|index| index - 1).collect();
        if starts.len() < 2 {
            starts.clear();
        }
    }
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    starts.push(lines.len());
    let pieces: Vec<Vec<Line<'_>>> = starts.windows(2).map(|pair| lines[pair[0]..pair[1]].to_vec()).collect();
    let full: Vec<Vec<Line<'_>>> = pieces.into_iter().filter(|lines| !lines.is_empty()).collect();
    if full.is_empty() { vec![Vec::new()] } else { full }
}

/// 本报记者 王芳 上海报道.
fn is_report_line(words: &str) -> bool {
    words.chars().count() <= 40 && words.ends_with("报道") && WORDS.byline.iter().any(|word| words.starts_with(word))
}

fn lines(text: &str, markup: Markup) -> Vec<Line<'_>> {
    let marked = markup == Markup::Markdown || looks_marked(text);
    let mut out = Vec::new();
    let (mut at, mut apart) = (0, true);
    for line in text.split('\n') {
        let start = at;
        at += line.len() + 1;
        let blank: &[char] = &[' ', '\t', '\r', '\u{3000}', '\u{feff}', '\u{a0}'];
        let lead = line.len() - line.trim_start_matches(blank).len();
        let words = line.trim_matches(blank);
        if words.is_empty() {
            apart = true;
            continue;
        }
        let mut begin = start + lead;
        let (mut words, mut mark) = (words, Mark::Text);
        let hashes = words.bytes().take_while(|byte| *byte == b'#').count();
        if marked && (1..=6).contains(&hashes) && words[hashes..].starts_with(' ') {
            let rest = words[hashes..].trim_start();
            begin += words.len() - rest.len();
            (words, mark) = (rest.trim_end_matches('#').trim_end(), Mark::Heading(hashes as u8));
        } else if let Some(rest) = ["- ", "* ", "• ", "·  ", "● ", "■ ", "◆ "].iter().find_map(|mark| words.strip_prefix(mark)) {
            let rest = rest.trim_start();
            begin += words.len() - rest.len();
            (words, mark) = (rest, Mark::Item);
        }
        if words.is_empty() {
            continue;
        }
        out.push(Line { at: begin, words, mark, apart });
        apart = false;
    }
    out
}

/// `#` headings in a text that does not say it is Markdown.
fn looks_marked(text: &str) -> bool {
    text.starts_with("# ") || text.contains("\n# ") || text.contains("\n## ")
}
