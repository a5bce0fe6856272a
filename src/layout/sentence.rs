//! Sentences: a block cut behind 。！？ and the quotes and brackets that close with them, never inside brackets or numbers.
//! A semicolon does not end a sentence: the clauses it parts often share their subject. In the headline of a digest and before
//! the number of one of its items it does.

use super::{Sentence, Zone};
use crate::span::Span;

/// Bytes after which a sentence is cut at the next comma: work per sentence stays bounded.
pub(super) const LONGEST: usize = 12_000;

/// Bytes that a bracket may hold without being taken for a slip: full stops inside are no ends of sentences.
const BRACKET: usize = 600;

/// 甲申请上市；乙市值蒸发300亿；丙裁员: semicolons of a headline from which on it is that of a digest, whose items have nothing in common.
const DIGEST: usize = 2;

/// 要闻如下：1）甲…；2）乙…: numbers of a paragraph from which on each tells news of its own.
const NUMBERS: usize = 4;

/// The numbers 1）, 2）, … behind the stops of a paragraph.
fn numbers(words: &str) -> usize {
    let stops: &[char] = &['；', '：', '。'];
    words.match_indices(stops).filter(|(at, stop)| is_numbered(&words[at + stop.len()..])).count()
}

/// True if the words open with the number of an item: 2）.
fn is_numbered(words: &str) -> bool {
    let rest = words.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < words.trim_start().len() && rest.starts_with(['）', ')'])
}

/// Cuts one block; true if the limit bit. The sentences joined give the block back.
pub(super) fn cut(text: &str, block: Span, zone: Zone, index: u32, out: &mut Vec<Sentence>) -> bool {
    let words = block.of(text);
    let bytes = words.as_bytes();
    let digest = zone == Zone::Title && words.matches('；').count() >= DIGEST;
    let numbered = !digest && words.matches('；').count() >= DIGEST && numbers(words) >= NUMBERS;
    let mut push = |start: usize, end: usize| {
        if start < end {
            let span = Span::new(block.start as usize + start, block.start as usize + end);
            out.push(Sentence { span, block: index, truncated: false, headless: false });
        }
    };
    let brackets = brackets(words);
    let mut inside = brackets.iter().peekable();
    let (mut start, mut limited) = (0usize, false);
    let mut chars = words.char_indices().peekable();
    if let Some(end) = glued_headline(words) {
        push(start, end);
        start = end;
        while chars.next_if(|(at, _)| *at < end).is_some() {}
    }
    while let Some((at, c)) = chars.next() {
        let long = at - start >= LONGEST;
        let ends = match c {
            '。' | '！' | '？' => true,
            '；' => digest || (numbered && is_numbered(&words[at + c.len_utf8()..])),
            '!' | '?' => {
                !bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphanumeric() || matches!(next, b'=' | b'&'))
            }
            _ => false,
        };
        let forced = long && (matches!(c, '，' | ',' | '；' | ' ') || at - start >= 2 * LONGEST);
        if !ends && !forced {
            continue;
        }
        while inside.peek().is_some_and(|(_, close)| *close < at) {
            inside.next();
        }
        if !forced && inside.peek().is_some_and(|(open, _)| *open < at) {
            continue;
        }
        let mut end = at + c.len_utf8();
        let closes = |c: char| {
            matches!(c, '”' | '’' | '」' | '』' | '"' | '】' | ')' | '》' | '！' | '？' | '。' | '!' | '?' | '*' | ' ')
        };
        while let Some((next, close)) = chars.peek().copied().filter(|(_, close)| !forced && closes(*close)) {
            // A quotation mark of the plain kind behind a blank opens the next sentence.
            if matches!(close, '"' | '*') && words[..next].ends_with(' ') {
                break;
            }
            end = next + close.len_utf8();
            chars.next();
        }
        limited |= forced;
        push(start, end);
        start = end;
    }
    push(start, words.len());
    limited
}

/// 甲股份：拟减持3%股份|甲股份(600000)6月1日公告，…: where the text goes on behind a headline that nothing parts from it. It opens
/// with the name before the colon again, and that with a code or a day.
fn glued_headline(words: &str) -> Option<usize> {
    /// Characters of the name before the colon, and of the whole headline.
    const NAME: std::ops::RangeInclusive<usize> = 2..=8;
    const MOST: usize = 60;
    let head = words.trim_start();
    let tag =
        [('【', '】'), ('[', ']')].into_iter().find_map(|(open, close)| head.strip_prefix(open)?.split_once(close));
    let body = tag.map_or(head, |(_, rest)| rest).trim_start();
    let (name, rest) = body.split_once([':', '：'])?;
    if !NAME.contains(&name.chars().count()) || !name.chars().all(|c| c.is_alphanumeric() || c == '*') {
        return None;
    }
    let line: String = rest.chars().take(MOST).take_while(|c| !"。！？!?\n".contains(*c)).collect();
    let again = |behind: &str| {
        let code = behind.strip_prefix('(').is_some_and(|code| code.starts_with(|c: char| c.is_ascii_digit()));
        let month = behind.trim_start_matches(|c: char| c.is_ascii_digit());
        code || month.len() < behind.len() && month.starts_with('月')
    };
    let at = line.match_indices(name).map(|(at, _)| at).find(|at| {
        let glued =
            line[..*at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '%' | ')' | '”'));
        glued && again(&rest[at + name.len()..])
    })?;
    Some(words.len() - rest.len() + at)
}

/// The outermost pairs of brackets, in order; a bracket that closes late or never is none.
fn brackets(words: &str) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    for (at, c) in words.char_indices() {
        let partner = match c {
            '(' | '《' | '【' | '〔' => {
                // Deep nesting is noise; what it holds is not needed.
                if open.len() < 16 {
                    open.push((c, at));
                }
                continue;
            }
            ')' => '(',
            '》' => '《',
            '】' => '【',
            '〕' => '〔',
            _ => continue,
        };
        let Some(depth) = open.iter().rposition(|(mark, _)| *mark == partner) else { continue };
        let begin = open[depth].1;
        open.truncate(depth);
        if at - begin > BRACKET {
            continue;
        }
        while out.last().is_some_and(|(inner, _)| *inner > begin) {
            out.pop();
        }
        out.push((begin, at));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sentences(text: &str) -> Vec<&str> {
        sentences_of(text, Zone::Paragraph)
    }

    fn sentences_of(text: &str, zone: Zone) -> Vec<&str> {
        let mut out = Vec::new();
        cut(text, Span::new(0, text.len()), zone, 0, &mut out);
        out.iter().map(|sentence| sentence.span.of(text)).collect()
    }

    #[test]
    fn semicolons_end_the_items_of_a_digest() {
        let digest = "甲申请上市；乙市值蒸发300亿；丙裁员";
        assert_eq!(sentences_of(digest, Zone::Title), ["甲申请上市；", "乙市值蒸发300亿；", "丙裁员"]);
        assert_eq!(sentences(digest).len(), 1, "clauses of a paragraph share their subject");
        assert_eq!(sentences_of("甲：净利增长；拟收购乙", Zone::Title).len(), 1, "one firm's news");
        let numbered = "要闻：1）甲涨价；2）乙回购；公司方面：1）丙公告，拟减持；2）丁询价转让。";
        assert_eq!(
            sentences(numbered),
            ["要闻：1）甲涨价；", "2）乙回购；公司方面：1）丙公告，拟减持；", "2）丁询价转让。"]
        );
        assert_eq!(sentences("用于：1）甲项目；2）乙项目。").len(), 1, "two numbers are the points of one text");
    }

    #[test]
    fn sentences_end_behind_stops_and_what_closes_with_them() {
        for (text, expected) in [
            ("甲公司获贷1.5亿元。期限两年。", vec!["甲公司获贷1.5亿元。", "期限两年。"]),
            ("“额度已批。”乙银行说。", vec!["“额度已批。”", "乙银行说。"]),
            ("丙公司(下称丙。公司)签约；丁公司跟进。", vec!["丙公司(下称丙。公司)签约；丁公司跟进。"]),
            ("真的吗？！当然。", vec!["真的吗？！", "当然。"]),
            ("(未闭合的括号。第二句。", vec!["(未闭合的括号。", "第二句。"]),
            ("见https://a.cn/?b=1。完", vec!["见https://a.cn/?b=1。", "完"]),
            ("**利率债。** 财政部发债。", vec!["**利率债。** ", "财政部发债。"]),
            ("没有句号", vec!["没有句号"]),
            (
                "甲股份:拟减持3%股份甲股份(600000)6月1日公告，乙拟减持。",
                vec!["甲股份:拟减持3%股份", "甲股份(600000)6月1日公告，乙拟减持。"],
            ),
            ("甲股份:乙拟收购，甲股份(600000)公告。", vec!["甲股份:乙拟收购，甲股份(600000)公告。"]),
        ] {
            assert_eq!(sentences(text), expected);
        }
    }

    #[test]
    fn a_sentence_without_end_is_cut() {
        let text = "资金，".repeat(10_000);
        let mut out = Vec::new();
        assert!(cut(&text, Span::new(0, text.len()), Zone::Paragraph, 0, &mut out));
        assert!(out.iter().all(|sentence| sentence.span.len() <= LONGEST + 16));
    }

    proptest! {
        #[test]
        fn joined_sentences_give_the_block_back(text in "[一二。！？()《》”“ a1.!?*\"]{0,80}") {
            prop_assert_eq!(sentences(&text).concat(), text);
        }
    }
}
