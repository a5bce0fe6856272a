//! Short names outside the dictionary: a brand with its line of business (灵步科技), the name behind a describing noun
//! (机器人初创公司灵步), a heading that is a name, the parties of a round (由X领投).
//!
//! Evidence is asked from the segmenter: a brand is no dictionary word, so its characters fall apart.

use super::words::{STOPS, WORDS, brand, is_closed, is_name_char};
use super::{Scene, unlisted};
use crate::extract::{Kind, Mention, Value};
use crate::layout::{Section, Zone};
use crate::span::Span;

/// The most characters of a list of investors.
const LIST: usize = 160;

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
    rounds(scene, &mut found);
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
    let money = || {
        let ahead: Vec<char> = text[span.end as usize..].chars().take(6).collect();
        let number = ahead.iter().position(|c| c.is_ascii_digit() || matches!(c, '数' | '百' | '千' | '亿'));
        number.is_some_and(|at| ahead[..at].iter().all(|c| c.is_alphabetic()))
    };
    let clause = text[..span.start as usize].rsplit(['，', '。', '；', '：', ',', ';', ':', '\n']).next().unwrap_or("");
    span.of(text).ends_with("投资") && clause.contains(['向', '对']) && money()
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

/// The company that completes a round, and the investors who lead or follow it.
fn rounds(scene: &Scene<'_, '_>, out: &mut Vec<(Span, &'static str)>) {
    let text = scene.text;
    for (at, word) in text.match_indices("完成") {
        let ahead: String =
            text[at + word.len()..].chars().take(22).take_while(|c| !matches!(c, '，' | '。' | '\n')).collect();
        if !ahead.contains("融资") {
            continue;
        }
        let mut end = at;
        for word in
            ["”", "宣布", "正式", "已", "近日", "于近日", "顺利", "成功", "连续", "日前"].iter().cycle().take(20)
        {
            end = text[..end].strip_suffix(word).map_or(end, str::len);
        }
        // 澜望(Sunlan)宣布完成
        end = latin_bracket(text, end);
        if let Some((start, described)) = left_end(scene, end, MOST) {
            let latin = text[start..end].is_ascii();
            let start = if latin { super::latin::first_word(text, start) } else { start };
            let name = &text[start..end];
            let count = name.chars().count();
            if ((2..=10).contains(&count) || latin)
                && !WORDS.acronyms.contains(name)
                && (described || is_brand(scene, name))
                && !name.ends_with("公司")
                && !name.ends_with("企业")
            {
                out.push((Span::new(start, end), "completes a round"));
            }
        }
    }
    for verb in ["领投", "跟投", "参投", "共同投资", "独家投资"] {
        for (at, _) in text.match_indices(verb) {
            let head = &text[..at];
            let open = head.char_indices().rev().take(LIST).take_while(|(_, c)| !"，。；：\n,;".contains(*c)).last();
            let mut start = open.map_or(at, |(open, _)| open);
            for word in ["本轮融资由", "本轮由", "由", "其中"] {
                if let Some(found) = head[start..].find(word) {
                    start += found + word.len();
                    break;
                }
            }
            pieces(scene, start, at, out);
        }
    }
}

/// Before a foreign name in brackets that ends at `end`.
fn latin_bracket(text: &str, end: usize) -> usize {
    let Some(head) = text[..end].strip_suffix(')') else { return end };
    let letters = head
        .bytes()
        .rev()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'.' | b'-'))
        .count();
    let open = head.len() - letters;
    if letters > 0 { text[..open].strip_suffix('(').map_or(end, str::len) } else { end }
}

/// The members of a list of investors.
fn pieces(scene: &Scene<'_, '_>, start: usize, end: usize, out: &mut Vec<(Span, &'static str)>) {
    let text = scene.text;
    let mut from = start;
    let list = &text[start..end];
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for (at, c) in list.char_indices() {
        if matches!(c, '、' | '和' | '及' | '与') {
            cuts.push((from, start + at));
            from = start + at + c.len_utf8();
        }
    }
    cuts.push((from, end));
    for (from, to) in cuts {
        let mut piece = &text[from..to];
        let mut offset = from;
        for lead in ["以", "老股东", "旗下", "联合"] {
            if let Some(rest) = piece.strip_prefix(lead) {
                offset += lead.len();
                piece = rest;
            }
        }
        for tail in ["等机构", "等", "联合", "共同", "持续", "继续", "联手", "独家"] {
            piece = piece.strip_suffix(tail).unwrap_or(piece);
        }
        let bare = super::members::bare(scene, Span::new(offset, offset + piece.len()));
        let piece = bare.of(text);
        let offset = bare.start as usize;
        let count = piece.chars().count();
        let investor = super::nearby::INVESTORS.iter().any(|investor| piece.ends_with(investor));
        if (2..=12).contains(&count)
            && piece.chars().all(is_name_char)
            && (investor || !super::members::is_sentence(scene, piece))
            && !piece.contains("股东")
            && WORDS.heads.leftmost_find_iter(piece).all(|hit| hit.end() < piece.len())
            && !piece.contains('的')
        {
            out.push((Span::new(offset, offset + piece.len()), "investor of a round"));
        }
    }
}
