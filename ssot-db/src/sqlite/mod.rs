//! The Sqlite engine.

mod config;

use crate::{Error, ErrorKind, Outcome, Script, ScriptError, Sink, Statement};

pub use config::SqliteConfig;

/// An open database.
#[derive(Debug, Clone)]
pub(crate) struct Sqlite;

fn missing() -> Error {
    Error { kind: ErrorKind::Unavailable, detail: "this engine is not written yet".into() }
}

impl Sqlite {
    pub(crate) async fn read<S: Sink>(&self, _: Statement, _: S) -> Result<S, Error> { Err(missing()) }
    pub(crate) async fn read_many<S: Sink>(&self, _: Vec<(Statement, S)>) -> Result<Vec<S>, Error> { Err(missing()) }
    pub(crate) async fn run(&self, _: Script) -> Result<Outcome, ScriptError> { Err(ScriptError::Database { step: 0, error: missing() }) }
    pub(crate) async fn batch(&self, _: &str) -> Result<(), Error> { Err(missing()) }
    pub(crate) async fn apply(&self, _: &str) -> Result<bool, Error> { Err(missing()) }
    pub(crate) async fn ping(&self) -> Result<(), Error> { Err(missing()) }
    pub(crate) async fn close(&self) {}
}
impl Sqlite { pub(crate) fn open(_: SqliteConfig) -> Result<Self, Error> { Err(missing()) } }
