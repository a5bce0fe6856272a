//! Lines: a text cut at its line breaks, with the marks that Markdown, lists and numbering put at their start.
//! Everything later speaks of lines, so the marks of all markups end here.

use super::tag;
use crate::article::{Article, Markup};

/// A line of the original that holds words.
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
    /// It is set in by blanks, as paragraphs of plain text are.
    pub(super) indented: bool,
}

/// Marks around a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// None.
    Text,
    /// `#` to `######`.
    Heading(u8),
    /// `- `, `* `, `•`.
    Item,
    /// The whole line in bold.
    Bold,
}

/// Blanks around a line; some are no white space to Unicode.
pub(super) const BLANK: &[char] = &[' ', '\t', '\u{3000}', '\u{feff}', '\u{a0}', '\u{200b}'];

/// The indent of a Chinese paragraph: two full-width blanks (GB/T 9704 sets paragraphs in by two signs).
const INDENT: &str = "\u{3000}\u{3000}";

/// Bullets that need a blank behind them, because without one they begin words (`*ST`, `-3%`).
const BULLETS_APART: &[&str] = &["- ", "* ", "+ ", "· ", "– "];

/// Bullets that stand for nothing else.
const BULLETS: &[&str] = &["•", "●", "■", "◆", "▪", "►", "▶", "○", "◇", "□", "➤"];

/// The lines of an article that hold words.
pub(super) fn lines(article: &Article) -> Vec<Line<'_>> {
    let marked = article.markup == Markup::Markdown || looks_marked(&article.text);
    let mut out = Vec::new();
    let mut apart = true;
    for raw in pieces(&article.text) {
        // `raw` is a slice of the text: the distance of the two is where it stands.
        let start = raw.as_ptr() as usize - article.text.as_ptr() as usize;
        let (words, bold) = tag::trim(raw, BLANK);
        if words.is_empty() || is_rule(words) || words == "&nbsp;" {
            // `\r\n` makes an empty piece that is no blank line.
            let inside = raw.is_empty()
                && start > 0
                && article.text[..start].ends_with('\r')
                && article.text[start..].starts_with('\n');
            apart |= !inside;
            continue;
        }
        let lead = raw.len() - raw.trim_start_matches(BLANK).len();
        let (words, mark) = unmark(words, marked);
        let mark = if bold && mark == Mark::Text { Mark::Bold } else { mark };
        if words.is_empty() {
            continue;
        }
        // `words` is a slice of `raw`: the distance of the two is the length of what was taken off.
        let offset = words.as_ptr() as usize - raw.as_ptr() as usize;
        out.push(Line { at: start + offset, words, mark, apart, indented: lead >= 2 });
        apart = false;
    }
    out
}

/// The lines of a text; where line breaks were lost, a paragraph's indent between words is where one was.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']);
    lines.flat_map(tag::blocks).flat_map(|line| {
        let mut rest = Some(line);
        // 证券代码：…　　证券简称：… is one line, set apart by the same blanks.
        let running = line.contains('。');
        std::iter::from_fn(move || {
            let whole = rest?;
            let lead = whole.len() - whole.trim_start_matches(BLANK).len();
            let cut = whole[lead..].find(INDENT).filter(|_| running).map(|at| lead + at);
            rest = cut.map(|at| &whole[at..]);
            Some(&whole[..cut.unwrap_or(whole.len())])
        })
    })
}

/// Takes the marks off a line.
fn unmark(words: &str, marked: bool) -> (&str, Mark) {
    let hashes = words.bytes().take_while(|byte| *byte == b'#').count();
    if marked && (1..=6).contains(&hashes) && words[hashes..].starts_with([' ', '\t', '\u{3000}']) {
        let rest = words[hashes..].trim_matches(BLANK);
        let closed = rest.trim_end_matches('#');
        let rest = if closed.ends_with(' ') { closed.trim_end_matches(BLANK) } else { rest };
        return (unbold(rest).unwrap_or(rest), Mark::Heading(hashes as u8));
    }
    let item = BULLETS_APART.iter().chain(BULLETS).find_map(|bullet| words.strip_prefix(bullet));
    if let Some(rest) = item {
        return (rest.trim_start_matches(BLANK), Mark::Item);
    }
    let words = if marked { words.strip_prefix("> ").unwrap_or(words).trim_start_matches(BLANK) } else { words };
    match unbold(words) {
        Some(inside) => (inside, Mark::Bold),
        None => (words, Mark::Text),
    }
}

/// The words of a line that is bold as a whole.
fn unbold(words: &str) -> Option<&str> {
    let inside = words.strip_prefix("**")?.strip_suffix("**")?.trim_matches(BLANK);
    (!inside.is_empty() && !inside.contains("**") && !inside.starts_with('*')).then_some(inside)
}

/// `---`, `***`, `|---|---|`: drawn, not written.
fn is_rule(words: &str) -> bool {
    words.len() >= 3 && words.bytes().all(|byte| matches!(byte, b'-' | b'*' | b'_' | b'=' | b'|' | b':' | b' '))
}

/// `#` headings in a text that does not say it is Markdown: files of Markdown often end in `.txt`.
fn looks_marked(text: &str) -> bool {
    let mut rest = text;
    loop {
        let hashes = rest.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&hashes) && rest[hashes..].starts_with(' ') {
            return true;
        }
        match memchr::memmem::find(rest.as_bytes(), b"\n#") {
            Some(at) => rest = &rest[at + 1..],
            None => return false,
        }
    }
}

/// How a line is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numbering {
    /// Bytes of the number with its mark and blanks.
    pub(super) len: usize,
    /// Rank of the style: 一、 1, （一） 2, 1. 3, (1) 4.
    pub(super) rank: u8,
}

/// The number a line begins with. `1.5亿元` and `2025年` begin with none.
pub(super) fn numbering(words: &str) -> Option<Numbering> {
    let numeral = |c: char| matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十');
    let (inner, bracketed) = match words.strip_prefix(['(', '（']) {
        Some(inner) => (inner, true),
        None => (words, false),
    };
    let lead = words.len() - inner.len();
    let chinese = inner.len() - inner.trim_start_matches(numeral).len();
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let behind = lead + chinese.max(digits);
    let tail = &words[behind..];
    let (mark, rank) = match (chinese, digits) {
        (3..=9, 0) if bracketed => (tail.strip_prefix([')', '）'])?, 2),
        (3..=9, 0) => (tail.strip_prefix('、').or_else(|| tail.strip_prefix("．"))?, 1),
        (0, 1..=2) if bracketed => (tail.strip_prefix([')', '）'])?, 4),
        (0, 1..=2) => match tail.strip_prefix(['.', '、', '．', ')', '）']) {
            Some(rest) if !rest.starts_with(|c: char| super::view::folded(c).is_ascii_digit()) => (rest, 3),
            Some(_) => return None,
            // 01  标题
            None if digits == 2 && words.starts_with('0') && tail.starts_with(BLANK) => (tail, 1),
            None => return None,
        },
        _ => {
            let circled = words.strip_prefix(|c: char| ('①'..='⑳').contains(&c))?;
            (circled, 4)
        }
    };
    let rest = mark.trim_start_matches(BLANK);
    (!rest.is_empty()).then_some(Numbering { len: words.len() - rest.len(), rank })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_before_words_are_numbering_and_amounts_are_not() {
        for (words, rest, rank) in [
            ("一、政策", "政策", 1),
            ("（二）银行", "银行", 2),
            ("3. 云帆科技", "云帆科技", 3),
            ("4、担保", "担保", 3),
            ("(5)其他", "其他", 4),
            ("①利率", "利率", 4),
            ("02  钱从哪来", "钱从哪来", 1),
        ] {
            let found = numbering(words).unwrap_or_else(|| panic!("{words}: no numbering"));
            assert_eq!((&words[found.len..], found.rank), (rest, rank), "{words}");
        }
        for words in ["1.5亿元", "2025年", "一家银行", "12.6%", "(以下简称甲)", "1", "十、", "100、"] {
            assert_eq!(numbering(words), None, "{words}");
        }
    }

    #[test]
    fn marks_are_taken_off_and_places_stay() {
        let text = "# 标题 ##\r\n\r\n　　正文。\r\n- 一项\n*ST甲\n**问：几单？**\n---\n•二项\n".to_owned();
        let article = Article { text, ..Article::default() };
        let found = lines(&article);
        let words: Vec<_> = found.iter().map(|line| (line.words, line.mark, line.apart)).collect();
        let expected = [
            ("标题", Mark::Heading(1), true),
            ("正文。", Mark::Text, true),
            ("一项", Mark::Item, false),
            ("*ST甲", Mark::Text, false),
            ("问：几单？", Mark::Bold, false),
            ("二项", Mark::Item, true),
        ];
        assert_eq!(words, expected);
        for line in &found {
            assert!(article.text[line.at..].starts_with(line.words));
        }
    }
}
