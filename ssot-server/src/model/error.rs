//! What can go wrong for a program that reads or writes rows.

use std::fmt;

use super::row::Mismatch;

/// Why rows could not be read or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The database failed.
    Database(ssot_db::Error),
    /// A row held what its type cannot.
    Row(Mismatch),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(error) => error.fmt(f),
            Self::Row(mismatch) => mismatch.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

impl From<ssot_db::Error> for Error {
    fn from(error: ssot_db::Error) -> Self {
        Self::Database(error)
    }
}

impl From<Mismatch> for Error {
    fn from(mismatch: Mismatch) -> Self {
        Self::Row(mismatch)
    }
}
