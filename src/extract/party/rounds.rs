//! Names that the grammar of a financing round encloses: who completes one at the head of a clause (极澜视界宣布完成…轮融资), whose round
//! is told of (澜清智能的种子轮融资), and who buys in there (澜江资本超3亿元入股…).
//!
//! Nearly every word in such a place is a name, so it may be made of words that the segmenter knows, but may not be one of them.

use super::Scene;
use super::actor::{clause_end, lead};
use super::deal::described;
use super::nearby::{INVESTORS, is_clause, is_edge, is_generic, is_person, is_traded, is_unknown};
use super::position::{is_branded, looks_like_name};
use super::short::{is_brand, left_end};
use super::words::{STOPS, WORDS, WordSet, is_han, is_name_char};
use crate::extract::{Kind, Mention};
use crate::span::Span;
use std::sync::LazyLock;

/// The most characters of such a name.
const MOST: usize = 10;

/// The most characters of a name that is looked for from its verb on.
const SHORT: usize = 8;

/// The most characters between the name and the word for the round.
const REACH: usize = 40;

/// The words of `rounds.tsv`.
pub(crate) struct RoundWords {
    /// What a firm that raises money goes on with.
    raise: WordSet,
    /// Short ones, behind which the sum or the round must stand: 获数千万元, 获A轮.
    get: WordSet,
    /// Between the firm and its verb.
    adverb: WordSet,
    /// What is done with a round.
    pub(crate) verb: WordSet,
    /// Words for the round.
    round: WordSet,
    /// Behind 的: a round follows.
    of_round: WordSet,
    /// What an investor does with a firm.
    buys_in: WordSet,
    /// Before 资本 and its like these make a kind of investor, not one.
    investor_kind: WordSet,
    /// Words of a clause that stand before the verb and name nobody.
    pub(crate) nobody: WordSet,
    /// Words before a list of investors.
    pub(super) list_open: WordSet,
    /// Words behind a list of investors.
    pub(super) list_end: WordSet,
    /// Those of them that only investors do.
    pub(super) list_act: WordSet,
    /// The list begins behind these, where it has an end word.
    pub(super) list_start: WordSet,
    /// Ends of names that are investors.
    pub(super) list_tail: WordSet,
    /// Words that stand before a name in a list and are no part of it.
    pub(super) list_before: WordSet,
    /// Before the next member these describe it, and a comma before them does not end the list: A、B，产业投资人C.
    pub(super) list_describes: WordSet,
    /// Adverbs between the list and its verb.
    pub(super) list_adverb: WordSet,
    /// Phrases that name nobody end so.
    pub(super) list_nobody: WordSet,
    /// Members that say nothing.
    pub(super) list_empty: WordSet,
    /// Words that never stand in a member; their characters do (建元, 成都).
    pub(super) list_out: WordSet,
}

/// The built-in words.
pub(crate) static ROUNDS: LazyLock<RoundWords> = LazyLock::new(|| {
    let class = |wanted: &str| {
        let lines = include_str!("../../../dictionaries/rounds.tsv").lines().filter(|line| !line.starts_with('#'));
        let pairs = lines.filter_map(|line| line.split_once('\t'));
        let mut words: Vec<&'static str> = pairs.filter(|(_, class)| *class == wanted).map(|(word, _)| word).collect();
        words.sort_by_key(|word| (std::cmp::Reverse(word.len()), *word));
        words.dedup();
        WordSet::new(&words)
    };
    RoundWords {
        raise: class("raise"),
        get: class("get"),
        adverb: class("adverb"),
        verb: class("verb"),
        round: class("round"),
        of_round: class("of_round"),
        buys_in: class("buys_in"),
        investor_kind: class("investor_kind"),
        nobody: class("nobody"),
        list_open: class("list_open"),
        list_end: class("list_end"),
        list_act: class("list_act"),
        list_start: class("list_start"),
        list_tail: class("list_tail"),
        list_before: class("list_before"),
        list_describes: class("list_describes"),
        list_adverb: class("list_adverb"),
        list_nobody: class("list_nobody"),
        list_empty: class("list_empty"),
        list_out: class("list_out"),
    }
});

pub(super) fn find(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    let mut taken: Vec<Span> = out.iter().map(|mention| mention.span).collect();
    taken.sort_unstable_by_key(|span| (span.end, span.start));
    let mut found: Vec<(Span, Kind, &'static str)> = Vec::new();
    completers(scene, &mut found);
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

/// Who completes a round, wherever in its clause: the name right before the verb. Behind another verb than 完成 only a name in
/// Latin letters is sure enough (甲支持的Lanhao AI获得2亿美元融资).
fn completers(scene: &Scene<'_, '_>, out: &mut Vec<(Span, Kind, &'static str)>) {
    /// The most characters between the verb and 融资.
    const AHEAD: usize = 22;
    let text = scene.text;
    if !text.contains("融资") {
        return;
    }
    for verb in ["完成", "获得", "获"] {
        for (at, word) in text.match_indices(verb) {
            let rest = &text[at + word.len()..];
            let ahead: String = rest.chars().take(AHEAD).take_while(|c| !matches!(c, '，' | '。' | '\n')).collect();
            if !ahead.contains("融资") {
                continue;
            }
            let mut end = at;
            while let Some(head) = text[..end].strip_suffix('”').or_else(|| {
                let word = ROUNDS.adverb.ends(&text[..end])?;
                text[..end].strip_suffix(word)
            }) {
                end = head.len();
            }
            // “芯与澜”宣布完成: what stands in quotation marks is the name.
            if let Some(name) = quoted_before(text, end).filter(|_| verb == "完成") {
                out.push((name, Kind::Firm, "completes a round"));
                continue;
            }
            // 澜望(Sunlan)宣布完成
            end = latin_bracket(text, end);
            let Some((start, described)) = left_end(scene, end, SHORT) else { continue };
            let latin = text[start..end].is_ascii();
            let start = if latin { super::latin::first_word(text, start) } else { start };
            let end = name_end(text, start, end);
            let name = &text[start..end];
            let count = name.chars().count();
            if ROUNDS.nobody.holds(name)
                || name.starts_with(|c: char| c.is_ascii_digit()) && name.ends_with(['年', '月', '日'])
            {
                continue;
            }
            if (latin || ((2..=MOST).contains(&count) && verb == "完成"))
                && !WORDS.acronyms.contains(name)
                && (is_brand(scene, name) || (described && verb == "完成"))
                && !name.ends_with("公司")
                && !name.ends_with("企业")
            {
                out.push((Span::new(start, end), Kind::Firm, "completes a round"));
            }
        }
    }
}

/// The name in the quotation marks that close at a place; `end` may stand before or behind the closing one.
fn quoted_before(text: &str, end: usize) -> Option<Span> {
    let rest = &text[end..];
    let inner = text[..end].strip_suffix(['”', '」']).map_or(end, str::len);
    if inner == end && !rest.starts_with(['”', '」']) {
        return None;
    }
    let (at, open) = text[..inner].char_indices().rev().take(MOST + 1).find(|(_, c)| matches!(c, '“' | '「'))?;
    let span = Span::new(at + open.len_utf8(), inner);
    let name = span.of(text);
    ((2..=MOST).contains(&name.chars().count())
        && name.chars().all(is_name_char)
        && !WORDS.acronyms.contains(name)
        && !name.ends_with("公司")
        && !name.ends_with("企业"))
    .then_some(span)
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

/// Where the name ends: before words that tell when (澜点触控|半年完成了三轮融资).
fn name_end(text: &str, start: usize, end: usize) -> usize {
    let mut end = end;
    while let Some(word) = ROUNDS.nobody.ends(&text[start..end]).filter(|word| word.chars().count() >= 2) {
        if end - word.len() < start + 2 * '澜'.len_utf8() {
            break;
        }
        end -= word.len();
    }
    end
}

/// The name up to what a firm that raises money goes on with.
fn raiser(scene: &Scene<'_, '_>, from: usize, end: usize, out: &mut Vec<(Span, Kind, &'static str)>) {
    let text = scene.text;
    // Lumis AI澜形空间: the name in Latin letters stands before the one in Chinese characters.
    let letters = latin_head(&text[from..end]);
    let head = from;
    let from = from + letters;
    for (count, (length, c)) in text[from..end].char_indices().enumerate() {
        let at = from + length;
        let rest = &text[at..end];
        if count >= 2 {
            let behind: String = super::alias_free(rest).chars().take(REACH).collect();
            let tells = ROUNDS.round.within(&behind);
            let sized = |word: &str| {
                behind[word.len()..]
                    .starts_with(|c: char| c.is_ascii_alphanumeric() || "数近超约逾过亿千百天种新".contains(c))
            };
            let goes = ROUNDS.raise.begins(&behind).is_some() || ROUNDS.get.begins(&behind).is_some_and(sized);
            let owns = match rest.strip_prefix('的') {
                Some(tail) => ROUNDS.of_round.begins(tail).is_some(),
                // 澜光半导体首轮融资落地
                None => tells && ROUNDS.of_round.begins(rest).is_some(),
            };
            if (tells && goes) || owns {
                let start = from + described(&text[from..at]);
                let end = name_end(text, start, at);
                let name = &text[start..end];
                // Two common words behind it are the name all the same.
                let paired = letters > 0
                    && start == from
                    && (2..=6).contains(&name.chars().count())
                    && name.chars().all(is_han)
                    && !is_generic(name)
                    && !is_clause(scene, name);
                if (paired || is_name(scene, name)) && (letters > 0 && start == from || is_edge(scene, start)) {
                    let start = if start == from { head } else { start };
                    out.push((Span::new(start, end), Kind::Firm, "who raises money"));
                }
                return;
            }
        }
        // 澜与物: a link behind one character links no two names.
        let last = || {
            let tail = text[at + c.len_utf8()..end].chars().next().map(|next| at + c.len_utf8() + next.len_utf8());
            tail.map(|tail| &text[tail..end])
                .is_some_and(|rest| ROUNDS.raise.begins(rest).is_some() || ROUNDS.adverb.begins(rest).is_some())
        };
        let inside = matches!(c, '和' | '为') || (c == '与' && (count == 1 || last()));
        if count > MOST || !is_name_char(c) || (STOPS.contains(c) && !inside) {
            return;
        }
    }
}

/// The bytes of a name in Latin letters that Chinese characters follow.
fn latin_head(text: &str) -> usize {
    /// The fewest letters of a name.
    const LEAST: usize = 3;
    let length =
        text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'.' | b'-')).count();
    let word = text[..length].trim_end();
    let named = word.len() >= LEAST
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && !WORDS.acronyms.contains(word)
        && text[length..].starts_with(is_han);
    if named { length } else { 0 }
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
    let acts = ROUNDS.buys_in.begins(figure).is_some()
        || (figure.starts_with(|c: char| c.is_ascii_digit() || "超近约逾数".contains(c))
            && ROUNDS.buys_in.within(figure));
    if acts && is_investor(scene, name) {
        out.push((Span::new(from, from + length), Kind::Institution, "who buys in"));
    }
}

/// Two words and the line of business of an investor, which make no kind of investors: 澜山资本, not 社会资本.
pub(super) fn is_investor(scene: &Scene<'_, '_>, name: &str) -> bool {
    INVESTORS.iter().any(|word| name.ends_with(word))
        && (4..=MOST).contains(&name.chars().count())
        && name.chars().all(is_han)
        && ROUNDS.investor_kind.begins(name).is_none()
        && !is_generic(name)
        && !scene.segmenter.knows(name)
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
