//! Standing: how every party of a sentence stands in its clause, which parties make a list, and what the words behind a
//! party make of it (owner, stake, parent).

use super::clause::{Case, Item, ItemKind, Mark, Scene, Standing};
use super::cue::CueClass;
use crate::extract::party::members;
use crate::extract::{Kind, Mention};

/// The most bytes between a preposition and its party (modifiers such as “五小虎”之一的).
const REACH: usize = 90;

/// Between two parties of one list.
const LINKS: &[&str] = &["、", "和", "及", "以及", "与", "或", "，", ",", "/", "及其", "、以及", "等"];

/// Ends of what somebody is: 、副总经理 between two persons does not part their list.
const POSITIONS: &[&str] = &[
    "董事",
    "董事长",
    "监事",
    "监事长",
    "监事会主席",
    "总经理",
    "经理",
    "总裁",
    "总监",
    "秘书",
    "董秘",
    "股东",
    "高管",
    "人员",
    "负责人",
    "工程师",
    "行动人",
    "控制人",
    "实控人",
    "CEO",
    "CFO",
    "先生",
    "女士",
    "合伙人",
    "主席",
    "配偶",
    "妻子",
    "子公司",
    "孙公司",
];

/// The words between two members of a list: 、 or 和 with what the second one is.
fn is_link(words: &str) -> bool {
    if LINKS.contains(&words) {
        return true;
    }
    let link = LINKS.iter().filter(|link| !matches!(**link, "，" | "," | "等")).find(|link| words.starts_with(**link));
    link.is_some_and(|link| {
        let rest = &words[link.len()..];
        words.chars().count() <= 24
            && !rest.contains(['，', '。', '；', '的'])
            && POSITIONS.iter().any(|position| rest.ends_with(position))
    })
}

/// A link with which a list goes on even over a comma.
const STRONG_LINKS: &[&str] = &["以及", "及其", "及", "和", "与", "、"];

/// Words that describe the next member of a list: 及老股东X, 和产业资本Y.
const MEMBER_WORDS: &[&str] = &[
    "老股东",
    "原股东",
    "现有股东",
    "既有股东",
    "新老股东",
    "新股东",
    "股东",
    "产业资本",
    "产业方",
    "产业投资方",
    "国资",
    "战略投资者",
    "战略投资方",
    "知名机构",
    "知名投资机构",
    "财务投资人",
    "产业投资人",
    "上市公司",
    "其",
    "一致行动人",
    "一致行动人",
    "的",
    "其他",
    "自然人",
    "公司",
    "国有资本",
    "美元基金",
    "关联方",
    "子公司",
    "全资子公司",
    "控股子公司",
    "旗下",
];

/// Behind a party: those behind it act, it stands over them.
const PARENT: &[&str] = &[
    "旗下的",
    "旗下",
    "下属的",
    "下属",
    "全资子公司",
    "控股子公司",
    "全资孙公司",
    "控股孙公司",
    "子公司",
    "孙公司",
    "附属公司",
    "全资附属公司",
    "间接全资附属公司",
    "关联公司",
    "关联企业",
    "参股公司",
    "关联方",
    "附属",
    "集团旗下",
    "集团控股子公司",
    "集团子公司",
    "母公司",
];

/// Behind a party: what follows describes one of its own, whatever the words between.
const HOLDS: &[&str] = &["旗下", "下属", "间接持股的", "持股的", "参股的", "控股的", "孵化的", "投资的", "分拆的"];

/// The most characters of such a description.
const MOST_HELD: usize = 18;

/// Before 的: what a party did for the one that is then named.
const BY: &[&str] = &[
    "支持", "创立", "创办", "创建", "投资", "控股", "持股", "参股", "孵化", "控制", "背书", "领投", "成立", "运营",
    "打造",
];

/// Behind a party: those behind it hold it.
const COMPANY: &[&str] = &[
    "控股股东",
    "实际控制人",
    "实控人",
    "股东",
    "第一大股东",
    "大股东",
    "第二大股东",
    "第三大股东",
    "原控股股东",
    "持股5%以上股东",
    "间接控股股东",
    "、",
    "及",
    "暨",
    "董事长",
    "创始人",
    "董事",
    "总经理",
    "原股东",
    "现有股东",
    "主要股东",
    "持股5%以上的股东",
];

/// Behind a party: the one behind acts, and is only said to belong beside it.
const BESIDE: &[&str] = &[
    "一致行动人",
    "妻子",
    "配偶",
    "儿子",
    "女儿",
    "之子",
    "之女",
    "父亲",
    "母亲",
    "弟弟",
    "哥哥",
    "姐姐",
    "妹妹",
    "丈夫",
];

/// Words that may stand before a word of COMPANY or PARENT: 的全资子公司, 之控股股东.
const JOINTS: &[&str] = &["的", "之", "其", "间接", "直接", "全资", "控股", "及其"];

/// Behind a part: what the part is of.
const STAKES: &[&str] = &[
    "股权",
    "股份",
    "股票",
    "股本",
    "权益",
    "财产份额",
    "合伙份额",
    "基金份额",
    "出资份额",
    "份额",
    "普通股",
    "控股权",
    "控制权",
    "已发行股",
    "A股股",
    "合伙企业份额",
];

/// What may stand between a party and its STAKES.
const STAKE_WORDS: &[&str] = &[
    "的",
    "各",
    "合计",
    "全部",
    "剩余",
    "剩下",
    "其余",
    "约",
    "不超过",
    "不低于",
    "至少",
    "最多",
    "少数",
    "部分",
    "整体",
    "已发行",
    "无限售条件",
    "无限售流通",
    "有限售条件",
    "无限售",
    "流通",
    "非流通",
    "所有",
    "全资",
    "多数",
    "控股",
    "合共",
    "共计",
    "共",
    "余下",
    "逾",
    "近",
    "超过",
    "超",
    "以上",
    "左右",
    "等",
    "分别",
    "公司",
    "直接",
    "间接",
    "相应",
    "对应",
];

/// Right behind STAKES these make another word of it.
const NO_STAKE: &[&str] =
    &["回购", "激励", "支付", "有限", "募集", "代码", "简称", "交易异常", "质押", "募资", "登记", "停牌", "复牌", "自"];

/// Behind an owner.
const OWNS: &[&str] = &["持有的", "所持有的", "所持有", "所持的", "所持", "名下的", "名下", "拥有的", "合法持有的"];

/// What may stand between an owner and OWNS.
const OWNER_WORDS: &[&str] = &[
    "合计",
    "直接",
    "间接",
    "分别",
    "共同",
    "等",
    "及其一致行动人",
    "双方",
    "各方",
    "各自",
    "三方",
    "两方",
    "目前",
    "其",
    "所",
    "合法",
    "原",
    "共",
];

pub(super) fn standings(scene: &Scene<'_>, mentions: &[Mention]) -> Vec<Standing> {
    let mut out: Vec<Standing> = Vec::new();
    for (index, item) in scene.items.iter().enumerate() {
        let ItemKind::Party(mention) = item.kind else { continue };
        let mut standing =
            Standing { mention, span: item.span, clause: item.clause, case: Case::Subject, list_of: None, mark: None };
        if item.aside {
            standing.case = Case::Aside;
        } else {
            standing.case = case(scene, index, mentions, &out, &mut standing.list_of);
            standing.mark = mark(scene, index, mentions);
        }
        out.push(standing);
    }
    share_marks(&mut out);
    out
}

/// A、B、C等股东持有的X, A和B各51%股权: what is said behind the last member holds for all of them.
fn share_marks(standings: &mut [Standing]) {
    for last in (1..standings.len()).rev() {
        let (Some(first), Some(mark)) = (standings[last].list_of, standings[last].mark) else { continue };
        if !matches!(mark, Mark::Owner | Mark::Stake | Mark::Ally)
            || standings.get(last + 1).is_some_and(|next| next.list_of == Some(first))
        {
            continue;
        }
        for other in standings[..last].iter_mut().rev() {
            if other.list_of != Some(first) && other.mention != first {
                break;
            }
            if other.mark.is_none() {
                other.mark = Some(mark);
            }
        }
    }
}

fn case(
    scene: &Scene<'_>,
    index: usize,
    mentions: &[Mention],
    before: &[Standing],
    list_of: &mut Option<usize>,
) -> Case {
    let item = scene.items[index];
    if item.clause == 0 && opens_with_label(scene, item) {
        return Case::Label;
    }
    if speaks(scene, index) {
        return Case::Speaker;
    }
    // A list shares the case of its first member.
    if let Some(last) = before.iter().rev().find(|standing| standing.case != Case::Aside) {
        // A旗下B: B stands where A stood.
        if matches!(last.mark, Some(Mark::Parent | Mark::Company | Mark::Ally))
            && last.clause == item.clause
            && !matches!(last.case, Case::Speaker | Case::Label)
        {
            // Those beside whom it stands make a list of their own.
            *list_of = last.list_of.filter(|_| last.mark != Some(Mark::Ally));
            return last.case;
        }
        let gap = strip_brackets(scene.between(last.span.end, item.span.start));
        let gap = gap.trim();
        let behind = scene.between(item.span.end, scene.span.end);
        if continues(gap, behind, last, item, mentions) {
            // A、B与C签署: C is the other side; A、B和C签署 may be one side.
            let joins =
                last.case == Case::Subject && (gap == "与" || (matches!(gap, "和" | "及") && last.list_of.is_none()));
            if joins && joint_clause(scene, item.clause) {
                return Case::With;
            }
            *list_of = Some(last.list_of.unwrap_or(last.mention));
            return last.case;
        }
    }
    let clause = scene.clauses[item.clause];
    let rest = scene.between(item.span.end, clause.end);
    for left in scene.items[..index].iter().rev() {
        if left.clause != item.clause {
            break;
        }
        if left.aside || left.span.end > item.span.start {
            continue;
        }
        match left.kind {
            ItemKind::Cue(classes) if classes.is_preposition() => {
                if (item.span.start - left.span.end) as usize > REACH {
                    continue;
                }
                return match () {
                    () if classes.has(CueClass::To) => Case::To,
                    () if classes.has(CueClass::By) => Case::By,
                    () if classes.has(CueClass::From) => Case::From,
                    () if classes.has(CueClass::With) => Case::With,
                    () => Case::In,
                };
            }
            ItemKind::Cue(classes) if classes.is_verb() => return Case::Object,
            ItemKind::Trigger(hit) if hit.is_verb => return Case::Object,
            // 为甲集团旗下的乙公司: 乙公司 stands as 甲集团 does.
            ItemKind::Party(_) if super::role::belongs(scene.between(left.span.end, item.span.start)) => {}
            ItemKind::Party(_) => break,
            _ => {}
        }
    }
    if rest.starts_with('的') { Case::Genitive } else { Case::Subject }
}

/// The words between two parties link them as members of one list.
fn continues(gap: &str, behind: &str, last: &Standing, item: Item, mentions: &[Mention]) -> bool {
    let near = last.clause == item.clause;
    let comma = gap.trim_start_matches(['，', ',']).trim_start();
    if is_link(gap) && (near || (is_list(last, mentions, item) && goes_on(behind))) {
        return true;
    }
    if comma.len() < gap.len() {
        // A，以及B: the comma does not end the list.
        return last.clause + 1 == item.clause && STRONG_LINKS[..2].iter().any(|link| described(comma, link));
    }
    if !near {
        return false;
    }
    if STRONG_LINKS.iter().any(|link| described(gap, link)) {
        return true;
    }
    // A、某某基金、B: a member nobody recognised.
    let Some(inner) = gap.strip_prefix('、') else { return false };
    let Some(at) = inner.rfind(['、', '和', '及', '与']) else { return false };
    let (stretch, tail) = inner.split_at(at);
    let short = stretch.split('、').all(|word| (1..=14).contains(&word.chars().count()));
    let plain =
        !stretch.contains(['，', '。', '；', '：', '“', '”', '《', '（', '为', '对', '由', '向', '了', '将', '%']);
    let link = tail.trim_start_matches(['、', '和', '及', '与', '以']);
    short && plain && (link.is_empty() || described(&format!("、{link}"), "、"))
}

/// Behind a member that a comma parts from its list, the list goes on or ends: A、B，C等; in A、B，C任顾问 C begins anew.
fn goes_on(behind: &str) -> bool {
    let rest = skip_bracket(behind.trim_start_matches(['”', '"', '」']));
    rest.is_empty() || rest.starts_with(['、', '，', ',', '。', '；', '和', '及', '与', '等', '以'])
}

/// A link with nothing behind it but words that describe the next member.
fn described(gap: &str, link: &str) -> bool {
    let Some(mut rest) = gap.strip_prefix(link) else { return false };
    while !rest.is_empty() {
        let Some(word) = MEMBER_WORDS.iter().filter(|word| rest.starts_with(**word)).max_by_key(|word| word.len())
        else {
            return false;
        };
        rest = &rest[word.len()..];
    }
    true
}

/// What the words behind the party make of it.
fn mark(scene: &Scene<'_>, index: usize, mentions: &[Mention]) -> Option<Mark> {
    let item = scene.items[index];
    let clause = scene.clauses[item.clause];
    let behind = scene.between(item.span.end, clause.end);
    let rest = behind.trim_start_matches(['”', '"', '」', ' ']);
    let rest = skip_bracket(rest);
    let next = scene.items[index + 1..].iter().find(|next| matches!(next.kind, ItemKind::Party(_)) && !next.aside);
    if let Some(next) = next.filter(|next| next.clause == item.clause) {
        let gap = strip_brackets(scene.between(item.span.end, next.span.start));
        let gap = gap.trim();
        let sold = matches!(next.kind, ItemKind::Party(mention) if mentions[mention].rule == members::ASSET);
        if sold && matches!(gap, "" | "的") {
            return Some(Mark::Owner);
        }
        if !gap.is_empty() && !gap.starts_with(['、', '和', '及', '与', '，']) {
            // 公司控股股东、实际控制人X: the company of the one that acts; 下属全资子公司X: its parent.
            let upper = strip_words(strip_words(gap, JOINTS), PARENT);
            // 甲集团旗下的智能芯片子公司乙, 甲公司间接持股的乙.
            let held = HOLDS.iter().any(|word| gap.starts_with(word))
                && gap.chars().count() <= MOST_HELD
                && !gap.contains(['，', '、', '；', '：', '。']);
            if upper.is_empty() || held || describes(gap) {
                return Some(Mark::Parent);
            }
            if BESIDE.contains(&strip_words(gap, JOINTS)) {
                return Some(Mark::Ally);
            }
            if strip_words(strip_words(gap, JOINTS), COMPANY).is_empty() {
                return Some(Mark::Company);
            }
        }
    }
    if matches!(item.kind, ItemKind::Party(mention) if mentions[mention].rule == members::ASSET) {
        return Some(Mark::Stake);
    }
    // 收购甲集团旗下一家供应商: one of its own without a name, not the group.
    if next.is_none_or(|next| next.clause != item.clause)
        && rest.starts_with("旗下")
        && !["基金", "的基金", "公司", "企业"].iter().any(|word| rest["旗下".len()..].starts_with(word))
    {
        return Some(Mark::Parent);
    }
    if announces(scene, index) {
        return Some(Mark::Announcer);
    }
    let owner = owner_tail(rest);
    if OWNS.iter().any(|word| owner.starts_with(word)) {
        return Some(Mark::Owner);
    }
    let stake = rest.trim_start_matches(['(', ')']);
    let part = strip_words(stake, STAKE_WORDS);
    STAKES
        .iter()
        .any(|word| part.strip_prefix(word).is_some_and(|tail| !NO_STAKE.iter().any(|other| tail.starts_with(other))))
        .then_some(Mark::Stake)
}

/// 甲支持的量子计算公司|乙, 前甲工程师创立的初创公司|乙: the one before only describes the one behind.
fn describes(gap: &str) -> bool {
    /// The most characters of such a description.
    const MOST: usize = 24;
    let Some((before, behind)) = gap.split_once('的') else { return false };
    gap.chars().count() <= MOST
        && !gap.contains(['，', '、', '；', '：', '。', '“'])
        && BY.iter().any(|word| before.ends_with(word))
        && (behind.is_empty() || crate::extract::party::words::WORDS.nouns.ends(behind).is_some())
}

/// The words behind an owner up to 持有的: 等6名股东, 合计.
fn owner_tail(rest: &str) -> &str {
    let rest = strip_words(rest, OWNER_WORDS);
    // 等6名股东, 等4名交易对方.
    let counted = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十多全体".contains(c));
    let named = ["名股东", "位股东", "名交易对方", "名自然人", "股东", "交易对方", "名转让方", "家机构", "方"]
        .iter()
        .find_map(|word| counted.strip_prefix(word))
        .unwrap_or(rest);
    strip_words(named, OWNER_WORDS)
}

/// Takes listed words, numbers and percent signs off the head.
fn strip_words<'t>(mut rest: &'t str, words: &[&str]) -> &'t str {
    loop {
        let before = rest.len();
        rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || ".%％万亿余".contains(c));
        if let Some(word) = words.iter().filter(|word| rest.starts_with(**word)).max_by_key(|word| word.len()) {
            rest = &rest[word.len()..];
        } else if let Some(tail) =
            rest.strip_prefix('股').filter(|tail| !tail.starts_with(['权', '份', '票', '本', '东']))
        {
            rest = tail;
        }
        if rest.len() == before {
            return rest;
        }
    }
}

/// The words behind a bracketed stretch.
pub(super) fn skip_bracket(rest: &str) -> &str {
    if !rest.starts_with(['(', '（']) {
        return rest;
    }
    rest.find([')', '）']).and_then(|at| rest.get(at..)).map_or(rest, |tail| tail.trim_start_matches([')', '）']))
}

/// `南京银行：为企业…`: the party stands before the colon that opens the item, with little else.
fn opens_with_label(scene: &Scene<'_>, item: Item) -> bool {
    let clause = scene.clauses[0];
    let behind = strip_brackets(scene.between(item.span.end, clause.end));
    let before = scene.between(clause.start, item.span.start);
    matches!(behind.trim(), ":" | "：") && before.chars().count() <= 12
}

/// A word of speaking follows in the clause, with nothing between that acts.
fn speaks(scene: &Scene<'_>, index: usize) -> bool {
    let item = scene.items[index];
    for next in &scene.items[index + 1..] {
        if next.clause != item.clause || (next.span.start.saturating_sub(item.span.end)) as usize > 36 {
            return false;
        }
        match next.kind {
            _ if next.aside => {}
            ItemKind::Cue(classes) if classes.has(CueClass::Speaker) => return true,
            ItemKind::Cue(classes) if classes.is_verb() || classes.has(CueClass::To) => return false,
            ItemKind::Trigger(_) => return false,
            _ => {}
        }
    }
    false
}

/// 甲公司(600001)3月17日晚间公告，…: the clause says who makes the news known, and when, and no more.
fn announces(scene: &Scene<'_>, index: usize) -> bool {
    /// Characters beside a date: 晚间, 在港交所.
    const MOST: usize = 8;
    let item = scene.items[index];
    let mut from = item.span.end;
    let mut beside = 0;
    for next in scene.items[index + 1..].iter().filter(|next| !next.aside) {
        if next.clause != item.clause {
            return false;
        }
        match next.kind {
            ItemKind::Value(_) => {
                beside += strip_brackets(scene.between(from, next.span.start)).chars().count();
                from = from.max(next.span.end);
            }
            ItemKind::Cue(classes) if classes.has(CueClass::Disclose) => {
                beside += strip_brackets(scene.between(from, next.span.start)).chars().count();
                let rest = scene.clause_rest(item.clause, next.span.end).trim_end_matches(['，', ',', '：', ':']);
                return beside <= MOST && matches!(rest.trim_matches(['，', ',', ' ']), "" | "称" | "显示" | "表示");
            }
            ItemKind::Cue(classes) if classes.is_preposition() => {}
            _ => return false,
        }
    }
    false
}

fn joint_clause(scene: &Scene<'_>, clause: usize) -> bool {
    scene.items.iter().filter(|item| item.clause == clause).any(|item| match item.kind {
        ItemKind::Cue(classes) => classes.has(CueClass::Joint) || classes.has(CueClass::Announced),
        ItemKind::Trigger(hit) => hit.is_joint,
        _ => false,
    })
}

/// A comma between two parties of one kind that nothing separates is a list too.
fn is_list(last: &Standing, mentions: &[Mention], item: Item) -> bool {
    let ItemKind::Party(mention) = item.kind else { return false };
    let investors = |kind: Kind| matches!(kind, Kind::Firm | Kind::Institution);
    let (a, b) = (mentions[last.mention].kind(), mentions[mention].kind());
    last.clause + 1 == item.clause && (a == b || (investors(a) && investors(b))) && last.list_of.is_some()
}

/// The words without bracketed stretches: a code or alias behind a name does not part a list.
pub(super) fn strip_brackets(words: &str) -> String {
    let (mut out, mut depth) = (String::new(), 0u32);
    for c in words.chars() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 && !matches!(c, '“' | '”' | '"' | '「' | '」') => out.push(c),
            _ => {}
        }
    }
    out
}
