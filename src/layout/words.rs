//! The words of `layout.tsv`, by class.

use std::sync::LazyLock;

/// Words that show the function of a line.
pub(super) struct LayoutWords {
    /// Begin a byline.
    pub(super) byline: Vec<&'static str>,
    /// End or begin the credit of a picture.
    pub(super) credit: Vec<&'static str>,
    /// Begin a new thought.
    pub(super) opener: Vec<&'static str>,
    /// End a line that must go on.
    pub(super) open: Vec<&'static str>,
    /// Begin a line that goes on.
    pub(super) on: Vec<&'static str>,
}

/// The built-in words.
pub(super) static WORDS: LazyLock<LayoutWords> = LazyLock::new(|| {
    let text = include_str!("../../dictionaries/layout.tsv");
    let class = |wanted: &str| {
        let pairs = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        pairs.filter(|(_, class)| *class == wanted).map(|(word, _)| word).collect()
    };
    LayoutWords { byline: class("byline"), credit: class("credit"), opener: class("opener"), open: class("open"), on: class("on") }
});
