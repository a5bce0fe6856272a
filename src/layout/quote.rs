//! Pull quotes: a paragraph that says again what the article says elsewhere, set large to break up the page.
//! Found before torn sentences are joined, because a pull quote often stands between the halves.

use super::Zone;
use super::words::at_most;
use super::zone::Draft;

/// Candidates looked up in the article; each costs one pass over its text.
const MOST_CANDIDATES: usize = 24;

/// Sentences shorter than this many bytes repeat by chance.
const SHORTEST: usize = 36;

/// Gives repeated paragraphs their zone; true if [`MOST_CANDIDATES`] bit.
pub(super) fn pull_quotes(drafts: &mut [Draft<'_>]) -> bool {
    let mut candidates: Vec<usize> = (0..drafts.len()).filter(|at| is_candidate(&drafts[*at])).collect();
    let limited = candidates.len() > MOST_CANDIDATES;
    candidates.truncate(MOST_CANDIDATES);
    if candidates.is_empty() {
        return limited;
    }
    // The running text as one string, so that a sentence torn by the page is found whole.
    let mut text = String::new();
    for draft in drafts.iter().filter(|draft| matches!(draft.zone, Zone::Paragraph | Zone::ListItem)) {
        draft.parts.iter().for_each(|(_, words)| text.push_str(words));
    }
    for at in candidates {
        let words: String = drafts[at].parts.iter().map(|(_, words)| *words).collect();
        let mut sentences = sentences(&words).peekable();
        if sentences.peek().is_some() && sentences.all(|sentence| twice(&text, sentence)) {
            drafts[at].zone = Zone::PullQuote;
        }
    }
    limited
}

/// One quotation without a speaker, or one short sentence.
fn is_candidate(draft: &Draft<'_>) -> bool {
    let (first, last) = (draft.first(), draft.last());
    if draft.zone != Zone::Paragraph || draft.parts.len() > 8 {
        return false;
    }
    let quotation = first.starts_with(['“', '「', '"']) && last.ends_with(['”', '」', '"']);
    if quotation {
        return draft.parts.iter().map(|(_, words)| words.matches(['“', '「']).count()).sum::<usize>() <= 2
            && at_most(first, 160);
    }
    draft.parts.len() == 1
        && at_most(first, 70)
        && first.ends_with(['。', '！', '？'])
        && first.matches('。').count() <= 1
}

/// The sentences of a quotation without its marks, but for those too short to tell a repetition from chance.
fn sentences(words: &str) -> impl Iterator<Item = &str> {
    let marks: &[char] = &['“', '”', '「', '」', '"', '。', '！', '？', '；', '，', ' '];
    words
        .split(['。', '！', '？', '；'])
        .map(move |sentence| sentence.trim_matches(marks))
        .filter(|sentence| sentence.len() >= SHORTEST)
}

fn twice(text: &str, sentence: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), sentence.as_bytes()).nth(1).is_some()
}
