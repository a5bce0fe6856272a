//! Stock codes: every spelling to one form, checked against the exchanges' number ranges and against the name beside it.
//!
//! Ranges: SSE 600/601/603/605/688/689 (A), 900 (B), 5 (funds); SZSE 000–003/300–302 (A), 200 (B), 15/16/18 (funds); BSE 920,
//! and 43/83/87/88 before the renumbering of 2025 (the exchanges' code allocation rules). A suffix that contradicts the range
//! is corrected and said so. Numbers without a suffix count only behind a label (证券代码：) or in brackets behind a name.

use super::{Mention, StockCode, Value};
use crate::lexicon::{Entry, Lexicon};
use crate::span::Span;
use std::sync::LazyLock;

/// The words of `code_words.tsv`.
struct Words {
    markets: Vec<(&'static str, &'static str)>,
    labels: Vec<&'static str>,
    funds: Vec<&'static str>,
    indices: Vec<&'static str>,
    others: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lines = || {
        include_str!("../../dictionaries/code_words.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split('\t').collect::<Vec<_>>())
    };
    let class = |wanted: &str| -> Vec<&'static str> {
        let mut words: Vec<&'static str> =
            lines().filter(|columns| columns.get(1) == Some(&wanted)).map(|columns| columns[0]).collect();
        words.sort_by_key(|word| (std::cmp::Reverse(word.len()), *word));
        words
    };
    let value = |word: &str| lines().find(|columns| columns[0] == word).and_then(|columns| columns.get(2).copied());
    Words {
        markets: class("market").into_iter().map(|word| (word, value(word).unwrap_or_default())).collect(),
        labels: class("label"),
        funds: class("fund"),
        indices: class("index"),
        others: class("other"),
    }
});

/// Canonical suffix and ISO 10383 market of a printed suffix or prefix. `US` alone names no exchange.
fn mic(suffix: &str) -> Option<(&'static str, &'static str)> {
    Some(match suffix {
        "SH" | "SS" | "XSHG" | "SSE" => ("SH", "XSHG"),
        "SZ" | "XSHE" | "SZSE" => ("SZ", "XSHE"),
        "BJ" | "XBSE" | "BSE" => ("BJ", "XBSE"),
        "NQ" | "OC" | "NEEQ" => ("NQ", "NEEQ"),
        "HK" | "XHKG" | "HKEX" | "SEHK" => ("HK", "XHKG"),
        "N" | "NYSE" | "XNYS" => ("N", "XNYS"),
        "O" | "OQ" | "NASDAQ" | "XNAS" => ("O", "XNAS"),
        "A" | "AMEX" | "XASE" => ("A", "XASE"),
        // Over the counter: OTC Markets (Pink, OTCQX).
        "PK" | "OTC" | "OTCM" => ("PK", "OTCM"),
        "US" => ("US", "XXXX"),
        _ => return None,
    })
}

/// What a range of numbers is given to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Share,
    ShareB,
    Fund,
    Bond,
    /// Beijing before the renumbering, or the board below it.
    Old,
}

/// Exchange and sort of a six-digit number.
fn range(digits: &str) -> Option<(&'static str, Sort)> {
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(match &digits[..3] {
        "600" | "601" | "603" | "605" | "688" | "689" => ("SH", Sort::Share),
        "000" | "001" | "002" | "003" | "300" | "301" | "302" => ("SZ", Sort::Share),
        "920" => ("BJ", Sort::Share),
        "900" => ("SH", Sort::ShareB),
        "200" => ("SZ", Sort::ShareB),
        "110" | "111" | "113" | "118" => ("SH", Sort::Bond),
        "123" | "127" | "128" => ("SZ", Sort::Bond),
        _ => match &digits[..2] {
            "50" | "51" | "52" | "53" | "55" | "56" | "58" => ("SH", Sort::Fund),
            "15" | "16" | "18" => ("SZ", Sort::Fund),
            "43" | "83" | "87" | "88" => ("BJ", Sort::Old),
            _ => return None,
        },
    })
}

/// The exchange that a six-digit number belongs to.
#[must_use]
pub fn exchange(digits: &str) -> Option<&'static str> {
    range(digits).map(|(market, _)| market)
}

/// True for a number in a range of shares.
#[must_use]
pub fn is_share(digits: &str) -> bool {
    range(digits).is_some_and(|(_, sort)| sort == Sort::Share)
}

/// Reads one printed code: `600926.SH`, `SH600926`, `sh.600926`, `600926.XSHG`, `0700.HK`, `BABA.N`, `NYSE:BABA`.
#[must_use]
pub fn parse(printed: &str) -> Option<StockCode> {
    let upper = printed.trim().to_ascii_uppercase();
    let (symbol, suffix) = split(&upper)?;
    read(symbol, suffix, printed.trim())
}

/// A code of a known market.
fn read(symbol: &str, suffix: &str, printed: &str) -> Option<StockCode> {
    let (market, market_mic) = mic(suffix)?;
    let code = |symbol: String, mic: &str, corrected: bool| StockCode {
        symbol,
        mic: mic.to_owned(),
        printed: printed.to_owned(),
        corrected,
    };
    if !symbol.bytes().all(|byte| byte.is_ascii_digit()) {
        let plain = symbol.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.' || byte == b'-');
        return (plain
            && symbol.len() <= 8
            && !symbol.starts_with('.')
            && matches!(market, "N" | "O" | "A" | "PK" | "US"))
        .then(|| code(format!("{symbol}.{market}"), market_mic, false));
    }
    match (market, symbol.len()) {
        ("HK", 1..=5) if symbol.bytes().any(|byte| byte != b'0') => {
            Some(code(format!("{:0>5}.HK", symbol.trim_start_matches('0')), market_mic, false))
        }
        ("SH" | "SZ" | "BJ" | "HK", 6) => {
            let right = match range(symbol) {
                Some((right, _)) => right,
                None if market == "HK" => return None,
                None => market,
            };
            let (right, right_mic) = mic(right)?;
            Some(code(format!("{symbol}.{right}"), right_mic, right != market))
        }
        ("NQ", 6) => Some(code(format!("{symbol}.NQ"), market_mic, false)),
        _ => None,
    }
}

/// Symbol and market of an upper-case code.
fn split(upper: &str) -> Option<(&str, &str)> {
    if let Some((head, tail)) = upper.split_once([':', '：', ' ']) {
        let tail = tail.trim_start();
        return (head.len() >= 2 && mic(head).is_some()).then_some((tail, head));
    }
    if let Some((head, tail)) = upper.rsplit_once('.') {
        return if mic(tail).is_some() { Some((head, tail)) } else { Some((tail, head)) };
    }
    if !upper.is_ascii() || !(7..=8).contains(&upper.len()) {
        return None;
    }
    let ends = [(&upper[2..], &upper[..2]), (&upper[..upper.len() - 2], &upper[upper.len() - 2..])];
    ends.into_iter().find(|(symbol, market)| {
        symbol.bytes().all(|byte| byte.is_ascii_digit())
            && matches!((*market, symbol.len()), ("SH" | "SZ" | "BJ", 6) | ("HK", 5))
    })
}

/// A number of six digits without a suffix: its exchange follows from the range.
#[must_use]
pub fn bare(printed: &str) -> Option<StockCode> {
    let (market, sort) = range(printed)?;
    let market = if sort == Sort::Old { "NQ" } else { market };
    read(printed, market, printed)
}

/// Finds printed codes: runs of Latin letters, digits, `.` and `:` that read as a code where they stand. Linear: each run is
/// read once.
pub(super) fn find(text: &str, lexicon: &Lexicon, out: &mut Vec<Mention>) {
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
        let mut end = start + text[start..at].trim_end_matches(['.', ':']).len();
        let next = behind_market(text, start, end).or_else(|| bloomberg(text, start, end));
        if let Some(next) = next {
            end = next;
            at = at.max(end);
        }
        let span = Span::new(start, end);
        if let Some(code) = at_place(text, span, lexicon) {
            out.push(Mention { span, value: Value::Code(code), rule: "stock code" });
        }
    }
}

/// `NYSE: BABA`, `NASDAQ：PDD`: the ticker behind the blank or the wide colon belongs to the code.
fn behind_market(text: &str, start: usize, end: usize) -> Option<usize> {
    let word = text[start..end].to_ascii_uppercase();
    if word.len() < 3 || mic(&word).is_none() {
        return None;
    }
    let rest = &text[end..];
    let tail = rest.strip_prefix([':', '：'])?.trim_start_matches(' ');
    let length = tail.bytes().take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()).count();
    (length > 0).then(|| text.len() - tail.len() + length)
}

/// `(700 HK)`, `(600926 CH)`, `(600926 SH)`, `(BABA US)`.
fn bloomberg(text: &str, start: usize, end: usize) -> Option<usize> {
    let market = [" HK", " CH", " SH", " SZ", " US"].into_iter().find(|market| text[end..].starts_with(market))?;
    let rest = &text[end + market.len()..];
    let closed = rest.starts_with(')') || rest.starts_with(" Equity") || rest.starts_with([',', '，', ';']);
    (text[..start].ends_with('(') && closed && (![" CH", " SH", " SZ"].contains(&market) || end - start == 6))
        .then(|| end + market.len())
}

/// The code that stands at a span, with what surrounds it as evidence.
fn at_place(text: &str, span: Span, lexicon: &Lexicon) -> Option<StockCode> {
    let printed = span.of(text);
    let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
    let digits = printed.bytes().all(|byte| byte.is_ascii_digit());
    let letters = !printed.bytes().any(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if let Some((symbol, market)) =
        printed.rsplit_once(' ').filter(|(_, market)| ["HK", "CH", "SH", "SZ", "US"].contains(market))
    {
        let code = if market == "CH" { bare(symbol) } else { read(symbol, market, printed) };
        return code.map(|code| StockCode { printed: printed.to_owned(), ..code }).map(|code| settled(code, lexicon));
    }
    if !digits && let Some(code) = parse(printed) {
        return explicit(code, before, lexicon).map(|code| settled(code, lexicon));
    }
    let sized = if digits { (4..=6).contains(&printed.len()) } else { letters && printed.len() <= 6 };
    if !sized {
        return None;
    }
    if let Some(market) = label(before) {
        let code = match market {
            Some("CN") | None => bare(printed),
            Some(market) => read(printed, market, printed),
        };
        return code.map(|code| settled(code, lexicon));
    }
    let name = before.strip_suffix('(')?.trim_end_matches(' ');
    let closed = after.starts_with([')', ';', ',', '、', '/', '，', '；', '|']);
    let named = name.chars().next_back().is_some_and(super::party::words::is_name_char);
    if !digits || !closed || !named || WORDS.others.iter().any(|word| name.ends_with(word)) {
        return None;
    }
    if printed.len() < 6 {
        let code = read(printed, "HK", printed)?;
        return is_name_of(lexicon, &code.symbol, name).then_some(code);
    }
    let (_, sort) = range(printed)?;
    let code = settled(bare(printed)?, lexicon);
    let known = is_name_of(lexicon, &code.symbol, name);
    let fits = match sort {
        Sort::Share => !WORDS.indices.iter().any(|word| name.ends_with(word)),
        Sort::ShareB => known || name.ends_with('B'),
        Sort::Fund | Sort::Bond => WORDS.funds.iter().any(|word| name.ends_with(word)),
        Sort::Old => known || name.ends_with("股份") || name.ends_with("科技"),
    };
    (fits || known).then_some(code)
}

/// A code with a market of its own, unless what stands before it says otherwise.
fn explicit(code: StockCode, before: &str, lexicon: &Lexicon) -> Option<StockCode> {
    let digits = code.symbol.split('.').next().unwrap_or_default();
    if digits.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        // Tickers are printed in capitals; one letter and dotted ones (S.A, U.S.A) only where such a share is known.
        let capitals = !code.printed.bytes().any(|byte| byte.is_ascii_lowercase())
            || code.printed.split([':', '：']).nth(1).is_some_and(|tail| !tail.bytes().any(|b| b.is_ascii_lowercase()));
        let (ticker, market) = code.symbol.rsplit_once('.')?;
        let short = ticker.len() < 2 || ticker.contains('.') || market == "A";
        let named = code.printed.contains([':', '：']) || before.ends_with('(');
        let known = lexicon.entry_by_symbol(&code.symbol).is_some();
        return (capitals && (!short || known || (named && ticker.len() >= 2))).then_some(code);
    }
    // 000001.SH is an index by right: it is a slip only beside the name of the share 000001.SZ.
    if code.corrected && code.symbol.starts_with("000") && code.symbol.ends_with(".SZ") {
        let name = before.strip_suffix('(').unwrap_or(before).trim_end_matches(' ');
        let printed_sh =
            ["SH", "SS", "XSHG", "SSE"].iter().any(|market| code.printed.to_ascii_uppercase().contains(market));
        if printed_sh && !is_name_of(lexicon, &code.symbol, name) {
            return Some(StockCode {
                symbol: format!("{digits}.SH"),
                mic: "XSHG".to_owned(),
                corrected: false,
                printed: code.printed,
            });
        }
    }
    Some(code)
}

/// The text before ends with a name of the entry that is listed under the code.
fn is_name_of(lexicon: &Lexicon, symbol: &str, before: &str) -> bool {
    lexicon.entry_by_symbol(symbol).is_some_and(|id| names(lexicon.entry(id)).any(|name| before.ends_with(name)))
}

fn names(entry: &Entry) -> impl Iterator<Item = &str> {
    std::iter::once(&entry.name)
        .chain(&entry.full_name)
        .chain(&entry.aliases)
        .chain(&entry.former_names)
        .map(String::as_str)
}

/// Beijing's old numbers become the present ones; a ticker of an unnamed American exchange gets the one it is listed on.
fn settled(code: StockCode, lexicon: &Lexicon) -> StockCode {
    let Some((symbol, market)) = code.symbol.rsplit_once('.') else { return code };
    let known = match market {
        "BJ" | "NQ" => lexicon.entry_by_symbol(&format!("{symbol}.BJ")),
        "US" => ["N", "O", "A", "PK"].iter().find_map(|market| lexicon.entry_by_symbol(&format!("{symbol}.{market}"))),
        _ => None,
    };
    let Some(entry) = known.map(|id| lexicon.entry(id)) else { return code };
    let listed = entry.codes.iter().find(|other| match market {
        "US" => other.symbol.rsplit_once('.').is_some_and(|(head, tail)| head == symbol && tail != "US"),
        _ => other.symbol.ends_with(".BJ"),
    });
    match listed {
        Some(listed) => StockCode { symbol: listed.symbol.clone(), mic: listed.mic.clone(), ..code },
        None => code,
    }
}

/// The market that a label before the code names: 证券代码：, 纽交所股票代码：, 港交所：. `Some(None)`: a label without a market.
fn label(before: &str) -> Option<Option<&'static str>> {
    let mut head = before.trim_end_matches([' ', '“']);
    let stripped = head.trim_end_matches([':', '：', '为', '是']);
    let colon = stripped.len() < head.len();
    head = stripped.trim_end_matches(' ');
    let label = WORDS.labels.iter().find(|word| head.ends_with(**word));
    let head = label.map_or(head, |word| head[..head.len() - word.len()].trim_end_matches(' '));
    let market = WORDS.markets.iter().find(|(word, _)| head.ends_with(word)).map(|(_, market)| *market);
    match (label, market) {
        (Some(_), market) => Some(market),
        (None, Some(market)) if colon => Some(Some(market)),
        _ => None,
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
        for printed in ["2024", "1.5", "GPT4.0", "12345.SH", "V2.0", "3.SZ", "A.B.C", "600926", "2026年"] {
            assert_eq!(parse(printed), None, "{printed}");
        }
        assert_eq!(bare("123456").map(|code| code.symbol), Some("123456.SZ".to_owned()));
        assert_eq!(bare("765432"), None);
        assert_eq!(bare("一汽"), None);
    }
}
