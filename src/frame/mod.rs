//! Frame: mentions become events. Event types are data (`dictionaries/frames/*.toml`); this module holds the mechanism:
//! triggers open *nuclei*, roles are filled by how parties stand in their clauses, amounts go to the nucleus they fit best,
//! and what is no deal is kept as a reject with its reason.

use crate::error::Result;
use crate::extract::{Comparator, Mention, Naming, Value};
use crate::layout::{Document, Zone};
use crate::lexicon::Lexicon;
use crate::record::Status;
use crate::record::attribution::Sources;
use crate::resolve::discourse::Discourse;
use crate::span::Span;

mod amount;
mod apart;

mod belonging;

mod assign;

mod background;

mod beside;

mod between;

mod called;

pub mod clause;

mod course;

pub mod cue;

pub mod date;

pub mod event;

mod figure;

pub mod guard;

mod helper;

mod judge;

pub mod load;

mod mark;

pub mod market;

mod nuclei;

mod offer;

pub(crate) mod outcome_words;

pub mod passing;

mod rank;

mod role;

pub mod round;

mod slot;

mod split;

pub mod stage;

mod standing;

pub mod trigger;

mod verb;

mod way;

pub mod where_listed;

pub mod weight;

use between::{earlier_mains, no_own_deal, part_or_sum, same_main};
use clause::{Case, Scene};
use cue::Cues;
pub use event::{Event, Filler, Reject, Valued};
use load::Frame;
use role::Nucleus;
use trigger::Triggers;
use weight::Weights;

/// All event types with the words and weights they need. Immutable; shared by all threads.
#[derive(Debug)]
pub struct Frames {
    frames: Vec<Frame>,
    cues: Cues,
    triggers: Triggers,
    weights: Weights,
    sources: Sources,
}

/// What the frames made of a document.
#[derive(Debug, Default)]
pub struct Findings {
    /// Events in text order, before merging.
    pub events: Vec<Event>,
    /// Tellings that say too little to be an event, with why: what they add goes to an event told before (本次减持计划已实施完毕).
    pub thin: Vec<(Event, Reject)>,
    /// Candidates that are none.
    pub rejects: Vec<Reject>,
}

/// A deal without its main party, who else takes part, and the reason for its refusal.
type Headless<'f> = (Nucleus<'f>, Vec<(Filler, f32)>, String);

impl Frames {
    /// The built-in event types.
    ///
    /// # Panics
    /// If a built-in file is broken, which the tests exclude.
    #[must_use]
    pub fn builtin() -> Self {
        Self::load(Vec::new()).expect("the tests load the built-in frames")
    }

    /// The built-in event types with a user's own: a frame of a type that exists already replaces it.
    ///
    /// # Errors
    /// A broken file is refused with its place.
    pub fn load(own: Vec<Frame>) -> Result<Self> {
        let mut frames = Vec::new();
        for (origin, text) in BUILTIN {
            frames.push(Frame::load(origin, text)?);
        }
        for frame in own {
            match frames.iter_mut().find(|other| other.name == frame.name) {
                Some(other) => *other = frame,
                None => frames.push(frame),
            }
        }
        frames.iter().try_for_each(|frame| frame.check_links(&frames))?;
        let cues = Cues::load("dictionaries/cues.tsv", include_str!("../../dictionaries/cues.tsv"))?;
        let weights = Weights::load("dictionaries/weights.tsv", include_str!("../../dictionaries/weights.tsv"))?;
        let sources = Sources::load("dictionaries/sources.tsv", include_str!("../../dictionaries/sources.tsv"))?;
        let triggers = Triggers::new(&frames)?;
        Ok(Self { frames, cues, triggers, weights, sources })
    }

    /// The event types, in the order in which they are tried.
    #[must_use]
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// The event type with this name.
    #[must_use]
    pub fn named(&self, kind: &str) -> Option<&Frame> {
        self.frames.iter().find(|frame| frame.name == kind)
    }

    /// The words by which those are known who tell a deal.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The points.
    #[must_use]
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The cue words.
    #[must_use]
    pub fn cues(&self) -> &Cues {
        &self.cues
    }

    /// Makes one sentence ready; `None` if no trigger stands in it.
    #[must_use]
    pub fn scene<'s>(&self, document: &'s Document<'_>, sentence: usize, mentions: &[Mention]) -> Option<Scene<'s>> {
        let mut scene = Scene::new(document, sentence, mentions, &self.cues, &self.triggers)?;
        let idle = between::idle(&scene, &self.frames);
        scene.items.retain(|item| !matches!(item.kind, clause::ItemKind::Trigger(hit) if idle.contains(&hit)));
        Some(scene)
    }

    /// Fills the frames for a whole document.
    #[must_use]
    pub fn fill(
        &self,
        document: &Document<'_>,
        mentions: &[Mention],
        discourse: &Discourse,
        lexicon: &Lexicon,
    ) -> Findings {
        let mut findings = Findings::default();
        for index in 0..document.sentences.len() {
            let block = document.blocks[document.sentences[index].block as usize];
            if matches!(block.zone, Zone::Caption | Zone::Byline | Zone::PullQuote) {
                continue;
            }
            if let Some(scene) = self.scene(document, index, mentions) {
                self.sentence(document, &scene, mentions, discourse, lexicon, block.zone, &mut findings);
            }
        }
        self.settle_listed(&mut findings.events);
        course::not_the_lender(&mut findings.events);
        course::borrower_buys_back(&mut findings.events);
        course::hand_down(self, document, &mut findings.events);
        course::fold_parts(self, document, &mut findings.events);
        course::fold_ways(document, &mut findings.events);
        course::drop_sums(self, &mut findings.events);
        round::drop_counts(document, &mut findings.events);
        findings
    }

    #[expect(clippy::too_many_arguments, reason = "the stages of one sentence, handed down once")]
    fn sentence(
        &self,
        document: &Document<'_>,
        scene: &Scene<'_>,
        mentions: &[Mention],
        discourse: &Discourse,
        lexicon: &Lexicon,
        zone: Zone,
        findings: &mut Findings,
    ) {
        let rejected = |nucleus: &Nucleus<'_>, reason: String| Reject {
            kind: nucleus.frame.name.clone(),
            span: nucleus.trigger,
            sentence: scene.sentence,
            reason,
        };
        let offered = discourse.offer(document, scene.sentence);
        let mut open: Vec<Nucleus<'_>> = Vec::new();
        let mut parties: Vec<Vec<(Filler, f32)>> = Vec::new();
        let mut headless: Vec<Headless<'_>> = Vec::new();
        for nucleus in self.nuclei(scene) {
            if let Some(reason) = judge::refusal(scene, &nucleus) {
                // 终止转让下属公司股权, 发行股份购买资产获审核通过: nobody's stake, but how the deal that the article tells stands.
                if zone == Zone::Title
                    && reason == judge::NO_STAKE
                    && matches!(judge::status(scene, &nucleus).status, Status::Terminated | Status::Approved)
                {
                    headless.push((nucleus, Vec::new(), reason));
                    continue;
                }
                course::won(document, scene, &nucleus, mentions, &mut findings.events);
                findings.rejects.push(rejected(&nucleus, reason));
                continue;
            }
            let mut offered = offered.clone();
            let kind = &nucleus.frame.name;
            let earlier = earlier_mains(document, discourse, scene.sentence, mentions, &findings.events, kind);
            offered.extend(earlier.into_iter().map(|index| (index, Case::Before)));
            let mut candidates = role::candidates(scene, &nucleus, mentions, &offered);
            if let Some(whole) = between::whole_of(document, scene, &nucleus, &findings.events) {
                for candidate in &mut candidates {
                    let held = whole.fillers.iter().find(|filler| filler.party.name == candidate.party.name);
                    candidate.kept = held.map(|filler| filler.role.clone());
                }
            }
            let fillers = assign::assign(scene, &nucleus, &candidates, &self.weights, lexicon);
            let mut fillers = helper::set_apart(scene, &nucleus, &candidates, &self.weights, lexicon, fillers);
            same_main(scene, &nucleus, &open, &parties, &mut fillers);
            let outside = |filler: &Filler| filler.main && !scene.span.contains(filler.span);
            if fillers.iter().any(|(filler, _)| outside(filler)) && round::unknown_subject(scene, &nucleus) {
                fillers.retain(|(filler, _)| !outside(filler));
            }
            // A trigger without its main party takes no amount from those that have one.
            let alone = |filler: &Filler| between::tells_alone(scene, &nucleus, filler);
            if !fillers.iter().any(|(filler, _)| filler.main)
                && let Some(debtor) = between::sole_debtor(scene, &nucleus, &fillers, &findings.events, mentions)
            {
                fillers.push((debtor, self.weights.accept));
            }
            let tells = fillers.iter().any(|(filler, _)| filler.main || alone(filler))
                || between::is_nameless(scene, &nucleus, mentions);
            if nucleus.entry().continues || tells || course::points_back(scene, &nucleus) {
                open.push(nucleus);
                parties.push(fillers);
            } else {
                headless.push((nucleus, fillers, between::no_main(&nucleus)));
            }
        }
        beside::share(scene, &open, &mut parties, &findings.events);
        let mut amounts = rank::amounts(scene, &self.frames, &open, mentions, &self.weights);
        beside::share_amounts(scene, &open, mentions, &mut amounts);
        let mut events: Vec<(usize, Event)> = Vec::new();
        for (number, (nucleus, fillers)) in open.iter().zip(parties).enumerate() {
            let event = self.event(document, scene, &open, number, amounts[number], fillers, mentions, discourse);
            let told = event.fillers.iter().any(|filler| filler.main || between::tells_alone(scene, nucleus, filler))
                || between::is_nameless(scene, nucleus, mentions) && event.shares.is_some();
            if nucleus.entry().continues || !told {
                if !self.continued(event, scene, discourse, nucleus.entry(), findings) && !nucleus.entry().continues {
                    findings.rejects.push(rejected(nucleus, between::no_main(nucleus)));
                }
                continue;
            }
            if let Some(reason) = no_own_deal(scene, nucleus, &event) {
                findings.rejects.push(rejected(nucleus, reason.to_owned()));
                continue;
            }
            if let Some(reason) = background::only(scene, nucleus, &event) {
                findings.rejects.push(rejected(nucleus, reason));
                continue;
            }
            if let Some(reason) = part_or_sum(scene, nucleus, &event, &events, &findings.events) {
                let reject = rejected(nucleus, reason);
                // 其中集中竞价减持…，减持期间为…: the time of a part is that of the whole.
                match reject.reason == between::PART && !event.dates.is_empty() {
                    true => findings.thin.push((event.without_figures(), reject)),
                    false => findings.rejects.push(reject),
                }
                continue;
            }
            match self.least_content(nucleus, &event, zone) {
                Some(reason) => findings.thin.push((event, rejected(nucleus, reason))),
                None => events
                    .extend(split::split(scene, nucleus, event, mentions).into_iter().map(|event| (number, event))),
            }
        }
        // Clauses that only go on with a deal (减持后，…，本次减持计划已实施完毕) leave what tells its end.
        // So do the parts of one (其中集中竞价减持不超过…，减持期间为…), for when.
        let trades = |nucleus: &Nucleus<'_>| nucleus.frame.progress && nucleus.frame.name.starts_with("equity.");
        let parts = scene.span.of(scene.text).trim_start().starts_with("其中")
            && headless.iter().all(|(nucleus, ..)| trades(nucleus));
        if parts || open.iter().all(|nucleus| nucleus.entry().continues) {
            let nuclei: Vec<Nucleus<'_>> = headless.iter().map(|(nucleus, ..)| *nucleus).collect();
            let amounts = rank::amounts(scene, &self.frames, &nuclei, mentions, &self.weights);
            for (number, (nucleus, fillers, reason)) in headless.into_iter().enumerate() {
                let event = self.event(document, scene, &nuclei, number, amounts[number], fillers, mentions, discourse);
                let event = if parts { event.without_figures() } else { event };
                findings.thin.push((event, rejected(&nucleus, reason)));
            }
        } else {
            findings.rejects.extend(headless.into_iter().map(|(nucleus, _, reason)| rejected(&nucleus, reason)));
        }
        for (number, event, reason) in rank::rivals(&open, &mut events) {
            findings.rejects.push(rejected(&open[number], format!("{reason}: {}", event.rules.join(" "))));
        }
        findings.events.extend(events.into_iter().map(|(_, event)| event));
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one event, put together once")]
    fn event(
        &self,
        document: &Document<'_>,
        scene: &Scene<'_>,
        nuclei: &[Nucleus<'_>],
        number: usize,
        amount: Option<(usize, f32)>,
        fillers: Vec<(Filler, f32)>,
        mentions: &[Mention],
        discourse: &Discourse,
    ) -> Event {
        let nucleus = &nuclei[number];
        let frame = nucleus.frame;
        let standing = judge::status(scene, nucleus);
        let reach = rank::reach(scene, nuclei, number);
        let window = rank::window(nuclei, number, reach);
        let mut event = Event {
            kind: frame.name.clone(),
            status: standing.status,
            status_stated: standing.stated,
            fillers: Vec::new(),
            amount: None,
            amount_kind: None,
            shares: None,
            ratio: None,
            ratio_base: None,
            price: None,
            valuation: None,
            dates: Vec::new(),
            term: None,
            rate: None,
            round: None,
            stage: standing.stage.filter(|_| frame.has(load::Slot::Stage)),
            instrument: self.instrument(scene, nucleus),
            purpose: None,
            evidence: Vec::new(),
            sentence: scene.sentence,
            rules: vec![format!("{}/{}", frame.name, nucleus.direction.name())],
            scores: Vec::new(),
            warnings: Vec::new(),
            told: 1,
            series: None,
            counted_elsewhere: false,
        };
        event.scores.push(("trigger".to_owned(), f32::from(nucleus.entry().strength)));
        for (filler, points) in fillers {
            event.scores.push((filler.role.clone(), points));
            event.fillers.push(filler);
        }
        if let Some((index, points)) = amount
            && let Value::Money(money) = &mentions[index].value
        {
            let span = mentions[index].span;
            let clause = scene.clauses.partition_point(|clause| clause.end <= span.start).min(scene.clauses.len() - 1);
            let head = scene.between(scene.clauses[clause].start, span.start);
            event.scores.push(("amount".to_owned(), points));
            event.amount_kind =
                amount::kind(frame, money, span.of(scene.text), head, scene.span.of(scene.text), event.status);
            let mut value = money.clone();
            // 由约5亿元增至约7亿元 is a change of level; only a bound says more of the new one (EVENTS.md, amount).
            if value.quantity.from.is_some() && value.quantity.comparator == Comparator::Approx {
                value.quantity.comparator = Comparator::FromTo;
            }
            event.amount = Some(Valued { span, value });
        }
        let previous = discourse.back_reference(document, scene.sentence, mentions);
        slot::fill(scene, nucleus, reach, window, mentions, previous, &mut event);
        // 期限18个月，…，丙提供担保: the term of the debt told beside the surety is not its own.
        let own = |term: &Valued<_>| clause_of(scene, term.span) >= window.0;
        if frame.name == "credit.guarantee" && event.term.as_ref().is_some_and(|term| !own(term)) {
            event.term = None;
        }
        market::name(scene, nucleus, &mut event);
        round::join(scene, &mut event);
        round::ratio_of_one(scene, frame, &mut event);
        round::share_parts(scene, nucleus, mentions, &mut event);
        if let Some(target) = &frame.class_receiver
            && let Some(other) = self.frames.iter().find(|other| other.name == *target)
            && event.fillers.iter().any(|filler| filler.main && filler.party.naming == Naming::Class)
            && !beside::given_by_one_bank(scene, &event)
        {
            self.become_programme(other, frame, &mut event);
        }
        event.evidence = vec![evidence(scene, nucleus, &event)];
        event
    }

    /// Money promised to a class is another type of event: roles go over by their sides.
    fn become_programme(&self, target: &Frame, from: &Frame, event: &mut Event) {
        event.kind.clone_from(&target.name);
        event.amount_kind = event.amount.as_ref().and_then(|_| target.amount.as_ref().map(|rule| rule.kind));
        for filler in &mut event.fillers {
            let side = from.roles.get(&filler.role).map(|role| role.side);
            if let Some((name, role)) = target.roles.iter().find(|(_, role)| Some(role.side) == side) {
                filler.role.clone_from(name);
                filler.main = role.main;
            }
        }
    }

    /// The product's name: the trigger with the words that go before it without a break (科技|研发贷款).
    fn instrument(&self, scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> Option<Span> {
        let entry = nucleus.entry();
        let named = entry.instrument.unwrap_or(entry.usage == load::Usage::Product);
        if !named || !nucleus.frame.has(load::Slot::Instrument) {
            return None;
        }
        let trigger = nucleus.trigger;
        let items = scene.items.iter().filter(|item| item.clause == nucleus.clause && item.span.end <= trigger.start);
        let from = items.map(|item| item.span.end).max().unwrap_or(scene.clauses[nucleus.clause].start);
        let head = scene.between(from, trigger.start);
        let words = head.rsplit(['的', '了', '笔', '项', '、', '和']).next().unwrap_or("");
        // 向不特定对象发行|可转换公司债券: what is done with the product is no part of its name.
        let words = words.rsplit("发行").next().unwrap_or(words);
        let fits = entry.usage == load::Usage::Product
            && words.chars().count() <= 8
            && words.chars().all(crate::extract::party::words::is_name_char);
        Some(if fits { Span { start: trigger.start - words.len() as u32, end: trigger.end } } else { trigger })
    }

    /// Why an event says too little to be one (EVENTS.md, least content).
    fn least_content(&self, nucleus: &Nucleus<'_>, event: &Event, zone: Zone) -> Option<String> {
        let frame = self.frames.iter().find(|frame| frame.name == event.kind).unwrap_or(nucleus.frame);
        let has = |name: &str| match name {
            "amount" => event.amount.is_some(),
            "shares" => event.shares.is_some(),
            "ratio" => event.ratio.is_some(),
            "price" => event.price.is_some(),
            "valuation" => event.valuation.is_some(),
            "round" => event.round.is_some(),
            "stage" => event.stage.is_some(),
            "status" => event.status_stated,
            "decided" => event.status_stated && !matches!(event.status, Status::Planned | Status::Announced),
            "term" => event.term.is_some(),
            "rate" => event.rate.is_some(),
            // 港股IPO: the word for a market is no counterparty.
            role => {
                event.role(role).any(|filler| frame.roles.get(role).is_none_or(|rule| !market::is_market(rule, filler)))
            }
        };
        let own = &nucleus.entry().needs_one_of;
        let needed = if own.is_empty() { &frame.needs_one_of } else { own };
        if !needed.is_empty() && !needed.iter().any(|name| has(name)) {
            return Some(format!("none of {}", needed.join(" ")));
        }
        let figures = event.amount.is_some() || event.shares.is_some() || event.ratio.is_some();
        if !figures && !event.fillers.iter().any(|filler| filler.main) {
            return Some("no main party and no figures".to_owned());
        }
        // 本次股份转让计划属于…: a sale or purchase of the firm whose news it is, of which nothing more is said.
        let hands_over = matches!(nucleus.entry().usage, load::Usage::Give | load::Usage::Get);
        let told = |filler: &Filler| event.evidence.iter().any(|span| span.contains(filler.span));
        let outside = !event.fillers.iter().any(told);
        if !figures && nucleus.frame.name == "equity.acquisition" && hands_over && event.fillers.len() == 1 && outside {
            return Some("nothing told but whose news it is".to_owned());
        }
        // Money that went to a class already is an aggregate; promised or signed it is a programme.
        if event.kind != nucleus.frame.name && matches!(event.status, Status::Completed | Status::InProgress) {
            return Some("an aggregate of what a class of receivers got".to_owned());
        }
        let class = |filler: &Filler| filler.party.naming == Naming::Class;
        if event.fillers.iter().any(class) && event.amount.is_none() {
            return Some("a class of receivers and no amount".to_owned());
        }
        let bare = event.amount.is_none() && event.shares.is_none() && event.ratio.is_none() && event.round.is_none();
        let vague = |filler: &Filler| {
            filler.main && filler.party.naming == Naming::Anonymous && filler.party.name.chars().count() <= 4
        };
        if bare && event.kind.starts_with("credit.") && event.fillers.iter().any(vague) {
            return Some("no figures and nobody in particular".to_owned());
        }
        if bare && nucleus.entry().strength < 2 && event.fillers.len() < 2 {
            return Some("a weak trigger without figures or counterparty".to_owned());
        }
        if bare && matches!(zone, Zone::Heading(_)) {
            return Some("a heading without figures".to_owned());
        }
        None
    }
}

fn clause_of(scene: &Scene<'_>, span: Span) -> usize {
    scene.clauses.partition_point(|clause| clause.end <= span.start)
}

/// The clauses that hold the trigger, the amount and the parties of the sentence, without the punctuation around.
fn evidence(scene: &Scene<'_>, nucleus: &Nucleus<'_>, event: &Event) -> Span {
    let mut cover = nucleus.trigger;
    let spans = event.fillers.iter().map(|filler| filler.span).chain(event.amount.iter().map(|amount| amount.span));
    for span in spans.filter(|span| scene.span.contains(*span)) {
        cover = cover.cover(span);
    }
    let first = scene.clauses[clause_of(scene, cover).min(scene.clauses.len() - 1)];
    let last =
        scene.clauses[scene.clauses.partition_point(|clause| clause.end < cover.end).min(scene.clauses.len() - 1)];
    let whole = scene.text.get(first.start as usize..last.end as usize).unwrap_or("");
    let trim: &[char] = &['，', '。', '；', '：', ',', ';', ' ', '\n', '“', '”', '！', '？', '-'];
    let start = first.start as usize + (whole.len() - whole.trim_start_matches(trim).len());
    let end = start + whole.trim_start_matches(trim).trim_end_matches(trim).len();
    Span::new(start, end.max(start))
}

/// The built-in frames, in the order in which they are tried.
pub const BUILTIN: &[(&str, &str)] = &[
    ("dictionaries/frames/credit.line.toml", include_str!("../../dictionaries/frames/credit.line.toml")),
    ("dictionaries/frames/credit.loan.toml", include_str!("../../dictionaries/frames/credit.loan.toml")),
    ("dictionaries/frames/credit.guarantee.toml", include_str!("../../dictionaries/frames/credit.guarantee.toml")),
    ("dictionaries/frames/credit.lease.toml", include_str!("../../dictionaries/frames/credit.lease.toml")),
    ("dictionaries/frames/credit.trade.toml", include_str!("../../dictionaries/frames/credit.trade.toml")),
    ("dictionaries/frames/debt.bond.toml", include_str!("../../dictionaries/frames/debt.bond.toml")),
    ("dictionaries/frames/equity.round.toml", include_str!("../../dictionaries/frames/equity.round.toml")),
    ("dictionaries/frames/equity.ipo.toml", include_str!("../../dictionaries/frames/equity.ipo.toml")),
    ("dictionaries/frames/equity.placement.toml", include_str!("../../dictionaries/frames/equity.placement.toml")),
    ("dictionaries/frames/equity.repurchase.toml", include_str!("../../dictionaries/frames/equity.repurchase.toml")),
    ("dictionaries/frames/equity.increase.toml", include_str!("../../dictionaries/frames/equity.increase.toml")),
    ("dictionaries/frames/equity.decrease.toml", include_str!("../../dictionaries/frames/equity.decrease.toml")),
    ("dictionaries/frames/equity.pledge.toml", include_str!("../../dictionaries/frames/equity.pledge.toml")),
    ("dictionaries/frames/equity.release.toml", include_str!("../../dictionaries/frames/equity.release.toml")),
    ("dictionaries/frames/equity.acquisition.toml", include_str!("../../dictionaries/frames/equity.acquisition.toml")),
    ("dictionaries/frames/fund.raise.toml", include_str!("../../dictionaries/frames/fund.raise.toml")),
    (
        "dictionaries/frames/programme.commitment.toml",
        include_str!("../../dictionaries/frames/programme.commitment.toml"),
    ),
];
