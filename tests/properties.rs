//! The nine laws (DESIGN §4), each for arbitrary texts. Texts are drawn from the pieces news is made of, torn and mixed.

use proptest::prelude::*;
use rongzi::article::{Article, Markup};
use rongzi::extract::{Naming, Value};
use rongzi::layout::{Field, layout};
use rongzi::pipeline::Pipeline;
use rongzi::record::Record;
use rongzi::segment::Segmenter;
use rongzi::span::Span;
use std::sync::LazyLock;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(Pipeline::builtin);

const PIECES: &[&str] = &[
    "南京银行",
    "江苏银行(600919.SH)",
    "浪潮信息(000977.SH)",
    "澄光半导体",
    "青州灵步机器人股份有限公司(以下简称“灵步机器人”)",
    "灵步机器人",
    "该行",
    "后者",
    "企业",
    "公司",
    "向",
    "为",
    "与",
    "由",
    "发放",
    "提供",
    "获得",
    "签署",
    "拟",
    "已",
    "了",
    "2000万元",
    "1.5亿元至2亿元",
    "不超过5亿元",
    "由1亿元增至5亿元",
    "数千万元",
    "流动资金贷款",
    "综合授信额度",
    "预付款保函",
    "B轮融资",
    "领投",
    "回购公司股份",
    "质押给",
    "减持",
    "，",
    "。",
    "；",
    "、",
    "“",
    "”",
    "（",
    "）",
    "\n",
    "\n\n",
    "# ",
    "## ",
    "### 1. ",
    "- ",
    "2024年9月",
    "今年1月",
    "同年",
    "近日",
    "期限两年",
    "年利率3.2%",
    "占总股本的2%",
    "300万股",
    "每股12.5元",
    "贷款余额",
    "应",
    "如果",
    "某高新技术企业",
    "各类主体",
    "１２３",
    "ＡＢＣ",
    "%",
    "𠮷",
    "石家庄分行",
    "北京分行",
    "港交所",
    "递交上市申请",
    "一",
    "亿",
    "万",
    "(",
    ")",
    "—",
    "~",
    " ",
    "　",
    "e\u{301}",
    "本报记者 王芳 上海报道",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

fn article(text: &str) -> Article {
    Article {
        id: "a".to_owned(),
        title: Some("灵步机器人：获得2000万元贷款".to_owned()),
        text: text.to_owned(),
        published: Some("2025-06-15".parse().expect("a day")),
        markup: Markup::Plain,
        is_file: true,
        ..Article::default()
    }
}

fn records(text: &str) -> Vec<Record> {
    let article = article(text);
    PIPELINE.analyze(&article).into_iter().flat_map(|analysis| analysis.records).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn law_1_spans_lie_on_characters_and_quotes_are_literal(text in text()) {
        let article = article(&text);
        for analysis in PIPELINE.analyze(&article) {
            let view = analysis.document.text();
            for mention in &analysis.mentions {
                prop_assert!(view.get(mention.span.range()).is_some());
            }
            for segment in analysis.records.iter().flat_map(|record| &record.evidence).flat_map(|proof| &proof.segments) {
                let original = if segment.zone == "title" { article.title.as_deref().unwrap() } else { &article.text };
                prop_assert_eq!(original.get(segment.byte[0] as usize..segment.byte[1] as usize), Some(segment.quote.as_str()));
                let chars = original[..segment.byte[0] as usize].chars().count();
                prop_assert_eq!(chars as u32, segment.char[0]);
                prop_assert_eq!(segment.quote.chars().count() as u32, segment.char[1] - segment.char[0]);
            }
        }
    }

    #[test]
    fn law_1_every_stretch_of_the_view_goes_back_to_its_words(text in text(), cut in any::<prop::sample::Index>(), length in 0usize..40) {
        let article = article(&text);
        for document in layout(&article, &Segmenter::default()) {
            let view = document.text();
            let bounds: Vec<usize> = view.char_indices().map(|(at, _)| at).chain([view.len()]).collect();
            let from = cut.index(bounds.len());
            let to = (from + length).min(bounds.len() - 1);
            let span = Span::new(bounds[from], bounds[to]);
            let origin = document.view.origin(span);
            let original = if origin.field == Field::Title { article.title.as_deref().unwrap() } else { &article.text };
            let words = original.get(origin.span.range());
            prop_assert!(words.is_some());
            let first = document.view.origin(Span { start: span.start, end: span.start });
            prop_assert!(first.field < origin.field || first.span.start <= origin.span.end);
        }
    }

    #[test]
    fn law_2_sentences_give_their_blocks_back(text in text()) {
        let article = article(&text);
        for document in layout(&article, &Segmenter::default()) {
            for (index, block) in document.blocks.iter().enumerate() {
                let joined: String = document.sentences.iter().filter(|sentence| sentence.block as usize == index).map(|sentence| sentence.span.of(document.text())).collect();
                prop_assert_eq!(joined, block.span.of(document.text()));
            }
        }
    }

    #[test]
    fn law_3_amounts_are_exact_decimals(whole in 1u64..1_000_000_000, cents in 0u32..10_000) {
        let digits = format!("{whole}.{cents:04}");
        let article = Article { title: None, ..article(&format!("南京银行向灵步机器人发放{digits}万元流动资金贷款。")) };
        let found: Vec<Record> = PIPELINE.analyze(&article).into_iter().flat_map(|analysis| analysis.records).collect();
        let exact = rust_decimal::Decimal::from_str_exact(&digits).unwrap() * rust_decimal::Decimal::from(10_000);
        let amount = found.iter().find_map(|record| record.amount.as_ref()).expect("a loan");
        let exact = exact.normalize().to_string();
        prop_assert_eq!(amount.min.as_deref(), Some(exact.as_str()));
        prop_assert_eq!(&amount.min, &amount.max);
    }

    #[test]
    fn law_4_named_parties_do_not_overlap(text in text()) {
        let article = article(&text);
        for analysis in PIPELINE.analyze(&article) {
            let mut end = 0;
            for mention in &analysis.mentions {
                if matches!(&mention.value, Value::Party(party) if party.naming == Naming::Named) {
                    prop_assert!(mention.span.start >= end, "{:?}", mention.span.of(analysis.document.text()));
                    end = mention.span.end;
                }
            }
        }
    }

    #[test]
    fn law_5_the_same_text_gives_the_same_bytes(text in text()) {
        let line = |records: Vec<Record>| records.iter().map(|record| serde_json::to_string(record).unwrap()).collect::<Vec<_>>();
        prop_assert_eq!(line(records(&text)), line(records(&text)));
    }

    #[test]
    fn law_6_an_article_is_read_as_if_it_stood_alone(first in text(), second in text()) {
        let clean = |text: &str| text.replace("# ", "").replace("本报记者 王芳 上海报道", "");
        let (first, second) = (clean(&first), clean(&second));
        let alone = article(&format!("# 甲乙丙丁\n\n{second}"));
        let alone = Article { title: None, ..alone };
        let both = Article { title: None, ..article(&format!("# 戊己庚辛\n\n{first}\n\n# 甲乙丙丁\n\n{second}")) };
        let told = |analysis: &rongzi::pipeline::Analysis<'_>| -> Vec<String> {
            analysis.events.iter().map(|event| format!("{} {:?} {:?}", event.kind, event.status, event.fillers.iter().map(|filler| &filler.party.name).collect::<Vec<_>>())).collect()
        };
        let alone = PIPELINE.analyze(&alone);
        let both = PIPELINE.analyze(&both);
        prop_assert_eq!(told(alone.last().unwrap()), told(both.last().unwrap()));
    }

    #[test]
    fn law_9_no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(text) = rongzi::read::decode(&bytes) {
            let _ = records(&text);
        }
        let _ = records(&String::from_utf8_lossy(&bytes));
    }
}

/// Law 7: work is bounded. What grows without an end — digits, units, brackets, one endless sentence — is read to its end,
/// and a limit that bites is on the record.
#[test]
fn law_7_endless_input_is_read_and_limits_are_told() {
    let long = 200_000;
    for piece in ["9", "亿", "(", "一", "“", "，", "南京银行", "2024年", "不超过", "贷款", "的", "-", "A", "由1亿元"]
    {
        let _ = records(&piece.repeat(long / piece.len()));
    }
    let endless = format!("{}南京银行向灵步机器人发放2000万元流动资金贷款。", "园区企业数量持续增加，".repeat(2_000));
    let found = records(&endless);
    let loan = found.iter().find(|record| {
        record.kind == "credit.loan" && record.amount.as_ref().is_some_and(|amount| amount.raw == "2000万元")
    });
    let warnings = &loan.expect("the loan at the end is found").warnings;
    assert!(warnings.contains(&rongzi::record::Warning::LimitReached), "{warnings:?}");
}

/// Law 7: hundreds of deals in one article all come out; those far behind others are compared with the nearest ones only, and say so.
#[test]
fn law_7_many_deals_in_one_article_come_out_and_the_limit_is_told() {
    let brand = |number: usize| ["澜", "珺", "璟", "珩", "澔", "沅", "湛", "泓", "淼", "濯"][number % 10];
    let name = |number: usize| [brand(number / 100), brand(number / 10), brand(number)].concat();
    let deals: String =
        (0..300).map(|number| format!("{}科技有限公司完成{}万元A轮融资。\n", name(number), number + 100)).collect();
    // The headline tells a loan of its own.
    let mut found = records(&deals);
    found.retain(|record| record.kind == "equity.round");
    let amounts: std::collections::BTreeSet<&str> =
        found.iter().filter_map(|record| record.amount.as_ref().map(|amount| amount.raw.as_str())).collect();
    assert_eq!((found.len(), amounts.len()), (300, 300));
    let limited = |record: &Record| record.warnings.contains(&rongzi::record::Warning::LimitReached);
    assert!(!limited(&found[0]) && limited(&found[299]));
}
