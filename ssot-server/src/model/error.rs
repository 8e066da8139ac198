//! What can go wrong for a program that reads or writes rows.

use std::fmt;

use super::row::Mismatch;
use crate::problem::{Place, Problem};

/// Why rows could not be read or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The write breaks rules; [`Problem::code`] says which kind, [`Problem::errors`] which values.
    Refused(Problem),
    /// The database failed.
    Database(ssot_db::Error),
    /// A row held what its type cannot.
    Row(Mismatch),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(problem) => {
                f.write_str(problem.code.title())?;
                for error in &problem.errors {
                    let (Place::Pointer(place) | Place::Parameter(place)) = &error.place;
                    write!(f, "; {place}: {}", error.message)?;
                }
                Ok(())
            }
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

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}
