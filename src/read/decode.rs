//! Decode: bytes become text. UTF-8 with or without a byte-order mark, UTF-16 with one, GB18030 (which holds GBK and GB2312)
//! where the bytes are no UTF-8 and read as Chinese. Nothing is replaced: what does not decode cleanly is refused.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

/// Decodes an article.
///
/// # Errors
/// The reason, where the bytes are in none of the encodings.
pub fn decode(bytes: &[u8]) -> Result<String, String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    for (mark, encoding) in [(b"\xFF\xFE", UTF_16LE), (b"\xFE\xFF", UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let (text, broken) = encoding.decode_without_bom_handling(rest);
            return if broken {
                Err(format!("begins as {} and breaks off in the middle", encoding.name()))
            } else {
                Ok(text.into_owned())
            };
        }
    }
    let invalid = match std::str::from_utf8(bytes) {
        Ok(text) if text.contains('\0') => return Err("holds NUL bytes: binary, expected text".to_owned()),
        Ok(text) => return Ok(text.to_owned()),
        Err(error) => error.valid_up_to(),
    };
    if is_damaged_utf8(bytes) {
        return Err(format!("invalid UTF-8 at byte {invalid}, in a text that is UTF-8 before and after"));
    }
    let (text, broken) = GB18030.decode_without_bom_handling(bytes);
    if !broken && reads_as_chinese(&text) {
        return Ok(text.into_owned());
    }
    Err(format!(
        "invalid UTF-8 at byte {invalid}, and no GB18030 either; expected UTF-8, UTF-16 with a mark, or GB18030"
    ))
}

/// Bytes of Chinese in UTF-8 also decode as GB18030, to rare ideographs that make no sense. Chinese in GB18030 on the other hand
/// holds hardly any three-byte sequence of UTF-8: where those prevail, the text is UTF-8 with a broken place.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| *c >= '\u{800}').count();
        broken += chunk.invalid().len();
    }
    whole > broken
}

/// Most characters beyond ASCII are ideographs or Chinese punctuation, and no control characters stand between.
fn reads_as_chinese(text: &str) -> bool {
    let (mut chinese, mut other) = (0usize, 0usize);
    for c in text.chars() {
        match c {
            '\t' | '\n' | '\r' | ' '..='~' => {}
            '\u{4e00}'..='\u{9fff}'
            | '\u{3000}'..='\u{303f}'
            | '\u{ff00}'..='\u{ffef}'
            | '\u{2010}'..='\u{2027}'
            | '·' => chinese += 1,
            _ => other += 1,
        }
    }
    chinese >= 2 && chinese >= 9 * other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_decodes_from_every_encoding() {
        let text = "江州银行向澄海电气发放贷款5000万元。";
        let (gbk, ..) = GB18030.encode(text);
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for bytes in [text.as_bytes(), &gbk, &utf16, &[b"\xEF\xBB\xBF", text.as_bytes()].concat()] {
            assert_eq!(decode(bytes).as_deref(), Ok(text));
        }
    }

    #[test]
    fn a_broken_place_in_utf8_is_not_taken_for_gb18030() {
        let text = "江州银行向澄海电气发放贷款5000万元。";
        for cut in (1..text.len()).filter(|cut| !text.is_char_boundary(*cut)) {
            assert!(decode(&text.as_bytes()[..cut]).is_err() || cut < 9, "cut at {cut}");
            let middle = [&text.as_bytes()[..cut], "，期限一年".as_bytes()].concat();
            assert!(decode(&middle).is_err(), "broken at {cut}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"\xFF\xFA\x00\x01"[..], b"PNG\0\x01\x02", b"\x80\x81\x82", b"\xC3\x28 latin \xE9"] {
            assert!(decode(bytes).is_err(), "{bytes:?}");
        }
    }
}
