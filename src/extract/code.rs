//! Stock codes: every spelling to one form, checked against the exchanges' number ranges.
//!
//! Ranges: SSE 60/68 (A), 900 (B), 5 (funds); SZSE 00/30 (A), 20 (B), 15/16 (funds); BSE 43/83/87/88/92 (the exchanges'
//! code allocation rules). A suffix that contradicts the range is corrected and said so.

use super::{Mention, StockCode, Value};
use crate::span::Span;

/// ISO 10383 market of a suffix.
fn mic(suffix: &str) -> Option<(&'static str, &'static str)> {
    Some(match suffix {
        "SH" | "SS" | "XSHG" => ("SH", "XSHG"),
        "SZ" | "XSHE" => ("SZ", "XSHE"),
        "BJ" | "XBSE" | "BSE" => ("BJ", "XBSE"),
        "HK" | "XHKG" => ("HK", "XHKG"),
        "N" | "NYSE" | "XNYS" => ("N", "XNYS"),
        "O" | "OQ" | "NASDAQ" | "XNAS" => ("O", "XNAS"),
        "A" | "AMEX" | "XASE" => ("A", "XASE"),
        // Over the counter: OTC Markets (Pink, OTCQX).
        "PK" | "OTC" | "OTCM" => ("PK", "OTCM"),
        _ => return None,
    })
}

/// The exchange that a six-digit number belongs to.
#[must_use]
pub fn exchange(digits: &str) -> Option<&'static str> {
    if digits.len() != 6 || !digits.is_ascii() {
        return None;
    }
    Some(match &digits[..2] {
        "60" | "68" | "90" | "51" | "56" | "58" | "11" | "50" | "52" | "53" | "55" => "SH",
        "00" | "30" | "20" | "12" | "15" | "16" | "18" => "SZ",
        "43" | "83" | "87" | "88" | "92" => "BJ",
        _ => return None,
    })
}

/// Reads one printed code: `600926.SH`, `SH600926`, `sh.600926`, `600926.XSHG`, `0700.HK`, `BABA.N`, `NYSE:BABA`.
#[must_use]
pub fn parse(printed: &str) -> Option<StockCode> {
    let upper = printed.trim().to_ascii_uppercase();
    let (digits, suffix) = split(&upper)?;
    let (market, market_mic) = mic(suffix)?;
    let code = |symbol: String, mic: &str, corrected: bool| StockCode {
        symbol,
        mic: mic.to_owned(),
        printed: printed.trim().to_owned(),
        corrected,
    };
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let plain = digits.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.' || byte == b'-');
        return (plain && digits.len() <= 8 && matches!(market, "N" | "O" | "A" | "PK"))
            .then(|| code(format!("{digits}.{market}"), market_mic, false));
    }
    match market {
        "HK" if (1..=5).contains(&digits.len()) => {
            Some(code(format!("{:0>5}.HK", digits.trim_start_matches('0')), market_mic, false))
        }
        "SH" | "SZ" | "BJ" if digits.len() == 6 => {
            let right = exchange(digits).unwrap_or(market);
            let (right, right_mic) = mic(right)?;
            Some(code(format!("{digits}.{right}"), right_mic, right != market))
        }
        _ => None,
    }
}

fn split(upper: &str) -> Option<(&str, &str)> {
    if let Some((head, tail)) = upper.split_once([':', ' ']) {
        let tail = tail.trim();
        return if mic(head).is_some() { Some((tail, head)) } else { None };
    }
    if let Some((head, tail)) = upper.rsplit_once('.') {
        return if mic(tail).is_some() { Some((head, tail)) } else { Some((tail, head)) };
    }
    let letters = upper.bytes().take_while(u8::is_ascii_alphabetic).count();
    (letters == 2 && upper.len() == 8).then(|| (&upper[2..], &upper[..2]))
}

/// A number of six digits alone in brackets behind a name: its exchange follows from the range.
#[must_use]
pub fn bare(printed: &str) -> Option<StockCode> {
    let market = exchange(printed).filter(|_| printed.bytes().all(|byte| byte.is_ascii_digit()))?;
    parse(&format!("{printed}.{market}")).map(|code| StockCode { printed: printed.to_owned(), ..code })
}

/// Finds printed codes: a run of Latin letters, digits, `.` and `:` that reads as a code. Linear: each run is read once.
pub(super) fn find(text: &str, out: &mut Vec<Mention>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && (bytes[at].is_ascii_alphanumeric() || matches!(bytes[at], b'.' | b':')) {
            at += 1;
        }
        let end = start + text[start..at].trim_end_matches(['.', ':']).len();
        // `NYSE: BABA` has a blank behind the colon.
        let mut end = end;
        if bytes.get(end) == Some(&b':') && matches!(&text[start..end], "NYSE" | "NASDAQ" | "AMEX") {
            let tail = text[end + 1..].trim_start_matches(' ');
            let letters = tail.bytes().take_while(u8::is_ascii_uppercase).count();
            if letters > 0 {
                end = text.len() - tail.len() + letters;
                at = at.max(end);
            }
        }
        if !(6..=16).contains(&(end - start)) && !text[start..end].contains('.') {
            continue;
        }
        let span = Span::new(start, end);
        let printed = span.of(text);
        let in_brackets = text[..start].ends_with('(') && text[end..].starts_with([')', ';', ',', '、']);
        let found = if printed.len() == 6 && in_brackets { bare(printed) } else { parse(printed) };
        if let Some(code) = found {
            out.push(Mention { span, value: Value::Code(code), rule: "stock code" });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_has_one_form() {
        for (printed, symbol) in [
            ("600926.SH", "600926.SH"),
            ("SH600926", "600926.SH"),
            ("sh.600926", "600926.SH"),
            ("600926.SS", "600926.SH"),
            ("600926.XSHG", "600926.SH"),
            ("0700.HK", "00700.HK"),
            ("00700.HK", "00700.HK"),
            ("920017.BJ", "920017.BJ"),
            ("BABA.N", "BABA.N"),
            ("NYSE:BABA", "BABA.N"),
        ] {
            let code = parse(printed).unwrap_or_else(|| panic!("{printed} is not read"));
            assert_eq!((code.symbol.as_str(), code.corrected), (symbol, false), "{printed}");
        }
    }

    #[test]
    fn a_suffix_that_contradicts_the_range_is_corrected() {
        let code = parse("000977.SH").expect("read");
        assert_eq!((code.symbol.as_str(), code.mic.as_str(), code.corrected), ("000977.SZ", "XSHE", true));
        assert_eq!(code.printed, "000977.SH");
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for printed in ["2024", "1.5", "GPT4.0", "12345.SH", "V2.0", "3.SZ", "A.B.C", "600926"] {
            assert_eq!(parse(printed), None, "{printed}");
        }
        assert_eq!(bare("123456").map(|code| code.symbol), Some("123456.SZ".to_owned()));
        assert_eq!(bare("765432"), None);
        assert_eq!(bare("一汽"), None);
    }
}
