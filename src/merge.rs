//! Merge: the same deal told twice in one article — title, lead, body, bullet — is one event; a facility told as two
//! levels is one series, counted once.

use crate::extract::date::DateMention;
use crate::extract::party::unnamed;
use crate::extract::{Comparator, Mention, Money, Naming, Value};
use crate::frame::load::AmountRule;
use crate::frame::{Event, Filler, Findings, Frames, Valued};
use crate::layout::{Document, Zone};
use crate::record::{DateRole, Status, Warning};
use crate::span::Span;
use rust_decimal::Decimal;

mod figure;

mod naming;

mod outcome;

mod series;

mod twin;

use naming::{name_titles, shortened, stands_for};

/// The earlier events that a telling is compared with, the nearest ones: an article tells far fewer, and without a bound the
/// time grows with the square of their number.
const LOOK_BACK: usize = 256;

/// Merges the events of one document; the order of first telling is kept. Thin tellings add what they say to the event they
/// go on with; those that go on with none become rejects.
#[must_use]
pub fn merge(document: &Document<'_>, mentions: &[Mention], frames: &Frames, findings: &mut Findings) -> Vec<Event> {
    let mut merged: Vec<Event> = Vec::new();
    let telling = |event: &Event| Telling {
        document,
        mentions,
        progresses: frames.named(&event.kind).is_some_and(|frame| frame.progress),
        part: frames.named(&event.kind).is_some_and(|frame| frame.part),
        rule: frames.named(&event.kind).and_then(|frame| frame.amount.as_ref()),
        each: frames.named(&event.kind).is_some_and(|frame| frame.each),
    };
    for mut event in std::mem::take(&mut findings.events) {
        let telling = telling(&event);
        let from = merged.len().saturating_sub(LOOK_BACK);
        let near = &mut merged[from..];
        if let Some(whole) = near.iter().rposition(|whole| telling.is_part(whole, &event)) {
            (event.amount, event.shares, event.ratio) = (None, None, None);
            telling.absorb(&mut near[whole], event);
            continue;
        }
        // The nearest earlier telling that does not contradict; one with an equal amount before others.
        let same = |other: &Event| telling.same_deal(other, &event);
        let equal = |other: &Event| figure::amounts(other, &event) == Some(true);
        let place = near.iter().rposition(|other| same(other) && equal(other)).or_else(|| near.iter().rposition(same));
        match place {
            Some(place) => telling.absorb(&mut near[place], event),
            None => {
                if from > 0 {
                    event.warnings.push(Warning::LimitReached);
                }
                merged.push(event);
            }
        }
    }
    for (mut thin, reject) in std::mem::take(&mut findings.thin) {
        let telling = telling(&thin);
        let from = merged.len().saturating_sub(LOOK_BACK);
        match merged[from..].iter().rposition(|event| telling.goes_on(event, &thin)).map(|place| from + place) {
            Some(place) => {
                // What is said by the way brings an event to its end; it does not plan or announce it again.
                let ends = match thin.status {
                    Status::Completed | Status::Terminated => true,
                    Status::InProgress => telling.progresses,
                    // 发行股份购买资产事项获审核通过: the headline tells what has become of the plan.
                    Status::Approved => {
                        is_headline(document, &thin)
                            && matches!(merged[place].status, Status::Planned | Status::Applied | Status::Announced)
                    }
                    _ => false,
                };
                // 提前终止减持计划: what was sold until then is done.
                if telling.progresses && thin.status == Status::Terminated && is_done(&merged[place]) {
                    thin.status = Status::Completed;
                }
                thin.status_stated &= ends;
                // 减持期间为…: its dates count where the event has none but the day of its announcement.
                let dated = merged[place].dates.iter().any(|(_, role)| *role != DateRole::Announced);
                let shared = telling.points_back(&thin) || telling.shares_party(&merged[place], &thin);
                thin.dates.retain(|(_, role)| shared && !dated && *role != DateRole::Announced);
                // 甲、乙、丙的减持计划已实施完毕: what is said of several ends each one's deal and makes no common one of it.
                let own: Vec<String> = merged[place].fillers.iter().map(|filler| filler.party.name.clone()).collect();
                // 股东询价转让定价…: only what it is to the firm is told, and here its name.
                let titled = own.iter().any(|name| unnamed::is_title(name));
                thin.fillers
                    .retain(|filler| !filler.main || own.is_empty() || titled || own.contains(&filler.party.name));
                telling.absorb(&mut merged[place], thin);
            }
            None => findings.rejects.push(reject),
        }
    }
    findings.rejects.sort_by_key(|reject| (reject.span.start, reject.span.end));
    drop_summaries(document, &mut merged);
    twin::drop_twins(document, &mut merged);
    twin::drop_market_sales(document, &mut merged);
    twin::fold_parts(&mut merged);
    outcome::settle(document, mentions, frames, &mut merged);
    outcome::plan_along(document, &mut merged);
    outcome::plan_in_headline(document, frames, &mut merged);
    outcome::past_acts(document, mentions, &mut merged);
    series::link(&mut merged);
    for event in &mut merged {
        naming::drop_clipped(document, event);
        if let Some(frame) = frames.named(&event.kind) {
            event.fillers.sort_by_key(|filler| frame.roles.get_index_of(&filler.role));
        }
    }
    merged
}

/// True for events that only the headline tells.
fn is_headline(document: &Document<'_>, event: &Event) -> bool {
    document.blocks[document.sentences[event.sentence].block as usize].zone == Zone::Title
}

/// A headline that sums up what the article tells one by one is no deal of its own: 两家企业同日过会, 三位高管合计增持超900万元.
fn drop_summaries(document: &Document<'_>, events: &mut Vec<Event>) {
    let told: Vec<bool> = events.iter().map(|event| is_headline(document, event)).collect();
    let mut index = 0;
    let sums: Vec<bool> = events
        .iter()
        .zip(&told)
        .map(|(event, headline)| {
            let body = || {
                let parts = events.iter().zip(&told).filter(|(other, told)| !**told && other.kind == event.kind);
                parts.map(|(other, _)| other)
            };
            let unnamed = event.fillers.iter().filter(|filler| filler.main).all(|f| f.party.naming != Naming::Named);
            // 甲：股东、高管拟合计减持: each of them is named with a deal of his own.
            let titles = || {
                let mut mains = event.fillers.iter().filter(|filler| filler.main).peekable();
                mains.peek().is_some() && mains.all(|filler| unnamed::is_title(&filler.party.name))
            };
            let company = |event: &Event| event.role("company").next().map(|filler| filler.party.name.clone());
            let named = || {
                events.iter().any(|other| {
                    other.kind == event.kind
                        && company(other).is_some()
                        && company(other) == company(event)
                        && other.fillers.iter().any(|filler| filler.main && filler.party.naming == Naming::Named)
                })
            };
            (titles() && named())
                || *headline
                    && ((unnamed && body().count() > 0) || (body().count() > 1 && figure::is_sum(event, body())))
        })
        .collect();
    events.retain(|_| {
        index += 1;
        !sums[index - 1]
    });
}

fn names<'e>(event: &'e Event, role: &str) -> Vec<&'e str> {
    event.fillers.iter().filter(|filler| filler.role == role).map(|filler| filler.party.name.as_str()).collect()
}

/// Types whose other parties are told piece by piece: investors of a round, a buyer and its subsidiary.
const TOLD_PIECEMEAL: &[&str] = &["equity.round", "equity.acquisition", "fund.raise"];

/// 将其1%股权转让给甲；将其1%股权转让给乙: one sentence tells two deals with figures of their own, however alike these are.
fn apart_in_sentence(a: &Event, b: &Event) -> bool {
    let figures = |event: &Event| event.ratio.as_ref().or(event.shares.as_ref()).map(|figure| figure.span.start);
    let place = |event: &Event| event.role("acquirer").map(|filler| filler.span.start).min();
    let told = |event: &Event| figures(event).zip(place(event));
    // Each buyer stands behind its own figure and before the other's.
    let parted = |first: (u32, u32), second: (u32, u32)| first.0 < first.1 && first.1 < second.0 && second.0 < second.1;
    a.sentence == b.sentence
        && told(a).zip(told(b)).is_some_and(|(a, b)| if a.0 < b.0 { parted(a, b) } else { parted(b, a) })
}

/// Roles that stand beside a deal: of one deal different ones may be told.
const BESIDE: &[&str] = &["venue", "underwriter", "adviser", "sponsor"];

/// What is needed to tell whether two events are one deal.
struct Telling<'t> {
    document: &'t Document<'t>,
    mentions: &'t [Mention],
    /// Plan and progress of this type are told in one text, as one deal (EVENTS.md, one event or several).
    progresses: bool,
    /// Every main party has a deal of its own.
    each: bool,
    /// The whole and one party's part are told, as one deal.
    part: bool,
    /// How the type reads its amounts.
    rule: Option<&'t AmountRule>,
}

/// Words that point back at a deal, at the head of a sentence.
const BACK: &[&str] =
    &["该", "本次", "此次", "上述", "本轮", "此轮", "这笔", "该笔", "本期", "前述", "减持期间", "增持期间"];

/// How far a deal is: a plan, or something done. A type's default status tells of neither unless a date does.
/// What is counted to the share has been traded; a plan has a bound.
fn is_done(event: &Event) -> bool {
    let dated =
        event.dates.iter().any(|(_, role)| matches!(role, DateRole::Happened | DateRole::Period | DateRole::AsOf));
    let counted = event.shares.as_ref().is_some_and(|shares| shares.value.comparator == Comparator::Eq);
    matches!(event.status, Status::InProgress | Status::Completed) && (event.status_stated || dated || counted)
}

impl Telling<'_> {
    fn same_deal(&self, a: &Event, b: &Event) -> bool {
        if a.kind != b.kind {
            return false;
        }
        let headline = self.heads(a, b) || self.heads(b, a);
        let near = headline || (b.sentence.abs_diff(a.sentence) <= 1 && self.same_block(a, b));
        let Some(shared) = self.parties_agree(a, b, near).or_else(|| shortened(a, b, headline)) else { return false };
        // Plan and progress: the figures differ because one is a limit and the other is what was done.
        let stages = self.progresses && shared && is_done(a) != is_done(b) && !self.done_before(a, b);
        let differs = |same: Option<bool>| same == Some(false) && !stages && !(self.part && shared);
        if differs(figure::amounts(a, b)) || differs(figure::shares(a, b)) {
            return false;
        }
        // ③甲股份公告，…。④乙股份公告，…: the news of two firms.
        if !headline && naming::tellers_differ(self.document, a, b) {
            return false;
        }
        // 启动欧元债发行。一天前发行美元债券: two bonds.
        let currency =
            |event: &Event| event.instrument.and_then(|words| figure::bond_currency(words.of(self.document.text())));
        if matches!((currency(a), currency(b)), (Some(x), Some(y)) if x != y) {
            return false;
        }
        // 上一轮200亿美元估值融资完成，新一轮融资启动，估值升至315亿美元: two rounds.
        if a.kind == "equity.round" && a.sentence == b.sentence && figure::valuations(a, b) == Some(false) {
            return false;
        }
        let both = |x: &Option<Valued<String>>, y: &Option<Valued<String>>| match (x, y) {
            (Some(x), Some(y)) => x.value == y.value,
            _ => true,
        };
        // “甲”完成数亿元B轮融资, and below it B1轮和B2轮: a heading with the same money tells the same rounds.
        let opens = || match (&a.round, &b.round) {
            (Some(a), Some(b)) => a.value.starts_with(&b.value) || b.value.starts_with(&a.value),
            _ => false,
        };
        let told_above = headline && figure::amounts(a, b) == Some(true) && opens();
        if !(told_above || both(&a.round, &b.round)) || (!both(&a.term, &b.term) && !stages) {
            return false;
        }
        let changed = |event: &Event| {
            event.amount.as_ref().is_some_and(|amount| amount.value.quantity.comparator == Comparator::FromTo)
        };
        if changed(a) != changed(b) && a.amount.is_some() && b.amount.is_some() && self.different_dates(a, b) {
            return false;
        }
        // What was signed in April and handed over in June is one deal: nothing is told of one of the two but how far it is,
        // or both are told with the same figures.
        let bare = |event: &Event| {
            event.amount.is_none() && event.shares.is_none() && event.ratio.is_none() && event.fillers.len() == 1
        };
        let equal = figure::shares(a, b) == Some(true) || figure::amounts(a, b) == Some(true);
        let told_on = shared && a.kind == "equity.acquisition" && a.status != b.status && (equal || bare(a) || bare(b));
        (shared || near) && (stages || headline || told_on || !self.happened_apart(a, b))
    }

    /// The first is told by the headline of the article, or by the heading of the section, that the second belongs to.
    fn heads(&self, head: &Event, event: &Event) -> bool {
        let block = |event: &Event| self.document.sentences[event.sentence].block as usize;
        let (above, below) = (block(head), block(event));
        let section = || self.document.blocks[below].section.map(|section| self.document.sections[section as usize]);
        is_headline(self.document, head) && !is_headline(self.document, event)
            || above != below && section().is_some_and(|section| section.heading as usize == above)
    }

    /// 其中，通过集中竞价减持不超过…: a part of the deal told in the sentence before.
    fn is_part(&self, whole: &Event, part: &Event) -> bool {
        let sentence = self.document.sentences[part.sentence];
        let opens = sentence.span.of(self.document.text()).trim_start().starts_with("其中");
        let level = |event: &Event| {
            let shares = event.shares.as_ref().map(|shares| &shares.value);
            let quantity = shares.or(event.amount.as_ref().map(|amount| &amount.value.quantity))?;
            quantity.max.or(quantity.min)
        };
        let less = matches!((level(whole), level(part)), (Some(whole), Some(part)) if part < whole);
        opens
            && less
            && whole.kind == part.kind
            && self.same_block(whole, part)
            && self.parties_agree(whole, part, true) == Some(true)
    }

    /// A thin telling goes on with an event of the sentence before, or of its own paragraph if it names one of its parties.
    fn goes_on(&self, event: &Event, thin: &Event) -> bool {
        let told = event.evidence.iter().filter_map(|span| self.document.sentence_at(span.start));
        let near = told.into_iter().any(|sentence| thin.sentence.abs_diff(sentence) <= 1);
        // A headline that says no more than that the deal is off.
        let off = matches!(thin.status, Status::Terminated | Status::Approved) && self.heads(thin, event);
        (self.same_block(event, thin) || self.heads(event, thin) || off)
            && (near || self.shares_party(event, thin))
            && self.same_deal(event, thin)
    }

    /// The sentence speaks of what was told before: 该债券…, 本次减持….
    fn points_back(&self, event: &Event) -> bool {
        let words = self.document.sentences[event.sentence].span.of(self.document.text()).trim_start();
        BACK.iter().any(|word| words.starts_with(word))
    }

    /// A named party takes part in both, in whatever role.
    fn shares_party(&self, a: &Event, b: &Event) -> bool {
        let named = b.fillers.iter().filter(|filler| filler.party.naming == Naming::Named);
        named.into_iter().any(|filler| a.fillers.iter().any(|other| other.party.name == filler.party.name))
    }

    /// Some(true) if a party is shared, Some(false) if none is but nothing contradicts, None if the parties differ.
    fn parties_agree(&self, a: &Event, b: &Event, near: bool) -> Option<bool> {
        let mut shared = false;
        let mut apart = false;
        let mut roles: Vec<&str> = a.fillers.iter().chain(&b.fillers).map(|filler| filler.role.as_str()).collect();
        roles.sort_unstable();
        roles.dedup();
        for role in roles {
            let (x, y) = (names(a, role), names(b, role));
            let held = || a.fillers.iter().chain(&b.fillers).filter(|filler| filler.role == role);
            if x.is_empty() || y.is_empty() {
                if held().any(|filler| filler.main) && !near {
                    return None;
                }
                continue;
            }
            if x.iter().any(|name| y.contains(name)) {
                shared = true;
            } else if role == "acquirer" && apart_in_sentence(a, b) {
                return None;
            } else if BESIDE.contains(&role) {
                // 上交所 and its 科创板, one underwriter and another.
            } else if !held().any(|filler| filler.main) && TOLD_PIECEMEAL.contains(&a.kind.as_str()) {
                // Investors told in two sentences, a buyer and the subsidiary that buys.
                apart |= held().all(|filler| filler.party.naming == Naming::Named);
            } else if held().all(|filler| filler.party.naming == Naming::Named)
                || (self.each && held().any(|filler| filler.main && is_count(&filler.party.name)))
            {
                return None;
            }
        }
        let headline = self.heads(a, b) || self.heads(b, a);
        // 甲拟收购乙54%股权。丙拟收购丁的资产: with nothing in common, two buyers have two deals.
        (shared || !apart || headline).then_some(shared)
    }

    fn same_block(&self, a: &Event, b: &Event) -> bool {
        let block = |event: &Event| self.document.sentences[event.sentence].block;
        block(a) == block(b)
    }

    fn dates(&self, event: &Event) -> Vec<(&DateMention, DateRole)> {
        let read = |(index, role): &(usize, DateRole)| match &self.mentions[*index].value {
            Value::Date(date) if date.start.is_some() || date.end.is_some() => Some((date, *role)),
            _ => None,
        };
        event.dates.iter().filter_map(read).collect()
    }

    /// Both are dated, and no two of their dates touch.
    fn different_dates(&self, a: &Event, b: &Event) -> bool {
        let (x, y) = (self.dates(a), self.dates(b));
        !x.is_empty() && !y.is_empty() && !x.iter().any(|(p, _)| y.iter().any(|(q, _)| p.edtf == q.edtf))
    }

    /// 1月至4月增持148万股…，拟自5月15日起增持…: what was done before the plan begins was another deal.
    fn done_before(&self, a: &Event, b: &Event) -> bool {
        let (done, plan) = if is_done(a) { (a, b) } else { (b, a) };
        let ends =
            self.dates(done).into_iter().filter(|(_, role)| *role != DateRole::Announced).map(|(date, _)| date.end);
        let starts = self
            .dates(plan)
            .into_iter()
            .filter(|(_, role)| matches!(role, DateRole::Period | DateRole::Due))
            .map(|(date, _)| date.start);
        let (last, first) = (ends.flatten().min(), starts.flatten().min());
        matches!((last, first), (Some(last), Some(first)) if last < first)
    }

    /// Both took place on known days, and these cannot be the same.
    fn happened_apart(&self, a: &Event, b: &Event) -> bool {
        let happened = |event: &Event| -> Vec<&DateMention> {
            self.dates(event)
                .into_iter()
                .filter(|(_, role)| matches!(role, DateRole::Happened | DateRole::Period))
                .map(|(date, _)| date)
                .collect()
        };
        let (x, y) = (happened(a), happened(b));
        let touches = |p: &DateMention, q: &DateMention| p.start <= q.end && q.start <= p.end;
        !x.is_empty() && !y.is_empty() && !x.iter().any(|p| y.iter().any(|q| touches(p, q)))
    }

    /// The amount is one party's part of the deal by the words before it: another's smaller part does not take its place.
    fn is_own(&self, event: &Event) -> bool {
        /// Characters before the amount.
        const NEAR: usize = 12;
        let Some((amount, rule)) = event.amount.as_ref().zip(self.rule) else { return false };
        let head = &self.document.text()[..amount.span.start as usize];
        let from = head.char_indices().rev().nth(NEAR - 1).map_or(0, |(at, _)| at);
        let near = head[from..].rsplit(['，', '、', '。', '：', '\n']).next().unwrap_or("");
        let told = |words: &[String]| words.iter().any(|word| near.contains(word.as_str()));
        told(&rule.parts) && !told(&rule.wholes)
    }

    /// Takes over what the later telling adds. The article is more exact than its headline, and what has been done wins
    /// over the plan (EVENTS.md, rulings).
    fn absorb(&self, event: &mut Event, mut later: Event) {
        // What was done takes no figures from the plan: 拟减持不超过104万股, 已减持0.26%.
        if self.progresses && is_done(event) && later.status == Status::Planned {
            (later.amount, later.shares, later.ratio) = (None, None, None);
            // 6月减持360万股。此前拟减持不超过720万股: nor does the plan that is told behind it undo what was done.
            later.status_stated = false;
            if !event.status_stated {
                (event.status, event.status_stated) = (Status::InProgress, true);
            }
        }
        let later_wins = if is_done(event) == is_done(&later) || !self.progresses {
            self.heads(event, &later)
        } else {
            is_done(&later)
        };
        // 原拟减持不超过…；6月1日减持20万股: a plan of which a part is done goes on, whatever word says so.
        let counted = later.shares.as_ref().is_some_and(|shares| shares.value.comparator == Comparator::Eq);
        if self.progresses && later_wins && event.status == Status::Planned && is_done(&later) {
            if counted && !later.status_stated {
                (event.status, event.status_stated) = (Status::InProgress, true);
            }
            // 甲、乙、丙计划减持…，乙减持2万股: who has done it.
            let mains: Vec<&str> = names_of_mains(&later);
            if counted && !mains.is_empty() && mains.iter().all(|name| names_of_mains(event).contains(name)) {
                event.fillers.retain(|filler| !filler.main || mains.contains(&filler.party.name.as_str()));
            }
        }
        event.told += 1;
        let (held, told) = (event.amount_level(), later.amount_level());
        let less = |a: Option<Decimal>, b: Option<Decimal>| matches!((a, b), (Some(a), Some(b)) if a < b);
        let is_part = self.part && less(told, held) && !self.is_own(event);
        let holds_part = self.part && less(held, told);
        let later_wins_amount = later_wins && !is_older_bound(event, &later) && !figure::is_looser(event, &later);
        let bounded = figure::is_bounded_before(event, &later);
        let headed = self.heads(event, &later);
        let shortened = shortened(event, &later, self.heads(event, &later)).is_some();
        if event.kind == "equity.acquisition" {
            self.settle_buyers(event, &mut later);
        }
        for filler in later.fillers {
            if shortened && let Some(other) = event.fillers.iter_mut().find(|other| stands_for(other, &filler)) {
                *other = filler;
                continue;
            }
            if shortened && event.fillers.iter().any(|other| stands_for(&filler, other)) {
                continue;
            }
            let held = event.fillers.iter().any(|other| other.party.name == filler.party.name);
            // 公司正在推进的融资: who has a name needs no word for it beside it.
            let named = filler.main
                && filler.party.naming == Naming::Anonymous
                && TOLD_PIECEMEAL.contains(&event.kind.as_str())
                && event.fillers.iter().any(|other| other.role == filler.role && other.party.naming == Naming::Named);
            if named {
                continue;
            }
            if !held {
                event.fillers.push(filler);
            } else if let Some(other) = event.fillers.iter_mut().find(|other| other.party.name == filler.party.name) {
                complete(other, filler);
            }
        }
        let named = name_titles(event);
        // What was put in says more than the level it led to (EVENTS.md, rulings).
        let raise = |level: &Option<Valued<Money>>, put_in: &Option<Valued<Money>>| {
            level
                .as_ref()
                .zip(put_in.as_ref())
                .is_some_and(|(level, put_in)| figure::is_raise(&level.value.quantity, &put_in.value.quantity))
        };
        let amount_wins =
            later_wins_amount && !raise(&later.amount, &event.amount) || raise(&event.amount, &later.amount);
        if event.amount.is_none() || is_part || (amount_wins && !holds_part && later.amount.is_some()) {
            event.amount = later.amount;
            event.amount_kind = later.amount_kind;
        }
        // 宣布收购, told again, takes no approval back.
        let told_again = later.status == Status::Announced && event.status == Status::Approved;
        if later.status_stated && (!event.status_stated || later.status > event.status && !told_again) {
            event.status = later.status;
            event.status_stated = true;
            if later.stage.is_some() {
                event.stage.clone_from(&later.stage);
            }
        }
        // 上会结果为暂缓审议: what holds a deal up leaves its status and is its stage.
        if later.status == event.status && later.stage.as_deref() == Some("suspended") {
            event.stage.clone_from(&later.stage);
        }
        event.stage = event.stage.take().or(later.stage);
        if event.ratio.is_none() || (later_wins && later.ratio.is_some() && !bounded) {
            event.ratio = later.ratio;
            event.ratio_base = later.ratio_base;
        }
        take(&mut event.shares, later.shares, later_wins);
        take(&mut event.price, later.price, later_wins);
        take(&mut event.valuation, later.valuation, later_wins);
        take(&mut event.term, later.term, later_wins);
        take(&mut event.rate, later.rate, later_wins);
        take(&mut event.round, later.round, false);
        // 贷款 of the headline is the 股票增持专项贷款 of the article.
        let words = |span: Span| span.of(self.document.text());
        let fuller = matches!((event.instrument, later.instrument), (Some(held), Some(told))
            if headed && !words(told).starts_with('第') && words(told).len() > words(held).len()
                && words(told).ends_with(words(held)));
        take(&mut event.instrument, later.instrument, fuller);
        take(&mut event.purpose, later.purpose, false);
        for (index, role) in later.dates {
            let edtf = |index: usize| match &self.mentions[index].value {
                Value::Date(date) => date.edtf.clone(),
                _ => None,
            };
            let known = event
                .dates
                .iter()
                .any(|(other, _)| *other == index || (edtf(*other).is_some() && edtf(*other) == edtf(index)));
            if !known {
                event.dates.push((index, role));
            }
        }
        let place = event.evidence.len();
        for evidence in later.evidence {
            if !event.evidence.contains(&evidence) {
                event.evidence.push(evidence);
            }
        }
        // Where somebody is named proves more than where only his title stands.
        if named && place < event.evidence.len() {
            event.evidence.rotate_left(place);
            event.scores = later.scores;
        }
        for rule in later.rules {
            if !event.rules.contains(&rule) {
                event.rules.push(rule);
            }
        }
        event.warnings.extend(later.warnings);
    }
}

/// 获准注册30亿元，此前披露拟注册不超过30亿元: what has been decided is not as open as the plan was.
fn is_older_bound(event: &Event, later: &Event) -> bool {
    let exact =
        |event: &Event| event.amount.as_ref().is_some_and(|amount| amount.value.quantity.comparator == Comparator::Eq);
    let decided = matches!(event.status, Status::Approved | Status::Signed | Status::InProgress | Status::Completed);
    decided
        && event.status_stated
        && later.status == Status::Planned
        && later.status_stated
        && exact(event)
        && !exact(later)
}

fn names_of_mains(event: &Event) -> Vec<&str> {
    event.fillers.iter().filter(|filler| filler.main).map(|filler| filler.party.name.as_str()).collect()
}

/// 两家半导体企业, 多家公司: several, of whom each has a name.
fn is_count(name: &str) -> bool {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit() || "两三四五六七八九十多数几".contains(c));
    rest.len() < name.len() && rest.starts_with(['家', '只', '名', '支'])
}

/// Fills a slot from the later telling, or replaces it if the later telling wins.
fn take<T>(held: &mut Option<T>, later: Option<T>, later_wins: bool) {
    if later.is_some() && (held.is_none() || later_wins) {
        *held = later;
    }
}

/// A name that is printed with its code or branch says more than one without.
fn complete(held: &mut Filler, other: Filler) {
    if held.party.code.is_none() {
        held.party.code = other.party.code;
        held.party.code_printed = other.party.code_printed;
    }
    if held.party.branch.is_none() {
        held.party.branch = other.party.branch;
    }
}
