//! Items: the numbered pieces of news of a digest (1、甲…。2、乙…。), each with a subject of its own.

use crate::layout::{Document, Zone};

/// The fewest items of a digest: 1、 and 2、 also number the points of one announcement.
const LEAST: usize = 4;

/// What stands before the first number, where it does not open a sentence.
const BEFORE: &[char] = &[' ', '　', '：', ':', '】', '。', '\n', '；'];

/// Per sentence the number of its item, counted through the document; none outside of a list.
pub(super) fn of(document: &Document<'_>) -> Vec<Option<usize>> {
    let mut out: Vec<Option<usize>> = vec![None; document.sentences.len()];
    let (mut items, mut run, mut next, mut from) = (0, 0, 1, 0);
    // How the first item is marked: （1） inside of 3、 is none.
    let mut style = None;
    let close = |out: &mut Vec<Option<usize>>, from: usize, to: usize, run: usize| {
        if run < LEAST {
            out[from..to].fill(None);
        }
    };
    for (index, sentence) in document.sentences.iter().enumerate() {
        let words = sentence.span.of(document.text());
        let zone = document.blocks[sentence.block as usize].zone;
        let inside = || {
            let starts = words.match_indices(BEFORE).map(|(at, c)| &words[at + c.len()..]);
            starts.filter(|rest| !rest.starts_with([' ', '　'])).find_map(|rest| opens(rest, 1))
        };
        let first = || opens(words, 1).or_else(inside);
        if run > 0 && opens(words, next).is_some_and(|mark| Some(mark) == style) {
            (items, run, next) = (items + 1, run + 1, next + 1);
        } else if matches!(zone, Zone::Paragraph)
            && let Some(mark) = first()
            && (run < 2 || Some(mark) == style)
        {
            close(&mut out, from, index, run);
            (items, run, next, from) = (items + 1, 1, 2, index);
            style = Some(mark);
        } else if matches!(zone, Zone::Heading(_) | Zone::Title) {
            close(&mut out, from, index, run);
            (run, from) = (0, index);
        }
        out[index] = (run > 0).then_some(items);
    }
    let end = out.len();
    close(&mut out, from, end, run);
    out
}

/// The mark of the number that the words begin with (3、, 3）, ③), if it is this one.
fn opens(words: &str, number: u32) -> Option<char> {
    let words = words.trim_start();
    let circled = char::from_u32(0x245F + number).filter(|_| number <= 20);
    if circled.is_some_and(|circled| words.starts_with(circled)) {
        return Some('①');
    }
    let rest = words.trim_start_matches(['(', '（']);
    let enclosed = rest.len() < words.len();
    let digits: &str = &rest[..rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len()];
    let behind = &rest[digits.len()..];
    let mark = behind.chars().next().filter(|c| matches!(c, '、' | '）' | ')' | '．' | '.'))?;
    let decimal = mark == '.' && behind[1..].starts_with(|c: char| c.is_ascii_digit());
    (digits.parse() == Ok(number) && !decimal).then_some(if enclosed { '(' } else { mark })
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::article::Article;
    use crate::layout::layout;
    use crate::segment::Segmenter;

    /// The items of the sentences of a text, from zero on.
    fn items(text: &str) -> Vec<Option<usize>> {
        let article = Article { id: "a".to_owned(), text: text.to_owned(), ..Article::default() };
        let segmenter = Segmenter::default();
        let documents = layout(&article, &segmenter);
        let found = of(&documents[0]);
        let first = found.iter().flatten().min().copied().unwrap_or(0);
        found.into_iter().map(|item| Some(item? - first)).collect()
    }

    #[test]
    fn four_numbers_in_order_make_a_digest() {
        let four = "要闻如下： 1、甲公司换帅。2、油价下跌。3、乙公司中标。此前已有预告。4、丙公司停牌。";
        assert_eq!(items(four), [Some(0), Some(1), Some(2), Some(2), Some(3)]);
        assert!(
            items("要闻如下： 1、甲公司换帅。2、油价下跌。3、乙公司中标。").iter().all(Option::is_none),
            "points of one text"
        );
    }

    #[test]
    fn numbers_of_another_style_stand_inside_of_an_item() {
        let nested = "要闻如下： 1、甲公司换帅。2、油价下跌。3、乙公司公告。（1）签约。（2）付款。4、丙公司停牌。";
        let found = items(nested);
        assert_eq!(found.first(), Some(&Some(0)));
        assert_eq!(found.last(), Some(&Some(3)), "{found:?}");
    }
}
