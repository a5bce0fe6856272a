//! Passing: what says too little to be a deal. A mere plan that an article names by the way: 公司正筹备上市，其新产品… says too little to be news of the deal where it
//! stands behind the lead, and a headline that only teases is none (EVENTS.md, least content).

use super::Frames;
use super::event::{Event, Filler, Reject};
use crate::extract::Naming;
use crate::layout::{Document, Zone};
use crate::record::{DateRole, Status};

/// The sentences of a lead.
const LEAD: usize = 2;

/// Takes out the plans of types with `passing` that bring no figure, stage or day and stand in no lead.
pub fn drop(frames: &Frames, document: &Document<'_>, events: &mut Vec<Event>, rejects: &mut Vec<Reject>) {
    events.retain(|event| {
        let asked = frames.named(&event.kind).is_some_and(|frame| frame.passing);
        let mut told = event.evidence.iter().filter_map(|span| document.sentence_at(span.start));
        let passing = asked && is_bare(event) && !told.any(|sentence| is_news(document, event, sentence));
        let reason = match () {
            () if passing => "a plan named in passing",
            () if sold_to_nobody(document, event) => "shares sold to nobody",
            () if lent_by_nobody(event) => "neither who lends nor who borrows has a name",
            () if only_estimates(event) => "of those who only estimate",
            () => return true,
        };
        rejects.push(Reject {
            kind: event.kind.clone(),
            span: event.evidence[0],
            sentence: event.sentence,
            reason: reason.to_owned(),
        });
        false
    });
}

/// 出售了部分持有的甲股票，获得收益4亿元: what a holder sells on the market has no buyer and is no purchase (EVENTS.md, sale of a block).
pub(super) fn sold_to_nobody(document: &Document<'_>, event: &Event) -> bool {
    let words = document.sentences[event.sentence].span.of(document.text());
    event.kind == "equity.acquisition"
        && !event.fillers.iter().any(|filler| filler.role == "acquirer")
        && ["出售", "卖出", "抛售"].iter().any(|verb| {
            words.find(verb).is_some_and(|at| {
                let rest = &words[at..];
                let rest = &rest[..rest.find(['，', '。', '；']).unwrap_or(rest.len())];
                let head = &words[..at];
                let head = head.rsplit(['，', '。', '；', '：']).next().unwrap_or("");
                let head = ["股票代码", "股票简称", "股票停牌", "股票复牌"]
                    .iter()
                    .fold(head.to_owned(), |head, word| head.replace(word, ""));
                (rest.contains("股票") || head.contains("股票")) && !rest.contains("股权") && !head.contains("股权")
            })
        })
        && !["协议转让", "受让方", "挂牌", "拍卖"].iter().any(|word| words.contains(word))
}

/// 银行与企业已经签订贷款合同: what a whole trade lends to a whole class is no deal.
fn lent_by_nobody(event: &Event) -> bool {
    const CLASSES: &[&str] = &["企业", "银行", "居民", "个人", "客户", "商户", "农户"];
    // 某科技企业, 一家新材料企业: one, though it has no name.
    let one = |name: &str| ["某", "一家", "1家", "这家", "该"].iter().any(|word| name.starts_with(word));
    let class = |filler: &Filler| {
        filler.party.naming == Naming::Class || CLASSES.iter().any(|word| filler.party.name.ends_with(word))
    };
    let unnamed = |filler: &Filler| filler.party.naming != Naming::Named && class(filler) && !one(&filler.party.name);
    event.kind == "credit.loan" && !event.fillers.is_empty() && event.fillers.iter().all(unnamed)
}

/// 多家券商机构给出中签率: several who are named by their trade alone bring no firm to the market.
fn only_estimates(event: &Event) -> bool {
    const TRADES: &[&str] = &["券商", "机构", "投行", "分析师", "银行"];
    event.kind == "equity.ipo"
        && event.fillers.iter().any(|filler| filler.main)
        && event.fillers.iter().filter(|filler| filler.main).all(|filler| {
            let name = &filler.party.name;
            // 尽管两家公司都已保密提交IPO文件: two deals without a name.
            let counted = name.ends_with("家公司") || name.ends_with("家企业");
            filler.party.naming == Naming::Anonymous && (counted || TRADES.iter().any(|word| name.ends_with(word)))
        })
}

/// Nothing is known but that it is planned, and perhaps where.
fn is_bare(event: &Event) -> bool {
    let dated = event.dates.iter().any(|(_, role)| *role != DateRole::Announced);
    event.status == Status::Planned
        && event.stage.is_none()
        && event.amount.is_none()
        && event.shares.is_none()
        && event.ratio.is_none()
        && event.price.is_none()
        && event.valuation.is_none()
        && event.fillers.iter().all(|filler| filler.main)
        && !dated
}

/// Words of those who make something known: what they tell is told for its own sake.
const MAKES_KNOWN: &[&str] = &["公告", "披露", "据悉", "报道", "消息", "知情", "透露", "宣布"];

/// The headline tells it and the body goes on about the firm, or it stands in a lead or is made known.
fn is_news(document: &Document<'_>, event: &Event, sentence: usize) -> bool {
    let here = document.sentences[sentence];
    let block = here.block as usize;
    let text = document.text();
    if document.blocks[block].zone == Zone::Title {
        let body = &text[document.blocks[block].span.end as usize..];
        let named = |name: &str| body.is_empty() || body.contains(name);
        return event.fillers.iter().any(|filler| named(filler.span.of(text)) || named(&filler.party.name));
    }
    let known = |sentence: usize| {
        let other = document.sentences[sentence];
        other.block == here.block && MAKES_KNOWN.iter().any(|word| other.span.of(text).contains(word))
    };
    in_lead(document, sentence) || known(sentence) || (sentence > 0 && known(sentence - 1))
}

/// Among the first sentences of the body, or of the paragraph under a heading or in a list.
fn in_lead(document: &Document<'_>, sentence: usize) -> bool {
    let block = document.sentences[sentence].block as usize;
    let first = document.sentences.partition_point(|other| (other.block as usize) < block);
    let opens = match document.blocks[block].zone {
        Zone::Heading(_) | Zone::ListItem => true,
        _ => block == 0 || matches!(document.blocks[block - 1].zone, Zone::Title | Zone::Heading(_) | Zone::Byline),
    };
    opens && sentence < first + LEAD
}
