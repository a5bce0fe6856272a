//! The words of `layout.tsv`, by class: what shows the function of a line or how a torn sentence goes on.

use std::sync::LazyLock;

/// Words that show the function of a line.
#[derive(Debug)]
pub(super) struct LayoutWords {
    /// Begin a reporter's line: 本报记者.
    pub(super) reporter: Vec<&'static str>,
    /// Begin a line before `：`, `|` or `/`: 作者, 来源.
    pub(super) label: Vec<&'static str>,
    /// End a reporter's line: 报道.
    pub(super) report: Vec<&'static str>,
    /// Begin a line in which the house speaks of itself: 本文来自.
    pub(super) house: Vec<&'static str>,
    /// Show that a line tells something and is no byline: 表示, 获悉.
    pub(super) telling: Vec<&'static str>,
    /// End the credit of a picture: /摄.
    pub(super) credit: Vec<&'static str>,
    /// Begin the credit of a picture: 图/.
    pub(super) credit_lead: Vec<&'static str>,
    /// Begin a line about a table or a picture: 资料来源.
    pub(super) caption: Vec<&'static str>,
    /// Begin a new thought.
    pub(super) opener: Vec<&'static str>,
    /// End a line that must go on.
    pub(super) open: Vec<&'static str>,
    /// End no heading.
    pub(super) open_end: Vec<&'static str>,
    /// Begin a line that goes on.
    pub(super) on: Vec<&'static str>,
    /// Verbs behind a speaker.
    pub(super) say: Vec<&'static str>,
    /// End a dateline: 电, 讯.
    pub(super) wire: Vec<&'static str>,
    /// Stand behind the day in the header of a page: 星期, 版.
    pub(super) header: Vec<&'static str>,
}

/// The built-in words.
pub(super) static WORDS: LazyLock<LayoutWords> = LazyLock::new(|| {
    let text = include_str!("../../dictionaries/layout.tsv");
    let class = |wanted: &str| -> Vec<&'static str> {
        let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
        rows.filter_map(|line| {
            let mut cells = line.split('\t');
            let (word, class) = (cells.next()?, cells.next()?);
            (class == wanted && !word.is_empty()).then_some(word)
        })
        .collect()
    };
    LayoutWords {
        reporter: class("reporter"),
        label: class("label"),
        report: class("report"),
        house: class("house"),
        telling: class("telling"),
        credit: class("credit"),
        credit_lead: class("credit_lead"),
        caption: class("caption"),
        opener: class("opener"),
        open: class("open"),
        open_end: class("open_end"),
        on: class("on"),
        say: class("say"),
        wire: class("wire"),
        header: class("header"),
    }
});

/// The longest word of a class that the text begins with.
pub(super) fn begins<'a>(text: &str, class: &[&'a str]) -> Option<&'a str> {
    class.iter().filter(|word| text.starts_with(**word)).max_by_key(|word| word.len()).copied()
}

/// The longest word of a class that the text ends with.
pub(super) fn ends<'a>(text: &str, class: &[&'a str]) -> Option<&'a str> {
    class.iter().filter(|word| text.ends_with(**word)).max_by_key(|word| word.len()).copied()
}

/// True if a word of the class stands anywhere in the text.
pub(super) fn holds(text: &str, class: &[&str]) -> bool {
    class.iter().any(|word| text.contains(word))
}

/// The first `count` characters.
pub(super) fn head(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

/// The last `count` characters.
pub(super) fn tail(text: &str, count: usize) -> &str {
    match count {
        0 => "",
        _ => text.char_indices().rev().nth(count - 1).map_or(text, |(start, _)| &text[start..]),
    }
}

/// True if the text has at most so many characters; looks no further than needed.
pub(super) fn at_most(text: &str, count: usize) -> bool {
    text.len() <= count || text.chars().nth(count).is_none()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn every_row_has_word_class_and_note_and_stands_once() {
        let text = include_str!("../../dictionaries/layout.tsv");
        let classes = [
            "reporter",
            "label",
            "report",
            "house",
            "telling",
            "credit",
            "credit_lead",
            "caption",
            "opener",
            "open",
            "open_end",
            "on",
            "say",
            "wire",
            "header",
        ];
        let mut seen = BTreeSet::new();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 3, "layout.tsv:{}: {line:?}, expected word, class and note", number + 1);
            if cells == ["word", "class", "note"] {
                continue;
            }
            assert!(
                classes.contains(&cells[1]),
                "layout.tsv:{}: class {:?}, expected one of {classes:?}",
                number + 1,
                cells[1]
            );
            assert!(seen.insert((cells[0], cells[1])), "layout.tsv:{}: {line:?} stands twice", number + 1);
        }
        for class in classes {
            assert!(seen.iter().any(|(_, found)| *found == class), "no word of class {class}");
        }
    }
}
