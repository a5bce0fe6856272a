//! Registered names outside the dictionary: place + brand + industry + form (宁夏澜云算力科技有限公司). The right end is the
//! form of company; the left end is where a name can begin.

use super::words::{STOPS, WORDS, brand, is_han, is_name_char};
use super::{Scene, code_behind, unlisted};
use crate::extract::{Kind, Mention, Value};
use crate::lexicon::{EntryId, Hit};
use crate::span::Span;

/// The most characters of a registered name before its form.
const MOST: usize = 36;

/// Forms that make a bank: a place is brand enough for them.
const BANK_FORMS: &[&str] = &["村镇银行", "农商银行", "农商行", "农村商业银行", "农村合作银行", "信用社", "农信社"];

/// Verbs by which somebody comes in.
const COMES_IN: &[&str] = &["新增", "引入", "引进"];

/// Where a name begins that has a link between two single characters: 芯|与澜(上海)技术有限公司.
fn linked(text: &str, start: usize, end: usize) -> Option<usize> {
    let single = text[start..end].chars().nth(1) == Some('(');
    let head = text[..start].strip_suffix(['与', '和']).filter(|_| single)?;
    let first = head.chars().next_back().filter(|c| is_han(*c))?;
    let before = &head[..head.len() - first.len_utf8()];
    let opens = before.chars().next_back().is_none_or(|c| !is_name_char(c)) || WORDS.nouns.ends(before).is_some();
    opens.then_some(before.len())
}

pub(super) fn find(scene: &Scene<'_, '_>, known: &[Hit], out: &mut Vec<Mention>) {
    let text = scene.text;
    let mut floor = 0;
    for hit in WORDS.suffixes.leftmost_find_iter(text) {
        if hit.start() < floor {
            continue;
        }
        let form = &text[hit.start()..hit.end()];
        let Some(start) = quoted(text, floor, hit.end()).or_else(|| start(scene, floor, hit.start(), form)) else {
            continue;
        };
        let goes_on = form.ends_with("基金") && text[hit.end()..].starts_with('业');
        if goes_on
            || (!form.contains("有限")
                && !matches!(form, "集团公司" | "股份公司")
                && !BANK_FORMS.contains(&form)
                && is_phrase(scene, &text[start..hit.start()], form))
        {
            continue;
        }
        let mut end = hit.end();
        // 股权投资基金|合伙企业(有限合伙)
        while let Some(next) = next_form(text, end) {
            end = next;
        }
        // 澜峡集团|东澜能源投资有限公司: the group's name opens its daughter's.
        let group =
            known.iter().take_while(|hit| hit.span.start as usize <= start).find(|hit| hit.span.end as usize == start);
        let group = group.filter(|hit| hit.span.of(text).ends_with("集团") && form.contains("有限"));
        let start = group.map_or(start, |hit| (hit.span.start as usize).max(floor));
        // 新增|航天投资控股有限公司: what stands before a name without a brand is no part of it.
        let verb = COMES_IN.iter().find(|word| text[start..end].starts_with(**word));
        let start = verb.map_or(start, |word| start + word.len());
        let start = linked(text, start, end).filter(|start| *start >= floor).unwrap_or(start);
        let start = start - told_ahead(text, start, end, floor);
        floor = end;
        let span = Span::new(start, end);
        // What the dictionary names up to the same end it knows better: 以江阴农商银行 is 江阴农商银行.
        let index = known.partition_point(|hit| (hit.span.end as usize) < end);
        let entry = known_entry(scene, span.of(text));
        let namesake =
            |hit: &Hit<'_>| hit.span.start > span.start && entry.is_some_and(|id| !hit.entries.contains(&id));
        if known.get(index).is_some_and(|hit| hit.span.end as usize == end && !namesake(hit)) {
            continue;
        }
        let bankish = BANK_FORMS.contains(&form) || span.of(text).contains("银行股份");
        let mut party = unlisted(if bankish { Kind::Bank } else { Kind::Firm }, span.of(text));
        if let Some(id) = entry {
            party.kind = scene.lexicon.entry(id).kind;
            party.entry = Some(id);
            party.name.clone_from(&scene.lexicon.entry(id).name);
        }
        if let Some((code, _)) = code_behind(scene, span.end) {
            party.entry = scene.lexicon.entry_by_symbol(&code.symbol);
            party.code = Some(code.clone());
            party.code_printed = true;
        }
        out.push(Mention { span, value: Value::Party(Box::new(party)), rule: "registered name" });
    }
}

/// How much of the name stands before what was found of it, by the short name in brackets behind: 澜向|三农集团有限公司(简称“澜向三农”).
fn told_ahead(text: &str, start: usize, end: usize, floor: usize) -> usize {
    let Some(inside) = text[end..].strip_prefix('(') else { return 0 };
    let inside = inside.trim_start_matches(['以', '下', '简', '称', '：', ':', ' ']);
    let Some(alias) = inside.strip_prefix('“').and_then(|alias| alias.split_once('”')).map(|(alias, _)| alias)
    else {
        return 0;
    };
    let name = &text[start..end];
    alias
        .char_indices()
        .skip(1)
        .take(3)
        .map(|(at, _)| alias.split_at(at))
        .find(|(head, tail)| tail.chars().count() >= 2 && name.starts_with(tail) && text[floor..start].ends_with(head))
        .map_or(0, |(head, _)| head.len())
}

/// The end of a form that goes on from `at`: 股权投资基金|合伙企业(有限合伙), 私募证券投资基金|管理有限公司, 创业投资基金|(北京)合伙企业.
fn next_form(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..clip(text, at)];
    let words = if text[..at].ends_with("基金") { rest.strip_prefix("管理").unwrap_or(rest) } else { rest };
    let place = words.strip_prefix('(').and_then(|inside| inside.split_once(')'));
    let words = match place {
        Some((place, behind)) if text[..at].ends_with("基金") && WORDS.places.begins(place).is_some() => behind,
        _ => words,
    };
    // 股权投资基金|中心(有限合伙).
    if let Some(end) = ["中心(有限合伙)"].iter().find(|form| words.starts_with(**form)).map(|form| form.len()) {
        return text[..at].ends_with("基金").then_some(at + rest.len() - words.len() + end);
    }
    let next = WORDS.suffixes.leftmost_find_iter(words).next().filter(|next| next.start() == 0)?;
    Some(at + rest.len() - words.len() + next.end())
}

/// The bank or institution that the dictionary knows by the name without its form: 法国兴业银行股份有限公司 is 法国兴业银行, and not the
/// 兴业银行股份有限公司 that ends there too.
fn known_entry(scene: &Scene<'_, '_>, name: &str) -> Option<EntryId> {
    let stem = name.strip_suffix("有限公司")?.trim_end_matches("股份");
    let hits = scene.lexicon.find(stem);
    let hit = hits.first().filter(|hit| hit.span.of(stem) == stem)?;
    hit.entries.first().copied().filter(|id| scene.lexicon.entry(*id).kind != Kind::Firm)
}

/// Where the quotation marks open that close behind the name: what they hold is the name.
fn quoted(text: &str, floor: usize, end: usize) -> Option<usize> {
    if !text[end..].starts_with('”') {
        return None;
    }
    let open =
        text[floor..end].char_indices().rev().take(MOST).find(|(_, c)| !is_name_char(*c) && !matches!(c, '(' | ')'))?;
    (open.1 == '“').then(|| floor + open.0 + open.1.len_utf8())
}

/// Words of a sentence before a form that is a common noun too: 成为融资租赁公司, 广泛涵盖公募基金.
fn is_phrase(scene: &Scene<'_, '_>, name: &str, form: &str) -> bool {
    let product = form.ends_with("证券投资基金");
    !name.is_empty()
        && WORDS.places.begins(name).is_none()
        && !name.starts_with("国家")
        && ((scene.segmenter.is_prose(name) && !product)
            || name.starts_with(|c| STOPS.contains(c))
            || is_common(scene, name))
}

/// Nothing but words that the segmenter knows for common ones: no name by itself (管理咨询, 产权交易, 基金管理(北京)).
fn is_common(scene: &Scene<'_, '_>, name: &str) -> bool {
    let name = match (name.find('('), name.ends_with(')')) {
        (Some(open), true) if open > 0 => &name[..open],
        _ => name,
    };
    scene.segmenter.tokens(name).iter().all(|token| {
        let word = token.span.of(name);
        word.chars().count() >= 2
            && (scene.segmenter.knows(word) || WORDS.tails.begins(word).is_some_and(|tail| tail.len() == word.len()))
    })
}

/// The last word of a stretch is a place that the segmenter knows.
fn ends_in_place(scene: &Scene<'_, '_>, stretch: &str) -> bool {
    let near = stretch.char_indices().rev().take(4).last().map_or(stretch, |(at, _)| &stretch[at..]);
    scene.segmenter.tokens(near).last().is_some_and(|token| scene.segmenter.is_place(token.span.of(near)))
}

/// The verb at the end of a stretch is a word of the name: names are made of verbs too (维新澜航, 东莞福可喜澜). It is one where a
/// name begins or a place stands before it.
fn opens_name(scene: &Scene<'_, '_>, head: &str, verb: &str) -> bool {
    let before = &head[..head.len() - verb.len()];
    let near = before.char_indices().rev().take(4).last().map_or(before, |(at, _)| &before[at..]);
    let tokens = scene.segmenter.tokens(near);
    // 澜|开启|元: a character that is no word stands before the verb, so it is none either.
    let last = tokens.last().map_or("", |token| token.span.of(near));
    before.is_empty()
        || (last.chars().count() == 1 && last.chars().all(is_han))
        || STOPS.contains(before.chars().next_back().unwrap_or(' '))
        || WORDS.nouns.ends(before).is_some()
        || WORDS.starts.ends(before).is_some()
        || WORDS.tails.begins(verb).is_some_and(|tail| tail.len() == verb.len())
        || WORDS.places.begins(verb).is_some_and(|place| place.len() == verb.len())
        || tokens.iter().any(|token| {
            let word = token.span.of(near);
            WORDS.places.begins(word).is_some() || scene.segmenter.is_place(word)
        })
}

/// The stop character stands inside a name: right behind the place that opens it, or one character further (上海至澜, 宁波拓为澜),
/// where nothing makes of the place a place where something happens (在上海和…) and no other place follows (上海和深圳…).
fn is_inside(head: &str, name: &str) -> bool {
    let Some(c) = head.chars().next_back().filter(|c| matches!(c, '和' | '至' | '为' | '向')) else { return false };
    if WORDS.places.begins(name).is_some() || WORDS.countries.iter().any(|country| name.starts_with(country)) {
        return false;
    }
    let before = &head[..head.len() - c.len_utf8()];
    // 代表和澜投资, 转让给和澜基金: a verb has nothing to link.
    let verb =
        WORDS.starts.ends(before).filter(|word| WORDS.tails.begins(word).is_none_or(|tail| tail.len() < word.len()));
    if c == '和' && (before.ends_with(['给', '向', '由', '对', '与']) || verb.is_some()) {
        return true;
    }
    let shorter = before
        .char_indices()
        .next_back()
        .filter(|(_, c)| is_han(*c) && !STOPS.contains(*c) && !"省市县区州司".contains(*c))
        .map(|(at, _)| &before[..at]);
    // 新余市渝澜区和澜企业管理有限公司: a district of a city.
    let district = before.strip_suffix(['区', '县']).is_some_and(|rest| {
        let near = rest.char_indices().rev().take(4).find(|(_, c)| *c == '市');
        near.is_some_and(|(at, _)| WORDS.places.ends(&rest[..at]).is_some())
    });
    district
        || [(Some(before), false), (shorter, true)].into_iter().any(|(before, brand)| {
            let Some(before) = before else { return false };
            WORDS.places.ends(before).filter(|place| place.chars().count() >= 2).is_some_and(|place| {
                let outside = &before[..before.len() - place.len()];
                // 对手方为上海珺和…: 珺 is no place.
                let names = brand && outside.ends_with(['为', '是']);
                names || !outside.ends_with(['在', '于', '从', '自', '到', '至', '赴', '地', '为', '是'])
            })
        })
}

/// The stop character joins single characters to a name, or follows the place that opens it: 芯与|澜(上海)科技, 江苏曾|澜智控科技.
fn is_joined(head: &str, name: &str) -> bool {
    let Some(c) = head.chars().next_back() else { return false };
    let before = &head[..head.len() - c.len_utf8()];
    match c {
        '与' => {
            let single = name.chars().nth(1) == Some('(');
            single && before.chars().next_back().is_some_and(|c| is_han(c) && !STOPS.contains(c))
        }
        '曾' => WORDS.places.ends(before).is_some_and(|place| place.chars().count() >= 2),
        _ => false,
    }
}

/// A place not far behind `at`, on a character boundary: no form of company is longer.
fn clip(text: &str, at: usize) -> usize {
    text[at..].char_indices().nth(24).map_or(text.len(), |(length, _)| at + length)
}

/// Where the name begins. Going left, a place that opens a name, a describing noun, a verb or a stop character ends it:
/// unless it cuts a word in two, or what stands between would be no brand (技术 alone in 华为技术有限公司).
fn start(scene: &Scene<'_, '_>, floor: usize, form: usize, suffix: &str) -> Option<usize> {
    let text = scene.text;
    let mut chars: Vec<(usize, char)> = Vec::new();
    let mut depth = 0u32;
    for (at, c) in text[floor..form].char_indices().rev() {
        match c {
            ')' => depth += 1,
            '(' if depth > 0 => depth -= 1,
            // 1200万股|澜都集团: a quantity ends before the name.
            '股' | '元' if text[..floor + at].ends_with(|c: char| c.is_ascii_digit() || matches!(c, '万' | '亿')) =>
            {
                break;
            }
            _ if is_name_char(c) => {}
            _ => break,
        }
        chars.push((floor + at, c));
        if chars.len() >= MOST {
            break;
        }
    }
    while chars.last().is_some_and(|(_, c)| matches!(c, '(' | ')' | '-' | '·' | '&')) {
        chars.pop();
    }
    let leftmost = chars.last()?.0;
    let mut best = leftmost;
    let stretch = &text[leftmost..form];
    // A fund's policy has verbs too: 灵活配置混合型证券投资基金.
    let joints = if suffix.ends_with("投资基金") { Vec::new() } else { scene.segmenter.joints(stretch) };
    let mut edges: Option<Vec<usize>> = None;
    let mut is_edge = |at: usize| {
        let edges = edges.get_or_insert_with(|| {
            scene.segmenter.tokens(stretch).iter().map(|token| leftmost + token.span.start as usize).collect()
        });
        edges.binary_search(&at).is_ok()
    };
    // From the right: the first boundary behind which a brand stands wins.
    for (index, (at, c)) in chars.iter().enumerate() {
        let begin = at + c.len_utf8();
        let name = &text[begin..form];
        let balanced = name.matches(')').count() == name.matches('(').count() && !name.starts_with(['(', ')']);
        let head = &text[leftmost..begin];
        if index >= 2 && balanced && is_firm(name, suffix) {
            // 北京市氢能和低空装备产业投资基金: the words between place and form are a fund's policy.
            let policy = suffix.contains("基金")
                && matches!(c, '和' | '与' | '及')
                && WORDS.places.begins(&text[leftmost..begin]).is_some()
                && WORDS.places.begins(name).is_none();
            let stop = STOPS.contains(*c)
                && !policy
                && WORDS.places.ends(head).is_none()
                && !is_inside(head, name)
                && !is_joined(head, name);
            let word = WORDS.nouns.ends(head).or_else(|| WORDS.starts.ends(head));
            let joint = joints.iter().find(|word| leftmost + word.end as usize == begin).map(|word| word.of(stretch));
            if (stop || word.or(joint).is_some()) && is_edge(begin) {
                // 豫澜转向|系统(新乡), 苏澜联合|产权交易, 澜华投资|管理中心: a word that names hold as well opens a name only if
                // what is behind it is one.
                let weak = if stop {
                    *c == '向' && !is_edge(*at) && !text[..*at].ends_with(['拟', '将', '已', '可', '再', '并', '曾'])
                } else {
                    word.is_none_or(|word| {
                        let before = &head[..head.len() - word.len()];
                        WORDS.places.ends(before).is_some()
                            || ends_in_place(scene, before)
                            || WORDS.tails.begins(word).is_some_and(|tail| tail.len() == word.len())
                    })
                };
                let inside = word.is_none() && joint.is_some_and(|word| opens_name(scene, head, word));
                if (stop || !inside) && !(weak && is_common(scene, name)) {
                    best = begin;
                    break;
                }
            }
        }
        if index < 2 {
            continue;
        }
        // A place that opens the name, with something before it.
        let place = opening_place(scene, text, *at, form, &chars, index);
        let balanced = text[*at..form].matches(')').count() == text[*at..form].matches('(').count();
        if let Some(from) = place
            && balanced
            && (from == leftmost || is_edge(from))
            && is_firm(&text[from..form], suffix)
        {
            best = wider(text, leftmost, from);
            break;
        }
    }
    let name = &text[best..form];
    let long = name.chars().filter(|c| is_han(*c) || c.is_ascii_alphabetic()).count() >= 2;
    let whole = !matches!(suffix, "合伙企业" | "合作社" | "信用社") || name.chars().count() >= 3;
    (long && whole && is_firm(name, suffix)).then_some(best)
}

/// A place of the list begins at `at`; or `at` is the 市, 县 or 区 of a place that the segmenter knows.
fn opening_place(
    scene: &Scene<'_, '_>,
    text: &str,
    at: usize,
    form: usize,
    chars: &[(usize, char)],
    index: usize,
) -> Option<usize> {
    if let Some(place) = WORDS.places.begins(&text[at..form]).filter(|place| place.chars().count() >= 2) {
        // 海安 is no place in 上海安垭.
        let first = place.chars().next().map_or(0, char::len_utf8);
        return WORDS.places.ends(&text[..at + first]).is_none().then_some(at);
    }
    if !matches!(chars[index].1, '市' | '县' | '区' | '州' | '旗') {
        return None;
    }
    let end = at + chars[index].1.len_utf8();
    [4, 3, 2]
        .iter()
        .filter_map(|count| chars.get(index + count))
        .map(|(from, _)| *from)
        .find(|from| scene.segmenter.is_place(&text[*from..end]))
}

/// Wider places before a place belong to the name: 广东省深圳市, 上海浦东.
fn wider(text: &str, leftmost: usize, from: usize) -> usize {
    let mut best = from;
    loop {
        let before = text[leftmost..best].trim_end_matches(['省', '市', '县', '区']);
        let before = if before.is_empty() { &text[leftmost..best] } else { before };
        match WORDS.places.ends(before) {
            Some(place) => best = leftmost + before.len() - place.len(),
            None => return best,
        }
    }
}

/// More than place and trade words: 宁夏澜云算力科技 is, 科技 and 上海市 are not; for a bank the place is enough.
fn is_firm(name: &str, suffix: &str) -> bool {
    let rest = brand(name);
    let generic = [
        "科技", "技术", "股份", "集团", "上市", "控股", "该", "本", "子", "母", "有限", "企业", "投资", "某", "家",
        "多家", "一家", "两家", "三家", "几家", "农村", "地方", "融资", "商业", "金融", "目标", "标的", "项目", "合资",
        "参股", "上述", "全资", "各", "全国", "相关", "一", "两",
    ];
    // A place with more than one trade word is a name too: 山东省国际信托, 开封市发展投资集团.
    let opening = WORDS.places.begins(name).map_or(0, |place| place.chars().count());
    let plain = rest.is_empty() || generic.contains(&rest);
    let group = if suffix.starts_with("集团") { "集团".chars().count() } else { 0 };
    let regional = opening > 0 && plain && name.chars().count() + group >= opening + 4;
    let bank = BANK_FORMS.contains(&suffix) && name.chars().count() >= 2 && WORDS.places.begins(name).is_some();
    // 四川|信托有限公司: the form tells the business.
    let business = suffix.trim_end_matches("公司").trim_end_matches("责任").trim_end_matches("有限");
    let told = ["信托", "证券", "期货", "银行"].contains(&business.trim_end_matches("股份"));
    let bank = bank || (told && opening >= 2 && rest.is_empty());
    bank || regional
        || (!rest.is_empty() && !generic.contains(&rest) && rest.chars().any(|c| is_han(c) || c.is_ascii_alphabetic()))
}
