//! Split: where one article of a text ends and the next begins.

use super::line::{Line, Mark};
use super::words::at_most;
use super::zone::{is_headline, is_report};
use crate::article::Article;

/// More articles than any page holds; the rest of the text stays with the last one.
pub(super) const MOST_ARTICLES: usize = 1_000;

/// The articles of a text, each as its lines; at least one. True if [`MOST_ARTICLES`] bit.
pub(super) fn split<'t, 'a>(article: &Article, lines: &'t [Line<'a>]) -> (Vec<&'t [Line<'a>]>, bool) {
    let mut starts: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].mark == Mark::Heading(1)).collect();
    if starts.is_empty() && article.title.is_none() {
        starts = reported(lines);
    }
    // Words before the first headline are an article only if they tell something: a page number or a source line does not.
    let told = starts.first().is_some_and(|first| {
        lines[..*first].iter().any(|line| line.words.ends_with(['。', '！', '？', '”']) && !at_most(line.words, 30))
    });
    match starts.first_mut() {
        Some(first) if !told => *first = 0,
        _ => starts.insert(0, 0),
    }
    let limited = starts.len() > MOST_ARTICLES;
    starts.truncate(MOST_ARTICLES);
    starts.push(lines.len());
    (starts.windows(2).map(|pair| &lines[pair[0]..pair[1]]).collect(), limited)
}

/// Plain text: a headline with a reporter's line below it, more than once. Once is the head of the one article.
fn reported(lines: &[Line<'_>]) -> Vec<usize> {
    let mut starts: Vec<usize> = Vec::new();
    for at in 1..lines.len() {
        if !is_report(lines[at].words) {
            continue;
        }
        // A subtitle may stand between headline and reporter.
        let subtitled = at >= 2 && lines[at - 1].words.starts_with(['—', '–']) && is_headline(lines[at - 2].words);
        let start = if subtitled { at - 2 } else { at - 1 };
        let opens =
            start == 0 || lines[start].apart || lines[start - 1].words.ends_with(['。', '！', '？', '”', ')', '）']);
        if lines[start].mark == Mark::Text && is_headline(lines[start].words) && opens {
            starts.push(start);
        }
    }
    if starts.len() < 2 {
        starts.clear();
    }
    starts
}
