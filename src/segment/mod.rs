//! Segment: jieba's tokens, as evidence for word boundaries; never the unit (DESIGN §4.2).
//!
//! jieba's dictionary takes about 90 ms to load, so it is loaded when the first question comes: a run that asks nothing
//! pays nothing. Words are fed through `add_word`; a `load_dict` line without a frequency would never be chosen and could
//! destroy an existing word.

use crate::span::Span;
use jieba_rs::Jieba;
use std::sync::OnceLock;

/// A token of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where.
    pub span: Span,
}

/// The word segmenter. Immutable; shared by all threads.
#[derive(Default)]
pub struct Segmenter {
    jieba: OnceLock<Jieba>,
    words: Vec<String>,
}

impl std::fmt::Debug for Segmenter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Segmenter")
            .field("loaded", &self.jieba.get().is_some())
            .field("words", &self.words.len())
            .finish()
    }
}

impl Segmenter {
    /// A segmenter that keeps these words whole.
    #[must_use]
    pub fn with_words(words: Vec<String>) -> Self {
        Self { jieba: OnceLock::new(), words }
    }

    fn jieba(&self) -> &Jieba {
        self.jieba.get_or_init(|| {
            let mut jieba = Jieba::new();
            for word in &self.words {
                jieba.add_word(word, None, None);
            }
            jieba
        })
    }

    /// The tokens of a text, without HMM guesses; joined they give the text back.
    #[must_use]
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        self.jieba()
            .cut(text, false)
            .into_iter()
            .map(|token| Token { span: Span::new(token.byte_start, token.byte_end) })
            .collect()
    }

    /// True if the word stands in jieba's dictionary as a common word: a brand name usually does not, and names of places
    /// and persons (tags ns, nr, nz) do not count.
    #[must_use]
    pub fn knows(&self, word: &str) -> bool {
        let jieba = self.jieba();
        jieba.has_word(word)
            && !jieba.tag(word, false).first().is_some_and(|tag| matches!(tag.tag, "ns" | "nr" | "nz" | "nrt" | "nrfg"))
    }

    /// True if a word of two or more characters in the stretch is a verb, adverb, pronoun, preposition, conjunction, number
    /// or time (tags v d r p c m t): stretches of a sentence have them, brands do not.
    #[must_use]
    pub fn is_prose(&self, stretch: &str) -> bool {
        let tags = self.jieba().tag(stretch, false);
        tags.iter().any(|tag| {
            tag.word.chars().count() >= 2 && matches!(tag.tag, "v" | "d" | "r" | "p" | "c" | "m" | "t" | "l" | "i")
        })
    }

    /// The words of two or more characters that a sentence goes on with and a name hardly does (verbs, adverbs, prepositions,
    /// conjunctions, pronouns: tags v d p c r), by place. What is noun and verb in one (投资, 发展: tag vn) is none of them.
    #[must_use]
    pub fn joints(&self, stretch: &str) -> Vec<Span> {
        let mut at = 0;
        let tags = self.jieba().tag(stretch, false);
        tags.iter()
            .filter_map(|tag| {
                let span = Span::new(at, at + tag.word.len());
                at += tag.word.len();
                let word = tag.word.chars().count() >= 2 && matches!(tag.tag, "v" | "d" | "p" | "c" | "r");
                word.then_some(span)
            })
            .collect()
    }

    /// True for a word that tells when or how and is no part of a name: an adverb or a time (tags d t).
    #[must_use]
    pub fn is_adverbial(&self, word: &str) -> bool {
        word.chars().count() >= 2
            && self.jieba().has_word(word)
            && self.jieba().tag(word, false).first().is_some_and(|tag| matches!(tag.tag, "d" | "t" | "tg"))
    }

    /// True for a word of three or more characters that stands in jieba's dictionary as the name of something other than a
    /// place (tags nz nrt): a foreign firm or person.
    #[must_use]
    pub fn is_proper(&self, word: &str) -> bool {
        let jieba = self.jieba();
        word.chars().count() >= 3
            && jieba.has_word(word)
            && jieba.tag(word, false).first().is_some_and(|tag| matches!(tag.tag, "nz" | "nrt"))
    }

    /// True if the word stands in jieba's dictionary as the name of a place.
    #[must_use]
    pub fn is_place(&self, word: &str) -> bool {
        let jieba = self.jieba();
        jieba.has_word(word) && jieba.tag(word, false).first().is_some_and(|tag| tag.tag == "ns")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_of_the_user_stay_whole() {
        let segmenter = Segmenter::with_words(vec!["澄光半导体".to_owned()]);
        let text = "澄光半导体完成融资";
        let first = segmenter.tokens(text)[0];
        assert_eq!(first.span.of(text), "澄光半导体");
    }

    proptest! {
        #[test]
        fn joined_tokens_give_the_text_back(text in "[一-龥a-z0-9，。 \\n]{0,60}") {
            static SEGMENTER: OnceLock<Segmenter> = OnceLock::new();
            let tokens = SEGMENTER.get_or_init(Segmenter::default).tokens(&text);
            let joined: String = tokens.iter().map(|token| token.span.of(&text)).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
