//! Offer: whose shares a bid is for, where the words do not name the firm: 甲公司：收到要约收购报告书 乙拟要约收购30%股份; 乙拟收购
//! 3000万股. The firm whose news it is does not buy there; its shares are bought.

use super::clause::{Case, Mark, Scene, Standing};
use super::load::Usage;
use super::role::Nucleus;
use super::standing::skip_bracket;
use super::weight::Direction;

/// A stake without a firm stands behind the verb, and another than the firm whose news it is, by the words that name it, acts.
pub(super) fn is_bid(scene: &Scene<'_>, nucleus: &Nucleus<'_>, firm: &str) -> bool {
    nucleus.frame.name == "equity.acquisition"
        && nucleus.direction == Direction::Get
        && is_bare_stake(scene, nucleus)
        && buyer(scene, nucleus).is_some_and(|buyer| buyer.span.of(scene.text) != firm)
}

/// 标的公司已完成股权转让的工商变更登记: the deal of whom the sentences before name; nobody of this sentence's other clauses or of the
/// article is dealt in.
pub(super) fn of_target(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    const TARGETS: &[&str] = &["标的公司", "标的资产", "交易标的", "目标公司", "标的股权", "标的股份"];
    let head = scene.between(scene.clauses[nucleus.clause].start, nucleus.trigger.start);
    nucleus.frame.name == "equity.acquisition"
        && TARGETS.iter().any(|word| head.trim_start_matches(['，', '上', '述', '本', '次']).starts_with(word))
}

/// Who acts in the clauses up to the deal: the label that opens the sentence and who makes the news known do not.
fn buyer<'s>(scene: &'s Scene<'_>, nucleus: &Nucleus<'_>) -> Option<&'s Standing> {
    scene.standings.iter().rfind(|standing| {
        standing.case == Case::Subject
            && standing.mark.is_none()
            && standing.span.end <= nucleus.trigger.start
            && standing.clause + 1 >= nucleus.clause
            && !refers(standing.span.of(scene.text))
            && !receives(scene, nucleus, standing)
            && !scene.standings.iter().any(|over| {
                // 公司全资子公司乙: it buys for the firm whose news it is.
                over.mark == Some(Mark::Parent)
                    && over.clause == standing.clause
                    && over.span.end <= standing.span.start
            })
    })
}

/// 公司, 其: the firm whose news it is.
fn refers(words: &str) -> bool {
    ["公司", "本公司", "上市公司", "其", "该公司", "我司"].contains(&words)
}

/// 收购30%股份, 要约收购不超过3000万股: nobody stands between the verb and the stake.
fn is_bare_stake(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    const BOUNDS: &[&str] =
        &["不超过", "不低于", "至少", "约", "合计", "部分", "其", "所持", "持有的", "全部", "公司", "上市公司"];
    const STAKES: &[&str] = &["股份", "A股", "H股", "股票", "流通股", "无限售", "已发行"];
    // 受让丙、丁合计持有的3000万股: behind the last of those who hold it.
    let owner = scene.standings.iter().rfind(|standing| {
        standing.clause == nucleus.clause
            && standing.span.start >= nucleus.trigger.end
            && standing.mark == Some(Mark::Owner)
            && !refers(standing.span.of(scene.text))
    });
    let mut rest = scene.clause_rest(nucleus.clause, nucleus.trigger.end).trim_start_matches('了');
    if let Some(owner) = owner {
        let held = scene.clause_rest(nucleus.clause, owner.span.end);
        let Some(at) = ["持有的", "所持有的", "所持的", "所持"]
            .iter()
            .filter_map(|word| Some(held.find(word)? + word.len()))
            .max()
        else {
            return false;
        };
        rest = &held[at..];
    }
    loop {
        let before = rest.len();
        let counted = rest.trim_start_matches(|c: char| c.is_ascii_digit() || ".,%万亿的".contains(c));
        if counted.len() < rest.len() && counted.starts_with('股') {
            return true;
        }
        rest = counted;
        if let Some(word) = BOUNDS.iter().find(|word| rest.starts_with(**word)) {
            rest = &rest[word.len()..];
        }
        if rest.len() == before {
            return STAKES.iter().any(|word| rest.starts_with(word));
        }
    }
}

/// 公司收到乙出具的要约收购报告书: who gets the bid is the firm whose shares are bid for.
pub(super) fn receives(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    let words = skip_bracket(scene.between(standing.span.end, nucleus.trigger.end));
    // 乙向甲公司全体股东发出的部分要约: whose shareholders are asked.
    let asked = standing.case == Case::To
        && standing.span.end <= nucleus.trigger.start
        && ["全体股东", "股东", "除"].iter().any(|word| words.starts_with(word))
        && words.contains("要约");
    nucleus.frame.name == "equity.acquisition" && asked
        || nucleus.frame.name == "equity.acquisition"
            && matches!(standing.case, Case::Subject | Case::Label)
            && standing.mark != Some(Mark::Announcer)
            && standing.clause + 1 >= nucleus.clause
            && words.contains("收到")
            && words.contains("要约")
}

/// 此举是为与丙的合并铺路, 旨在为…创造条件: the party stands in a later clause that tells what the deal is for.
pub(super) fn in_aim(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    const AIMS: &[&str] = &["旨在", "意在", "此举", "目的是", "目的在于", "以便", "为的是"];
    let clause = scene.clauses[standing.clause].of(scene.text);
    nucleus.frame.name == "equity.acquisition"
        && standing.clause > nucleus.clause
        && matches!(standing.case, Case::With | Case::To | Case::In)
        && AIMS.iter().any(|word| clause.trim_start().starts_with(word))
}

/// 甲同意将其持有的某项目30%股权出售给乙: who acts gives a stake of its own in what is named there, be it known for a party or not.
pub(super) fn gives_own(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    const OWN: &[&str] = &["将其持有的", "将其所持有的", "将其所持的", "将其所持", "将所持有的", "将持有的", "将所持"];
    if nucleus.frame.name != "equity.acquisition"
        || nucleus.direction != Direction::Give
        || standing.case != Case::Subject
        || standing.clause != nucleus.clause
        || standing.span.end > nucleus.trigger.start
    {
        return false;
    }
    let words = scene.between(standing.span.end, nucleus.trigger.start);
    OWN.iter().any(|own| {
        // 将其持有的30%股权: nothing is named, the stake may be in the firm whose news it is.
        words.find(own).is_some_and(|at| {
            let thing = &words[at + own.len()..];
            let named = thing.find(|c: char| c.is_ascii_digit()).map_or(thing, |figure| &thing[..figure]);
            named.trim().chars().count() >= 2
                && !["公司", "本公司", "上市公司"].iter().any(|word| named.starts_with(word))
        })
    })
}

/// 控股股东拟转让部分股份，并筹划收购乙60%股权: the party stands behind the words of a deal that goes the other way.
pub(super) fn dealt_elsewhere(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    let clause = scene.clauses[standing.clause].of(scene.text).trim_start();
    let other = |usage: Usage| match nucleus.direction {
        Direction::Give => usage == Usage::Get,
        Direction::Get => usage == Usage::Give,
        _ => false,
    };
    let own = scene.triggers().find(|(_, hit)| hit.span == nucleus.trigger && hit.trigger == nucleus.number);
    let own = own.map(|(_, hit)| hit.frame);
    nucleus.frame.name == "equity.acquisition"
        && standing.clause > nucleus.clause
        && ["并", "同时", "另"].iter().any(|word| clause.starts_with(word))
        && scene.triggers().any(|(place, hit)| {
            place == standing.clause
                && hit.span.end <= standing.span.start
                && Some(hit.frame) == own
                && nucleus.frame.triggers.get(hit.trigger).is_some_and(|entry| other(entry.usage))
        })
}

/// 受让丙对乙享有的债权: claims change hands, and no part of anybody.
pub(super) fn of_claims(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    let rest =
        scene.clause_rest(nucleus.clause, nucleus.trigger.end).trim_end_matches(['，', '。', '；', ',', ' ', '】']);
    nucleus.frame.name == "equity.acquisition" && rest.ends_with("债权") && !rest.contains('股')
}

/// 在甲收购乙股份期间利用内幕信息牟利: the deal is the time at which something else was done.
pub(super) fn is_during(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    let rest = scene.clause_rest(nucleus.clause, nucleus.trigger.end);
    let head = scene.between(scene.clauses[nucleus.clause].start, nucleus.trigger.start);
    let Some((object, _)) = rest.split_once("期间") else { return false };
    let shares = ["股权", "股份", "股票"].iter().any(|word| object.ends_with(word));
    let whole = scene.standings.iter().any(|standing| {
        standing.clause == nucleus.clause
            && standing.span.start >= nucleus.trigger.end
            && scene.clause_rest(nucleus.clause, standing.span.end).starts_with("期间")
    });
    nucleus.frame.name == "equity.acquisition"
        && head.contains(['在', '于'])
        && !object.contains(['，', '；'])
        && (shares || whole)
}

/// 丙持有11亿股，其中6亿股被质押: how the holding is, and no pledge.
pub(super) fn is_state(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    const HOLDS: &[&str] = &["持有", "持股", "控制", "所持"];
    let clause = scene.clauses[nucleus.clause].of(scene.text).trim_start();
    let before = scene.between(scene.span.start, scene.clauses[nucleus.clause].start);
    let rest = scene.clause_rest(nucleus.clause, nucleus.trigger.end);
    nucleus.frame.name == "equity.pledge"
        && clause.starts_with("其中")
        && nucleus.trigger.of(scene.text).starts_with(['被', '质'])
        && HOLDS.iter().any(|word| before.contains(word))
        && ["质押", "抵押", "展期"].iter().all(|word| !before.contains(word))
        && !rest.starts_with(['给', '予', '于'])
        && !nucleus.trigger.of(scene.text).ends_with(['给', '了'])
        && !["近日", "今日", "昨日"].iter().any(|word| clause.contains(word))
}

/// 收到控股股东甲函件: who holds the firm whose news it is is not bought.
pub(super) fn is_holder(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    const TITLES: &[&str] = &["控股股东", "实际控制人", "实控人", "第一大股东"];
    let head = scene.between(scene.clauses[standing.clause].start, standing.span.start);
    nucleus.frame.name == "equity.acquisition"
        && standing.mark.is_none()
        && standing.clause != nucleus.clause
        && TITLES.iter().any(|title| head.ends_with(title))
}

/// 已收到甲的|收购意向: what the deal's noun has before it is who makes it.
pub(super) fn makes(scene: &Scene<'_>, nucleus: &Nucleus<'_>, standing: &Standing) -> bool {
    let between = scene.between(standing.span.end.min(nucleus.trigger.start), nucleus.trigger.start);
    // 收到甲针对其部门的现金|收购要约.
    let got = scene.between(scene.clauses[standing.clause].start, standing.span.start).ends_with("收到");
    nucleus.frame.name == "equity.acquisition"
        && nucleus.direction == Direction::Get
        && standing.clause == nucleus.clause
        && standing.mark.is_none()
        && standing.span.end <= nucleus.trigger.start
        && (between == "的" || got && between.contains("的"))
        && ["意向", "要约", "提议", "邀约", "报价"]
            .iter()
            .any(|word| scene.clause_rest(nucleus.clause, nucleus.trigger.end).starts_with(word))
}

/// 给 and the receiver stand right behind the word, and 的 behind the receiver.
pub(super) fn names_shares(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    scene.standings.iter().any(|standing| {
        let handed = scene.between(nucleus.trigger.start, standing.span.start);
        let gap = scene.between(nucleus.trigger.end, standing.span.start);
        standing.span.start >= nucleus.trigger.end
            && gap.chars().count() <= 1
            && handed.ends_with(['给', '予', '于'])
            && scene.clause_rest(standing.clause, standing.span.end).starts_with('的')
    })
}

/// 甲拟向乙转让3000万股, 与乙签署协议，拟转让3000万股: the number of shares is the stake, of the company whose news is told.
pub(super) fn counted_stake(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    let buyer = |standing: &Standing| {
        standing.clause == nucleus.clause && matches!(standing.case, Case::To | Case::With)
            || standing.clause + 1 == nucleus.clause && standing.case == Case::With
    };
    let rest = scene.clause_rest(nucleus.clause, nucleus.trigger.end);
    let counted =
        |(at, _): (usize, &str)| rest[..at].ends_with(|c: char| c.is_ascii_digit() || matches!(c, '万' | '亿'));
    let shares = rest.contains("流通股") || rest.match_indices('股').any(counted);
    nucleus.entry().usage == Usage::Give && shares && scene.standings.iter().any(buyer)
}

/// 甲向乙出售49%的股份, 从丙手中收购25%股份, 向丁转让待售股份: a stake in a firm that is not named; who sells and who buys are.
pub(super) fn unnamed_stake(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    const STAKES: &[&str] = &["股份", "股权", "股票"];
    const UNNAMED: &[&str] =
        &["待售", "目标公司", "标的公司", "目标", "标的", "全资子公司", "控股子公司", "子公司", "参股公司"];
    let rest = scene.clause_rest(nucleus.clause, nucleus.trigger.end).trim_start_matches('了');
    let counted = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim_start_matches('%');
    let counted = counted.trim_start_matches('的');
    let stake = UNNAMED.iter().find_map(|word| counted.strip_prefix(word)).unwrap_or(counted);
    let stake = stake.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim_start_matches(['%', '的']);
    let told = stake.len() < rest.len() && STAKES.iter().any(|word| stake.starts_with(word));
    let other = scene.standings.iter().any(|standing| {
        standing.clause == nucleus.clause
            && standing.span.end <= nucleus.trigger.start
            && matches!(standing.case, Case::To | Case::From)
    });
    // 从对方手中: the other side was named before.
    let head = scene.between(scene.clauses[nucleus.clause].start, nucleus.trigger.start);
    let other = other || head.contains("从对方") || head.contains("向对方");
    // 拟挂牌9720万元出售子公司股权: or for how much.
    let priced = scene.values().any(|(_, span, clause)| {
        clause == nucleus.clause && span.end <= nucleus.trigger.start && span.of(scene.text).ends_with('元')
    });
    let other = other || priced && counted.contains("公司") && nucleus.entry().usage == Usage::Give;
    matches!(nucleus.entry().usage, Usage::Give | Usage::Get) && told && other
}

/// 甲正式出售乙，: who acts sells a firm, and the clause ends with it.
pub(super) fn sells_whole(scene: &Scene<'_>, nucleus: &Nucleus<'_>) -> bool {
    let clause = |standing: &&Standing| standing.clause == nucleus.clause;
    let mut own = scene.standings.iter().filter(clause);
    let acts = own.clone().any(|standing| {
        matches!(standing.case, Case::Subject | Case::Label)
            && standing.mark.is_none()
            && standing.span.end <= nucleus.trigger.start
    });
    nucleus.entry().usage == Usage::Give
        && acts
        && own.any(|standing| {
            let rest = scene.clause_rest(nucleus.clause, standing.span.end);
            standing.span.start == nucleus.trigger.end
                && rest.trim_matches(['，', ',', '。', '；', '”', '】', ' ', '\n']).is_empty()
        })
}
