//! Names of the dictionary: hits of the lexicon become parties where the context allows, with code and branch.

use super::words::{STOPS, WORDS, is_closed, is_han};
use super::{Scene, code_behind};
use crate::extract::{Kind, Mention, Naming, Party, StockCode, Value};
use crate::layout::Zone;
use crate::lexicon::{Advice, Entry, EntryId, Hit};
use crate::span::Span;

/// Behind the name of a bank: the word goes on and means something else (中国银行业, 中国银行间市场).
const NOT_A_BANK: &[&str] = &["业", "间", "卡", "家", "类"];

/// The most characters of a branch before 分行 or 支行.
const MOST_BRANCH: usize = 14;

/// Departments that speak but do not act.
const DEPARTMENTS: &[&str] = &["研究院", "研究所", "研究部", "首席"];

pub(super) fn find(scene: &Scene<'_, '_>, hits: &[Hit<'_>], out: &mut Vec<Mention>) {
    let supported: Vec<EntryId> = hits
        .iter()
        .filter(|hit| (hit.advice == Advice::Plain && !is_regional(scene, hit)) || strong(scene, hit))
        .flat_map(|hit| hit.entries.first().copied())
        .collect();
    for (index, hit) in hits.iter().enumerate() {
        let believed = match hit.advice {
            Advice::Plain => {
                strong(scene, hit)
                    || (!cuts_word(scene, hit)
                        && (!is_regional(scene, hit)
                            || supported.contains(&hit.entries[0])
                            || beside(scene, hits, index)))
            }
            Advice::Context => {
                strong(scene, hit)
                    || (!cuts_word(scene, hit)
                        && (hit.span.of(scene.text).chars().count() >= 4
                            || bounded(scene, hit.span)
                            || supported.contains(&hit.entries[0])
                            || beside(scene, hits, index)))
            }
            Advice::Block => {
                strong(scene, hit)
                    || (bounded(scene, hit.span) && (supported.contains(&hit.entries[0]) || beside(scene, hits, index)))
            }
        };
        if believed
            && (!is_descriptive(scene, hit) || strong(scene, hit) || bounded(scene, hit.span))
            && let Some(mention) = mention(scene, hit)
        {
            out.push(mention);
        }
    }
}

/// A code beside it, a heading of its own, or a word that only names have behind them.
fn strong(scene: &Scene<'_, '_>, hit: &Hit<'_>) -> bool {
    let rest = &scene.text[hit.span.end as usize..];
    let bank = scene.lexicon.entry(hit.entries[0]).kind == Kind::Bank;
    if code_behind(scene, hit.span.end).is_some() || (bank && branch_words(rest).is_some()) {
        return true;
    }
    // 小米6月8日以…回购: who acts on a day, at the head of a clause.
    let opens = scene.text[..hit.span.start as usize]
        .chars()
        .next_back()
        .is_none_or(|c| matches!(c, '，' | '。' | '；' | '】' | '\n' | '　'));
    if opens && opens_date(rest) {
        return true;
    }
    if ["公告", "发布公告", "：拟", "：公司", "披露", "三季报", "半年报", "年报", "一季报", "季报", "中报"]
        .iter()
        .any(|word| rest.starts_with(word))
        || is_streak(rest)
    {
        return true;
    }
    let opens =
        scene.text[..hit.span.start as usize].chars().next_back().is_none_or(|c| !is_han(c) && !c.is_alphanumeric());
    if opens && WORDS.deeds.begins(rest).is_some() && WORDS.no_deeds.begins(rest).is_none() {
        return true;
    }
    scene.document.block_at(hit.span.start).is_some_and(|block| {
        let block = scene.document.blocks[block];
        let opens = block.span.start == hit.span.start;
        (matches!(block.zone, Zone::Title | Zone::ListItem) && opens && rest.starts_with(['：', ':']))
            || scene.document.sections.iter().any(|section| section.name == hit.span)
    })
}

/// 5连板, 6天4板: only shares go up so.
fn is_streak(rest: &str) -> bool {
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    behind.len() < rest.len()
        && (behind.starts_with("连板")
            || behind
                .strip_prefix('天')
                .is_some_and(|days| days.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('板')))
}

/// In a list of names: 、 and a plain listed firm on the left or on the right (百合花、江化微跟涨).
fn beside(scene: &Scene<'_, '_>, hits: &[Hit<'_>], index: usize) -> bool {
    let plain = |hit: &Hit<'_>| {
        let entry = scene.lexicon.entry(hit.entries[0]);
        hit.advice != Advice::Block && (!entry.codes.is_empty() || entry.kind == Kind::Bank)
    };
    let between =
        |left: &Hit<'_>, right: &Hit<'_>| &scene.text[left.span.end as usize..right.span.start as usize] == "、";
    let left = index.checked_sub(1).is_some_and(|before| plain(&hits[before]) && between(&hits[before], &hits[index]));
    let right = hits.get(index + 1).is_some_and(|next| plain(next) && between(&hits[index], next));
    left || right
}

/// Verbs before the firm that is dealt in.
const DEALS: &[&str] = &["收购", "增持", "减持", "受让"];

/// A short name whose first or last characters belong to another word: 新产业 in 创新产业.
fn cuts_word(scene: &Scene<'_, '_>, hit: &Hit<'_>) -> bool {
    let name = hit.span.of(scene.text);
    let (start, end) = (hit.span.start as usize, hit.span.end as usize);
    if name.chars().count() > 4 || !name.chars().all(is_han) {
        return false;
    }
    let (before, rest) = (&scene.text[..start], &scene.text[end..]);
    let left = before.chars().next_back().is_some_and(|c| is_han(c) && !STOPS.contains(c))
        && WORDS.starts.ends(before).is_none()
        && WORDS.nouns.ends(before).is_none()
        && !DEALS.iter().any(|verb| before.ends_with(verb));
    // 腾讯|公司 is one word to the segmenter, and the firm all the same; 甲|公司债 is its bond.
    let firm = rest.starts_with("公司") && !rest.starts_with("公司债");
    let right = rest.starts_with(is_han) && !is_closed(rest) && !firm;
    if !left && !right {
        return false;
    }
    // A name with two characters that are no word is a brand: where it stands, it stands by itself.
    let tokens = scene.segmenter.tokens(name);
    tokens.iter().filter(|token| token.span.of(name).chars().count() == 1).count() <= 1
        && ((left && !super::nearby::is_edge(scene, start)) || (right && !super::nearby::is_edge(scene, end)))
}

/// A name whose first characters are the end of a place: 蒙古能源 in 内蒙古能源.
pub(super) fn starts_in_place(scene: &Scene<'_, '_>, hit: &Hit<'_>) -> bool {
    let start = hit.span.start as usize;
    let cut = scene.text[..start]
        .char_indices()
        .rev()
        .take(3)
        .any(|(from, _)| WORDS.places.begins(&scene.text[from..]).is_some_and(|place| from + place.len() > start));
    cut && !super::nearby::is_edge(scene, start)
}

/// 收购远澜|光电股份: a short name that ends in 股份 is the end of a longer one where between a verb of deals and it stand characters
/// that make no word.
pub(super) fn ends_another(scene: &Scene<'_, '_>, hit: &Hit<'_>) -> bool {
    let start = hit.span.start as usize;
    if !hit.span.of(scene.text).ends_with("股份") {
        return false;
    }
    let head = &scene.text[..start];
    [2, 3].iter().any(|count| {
        let Some((from, _)) = head.char_indices().rev().nth(count - 1) else { return false };
        let words = &head[from..];
        words.chars().all(|c| is_han(c) && !STOPS.contains(c))
            && ["收购", "购买", "受让"].iter().any(|verb| head[..from].ends_with(verb))
            && !scene.segmenter.knows(words)
            && WORDS.nouns.ends(words).is_none()
            && WORDS.starts.ends(words).is_none()
            && WORDS.parts.begins(words).is_none()
    })
}

/// 国泰海通金控, and 控股子公司|印尼澜虹: behind a word for a daughter, a known name with a place or a country before it is the daughter's own, not its
/// parent's. Such hits are taken out.
pub(super) fn daughters(scene: &Scene<'_, '_>, hits: &mut Vec<Hit<'_>>, out: &mut Vec<Mention>) {
    /// The most characters of a place.
    const MOST: usize = 4;
    let registered: Vec<Mention> = out.iter().filter(|mention| mention.rule == "registered name").cloned().collect();
    hits.retain(|hit| {
        if let Some(mention) = longer(scene, hit, &registered) {
            out.push(mention);
            return false;
        }
        let head = &scene.text[..hit.span.start as usize];
        let place = (2..=MOST).rev().find_map(|count| {
            let (at, _) = head.char_indices().rev().nth(count - 1)?;
            let place = &head[at..];
            let known = WORDS.countries.contains(place) || WORDS.places.begins(place) == Some(place);
            let kin = head[..at].ends_with("子公司") || head[..at].ends_with("孙公司");
            (known && kin).then_some(at)
        });
        let rest = &scene.text[hit.span.end as usize..];
        let arm = ARMS.iter().find(|arm| rest.starts_with(**arm)).filter(|arm| is_acted_on(&rest[arm.len()..]));
        // 由国联|保荐: what it does, unless it is said who the sponsor is.
        let arm = arm.filter(|arm| match **arm {
            "保荐" => {
                let clause = head.rsplit(['，', '。', '；', '\n']).next().unwrap_or("");
                head.ends_with(['为', '：', '、']) && !clause.contains('由')
            }
            "国际" => hit.span.of(scene.text).ends_with("证券"),
            _ => true,
        });
        let coded = coded_tail(rest);
        let span = match (place, arm) {
            (_, None) if coded.is_some() => {
                Span::new(hit.span.start as usize, hit.span.end as usize + coded.unwrap_or(0))
            }
            (_, Some(arm)) => Span::new(hit.span.start as usize, hit.span.end as usize + arm.len()),
            (Some(start), None) if scene.lexicon.entry(hit.entries[0]).kind == Kind::Firm => {
                Span::new(start, hit.span.end as usize)
            }
            _ => return true,
        };
        let party = super::unlisted(Kind::Firm, span.of(scene.text));
        out.push(Mention { span, value: Value::Party(Box::new(party)), rule: "daughter" });
        false
    });
}

/// 青岛海尔|产业发展 in a text that names 青岛海尔产业发展有限公司: the words go on as that name does, and the known firm is not meant.
fn longer(scene: &Scene<'_, '_>, hit: &Hit<'_>, registered: &[Mention]) -> Option<Mention> {
    /// The fewest characters that both go on with.
    const LEAST: usize = 2;
    const OWN: &[&str] = &["股份", "有限", "集团", "公司", "控股", "科技"];
    let (name, rest) = (hit.span.of(scene.text), &scene.text[hit.span.end as usize..]);
    if OWN.iter().any(|word| rest.starts_with(word)) {
        return None;
    }
    registered.iter().take(super::alias::MOST).find_map(|full| {
        let words = full.span.of(scene.text);
        let behind = &words[words.find(name)? + name.len()..];
        let same = behind.chars().zip(rest.chars()).take_while(|(a, b)| a == b && is_han(*a));
        let same: String = same.map(|(c, _)| c).collect();
        // Up to where the form of company begins: the short name has none.
        let end = OWN.iter().filter_map(|word| same.find(word)).min().unwrap_or(same.len());
        let goes_on = same[..end].chars().count() >= LEAST && !full.span.overlaps(hit.span);
        goes_on.then(|| Mention {
            span: Span::new(hit.span.start as usize, hit.span.end as usize + end),
            value: full.value.clone(),
            rule: "longer name",
        })
    })
}

/// 霍尼韦尔|航空航天(HONA): more of the name before a foreign code of its own.
fn coded_tail(rest: &str) -> Option<usize> {
    /// Characters up to the bracket.
    const MOST: usize = 6;
    let end = rest.char_indices().take(MOST + 1).find(|(_, c)| matches!(c, '(' | '（'))?.0;
    let (words, code) = (&rest[..end], rest[end..].trim_start_matches(['(', '（']));
    let letters = code.bytes().take_while(u8::is_ascii_uppercase).count();
    let closed = code[letters..].starts_with([')', '）', '.', ':']);
    let plain = words.chars().all(is_han) && (2..=MOST).contains(&words.chars().count());
    let own = ["集团", "股份", "公司", "科技", "控股"].iter().any(|word| words.starts_with(word));
    // 腾讯|投资拼多多(PDD), 引入战投(CVC): what it does, and what is no code.
    let does = words.char_indices().any(|(at, _)| {
        let words = &words[at..];
        [&WORDS.closers, &WORDS.acts, &WORDS.verbs].iter().any(|set| set.begins(words).is_some())
    });
    let coded = (2..=5).contains(&letters) && closed && !WORDS.acronyms.contains(&code[..letters]);
    (plain && !own && coded && !does).then_some(end)
}

/// 储能+光伏+宁德时代！: one of the themes that a headline puts together.
fn theme_tag(head: &str, rest: &str) -> bool {
    let joined = |c: Option<char>| matches!(c, Some('+' | '＋'));
    if !joined(head.chars().next_back()) {
        return false;
    }
    // 投资方为甲+乙+丙。 is prose and names who invests.
    let end = rest.chars().find(|c| matches!(c, '，' | '、' | '。' | '；' | '！' | '!' | '\n'));
    let cried = matches!(end, None | Some('！' | '!' | '\n'));
    cried && (joined(rest.chars().next()) || rest.starts_with(['！', '!']))
}

/// 国泰海通|金控: arms of a house that have its name and one of their own.
const ARMS: &[&str] = &["金控", "资管", "期货", "金租", "保荐", "国际"];

/// What stands behind a name that acts or ends there.
fn is_acted_on(rest: &str) -> bool {
    is_closed(rest) || ["将", "拟", "已", "等", "领投", "跟投"].iter().any(|word| rest.starts_with(word))
}

/// 英国国家电网: the one of another country.
pub(super) fn is_foreign(scene: &Scene<'_, '_>, hit: &Hit<'_>) -> bool {
    let head = &scene.text[..hit.span.start as usize];
    let name = hit.span.of(scene.text);
    let entry = &scene.lexicon.entry(hit.entries[0]).name;
    let chinese = entry.starts_with("中国") && !name.starts_with('中');
    (name.starts_with("国家") || chinese || matches!(name, "财政部" | "央行" | "证监会"))
        && WORDS.countries.iter().any(|country| *country != "中国" && head.ends_with(*country))
}

/// “中国版英伟达”, 中国版英伟达的甲: what another is likened to.
pub(super) fn is_likeness(scene: &Scene<'_, '_>, hit: &Hit<'_>) -> bool {
    let head = scene.text[..hit.span.start as usize].trim_end_matches(['“', '"']);
    let rest = &scene.text[hit.span.end as usize..];
    ["中国版", "国产版", "国内版", "本土版", "A股版", "中国的", "被誉为", "被称为"]
        .iter()
        .any(|word| head.ends_with(word))
        && rest.starts_with(['”', '"', '的'])
        || theme_tag(head, rest)
        || ["挑战者", "劲敌", "终结者", "平替"].iter().any(|word| rest.starts_with(word))
}

/// A former name made of common words alone is what things are called where the words go on: 智慧能源 was a listed firm, 智慧能源产业园
/// has nothing to do with it.
fn is_descriptive(scene: &Scene<'_, '_>, hit: &Hit<'_>) -> bool {
    let name = hit.span.of(scene.text);
    let entry = scene.lexicon.entry(hit.entries[0]);
    entry.former_names.iter().any(|former| former == name)
        && name.chars().all(is_han)
        && scene.segmenter.tokens(name).iter().all(|token| {
            let word = token.span.of(name);
            word.chars().count() >= 2 && !scene.segmenter.is_place(word)
        })
}

/// A place with a common noun behind it, and the words go on: 海南发展, 中国船舶 are firms and half of 海南发展壮大, 中国船舶工业.
fn is_regional(scene: &Scene<'_, '_>, hit: &Hit<'_>) -> bool {
    let name = hit.span.of(scene.text);
    let behind = &scene.text[hit.span.end as usize..];
    let goes_on = !is_closed(behind) && behind.starts_with(is_han) && !behind.starts_with("集团");
    let Some(place) = WORDS.places.begins(name).filter(|_| goes_on) else {
        return false;
    };
    let rest = &name[place.len()..];
    rest.chars().count() == 2 && scene.segmenter.knows(rest) && !matches!(rest, "银行" | "证券")
}

/// No Han character that could belong to a longer word touches the name.
fn bounded(scene: &Scene<'_, '_>, span: Span) -> bool {
    let before = scene.text[..span.start as usize].chars().next_back();
    let left = before.is_none_or(|c| !is_han(c) || STOPS.contains(c))
        || WORDS.starts.ends(&scene.text[..span.start as usize]).is_some()
        || WORDS.nouns.ends(&scene.text[..span.start as usize]).is_some();
    let rest = &scene.text[span.end as usize..];
    left && (is_closed(rest) || opens_date(rest))
}

/// 小米|6月8日: a day stands between who acts and what is done.
fn opens_date(rest: &str) -> bool {
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    behind.len() < rest.len() && behind.starts_with(['年', '月', '日'])
}

fn mention(scene: &Scene<'_, '_>, hit: &Hit<'_>) -> Option<Mention> {
    let lexicon = scene.lexicon;
    let mut entry_id = hit.entries[0];
    let mut candidates = Vec::new();
    let mut contradiction = None;
    let printed = code_behind(scene, hit.span.end);
    if let Some((code, _)) = printed {
        let holds = |id: &&EntryId| lexicon.entry(**id).codes.iter().any(|other| other.symbol == code.symbol);
        match hit.entries.iter().find(holds) {
            Some(id) => entry_id = *id,
            None => match lexicon.entry_by_symbol(&code.symbol) {
                Some(other) => candidates.push(other),
                None => contradiction = contradicts(code, lexicon.entry(entry_id)),
            },
        }
    } else if hit.entries.len() > 1 {
        let exact = hit.entries.iter().filter(|id| is_current_name(lexicon.entry(**id), hit.span.of(scene.text)));
        let exact: Vec<EntryId> = exact.copied().collect();
        match exact.as_slice() {
            [one] => entry_id = *one,
            [] => candidates.extend(hit.entries[1..].iter().copied()),
            [first, others @ ..] => {
                entry_id = *first;
                candidates
                    .extend(others.iter().filter(|other| !is_twin(lexicon.entry(*first), lexicon.entry(**other))));
            }
        }
    }
    let entry = lexicon.entry(entry_id);
    let rest = &scene.text[hit.span.end as usize..];
    let mut span = hit.span;
    let mut branch = None;
    if matches!(entry.kind, Kind::Bank | Kind::Institution) {
        if entry.kind == Kind::Bank && NOT_A_BANK.iter().any(|word| rest.starts_with(word)) {
            return None;
        }
        let behind = printed.map_or(hit.span.end, |(_, end)| end);
        let after = &scene.text[behind as usize..];
        if DEPARTMENTS.iter().any(|word| after.starts_with(word)) {
            return None;
        }
        if let Some(words) = branch_words(after) {
            branch = Some(words.to_owned());
            span = Span { start: hit.span.start, end: behind + words.len() as u32 };
        }
    }
    // 万华化学集团 is named as one: the word belongs to the name.
    if entry.kind == Kind::Firm && rest.strip_prefix("集团").is_some_and(is_closed) {
        span.end += "集团".len() as u32;
    }
    // 永澜投资控股集团 holds 永澜, or only has its name: another firm.
    if entry.kind == Kind::Firm
        && let Some(holder) = HOLDERS.iter().find(|word| rest.starts_with(**word))
        && !span.of(scene.text).ends_with(['份', '团', '股'])
        && is_closed(&rest[holder.len()..])
    {
        let span = Span { start: span.start, end: span.end + holder.len() as u32 };
        let party = super::unlisted(Kind::Firm, span.of(scene.text));
        return Some(Mention { span, value: Value::Party(Box::new(party)), rule: "registered name" });
    }
    // 鼎澜VGC: a fund of the house, whose letters belong to the name.
    if entry.kind == Kind::Institution {
        let letters = rest.bytes().take_while(u8::is_ascii_uppercase).count();
        let own = (2..=5).contains(&letters) && !WORDS.acronyms.contains(&rest[..letters]);
        if own && is_closed(&rest[letters..]) {
            span.end += letters as u32;
        }
    }
    // 联澜科|技 is the firm that is called 联澜科 for short.
    if entry.kind == Kind::Firm
        && let Some(next) = rest.chars().next().filter(|c| is_han(*c) && is_closed(&rest[c.len_utf8()..]))
        && let Some(last) = hit.span.of(scene.text).chars().next_back()
        && WORDS.trade_set.begins(&format!("{last}{next}")).is_some_and(|trade| trade.len() > last.len_utf8())
    {
        span.end += next.len_utf8() as u32;
    }
    let code = printed.map(|(code, _)| code.clone()).or_else(|| entry.codes.first().cloned());
    let (code, entry_id, name) = match contradiction {
        // A slip of the pen: the code is the one that the name has.
        Some(Contradiction::Slip(right)) => (Some(right), Some(entry_id), entry.name.clone()),
        // Another firm of the same name, or another code of the firm: not to be decided here.
        Some(Contradiction::Open) => {
            candidates.push(entry_id);
            (code, None, hit.span.of(scene.text).to_owned())
        }
        None => (code, Some(entry_id), entry.name.clone()),
    };
    let party = Party {
        kind: entry.kind,
        naming: Naming::Named,
        name,
        entry: entry_id,
        candidates,
        code_printed: printed.is_some(),
        code,
        branch,
        via: Vec::new(),
    };
    Some(Mention { span, value: Value::Party(Box::new(party)), rule: "dictionary" })
}

/// Behind a listed firm's name: the name of a holding that is not the listed firm.
const HOLDERS: &[&str] = &["投资控股集团", "产业投资集团", "投资集团", "产业集团", "控股集团", "投资控股"];

/// How a printed code that nobody is known to have contradicts the codes of the name beside it.
enum Contradiction {
    /// One digit is wrong, or two are exchanged: the right code.
    Slip(StockCode),
    /// Nothing alike.
    Open,
}

/// A share of the same market with another number. Codes of bonds, of other markets and of firms without one say nothing.
fn contradicts(code: &StockCode, entry: &Entry) -> Option<Contradiction> {
    let split =
        |code: &StockCode| code.symbol.rsplit_once('.').map(|(digits, market)| (digits.to_owned(), market.to_owned()));
    let (digits, market) = split(code)?;
    let mainland = |market: &str| matches!(market, "SH" | "SZ" | "BJ");
    let same = |other: &str| other == market || (mainland(other) && mainland(&market));
    if mainland(&market) && !crate::extract::code::is_share(&digits) {
        return None;
    }
    let rivals: Vec<(&StockCode, String)> = entry
        .codes
        .iter()
        .filter_map(|other| split(other).filter(|(_, market)| same(market)).map(|(digits, _)| (other, digits)))
        .collect();
    let slip = rivals.iter().find(|(_, right)| is_slip(&digits, right));
    match slip {
        Some((right, _)) => {
            Some(Contradiction::Slip(StockCode { printed: code.printed.clone(), corrected: true, ..(*right).clone() }))
        }
        None => (!rivals.is_empty()).then_some(Contradiction::Open),
    }
}

/// One digit differs, or two neighbours are exchanged.
fn is_slip(printed: &str, right: &str) -> bool {
    if printed.len() != right.len() {
        return false;
    }
    let differing: Vec<usize> = printed
        .bytes()
        .zip(right.bytes())
        .enumerate()
        .filter(|(_, (one, other))| one != other)
        .map(|(at, _)| at)
        .collect();
    match differing.as_slice() {
        [_] => true,
        [first, second] => {
            let (one, other) = (printed.as_bytes(), right.as_bytes());
            second - first == 1 && one[*first] == other[*second] && one[*second] == other[*first]
        }
        _ => false,
    }
}

/// Two entries of one firm: one of them is not listed, or they are listed on different exchanges.
fn is_twin(one: &Entry, other: &Entry) -> bool {
    let market = |code: &StockCode| code.symbol.rsplit_once('.').map(|(_, market)| market.to_owned());
    !one.codes.iter().any(|code| other.codes.iter().any(|twin| market(code) == market(twin)))
}

fn is_current_name(entry: &Entry, surface: &str) -> bool {
    entry.name == surface || entry.full_name.as_deref() == Some(surface)
}

/// The branch that begins a stretch: 武汉分行, 呼和浩特分行, 嘉兴长三角一体化示范区分行, 科技支行.
pub(super) fn branch_words(rest: &str) -> Option<&str> {
    let mut seen = 0;
    // The characters of a place are its own: 和 in 呼和浩特.
    let place = WORDS.places.begins(rest).map_or(0, str::len);
    for (at, c) in rest.char_indices() {
        let tail = &rest[at..];
        if let Some(word) = ["分行", "支行", "营业部", "营业管理部"].iter().find(|word| tail.starts_with(**word))
        {
            // 省分行营业部 and the like go on.
            return (seen > 0).then(|| &rest[..at + word.len()]);
        }
        let says = tail.starts_with("表示") || tail.starts_with("公告");
        let fits = is_han(c) && !says && (at < place || !"的对向与和由为给从被在是将等了于及称获".contains(c));
        seen += 1;
        if !fits || seen > MOST_BRANCH {
            return None;
        }
    }
    None
}

/// Branches whose bank stands elsewhere: 石家庄分行, 余杭支行. The bank is found by reference resolution.
pub(super) fn branches(scene: &Scene<'_, '_>, out: &mut Vec<Mention>) {
    let mut taken: Vec<Span> = out.iter().map(|mention| mention.span).collect();
    taken.sort_unstable();
    for ending in ["分行", "支行"] {
        for (at, _) in scene.text.match_indices(ending) {
            let end = at + ending.len();
            let mut start = at;
            for (offset, c) in scene.text[..at].char_indices().rev().take(6) {
                if !is_han(c) || STOPS.contains(c) || "该行本".contains(c) {
                    break;
                }
                start = offset;
            }
            let count = scene.text[start..at].chars().count();
            let span = Span::new(start, end);
            let name = span.of(scene.text);
            let index = taken.partition_point(|other| other.end <= span.start);
            let overlaps = taken[index.min(taken.len())..].iter().take(2).any(|other| other.overlaps(span));
            if count < 2 || overlaps || name.contains("银行") || name.contains("各地") || name.contains("多家") {
                continue;
            }
            let mut party = super::unlisted(Kind::Bank, name);
            party.branch = Some(name.to_owned());
            out.push(Mention { span, value: Value::Party(Box::new(party)), rule: "branch" });
        }
    }
}
