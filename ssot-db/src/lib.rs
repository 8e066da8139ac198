//! The databases of ssot: run a statement, run a transaction, apply migrations. The only room that talks to a database.
//!
//! Callers hand over SQL text for the right [`Dialect`] with bound [`Value`]s; rows come back as borrowed [`Cell`]s to a
//! [`Sink`], so that nothing is copied between the driver and the answer.

#![cfg_attr(
    not(any(feature = "sqlite", feature = "postgres", feature = "mysql")),
    allow(unused_variables, dead_code, reason = "without a driver there is nothing to call")
)]

mod cell;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod clock;
mod context;
mod database;
mod error;
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod failure;
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
mod form;
mod listen;
#[cfg(feature = "mysql")]
mod mysql;
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod pool;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "trace")]
mod span;
#[cfg(feature = "sqlite")]
mod sqlite;
mod statement;
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod task;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod thread;
mod value;

pub use cell::{Cell, Row};
pub use context::Context;
pub use database::Database;
pub use error::{Error, ErrorKind};
pub use listen::Listener;
#[cfg(feature = "mysql")]
pub use mysql::MysqlConfig;
#[cfg(feature = "postgres")]
pub use postgres::PostgresConfig;
#[cfg(feature = "sqlite")]
pub use sqlite::SqliteConfig;
pub use statement::{
    Answer, Beside, ByKey, Expect, Further, Outcome, Parameter, Query, Script, ScriptError, Sink, Statement, Step,
};
pub use value::Value;

/// Which SQL is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// SQLite: parameters `?1`.
    Sqlite,
    /// PostgreSQL: parameters `$1`.
    Postgres,
    /// MariaDB: parameters `?`, in order.
    Mysql,
}
