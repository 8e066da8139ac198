//! The Postgres engine.

mod config;

use crate::{Error, ErrorKind, Outcome, Script, ScriptError, Sink, Statement};

pub use config::PostgresConfig;

/// An open database.
#[derive(Debug, Clone)]
pub(crate) struct Postgres;

fn missing() -> Error {
    Error { kind: ErrorKind::Unavailable, detail: "this engine is not written yet".into() }
}

impl Postgres {
    pub(crate) async fn read<S: Sink>(&self, _: Statement, _: S) -> Result<S, Error> {
        Err(missing())
    }
    pub(crate) async fn read_many<S: Sink>(&self, _: Vec<(Statement, S)>) -> Result<Vec<S>, Error> {
        Err(missing())
    }
    pub(crate) async fn run(&self, _: Script) -> Result<Outcome, ScriptError> {
        Err(ScriptError::Database { step: 0, error: missing() })
    }
    pub(crate) async fn batch(&self, _: &str) -> Result<(), Error> {
        Err(missing())
    }
    pub(crate) async fn apply(&self, _: &str) -> Result<bool, Error> {
        Err(missing())
    }
    pub(crate) async fn ping(&self) -> Result<(), Error> {
        Err(missing())
    }
    pub(crate) async fn close(&self) {}
}
impl Postgres {
    pub(crate) async fn connect(_: PostgresConfig) -> Result<Self, Error> {
        Err(missing())
    }
}
