//! Figures: which shares, percentages and prices of a sentence are those of the act, and which tell what somebody holds
//! before or after it. 「减持后张三持有公司股份308万股，占公司总股本3.5%」 tells no trade: the nearest word before the number is
//! one of holding, and the percentage behind shares goes with them.

use super::clause::{Case, ItemKind, Scene};
use super::cue::CueClass;
use super::event::{Event, Valued};
use super::load::Slot;
use super::role::Nucleus;
use crate::extract::{Comparator, Mention, Money, Quantity, Value};
use crate::record::RatioBase;
use crate::span::Span;

/// The number behind such a word is a holding, or a level that a holding came to.
const HOLDING: &[&str] = &[
    "持有",
    "持股",
    "持仓",
    "共持",
    "所持",
    "尚持",
    "总股本",
    "股本总数",
    "股份总数",
    "总股数",
    "累计质押",
    "累计被质押",
    "剩余",
    "尚余",
    "未减持",
    "未增持",
    "未回购",
    "未质押",
    "已质押",
    "冻结",
    "减少至",
    "增加至",
    "增至",
    "降至",
    "升至",
    "上升至",
    "下降至",
    "变更为",
    "变动至",
    "有效认购",
    "有效申购",
    "申购股数",
    "稀释至",
    "跌破",
    "触及",
    "下限",
    "上限的",
    "均价的",
    "定价基准日",
    "股息",
    "派息",
    "分红",
];

/// 其持有的…股, 所持…股: the holding is only told as that from which the act takes.
const TAKEN_FROM: &[&str] = &["持有的", "所持", "持有公司的", "将其持有", "将持有", "以其持有"];

/// The number behind is that of one lot or one holder.
const EACH: &[&str] = &["每个", "每名", "每户", "每一", "每手", "只能认购", "申购单位", "单签", "一签"];

/// What the base of a percentage is called where it is the holding: 占其持股, 占所持股份.
const OWN: &[&str] = &["持股", "所持", "持有", "其股份", "名下"];

/// A number with what it tells.
#[derive(Debug, Clone, Copy)]
struct Figure {
    index: usize,
    span: Span,
    clause: usize,
    aside: bool,
    /// It tells a holding, not the act.
    state: bool,
    /// A percentage of what the acting party holds.
    own: bool,
    /// 合计: the sum of those before.
    sum: bool,
}

/// Reads shares, ratio and price of the nucleus from its window: its own clause and those behind it first, then those
/// before it, the nearest first.
pub(super) fn fill(
    scene: &Scene<'_>,
    nucleus: &Nucleus<'_>,
    window: (usize, usize),
    mentions: &[Mention],
    event: &mut Event,
) {
    let figures = figures(scene, nucleus, mentions);
    let own = |figure: &&Figure| {
        (nucleus.clause..=window.1).contains(&figure.clause)
            && !super::apart::another_follows(scene, nucleus, figure.clause)
    };
    let ahead: Vec<&Figure> = figures.iter().filter(own).collect();
    // 甲减持996万股，均价12.3元；乙减持19万股: a semicolon parts what another deal of the type has told.
    let frame = scene.triggers().find(|(_, hit)| hit.span == nucleus.trigger).map(|(_, hit)| hit.frame);
    let others = |figure: &&Figure| {
        let told = |hit: &super::trigger::TriggerHit| Some(hit.frame) == frame && hit.span.end <= figure.span.start;
        scene.between(figure.span.end, scene.clauses[nucleus.clause].start.max(figure.span.end)).contains(['；', ';'])
            && scene.triggers().any(|(_, hit)| told(&hit))
    };
    let mut behind: Vec<&Figure> = figures
        .iter()
        .filter(|figure| (window.0..nucleus.clause).contains(&figure.clause) && !others(figure))
        .collect();
    behind.sort_by_key(|figure| std::cmp::Reverse(figure.clause));
    let near: Vec<&Figure> = ahead.into_iter().chain(behind).collect();
    if nucleus.frame.has(Slot::Shares) {
        let shares =
            near.iter().filter(|figure| !figure.state).filter_map(|figure| match &mentions[figure.index].value {
                // 0股: nothing was done.
                Value::Shares(quantity)
                    if quantity.comparator != Comparator::FromTo
                        && !is_nothing(quantity)
                        && !is_few(nucleus, quantity) =>
                {
                    Some((figure, Valued { span: figure.span, value: quantity.clone() }))
                }
                _ => None,
            });
        let all: Vec<_> = shares.collect();
        // 发行4000万股，其中网上发行900万股: a part of the whole.
        let whole = |figure: &Figure| {
            !nucleus.frame.has(Slot::Stage)
                || !scene.clauses[figure.clause].of(scene.text).trim_start().starts_with("其中")
        };
        let first = all
            .iter()
            .find(|(figure, _)| !figure.aside && whole(figure))
            .or_else(|| all.iter().find(|(figure, _)| !figure.aside))
            .or(all.first());
        let more = |shares: &Valued<Quantity>| first.is_some_and(|(_, first)| first.value.max < shares.value.max);
        let several = acting(scene, nucleus, mentions) > 1;
        let sum = all.iter().find(|(figure, shares)| {
            !several
                && figure.sum
                && !figure.aside
                && (nucleus.clause..=window.1).contains(&figure.clause)
                && more(shares)
        });
        event.shares = sum.or(first).map(|(_, shares)| shares.clone());
    }
    if nucleus.frame.has(Slot::Ratio) {
        ratio(scene, nucleus, &near, mentions, event);
    }
    if nucleus.frame.has(Slot::Price) {
        event.price = price(scene, &near, mentions);
    }
}

/// 减持均价37.39-39.66元, 价格区间为12元至15元: money behind a word for a price, though no 每股 says so. What nobody pays for a
/// share is the price of the whole: 交易价格为139,664,517.25元.
pub(super) fn is_price(scene: &Scene<'_>, span: Span, clause: usize) -> bool {
    /// Digits before the point of what is no price of a share: the dearest cost some thousands.
    const WHOLE: usize = 6;
    const PRICES_BEHIND: &[&str] = &["发行价", "回购价", "配售价", "均价", "认购价", "招股价"];
    const PRICES: &[&str] = &[
        "定价",
        "发售价",
        "招股价",
        "均价",
        "价格",
        "价格区间",
        "成交价",
        "发行价",
        "价格范围",
        "最高价",
        "最低价",
        "单价",
        "转股价",
        "价格上限",
    ];
    let head = scene.between(scene.clauses[clause].start, span.start);
    let head = head.trim_end_matches(['为', '是', '在', '约', '：', ':', '于', ' ']);
    let raw = span.of(scene.text);
    let whole = raw.split(['.', '元']).next().unwrap_or("");
    let large = whole.bytes().filter(u8::is_ascii_digit).count() >= WHOLE;
    // 以31.4元的发行价.
    let rest = scene.clause_rest(clause, span.end).trim_start_matches(['的', '/', '股']);
    let named =
        PRICES.iter().any(|word| head.ends_with(word)) || PRICES_BEHIND.iter().any(|word| rest.starts_with(word));
    named && !raw.contains(['万', '亿']) && !large
}

/// All shares, percentages and prices of the sentence, in text order, with what they tell.
fn figures(scene: &Scene<'_>, nucleus: &Nucleus<'_>, mentions: &[Mention]) -> Vec<Figure> {
    let mut out: Vec<Figure> = Vec::new();
    // Where the words before a number begin: behind the number or the act before it, or with the clause.
    let mut from = scene.span.start;
    let mut clause = 0;
    let (mut state, mut sum) = (false, false);
    for item in &scene.items {
        if item.clause != clause {
            clause = item.clause;
            sum = false;
            from = from.max(scene.clauses[clause].start);
        }
        match item.kind {
            ItemKind::Cue(classes) if classes.has(CueClass::Sum) && !item.aside => sum = true,
            ItemKind::Trigger(hit) if hit.is_verb || hit.span == nucleus.trigger => {
                from = from.max(item.span.end);
                state = false;
            }
            ItemKind::Value(index) => {
                let value = &mentions[index].value;
                let figure = match value {
                    Value::Shares(_) | Value::Percent(_) | Value::Price(_) => true,
                    Value::Money(_) => is_price(scene, item.span, item.clause),
                    _ => false,
                };
                if !figure {
                    if matches!(value, Value::Money(_)) {
                        from = from.max(item.span.end);
                    }
                    continue;
                }
                let lead = scene.between(from.min(item.span.start), item.span.start);
                let tail: String = scene.clause_rest(item.clause, item.span.end).chars().take(8).collect();
                let percent = matches!(value, Value::Percent(_));
                let part = lead.rfind('占');
                let own = percent && part.is_some_and(|at| OWN.iter().any(|word| lead[at..].contains(word)));
                let holds = HOLDING.iter().any(|word| match lead.rfind(word) {
                    Some(at) => !(percent && (part.is_some_and(|part| part < at) || *word == "总股本")),
                    None => false,
                });
                let taken = nucleus.clause == item.clause && TAKEN_FROM.iter().any(|word| lead.contains(word));
                let who = tail.contains("股东")
                    && (tail.starts_with('的')
                        || tail.starts_with("以上")
                        || item.span.of(scene.text).contains("以上"))
                    || tail.starts_with("股东")
                    || tail.starts_with("股权激励");
                // 发行价9.8元/股，发行2亿股: what the deal is paid with.
                let start = scene.clauses[item.clause].start;
                let start = if nucleus.trigger.end <= item.span.start { start.max(nucleus.trigger.end) } else { start };
                let paid = scene.between(start, item.span.start);
                if !percent && nucleus.frame.paid_in.iter().any(|word| paid.contains(word.as_str())) {
                    from = from.max(item.span.end);
                    continue;
                }
                let here = Figure { index, span: item.span, clause, aside: item.aside, state, own, sum };
                // 每个号码认购500股: of one lot.
                let head = scene.between(scene.clauses[item.clause].start, item.span.start);
                let holds = holds || EACH.iter().any(|word| head.contains(word));
                if !matches!(value, Value::Price(_) | Value::Money(_)) {
                    // A percentage or bracket behind a number goes with it; other words begin anew.
                    let carries =
                        percent && (part.is_some() || lead.trim_matches(is_mark).trim_matches('的').is_empty());
                    state = who || (holds && !taken) || (state && carries);
                    out.push(Figure { state, ..here });
                } else {
                    out.push(Figure { state: false, own: false, ..here });
                }
                from = from.max(item.span.end);
            }
            _ => {}
        }
    }
    out
}

/// How many act in the sentence, each in a clause with a word for the deal: the sum over them is nobody's own.
fn acting(scene: &Scene<'_>, nucleus: &Nucleus<'_>, mentions: &[Mention]) -> usize {
    let told: Vec<usize> = scene
        .triggers()
        .filter(|(_, hit)| nucleus.frame.triggers.get(hit.trigger).is_some_and(|entry| !entry.continues))
        .map(|(clause, _)| clause)
        .collect();
    let mut names: Vec<&str> = scene
        .standings
        .iter()
        .filter(|standing| standing.case == Case::Subject && standing.mark.is_none() && told.contains(&standing.clause))
        .filter_map(|standing| match &mentions[standing.mention].value {
            Value::Party(party) => Some(party.name.as_str()),
            _ => None,
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    names.len()
}

/// Fewer shares than any deal of the type: 1股拆5股.
fn is_few(nucleus: &Nucleus<'_>, quantity: &Quantity) -> bool {
    let least = nucleus.frame.least_shares.map(rust_decimal::Decimal::from);
    least.is_some_and(|least| quantity.max.or(quantity.min).is_some_and(|shares| shares < least))
}

fn is_nothing(quantity: &Quantity) -> bool {
    quantity.max.is_some_and(|max| max.is_zero())
}

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric()
}

/// The part that was traded: of the total where both bases are told.
fn ratio(scene: &Scene<'_>, nucleus: &Nucleus<'_>, near: &[&Figure], mentions: &[Mention], event: &mut Event) {
    let quantity = |figure: &Figure| match &mentions[figure.index].value {
        // 持股由10.16%降至10.00% tells a holding, not the part that was traded.
        Value::Percent(percent)
            if percent.quantity.comparator != Comparator::FromTo
                && !figure.state
                && is_ratio(scene, nucleus, figure) =>
        {
            Some(percent.quantity.clone())
        }
        _ => None,
    };
    let fits: Vec<(&Figure, Quantity)> = near.iter().filter_map(|figure| Some((*figure, quantity(figure)?))).collect();
    // Behind the act's shares and before the next ones.
    let shares: Vec<&&Figure> = near
        .iter()
        .filter(|figure| matches!(mentions[figure.index].value, Value::Shares(_)) && !figure.state)
        .collect();
    let held = event.shares.as_ref().map(|shares| shares.span);
    let next =
        held.and_then(|held| shares.iter().map(|figure| figure.span.start).filter(|start| *start > held.start).min());
    let first = shares.iter().map(|figure| figure.span.start).min();
    // Behind the sum stands its own part of the whole.
    let from = held.filter(|held| first.is_some_and(|first| first < held.start)).map_or(0, |held| held.start);
    let beside = |figure: &Figure| next.is_none_or(|next| figure.span.start < next) && figure.span.start >= from;
    let best = fits
        .iter()
        .find(|(figure, _)| !figure.own && beside(figure))
        .or_else(|| fits.iter().find(|(figure, _)| beside(figure)));
    if let Some((figure, quantity)) = best {
        event.ratio = Some(Valued { span: figure.span, value: quantity.clone() });
        event.ratio_base =
            Some(if figure.own { RatioBase::Holding } else { nucleus.frame.ratio_base.unwrap_or(RatioBase::Total) });
    }
}

/// Words about the price, which say nothing of a percentage that a stake follows: 高溢价收购了甲公司80%的股权.
const PRICED: &[&str] = &["溢价", "折价", "均价"];

/// A percentage that is a part of shares, not a growth rate or an interest.
fn is_ratio(scene: &Scene<'_>, nucleus: &Nucleus<'_>, figure: &Figure) -> bool {
    const RESULTS: &[&str] = &["收入", "利润", "净资产", "总资产", "产能", "销量", "营收", "募资", "募集资金", "费用"];
    let head = scene.between(scene.clauses[figure.clause].start, figure.span.start);
    let near = |word: &str| last(head, 12).contains(word);
    // 占公司营业收入的比例为5%, 超过净利润的10%: of results, not of shares.
    let base = head.rfind('占').map_or(last(head, 8), |at| &head[at..]);
    if RESULTS.iter().any(|word| base.contains(word)) {
        return false;
    }
    let tail = scene.clause_rest(figure.clause, figure.span.end).trim_start_matches(['的', '公', '司', 'A', 'H']);
    // 51%的甲集团股权: whose shares they are stands between.
    let from = scene.clauses[figure.clause].end - tail.len() as u32;
    let owner = scene.standings.iter().find(|standing| standing.span.start == from);
    let tail = owner.map_or(tail, |owner| scene.clause_rest(figure.clause, owner.span.end));
    let part = ["占", "比例", "总股本", "股本的", "股份的", "股权的"].iter().any(|word| near(word))
        || !nucleus.frame.ratio_of.is_empty()
            && ["总股本", "股份总数"].iter().any(|word| figure.span.of(scene.text).contains(word));
    let stake = nucleus.frame.ratio_of.iter().any(|word| tail.starts_with(word.as_str()));
    // 拟减持不超0.5%: nothing but the act before it.
    let bare = nucleus.trigger.end <= figure.span.start
        && scene.between(nucleus.trigger.end, figure.span.start).chars().all(|c| !c.is_alphanumeric())
        && !nucleus.frame.ratio_of.is_empty();
    let change =
        ["增长", "下降", "上涨", "同比", "涨幅", "跌", "利率", "溢价", "折价", "均价", "中签率", "收益率", "仓位"]
            .iter()
            .any(|word| near(word) && !(stake && PRICED.contains(word)));
    // 不超过30万股，即不超过0.01%.
    let same = head.trim_start_matches(['，', ',', '(', '（']).starts_with('即');
    (part || stake || bare || same) && !change
}

fn last(head: &str, count: usize) -> &str {
    head.char_indices().rev().nth(count - 1).map_or(head, |(at, _)| &head[at..])
}

/// The price of the act: the average where it is told, else lowest and highest as a range, else the first.
fn price(scene: &Scene<'_>, near: &[&Figure], mentions: &[Mention]) -> Option<Valued<Money>> {
    /// Prices of the market, not of the deal.
    const OTHERS: &[&str] = &[
        "收盘价",
        "开盘价",
        "股价",
        "现价",
        "目标价",
        "面值",
        "市价",
        "净资产",
        "收于",
        "报收",
        "开盘",
        "股息",
        "派息",
        "分红",
        "红利",
        "每股收益",
    ];
    let prices: Vec<(&str, Span, &Money)> = near
        .iter()
        .filter_map(|figure| match &mentions[figure.index].value {
            Value::Price(price) | Value::Money(price) => {
                let head = scene.between(scene.clauses[figure.clause].start, figure.span.start);
                Some((last(head, 8), figure.span, price))
            }
            _ => None,
        })
        .filter(|(head, span, _)| {
            // 上市首日开盘涨105%，报50元: what it trades at.
            // 由3.4元/股调整为3.5元/股: what it was.
            let rest = &scene.text[span.end as usize..];
            let changed = ["调整", "变更", "修订", "下调", "上调", "提高"].iter().any(|word| rest.starts_with(word));
            let old = changed && head.ends_with(['由', '从', '自']);
            let market = head.trim_end_matches(['约', '于', '为']).ends_with('报');
            let other = OTHERS.iter().any(|word| head.contains(word) || span.of(scene.text).starts_with(word));
            !(old || market || other)
        })
        .collect();
    let named =
        |word: &str| prices.iter().find(|(head, span, _)| head.contains(word) || span.of(scene.text).contains(word));
    let one = |(_, span, price): &(&str, Span, &Money)| Valued { span: *span, value: (*price).clone() };
    if let Some(average) = named("均价") {
        return Some(one(average));
    }
    if let (Some(high), Some(low)) = (named("最高"), named("最低"))
        && high.1 != low.1
    {
        let (x, y) = (&high.2.quantity, &low.2.quantity);
        let mut value = high.2.clone();
        value.quantity = low_high(x, y);
        return Some(Valued { span: high.1.cover(low.1), value });
    }
    ["发行价", "回购价"].iter().find_map(|word| named(word)).or(prices.first()).map(one)
}

fn low_high(a: &Quantity, b: &Quantity) -> Quantity {
    let (x, y) = (a.min.min(b.min), a.max.max(b.max));
    Quantity { min: x, max: y, from: None, comparator: if x == y { Comparator::Eq } else { Comparator::Between } }
}
