//! SQLite: reads run on the thread that asks, writes on one thread of their own.
//!
//! A cheap read costs less than handing it to another thread would, so it runs inline. One that turns out to be expensive
//! is stopped after about a millisecond and starts again on a thread that may block, with a connection of its own.

mod aggregate;
mod config;
mod connection;
mod decimal;
mod error;
mod folder;
mod json;
mod lease;
mod readers;
mod script;
mod writer;

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use rusqlite::functions::FunctionFlags;
use tokio::sync::Semaphore;

use self::folder::Folder;
use self::readers::Readers;
use self::writer::Writer;
use crate::listen::Source;
use crate::{Error, ErrorKind, Outcome, Script, ScriptError, Sink, Statement};

pub use config::SqliteConfig;

/// What our SQL functions are: the same for the same values, and harmless wherever they stand.
const PURE: FunctionFlags =
    FunctionFlags::SQLITE_UTF8.union(FunctionFlags::SQLITE_DETERMINISTIC).union(FunctionFlags::SQLITE_INNOCUOUS);

/// After so many reads a connection asks for the lock that all share.
const OFTEN: u32 = 64;

/// An open database.
#[derive(Debug, Clone)]
pub(crate) struct Sqlite(Arc<Shared>);

struct Shared {
    config: SqliteConfig,
    /// For cheap reads.
    inline: Readers,
    /// For expensive reads, as many as `turns`.
    patient: Readers,
    turns: Semaphore,
    writer: Writer,
    /// After everything that has files in it.
    _folder: Option<Folder>,
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sqlite").field("config", &self.config).finish_non_exhaustive()
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.close();
    }
}

impl Shared {
    fn close(&self) {
        self.inline.close();
        self.patient.close();
        self.writer.stop();
    }
}

fn closed() -> Error {
    Error { kind: ErrorKind::Unavailable, detail: "the database is closed".into() }
}

impl Sqlite {
    pub(crate) fn open(config: SqliteConfig) -> Result<Self, Error> {
        let folder = match config.path {
            Some(_) => None,
            None => Some(Folder::create()?),
        };
        let path = match (&config.path, &folder) {
            (Some(path), _) => path.clone(),
            (None, Some(folder)) => folder.path().join("temporary.db"),
            (None, None) => unreachable!("a folder was made above"),
        };
        let writer = Writer::start(&path, &config)?;
        let turns = config.readers.clamp(1, 4);
        Ok(Self(Arc::new(Shared {
            inline: Readers::open(config.readers, &path, &config)?,
            patient: Readers::open(turns, &path, &config)?,
            turns: Semaphore::new(turns),
            writer,
            _folder: folder,
            config,
        })))
    }

    pub(crate) async fn read<S: Sink>(&self, statement: Statement, mut sink: S) -> Result<S, Error> {
        let (cheap, often) = self
            .0
            .inline
            .with(|connection| Ok((connection.read_if_cheap(&statement, &mut sink)?, connection.counts_to(OFTEN))))?;
        if often {
            self.0.writer.lease();
        }
        if cheap {
            return Ok(sink);
        }
        sink.reset();
        self.read_patiently(statement, sink).await
    }

    async fn read_patiently<S: Sink>(&self, statement: Statement, mut sink: S) -> Result<S, Error> {
        let timeout = self.0.config.statement_timeout;
        let started = Instant::now();
        let turn = tokio::time::timeout(timeout, self.0.turns.acquire()).await;
        let Ok(Ok(_turn)) = turn else {
            return Err(Error { kind: ErrorKind::Unavailable, detail: "too many expensive reads at once".into() });
        };
        let shared = Arc::clone(&self.0);
        let read = move || {
            shared.patient.with(|connection| {
                connection.limit(timeout.saturating_sub(started.elapsed()));
                connection.read(&statement, &mut sink)
            })?;
            Ok(sink)
        };
        tokio::task::spawn_blocking(read).await.unwrap_or_else(|error| {
            Err(Error { kind: ErrorKind::Other, detail: format!("the read came to no end: {error}") })
        })
    }

    pub(crate) async fn read_many<S: Sink>(&self, reads: Vec<(Statement, S)>) -> Result<Vec<S>, Error> {
        let mut sinks = Vec::with_capacity(reads.len());
        for (statement, sink) in reads {
            sinks.push(self.read(statement, sink).await?);
        }
        Ok(sinks)
    }

    pub(crate) async fn run(&self, script: Script) -> Result<Outcome, ScriptError> {
        self.0.writer.run(script).await
    }

    pub(crate) async fn batch(&self, sql: &str) -> Result<(), Error> {
        self.0.writer.batch(sql).await
    }

    pub(crate) async fn apply(&self, sql: &str) -> Result<bool, Error> {
        self.0.writer.apply(sql).await
    }

    #[allow(clippy::unused_async, reason = "the engines share one face")]
    pub(crate) async fn listen(&self, _channel: &'static str) -> Result<Source, Error> {
        Ok(Source::Commits(self.0.writer.commits()))
    }

    #[allow(clippy::unused_async, reason = "the engines share one face")]
    pub(crate) async fn ping(&self) -> Result<(), Error> {
        self.0.inline.with(|connection| {
            connection.limit(self.0.config.statement_timeout);
            Ok(connection.raw().query_row("SELECT 1 FROM sqlite_schema LIMIT 1", [], |_| Ok(())).or_else(|error| {
                match error {
                    rusqlite::Error::QueryReturnedNoRows => Ok(()),
                    other => Err(other),
                }
            })?)
        })
    }

    pub(crate) async fn close(&self) {
        let shared = Arc::clone(&self.0);
        // Waits for the writer to finish what it has.
        let _ = tokio::task::spawn_blocking(move || shared.close()).await;
    }
}
