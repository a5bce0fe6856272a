//! Members of investor lists, and what is sold without being a firm.
//!
//! 由A、B、C领投, 投资方包括A、B, 新增A、B等为股东: between such words everything is a list of parties, also a name no
//! dictionary knows and a phrase that names nobody (头部产投方). 收购X磷化铟衬底业务相关资产: the phrase is the target.

use super::words::{STOPS, WORDS, is_name_char};
use super::{Scene, unlisted};
use crate::extract::{Kind, Mention, Naming, Value};
use crate::span::Span;

/// Words behind a list of investors.
const CLOSERS: &[&str] = &[
    "联合领投",
    "共同领投",
    "领投",
    "跟投",
    "参投",
    "共同投资",
    "共同参与",
    "参与跟投",
    "参与投资",
    "参与本轮",
    "持续加注",
    "超额加注",
    "继续加注",
    "追加投资",
    "继续追加",
    "持续追加",
    "持续跟投",
    "继续跟投",
    "联合投资",
    "联合注资",
    "共同注资",
    "追投",
    "为股东",
    "联合战略投资",
    "战略投资",
    "独家投资",
];

/// Words before a list of investors.
const OPENERS: &[&str] = &[
    "投资方包括",
    "投资方涵盖",
    "投资方为",
    "投资方有",
    "投资人包括",
    "投资者包括",
    "投资机构包括",
    "参与方涵盖",
    "参与方包括",
    "跟投方包括",
    "参投方包括",
    "领投方为",
    "领投方包括",
    "集结了",
    "股东包括",
];

/// The list begins behind these, where it has an end word.
const STARTS: &[&str] = &["由", "新增", "引入", "引进", "获", "获得", "吸引", "联合", "其中", "并由", "同时", "此外"];

/// Ends of names that are investors.
const SUFFIXES: &[&str] = &[
    "基金",
    "资本",
    "创投",
    "投资",
    "产投",
    "股东",
    "机构",
    "产投方",
    "投资人",
    "投资者",
    "投资方",
    "创新",
    "国投",
    "集团",
    "控股",
    "金控",
    "高投",
    "产发",
    "科创",
    "科投",
    "城投",
    "母基金",
    "股权",
    "证券",
    "直投",
    "财团",
    "家族办公室",
    "合伙人",
    "战新投",
    "风投",
    "银行",
    "科技",
    "股份",
];

/// Phrases that name nobody end so.
const NOBODY: &[&str] =
    &["产投方", "投资人", "投资者", "投资方", "机构", "股东", "旗下基金", "产业方", "财团", "资方", "家办"];

/// Members that say nothing.
const EMPTY: &[&str] = &[
    "老股东",
    "原股东",
    "现有股东",
    "股东",
    "新老股东",
    "既有股东",
    "机构",
    "投资机构",
    "投资方",
    "其他机构",
    "产业方",
    "基金",
    "资本",
    "投资",
];

/// Words that stand before a name in a list and are no part of it.
const BEFORE: &[&str] = &[
    "以及",
    "及其",
    "及",
    "和",
    "与",
    "并由",
    "由",
    "老股东",
    "原股东",
    "现有股东",
    "新股东",
    "既有股东",
    "产业资本",
    "产业投资人",
    "产业投资方",
    "产业方",
    "财务投资人",
    "财务投资方",
    "战略投资人",
    "战略投资方",
    "上市公司",
    "著名",
    "知名机构",
    "财务投资机构",
    "，",
    " ",
];

/// Characters that never stand in a member.
const NOT_IN: &[char] = &['为', '将', '了', '的', '是', '在', '对', '向', '被', '已', '轮', '获'];

/// Words that never stand in a member; their characters do (建元, 成都).
const NO_PART: &[&str] = &[
    "完成",
    "宣布",
    "占比",
    "占股",
    "合计",
    "累计",
    "总计",
    "计划",
    "款项",
    "投资款",
    "比例",
    "亿元",
    "万元",
    "美元",
    "港元",
    "估值",
];

/// Before the next member these describe it, and a comma before them does not end the list: A、B，产业投资人C.
const DESCRIBES: &[&str] = &[
    "产业投资人",
    "产业投资方",
    "产业资本",
    "产业方",
    "财务投资人",
    "财务投资方",
    "战略投资人",
    "战略投资方",
    "知名投资机构",
    "知名机构",
    "上市公司",
];

/// The list goes on behind a comma.
fn goes_on(before: &str, behind: &str) -> bool {
    ["以及", "及", "和"].iter().any(|link| behind.starts_with(link))
        || (DESCRIBES.iter().any(|word| behind.starts_with(word)) && !CLOSERS.iter().any(|word| before.ends_with(word)))
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

/// Longest list read, in bytes.
const REACH: usize = 900;

pub(super) fn find(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    let text = scene.text;
    let mut regions: Vec<(Span, bool)> = Vec::new();
    for word in OPENERS {
        for (at, _) in text.match_indices(word) {
            let from = at + word.len();
            regions.push((Span::new(from, list_end(text, from)), true));
        }
    }
    for word in CLOSERS {
        for (at, _) in text.match_indices(word) {
            if let Some((start, strong)) = list_start(text, at) {
                // 减持原因为股东自身需要: without a list or a word that opens one, nobody becomes a holder.
                if *word == "为股东" && !strong && !text[start..at].contains('、') {
                    continue;
                }
                regions.push((Span::new(start, at), strong || *word == "为股东"));
            }
        }
    }
    regions.sort_by_key(|(span, _)| (span.start, span.end));
    regions.dedup_by_key(|(span, _)| *span);
    let mut extra = Vec::new();
    for (region, strong) in regions {
        members(scene, region, strong, out, &mut extra);
    }
    out.append(&mut extra);
    assets(text, out);
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
            && let Some(word) = STARTS[1..].iter().find(|word| text[at..].starts_with(**word) && at + word.len() <= end)
        {
            return Some((at + word.len(), *word == "新增"));
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
fn members(scene: &Scene<'_, '_>, region: Span, strong: bool, out: &mut Vec<Mention>, extra: &mut Vec<Mention>) {
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
    let known: Vec<Span> = out[first..]
        .iter()
        .take_while(|mention| mention.span.start < end)
        .filter(|mention| matches!(mention.value, Value::Party(_)))
        .map(|mention| mention.span)
        .collect();
    let parts = split(text, Span { start: region.start, end }, &known);
    let several = parts.len() >= 2;
    for part in &parts {
        let mut name = *part;
        while let Some(word) = BEFORE
            .iter()
            .filter(|word| name.of(text).strip_prefix(**word).is_some_and(|rest| rest.chars().count() >= 2))
            .max_by_key(|word| word.len())
        {
            name.start += word.len() as u32;
        }
        let bracket = name.of(text).find('(').unwrap_or(name.len());
        name.end = name.start + bracket as u32;
        name = bare(scene, name);
        let surface = name.of(text).trim_matches(['“', '”', '"', ' ']);
        let count = surface.chars().count();
        let suffix = SUFFIXES.iter().any(|suffix| surface.ends_with(suffix));
        let nobody = NOBODY.iter().any(|end| surface.ends_with(end)) || surface == "产业资本";
        // A name that ends the part is the party: 老股东中网投, A旗下B.
        let held = known.iter().any(|span| span.start >= name.start && span.end == name.end);
        let inside = known.iter().any(|span| span.overlaps(name));
        if held
            || !(2..=18).contains(&count)
            || !surface.chars().all(|c| is_name_char(c) || c == ' ')
            || surface.contains(NOT_IN)
            || NO_PART.iter().any(|word| surface.contains(word))
            || EMPTY.contains(&surface)
            || (!suffix && !nobody && is_sentence(scene, surface))
            || ["多家", "数家", "数十家", "其他", "一众", "部分", "若干", "众多", "多位", "包括"]
                .iter()
                .any(|word| surface.starts_with(word))
            || (inside && !suffix)
            || !(suffix || (strong && (several || count <= 8)) || (several && !known.is_empty() && count <= 10))
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
            let owned = words.ends_with("资产") && out.iter().any(|mention| mention.span.start as usize == from);
            let Some(end) = ASSETS.iter().filter(|word| owned || words.ends_with(**word)).map(|_| words.len()).next()
            else {
                continue;
            };
            let end = from + end;
            // What stands behind the last name of the object is the thing itself.
            let first = out.partition_point(|mention| (mention.span.start as usize) < from);
            let owner = out[first..]
                .iter()
                .take_while(|mention| (mention.span.start as usize) < end)
                .filter(|mention| matches!(mention.value, Value::Party(_)) && (mention.span.end as usize) < end)
                .map(|mention| mention.span.end as usize)
                .max();
            let mut start = owner.unwrap_or(from);
            for word in ['的', '其'] {
                if text[start..end].starts_with(word) {
                    start += word.len_utf8();
                }
            }
            let thing = &text[start..end];
            let count = thing.chars().count();
            if !(4..=30).contains(&count)
                || thing.contains(['将', '为', '对', '是', '在', '%', '权'])
                || ["相关", "业务"].contains(&thing)
            {
                continue;
            }
            let mut party = unlisted(Kind::Firm, thing);
            party.naming = Naming::Anonymous;
            found.push(Mention { span: Span::new(start, end), value: Value::Party(Box::new(party)), rule: ASSET });
        }
    }
    out.append(&mut found);
}

/// The rule of a thing that is sold.
pub const ASSET: &str = "thing for sale";
