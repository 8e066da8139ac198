//! How a PostgreSQL database is reached.

use std::time::Duration;

/// Where the database is, and how it is used.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PostgresConfig {
    /// `postgres://user:password@host:port/database`, or `key=value` pairs as libpq takes them.
    pub url: String,
    /// How many connections single reads share; each carries any number of them at once. Threads that have a runtime of their own,
    /// as those of a server have, have as many again, one each as far as they go. Unless said, it is the number of processors, from 2 to 8.
    pub readers: usize,
    /// How many connections there may be for transactions and expensive reads.
    pub writers: usize,
    /// The longest that a statement may run.
    pub statement_timeout: Duration,
    /// How long a shared connection works on one read before the read moves to a connection of its own.
    pub patience: Duration,
    /// How long to wait for a connection.
    pub connect_timeout: Duration,
    /// Whether the database itself asks who may do what: then every statement runs in a transaction that says for whom
    /// ([`crate::Context`]). Connecting fails if the role of the URL would not be asked: if it is a superuser, has `BYPASSRLS`, owns the
    /// tables, or can read one that has no row-level security.
    pub row_security: bool,
}

impl PostgresConfig {
    /// The database at `url`.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            readers: std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 8),
            writers: 8,
            statement_timeout: Duration::from_secs(5),
            patience: Duration::from_millis(250),
            connect_timeout: Duration::from_secs(5),
            row_security: false,
        }
    }
}
