//! Pull quotes: a paragraph that says again what the article says elsewhere, set large to break up the page.
//! Found before torn sentences are joined, because a pull quote often stands between the halves.

use super::Zone;
use super::words::at_most;
use super::zone::Draft;

/// Bytes searched for quotations in one article; each candidate costs one pass over its text.
const MOST_SEARCHED: usize = 64 << 20;

/// Sentences shorter than this many bytes repeat by chance.
const SHORTEST: usize = 36;

/// Gives repeated paragraphs their zone; true if [`MOST_SEARCHED`] bit.
pub(super) fn pull_quotes(drafts: &mut [Draft<'_>]) -> bool {
    let candidates: Vec<usize> = (0..drafts.len()).filter(|at| is_candidate(&drafts[*at])).collect();
    if candidates.is_empty() {
        return false;
    }
    // The running text as one string, so that a sentence torn by the page is found whole.
    let mut text = String::new();
    // What repeats only among themselves, as the lines of a live report do, is no quotation of the text.
    let mut others = candidates.iter().copied().peekable();
    for (at, draft) in
        drafts.iter().enumerate().filter(|(_, draft)| matches!(draft.zone, Zone::Paragraph | Zone::ListItem))
    {
        while others.peek().is_some_and(|other| *other < at) {
            others.next();
        }
        if others.peek() != Some(&at) {
            draft.parts.iter().for_each(|(_, words)| text.push_str(words));
        }
    }
    let most = MOST_SEARCHED / text.len().max(1);
    for at in candidates.iter().copied().take(most) {
        let words: String = drafts[at].parts.iter().map(|(_, words)| *words).collect();
        let mut sentences = sentences(&words).peekable();
        if sentences.peek().is_some()
            && sentences.all(|sentence| memchr::memmem::find(text.as_bytes(), sentence.as_bytes()).is_some())
        {
            drafts[at].zone = Zone::PullQuote;
        }
    }
    candidates.len() > most
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
