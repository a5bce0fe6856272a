//! Roles: which party does what. Every party of the sentence, and those the discourse offers, gets points for each role
//! from how it stands in its clause; the best joint assignment wins, and one party has one role.

use super::apart::{another_acts, another_follows, unnamed_act};
use super::belonging::{
    AUTHORITIES, HOLDING, approves, gives_its_own, gives_to_its_own, is_security, listed, possesses, stands_for_money,
    stands_over,
};
use super::called::told_earlier;
use super::clause::{Case, Mark, Scene, Standing};
use super::cue::CueClass;
use super::load::{Frame, Role, Usage};
use super::standing::skip_bracket;
use super::weight::{Direction, Weights};
use crate::extract::{Mention, Naming, Party, Value};
use crate::lexicon::Lexicon;
use crate::record::Side;
use crate::span::Span;

/// A party that can have a role.
#[derive(Debug, Clone)]
pub(super) struct Candidate<'m> {
    pub(super) party: &'m Party,
    pub(super) span: Span,
    pub(super) case: Case,
    /// Clauses between party and trigger; parties outside the sentence have none.
    pub(super) distance: usize,
    pub(super) standing: Option<Standing>,
    /// The role that the deal told before gave it, in a sentence that tells a part of that deal: 其中，甲借款不超过2亿元.
    pub(super) kept: Option<String>,
    /// Not a place of its own, and the sentence names it only as one to whom something is done.
    pub(super) passive: bool,
}

/// The deal whose roles are filled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Nucleus<'f> {
    pub(super) frame: &'f Frame,
    pub(super) clause: usize,
    pub(super) trigger: Span,
    /// Index of the trigger in the frame.
    pub(super) number: usize,
    pub(super) direction: Direction,
}

impl<'f> Nucleus<'f> {
    /// The trigger's entry in the frame.
    pub(super) fn entry(&self) -> &'f super::load::Trigger {
        &self.frame.triggers[self.number]
    }
}

/// The candidates of a nucleus: parties of the sentence, then what the discourse offers.
pub(super) fn candidates<'m>(
    scene: &Scene<'_>,
    nucleus: &Nucleus<'_>,
    mentions: &'m [Mention],
    discourse: &[(usize, Case)],
) -> Vec<Candidate<'m>> {
    let party = |index: usize| match &mentions[index].value {
        Value::Party(party) => Some(party),
        _ => None,
    };
    let item = match nucleus.entry().lists {
        true => listed(scene, nucleus),
        false => announced_item(scene, nucleus),
    };
    let own = |standing: &&Standing| standing.case != Case::Aside && item.contains(&standing.clause);
    let inside = scene.standings.iter().filter(own).filter_map(|standing| {
        Some(Candidate {
            party: party(standing.mention)?,
            span: standing.span,
            case: if nucleus.entry().lists { Case::Subject } else { standing.case },
            distance: standing.clause.abs_diff(nucleus.clause),
            standing: Some(*standing),
            kept: None,
            passive: false,
        })
    });
    // The paragraph's subject that stands in another firm's item of the sentence is not this one's.
    let foreign = |span: Span| {
        let clause = scene.clauses.partition_point(|clause| clause.end <= span.start);
        scene.span.contains(span) && !item.contains(&clause)
    };
    // Nor does whom the article is about act here where the sentence names it as one to whom something is done.
    let acts = |case: Case| !matches!(case, Case::Object | Case::To | Case::From);
    let sided = |side: Side| nucleus.frame.roles.values().any(|role| role.side == side);
    let two_sided = sided(Side::Provider) && sided(Side::Receiver);
    let name = |index: usize| party(index).map(|party| party.name.as_str());
    let passive = |index: usize| {
        let own_name = name(index);
        let mut own = scene.standings.iter().filter(|standing| name(standing.mention) == own_name).peekable();
        two_sided && own.peek().is_some() && own.all(|standing| !acts(standing.case) || is_security(scene, standing))
    };
    // Where a firm makes its own news known, the article's or the section's subject is another one's.
    let announcers: Vec<Option<&str>> = scene
        .standings
        .iter()
        .filter(|standing| {
            // 在港交所公告: where, not who.
            standing.mark == Some(Mark::Announcer) && standing.case != Case::In && item.contains(&standing.clause)
        })
        .map(|standing| name(standing.mention))
        .collect();
    let other = |index: usize| !announcers.is_empty() && !announcers.contains(&name(index));
    // Who acts in the deal's own clause stands there, and in no other way because the article is about it.
    let stands = |index: usize| {
        two_sided
            && nucleus.frame.name.starts_with("credit.")
            && scene.standings.iter().any(|standing| {
                standing.clause == nucleus.clause
                    && standing.case == Case::Subject
                    && standing.mark.is_none()
                    && standing.span.end <= nucleus.trigger.start
                    && name(standing.mention) == name(index)
                    && nucleus.direction == Direction::Give
            })
    };
    let offered = discourse.iter().filter(|(index, case)| {
        !nucleus.entry().lists
            && !foreign(mentions[*index].span)
            && !stands(*index)
            && (*case == Case::Before || !other(*index))
    });
    let outside = offered.filter_map(|(index, case)| {
        Some(Candidate {
            party: party(*index)?,
            span: mentions[*index].span,
            case: *case,
            distance: 0,
            standing: None,
            kept: None,
            passive: passive(*index),
        })
    });
    inside.chain(outside).collect()
}

/// The clauses of the announcement that tells the deal, where one sentence holds those of several firms: 甲公告，…；乙公告，….
fn announced_item(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> std::ops::Range<usize> {
    let announcers = || scene.standings.iter().filter(|standing| standing.mark == Some(Mark::Announcer));
    let first = announcers().map(|standing| standing.clause).rfind(|clause| *clause <= nucleus.clause);
    let next = announcers().map(|standing| standing.clause).find(|clause| *clause > nucleus.clause);
    first.filter(|_| announcers().count() > 1).unwrap_or(0)..next.unwrap_or(scene.clauses.len())
}

/// Ends of the names of those who decide on deals, or on whose boards shares go.
pub(super) const OFFICES: &[char] = &['所', '会', '局', '委', '院', '板'];

/// A clause that opens with a plan follows the words of the party, and nobody acts in it.
fn says_own_plan(scene: &Scene<'_>, nucleus: &Nucleus<'_>, candidate: &Candidate<'_>) -> bool {
    const PLANS: &[&str] = &["计划", "拟", "将", "有意", "打算"];
    let acts = |clauses: std::ops::RangeInclusive<usize>| {
        scene.standings.iter().any(|other| other.case == Case::Subject && clauses.contains(&other.clause))
    };
    candidate.case == Case::Speaker
        && candidate.standing.is_some_and(|standing| {
            let first = standing.clause + 1;
            let planned = (first..=nucleus.clause).next().is_some_and(|clause| {
                let words = scene.clauses[clause].of(scene.text).trim_start();
                PLANS.iter().any(|word| words.starts_with(word))
            });
            planned && !acts(first..=nucleus.clause)
        })
}

/// Points of a candidate for a role; `None` if it cannot have it.
pub(super) fn score(
    scene: &Scene<'_>,
    nucleus: &Nucleus<'_>,
    role: &Role,
    candidate: &Candidate<'_>,
    cued: bool,
    weights: &Weights,
    lexicon: &Lexicon,
) -> Option<f32> {
    let party = candidate.party;
    if !role.accepts.contains(&party.kind) || (party.naming == Naming::Class && !role.class) {
        return None;
    }
    if !role.classes.is_empty() {
        let entry = lexicon.entry(party.entry?);
        if !role.classes.contains(&entry.class) {
            return None;
        }
    }
    if role.classes.is_empty() && party.entry.is_some_and(|entry| role.except.contains(&lexicon.entry(entry).class)) {
        return None;
    }
    if !role.ends.is_empty() && !role.ends.iter().any(|end| party.name.ends_with(end.as_str())) {
        return None;
    }
    if role.not_ends.iter().any(|end| party.name.ends_with(end.as_str())) {
        return None;
    }
    if matches!(candidate.case, Case::Topic | Case::Section) && !role.topic {
        return None;
    }
    // 甲在港交所挂牌；乙的上市申请获受理: where another goes.
    if !role.classes.is_empty()
        && candidate.standing.is_some_and(|standing| another_acts(scene, nucleus, standing.clause))
    {
        return None;
    }
    if role.side == Side::Other && role.cases.is_empty() && role.classes.is_empty() && !cued {
        return None;
    }
    if role.main
        && candidate.standing.is_some_and(|standing| unnamed_act(scene, nucleus, standing.clause))
        && role.side != Side::Other
    {
        return None;
    }
    if role.classes.is_empty()
        && candidate.standing.is_some_and(|standing| another_follows(scene, nucleus, standing.clause))
    {
        return None;
    }
    let case = |name: &str| {
        let directed = || role.cases.get(format!("{}/{name}", nucleus.direction.name()).as_str());
        directed().or_else(|| role.cases.get(name)).copied()
    };
    let mark = candidate.standing.and_then(|standing| standing.mark);
    let marked = mark.and_then(|mark| case(mark.name()));
    // A旗下B, A股东B: A acts only where the frame says so. 由A管理的基金B: or the word beside it.
    let manages = || {
        cued && candidate.standing.is_some_and(|standing| {
            let rest = skip_bracket(scene.clause_rest(standing.clause, standing.span.end));
            rest.split_once('的').is_some_and(|(words, _)| words.ends_with("管理") || words.ends_with("发起"))
        })
    };
    if marked.is_none()
        && (matches!(mark, Some(Mark::Parent | Mark::Ally)) && !manages()
            || (mark == Some(Mark::Stake) && role.side != Side::Other)
            || (mark == Some(Mark::Company) && role.side == Side::Provider))
    {
        return None;
    }
    let told_of = matches!(candidate.case, Case::Label | Case::Topic | Case::Section) || mark == Some(Mark::Announcer);
    // 甲被减持300万股: to whom it is done does not do it.
    if role.side != Side::Other && candidate.standing.is_some_and(|standing| suffers(scene, &standing)) {
        return None;
    }
    if role.guards.iter().any(|guard| guard.bars(scene, nucleus, candidate)) {
        return None;
    }
    // 甲转让3%股份给乙，并拟收购丙: who gets shares there sells none here.
    if role.side == Side::Receiver
        && nucleus.direction == Direction::Get
        && candidate.case == Case::To
        && candidate.standing.is_some_and(|standing| {
            standing.clause != nucleus.clause
                && scene.between(scene.clauses[standing.clause].start, standing.span.start).ends_with('给')
        })
    {
        return None;
    }
    if role.side != Side::Other && candidate.standing.is_some_and(|standing| super::guard::acts_for(scene, &standing)) {
        return None;
    }
    // 甲公告，公司拟将持有的乙股份转让给丙; 关于控股子公司股权转让的议案: the firm whose news it is sells, its own shares are not told of.
    if role.main && role.side == Side::Other && told_of && sells_another(scene, nucleus, candidate) {
        return None;
    }
    // 甲拟剥离乙业务，旨在为与丙的合并创造条件: with whom the deal leads to another one.
    if candidate.standing.is_some_and(|standing| {
        super::offer::in_aim(scene, nucleus, &standing) || super::offer::dealt_elsewhere(scene, nucleus, &standing)
    }) {
        return None;
    }
    let makes = candidate.standing.is_some_and(|standing| super::offer::makes(scene, nucleus, &standing));
    let holds = || candidate.standing.is_some_and(|standing| super::offer::is_holder(scene, nucleus, &standing));
    // 甲向乙出售了49%的股份: nor are those who give and get the stake dealt in, be the article about them or not.
    let trades = || {
        super::offer::unnamed_stake(scene, nucleus)
            && scene.standings.iter().any(|standing| {
                standing.clause == nucleus.clause
                    && standing.span.end <= nucleus.trigger.start
                    && matches!(standing.case, Case::Subject | Case::To | Case::From)
                    && standing.span.of(scene.text) == candidate.span.of(scene.text)
            })
    };
    if role.main && role.side == Side::Other && (makes || holds() || trades()) {
        return None;
    }
    // 甲将其持有的某项目30%股权出售给乙: who gives what it holds is not dealt in.
    if role.main
        && role.side == Side::Other
        && candidate.standing.is_some_and(|s| super::offer::gives_own(scene, nucleus, &s))
    {
        return None;
    }
    // 标的公司已完成股权转让的登记: whose stake it is was told before.
    let elsewhere = candidate.standing.is_none_or(|standing| standing.clause != nucleus.clause);
    if role.main && elsewhere && super::offer::of_target(scene, nucleus) {
        return None;
    }
    // 监管总局批准甲收购乙: who approves takes no part.
    if role.side != Side::Other && candidate.passive {
        return None;
    }
    if role.side != Side::Other
        && party.entry.is_some_and(|entry| AUTHORITIES.contains(&lexicon.entry(entry).class.as_str()))
    {
        let approves = candidate.standing.is_some_and(|standing| approves(scene, nucleus, &standing));
        // 国资委拟转让其直接持有的3000万股.
        let own = ["转让其", "将其持有", "将其所持", "将其直接持有", "划转其"];
        let gives = candidate.standing.is_some_and(|standing| {
            let behind = scene.between(standing.span.end, scene.span.end);
            own.iter().any(|word| behind.contains(word))
        });
        let holds = gives || HOLDING.iter().any(|word| party.name.ends_with(word));
        if approves || (nucleus.frame.name.starts_with("equity.") && !holds) {
            return None;
        }
    }
    // 以甲公司股权质押取得贷款: whose shares stand for the money neither lends nor borrows it.
    if role.cases.is_empty() && candidate.standing.is_some_and(|standing| is_security(scene, &standing)) {
        return None;
    }
    // 以甲股份为抵押获得100亿元贷款: nor are they bought.
    let pledged = nucleus.frame.name.starts_with("equity.pledge") || nucleus.frame.name.starts_with("equity.release");
    if !pledged && candidate.standing.is_some_and(|standing| stands_for_money(scene, &standing)) {
        return None;
    }
    // 甲公司：乙拟收购30%股份: the firm whose news it is does not buy, its shares are bought.
    let dealt_in = told_of && super::offer::is_bid(scene, nucleus, candidate.span.of(scene.text))
        || candidate.standing.is_some_and(|standing| super::offer::receives(scene, nucleus, &standing));
    if dealt_in && role.side != Side::Other {
        return None;
    }
    let mut points = match marked.or_else(|| case(candidate.case.name())) {
        _ if dealt_in && role.main => BID_FOR,
        _ if makes && role.side == Side::Provider => BID_FOR,
        // 甲表示，计划增持: who says what it plans does it.
        None if says_own_plan(scene, nucleus, candidate) && case("subject").is_some() => case("subject")?,
        Some(points) => points,
        None if role.cases.is_empty() && candidate.case != Case::Before => {
            weights.case(role.side, nucleus.direction, candidate.case)
        }
        None if cued => 0.0,
        None => return None,
    };
    if let Some(owned) = role.possessor
        && party.via.is_empty()
        && !cued
        && matches!(candidate.case, Case::To | Case::In | Case::From | Case::With | Case::Object | Case::Genitive)
        && candidate.standing.is_some_and(|standing| possesses(scene, nucleus, &standing))
    {
        points = points.max(owned);
    }
    if role.side == Side::Other && !role.classes.is_empty() {
        points = points.max(weights.accept);
    }
    if candidate.standing.is_some_and(|standing| told_earlier(scene, nucleus, role, &standing)) {
        points = points.max(EARLIER);
    }
    let labelled = role.side == Side::Provider && !role.main && candidate.case == Case::Label;
    if (role.cases.is_empty() || labelled)
        && candidate.standing.is_some_and(|standing| stands_over(scene, nucleus, &standing))
    {
        points += OVER;
    }
    // 甲参与乙8000万美元C轮融资: who takes part in a round gives, and whose round it is gets.
    if let Some(side) = candidate.standing.and_then(|standing| takes_part(scene, nucleus, &standing)) {
        return (side == role.side).then_some(TAKES_PART);
    }
    // 公司拟收购甲，同时向乙募集配套资金: whom another deal in his own clause is for.
    if !cued && candidate.standing.is_some_and(|standing| serves_another(scene, nucleus, &standing)) {
        return None;
    }
    // Who acts in a later clause does not act in this one, unless this one only names the thing: 谈流动资金授信，最终甲银行批了….
    if !cued
        && nucleus.entry().usage != Usage::Product
        && candidate.standing.is_some_and(|standing| {
            let behind = scene.between(nucleus.trigger.end, standing.span.start.max(nucleus.trigger.end));
            let object = matches!(standing.case, Case::Object | Case::By) && behind.contains(['；', ';']);
            standing.clause > nucleus.clause && (standing.case == Case::Subject || object)
        })
    {
        points += LATER;
    }
    if role.cases.is_empty()
        && role.side == Side::Receiver
        && candidate.standing.is_some_and(|standing| gives_to_its_own(scene, nucleus, &standing))
    {
        points += OVER;
    }
    if role.side == Side::Other
        && role.main
        && nucleus.direction == Direction::Give
        && matches!(candidate.case, Case::Label | Case::Topic | Case::Section | Case::Speaker)
        && gives_its_own(scene, nucleus)
    {
        points += OVER;
    }
    // 同时向乙增资1亿元: where the clause says who is given to, whom the article is about gives.
    if role.side == Side::Provider
        && !role.cases.is_empty()
        && candidate.case == Case::Topic
        && nucleus.direction == Direction::Give
        && scene.standings.iter().any(|other| other.clause == nucleus.clause && other.case == Case::To)
    {
        points += GIVEN_TO;
    }
    // 甲公司此前的百亿元贷款计划: where nothing tells who gives, a firm lends only if the clause says to whom.
    if role.side == Side::Provider
        && nucleus.direction == Direction::None
        && nucleus.frame.name.starts_with("credit.")
        && !role.prefers.is_empty()
        && !role.prefers.contains(&party.kind)
        && !candidate.standing.is_some_and(|standing| gives_before(scene, nucleus, &standing))
        && !scene.standings.iter().any(|other| other.clause == nucleus.clause && other.case == Case::To)
    {
        points += UNSAID;
    }
    let hinted = role.hints.iter().any(|hint| party.name.contains(hint.as_str()));
    if role.prefers.contains(&party.kind) || hinted {
        points += weights.prefers;
    }
    if cued {
        points += weights.cue;
    }
    if party.code.is_some() {
        points += role.if_listed;
    }
    let given_to = nucleus.direction == Direction::Give
        && matches!(candidate.case, Case::To | Case::Object)
        && candidate.standing.is_some_and(|standing| standing.clause == nucleus.clause);
    if !given_to && role.hardly_ends.iter().any(|end| party.name.ends_with(end.as_str())) {
        points += HARDLY;
    }
    if party.naming == Naming::Anonymous && party.name.chars().count() <= 4 {
        points += weights.anonymous_generic;
    }
    // Who acts in the sentence is nearer than whom the article is about, however long the sentence.
    Some(points + weights.clause * candidate.distance.min(FAR) as f32)
}

/// The clause deals in a subsidiary's stake, or the candidate acts there itself by what it gives away.
fn sells_another(scene: &Scene<'_>, nucleus: &Nucleus<'_>, candidate: &Candidate<'_>) -> bool {
    let clause = scene.clauses[nucleus.clause];
    let head = scene.between(clause.start, nucleus.trigger.start);
    let holds = head.find("持有的").or_else(|| head.find("所持"));
    let another = holds.is_some_and(|at| {
        let rest = head[at..].trim_start_matches("持有的").trim_start_matches("所持").trim_start_matches("有的");
        rest.starts_with(|c: char| crate::extract::party::words::is_han(c) || c.is_ascii_uppercase())
            && !["公司", "本公司", "上市公司", "股", "部分", "全部", "标的"].iter().any(|word| rest.starts_with(word))
    });
    let subsidiary = ["子公司", "孙公司", "参股公司"].iter().any(|word| head.ends_with(word));
    nucleus.direction == Direction::Give
        && (subsidiary || (another && candidate.standing.is_none_or(|standing| standing.clause != nucleus.clause)))
}

/// 被 or 遭 stands between the party and the word of a deal: what the deal is done to does none in the sentence.
fn suffers(scene: &Scene<'_>, standing: &Standing) -> bool {
    const DONE_TO: &[&str] = &["被", "遭"];
    // 甲、乙分别被减持…: what is done to the last of a list is done to all.
    let first = standing.list_of.unwrap_or(standing.mention);
    let listed = |other: &&Standing| other.list_of == Some(first) || other.mention == first;
    let last = scene.standings.iter().filter(listed).map(|other| other.span.end).max();
    let end = last.unwrap_or(standing.span.end);
    let words = scene.between(end, scene.span.end);
    let rest = skip_bracket(words).trim_start_matches([',', '，', '分', '别', '均', '也', '还', '各', '等']);
    let at = end + (words.len() - rest.len()) as u32;
    standing.case == Case::Subject
        && DONE_TO.iter().any(|word| {
            rest.starts_with(word) && scene.triggers().any(|(_, hit)| hit.span.start == at + word.len() as u32)
        })
}

/// Points of the firm whose shares a bid is for, though the words do not name it.
const BID_FOR: f32 = 3.0;
/// Points of the article's subject as who gives where the clause names who is given to.
const GIVEN_TO: f32 = 1.0;

/// Clauses from which on a party is no farther away.
const FAR: usize = 5;

/// Points of the subject of a clause behind the deal's.
const LATER: f32 = -1.5;

/// Points of who takes part in a round by the words for it.
const TAKES_PART: f32 = 3.0;

/// The side of a party of 甲参与乙…轮融资.
fn takes_part(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> Option<Side> {
    const WORDS: &[&str] = &["参与", "参投", "领投", "跟投"];
    if nucleus.frame.name != "equity.round" || nucleus.direction != Direction::Get || standing.clause != nucleus.clause
    {
        return None;
    }
    let start = scene.clauses[nucleus.clause].start;
    let head = scene.between(start, nucleus.trigger.start);
    let word = WORDS.iter().find_map(|word| head.find(word).map(|at| (start + at as u32, word.len() as u32)))?;
    // 由甲领投的A轮融资, 甲参与了融资: nobody stands between the word and the round.
    let behind = |other: &&Standing| {
        other.clause == nucleus.clause
            && other.case != Case::Aside
            && other.span.start >= word.0 + word.1
            && other.span.end <= nucleus.trigger.start
    };
    let receiver = scene.standings.iter().find(behind)?;
    match () {
        () if standing.span.end <= word.0 && matches!(standing.case, Case::Subject | Case::Label) => {
            Some(Side::Provider)
        }
        () if standing.span == receiver.span => Some(Side::Receiver),
        () => None,
    }
}

/// In a clause behind the deal's, a word for a deal of another type follows the one who is dealt with.
fn serves_another(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    let own = scene.triggers().find(|(_, hit)| hit.span == nucleus.trigger).map(|(_, hit)| hit.frame);
    let other = |clause: usize, hit: &super::trigger::TriggerHit| {
        clause == standing.clause && hit.span.start >= standing.span.end && Some(hit.frame) != own
    };
    standing.clause > nucleus.clause
        && matches!(standing.case, Case::To | Case::With | Case::By)
        && scene.triggers().any(|(clause, hit)| other(clause, &hit))
        && !scene.triggers().any(|(clause, hit)| clause == standing.clause && Some(hit.frame) == own)
}

/// 后者此前提供的2亿元借款: a verb of giving stands between the party and the deal.
fn gives_before(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    scene.cues(nucleus.clause).any(|(span, classes)| {
        classes.has(CueClass::Give) && span.start >= standing.span.end && span.end <= nucleus.trigger.start
    })
}

/// Points of a firm as the lender where nothing says that it lends.
const UNSAID: f32 = -1.5;

/// Points of a party whose name tells that it hardly ever has the role.
const HARDLY: f32 = -3.5;

/// Points of a party that only says to whom the one who acts belongs.
const OVER: f32 = -5.0;

/// Points of the subject of the earlier clause that tells what this deal stands behind.
const EARLIER: f32 = 3.5;
