//! Standing: how every party of a sentence stands in its clause, which parties make a list, and what the words behind a
//! party make of it (owner, stake, parent).

use super::clause::{Case, Item, ItemKind, Mark, Scene, Standing};
use super::cue::CueClass;
use crate::extract::party::words::STOPS;
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

/// Words by which a firm came about.
const FOUNDED: &[&str] = &["创立", "创办", "创建", "孵化", "联合发起", "创始", "组建"];

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
    "财务投资方",
    "战略投资人",
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
    "控制的企业",
    "控制的公司",
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
            standing.mark = super::mark::mark(scene, index, mentions);
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
    // 增持公司股份: in the words of the deal itself.
    if scene.triggers().any(|(_, hit)| hit.span.contains(item.span)) {
        return Case::Object;
    }
    // A list shares the case of its first member.
    if let Some(last) = before.iter().rev().find(|standing| standing.case != Case::Aside) {
        // A旗下B: B stands where A stood.
        if matches!(last.mark, Some(Mark::Parent | Mark::Company | Mark::Ally))
            && last.clause == item.clause
            && !matches!(last.case, Case::Speaker | Case::Label)
            && !acts_between(scene, last, item)
            // 由甲管理的基金乙完成备案: 乙 does it.
            && !(last.case == Case::By && scene.between(last.span.end, item.span.start).ends_with("管理的"))
        {
            // Those beside whom it stands make a list of their own.
            *list_of = last.list_of.filter(|_| last.mark != Some(Mark::Ally));
            return last.case;
        }
        // 胡澜，公司实控人之一致行动人、董事|姚澜: 公司 only tells whose director he is.
        let company = last.clause == item.clause && matches!(last.span.of(scene.text), "公司" | "本公司");
        let earlier = before.iter().rev().skip(1).find(|standing| standing.case != Case::Aside);
        if let Some(earlier) = earlier.filter(|earlier| company && earlier.case == Case::Subject) {
            let gap = strip_brackets(scene.between(earlier.span.end, item.span.start));
            if joins_person(scene, gap.trim(), earlier, item, mentions) {
                *list_of = Some(earlier.list_of.unwrap_or(earlier.mention));
                return earlier.case;
            }
        }
        let gap = strip_brackets(scene.between(last.span.end, item.span.start));
        let gap = gap.trim();
        let behind = scene.between(item.span.end, scene.span.end);
        if continues(gap, behind, last, item, mentions) || joins_person(scene, gap, last, item, mentions) {
            // A、B与C签署: C is the other side; A、B和C签署 may be one side.
            // In 甲及乙与丙签署 the other side comes behind 与.
            let partner_follows = || {
                scene.items[index + 1..].iter().any(|next| {
                    next.clause == item.clause
                        && matches!(next.kind, ItemKind::Cue(_))
                        && next.span.of(scene.text) == "与"
                })
            };
            let joins = last.case == Case::Subject
                && (gap == "与" || (matches!(gap, "和" | "及") && last.list_of.is_none() && !partner_follows()));
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
                if (item.span.start - left.span.end) as usize > REACH
                    || (classes.has(CueClass::In) || classes.has(CueClass::From))
                        && takes_date(scene, left, item, mentions)
                {
                    continue;
                }
                if left.span.of(scene.text) == "与" && within_attribute(scene, index, left, item) {
                    continue;
                }
                // 甲联合乙收购: 乙 acts beside 甲.
                let acting = before
                    .iter()
                    .rfind(|standing| standing.clause == item.clause && standing.case == Case::Subject)
                    .filter(|standing| left.span.of(scene.text) == "联合" && standing.span.end <= left.span.start);
                if let Some(acting) = acting {
                    *list_of = Some(acting.list_of.unwrap_or(acting.mention));
                    return Case::Subject;
                }
                // 于4月30日披露高管增持计划: what is disclosed is not where.
                let disclosed = scene.cues(item.clause).any(|(span, classes)| {
                    classes.has(CueClass::Disclose) && span.start >= left.span.end && span.end == item.span.start
                });
                if disclosed {
                    break;
                }
                // 对甲依法受让…无异议: 甲 gets it.
                let itself = left.span.of(scene.text) == "对" && takes_itself(scene, item);
                return match () {
                    () if classes.has(CueClass::To) && itself => Case::Subject,
                    () if classes.has(CueClass::To) => Case::To,
                    // 由前甲公司高管创立: who founded it, or where he worked, gives nothing.
                    () if classes.has(CueClass::By) && FOUNDED.iter().any(|word| rest.contains(word)) => Case::In,
                    () if classes.has(CueClass::By) => Case::By,
                    () if classes.has(CueClass::From) => Case::From,
                    () if classes.has(CueClass::With) => Case::With,
                    () => Case::In,
                };
            }
            ItemKind::Cue(classes) if classes.is_verb() => return Case::Object,
            // 将20%股权转让至甲公司.
            ItemKind::Trigger(_) if scene.between(left.span.end, item.span.start).starts_with('至') => {
                return Case::To;
            }
            // 减持计划的主要内容 甲公司拟…: a space ends a heading.
            ItemKind::Trigger(_) if ends_heading(scene.between(left.span.end, item.span.start)) => break,
            ItemKind::Trigger(hit) if hit.is_verb => return Case::Object,
            // 为甲集团旗下的乙公司: 乙公司 stands as 甲集团 does.
            ItemKind::Party(_) if super::belonging::belongs(scene.between(left.span.end, item.span.start)) => {}
            ItemKind::Party(_) => break,
            _ => {}
        }
    }
    if rest.starts_with('的') { Case::Genitive } else { Case::Subject }
}

/// 收购法国供热|与|冷却网络运营商|乙: the word stands within what describes the party, behind a verb of getting.
fn within_attribute(scene: &Scene<'_>, index: usize, link: &Item, item: Item) -> bool {
    let gap = scene.between(link.span.end, item.span.start);
    let noun = crate::extract::party::words::WORDS.nouns.ends(gap);
    let verb =
        scene.items[..index].iter().rev().find(|left| left.clause == item.clause && left.span.end <= link.span.start);
    let gets = verb.is_some_and(|left| {
        let between = scene.between(left.span.end, link.span.start);
        let object =
            matches!(left.kind, ItemKind::Trigger(hit) if hit.is_verb) || matches!(left.kind, ItemKind::Party(_));
        object && !between.is_empty() && between.chars().all(crate::extract::party::words::is_han)
    });
    gets && noun.is_some_and(|noun| noun.len() < gap.len())
        && gap.chars().all(crate::extract::party::words::is_name_char)
        && !["签", "合作", "共同", "达成", "成立"].iter().any(|word| gap.contains(word))
}

/// Words without a figure or a clause of their own, and a space behind them.
fn ends_heading(gap: &str) -> bool {
    let words = gap.trim_end_matches([' ', '　']);
    words.len() < gap.len() && words.chars().count() >= 2 && words.chars().all(crate::extract::party::words::is_han)
}

/// 在9月份|甲公司拟挂牌出售…: the preposition has its date, and the party behind it acts.
fn takes_date(scene: &Scene<'_>, preposition: &Item, item: Item, mentions: &[Mention]) -> bool {
    let date = scene.values().find(|(_, span, _)| span.start == preposition.span.end);
    date.is_some_and(|(index, span, _)| {
        matches!(mentions[index].value, crate::extract::Value::Date(_))
            && span.end <= item.span.start
            && scene.between(span.end, item.span.start).trim_matches([' ', '份', '间', '，', ',']).is_empty()
    }) && !scene.clause_rest(item.clause, item.span.end).starts_with('的')
}

/// A verb of taking over follows right behind, with no more than a word for how between: 依法|受让.
fn takes_itself(scene: &Scene<'_>, item: Item) -> bool {
    const HOW: &[&str] = &["依法", "协议", "拟"];
    let rest = skip_bracket(scene.clause_rest(item.clause, item.span.end));
    let rest = HOW.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    ["受让", "竞得", "承接"].iter().any(|word| rest.starts_with(word))
}

/// A verb stands between the two: 甲旗下基金等入股乙 tells of nobody of 甲's by name. In 甲投资的乙 it belongs to 乙.
fn acts_between(scene: &Scene<'_>, last: &Standing, item: Item) -> bool {
    if scene.between(last.span.end, item.span.start).contains('的') {
        return false;
    }
    scene.items.iter().filter(|other| other.span.start >= last.span.end && other.span.end <= item.span.start).any(
        |other| match other.kind {
            ItemKind::Cue(classes) => classes.is_verb(),
            ItemKind::Trigger(hit) => hit.is_verb,
            _ => false,
        },
    )
}

/// The words between two parties link them as members of one list.
fn continues(gap: &str, behind: &str, last: &Standing, item: Item, mentions: &[Mention]) -> bool {
    let near = last.clause == item.clause;
    let comma = gap.trim_start_matches(['，', ',']).trim_start();
    if is_link(gap) && (near || (is_list(last, mentions, item) && goes_on(behind))) {
        return true;
    }
    if comma.len() < gap.len() {
        // A，以及B; A、B，产业投资人C: the comma does not end the list.
        let told = last.list_of.is_some()
            && !comma.is_empty()
            && (described(comma, "") || titles_member(comma, last, mentions, item));
        return last.clause + 1 == item.clause && (told || STRONG_LINKS[..2].iter().any(|link| described(comma, link)));
    }
    if !near {
        return false;
    }
    if STRONG_LINKS.iter().any(|link| described(gap, link)) {
        return true;
    }
    // A、B、上汽C: words of the name that nobody recognised.
    let Some(inner) = gap.strip_prefix('、') else { return false };
    if last.list_of.is_some() && leads_name(inner) && goes_on(behind) && is_firm_pair(last, mentions, item) {
        return true;
    }
    // A、某某基金、B: a member nobody recognised.
    let Some(at) = inner.rfind(['、', '和', '及', '与']) else { return false };
    let (stretch, tail) = inner.split_at(at);
    let short = stretch.split('、').all(|word| (1..=14).contains(&word.chars().count()));
    let plain =
        !stretch.contains(['，', '。', '；', '：', '“', '”', '《', '（', '为', '对', '由', '向', '了', '将', '%']);
    let link = tail.trim_start_matches(['、', '和', '及', '与', '以']);
    short && plain && (link.is_empty() || described(&format!("、{link}"), "、"))
}

/// 副总经理甲、乙，董秘|丙: a title, and a person behind it as before it.
fn titles_member(comma: &str, last: &Standing, mentions: &[Mention], item: Item) -> bool {
    /// The most characters of a title.
    const MOST: usize = 20;
    let person = |mention: usize| mentions[mention].kind() == Kind::Person;
    let plain = !comma.contains(['，', '的', '与']);
    plain
        && comma.chars().count() <= MOST
        && POSITIONS.iter().any(|position| comma.ends_with(position))
        && person(last.mention)
        && matches!(item.kind, ItemKind::Party(mention) if person(mention))
}

/// 实控人之一甲，实控人之一致行动人、董事|乙拟减持: the clause before holds nothing but a title and a person, and so does this one up to here.
fn joins_person(scene: &Scene<'_>, gap: &str, last: &Standing, item: Item, mentions: &[Mention]) -> bool {
    let Some(title) = gap.strip_prefix(['，', ',']) else { return false };
    let parties = |other: &&Item| other.clause == last.clause;
    let idle = scene.items.iter().filter(parties).all(|other| match other.kind {
        ItemKind::Party(_) => true,
        ItemKind::Cue(classes) => classes.has(CueClass::Speaker) && titles(scene, other),
        _ => false,
    });
    let title = title.trim_start_matches("公司");
    let holder = ["员工持股平台", "持股平台", "控股股东", "股东"].contains(&title);
    idle && last.clause + 1 == item.clause && (holder || titles_member(title, last, mentions, item))
}

/// A few characters that belong to the name behind them, no verb and no link among them.
fn leads_name(words: &str) -> bool {
    /// The most of them.
    const MOST: usize = 4;
    (1..=MOST).contains(&words.chars().count())
        && words.chars().all(|c| crate::extract::party::words::is_han(c) && !STOPS.contains(c))
}

/// Two firms or investors.
fn is_firm_pair(last: &Standing, mentions: &[Mention], item: Item) -> bool {
    let ItemKind::Party(mention) = item.kind else { return false };
    let firm = |mention: usize| matches!(mentions[mention].kind(), Kind::Firm | Kind::Institution);
    firm(last.mention) && firm(mention)
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
            // 副董事长王澜: what somebody is, not that somebody speaks.
            ItemKind::Cue(classes) if classes.has(CueClass::Speaker) && titles(scene, next) => {}
            ItemKind::Cue(classes) if classes.has(CueClass::Speaker) => return true,
            ItemKind::Cue(classes) if classes.is_verb() || classes.has(CueClass::To) => return false,
            ItemKind::Trigger(_) => return false,
            _ => {}
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

/// A party stands right behind the word: 副董事长王澜, 总裁兼财务负责人李澜.
fn titles(scene: &Scene<'_>, cue: &Item) -> bool {
    /// Characters of a second title.
    const MOST: usize = 8;
    let party = scene.items.iter().find(|item| {
        item.span.start >= cue.span.end && item.clause == cue.clause && matches!(item.kind, ItemKind::Party(_))
    });
    party.is_some_and(|party| {
        let gap = scene.between(cue.span.end, party.span.start);
        gap.is_empty() || (gap.starts_with(['兼', '、', '及']) && gap.chars().count() <= MOST)
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
