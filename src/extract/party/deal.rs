//! Names that the grammar of a deal encloses: whose stake is bought (收购了博澜公司80%的股权, 对菲澜妮全部股份的收购), who
//! holds it (津澜渤海所持…股权), who acts at the head of a clause (京澜汇能计划自…减持, 吴澜累计减持).
//!
//! Nearly every word in such a place is a name, so less is asked of its look than elsewhere: a brand may be made of words that
//! the segmenter knows (天平汽车保险), but may not be one of them.

use super::nearby::{is_edge, is_false_person, is_generic, is_person, is_traded, is_unknown, opens_generic};
use super::position::{self, looks_like_name};
use super::words::{STOPS, WORDS, is_han, is_name_char};
use super::{Scene, unlisted};
use crate::extract::{Kind, Mention, Value};
use crate::span::Span;

/// The most characters of such a name.
const MOST: usize = 12;

/// The most characters of a foreign name.
pub(super) const LATIN: usize = 24;

/// The most names in one list.
pub(super) const LIST: usize = 12;

/// How far behind an actor the verb of its deal may stand, in characters.
pub(super) const REACH: usize = 90;

pub(super) fn find(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    held(scene, out);
    longer(scene, out);
    let mut taken: Vec<Span> = out.iter().map(|mention| mention.span).collect();
    taken.sort_unstable_by_key(|span| (span.end, span.start));
    let mut found: Vec<(Span, Kind, &'static str)> = Vec::new();
    stakes(scene, &mut found);
    bought(scene, &mut found);
    holders(scene, &taken, &mut found);
    super::actor::actors(scene, &taken, &mut found);
    allies(scene, &mut found);
    super::add_apart(scene, &taken, found, out);
}

/// 出让所持有的灵澜互娱|股份: what is held is the share, and the name ends before it.
fn held(scene: &Scene<'_, '_>, out: &mut [Mention]) {
    const SHARE: &str = "股份";
    for mention in out.iter_mut().filter(|mention| mention.rule == "brand and trade") {
        let head = &scene.text[..mention.span.start as usize];
        let Value::Party(party) = &mut mention.value else { continue };
        let stem = party.name.strip_suffix(SHARE).filter(|stem| stem.chars().count() >= 3);
        let Some(stem) = stem.filter(|_| ["持有的", "所持", "所持的"].iter().any(|word| head.ends_with(word)))
        else {
            continue;
        };
        if mention.span.of(scene.text) == party.name {
            mention.span = Span::new(mention.span.start as usize, mention.span.start as usize + stem.len());
            party.name = stem.to_owned();
        }
    }
}

/// The name of a firm that another's opens: 收购澜顿|澜卓股权, 收购SK澜力士|闪存方案公司的股份. What stands between a verb of deals and a
/// stake is one name, however well known its head.
fn longer(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    /// The most characters behind the known name.
    const TAIL: usize = 16;
    /// Ends of what only describes the known firm's own.
    const OWN: &[&str] =
        &["子公司", "孙公司", "股公司", "母公司", "关联公司", "附属公司", "上市公司", "标的公司", "项目公司"];
    let text = scene.text;
    let mut found: Vec<Mention> = Vec::new();
    for mention in out.iter().filter(|mention| mention.kind() == Kind::Firm) {
        let head = &text[..mention.span.start as usize];
        let head = head.strip_suffix('了').unwrap_or(head);
        let bought = WORDS.verbs.ends(head).is_some();
        if !bought && WORDS.nouns.ends(head).is_none() {
            continue;
        }
        let from = mention.span.end as usize;
        let length = text[from..].char_indices().nth(TAIL + 4).map_or(text.len() - from, |(at, _)| at);
        let Some(hit) = WORDS.shares.leftmost_find_iter(&text[from..from + length]).next() else { continue };
        let (rest, _) = measure(&text[..from + hit.start()]);
        if rest.len() <= from {
            continue;
        }
        let tail = &text[from..rest.len()];
        let count = tail.chars().count();
        let plain = tail.chars().all(|c| is_name_char(c) && !STOPS.contains(c))
            && ["旗下", "下属", "持有", "所持", "部分", "剩余", "全部", "流通", "限售"]
                .iter()
                .all(|word| !tail.contains(word));
        let acts = tail.char_indices().any(|(at, _)| {
            WORDS.verbs.begins(&tail[at..]).or_else(|| WORDS.trades_shares.begins(&tail[at..])).is_some()
        });
        let firm = bought
            && (4..=TAIL).contains(&count)
            && tail.ends_with("公司")
            && OWN.iter().all(|word| !tail.ends_with(word));
        let brand = (2..=6).contains(&count)
            && tail.chars().all(is_han)
            && !scene.segmenter.knows(tail)
            && !is_generic(tail)
            && is_unknown(scene, tail);
        if plain && !acts && (firm || brand) {
            let span = Span::new(mention.span.start as usize, rest.len());
            let party = unlisted(Kind::Firm, span.of(text));
            found.push(Mention { span, value: Value::Party(Box::new(party)), rule: "whose stake" });
        }
    }
    out.append(&mut found);
}

/// The firm that is bought whole: 收购PCI能源公司, 并购了澜必公司. 一家芯片公司 and 标的公司 are none.
fn bought(scene: &Scene<'_, '_>, out: &mut Vec<(Span, Kind, &'static str)>) {
    const FIRM: &str = "公司";
    let text = scene.text;
    for verb in ["收购", "并购", "买下"] {
        for (at, _) in text.match_indices(verb) {
            let rest = &text[at + verb.len()..];
            let rest = rest.strip_prefix('了').unwrap_or(rest);
            let from = text.len() - rest.len();
            let end = rest.char_indices().find(|(_, c)| !is_name_char(*c) || STOPS.contains(*c));
            let name = &rest[..end.map_or(rest.len(), |(at, _)| at)];
            let Some(stem) = name.strip_suffix(FIRM) else { continue };
            let lettered = stem.chars().take_while(char::is_ascii_uppercase).count() >= 3
                && WORDS.acronyms.iter().all(|word| !stem.starts_with(*word));
            if (2..=MOST).contains(&name.chars().count())
                && is_edge(scene, from)
                && (lettered || (!is_word(scene, name) && is_unknown(scene, stem)))
            {
                out.push((Span::new(from, from + name.len()), Kind::Firm, "whose stake"));
            }
        }
    }
}

/// A foreign name in its own letters before a place, and the place where it begins: Lumis Holding B.V.|100%股权.
fn letters_before(text: &str, end: usize) -> Option<Span> {
    // The dot of B.V. looks like one of the figure's.
    let end = if text[end..].starts_with('.') { end + 1 } else { end };
    let of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '&' | '-' | ',');
    let head = text[..end].trim_end_matches(of_name);
    let name = text[head.len()..end].trim();
    let start = end - text[head.len()..end].trim_start().len();
    let told = name.contains(' ') && name.starts_with(|c: char| c.is_ascii_uppercase());
    let letters = name.chars().filter(char::is_ascii_alphabetic).count();
    let verb = WORDS.verbs.ends(head.trim_end_matches(['了', ' '])).is_some();
    (told && verb && (4..=40).contains(&letters)).then(|| Span::new(start, start + name.len()))
}

/// The stretch before `end` that could be a name, and what opens it.
fn before(scene: &Scene<'_, '_>, end: usize) -> Option<(Span, Opening)> {
    let text = scene.text;
    let mut start = end;
    for (count, (at, c)) in text[..end].char_indices().rev().enumerate() {
        if count >= 2 {
            let head = &text[..start];
            let verb = head.strip_suffix('了').unwrap_or(head);
            // 远澜控股|集团: within a name the word is a line of business.
            let within = |word: &str| {
                WORDS.tails.begins(word).is_some_and(|tail| tail.len() == word.len())
                    && WORDS.trade_set.begins(&text[start..end]).is_some_and(|trade| trade.len() == end - start)
            };
            if WORDS.verbs.ends(verb).is_some_and(|word| !within(word)) {
                return Some((Span::new(start, end), Opening::Verb));
            }
            if WORDS.held.ends(head).is_some() || WORDS.kin_set.ends(head).is_some() {
                return Some((Span::new(start, end), Opening::Holder));
            }
            let lead = WORDS.clause_leads.ends(head).or_else(|| WORDS.adverbs.ends(head));
            if lead.is_some_and(|word| word.chars().count() >= 2) && is_edge(scene, start) {
                return Some((Span::new(start, end), Opening::Clause));
            }
        }
        if !is_name_char(c) || STOPS.contains(c) {
            let opening = match c {
                '的' => Opening::Holder,
                '对' | '将' | '把' => Opening::Verb,
                // 交易标的为|甲100%股权
                '为' if text[..at].ends_with("标的") => Opening::Verb,
                '、' | '和' | '与' | '及' => Opening::Link,
                _ if is_name_char(c) => Opening::Other,
                _ => Opening::Clause,
            };
            return (start < end).then_some((Span::new(start, end), opening));
        }
        if count >= MOST {
            return None;
        }
        start = at;
    }
    (start < end).then_some((Span::new(start, end), Opening::Clause))
}

/// What stands before a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    Verb,
    Holder,
    Link,
    Clause,
    Other,
}

/// 部分, 剩余40%的, 约5.01%: how much of a stake, read backwards; the rest before it, and whether a figure stood there.
fn measure(text: &str) -> (&str, bool) {
    let mut rest = text;
    let mut figure = false;
    loop {
        let before = rest.len();
        rest = rest.strip_suffix('的').unwrap_or(rest).trim_end_matches(' ');
        if let Some(head) = rest.strip_suffix('%') {
            let number = head.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
            if number.len() < head.len() {
                figure = true;
                rest = number;
            }
        }
        if let Some(word) = WORDS.parts.ends(rest) {
            rest = &rest[..rest.len() - word.len()];
        }
        if rest.len() == before {
            return (rest, figure);
        }
    }
}

/// How much of a stretch describes the name behind it: 芯片巨头|澜积电, 药房龙头|新澜药房.
pub(super) fn described(stretch: &str) -> usize {
    let noun = |at: usize| WORDS.nouns.ends(&stretch[..at]).is_some() && stretch[at..].chars().count() >= 2;
    stretch.char_indices().skip(2).filter(|(at, _)| noun(*at)).last().map_or(0, |(at, _)| at)
}

/// The firm whose stake a deal is about.
fn stakes(scene: &Scene<'_, '_>, out: &mut Vec<(Span, Kind, &'static str)>) {
    let text = scene.text;
    for hit in WORDS.shares.leftmost_find_iter(text) {
        let head = &text[..hit.start()];
        let (rest, figure) = measure(head);
        let measured = rest.len() < head.len();
        if measured && let Some(span) = letters_before(text, rest.len()) {
            out.push((span, Kind::Firm, "whose stake"));
            continue;
        }
        let Some((span, opening)) = before(scene, rest.len()) else { continue };
        // 已完成阿澜公司100%股份的收购
        let deal = ["的收购", "的转让", "的过户", "的交割", "收购", "转让", "过户", "交割"];
        let done = text[..span.start as usize].ends_with("完成") || span.of(text).starts_with("完成");
        let opening =
            if done && deal.iter().any(|word| text[hit.end()..].starts_with(word)) { Opening::Verb } else { opening };
        let skipped = if span.of(text).starts_with("完成") { "完成".len() } else { 0 };
        let span = Span::new(span.start as usize + skipped, span.end as usize);
        let span = Span::new(span.start as usize + described(span.of(text)), span.end as usize);
        let name = span.of(text);
        let count = name.chars().count();
        let from = span.start as usize;
        let told = match opening {
            Opening::Verb => measured || looks_like_name(scene, name) || is_latin(name),
            Opening::Holder | Opening::Link => figure,
            // 甲鼎元股权转让事项已完成.
            Opening::Clause => {
                text[hit.end()..].starts_with("转让") && (looks_like_name(scene, name) || is_placed(scene, name))
            }
            Opening::Other => false,
        };
        if told
            && (2..=MOST).contains(&count)
            && (name.chars().any(is_han) || ((figure || opening == Opening::Verb) && is_latin(name)))
            && !is_word(scene, name)
            && is_edge(scene, from)
        {
            out.push((span, Kind::Firm, "whose stake"));
        }
    }
}

/// A foreign name in its own letters: Jagex100%股权.
pub(super) fn is_latin(name: &str) -> bool {
    let letters = name.chars().filter(char::is_ascii_alphabetic).count();
    name.is_ascii() && letters >= 3 && !WORDS.acronyms.contains(name)
}

/// A stretch that stands where a name could and is a word or a piece of a sentence.
fn is_word(scene: &Scene<'_, '_>, name: &str) -> bool {
    // 深澜股份|55%: the end of a firm's name where something stands before it.
    if let Some(stem) = name.strip_suffix("股份").filter(|stem| stem.chars().count() >= 2) {
        return is_word(scene, stem) || !is_unknown(scene, stem) && !super::short::is_brand(scene, stem);
    }
    // 博澜公司 is a name, 标的公司, 上述公司 and 参股公司 are none.
    let stem = name.strip_suffix("公司").unwrap_or(name);
    let described = stem.len() < name.len() && (stem.chars().count() < 2 || scene.segmenter.knows(stem));
    // 隆澜控股: the word at the end is a line of business.
    let is_tail = |word: &str| WORDS.tails.begins(word).is_some_and(|tail| tail.len() == word.len());
    let verb = |at: usize| {
        WORDS.verbs.begins(&name[at..]).filter(|word| {
            let rest = &name[at + word.len()..];
            // 远澜控股集团
            let within = at > 0 && is_tail(word) && is_tail(rest);
            (!rest.is_empty() && !within) || WORDS.tails.ends(name).is_none()
        })
    };
    let acts = name.char_indices().any(|(at, _)| verb(at).is_some());
    described
        || acts
        || opens_generic(stem)
        || name.contains(['约', '不', '超', '某', '了'])
        || name.starts_with(|c: char| c.is_ascii_digit())
        || scene.segmenter.knows(name)
        || (!is_traded(scene, name)
            && (WORDS.heads.leftmost_find_iter(stem).any(|hit| hit.end() == stem.len())
                || is_generic(stem)
                || scene.segmenter.is_prose(stem)
                || is_common(stem)))
        || WORDS.titles_set.ends(name).is_some()
        || WORDS.titles_set.begins(name).is_some()
        || WORDS.countries.contains(name)
        || WORDS.shares.leftmost_find_iter(name).next().is_some()
        || name.ends_with('两')
        || name.starts_with(|c| WORDS.weak.contains(&c) || WORDS.hard_links.contains(&c))
}

/// Common words and nothing else: 标的股权, 金融; 澜衡国际 ends in one and is a name.
fn is_common(name: &str) -> bool {
    let Some(word) = WORDS.common.ends(name) else { return false };
    let rest = &name[..name.len() - word.len()];
    WORDS.tails.ends(name).is_none() || rest.chars().count() < 2 || WORDS.common.ends(rest).is_some()
}

/// Who holds what is traded: 收购津澜渤海所持皖澜金租35%股权, 将王澜、李澜分别持有的…股份.
fn holders(scene: &Scene<'_, '_>, taken: &[Span], out: &mut Vec<(Span, Kind, &'static str)>) {
    let text = scene.text;
    for hit in WORDS.holdings.leftmost_find_iter(text) {
        let behind: String = text[hit.end()..].chars().take(40).take_while(|c| !"，。；\n".contains(*c)).collect();
        let counted = behind.contains(|c: char| c.is_ascii_digit()) && behind.contains('股');
        if !counted && WORDS.shares.leftmost_find_iter(&behind).next().is_none() {
            continue;
        }
        let head = before_counted(&text[..hit.start()]);
        // 收购广澜祥和和日澜海洋|少数股东持有的股份: the others who hold it have no name, the firms do.
        let (head, minority) = match head.strip_suffix("少数股东").or_else(|| head.strip_suffix("小股东")) {
            Some(head) => (head, true),
            None => (head, false),
        };
        let head = WORDS.parts.ends(head).map_or(head, |word| &head[..head.len() - word.len()]);
        let mut end = WORDS.adverbs.ends(head).map_or(head.len(), |word| head.len() - word.len());
        // The holders of a list, from its last member on.
        for _ in 0..LIST {
            let known = taken.iter().rev().find(|span| span.end as usize == end).copied();
            let (span, opening) = match known {
                Some(span) => (span, opening_of(text, span.start as usize)),
                None => {
                    let Some((span, opening)) = before(scene, end) else { break };
                    // 占|澜金所持股份的72%
                    let linked = span.of(text).chars().next().filter(|c| WORDS.hard_links.contains(c));
                    let span = Span::new(span.start as usize + linked.map_or(0, char::len_utf8), end);
                    let name = span.of(text);
                    let kind = kind_of(scene, name).or_else(|| is_placed(scene, name).then_some(Kind::Firm));
                    let Some(kind) = kind.filter(|_| opening != Opening::Other && is_edge(scene, end)) else {
                        break;
                    };
                    out.push(if minority { (span, Kind::Firm, "whose stake") } else { (span, kind, "who holds") });
                    (span, opening)
                }
            };
            if opening != Opening::Link {
                break;
            }
            let link = text[..span.start as usize].chars().next_back().map_or(0, char::len_utf8);
            end = span.start as usize - link;
        }
    }
}

/// The text before the unnamed at the end of a list: 澜泰克、天澜长风|及22名自然人.
fn before_counted(text: &str) -> &str {
    let Some(head) = ["自然人股东", "自然人", "名股东", "位股东", "家股东", "家机构", "名交易对方", "家企业"]
        .iter()
        .find_map(|word| text.strip_suffix(word))
    else {
        return text;
    };
    let head = head.trim_end_matches(['名', '位', '家', '等', '个']);
    let number = head.trim_end_matches(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c));
    match number.strip_suffix("以及").or_else(|| number.strip_suffix(['及', '和', '与', '等'])) {
        Some(rest) if number.len() < head.len() => rest,
        _ => text,
    }
}

/// What stands before a known name.
fn opening_of(text: &str, start: usize) -> Opening {
    match text[..start].chars().next_back() {
        Some('、' | '和' | '与' | '及') => Opening::Link,
        _ => Opening::Clause,
    }
}

/// A name that acts in a deal: a person, or what looks like a firm's name.
pub(super) fn kind_of(scene: &Scene<'_, '_>, name: &str) -> Option<Kind> {
    if is_word(scene, name) || WORDS.adverbs.begins(name).is_some() || WORDS.adverbs.ends(name).is_some() {
        return None;
    }
    if is_person(name) {
        // 高|溢价, 单|周: a word behind what could be a surname; 陆股通: a character that given names hardly have.
        let given: String = name.chars().skip(1).collect();
        let person = !scene.segmenter.is_place(name)
            && WORDS.places.begins(name).is_none()
            && !is_false_person(scene, name)
            && WORDS.adverbs.begins(&given).is_none_or(|word| word.len() != given.len())
            && !given.contains(['股', '司', '方', '行', '者', '员', '净', '两', '家', '名', '军', '市', '区', '周']);
        return person.then_some(Kind::Person);
    }
    // 澜合资本王澜: a firm and a person.
    let glued = name
        .char_indices()
        .skip(3)
        .any(|(at, _)| WORDS.trade_set.ends(&name[..at]).is_some() && is_person(&name[at..]));
    if glued {
        return None;
    }
    let investor = super::nearby::INVESTORS
        .iter()
        .any(|word| name.strip_suffix(word).is_some_and(|stem| stem.chars().count() >= 2 && is_unknown(scene, stem)));
    // 三机构, 韩国投资者, 罗马尼亚总统: who is counted or described is not named.
    let branded = position::is_branded(scene, name) && position::is_proper(scene, name);
    let branded = branded || is_lettered(scene, name);
    (investor || branded || is_traded(scene, name) || (looks_like_name(scene, name) && name.chars().count() >= 3))
        .then_some(Kind::Firm)
}

/// A place and a word behind it, where only a name can stand: 收购天津澜海所持….
fn is_placed(scene: &Scene<'_, '_>, name: &str) -> bool {
    let tokens = scene.segmenter.tokens(name);
    let [place, word] = tokens.as_slice() else { return false };
    let (place, word) = (place.span.of(name), word.span.of(name));
    (scene.segmenter.is_place(place) || WORDS.places.begins(place).is_some_and(|known| known.len() == place.len()))
        && !WORDS.countries.contains(place)
        && word.chars().count() == 2
        && !scene.segmenter.is_place(word)
        && !is_word(scene, name)
        && !scene.segmenter.is_prose(word)
        && WORDS.heads.leftmost_find_iter(word).next().is_none()
        && WORDS.common.begins(word).is_none()
        && WORDS.trade_set.begins(word).is_none()
        && WORDS.nouns.begins(word).is_none()
        && WORDS.offices.leftmost_find_iter(word).next().is_none()
}

/// Letters with a line of business behind them: JX澜属, KTV is none.
fn is_lettered(scene: &Scene<'_, '_>, name: &str) -> bool {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = &name[letters..];
    letters >= 2
        && !WORDS.acronyms.contains(&name[..letters])
        && WORDS.tails.begins(rest).is_some_and(|tail| tail.len() == rest.len())
        && super::short::is_brand(scene, name)
}

/// Who has others act with it: 澜航旅业及其一致行动人.
fn allies(scene: &Scene<'_, '_>, out: &mut Vec<(Span, Kind, &'static str)>) {
    let text = scene.text;
    for (at, _) in text.match_indices("一致行动人") {
        let head = text[..at].trim_end_matches('其');
        let Some(head) =
            head.strip_suffix("及").or_else(|| head.strip_suffix('和')).or_else(|| head.strip_suffix('与'))
        else {
            continue;
        };
        let head = head.strip_suffix('以').unwrap_or(head);
        let head = ["先生", "女士"].iter().find_map(|word| head.strip_suffix(word)).unwrap_or(head);
        let Some((span, _)) = before(scene, head.len()) else { continue };
        let name = span.of(text);
        let front = titled(name);
        let span = Span::new(span.start as usize + front, span.end as usize);
        let name = span.of(text);
        if name.chars().count() >= 2
            && is_edge(scene, span.start as usize)
            && let Some(kind) = kind_of(scene, name).or_else(|| is_placed(scene, name).then_some(Kind::Firm))
        {
            out.push((span, kind, "who acts"));
        }
    }
}

/// How much of a stretch tells what the one behind it is: 公司控股股东|澜氏集团.
fn titled(stretch: &str) -> usize {
    let ends = |at: usize| {
        let head = &stretch[..at];
        WORDS.titles_set.ends(head).is_some()
            || WORDS.kin_set.ends(head).is_some()
            || WORDS.holder_set.ends(head).is_some()
    };
    stretch.char_indices().skip(2).map(|(at, _)| at).filter(|at| ends(*at)).last().unwrap_or(0)
}
