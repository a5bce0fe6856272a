//! Persons where they act: a name of two or three characters behind a title (实控人张三, 副总经理李四).

use super::words::{WORDS, is_han};
use super::{Scene, unlisted};
use crate::extract::{Kind, Mention, Value};
use crate::span::Span;

pub(super) fn find(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    let text = scene.text;
    for hit in WORDS.titles.leftmost_find_iter(text) {
        let mut at = hit.end();
        // 董事长、总经理张三; 董事张三、李四
        while let Some(end) = name_at(text, at).filter(|end| !scene.segmenter.knows(&text[at..*end])) {
            let span = Span::new(at, end);
            out.push(Mention { span, value: Value::Party(unlisted(Kind::Person, span.of(text))), rule: "person" });
            let rest = &text[end..];
            match rest.chars().next() {
                Some(link @ ('、' | '和' | '及')) => at = end + link.len_utf8(),
                _ => break,
            }
        }
    }
}

fn name_at(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let mut chars = rest.char_indices();
    let (_, surname) = chars.next()?;
    if !WORDS.surnames.contains(&surname) {
        return None;
    }
    for length in [3, 2] {
        let end = rest.char_indices().nth(length).map_or(rest.len(), |(at, _)| at);
        let name = &rest[..end];
        let behind = &rest[end..];
        let closed = behind.chars().next().is_none_or(|c| !is_han(c)) || WORDS.person_closers.begins(behind).is_some();
        let title = WORDS.titles_set.begins(name).is_some()
            || WORDS.titles_set.ends(name).is_some()
            || name.ends_with("经理")
            || name.starts_with("相关");
        if !title
            && name.chars().count() == length
            && name.chars().all(is_han)
            && closed
            && !name.contains(['拟', '的', '于', '将', '持', '计', '通', '和', '及', '股', '司'])
        {
            return Some(at + end);
        }
    }
    None
}
