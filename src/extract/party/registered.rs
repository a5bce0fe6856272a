//! Registered names outside the dictionary: place + brand + industry + form (宁夏西云算力科技有限公司). The right end is the
//! form of company; the left end is where a name can begin.

use super::words::{STOPS, WORDS, is_han, is_name_char};
use super::{Scene, code_behind, unlisted};
use crate::extract::{Kind, Mention, Value};
use crate::lexicon::Hit;
use crate::span::Span;

/// The most characters of a registered name before its form.
const MOST: usize = 36;

pub(super) fn find(scene: &Scene<'_, '_>, known: &[Hit], out: &mut Vec<Mention>) {
    let text = scene.text;
    let mut floor = 0;
    for hit in WORDS.suffixes.leftmost_find_iter(text) {
        let form = &text[hit.start()..hit.end()];
        let Some(start) = start(text, floor, hit.start(), form) else { continue };
        let mut end = hit.end();
        // 有限公司上海分公司, 股份有限公司(集团)
        if let Some(rest) = text[end..].strip_prefix("(有限合伙)") {
            end = text.len() - rest.len();
        }
        floor = end;
        let span = Span::new(start, end);
        // What the dictionary names up to the same end it knows better: 以江阴农商银行 is 江阴农商银行.
        let index = known.partition_point(|hit| (hit.span.end as usize) < end);
        if known.get(index).is_some_and(|hit| hit.span.end as usize == end) {
            continue;
        }
        let bankish = ["村镇银行", "农商银行", "农商行", "农村商业银行", "信用社", "农信社"].iter().any(|word| form == *word)
            || span.of(text).contains("银行股份");
        let mut party = unlisted(if bankish { Kind::Bank } else { Kind::Firm }, span.of(text));
        if let Some((code, _)) = code_behind(scene, span.end) {
            party.entry = scene.lexicon.entry_by_symbol(&code.symbol);
            party.code = Some(code.clone());
            party.code_printed = true;
        }
        out.push(Mention { span, value: Value::Party(party), rule: "registered name" });
    }
}

/// Where the name begins. Going left, a place name that begins a word, a describing noun or a stop character ends it —
/// unless what stands between would be no brand (技术 alone in 华为技术有限公司).
fn start(text: &str, floor: usize, form: usize, suffix: &str) -> Option<usize> {
    let mut chars: Vec<(usize, char)> = Vec::new();
    let mut depth = 0u32;
    for (at, c) in text[floor..form].char_indices().rev() {
        match c {
            ')' => depth += 1,
            '(' if depth > 0 => depth -= 1,
            _ if is_name_char(c) => {}
            ' ' if depth == 0 && chars.last().is_some_and(|(_, c)| c.is_ascii_alphabetic()) => break,
            _ => break,
        }
        chars.push((floor + at, c));
        if chars.len() >= MOST {
            break;
        }
    }
    while chars.last().is_some_and(|(_, c)| matches!(c, '(' | ')' | '-' | '·' | '&')) {
        chars.pop();
    }
    let leftmost = chars.last()?.0;
    let mut best = leftmost;
    // From the right: the first boundary behind which a brand stands wins.
    for (index, (at, c)) in chars.iter().enumerate() {
        let begin = at + c.len_utf8();
        let name = &text[begin..form];
        let bracketed = name.matches(')').count() != name.matches('(').count();
        let boundary = STOPS.contains(*c) || WORDS.verbs.iter().any(|verb| text[leftmost..begin].ends_with(verb)) || WORDS.nouns.iter().any(|noun| text[leftmost..begin].ends_with(noun));
        if boundary && !bracketed && index >= 2 && is_brand(name) {
            best = begin;
            break;
        }
        // A place that opens the name, with something before it.
        let head = &text[*at..form];
        let place = WORDS.places.iter().any(|place| head.starts_with(place) && place.chars().count() >= 2);
        if place && index >= 3 && !bracketed && is_brand(&text[*at..form]) {
            best = *at;
            // 广东省深圳市: a wider place may stand before.
            let before = &text[leftmost..*at];
            if let Some(wider) = WORDS.places.iter().find(|place| before.ends_with(&format!("{place}省")) || before.ends_with(*place)) {
                let extra = if before.ends_with('省') { wider.len() + "省".len() } else { wider.len() };
                best = at - extra;
            }
            break;
        }
    }
    let name = &text[best..form];
    let long = name.chars().filter(|c| is_han(*c) || c.is_ascii_alphabetic()).count() >= 2;
    let whole = !matches!(suffix, "合伙企业" | "合作社" | "信用社") || name.chars().count() >= 3;
    (long && whole && is_brand(name)).then_some(best)
}

/// More than place and trade words: 宁夏西云算力科技 is, 科技 and 上海市 are not.
fn is_brand(name: &str) -> bool {
    let mut rest = name;
    while let Some(place) = WORDS.places.iter().find(|place| rest.starts_with(**place)) {
        rest = rest[place.len()..].trim_start_matches(['省', '市', '县', '区']);
    }
    while let Some(trade) = WORDS.trade_set.iter().find(|trade| rest.ends_with(**trade) && rest.len() > trade.len()) {
        rest = &rest[..rest.len() - trade.len()];
    }
    let generic = ["科技", "技术", "股份", "集团", "上市", "控股", "该", "本", "子", "母", "有限", "企业", "投资", "某", "家", "多家", "一家", "融资", "商业", "金融"];
    !rest.is_empty() && !generic.contains(&rest) && rest.chars().count() >= 1 && rest.chars().any(|c| is_han(c) || c.is_ascii_alphabetic())
}
