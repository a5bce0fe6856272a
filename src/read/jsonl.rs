//! JSON Lines: one article a line, read line by line; a line that is none loses only itself.

use super::{Failure, ReadOptions, decode, sha256};
use crate::article::{Article, Markup};
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::io::{BufRead, Read};

/// The articles of a JSON Lines input.
pub(super) struct Rows<R> {
    reader: R,
    name: String,
    options: ReadOptions,
    line: u64,
    ended: bool,
}

impl<R: BufRead> Rows<R> {
    pub(super) fn new(reader: R, name: String, options: ReadOptions) -> Self {
        Self { reader, name, options, line: 0, ended: false }
    }

    fn fail(&self, id: Option<String>, reason: String) -> Failure {
        Failure { source: self.name.clone(), line: Some(self.line), id, reason }
    }

    /// The next line that is not blank, without its end; a line over the limit is passed over and reported.
    fn line(&mut self) -> Option<Result<Vec<u8>, Failure>> {
        loop {
            let mut bytes = Vec::new();
            let limit = self.options.max_article_bytes as u64 + 1;
            self.line += 1;
            match self.reader.by_ref().take(limit).read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => {
                    self.ended = true;
                    return Some(Err(self.fail(None, format!("cannot be read further: {error}"))));
                }
            }
            if bytes.len() as u64 == limit && bytes.last() != Some(&b'\n') {
                if let Err(error) = self.skip_line() {
                    self.ended = true;
                    return Some(Err(self.fail(None, format!("cannot be read further: {error}"))));
                }
                let most = self.options.max_article_bytes;
                return Some(Err(
                    self.fail(None, format!("a line longer than {most} bytes, the limit of --max-article-bytes"))
                ));
            }
            if bytes.iter().any(|byte| !byte.is_ascii_whitespace()) {
                return Some(Ok(bytes));
            }
        }
    }

    fn skip_line(&mut self) -> std::io::Result<()> {
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(());
            }
            let end = memchr::memchr(b'\n', buffer);
            let used = end.map_or(buffer.len(), |end| end + 1);
            self.reader.consume(used);
            if end.is_some() {
                return Ok(());
            }
        }
    }

    fn article(&self, bytes: &[u8]) -> Result<Article, Failure> {
        let line = decode(bytes).map_err(|reason| self.fail(None, reason))?;
        let row: Value =
            serde_json::from_str(line.trim()).map_err(|error| self.fail(None, format!("no JSON object: {error}")))?;
        let Value::Object(row) = row else {
            return Err(self.fail(None, "JSON, but no object; expected {\"id\": …, \"text\": …}".to_owned()));
        };
        let id = first(&row, &self.options.id_fields)
            .and_then(words)
            .unwrap_or_else(|| format!("{}:{}", self.name, self.line));
        let fail = |reason: String| self.fail(Some(id.clone()), reason);
        let text = first(&row, &self.options.text_fields).and_then(Value::as_str).ok_or_else(|| {
            let keys: Vec<&str> = row.keys().map(String::as_str).collect();
            fail(format!(
                "no text: the row has {}, expected one of {} (see --text-field)",
                keys.join(" "),
                self.options.text_fields.join(" ")
            ))
        })?;
        let title = first(&row, &self.options.title_fields)
            .and_then(Value::as_str)
            .map(str::trim)
            .filter(|title| !title.is_empty());
        if text.trim().is_empty() && title.is_none() {
            return Err(fail("the text is empty".to_owned()));
        }
        let published = match first(&row, &self.options.date_fields) {
            None | Some(Value::Null) => self.options.published,
            Some(Value::String(empty)) if empty.trim().is_empty() => self.options.published,
            Some(value) => Some(day(value).ok_or_else(|| {
                fail(format!("{value} is no date; expected such as 2026-07-11, 2026/7/11, 20260711, with or without time, or seconds since 1970"))
            })?),
        };
        let source = row.get("source").and_then(Value::as_str).map_or_else(|| id.clone(), str::to_owned);
        Ok(Article {
            title: title.map(str::to_owned),
            sha256: sha256(text),
            text: text.to_owned(),
            published,
            markup: Markup::Plain,
            is_file: false,
            source,
            id,
        })
    }
}

impl<R: BufRead> Iterator for Rows<R> {
    type Item = Result<Article, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let line = self.line()?;
        Some(line.and_then(|bytes| self.article(&bytes)))
    }
}

fn first<'r>(row: &'r Map<String, Value>, names: &[String]) -> Option<&'r Value> {
    names.iter().filter_map(|name| row.get(name)).find(|value| !value.is_null())
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(words) if !words.is_empty() => Some(words.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A day in any usual spelling. A time with a zone counts in Beijing (UTC+8), as the news does.
fn day(value: &Value) -> Option<Date> {
    let beijing = |seconds: i64| {
        let stamp = jiff::Timestamp::from_second(seconds).ok()?;
        Some(jiff::tz::Offset::constant(8).to_datetime(stamp).date())
    };
    match value {
        Value::Number(number) => {
            let number = number.as_i64()?;
            match number {
                19_000_101..=21_001_231 => day(&Value::String(number.to_string())),
                // Milliseconds have thirteen digits in our century.
                100_000_000_000.. => beijing(number / 1000),
                _ => beijing(number),
            }
        }
        Value::String(words) => {
            let words = words.trim();
            if let Ok(stamp) = words.parse::<jiff::Timestamp>() {
                return beijing(stamp.as_second());
            }
            let digits: Vec<&str> =
                words.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
            let (year, month, day) = match digits.as_slice() {
                [whole, ..] if whole.len() == 8 || whole.len() == 14 => (&whole[..4], &whole[4..6], &whole[6..8]),
                [whole] if whole.len() == 10 || whole.len() == 13 => {
                    return self::day(&Value::Number(whole.parse::<i64>().ok()?.into()));
                }
                [year, month, day, ..] if year.len() == 4 => (*year, *month, *day),
                _ => return None,
            };
            Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_every_usual_spelling() {
        for value in [
            "\"2026-07-11\"",
            "\"2026/7/11\"",
            "\"20260711\"",
            "\"2026年7月11日\"",
            "\"2026-07-11 08:30:00\"",
            "\"2026-07-10T17:00:00Z\"",
            "\"20260711083000\"",
            "1783699200",
            "1783699200000",
            "20260711",
        ] {
            let value: Value = serde_json::from_str(value).expect("JSON");
            assert_eq!(day(&value).map(|day| day.to_string()).as_deref(), Some("2026-07-11"), "{value}");
        }
        for value in ["\"soon\"", "\"2026-13-01\"", "true"] {
            assert_eq!(day(&serde_json::from_str(value).expect("JSON")), None, "{value}");
        }
    }
}
