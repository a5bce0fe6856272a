//! Between deals: what one deal of a text has to do with another: whom it takes over, whether it goes on with it, is a part or the
//! sum of others, or only the source of another's money.

use super::clause::{self, Case, Scene};
use super::cue::CueClass;
use super::event::{Event, Filler};
use super::judge;
use super::load::{self, Frame};
use super::role::Nucleus;
use super::weight::Direction;
use crate::extract::{Kind, Mention, Naming, Value};
use crate::layout::Document;
use crate::resolve::discourse::Discourse;
use crate::span::Span;

/// The main parties of the nearest earlier event of the type in the section, as mentions: whom 本轮融资 is about.
pub(super) fn earlier_mains(
    document: &Document<'_>,
    discourse: &Discourse,
    sentence: usize,
    mentions: &[Mention],
    events: &[Event],
    kind: &str,
) -> Vec<usize> {
    /// Sentences to look back.
    const BACK: usize = 6;
    let section = |sentence: usize| document.blocks[document.sentences[sentence].block as usize].section;
    let near = |event: &&Event| {
        event.kind == kind
            && event.sentence + BACK >= sentence
            && section(event.sentence) == section(sentence)
            && !discourse.parted(event.sentence, sentence)
    };
    // 控股股东获贷款承诺函，用于增持。本次增持计划…: who borrowed to buy.
    let borrowed =
        |event: &&Event| kind == "equity.increase" && event.kind == "credit.loan" && event.sentence + 1 == sentence;
    let found = events.iter().rev().find(near).or_else(|| events.iter().rev().find(borrowed));
    let Some(event) = found else { return Vec::new() };
    let index = |filler: &Filler| {
        let first = mentions.partition_point(|mention| mention.span.start < filler.span.start);
        (first..mentions.len())
            .take_while(|index| mentions[*index].span.start == filler.span.start)
            .find(|index| mentions[*index].span == filler.span && matches!(mentions[*index].value, Value::Party(_)))
    };
    event.fillers.iter().filter(|filler| filler.main).filter_map(index).collect()
}

/// Why a deal without its main party is none.
pub(super) fn no_main(nucleus: &Nucleus<'_>) -> String {
    let mains = nucleus.frame.roles.iter().filter(|(_, role)| role.main).map(|(name, _)| name.as_str());
    format!("no {}", mains.collect::<Vec<_>>().join(" or "))
}

/// The one borrower of all the credit that the article has told so far, where a sentence names only who lends: 2017年，甲银行愿意借
/// 300万元.
pub(super) fn sole_debtor(
    scene: &Scene<'_>,
    nucleus: &Nucleus<'_>,
    fillers: &[(Filler, f32)],
    events: &[Event],
    mentions: &[Mention],
) -> Option<Filler> {
    const ROLES: &[&str] = &["borrower", "lessee"];
    let family = |kind: &str| kind.starts_with("credit.");
    let (name, role) = nucleus.frame.roles.iter().find(|(name, role)| role.main && ROLES.contains(&name.as_str()))?;
    let lends = fillers.iter().any(|(filler, _)| !filler.main && scene.span.contains(filler.span));
    // 该行供应链金融平台: a deal tells how much, or what is done about one.
    let figure = scene.values().any(|(index, _, clause)| {
        matches!(mentions[index].value, Value::Money(_)) && clause.abs_diff(nucleus.clause) <= 1
    });
    let deal = figure || nucleus.entry().instrument == Some(false);
    if !family(&nucleus.frame.name) || !role.topic || !lends || !deal {
        return None;
    }
    let told = || {
        let credit = events.iter().filter(|event| family(&event.kind) && event.kind != "credit.guarantee");
        credit.flat_map(|event| &event.fillers).filter(|filler| ROLES.contains(&filler.role.as_str()))
    };
    let debtor = told().next()?;
    let alone = told().all(|filler| filler.party.name == debtor.party.name);
    let free = fillers.iter().all(|(filler, _)| filler.party.name != debtor.party.name);
    (alone && free && debtor.party.naming == Naming::Named).then(|| Filler {
        role: name.clone(),
        main: true,
        amount: None,
        ..debtor.clone()
    })
}

/// The deal of the sentence before whose parts this sentence tells: 其中，….
pub(super) fn whole_of<'e>(
    document: &Document<'_>,
    scene: &Scene<'_>,
    nucleus: &Nucleus<'_>,
    events: &'e [Event],
) -> Option<&'e Event> {
    let block = |sentence: usize| document.sentences[sentence].block;
    let opens = scene.span.of(scene.text).trim_start().starts_with("其中");
    events.iter().rev().find(|event| {
        opens
            && event.kind.starts_with("credit.")
            && event.kind == nucleus.frame.name
            && event.sentence + 1 == scene.sentence
            && block(event.sentence) == block(scene.sentence)
    })
}

/// Why what looks like credit is none of its own: the source of another deal's money, or a figure of a business.
pub(super) fn no_own_deal(scene: &Scene<'_>, nucleus: &Nucleus<'_>, event: &Event) -> Option<&'static str> {
    if !nucleus.frame.name.starts_with("credit.") {
        return None;
    }
    let source = judge::source(scene, nucleus);
    let lent = |from: u32| event.fillers.iter().any(|filler| !filler.main && filler.span.start >= from);
    if source.is_some_and(|from| event.amount.is_none() && !lent(from)) {
        return Some("where another deal's money comes from");
    }
    (event.fillers.len() < 2 && is_compared(scene, event)).then_some("an operating figure")
}

/// 放款48亿元，环比下降3.1%: a figure of a business, compared with an earlier one.
pub(super) fn is_compared(scene: &Scene<'_>, event: &Event) -> bool {
    event.amount.as_ref().is_some_and(|amount| {
        let behind: String = scene.between(amount.span.end, scene.span.end).chars().take(8).collect();
        ["同比", "环比", "较上年", "较年初", "较去年", "较上月", "比上年"].iter().any(|word| behind.contains(word))
    })
}

/// The trigger with the word that must follow it in the clause: 解除…质押.
pub(super) fn extended(scene: &Scene<'_>, entry: &load::Trigger, clause: usize, span: Span) -> Option<Span> {
    /// Between the two parts.
    const GAP: usize = 25;
    let rest = scene.clause_rest(clause, span.end);
    entry
        .followed_by
        .iter()
        .filter_map(|word| rest.find(word.as_str()).map(|at| (at, word.len())))
        .min()
        .filter(|(at, _)| rest[..*at].chars().count() <= GAP)
        .map(|(at, length)| Span { start: span.start, end: span.end + (at + length) as u32 })
}

/// Triggers without the words that they ask for: they open no deal, and stand in no other deal's way.
pub(super) fn idle(scene: &Scene<'_>, frames: &[Frame]) -> Vec<super::trigger::TriggerHit> {
    let lacks = |clause: usize, hit: &super::trigger::TriggerHit| {
        let entry = &frames[hit.frame].triggers[hit.trigger];
        let head = scene.between(scene.span.start, hit.span.start);
        let before = entry.preceded_by.is_empty() || entry.preceded_by.iter().any(|word| head.contains(word.as_str()));
        let behind = entry.followed_by.is_empty() || extended(scene, entry, clause, hit.span).is_some();
        !(before && behind)
    };
    scene.triggers().filter(|(clause, hit)| lacks(*clause, hit)).map(|(_, hit)| hit).collect()
}

/// 美元融资用于扩产: a trigger that opens with a unit of money asks for the sum before it.
pub(super) fn lacks_sum(scene: &Scene<'_>, trigger: Span) -> bool {
    const UNITS: &[char] = &['元', '亿', '万', '级', '币', '民'];
    let counted = |span: Span| span.start < trigger.start && span.end + 6 >= trigger.start;
    trigger.of(scene.text).starts_with(UNITS) && !scene.values().any(|(_, span, _)| counted(span))
}

/// 甲将以34.5亿美元收购Xyz Maritime: no main party is known, but who acts in the deal's own clause is, and that firms or stakes
/// are dealt in.
pub(super) fn tells_alone(scene: &Scene<'_>, nucleus: &Nucleus<'_>, filler: &Filler) -> bool {
    const DEALT: &[&str] = &["股权", "股份", "股票", "公司", "集团", "业务", "控制权", "份额"];
    const THINGS: &[&str] = &["土地", "大楼", "房产", "证券", "债券", "频谱", "指标", "设备", "车位", "使用权"];
    use clause::Case;
    let rest = scene.clauses[nucleus.clause].of(scene.text);
    let foreign = rest.chars().filter(char::is_ascii_uppercase).count() >= 1
        && rest.split(|c: char| !c.is_ascii_alphabetic()).any(|word| word.len() >= 4);
    let acts = scene.standings.iter().any(|standing| {
        let near = standing.clause == nucleus.clause
            && matches!(standing.case, Case::Subject | Case::By | Case::From | Case::To | Case::With);
        let label = standing.case == Case::Label && standing.clause + 1 == nucleus.clause;
        // 甲称已与丙签署协议，将斥资36亿欧元从对方手中收购25%股份: nobody acts in the clause itself.
        let led = matches!(standing.case, Case::Subject | Case::Speaker)
            && standing.clause < nucleus.clause
            && super::offer::unnamed_stake(scene, nucleus)
            && !scene.standings.iter().any(|other| {
                other.case == Case::Subject && (standing.clause + 1..=nucleus.clause).contains(&other.clause)
            });
        standing.span == filler.span && (near || label || led)
    });
    nucleus.frame.roles.get(&filler.role).is_some_and(|role| role.alone)
        && filler.party.naming == Naming::Named
        && acts
        && (foreign || DEALT.iter().any(|word| rest.contains(word)))
        && !THINGS.iter().any(|word| rest.contains(word))
}

/// 拟减持数量及比例：不超过1320万股: a piece of news that names nobody at all tells a deal by its shares alone (EVENTS.md, least content:
/// failing a party, a specific deal). Money alone may be a sum over a market.
pub(super) fn is_nameless(scene: &Scene<'_>, nucleus: &Nucleus<'_>, mentions: &[Mention]) -> bool {
    let named = |mention: &Mention| {
        matches!(&mention.value, Value::Party(party)
            if party.naming == Naming::Named && matches!(party.kind, Kind::Firm | Kind::Bank | Kind::Person))
    };
    // 被减持210万股: who does it is left open.
    let suffers = scene.text[..nucleus.trigger.start as usize].ends_with(['被', '遭']);
    nucleus.frame.nameless && nucleus.entry().strength > 1 && !suffers && !mentions.iter().any(named)
}

/// The main parties that stand in the sentence itself.
pub(super) fn own_names(scene: &Scene<'_>, event: &Event) -> Vec<String> {
    let own = event.fillers.iter().filter(|filler| filler.main && scene.span.contains(filler.span));
    own.map(|filler| filler.party.name.clone()).collect()
}

/// The reason of a part of a deal.
pub(super) const PART: &str = "a part of the deal told before";

/// 其中，集中竞价减持…股 is a part of the deal told before, 合计减持…股 the sum over those of several parties: neither has a
/// party of its own in its clause.
pub(super) fn part_or_sum(
    scene: &Scene<'_>,
    nucleus: &Nucleus<'_>,
    event: &Event,
    sentence: &[(usize, Event)],
    before: &[Event],
) -> Option<String> {
    let clause = scene.clauses[nucleus.clause];
    if event.amount.as_ref().is_some_and(|amount| amount.value.quantity.from.is_some())
        && is_aftermath(scene, nucleus)
        && sentence.iter().map(|(_, event)| event).chain(before).any(|other| {
            other.kind == event.kind && other.sentence + 2 >= scene.sentence && other.sentence <= scene.sentence
        })
    {
        return Some("the level after a deal told before".to_owned());
    }
    let named = event.fillers.iter().any(|filler| filler.main && clause.contains(filler.span));
    let head = scene.between(clause.start, nucleus.trigger.start).trim_start();
    let inner = head.starts_with("其中") || head.starts_with("已");
    if !named
        && inner
        && !nucleus.frame.part
        && sentence.iter().any(|(_, other)| {
            other.kind == event.kind
                && matches!((other.amount_level(), event.amount_level()), (Some(whole), Some(part)) if part < whole)
        })
    {
        return Some(PART.to_owned());
    }
    if named || !event.kind.starts_with("equity.") {
        return None;
    }
    let told: Vec<&Event> = sentence
        .iter()
        .map(|(_, event)| event)
        .chain(before.iter().filter(|event| event.sentence + 2 >= scene.sentence))
        .filter(|other| other.kind == event.kind)
        .collect();
    let head = scene.between(clause.start, nucleus.trigger.end);
    let opening: String = scene.between(scene.span.start, nucleus.trigger.start).chars().take(3).collect();
    if !told.is_empty() && (opening.contains("其中") || head.contains("其中") || within(scene, nucleus, sentence)) {
        return Some(PART.to_owned());
    }
    let mut names: Vec<&str> = told
        .iter()
        .flat_map(|event| event.fillers.iter().filter(|filler| filler.main))
        .map(|filler| filler.party.name.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    let summed = scene.cues(nucleus.clause).any(|(_, classes)| classes.has(CueClass::Sum));
    let sum = summed || ["三人", "两人", "四人", "上述"].iter().any(|word| head.contains(word));
    // 丙及其一致行动人因…，合计减持…: who acts in the sentence was not among those told before.
    let own = own_names(scene, event);
    let anew = !own.is_empty() && own.iter().all(|name| !names.contains(&name.as_str()));
    (sum && names.len() > 1 && !anew).then(|| "the sum of deals told before".to_owned())
}

/// 拟减持不超过200万股；其中以集中竞价减持不超过80万股，以大宗交易减持不超过120万股: all that stands behind 其中 are parts, as
/// long as nobody else is named there.
fn within(scene: &Scene<'_>, nucleus: &Nucleus<'_>, sentence: &[(usize, Event)]) -> bool {
    let clauses = (0..nucleus.clause).rev();
    let Some(from) = clauses
        .into_iter()
        .find(|clause| scene.clauses[*clause].of(scene.text).trim_start_matches(['，', '；', ' ']).starts_with("其中"))
    else {
        return false;
    };
    let start = scene.clauses[from].start;
    let named = scene.standings.iter().any(|standing| {
        standing.case == Case::Subject && standing.span.start >= start && standing.span.end <= nucleus.trigger.start
    });
    let whole = sentence.iter().any(|(_, event)| {
        event.kind == nucleus.frame.name && event.shares.as_ref().is_some_and(|shares| shares.span.end <= start)
    });
    nucleus.frame.progress && whole && !named
}

/// 增资完成后，注册资本由2亿元增至4亿元: what the deal before it leads to.
fn is_aftermath(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    let head = scene.between(scene.span.start, nucleus.trigger.start);
    ["完成后", "增资后", "投资后", "交易后"].iter().any(|word| head.contains(word))
}

/// 子公司拟引入A、B，合计增资3亿元: a clause without a party of its own tells of the main party of the clauses before it, not
/// of the article's.
pub(super) fn same_main(
    scene: &Scene<'_>,
    nucleus: &Nucleus<'_>,
    open: &[Nucleus<'_>],
    parties: &[Vec<(Filler, f32)>],
    fillers: &mut [(Filler, f32)],
) {
    let inside = |filler: &Filler| scene.span.contains(filler.span);
    let before = open.iter().zip(parties).rev().find(|(other, _)| other.frame.name == nucleus.frame.name);
    let Some((_, held)) = before else { return };
    // 为甲向银行申请授信提供担保，公司签订了保证合同: nor of another whom only the article names.
    for place in 0..fillers.len() {
        let filler = &fillers[place].0;
        let taken = |party: &Filler| fillers.iter().any(|(filler, _)| filler.party.name == party.party.name);
        let same = held.iter().find(|(other, _)| other.role == filler.role && inside(other));
        if !inside(filler)
            && let Some((other, _)) = same.filter(|(other, _)| !taken(other))
        {
            let (party, span) = (other.party.clone(), other.span);
            let filler = &mut fillers[place].0;
            (filler.party, filler.span) = (party, span);
        }
    }
    let Some((main, _)) = held.iter().find(|(filler, _)| filler.main && inside(filler)) else { return };
    if fillers.iter().any(|(filler, _)| filler.party.name == main.party.name) {
        return;
    }
    if let Some((filler, _)) = fillers.iter_mut().find(|(filler, _)| filler.main && filler.role == main.role)
        && !inside(filler)
    {
        filler.party.clone_from(&main.party);
        filler.span = main.span;
    }
}

/// A verb of getting stands before the trigger in its clause.
pub(super) fn gets(scene: &Scene<'_>, clause: usize, trigger: Span) -> bool {
    scene.cues(clause).any(|(span, classes)| classes.has(CueClass::Get) && span.end <= trigger.start)
}

/// A verb of giving and the one who is given to stand before the word: 将向乙提供战略融资.
pub(super) fn gives(scene: &Scene<'_>, clause: usize, trigger: Span) -> bool {
    let to = |from: u32| {
        scene
            .standings
            .iter()
            .any(|standing| standing.clause == clause && standing.case == clause::Case::To && standing.span.end <= from)
    };
    scene.cues(clause).any(|(span, classes)| {
        span.of(scene.text) == "提供" && classes.has(CueClass::Give) && span.end <= trigger.start && to(span.start)
    }) || arranges(scene, clause, trigger)
        || joins(scene, clause, trigger)
}

/// 为乙敲定35亿美元的融资方案: money is arranged for the one behind 为.
fn arranges(scene: &Scene<'_>, clause: usize, trigger: Span) -> bool {
    const VERBS: &[&str] = &["敲定", "安排", "筹集", "筹措", "组织"];
    scene.standings.iter().any(|standing| {
        standing.clause == clause
            && standing.case == clause::Case::To
            && standing.span.end <= trigger.start
            && VERBS.iter().any(|verb| scene.between(standing.span.end, trigger.start).starts_with(verb))
    })
}

/// 甲参与乙B轮融资: who takes part in another's round gives.
fn joins(scene: &Scene<'_>, clause: usize, trigger: Span) -> bool {
    /// Characters of the round between its firm and the trigger.
    const ROUND: usize = 8;
    const VERBS: &[&str] = &["参与", "参与了", "参与认购", "参投", "加入", "参加", "投资"];
    scene.standings.iter().any(|standing| {
        let gap = scene.between(standing.span.end, trigger.start);
        let head = scene.between(scene.clauses[clause].start, standing.span.start);
        let acts = |other: &clause::Standing| {
            other.clause == clause && other.case == clause::Case::Subject && other.span.end <= standing.span.start
        };
        standing.clause == clause
            && scene.standings.iter().any(acts)
            && standing.span.end <= trigger.start
            && gap.chars().count() <= ROUND
            && !gap.contains(['、', '和', '及', '与', '的', '元'])
            && VERBS.iter().any(|verb| head.ends_with(verb))
    })
}

/// 甲与乙签署《股权转让协议》，拟收购…: the paper that is signed goes the way of the deal that its signer then makes.
pub(super) fn papers(scene: &Scene<'_>, nuclei: &mut [Nucleus<'_>]) {
    const PAPERS: &[&str] = &["协议", "框架协议", "意向协议", "意向书", "合同", "补充协议", "备忘录", "意向性协议"];
    for number in 0..nuclei.len() {
        let paper = nuclei[number];
        let rest = scene.clause_rest(paper.clause, paper.trigger.end).trim_start_matches('之');
        if !matches!(paper.direction, Direction::Give | Direction::Get)
            || !PAPERS.iter().any(|word| rest.starts_with(word))
        {
            continue;
        }
        let place = |span: Span| span.of(scene.text);
        let signer = scene
            .standings
            .iter()
            .find(|standing| standing.clause == paper.clause && standing.case == clause::Case::Subject)
            .map(|standing| place(standing.span));
        // Who acts in the clauses up to the deal is the signer, or nobody is named.
        let other_acts = |clause: usize, until: u32| {
            scene.standings.iter().any(|standing| {
                if standing.clause != clause || standing.case != clause::Case::Subject {
                    return false;
                }
                // Whose stake it is and who holds it do not act.
                if matches!(standing.mark, Some(clause::Mark::Stake | clause::Mark::Owner))
                    || standing.span.start >= until
                {
                    return false;
                }
                let name = place(standing.span);
                let same = signer.is_some_and(|signer| signer.starts_with(name) || name.starts_with(signer));
                let aside = scene.standings.iter().any(|alias| {
                    alias.clause == paper.clause && alias.case == clause::Case::Aside && place(alias.span) == name
                });
                !same && !aside
            })
        };
        let deal = nuclei[number + 1..].iter().find(|other| {
            other.frame.name == paper.frame.name
                && other.clause > paper.clause
                && matches!(other.direction, Direction::Give | Direction::Get)
                && !(paper.clause + 1..=other.clause).any(|clause| other_acts(clause, other.trigger.start))
        });
        if let Some(direction) = deal.map(|deal| deal.direction) {
            nuclei[number].direction = direction;
        }
    }
}

/// A clause that only goes on about a deal told before: 「…的贷款承诺函，贷款额度不超过1亿元，贷款用于…」. It begins with the word
/// for the deal and names nobody.
pub(super) fn carries_on(scene: &Scene<'_>, told: &Nucleus<'_>, frame: &Frame, clause: usize, trigger: Span) -> bool {
    let family = |frame: &Frame| frame.name.split('.').next().map(str::to_owned);
    if told.clause >= clause || clause - told.clause > 3 || family(told.frame) != family(frame) {
        return false;
    }
    // 另与乙签署协议，拟转让…: somebody new is dealt with.
    let partner = |standing: &clause::Standing| standing.case == clause::Case::With && standing.mark.is_none();
    let mut partners = scene.standings.iter().filter(|standing| partner(standing));
    let told_with = scene.standings.iter().any(|standing| standing.clause == told.clause && partner(standing));
    if told_with && partners.any(|standing| (told.clause + 1..=clause).contains(&standing.clause)) {
        return false;
    }
    // 甲拟减持18.8万股；乙持股15万股，拟减持…: another acts behind the semicolon.
    let acts_next = |standing: &clause::Standing| {
        standing.case == Case::Subject && (told.clause + 1..=clause).contains(&standing.clause)
    };
    let parted = (told.clause..clause).any(|clause| scene.clauses[clause].of(scene.text).trim_end().ends_with('；'));
    if parted && scene.standings.iter().any(acts_next) {
        return false;
    }
    let head = scene.between(scene.clauses[clause].start, trigger.start);
    // 签署担保终止协议，终止上述担保.
    let ends = |words: &str| ["终止", "解除"].iter().any(|word| words.contains(word));
    let told_end = ends(scene.clauses[told.clause].of(scene.text));
    let bare = match told_end {
        true => head.trim().trim_start_matches("终止").trim_start_matches("解除"),
        false => head.trim(),
    };
    let opens = head.is_empty() || CARRIERS.contains(&bare);
    let names =
        scene.standings.iter().any(|standing| standing.clause == clause && standing.case != clause::Case::Aside);
    let acts = scene.cues(clause).any(|(span, classes)| classes.is_verb() && span.start < trigger.end);
    // 签署《保证合同》，担保8000万元: what the paper just signed is about.
    let paper = told.entry().instrument == Some(false) && told.entry().usage == load::Usage::Product;
    if paper && told.frame.name == frame.name && told.clause + 1 == clause && head.starts_with("提供") && !names {
        return true;
    }
    opens && !names && !acts
}

/// Words that can stand before the word for a deal that is told on.
const CARRIERS: &[&str] = &[
    "承诺", "其中", "该", "该笔", "上述", "本次", "总", "本笔", "此次", "最高", "拟", "对应", "实际", "预计", "相关",
    "具体", "此项",
];
