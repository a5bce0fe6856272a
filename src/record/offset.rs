//! Offsets of the original text: bytes to characters and lines, in one pass over the text and a binary search per question.

/// Bytes between two checkpoints: a question scans at most this many bytes.
const STEP: usize = 512;

/// Answers "which character, which line" for bytes of one text.
#[derive(Debug)]
pub struct Offsets<'t> {
    text: &'t str,
    /// Characters before byte `i * STEP` (counted by lead bytes).
    chars: Vec<u32>,
    /// Byte of each line's start.
    lines: Vec<u32>,
}

impl<'t> Offsets<'t> {
    /// Indexes a text.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut chars = Vec::with_capacity(bytes.len() / STEP + 1);
        let mut count = 0u32;
        for chunk in bytes.chunks(STEP) {
            chars.push(count);
            count += lead_bytes(chunk);
        }
        chars.push(count);
        let lines = std::iter::once(0).chain(memchr::memchr_iter(b'\n', bytes).map(|at| at as u32 + 1)).collect();
        Self { text, chars, lines }
    }

    /// Number of characters (Unicode scalar values) before the byte.
    #[must_use]
    pub fn char(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.text.len());
        let chunk = byte / STEP;
        self.chars[chunk] + lead_bytes(&self.text.as_bytes()[chunk * STEP..byte])
    }

    /// Line that holds the byte, from 1.
    #[must_use]
    pub fn line(&self, byte: u32) -> u32 {
        self.lines.partition_point(|start| *start <= byte) as u32
    }

    /// The indexed text.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }
}

fn lead_bytes(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_lines_count_from_the_start() {
        let text = "融资\n1亿元，".repeat(300);
        let offsets = Offsets::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.char(byte as u32) as usize, count);
            assert_eq!(offsets.line(byte as u32) as usize, 1 + text[..byte].matches('\n').count());
        }
        assert_eq!(offsets.char(text.len() as u32) as usize, text.chars().count());
    }
}
