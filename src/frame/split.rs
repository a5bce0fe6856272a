//! Split: one sentence that tells several deals side by side. 「建设银行、兴业银行分别批了1.2亿元和8000万元」 is two, and so is
//! 「张三、李四分别减持1万股、2万股，占0.01%、0.02%」.

use super::clause::{Scene, Standing};
use super::event::{Event, Filler, Valued};
use super::role::Nucleus;
use crate::extract::{Comparator, Kind, Mention, Money, Naming, Party, Quantity, Value};
use crate::span::Span;

/// Between two numbers of one list.
const LINKS: &[&str] = &["、", "和", "及", "以及", "与", "，"];

/// Words that give each of a list its own.
const EACH: &[&str] = &["分别", "各自"];

/// The lists of numbers that stand beside a list of parties.
#[derive(Default)]
struct Lists {
    amounts: Vec<Valued<Money>>,
    shares: Vec<Valued<Quantity>>,
    ratios: Vec<Valued<Quantity>>,
}

impl Lists {
    /// How many deals the lists tell: the length of the longest; 0 where there is none.
    fn len(&self) -> usize {
        let lengths = [self.amounts.len(), self.shares.len(), self.ratios.len()];
        lengths.into_iter().filter(|length| *length > 1).max().unwrap_or(0)
    }
}

/// One event per party where a list of numbers stands beside a list of parties of the same length; else the event as it is.
pub(super) fn split(scene: &Scene<'_>, nucleus: &Nucleus<'_>, event: Event, mentions: &[Mention]) -> Vec<Event> {
    if let Some(parts) = paired(scene, nucleus, &event, mentions) {
        return parts;
    }
    if let Some(parts) = by_bank(scene, nucleus, &event, mentions) {
        return parts;
    }
    let each = EACH.iter().any(|word| scene.span.of(scene.text).contains(word));
    if !each {
        return same_for_each(scene, nucleus, &event).unwrap_or_else(|| one_each(scene, nucleus, event));
    }
    let lists = Lists {
        amounts: list(scene, event.amount.as_ref(), mentions, |value| match value {
            Value::Money(money) => Some(money.clone()),
            _ => None,
        }),
        shares: list(scene, event.shares.as_ref(), mentions, |value| match value {
            Value::Shares(quantity) => Some(quantity.clone()),
            _ => None,
        }),
        ratios: list(scene, event.ratio.as_ref(), mentions, |value| match value {
            Value::Percent(percent) => Some(percent.quantity.clone()),
            _ => None,
        }),
    };
    let count = lists.len();
    let role = nucleus.frame.roles.keys().find(|role| count > 1 && event.role(role).count() == count);
    let Some(role) = role.cloned() else { return one_each(scene, nucleus, event) };
    let mut fillers: Vec<Filler> = event.role(&role).cloned().collect();
    fillers.sort_by_key(|filler| filler.span.start);
    if TOGETHER.contains(&event.kind.as_str()) && fillers.iter().all(|filler| !filler.main) {
        return vec![shared(event, &fillers, &lists)];
    }
    fillers
        .into_iter()
        .enumerate()
        .map(|(place, filler)| {
            let mut part = event.clone();
            part.fillers.retain(|other| other.role != role);
            part.fillers.push(filler);
            part.fillers.sort_by_key(|filler| nucleus.frame.roles.get_index_of(&filler.role));
            // A number told once beside lists of the others is of them all together, 均 aside: no part's own.
            part.amount = own(&lists.amounts, place, count);
            part.shares = own(&lists.shares, place, count).map(|own| bounded(own, &lists.shares));
            part.ratio = own(&lists.ratios, place, count).map(|own| bounded(own, &lists.ratios));
            part
        })
        .collect()
}

/// 分别减持不超过1万股、2万股: the bound before the first holds for all.
fn bounded(mut own: Valued<Quantity>, list: &[Valued<Quantity>]) -> Valued<Quantity> {
    let Some(first) = list.first().map(|first| first.value.comparator) else { return own };
    if own.value.comparator == Comparator::Eq {
        match first {
            Comparator::Le | Comparator::Lt => own.value.min = None,
            Comparator::Ge | Comparator::Gt => own.value.max = None,
            _ => return own,
        }
        own.value.comparator = first;
    }
    own
}

/// Types in which several who give money make one deal (EVENTS.md, one event or several).
const TOGETHER: &[&str] = &["equity.round", "fund.raise"];

/// 甲、乙分别增资1000万元、500万元: one deal, each one's part is its own, and the whole is not told; nor is a part of all where each
/// one's is (持股比例分别为55%和45%).
fn shared(mut event: Event, givers: &[Filler], lists: &Lists) -> Event {
    if lists.amounts.len() == givers.len() {
        for (giver, amount) in givers.iter().zip(&lists.amounts) {
            if let Some(filler) = event.fillers.iter_mut().find(|filler| filler.span == giver.span) {
                filler.amount = Some(amount.clone());
            }
        }
        (event.amount, event.amount_kind) = (None, None);
    }
    if lists.ratios.len() > 1 {
        (event.ratio, event.ratio_base) = (None, None);
    }
    event
}

/// 甲、乙双双过会: a deal for each main party where the frame says so; figures of all together are nobody's own.
fn one_each(scene: &Scene<'_>, nucleus: &Nucleus<'_>, event: Event) -> Vec<Event> {
    let named = |filler: &&Filler| filler.main && filler.party.naming == Naming::Named;
    let mains: Vec<Filler> = event.fillers.iter().filter(named).cloned().collect();
    if !nucleus.frame.each || mains.len() < 2 {
        return vec![event];
    }
    let part = |main: Filler| {
        let mut part = event.clone();
        // 分别为科创板的甲，创业板的乙: what stands before a name is its own.
        let own = |filler: &Filler| {
            !nucleus.entry().lists
                || filler.span.end <= main.span.start
                    && scene.between(filler.span.end, main.span.start).trim_matches(['的', ' ']).is_empty()
        };
        part.fillers.retain(|filler| !filler.main && own(filler));
        part.fillers.insert(0, main);
        (part.amount, part.amount_kind, part.shares, part.ratio) = (None, None, None, None);
        part
    };
    mains.into_iter().map(part).collect()
}

/// 甲、乙各增持2万股, 甲、乙减持均不超过400万股: each one's own, of the same size. A sum of money that the words for each do not stand before
/// is that of all.
fn same_for_each(scene: &Scene<'_>, nucleus: &Nucleus<'_>, event: &Event) -> Option<Vec<Event>> {
    const SAME: &[char] = &['各', '均'];
    if !matches!(event.kind.as_str(), "equity.increase" | "equity.decrease") {
        return None;
    }
    let mains: Vec<&Filler> = event.fillers.iter().filter(|filler| filler.main).collect();
    let named = mains.iter().all(|filler| filler.party.naming == Naming::Named && scene.span.contains(filler.span));
    let last = mains.iter().map(|filler| filler.span.end).filter(|end| *end <= nucleus.trigger.start).max()?;
    let figure = event.shares.as_ref().map(|shares| shares.span).or(event.ratio.as_ref().map(|ratio| ratio.span))?;
    let before = scene.between(last, nucleus.trigger.start).trim_end_matches('自');
    let behind = scene.between(nucleus.trigger.end.min(figure.start), figure.start);
    if mains.len() < 2 || !named || !(before.ends_with(SAME) || behind.ends_with(SAME)) {
        return None;
    }
    let part = |main: &Filler| {
        let mut part = event.clone();
        part.fillers.retain(|filler| !filler.main || filler.span == main.span);
        (part.amount, part.amount_kind) = (None, None);
        part
    };
    Some(mains.into_iter().map(part).collect())
}

/// 分别授予甲200亿元、乙30亿元: every party of a list with its own amount right behind it.
fn paired(scene: &Scene<'_>, nucleus: &Nucleus<'_>, event: &Event, mentions: &[Mention]) -> Option<Vec<Event>> {
    let held = event.amount.as_ref()?;
    let own = |span: Span| {
        scene.values().find_map(|(index, place, _)| match &mentions[index].value {
            Value::Money(money) if place.start >= span.end && close(scene.between(span.end, place.start)) => {
                Some(Valued { span: place, value: money.clone() })
            }
            _ => None,
        })
    };
    // 甲拟增持1000万元，乙150万元，丙600万元: the next ones stand in clauses of their own.
    let trades = matches!(event.kind.as_str(), "equity.increase" | "equity.decrease");
    let clause = scene
        .standings
        .iter()
        .filter(|standing| standing.clause == nucleus.clause || trades && standing.clause > nucleus.clause);
    let pairs: Vec<_> = clause.filter_map(|standing| Some((*standing, own(standing.span)?))).collect();
    if pairs.len() < 2 || !pairs.iter().any(|(_, amount)| amount.span == held.span) {
        return None;
    }
    let named = |standing: &Standing, filler: &Filler| match &mentions[standing.mention].value {
        Value::Party(party) => party.name == filler.party.name,
        _ => false,
    };
    let holder = event.fillers.iter().find(|filler| pairs.iter().any(|(standing, _)| named(standing, filler)))?;
    let parts = pairs.iter().filter_map(|(standing, amount)| {
        let Value::Party(party) = &mentions[standing.mention].value else { return None };
        let mut part = event.clone();
        part.fillers.retain(|other| {
            other.role != holder.role && !pairs.iter().any(|(standing, _)| standing.span == other.span)
        });
        part.fillers.push(Filler { party: (**party).clone(), span: standing.span, ..holder.clone() });
        part.fillers.sort_by_key(|filler| nucleus.frame.roles.get_index_of(&filler.role));
        part.amount = Some(amount.clone());
        Some(part)
    });
    Some(parts.collect())
}

/// 合计不超过15亿元，其中向甲银行申请5亿元、向乙银行申请10亿元: what each bank lends is a deal of its own.
fn by_bank(scene: &Scene<'_>, nucleus: &Nucleus<'_>, event: &Event, mentions: &[Mention]) -> Option<Vec<Event>> {
    let lender = nucleus.frame.roles.iter().find(|(name, _)| name.as_str() == "lender")?.0;
    let asked = |standing: &Standing| {
        let Value::Party(party) = &mentions[standing.mention].value else { return None };
        let behind = scene.between(scene.clauses[standing.clause].start, standing.span.start).ends_with('向');
        let own = scene.values().find_map(|(index, place, clause)| match &mentions[index].value {
            Value::Money(money) if clause == standing.clause && place.start >= standing.span.end => {
                let gap = scene.between(standing.span.end, place.start);
                ASKED.contains(&gap).then(|| Valued { span: place, value: money.clone() })
            }
            _ => None,
        })?;
        (party.kind == Kind::Bank && behind).then(|| (*standing, (**party).clone(), own))
    };
    let parts: Vec<_> =
        scene.standings.iter().filter(|other| other.clause >= nucleus.clause).filter_map(asked).collect();
    let distinct = parts.iter().all(|(standing, party, _)| {
        parts.iter().all(|(other, twin, _)| other.span == standing.span || twin.name != party.name)
    });
    let total = event.amount.as_ref().is_some_and(|held| parts.iter().all(|(_, _, own)| own.span != held.span));
    if parts.len() < 2 || !distinct || !total || !event.kind.starts_with("credit.") {
        return None;
    }
    let part = |(standing, party, own): (Standing, Party, Valued<Money>)| {
        let mut part = event.clone();
        part.fillers.retain(|filler| filler.role != *lender);
        part.fillers.push(Filler { role: lender.clone(), party, span: standing.span, amount: None, main: false });
        part.fillers.sort_by_key(|filler| nucleus.frame.roles.get_index_of(&filler.role));
        part.amount = Some(own);
        part
    };
    Some(parts.into_iter().map(part).collect())
}

/// Between a bank and what is asked of it.
const ASKED: &[&str] = &["申请", "申请授信", "申请综合授信", "申请授信额度", "借款", "申请贷款", "申请不超过"];

/// Nothing but a bracket or a small word stands between a party and its amount.
fn close(words: &str) -> bool {
    let words = if words.starts_with(['(', '（']) {
        words.find([')', '）']).map_or(words, |close| words[close..].trim_start_matches([')', '）']))
    } else {
        words
    };
    matches!(words.trim(), "" | "的" | "为" | "各")
}

fn own<T: Clone>(list: &[Valued<T>], place: usize, count: usize) -> Option<Valued<T>> {
    (list.len() == count).then(|| list[place].clone())
}

/// The values of the list that holds this one, in text order.
fn list<T: Clone>(
    scene: &Scene<'_>,
    held: Option<&Valued<T>>,
    mentions: &[Mention],
    read: impl Fn(&Value) -> Option<T>,
) -> Vec<Valued<T>> {
    let Some(held) = held else { return Vec::new() };
    let all: Vec<Valued<T>> = scene
        .values()
        .filter_map(|(index, span, _)| read(&mentions[index].value).map(|value| Valued { span, value }))
        .collect();
    let Some(at) = all.iter().position(|other| other.span == held.span) else { return Vec::new() };
    let linked = |a: Span, b: Span| {
        let between = scene.between(a.end, b.start).trim().trim_start_matches('的');
        let between = ["股份", "股权", "股票"].iter().find_map(|word| between.strip_prefix(word)).unwrap_or(between);
        LINKS.contains(&between) || between == ","
    };
    let mut first = at;
    while first > 0 && linked(all[first - 1].span, all[first].span) {
        first -= 1;
    }
    let mut last = at;
    while last + 1 < all.len() && linked(all[last].span, all[last + 1].span) {
        last += 1;
    }
    all[first..=last].to_vec()
}
