//! SQLite, the embedded default: tables and the `committed` view of DESIGN §8, one transaction per batch, upsert by id.

use super::{DocumentRecords, Manifest, Sink};
use crate::error::{Error, Result};
use crate::record::{Evidence, Record};
use rusqlite::{Connection, Transaction, params};
use serde::Serialize;

/// The statements that make the tables and the view; `rongzi schema sql` prints them.
pub const DDL: &str = include_str!("sqlite.sql");

/// Version of the tables, kept in `PRAGMA user_version`.
pub const SCHEMA_VERSION: i64 = 1;

/// An SQLite file.
pub(super) struct Sqlite {
    connection: Connection,
    target: String,
}

impl Sqlite {
    pub(super) fn open(target: &str, manifest: &Manifest) -> Result<Self> {
        let failed =
            |error: rusqlite::Error| Error::sink(format!("opening the SQLite file {target}")).with_source(error);
        let connection = Connection::open(target).map_err(failed)?;
        let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(failed)?;
        if version != 0 && version != SCHEMA_VERSION {
            return Err(Error::sink(format!(
                "opening the SQLite file {target}: its tables have version {version}, expected {SCHEMA_VERSION}; write to a new file"
            )));
        }
        connection
            .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;")
            .map_err(failed)?;
        connection.execute_batch(DDL).map_err(failed)?;
        connection.pragma_update(None, "user_version", SCHEMA_VERSION).map_err(failed)?;
        connection
            .execute(
                "INSERT INTO run (version, started, inputs) VALUES (?1, ?2, ?3)",
                params![manifest.version, manifest.started, manifest.inputs.join("\n")],
            )
            .map_err(failed)?;
        Ok(Self { connection, target: target.to_owned() })
    }
}

impl Sink for Sqlite {
    fn write(&mut self, batch: &[DocumentRecords]) -> Result<bool> {
        let target = self.target.clone();
        let failed = |error: rusqlite::Error| Error::sink(format!("writing a batch to {target}")).with_source(error);
        let transaction = self.connection.transaction().map_err(failed)?;
        for (index, document) in batch.iter().enumerate() {
            // The documents of an article stand together in a batch.
            if index == 0 || batch[index - 1].article != document.article {
                forget(&transaction, &document.article).map_err(failed)?;
            }
            insert(&transaction, document).map_err(|error| {
                Error::sink(format!("writing document {} to {target}", document.doc.id)).with_source(error)
            })?;
        }
        transaction.commit().map_err(failed)?;
        Ok(true)
    }

    fn finish(self: Box<Self>) -> Result<()> {
        let failed = |error: rusqlite::Error| Error::sink(format!("closing {}", self.target)).with_source(error);
        // One file without side files, ready to be moved.
        self.connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);").map_err(failed)
    }
}

/// A closed enumeration as its word in the record.
fn word<T: Serialize>(value: &T) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

fn list<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A decimal string as SQLite's integer where it is whole, else as its text (NUMERIC makes a real of it).
fn numeric(value: Option<&String>) -> rusqlite::types::Value {
    use rusqlite::types::Value;
    match value {
        None => Value::Null,
        Some(text) => text.parse::<i64>().map_or_else(|_| Value::Text(text.clone()), Value::Integer),
    }
}

/// Removes what an earlier run found in an article.
fn forget(transaction: &Transaction<'_>, article: &str) -> rusqlite::Result<()> {
    transaction.prepare_cached("DELETE FROM document WHERE article_id = ?1")?.execute([article]).map(|_| ())
}

fn insert(transaction: &Transaction<'_>, document: &DocumentRecords) -> rusqlite::Result<()> {
    let doc = &document.doc;
    transaction.prepare_cached("DELETE FROM event WHERE doc_id = ?1")?.execute([&doc.id])?;
    transaction
        .prepare_cached(
            "INSERT INTO document VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (doc_id) DO UPDATE SET article_id = excluded.article_id, source = excluded.source, sha256 = excluded.sha256, title = excluded.title,
               published_start = excluded.published_start, published_end = excluded.published_end,
               published_source = excluded.published_source",
        )?
        .execute(params![
            doc.id,
            document.article,
            doc.source,
            doc.sha256,
            doc.title,
            doc.published.start,
            doc.published.end,
            doc.published.source.as_ref().and_then(word)
        ])?;
    for (seq, record) in document.records.iter().enumerate() {
        event(transaction, seq, record)?;
    }
    Ok(())
}

fn event(transaction: &Transaction<'_>, seq: usize, record: &Record) -> rusqlite::Result<()> {
    let amount = record.amount.as_ref();
    let (shares, ratio) = (record.shares.as_ref(), record.ratio.as_ref());
    let (price, valuation) = (record.price.as_ref(), record.valuation.as_ref());
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
               ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42, ?43,
               ?44, ?45, ?46, ?47, ?48)",
        )?
        .execute(params![
            record.event_id,
            record.event_key,
            record.doc.id,
            seq as i64,
            record.kind,
            word(&record.status),
            record.instrument,
            record.round,
            record.stage,
            record.purpose,
            list(&record.doc.section),
            amount.map(|amount| &amount.raw),
            numeric(amount.and_then(|amount| amount.min.as_ref())),
            numeric(amount.and_then(|amount| amount.max.as_ref())),
            numeric(amount.and_then(|amount| amount.from.as_ref())),
            amount.and_then(|amount| amount.min.as_ref()),
            amount.and_then(|amount| amount.max.as_ref()),
            amount.and_then(|amount| amount.from.as_ref()),
            amount.and_then(|amount| word(&amount.comparator)),
            amount.and_then(|amount| word(&amount.kind)),
            amount.map(|amount| &amount.currency),
            amount.and_then(|amount| word(&amount.currency_source)),
            numeric(shares.and_then(|shares| shares.min.as_ref())),
            numeric(shares.and_then(|shares| shares.max.as_ref())),
            shares.map(|shares| &shares.raw),
            numeric(ratio.and_then(|ratio| ratio.min.as_ref())),
            numeric(ratio.and_then(|ratio| ratio.max.as_ref())),
            ratio.and_then(|ratio| word(&ratio.base)),
            ratio.map(|ratio| &ratio.raw),
            numeric(price.and_then(|price| price.min.as_ref())),
            numeric(price.and_then(|price| price.max.as_ref())),
            price.map(|price| &price.currency),
            price.map(|price| &price.raw),
            numeric(valuation.and_then(|valuation| valuation.min.as_ref())),
            numeric(valuation.and_then(|valuation| valuation.max.as_ref())),
            valuation.map(|valuation| &valuation.currency),
            valuation.map(|valuation| &valuation.raw),
            record.term.as_ref().map(|term| &term.raw),
            record.term.as_ref().map(|term| &term.iso),
            record.rate,
            record.attribution,
            record.series_id,
            record.counts_toward_total,
            record.confidence,
            record.mentions,
            list(&record.rules),
            list(&record.missing),
            list(record),
        ])?;
    for (seq, party) in record.parties.iter().enumerate() {
        let code = party.code.as_ref();
        transaction
            .prepare_cached(
                "INSERT INTO event_party VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,
               ?16, ?17, ?18, ?19, ?20, ?21, ?22)",
            )?
            .execute(params![
                record.event_id,
                seq as i64,
                party.role,
                word(&party.side),
                word(&party.kind),
                party.name,
                party.surface,
                list(&party.surfaces),
                party.entity_id,
                code.map(|code| &code.symbol),
                code.map(|code| &code.mic),
                code.and_then(|code| code.printed.as_ref()),
                code.map(|code| code.corrected),
                party.branch,
                party.amount.as_ref().map(|amount| &amount.raw),
                numeric(party.amount.as_ref().and_then(|amount| amount.min.as_ref())),
                numeric(party.amount.as_ref().and_then(|amount| amount.max.as_ref())),
                party.amount.as_ref().map(|amount| &amount.currency),
                party.ratio.as_ref().map(|ratio| &ratio.raw),
                numeric(party.ratio.as_ref().and_then(|ratio| ratio.min.as_ref())),
                numeric(party.ratio.as_ref().and_then(|ratio| ratio.max.as_ref())),
                list(&party.via),
            ])?;
    }
    for (seq, date) in record.dates.iter().enumerate() {
        transaction.prepare_cached("INSERT INTO event_date VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?.execute(
            params![
                record.event_id,
                seq as i64,
                word(&date.role),
                date.raw,
                date.edtf,
                date.start,
                date.end,
                word(&date.precision),
                word(&date.source),
            ],
        )?;
    }
    let segments = record
        .evidence
        .iter()
        .flat_map(|Evidence { field, segments }| segments.iter().map(move |segment| (field, segment)));
    for (seq, (field, segment)) in segments.enumerate() {
        transaction
            .prepare_cached("INSERT INTO event_evidence VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")?
            .execute(params![
                record.event_id,
                seq as i64,
                field,
                segment.quote,
                segment.zone.as_ref(),
                segment.line,
                segment.char[0],
                segment.char[1],
                segment.byte[0],
                segment.byte[1],
            ])?;
    }
    for warning in &record.warnings {
        transaction
            .prepare_cached("INSERT OR IGNORE INTO event_warning VALUES (?1, ?2)")?
            .execute(params![record.event_id, word(warning)])?;
    }
    Ok(())
}
