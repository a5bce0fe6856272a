//! Outcome words: how it is told that a deal is done, off or still open, and what takes such words back. The words are data
//! (`dictionaries/outcomes.tsv`); this file loads them and answers for a clause.

use std::sync::LazyLock;

/// The words of `outcomes.tsv`.
pub(crate) struct OutcomeWords {
    /// What is done, beside the word for that which ends the deal.
    pub(crate) done: Vec<&'static str>,
    /// What is off.
    pub(crate) off: Vec<&'static str>,
    /// Ends that 尚未 before them leaves open.
    pub(crate) open: Vec<&'static str>,
    /// Words that point back at the deal.
    pub(crate) back: Vec<&'static str>,
    /// Verbs of signing.
    pub(crate) signs: Vec<&'static str>,
    /// Agreements that bind nobody yet.
    pub(crate) loose: Vec<&'static str>,
    /// News that is denied.
    pub(crate) denied: Vec<&'static str>,
    taken_back: Vec<&'static str>,
    not_yet: Vec<&'static str>,
    hoped: Vec<&'static str>,
    goes_on: Vec<&'static str>,
}

/// The built-in words.
pub(crate) static OUTCOMES: LazyLock<OutcomeWords> = LazyLock::new(|| {
    let class = |wanted: &str| {
        let lines = include_str!("../../dictionaries/outcomes.tsv").lines().filter(|line| !line.starts_with('#'));
        lines
            .filter_map(|line| line.split_once('\t'))
            .filter(|(_, class)| *class == wanted)
            .map(|(word, _)| word)
            .collect()
    };
    OutcomeWords {
        done: class("done"),
        off: class("off"),
        open: class("open"),
        back: class("back"),
        signs: class("signs"),
        loose: class("loose"),
        denied: class("denied"),
        taken_back: class("taken_back"),
        not_yet: class("not_yet"),
        hoped: class("hoped"),
        goes_on: class("goes_on"),
    }
});

impl OutcomeWords {
    /// A word before the outcome by which it has not come, or came to another deal: 预计…, 前次….
    pub(crate) fn taken_back(&self, before: &str) -> bool {
        self.taken_back.iter().any(|word| before.contains(word))
    }

    /// Right behind a word of outcome: 完成|后, 终止|上市.
    pub(crate) fn goes_on(&self, behind: &str) -> bool {
        self.goes_on.iter().any(|word| behind.starts_with(word))
    }

    /// Right before any word of status: 尚未|完成.
    pub(crate) fn not_yet(&self, before: &str) -> bool {
        self.not_yet.iter().any(|word| before.ends_with(word))
    }

    /// 预计6月|完成交割, 完成|后: the end that the words tell has not come.
    pub(crate) fn hoped_for(&self, before: &str, behind: &str) -> bool {
        let clause = before.rsplit(['，', '；', '。', ',', ';']).next().unwrap_or("");
        // 披露之日起6个月内|实施完毕: by when, unless it says that it is done.
        let within =
            ["个月内", "日内", "天内", "年内"].iter().any(|word| before.ends_with(word)) && !clause.contains('已');
        within
            || self.hoped.iter().any(|word| clause.contains(word))
            || ["后", "之后", "前", "之前", "时"].iter().any(|word| behind.starts_with(word))
    }
}

#[cfg(test)]
mod tests {
    use super::OUTCOMES;

    #[test]
    fn words_around_an_outcome_take_it_back() {
        // Words before and behind 完成, and whether it has come.
        let cases = [
            ("股权已", "", true),
            ("预计6月", "", false),
            ("增持计划自披露之日起6个月内", "", false),
            ("增持计划已于6个月内", "", true),
            ("本次转让", "后，控股股东变更", false),
            ("如期", "交割", true),
        ];
        for (before, behind, come) in cases {
            assert_eq!(!OUTCOMES.hoped_for(before, behind), come, "{before}完成{behind}");
        }
        assert!(OUTCOMES.not_yet("减持计划尚未") && !OUTCOMES.not_yet("减持计划已"));
        assert!(OUTCOMES.taken_back("计划于6月") && !OUTCOMES.taken_back("减持计划已"));
        assert!(OUTCOMES.goes_on("上市") && !OUTCOMES.goes_on("本次收购"));
    }

    #[test]
    fn every_class_has_words() {
        let words = &*OUTCOMES;
        let classes = [
            &words.done,
            &words.off,
            &words.open,
            &words.back,
            &words.signs,
            &words.loose,
            &words.denied,
            &words.taken_back,
            &words.not_yet,
            &words.hoped,
            &words.goes_on,
        ];
        assert!(classes.iter().all(|words| !words.is_empty()));
        let count: usize = classes.iter().map(|words| words.len()).sum();
        let lines = include_str!("../../dictionaries/outcomes.tsv").lines();
        assert_eq!(count, lines.filter(|line| !line.starts_with('#') && *line != "word\tclass").count());
    }
}
