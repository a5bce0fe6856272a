//! UTF-16: a reader that gives UTF-8. Apart from `decode`, which has whole articles before it: rows are cut at line breaks, and in
//! UTF-16 those are found only after decoding.

use encoding_rs::{Decoder, DecoderResult, Encoding};
use std::io::{Error, ErrorKind, Read, Result};

/// Bytes decoded at once.
const CHUNK: usize = 1 << 16;

/// Decodes what another reader gives.
pub(super) struct Utf16<R> {
    inner: R,
    decoder: Decoder,
    name: &'static str,
    input: Vec<u8>,
    input_span: (usize, usize),
    output: Vec<u8>,
    output_span: (usize, usize),
    ended: bool,
    finished: bool,
    broken: bool,
}

impl<R: Read> Utf16<R> {
    /// Reads `inner`, which begins with the byte-order mark of `encoding`.
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            name: encoding.name(),
            input: vec![0; CHUNK],
            input_span: (0, 0),
            // A unit of two bytes becomes at most three.
            output: vec![0; 2 * CHUNK],
            output_span: (0, 0),
            ended: false,
            finished: false,
            broken: false,
        }
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        loop {
            let (start, end) = self.output_span;
            if start < end {
                let length = buffer.len().min(end - start);
                buffer[..length].copy_from_slice(&self.output[start..start + length]);
                self.output_span.0 += length;
                return Ok(length);
            }
            if self.broken {
                return Err(Error::new(
                    ErrorKind::InvalidData,
                    format!("begins as {} and holds broken characters", self.name),
                ));
            }
            if self.finished || buffer.is_empty() {
                return Ok(0);
            }
            if self.input_span.0 == self.input_span.1 && !self.ended {
                self.input_span = (0, self.inner.read(&mut self.input)?);
                self.ended = self.input_span.1 == 0;
            }
            let (start, end) = self.input_span;
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(&self.input[start..end], &mut self.output, self.ended);
            self.input_span.0 += read;
            self.output_span = (0, written);
            match result {
                DecoderResult::InputEmpty => self.finished = self.ended,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => self.broken = true,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{UTF_16BE, UTF_16LE};

    #[test]
    fn long_texts_decode_over_many_chunks_in_both_orders() {
        let text = "融资1亿元🏦\n".repeat(30_000);
        let little: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        for (bytes, encoding) in [(little, UTF_16LE), (big, UTF_16BE)] {
            let mut out = String::new();
            Utf16::new(bytes.as_slice(), encoding).read_to_string(&mut out).expect("whole");
            assert_eq!(out, text);
        }
    }

    #[test]
    fn half_a_character_is_an_error_and_nothing_is_replaced() {
        for bytes in [&[0xFF, 0xFE, 0x61, 0x00, 0x62][..], &[0xFF, 0xFE, 0x61, 0x00, 0x3D, 0xD8, 0x61, 0x00]] {
            let mut out = Vec::new();
            assert!(Utf16::new(bytes, UTF_16LE).read_to_end(&mut out).is_err());
            assert_eq!(out, b"a");
        }
    }
}
