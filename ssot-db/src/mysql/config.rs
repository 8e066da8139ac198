//! How a MariaDB database is reached.

use std::time::Duration;

/// Where the database is, and how it is used.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct MysqlConfig {
    /// `mysql://user:password@host:port/database`.
    pub url: String,
    /// How many connections there may be for reads.
    pub readers: usize,
    /// How many connections there may be for transactions.
    pub writers: usize,
    /// The longest that a statement may run, or wait for a row that another transaction has changed.
    pub statement_timeout: Duration,
    /// How long to wait for a connection.
    pub connect_timeout: Duration,
}

impl MysqlConfig {
    /// The database at `url`.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            readers: 8,
            writers: 8,
            statement_timeout: Duration::from_secs(5),
            connect_timeout: Duration::from_secs(5),
        }
    }
}
