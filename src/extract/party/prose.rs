//! Prose: a stretch of a sentence that looks like a name and is none. 发力硅光芯片, 继2025年, 增持股份 end in a line of business or
//! stand where a name could; their first words, their last characters, or a word that goes over their edge give them away.
//!
//! Only names that were found by their form or their neighbours are asked; names of the dictionary and registered names are not.

use super::words::{STOPS, WORDS, is_han};
use super::{Mention, Naming, Scene, Value};
use crate::extract::Kind;

/// Takes out names that are prose, and cuts what belongs to the sentence off the others: 沈知禾已 is 沈知禾, 占澜思创投 is 澜思创投,
/// 澜邦生物半年内 is 澜邦生物.
pub(super) fn drop(scene: &Scene<'_, '_>, found: &mut Vec<Mention>) {
    found.retain_mut(|mention| {
        if is_trusted(mention) {
            return true;
        }
        let Value::Party(party) = &mut mention.value else { return true };
        let name = mention.span.of(scene.text);
        if party.naming != Naming::Named {
            return true;
        }
        let own = party.name == name;
        let person = party.kind == Kind::Person;
        let mut span = mention.span;
        if !person && own {
            if !mention.rule.starts_with("latin") {
                span.start += lead(scene, name) as u32;
            }
            while let Some(word) = last_words(scene, span.of(scene.text)) {
                span.end -= word as u32;
            }
        }
        // 月 or 里 behind what looks like a firm's name says that it is none; a preposition or a longer word is cut off.
        let cuts = |name: &str, rest: &str| {
            let word = &name[rest.len()..];
            rest.chars().count() >= 2 && (person || word.chars().count() > 1 || word.ends_with(|c| STOPS.contains(c)))
        };
        while let Some(rest) = trail(span.of(scene.text)).filter(|rest| cuts(span.of(scene.text), rest)) {
            span.end = span.start + rest.len() as u32;
        }
        // 通过ARM股份获得贷款: shares of the foreign firm, which is not called so.
        if own && let Some(stem) = span.of(scene.text).strip_suffix("股份").filter(|stem| stem.is_ascii()) {
            span.end = span.start + stem.len() as u32;
        }
        let rest = span.of(scene.text);
        if rest.chars().count() < 2 {
            return false;
        }
        if own && span != mention.span {
            rest.clone_into(&mut party.name);
            mention.span = span;
            if scene.segmenter.knows(rest)
                || rest.starts_with(|c: char| c.is_ascii_digit())
                || (rest.chars().count() < 3 && !person && !super::short::is_brand(scene, rest))
            {
                return false;
            }
            if let Some(hit) = scene.lexicon.find(rest).first().filter(|hit| hit.span.of(rest) == rest) {
                party.entry = hit.entries.first().copied();
            }
        }
        person || party.name != rest || !is_prose(scene, rest, span.start as usize)
    });
}

/// Names of the dictionary, registered ones and branches are not asked.
fn is_trusted(mention: &Mention) -> bool {
    let Value::Party(party) = &mention.value else { return true };
    matches!(mention.rule, "registered name" | "branch" | "bank by form" | super::position::ENCLOSED)
        || party.entry.is_some()
        || party.branch.is_some()
}

fn is_prose(scene: &Scene<'_, '_>, name: &str, at: usize) -> bool {
    if WORDS.prose_leads.begins(name).is_some()
        || trail(name).is_some()
        || WORDS.acronyms.contains(name)
        || WORDS.things.ends(name).is_some()
        || WORDS.offices.leftmost_find_iter(name).next().is_some()
        || scene.segmenter.is_adverbial(name)
        || is_model(name)
        || has_month(name)
        || HOW.iter().any(|word| name.contains(word))
        // 不仅助力|其: the one meant was named before. 土耳其 is a name.
        || name.ends_with('其') && WORDS.countries.iter().all(|country| !name.ends_with(country))
    {
        return true;
    }
    let opens = name.chars().next().is_some_and(is_han);
    opens && (joins(scene, name) || goes_over(scene, at))
}

/// How something is done, in the middle of what looks like a name: 央企巨头|正式|布局.
const HOW: &[&str] = &["正式", "迅速", "陆续", "相继", "集体", "纷纷", "个月"];

/// Letters and a number of three digits or more are what a drug or a model is called: HLN6041, 注射用HLN2017.
fn is_model(name: &str) -> bool {
    let mut letter = false;
    let mut digits = 0;
    for c in name.chars() {
        if c.is_ascii_digit() {
            digits += 1;
            if letter && digits >= MODEL {
                return true;
            }
        } else {
            letter = c.is_ascii_alphabetic() || (letter && digits == 0 && c == '-');
            digits = 0;
        }
    }
    false
}

/// 日本7月芯片: what happened in a month.
fn has_month(name: &str) -> bool {
    name.match_indices('月').any(|(at, _)| name[..at].ends_with(|c: char| c.is_ascii_digit()))
}

/// The fewest digits of a model's number.
const MODEL: usize = 3;

/// A character that links a name to its sentence, and a common word, a place or a figure behind it: 继2025年, 除生产, 来浙江.
fn joins(scene: &Scene<'_, '_>, name: &str) -> bool {
    let Some((first, rest)) = linked(scene, name) else { return false };
    let length = scene.segmenter.tokens(rest).first().map_or(0, |token| token.span.len());
    let next = &rest[..length];
    let word = next.chars().count() >= 2 && scene.segmenter.knows(next);
    // 达美 and 正大 are names: only what names never begin with links a trade word.
    let trade = WORDS.trade_set.begins(next).is_some() && !WORDS.hard_links.contains(&first);
    rest.starts_with(|c: char| c.is_ascii_digit())
        || (word && !trade)
        || (next.chars().count() >= 2 && scene.segmenter.is_place(next))
        || (first == '来' && WORDS.places.begins(rest).is_some())
}

/// How much of a name belongs to the sentence before it: a character that no name begins with before one that stands by
/// itself (占|澜思创投, 后|澜寰宇).
fn lead(scene: &Scene<'_, '_>, name: &str) -> usize {
    let linked = linked(scene, name).filter(|(first, rest)| {
        WORDS.hard_links.contains(first) && rest.chars().count() >= 3 && super::short::is_brand(scene, rest)
    });
    linked.map_or(0, |(first, _)| first.len_utf8())
}

/// The linking character that opens a name as a word of its own, and the rest.
fn linked<'n>(scene: &Scene<'_, '_>, name: &'n str) -> Option<(char, &'n str)> {
    let first = name.chars().next().filter(|c| WORDS.links.contains(c) || WORDS.hard_links.contains(c))?;
    let token = scene.segmenter.tokens(name).first()?.span;
    (token.len() == first.len_utf8()).then(|| (first, &name[first.len_utf8()..]))
}

/// The length of the last words of a stretch that tell when or how: 澜邦生物|半年内, 澜点今日.
fn last_words(scene: &Scene<'_, '_>, stretch: &str) -> Option<usize> {
    let tokens = scene.segmenter.tokens(stretch);
    let last = tokens.last().filter(|_| tokens.len() >= 2)?.span.of(stretch);
    if scene.segmenter.is_adverbial(last) && WORDS.tails.begins(last).is_none() {
        return Some(last.len());
    }
    let rest = stretch.strip_suffix(['内', '后', '前'])?;
    let counted = ["年", "月", "日", "天", "周"].iter().find(|unit| rest.ends_with(**unit))?;
    let number = rest[..rest.len() - counted.len()]
        .trim_end_matches(|c: char| "一二三四五六七八九十两半近个0123456789".contains(c));
    (number.len() < rest.len() - counted.len()).then(|| stretch.len() - number.len())
}

/// What is left before a last word that belongs to the sentence.
pub(super) fn trail(name: &str) -> Option<&str> {
    let word = WORDS.prose_trails.ends(name)?;
    Some(&name[..name.len() - word.len()])
}

/// A word of the segmenter begins before the place and ends behind it: 经|济内生动力.
fn goes_over(scene: &Scene<'_, '_>, at: usize) -> bool {
    let text = scene.text;
    let Some(before) = text[..at].chars().next_back().filter(|c| is_han(*c)) else { return false };
    let Some(first) = text[at..].chars().next() else { return false };
    let pair: String = [before, first].into_iter().collect();
    scene.segmenter.knows(&pair) && !super::nearby::is_edge(scene, at)
}

#[cfg(test)]
mod tests {
    use super::trail;

    #[test]
    fn last_words_of_a_sentence_are_no_part_of_a_name() {
        assert_eq!(trail("沈知禾已"), Some("沈知禾"));
        assert_eq!(trail("沈知禾"), None);
    }
}
