//! Short names outside the dictionary: a brand with its line of business (灵步科技), the name behind a describing noun
//! (机器人初创公司灵步), a heading that is a name.
//!
//! Evidence is asked from the segmenter: a brand is no dictionary word, so its characters fall apart.

use super::words::{STOPS, WORDS, brand, is_closed, is_name_char};
use super::{Scene, unlisted};
use crate::extract::{Kind, Mention, Value};
use crate::layout::{Section, Zone};
use crate::span::Span;

/// Words of investors: a firm's name before them is another firm's.
const HOLDERS: &[&str] = &["投资", "资本", "创投", "合伙", "创投基金", "产业基金", "投资基金"];

/// The most characters of a brand.
const MOST: usize = 8;

pub(super) fn find(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    let taken: Vec<Span> = out.iter().map(|mention| mention.span).collect();
    // 兆易创新投资 is not 兆易创新, nor is 全资子公司寒武纪新材料 its parent: a firm's short name with further words behind it.
    let free = |span: Span| {
        let index = taken.partition_point(|other| other.end <= span.start);
        let behind = span.of(scene.text);
        // 澜正大控股|持有, not 澜正大|控股股东.
        let rest = &scene.text[span.end as usize..];
        let parent = behind.ends_with("控股") && !rest.starts_with(['股', '权', '子', '孙', '的', '公', '比']);
        let owner = parent
            || HOLDERS.iter().any(|holder| behind.ends_with(holder))
            || WORDS.kin_set.ends(&scene.text[..span.start as usize]).is_some();
        !taken
            .get(index)
            .is_some_and(|other| other.overlaps(span) && !(owner && other.start == span.start && other.end < span.end))
    };
    let mut found = Vec::new();
    headings(scene, &taken, &mut found);
    trades(scene, &mut found);
    let mut add = |span: Span, rule: &'static str| {
        let name = span.of(scene.text);
        let mut span = span;
        let mut party = unlisted(Kind::Firm, name);
        if rule == "bank by form" {
            party.kind = Kind::Bank;
            if let Some(words) = super::listed::branch_words(&scene.text[span.end as usize..]) {
                party.branch = Some(words.to_owned());
                span.end += words.len() as u32;
            }
        }
        out.push(Mention { span, value: Value::Party(Box::new(party)), rule });
    };
    for (span, rule) in found {
        if free(span) {
            add(span, rule);
        }
    }
}

/// Whole headings over a list: `### 2. 天府翼联`. Headings of one level stand for the same kind of thing: where one is a
/// known party or a brand, so are its neighbours, even when they are made of plain words.
fn headings(scene: &Scene<'_, '_>, taken: &[Span], out: &mut Vec<(Span, &'static str)>) {
    let document = scene.document;
    let fits = |section: &Section| {
        let list = document.blocks.get(section.heading as usize + 1).is_some_and(|block| block.zone == Zone::ListItem);
        let name = section.name.of(scene.text);
        list && (2..=12).contains(&name.chars().count()) && name.chars().all(is_name_char)
    };
    let known = |section: &Section| {
        let index = taken.partition_point(|other| other.end <= section.name.start);
        taken.get(index).is_some_and(|other| other.contains(section.name))
            || is_brand(scene, section.name.of(scene.text))
    };
    let named: Vec<&Section> = document.sections.iter().filter(|section| fits(section) && known(section)).collect();
    for section in document.sections.iter().filter(|section| fits(section)) {
        let beside = named.iter().any(|other| (other.level, other.parent) == (section.level, section.parent));
        if beside && !scene.segmenter.knows(section.name.of(scene.text)) {
            out.push((section.name, "heading"));
        }
    }
}

/// Unknown to the segmenter: it falls into pieces of one character, or is written in Latin letters.
pub(super) fn is_brand(scene: &Scene<'_, '_>, name: &str) -> bool {
    if name.is_ascii() {
        return name.chars().any(|c| c.is_ascii_uppercase());
    }
    if scene.segmenter.knows(name) {
        return false;
    }
    let stem = strip_trade(name);
    let tokens = scene.segmenter.tokens(stem);
    let words: Vec<&str> = tokens.iter().map(|token| token.span.of(stem)).collect();
    // 如盲目, 超硬, 重要原: a character that words are joined with is no brand.
    let single = words.iter().filter(|word| word.chars().count() == 1).count();
    let joined = words.iter().any(|word| WORDS.affixes.contains(word)) && single == 1 && words.len() > 1;
    let proper = tokens.len() == 1 && stem != name && !scene.segmenter.knows(stem);
    // AI投资, GPU芯片
    let letters: String = stem.chars().filter(char::is_ascii_alphanumeric).collect();
    let acronym = !letters.is_empty() && WORDS.acronyms.contains(letters.as_str());
    let latin = name.chars().any(|c| c.is_ascii_alphabetic()) && !acronym;
    let stem_is_word = acronym && (stem.len() == letters.len() || single <= 1);
    !stem_is_word && ((single > 0 && !joined) || proper || latin)
}

/// Words that make a kind of thing of the trade behind them, and nothing beside them but words that the segmenter knows:
/// 小股东股份, 传统房地产, 中短债基金.
fn is_kind(scene: &Scene<'_, '_>, stem: &str) -> bool {
    let mut rest = stem;
    while let Some(word) = WORDS.common.ends(rest) {
        rest = &rest[..rest.len() - word.len()];
    }
    rest.len() < stem.len()
        && scene.segmenter.tokens(rest).iter().all(|token| {
            let word = token.span.of(rest);
            WORDS.affixes.contains(word) || (word.chars().count() > 1 && scene.segmenter.knows(word))
        })
}

fn strip_trade(name: &str) -> &str {
    WORDS
        .trade_set
        .ends(name)
        .filter(|trade| name.len() > trade.len())
        .map_or(name, |trade| &name[..name.len() - trade.len()])
}

/// Brand + line of business with a boundary on both sides.
fn trades(scene: &Scene<'_, '_>, out: &mut Vec<(Span, &'static str)>) {
    let text = scene.text;
    for hit in WORDS.trades.leftmost_find_iter(text) {
        let rest = &text[hit.end()..];
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        let counted = number.len() < rest.len() && number.starts_with(['%', '万', '亿', '股', '年', '月']);
        let bank = &text[hit.start()..hit.end()] == "银行";
        // Lanhao股份21%: whose shares are counted stands before the word, and a foreign name has no such end.
        if counted
            && &text[hit.start()..hit.end()] == "股份"
            && text[..hit.start()].ends_with(|c: char| c.is_ascii_alphanumeric())
        {
            continue;
        }
        // 澄海智控|控股股东拟减持: the word is that of the title behind.
        if &text[hit.start()..hit.end()] == "控股" && rest.starts_with("股东") {
            continue;
        }
        let closed = counted || (bank && super::listed::branch_words(rest).is_some()) || is_closed(rest);
        // 上海证券报, 中国基金报 are newspapers.
        let paper = rest.starts_with('报') && ["证券", "基金"].iter().any(|word| text[..hit.end()].ends_with(word));
        if !closed || paper {
            continue;
        }
        // Names of funds are long: place, policy and kind.
        let most = if text[..hit.end()].ends_with("基金") { 16 } else { MOST };
        let Some((start, described)) = left_end(scene, hit.start(), most) else { continue };
        let span = Span::new(start, hit.end());
        let name = span.of(text);
        let stem = &name[..hit.start() - start];
        let count = stem.chars().count();
        if count == 0 || count > most || name.chars().count() < 4 || (bank && WORDS.bank_kinds.ends(stem).is_some()) {
            continue;
        }
        if WORDS.thing_trades.contains(&text[hit.start()..hit.end()]) && !is_party(scene, span) {
            continue;
        }
        // A common word as brand counts where the name acts: 启航资本领投.
        let investor = super::nearby::INVESTORS.iter().any(|investor| name.ends_with(investor));
        // 启航资本领投, but not 筹划发行股份|收购.
        let prose = scene.segmenter.is_prose(stem);
        let acts = WORDS.acts.begins(rest).is_some()
            && count <= 4
            && (!scene.segmenter.is_prose(brand(stem)) || (investor && count <= 2));
        let placed = WORDS.places.begins(stem).is_some_and(|place| place.len() < stem.len());
        let group = name.ends_with("集团") && placed && count >= 3;
        let fund = group || (name.ends_with("基金") && (described || placed) && count >= 5);
        let common = WORDS.common.ends(stem).is_some_and(|word| word.len() == stem.len())
            || (!(described && name.ends_with("基金")) && is_kind(scene, stem))
            || name.starts_with(|c: char| c.is_ascii_digit())
            || (!described && name.chars().next().is_some_and(|c| WORDS.weak.contains(&c)))
            || WORDS.countries.contains(stem);
        let proper = !common && (fund || is_brand(scene, name) || (acts && WORDS.common.ends(stem).is_none()));
        let bank_of_prose = bank && stem.contains(|c| STOPS.contains(c));
        if proper
            && !bank_of_prose
            && (acts || (fund && described) || group || !prose)
            && (described || count <= 5 || fund || name.ends_with("基金"))
        {
            let span = if is_put_into(scene.text, span) {
                Span { end: span.end - "投资".len() as u32, ..span }
            } else {
                span
            };
            out.push((span, if bank { "bank by form" } else { "brand and trade" }));
        }
    }
}

/// 向|江澜智能投资|最高30亿元: the last word is what is done to the firm.
fn is_put_into(text: &str, span: Span) -> bool {
    const BOUNDS: &[&str] =
        &["最高", "不超过", "不超", "约", "近", "超过", "超", "逾", "高达", "至多", "至少", "共", "合计", "总计", "了"];
    let mut rest = &text[span.end as usize..];
    while let Some(word) = BOUNDS.iter().find(|word| rest.starts_with(**word)) {
        rest = &rest[word.len()..];
    }
    let money = rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '数' | '百' | '千' | '上' | '亿'));
    let clause = text[..span.start as usize].rsplit(['，', '。', '；', '：', ',', ';', ':', '\n']).next().unwrap_or("");
    // 针对, 面向 and their like open no phrase of giving.
    let to = |(at, _): (usize, char)| {
        !clause[..at].ends_with(['针', '面', '方', '定', '反', '相', '绝', '导', '转', '志', '应'])
    };
    span.of(text).ends_with("投资") && clause.char_indices().filter(|(_, c)| matches!(c, '向' | '对')).any(to) && money
}

/// 高澜技术, where the line of business is a thing as well: a firm by what it does, by who it belongs to, or by a code.
fn is_party(scene: &Scene<'_, '_>, span: Span) -> bool {
    let text = scene.text;
    let (before, rest) = (&text[..span.start as usize], &text[span.end as usize..]);
    let short = span.of(text).chars().count() <= 6;
    let does = WORDS.acts.begins(rest).is_some() || WORDS.deeds.begins(rest).is_some() || super::position::acts(rest);
    let named =
        [&WORDS.verbs, &WORDS.kin_set, &WORDS.titles_set, &WORDS.nouns].iter().any(|set| set.ends(before).is_some());
    let quoted = before.ends_with('“') && rest.starts_with('”');
    let stake = rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').starts_with('%');
    short && (does || named || quoted || stake || super::code_behind(scene, span.end).is_some())
}

/// Where a short name begins: behind punctuation, a stop character, a describing noun or a verb (then `true`).
pub(super) fn left_end(scene: &Scene<'_, '_>, end: usize, most: usize) -> Option<(usize, bool)> {
    let text = scene.text;
    let mut start = end;
    for (count, (at, c)) in text[..end].char_indices().rev().enumerate() {
        if count >= 2 {
            let before = &text[..start];
            if WORDS.verbs.ends(before).is_some() || WORDS.nouns.ends(before).is_some() {
                return Some((start, true));
            }
            if WORDS.starts.ends(before).is_some() {
                return Some((start, false));
            }
        }
        // One character before the trade is no brand: the stop belongs to the name (诺其创投).
        if !is_name_char(c)
            || (STOPS.contains(c)
                && (count >= 2 || c != '其')
                && WORDS.places.ends(&text[..at + c.len_utf8()]).is_none())
        {
            // 国家经|济社会: no preposition, but half of a word.
            if STOPS.contains(c) && count >= 2 && !super::nearby::is_edge(scene, start) {
                return None;
            }
            let described = matches!(c, '“' | '的' | '由');
            return (start < end).then_some((start, described));
        }
        if count >= most {
            return None;
        }
        start = at;
    }
    (start < end).then_some((start, false))
}
