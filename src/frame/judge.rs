//! Judge: how far a deal is, and whether it is one. Status words are read on the trigger's clause first, then on the
//! clauses that govern it; balances, advice, hypotheses, products and negations refuse.

use super::clause::{ItemKind, Mark, Scene};
use super::cue::{CueClass, CueSet};
use super::load::{Frame, StatusReach, Usage};
use super::outcome_words::OUTCOMES;
use super::role::Nucleus;
use super::stage;
use crate::record::Status;
use crate::span::Span;

/// The reason of what only tells who somebody is.
const DESCRIBES: &str = "describes a company";

/// The reason of a trigger that is only a part of another word.
const NAMES: &str = "only names a time or another thing";

/// 参与投资的甲基金已完成备案, 在司法拍卖平台上对…进行公开拍卖: what only describes somebody or names a thing leaves the clause to what is
/// told.
pub(super) fn gives_way(scene: &Scene<'_>, held: &Nucleus<'_>, told: &Nucleus<'_>) -> bool {
    let hands_over = |nucleus: &Nucleus<'_>| matches!(nucleus.entry().usage, Usage::Give | Usage::Get);
    let names = |reason: &str| reason.starts_with(NAMES) && hands_over(held) && hands_over(told);
    refusal(scene, held).is_some_and(|reason| reason == DESCRIBES || names(&reason)) && refusal(scene, told).is_none()
}

/// Right before an act, these make it the purpose of another deal.
const PURPOSE: &[&str] = &["专项用于", "仅用于", "用于", "专项", "用以", "支持", "以支持", "拟用于"];

/// Right before a loan, these make it one that is paid back.
const REPAID: &[&str] = &["偿还", "归还", "置换", "抵偿", "清偿", "结清", "还清"];

/// Where the clause begins to tell the source of another deal's money, before the trigger: 自有资金及回购专项贷款. A loan named so is
/// a deal only with a lender or an amount of its own.
pub(super) fn source(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> Option<u32> {
    if nucleus.entry().usage != Usage::Product {
        return None;
    }
    let cues =
        scene.items.iter().filter(|item| item.clause == nucleus.clause && item.span.end <= nucleus.trigger.start);
    let from = cues.clone().find_map(|item| match item.kind {
        ItemKind::Cue(classes) if classes.has(CueClass::Source) => Some(item.span),
        _ => None,
    })?;
    let named = from.of(scene.text).ends_with("来源");
    let linked =
        scene.between(from.end, nucleus.trigger.start).contains(['及', '和', '与', '或', '、', '含', '/', '加', '+']);
    // 使用自有资金向子公司提供借款: here the loan is the deal.
    let carries = |span: &Span| !scene.text[span.end as usize..].starts_with('的');
    let acts = scene.cues(nucleus.clause).any(|(span, classes)| {
        classes.is_verb() && span.start >= from.end && span.end <= nucleus.trigger.start && carries(&span)
    });
    ((named || linked) && !acts).then_some(from.end)
}

/// A status and whether words show it.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    pub(super) status: Status,
    pub(super) stated: bool,
    pub(super) stage: Option<String>,
}

const ORDER: &[(CueClass, Status)] = &[
    (CueClass::Terminated, Status::Terminated),
    (CueClass::Denied, Status::Denied),
    (CueClass::Planned, Status::Planned),
    (CueClass::Completed, Status::Completed),
    (CueClass::InProgress, Status::InProgress),
    (CueClass::Signed, Status::Signed),
    (CueClass::Approved, Status::Approved),
    (CueClass::Applied, Status::Applied),
    (CueClass::Announced, Status::Announced),
];

/// How far the deal is.
pub(super) fn status(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> Standing {
    let standing = shown(scene, nucleus);
    if standing.status == Status::Planned && decided_alone(scene) {
        return Standing { status: Status::Approved, stated: true, stage: standing.stage };
    }
    if standing.status == Status::InProgress && nucleus.frame.progress && finished(scene, nucleus) {
        return Standing { status: Status::Completed, stated: true, stage: standing.stage };
    }
    standing
}

/// 累计减持426万股，…，本次减持计划已实施完毕: the sentence ends what goes on.
fn finished(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    const DONE: &[&str] = &["实施完毕", "实施完成", "执行完毕", "完成", "届满"];
    let behind = scene.between(nucleus.trigger.end, scene.span.end);
    // …，完成此前拟定的增持计划.
    let closes = |clause: &str| {
        let clause = clause.trim_start_matches(['已', '经', '现']);
        clause.strip_prefix("完成").is_some_and(|rest| {
            rest.contains("计划")
                && ["此前", "前期", "已披露", "既定", "上述", "本次", "该"].iter().any(|word| rest.starts_with(word))
        })
    };
    if behind.split(['，', '；', ',', ';']).any(closes) {
        return true;
    }
    behind.match_indices("计划").any(|(at, word)| {
        let rest = behind[at + word.len()..].trim_start_matches(['已', '经', '均', '全', '部', '期', '限']);
        let clause = behind[..at].rsplit(['，', '；', ',']).next().unwrap_or("");
        let other = ["前次", "此前", "上次", "前期"].iter().any(|word| clause.contains(word));
        !other && DONE.iter().any(|done| rest.starts_with(done))
    })
}

fn shown(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> Standing {
    let frame = nucleus.frame;
    let entry = nucleus.entry();
    // 尚需经股东会审议的发行: it is still to be decided.
    let until = stage::condition(scene);
    if nucleus.trigger.start >= until {
        return Standing { status: Status::Planned, stated: false, stage: None };
    }
    // 交易完成后，控股股东变更为甲: what comes after the deal tells nothing of how far it is.
    if stage::behind_the_deal(scene, nucleus.clause) {
        return Standing { status: Status::Planned, stated: false, stage: None };
    }
    let told = |span: Span| Span { start: span.start, end: span.end.min(until).max(span.start) };
    let own = told(scene.clauses[nucleus.clause]);
    // A frame's own status words come first: they know the type's stages.
    let head = Span { start: stage::behind_occasion(scene, nucleus.clause), end: own.end };
    let whole = told(scene.span);
    // 甲、乙的上市申请相继获受理: an application is as far as the words beside it say.
    let asked = entry.status == Some(Status::Applied) && nucleus.trigger.of(scene.text).ends_with("申请");
    let bare = (entry.status.is_none() || asked) && !entry.continues;
    let ruled = rule(scene, frame, bare, own, Some((head, whole)), false)
        .or_else(|| if entry.status.is_some() { None } else { rule(scene, frame, bare, head, None, false) });
    // 申请的贷款: a verb before 的 belongs to the noun.
    let carries = |span: &Span| span.start < until && !scene.text[span.end as usize..].starts_with('的');
    // 本次转让过户前，…: the end that is a time has not come for that.
    let is_time = |span: &Span, classes: &CueSet| {
        let rest = &scene.text[span.end as usize..];
        // 全部已发行股份: the shares there are.
        let issued = span.of(scene.text) == "已"
            && ["发行股", "发行的", "发行普通", "发行及"].iter().any(|word| rest.starts_with(word));
        // 曾尝试收购: what was tried was not done.
        let tried = span.of(scene.text) == "曾"
            && ["尝试", "试图", "考虑", "有意", "寻求"].iter().any(|word| rest.starts_with(word));
        issued
            || tried
            || classes.has(CueClass::Completed)
                && span.of(scene.text) != "了"
                && (rest.starts_with('前') || rest.starts_with("后，"))
    };
    let cues: Vec<(Span, CueSet)> =
        scene.cues(nucleus.clause).filter(|(span, classes)| carries(span) && !is_time(span, classes)).collect();
    // 审议通过了, 已审议通过…, 已签署…协议: the word ends the decision, the filing or the signing, not the deal.
    let steps = [CueClass::Approved, CueClass::Applied, CueClass::Signed];
    let step = |classes: &CueSet| steps.iter().any(|class| classes.has(*class)) && !classes.has(CueClass::Completed);
    let decided = |span: &Span, classes: &CueSet| {
        let ends = span.of(scene.text) == "了"
            && cues.iter().any(|(other, classes)| classes.has(CueClass::Approved) && other.end == span.start);
        let opens = span.of(scene.text).contains('已')
            && cues
                .iter()
                .any(|(other, classes)| step(classes) && other.start >= span.end && other.end <= nucleus.trigger.start);
        ends || (opens && classes.has(CueClass::Completed))
    };
    let cues: Vec<_> = cues.iter().filter(|(span, classes)| !decided(span, classes)).collect();
    let shown = |class: CueClass| cues.iter().any(|(_, classes)| classes.has(class));
    if let Some((status, stage)) = rule(scene, frame, bare, own, None, true) {
        return Standing { status, stated: true, stage };
    }
    if shown(CueClass::Terminated) {
        return Standing { status: Status::Terminated, stated: true, stage: Some("terminated".to_owned()) };
    }
    if let Some((status, stage)) = ruled {
        return Standing { status, stated: true, stage };
    }
    if let Some(status) = entry.status {
        // 预计将于下半年递交上市申请: nothing is filed yet.
        if status == Status::Applied && stage::to_file(scene, nucleus, &cues) {
            return Standing { status: Status::Planned, stated: true, stage: None };
        }
        // 拟在交易所挂牌上市, 将于8月18日挂牌上市: what is to come has not come as far as the words say.
        if status == Status::Completed && stage::to_come(scene, nucleus, &cues) {
            let stage = stage::due(scene, nucleus, entry);
            return Standing { status: Status::Planned, stated: true, stage };
        }
        // 申请在交易所挂牌上市: what is asked for.
        if shown(CueClass::Applied) && status == Status::Completed {
            return Standing { status: Status::Applied, stated: true, stage: None };
        }
        return Standing { status, stated: true, stage: entry.stage.clone() };
    }
    if cues.iter().any(|(span, classes)| classes.has(CueClass::Due) && span.end <= nucleus.trigger.start) {
        return Standing { status: Status::Planned, stated: true, stage: None };
    }
    for (class, status) in ORDER {
        if shown(*class) {
            let status = if *status == Status::Approved { approval(scene, own) } else { *status };
            let status = if status == Status::Approved && agreed(scene, own, &cues) { frame.consent } else { status };
            // 拟以股份作抵押，申请10亿元贷款: the application is a part of the plan.
            let planned = status == Status::Applied && stage::goes_on_with_plan(scene, nucleus.clause);
            return Standing { status: if planned { Status::Planned } else { status }, stated: true, stage: None };
        }
    }
    // Clauses before, nearest first: 公告宣布了…合作，后者为企业提供….
    for clause in (0..nucleus.clause).rev() {
        let cues: Vec<(Span, CueSet)> = scene.cues(clause).collect();
        for class in [CueClass::Planned, CueClass::Announced, CueClass::Approved, CueClass::Signed] {
            if cues.iter().any(|(_, classes)| classes.has(class)) {
                let status = ORDER.iter().find(|(other, _)| *other == class).map_or(frame.default_status, |(_, s)| *s);
                let status = if status == Status::Approved { approval(scene, scene.clauses[clause]) } else { status };
                return Standing { status, stated: true, stage: None };
            }
        }
    }
    Standing { status: frame.default_status, stated: false, stage: None }
}

/// Who decides on what a board has passed: the shareholders, an exchange, an authority.
const HIGHER: &[&str] =
    &["股东会", "股东大会", "证监会", "交易所", "上交所", "深交所", "北交所", "联交所", "国资委", "银行"];

/// What a party agrees to itself binds it, what an authority agrees to is approved: 甲公司同意收购乙, 证监会同意…注册.
fn agreed(scene: &Scene<'_>, clause: Span, cues: &[&(Span, CueSet)]) -> bool {
    /// How the names of those end who decide on others' deals, and the words by which something is given to the one that asks.
    const DECIDES: &[char] = &['会', '委', '局', '部', '院', '府', '所', '构', '获', '得', '经', '予', '则', '复'];
    let head = |at: u32| scene.between(clause.start, at).trim_end_matches(['已', '均', '也', '并']);
    let own = |at: u32| {
        let before = head(at);
        // 甲宣布，已同意收购乙: who says so stands in the clause before.
        let said = scene.between(scene.span.start, clause.start).trim_end_matches(['，', ',', '：', ':', ' ']);
        let said = ["宣布", "表示", "公告称", "称"].iter().find_map(|word| said.strip_suffix(word)).unwrap_or("");
        let before = if before.trim().is_empty() { said } else { before };
        let decided = BOARD.iter().chain(HIGHER).any(|word| scene.between(scene.span.start, at).contains(word));
        !before.trim().is_empty() && !before.ends_with(DECIDES) && !decided
    };
    let mut approving = cues.iter().filter(|(_, classes)| classes.has(CueClass::Approved)).peekable();
    approving.peek().is_some() && approving.all(|(span, classes)| classes.has(CueClass::Consent) && own(span.start))
}

/// The most bytes behind a sentence in which it is said that no further approval is asked.
const FURTHER: usize = 900;

/// What the board has passed is a plan, unless nobody else has to approve it (EVENTS.md, status).
fn approval(scene: &Scene<'_>, clause: Span) -> Status {
    let head = scene.between(scene.span.start, clause.end);
    let board = BOARD.iter().any(|word| head.contains(word));
    if !board || HIGHER.iter().any(|word| head.contains(word)) || decided_alone(scene) {
        return Status::Approved;
    }
    Status::Planned
}

const BOARD: &[&str] = &["董事会", "董事局", "监事会"];

/// From the sentence to the end of its paragraph the board has passed the deal and no shareholders have to: …已经董事会审议通过。
/// …无需提交股东会审议.
fn decided_alone(scene: &Scene<'_>) -> bool {
    let paragraph = scene.text[scene.span.start as usize..].split('\n').next().unwrap_or("");
    let near =
        paragraph.char_indices().take_while(|(at, _)| *at < FURTHER).last().map_or(0, |(at, c)| at + c.len_utf8());
    let near = paragraph[..near].split("　　").find(|part| !part.trim().is_empty()).unwrap_or("");
    let alone = ["无需提交", "无须提交", "不需要提交", "无需股东", "无需提请", "无须提请"];
    let last = alone.iter().filter_map(|word| near.find(word)).min();
    let passed = |head: &str| BOARD.iter().any(|word| head.contains(word)) && head.contains("通过");
    last.is_some_and(|at| {
        let asked: String = near[at..].chars().take(12).collect();
        asked.contains("股东") && passed(&near[..at])
    })
}

fn rule(
    scene: &Scene<'_>,
    frame: &Frame,
    bare: bool,
    stretch: Span,
    wide: Option<(Span, Span)>,
    first: bool,
) -> Option<(Status, Option<String>)> {
    let words = stretch.of(scene.text);
    let (head, whole) = wide.map_or((words, words), |(head, whole)| (head.of(scene.text), whole.of(scene.text)));
    frame
        .status
        .iter()
        .filter(|rule| (bare || !rule.bare) && (rule.first || !first))
        .find(|rule| {
            let words = match rule.reach {
                StatusReach::Clause => words,
                StatusReach::Head => head,
                StatusReach::Sentence => whole,
            };
            // 尚未实施完毕, 预计6月完成交割, 交割后: what is still to come.
            let off = |head: &str, tail: &str| {
                OUTCOMES.not_yet(head)
                    || rule.not_after.iter().any(|word| head.contains(word.as_str()))
                    || (rule.status == Status::Completed && OUTCOMES.hoped_for(head, tail))
            };
            rule.words.iter().any(|word| {
                words.match_indices(word.as_str()).any(|(at, _)| !off(&words[..at], &words[at + word.len()..]))
            })
        })
        .map(|rule| (rule.status, rule.stage.clone()))
}

/// The reason for which a verb that needs a stake is none.
pub(super) const NO_STAKE: &str = "no stake of anybody";

/// Why the deal is none; `None` if nothing speaks against it.
pub(super) fn refusal(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> Option<String> {
    let text = scene.text;
    let trigger = nucleus.trigger;
    if let Some(word) = nucleus.frame.unless.iter().find(|word| scene.span.of(text).contains(word.as_str())) {
        return Some(format!("excluded by the frame: {word}"));
    }
    let holds = |words: &'_ [String]| words.iter().find(|word| scene.span.of(text).contains(word.as_str())).cloned();
    if let Some(word) = holds(&nucleus.frame.unless_unplaced).filter(|_| holds(&nucleus.frame.placed).is_none()) {
        return Some(format!("excluded by the frame: {word}"));
    }
    let marked = |standing: &super::clause::Standing| {
        matches!(standing.mark, Some(Mark::Stake | Mark::Owner))
            && standing.clause.abs_diff(nucleus.clause) <= 1
            && !super::belonging::stands_for_money(scene, standing)
            && !super::belonging::brings_money(scene, nucleus, standing)
    };
    let stake = || {
        scene.standings.iter().any(marked)
            || super::offer::counted_stake(scene, nucleus)
            || super::offer::sells_whole(scene, nucleus)
            || super::offer::unnamed_stake(scene, nucleus)
    };
    if nucleus.entry().stake && !stake() {
        return Some(NO_STAKE.to_owned());
    }
    if nucleus.frame.name == "credit.guarantee" && is_own_security(scene, nucleus) {
        return Some("the borrower's own security".to_owned());
    }
    if super::offer::is_state(scene, nucleus) {
        return Some("a state of the holding".to_owned());
    }
    if super::offer::of_claims(scene, nucleus) {
        return Some("claims change hands".to_owned());
    }
    if is_time(scene, nucleus) {
        return Some("only a time: what comes after it is told".to_owned());
    }
    // 质押给甲公司的3000万股转让给…: which shares are meant.
    if super::offer::names_shares(scene, nucleus) {
        return Some("says which shares are meant".to_owned());
    }
    // 股权转让的甲公司高开: the words tell which company is meant.
    if nucleus.entry().usage == Usage::Give || nucleus.entry().usage == Usage::Act {
        let rest = scene.clause_rest(nucleus.clause, trigger.end);
        let named = |standing: &super::clause::Standing| standing.span.start == trigger.end + '的'.len_utf8() as u32;
        if rest.starts_with('的') && scene.standings.iter().any(named) {
            return Some(DESCRIBES.to_owned());
        }
    }
    if nucleus.entry().usage == Usage::Get && describes(scene, nucleus) {
        return Some(DESCRIBES.to_owned());
    }
    if super::round::is_only_time(scene, nucleus) {
        return Some("only a time to count from".to_owned());
    }
    let before = scene.between(scene.clauses[nucleus.clause].start, trigger.start);
    // 累计完成数亿元天使轮融资: the round is named.
    let named = |word: &str| {
        let from = before.find(word).map(|at| scene.clauses[nucleus.clause].start + at as u32);
        scene.values().any(|(_, span, clause)| {
            clause == nucleus.clause
                && from.is_some_and(|from| span.start >= from)
                && span.start <= trigger.end
                && span.of(text).ends_with('轮')
        })
    };
    let mut others = nucleus.frame.unless_before.iter().filter(|word| before.contains(word.as_str()));
    if let Some(word) = others.find(|word| !named(word)) {
        return Some(format!("excluded by the frame before the trigger: {word}"));
    }
    let rest = scene.clause_rest(nucleus.clause, trigger.end);
    let mut others = nucleus.frame.unless_after.iter().chain(&nucleus.entry().unless_after);
    if let Some(word) = others.find(|word| rest.contains(word.as_str())) {
        return Some(format!("excluded by the frame behind the trigger: {word}"));
    }
    if let Some(word) = nucleus.frame.unless_prev.iter().find(|word| before.ends_with(word.as_str())) {
        return Some(format!("a part of another word or deal: {word}"));
    }
    if super::background::no_act(scene, nucleus) && !nucleus.entry().continues {
        return Some("named only: nobody issues it".to_owned());
    }
    if let Some(word) = other_word(scene, nucleus.frame, nucleus.entry(), nucleus.clause, trigger) {
        return Some(format!("{NAMES}: {word}"));
    }
    let refuse = |name: &str, span: Span| Some(format!("{name}: {}", span.of(text)));
    // 专项回购股份, 用于股份回购: what another deal's money is for.
    if nucleus.entry().usage != Usage::Product {
        let head = scene.between(scene.clauses[nucleus.clause].start, trigger.start);
        let head = head.trim_end_matches("公司股票").trim_end_matches("公司");
        if let Some(word) = PURPOSE.iter().find(|word| head.ends_with(**word)) {
            return Some(format!("a purpose: {word}"));
        }
        // 为公司回购股份提供专项贷款.
        let rest = scene.clause_rest(nucleus.clause, trigger.end);
        let rest =
            ["公司股份", "公司股票", "股份", "股票"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
        if rest.starts_with("提供") && head.contains(['为', '对']) {
            return Some("a purpose: 提供".to_owned());
        }
    }
    // 偿还银行贷款, 置换部分并购贷款: what is paid back is an old deal.
    if nucleus.frame.name.starts_with("credit.") && nucleus.entry().usage == Usage::Product {
        let head = scene.between(scene.clauses[nucleus.clause].start, trigger.start);
        let near = head.char_indices().rev().nth(7).map_or(head, |(at, _)| &head[at..]);
        if let Some(word) = REPAID.iter().find(|word| near.contains(**word)) {
            return Some(format!("paid back: {word}"));
        }
    }
    for (span, classes) in scene.cues(nucleus.clause) {
        let before = span.start < trigger.start;
        if classes.has(CueClass::Balance) && span.start >= trigger.start && span.start <= trigger.end + 6 {
            return refuse("balance", span);
        }
        // 注销1000万股回购股份: nobody buys.
        if before && classes.has(CueClass::Undone) && nucleus.entry().usage == Usage::Act {
            return refuse("done away with", span);
        }
        // 发行可转债，用于…产品项目: what the money is for.
        let aim = !before && scene.between(trigger.end, span.start).contains("用于");
        if classes.has(CueClass::Product) && !aim {
            return refuse("product", span);
        }
        if classes.has(CueClass::Dispute) && nucleus.frame.name.starts_with("credit.") {
            return refuse("a dispute", span);
        }
        if before && classes.has(CueClass::Advice) && !gives_reason(scene, nucleus.clause, span) {
            return refuse("advice", span);
        }
        if before && classes.has(CueClass::Negation) {
            return refuse("negation", span);
        }
        if classes.has(CueClass::Generic) {
            return refuse("generic", span);
        }
    }
    // (若此期间公司有送股、配股等事项，…): what a bracket supposes.
    if let Some(item) = scene.items.iter().find(|item| item.aside && item.span == trigger) {
        let supposed = scene.items.iter().find(|other| {
            other.aside
                && other.span.start < item.span.start
                && !scene.between(other.span.end, trigger.start).contains([')', '）'])
                && matches!(other.kind, ItemKind::Cue(classes) if classes.has(CueClass::Hypothesis))
        });
        if let Some(supposed) = supposed {
            return refuse("hypothesis", supposed.span);
        }
    }
    for clause in 0..=nucleus.clause {
        for (span, classes) in scene.cues(clause) {
            if classes.has(CueClass::Hypothesis) {
                return refuse("hypothesis", span);
            }
            if classes.has(CueClass::Advice)
                && !gives_reason(scene, clause, span)
                && clause + 3 > nucleus.clause
                && advice_governs(scene, clause, nucleus.clause)
            {
                return refuse("advice", span);
            }
        }
    }
    None
}

/// 以甲公司股份作担保，借款100亿元: nobody stands behind the debt but its debtor.
pub(super) fn is_own_security(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    let head = scene.between(scene.clauses[nucleus.clause].start, nucleus.trigger.start);
    let security = head.rsplit(['以', '用']).next().filter(|security| security.len() < head.len());
    let held =
        |security: &str| ["股份", "股票", "股权", "资产", "房产", "土地"].iter().any(|word| security.contains(word));
    security.is_some_and(|security| {
        held(security)
            && security.ends_with(['作', '为'])
            && !security.contains(['向', '对'])
            && !security.contains("提供")
    })
}

/// 本次收购完成后, 股权转让后: the deal is only the time at which something else is so (EVENTS.md, least content).
fn is_time(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    /// Characters between the deal and 后.
    const MOST: usize = 14;
    let rest = scene.clause_rest(nucleus.clause, nucleus.trigger.end);
    let rest = rest.trim_end_matches(['，', ',', '；', '。', '：', ' ']);
    let bare = !scene.values().any(|(_, _, clause)| clause == nucleus.clause)
        && !scene
            .standings
            .iter()
            .any(|standing| standing.clause == nucleus.clause && standing.span.start >= nucleus.trigger.end);
    // 在新增50亿美元贷款之前，….
    if super::background::is_span_of_time(rest) || ["之前", "以前"].iter().any(|word| rest.starts_with(word)) {
        return true;
    }
    // 收购甲后已具备20条产线: the figures behind are what came of it.
    let after_name = scene.standings.iter().any(|standing| {
        let behind = scene.clause_rest(standing.clause, standing.span.end);
        standing.clause == nucleus.clause
            && scene.between(nucleus.trigger.end, standing.span.start).is_empty()
            && standing.span.start >= nucleus.trigger.end
            && ["后", "之后", "以后"].iter().any(|word| behind.starts_with(word))
            && !behind.starts_with("后续")
    });
    // 转让子公司30%股权后持股比例下降.
    let after = ["股权后", "股份后", "股票后"].iter().any(|word| rest.contains(word)) && !is_past_act(scene, nucleus);
    if super::offer::is_during(scene, nucleus) {
        return true;
    }
    !nucleus.entry().continues
        && ((bare && rest.ends_with('后') && rest.chars().count() <= MOST) || after || after_name)
}

/// 甲于2012年12月完成收购乙股权后，…: who did it and when make it an act, whatever came after it (EVENTS.md, least content).
fn is_past_act(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    use super::clause::Case;
    let head = scene.between(scene.clauses[nucleus.clause].start, nucleus.trigger.start);
    let dated = head.contains('年') || head.contains('月');
    let acts = scene.standings.iter().any(|standing| {
        standing.clause == nucleus.clause
            && standing.case == Case::Subject
            && standing.mark.is_none()
            && standing.span.end <= nucleus.trigger.start
    });
    let done = nucleus.trigger.of(scene.text).starts_with("完成") || head.ends_with("完成");
    let paid = head.contains(['元', '币']) && head.contains(['亿', '万']);
    dated && acts && (done || paid)
}

/// 公司拟收购的甲公司…新药获批: the deal only tells which firm is meant, with no figure of its own.
fn describes(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    let rest = scene.clause_rest(nucleus.clause, nucleus.trigger.end);
    let start = nucleus.trigger.end + '的'.len_utf8() as u32;
    let named = scene.standings.iter().any(|standing| standing.span.start == start);
    let figures = scene.values().any(|(_, span, clause)| clause == nucleus.clause && span.start > start);
    let done = (nucleus.clause..scene.clauses.len()).any(|clause| {
        scene.clauses[clause].of(scene.text).contains("过户")
            || scene.clauses[clause].of(scene.text).contains("工商变更")
    });
    rest.starts_with('的') && named && !figures && !done
}

/// 因自身经营需要，…: what is needed is why the deal is made.
fn gives_reason(scene: &Scene<'_>, clause: usize, advice: Span) -> bool {
    let head = scene.between(scene.clauses[clause].start, advice.start);
    ["因", "由于", "基于", "鉴于", "出于", "为满足", "根据"].iter().any(|word| head.contains(word))
}

/// What stands right behind a trigger and makes another word of it: 受让|方, 协议转让|方式.
pub(super) fn other_word<'f>(
    scene: &Scene<'_>,
    frame: &'f Frame,
    entry: &'f super::load::Trigger,
    clause: usize,
    trigger: Span,
) -> Option<&'f str> {
    let next = past_gloss(scene.clause_rest(clause, trigger.end));
    // 在交易所上市的申请: what is asked for is the deal itself.
    let itself = |word: &str| word == "的" && next.starts_with("的申请");
    // 将IPO价格定在区间的高端: the price is set, nothing is measured by it.
    let set = |word: &str| word == "价" && ["定在", "定为", "定于", "确定"].iter().any(|verb| next.contains(verb));
    let mut words = frame.unless_next.iter().chain(&entry.unless_next).map(String::as_str);
    // 受让后四者持有的股份: those named last.
    let latter = |word: &str| {
        let count = next.strip_prefix('后').filter(|_| word.starts_with('后'));
        count.is_some_and(|rest| rest.trim_start_matches(['两', '二', '三', '四', '五', '六']).starts_with('者'))
    };
    words.find(|word| next.starts_with(word) && !itself(word) && !set(word) && !latter(word))
}

/// What follows a word, without the short form in brackets and the closing marks behind it: 首次公开募股（IPO）|文件.
fn past_gloss(rest: &str) -> &str {
    let closing: &[char] = &['”', '"', '》', '’', ' '];
    let rest = rest.trim_start_matches(closing);
    let open = rest.strip_prefix(['（', '(']);
    let inner = open.and_then(|inner| inner.split_once(['）', ')']));
    match inner {
        Some((gloss, behind)) if gloss.chars().count() <= 12 => behind.trim_start_matches(closing),
        _ => rest,
    }
}

/// Advice in an earlier clause governs the trigger's clause if no new subject stands between.
fn advice_governs(scene: &Scene<'_>, clause: usize, trigger: usize) -> bool {
    use super::clause::Case;
    clause < trigger
        && !scene
            .standings
            .iter()
            .any(|standing| standing.clause > clause && standing.clause <= trigger && standing.case == Case::Subject)
}
