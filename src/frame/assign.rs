//! Assignment: the candidates and the roles of a frame together, so that the points of all fillers are most and every party
//! has one role.

use super::belonging::BELONGING;
use super::called::is_cued;
use super::clause::{Case, Mark, Scene, Standing};
use super::cue::CueClass;
use super::event::Filler;
use super::load::Role;
use super::role::{Candidate, Nucleus, score};
use super::standing::skip_bracket;
use super::trigger::TriggerHit;
use super::weight::Weights;
use crate::lexicon::Lexicon;
use crate::record::Side;

/// The best assignment of candidates to the roles of the frame, with the points of each filler.
pub(super) fn assign<'c>(
    scene: &Scene<'_>,
    nucleus: &Nucleus<'_>,
    candidates: &[Candidate<'c>],
    weights: &Weights,
    lexicon: &Lexicon,
) -> Vec<(Filler, f32)> {
    let roles: Vec<(&String, &Role)> = nucleus.frame.roles.iter().collect();
    let cued: Vec<Vec<bool>> = roles
        .iter()
        .map(|(_, role)| {
            let cued = |candidate: &Candidate<'c>| {
                candidate.standing.is_some_and(|standing| is_cued(scene, nucleus, role, &standing))
            };
            candidates.iter().map(cued).collect()
        })
        .collect();
    // A party beside a word that names a role has no other one: 由A领投 never receives.
    let bound = |role: usize, index: usize| {
        let own = &candidates[index].party.name;
        let told = |other: usize| {
            roles[other].1.binds
                && (0..candidates.len()).any(|place| {
                    // 为其独家保荐人: the word for the role is not said of whom 其 stands for.
                    let named = place == index || candidates[place].party.via.is_empty();
                    cued[other][place] && named && candidates[place].party.name == *own
                })
        };
        !cued[role][index] && (0..roles.len()).any(|other| other != role && told(other))
    };
    let mut points: Vec<Vec<Option<f32>>> = (0..roles.len())
        .map(|role| {
            let points = |index: usize| {
                let elsewhere = || {
                    let standing = candidates[index].standing;
                    nucleus.frame.name == "equity.round"
                        && standing.is_some_and(|standing| gets_itself(scene, nucleus, &standing))
                };
                let kept = candidates[index].kept.as_ref().is_some_and(|kept| kept != roles[role].0);
                if bound(role, index) || kept || elsewhere() {
                    return None;
                }
                score(scene, nucleus, roles[role].1, &candidates[index], cued[role][index], weights, lexicon)
            };
            (0..candidates.len()).map(points).collect()
        })
        .collect();
    deny_twice(candidates, &mut points);
    let mut holders: Vec<Option<usize>> = vec![None; roles.len()];
    let mut taken: Vec<&'c str> = Vec::new();
    // Words that name a role bind before the way a party stands does.
    let mut order: Vec<usize> = (0..roles.len()).collect();
    order.sort_by_key(|role| usize::from(roles[*role].1.main) + usize::from(roles[*role].1.side != Side::Other));
    let sided: Vec<usize> = (0..roles.len()).filter(|role| roles[*role].1.side != Side::Other).collect();
    let mates = |role: usize, holder: usize| -> Vec<usize> {
        if !roles[role].1.many && !roles[role].1.in_list {
            return Vec::new();
        }
        let list = candidates[holder].standing.map(|standing| standing.list_of.unwrap_or(standing.mention));
        let mate = |index: &usize| {
            let Some(standing) = candidates[*index].standing else { return false };
            let same_list = list.is_some() && Some(standing.list_of.unwrap_or(standing.mention)) == list;
            let same_cue = roles[role].1.many
                && (cued[role][*index] && cued[role][holder] && !apart(scene, nucleus, &standing)
                    || nucleus.entry().lists);
            let with = |index: usize| candidates[index].case == Case::With;
            let joined = roles[role].1.joins && (with(*index) || with(holder));
            let fits = points[role][*index].is_some_and(|points| points >= weights.accept);
            let stakes = candidates[holder].standing.is_some_and(|other| stakes_in_line(scene, &other, &standing));
            *index != holder && fits && (same_list || same_cue || joined || stakes)
        };
        (0..candidates.len()).filter(mate).collect()
    };
    let hold = |role: usize, holder: usize, holders: &mut Vec<Option<usize>>, taken: &mut Vec<&'c str>| {
        holders[role] = Some(holder);
        taken.push(&candidates[holder].party.name);
        // The rest of the list is kept for the role.
        taken.extend(mates(role, holder).into_iter().map(|index| candidates[index].party.name.as_str()));
    };
    for role in order.into_iter().filter(|role| !sided.contains(role)) {
        // Who alone can be the main party is not taken for less: 公司累计出售回购股份.
        let mut taken_or_kept = taken.clone();
        taken_or_kept.extend(
            sided
                .iter()
                .filter(|main| **main != role && roles[**main].1.main)
                .filter_map(|main| only_actor(scene, nucleus, &points[*main], candidates, weights.accept)),
        );
        // 控股股东甲集团…，其办理了解除手续; 质押给乙: nor is who is named for a role of those who give or get, by whatever word.
        let named = |index: usize| {
            sided.iter().any(|sided| {
                cued[*sided][index]
                    && points[*sided][index] >= Some(weights.accept)
                    && points[*sided][index] > points[role][index]
            })
        };
        // 甲拟减持2000万股；乙拟减持3000万股: nor is who acts in a deal of the type itself, where others do too.
        let doers: Vec<usize> = (0..candidates.len())
            .filter(|index| candidates[*index].standing.is_some_and(|standing| acts_itself(scene, nucleus, &standing)))
            .collect();
        let acts = |index: usize| {
            !roles[role].1.main
                && doers.contains(&index)
                && doers.iter().any(|other| candidates[*other].party.name != candidates[index].party.name)
                && sided.iter().any(|main| roles[*main].1.main && points[*main][index] >= Some(weights.accept))
        };
        taken_or_kept.extend(
            (0..candidates.len())
                .filter(|index| named(*index) || acts(*index))
                .map(|index| &*candidates[index].party.name),
        );
        if let Some(best) = best_of(&points[role], candidates, &taken_or_kept, weights.accept) {
            hold(role, best, &mut holders, &mut taken);
        }
    }
    for role in &sided {
        let named: Vec<Option<f32>> =
            (0..candidates.len()).map(|index| points[*role][index].filter(|_| cued[*role][index])).collect();
        if let Some(best) = best_of(&named, candidates, &taken, weights.accept) {
            hold(*role, best, &mut holders, &mut taken);
        }
    }
    let mains: Vec<bool> = roles.iter().map(|(_, role)| role.main).collect();
    joint(&sided, &mains, &points, candidates, weights, &mut holders, &mut taken);
    let mut fillers: Vec<(Filler, f32)> = Vec::new();
    let mut given: Vec<&str> = holders.iter().flatten().map(|holder| candidates[*holder].party.name.as_str()).collect();
    for (role, holder) in holders.iter().enumerate() {
        let Some(holder) = *holder else { continue };
        let (name, rule) = roles[role];
        fillers.push((filler(name, rule, &candidates[holder]), points[role][holder].unwrap_or(0.0)));
        for index in mates(role, holder) {
            let other = &candidates[index];
            if !given.contains(&other.party.name.as_str()) {
                given.push(&other.party.name);
                fillers.push((filler(name, rule, other), points[role][index].unwrap_or(0.0)));
            }
        }
    }
    fillers
}

/// 甲获乙10亿元领投，丙获丁战略投资: in another clause than the deal's somebody else gets what the party gives.
fn gets_itself(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    let gets = |clause: usize, until: u32| {
        scene.cues(clause).any(|(span, classes)| {
            let subject = |other: &Standing| {
                other.clause == clause && other.case == Case::Subject && other.span.end <= span.start
            };
            classes.has(CueClass::Get) && span.end <= until && scene.standings.iter().any(subject)
        })
    };
    standing.clause != nucleus.clause
        && gets(standing.clause, standing.span.start)
        && gets(nucleus.clause, nucleus.trigger.start)
}

/// 甲公司100%股权、乙公司60%股权及丙公司30%股权: stakes that one deal takes over, with others between the two or not.
fn stakes_in_line(scene: &Scene<'_>, a: &Standing, b: &Standing) -> bool {
    let (first, last) = if a.span.start < b.span.start { (a, b) } else { (b, a) };
    let mut line: Vec<&Standing> = vec![first];
    let inside = |other: &&Standing| other.span.start > first.span.start && other.span.end <= last.span.start;
    line.extend(scene.standings.iter().filter(|other| other.mark == Some(Mark::Stake)).filter(inside));
    line.push(last);
    line.windows(2).all(|pair| next_stake(scene, pair[0], pair[1]))
}

/// The second stake stands right behind the first.
fn next_stake(scene: &Scene<'_>, first: &Standing, second: &Standing) -> bool {
    if first.mark != Some(Mark::Stake) || second.mark != Some(Mark::Stake) || first.clause != second.clause {
        return false;
    }
    let between = super::standing::strip_brackets(scene.between(first.span.end, second.span.start));
    let Some(at) = between.rfind(['、', '和', '及', '与']) else { return false };
    let (stake, link) = between.split_at(at);
    let stake = stake.trim_end_matches('以');
    let stake = super::mark::past_measure(stake);
    matches!(link, "、" | "和" | "及" | "与")
        && stake.trim_start_matches(|c: char| c.is_ascii_digit() || ".%％的".contains(c)).chars().count() <= 4
        && ["股权", "股份", "份额", "权益"].iter().any(|word| stake.ends_with(word))
}

/// The name of the only party that can have the role, if it acts in the deal's own clause by itself, not through 控股股东.
fn only_actor<'c>(
    scene: &Scene<'_>,
    nucleus: &Nucleus<'_>,
    points: &[Option<f32>],
    candidates: &[Candidate<'c>],
    accept: f32,
) -> Option<&'c str> {
    let able = || candidates.iter().zip(points).filter(|(_, points)| points.is_some_and(|points| points >= accept));
    let (first, _) = able().next()?;
    let name = first.party.name.as_str();
    let alone = able().all(|(other, _)| other.party.name == name);
    let acts = |candidate: &Candidate<'c>| {
        candidate.standing.is_some_and(|standing| {
            let rest = skip_bracket(scene.clause_rest(standing.clause, standing.span.end)).trim_start_matches('的');
            standing.case == Case::Subject
                && (standing.clause == nucleus.clause || goes_on(scene, nucleus, &standing))
                && standing.span.of(scene.text) != "其"
                && !tells_of(scene, nucleus, &standing)
                && (ALLIES.iter().any(|word| rest.starts_with(word))
                    || !BELONGING.iter().chain(OFFICERS).any(|word| rest.starts_with(word)))
        })
    };
    (alone && able().any(|(candidate, _)| acts(candidate))).then_some(name)
}

/// The party opens a clause with a word of such a deal behind it, and between them nobody else is named or told of.
fn acts_itself(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    let own = scene.triggers().find(|(_, hit)| hit.span == nucleus.trigger && hit.trigger == nucleus.number);
    let behind = |hit: &TriggerHit| {
        let head = scene.between(standing.span.end, hit.span.start);
        // 甲集团|股权质押给乙: whose shares they are.
        let owner = head.is_empty() && hit.span.of(scene.text).starts_with('股');
        hit.span.start >= standing.span.end
            && !owner
            && own.is_some_and(|(_, own)| own.frame == hit.frame)
            && !nucleus.frame.triggers[hit.trigger].continues
            && !OTHERS.iter().any(|word| head.contains(word))
            && !scene
                .standings
                .iter()
                .any(|other| other.span.start >= standing.span.end && other.span.end <= hit.span.start)
    };
    standing.case == Case::Subject
        && standing.mark.is_none()
        && standing.list_of.is_none()
        && !tells_of(scene, nucleus, standing)
        && scene.triggers().any(|(clause, hit)| clause == standing.clause && behind(&hit))
}

/// Words for those who are not named: they act, or something is done to who stands before them.
const OTHERS: &[&str] = &["股东", "董事", "高管", "公司", "人", "机构", "基金", "其", "被", "遭", "获", "员工"];

/// 甲股权质押给乙；丙股权质押给丁: a semicolon and the words of another deal of the type part the party from this one.
fn apart(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    let (low, high) = (standing.clause.min(nucleus.clause), standing.clause.max(nucleus.clause));
    let parted = (low..high).any(|clause| scene.clauses[clause].of(scene.text).trim_end().ends_with(['；', ';']));
    parted && told_again(scene, nucleus, standing.clause..standing.clause + 1)
}

/// A trigger of the deal's own type, beside its own, stands in one of the clauses.
fn told_again(scene: &Scene<'_>, nucleus: &Nucleus<'_>, clauses: std::ops::Range<usize>) -> bool {
    let own = scene.triggers().find(|(_, hit)| hit.span == nucleus.trigger && hit.trigger == nucleus.number);
    own.is_some_and(|(_, own)| {
        scene
            .triggers()
            .any(|(clause, hit)| clauses.contains(&clause) && hit.frame == own.frame && hit.span != nucleus.trigger)
    })
}

/// 甲拟通过大宗交易方式，减持…: the clause of the one who acts only says when and how, and the deal's own opens with what is done.
fn goes_on(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    /// Words between the head of the deal's clause and the deal where nobody else is named.
    const MOST: usize = 14;
    let head = scene.between(scene.clauses[nucleus.clause].start, nucleus.trigger.start);
    let stretch = standing.clause..nucleus.clause;
    let acts = |class: CueClass| scene.cues(standing.clause).any(|(_, classes)| classes.has(class));
    let told = [CueClass::Disclose, CueClass::Announced, CueClass::Get].iter().any(|class| acts(*class));
    let alone = scene.standings.iter().all(|other| {
        other.mention == standing.mention
            || other.clause < standing.clause
            || other.span.start >= nucleus.trigger.start
            || other.case != Case::Subject
    });
    !stretch.is_empty()
        && standing.mark.is_none()
        && !told
        && alone
        && head.chars().count() <= MOST
        && !OTHERS.iter().any(|word| head.contains(word))
        && !told_again(scene, nucleus, stretch)
}

/// 公司披露了董事甲的减持计划: it tells of the deal, which is another's.
fn tells_of(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    scene.cues(standing.clause).any(|(span, classes)| {
        (classes.has(CueClass::Disclose) || classes.has(CueClass::Announced))
            && standing.span.end <= span.start
            && span.end <= nucleus.trigger.start
    })
}

/// Behind a company: those who act for themselves, though they are not named.
const OFFICERS: &[&str] =
    &["部分", "董事", "监事", "高级管理人员", "高管", "员工", "核心", "总经理", "副总经理", "持股", "及"];

/// Behind one who acts: those who act with it.
const ALLIES: &[&str] = &["及其一致行动人", "及一致行动人", "和一致行动人", "与一致行动人"];

/// X：拟向子公司增资: who by its place in the sentence cannot have a role does not get it as the article's topic.
fn deny_twice(candidates: &[Candidate<'_>], points: &mut [Vec<Option<f32>>]) {
    /// Points below which a place speaks against a role.
    const AGAINST: f32 = -0.5;
    for points in points {
        for index in 0..candidates.len() {
            let name = &candidates[index].party.name;
            let mut inside = candidates
                .iter()
                .enumerate()
                .filter(|(_, other)| other.standing.is_some() && other.party.name == *name)
                .map(|(other, _)| points[other])
                .peekable();
            let denied = inside.peek().is_some() && inside.all(|points| points.is_some_and(|points| points < AGAINST));
            if candidates[index].standing.is_none() && denied {
                points[index] = None;
            }
        }
    }
}

fn filler(role: &str, rule: &Role, candidate: &Candidate<'_>) -> Filler {
    Filler {
        role: role.to_owned(),
        party: candidate.party.clone(),
        span: candidate.span,
        amount: None,
        main: rule.main,
    }
}

fn best_of(points: &[Option<f32>], candidates: &[Candidate<'_>], taken: &[&str], least: f32) -> Option<usize> {
    let mut best: Option<usize> = None;
    for (index, candidate) in candidates.iter().enumerate() {
        let Some(score) = points[index].filter(|score| *score >= least) else { continue };
        if taken.contains(&candidate.party.name.as_str()) {
            continue;
        }
        if best.is_none_or(|best| score > points[best].unwrap_or(f32::NEG_INFINITY)) {
            best = Some(index);
        }
    }
    best
}

/// Fills the open sided roles so that the sum of points is largest. Frames have few roles and sentences few parties with
/// points, so all assignments of the best candidates per role are tried.
fn joint<'c>(
    sided: &[usize],
    mains: &[bool],
    points: &[Vec<Option<f32>>],
    candidates: &[Candidate<'c>],
    weights: &Weights,
    holders: &mut [Option<usize>],
    taken: &mut Vec<&'c str>,
) {
    /// Candidates looked at per role.
    const WIDTH: usize = 8;
    /// An assignment without a main party that could have one: the event would be none.
    const HEADLESS: f32 = 4.0;
    let open: Vec<usize> = sided.iter().copied().filter(|role| holders[*role].is_none()).collect();
    let ranked: Vec<Vec<usize>> = open
        .iter()
        .map(|role| {
            let fits = |index: &usize| {
                points[*role][*index].is_some_and(|score| score >= weights.accept)
                    && !taken.contains(&candidates[*index].party.name.as_str())
            };
            let mut ranked: Vec<usize> = (0..candidates.len()).filter(fits).collect();
            ranked
                .sort_by(|a, b| points[*role][*b].partial_cmp(&points[*role][*a]).unwrap_or(std::cmp::Ordering::Equal));
            ranked.truncate(WIDTH);
            ranked
        })
        .collect();
    let mut best: (f32, Vec<Option<usize>>) = (f32::NEG_INFINITY, vec![None; open.len()]);
    let mut current = vec![None; open.len()];
    let toll: Vec<f32> = open.iter().map(|role| if mains[*role] { HEADLESS } else { 0.0 }).collect();
    search(&ranked, &open, &toll, points, candidates, 0, 0.0, &mut current, &mut best);
    for (place, choice) in best.1.into_iter().enumerate() {
        if let Some(choice) = choice {
            holders[open[place]] = Some(choice);
            taken.push(&candidates[choice].party.name);
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "a recursion over plain slices; a struct would only rename them")]
fn search(
    ranked: &[Vec<usize>],
    open: &[usize],
    toll: &[f32],
    points: &[Vec<Option<f32>>],
    candidates: &[Candidate<'_>],
    depth: usize,
    sum: f32,
    current: &mut Vec<Option<usize>>,
    best: &mut (f32, Vec<Option<usize>>),
) {
    let Some(choices) = ranked.get(depth) else {
        if sum > best.0 {
            *best = (sum, current.clone());
        }
        return;
    };
    for choice in choices {
        let name = &candidates[*choice].party.name;
        let used = current[..depth].iter().flatten().any(|other| candidates[*other].party.name == *name);
        if used {
            continue;
        }
        current[depth] = Some(*choice);
        let gain = points[open[depth]][*choice].unwrap_or(0.0);
        search(ranked, open, toll, points, candidates, depth + 1, sum + gain, current, best);
    }
    current[depth] = None;
    search(ranked, open, toll, points, candidates, depth + 1, sum - toll[depth], current, best);
}
