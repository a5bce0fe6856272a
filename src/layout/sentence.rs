//! Sentences: a block cut behind 。！？ and the quotes and brackets that close with them, never inside brackets or numbers.

use super::Sentence;
use crate::span::Span;

/// Bytes after which a sentence is cut at the next comma: work per sentence stays bounded.
pub(super) const LONGEST: usize = 12_000;

/// Cuts one block; true if the limit bit.
pub(super) fn cut(text: &str, block: Span, index: u32, out: &mut Vec<Sentence>) -> bool {
    let words = block.of(text);
    let (mut start, mut depth, mut limited) = (0usize, 0u32, false);
    let mut chars = words.char_indices().peekable();
    let mut push = |start: usize, end: usize| {
        if start < end {
            let span = Span::new(block.start as usize + start, block.start as usize + end);
            out.push(Sentence { span, block: index, truncated: false, headless: false });
        }
    };
    while let Some((at, c)) = chars.next() {
        match c {
            '(' | '（' | '《' => depth += 1,
            ')' | '）' | '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let long = at - start >= LONGEST;
        let ends = matches!(c, '。' | '！' | '？' | '!' | '?') && (depth == 0 || long);
        let forced = long && (matches!(c, '，' | ',' | '；' | ' ') || at - start >= 2 * LONGEST);
        if !ends && !forced {
            continue;
        }
        limited |= forced;
        let mut end = at + c.len_utf8();
        while let Some((next, close)) = chars.peek().copied() {
            if !matches!(close, '”' | '’' | '」' | '』' | '"' | '】' | ')' | '！' | '？' | '。') || forced {
                break;
            }
            end = next + close.len_utf8();
            chars.next();
        }
        push(start, end);
        start = end;
        depth = 0;
    }
    push(start, words.len());
    limited
}
