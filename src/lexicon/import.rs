//! Importing: an exchange's list of securities, a data package's code table or a list of one's own becomes a user dictionary.
//!
//! Columns are found by the headers that such tables have; codes in any spelling become `600926.SH`. A bad row is told with
//! its line and loses only itself.

use super::{Lexicon, canonical_name};
use crate::error::{Error, Result};
use crate::extract::{Kind, StockCode, code};
use indexmap::IndexMap;
use jiff::civil::Date;

/// The headers a column is known by, the surest first.
const NAME: &[&str] = &[
    "证券简称",
    "a股简称",
    "股票简称",
    "公司简称",
    "简称",
    "股票名称",
    "证券名称",
    "股份名称",
    "股份名稱",
    "名称",
    "名稱",
    "short_name",
    "sec_name",
    "display_name",
    "stock_name",
    "name",
];
const CODE: &[&str] = &[
    "ts_code",
    "证券代码",
    "a股代码",
    "公司代码",
    "股票代码",
    "股份代号",
    "股份代號",
    "代码",
    "代碼",
    "stock_code",
    "sec_code",
    "code",
    "symbol",
    "ticker",
];
const FULL_NAME: &[&str] = &["公司全称", "证券全称", "公司名称", "全称", "full_name", "fullname", "company_name"];
const ALIASES: &[&str] = &["别名", "aliases", "alias"];
const FORMER_NAMES: &[&str] = &["曾用名", "证券曾用名", "公司曾用名", "former_names", "former_name", "used_name"];
const EXCHANGE: &[&str] = &["交易所", "上市交易所", "exchange", "市场", "market"];
const LISTED: &[&str] = &["上市日期", "a股上市日期", "list_date", "listing_date", "valid_from"];
const DELISTED: &[&str] = &["退市日期", "终止上市日期", "delist_date", "valid_to"];

/// What stands in a table where nothing is known.
const NOTHING: &[&str] = &["", "-", "--", "—", "nan", "none", "null", "nat", "n/a", "<na>"];

/// How a table is read.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// Header of the column of names, where it is none of the usual ones.
    pub name: Option<String>,
    /// Header of the column of codes.
    pub code: Option<String>,
    /// Header of the column of registered names.
    pub full_name: Option<String>,
    /// Header of the column of aliases.
    pub aliases: Option<String>,
    /// Header of the column of former names.
    pub former_names: Option<String>,
    /// Kind of all entries; without it banks are told by their names, and who is built in keeps the kind it has there.
    pub kind: Option<Kind>,
    /// Leave out rows that the built-in dictionary says already.
    pub new_only: bool,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// Line of the table.
    pub line: u64,
    /// What is wrong, and what was expected.
    pub reason: String,
}

/// A table that has been read.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// The user dictionary.
    pub dictionary: String,
    /// Entries in it.
    pub entries: usize,
    /// Rows that were skipped.
    pub bad: Vec<Complaint>,
    /// Rows that were taken, with something mended in them.
    pub mended: Vec<Complaint>,
    /// Rows that say what the built-in dictionary says already, left out where that was asked for, or that stand twice.
    pub repeated: usize,
}

/// One row as it goes out.
struct Row {
    id: String,
    name: String,
    full_name: String,
    aliases: Vec<String>,
    former_names: Vec<String>,
    code: String,
    kind: Kind,
    dates: [String; 2],
}

/// Where the columns stand.
struct Table {
    name: usize,
    code: Option<usize>,
    full_name: Option<usize>,
    aliases: Option<usize>,
    former_names: Option<usize>,
    exchange: Option<usize>,
    dates: [Option<usize>; 2],
    /// Whether some code has six digits, so that shorter ones are taken for numbers that lost their zeros.
    mainland: bool,
}

/// Reads a CSV or TSV table with named columns into a user dictionary.
///
/// # Errors
/// A table without a header that names its column of names, or one in which no row can be read.
pub fn import(text: &str, options: &ImportOptions, builtin: &Lexicon) -> Result<Imported> {
    let (mut rows, torn) = csv_rows(text);
    let (at, mut table) = header(&rows, options)?;
    rows.drain(..=at);
    let bare = |cell: &str| cell.len() == 6 && cell.bytes().all(|byte| byte.is_ascii_digit());
    table.mainland = table.code.is_some_and(|at| rows.iter().any(|(_, cells)| cells.get(at).is_some_and(|c| bare(c))));
    let mut out = Imported { bad: torn, ..Imported::default() };
    let mut taken: IndexMap<String, (u64, Row)> = IndexMap::new();
    for (line, cells) in &rows {
        let complaint = |reason| Complaint { line: *line, reason };
        match table.row(cells, options, builtin) {
            Err(reason) => out.bad.push(complaint(reason)),
            Ok((row, mended)) => {
                let key = if row.code.is_empty() { row.name.clone() } else { row.code.clone() };
                match taken.get(&key) {
                    Some((_, first)) if first.name == row.name => out.repeated += 1,
                    Some((first, other)) => out.bad.push(complaint(format!(
                        "{} {} stands already in line {first} as {}; expected one row a code",
                        row.code, row.name, other.name
                    ))),
                    None if options.new_only && is_known(&row, builtin) => out.repeated += 1,
                    None => {
                        out.mended.extend(mended.map(complaint));
                        taken.insert(key, (*line, row));
                    }
                }
            }
        }
    }
    out.bad.sort_by_key(|bad| bad.line);
    if taken.is_empty() && out.repeated == 0 {
        let first =
            out.bad.first().map_or("it has no rows".to_owned(), |bad| format!("line {}: {}", bad.line, bad.reason));
        return Err(Error::dictionary(format!("no row of {} could be read: {first}", rows.len())));
    }
    out.entries = taken.len();
    out.dictionary = write(taken.into_values().map(|(_, row)| row).collect());
    Ok(out)
}

/// Rows with their lines and trimmed cells, and rows that a quote without an end tore; tabs part the cells if the first line
/// that counts holds one.
fn csv_rows(text: &str) -> (Vec<(u64, Vec<String>)>, Vec<Complaint>) {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |c: char| first.matches(c).count();
    let delimiter = match (first.contains('\t'), count(';') > count(',')) {
        (true, _) => b'\t',
        (_, true) => b';',
        _ => b',',
    };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut rows, mut torn) = (Vec::new(), Vec::new());
    for record in reader.records().filter_map(std::result::Result::ok) {
        let line = record.position().map_or(0, csv::Position::line);
        let breaks = record.iter().map(|cell| cell.matches('\n').count()).max().unwrap_or(0);
        let cells: Vec<String> = record.iter().map(|cell| canonical_name(&cell_of(cell))).collect();
        if breaks > 2 {
            torn.push(Complaint {
                line,
                reason: format!("a quote takes in {breaks} lines; expected its end in the row"),
            });
        } else if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push((line, cells));
        }
    }
    (rows, torn)
}

/// A cell without what spreadsheets put around numbers that are words: `="000001"`, `'000001`.
fn cell_of(cell: &str) -> String {
    let cell = cell.trim();
    let inner = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(cell);
    let inner = inner.strip_prefix('\'').unwrap_or(inner);
    if NOTHING.contains(&inner.to_lowercase().as_str()) { String::new() } else { inner.to_owned() }
}

/// The header: the first of the first ten rows that names a column of names. Titles may stand above it.
fn header(rows: &[(u64, Vec<String>)], options: &ImportOptions) -> Result<(usize, Table)> {
    let named = |cells: &[String], wanted: &str| cells.iter().position(|cell| cell.eq_ignore_ascii_case(wanted));
    let find = |cells: &[String], given: &Option<String>, usual: &[&str]| match given {
        Some(given) => named(cells, given),
        None => usual.iter().find_map(|word| named(cells, word)),
    };
    for (at, (_, cells)) in rows.iter().enumerate().take(10) {
        let Some(name) = find(cells, &options.name, NAME) else { continue };
        let column = |given: &Option<String>, usual: &[&str]| match find(cells, given, usual) {
            None if given.is_some() => Err(Error::config(format!(
                "there is no column {:?}; the header has {}",
                given.as_deref().unwrap_or_default(),
                cells.join(", ")
            ))),
            found => Ok(found),
        };
        let table = Table {
            name,
            code: column(&options.code, CODE)?,
            full_name: column(&options.full_name, FULL_NAME)?,
            aliases: column(&options.aliases, ALIASES)?,
            former_names: column(&options.former_names, FORMER_NAMES)?,
            exchange: find(cells, &None, EXCHANGE),
            dates: [find(cells, &None, LISTED), find(cells, &None, DELISTED)],
            mainland: false,
        };
        return Ok((at, table));
    }
    let first = rows.first().map_or_else(String::new, |(_, cells)| cells.join(", "));
    let expected = options.name.clone().map_or_else(|| NAME.join(", "), |name| format!("{name:?}"));
    Err(Error::dictionary(format!(
        "no column of names: the table begins with {first:?}; expected a header with {expected}, or --name-column"
    )))
}

impl Table {
    /// The entry of a row and what was mended in it.
    fn row(
        &self,
        cells: &[String],
        options: &ImportOptions,
        builtin: &Lexicon,
    ) -> Result<(Row, Option<String>), String> {
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).map_or("", String::as_str);
        let printed_name = cell(Some(self.name));
        let name = unpadded(printed_name);
        match name.chars().count() {
            0 => return Err("no name".to_owned()),
            1 => return Err(format!("{name:?} has one character and would never match; expected two at least")),
            _ if name.starts_with(['-', '#']) => return Err(format!("{name:?} begins with - or #; no name does")),
            _ if name.contains('|') => return Err(format!("{name:?} holds |, which parts the names of a list")),
            _ => {}
        }
        let printed = cell(self.code);
        let code = if printed.is_empty() { None } else { Some(self.code(printed, cell(self.exchange))?) };
        let mended = code
            .as_ref()
            .filter(|code| code.corrected)
            .map(|code| format!("{name} {printed}: the exchange does not fit the number, written {}", code.symbol));
        let known = code.as_ref().and_then(|code| builtin.entry_by_symbol(&code.symbol)).map(|id| builtin.entry(id));
        let full_name = unpadded(cell(self.full_name));
        let mut aliases = parts(cell(self.aliases));
        aliases.extend(without_mark(&name).map(str::to_owned));
        let mut former_names = parts(cell(self.former_names));
        aliases.retain(|alias| *alias != name && *alias != full_name);
        former_names.retain(|former| *former != name && *former != full_name && !aliases.contains(former));
        let says_bank = |name: &str| name.ends_with("银行") || name.contains("银行股份") || name.contains("银行有限");
        let kind = options
            .kind
            .or(known.map(|entry| entry.kind))
            .unwrap_or_else(|| if says_bank(&name) || says_bank(&full_name) { Kind::Bank } else { Kind::Firm });
        let row = Row {
            id: known.map_or_else(String::new, |entry| entry.id.clone()),
            full_name: if full_name == name { String::new() } else { full_name },
            code: code.map_or_else(String::new, |code| code.symbol),
            dates: [day(cell(self.dates[0]))?, day(cell(self.dates[1]))?],
            name,
            aliases,
            former_names,
            kind,
        };
        Ok((row, mended))
    }

    /// A code in any spelling. Bare numbers belong to the exchange that gives them out, or to the one the row names.
    fn code(&self, printed: &str, exchange: &str) -> Result<StockCode, String> {
        let printed = printed.strip_suffix(".0").unwrap_or(printed);
        let refuse = || {
            let at = if exchange.is_empty() { String::new() } else { format!(" at {exchange}") };
            format!(
                "{printed:?}{at} is no stock code, expected such as 600926.SH, sh600926, 600926, 00700.HK or BABA.N"
            )
        };
        if let Some(code) = code::parse(printed) {
            return Ok(code);
        }
        let market = market(exchange);
        let digits = printed.bytes().all(|byte| byte.is_ascii_digit());
        let read = match (digits, printed.len(), market) {
            (true, 6, None) => code::bare(printed),
            (true, 6, Some(market)) => code::parse(&format!("{printed}.{market}")),
            (true, 1..=5, Some("HK")) => code::parse(&format!("{printed}.HK")),
            (true, 1..=5, Some(market @ ("SH" | "SZ" | "BJ"))) => code::parse(&format!("{printed:0>6}.{market}")),
            // A spreadsheet took the zeros of 000001; a number that kept a leading zero at five digits is Hong Kong's.
            (true, 1..=5, None) if self.mainland && !(printed.len() == 5 && printed.starts_with('0')) => {
                code::bare(&format!("{printed:0>6}"))
            }
            (true, 1..=5, None) => code::parse(&format!("{printed}.HK")),
            (false, _, Some(market @ ("N" | "O" | "A"))) => code::parse(&format!("{printed}.{market}")),
            _ => None,
        };
        read.ok_or_else(refuse)
    }
}

/// The suffix of an exchange named in a table.
fn market(exchange: &str) -> Option<&'static str> {
    let upper = exchange.to_ascii_uppercase();
    let known: &[(&str, &str)] = &[
        ("HK", "HK"),
        ("港", "HK"),
        ("NYSE", "N"),
        ("XNYS", "N"),
        ("纽约", "N"),
        ("NASDAQ", "O"),
        ("XNAS", "O"),
        ("纳斯达克", "O"),
        ("AMEX", "A"),
        ("SH", "SH"),
        ("SSE", "SH"),
        ("XSHG", "SH"),
        ("上交", "SH"),
        ("上海", "SH"),
        ("沪", "SH"),
        ("SZ", "SZ"),
        ("XSHE", "SZ"),
        ("深", "SZ"),
        ("BJ", "BJ"),
        ("BSE", "BJ"),
        ("北交", "BJ"),
        ("北京", "BJ"),
    ];
    known.iter().find(|(word, _)| upper.contains(word)).map(|(_, suffix)| *suffix)
}

/// A name without the blanks that exchanges put between Han characters to fill a column: `万  科A`.
fn unpadded(name: &str) -> String {
    let han = |c: Option<char>| c.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let mut out = String::new();
    for (at, c) in name.char_indices() {
        if c != ' ' || !(han(out.chars().next_back()) && han(name[at + 1..].chars().next())) {
            out.push(c);
        }
    }
    out
}

/// The names of a list, however they are parted.
fn parts(cell: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let cell = cell.replace("->", "|").replace(">>", "|").replace(", ", "\u{1}");
    for part in cell.split(['|', ';', '；', '、', ',', '，', '→', '>']) {
        let part = unpadded(part.replace('\u{1}', ", ").trim());
        if part.chars().count() >= 2 && !out.contains(&part) {
            out.push(part);
        }
    }
    out
}

/// A name without the mark of its board: 九号公司-WD, 京东集团-SW.
fn without_mark(name: &str) -> Option<&str> {
    let (head, mark) = name.rsplit_once('-')?;
    let is_mark = (1..=3).contains(&mark.len()) && mark.bytes().all(|byte| b"BDRSUVW".contains(&byte));
    (is_mark && head.chars().count() >= 2).then_some(head)
}

/// A day as the dictionary writes it, from `20161027`, `2016/10/27` and their like.
fn day(printed: &str) -> Result<String, String> {
    if printed.is_empty() {
        return Ok(String::new());
    }
    let refuse = || format!("{printed:?} is no day, expected such as 2016-10-27");
    let date = printed.split([' ', 'T']).next().unwrap_or_default();
    let date = date.strip_suffix(".0").unwrap_or(date);
    let parts: Vec<&str> = match date.len() {
        8 if date.is_ascii() && !date.contains(['-', '/', '.']) => vec![&date[..4], &date[4..6], &date[6..]],
        _ => date.split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty()).collect(),
    };
    let numbers: Vec<i16> = parts.iter().map_while(|part| part.parse().ok()).collect();
    let [year, month, day] = numbers.as_slice() else { return Err(refuse()) };
    let short = |number: i16| i8::try_from(number).map_err(|_| refuse());
    Date::new(*year, short(*month)?, short(*day)?).map(|date| date.to_string()).map_err(|_| refuse())
}

/// The built-in dictionary has the entry with all these names.
fn is_known(row: &Row, builtin: &Lexicon) -> bool {
    let names = || std::iter::once(&row.name).chain(&row.aliases).chain(&row.former_names);
    builtin.entries().iter().filter(|entry| entry.id == row.id).any(|entry| {
        let says = |name: &str| name.is_empty() || entry.surfaces().any(|(other, _)| other == name);
        names().all(|name| says(name)) && says(&row.full_name)
    })
}

/// The rows as a user dictionary: the four columns, and those further ones that hold something.
fn write(rows: Vec<Row>) -> String {
    let mut columns: Vec<(&str, Vec<String>)> =
        ["name", "aliases", "code", "kind"].map(|name| (name, Vec::new())).into();
    columns.extend(["full_name", "former_names", "valid_from", "valid_to", "id"].map(|name| (name, Vec::new())));
    for row in rows {
        let kind = match row.kind {
            Kind::Bank => "bank",
            Kind::Institution => "institution",
            _ => "firm",
        };
        let [from, to] = row.dates;
        let cells = [
            row.name,
            row.aliases.join("|"),
            row.code,
            kind.to_owned(),
            row.full_name,
            row.former_names.join("|"),
            from,
            to,
            row.id,
        ];
        for ((_, column), cell) in columns.iter_mut().zip(cells) {
            column.push(cell);
        }
    }
    let shown: Vec<&(&str, Vec<String>)> = columns
        .iter()
        .enumerate()
        .filter(|(at, (_, cells))| *at < 4 || cells.iter().any(|cell| !cell.is_empty()))
        .map(|(_, column)| column)
        .collect();
    let mut out = shown.iter().map(|(name, _)| *name).collect::<Vec<_>>().join("\t") + "\n";
    for row in 0..columns[0].1.len() {
        out += &shown.iter().map(|(_, cells)| cells[row].as_str()).collect::<Vec<_>>().join("\t");
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dictionary(table: &str) -> Imported {
        import(table, &ImportOptions::default(), &Lexicon::builtin()).expect("imported")
    }

    fn codes(imported: &Imported) -> Vec<&str> {
        imported.dictionary.lines().skip(1).filter_map(|line| line.split('\t').nth(2)).collect()
    }

    #[test]
    fn codes_in_any_spelling_have_one_form() {
        let table = "证券代码,证券简称\nsh600926,甲行\n000001.XSHE,乙行\n920047,丙药\n\"=\"\"000002\"\"\",丁业\n2594,戊车\n00700,己讯\nBABA.N,庚巴\n";
        let imported = dictionary(table);
        assert_eq!(imported.bad, []);
        let expected = ["600926.SH", "000001.SZ", "920047.BJ", "000002.SZ", "002594.SZ", "00700.HK", "BABA.N"];
        assert_eq!(codes(&imported), expected);
    }

    #[test]
    fn short_numbers_alone_are_hong_kongs() {
        assert_eq!(codes(&dictionary("股份代號\t股份名稱\n1\t長和\n700\t騰訊控股\n")), ["00001.HK", "00700.HK"]);
    }

    #[test]
    fn names_lose_what_fills_a_column_and_banks_are_told() {
        let imported = dictionary(
            "A股代码,A股简称,公司全称,A股上市日期\n000002,万  科Ａ,万科企业股份有限公司,1991-01-29\n601997,贵阳银行,,2016/8/16\n",
        );
        let rows: Vec<&str> = imported.dictionary.lines().collect();
        assert_eq!(rows[0], "name\taliases\tcode\tkind\tfull_name\tvalid_from\tid");
        assert_eq!(rows[1], "万科A\t\t000002.SZ\tfirm\t万科企业股份有限公司\t1991-01-29\torg:000002.SZ");
        assert_eq!(rows[2], "贵阳银行\t\t601997.SH\tbank\t\t2016-08-16\torg:601997.SH");
    }

    #[test]
    fn bad_rows_are_told_and_skipped() {
        let imported = dictionary("code,name\n600926,甲行\n12345678,乙行\n600927,\n600926,丙行\n600926,甲行\n");
        let lines: Vec<u64> = imported.bad.iter().map(|bad| bad.line).collect();
        assert_eq!((lines, imported.entries, imported.repeated), (vec![3, 4, 5], 1, 1));
    }

    #[test]
    fn a_suffix_that_contradicts_the_number_is_mended_and_told() {
        let imported = dictionary("stock_code,short_name,exchange,list_date\n000977,浪潮,SH,\n");
        assert_eq!((codes(&imported), imported.mended.len()), (vec!["000977.SZ"], 1));
    }
}
