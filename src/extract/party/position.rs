//! Names that only their place in the sentence gives away: between the words of a deal (为澜瑞天成提供担保, 与百澜发、澜微共同出资),
//! behind a word that kinship of firms goes by (控股子公司泸州澜长), in the short name of a bond (25澜能煤业MTN011), as the object of
//! a deal (转让给诺信澜材).
//!
//! The place alone is not enough: the segmenter must not know the words for common ones.

use super::nearby::{is_clause, is_edge, is_false_person, is_generic, is_person, is_traded, is_unknown};
use super::short::is_brand;
use super::words::{STOPS, WORDS, is_closed, is_han, is_name_char};
use super::{Scene, unlisted};
use crate::extract::{Kind, Mention, Value};
use crate::span::Span;
use std::sync::LazyLock;

/// The most characters of such a name.
const MOST: usize = 10;

/// The rule of names that the words on both sides leave no doubt about.
pub(super) const ENCLOSED: &str = "between the words of a deal";

/// The most names in one place.
const LIST: usize = 12;

/// A place that sentences of deals keep for a name.
struct Slot {
    opener: &'static str,
    followers: Vec<&'static str>,
    /// What stands between can hardly be anything but a name.
    sure: bool,
    /// Nor anything but the name of a firm: 向…增资.
    firm: bool,
    /// One who acts together with others, so that an investor made of common words is a name there: 与澜光资本共同….
    partner: bool,
}

/// The places of `name_slots.tsv`.
static SLOTS: LazyLock<Vec<Slot>> = LazyLock::new(|| {
    include_str!("../../../dictionaries/name_slots.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.starts_with("opener\t"))
        .filter_map(|line| line.split_once('\t'))
        .map(|(opener, rest)| {
            let (followers, strength) = rest.split_once('\t').unwrap_or((rest, ""));
            let firm = strength == "firm";
            let sure = firm || strength == "sure";
            Slot { opener, followers: followers.split('|').collect(), sure, firm, partner: strength == "partner" }
        })
        .collect()
});

/// Kinds of bonds behind the issuer in a bond's short name.
const BONDS: &[&str] = &["MTN", "SCP", "PPN", "ABN", "CP0", "债0", "PRN", "GN0"];

pub(super) fn find(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    let mut taken: Vec<Span> = out.iter().map(|mention| mention.span).collect();
    taken.sort_unstable_by_key(|span| (span.end, span.start));
    let mut found: Vec<(Span, &'static str)> = Vec::new();
    slots(scene, &taken, &mut found);
    kin(scene, &taken, &mut found);
    objects(scene, &mut found);
    bonds(scene, &mut found);
    speakers(scene, &mut found);
    listings(scene, &taken, &mut found);
    for (span, rule) in found {
        let index = taken.partition_point(|other| other.end <= span.start);
        // 北辰|汽车工业: between the words of a deal, a known name that opens the stretch is a part of its name.
        let opens = |other: &Span| rule == ENCLOSED && other.start == span.start && other.end < span.end;
        if taken.get(index).is_some_and(|other| other.overlaps(span) && !opens(other))
            || taken.get(index + 1).is_some_and(|other| other.overlaps(span))
        {
            continue;
        }
        let name = span.of(scene.text);
        let person = is_person(name) && rule != "issuer of a bond" && rule != "behind kinship";
        // 欧方, 乌军: sides, not persons.
        if person && is_false_person(scene, name) {
            continue;
        }
        let kind = if person { Kind::Person } else { Kind::Firm };
        out.push(Mention { span, value: Value::Party(Box::new(unlisted(kind, name))), rule });
    }
}

/// A mention that begins here and ends before `to`.
fn known_at(taken: &[Span], from: usize) -> Option<Span> {
    let index = taken.partition_point(|other| other.end as usize <= from);
    taken.get(index).copied().filter(|other| other.start as usize == from)
}

/// The members from `from` on, up to a word for which `ends` holds. If another word ends the last one, it is none, and the
/// others count only where no follower is asked for.
fn members(text: &str, from: usize, taken: &[Span], strict: bool, ends: impl Fn(&str) -> bool) -> Option<Vec<Span>> {
    let mut out = Vec::new();
    let mut start = from;
    let mut at = from;
    let mut count = 0;
    loop {
        if at == start
            && let Some(known) = known_at(taken, at)
        {
            at = known.end as usize;
            count = MOST;
        }
        let rest = &text[at..];
        let skips = WORDS.trade_set.begins(rest).is_some_and(|trade| WORDS.closers.begins(rest) != Some(trade));
        let link =
            rest.chars().next().filter(|c| count >= 2 && out.len() < LIST && matches!(c, '、' | '和' | '与' | '及'));
        // 和 at the end of a line links nothing: it is the name's own.
        // Nor does it where what ends the list follows: 上海君和|协议转让.
        let link = link.filter(|c| {
            let next = &rest[c.len_utf8()..];
            next.starts_with(is_name_char) && (*c != '及' || !ends(rest)) && (*c == '、' || !ends(next))
        });
        if let Some(link) = link {
            out.push(Span::new(start, at));
            at += link.len_utf8();
            start = at;
            count = 0;
            continue;
        }
        if count >= 2 && !skips && ends(rest) {
            out.push(Span::new(start, at));
            return Some(out);
        }
        // 鲲鹏资本: a word that ends names does not end one within its line of business.
        if count >= 2
            && skips
            && let Some(trade) = WORDS.trade_set.begins(rest)
        {
            at += trade.len();
            count += trade.chars().count();
            continue;
        }
        let done = || (!strict && !out.is_empty()).then(|| out.clone());
        let Some(c) = rest.chars().next() else { return done() };
        // 澜和|医疗, 芯与|澜: what has one character before it or nothing behind it links no two names; 曾 opens one behind what gives.
        let next = &rest[c.len_utf8()..];
        let own = match c {
            '和' | '与' => strict && (count == 1 || count >= 2 && ends(next)),
            '曾' | '于' => strict && count == 0,
            _ => false,
        };
        if !is_name_char(c) || (STOPS.contains(c) && !own) || count >= MOST {
            return done();
        }
        at += c.len_utf8();
        count += 1;
    }
}

/// A name by the look of it: unknown to the segmenter, or a place with unknown words behind it.
pub(super) fn looks_like_name(scene: &Scene<'_, '_>, name: &str) -> bool {
    let count = name.chars().count();
    (2..=MOST).contains(&count)
        && name.chars().any(is_han)
        && !is_generic(name)
        && !scene.segmenter.knows(name)
        && !scene.segmenter.is_prose(name)
        && ((is_person(name) && !is_false_person(scene, name)) || !is_clause(scene, name))
        && WORDS.common.ends(name).is_none_or(|word| word.len() < name.len())
        && WORDS.nouns.begins(name).is_none()
        && WORDS.bank_kinds.begins(name).is_none()
        && WORDS.heads.leftmost_find_iter(name).all(|hit| hit.end() < name.len())
        && (is_unknown(scene, name) || (placed(scene, name) && is_brand(scene, name)))
}

/// The name opens with a place and goes on.
fn placed(scene: &Scene<'_, '_>, name: &str) -> bool {
    after_place(scene, name).is_some_and(|rest| rest.chars().count() >= 2)
}

/// What stands behind the place that opens a name.
fn after_place<'n>(scene: &Scene<'_, '_>, name: &'n str) -> Option<&'n str> {
    if let Some(place) = WORDS.places.begins(name) {
        return Some(&name[place.len()..]);
    }
    let first = scene.segmenter.tokens(name).first()?.span.of(name);
    (first.chars().count() >= 2 && scene.segmenter.is_place(first)).then(|| &name[first.len()..])
}

/// No common word opens the name.
pub(super) fn is_proper(scene: &Scene<'_, '_>, name: &str) -> bool {
    let tokens = scene.segmenter.tokens(name);
    let first = tokens.first().map_or("", |token| token.span.of(name));
    first.chars().count() < 2 || !scene.segmenter.knows(first)
}

/// A word with a brand behind it (上澜杰思) or a brand with a word behind it (茗澜开发), where the sentence keeps the place for a
/// name.
pub(super) fn is_branded(scene: &Scene<'_, '_>, name: &str) -> bool {
    let stem = WORDS.tails.ends(name).map_or(name, |tail| &name[..name.len() - tail.len()]);
    let stem = if stem.chars().count() >= 2 { stem } else { name };
    (4..=6).contains(&name.chars().count())
        && name.chars().all(is_han)
        && is_brand(scene, name)
        && !is_generic(name)
        && !is_clause(scene, name)
        && !scene.segmenter.is_prose(stem)
        && WORDS.nouns.begins(name).is_none()
        && WORDS.common.begins(name).is_none()
        && WORDS.titles_set.begins(name).is_none()
}

/// A common word of two characters stands over the place: 名单中出|现.
pub(super) fn tears(scene: &Scene<'_, '_>, at: usize) -> bool {
    let (before, after) = scene.text.split_at(at);
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { return false };
    let pair: String = [last, first].into_iter().collect();
    !STOPS.contains(first) && scene.segmenter.knows(&pair) && !is_edge(scene, at)
}

/// A name between words that leave room for nothing else (转让给青澜汇，): no common word, and none that tells what somebody is;
/// something in it is no word of the language.
fn is_enclosed(scene: &Scene<'_, '_>, name: &str) -> bool {
    /// Ends of those who are only described: 受让方, 第三方, 管理层.
    const NOBODY: &[char] = &['方', '人', '者', '层', '们', '员', '户', '会', '日', '后', '前', '时', '价', '款', '事'];
    /// Openings of those who are counted, pointed at or described.
    const DESCRIBED: &[char] = &[
        '非', '该', '某', '各', '多', '两', '三', '四', '五', '一', '另', '其', '此', '这', '本', '新', '不', '约',
        '所', '数', '何', '哪', '无', '有', '未', '双', '关', '签',
    ];
    let open = |token: &&str| token.chars().count() == 1 || !scene.segmenter.knows(token);
    let tokens = scene.segmenter.tokens(name);
    let person = is_person(name);
    (2..=MOST).contains(&name.chars().count())
        && name.chars().all(is_han)
        && !scene.segmenter.knows(name)
        && !is_generic(name)
        && (person || !name.ends_with(NOBODY))
        && !name.starts_with(DESCRIBED)
        && (person
            || tokens.iter().map(|token| token.span.of(name)).any(|token| open(&token))
            || is_traded(scene, name))
        && name.char_indices().all(|(at, _)| WORDS.verbs.begins(&name[at..]).is_none())
        && name.char_indices().all(|(at, _)| WORDS.titles_set.begins(&name[at..]).is_none())
        && !name.contains('签')
        && WORDS.nouns.begins(name).is_none()
        && WORDS.bank_kinds.begins(name).is_none()
        && WORDS.common.begins(name).is_none()
        && WORDS.common.ends(name).is_none_or(|word| word.len() < name.len())
        && !WORDS.countries.contains(name)
        && WORDS.places.begins(name) != Some(name)
        && WORDS.shares.leftmost_find_iter(name).next().is_none()
        && WORDS.heads.leftmost_find_iter(name).all(|hit| hit.end() < name.len())
}

/// 等12名交易对方: how many the list before it stands for.
fn counts(rest: &str) -> bool {
    let Some(rest) = ["等", "及", "以及"].iter().find_map(|word| rest.strip_prefix(word)) else { return false };
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c));
    number.len() < rest.len() && number.starts_with(['名', '位', '家', '方', '人'])
}

/// What one who acts in a deal goes on with: an adverb, a verb of deals in shares, a date.
pub(super) fn acts(rest: &str) -> bool {
    WORDS.adverbs.begins(rest).is_some() || WORDS.trades_shares.begins(rest).is_some() || is_date(rest)
}

/// 10月22日, 2025年
fn is_date(rest: &str) -> bool {
    let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() < rest.len() && unit.starts_with(['年', '月'])
}

fn slots(scene: &Scene<'_, '_>, taken: &[Span], out: &mut Vec<(Span, &'static str)>) {
    let text = scene.text;
    for Slot { opener, followers, sure, firm, partner } in SLOTS.iter() {
        for (at, _) in text.match_indices(opener) {
            // 对控股子公司|澜山新昇增资: behind a word for what it is, only a name can follow.
            let from = at + opener.len();
            let kin = if *firm { WORDS.kin_set.begins(&text[from..]) } else { None };
            let from = from + kin.map_or(0, str::len);
            let ends = |rest: &str| {
                followers.iter().any(|word| match *word {
                    "-" => rest.chars().next().is_none_or(|c| "，。；".contains(c)),
                    "@" => acts(rest),
                    "#" => counts(rest),
                    word => rest.starts_with(word),
                })
            };
            let Some(members) = members(text, from, taken, true, ends) else { continue };
            if !is_edge(scene, from) {
                continue;
            }
            let strong = followers.contains(&"@");
            // 晶澜共智、晶澜共创、晶澜未来: among names, what is made of common words is one too.
            let enclosed = |span: &Span| {
                let name = span.of(text);
                known_at(taken, span.start as usize).is_some_and(|known| known.end == span.end)
                    || !tears(scene, span.end as usize) && is_enclosed(scene, name)
            };
            let named = members.iter().filter(|span| *sure && enclosed(span)).count();
            let among = members.len() >= 3 && named * 2 >= members.len();
            for span in members {
                let name = span.of(text);
                // 傅泉|合共: what one who acts goes on with cuts no word.
                if strong && tears(scene, span.end as usize) {
                    continue;
                }
                let dealt = *opener == "向" && (is_regional(scene, name) || scene.segmenter.is_proper(name));
                let whole = !tears(scene, span.end as usize);
                let given = *firm && whole && (is_regional_name(scene, name) || is_company(scene, name));
                let beside = *partner && super::rounds::is_investor(scene, name);
                let enclosed = || is_enclosed(scene, name) || (among && is_like_them(scene, name));
                if given || (*sure && whole && enclosed()) {
                    out.push((span, ENCLOSED));
                } else if looks_like_name(scene, name)
                    || dealt
                    || beside
                    || (strong && (is_traded(scene, name) || is_branded(scene, name)))
                {
                    out.push((span, "in the place of a party"));
                }
            }
        }
    }
}

/// A place with further words that are no prose: 江澜升华.
fn is_regional_name(scene: &Scene<'_, '_>, name: &str) -> bool {
    let rest = after_place(scene, name).filter(|rest| rest.chars().count() >= 2 && !is_generic(rest));
    rest.is_some_and(|rest| !scene.segmenter.is_prose(rest) && WORDS.tails.begins(rest).is_none())
        && !is_generic(name)
        && !scene.segmenter.knows(name)
        && WORDS.countries.iter().all(|country| !name.starts_with(country))
}

/// A place or a brand with nothing but 公司 behind it, or the letter of a firm that stays unnamed: 横澜公司, A公司.
fn is_company(scene: &Scene<'_, '_>, name: &str) -> bool {
    let Some(stem) = name.strip_suffix("公司") else { return false };
    let letter = stem.len() == 1 && stem.starts_with(|c: char| c.is_ascii_uppercase());
    let place = || WORDS.places.begins(stem) == Some(stem) || scene.segmenter.is_place(stem);
    let brand = || is_unknown(scene, stem) && is_brand(scene, stem) && !opens_weakly(stem);
    let count = stem.chars().count();
    letter
        || ((2..=4).contains(&count)
            && stem.chars().all(is_han)
            && !WORDS.countries.contains(stem)
            && !is_generic(stem)
            && WORDS.nouns.ends(name).is_none_or(|noun| noun == "公司")
            && WORDS.tails.ends(stem).is_none()
            && (place() || brand()))
}

/// A stretch in a list of names that may be one: no common word, nobody described.
fn is_like_them(scene: &Scene<'_, '_>, name: &str) -> bool {
    (2..=8).contains(&name.chars().count())
        && name.chars().all(is_han)
        && !scene.segmenter.knows(name)
        && !is_generic(name)
        && WORDS.nouns.begins(name).is_none()
        && WORDS.titles_set.begins(name).is_none()
        && WORDS.shares.leftmost_find_iter(name).next().is_none()
}

/// A place and a line of business, to whom something is given: 向中澜发展转让.
fn is_regional(scene: &Scene<'_, '_>, name: &str) -> bool {
    let rest = after_place(scene, name).filter(|_| WORDS.countries.iter().all(|country| !name.starts_with(country)));
    rest.is_some_and(|rest| WORDS.tails.begins(rest).is_some_and(|tail| tail.len() == rest.len()))
        && !scene.segmenter.knows(name)
}

/// Behind a word of kinship a name follows more often than not: a place is evidence enough.
fn kin(scene: &Scene<'_, '_>, taken: &[Span], out: &mut Vec<(Span, &'static str)>) {
    let text = scene.text;
    for hit in WORDS.kin.leftmost_find_iter(text) {
        let from = hit.end();
        let ends = |rest: &str| is_closed(rest) || acts(rest);
        let Some(members) = members(text, from, taken, false, ends) else { continue };
        if !is_edge(scene, from) {
            continue;
        }
        for span in members {
            let name = span.of(text);
            // 科澜高|新, 悦澜集团基|于: a word that ends names does not end one within a word, nor does 7月1|日.
            let torn = text[span.end as usize..].starts_with(is_han) && !is_edge(scene, span.end as usize);
            // HLN-6041: letters before the number of a product.
            let numbered = text[span.end as usize..]
                .strip_prefix('-')
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            if torn || numbered || name.starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let rest = after_place(scene, name).filter(|rest| rest.chars().count() >= 2 && !is_generic(rest));
            let regional =
                rest.is_some_and(|rest| !scene.segmenter.is_prose(rest) && WORDS.tails.begins(rest).is_none());
            let firm = text[..from].ends_with("公司") && is_company(scene, name);
            let proper =
                name.chars().count() >= 2 && scene.segmenter.is_place(name) && WORDS.places.begins(name).is_none();
            let count = name.chars().count();
            let brand = count >= 3 && is_brand(scene, name) && !scene.segmenter.is_prose(name) && !is_generic(name);
            let brand = brand && WORDS.tails.begins(name).is_none() && !opens_weakly(name);
            if looks_like_name(scene, name)
                || brand
                || firm
                || is_traded(scene, name)
                || ((regional || proper) && !is_generic(name) && !scene.segmenter.knows(name))
            {
                out.push((span, "behind kinship"));
            }
        }
    }
}

/// A character that prose goes on with: 非经营性, 未决.
fn opens_weakly(name: &str) -> bool {
    name.chars().next().is_some_and(|c| WORDS.affixes.contains(c.to_string().as_str()) || "未无不应需所有".contains(c))
}

/// Who speaks at the head of a clause: 澜科云谷方面称.
fn speakers(scene: &Scene<'_, '_>, out: &mut Vec<(Span, &'static str)>) {
    let text = scene.text;
    for words in ["方面称", "方面表示", "方面回应", "方面透露", "方面告诉"] {
        for (end, _) in text.match_indices(words) {
            let start = text[..end].char_indices().rev().take(MOST).take_while(|(_, c)| is_name_char(*c)).last();
            let Some((start, _)) = start else { continue };
            let opens = text[..start].chars().next_back().is_none_or(|c| !is_name_char(c));
            let name = &text[start..end];
            let unknown = is_unknown(scene, name) || is_brand(scene, name);
            if opens
                && name.chars().count() >= 3
                && unknown
                && !is_generic(name)
                && !scene.segmenter.knows(name)
                && !scene.segmenter.is_prose(name)
            {
                out.push((Span::new(start, end), "who speaks"));
            }
        }
    }
}

/// Between the firm that goes public and what it does.
pub(super) const ADVERBS: &[&str] =
    &["今日", "正式", "据悉", "计划", "成功", "同步", "再度", "已", "的", "拟", "将", "再", "正"];

/// Who goes public: 机器人企业澜步科创板IPO获受理.
fn listings(scene: &Scene<'_, '_>, taken: &[Span], out: &mut Vec<(Span, &'static str)>) {
    let text = scene.text;
    for hit in WORDS.listing_hits.leftmost_find_iter(text) {
        let mut end = hit.start();
        while let Some(rest) = ADVERBS.iter().find_map(|word| text[..end].strip_suffix(word)) {
            end = rest.len();
        }
        let index = taken.partition_point(|other| (other.end as usize) < end);
        if taken.get(index).is_some_and(|other| (other.start as usize) < end) {
            continue;
        }
        let Some((start, described)) = super::short::left_end(scene, end, MOST) else { continue };
        let name = &text[start..end];
        let opens = described || !text[..start].ends_with(is_name_char);
        if opens
            && name.chars().count() >= 3
            && is_edge(scene, end)
            && (looks_like_name(scene, name) || is_traded(scene, name) || is_branded(scene, name))
        {
            out.push((Span::new(start, end), "who goes public"));
        }
    }
}

/// The object of a verb of deals that ends its phrase: 转让给诺信澜材，.
fn objects(scene: &Scene<'_, '_>, out: &mut Vec<(Span, &'static str)>) {
    let text = scene.text;
    for hit in WORDS.deals.leftmost_find_iter(text) {
        let from = hit.end();
        // 持有方, 认购额: the verb is part of a noun. 出售或剥离…: nor is a second verb a name.
        if text[from..]
            .starts_with(['或', '方', '人', '者', '时', '后', '前', '额', '率', '价', '量', '权', '期', '逾', '超'])
        {
            continue;
        }
        let end = text[from..]
            .char_indices()
            .take(MOST + 1)
            .find(|(_, c)| !is_name_char(*c) || STOPS.contains(*c) || *c == '了')
            .map_or(text.len(), |(length, _)| from + length);
        // 转让给虹澜运输|抵偿部分借款: a verb goes on with the sentence.
        let handed = text[..from].ends_with(['给', '至', '予']);
        let joint = scene.segmenter.joints(&text[from..end]).into_iter().find(|joint| handed && joint.start > 6);
        let end = joint.map_or(end, |joint| from + joint.start as usize);
        // 出售捷澜日本|股份: what is given of a firm is no part of its name.
        let share = ["控股权", "股份", "股权"].iter().find(|word| !handed && text[from..end].ends_with(**word));
        let name = &text[from..end - share.map_or(0, |word| word.len())];
        let end = from + name.len();
        let ends =
            share.is_some() || joint.is_some() || text[end..].chars().next().is_none_or(|c| "，。；)”\n".contains(c));
        if ends && name.chars().count() >= 3 && is_edge(scene, from) && looks_like_name(scene, name) {
            out.push((Span::new(from, end), "object of a deal"));
        }
    }
}

/// 25澜能煤业MTN011: year, issuer, kind and number of a bond.
fn bonds(scene: &Scene<'_, '_>, out: &mut Vec<(Span, &'static str)>) {
    let text = scene.text;
    for kind in BONDS {
        for (at, _) in text.match_indices(kind) {
            if !text[at + kind.len()..].starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let name = text[..at].char_indices().rev().take(MOST).take_while(|(_, c)| is_han(*c)).last();
            let Some((start, _)) = name else { continue };
            let year = &text[..start];
            let digits = year.bytes().rev().take_while(u8::is_ascii_digit).count();
            let name = &text[start..at];
            let common = scene.segmenter.knows(name)
                || scene.segmenter.is_place(name)
                || WORDS.places.begins(name) == Some(name);
            if digits == 2 && name.chars().count() >= 2 && !common {
                out.push((Span::new(start, at), "issuer of a bond"));
            }
        }
    }
}
