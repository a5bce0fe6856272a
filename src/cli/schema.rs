//! `rongzi schema`: the shape of the records, as JSON Schema or as SQL.

use super::{Outcome, print};
use clap::{Args, ValueEnum};

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Which description
    #[arg(value_enum, default_value = "json")]
    form: Form,
    /// SQL dialect
    #[arg(long, value_enum, default_value = "sqlite")]
    dialect: Dialect,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    /// JSON Schema (2020-12) of one record
    Json,
    /// Tables and the view committed
    Sql,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Dialect {
    /// SQLite 3.37 or later
    Sqlite,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    match (arguments.form, arguments.dialect) {
        (Form::Json, _) => print(crate::record::JSON_SCHEMA)?,
        (Form::Sql, Dialect::Sqlite) => print(crate::write::sqlite::DDL)?,
    }
    Ok(Outcome::Good)
}
