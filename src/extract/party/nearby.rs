//! Names that only their neighbours give away: behind a describing noun (稀土开发商禾澜贝德), before a stake
//! (收购澜米特55%股权), before the colon of a headline (远禾医疗：…), in a list with known names (澄禾集团、沈知禾、上海云杉).

use super::short::is_brand;
use super::words::{STOPS, WORDS, is_closed, is_han, is_name_char};
use super::{Scene, unlisted};
use crate::extract::{Kind, Mention, Naming, Value};
use crate::layout::Zone;
use crate::span::Span;

/// The most characters of such a name.
const MOST: usize = 10;

/// Lines of business of investors: their names are often made of plain words (华工投资, 长江资本).
pub(super) const INVESTORS: &[&str] =
    &["资本", "投资", "创投", "基金", "集团", "控股", "产投", "国投", "高投", "金控", "资管"];

/// Words that stand where a name could and are none.
const GENERIC: &[&str] = &[
    "公司",
    "企业",
    "集团",
    "子公司",
    "标的",
    "股东",
    "资产",
    "业务",
    "部分",
    "合计",
    "剩余",
    "项目",
    "协议",
    "询价",
    "换取",
    "股权",
    "股份",
    "上述",
    "关联方",
    "专业机构",
    "专业投资机构",
    "其",
    "该",
    "本",
    "全部",
];

pub(super) fn find(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    let mut found: Vec<(Span, &'static str)> = Vec::new();
    described(scene, &mut found);
    stakes(scene, &mut found);
    headlines(scene, &mut found);
    add(scene, found, out);
    beside(scene, out, 2);
}

/// Members of lists beside known ones. A list grows from its known members; a second look reaches members between two
/// unknown ones.
pub(super) fn beside(scene: &Scene<'_, '_>, out: &mut Vec<Mention>, looks: usize) {
    for _ in 0..looks {
        out.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
        let mut found = Vec::new();
        lists(scene, out, &mut found);
        add(scene, found, out);
    }
}

fn add(scene: &Scene<'_, '_>, found: Vec<(Span, &'static str)>, out: &mut Vec<Mention>) {
    let mut taken: Vec<Span> = out.iter().map(|mention| mention.span).collect();
    taken.sort_unstable_by_key(|span| (span.end, span.start));
    for (span, rule) in found {
        let index = taken.partition_point(|other| other.end <= span.start);
        if taken.get(index).is_some_and(|other| other.overlaps(span)) {
            continue;
        }
        let name = span.of(scene.text);
        let kind =
            if is_person(name) && !matches!(rule, "before a stake" | "headline") { Kind::Person } else { Kind::Firm };
        out.push(Mention { span, value: Value::Party(Box::new(unlisted(kind, name))), rule });
    }
}

/// A surname and one or two characters, and no word of a firm.
pub(super) fn is_person(name: &str) -> bool {
    let count = name.chars().count();
    (2..=3).contains(&count)
        && name.chars().next().is_some_and(|c| WORDS.surnames.contains(&c))
        && name.chars().all(is_han)
        && WORDS.tails.ends(name).is_none()
}

/// A word and a common word behind it that look like a person's name: 国|政府, 单|周; a side of a country: 欧方.
pub(super) fn is_false_person(scene: &Scene<'_, '_>, name: &str) -> bool {
    let mut chars = name.chars();
    let rare = chars.next().is_some_and(|c| WORDS.rare_surnames.contains(&c));
    let given = chars.as_str();
    let side = given.chars().count() == 1 && given.chars().all(|c| WORDS.sides.contains(&c));
    rare && (side || (given.chars().count() > 1 && scene.segmenter.knows(given)))
}

/// Where a name that begins at `from` ends: before a word that ends names.
fn right_end(text: &str, from: usize) -> Option<usize> {
    for (count, (at, c)) in text[from..].char_indices().take(MOST + 1).enumerate() {
        let rest = &text[from + at..];
        if count >= 2 && is_closed(rest) {
            return Some(from + at);
        }
        if !is_name_char(c) || STOPS.contains(c) {
            return (count >= 2).then_some(from + at);
        }
        if count >= 2
            && c.is_ascii_digit()
            && rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').starts_with('%')
        {
            return Some(from + at);
        }
    }
    None
}

/// The name behind a describing noun; the segmenter must not know its first word.
fn described(scene: &Scene<'_, '_>, out: &mut Vec<(Span, &'static str)>) {
    let text = scene.text;
    for hit in WORDS.described.leftmost_find_iter(text) {
        if let Some(span) = quoted(text, hit.end()).filter(|_| hit.end() - hit.start() >= "初创公司".len() - 3) {
            let name = span.of(text);
            let count = name.chars().count();
            if (2..=MOST).contains(&count)
                && name.chars().all(is_name_char)
                && !scene.segmenter.knows(name)
                && !is_generic(name)
                && !scene.segmenter.is_prose(name)
            {
                out.push((span, "described name"));
            }
            continue;
        }
        let from = hit.end();
        let Some(end) = right_end(text, from) else { continue };
        let name = &text[from..end];
        let rest = &text[end..];
        let closed = rest.chars().next().is_none_or(|c| !is_han(c)) || WORDS.acts.begins(rest).is_some();
        if closed
            && is_edge(scene, from)
            && is_unknown(scene, name)
            && !is_generic(name)
            && (!scene.segmenter.is_prose(name) || (name.chars().count() <= 4 && !opens_clause(scene, name)))
            && !is_clause(scene, name)
            && (told(name, rest) || is_bought(&text[..hit.start()]))
            && !is_counted(name)
            && !(is_person(name) && hit.end() - hit.start() < "公司".len() + 1)
        {
            out.push((Span::new(from, end), "described name"));
        }
    }
}

/// 收购…茶饮连锁|品牌|贡澜: the clause buys, and what the noun says is that of the name.
fn is_bought(head: &str) -> bool {
    let clause = head.rsplit(['，', '。', '；', '：', '\n', '、']).next().unwrap_or("");
    ["收购", "并购", "买下"].iter().any(|verb| clause.rfind(verb).is_some_and(|at| at + verb.len() < clause.len()))
}

/// Two characters behind a noun are as often its verb (公司送澜): they are a name where the name in other letters follows, or
/// what a firm does.
fn told(name: &str, rest: &str) -> bool {
    name.chars().count() > 2
        || rest.starts_with('(')
        || WORDS.acts.begins(rest).is_some()
        || WORDS.deeds.begins(rest).is_some()
        || WORDS.adverbs.begins(rest).is_some()
}

/// One character and a common word: the beginning of a clause (正|寻求, 冲|港股), where a brand falls apart (澜|必|启).
fn opens_clause(scene: &Scene<'_, '_>, name: &str) -> bool {
    let tokens = scene.segmenter.tokens(name);
    tokens.len() == 2 && tokens[0].span.len() <= 3 && scene.segmenter.knows(tokens[1].span.of(name))
}

/// One character and a figure: 达26家, 各5|%.
fn is_counted(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(is_han) && chars.next().is_some_and(|c| c.is_ascii_digit())
}

/// What stands in quotation marks at a place.
fn quoted(text: &str, at: usize) -> Option<Span> {
    let rest = text[at..].strip_prefix('“')?;
    let length = rest.char_indices().take(MOST + 1).find(|(_, c)| matches!(c, '”' | '('))?.0;
    let start = at + '“'.len_utf8();
    Some(Span::new(start, start + length))
}

/// A word begins here: no word of the segmenter goes over the place.
pub(super) fn is_edge(scene: &Scene<'_, '_>, at: usize) -> bool {
    let text = scene.text;
    let from = text[..at].char_indices().rev().take(6).last().map_or(at, |(from, _)| from);
    let to = text[at..].char_indices().nth(6).map_or(text.len(), |(to, _)| at + to);
    let stretch = &text[from..to];
    scene.segmenter.tokens(stretch).iter().any(|token| from + token.span.start as usize == at)
}

/// The segmenter finds no word at its beginning, or takes it for a place with an unknown word behind.
pub(super) fn is_unknown(scene: &Scene<'_, '_>, name: &str) -> bool {
    if name.is_ascii() || scene.segmenter.knows(name) {
        return false;
    }
    let mut rest = name;
    while let Some(place) = WORDS.places.begins(rest) {
        rest = &rest[place.len()..];
    }
    let mut tokens = scene.segmenter.tokens(rest);
    // A place that the list does not know: 杨浦澜航.
    if rest.len() == name.len()
        && let Some(place) = tokens.first().map(|token| token.span.of(rest))
        && place.chars().count() >= 2
        && scene.segmenter.is_place(place)
    {
        rest = &rest[place.len()..];
        tokens = scene.segmenter.tokens(rest);
    }
    let first = tokens.first().map_or("", |token| token.span.of(rest));
    let opens = first.chars().count() == 1 && first.chars().all(is_han) && !"未无不可能应需也又再所上下中内外后前间时等更最很多少大小高低新老本此每双单两要数凭行部固条业家品型群卡定从仅员限做看走打让说想问绩".contains(first);
    (opens && tokens.len() >= 2) || is_foreign(rest)
}

/// Written in the characters that foreign names are rendered in: 塞尔贝拉德.
fn is_foreign(name: &str) -> bool {
    name.chars().count() >= 4 && name.chars().all(|c| WORDS.sounds.contains(&c))
}

/// A brand that may be a common word with a line of business behind it (红澜集团 where 红澜 were a plant): a name only where the
/// sentence keeps its place for one.
pub(super) fn is_traded(scene: &Scene<'_, '_>, name: &str) -> bool {
    let Some(trade) = WORDS.trade_set.ends(name).filter(|trade| !WORDS.thing_trades.contains(trade)) else {
        return false;
    };
    let mut stem = &name[..name.len() - trade.len()];
    // 天澜控股集团
    while let Some(trade) = WORDS.tails.ends(stem).filter(|trade| stem.chars().count() >= trade.chars().count() + 2) {
        stem = &stem[..stem.len() - trade.len()];
    }
    (2..=6).contains(&stem.chars().count())
        && stem.chars().all(is_han)
        && WORDS.common.ends(stem).is_none()
        && WORDS.countries.iter().all(|country| *country != stem)
        && WORDS.places.begins(stem) != Some(stem)
        && WORDS.adverbs.begins(stem).is_none()
        && WORDS.titles_set.begins(stem).is_none()
        && WORDS.nouns.ends(stem).is_none()
        && WORDS.closers.ends(stem).is_none_or(|word| word.chars().count() < 2)
        && !stem.chars().next().is_some_and(|c| WORDS.weak.contains(&c) || WORDS.hard_links.contains(&c))
        && !is_generic(stem)
        && !scene.segmenter.is_prose(stem)
        && !is_clause(scene, stem)
}

/// One character and nothing but common words behind it: the beginning of a clause (化|转型, 迎|业绩|催化剂), where a brand falls
/// apart (澜|必|启) or has a line of business behind it (澜|科技).
pub(super) fn is_clause(scene: &Scene<'_, '_>, name: &str) -> bool {
    let tokens = scene.segmenter.tokens(name);
    let Some((first, rest)) = tokens.split_first() else { return false };
    let last = rest.last().map_or("", |token| token.span.of(name));
    first.span.of(name).chars().count() == 1
        && !rest.is_empty()
        && WORDS.trade_set.ends(last).is_none_or(|trade| trade.len() < last.len())
        && rest.iter().all(|token| {
            let word = token.span.of(name);
            word.chars().count() >= 2
                && (scene.segmenter.knows(word) || (word.is_ascii() && WORDS.acronyms.contains(word)))
        })
}

/// Opens with a word that stands where a name could and is none.
pub(super) fn opens_generic(name: &str) -> bool {
    GENERIC.iter().any(|word| name.starts_with(word))
}

pub(super) fn is_generic(name: &str) -> bool {
    // One character may end a name (资本), but opens none (本次).
    let placed = WORDS.places.begins(name).is_some_and(|place| place.len() < name.len());
    GENERIC.iter().any(|word| name.starts_with(word) || (word.chars().count() > 1 && name.ends_with(word)))
        || (!placed && WORDS.closers.begins(name).is_some())
        // 后四者: those named last.
        || (name.starts_with(['前', '后']) && name.ends_with('者'))
}

/// The firm whose stake changes hands: 收购澜米特55%股权, 持有的糖盒食品55%股权.
fn stakes(scene: &Scene<'_, '_>, out: &mut Vec<(Span, &'static str)>) {
    let text = scene.text;
    for (at, _) in text.match_indices('%') {
        let behind = &text[at + 1..];
        let stake =
            ["股权", "股份", "少数股权", "的股权", "的股份", "控股权"].iter().any(|word| behind.starts_with(word));
        if !stake {
            continue;
        }
        let end = text[..at].trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        let end = text[..end].strip_suffix('各').map_or(end, str::len);
        if end == at {
            continue;
        }
        if let Some((start, described)) = super::short::left_end(scene, end, MOST) {
            let name = &text[start..end];
            let count = name.chars().count();
            let link = text[..start].ends_with(['的', '和', '与', '及', '、']);
            let placed = WORDS.places.begins(name).is_some_and(|place| place.len() < name.len());
            let acts = name.char_indices().any(|(at, _)| WORDS.verbs.begins(&name[at..]).is_some())
                || name.contains(['约', '不', '超', '的']);
            if (2..=MOST).contains(&count)
                && !acts
                && (described || link || placed)
                && !is_generic(name)
                && !scene.segmenter.knows(name)
                && name.chars().any(is_han)
            {
                out.push((Span::new(start, end), "before a stake"));
            }
        }
    }
}

/// A short name before the colon that opens a headline, a heading, an item of a list or a paragraph.
fn headlines(scene: &Scene<'_, '_>, out: &mut Vec<(Span, &'static str)>) {
    let text = scene.text;
    for block in &scene.document.blocks {
        if !matches!(block.zone, Zone::Title | Zone::Heading(_) | Zone::ListItem | Zone::Paragraph) {
            continue;
        }
        let words = block.span.of(text);
        let name = words.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '、' | '.' | ' ' | '(' | ')'));
        let start = block.span.start as usize + words.len() - name.len();
        let Some((length, _)) = name.char_indices().take(MOST + 1).find(|(_, c)| matches!(c, '：' | ':')) else {
            continue;
        };
        let name = &name[..length];
        let count = name.chars().count();
        let trade = WORDS.trade_set.ends(name).filter(|trade| trade.len() < name.len());
        let stem = trade.map_or("", |trade| &name[..name.len() - trade.len()]);
        let firm = !stem.is_empty()
            && stem.chars().count() <= 4
            && WORDS.tails.ends(stem).is_none()
            && WORDS.common.ends(stem).is_none();
        let thing = trade.is_some_and(|trade| WORDS.thing_trades.contains(trade)) && !is_unknown(scene, stem);
        let firm = firm && !thing && !text[..start].ends_with(is_name_char);
        if (3..=8).contains(&count) && name.chars().all(is_name_char) && firm && WORDS.closers.begins(name).is_none() {
            out.push((Span::new(start, start + length), "headline"));
        }
    }
}

/// What follows a person's name.
const HONORIFICS: &[&str] = &["先生", "女士"];

/// Members of a list that hold a known name beside them: 、 or 和 between, closed on the far side.
fn lists(scene: &Scene<'_, '_>, known: &[Mention], out: &mut Vec<(Span, &'static str)>) {
    let text = scene.text;
    for mention in known {
        let Value::Party(party) = &mention.value else { continue };
        if party.naming != Naming::Named || matches!(mention.rule, "branch") {
            continue;
        }
        let after = &text[mention.span.end as usize..];
        // 王澜先生、李澜女士
        let after = HONORIFICS.iter().find_map(|word| after.strip_prefix(word)).unwrap_or(after);
        if let Some(rest) = after.strip_prefix(['、', '和', '与']) {
            let from = text.len() - rest.len();
            // Up to the next link the whole stretch may be a name (建澜股权、); else a word that ends names ends this one.
            let stretch = rest
                .char_indices()
                .take(MOST + 4)
                .find(|(at, c)| !is_name_char(*c) || (*at > 0 && "和及与等".contains(*c)))
                .map(|(at, _)| from + at);
            let closes = |rest: &str| {
                WORDS.closers.begins(rest).is_some() || HONORIFICS.iter().any(|word| rest.starts_with(word))
            };
            let closed = rest
                .char_indices()
                .take(MOST + 4)
                .find(|(at, _)| *at > '创'.len_utf8() && closes(&rest[*at..]))
                .map(|(at, _)| from + at);
            let whole = stretch.filter(|end| text[*end..].starts_with(['、', '等', '。', '，']));
            let taken = whole.is_some_and(|end| member(scene, from, end, out));
            if !taken && let Some(end) = closed.filter(|end| stretch.is_none_or(|stretch| *end < stretch)).or(stretch) {
                member(scene, from, end, out);
            }
        }
        let before = &text[..mention.span.start as usize];
        if let Some(head) = before.strip_suffix(['、', '和', '与']) {
            let head = HONORIFICS.iter().find_map(|word| head.strip_suffix(word)).unwrap_or(head);
            let end = head.len();
            let mut start = end;
            for (at, c) in head.char_indices().rev().take(MOST) {
                if !is_name_char(c)
                    || STOPS.contains(c)
                    || WORDS.starts.ends(&text[..start]).is_some()
                    || WORDS.titles_set.ends(&text[..start]).is_some()
                {
                    break;
                }
                start = at;
            }
            member(scene, start, end, out);
        }
    }
}

/// Where the words of the sentence behind a member begin: 澜光|长期占据.
fn before_joint(scene: &Scene<'_, '_>, name: &str) -> usize {
    let joints = scene.segmenter.joints(name);
    let joint = joints.iter().find(|joint| {
        let head = &name[..joint.start as usize];
        let word = joint.of(name);
        head.chars().count() >= 2 && WORDS.tails.begins(word).is_none() && WORDS.tails.ends(name).is_none()
    });
    joint.map_or(name.len(), |joint| joint.start as usize)
}

/// Words of the sentence that goes on behind a list: 但|不含, 具身|确实, 建|5艘.
fn opens_sentence(name: &str) -> bool {
    let counted = name.trim_start_matches(is_han);
    let digits = counted.trim_start_matches(|c: char| c.is_ascii_digit());
    WORDS.clause_leads.begins(name).is_some()
        || (WORDS.common.begins(name).is_some() && WORDS.tails.ends(name).is_none())
        || (counted.len() < name.len() && digits.len() < counted.len() && digits.starts_with(is_han))
}

fn member(scene: &Scene<'_, '_>, start: usize, end: usize, out: &mut Vec<(Span, &'static str)>) -> bool {
    let end = start + before_joint(scene, &scene.text[start..end]);
    // 甲、乙、丙|三家龙头企业: how many they are is no part of the last name.
    let counted = scene.text[start..end]
        .strip_suffix('家')
        .map(|head| head.trim_end_matches(|c: char| "两二三四五六七八九十".contains(c) || c.is_ascii_digit()).len());
    let end = counted.filter(|length| start + length + '家'.len_utf8() < end).map_or(end, |length| start + length);
    let name = &scene.text[start..end];
    let count = name.chars().count();
    let trade =
        WORDS.trade_set.ends(name).filter(|trade| trade.len() < name.len() && count >= 3).is_some_and(|trade| {
            let stem = &name[..name.len() - trade.len()];
            let investor = INVESTORS.contains(&trade);
            let regional = trade == "基金" && WORDS.places.begins(stem).is_some_and(|place| place.len() < stem.len());
            (stem.chars().count() <= 4 || regional)
                && (count >= 4 || investor)
                && (WORDS.common.ends(stem).is_none()
                    || (investor && stem.chars().count() == 4 && is_unknown(scene, stem)))
                && (investor || is_brand(scene, name))
        });
    let fits = (2..=MOST + 4).contains(&count)
        && name.chars().all(is_name_char)
        && !is_generic(name)
        && !name.contains(['的', '了']);
    let whole = count > 2 || is_person(name);
    let placed = count >= 4
        && WORDS.places.begins(name).is_some_and(|place| {
            let rest = &name[place.len()..];
            let tokens = scene.segmenter.tokens(rest);
            rest.chars().count() >= 2 && tokens.len() >= 2 && tokens.iter().any(|token| token.span.len() <= 3)
        });
    if fits
        && whole
        && name.chars().any(is_han)
        && !scene.segmenter.knows(name)
        && !(is_person(name) && is_false_person(scene, name))
        && (is_person(name) || !(is_clause(scene, name) || opens_sentence(name)))
        && (trade || (count <= 6 && ((is_brand(scene, name) && is_unknown(scene, name)) || placed)))
    {
        out.push((Span::new(start, end), "in a list of names"));
        return true;
    }
    false
}
