//! Round: two rounds told as one deal keep the words that join them (天使+、Pre-A轮): the money is that of both.

use super::amount::{self, Extent};
use super::clause::{Case, ItemKind, Scene};
use super::event::{Event, Filler, Valued};
use super::load::Frame;
use super::role::Nucleus;
use super::weight::Direction;
use crate::extract::party::rounds::ROUNDS;
use crate::extract::{Mention, Value};
use crate::layout::Document;
use crate::span::Span;

/// Between two rounds of one deal.
const LINKS: &[&str] = &["、", "及", "和", "以及", "与"];

/// The most bytes of the name of a round.
const MOST: usize = 16;

/// 杨澜的AI初创公司完成逾10亿元融资: somebody acts whom no party of the sentence is, so nobody from outside the sentence does.
pub(super) fn unknown_subject(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    /// The fewest signs that tell of somebody.
    const LEAST: usize = 3;
    if nucleus.frame.name != KIND || nucleus.direction != Direction::Get {
        return false;
    }
    let clause = scene.clauses[nucleus.clause];
    let ahead = scene.between(clause.start, nucleus.trigger.start);
    let Some(verb) = ROUNDS.verb.first(ahead) else { return false };
    let until = clause.start + verb as u32;
    // Everything that is known in the stretch is taken out of it.
    let known: Vec<Span> = scene
        .items
        .iter()
        .filter(|item| item.span.start >= clause.start && item.span.start < until)
        .filter(|item| !matches!(item.kind, ItemKind::Trigger(_)))
        .map(|item| item.span)
        .collect();
    if scene.standings.iter().any(|standing| standing.span.start >= clause.start && standing.span.end <= until) {
        return false;
    }
    let rest: String = scene
        .between(clause.start, until)
        .char_indices()
        .filter(|(at, _)| {
            !known.iter().any(|span| span.start <= clause.start + *at as u32 && clause.start + (*at as u32) < span.end)
        })
        .map(|(_, c)| c)
        .collect();
    if ["轮", "融资", "投资", "该", "这家", "它", "自己", "我们"].iter().any(|word| rest.contains(word)) {
        return false;
    }
    let (mut told, mut rest) = (0, rest.as_str());
    while let Some(c) = rest.chars().next() {
        let nobody = ROUNDS.nobody.begins(rest);
        told += usize::from(nobody.is_none() && c.is_alphanumeric());
        rest = &rest[nobody.map_or(c.len_utf8(), str::len)..];
    }
    told >= LEAST
}

/// 距上一轮融资仅一个月, 继A轮融资完成后: what stands behind the word in its clause is only a time to count from. 测距, 长距 and 继峰股份 count
/// nothing.
pub(super) fn counts_from(scene: &Scene<'_>, clause: usize, at: u32) -> bool {
    let stretch = scene.clauses[clause];
    let head = scene.between(stretch.start, at);
    let since = |(at, word): (usize, &str)| {
        let (before, behind) = (head[..at].trim_start(), &head[at + word.len()..]);
        let opens = before.is_empty() || ["此时", "如今", "现在", "仅"].iter().any(|word| before.ends_with(word));
        opens || behind.starts_with(['离', '上', '前', '今', '其', '首', '第'])
    };
    let behind = head.trim_start_matches(['，', ' ', '在']).strip_prefix('继');
    let after = behind.is_some_and(|rest| {
        let place = at - (rest.len() + '继'.len_utf8()) as u32;
        !rest.starts_with(['续', '而', '承', '任'])
            && !scene.standings.iter().any(|standing| standing.span.start == place)
            && stretch.of(scene.text).contains('后')
    });
    after || head.match_indices('距').any(since)
}

/// The round of the clause is only such a time.
pub(super) fn is_only_time(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    nucleus.frame.name == KIND && counts_from(scene, nucleus.clause, nucleus.trigger.start)
}

/// Money that the words around it make another sum than the round's: what one investor puts in, where the sentence tells of
/// the firm that gets it (甲完成首轮融资，乙个人出资200亿元), what the firm is worth (200亿美元估值融资).
pub(super) fn is_other_sum(scene: &Scene<'_>, nucleus: &Nucleus<'_>, span: Span, clause: usize) -> bool {
    if nucleus.frame.name != KIND {
        return false;
    }
    let rest = scene.clause_rest(clause, span.end);
    let part = nucleus.direction == Direction::Get
        && clause != nucleus.clause
        && amount::extent(scene, nucleus.frame, span, clause) == Extent::Part
        && !scene.between(scene.clauses[clause].start, span.start).contains(['共', '合'])
        && (parts_told(scene, nucleus.frame) > 1
            || ONE_OF.iter().any(|word| scene.clauses[clause].of(scene.text).contains(word)));
    // 向甲入股，…，注册资本2亿元: what a firm has is not what is put in.
    let head = scene.between(scene.clauses[clause].start, span.start).trim_end_matches(['为', '达', '仅', '：', ' ']);
    let changed = span.of(scene.text).starts_with(['由', '从']) || head.ends_with("新增注册资本");
    let level = nucleus.direction == Direction::Give && head.ends_with("注册资本") && !changed;
    part || level || rest.trim_start_matches('的').starts_with("估值") || counts_from(scene, clause, span.start)
}

/// 其中甲出资2亿元, 乙个人出资: one investor among others.
const ONE_OF: &[&str] = &["其中", "个人", "最大"];

/// How many amounts of the sentence are each one party's part.
fn parts_told(scene: &Scene<'_>, frame: &Frame) -> usize {
    // Shares and days stand among the values too.
    let money = |span: Span| span.of(scene.text).contains(['元', '镑', '币', '$']);
    let part = |(_, span, clause): &(usize, Span, usize)| {
        money(*span) && amount::extent(scene, frame, *span, *clause) == Extent::Part
    };
    scene.values().filter(part).count()
}

/// 甲完成首轮融资，乙出资100亿元；丙出资50亿元: who puts in what.
pub(super) fn share_parts(scene: &Scene<'_>, nucleus: &Nucleus<'_>, mentions: &[Mention], event: &mut Event) {
    if nucleus.frame.name != KIND || nucleus.direction != Direction::Get || parts_told(scene, nucleus.frame) < 2 {
        return;
    }
    for (index, span, clause) in amount::amounts(scene, mentions) {
        let Value::Money(money) = &mentions[index].value else { continue };
        if event.amount.as_ref().is_some_and(|held| held.span == span)
            || amount::extent(scene, nucleus.frame, span, clause) != Extent::Part
        {
            continue;
        }
        let mut givers = scene.standings.iter().filter(|standing| {
            standing.clause == clause && standing.case == Case::Subject && standing.span.end <= span.start
        });
        let (Some(giver), None) = (givers.next(), givers.next()) else { continue };
        let Value::Party(party) = &mentions[giver.mention].value else { continue };
        let amount = Some(Valued { span, value: money.clone() });
        match event.fillers.iter_mut().find(|filler| filler.party.name == party.name) {
            Some(filler) if !filler.main => filler.amount = filler.amount.take().or(amount),
            Some(_) => {}
            None => event.fillers.push(Filler {
                role: "investor".to_owned(),
                party: (**party).clone(),
                span: giver.span,
                amount,
                main: false,
            }),
        }
    }
}

/// 注册资本1.4亿元，其中甲认缴9100万元，占65%: beside the whole sum the ratio is that of one investor.
pub(super) fn ratio_of_one(scene: &Scene<'_>, frame: &Frame, event: &mut Event) {
    let (Some(amount), Some(ratio)) = (&event.amount, &event.ratio) else { return };
    let clause = |at: u32| scene.clauses.partition_point(|clause| clause.end <= at).min(scene.clauses.len() - 1);
    let whole = amount::extent(scene, frame, amount.span, clause(amount.span.start)) == Extent::Whole;
    let parted = amount.span.end <= ratio.span.start && {
        let between = scene.between(amount.span.end, ratio.span.start);
        frame.amount.as_ref().is_some_and(|rule| rule.parts.iter().any(|word| between.contains(word.as_str())))
    };
    if frame.name == KIND && whole && parted {
        event.ratio = None;
        event.ratio_base = None;
    }
}

/// 公司拟出资800万元与甲、乙共同设立丙: of several who put money in only one's part is told, and not what all put in (EVENTS.md, amount).
pub fn part_of_one(document: &Document<'_>, events: &mut [Event]) {
    const PUT_IN: &[&str] = &["出资", "认缴", "投入"];
    const TOGETHER: &[&str] = &["共同", "合资", "联合"];
    const WHOLE: &[&str] = &[
        "合计",
        "共同出资",
        "总计",
        "总额",
        "共出资",
        "各出资",
        "分别出资",
        "均出资",
        "双方",
        "各方",
        "三方",
        "联合出资",
        "共同投入",
        "联合投入",
    ];
    /// Characters between the word and the amount.
    const NEAR: usize = 6;
    let text = document.text();
    let invests = |filler: &Filler| filler.role.ends_with("investor");
    for event in events.iter_mut().filter(|event| event.kind == KIND) {
        let Some(amount) = event.amount.as_ref().filter(|_| event.fillers.iter().filter(|f| invests(f)).count() > 1)
        else {
            continue;
        };
        let Some(place) = document.sentence_at(amount.span.start) else { continue };
        let sentence = document.sentences[place].span;
        let head = &text[sentence.start as usize..amount.span.start as usize];
        let clause = head.rfind(['，', '；', '：', ',']).map_or(0, |at| at + 1);
        let clause = (clause..=head.len()).find(|at| head.is_char_boundary(*at)).unwrap_or(head.len());
        let words = &head[clause..];
        let from = words.char_indices().rev().nth(NEAR).map_or(0, |(at, _)| at);
        let own =
            PUT_IN.iter().any(|word| words[from..].contains(word)) && !WHOLE.iter().any(|word| words.contains(word));
        if !own || !TOGETHER.iter().any(|word| sentence.of(text).contains(word)) {
            continue;
        }
        // Who gives it is told alone, in the amount's clause or before it: 甲、乙联合领投，投入3亿元 is of both.
        let until = amount.span.start;
        let ahead = |from: u32| {
            let told = |filler: &Filler| invests(filler) && filler.span.start >= from && filler.span.end <= until;
            let mut found = (0..event.fillers.len()).filter(|index| told(&event.fillers[*index]));
            (found.next(), found.next().is_some())
        };
        let giver = match (ahead(sentence.start + clause as u32), ahead(sentence.start)) {
            ((Some(giver), false), _) | ((None, _), (Some(giver), false)) => giver,
            _ => continue,
        };
        let amount = event.amount.take();
        event.amount_kind = None;
        let giver = &mut event.fillers[giver];
        giver.amount = giver.amount.take().or(amount);
    }
}

/// Takes out what only counts the rounds of a firm together (至此，甲三轮融资总额达…, 这是甲的第二笔融资) where one of them is told.
pub(super) fn drop_counts(document: &Document<'_>, events: &mut Vec<Event>) {
    let text = document.text();
    let counts = |event: &Event| event.kind == KIND && event.evidence.iter().any(|span| counts_rounds(span.of(text)));
    let mains = |event: &Event| -> Vec<String> {
        event.fillers.iter().filter(|filler| filler.main).map(|filler| filler.party.name.clone()).collect()
    };
    let told: Vec<Vec<String>> =
        events.iter().filter(|event| event.kind == KIND && !counts(event)).map(&mains).collect();
    events.retain(|event| !counts(event) || !told.iter().any(|names| *names == mains(event)));
}

/// 三轮亿元级融资, 两轮融资; no number of one round: 第二轮融资.
fn counts_rounds(words: &str) -> bool {
    /// Characters between the count and 融资.
    const AHEAD: usize = 8;
    const NUMBERS: &[char] = &['两', '二', '三', '四', '五', '六', '七', '八', '多', '数', '几'];
    let several = words.match_indices('轮').any(|(at, _)| {
        let head = &words[..at];
        let number = head.trim_end_matches(NUMBERS);
        let ahead: String = words[at + '轮'.len_utf8()..].chars().take(AHEAD).collect();
        number.len() < head.len() && !number.ends_with(['第', '前']) && ahead.contains("融资") && !named_before(head)
    });
    let opens = words.trim_start();
    let comment = (opens.starts_with("这是") || opens.starts_with("这也是"))
        && words.match_indices('第').any(|(at, _)| {
            let rest = words[at + '第'.len_utf8()..].trim_start_matches(NUMBERS);
            rest.starts_with(['笔', '轮', '次'])
        });
    several || comment
}

/// 天使轮及天使+轮两轮融资: the rounds that are counted are named.
fn named_before(head: &str) -> bool {
    head.trim_end_matches(['两', '二', '三', '四', '五', '六', '七', '八', '多', '数', '几', '等', '共'])
        .ends_with('轮')
}

/// The type that rounds are told in.
const KIND: &str = "equity.round";

/// Widens the round of an event over those that stand beside it.
pub(super) fn join(scene: &Scene<'_>, event: &mut Event) {
    let Some(round) = &mut event.round else { return };
    let (first, last) = (round.span.start, round.span.end);
    while let Some(width) = ahead(scene.between(scene.span.start, round.span.start)) {
        round.span.start -= width as u32;
    }
    while let Some(width) = behind(scene.between(round.span.end, scene.span.end)) {
        round.span.end += width as u32;
    }
    if (round.span.start, round.span.end) != (first, last) {
        round.value = round.span.of(scene.text).trim_end_matches('轮').to_owned();
    }
}

/// The bytes of a round and its link at the end of a text.
fn ahead(text: &str) -> Option<usize> {
    LINKS.iter().find_map(|link| {
        let rest = text.strip_suffix(link)?;
        let name = rest.len() - rest.trim_end_matches(is_part).len();
        is_round(&rest[rest.len() - name..]).then_some(link.len() + name)
    })
}

/// The bytes of a link and a round at the head of a text.
fn behind(text: &str) -> Option<usize> {
    LINKS.iter().find_map(|link| {
        let rest = text.strip_prefix(link)?;
        let name = rest.len() - rest.trim_start_matches(is_part).len();
        (is_round(&rest[..name]) && rest[..name].ends_with('轮')).then_some(link.len() + name)
    })
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '天' | '使' | '种' | '子' | '战' | '略' | '轮')
}

fn is_round(name: &str) -> bool {
    let bare = name.trim_end_matches('轮');
    let stem = bare.trim_end_matches(|c: char| c == '+' || c.is_ascii_digit());
    let stem = stem.strip_prefix("Pre").map_or(stem, |rest| rest.trim_start_matches('-'));
    let letter = stem.len() == 1 && stem.starts_with(|c: char| matches!(c, 'A'..='I'));
    name.len() <= MOST
        && bare.len() + '轮'.len_utf8() >= name.len()
        && (letter || matches!(stem, "天使" | "种子" | "战略"))
}
