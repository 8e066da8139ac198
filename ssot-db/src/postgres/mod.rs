//! PostgreSQL: single reads share a few pipelined connections, everything else has a connection for itself.
//!
//! A connection answers in order, so a slow read holds up those behind it. On a shared connection a read therefore has only
//! a moment ([`PostgresConfig::patience`]); one that needs more starts again on a connection of its own. Reads of rows by their keys share
//! statements, too ([`coalesce`]).

mod address;
mod cell;
mod coalesce;
mod config;
mod error;
mod link;
mod listen;
mod numeric;
mod parameter;
mod script;
mod security;
mod shared;

use std::fmt;
use std::sync::Arc;

use futures_util::future::try_join_all;

use self::address::Address;
use self::link::{Link, Rows, Writing};
use self::shared::Shared;
use crate::failure::{Failure, Remedy};
use crate::listen::Source;
use crate::pool::Pool;
use crate::task::finish;
use crate::{Error, Outcome, Script, ScriptError, Sink, Statement};

pub use config::PostgresConfig;
pub(crate) use listen::Channel;

/// How often a script that lost against another transaction, or whose tables changed, is run again.
const REPEATS: usize = 2;

/// An open database.
#[derive(Clone)]
pub(crate) struct Postgres(Arc<Engine>);

struct Engine {
    address: Address,
    shared: Shared,
    pool: Pool<Writing>,
    row_security: bool,
}

impl fmt::Debug for Postgres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Postgres")
    }
}

impl Postgres {
    pub(crate) async fn connect(config: PostgresConfig) -> Result<Self, Error> {
        let address = Address::parse(&config)?;
        let arrivals = Arc::default();
        let patience = config.patience.min(config.statement_timeout);
        let shared = Shared::new(config.readers, address.clone(), patience, Arc::clone(&arrivals));
        let writing = Writing { address: address.clone(), statement_timeout: config.statement_timeout, arrivals };
        let postgres = Self(Arc::new(Engine {
            address,
            shared,
            pool: Pool::new(config.writers, writing),
            row_security: config.row_security,
        }));
        postgres.ping().await?;
        if config.row_security {
            let lease = postgres.0.pool.lease().await?;
            security::check(&lease.link).await?;
            lease.give_back();
        }
        Ok(postgres)
    }

    pub(crate) fn has_row_security(&self) -> bool {
        self.0.row_security
    }

    pub(crate) async fn read<S: Sink>(&self, statement: Statement, mut sink: S) -> Result<S, Error> {
        if let Some(found) = coalesce::stand_in_line(&statement, &self.0)
            && let Ok(found) = found.await
        {
            if let Some(row) = found {
                sink.row(&*row)?;
            }
            return Ok(sink);
        }
        let share = match self.0.shared.share().await {
            Ok(share) => share,
            // Somebody who writes has found the way back, and may have written what this is to show.
            Err(_) if self.0.pool.has_idle() => return Box::pin(self.read_alone(&statement, sink)).await,
            Err(error) => return Err(error),
        };
        let failure = match self.0.read(&share.link, &statement, &mut sink).await {
            Ok(()) => return Ok(sink),
            Err(failure) => failure,
        };
        match failure.remedy {
            Remedy::Prepare => share.link.forget_statements(),
            Remedy::Reconnect | Remedy::Patience => {}
            Remedy::None | Remedy::Repeat => return Err(failure.error),
        }
        drop(share);
        sink.reset();
        // Boxed, as all that is rare: the room for it is moved with every read.
        Box::pin(self.read_alone(&statement, sink)).await
    }

    /// A read on a connection of its own, which has all the time there is.
    async fn read_alone<S: Sink>(&self, statement: &Statement, mut sink: S) -> Result<S, Error> {
        let lease = self.0.pool.lease().await?;
        let mut result = self.0.read(&lease.link, statement, &mut sink).await;
        if is_stale(&lease.link, &result) {
            sink.reset();
            result = self.0.read(&lease.link, statement, &mut sink).await;
        }
        lease.give_back();
        result.map_err(|failure| failure.error)?;
        Ok(sink)
    }

    pub(crate) async fn read_many<S: Sink>(&self, reads: Vec<(Statement, S)>) -> Result<Vec<S>, Error> {
        try_join_all(reads.into_iter().map(|(statement, sink)| self.read(statement, sink))).await
    }

    pub(crate) async fn run(&self, script: Script) -> Result<Outcome, ScriptError> {
        let engine = Arc::clone(&self.0);
        finish(async move { engine.run(&script).await })
            .await
            .unwrap_or_else(|error| Err(ScriptError::Database { step: 0, error }))
    }

    pub(crate) async fn batch(&self, sql: &str) -> Result<(), Error> {
        self.set_up(sql, false).await?;
        Ok(())
    }

    pub(crate) async fn apply(&self, sql: &str) -> Result<bool, Error> {
        self.set_up(sql, true).await
    }

    async fn set_up(&self, sql: &str, only_if_empty: bool) -> Result<bool, Error> {
        let (engine, sql) = (Arc::clone(&self.0), sql.to_owned());
        let work = async move {
            let lease = engine.pool.lease().await?;
            let result = script::batch(&lease.link, &sql, only_if_empty).await;
            lease.give_back();
            result
        };
        finish(work).await?
    }

    pub(crate) async fn listen(&self, channel: &'static str) -> Result<Source, Error> {
        Channel::open(&self.0.address, channel).await.map(Source::Postgres)
    }

    pub(crate) async fn ping(&self) -> Result<(), Error> {
        let share = self.0.shared.share().await?;
        share.link.client.batch_execute("").await.map_err(|error| Failure::from(error).error)
    }

    #[allow(clippy::unused_async, reason = "the engines share one face")]
    pub(crate) async fn close(&self) {
        self.0.shared.close();
        self.0.pool.close();
    }
}

impl Engine {
    async fn read<R: Rows>(&self, link: &Link, statement: &Statement, rows: &mut R) -> Result<(), Failure> {
        if self.row_security { security::read(link, statement, rows).await } else { link.read(statement, rows).await }
    }

    async fn run(&self, script: &Script) -> Result<Outcome, ScriptError> {
        let unreachable = |error| ScriptError::Database { step: 0, error };
        let mut repeats = 0;
        loop {
            let lease = self.pool.lease().await.map_err(unreachable)?;
            let context = if self.row_security { script.context.as_setting() } else { None };
            let result = script::run(&lease.link, script, context).await;
            if matches!(&result, Err(failed) if failed.remedy == Remedy::Prepare) {
                lease.link.forget_statements();
            }
            lease.give_back();
            match result {
                Ok(outcome) => return Ok(outcome),
                Err(failed) if matches!(failed.remedy, Remedy::Repeat | Remedy::Prepare) && repeats < REPEATS => {
                    repeats += 1;
                }
                Err(failed) => return Err(failed.error),
            }
        }
    }
}

/// Whether a read failed because its tables have changed; then its next try prepares it anew.
fn is_stale(link: &Link, result: &Result<(), Failure>) -> bool {
    let stale = matches!(result, Err(failure) if failure.remedy == Remedy::Prepare);
    if stale {
        link.forget_statements();
    }
    stale
}
