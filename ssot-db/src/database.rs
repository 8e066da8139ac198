//! A database of any engine behind one face.

#[cfg(feature = "mysql")]
use crate::mysql::{Mysql, MysqlConfig};
#[cfg(feature = "postgres")]
use crate::postgres::{Postgres, PostgresConfig};
#[cfg(feature = "sqlite")]
use crate::sqlite::{Sqlite, SqliteConfig};
use crate::{Dialect, Error, Listener, Outcome, Script, ScriptError, Sink, Statement};

/// An open database. Clones share it.
#[derive(Debug, Clone)]
pub struct Database {
    engine: Engine,
}

#[derive(Debug, Clone)]
enum Engine {
    #[cfg(feature = "sqlite")]
    Sqlite(Sqlite),
    #[cfg(feature = "postgres")]
    Postgres(Postgres),
    #[cfg(feature = "mysql")]
    Mysql(Mysql),
    /// Without a driver there is no way to open a database.
    #[cfg(not(any(feature = "sqlite", feature = "postgres", feature = "mysql")))]
    None(std::convert::Infallible),
}

/// Calls the engine there is. Awaits stay inside, so that a read on SQLite is a plain call.
macro_rules! engine {
    ($self:expr, $engine:ident => $call:expr) => {
        match &$self.engine {
            #[cfg(feature = "sqlite")]
            Engine::Sqlite($engine) => $call,
            #[cfg(feature = "postgres")]
            Engine::Postgres($engine) => $call,
            #[cfg(feature = "mysql")]
            Engine::Mysql($engine) => $call,
            #[cfg(not(any(feature = "sqlite", feature = "postgres", feature = "mysql")))]
            Engine::None(never) => match *never {},
        }
    };
}

/// Does the work inside of a span, where traces are told of.
macro_rules! traced {
    ($span:expr, $work:expr) => {{
        #[cfg(feature = "trace")]
        {
            // Boxed, so that the futures of callers stay small.
            crate::span::within($span, Box::pin(async { $work })).await
        }
        #[cfg(not(feature = "trace"))]
        {
            $work
        }
    }};
}

impl Database {
    /// Opens a SQLite file, and creates it if it is absent.
    ///
    /// # Errors
    /// If the file cannot be opened or is no database.
    #[cfg(feature = "sqlite")]
    pub fn sqlite(config: SqliteConfig) -> Result<Self, Error> {
        let engine = Engine::Sqlite(Sqlite::open(config)?);
        Ok(Self { engine })
    }

    /// Connects to PostgreSQL.
    ///
    /// # Errors
    /// If the address is malformed or nobody answers there.
    #[cfg(feature = "postgres")]
    pub async fn postgres(config: PostgresConfig) -> Result<Self, Error> {
        let engine = Engine::Postgres(Postgres::connect(config).await?);
        Ok(Self { engine })
    }

    /// Connects to MariaDB.
    ///
    /// # Errors
    /// If the address is malformed, nobody answers there, or it is another server: MySQL, or MariaDB before 10.11.
    #[cfg(feature = "mysql")]
    pub async fn mysql(config: MysqlConfig) -> Result<Self, Error> {
        let engine = Engine::Mysql(Mysql::connect(config).await?);
        Ok(Self { engine })
    }

    /// Which SQL it speaks.
    pub fn dialect(&self) -> Dialect {
        match &self.engine {
            #[cfg(feature = "sqlite")]
            Engine::Sqlite(_) => Dialect::Sqlite,
            #[cfg(feature = "postgres")]
            Engine::Postgres(_) => Dialect::Postgres,
            #[cfg(feature = "mysql")]
            Engine::Mysql(_) => Dialect::Mysql,
            #[cfg(not(any(feature = "sqlite", feature = "postgres", feature = "mysql")))]
            Engine::None(never) => match *never {},
        }
    }

    /// Whether the database itself asks who may do what (`PostgresConfig::row_security`).
    pub fn has_row_security(&self) -> bool {
        match &self.engine {
            #[cfg(feature = "sqlite")]
            Engine::Sqlite(_) => false,
            #[cfg(feature = "postgres")]
            Engine::Postgres(engine) => engine.has_row_security(),
            #[cfg(feature = "mysql")]
            Engine::Mysql(_) => false,
            #[cfg(not(any(feature = "sqlite", feature = "postgres", feature = "mysql")))]
            Engine::None(never) => match *never {},
        }
    }

    /// Hands the rows of one statement that only reads to `sink`, and gives the sink back.
    ///
    /// A read that turns out to be expensive starts again elsewhere (after [`Sink::reset`]), where it blocks nobody.
    ///
    /// # Errors
    /// If the database refuses the statement, the time is up ([`crate::ErrorKind::Timeout`]), or the sink refuses a row.
    pub async fn read<S: Sink>(&self, statement: Statement, sink: S) -> Result<S, Error> {
        traced!(
            crate::span::read(self.dialect(), &statement),
            engine!(self, engine => engine.read(statement, sink).await)
        )
    }

    /// [`Database::read`] for several statements that do not depend on each other, in about the time of the slowest.
    ///
    /// They need not see the same state of the database. The sinks come back in order.
    ///
    /// # Errors
    /// The first one, as [`Database::read`].
    pub async fn read_many<S: Sink>(&self, reads: Vec<(Statement, S)>) -> Result<Vec<S>, Error> {
        traced!(crate::span::reads(self.dialect(), &reads), engine!(self, engine => engine.read_many(reads).await))
    }

    /// Runs a script in one transaction. It is finished even if the caller goes away.
    ///
    /// # Errors
    /// If a step has no row where it must, or the database refuses a step; then nothing is kept.
    pub async fn run(&self, script: Script) -> Result<Outcome, ScriptError> {
        traced!(crate::span::script(self.dialect(), &script), engine!(self, engine => engine.run(script).await))
    }

    /// Runs SQL text of any number of statements without parameters, in one transaction: definitions and seeds.
    ///
    /// # Errors
    /// If the database refuses one of them; then nothing is kept, on MariaDB but for definitions.
    pub async fn batch(&self, sql: &str) -> Result<(), Error> {
        traced!(crate::span::batch(self.dialect()), engine!(self, engine => engine.batch(sql).await))
    }

    /// Runs `sql` as [`Database::batch`] if the database has no table yet, and says whether it did.
    ///
    /// MariaDB keeps definitions at once: a script that fails there leaves the table `_ssot_unfinished` behind, and from then on this
    /// fails, until somebody has dropped the tables.
    ///
    /// # Errors
    /// As [`Database::batch`].
    pub async fn apply(&self, sql: &str) -> Result<bool, Error> {
        traced!(crate::span::batch(self.dialect()), engine!(self, engine => engine.apply(sql).await))
    }

    /// Hears from now on that something may have changed: on PostgreSQL what is notified on `channel`.
    ///
    /// # Errors
    /// If nobody answers there.
    pub async fn listen(&self, channel: &'static str) -> Result<Listener, Error> {
        let source = engine!(self, engine => engine.listen(channel).await)?;
        Ok(Listener { source })
    }

    /// Asks for a sign of life.
    ///
    /// # Errors
    /// If there is none.
    pub async fn ping(&self) -> Result<(), Error> {
        engine!(self, engine => engine.ping().await)
    }

    /// Closes the connections once what runs has ended; afterwards every call fails with
    /// [`crate::ErrorKind::Unavailable`].
    pub async fn close(&self) {
        engine!(self, engine => engine.close().await);
    }
}
