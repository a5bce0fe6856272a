//! Guards: what bars a party from a role, whatever else speaks for it. A role of a frame names its guards (`guards = ["proposes"]`).

use super::belonging::BELONGING;
use super::clause::{Case, Scene, Standing};
use super::role::{Candidate, Nucleus};
use super::standing::skip_bracket;
use serde::Deserialize;

/// What a party of the sentence is to the deal, by which it cannot have the role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guard {
    /// 甲助力其完成融资, 甲拟向其全资子公司增资: it brings another to money.
    BringsAnother,
    /// 由某某提供担保: somebody whose name nobody recognised does it.
    ByUnnamed,
    /// 甲控股股东、部分董事计划增持: those who act have no name, and it is theirs.
    HasHolders,
    /// 甲2026年员工持股计划买入: the plan of its people does.
    HasPlan,
    /// 甲在乙的融资中投资: it puts money in.
    InvestsIn,
    /// 购买1万个甲模块: goods of its make are dealt in.
    IsMake,
    /// 甲收到股东的告知函: it is told of the deal.
    IsTold,
    /// 获控股股东甲增资: it gives the money.
    PaysIn,
    /// 甲提议乙回购: it only proposes.
    Proposes,
    /// 公司控股子公司甲拟增资: its own capital is raised.
    RaisesOwn,
    /// 甲拟分拆乙上市: it splits off another, or a part of it does.
    SplitsOff,
    /// 甲拟认购乙定向增发的股份: it takes new shares.
    Subscribes,
}

impl Guard {
    /// True if the party cannot have the role.
    pub(super) fn bars(self, scene: &Scene<'_>, nucleus: &Nucleus<'_>, candidate: &Candidate<'_>) -> bool {
        if self == Guard::ByUnnamed {
            return by_unnamed(scene, nucleus);
        }
        let Some(standing) = candidate.standing else {
            // Nor does the firm that the article is about, where its clause splits off another.
            let head = || scene.between(scene.clauses[nucleus.clause].start, nucleus.trigger.start);
            return self == Guard::SplitsOff
                && matches!(candidate.case, Case::Topic | Case::Section)
                && head().contains("分拆");
        };
        match self {
            Guard::ByUnnamed => false,
            Guard::SplitsOff => splits_off(scene, nucleus, &standing),
            Guard::BringsAnother => brings_another(scene, nucleus, &standing),
            Guard::HasHolders => has_holders(scene, &standing),
            Guard::HasPlan => has_plan(scene, &standing),
            Guard::InvestsIn => invests_in(scene, nucleus, &standing),
            Guard::IsMake => is_make(scene, &standing),
            Guard::IsTold => is_told(scene, &standing),
            Guard::PaysIn => pays_in(scene, &standing),
            Guard::Proposes => proposes(scene, &standing),
            Guard::RaisesOwn => raises_own(scene, nucleus, &standing),
            Guard::Subscribes => subscribes(scene, nucleus, &standing),
        }
    }
}

/// 甲证券代表乙提出收购要约: who speaks for the one that buys.
pub(super) fn acts_for(scene: &Scene<'_>, standing: &Standing) -> bool {
    let rest = skip_bracket(scene.clause_rest(standing.clause, standing.span.end));
    ["代表", "为及代表", "将代表"].iter().any(|word| rest.starts_with(word))
}

/// 甲不仅助力其完成融资, 甲拟向其全资子公司增资: who acts is not the one that gets the money.
fn brings_another(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    const HELPS: &[&str] = &["助力其", "帮助其", "协助其", "支持其", "陪伴其", "推动其"];
    const GIVES: &[&str] = &["向其", "对其", "为其"];
    if standing.case != Case::Subject || standing.span.end > nucleus.trigger.start {
        return false;
    }
    let words = scene.between(standing.span.end, nucleus.trigger.start);
    let own = |word: &&str| {
        words.find(*word).is_some_and(|at| BELONGING.iter().any(|kin| words[at + word.len()..].starts_with(kin)))
    };
    // 宣布控股股东甲再次向其|注资: 其 gets it.
    let given = GIVES.iter().any(|word| words.ends_with(word));
    HELPS.iter().any(|word| words.contains(word))
        || given
        || nucleus.direction == super::weight::Direction::Give && GIVES.iter().any(own)
}

/// 公司申请贷款，由控股股东某某提供担保: somebody whose name nobody recognised stands surety, and nobody else.
fn by_unnamed(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    let start = scene.clauses[nucleus.clause].start;
    let head = scene.between(start, nucleus.trigger.start);
    // 由于业务发展需要, 理由, 自由贸易港 name nobody.
    let by = |(at, _): &(usize, &str)| {
        let place = start + *at as u32;
        !head[at + '由'.len_utf8()..].starts_with('于')
            && !head[..*at].ends_with(['理', '自', '缘', '经'])
            && !scene.standings.iter().any(|standing| standing.span.start <= place && place < standing.span.end)
    };
    let Some((at, _)) = head.rmatch_indices('由').find(by) else { return false };
    let words = head[at + '由'.len_utf8()..].trim_end_matches(['为', '其', '本', '公', '司']);
    let own = start + at as u32;
    words.chars().count() >= 2
        && !scene
            .standings
            .iter()
            .any(|standing| standing.span.start >= own && standing.span.end <= nucleus.trigger.start)
}

/// 公司控股股东、部分董事计划增持: those who act have no name, and the firm before them is theirs.
fn has_holders(scene: &Scene<'_>, standing: &Standing) -> bool {
    const HOLDERS: &[&str] =
        &["控股股东", "实际控制人", "实控人", "部分董事", "部分高管", "董事、", "董监高", "高级管理人员", "核心骨干"];
    let rest = skip_bracket(scene.clause_rest(standing.clause, standing.span.end));
    HOLDERS.iter().any(|word| rest.starts_with(word))
}

/// 公司2026年员工持股计划买入…: the plan of the firm's people acts, not the firm.
fn has_plan(scene: &Scene<'_>, standing: &Standing) -> bool {
    let plan = |words: &str| {
        let rest = skip_bracket(words);
        let rest =
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || "年度第一二三四五六七八九十期的及其".contains(c));
        ["员工持股计划", "核心员工持股计划", "员工持股平台"].iter().any(|word| rest.starts_with(word))
    };
    // 甲公告，公司2026年员工持股计划买入…: nor is it 甲, whose news it is.
    let told = scene.standings.iter().any(|other| {
        other.clause > standing.clause
            && other.span.of(scene.text) == "公司"
            && plan(scene.clause_rest(other.clause, other.span.end))
    });
    plan(scene.clause_rest(standing.clause, standing.span.end)) || told
}

/// 甲在乙的第一轮融资中投资了2000万元: who puts in raises nothing.
fn invests_in(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    const PUTS_IN: &[&str] = &["中投资", "中出资", "中领投", "中跟投", "中参投", "中投入"];
    let rest = scene.clause_rest(nucleus.clause, nucleus.trigger.end);
    standing.case == Case::Subject
        && standing.clause == nucleus.clause
        && standing.span.end <= nucleus.trigger.start
        && scene.between(standing.span.end, nucleus.trigger.start).starts_with('在')
        && PUTS_IN.iter().any(|word| rest.starts_with(word))
}

/// 购买约1万个甲GPU模块: goods of its make, and no stake in it.
fn is_make(scene: &Scene<'_>, standing: &Standing) -> bool {
    const COUNTS: &[char] = &['个', '台', '颗', '块', '套', '辆', '架', '艘', '枚', '张'];
    let head = scene.between(scene.clauses[standing.clause].start, standing.span.start);
    head.strip_suffix(COUNTS).is_some_and(|head| {
        head.ends_with(|c: char| c.is_ascii_digit() || "百千万亿十两三四五六七八九几数余多".contains(c))
    })
}

/// 公司近日收到股东…的告知函: the firm that a letter came to.
fn is_told(scene: &Scene<'_>, standing: &Standing) -> bool {
    /// Characters between the firm and the verb: a day.
    const NEAR: usize = 12;
    let rest = skip_bracket(scene.clause_rest(standing.clause, standing.span.end));
    let told = ["收到", "接到"].iter().filter_map(|word| rest.find(word)).min();
    told.is_some_and(|at| {
        rest[..at].chars().count() <= NEAR
            && !rest[..at].contains("股东")
            && ["股东", "实控人", "实际控制人", "董事", "高管", "总经理", "一致行动人"]
                .iter()
                .any(|word| rest[at..].contains(word))
    })
}

/// 再获控股股东甲增资, 股东甲再度增资: who gives the money, whatever has the trigger.
fn pays_in(scene: &Scene<'_>, standing: &Standing) -> bool {
    const VERBS: &[&str] = &["增资", "注资", "投资", "入股", "领投", "战略投资", "追加投资"];
    const AGAIN: &[&str] = &["再度", "再次", "再", "继续", "拟", "又", "向其", "对其", "向公司", "对公司"];
    /// Characters before the party in which the verb of getting stands.
    const NEAR: usize = 12;
    let mut rest = skip_bracket(scene.clause_rest(standing.clause, standing.span.end));
    let head = scene.between(scene.clauses[standing.clause].start, standing.span.start);
    let from = head.char_indices().rev().nth(NEAR).map_or(0, |(at, _)| at);
    let got = head[from..].contains('获') || head.ends_with("股东");
    while let Some(tail) = AGAIN.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = tail;
    }
    got && VERBS.iter().any(|verb| rest.starts_with(verb))
}

/// 甲提议乙以自有资金回购: who proposes that another buys back buys nothing.
fn proposes(scene: &Scene<'_>, standing: &Standing) -> bool {
    const OWN: &[&str] = &["公司", "上市公司", "回购", "以", "使用", "通过", "由公司", "启动", "实施"];
    let rest = skip_bracket(scene.clause_rest(standing.clause, standing.span.end));
    ["提议", "建议"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .is_some_and(|rest| !OWN.iter().any(|word| rest.starts_with(word)))
}

/// 公司控股子公司甲拟增资不超过10亿元: with nobody named to whom, the daughter's own capital is raised.
fn raises_own(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    let clause = scene.clauses[nucleus.clause];
    let head = scene.between(scene.clauses[standing.clause].start, standing.span.start);
    let between = scene.between(standing.span.end.min(nucleus.trigger.start), nucleus.trigger.start);
    let behind = scene.between(nucleus.trigger.end, clause.end);
    standing.clause == nucleus.clause
        && standing.case == Case::Subject
        && nucleus.trigger.of(scene.text) == "增资"
        && BELONGING.iter().any(|kin| kin.ends_with("公司") && head.ends_with(kin))
        && !between.contains(['向', '对', '为', '给'])
        && (behind.starts_with(|c: char| c.is_ascii_digit() || "不至约扩".contains(c)) || behind.trim().is_empty())
}

/// 甲拟分拆子公司乙上市: who splits off another goes to no market itself, whether the other was recognised or not.
fn splits_off(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    let behind = standing.span.end <= nucleus.trigger.start && nucleus.clause.abs_diff(standing.clause) <= 1;
    let words = scene.between(standing.span.end, nucleus.trigger.start.max(standing.span.end));
    // 甲考虑将非洲业务在英国IPO: a part of it does.
    let part = words.find('将').is_some_and(|at| {
        let moved = words[at..].split(['在', '于']).next().unwrap_or("");
        ["业务", "部门", "板块", "子公司", "资产", "单元"].iter().any(|word| moved.ends_with(word))
    });
    // 甲从乙分拆上市: it is the one that is split off.
    let off = words.starts_with(['从', '自', '由', '系']) || words.contains('被');
    behind && ((words.contains("分拆") && !off) || part)
}

/// 甲拟认购乙定向增发的股份: who takes new shares issues none.
fn subscribes(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    standing.case == Case::Subject
        && standing.clause == nucleus.clause
        && standing.span.end <= nucleus.trigger.start
        && ["认购", "参与"].iter().any(|verb| {
            let words = scene.between(standing.span.end, nucleus.trigger.start);
            words.contains(verb) && !words.contains(['由', '获'])
        })
}
