//! Pages as data: zones, joins, places where text is lost, and the day of publication; and the laws of a layout for any text.

use proptest::prelude::*;
use rongzi::article::Article;
use rongzi::layout::{Document, Field, Origin, Sentence, Zone, layout};
use rongzi::segment::Segmenter;
use rongzi::span::Span;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pages {
    case: Vec<Case>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    blocks: Vec<String>,
    published: Option<String>,
    /// Ids of the documents; not asked where absent.
    ids: Option<Vec<String>>,
    /// Names of the sections; not asked where absent.
    sections: Option<Vec<String>>,
    /// Whole words of joined blocks, in order; not asked where absent.
    joined: Option<Vec<String>>,
    /// Sentences that break off.
    #[serde(default)]
    truncated: usize,
    /// Sentences that begin in the middle.
    #[serde(default)]
    headless: usize,
}

impl Case {
    /// What is wrong besides zones; `None` if nothing is.
    fn complaint(&self, documents: &[Document<'_>]) -> Option<String> {
        let day = documents[0].published.start.map(|day| day.to_string());
        if day != self.published {
            return Some(format!("published {day:?}"));
        }
        let ids: Vec<String> = documents.iter().map(|document| document.id.clone()).collect();
        if self.ids.as_ref().is_some_and(|expected| *expected != ids) {
            return Some(format!("ids {ids:?}"));
        }
        let names = |document: &Document<'_>| {
            document.sections.iter().map(|section| section.name.of(document.text()).to_owned()).collect::<Vec<_>>()
        };
        let sections: Vec<String> = documents.iter().flat_map(names).collect();
        if self.sections.as_ref().is_some_and(|expected| *expected != sections) {
            return Some(format!("sections {sections:?}"));
        }
        let words = |document: &Document<'_>| -> Vec<String> {
            document.blocks.iter().map(|block| block.span.of(document.text()).to_owned()).collect()
        };
        let blocks: Vec<String> = documents.iter().flat_map(words).collect();
        if let Some(lost) = self.joined.iter().flatten().find(|expected| !blocks.contains(expected)) {
            return Some(format!("no block {lost:?}"));
        }
        let count = |which: fn(&Sentence) -> bool| {
            documents.iter().flat_map(|document| &document.sentences).filter(|sentence| which(sentence)).count()
        };
        let counts = (count(|sentence| sentence.truncated), count(|sentence| sentence.headless));
        (counts.1 != self.headless || self.truncated > 0 && counts.0 != self.truncated)
            .then(|| format!("truncated, headless {counts:?}"))
    }
}

fn zone(zone: Zone) -> String {
    match zone {
        Zone::Title => "title".to_owned(),
        Zone::Byline => "byline".to_owned(),
        Zone::Heading(level) => format!("heading{level}"),
        Zone::ListItem => "item".to_owned(),
        Zone::Paragraph => "paragraph".to_owned(),
        Zone::PullQuote => "pull_quote".to_owned(),
        Zone::Caption => "caption".to_owned(),
    }
}

#[test]
fn pages_are_laid_out_as_a_reader_sees_them() {
    let pages: Pages = toml::from_str(include_str!("../fixtures/layout/pages.toml")).expect("the fixture is TOML");
    let segmenter = Segmenter::default();
    let mut failures = Vec::new();
    for case in &pages.case {
        let article = Article { id: "page".to_owned(), text: case.text.clone(), is_file: true, ..Article::default() };
        let documents = layout(&article, &segmenter);
        let blocks: Vec<(String, String)> = documents
            .iter()
            .flat_map(|document| document.blocks.iter().map(move |block| (block, document)))
            .map(|(block, document)| {
                let mark = if block.joined {
                    "+"
                } else if block.gap_before {
                    "!"
                } else {
                    ""
                };
                (format!("{}{mark}", zone(block.zone)), block.span.of(document.text()).to_owned())
            })
            .collect();
        let right = blocks.len() == case.blocks.len()
            && blocks.iter().zip(&case.blocks).all(|((zone, words), expected)| {
                expected.split_once(' ').is_some_and(|(wanted, head)| wanted == zone && words.starts_with(head))
            });
        let complaint = case.complaint(&documents);
        if !right || complaint.is_some() {
            failures.push(format!("{}: {blocks:?} {}", case.name, complaint.unwrap_or_default()));
        }
    }
    assert!(
        failures.is_empty(),
        "{}\nhelp: fixtures/layout/pages.toml has the cases, src/layout/ the rules",
        failures.join("\n")
    );
}

/// Pieces from which the property tests make pages: marks, halves of sentences, wide characters, ends of lines of all kinds.
const PIECES: &[&str] = &[
    "# ",
    "## ",
    "### 1. ",
    "- ",
    "• ",
    "一、",
    "（二）",
    "3、",
    "**",
    "> ",
    "---",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "　　",
    " ",
    "\t",
    "\u{feff}",
    "\u{2028}",
    "本报记者 林夏 宁波报道",
    "来源：航运观察 2025-06-12",
    "王芳/摄影",
    "表1 各家安排",
    "(图源/企业)",
    "【快讯】",
    "【未闭合",
    "——副题",
    "银行向船厂发放了三年期的贷款，用于建造新一代的电动驳",
    "船，并给出了优惠的利",
    "率。",
    "异，难以满足。",
    "此外，当地设立了基金。",
    "5000万元，其余自筹。",
    "“运价低的时候，银行更要看得长远一些。”",
    "，",
    "。",
    "、",
    "“",
    "”",
    "（",
    "）",
    "《",
    "》",
    "１．２亿元",
    "ＡＢＣ",
    "Harbour",
    "Bank",
    "e\u{301}",
    "🚢",
    "短行",
];

fn page() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..50).prop_map(|pieces| pieces.concat())
}

/// Words without blanks, in the width of the view.
fn letters(words: &str) -> String {
    let half = |c: char| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '（' | '）' | '％' | '＋' | '－' | '．' | '／' | '～' | '＄' | '＊' | '＆' | '＃' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        '￥' => '¥',
        other => other,
    };
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}');
    words.chars().filter(|c| !blank(*c)).map(half).collect()
}

/// The laws of a layout, for one text.
fn keeps_the_laws(text: &str, title: Option<&str>) -> Result<(), TestCaseError> {
    static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(Segmenter::default);
    let article = Article {
        id: "page".to_owned(),
        text: text.to_owned(),
        title: title.map(str::to_owned),
        is_file: true,
        ..Article::default()
    };
    let documents = layout(&article, &SEGMENTER);
    prop_assert!(!documents.is_empty());
    for document in &documents {
        let view = document.text();
        // Blocks follow each other, parted by one line break.
        let spans: Vec<&str> =
            document.blocks.iter().map(|block| view.get(block.span.range()).expect("on characters")).collect();
        prop_assert_eq!(spans.join("\n"), view);
        prop_assert!(spans.iter().all(|words| !words.is_empty() && !words.contains('\n')));
        // Sentences give their blocks back.
        for (index, words) in spans.iter().enumerate() {
            let own = document.sentences.iter().filter(|sentence| sentence.block as usize == index);
            let joined: String = own.map(|sentence| &view[sentence.span.range()]).collect();
            prop_assert_eq!(&joined, words);
        }
        // Sections nest and lie on their headings.
        for (index, section) in document.sections.iter().enumerate() {
            let heading = document.blocks[section.heading as usize];
            prop_assert_eq!(heading.zone, Zone::Heading(section.level));
            prop_assert!(heading.span.contains(section.name) && !section.name.is_empty());
            prop_assert!(view.get(section.name.range()).is_some());
            if let Some(parent) = section.parent {
                prop_assert!((parent as usize) < index && document.sections[parent as usize].level < section.level);
            }
        }
        // Every span goes back to its words, stretch by stretch and forward within each.
        let bounds: Vec<usize> = view.char_indices().map(|(at, _)| at).chain([view.len()]).collect();
        for length in [1usize, 7, 40, 400] {
            for from in (0..bounds.len().saturating_sub(1)).step_by(length.min(5)) {
                let span = Span::new(bounds[from], bounds[(from + length).min(bounds.len() - 1)]);
                goes_back(document, span, &article)?;
            }
        }
    }
    Ok(())
}

fn goes_back(document: &Document<'_>, span: Span, article: &Article) -> Result<(), TestCaseError> {
    let original = |origin: &Origin| -> Option<&str> {
        let field = if origin.field == Field::Title { article.title.as_deref()? } else { &article.text };
        field.get(origin.span.range())
    };
    let whole = document.view.origin(span);
    prop_assert!(original(&whole).is_some(), "{:?} of {:?}", whole, span);
    // Inside one block only blanks are left out; between blocks their marks are, too.
    if document.block_at(span.start) != document.block_at(span.end - 1) || document.block_at(span.start).is_none() {
        return Ok(());
    }
    let stretches = document.view.stretches(span);
    let mut words = String::new();
    for stretch in &stretches {
        let Some(here) = original(stretch) else { return Err(TestCaseError::fail("a stretch off characters")) };
        words.push_str(here);
        prop_assert!(whole.field == stretch.field && whole.span.contains(stretch.span));
    }
    prop_assert_eq!(letters(&words), letters(span.of(document.text())));
    prop_assert!(stretches.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{:?}", stretches);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn pages_made_of_pieces_keep_the_laws(text in page(), titled in any::<bool>()) {
        keeps_the_laws(&text, titled.then_some("　港口获１亿元\n贷款 "))?;
    }

    #[test]
    fn any_text_keeps_the_laws(text in any::<String>(), title in any::<Option<String>>()) {
        keeps_the_laws(&text, title.as_deref())?;
    }
}

#[test]
fn endless_pages_are_laid_out_in_one_pass() {
    let segmenter = Segmenter::default();
    for (piece, times) in [
        ("港口获得银行授信，", 200_000),
        ("某港口获得某银行的授信额度，合计\n", 60_000),
        ("短行\n", 100_000),
        ("(（《【“", 100_000),
        ("# 标题\n正文只有一句话。\n", 20_000),
        ("“运价低的时候，银行更要看得长远一些。”\n", 20_000),
        ("###### 甲\n##### 乙\n", 20_000),
        ("银行给出的方案包括三年期的贷款以及配套的\n\n本报资料室/图\n\n", 5_000),
    ] {
        let article = Article { id: "page".to_owned(), text: piece.repeat(times), is_file: true, ..Article::default() };
        let documents = layout(&article, &segmenter);
        assert!(documents.iter().any(|document| !document.blocks.is_empty()), "{piece}");
    }
    let torn = "银行给出的方案包括三年期的贷款，以及配套的\n\n".repeat(20_000);
    let article = Article { id: "page".to_owned(), text: torn, ..Article::default() };
    assert!(!layout(&article, &segmenter)[0].limits.is_empty(), "a limit that bites is told");
}
