//! Beside: what a deal takes from the deal it is told with. A surety stands behind the debt beside it, and the loan that pays for an
//! increase is its shareholder's.

use super::called;
use super::clause::{Case, Scene};
use super::event::{Event, Filler};
use super::role::Nucleus;
use crate::extract::{Kind, Mention, Naming};
use crate::record::{Side, Status};

/// A filler with its points.
type Points = (Filler, f32);

/// Fills, for all deals of one sentence, what they take from one another and from the deals told shortly before.
pub(super) fn share(scene: &Scene<'_>, open: &[Nucleus<'_>], parties: &mut [Vec<Points>], before: &[Event]) {
    for number in 0..open.len() {
        let nucleus = &open[number];
        debt_inside(scene, open, parties, number);
        goes_on(scene, nucleus, &mut parties[number], before);
        let behind = nucleus.frame.roles.iter().find(|(_, role)| !role.earlier.is_empty());
        if let Some((role, _)) = behind {
            surety(scene, open, parties, before, number, role);
        } else if nucleus.frame.name == "credit.loan" {
            pays_increase(scene, open, parties, before, number);
        }
    }
}

/// 为甲向乙银行申请的2亿元授信提供担保: the debt inside the surety is of whom it stands behind, lent by its creditor. Who stands
/// surety neither lends nor borrows.
fn debt_inside(scene: &Scene<'_>, open: &[Nucleus<'_>], parties: &mut [Vec<Points>], number: usize) {
    let debt = &open[number];
    let Some(surety) = (0..open.len()).find(|other| is_inside(scene, debt, &open[*other])) else { return };
    let of =
        |role: &str| parties[surety].iter().find(|(filler, _)| filler.role == role).map(|(filler, _)| filler.clone());
    let Some(debtor) = of("guaranteed").filter(|debtor| is_named_as_debtor(scene, &open[surety], debtor)) else {
        return;
    };
    let creditor = of("lender");
    let sided = |side: Side| debt.frame.roles.iter().find(|(_, role)| role.side == side);
    let own = &mut parties[number];
    for (side, party) in [(Side::Provider, creditor), (Side::Receiver, Some(debtor))] {
        let Some((name, rule)) = sided(side) else { continue };
        own.retain(|(filler, _)| filler.role != *name);
        if let Some(party) = party {
            own.push((Filler { role: name.clone(), main: rule.main, amount: None, ..party }, POINTS));
        }
    }
    own.sort_by_key(|(filler, _)| debt.frame.roles.get_index_of(&filler.role));
}

/// The debt stands between 为 and the surety for it: 为甲的2亿元借款提供担保.
fn is_inside(scene: &Scene<'_>, debt: &Nucleus<'_>, surety: &Nucleus<'_>) -> bool {
    is_debt(&debt.frame.name)
        && surety.frame.name == "credit.guarantee"
        && debt.clause == surety.clause
        && debt.trigger.end <= surety.trigger.start
        && scene.between(debt.trigger.end, surety.trigger.end).contains("提供")
        && scene.between(scene.clauses[debt.clause].start, debt.trigger.start).contains(['为', '对'])
}

/// What stands surety for a debt of a stated amount, without another of its own, stands surety for that amount.
pub(super) fn share_amounts(
    scene: &Scene<'_>,
    open: &[Nucleus<'_>],
    mentions: &[Mention],
    amounts: &mut [Option<(usize, f32)>],
) {
    /// Characters between the amount and the word for the debt.
    const NEAR: usize = 6;
    for debt in 0..open.len() {
        let Some(surety) = (0..open.len()).find(|other| is_inside(scene, &open[debt], &open[*other])) else { continue };
        let clause = scene.clauses[open[debt].clause];
        let own = |amount: &(usize, f32)| {
            let span = mentions[amount.0].span;
            clause.contains(span)
                && span.end <= open[debt].trigger.start
                && scene.between(span.end, open[debt].trigger.start).chars().count() <= NEAR
        };
        match (amounts[debt], amounts[surety]) {
            (Some(amount), None) if own(&amount) => amounts[surety] = Some(amount),
            (None, Some(amount)) if own(&amount) => amounts[debt] = Some(amount),
            _ => {}
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
    let named = held.filter(|filler| is_named_as_debtor(scene, nucleus, filler)).cloned();
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
        // 乙与丙银行签订借款合同，甲为该笔借款提供担保: the creditor of the one that is named.
        Some((debtor, creditor)) if named.as_ref().is_none_or(|named| named.party.name == debtor.party.name) => {
            (debtor, creditor)
        }
        _ if named.is_some() => return,
        _ => match told_before(scene, nucleus, own, before, role) {
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

/// 该贷款财团包括甲、乙: the debt told before, of whom it was, not of whom the article is about.
fn goes_on(scene: &Scene<'_>, nucleus: &Nucleus<'_>, own: &mut Vec<Points>, before: &[Event]) {
    /// Sentences to look back.
    const BACK: usize = 3;
    const BACKWARD: &[&str] = &["该", "该笔", "上述", "前述", "这笔", "此笔"];
    let head = scene.between(scene.clauses[nucleus.clause].start, nucleus.trigger.start);
    if !is_debt(&nucleus.frame.name) || !BACKWARD.iter().any(|word| head.ends_with(word)) {
        return;
    }
    let near = before.iter().rev().filter(|event| event.sentence + BACK >= scene.sentence);
    let main = |event: &Event| event.fillers.iter().find(|filler| filler.main).cloned();
    let Some((event, told)) =
        near.filter(|event| event.kind == nucleus.frame.name).find_map(|event| Some((event, main(event)?)))
    else {
        return;
    };
    if own.iter().any(|(filler, _)| !filler.main && filler.party.name == told.party.name) {
        return;
    }
    // The lender of the debt told before does not owe it here.
    let other = |filler: &Filler| event.fillers.iter().any(|held| !held.main && held.party.name == filler.party.name);
    let misplaced = |filler: &Filler| !scene.span.contains(filler.span) || other(filler);
    if let Some((filler, _)) = own.iter_mut().find(|(filler, _)| filler.main && misplaced(filler)) {
        (filler.party, filler.span) = (told.party.clone(), told.span);
    }
    // 不再实施上述委托贷款: and who lent it.
    let same = own.iter().any(|(filler, _)| filler.main && filler.party.name == told.party.name);
    if same && own.iter().all(|(filler, _)| filler.main) {
        own.extend(event.fillers.iter().filter(|filler| !filler.main).map(|filler| (filler.clone(), POINTS)));
    }
}

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
            || rule.is_some_and(|rule| called::told_earlier(scene, nucleus, rule, standing))
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
    // 为可转债还款付息提供担保: a debt without its debtor is one told before.
    let to = head.rfind(['为', '对']).map_or("", |at| &head[at..]);
    let anaphor = BACKWARD.iter().any(|word| head.contains(word))
        || ["债", "借款", "贷款", "还款", "授信"].iter().any(|word| to.contains(word));
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

/// 某农商银行为边境牧民发放贷款730万元: what one named bank has given to a class is a deal of its own type, not an aggregate and
/// no promise.
pub(super) fn given_by_one_bank(scene: &Scene<'_>, event: &Event) -> bool {
    let mut lenders = event.fillers.iter().filter(|filler| !filler.main);
    let given = matches!(event.status, Status::Completed | Status::InProgress);
    let one = lenders.next().is_some_and(|lender| {
        lender.party.kind == Kind::Bank && lender.party.naming == Naming::Named && scene.span.contains(lender.span)
    });
    // 制造业贷款 only names the product.
    let to =
        event.fillers.iter().filter(|filler| filler.main).all(|filler| {
            scene.standings.iter().any(|standing| standing.span == filler.span && standing.case == Case::To)
        });
    given && one && to && lenders.next().is_none() && event.amount.is_some()
}
