//! Names in Latin letters outside the dictionary: by their form of company (Helix Antriebe GmbH), or as one to three words
//! beside a describing noun, a verb of deals or a name that ends there.

use super::words::{WORDS, is_closed, is_name_char};
use super::{Scene, unlisted};
use crate::extract::{Kind, Mention, Value};
use crate::span::Span;

/// Forms of company as the last word.
const FORMS: &[&str] = &[
    "ltd",
    "limited",
    "inc",
    "corp",
    "corporation",
    "gmbh",
    "holdings",
    "spa",
    "llc",
    "ag",
    "plc",
    "co",
    "pte",
    "pty",
    "nv",
    "bv",
    "sa",
    "sas",
    "group",
    "company",
    "llp",
    "lp",
    "srl",
    "oyj",
    "ab",
    "kk",
    "bhd",
    "sarl",
];

/// Forms of company whose letters have dots behind them.
const DOTTED: &[&str] = &[" B.V.", " N.V.", " S.A.", " S.p.A.", " S.P.A.", " S.r.l.", " A.S.", " L.P."];

/// The most words of a name.
const MOST: usize = 8;

pub(super) fn find(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    let text = scene.text;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let words = words(bytes, at);
        let Some(&(_, last)) = words.last() else {
            at += 1;
            continue;
        };
        at = last;
        if let Some(span) = name(scene, &words) {
            let party = unlisted(Kind::Firm, span.of(text));
            out.push(Mention { span, value: Value::Party(Box::new(party)), rule: "latin name" });
        }
    }
}

/// Words of letters, digits, `&`, `-` and `'`, one blank apart; a dot or comma may stand before a form of company.
fn words(bytes: &[u8], start: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut at = start;
    while out.len() < MOST {
        let begin = at;
        while at < bytes.len() && (bytes[at].is_ascii_alphanumeric() || matches!(bytes[at], b'&' | b'-' | b'\'')) {
            at += 1;
        }
        if at == begin {
            break;
        }
        out.push((begin, at));
        let mut next = at;
        // CO.,LTD.; HITECH(THAILAND)CO.: a country in brackets is a word of the name.
        if let Some(close) = country(bytes, next) {
            next = close;
        }
        while next < bytes.len() && next < at + MOST_BETWEEN && matches!(bytes[next], b',' | b'.' | b' ') {
            next += 1;
        }
        next = next.max(country(bytes, at).unwrap_or(at));
        // Lan & Hale
        if bytes[at..].starts_with(b" & ") {
            next = at + " & ".len();
        }
        if next == at || next >= bytes.len() || !bytes[next].is_ascii_alphabetic() {
            break;
        }
        at = next;
    }
    // What was skipped behind the last word is no part of it.
    out
}

/// The most characters between two words.
const MOST_BETWEEN: usize = 2;

/// Behind a country in brackets: `(THAILAND)`.
fn country(bytes: &[u8], at: usize) -> Option<usize> {
    if bytes.get(at) != Some(&b'(') {
        return None;
    }
    let length = bytes[at + 1..].iter().take(16).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let close = at + 1 + length;
    (length >= 2 && bytes.get(close) == Some(&b')') && bytes.get(close + 1).is_some_and(u8::is_ascii_alphabetic))
        .then_some(close + 1)
}

/// Words that say whence one has it; a name follows.
const HEARSAY: &[&str] = &["据悉", "据报道", "据报", "据称", "消息称", "报道称"];

fn name(scene: &Scene<'_, '_>, words: &[(usize, usize)]) -> Option<Span> {
    let text = scene.text;
    let form = |word: &(usize, usize)| FORMS.contains(&text[word.0..word.1].to_ascii_lowercase().as_str());
    let upper = |word: &(usize, usize)| text[word.0..].starts_with(|c: char| c.is_ascii_uppercase());
    if let Some(last) = words.iter().rposition(form).filter(|last| *last > 0) {
        let first = words.iter().position(upper)?;
        if first >= last {
            return None;
        }
        let mut end = words[last].1;
        if text[end..].starts_with('.') {
            end += 1;
        }
        return Some(Span::new(words[first].0, end));
    }
    // Lanperia Holding B.V.: the letters of the form with dots between them.
    if words.len() > 1 && upper(&words[0]) {
        let tail = &text[words[0].0..words[words.len() - 1].1];
        let dotted = DOTTED.iter().find(|form| tail.ends_with(&form[..form.len() - 1]));
        let named = dotted.filter(|form| tail.len() > form.len() + 3);
        if named.is_some() && text[words[words.len() - 1].1..].starts_with('.') {
            return Some(Span::new(words[0].0, words[words.len() - 1].1 + 1));
        }
    }
    if let Some(span) = glued(text, words) {
        return Some(span);
    }
    let (start, end) = (words[0].0, words.last()?.1);
    // LANDIA100%股权: the figure is the stake's.
    let figure = text[end..].starts_with('%').then(|| text[start..end].trim_end_matches(|c: char| c.is_ascii_digit()));
    let end = figure.map_or(end, |name| start + name.trim_end().len());
    let whole = &text[start..end];
    let letters = whole.bytes().filter(u8::is_ascii_alphabetic).count();
    let lower = whole.bytes().any(|byte| byte.is_ascii_lowercase());
    let verb = WORDS.verbs.ends(text[..start].trim_end_matches([' ', '了'])).is_some();
    let stake = is_stake(&text[end..]);
    let small = words.len() == 1 && verb && stake && letters >= 4;
    if words.len() > 3
        || !(small || words.iter().all(upper))
        || letters < 3
        || letters * 2 < whole.len()
        || words.iter().any(|word| WORDS.acronyms.contains(&text[word.0..word.1]))
    {
        return None;
    }
    let before = &text[..start];
    let rest = &text[end..];
    let touches = before.ends_with(['.', '/', ':', '_', '@']) || rest.starts_with(['.', '/', ':', '_', '@', '+']);
    if touches {
        return None;
    }
    let before = before.trim_end_matches(' ');
    let rest = rest.trim_start_matches(' ');
    let described = WORDS.nouns.ends(before).is_some();
    let object = (verb || WORDS.starts.ends(before).is_some()) && (lower || letters >= 4);
    // 日本Lanos斥资: a country tells where it is from.
    let from = || WORDS.countries.iter().any(|country| before.ends_with(*country));
    let told = || HEARSAY.iter().any(|word| before.ends_with(word));
    let opens = before.chars().next_back().is_none_or(|c| !is_name_char(c)) || from() || told();
    // Who speaks by one Latin name is as often a person.
    let speaks = words.len() == 1 && WORDS.acts.begins(rest) == Some("表示");
    let acts = WORDS.acts.begins(rest).is_some() && opens && !speaks;
    // 与SB Lanergy达成合作
    let partner = before.ends_with('与')
        && lower
        && ["达成", "签署", "签订", "合作", "共同", "联合"].iter().any(|word| rest.starts_with(word));
    // 量子计算公司Lanhao寻求通过首次公开募股…
    let mut goes = rest;
    while let Some(tail) = super::position::ADVERBS.iter().find_map(|word| goes.strip_prefix(word)) {
        goes = tail;
    }
    // 参与光子技术公司Lanlight 8000万美元C轮融资: whose round it is.
    let round: String = rest.strip_prefix("公司").unwrap_or(rest).chars().take(16).collect();
    let taken = before.ends_with("参与") || before.ends_with("领投") || before.ends_with("跟投");
    let financed =
        lower && (described || taken) && round.starts_with(|c: char| c.is_ascii_digit()) && round.contains("轮融资");
    let listed = (described || opens) && lower && WORDS.listings.begins(goes).is_some();
    // 阿布扎比LQX考虑以…收购: capitals behind a place, at the head of a clause that buys.
    let placed = words.len() == 1 && !lower && letters >= 3 && letters == whole.len() && buys(scene, start, rest);
    (partner
        || placed
        || financed
        || listed
        || (described && (stake || is_closed(rest) || rest.starts_with('(')))
        || (object && (stake || is_closed(rest)))
        || (acts && lower))
        .then(|| Span::new(start, end))
}

/// A place before the letters opens the clause, and behind them it goes on with how much is paid and a verb of buying.
fn buys(scene: &Scene<'_, '_>, start: usize, rest: &str) -> bool {
    /// The most characters up to the verb.
    const MOST: usize = 20;
    let head = &scene.text[..start];
    let from = head.char_indices().rev().take_while(|(_, c)| is_name_char(*c)).last().map_or(start, |(at, _)| at);
    let place = &head[from..];
    // 跨国建材集团LQX据悉接近达成收购乙的交易.
    let opens = WORDS.nouns.ends(place).is_some()
        || ["集团", "巨头"].iter().any(|word| place.ends_with(word))
        || WORDS.places.ends(place).is_some_and(|known| known.len() == place.len())
        || WORDS.countries.contains(place)
        || (2..=6).contains(&place.chars().count()) && scene.segmenter.is_place(place);
    let near: String = rest.chars().take(MOST).take_while(|c| !"，。；：、".contains(*c)).collect();
    opens
        && ["考虑", "拟", "将", "以", "同意", "计划", "有意", "正", "宣布", "收购", "入股", "据悉", "接近"]
            .iter()
            .any(|word| near.starts_with(word))
        && ["收购", "入股", "买下", "投资"].iter().any(|verb| near.contains(verb))
}

/// LanfinB.V.持有的, LanumiHoldingB.V.100%股权: the form of company without a blank before it.
fn glued(text: &str, words: &[(usize, usize)]) -> Option<Span> {
    const FORMS: &[&str] = &["B.V.", "N.V.", "S.A.", "S.p.A.", "S.r.l.", "Inc.", "Ltd.", "Corp.", "GmbH"];
    /// Letters of the name itself.
    const LEAST: usize = 4;
    let (start, _) = *words.first()?;
    let end = words.last()?.1;
    let lower = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_uppercase()) && name.ends_with(|c: char| c.is_ascii_lowercase())
    };
    FORMS.iter().find_map(|form| {
        // The words may end within the form: its letters have dots between them.
        let from = end.saturating_sub(form.len()).max(start);
        let near = &text.as_bytes()[from..text.len().min(end + form.len())];
        let at = near.windows(form.len()).position(|letters| letters == form.as_bytes());
        let at = at.map(|at| from + at).filter(|at| *at < end && *at > start)?;
        let name = text.get(start..at)?;
        (name.len() >= LEAST && lower(name)).then(|| Span::new(start, at + form.len()))
    })
}

/// How much of a firm is dealt in follows its name: 部分股权, 51%的股权.
fn is_stake(rest: &str) -> bool {
    let rest = rest.trim_start_matches(' ');
    let behind = WORDS.parts.begins(rest).map_or(rest, |word| &rest[word.len()..]);
    let figure = |rest: &'_ str| {
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        (number.len() < rest.len()).then(|| number.strip_prefix('%').map(|tail| rest.len() - tail.len())).flatten()
    };
    // 50.5%和49.5%的股权.
    let mut share = figure(behind).map_or(behind, |length| &behind[length..]);
    while let Some(length) = share.strip_prefix(['和', '及', '、']).and_then(figure) {
        share = &share[share.chars().next().map_or(0, char::len_utf8) + length..];
    }
    let share = share.strip_prefix('的').unwrap_or(share);
    WORDS.shares.leftmost_find_iter(share).next().is_some_and(|hit| hit.start() == 0)
}

/// The words that stand before a Latin name with one blank between belong to it: Lan|park AI.
pub(super) fn first_word(text: &str, start: usize) -> usize {
    let mut first = start;
    for _ in 1..MOST_WORDS {
        let Some(head) = text[..first].strip_suffix(' ') else { break };
        let length = head.bytes().rev().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
        if length == 0 || !head[head.len() - length..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            break;
        }
        first = head.len() - length;
    }
    first
}

/// The most words of a name without a form of company.
const MOST_WORDS: usize = 3;

/// Members of a list that holds a known Latin name: CoreLan和Nebulix.
pub(super) fn lists(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    let text = scene.text;
    let known: Vec<Span> = out
        .iter()
        .filter(|mention| mention.kind() != Kind::Person && mention.span.of(text).is_ascii())
        .map(|mention| mention.span)
        .collect();
    let mut found: Vec<Span> = Vec::new();
    for span in &known {
        let mut at = span.end as usize;
        // To the right, from member to member.
        while let Some(link) = text[at..].chars().next().filter(|c| matches!(c, '、' | '和' | '与' | '及')) {
            let from = at + link.len_utf8();
            let words = words(text.as_bytes(), from);
            let (Some(first), Some(last)) = (words.first(), words.last()) else { break };
            let member = Span::new(first.0, last.1);
            if first.0 != from || !is_listed(member.of(text), words.len()) {
                break;
            }
            found.push(member);
            at = last.1;
        }
        if let Some(head) = text[..span.start as usize].strip_suffix(['、', '和', '与', '及']) {
            let length = head
                .bytes()
                .rev()
                .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'&' | b'-'))
                .count();
            let member = head[head.len() - length..].trim_start();
            if is_listed(member, member.split(' ').count()) {
                found.push(Span::new(head.len() - member.len(), head.len()));
            }
        }
    }
    let mut taken: Vec<Span> = out.iter().map(|mention| mention.span).collect();
    taken.sort_unstable_by_key(|span| (span.end, span.start));
    for span in found {
        let index = taken.partition_point(|other| other.end <= span.start);
        if !taken.get(index).is_some_and(|other| other.overlaps(span)) {
            out.push(Mention {
                span,
                value: Value::Party(Box::new(unlisted(Kind::Firm, span.of(text)))),
                rule: "latin list",
            });
        }
    }
}

/// Up to three capitalised words with small letters, or two or more in capitals, no common abbreviation.
fn is_listed(name: &str, count: usize) -> bool {
    count <= 3
        && name.len() >= 4
        && name.split(' ').all(|word| word.starts_with(|c: char| c.is_ascii_uppercase()))
        && name.split(' ').next().is_some_and(|word| !WORDS.acronyms.contains(word))
        && (count > 1 || name.bytes().any(|byte| byte.is_ascii_lowercase()))
}
