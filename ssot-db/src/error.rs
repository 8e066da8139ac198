//! What can go wrong, sorted by what a caller can do about it.

use std::fmt;

/// A failed statement. `Display` is for logs; it never goes to a client.
#[derive(Debug)]
pub struct Error {
    /// What a caller can tell its client.
    pub kind: ErrorKind,
    /// The driver's words, for logs only.
    pub detail: String,
}

/// What a caller can tell its client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorKind {
    /// A unique key is taken. PostgreSQL and MariaDB name the constraint; SQLite the columns as `table.column`.
    Unique {
        /// The constraint or index, where the driver says.
        constraint: Option<String>,
        /// The columns, where the driver says.
        columns: Vec<String>,
    },
    /// A foreign key points nowhere, or (on delete and update of the row pointed at) something still points here.
    ForeignKey {
        /// The constraint, where the driver says; SQLite never does.
        constraint: Option<String>,
    },
    /// NULL in a required column.
    NotNull {
        /// The column, where the driver says.
        column: Option<String>,
    },
    /// A CHECK failed.
    Check {
        /// The constraint, where the driver says.
        constraint: Option<String>,
    },
    /// The role may not do that: a policy or a missing grant of PostgreSQL.
    Denied,
    /// A value does not fit its column.
    OutOfRange,
    /// The statement ran longer than allowed, or was interrupted.
    Timeout,
    /// The database cannot be reached, is locked, or lost the transaction to another: worth trying again later.
    Unavailable,
    /// Everything else: a defect of ours or of the database.
    Other,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.detail)
    }
}

impl std::error::Error for Error {}
