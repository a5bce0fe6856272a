//! Financing rounds: A轮, A+轮, A1轮, Pre-A轮, Pre-IPO轮, 天使轮, 天使+轮, 种子轮, 战略融资.

use super::{mention, skip_blank};
use crate::extract::{Mention, Value};

/// Names of rounds longer than this are letters of something else.
const MAX_NAME: usize = 24;

/// The round that begins at a byte.
pub(super) fn read(text: &str, at: usize) -> Option<Mention> {
    let rest = &text[at..];
    if text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '-') {
        return None;
    }
    let mut name = String::new();
    let mut tail = rest;
    for lead in ["Pre-", "pre-", "PRE-", "Pre ", "Pre"] {
        if let Some(next) = tail.strip_prefix(lead) {
            name.push_str("Pre-");
            tail = next;
            break;
        }
    }
    for (word, shown) in [("IPO", "IPO"), ("天使", "天使"), ("种子", "种子"), ("種子", "种子")] {
        if let Some(next) = tail.strip_prefix(word).filter(|_| word != "IPO" || !name.is_empty()) {
            name.push_str(shown);
            tail = next;
        }
    }
    if (name.is_empty() || name == "Pre-")
        && let Some(letter) = tail.chars().next().filter(|c| matches!(c, 'A'..='I'))
    {
        name.push(letter);
        tail = &tail[1..];
    }
    while let Some(c) = tail.chars().next().filter(|c| matches!(c, '+' | '1'..='9')) {
        name.push(c);
        tail = &tail[1..];
        if name.len() > MAX_NAME {
            return None;
        }
    }
    let named = !name.is_empty() && name != "Pre-";
    // “天使++”轮
    let quoted = tail.strip_prefix(['”', '"']).filter(|next| next.starts_with('轮'));
    let tail = quoted.unwrap_or(tail);
    let from = skip_blank(tail, 0);
    if named && let Some(next) = tail[from..].strip_prefix(['轮', '輪']) {
        // 天使轮后的新一轮: the round behind it has no name.
        if ["后的新一轮", "之后的新一轮", "后的下一轮"].iter().any(|word| next.starts_with(word)) {
            return None;
        }
        let end = at + rest.len() - next.len();
        return Some(mention(at, end, Value::Round(name), "round.named"));
    }
    // 首轮(Pre-A)融资, 完成Pre-A+新一轮融资
    let told = tail.trim_start_matches([')', '）', '”', '"']);
    let told = told.starts_with("融资") || tail.starts_with("新一轮") || tail.starts_with("系列");
    if (name == "天使" || name.starts_with("Pre-")) && told && named {
        return Some(mention(at, at + rest.len() - tail.len(), Value::Round(name), "round.named"));
    }
    let strategic = ["战略轮", "戰略輪"].iter().find(|word| rest.starts_with(**word)).map(|word| word.len());
    let strategic =
        strategic.or_else(|| (rest.starts_with("战略融资") || rest.starts_with("戰略融資")).then_some("战略".len()))?;
    Some(mention(at, at + strategic, Value::Round("战略".to_owned()), "round.strategic"))
}
