//! Belonging: who only stands over or beside those that deal — the firm whose shareholder acts, the firm whose subsidiary is
//! dealt in or given to, whose shares stand for the money, the authority that approves.

use super::clause::{Case, Scene, Standing};
use super::role::Nucleus;
use super::standing::skip_bracket;
use crate::span::Span;

/// The shares of the party are what is spoken of.
pub(super) fn is_security(scene: &Scene<'_>, standing: &Standing) -> bool {
    let rest = skip_bracket(scene.clause_rest(standing.clause, standing.span.end));
    // 对甲的1.05亿元应收账款转让给银行: what it owes is given for the money.
    let owed: String = rest.chars().take(RECEIVABLE).collect();
    if owed.starts_with('的') && owed.contains("应收账款") {
        return true;
    }
    // 部分股票, 7000万股.
    let counted = rest.trim_start_matches(|c: char| c.is_ascii_digit() || ".,万亿".contains(c));
    let shares = counted.len() < rest.len() && counted.starts_with('股');
    let rest = rest.trim_start_matches("部分");
    shares || SHARES.iter().any(|word| rest.starts_with(word))
}

/// 以所持甲股份为抵押, 以甲30%股权作担保: what the party is to the money is told in full, and its shares do not change hands.
pub(super) fn stands_for_money(scene: &Scene<'_>, standing: &Standing) -> bool {
    /// Bytes behind the party in which that is said.
    const NEAR: usize = 60;
    let rest = skip_bracket(scene.clause_rest(standing.clause, standing.span.end));
    let head = scene.between(scene.clauses[standing.clause].start, standing.span.start);
    let Some((at, word)) = ["抵押", "质押", "担保", "增信"].iter().find_map(|word| Some((rest.find(word)?, *word)))
    else {
        return false;
    };
    let said = &rest[..at];
    let shares = SHARES.iter().any(|word| said.contains(word)) || said.contains('股');
    let as_security = said.ends_with(['为', '作']) || said.ends_with("作为") || said.ends_with("提供");
    // 以甲股份质押借入: the verb that gets the money follows at once.
    let gets = ["借", "贷", "获", "取得", "融资"].iter().any(|verb| rest[at + word.len()..].starts_with(verb));
    at <= NEAR && shares && (as_security || gets) && head.contains(['以', '用', '凭'])
}

/// 通过甲股份获得了50亿美元的贷款: by its shares something else was got.
pub(super) fn brings_money(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    let head = scene.between(scene.clauses[standing.clause].start, standing.span.start);
    standing.clause == nucleus.clause && standing.span.end <= nucleus.trigger.start && head.ends_with("通过")
}

/// 甲不仅助力其完成融资, 甲拟向其全资子公司增资: who acts is not the one that gets the money.
pub(super) fn brings_another(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
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

/// 公司控股股东、部分董事计划增持: those who act have no name, and the firm before them is theirs.
pub(super) fn has_holders(scene: &Scene<'_>, standing: &Standing) -> bool {
    const HOLDERS: &[&str] =
        &["控股股东", "实际控制人", "实控人", "部分董事", "部分高管", "董事、", "董监高", "高级管理人员", "核心骨干"];
    let rest = skip_bracket(scene.clause_rest(standing.clause, standing.span.end));
    HOLDERS.iter().any(|word| rest.starts_with(word))
}

/// 甲拟认购乙定向增发的股份: who takes new shares issues none.
pub(super) fn subscribes(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    standing.case == Case::Subject
        && standing.clause == nucleus.clause
        && standing.span.end <= nucleus.trigger.start
        && ["认购", "参与"].iter().any(|verb| {
            let words = scene.between(standing.span.end, nucleus.trigger.start);
            words.contains(verb) && !words.contains(['由', '获'])
        })
}

/// 甲证券代表乙提出收购要约: who speaks for the one that buys.
pub(super) fn acts_for(scene: &Scene<'_>, standing: &Standing) -> bool {
    let rest = skip_bracket(scene.clause_rest(standing.clause, standing.span.end));
    ["代表", "为及代表", "将代表"].iter().any(|word| rest.starts_with(word))
}

/// 购买约1万个甲GPU模块: goods of its make, and no stake in it.
pub(super) fn is_make(scene: &Scene<'_>, standing: &Standing) -> bool {
    const COUNTS: &[char] = &['个', '台', '颗', '块', '套', '辆', '架', '艘', '枚', '张'];
    let head = scene.between(scene.clauses[standing.clause].start, standing.span.start);
    head.strip_suffix(COUNTS).is_some_and(|head| {
        head.ends_with(|c: char| c.is_ascii_digit() || "百千万亿十两三四五六七八九几数余多".contains(c))
    })
}

/// 甲在乙的第一轮融资中投资了2000万元: who puts in raises nothing.
pub(super) fn invests_in(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    const PUTS_IN: &[&str] = &["中投资", "中出资", "中领投", "中跟投", "中参投", "中投入"];
    let rest = scene.clause_rest(nucleus.clause, nucleus.trigger.end);
    standing.case == Case::Subject
        && standing.clause == nucleus.clause
        && standing.span.end <= nucleus.trigger.start
        && scene.between(standing.span.end, nucleus.trigger.start).starts_with('在')
        && PUTS_IN.iter().any(|word| rest.starts_with(word))
}

/// 甲拟分拆子公司乙上市: who splits off another goes to no market itself, whether the other was recognised or not.
pub(super) fn splits_off(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    let behind = standing.span.end <= nucleus.trigger.start && nucleus.clause.abs_diff(standing.clause) <= 1;
    let words = scene.between(standing.span.end, nucleus.trigger.start.max(standing.span.end));
    // 甲考虑将非洲业务在英国IPO: a part of it does.
    let part = words.find('将').is_some_and(|at| {
        let moved = words[at..].split(['在', '于']).next().unwrap_or("");
        ["业务", "部门", "板块", "子公司", "资产", "单元"].iter().any(|word| moved.ends_with(word))
    });
    behind && (words.contains("分拆") || part)
}

/// 公司申请贷款，由控股股东某某提供担保: somebody whose name nobody recognised stands surety, and nobody else.
pub(super) fn by_unnamed(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    let start = scene.clauses[nucleus.clause].start;
    let head = scene.between(start, nucleus.trigger.start);
    let Some(at) = head.rfind('由') else { return false };
    let words = head[at + '由'.len_utf8()..].trim_end_matches(['为', '其', '本', '公', '司']);
    let own = start + at as u32;
    words.chars().count() >= 2
        && !scene
            .standings
            .iter()
            .any(|standing| standing.span.start >= own && standing.span.end <= nucleus.trigger.start)
}

/// 甲提议乙以自有资金回购: who proposes that another buys back buys nothing.
pub(super) fn proposes(scene: &Scene<'_>, standing: &Standing) -> bool {
    const OWN: &[&str] = &["公司", "上市公司", "回购", "以", "使用", "通过", "由公司", "启动", "实施"];
    let rest = skip_bracket(scene.clause_rest(standing.clause, standing.span.end));
    ["提议", "建议"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .is_some_and(|rest| !OWN.iter().any(|word| rest.starts_with(word)))
}

/// 公司2026年员工持股计划买入…: the plan of the firm's people acts, not the firm.
pub(super) fn has_plan(scene: &Scene<'_>, standing: &Standing) -> bool {
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

/// 公司控股子公司甲拟增资不超过10亿元: with nobody named to whom, the daughter's own capital is raised.
pub(super) fn raises_own(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
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

/// 公司近日收到股东…的告知函: the firm that a letter came to.
pub(super) fn is_told(scene: &Scene<'_>, standing: &Standing) -> bool {
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
pub(super) fn pays_in(scene: &Scene<'_>, standing: &Standing) -> bool {
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

/// Characters behind a party in which its debt is named.
const RECEIVABLE: usize = 16;

/// Classes of those who decide on the deals of others.
pub(super) const AUTHORITIES: &[&str] = &["监管/政府", "交易所"];

/// Ends of the names of authorities that hold stakes.
pub(super) const HOLDING: &[&str] =
    &["国资委", "国资局", "财政部", "财政厅", "财政局", "政府", "管委会", "监督管理委员会"];

/// A word of approval stands between the party and the deal.
pub(super) fn approves(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    const DECIDES: &[&str] = &["批准", "核准", "同意", "受理", "阻止", "叫停", "否决", "审查", "放行"];
    let words = scene.between(standing.span.end, nucleus.trigger.start);
    standing.clause == nucleus.clause && DECIDES.iter().any(|word| words.contains(word))
}

/// Behind a party: what is spoken of are shares in it.
const SHARES: &[&str] = &["股权", "股份", "股票", "的股权", "的股份"];

/// Words for those who belong to a firm.
pub(super) const BELONGING: &[&str] = &[
    "间接控股股东",
    "控股股东",
    "实际控制人",
    "实控人",
    "第一大股东",
    "股东",
    "董事长",
    "境外子公司",
    "海外子公司",
    "境外全资子公司",
    "全资子公司",
    "控股子公司",
    "下属子公司",
    "子公司",
    "全资孙公司",
    "控股孙公司",
    "孙公司",
    "全资附属公司",
    "附属公司",
    "参股公司",
    "参股基金",
    "参股子公司",
    "联营公司",
    "合营公司",
    "下属公司",
    "下属企业",
    "旗下公司",
    "旗下",
    "关联方",
    "关联人",
    "一致行动人",
    "下属",
];

/// True for the words between a firm and one that belongs to it: 旗下的, (以下简称“甲”)全资子公司.
pub(super) fn belongs(between: &str) -> bool {
    let words = skip_bracket(between).trim_matches(['的', '“', ' ']);
    BELONGING.contains(&words)
}

/// 公司控股股东甲集团获得贷款: 公司 does not act. 澄海电气：子公司拟申请授信: nor does who stands before the colon.
pub(super) fn stands_over(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    let (rest, end) = if standing.case == Case::Label && standing.clause < nucleus.clause {
        let clause = scene.clauses[nucleus.clause];
        let words = clause.of(scene.text);
        let words = words.trim_start_matches("董事会通过").trim_start_matches('拟').trim_start_matches("董事会同意");
        (words, clause.end)
    } else {
        let words = scene.clause_rest(standing.clause, standing.span.end);
        (skip_bracket(words).trim_start_matches('的'), scene.clauses[standing.clause].end)
    };
    let Some(word) = BELONGING.iter().find(|word| rest.starts_with(**word)) else { return false };
    // What is left reaches to the end of the clause.
    let start = end as usize - rest.len() + word.len();
    // 其下属子公司: the phrase itself may be the party.
    let named = |other: &Standing| other.span.start >= standing.span.end && other.span.start as usize <= start + 6;
    standing.case == Case::Label || scene.standings.iter().any(named)
}

/// 澄海电气：拟为参股公司借款提供担保, 拟对子公司增加借款: not who stands before the colon receives.
pub(super) fn gives_to_its_own(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    let words = scene.clauses[nucleus.clause].of(scene.text);
    standing.case == Case::Label
        && standing.clause < nucleus.clause
        && words
            .char_indices()
            .filter(|(_, c)| matches!(c, '为' | '对' | '向' | '给'))
            .any(|(at, c)| BELONGING.iter().any(|word| words[at + c.len_utf8()..].starts_with(word)))
}

/// 澄海电气：拟挂牌转让子公司21%股权: not the firm itself is dealt in, but one of its own.
pub(super) fn gives_its_own(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    /// Characters behind the verb in which its object begins.
    const NEAR: usize = 8;
    const OWN: &[&str] =
        &["子公司", "孙公司", "参股公司", "控股公司", "合营", "联营", "物业", "房产", "资产", "业务", "旗下", "下属"];
    let rest: String = scene.clause_rest(nucleus.clause, nucleus.trigger.end).chars().take(NEAR).collect();
    OWN.iter().any(|word| rest.contains(word))
}

/// The clauses that name whom a count stands for: 2只新股上市，|分别为甲、乙|；….
pub(super) fn listed(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> std::ops::Range<usize> {
    const NAMES: &[&str] = &["为", "分别为", "是", "分别是", "即", "包括"];
    let first = nucleus.clause + 1;
    let bare =
        scene.clause_rest(nucleus.clause, nucleus.trigger.end).trim_matches(['，', ',', '：', ':', ' ']).is_empty();
    let opens = |clause: &Span| NAMES.iter().any(|word| clause.of(scene.text).trim_start().starts_with(word));
    if !bare || !scene.clauses.get(first).is_some_and(opens) {
        return 0..0;
    }
    let ends = |clause: &Span| clause.of(scene.text).trim_end().ends_with(['；', ';', '。']);
    let last = scene.clauses[first..].iter().position(ends).map_or(scene.clauses.len(), |at| first + at + 1);
    first..last
}

/// Between an owner and what is its own: 甲科创板|IPO.
const OWNED: &[&str] = &[
    "",
    "的",
    " ",
    "港股",
    "A股",
    "美股",
    "H股",
    "科创板",
    "创业板",
    "北交所",
    "香港",
    "主板",
    "沪市主板",
    "深市主板",
    "巨型",
];

/// 对甲首次公开募股下达订单: right before the deal's noun stands whose it is, whatever governs both.
pub(super) fn possesses(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    standing.clause == nucleus.clause
        && standing.span.end <= nucleus.trigger.start
        && OWNED.contains(&skip_bracket(scene.between(standing.span.end, nucleus.trigger.start)))
}
