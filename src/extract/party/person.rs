//! Persons where they act: a name of two or three characters behind a title (实控人张三, 副总经理李四).

use super::words::{WORDS, is_han};
use super::{Scene, unlisted};
use crate::extract::{Kind, Mention, Value};
use crate::span::Span;

/// What may stand behind a person's name.
const BEHIND: &[&str] = &[
    "拟", "计划", "于", "减持", "增持", "将", "所持", "持有", "通过", "及", "、", "和", "与", "，", "。", "质押", "在", "已", "累计", "先生", "女士", "合计",
    "提交", "出具", "提供", "(", "以", "分别", "完成", "（", "披露", "\n", "；", "的", "首次", "未", "向", "为", "共", "从",
];

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
        let closed = behind.is_empty() || BEHIND.iter().any(|word| behind.starts_with(word));
        if name.chars().count() == length && name.chars().all(is_han) && closed && !name.contains(['拟', '的', '于', '将', '持', '计', '通', '和', '及', '股', '司']) {
            return Some(at + end);
        }
    }
    None
}
