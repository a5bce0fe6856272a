//! Marks: what the words behind a party make of it — the owner of what changes hands, whose stake it is, who stands over or
//! beside the one that acts, who only makes the deal known.

use super::clause::{Item, ItemKind, Mark, Scene};
use super::cue::CueClass;
use super::standing::{skip_bracket, strip_brackets};
use crate::extract::Mention;
use crate::extract::party::members;

/// Behind a party: those behind it act, it stands over them.
const PARENT: &[&str] = &[
    "旗下的",
    "旗下",
    "下属的",
    "下属",
    "下属公司",
    "下属企业",
    "下属子公司",
    "所属",
    "所属子公司",
    "所属企业",
    "直属",
    "境外子公司",
    "海外子公司",
    "境外全资子公司",
    "全资子公司",
    "控股子公司",
    "全资孙公司",
    "控股孙公司",
    "全资二级子公司",
    "全资三级子公司",
    "控股二级子公司",
    "二级子公司",
    "三级子公司",
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
    "主要竞争对手",
    "竞争对手",
    "最大竞争对手",
    "头号竞争对手",
    "劲敌",
];

/// Behind a party: what follows describes one of its own, whatever the words between.
const HOLDS: &[&str] =
    &["旗下", "下属", "间接持股的", "持股的", "参股的", "控股的", "孵化的", "投资的", "分拆的", "分拆出的"];

/// The most characters of such a description.
const MOST_HELD: usize = 18;

/// Before 的: what a party did for the one that is then named.
const BY: &[&str] = &[
    "支持", "创立", "创办", "创建", "投资", "控股", "持股", "参股", "孵化", "控制", "背书", "领投", "成立", "运营",
    "打造", "管理", "发起",
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
    "少数股东",
    "持股5%以上的股东",
    "天使投资人",
    "投资人",
    "联合创始人",
    "早期投资人",
    "CEO",
    "首席执行官",
    "总裁",
    "前高管",
    "合伙人",
];

/// Behind a party: the one behind acts, and is only said to belong beside it.
const BESIDE: &[&str] = &[
    "同业",
    "同行",
    "竞争对手",
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
    "所有权",
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
const NO_STAKE: &[&str] = &[
    "回购",
    "激励",
    "支付",
    "有限",
    "募集",
    "代码",
    "简称",
    "交易异常",
    "质押",
    "募资",
    "登记",
    "停牌",
    "复牌",
    "自",
    "机构",
    "投资",
    "基金",
    "巨头",
    "收益",
];

/// Behind an owner.
const OWNS: &[&str] = &[
    "持有的",
    "所持有的",
    "所持有",
    "所持的",
    "所持",
    "名下的",
    "名下",
    "拥有的",
    "合法持有的",
    "手中的",
    "手中持有的",
    "部分资产",
    "旗下资产",
    "旗下部分资产",
    "相关资产",
];

/// What stands before a name behind which its shares are counted.
const BEFORE_COUNTED: &[&str] =
    &["持有的", "所持有的", "所持有", "所持的", "所持", "买入", "购入", "受让", "收购", "购买"];

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
    "合法",
    "原",
    "共",
    "先生",
    "女士",
];

/// Characters behind a party in which a house or a field of its own ends.
const BUILDING: usize = 10;

/// What the words behind the party make of it.
pub(super) fn mark(scene: &Scene<'_>, index: usize, mentions: &[Mention]) -> Option<Mark> {
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
        // 甲|股东询价转让: whose holder it is.
        if gap.is_empty()
            && matches!(next.kind, ItemKind::Party(mention) if mentions[mention].rule == crate::extract::party::unnamed::UNNAMED_HOLDER)
        {
            return Some(Mark::Company);
        }
        // 收购甲集团|乙互娱: two firms without a word between them, the one of the other's.
        let bought = ["收购", "购买", "受让", "并购"]
            .iter()
            .any(|verb| scene.between(clause.start, item.span.start).ends_with(verb));
        if bought && next.span.start == item.span.end {
            return Some(Mark::Parent);
        }
        if !gap.is_empty() && !gap.starts_with(['、', '和', '及', '与', '，']) {
            // 公司控股股东、实际控制人X: the company of the one that acts; 下属全资子公司X: its parent.
            // 甲宣布其境外子公司乙: it only makes known what its own does.
            let told = ["宣布其", "公告其", "称其", "表示其", "披露其"].iter().find_map(|word| gap.strip_prefix(word));
            let upper = strip_words(strip_words(told.unwrap_or(gap), JOINTS), PARENT);
            // 甲集团旗下的智能芯片子公司乙, 甲公司间接持股的乙.
            let held = HOLDS.iter().any(|word| gap.starts_with(word))
                && gap.chars().count() <= MOST_HELD
                && !gap.contains(['，', '、', '；', '：', '。']);
            if upper.is_empty() || held || describes(gap) || names_trade(scene, index, next, gap) {
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
    // 向其全资子公司增资: one of its own without a name gets it.
    let refers = matches!(item.kind, ItemKind::Party(mention) if mentions[mention].rule == "reference");
    if refers && item.span.of(scene.text) == "其" && PARENT.iter().any(|word| rest.starts_with(word)) {
        return Some(Mark::Parent);
    }
    // 甲母公司拟IPO: who stands over it has no name.
    if rest.starts_with("母公司") && next.is_none_or(|next| next.clause != item.clause) {
        return Some(Mark::Parent);
    }
    if owns_house(scene.between(clause.start, item.span.start), rest) {
        return Some(Mark::Owner);
    }
    // 二股东同样为甲集团旗下的公司: what somebody is to it.
    if ["旗下的公司", "旗下的企业", "控制的公司", "控制的企业", "分拆出的公司", "分拆出的企业"]
        .iter()
        .any(|word| rest.starts_with(word))
        && (rest.starts_with("分拆") || scene.between(clause.start, item.span.start).ends_with(['为', '是']))
    {
        return Some(Mark::Parent);
    }
    // 收购甲集团旗下一家供应商: one of its own without a name, not the group.
    if next.is_none_or(|next| next.clause != item.clause)
        && rest.starts_with("旗下")
        && !["基金", "的基金", "公司", "企业"].iter().any(|word| rest["旗下".len()..].starts_with(word))
    {
        return Some(Mark::Parent);
    }
    // 收购前甲工程师创立的…: what its people founded, whose name nobody recognised.
    let founded = rest.split_once('的').is_some_and(|(words, _)| {
        ["创立", "创办", "创建"].iter().any(|word| words.ends_with(word))
            && words.chars().count() <= 10
            && !words.contains(['，', '、', '。', '于'])
    });
    if founded && scene.between(clause.start, item.span.start).ends_with('前') {
        return Some(Mark::Parent);
    }
    if sells_thing(scene.between(clause.start, item.span.start), rest) {
        return Some(Mark::Owner);
    }
    if announces(scene, index) {
        return Some(Mark::Announcer);
    }
    // 本公司450万股: whose news is told is known better than whom the word stands for.
    let named = matches!(item.kind, ItemKind::Party(mention) if mentions[mention].rule != "reference");
    if named && counted_behind(scene.between(clause.start, item.span.start), rest) {
        return Some(Mark::Stake);
    }
    // 除甲所持股份外的其他股份: what is left out.
    let left_out = scene.between(clause.start, item.span.start).ends_with('除');
    let owner = owner_tail(rest);
    if !left_out && OWNS.iter().any(|word| owner.starts_with(word)) {
        return Some(Mark::Owner);
    }
    let stake = counted_firms(rest.trim_start_matches(['(', ')']));
    // 甲|控股权: no 控股 of anything's.
    let control = stake.starts_with("控股权") || stake.starts_with("控制权");
    let part = if control { stake } else { strip_words(stake, STAKE_WORDS) };
    STAKES
        .iter()
        .any(|word| part.strip_prefix(word).is_some_and(|tail| !NO_STAKE.iter().any(|other| tail.starts_with(other))))
        .then_some(Mark::Stake)
}

/// What stands behind the count of a list of firms: 购买甲、乙|等4家公司的|股权.
fn counted_firms(rest: &str) -> &str {
    let Some(counted) = rest.strip_prefix('等') else { return rest };
    let counted = counted.trim_start_matches(|c: char| c.is_ascii_digit() || "两三四五六七八九十多".contains(c));
    ["家公司", "家企业", "公司", "企业"].iter().find_map(|word| counted.strip_prefix(word)).unwrap_or(rest)
}

/// 将其持有的|甲|5900万股质押给…, 买入|甲(600000) 2亿股: whose shares are counted.
fn counted_behind(head: &str, rest: &str) -> bool {
    let head = head.trim_end_matches(['“', '"']);
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || " ,.万亿余约".contains(c));
    let shares = number.len() < rest.len() && number.starts_with('股') && !number.starts_with("股东");
    shares && BEFORE_COUNTED.iter().any(|word| head.ends_with(word))
}

/// 收购|甲|公司在亚太地区的部分零售资产, 收购|甲|的化工业务乙: a thing of the party's is bought, not the party.
fn sells_thing(head: &str, rest: &str) -> bool {
    /// The most characters up to the word for the thing.
    const MOST: usize = 24;
    let rest = rest.strip_prefix("公司").unwrap_or(rest);
    let stretch: String = rest.chars().take(MOST).take_while(|c| !"，。；：、%".contains(*c)).collect();
    let thing = ["业务", "资产"].iter().filter_map(|word| stretch.find(word)).min();
    ["收购", "购买", "受让", "出售", "剥离"].iter().any(|verb| head.ends_with(verb))
        && rest.starts_with(['在', '的'])
        && thing.is_some_and(|at| {
            let words = &stretch[..at];
            words.contains('的') && !["持有", "股", "公司", "企业"].iter().any(|word| words.contains(word))
        })
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

/// ADI金属材料企业|乙, 清华系芯片公司|乙: the one before is a part of the words for what the one behind does. Words of dealing between
/// them make it a party of its own.
fn names_trade(scene: &Scene<'_>, index: usize, next: &Item, gap: &str) -> bool {
    /// The most characters of such words.
    const MOST: usize = 14;
    const NOUNS: &[&str] =
        &["企业", "公司", "厂商", "服务商", "供应商", "开发商", "制造商", "研发商", "初创", "品牌商", "机构"];
    let place = scene.items.iter().position(|item| item == next).unwrap_or(index + 1);
    let plain = scene.items.get(index + 1..place).is_some_and(|between| {
        between.iter().all(|item| {
            item.aside || !matches!(item.kind, ItemKind::Cue(_) | ItemKind::Trigger(_) | ItemKind::Value(_))
        })
    });
    plain
        && gap.chars().count() <= MOST
        && gap.chars().all(crate::extract::party::words::is_name_char)
        // 甲参与芯片公司|乙的A轮融资: a verb stands between them.
        && !["参与", "参投", "领投", "跟投"].iter().any(|verb| gap.starts_with(verb))
        && NOUNS.iter().any(|noun| gap.ends_with(noun) && gap.len() > noun.len())
}

/// The words behind an owner up to 持有的: 等6名股东, 合计.
fn owner_tail(rest: &str) -> &str {
    let rest = strip_words(rest, OWNER_WORDS);
    // 甲、乙及22名自然人.
    let others = ["及", "以及", "和"].iter().find_map(|word| rest.strip_prefix(word));
    let rest = others
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c)))
        .unwrap_or(rest);
    // 等6名股东, 等4名交易对方.
    let counted = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十多全体".contains(c));
    let named = ["名股东", "位股东", "名交易对方", "名自然人", "股东", "交易对方", "名转让方", "家机构", "方"]
        .iter()
        .find_map(|word| counted.strip_prefix(word))
        .unwrap_or(rest);
    strip_words(named, OWNER_WORDS)
}

/// What follows the words that measure a stake: 剩余31.5%|股权.
pub(super) fn past_measure(words: &str) -> &str {
    strip_words(words, STAKE_WORDS)
}

/// Takes listed words, numbers and percent signs off the head.
fn strip_words<'t>(mut rest: &'t str, words: &[&str]) -> &'t str {
    loop {
        let before = rest.len();
        rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || " ,.%％万亿余".contains(c));
        // 33.4%、25%股权
        if rest.len() < before
            && let Some(next) = rest.strip_prefix(['、', '和', '及'])
            && next.starts_with(|c: char| c.is_ascii_digit())
        {
            rest = next;
        }
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

/// 收购甲东京大楼: its house, where the verb stands before the name and none behind it.
fn owns_house(head: &str, rest: &str) -> bool {
    const VERBS: &[&str] = &["收购", "购买", "购入", "买入", "买下", "拿下", "受让", "竞得", "出售", "转让", "卖出"];
    const HOUSES: &[&str] = &["大楼", "大厦", "写字楼", "办公楼", "区块", "油田", "气田", "矿区"];
    let near: String = rest.chars().take(BUILDING).collect();
    let near = near.split(['，', '。', '、', '的', '和']).next().unwrap_or("");
    let house = |word: &&str| {
        near.find(*word).is_some_and(|at| {
            // 区块链, 油田服务公司 are trades.
            let behind = &near[at + word.len()..];
            !behind.starts_with(['链', '服']) && !VERBS.iter().any(|verb| near[..at].contains(verb))
        })
    };
    VERBS.iter().any(|verb| head.contains(verb)) && HOUSES.iter().any(house)
}
