//! References: 该行, 企业, 后者, 该支行 and branches without their bank become party mentions, with the chain of resolution.
//!
//! Nothing is resolved across a heading (but to the heading's own party), a text gap or an article. A word that could
//! stand for nobody in reach stays a word.

use crate::error::{Error, Result};
use crate::extract::party::unnamed::is_title;
use crate::extract::{Kind, Mention, Naming, Party, Value};
use crate::layout::{Document, Zone};
use crate::span::Span;
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use indexmap::IndexMap;

/// What a word refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Bank,
    Branch,
    Firm,
    Former,
    Latter,
    /// The firm whose founding was told before.
    Founded,
    Time,
    Mask,
}

/// The words of `references.tsv`, ready to match.
pub struct References {
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    words: Vec<(Target, String)>,
}

impl std::fmt::Debug for References {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("References").field("words", &self.words.len()).finish_non_exhaustive()
    }
}

impl References {
    /// The built-in words.
    ///
    /// # Panics
    /// If the built-in file is broken, which the tests exclude.
    #[must_use]
    pub fn builtin() -> Self {
        Self::load("dictionaries/references.tsv", include_str!("../../dictionaries/references.tsv"))
            .expect("the tests load the built-in references")
    }

    /// Reads `word ⇥ class ⇥ guard ⇥ note` lines.
    ///
    /// # Errors
    /// An unknown class is refused with its place.
    pub fn load(name: &str, tsv: &str) -> Result<Self> {
        let mut words = Vec::new();
        let mut patterns = Vec::new();
        for (number, line) in tsv.lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() || line.starts_with("word\t") {
                continue;
            }
            let columns: Vec<&str> = line.split('\t').collect();
            let target = match columns.get(1).copied().unwrap_or("") {
                "bank" => Target::Bank,
                "branch" => Target::Branch,
                "firm" => Target::Firm,
                "former" => Target::Former,
                "latter" => Target::Latter,
                "founded" => Target::Founded,
                "time" => Target::Time,
                "-" => Target::Mask,
                other => {
                    let place = number + 1;
                    return Err(Error::dictionary(format!(
                        "{name}:{place}: unknown class {other:?}, expected bank branch firm former latter founded time or -"
                    )));
                }
            };
            patterns.push((columns[0].to_owned(), words.len() as u32));
            words.push((target, columns.get(2).copied().unwrap_or("").to_owned()));
        }
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::LeftmostLongest)
            .build_with_values(patterns)
            .map_err(|error| Error::dictionary(format!("{name}: {error}")))?;
        Ok(Self { automaton, words })
    }

    /// Adds the parties that reference words stand for, and gives branches their banks. `mentions` are in text order
    /// before and after.
    pub fn resolve(&self, document: &Document<'_>, mentions: &mut Vec<Mention>) {
        let text = document.text();
        let host = host(text, mentions);
        let items = super::items::of(document);
        let mut state = State { document, recent: Vec::new(), announcer: None, owner: None, host, items, block: 0 };
        let protagonist = protagonist(mentions);
        let mut found: Vec<Mention> = Vec::new();
        let mut absorbed: Vec<usize> = Vec::new();
        let mut next = 0;
        // What the words meant before in their sentence, they mean again: 该行持股5%以上的股东…增持该行股份.
        let mut before: Vec<(usize, String, Party)> = Vec::new();
        for hit in self.automaton.leftmost_find_iter(text) {
            let span = Span::new(hit.start(), hit.end());
            let (target, guard) = &self.words[hit.value() as usize];
            while next < mentions.len() && mentions[next].span.start < span.start {
                state.see(&mut mentions[next]);
                next += 1;
            }
            let covered = mentions[next.saturating_sub(4)..]
                .iter()
                .take(8)
                .any(|mention| matches!(mention.value, Value::Party(_)) && mention.span.overlaps(span));
            // 上市公司澜行科技: what the name behind is.
            let describes = *target == Target::Firm
                && span.of(text).ends_with("上市公司")
                && mentions[next..]
                    .iter()
                    .take_while(|mention| mention.span.start == span.end)
                    .any(|mention| matches!(&mention.value, Value::Party(party) if party.naming == Naming::Named));
            if covered || describes || matches!(target, Target::Mask | Target::Time) || !guarded(text, span, guard) {
                continue;
            }
            state.enter(span.start);
            // 公司 of an article that speaks of one firm is that firm, where nothing nearer is named.
            let about = || protagonist.clone().filter(|_| matches!(span.of(text), "公司" | "本公司"));
            let sentence = document.sentence_at(span.start).unwrap_or(usize::MAX);
            before.retain(|(other, ..)| *other == sentence);
            let again = before.iter().find(|(_, words, _)| words.starts_with('该') && words == span.of(text));
            let again = again.map(|(_, _, party)| party.clone());
            let Some(antecedent) = again.or_else(|| state.antecedent(*target, span)).or_else(about) else { continue };
            before.push((sentence, span.of(text).to_owned(), antecedent.clone()));
            let mut party = antecedent;
            let mut span = span;
            let words = span.of(text).to_owned();
            party.via = vec![format!("{words}→{}", party.name)];
            if *target == Target::Bank {
                // 该行北京分行: one mention.
                let behind = mentions.get(next).filter(|mention| mention.span.start == span.end);
                if let Some(Mention { value: Value::Party(branch), span: place, .. }) = behind
                    && branch.kind == Kind::Bank
                    && branch.entry.is_none()
                    && branch.branch.is_some()
                {
                    party.branch.clone_from(&branch.branch);
                    span = span.cover(*place);
                    absorbed.push(next);
                } else {
                    party.branch = None;
                }
            }
            let mention = Mention { span, value: Value::Party(Box::new(party)), rule: "reference" };
            state.remember(&mention);
            found.push(mention);
        }
        while next < mentions.len() {
            state.see(&mut mentions[next]);
            next += 1;
        }
        let mut index = 0;
        mentions.retain(|_| {
            index += 1;
            !absorbed.contains(&(index - 1))
        });
        mentions.extend(found);
        mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    }
}

/// The bank whose manager an article interviews: 专访甲银行行长乙, 甲银行副总经理乙接受记者专访. 我行 in it is this bank, whichever others are
/// named.
fn host(text: &str, mentions: &[Mention]) -> Option<Party> {
    /// Characters between the bank and the word for the interview: its manager, his name, the paper.
    const MOST: usize = 40;
    let interviewed = |span: Span| {
        let head = text[..span.start as usize].trim_end_matches(['“', '"', ' ']);
        let rest: String =
            text[span.end as usize..].chars().take(MOST).take_while(|c| !"。！？\n".contains(*c)).collect();
        let accepts =
            rest.find("接受").is_some_and(|at| ["专访", "采访", "访谈"].iter().any(|word| rest[at..].contains(word)));
        ["专访", "对话", "独家专访", "访谈"].iter().any(|word| head.ends_with(word)) || accepts
    };
    mentions.iter().find_map(|mention| match &mention.value {
        Value::Party(party) if party.kind == Kind::Bank && interviewed(mention.span) => Some((**party).clone()),
        _ => None,
    })
}

/// Who speaks in an interview, or is spoken to.
const FIRST_PERSON: &[&str] = &["我行", "本行", "贵行", "我们", "我们行", "咱们行"];

/// The firm that an article speaks of again and again, and of no other nearly as often.
fn protagonist(mentions: &[Mention]) -> Option<Party> {
    /// Mentions that make one.
    const LEAST: usize = 3;
    let mut counts: IndexMap<&str, (usize, &Party)> = IndexMap::new();
    for mention in mentions {
        if let Value::Party(party) = &mention.value
            && party.kind == Kind::Firm
            && party.naming == Naming::Named
        {
            counts.entry(&party.name).or_insert((0, party)).0 += 1;
        }
    }
    let mut ranked: Vec<(usize, &Party)> = counts.into_values().collect();
    ranked.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let next = ranked.get(1).map_or(0, |(count, _)| *count);
    ranked.first().filter(|(count, _)| *count >= LEAST && 2 * *count >= 3 * next).map(|(_, party)| (*party).clone())
}

/// The word stands behind one of the guard's characters, or opens its clause; no guard: anywhere.
fn guarded(text: &str, span: Span, guard: &str) -> bool {
    if guard.is_empty() {
        return true;
    }
    match text[..span.start as usize].chars().next_back() {
        None => true,
        Some(before) => {
            guard.contains(before)
                || matches!(before, '，' | '。' | '；' | '：' | '、' | '“' | '\n' | ',' | ';' | ':')
                || is_traded(text, span)
                || is_held(text, span)
        }
    }
}

/// 转让其持有的公司20%股份: the firm whose shares somebody holds.
fn is_held(text: &str, span: Span) -> bool {
    let (head, rest) = (&text[..span.start as usize], &text[span.end as usize..]);
    let holder = ["所持有的", "持有的", "所持", "持有"].iter().find_map(|word| head.strip_suffix(word));
    // 出售公司持有的公司股票: not its own.
    span.of(text) == "公司" && holder.is_some_and(|holder| !holder.ends_with("公司")) && is_stake(rest)
}

/// A number of shares or a word for them.
fn is_stake(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_digit()) || SHARES.iter().any(|word| rest.starts_with(word))
}

/// 收购公司2126.88万股, 增持公司股份: the firm whose shares are dealt in; 收购公司 alone is a kind of firm.
fn is_traded(text: &str, span: Span) -> bool {
    let (head, rest) = (&text[..span.start as usize], &text[span.end as usize..]);
    DEALS.iter().any(|verb| head.ends_with(verb)) && is_stake(rest)
}

/// Verbs of dealing in shares.
const DEALS: &[&str] = &["收购", "增持", "减持", "转让", "受让", "质押"];

/// What stands behind the firm whose shares are dealt in.
const SHARES: &[&str] = &["股份", "股票", "A股", "H股", "股权", "控制权", "控股权", "总股本", "部分股"];

/// What has been named so far in reach.
struct State<'d, 'a> {
    document: &'d Document<'a>,
    /// Parties in the order of their last naming, with place.
    recent: Vec<(Span, Party)>,
    /// Whose announcement is told: 公司 in it is this firm, whatever other firms it names.
    announcer: Option<Party>,
    /// Whom an announcement calls 公司 throughout: it holds across headings that name nobody.
    owner: Option<Party>,
    /// The bank that is interviewed.
    host: Option<Party>,
    /// Per sentence the item of a digest.
    items: Vec<Option<usize>>,
    block: usize,
}

/// Behind 其 at the head of a clause: it acts.
const ACTS: &[&str] = &["因", "拟", "计划", "于", "通过", "已", "将", "曾", "自", "基于", "本次", "此前"];

/// Behind 其: what follows is its own.
const OWN: &[&str] = &["所持", "持有的", "拥有的", "名下"];

/// Kinds that are part of a name: 该集团, 该基金.
const KINDS: &[&str] = &["集团", "基金", "合伙企业", "控股"];

/// Before a name: it is the other side of the deal of the firm whose news it is.
const OTHER_SIDE: &[&str] =
    &["卖方", "买方", "出售方", "转让方", "受让方", "交易对方", "交易对手方", "承租方", "出租方"];

/// Behind a name: it puts money in beside others.
const JOINS_IN: &[&str] = &["领投", "跟投", "参投", "参与", "共同参与", "共同投资", "联合投资"];

/// Verbs of founding a firm.
const FOUNDS: &[&str] = &["设立", "成立", "组建", "新设", "创立"];

/// Parties kept in reach: pronouns never point further back.
const MEMORY: usize = 64;

impl State<'_, '_> {
    /// Goes on to the block that holds the byte; headings and gaps forget.
    fn enter(&mut self, at: u32) {
        while self.document.blocks.get(self.block).is_some_and(|block| block.span.end <= at) {
            self.block += 1;
            if let Some(block) = self.document.blocks.get(self.block)
                && (matches!(block.zone, Zone::Heading(_)) || block.gap_before)
            {
                self.recent.clear();
                self.announcer = None;
            }
        }
    }

    /// Takes note of a mention; a branch alone gets its bank.
    fn see(&mut self, mention: &mut Mention) {
        self.enter(mention.span.start);
        if let Value::Party(party) = &mut mention.value {
            let alone = party.kind == Kind::Bank
                && party.entry.is_none()
                && party.branch.as_deref() == Some(party.name.as_str());
            let head = &self.document.text()[..mention.span.start as usize];
            let own = FIRST_PERSON.iter().any(|word| head.ends_with(word));
            if alone
                && let Some(bank) = self.host.clone().filter(|_| own).or_else(|| {
                    self.last(|other| other.kind == Kind::Bank && other.branch.as_deref() != Some(other.name.as_str()))
                })
            {
                party.via.push(format!("{}→{}", party.name, bank.name));
                party.name.clone_from(&bank.name);
                party.entry = bank.entry;
                party.code.clone_from(&bank.code);
                party.code_printed = bank.code_printed;
            }
        }
        self.remember(mention);
    }

    fn remember(&mut self, mention: &Mention) {
        if let Value::Party(party) = &mention.value
            && party.naming != Naming::Class
        {
            if self.recent.len() >= MEMORY {
                self.recent.remove(0);
            }
            if party.via.is_empty() && self.announces(mention.span, party) {
                self.announcer = Some((**party).clone());
            }
            if party.via.is_empty() && matches!(party.kind, Kind::Firm | Kind::Bank) {
                let zone = self.document.blocks.get(self.block).map(|block| block.zone);
                if self.is_called_the_company(mention.span) {
                    self.owner = Some((**party).clone());
                } else if matches!(zone, Some(Zone::Heading(_))) {
                    self.owner = None;
                }
            }
            self.recent.push((mention.span, (**party).clone()));
        }
    }

    /// 澄海电气股份有限公司（以下简称“公司”）.
    fn is_called_the_company(&self, span: Span) -> bool {
        let rest = &self.document.text()[span.end as usize..];
        let Some(inner) = rest.strip_prefix(['(', '（']) else { return false };
        let inner = inner.split([')', '）']).next().unwrap_or("");
        ["“公司”", "\"公司\"", "“本公司”", "\"本公司\"", "“上市公司”"].iter().any(|word| inner.contains(word))
    }

    /// 澄海电气(123456.SZ)6月5日公告称: the firm speaks in its own announcement.
    fn announces(&self, span: Span, party: &Party) -> bool {
        if !matches!(party.kind, Kind::Firm | Kind::Bank) || party.naming != Naming::Named {
            return false;
        }
        let text = self.document.text();
        let mut rest = &text[span.end as usize..];
        if rest.starts_with(['(', '（']) {
            rest = rest.find([')', '）']).map_or(rest, |close| rest[close..].trim_start_matches([')', '）']));
        }
        let near = rest.split(['，', '。', '；', '：', ',', ';', ':', '\n', '、']).next().unwrap_or("");
        let near: String = near.chars().take(14).collect();
        let head: String = text[..span.start as usize].chars().rev().take(1).collect();
        // 计划自本公告披露之日起: when, not who.
        let when = ["本公告", "公告披露", "公告之日", "公告日起", "自公告", "披露日起", "披露之日"]
            .iter()
            .any(|word| near.contains(word));
        !when
            && ["公告", "披露"].iter().any(|word| near.contains(word))
            && !["对", "向", "据", "与"].contains(&head.as_str())
    }

    /// 澄海电气：禾远投资拟收购公司5%股份: whose news a headline or an item tells.
    fn label(&self, span: Span) -> Option<Party> {
        let block = self.document.blocks.get(self.block).filter(|block| block.span.contains(span))?;
        let text = self.document.text();
        let head = block.span.of(text);
        let start = block.span.end - head.trim_start_matches('【').len() as u32;
        let titled = matches!(block.zone, Zone::Title | Zone::Heading(_)) || start > block.span.start;
        let (place, party) = self.recent.iter().find(|(place, party)| {
            place.start == start && party.via.is_empty() && text[place.end as usize..].starts_with(['：', ':'])
        })?;
        // The headline of a paragraph ends with its bracket.
        let open = !text[start as usize..span.start as usize].contains('】');
        // 澄海电气：公司披露…。公司拟…: an item of a digest, and not what a broker says of others.
        let behind = text[place.end as usize..].trim_start_matches(['：', ':']);
        let holder = ["控股股东", "实控人", "实际控制人", "股东", "持股", "董事", "高管"];
        let item = behind.starts_with("公司") || holder.iter().any(|word| behind.starts_with(word));
        ((titled && open) || item).then(|| party.clone())
    }

    fn last(&self, fits: impl Fn(&Party) -> bool) -> Option<Party> {
        self.recent.iter().rev().map(|(_, party)| party).find(|party| fits(party)).cloned()
    }

    /// The item of a digest in which a place stands.
    fn item(&self, span: Span) -> Option<usize> {
        self.document.sentence_at(span.start).and_then(|sentence| self.items.get(sentence).copied().flatten())
    }

    fn antecedent(&self, target: Target, span: Span) -> Option<Party> {
        let block = self.document.blocks.get(self.block)?;
        match target {
            Target::Bank if self.host.is_some() && FIRST_PERSON.contains(&span.of(self.document.text())) => {
                self.host.clone()
            }
            Target::Bank => self.last(|party| party.kind == Kind::Bank),
            Target::Branch => self.last(|party| party.kind == Kind::Bank && party.branch.is_some()),
            Target::Firm
                if matches!(span.of(self.document.text()), "公司" | "本公司" | "上市公司")
                    && (self.announcer.is_some() || self.owner.is_some() || self.label(span).is_some()) =>
            {
                self.label(span).or_else(|| self.announcer.clone()).or_else(|| self.owner.clone())
            }
            // Nor is the nearest firm the one whose shares are dealt in: it may be who deals.
            Target::Firm if span.of(self.document.text()) == "公司" && is_traded(self.document.text(), span) => None,
            Target::Firm => {
                // 甲为其提供担保: 其 is not 甲, who acts in the same clause.
                let text = self.document.text();
                let head = &text[..span.start as usize];
                let clause = head.rfind(['，', '。', '；', '：', ',', ';', ':', '\n']).map_or(0, |at| at as u32);
                // 甲收购该公司: nor is 该公司.
                let other = matches!(span.of(text), "其" | "它" | "该公司" | "这家公司" | "该企业" | "这家企业");
                let barred: Vec<&str> = self
                    .recent
                    .iter()
                    .filter(|(place, _)| other && place.start >= clause)
                    .chain(self.goes_on_from(span, clause))
                    .map(|(_, party)| party.name.as_str())
                    .collect();
                // 董事甲持股…，其因个人资金需求拟减持: who acts at the head of a clause may be a person.
                let acts = matches!(span.of(text), "其")
                    && text[..span.start as usize].ends_with(['，', '。', '；', '：'])
                    && ACTS.iter().any(|word| text[span.end as usize..].starts_with(word));
                // 公司 is never one who is known only by what it is to a firm (控股股东).
                let company = matches!(span.of(text), "公司" | "本公司" | "上市公司");
                // 本轮由甲资本投资。此前，企业已获得…: nor one that puts money in.
                let business = company || matches!(span.of(text), "企业" | "该企业" | "该公司");
                let invests = |party: &Party| {
                    business && party.entry.is_none() && ["资本", "创投"].iter().any(|end| party.name.ends_with(end))
                };
                let named = |party: &Party| {
                    (party.kind == Kind::Firm || (acts && party.kind == Kind::Person))
                        && !invests(party)
                        && !(company && is_title(&party.name))
                        && !barred.contains(&party.name.as_str())
                };
                // One of many is not “the company”: 由A、B跟投, 该公司….
                let single = |place: &Span| {
                    let behind = &text[place.end as usize..];
                    let head = &text[..place.start as usize];
                    // 2、甲: the number of an item is no member of a list.
                    let joined =
                        head.strip_suffix('、').is_some_and(|head| !head.ends_with(|c: char| c.is_ascii_digit()));
                    // 董事甲通过乙间接持股，其拟减持: by whom he holds.
                    let by_whom = acts && head.ends_with("通过");
                    let other_side = OTHER_SIDE.iter().any(|side| head.ends_with(side));
                    let listed = behind.starts_with('、') || JOINS_IN.iter().any(|word| behind.starts_with(word));
                    !(joined || by_whom || other_side || listed)
                };
                // 其 in an item of a digest is nobody of another item.
                let own = self.item(span);
                let near = |place: &Span| own.is_none() || self.item(*place) == own;
                let here = |alone: bool| {
                    self.recent.iter().rev().find(|(place, party)| {
                        place.start >= block.span.start && near(place) && named(party) && (!alone || single(place))
                    })
                };
                // 甲拟将其持有的…: 其 is who acts in the clause.
                let rest = &text[span.end as usize..];
                if matches!(span.of(text), "其")
                    && head.ends_with(['将', '把', '以'])
                    && OWN.iter().any(|word| rest.starts_with(word))
                    && let Some((_, party)) = self.recent.iter().rev().find(|(place, party)| {
                        place.start >= clause && matches!(party.kind, Kind::Firm | Kind::Person | Kind::Institution)
                    })
                {
                    return Some(party.clone());
                }
                // 该集团 is one that is called 集团.
                let noun = span.of(text).strip_prefix('该').filter(|noun| KINDS.contains(noun));
                let called = noun.and_then(|noun| {
                    self.recent.iter().rev().find(|(place, party)| {
                        place.start >= block.span.start
                            && matches!(party.kind, Kind::Firm | Kind::Institution)
                            && place.of(text).ends_with(noun)
                    })
                });
                // 甲证券周三启动债券发行。该公司…: a house that opens its clause, where no firm is named.
                let house = || {
                    self.recent.iter().rev().find(|(place, party)| {
                        other
                            && !matches!(span.of(text), "其" | "它")
                            && place.start >= block.span.start
                            && place.start < clause
                            && party.kind == Kind::Institution
                            && (place.start == block.span.start
                                || text[..place.start as usize].ends_with(['，', '。', '；', '：', '】', '\n']))
                    })
                };
                called
                    .or_else(|| here(true))
                    .or_else(|| here(false))
                    .or_else(house)
                    .map(|(_, party)| party.clone())
                    .or_else(|| self.last(named).filter(|_| own.is_none()))
            }
            Target::Former | Target::Latter => self.pair(target, span),
            Target::Founded => self.founded(span),
            Target::Time | Target::Mask => None,
        }
    }

    /// 甲拟为乙代工，并向|其提供…: 甲, who acts in the clause before, goes on to act, and 其 is another, named there or not.
    fn goes_on_from(&self, span: Span, clause: u32) -> Option<&(Span, Party)> {
        const GOES_ON: &[&str] = &["并向", "并为", "并对", "并拟向", "并拟为", "并将向", "同时向", "同时为"];
        let text = self.document.text();
        let head = text[clause as usize..span.start as usize].trim_start_matches(['，', '；', ',', ';', ' ']);
        let sentence = self.document.sentences.get(self.document.sentence_at(span.start)?)?;
        if span.of(text) != "其" || !GOES_ON.contains(&head) {
            return None;
        }
        let ahead = text.get(sentence.span.start as usize..clause as usize)?;
        let ahead = ahead.trim_end_matches(['，', '；', ',', ';', ' ']);
        let from = sentence.span.start as usize + ahead.rfind(['，', '；', ',', ';']).unwrap_or(0);
        self.recent.iter().find(|(place, _)| place.start as usize >= from && sentence.span.contains(*place))
    }

    /// 共同出资设立甲有限公司。合资公司设立后将…: the firm right behind a word of founding, in the paragraph.
    fn founded(&self, span: Span) -> Option<Party> {
        let text = self.document.text();
        let block = self.document.blocks.get(self.block)?;
        // 设立合资公司甲: the word itself is what is founded.
        if FOUNDS.iter().any(|word| text[..span.start as usize].ends_with(word)) {
            return None;
        }
        let found = self.recent.iter().rev().find(|(place, party)| {
            let head = &text[..place.start as usize];
            let head = ["合资公司", "新公司", "公司"].iter().find_map(|word| head.strip_suffix(word)).unwrap_or(head);
            place.start >= block.span.start
                && party.kind == Kind::Firm
                && party.naming == Naming::Named
                && FOUNDS.iter().any(|word| head.ends_with(word))
        });
        found.map(|(_, party)| party.clone())
    }

    /// The two parties named last, not further back than the sentence before.
    fn pair(&self, target: Target, span: Span) -> Option<Party> {
        let sentence = self.document.sentence_at(span.start)?;
        let from = self.document.sentences[sentence.saturating_sub(1)].span.start;
        let own = self.document.sentences[sentence].span.start;
        // 董事长为该债务向后者提供担保: who acts in the clause itself is not meant.
        let head = &self.document.text()[..span.start as usize];
        let clause = head.rfind(['，', '。', '；', '：', ',', ';', ':', '\n']).map_or(0, |at| at as u32);
        let distinct = |from: u32| {
            let mut parties: Vec<&Party> = Vec::new();
            for (_, party) in self.recent.iter().filter(|(place, _)| place.start >= from && place.start < clause) {
                if !parties.iter().any(|other| other.name == party.name) {
                    parties.push(party);
                }
            }
            parties
        };
        let mut parties = distinct(own);
        if parties.len() < 2 {
            parties = distinct(from);
        }
        let count = parties.len();
        if count < 2 {
            return None;
        }
        Some(parties[if target == Target::Latter { count - 1 } else { count - 2 }].clone())
    }
}
