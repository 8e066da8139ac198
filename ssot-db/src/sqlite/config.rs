//! How a SQLite database is opened.

use std::path::PathBuf;
use std::time::Duration;

/// Where the file is, and how it is used.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SqliteConfig {
    /// The file; `None`: a new one in the folder for temporary files, deleted when the database is closed.
    pub path: Option<PathBuf>,
    /// How many connections read; the number of threads that serve.
    pub readers: usize,
    /// The longest that a statement may run.
    pub statement_timeout: Duration,
    /// How long a statement waits for another process to release the file.
    pub busy_timeout: Duration,
}

impl SqliteConfig {
    /// The database in `path`.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self {
            path: Some(path.into()),
            readers: std::thread::available_parallelism().map_or(4, usize::from),
            statement_timeout: Duration::from_secs(5),
            busy_timeout: Duration::from_secs(5),
        }
    }

    /// A new, empty database that goes away when it is closed.
    pub fn temporary() -> Self {
        Self { path: None, ..Self::file("") }
    }
}
