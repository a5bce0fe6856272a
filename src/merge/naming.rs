//! Naming: two tellings call a party by two names, a short one and a full one, or by a name and by what it is.

use super::{Telling, figure};
use crate::extract::Naming;
use crate::extract::party::unnamed;
use crate::frame::{Event, Filler};
use crate::layout::{Document, Zone};

impl Telling<'_> {
    /// One telling names the buyer itself, the other only the firm whose news it is: 甲公司：拟收购乙 and 甲公司的子公司丙拟收购乙. The
    /// article is more exact than its headline, and who stands in the sentence than who is taken from outside of it.
    pub(super) fn settle_buyers(&self, event: &mut Event, later: &mut Event) {
        const BUYER: &str = "acquirer";
        let own = |event: &Event, filler: &Filler| {
            let sentence = self.document.sentences[event.sentence].span;
            filler.party.naming == Naming::Named && sentence.contains(filler.span)
        };
        let buys = |event: &Event| event.role(BUYER).any(|filler| own(event, filler));
        if !buys(later)
            || event.role(BUYER).any(|filler| later.role(BUYER).any(|other| other.party.name == filler.party.name))
        {
            if event.role(BUYER).next().is_some() {
                let place = later.sentence;
                let sentence = self.document.sentences[place].span;
                later.fillers.retain(|filler| filler.role != BUYER || sentence.contains(filler.span));
            }
            return;
        }
        let dealt = |filler: &Filler| event.fillers.iter().any(|other| other.party.name == filler.party.name);
        if !self.heads(event, later) || later.role(BUYER).any(dealt) {
            return;
        }
        // The article has another role for the headline's firm, or calls it by its full name; else it is the buyer's parent.
        event.fillers.retain(|filler| {
            let elsewhere = later.fillers.iter().any(|other| other.party.name == filler.party.name);
            filler.role != BUYER || !(elsewhere || later.role(BUYER).any(|full| is_short(filler, full)))
        });
    }
}

/// A short name of the other; a listed firm's name is not short for another firm that bears it.
fn is_short(short: &Filler, full: &Filler) -> bool {
    short.party.entry.is_none() && stands_for(short, full)
}

/// Who makes the news of a sentence known: ③甲股份公告，…; 甲股份：….
fn teller(sentence: &str) -> Option<&str> {
    let numbered = |c: char| c.is_ascii_digit() || ('①'..='⑳').contains(&c) || "、.．)）(（ 　【".contains(c);
    let words = sentence.trim_start_matches(numbered);
    let end = ["公告", "披露", "：", ":"].iter().filter_map(|word| words.find(word)).min()?;
    let name = words[..end].split(|c: char| c.is_ascii_digit() || "(（".contains(c)).next()?;
    let plain = name.chars().all(char::is_alphanumeric) && (2..=8).contains(&name.chars().count());
    // 截至公告日, 本公告披露日: a day.
    let others = ["公司", "本", "上市公司", "其", "该", "截", "自", "据", "根据", "此前"];
    (plain && !others.iter().any(|word| name.starts_with(word))).then_some(name)
}

/// Two firms make the news of the two sentences known.
pub(super) fn tellers_differ(document: &Document<'_>, a: &Event, b: &Event) -> bool {
    let by = |event: &Event| teller(document.sentences[event.sentence].span.of(document.text()));
    matches!((by(a), by(b)), (Some(x), Some(y)) if x != y)
}

/// 控股股东 of the headline is the one whom the article names.
pub(super) fn name_titles(event: &mut Event) -> bool {
    let title = |filler: &Filler| filler.party.naming == Naming::Anonymous && unnamed::is_title(&filler.party.name);
    let named: Vec<String> = event
        .fillers
        .iter()
        .filter(|filler| filler.party.naming == Naming::Named)
        .map(|filler| filler.role.clone())
        .collect();
    let told = event.fillers.len();
    // 三家饲料公司 of the headline are those whom the article names.
    let counted = |filler: &Filler| {
        filler.party.naming == Naming::Anonymous
            && filler
                .party
                .name
                .strip_prefix(['多', '数', '两', '二', '三', '四', '五', '六', '2', '3', '4', '5', '6'])
                .is_some_and(|rest| rest.starts_with('家'))
            && named.iter().filter(|role| **role == filler.role).count() > 1
    };
    event.fillers.retain(|filler| !((title(filler) && named.contains(&filler.role)) || counted(filler)));
    event.fillers.len() < told
}

/// 甲获上汽、中芯投资 of a headline whose article names 上汽金控 and 中芯聚源 as investors: it has no room for whole names.
pub(super) fn drop_clipped(document: &Document<'_>, event: &mut Event) {
    let text = document.text();
    let titled = |filler: &Filler| {
        let block = document.sentence_at(filler.span.start).map(|index| document.sentences[index].block as usize);
        block.is_some_and(|block| document.blocks[block].zone == Zone::Title)
    };
    let invests = |filler: &Filler| filler.role.ends_with("investor");
    let whole: Vec<&str> = event
        .fillers
        .iter()
        .filter(|filler| invests(filler) && !titled(filler))
        .map(|filler| filler.span.of(text))
        .collect();
    let clipped = |filler: &Filler| {
        let words = filler.span.of(text);
        invests(filler)
            && titled(filler)
            && whole.iter().any(|name| name.len() > words.len() && name.starts_with(words))
    };
    let kept: Vec<Filler> = event.fillers.iter().filter(|filler| !clipped(filler)).cloned().collect();
    event.fillers = kept;
}

/// The headline's 铜箔科技公司 is the article's 甲地精密铜箔科技有限公司 where both tell the same figure: whether the parties agree
/// then. Otherwise a short name is known by where names are found.
pub(super) fn shortened(a: &Event, b: &Event, headline: bool) -> Option<bool> {
    // 甲港股IPO获备案, 甲环球有限公司境外发行上市备案: one stage.
    let bare = |event: &Event| event.stage.is_none() && event.amount.is_none() && event.shares.is_none();
    let staged = a.stage.is_some() && a.stage == b.stage || a.kind == "equity.ipo" && (bare(a) || bare(b));
    let told_twice = staged
        || figure::amounts(a, b) == Some(true)
        || figure::shares(a, b) == Some(true)
        || figure::ratios(a, b) == Some(true);
    if !headline || !told_twice {
        return None;
    }
    let mains = |event: &Event| event.fillers.iter().filter(|filler| filler.main).cloned().collect::<Vec<_>>();
    let (x, y) = (mains(a), mains(b));
    (x.len() == 1 && y.len() == 1 && (stands_for(&x[0], &y[0]) || stands_for(&y[0], &x[0]))).then_some(true)
}

/// The signs of the shorter name stand in the fuller one in their order.
pub(super) fn stands_for(short: &Filler, full: &Filler) -> bool {
    const LEAST: usize = 3;
    let (short_name, full_name) = (&short.party.name, &full.party.name);
    let (short_name, full_name) = (&short_name.to_lowercase(), &full_name.to_lowercase());
    let bare = short_name.trim_end_matches("有限公司").trim_end_matches("公司").trim_end_matches("股份");
    let mut rest = full_name.chars();
    short.role == full.role
        && short_name != full_name
        && (bare.chars().count() >= LEAST
            || bare.chars().count() >= 2 && full_name.strip_prefix(bare).is_some_and(str::is_ascii))
        && short_name.chars().count() < full_name.chars().count()
        && bare.chars().all(|c| rest.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::teller;

    #[test]
    fn who_makes_news_known_opens_the_sentence() {
        for (sentence, name) in [
            ("③澄海电气公告，实控人筹划公司控制权变更。", Some("澄海电气")),
            ("澄海电气(600000)6月1日公告，拟收购。", Some("澄海电气")),
            ("4、澄海电气：拟收购蓝湾仪器。", Some("澄海电气")),
            ("公司公告，拟收购。", None),
            ("截至公告日，王澜已增持3万股。", None),
            ("公司此前于5月9日披露减持计划。", None),
            ("本次收购完成后，公司公告称…", None),
        ] {
            assert_eq!(teller(sentence), name, "{sentence}");
        }
    }
}
