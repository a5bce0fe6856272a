//! Members of investor lists, and what is sold without being a firm.
//!
//! 由A、B、C领投, 投资方包括A、B, 新增A、B等为股东: between such words everything is a list of parties, also a name no
//! dictionary knows and a phrase that names nobody (头部产投方). 收购X磷化铟衬底业务相关资产: the phrase is the target.

use super::rounds::ROUNDS;
use super::words::{STOPS, WORDS, is_name_char};
use super::{Scene, unlisted};
use crate::extract::{Kind, Mention, Naming, Value};
use crate::span::Span;

/// Characters that never stand in a member.
const NOT_IN: &[char] = &['为', '将', '了', '的', '是', '在', '对', '向', '被', '已', '轮', '获'];

/// The list goes on behind a comma.
fn goes_on(before: &str, behind: &str) -> bool {
    ["以及", "及", "和"].iter().any(|link| behind.starts_with(link))
        || (ROUNDS.list_describes.begins(behind).is_some() && ROUNDS.list_end.ends(before).is_none())
}

/// Ends of phrases for things that are sold.
const ASSETS: &[&str] = &[
    "业务相关资产",
    "业务及相关资产",
    "相关业务资产",
    "业务资产",
    "相关资产",
    "部分资产",
    "经营性资产",
    "资产包",
    "资产组",
    "相关业务",
    "业务",
    "部门",
    "事业部",
    "业务板块",
    "生产线",
    "制造业务",
];

/// Acts whose object can be a thing.
const BUYS: &[&str] = &["收购", "购买", "受让", "出售", "剥离"];

/// What speaks for a list being one of investors, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sure {
    /// A word opens it (由, 投资方包括): whatever stands in it is a party.
    Opened,
    /// What only investors do ends it (领投, 跟投): what looks like no sentence is a party.
    Act,
    Not,
}

/// Longest list read, in bytes.
const REACH: usize = 900;

pub(super) fn find(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    let text = scene.text;
    let mut regions: Vec<(Span, Sure)> = Vec::new();
    for word in ROUNDS.list_open.iter() {
        for (at, _) in text.match_indices(word) {
            let from = at + word.len();
            regions.push((Span::new(from, list_end(text, from)), Sure::Opened));
        }
    }
    for word in ROUNDS.list_end.iter() {
        for (at, _) in text.match_indices(word) {
            let end = before_sum(text, at, word);
            // 天使轮投资人: without a sum nobody puts money in.
            if end == at && word.starts_with(['元', '轮']) {
                continue;
            }
            let at = end;
            if let Some((start, strong)) = list_start(text, at) {
                // 减持原因为股东自身需要: without a list or a word that opens one, nobody becomes a holder.
                if word == "为股东" && !strong && !text[start..at].contains('、') {
                    continue;
                }
                let sure = match () {
                    () if strong || word == "为股东" => Sure::Opened,
                    () if ROUNDS.list_act.holds(word) => Sure::Act,
                    () => Sure::Not,
                };
                regions.push((Span::new(start, at), sure));
            }
        }
    }
    regions.sort_by_key(|(span, sure)| (span.start, span.end, *sure));
    regions.dedup_by_key(|(span, _)| *span);
    let mut extra = Vec::new();
    for (region, sure) in regions {
        members(scene, region, sure, out, &mut extra);
    }
    out.append(&mut extra);
    assets(text, out);
}

/// Where the list ends before a sum, and the round that stands behind it: 获澜江资本|10亿元领投, 获澜江资本|数千万元A轮投资.
fn before_sum(text: &str, end: usize, word: &str) -> usize {
    let head = &text[..end];
    let head = if word.starts_with('轮') {
        head.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "+-天使种子战略".contains(c))
    } else {
        head
    };
    let bare = head.trim_end_matches(|c: char| c.is_ascii_digit() || ".元美港币人民欧十百千万亿".contains(c));
    let sum = &head[bare.len()..];
    let told = sum.contains(['万', '亿']) && sum.starts_with(|c: char| c.is_ascii_digit() || "十百千万亿".contains(c));
    let bare = bare.trim_end_matches(['数', '近', '超', '约', '逾', '过']);
    if told { bare.len() } else { end }
}

/// Where the list that ends here begins, and whether a word opens it.
fn list_start(text: &str, end: usize) -> Option<(usize, bool)> {
    let head = &text[..end];
    let mut start = end;
    let mut depth = 0u32;
    for (at, c) in head.char_indices().rev() {
        if end - at > REACH {
            return None;
        }
        match c {
            ')' => depth += 1,
            '(' => depth = depth.saturating_sub(1),
            '。' | '；' | '：' | '\n' | '!' | '?' | '】' | '【' if depth == 0 => return Some((start, false)),
            '，' | ',' if depth == 0 && !goes_on(&head[..at], &text[start..]) => return Some((start, false)),
            _ => {}
        }
        start = at;
        if depth == 0
            && text[at..].starts_with('由')
            && !text[at..].starts_with("由于")
            && !head[..at].ends_with(['自', '理', '缘'])
        {
            return Some((at + '由'.len_utf8(), true));
        }
        if depth == 0
            && let Some(word) = ROUNDS.list_start.begins(&text[at..end])
        {
            return Some((at + word.len(), word == "新增"));
        }
    }
    Some((start, false))
}

/// Where a list behind an opening word ends.
fn list_end(text: &str, from: usize) -> usize {
    let mut depth = 0u32;
    for (at, c) in text[from..].char_indices() {
        let here = from + at;
        if at > REACH {
            return here;
        }
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '。' | '；' | '\n' | '等' if depth == 0 => return here,
            '，' | ',' if depth == 0 => {
                let rest = &text[here + c.len_utf8()..];
                if !goes_on(&text[..here], rest) {
                    return here;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// A stretch of a sentence: 减持原因, 该交易构成关联. A name that opens with its place is none, whatever words it has.
pub(super) fn is_sentence(scene: &Scene<'_, '_>, member: &str) -> bool {
    super::nearby::opens_generic(member)
        || member.starts_with(|c| STOPS.contains(c))
        || member.contains(['元', '%'])
        || ["多家", "数家"].iter().any(|word| member.contains(word))
        || (WORDS.places.begins(member).is_none()
            && scene.segmenter.joints(member).iter().any(|word| WORDS.tails.begins(word.of(member)).is_none()))
}

/// A member without the words before and behind its name: 港股上市公司|澜科技, 澜资本|独家, 国澜股权|领投.
pub(super) fn bare(scene: &Scene<'_, '_>, member: Span) -> Span {
    let (text, mut name) = (scene.text, member);
    let inside = |name: Span| name.of(text).char_indices().skip(2).map(|(at, _)| at).collect::<Vec<_>>();
    let front = inside(name).into_iter().rev().find(|at| {
        let (before, rest) = name.of(text).split_at(*at);
        let word =
            WORDS.nouns.ends(before).filter(|word| WORDS.tails.begins(word).is_none_or(|tail| tail.len() < word.len()));
        word.is_some_and(|word| word.chars().count() > 2)
            && rest.chars().count() >= 2
            && WORDS.tails.begins(rest).is_none_or(|tail| tail.len() < rest.len())
    });
    if let Some(front) = front {
        name.start += front as u32;
    }
    while let Some(rest) = super::prose::trail(name.of(text)).filter(|rest| rest.chars().count() >= 2) {
        name.end = name.start + rest.len() as u32;
    }
    name
}

/// The members of one list that are no parties yet.
fn members(scene: &Scene<'_, '_>, region: Span, sure: Sure, out: &mut Vec<Mention>, extra: &mut Vec<Mention>) {
    let text = scene.text;
    // 等多家机构 closes the list.
    let words = region.of(text);
    let cut = words.rfind('等').filter(|at| !words[*at..].contains('、')).unwrap_or(words.len());
    let end = region.start + cut as u32;
    // 知名产业投资人参|与跟投: a name that reaches over the end word is none.
    let first = out.partition_point(|mention| mention.span.start < region.start);
    let crosses = |mention: &Mention| mention.span.start < region.end && mention.span.end > region.end;
    if let Some(at) = out[first..].iter().take_while(|mention| mention.span.start < region.end).position(crosses) {
        out.remove(first + at);
    }
    let parties = || {
        let within = out[first..].iter().take_while(|mention| mention.span.start < end);
        within.filter(|mention| matches!(mention.value, Value::Party(_)))
    };
    let known: Vec<Span> = parties().map(|mention| mention.span).collect();
    // 若澜基金, where only 澜基金 was guessed from the names beside it: the list tells where the name begins.
    let guessed = |span: &Span, name: Span| {
        let lead = Span { start: name.start, end: span.start.max(name.start) };
        (1..=GUESSED).contains(&lead.of(text).chars().count())
            && lead.of(text).chars().all(super::words::is_han)
            && parties().any(|mention| mention.span == *span && mention.rule == "in a list of names")
    };
    let parts = split(text, Span { start: region.start, end }, &known);
    let several = parts.len() >= 2;
    for part in &parts {
        let mut name = *part;
        while let Some(rest) = before_name(name.of(text)).filter(|rest| rest.chars().count() >= 2) {
            name.start = name.end - rest.len() as u32;
        }
        let bracket = name.of(text).find('(').unwrap_or(name.len());
        name.end = name.start + bracket as u32;
        // 澜资本|持续, 老股东|超额
        while let Some(word) = ROUNDS.list_adverb.ends(name.of(text)) {
            name.end -= word.len() as u32;
        }
        name = bare(scene, name);
        let surface = name.of(text).trim_matches(['“', '”', '"', ' ']);
        let count = surface.chars().count();
        let suffix = ROUNDS.list_tail.ends(surface).is_some();
        let nobody = ROUNDS.list_nobody.ends(surface).is_some() || surface == "产业资本";
        // A name that ends the part is the party: 老股东中网投, A旗下B.
        let held = known
            .iter()
            .any(|span| span.start >= name.start && span.end == name.end && !(suffix && guessed(span, name)));
        let inside = known.iter().any(|span| span.overlaps(name));
        if held
            || !(2..=18).contains(&count)
            || !surface.chars().all(|c| is_name_char(c) || c == ' ')
            || surface.chars().all(|c| c.is_ascii_digit())
            || surface.contains(NOT_IN)
            || ROUNDS.list_out.within(surface)
            || ROUNDS.list_empty.holds(surface)
            || (!suffix && !nobody && is_sentence(scene, surface))
            || ["多家", "数家", "数十家", "其他", "一众", "部分", "若干", "众多", "多位", "包括"]
                .iter()
                .any(|word| surface.starts_with(word))
            || (inside && !suffix)
            || !(suffix
                || (sure == Sure::Opened && (several || count <= 8))
                || (sure == Sure::Act && count <= 12 && WORDS.heads.leftmost_find_iter(surface).next().is_none())
                || (several && !known.is_empty() && count <= 10))
        {
            continue;
        }
        let start = name.start as usize + name.of(text).find(surface).unwrap_or(0);
        let span = Span::new(start, start + surface.len());
        let institution = ["基金", "资本", "创投", "投资", "产投", "投资人", "机构", "产投方"]
            .iter()
            .any(|end| surface.ends_with(end));
        let mut party = unlisted(if institution { Kind::Institution } else { Kind::Firm }, surface);
        if nobody {
            party.naming = Naming::Anonymous;
        }
        extra.push(Mention { span, value: Value::Party(Box::new(party)), rule: "member of a list" });
    }
}

/// The words behind what stands before a name in a list and is no part of it.
fn before_name(words: &str) -> Option<&str> {
    words.strip_prefix(['，', ' ']).or_else(|| words.strip_prefix(ROUNDS.list_before.begins(words)?))
}

/// The most characters of a name before the part of it that was guessed.
const GUESSED: usize = 2;

/// Cuts a list at its links, outside brackets and known names.
fn split(text: &str, list: Span, known: &[Span]) -> Vec<Span> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (list.start, 0u32);
    let mut skip = list.start;
    for (offset, c) in list.of(text).char_indices() {
        let at = list.start + offset as u32;
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 || at < skip || known.iter().any(|span| span.start <= at && at < span.end) {
            continue;
        }
        let rest = &text[at as usize..];
        let Some(link) = ["、", "，以及", "以及", "，", "和", "及", "与"].iter().find(|link| rest.starts_with(**link))
        else {
            continue;
        };
        if at > start {
            parts.push(Span { start, end: at });
        }
        start = at + link.len() as u32;
        skip = start;
    }
    if start < list.end {
        parts.push(Span { start, end: list.end });
    }
    parts
}

/// 收购X磷化铟衬底业务相关资产: the object of a sale that is no firm.
fn assets(text: &str, out: &mut Vec<Mention>) {
    let mut found = Vec::new();
    for verb in BUYS {
        for (at, _) in text.match_indices(verb) {
            let from = at + verb.len();
            let stretch: usize = text[from..]
                .char_indices()
                .take(44)
                .take_while(|(_, c)| !matches!(c, '，' | '。' | '；' | '：' | '\n' | '】' | '“' | '”' | '!'))
                .last()
                .map_or(0, |(at, c)| at + c.len_utf8());
            let words = &text[from..from + stretch];
            // 收购甲部分北方石油资产: with an owner any assets are a thing.
            let first = out.partition_point(|mention| (mention.span.start as usize) < from);
            let owner = out.get(first).is_some_and(|mention| mention.span.start as usize == from);
            if !(owner && words.ends_with("资产") || ASSETS.iter().any(|word| words.ends_with(*word))) {
                continue;
            }
            let end = from + words.len();
            // What stands behind the last name of the object is the thing itself.
            let owner = out[first..]
                .iter()
                .take_while(|mention| (mention.span.start as usize) < end)
                .filter(|mention| matches!(mention.value, Value::Party(_)) && (mention.span.end as usize) < end)
                .map(|mention| mention.span.end as usize)
                .max();
            let mut start = owner.unwrap_or(from);
            // 出售或剥离其中国业务: the verbs are no part of it.
            for word in ["或", "、", "出售", "剥离", "转让", "的", "其"] {
                if text[start..end].starts_with(word) {
                    start += word.len();
                }
            }
            let thing = &text[start..end];
            let count = thing.chars().count();
            if !(4..=30).contains(&count)
                || thing.contains(['将', '为', '对', '是', '在', '%', '权'])
                // 收购频谱、新增1.5万颗卫星…业务: more than one thing, and plans.
                || thing.contains('、') && thing.contains(|c: char| c.is_ascii_digit())
                || ["相关", "业务"].contains(&thing)
            {
                continue;
            }
            let mut party = unlisted(Kind::Firm, thing);
            party.naming = Naming::Anonymous;
            found.push(Mention { span: Span::new(start, end), value: Value::Party(Box::new(party)), rule: ASSET });
        }
    }
    given_assets(text, out, &mut found);
    out.append(&mut found);
}

/// 拟将澜山产业园部分资产分别出售给乙: the thing stands before the verb.
fn given_assets(text: &str, out: &[Mention], found: &mut Vec<Mention>) {
    for verb in ["出售给", "转让给", "出售予", "转让予", "转让至"] {
        for (at, _) in text.match_indices(verb) {
            let head = &text[..at];
            let head = ["分别", "一并", "整体", "打包"].iter().find_map(|word| head.strip_suffix(word)).unwrap_or(head);
            let clause = head
                .rfind(['，', '。', '；', '：', '\n', '】'])
                .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
            let Some(from) = text.get(clause..head.len()).and_then(|words| words.rfind('将')) else { continue };
            let mut start = clause + from + '将'.len_utf8();
            for word in ["其", "所", "持有的"] {
                if text[start..head.len()].starts_with(word) {
                    start += word.len();
                }
            }
            let thing = &text[start..head.len()];
            let known = out.iter().any(|mention| {
                matches!(mention.value, Value::Party(_))
                    && (mention.span.start as usize) < head.len()
                    && (mention.span.end as usize) > start
            });
            if known
                || !(6..=30).contains(&thing.chars().count())
                || !["资产", "资产组", "资产包", "业务", "生产线"].iter().any(|word| thing.ends_with(word))
                || thing.contains(['，', '、', '为', '对', '是', '在', '%', '权', '债'])
            {
                continue;
            }
            let mut party = unlisted(Kind::Firm, thing);
            party.naming = Naming::Anonymous;
            found.push(Mention {
                span: Span::new(start, head.len()),
                value: Value::Party(Box::new(party)),
                rule: ASSET,
            });
        }
    }
}

/// The rule of a thing that is sold.
pub const ASSET: &str = "thing for sale";
