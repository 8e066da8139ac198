//! Collects typed rows.

use ssot_db::{Error, Sink};

use super::row::{Mismatch, Row};

/// Rows on their way in.
pub(super) struct Rows<T> {
    read: fn(&Row<'_>) -> Result<T, Mismatch>,
    list: Vec<T>,
    mismatch: Option<Mismatch>,
}

impl<T> Rows<T> {
    /// Reads each row with `read`.
    pub(super) const fn new(read: fn(&Row<'_>) -> Result<T, Mismatch>) -> Self {
        Self { read, list: Vec::new(), mismatch: None }
    }

    /// The rows, or why one of them could not be read.
    pub(super) fn into_rows(self) -> Result<Vec<T>, Mismatch> {
        match self.mismatch {
            None => Ok(self.list),
            Some(mismatch) => Err(mismatch),
        }
    }
}

impl<T: Send + 'static> Sink for Rows<T> {
    fn row(&mut self, row: &dyn ssot_db::Row) -> Result<(), Error> {
        match (self.read)(&Row::new(row)) {
            Ok(row) => self.list.push(row),
            Err(mismatch) => self.mismatch = Some(mismatch),
        }
        Ok(())
    }

    fn reset(&mut self) {
        self.list.clear();
        self.mismatch = None;
    }
}
