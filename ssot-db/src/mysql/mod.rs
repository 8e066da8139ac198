//! MariaDB: every read and every transaction has a connection for itself, out of two small pools.
//!
//! The protocol answers one statement at a time, so that there is nothing to share. Statements stay prepared with their
//! connection. MySQL 8 speaks nearly the same SQL, and is refused: nothing here has been tried on it.

mod address;
mod cell;
mod config;
mod error;
mod link;
mod parameter;
mod script;

use std::fmt;
use std::sync::Arc;

use futures_util::future::try_join_all;
use tokio::sync::watch;

use self::address::Address;
use self::link::{Link, Maker, Purpose};
use crate::failure::Remedy;
use crate::listen::Source;
use crate::pool::Pool;
use crate::task::finish;
use crate::{Error, Outcome, Script, ScriptError, Sink, Statement};

pub use config::MysqlConfig;

/// How often a script that lost against another transaction is run again.
const REPEATS: usize = 3;

/// An open database.
#[derive(Clone)]
pub(crate) struct Mysql(Arc<Engine>);

struct Engine {
    address: Address,
    readers: Pool<Maker>,
    writers: Pool<Maker>,
    /// Counts the transactions of this process.
    commits: watch::Sender<u64>,
}

impl fmt::Debug for Mysql {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mysql")
    }
}

impl Mysql {
    pub(crate) async fn connect(config: MysqlConfig) -> Result<Self, Error> {
        let address = Address::parse(&config)?;
        let pool = |count, purpose| Pool::new(count, Maker { address: address.clone(), purpose });
        let mysql = Self(Arc::new(Engine {
            readers: pool(config.readers, Purpose::Reading),
            writers: pool(config.writers, Purpose::Writing),
            address,
            commits: watch::channel(0).0,
        }));
        mysql.ping().await?;
        Ok(mysql)
    }

    pub(crate) async fn read<S: Sink>(&self, statement: Statement, mut sink: S) -> Result<S, Error> {
        loop {
            let mut lease = self.0.readers.lease().await?;
            let is_new = lease.is_new;
            match lease.link.read(&statement, &mut sink).await {
                Ok(()) => {
                    lease.give_back();
                    return Ok(sink);
                }
                // It may have been lost long ago: nobody hears of that before the next statement.
                Err(failure) if failure.remedy == Remedy::Reconnect && !is_new => {
                    self.0.readers.forget();
                    sink.reset();
                }
                Err(failure) if failure.remedy == Remedy::Reconnect => return Err(failure.error),
                Err(failure) => {
                    lease.give_back();
                    return Err(failure.error);
                }
            }
        }
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
        let (engine, sql) = (Arc::clone(&self.0), sql.to_owned());
        let work = async move {
            engine.writers.check_open()?;
            let mut link = Link::connect(&engine.address, Purpose::SettingUp).await?;
            script::batch(&mut link, &sql).await
        };
        finish(work).await?
    }

    pub(crate) async fn apply(&self, sql: &str) -> Result<bool, Error> {
        let (engine, sql) = (Arc::clone(&self.0), sql.to_owned());
        let work = async move {
            engine.writers.check_open()?;
            let mut link = Link::connect(&engine.address, Purpose::SettingUp).await?;
            script::apply(&mut link, &sql).await
        };
        finish(work).await?
    }

    #[allow(clippy::unused_async, reason = "the engines share one face")]
    pub(crate) async fn listen(&self, _channel: &'static str) -> Result<Source, Error> {
        Ok(Source::Commits(self.0.commits.subscribe()))
    }

    pub(crate) async fn ping(&self) -> Result<(), Error> {
        let statement = Statement::new("SELECT 1", Vec::new(), crate::Context::None);
        self.read(statement, Nothing).await?;
        Ok(())
    }

    #[allow(clippy::unused_async, reason = "the engines share one face")]
    pub(crate) async fn close(&self) {
        self.0.readers.close();
        self.0.writers.close();
    }
}

impl Engine {
    async fn run(&self, script: &Script) -> Result<Outcome, ScriptError> {
        let unreachable = |error| ScriptError::Database { step: 0, error };
        let mut repeats = 0;
        loop {
            let mut lease = self.writers.lease().await.map_err(unreachable)?;
            let is_new = lease.is_new;
            match script::run(&mut lease.link, script).await {
                Ok(outcome) => {
                    lease.give_back();
                    self.commits.send_modify(|count| *count += 1);
                    return Ok(outcome);
                }
                Err(failed) if failed.remedy == Remedy::Reconnect => {
                    self.writers.forget();
                    if is_new || !failed.at_begin {
                        return Err(failed.error);
                    }
                }
                Err(failed) => {
                    lease.give_back();
                    if failed.remedy != Remedy::Repeat || repeats >= REPEATS {
                        return Err(failed.error);
                    }
                    repeats += 1;
                }
            }
        }
    }
}

/// A sink that looks at nothing.
struct Nothing;

impl Sink for Nothing {
    fn row(&mut self, _: &dyn crate::Row) -> Result<(), Error> {
        Ok(())
    }

    fn reset(&mut self) {}
}
