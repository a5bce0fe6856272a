//! Roles: which party does what. Every party of the sentence, and those the discourse offers, gets points for each role
//! from how it stands in its clause; the best joint assignment wins, and one party has one role.

use super::clause::{Case, Scene, Standing};
use super::event::Filler;
use super::load::{Frame, Role};
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
    let inside = scene.standings.iter().filter(|standing| standing.case != Case::Aside).filter_map(|standing| {
        Some(Candidate {
            party: party(standing.mention)?,
            span: standing.span,
            case: standing.case,
            distance: standing.clause.abs_diff(nucleus.clause),
            standing: Some(*standing),
        })
    });
    let outside = discourse.iter().filter_map(|(index, case)| {
        Some(Candidate { party: party(*index)?, span: mentions[*index].span, case: *case, distance: 0, standing: None })
    });
    inside.chain(outside).collect()
}

/// Points of a candidate for a role; `None` if it cannot have it.
fn score(
    scene: &Scene<'_>,
    nucleus: &Nucleus<'_>,
    role: &Role,
    candidate: &Candidate<'_>,
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
    if party.entry.is_some_and(|entry| role.except.contains(&lexicon.entry(entry).class)) {
        return None;
    }
    if !role.ends.is_empty() && !role.ends.iter().any(|end| party.name.ends_with(end.as_str())) {
        return None;
    }
    if matches!(candidate.case, Case::Topic | Case::Section) && !role.topic {
        return None;
    }
    let cued = candidate.standing.is_some_and(|standing| is_cued(scene, role, &standing));
    if role.side == Side::Other && role.cases.is_empty() && role.classes.is_empty() && !cued {
        return None;
    }
    let mut points = match role.cases.get(candidate.case.name()) {
        Some(points) => *points,
        None if role.cases.is_empty() => weights.case(role.side, nucleus.direction, candidate.case),
        None if cued => 0.0,
        None => return None,
    };
    if role.side == Side::Other && !role.classes.is_empty() {
        points = points.max(weights.accept);
    }
    if candidate.standing.is_some_and(|standing| told_earlier(scene, nucleus, role, &standing)) {
        points = points.max(EARLIER);
    }
    if role.cases.is_empty() && candidate.standing.is_some_and(|standing| stands_over(scene, nucleus, &standing)) {
        points += OVER;
    }
    let hinted = role.hints.iter().any(|hint| party.name.contains(hint.as_str()));
    if role.prefers.contains(&party.kind) || hinted {
        points += weights.prefers;
    }
    if cued {
        points += weights.cue;
    }
    if party.naming == Naming::Anonymous && party.name.chars().count() <= 4 {
        points += weights.anonymous_generic;
    }
    Some(points + weights.clause * candidate.distance as f32)
}

/// Points of a party that only says to whom the one who acts belongs.
const OVER: f32 = -3.5;

/// Words for those who belong to a firm.
const BELONGING: &[&str] = &[
    "间接控股股东",
    "控股股东",
    "实际控制人",
    "实控人",
    "第一大股东",
    "股东",
    "董事长",
    "全资子公司",
    "控股子公司",
    "下属子公司",
    "子公司",
    "全资孙公司",
    "控股孙公司",
    "孙公司",
    "全资附属公司",
    "附属公司",
    "参股公司",
    "联营公司",
    "合营公司",
    "下属公司",
    "下属企业",
    "旗下公司",
    "旗下",
    "关联方",
    "关联人",
    "一致行动人",
    "下属",
];

/// True for the words between a firm and one that belongs to it: 旗下的, (以下简称“甲”)全资子公司.
pub(super) fn belongs(between: &str) -> bool {
    let words = skip_bracket(between).trim_matches(['的', '“', ' ']);
    BELONGING.contains(&words)
}

/// 公司控股股东甲集团获得贷款: 公司 does not act. 澄海电气：子公司拟申请授信: nor does who stands before the colon.
fn stands_over(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    let rest = if standing.case == Case::Label && standing.clause < nucleus.clause {
        let words = scene.clauses[nucleus.clause].of(scene.text);
        words.trim_start_matches("董事会通过").trim_start_matches('拟').trim_start_matches("董事会同意")
    } else {
        skip_bracket(scene.clause_rest(standing.clause, standing.span.end)).trim_start_matches('的')
    };
    let Some(word) = BELONGING.iter().find(|word| rest.starts_with(**word)) else { return false };
    let start = rest.as_ptr() as usize - scene.text.as_ptr() as usize + word.len();
    let named = |other: &Standing| other.span.start as usize >= start && other.span.start as usize <= start + 6;
    standing.case == Case::Label || scene.standings.iter().any(named)
}

/// Points of the subject of the earlier clause that tells what this deal stands behind.
const EARLIER: f32 = 3.5;

/// The subject of an earlier clause in which one of the role's words follows: the borrower of a loan that is then guaranteed.
fn told_earlier(scene: &Scene<'_>, nucleus: &Nucleus<'_>, role: &Role, standing: &Standing) -> bool {
    standing.clause < nucleus.clause && standing.case == Case::Subject && {
        let rest = scene.clause_rest(standing.clause, standing.span.end);
        role.earlier.iter().any(|word| rest.contains(word.as_str()))
    }
}

/// A cue word of the role stands right before the party, or right behind it (a list and its last link may stand between).
fn is_cued(scene: &Scene<'_>, role: &Role, standing: &Standing) -> bool {
    let clause = scene.clauses[standing.clause];
    let head = scene.between(clause.start, standing.span.start);
    let list_start = standing.list_of.and_then(|first| scene.standings.iter().find(|other| other.mention == first));
    let list_head = list_start.map_or(head, |first| scene.between(scene.clauses[first.clause].start, first.span.start));
    if role.before.iter().any(|word| head.ends_with(word.as_str()) || list_head.ends_with(word.as_str())) {
        return true;
    }
    if role.after.is_empty() && role.around.is_empty() {
        return false;
    }
    let first = standing.list_of.unwrap_or(standing.mention);
    let list_end = scene
        .standings
        .iter()
        .filter(|other| other.list_of == Some(first) || other.mention == first)
        .map(|other| (other.span.end, other.clause))
        .max()
        .unwrap_or((standing.span.end, standing.clause));
    let label = standing.case == Case::Label && standing.clause + 1 < scene.clauses.len();
    let tail = if label {
        scene.clauses[standing.clause + 1].of(scene.text)
    } else {
        scene.clause_rest(list_end.1, list_end.0)
    };
    let tail = skip_bracket(tail).trim_start_matches(['：', ':', '等', '联', '合', '共', '同', '独', '家', '继', '续']);
    let own = skip_bracket(scene.clause_rest(standing.clause, standing.span.end)).trim_start_matches(['：', ':']);
    let behind = |word: &str| tail.starts_with(word) || own.starts_with(word);
    let around = |pair: &String| {
        pair.split_once('…')
            .is_some_and(|(before, after)| behind(after) && [head, list_head].iter().any(|head| head.ends_with(before)))
    };
    role.after.iter().any(|word| behind(word)) || role.around.iter().any(around)
}

/// The words behind a bracket that opens them: a code or a short name stands there.
fn skip_bracket(words: &str) -> &str {
    if !words.starts_with(['(', '（']) {
        return words;
    }
    words.find([')', '）']).map_or(words, |close| words[close..].trim_start_matches([')', '）']))
}

/// The best assignment of candidates to the roles of the frame, with the points of each filler.
pub(super) fn assign(
    scene: &Scene<'_>,
    nucleus: &Nucleus<'_>,
    candidates: &[Candidate<'_>],
    weights: &Weights,
    lexicon: &Lexicon,
) -> Vec<(Filler, f32)> {
    let roles: Vec<(&String, &Role)> = nucleus.frame.roles.iter().collect();
    let points: Vec<Vec<Option<f32>>> = roles
        .iter()
        .map(|(_, role)| {
            candidates.iter().map(|candidate| score(scene, nucleus, role, candidate, weights, lexicon)).collect()
        })
        .collect();
    let mut holders: Vec<Option<usize>> = vec![None; roles.len()];
    let mut taken: Vec<&str> = Vec::new();
    // Words that name a role bind before the way a party stands does.
    let mut order: Vec<usize> = (0..roles.len()).collect();
    order.sort_by_key(|role| usize::from(roles[*role].1.main) + usize::from(roles[*role].1.side != Side::Other));
    let sided: Vec<usize> = (0..roles.len()).filter(|role| roles[*role].1.side != Side::Other).collect();
    for role in order.into_iter().filter(|role| !sided.contains(role)) {
        if let Some(best) = best_of(&points[role], candidates, &taken, weights.accept) {
            holders[role] = Some(best);
            taken.push(&candidates[best].party.name);
        }
    }
    for role in &sided {
        let rule = roles[*role].1;
        let cued: Vec<Option<f32>> = candidates
            .iter()
            .zip(&points[*role])
            .map(|(candidate, points)| {
                points.filter(|_| candidate.standing.is_some_and(|standing| is_cued(scene, rule, &standing)))
            })
            .collect();
        if let Some(best) = best_of(&cued, candidates, &taken, weights.accept) {
            holders[*role] = Some(best);
            taken.push(&candidates[best].party.name);
        }
    }
    joint(&sided, &points, candidates, weights, &mut holders, &mut taken);
    let mut fillers = Vec::new();
    for (role, holder) in holders.iter().enumerate() {
        let Some(holder) = *holder else { continue };
        let (name, rule) = roles[role];
        let held = points[role][holder].unwrap_or(0.0);
        fillers.push((filler(name, rule, &candidates[holder]), held));
        if rule.many {
            let list = candidates[holder].standing.map(|standing| standing.list_of.unwrap_or(standing.mention));
            for (index, other) in candidates.iter().enumerate() {
                let Some(standing) = other.standing else { continue };
                let same_list = list.is_some() && Some(standing.list_of.unwrap_or(standing.mention)) == list;
                let cued = |candidate: &Candidate<'_>| {
                    candidate.standing.is_some_and(|standing| is_cued(scene, rule, &standing))
                };
                let same_cue = cued(other) && cued(&candidates[holder]);
                let fits = points[role][index].is_some_and(|points| points >= weights.accept);
                if index != holder && fits && (same_list || same_cue) && !taken.contains(&other.party.name.as_str()) {
                    taken.push(&other.party.name);
                    fillers.push((filler(name, rule, other), points[role][index].unwrap_or(0.0)));
                }
            }
        }
    }
    fillers
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
    points: &[Vec<Option<f32>>],
    candidates: &[Candidate<'c>],
    weights: &Weights,
    holders: &mut [Option<usize>],
    taken: &mut Vec<&'c str>,
) {
    /// Candidates looked at per role.
    const WIDTH: usize = 8;
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
    search(&ranked, &open, points, candidates, 0, 0.0, &mut current, &mut best);
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
        search(ranked, open, points, candidates, depth + 1, sum + gain, current, best);
    }
    current[depth] = None;
    search(ranked, open, points, candidates, depth + 1, sum, current, best);
}
