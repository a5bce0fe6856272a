//! Parties without a name: undisclosed ones (某高新技术企业, 为X提供算力支撑的一家上市企业) and classes (各类主体).

use super::words::{WORDS, is_han, is_name_char};
use super::{Scene, unlisted};
use crate::extract::{Kind, Mention, Naming, Value};
use crate::span::Span;

/// Words that open an undisclosed party.
const OPENERS: &[&str] = &[
    "另一家",
    "某家",
    "一家",
    "两家",
    "三家",
    "某",
    "一位",
    "一名",
    "多家",
    "几家",
    "部分",
    "不超过35名",
    "不超过三十五名",
];

/// Characters between opener and head.
const MOST: usize = 16;

pub(super) fn find(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    undisclosed(scene, out);
    bare(scene, out);
    subsidiaries(scene, out);
    classes(scene, out);
}

fn undisclosed(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    let text = scene.text;
    let mut names: Vec<Span> = out
        .iter()
        .filter(|mention| matches!(mention.kind(), Kind::Firm | Kind::Bank))
        .map(|mention| mention.span)
        .collect();
    names.sort_unstable_by_key(|span| (span.end, span.start));
    // 两家存储巨头某某股份有限公司 is a name, not a description.
    let holds_name = |from: usize, to: usize| {
        let index = names.partition_point(|name| name.end as usize <= from);
        names.get(index).is_some_and(|name| name.start as usize >= from && (name.start as usize) < to)
    };
    let opened = OPENERS.iter().flat_map(|opener| {
        text.match_indices(opener)
            .filter(|(at, _)| *opener == "某" || !text[..*at].ends_with(['另', '每', '第', '这', '前']))
            .map(|(at, word)| (at, at + word.len()))
    });
    for (at, from) in opened.chain(counted(scene)) {
        let reach: usize = text[from..]
            .char_indices()
            .take(MOST)
            .take_while(|(_, c)| is_name_char(*c) || matches!(c, '\n'))
            .map(|(at, c)| at + c.len_utf8())
            .last()
            .unwrap_or(0);
        let stretch = &text[from..from + reach];
        let Some(mut end) = head_end(stretch) else { continue };
        let words = &stretch[..end];
        if words.contains(['的', '向', '了', '是', '\n']) || words.contains("提供") || holds_name(from, from + end)
        {
            continue;
        }
        // 多家贷款机构组成的银团: what they make lends.
        end += BODIES.iter().find(|body| text[from + end..].starts_with(**body)).map_or(0, |body| body.len());
        let start = left(text, at);
        // 尽管|两家公司: what joins the sentences is no part of it.
        let joint = ["尽管", "虽然", "由于", "因为"].iter().find(|word| text[start..at].starts_with(**word));
        let start = start + joint.map_or(0, |word| word.len());
        let name = &text[start..from + end];
        // 转让部分公司|股份: a part of the shares, not of the firms.
        if name.starts_with("部分")
            && WORDS.shares.leftmost_find_iter(&text[from + end..]).next().is_some_and(|hit| hit.start() == 0)
        {
            continue;
        }
        let bank = ["城商行", "股份行", "农商行", "银行", "大行", "银团"].iter().any(|head| name.ends_with(head));
        let mut party = unlisted(if bank { Kind::Bank } else { Kind::Firm }, name);
        party.naming = Naming::Anonymous;
        if bank && let Some(words) = super::listed::branch_words(&text[from + end..]) {
            end += words.len();
            party.name = text[start..from + end].to_owned();
        }
        out.push(Mention {
            span: Span::new(start, from + end),
            value: Value::Party(Box::new(party)),
            rule: "undisclosed party",
        });
    }
}

/// What undisclosed lenders make together.
const BODIES: &[&str] = &["组成的银团", "组成的财团", "组建的银团"];

/// Words of credit: without one in the sentence, counted firms and unnamed subsidiaries are no parties of a deal.
const CREDIT: &[&str] = &["贷款", "授信", "担保", "借款", "信贷", "保函"];

/// The sentence around a place tells of credit.
fn in_credit(text: &str, at: usize) -> bool {
    let ends: &[char] = &['。', '\n', '！', '？', '；'];
    let from = text[..at].rfind(ends).unwrap_or(0);
    let to = text[at..].find(ends).map_or(text.len(), |length| at + length);
    CREDIT.iter().any(|word| text[from..to].contains(word))
}

/// 区域3家银行, 10家企业: counted ones, as openers; of many it tells a figure of the business, and 甲等7家机构 counts those named.
fn counted(scene: &Scene<'_, '_>) -> Vec<(usize, usize)> {
    /// From this number on it is a figure.
    const MANY: usize = 31;
    let text = scene.text;
    let opener = |(at, word): (usize, &str)| {
        let head = &text[..at];
        let number = head.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = &head[number.len()..];
        digits.parse::<usize>().ok().filter(|count| (2..MANY).contains(count))?;
        let counts_named =
            number.ends_with(['等', '第', '前', '每', '.', '超', '近', '达', '这', '余', '约', '逾', '共', '-']);
        (!counts_named && !number.ends_with("在内的") && in_credit(text, at)).then_some((number.len(), at + word.len()))
    };
    text.match_indices("家").filter_map(opener).collect()
}

/// 公司及全资子公司拟向银行申请, 为控股子公司提供担保: subsidiaries that are not named.
fn subsidiaries(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    /// What may stand before 子公司, and what behind it goes on with the deal.
    const KINDS: &[&str] = &["全资", "控股", "下属", "部分", "所属", "各级", "合并报表范围内", "合并范围内"];
    const ACTS: &[&str] = &[
        "拟",
        "将",
        "向",
        "计划",
        "预计",
        "申请",
        "提供",
        "新增",
        "融资",
        "借款",
        "贷款",
        "在",
        "办理",
        "的",
        "不超过",
    ];
    const HEADS: &[&str] = &["子公司", "孙公司", "附属公司"];
    let text = scene.text;
    // A text that names the subsidiary means it by the phrase too.
    let behind = |at: u32| HEADS.iter().any(|head| text[..at as usize].ends_with(head));
    if out.iter().any(|mention| matches!(mention.kind(), Kind::Firm | Kind::Bank) && behind(mention.span.start)) {
        return;
    }
    for head in HEADS {
        for (at, _) in text.match_indices(head) {
            let end = at + head.len();
            let rest = &text[end..];
            let figure = rest.starts_with(|c: char| c.is_ascii_digit());
            if !figure && !ACTS.iter().any(|word| rest.starts_with(word)) {
                continue;
            }
            let mut start = at;
            while let Some(kind) = KINDS.iter().find(|kind| text[..start].ends_with(**kind)) {
                start -= kind.len();
            }
            // 为其子公司提供: 其 only says whose.
            let before = text[..start].trim_end_matches('其');
            let start = before.len();
            // 公司控股子公司拟向银行申请: who acts is not named.
            let opens = before.ends_with("公司") || before.ends_with(['：', '，', ':']);
            let acts = opens && ["拟", "将", "向", "计划"].iter().any(|word| rest.starts_with(word));
            let linked = before.ends_with(['及', '和', '与', '、', '为', '对', '向']);
            if !(acts || linked) || !in_credit(text, at) {
                continue;
            }
            let span = Span::new(start, end);
            let mut party = unlisted(Kind::Firm, span.of(text));
            party.naming = Naming::Anonymous;
            out.push(Mention { span, value: Value::Party(Box::new(party)), rule: "unnamed subsidiary" });
        }
    }
}

/// The end of the party's head: the first head word that no further head follows (高新技术企业, not 高新).
fn head_end(stretch: &str) -> Option<usize> {
    let hit = WORDS.heads.leftmost_find_iter(stretch).next()?;
    let rest = &stretch[hit.end()..];
    let longer = WORDS.heads.leftmost_find_iter(rest).next().filter(|next| next.start() == 0);
    Some(hit.end() + longer.map_or(0, |next| next.end()))
}

/// Words before an opener that are no places.
const NO_PLACES: &[&str] = &[
    "假如", "如果", "比如", "例如", "譬如", "假设", "还有", "只有", "没有", "另有", "共有", "目前", "其中", "当时",
    "此前", "随后", "联合", "携手", "包括", "涉及", "另外", "同时", "至少", "曾有",
];

/// A modifier or a place before the opener belongs to the description: 为X提供…的一家企业, 彭州一家企业.
fn left(text: &str, at: usize) -> usize {
    let head = &text[..at];
    if head.ends_with('的') {
        let mut start = at;
        for (offset, c) in head.char_indices().rev().take(40) {
            if matches!(c, '，' | '。' | '；' | '：' | '“' | '\n' | '、') {
                return start;
            }
            if matches!(c, '向' | '给' | '对' | '由' | '与' | '从') {
                return start;
            }
            if c == '为' {
                // 已向为X提供…: the modifier begins with 为; 为X的一家企业提供: 为 is the preposition.
                let before = head[..offset].chars().next_back();
                return if matches!(before, Some('向' | '给' | '对')) { offset } else { start };
            }
            start = offset;
        }
        return at;
    }
    if let Some(place) = WORDS.places.ends(head) {
        return at - place.len();
    }
    // 假如一家企业, 还有两家银行.
    if NO_PLACES.iter().any(|word| head.ends_with(word)) {
        return at;
    }
    // A place the list does not know: two Han characters behind a preposition or punctuation.
    let tail: Vec<(usize, char)> = head.char_indices().rev().take(3).collect();
    match tail.as_slice() {
        [(_, a), (start, b), (_, c)]
            if is_han(*a) && is_han(*b) && "为向给对由与从，。；、“".contains(*c) && !"批向给了到".contains(*a) =>
        {
            *start
        }
        _ => at,
    }
}

/// 向银行申请: the bare class of lenders, for events that name none.
fn bare(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    let text = scene.text;
    for phrase in [
        "向银行",
        "向金融机构",
        "向商业银行",
        "向境内商业银行",
        "向境外商业银行",
        "向银行等金融机构",
        "向相关银行",
        "向合作银行",
    ] {
        for (at, _) in text.match_indices(phrase) {
            let end = at + phrase.len();
            if !["申请", "贷", "借", "融", "办理"].iter().any(|verb| text[end..].starts_with(verb)) {
                continue;
            }
            let span = Span::new(at + '向'.len_utf8(), end);
            let mut party = unlisted(Kind::Bank, span.of(text));
            party.naming = Naming::Anonymous;
            out.push(Mention { span, value: Value::Party(Box::new(party)), rule: "unnamed lender" });
        }
    }
}

fn classes(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    let text = scene.text;
    for hit in WORDS.classes.leftmost_find_iter(text) {
        let mut start = hit.start();
        let mut behind_preposition = false;
        for (at, c) in text[..hit.start()].char_indices().rev().take(24) {
            if "为向对给".contains(c) {
                behind_preposition = true;
                break;
            }
            if !(is_name_char(c) || matches!(c, '、')) {
                break;
            }
            start = at;
        }
        if !behind_preposition {
            start = hit.start();
        }
        let span = Span::new(start, hit.end());
        let mut party = unlisted(Kind::Firm, span.of(text));
        party.naming = Naming::Class;
        out.push(Mention { span, value: Value::Party(Box::new(party)), rule: "class of parties" });
    }
}
