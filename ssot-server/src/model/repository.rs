//! Rows of one model, read and written by programs: the typed twin of the HTTP routes.

use std::fmt;
use std::marker::PhantomData;

use ssot_db::{Database, Value};

use super::column::UniqueKey;
use super::condition::Filter;
use super::error::Error;
use super::key::Key;
use super::list::List;
use super::sink::Rows;
use super::{Model, Row};
use crate::plan::{Count, Read, Shape, order};
use crate::query;

/// Reads and writes rows of `M`. Cheap to make and to clone.
///
/// It goes through the same plans and statements as HTTP, and keeps the same rules on values. It is the program's own
/// hand, not a caller's: nobody has to be logged in, hidden fields are there, and no limit on page sizes applies.
pub struct Repository<M> {
    pub(super) database: Database,
    model: PhantomData<fn() -> M>,
}

impl<M> Clone for Repository<M> {
    fn clone(&self) -> Self {
        Self::new(self.database.clone())
    }
}

impl<M> fmt::Debug for Repository<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Repository").field("database", &self.database).finish()
    }
}

impl<M> Repository<M> {
    /// Rows of that database.
    pub const fn new(database: Database) -> Self {
        Self { database, model: PhantomData }
    }
}

impl<M: Model> Repository<M> {
    /// The row with that key.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn get(&self, key: impl Into<M::Key>) -> Result<Option<M>, Error> {
        self.one(M::RESOURCE.key, key.into().into_values()).await
    }

    /// The row with that unique key: `users.by(User::BY_EMAIL, "ann@example.com")`.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn by<K: Key>(&self, key: UniqueKey<M, K>, value: impl Into<K>) -> Result<Option<M>, Error> {
        self.one(M::RESOURCE.uniques[key.index()].fields, value.into().into_values()).await
    }

    /// Rows to choose from; see [`List`].
    pub const fn list(&self) -> List<'_, M> {
        List::new(self)
    }

    /// How many rows fulfil `filter`.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn count(&self, filter: Filter<M>) -> Result<u64, Error> {
        let read = Read { filter: filter.into_inner(), ..Self::read(1) };
        let statement = query::count(&read, self.database.dialect());
        let counted = self.database.read(statement, Rows::new(|row: &Row<'_>| row.get::<i64>(0))).await?;
        Ok(counted.into_rows()?.first().map_or(0, |&count| count.unsigned_abs()))
    }

    /// A read of all columns, hidden ones too, in the order of the key.
    pub(super) fn read(take: u32) -> Read {
        Read {
            resource: M::RESOURCE,
            shape: Self::shape(),
            filter: crate::filter::Filter::And(Vec::new()),
            orders: order::complete(M::RESOURCE, Vec::new()),
            take,
            skip: 0,
            count: Count::None,
        }
    }

    pub(super) fn shape() -> Shape {
        Shape { columns: (0..M::RESOURCE.fields.len()).collect(), includes: Vec::new() }
    }

    async fn one(&self, key: &'static [usize], values: Vec<Value>) -> Result<Option<M>, Error> {
        let mut statement = query::item(M::RESOURCE, key, &Self::shape(), self.database.dialect()).statement;
        statement.parameters = values;
        let rows = self.database.read(statement, Rows::new(M::read)).await?;
        Ok(rows.into_rows()?.pop())
    }
}
