//! Beside: what a deal takes from the deal it is told with. A surety stands behind the debt beside it, and the loan that pays for an
//! increase is its shareholder's.

use super::clause::{Case, Scene};
use super::event::{Event, Filler};
use super::role::{self, Nucleus};
use crate::extract::Naming;
use crate::record::Side;

/// A filler with its points.
type Points = (Filler, f32);

/// Fills, for all deals of one sentence, what they take from one another and from the deals told shortly before.
pub(super) fn share(scene: &Scene<'_>, open: &[Nucleus<'_>], parties: &mut [Vec<Points>], before: &[Event]) {
    for number in 0..open.len() {
        let nucleus = &open[number];
        let behind = nucleus.frame.roles.iter().find(|(_, role)| !role.earlier.is_empty());
        if let Some((role, _)) = behind {
            surety(scene, open, parties, before, number, role);
        } else if nucleus.frame.name == "credit.loan" {
            pays_increase(scene, open, parties, before, number);
        }
    }
}

/// 甲向乙银行借款3亿元，丙提供担保; 为上述借款提供担保: behind the debtor of the debt told beside it, for its creditor.
fn surety(
    scene: &Scene<'_>,
    open: &[Nucleus<'_>],
    parties: &mut [Vec<Points>],
    before: &[Event],
    number: usize,
    role: &str,
) {
    let nucleus = &open[number];
    let own = &parties[number];
    let held = own.iter().find(|(filler, _)| filler.role == role).map(|(filler, _)| filler);
    if held.is_some_and(|filler| is_named_as_debtor(scene, nucleus, filler)) {
        return;
    }
    let taken = |filler: &Filler| {
        own.iter().any(|(other, _)| other.main && other.party.name == filler.party.name)
            || filler.party.naming == Naming::Class
    };
    let side = |frame: &super::load::Frame, filler: &Filler, side: Side| {
        frame.roles.get(&filler.role).is_some_and(|role| role.side == side)
    };
    let debt = (0..open.len()).filter(|other| is_debt(&open[*other].frame.name)).find_map(|other| {
        let of = |wanted: Side| {
            let filler = parties[other].iter().find(|(filler, _)| side(open[other].frame, filler, wanted));
            filler.map(|(filler, _)| filler.clone())
        };
        let debtor = of(Side::Receiver).or_else(|| {
            parties[other].iter().find(|(filler, _)| filler.role == "issuer").map(|(filler, _)| filler.clone())
        });
        debtor.filter(|debtor| !taken(debtor)).map(|debtor| (debtor, of(Side::Provider)))
    });
    let (debtor, creditor) = match debt {
        Some(found) => found,
        None => match told_before(scene, nucleus, own, before, role) {
            Some((debtor, creditor)) if !taken(&debtor) => (debtor, creditor),
            _ => return,
        },
    };
    let creditor = creditor.filter(|creditor| creditor.party.name != debtor.party.name && !taken(creditor));
    let lent = own.iter().any(|(filler, _)| filler.role == "lender");
    let own = &mut parties[number];
    own.retain(|(filler, _)| filler.role != role);
    own.push((Filler { role: role.to_owned(), main: false, amount: None, ..debtor }, POINTS));
    if let Some(creditor) = creditor.filter(|_| !lent && nucleus.frame.roles.contains_key("lender")) {
        own.push((Filler { role: "lender".to_owned(), main: false, amount: None, ..creditor }, POINTS));
    }
    own.sort_by_key(|(filler, _)| nucleus.frame.roles.get_index_of(&filler.role));
}

/// Points of a party that a deal takes from the one beside it.
const POINTS: f32 = 2.5;

/// Deals that somebody owes money by.
fn is_debt(kind: &str) -> bool {
    matches!(kind, "credit.loan" | "credit.line" | "credit.lease" | "credit.trade" | "debt.bond")
}

/// The sentence itself says for whom: 为甲提供担保, 甲向乙银行借款，丙为其担保.
fn is_named_as_debtor(scene: &Scene<'_>, nucleus: &Nucleus<'_>, filler: &Filler) -> bool {
    let rule = nucleus.frame.roles.get(&filler.role);
    scene.standings.iter().filter(|standing| standing.span == filler.span).any(|standing| {
        let near = standing.clause.abs_diff(nucleus.clause) <= 1;
        (near && matches!(standing.case, Case::To | Case::Object | Case::Genitive))
            || rule.is_some_and(|rule| role::told_earlier(scene, nucleus, rule, standing))
    })
}

/// The debt of 上述借款, or the surety told before by the same guarantor: its debtor and creditor.
fn told_before(
    scene: &Scene<'_>,
    nucleus: &Nucleus<'_>,
    own: &[Points],
    before: &[Event],
    role: &str,
) -> Option<(Filler, Option<Filler>)> {
    /// Sentences to look back.
    const BACK: usize = 2;
    const BACKWARD: &[&str] = &["上述", "前述", "该笔", "该项", "这笔", "为这", "为此", "此次", "该等"];
    let head = scene.between(scene.clauses[nucleus.clause].start, nucleus.trigger.start);
    let anaphor = BACKWARD.iter().any(|word| head.contains(word));
    let same = |event: &Event| {
        event.kind == nucleus.frame.name
            && event.fillers.iter().any(|filler| {
                filler.main && own.iter().any(|(other, _)| other.main && other.party.name == filler.party.name)
            })
    };
    let outside = !own.iter().any(|(filler, _)| filler.role == role && scene.span.contains(filler.span));
    let event = before.iter().rev().find(|event| {
        event.sentence + BACK >= scene.sentence
            && event.sentence < scene.sentence
            && ((anaphor && is_debt(&event.kind)) || (outside && same(event)))
    })?;
    let find = |roles: &[&str]| event.fillers.iter().find(|filler| roles.contains(&filler.role.as_str())).cloned();
    let debtor = find(&[role, "borrower", "lessee", "issuer"])?;
    Some((debtor, find(&["lender", "lessor"])))
}

/// 控股股东甲拟增持…，资金来源为自有资金及乙银行提供的专项贷款: who buys borrows, not the company whose shares are bought.
fn pays_increase(
    scene: &Scene<'_>,
    open: &[Nucleus<'_>],
    parties: &mut [Vec<Points>],
    before: &[Event],
    number: usize,
) {
    /// Sentences to look back.
    const BACK: usize = 2;
    let Some(place) = parties[number].iter().position(|(filler, _)| filler.main) else { return };
    let held = parties[number][place].0.clone();
    // 公司取得承诺函: it says so itself.
    let acts = scene.standings.iter().any(|standing| {
        standing.span == held.span && standing.clause == open[number].clause && standing.case == Case::Subject
    });
    if acts {
        return;
    }
    let buyer = |fillers: &[&Filler]| {
        let of = |role: &str| fillers.iter().find(|filler| filler.role == role).map(|filler| (*filler).clone());
        let company = of("company")?;
        of("shareholder").filter(|_| company.party.name == held.party.name)
    };
    let increases = |kind: &str| kind == "equity.increase";
    let beside = open.iter().zip(parties.iter()).find_map(|(other, parties)| {
        let fillers: Vec<&Filler> = parties.iter().map(|(filler, _)| filler).collect();
        increases(&other.frame.name).then(|| buyer(&fillers)).flatten()
    });
    let told = || {
        let near = before.iter().rev().filter(|event| event.sentence + BACK >= scene.sentence);
        near.filter(|event| increases(&event.kind)).find_map(|event| buyer(&event.fillers.iter().collect::<Vec<_>>()))
    };
    let takes_part = |buyer: &Filler| parties[number].iter().any(|(filler, _)| filler.party.name == buyer.party.name);
    if let Some(buyer) = beside.or_else(told).filter(|buyer| !takes_part(buyer)) {
        let filler = &mut parties[number][place].0;
        (filler.party, filler.span) = (buyer.party, buyer.span);
    }
}
