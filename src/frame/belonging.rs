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
