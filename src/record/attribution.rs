//! Attribution: who tells a deal, where it is not the company itself: 知情人士, 据《星港早报》报道, 天眼查. A rumour and a register
//! are not an announcement; the words are kept as they stand (`dictionaries/sources.tsv`).

use crate::error::{Error, Result};
use crate::span::Span;

/// The most bytes between 据 and 报道.
const NAME: usize = 72;

/// The words by which sources are known.
#[derive(Debug, Clone)]
pub struct Sources {
    plain: Vec<&'static str>,
    open: Vec<&'static str>,
    close: Vec<&'static str>,
}

impl Sources {
    /// The built-in words.
    ///
    /// # Errors
    /// A line of an unknown class is refused with its place.
    pub fn load(name: &str, tsv: &'static str) -> Result<Self> {
        let mut sources = Self { plain: Vec::new(), open: Vec::new(), close: Vec::new() };
        for (number, line) in tsv.lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() || line.starts_with("word\t") {
                continue;
            }
            let mut cells = line.split('\t');
            let (word, class) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""));
            match class {
                "source" => sources.plain.push(word),
                "open" => sources.open.push(word),
                "close" => sources.close.push(word),
                other => {
                    return Err(Error::dictionary(format!(
                        "{name}:{}: unknown class {other:?} of {word:?}, expected source, open or close",
                        number + 1
                    )));
                }
            }
        }
        Ok(sources)
    }

    /// The first source that a stretch names.
    #[must_use]
    pub fn find(&self, text: &str, stretch: Span) -> Option<Span> {
        let words = stretch.of(text);
        let plain = self.plain.iter().filter_map(|word| words.find(word).map(|at| (at, at + word.len())));
        let named = self.open.iter().filter_map(|word| self.named(words, word));
        let (start, end) = plain.chain(named).min_by_key(|(start, end)| (*start, std::cmp::Reverse(*end)))?;
        Some(Span::new(stretch.start as usize + start, stretch.start as usize + end))
    }

    /// 据《星港早报》报道, within one clause.
    fn named(&self, words: &str, open: &str) -> Option<(usize, usize)> {
        words.match_indices(open).find_map(|(at, _)| {
            let from = at + open.len();
            let rest = &words[from..];
            let clause = &rest[..rest.find(['，', '。', '；', '：', '\n', ',']).unwrap_or(rest.len())];
            let (close, word) =
                self.close.iter().filter_map(|word| clause.find(word).map(|close| (close, word))).min()?;
            (close > 0 && close <= NAME).then_some((at, from + close + word.len()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Sources;
    use crate::span::Span;

    #[test]
    fn sources_are_words_or_names_between_words() {
        let sources = Sources::load("sources.tsv", include_str!("../../dictionaries/sources.tsv")).expect("built in");
        let cases = [
            ("知情人士透露，澄海电气拟收购蓝湾仪器。", Some("知情人士")),
            ("7月26日，据《星港早报》报道，澄海电气正在洽谈。", Some("据《星港早报》报道")),
            ("天眼查App显示，近日，蓝湾仪器发生工商变更。", Some("天眼查")),
            ("澄海电气公告，拟收购蓝湾仪器。", None),
            ("占据主要份额。消息不多。", None),
        ];
        for (text, expected) in cases {
            let found = sources.find(text, Span::new(0, text.len())).map(|span| span.of(text));
            assert_eq!(found, expected, "{text}");
        }
    }
}
