//! Rows of one model, read and written by programs: the typed twin of the HTTP routes.

use std::fmt;
use std::marker::PhantomData;

use ssot_db::{Database, Value};

use super::column::{Links, UniqueKey};
use super::condition::Filter;
use super::error::Error;
use super::input::Input as _;
use super::key::Key;
use super::list::List;
use super::sink::Rows;
use super::{Model, Row, Writable};
use crate::clock::Clock;
use crate::plan::{Count, Read, Shape, order};
use crate::policy::Viewer;
use crate::problem::Code;
use crate::query;
use crate::write::typed;

/// Reads and writes rows of `M`. Cheap to make and to clone.
///
/// It goes through the same plans and statements as HTTP, and keeps the same rules on values. It is the program's own
/// hand, not a caller's: nobody has to be logged in, hidden fields are there, and no limit on page sizes applies.
pub struct Repository<M> {
    pub(super) database: Database,
    clock: Clock,
    model: PhantomData<fn() -> M>,
}

impl<M> Clone for Repository<M> {
    fn clone(&self) -> Self {
        Self { database: self.database.clone(), clock: self.clock.clone(), model: PhantomData }
    }
}

impl<M> fmt::Debug for Repository<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Repository").field("database", &self.database).finish_non_exhaustive()
    }
}

impl<M> Repository<M> {
    /// Rows of that database.
    pub fn new(database: Database) -> Self {
        Self { database, clock: Clock::system(), model: PhantomData }
    }

    /// Takes the time of writes from `clock`: `@default(now())`, `@updatedAt`, and ids that begin with the time.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
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
            position: None,
            count: Count::None,
            viewer: Viewer::PROGRAM,
        }
    }

    pub(super) fn shape() -> Shape {
        Shape { columns: (0..M::RESOURCE.fields.len()).collect(), ..Shape::default() }
    }

    async fn one(&self, key: &'static [usize], values: Vec<Value>) -> Result<Option<M>, Error> {
        let mut statement =
            query::item(M::RESOURCE, key, &Self::shape(), &Viewer::PROGRAM, self.database.dialect()).statement;
        statement.parameters = values;
        let rows = self.database.read(statement, Rows::new(M::read)).await?;
        Ok(rows.into_rows()?.pop())
    }
}

impl<M: Writable> Repository<M> {
    /// Inserts a row, and returns it as it is stored.
    ///
    /// # Errors
    /// [`Error::Refused`] with what the same request over HTTP would be refused with: all broken rules at once
    /// ([`Code::Validation`]), a taken unique key, a foreign key that points nowhere. Or if the database fails.
    pub async fn create(&self, row: M::Create) -> Result<M, Error> {
        let values = row.into_values().into_inner();
        let row = typed::create(&self.database, &self.clock, M::RESOURCE, values).await?;
        Ok(M::read(&Row::new(&row))?)
    }

    /// Changes the row with that key, and returns it as it is stored; `None` if there is none.
    ///
    /// # Errors
    /// As [`Repository::create`].
    pub async fn update(&self, key: impl Into<M::Key>, change: M::Update) -> Result<Option<M>, Error> {
        let key = key.into().into_values();
        let values = change.into_values().into_inner();
        let row = found(typed::update(&self.database, &self.clock, M::RESOURCE, &key, values).await)?;
        Ok(row.map(|row| M::read(&Row::new(&row))).transpose()?)
    }

    /// Deletes the row with that key, and says whether there was one.
    ///
    /// # Errors
    /// [`Error::Refused`] with [`Code::Restricted`] if other rows still point at it. Or if the database fails.
    pub async fn delete(&self, key: impl Into<M::Key>) -> Result<bool, Error> {
        let key = key.into().into_values();
        Ok(found(typed::delete(&self.database, M::RESOURCE, &key).await)?.is_some())
    }

    /// Links a row to another one: `posts.link(1, Post::TAGS, 2)`. Says whether both are there; linking twice is linking.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn link<N: Model>(
        &self,
        key: impl Into<M::Key>,
        relation: Links<M, N>,
        other: impl Into<N::Key>,
    ) -> Result<bool, Error> {
        self.linked(key.into(), relation, other.into(), true).await
    }

    /// Takes a link away. Says whether both rows are there.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn unlink<N: Model>(
        &self,
        key: impl Into<M::Key>,
        relation: Links<M, N>,
        other: impl Into<N::Key>,
    ) -> Result<bool, Error> {
        self.linked(key.into(), relation, other.into(), false).await
    }

    async fn linked<N: Model>(&self, key: M::Key, links: Links<M, N>, other: N::Key, on: bool) -> Result<bool, Error> {
        let (key, other) = (key.into_values(), other.into_values());
        let done = typed::link(&self.database, M::RESOURCE, links.index(), (&key, &other), on).await;
        Ok(found(done)?.is_some())
    }
}

/// A row that is not there is an answer, not an error.
fn found<T>(result: Result<T, crate::problem::Problem>) -> Result<Option<T>, Error> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(problem) if problem.code == Code::NotFound => Ok(None),
        Err(problem) => Err(problem.into()),
    }
}
