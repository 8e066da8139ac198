//! Rows of one model, read and written by programs.

use std::marker::PhantomData;

use ssot_db::Database;

/// Reads and writes rows of `M`. Cheap to make and to clone.
#[derive(Debug)]
pub struct Repository<M> {
    database: Database,
    model: PhantomData<fn() -> M>,
}

impl<M> Clone for Repository<M> {
    fn clone(&self) -> Self {
        Self::new(self.database.clone())
    }
}

impl<M> Repository<M> {
    /// Rows of that database.
    pub const fn new(database: Database) -> Self {
        Self { database, model: PhantomData }
    }

    /// The database that the rows are in.
    pub const fn database(&self) -> &Database {
        &self.database
    }
}
