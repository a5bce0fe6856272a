//! Frames as data: one TOML file per event type (`dictionaries/frames/*.toml`), checked when it is loaded.
//! Words, roles, kinds of amounts and examples stand in the file; this module knows only their shape.

use crate::error::{Error, Result};
use crate::extract::Kind;
use crate::record::{AmountKind, RatioBase, Side, Status};
use indexmap::IndexMap;
use serde::Deserialize;

/// One event type.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Version of this file's shape: 1.
    pub schema: u32,
    /// Name in the records: `credit.loan`.
    #[serde(rename = "type")]
    pub name: String,
    /// Name for people.
    pub title: String,
    /// The words that speak of such an event.
    #[serde(rename = "trigger")]
    pub triggers: Vec<Trigger>,
    /// Who takes part; the order is the order in the record.
    pub roles: IndexMap<String, Role>,
    /// The money of the deal.
    #[serde(default)]
    pub amount: Option<AmountRule>,
    /// Which other slots the event has.
    #[serde(default)]
    pub slots: Vec<Slot>,
    /// Words that show a status, beside the general ones of `cues.tsv`.
    #[serde(default)]
    pub status: Vec<StatusRule>,
    /// Status where no word shows one.
    #[serde(default = "default_status")]
    pub default_status: Status,
    /// Words by which a later clause tells how such a deal came out.
    #[serde(default)]
    pub outcome: Outcome,
    /// Plan and progress of such a deal are often told in one text (拟回购…, 已累计回购…): they are one event.
    #[serde(default)]
    pub progress: bool,
    /// Records of less confidence are left out, 0 to 1; where not given, the one of `weights.tsv` holds.
    #[serde(default)]
    pub least_confidence: Option<f64>,
    /// Every main party named beside others has a deal of its own: 甲、乙双双过会.
    #[serde(default)]
    pub each: bool,
    /// Where the whole and one party's part of it are told, the amount is the part: who joins a fund of 12亿元 with 1000万元.
    #[serde(default)]
    pub part: bool,
    /// Which verb before the trigger says who gives: the first (default), or the nearest one where another deal may be told
    /// in between (为X向银行申请贷款提供担保).
    #[serde(default)]
    pub verb: Verb,
    /// Words in the trigger's sentence that show it is not this event.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Words in the trigger's sentence that show it is not this event, unless one of `placed` stands there too: a 上市申请 for a
    /// drug, not one for a market.
    #[serde(default)]
    pub unless_unplaced: Vec<String>,
    /// Words by which `unless_unplaced` does not count.
    #[serde(default)]
    pub placed: Vec<String>,
    /// Words in the trigger's clause before it that exclude the type: 累计 before 融资.
    #[serde(default)]
    pub unless_before: Vec<String>,
    /// Words in the trigger's clause behind it that exclude the type: 公司债券 behind 非公开发行.
    #[serde(default)]
    pub unless_after: Vec<String>,
    /// Words right behind the trigger that make it a time or a part of something else: IPO前, IPO文件.
    #[serde(default)]
    pub unless_next: Vec<String>,
    /// Words right behind the trigger that make it the manner of a deal: another trigger of the clause goes before it
    /// (以协议转让方式受让).
    #[serde(default)]
    pub manner: Vec<String>,
    /// Words right before the trigger that make it a part of another word or deal: 证券|公司债券, 承销|科创债.
    #[serde(default)]
    pub unless_prev: Vec<String>,
    /// What a deal of the type is where its main parties are listed.
    #[serde(default)]
    pub where_listed: Option<WhereListed>,
    /// Words before shares or a price by which they count what a deal is paid with: 发行价10元/股 of shares that buy a firm.
    #[serde(default)]
    pub paid_in: Vec<String>,
    /// In news that names nobody, a number of shares alone tells such a deal.
    #[serde(default)]
    pub nameless: bool,
    /// A plan without figure, stage or day counts only in a lead.
    #[serde(default)]
    pub passing: bool,
    /// Fewer shares than these are no deal of the type: one lot, one share.
    #[serde(default)]
    pub least_shares: Option<u64>,
    /// The stage that an exact price shows where no word tells one.
    #[serde(default)]
    pub price_shows: Option<String>,
    /// Words of which one must stand in the trigger's clause or the one before or behind it: a product that nobody issues is only named.
    #[serde(default)]
    pub acts: Vec<String>,
    /// The status that each stage shows; a record's status follows its stage.
    #[serde(default)]
    pub stages: IndexMap<String, Status>,
    /// The stage that takes the place of another while the price is only a bound: priced is still offering.
    #[serde(default)]
    pub unpriced: IndexMap<String, String>,
    /// What 同意 said by a party itself shows.
    #[serde(default = "consent")]
    pub consent: Status,
    /// Instead of an event with a class as receiver, an event of this type.
    #[serde(default)]
    pub class_receiver: Option<String>,
    /// Of what a ratio is a part.
    #[serde(default)]
    pub ratio_base: Option<RatioBase>,
    /// Words behind a percentage that make it the part that changes hands: 1%股份.
    #[serde(default = "stake_words")]
    pub ratio_of: Vec<String>,
    /// Fields of which one must be known, beside the main role.
    #[serde(default)]
    pub needs_one_of: Vec<String>,
    /// Texts with the events they hold; run as tests.
    #[serde(rename = "example", default)]
    pub examples: Vec<Example>,
    /// File, for messages.
    #[serde(skip)]
    pub origin: String,
}

fn default_status() -> Status {
    Status::Completed
}

fn consent() -> Status {
    Status::Signed
}

fn stake_words() -> Vec<String> {
    ["股权", "股份", "股本", "少数股权"].map(str::to_owned).to_vec()
}

/// Words that speak of an event.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// The words; where several match at one place the longest counts.
    pub words: Vec<String>,
    /// How they are used.
    #[serde(rename = "as")]
    pub usage: Usage,
    /// How surely they speak of this type: 1 weak (needs an amount), 2 usual, 3 sure. The stronger type keeps an amount
    /// that two types claim.
    #[serde(default = "default_strength")]
    pub strength: u8,
    /// They open a deal only where the sentence names a part of somebody: 购买X 51%股权.
    #[serde(default)]
    pub stake: bool,
    /// They count only right behind whom money goes to and right before how much it is: 向甲|投资20亿元.
    #[serde(default)]
    pub paid_to: bool,
    /// Status that the words themselves show.
    #[serde(default)]
    pub status: Option<Status>,
    /// Stage that the words themselves show.
    #[serde(default)]
    pub stage: Option<String>,
    /// Instrument that the words name; by default a product names itself.
    #[serde(default)]
    pub instrument: Option<bool>,
    /// Words of which one must follow in the clause: 解除…质押 around the number of shares.
    #[serde(default)]
    pub followed_by: Vec<String>,
    /// Words of which one must stand before these in the sentence: 新增…为股东, where 甲等为股东 tells only who holds.
    #[serde(default)]
    pub preceded_by: Vec<String>,
    /// Those whom the next clause names behind 为 or 是 are the main parties, and nobody else is: 2只新股上市，分别为甲、乙.
    #[serde(default)]
    pub lists: bool,
    /// Words right behind these that make them a time or a part of something else.
    #[serde(default)]
    pub unless_next: Vec<String>,
    /// Words behind these in the clause that make them another type's: 共同设立…投资基金.
    #[serde(default)]
    pub unless_after: Vec<String>,
    /// The words only add to the event told shortly before: 本次发行数量不超过….
    #[serde(default)]
    pub continues: bool,
    /// Without a stake the words tell who has this role in the deal told before: 最终由甲以800万元竞得.
    #[serde(default)]
    pub wins: Option<String>,
    /// The stage where what the words say is still to come and its day is fixed: 将于8月18日挂牌上市.
    #[serde(default)]
    pub due_stage: Option<String>,
    /// Fields of which one must be known where these words open the deal, instead of those of the frame.
    #[serde(default)]
    pub needs_one_of: Vec<String>,
}

fn default_strength() -> u8 {
    2
}

/// The type that a deal has where its main parties are listed: money put into a listed firm is a placement.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhereListed {
    /// The other type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its roles, by those of this type; a party of any other role is left out.
    pub roles: IndexMap<String, String>,
}

/// How a trigger stands in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Usage {
    /// A noun, the thing provided: 流动资金贷款.
    Product,
    /// A verb by which the subject gives: 领投.
    Give,
    /// A verb by which the subject gets: 完成融资.
    Get,
    /// A verb of the subject alone: 回购, 减持.
    Act,
    /// Both sides agree: 授信合作.
    Joint,
}

/// Which verb of the clause carries the deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// The first before the trigger.
    #[default]
    First,
    /// The nearest before the trigger.
    Near,
}

/// Who takes part in an event.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Which way the money goes.
    pub side: Side,
    /// Kinds of mentions that can be it.
    pub accepts: Vec<Kind>,
    /// Kinds that it usually is.
    #[serde(default)]
    pub prefers: Vec<Kind>,
    /// Dictionary classes that it must have, where given: 交易所.
    #[serde(default)]
    pub classes: Vec<String>,
    /// Words in a name that speak for the role: 租赁 for a lessor.
    #[serde(default)]
    pub hints: Vec<String>,
    /// Ends of names, one of which it must have, where given: 基金.
    #[serde(default)]
    pub ends: Vec<String>,
    /// Ends of names that it cannot have.
    #[serde(default)]
    pub not_ends: Vec<String>,
    /// Parties behind 与 share the role of the one they act with.
    #[serde(default)]
    pub joins: bool,
    /// A party beside one of its words (`before`, `after`) has no other role.
    #[serde(default)]
    pub binds: bool,
    /// Dictionary classes that it cannot have: 监管/政府.
    #[serde(default = "no_parties")]
    pub except: Vec<String>,
    /// The event is nothing without it.
    #[serde(default)]
    pub main: bool,
    /// With figures the deal is told by this party alone, where no main party is named (公司拟出售子公司21%股权).
    #[serde(default)]
    pub alone: bool,
    /// Several parties can share it.
    #[serde(default)]
    pub many: bool,
    /// The rest of its list has the role too, and nobody else.
    #[serde(default)]
    pub in_list: bool,
    /// Where no party of the sentence fits, whom the article or section is about.
    #[serde(default)]
    pub topic: bool,
    /// Points of a party right before the trigger, whose the deal is whatever preposition governs both: 对甲|首次公开募股.
    #[serde(default)]
    pub possessor: Option<f32>,
    /// Points for a firm that is known to be listed: negative where the type is about unlisted ones.
    #[serde(default)]
    pub if_listed: f32,
    /// Ends of names that hardly ever have the role but where money is given to them by name (向甲资本增资).
    #[serde(default)]
    pub hardly_ends: Vec<String>,
    /// What bars a party from the role, whatever else speaks for it.
    #[serde(default)]
    pub guards: Vec<super::guard::Guard>,
    /// Words right before the party that give it the role.
    #[serde(default)]
    pub before: Vec<String>,
    /// Words right behind the party that give it the role.
    #[serde(default)]
    pub after: Vec<String>,
    /// Pairs of a word before and a word behind the party that give it the role together: 向…申请.
    #[serde(default)]
    pub around: Vec<String>,
    /// Words that make the subject of an earlier clause hold the role: 子公司向银行申请贷款，公司为此提供担保.
    #[serde(default)]
    pub earlier: Vec<String>,
    /// Words behind a name, anywhere in the article up to the next mark, by which that party serves such deals and is the main
    /// party of none: 担任保荐人; `发布…辅导` for two words.
    #[serde(default)]
    pub serves: Vec<String>,
    /// Words that fill it where no party does, in the trigger or right before it: A股, 香港.
    #[serde(default)]
    pub markets: Vec<String>,
    /// A class of receivers may fill it.
    #[serde(default)]
    pub class: bool,
    /// Points for how the party stands in the sentence, instead of those of `weights.tsv`.
    #[serde(default)]
    pub cases: IndexMap<String, f32>,
}

/// Classes of entries that take no part in deals: the board on which shares trade, an index.
fn no_parties() -> Vec<String> {
    ["交易所", "评级/指数", "基础设施"].map(str::to_owned).to_vec()
}

/// The money of an event.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmountRule {
    /// What it usually counts.
    pub kind: AmountKind,
    /// What it counts where it is bounded above.
    #[serde(default)]
    pub capped: Option<AmountKind>,
    /// What it counts where the deal is only planned.
    #[serde(default)]
    pub planned: Option<AmountKind>,
    /// Words in the sentence by which it is a bound too (承诺函).
    #[serde(default)]
    pub promised: Vec<String>,
    /// Changes of level (由…增至…) are read.
    #[serde(default)]
    pub levels: bool,
    /// Words before the amount that speak for it.
    #[serde(default)]
    pub cues: Vec<String>,
    /// Words before an amount that show it counts something else for this type: 估值, 累计.
    #[serde(default)]
    pub not: Vec<String>,
    /// Words right behind an amount that show it counts something else: 700亿美元的|订单.
    #[serde(default)]
    pub not_behind: Vec<String>,
    /// Words before an amount by which it is one party's part of the deal (出资, 认缴), unless one of `wholes` stands there too.
    #[serde(default)]
    pub parts: Vec<String>,
    /// Words before an amount by which it is all of the deal: 规模, 总额.
    #[serde(default)]
    pub wholes: Vec<String>,
    /// Less money than this (in whole units) is no deal of the type: what one lot costs.
    #[serde(default)]
    pub least: Option<u64>,
}

/// Slots beside parties and amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// Shares.
    Shares,
    /// Part of the whole.
    Ratio,
    /// Money per share.
    Price,
    /// Value of the firm.
    Valuation,
    /// Length of the contract.
    Term,
    /// Interest.
    Rate,
    /// Financing round.
    Round,
    /// Stage of an IPO.
    Stage,
    /// Product.
    Instrument,
    /// What the money is for.
    Purpose,
}

/// Where status words are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusReach {
    /// In the trigger's clause, then before it.
    #[default]
    Clause,
    /// From the head of the sentence to the end of the trigger's clause.
    Head,
    /// In the whole sentence.
    Sentence,
}

/// Words that show a status for one event type.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusRule {
    /// The words, in the trigger's clause or its governor.
    pub words: Vec<String>,
    /// What they show.
    pub status: Status,
    /// Where they are looked for before words of later rules.
    #[serde(default)]
    pub reach: StatusReach,
    /// The stage they show.
    #[serde(default)]
    pub stage: Option<String>,
    /// Words before them in the stretch by which they are still to come: 拟|签署.
    #[serde(default)]
    pub not_after: Vec<String>,
    /// They count only where the trigger's own words show no status.
    #[serde(default)]
    pub bare: bool,
    /// They go before the general words of an end (中止审核 only waits).
    #[serde(default)]
    pub first: bool,
}

/// Words by which a clause speaks of a deal told before: how it came out (`merge::outcome`).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// What ends such a deal when it is done: 过户, 工商变更.
    #[serde(default)]
    pub ends: Vec<String>,
    /// Words that name such a deal by themselves: 收购, 减持.
    #[serde(default)]
    pub names: Vec<String>,
    /// Words that name it behind 本次, 该 or 上述 only: 交易, 协议.
    #[serde(default)]
    pub called: Vec<String>,
    /// Words in the clause that make it tell of something else: 注销, 审计.
    #[serde(default)]
    pub not: Vec<String>,
    /// What is signed when such a deal is agreed: 股权转让协议.
    #[serde(default)]
    pub agreements: Vec<String>,
}

/// A text and the events it holds.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text.
    pub text: String,
    /// Its headline.
    #[serde(default)]
    pub title: Option<String>,
    /// Day of publication, `YYYY-MM-DD`.
    #[serde(default)]
    pub published: Option<String>,
    /// One table per event: `type` (default: this frame), `status`, `amount` (the words), `term`, `round`, `stage`, and a role with one name or a list.
    pub events: Vec<IndexMap<String, toml::Value>>,
}

impl Frame {
    /// Reads a frame file.
    ///
    /// # Errors
    /// Anything that is not the shape above is refused with file, line and what was expected.
    pub fn load(origin: &str, text: &str) -> Result<Self> {
        let mut frame: Self =
            toml::from_str(text).map_err(|error| Error::dictionary(format!("frame {origin}: {error}")))?;
        frame.origin = origin.to_owned();
        let refuse = |what: String| Err(Error::dictionary(format!("frame {origin}: {what}")));
        if frame.schema != 1 {
            return refuse(format!("schema = {}, expected 1", frame.schema));
        }
        if !frame.roles.values().any(|role| role.main) {
            return refuse("no role has main = true, expected at least one".to_owned());
        }
        if let Some(least) = frame.least_confidence.filter(|least| !(0.0..=1.0).contains(least)) {
            return refuse(format!("least_confidence = {least}, expected 0 to 1"));
        }
        if frame.triggers.iter().all(|trigger| trigger.words.is_empty()) {
            return refuse("no trigger has words".to_owned());
        }
        if let Some(empty) =
            frame.triggers.iter().flat_map(|trigger| &trigger.words).find(|word| word.trim().is_empty())
        {
            return refuse(format!("empty trigger word {empty:?}"));
        }
        for (name, role) in &frame.roles {
            if role.accepts.is_empty() {
                return refuse(format!("role {name} accepts nothing"));
            }
            let known = |key: &str| {
                let name = key.split_once('/').map_or(key, |(direction, name)| {
                    if super::weight::Direction::named(direction).is_some() { name } else { "" }
                });
                super::clause::Case::named(name).is_some() || super::clause::MARKS.iter().any(|(mark, _)| *mark == name)
            };
            if let Some(case) = role.cases.keys().find(|case| !known(case)) {
                let cases = super::clause::CASES.iter().map(|(known, _)| *known);
                let known: Vec<_> = cases.chain(super::clause::MARKS.iter().map(|(known, _)| *known)).collect();
                return refuse(format!(
                    "role {name}: unknown case {case:?}, expected one of {}, or give/ get/ act/ joint/ none/ before it",
                    known.join(" ")
                ));
            }
        }
        let known = |role: &String| frame.roles.contains_key(role);
        let wins = frame.triggers.iter().filter_map(|trigger| trigger.wins.as_ref());
        let retyped = frame.where_listed.iter().flat_map(|rule| rule.roles.keys());
        if let Some(role) = wins.chain(retyped).find(|role| !known(role)) {
            let roles: Vec<_> = frame.roles.keys().map(String::as_str).collect();
            return refuse(format!("unknown role {role:?}, expected one of {}", roles.join(" ")));
        }
        let directed = frame.roles.values().flat_map(|role| &role.before).filter_map(|word| word.split_once('/'));
        if let Some((direction, word)) =
            directed.into_iter().find(|(direction, _)| super::weight::Direction::named(direction).is_none())
        {
            return refuse(format!(
                "word {word:?}: unknown direction {direction:?}, expected give get act joint or none"
            ));
        }
        Ok(frame)
    }

    /// Refuses names of other types, and of their roles, that do not exist among `frames`.
    ///
    /// # Errors
    /// The first such name, with the file.
    pub fn check_links(&self, frames: &[Frame]) -> Result<()> {
        let Some(rule) = &self.where_listed else { return Ok(()) };
        let Some(other) = frames.iter().find(|frame| frame.name == rule.kind) else {
            let kind = &rule.kind;
            return Err(Error::dictionary(format!("frame {}: where_listed names no known type {kind:?}", self.origin)));
        };
        match rule.roles.values().find(|role| !other.roles.contains_key(*role)) {
            Some(role) => Err(Error::dictionary(format!(
                "frame {}: where_listed names no role of {}: {role:?}",
                self.origin, rule.kind
            ))),
            None => Ok(()),
        }
    }

    /// True if the event has the slot.
    #[must_use]
    pub fn has(&self, slot: Slot) -> bool {
        self.slots.contains(&slot)
    }
}

/// Reads the frames of files and folders (every `*.toml` in it, by name).
///
/// # Errors
/// A path that cannot be read, or a broken frame, is refused with its place.
pub fn read_folder(paths: &[std::path::PathBuf]) -> Result<Vec<Frame>> {
    let mut files = Vec::new();
    for path in paths {
        let failed = |error: std::io::Error| {
            Error::dictionary(format!(
                "reading frames from {}, expected a .toml file or a folder of them",
                path.display()
            ))
            .with_source(error)
        };
        if path.is_dir() {
            for entry in std::fs::read_dir(path).map_err(failed)? {
                let file = entry.map_err(failed)?.path();
                if file.extension().is_some_and(|extension| extension == "toml") {
                    files.push(file);
                }
            }
        } else {
            files.push(path.clone());
        }
    }
    files.sort();
    let read = |file: &std::path::PathBuf| {
        let text = std::fs::read_to_string(file)
            .map_err(|error| Error::dictionary(format!("reading the frame {}", file.display())).with_source(error))?;
        Frame::load(&file.display().to_string(), &text)
    };
    files.iter().map(read).collect()
}
