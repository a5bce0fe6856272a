//! Tags: what a page's HTML leaves in the text of a dump. The tags of blocks end lines, those inside a line and the entities stand
//! for nothing or for one character. Only tags that pages of news have are known: `<10%` and `a<b` stay words.

/// Tags at which a line ends (HTML Living Standard, 15.3 flow content).
const BLOCKS: &[&str] = &[
    "p",
    "br",
    "div",
    "li",
    "ul",
    "ol",
    "tr",
    "td",
    "th",
    "table",
    "tbody",
    "thead",
    "section",
    "article",
    "figure",
    "figcaption",
    "blockquote",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
];

/// Tags inside a line.
const INLINE: &[&str] = &["strong", "b", "span", "em", "i", "u", "a", "font", "img", "sub", "sup", "mark", "small"];

/// The most bytes of a tag: attributes are no stories.
const MOST: usize = 400;

/// What stands for one character.
const ENTITIES: &[(&str, char)] = &[
    ("&nbsp;", ' '),
    ("&amp;", '&'),
    ("&quot;", '"'),
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&#39;", '\''),
    ("&apos;", '\''),
];

/// A tag that begins a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its bytes.
    pub(super) len: usize,
    /// A line ends here.
    pub(super) block: bool,
    /// It sets words in bold, or ends that.
    pub(super) bold: bool,
}

/// The tag that the text begins with.
pub(super) fn tag(text: &str) -> Option<Tag> {
    let inner = text.strip_prefix('<')?;
    let close = inner.bytes().take(MOST).position(|byte| matches!(byte, b'>' | b'<' | b'\n'))?;
    if inner.as_bytes()[close] != b'>' {
        return None;
    }
    let inner = inner[..close].trim_start_matches('/');
    let name = &inner[..inner.bytes().take_while(u8::is_ascii_alphanumeric).count()];
    let rest = inner[name.len()..].trim_end_matches('/');
    if !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let known = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let block = known(BLOCKS);
    (block || known(INLINE)).then(|| Tag { len: close + 2, block, bold: known(&["strong", "b"]) })
}

/// The character that the entity at the beginning of a text stands for, and its bytes.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    ENTITIES.iter().find(|(entity, _)| text.starts_with(entity)).map(|(entity, c)| (*c, entity.len()))
}

/// The stretches of a line between the tags of blocks.
pub(super) fn blocks(line: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(open) = line[at..].find('<').map(|open| at + open) {
        match tag(&line[open..]) {
            Some(tag) if tag.block => {
                out.push(&line[start..open]);
                start = open + tag.len;
                at = start;
            }
            _ => at = open + 1,
        }
    }
    out.push(&line[start..]);
    out
}

/// The words without the tags and blanks around them, and whether they are bold as a whole.
pub(super) fn trim<'a>(words: &'a str, blank: &[char]) -> (&'a str, bool) {
    let (mut words, mut opened, mut closed) = (words.trim_matches(blank), false, false);
    while let Some(tag) = tag(words) {
        opened |= tag.bold;
        words = words[tag.len..].trim_start_matches(blank);
    }
    while let Some((at, last)) = words.rfind('<').and_then(|at| Some((at, tag(&words[at..])?)))
        && at + last.len == words.len()
    {
        closed |= last.bold;
        words = words[..at].trim_end_matches(blank);
    }
    let whole = opened && closed && !words.contains("<strong") && !words.contains("</strong");
    (words, whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_pages_are_known_and_signs_are_not() {
        for (text, block) in
            [("<p>甲", true), ("</p>", true), ("<br/>乙", true), ("<strong>丙", false), ("<a href=\"x\">丁", false)]
        {
            assert_eq!(tag(text).map(|tag| tag.block), Some(block), "{text}");
        }
        for text in ["<10%", "<甲>", "<b", "<best>", "甲<p>", "<p\n>"] {
            assert_eq!(tag(text), None, "{text}");
        }
    }

    #[test]
    fn lines_end_at_the_tags_of_blocks() {
        assert_eq!(
            blocks("<p>甲<strong>乙</strong>丙。<br></p><p>丁<5%</p>"),
            ["", "甲<strong>乙</strong>丙。", "", "", "丁<5%", ""]
        );
        assert_eq!(trim(" <strong>甲乙</strong> ", &[' ']), ("甲乙", true));
        assert_eq!(trim("<strong>甲</strong>：乙", &[' ']), ("甲</strong>：乙", false));
    }
}
