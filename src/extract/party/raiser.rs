//! Names that the grammar of a financing round encloses: who completes one at the head of a clause (极澜视界宣布完成…轮融资), whose round
//! is told of (澜清智能的种子轮融资), and who buys in there (澜江资本超3亿元入股…).
//!
//! Nearly every word in such a place is a name, so it may be made of words that the segmenter knows, but may not be one of them.

use super::Scene;
use super::actor::{clause_end, lead};
use super::deal::described;
use super::nearby::{INVESTORS, is_clause, is_edge, is_generic, is_person, is_traded, is_unknown};
use super::position::{is_branded, looks_like_name};
use super::short::is_brand;
use super::words::{STOPS, WORDS, is_han, is_name_char};
use crate::extract::{Kind, Mention};
use crate::span::Span;

/// The most characters of such a name.
const MOST: usize = 10;

/// The most characters between the name and the word for the round.
const REACH: usize = 40;

/// What a firm that raises money goes on with.
const RAISES: &[&str] = &[
    "宣布",
    "完成",
    "正式",
    "近日",
    "近期",
    "日前",
    "已完成",
    "已于",
    "已经完成",
    "连续完成",
    "再度完成",
    "顺利完成",
    "成功完成",
    "再获",
    "连获",
    "喜获",
    "获得",
    "斩获",
    "启动",
    "拿到",
    "敲定",
    "于近日",
];

/// Short ones, behind which the sum or the round must stand: 获数千万元, 获A轮.
const GETS: &[&str] = &["获", "获得", "再获"];

/// Words for the round.
const ROUNDS: &[&str] = &[
    "轮融资",
    "元融资",
    "级融资",
    "亿融资",
    "战略融资",
    "天使融资",
    "轮战略",
    "轮系列融资",
    "轮独家",
    "轮股权融资",
    "轮的融资",
    "首轮",
];

/// Behind 的: a round follows.
const OF_ROUND: &[&str] = &[
    "种子轮",
    "天使轮",
    "天使+轮",
    "首轮",
    "新一轮",
    "本轮",
    "上一轮",
    "最新一轮",
    "Pre-A",
    "PreA",
    "Pre-B",
    "A轮",
    "A+轮",
    "B轮",
    "B+轮",
    "C轮",
    "C+轮",
    "D轮",
    "E轮",
    "F轮",
];

/// What an investor does with a firm.
const BUYS_IN: &[&str] = &["入股", "领投", "战略投资", "独家投资", "参投", "跟投"];

/// Before 资本 and its like these make a kind of investor, not one.
const KINDS: &[&str] = &[
    "产业", "社会", "国有", "民营", "外资", "风险", "创业", "私募", "公募", "主力", "机构", "境外", "海外", "国际",
    "国内", "耐心", "长期", "战略", "财务", "多家", "知名", "头部", "专业", "政府", "地方", "民间", "家族", "国资",
    "大型", "旗下", "关联", "参股", "母", "子", "全球", "上市",
];

pub(super) fn find(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    let mut taken: Vec<Span> = out.iter().map(|mention| mention.span).collect();
    taken.sort_unstable_by_key(|span| (span.end, span.start));
    let mut found: Vec<(Span, Kind, &'static str)> = Vec::new();
    raisers(scene, &taken, &mut found);
    super::add_apart(scene, &taken, found, out);
}

/// Who stands at the head of a clause that tells of a round.
fn raisers(scene: &Scene<'_, '_>, taken: &[Span], out: &mut Vec<(Span, Kind, &'static str)>) {
    let text = scene.text;
    let told = ["融资", "领投", "入股", "战略投资"].iter().any(|word| text.contains(word));
    let mut opens = true;
    for (at, c) in text.char_indices().take_while(|_| told) {
        if opens && (is_han(c) || c.is_ascii_alphanumeric()) {
            let end = clause_end(text, at);
            let from = lead(scene, at, end, taken);
            raiser(scene, from, end, out);
            investor(scene, from, end, out);
        }
        opens =
            matches!(c, '，' | '。' | '；' | '：' | '\n' | ',' | ';' | ':' | '！' | '】' | '【' | '、' | '丨' | '｜')
                || (c == ' ' && text[..at].ends_with(is_han));
    }
}

/// The name up to what a firm that raises money goes on with.
fn raiser(scene: &Scene<'_, '_>, from: usize, end: usize, out: &mut Vec<(Span, Kind, &'static str)>) {
    let text = scene.text;
    for (count, (length, c)) in text[from..end].char_indices().enumerate() {
        let at = from + length;
        let rest = &text[at..end];
        if count >= 2 {
            let behind: String = super::alias_free(rest).chars().take(REACH).collect();
            let tells = ROUNDS.iter().any(|word| behind.contains(word));
            let goes = RAISES.iter().any(|word| behind.starts_with(word))
                || GETS.iter().any(|word| {
                    behind.strip_prefix(word).is_some_and(|tail| {
                        tail.starts_with(|c: char| c.is_ascii_alphanumeric() || "数近超约逾过亿千百天种新".contains(c))
                    })
                });
            let owns = rest.strip_prefix('的').is_some_and(|tail| OF_ROUND.iter().any(|word| tail.starts_with(word)));
            if (tells && goes) || owns {
                let start = from + described(&text[from..at]);
                let name = &text[start..at];
                if is_name(scene, name) && is_edge(scene, start) {
                    out.push((Span::new(start, at), Kind::Firm, "who raises money"));
                }
                return;
            }
        }
        if count > MOST || !is_name_char(c) || (STOPS.contains(c) && c != '和' && c != '为') {
            return;
        }
    }
}

/// A name of an investor before its act, whatever its first word: 澜江资本超3亿元入股….
fn investor(scene: &Scene<'_, '_>, from: usize, end: usize, out: &mut Vec<(Span, Kind, &'static str)>) {
    let text = scene.text;
    let rest = &text[from..end];
    let stretch: String = rest.chars().take_while(|c| is_name_char(*c) && !STOPS.contains(*c)).take(MOST).collect();
    let ends = INVESTORS.iter().filter_map(|word| stretch.find(word).map(|at| at + word.len())).min();
    let Some(length) = ends else { return };
    let (name, tail) = rest.split_at(length);
    let tail: String = tail.chars().take(14).collect();
    let figure = tail.trim_start_matches(['拟', '将', '以', '等', '已']);
    let acts = BUYS_IN.iter().any(|word| {
        figure.starts_with(word)
            || (figure.starts_with(|c: char| c.is_ascii_digit() || "超近约逾数".contains(c)) && figure.contains(word))
    });
    if acts
        && name.chars().count() >= 4
        && name.chars().all(is_han)
        && !KINDS.iter().any(|word| name.starts_with(word))
        && !is_generic(name)
        && !scene.segmenter.knows(name)
    {
        out.push((Span::new(from, from + length), Kind::Institution, "who buys in"));
    }
}

/// What stands in the place of a firm and is no word, and no beginning of a clause.
fn is_name(scene: &Scene<'_, '_>, name: &str) -> bool {
    let count = name.chars().count();
    // 极澜视界: two common words that nobody puts together.
    let joined = count == 4 && name.chars().all(is_han) && is_brand(scene, name) && !scene.segmenter.is_prose(name);
    (3..=MOST).contains(&count)
        && name.chars().any(is_han)
        && !is_generic(name)
        && !is_person(name)
        && !scene.segmenter.knows(name)
        && !is_clause(scene, name)
        && WORDS.clause_leads.begins(name).is_none()
        && WORDS.common.ends(name).is_none_or(|word| word.len() < name.len())
        && WORDS.titles_set.ends(name).is_none()
        && WORDS.nouns.ends(name).is_none()
        && !name.ends_with(['系', '者', '们', '初'])
        && !["公司", "企业", "初创", "团队", "项目", "独角兽", "厂商", "品牌", "赛道", "行业", "机构"]
            .iter()
            .any(|word| name.ends_with(word))
        && !name.starts_with(|c| WORDS.weak.contains(&c) || WORDS.hard_links.contains(&c))
        && (looks_like_name(scene, name)
            || is_branded(scene, name)
            || is_traded(scene, name)
            || joined
            || is_unknown(scene, name))
}
