//! Called: parties that words beside them call what they are in a deal.

use super::belonging::BELONGING;
use super::clause::{Case, Scene, Standing};
use super::load::Role;
use super::role::Nucleus;
use super::standing::skip_bracket;
use crate::record::Side;

/// The debtor of what is then guaranteed: one of the role's words follows in its clause, before the deal, and between the two
/// stand only those whom it deals with (为支持乙向丙银行申请融资: 乙, not who supports it).
pub(super) fn told_earlier(scene: &Scene<'_>, nucleus: &Nucleus<'_>, role: &Role, standing: &Standing) -> bool {
    const ASKED: &[char] = &['向', '从', '在', '与', '和', '、', '及', '自'];
    if role.earlier.is_empty()
        || standing.span.end > nucleus.trigger.start
        || !matches!(standing.case, Case::Subject | Case::Object | Case::To | Case::Genitive)
    {
        return false;
    }
    let end = scene.clauses[standing.clause].end.min(nucleus.trigger.start);
    let rest = scene.between(standing.span.end, end);
    let Some(at) = role.earlier.iter().filter_map(|word| rest.find(word.as_str())).min() else { return false };
    let word = standing.span.end + at as u32;
    let own_clause = standing.clause < nucleus.clause || standing.case != Case::Subject;
    let between = |other: &&Standing| other.span.start >= standing.span.end && other.span.end <= word;
    own_clause
        && scene.standings.iter().filter(between).all(|other| {
            other.case == Case::Aside || scene.between(scene.span.start, other.span.start).ends_with(ASKED)
        })
}

/// A cue word of the role stands right before the party, or right behind it (a list and its last link may stand between).
/// A word before may hold for one direction alone: the other side of a sale buys, that of a purchase sells.
pub(super) fn is_cued(scene: &Scene<'_>, nucleus: &Nucleus<'_>, role: &Role, standing: &Standing) -> bool {
    let clause = scene.clauses[standing.clause];
    let head = scene.between(clause.start, standing.span.start);
    let list_start = standing.list_of.and_then(|first| scene.standings.iter().find(|other| other.mention == first));
    let list_head = list_start.map_or(head, |first| scene.between(scene.clauses[first.clause].start, first.span.start));
    let directed = |word: &'_ String| match word.split_once('/') {
        Some((direction, word)) => (direction == nucleus.direction.name()).then(|| word.to_owned()),
        None => Some(word.clone()),
    };
    let mut before = role.before.iter().filter_map(directed);
    if before.any(|word| head.ends_with(word.as_str()) || list_head.ends_with(word.as_str())) {
        return true;
    }
    // 发行对象为|公司控股股东|甲: what it is to the firm may stand between.
    let bare = |head: &str| {
        let mut head = head.to_owned();
        while let Some(word) = BELONGING.iter().chain(&["公司", "其", "的"]).find(|word| head.ends_with(**word)) {
            head.truncate(head.len() - word.len());
        }
        head
    };
    let links = |word: &str| word.ends_with(['为', '系', '是', '向']);
    let held = [bare(head), bare(list_head)];
    if role.before.iter().any(|word| links(word) && held.iter().any(|head| head.ends_with(word.as_str()))) {
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
    let own = scene.clause_rest(standing.clause, standing.span.end);
    // 甲银行向乙公司|提供的贷款: not who is given to provides. Nor does he whom words for what he is part from 向: 向机器人公司乙|投资.
    let put_into = standing.case == Case::To && ["进行", "投资", "注资"].iter().any(|word| own.starts_with(word));
    let given_to = role.side == Side::Provider && (put_into || head.ends_with(['向', '给', '为', '对']));
    if !given_to && (leads_to(tail, &role.after) || leads_to(own, &role.after)) {
        return true;
    }
    let opens = |words: &str| skip_bracket(words).trim_start_matches(['：', ':']).to_owned();
    role.around.iter().filter_map(|pair| pair.split_once('…')).any(|(before, after)| {
        (opens(tail).starts_with(after) || opens(own).starts_with(after))
            && [head, list_head].iter().any(|head| head.ends_with(before))
    })
}

/// Behind a verb of investing: what is built or founded.
const BUILDS: &[&str] = &["建设", "新建", "兴建", "扩建", "建厂", "建造", "设立", "成立", "开发", "生产"];

/// The words begin with one of these, behind a bracket and what ends a list: 等多家知名机构共同|参与.
fn leads_to(tail: &str, words: &[String]) -> bool {
    /// Characters between 等 and the word.
    const MOST: usize = 22;
    let tail = tail.trim_start_matches(['”', '"', '：', ':', ' ']);
    let tail = skip_bracket(tail).trim_start_matches(['”', '"', '：', ':', ' ']);
    let bare = tail.trim_start_matches([
        '联', '合', '共', '同', '独', '家', '继', '续', '持', '分', '别', '追', '加', '超', '额', '出', '资', '亦',
        '也', '曾', '还', '均', '都', '已',
    ]);
    // A数千万元战略投资.
    let paid =
        tail.trim_start_matches(|c: char| c.is_ascii_digit() || ".数近超约逾多余十百千万亿元美人民币港".contains(c));
    // 投资|建设磷酸铁项目: money put into a thing, not into the deal's firm.
    let builds = |rest: &str| BUILDS.iter().any(|word| rest.starts_with(word));
    let starts = |words: &[String], rest: &str| {
        words.iter().any(|word| rest.strip_prefix(word.as_str()).is_some_and(|behind| !builds(behind)))
    };
    if starts(words, tail) || starts(words, bare) || starts(words, paid) {
        return true;
    }
    let Some(rest) = tail.strip_prefix('等') else { return false };
    let stretch: usize = rest
        .char_indices()
        .take(MOST)
        .take_while(|(_, c)| !matches!(c, '，' | '。' | '；' | '：' | '、' | '由'))
        .last()
        .map_or(0, |(at, c)| at + c.len_utf8());
    // The word may reach over the end of the stretch.
    rest.get(..stretch).is_some_and(|stretch| {
        stretch.char_indices().map(|(at, _)| at).chain([stretch.len()]).any(|at| starts(words, &rest[at..]))
    })
}
