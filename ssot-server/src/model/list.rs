//! Choosing rows of a model.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::Model;
use super::condition::{Filter, Order};
use super::error::Error;
use super::repository::Repository;
use super::sink::Rows;
use crate::plan::{Read, order};
use crate::query;

/// The most rows that a list has unless asked for more.
pub const DEFAULT_TAKE: u32 = 100;

/// Rows to be read: `posts.list().filter(Post::PUBLISHED.eq(true)).order(Post::CREATED_AT.desc()).take(5).await?`.
///
/// Without an order they come in the order of the key, which also breaks ties; without [`List::take`] there are at most
/// [`DEFAULT_TAKE`].
#[must_use = "nothing is read until it is awaited"]
pub struct List<'a, M> {
    repository: &'a Repository<M>,
    filter: Option<Filter<M>>,
    orders: Vec<Order<M>>,
    take: u32,
    skip: u32,
}

impl<M> fmt::Debug for List<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("List")
            .field("filter", &self.filter)
            .field("orders", &self.orders)
            .field("take", &self.take)
            .field("skip", &self.skip)
            .finish_non_exhaustive()
    }
}

impl<'a, M> List<'a, M> {
    pub(super) const fn new(repository: &'a Repository<M>) -> Self {
        Self { repository, filter: None, orders: Vec::new(), take: DEFAULT_TAKE, skip: 0 }
    }

    /// Only rows that fulfil `filter`, and what was asked before.
    pub fn filter(mut self, filter: Filter<M>) -> Self {
        self.filter = Some(match self.filter.take() {
            Some(before) => before & filter,
            None => filter,
        });
        self
    }

    /// In that order, within what was asked before.
    pub fn order(mut self, order: Order<M>) -> Self {
        self.orders.push(order);
        self
    }

    /// At most so many; 0 is none.
    pub const fn take(mut self, rows: u32) -> Self {
        self.take = rows;
        self
    }

    /// Not the first so many.
    pub const fn skip(mut self, rows: u32) -> Self {
        self.skip = rows;
        self
    }
}

impl<M: Model> List<'_, M> {
    /// The first row.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn first(self) -> Result<Option<M>, Error> {
        Ok(self.take(1).rows().await?.pop())
    }

    async fn rows(self) -> Result<Vec<M>, Error> {
        if self.take == 0 {
            return Ok(Vec::new());
        }
        let orders = self.orders.into_iter().map(Order::into_inner).collect();
        let read = Read {
            filter: self.filter.unwrap_or_default().into_inner(),
            orders: order::complete(M::RESOURCE, orders),
            skip: self.skip,
            ..Repository::<M>::read(self.take)
        };
        let database = &self.repository.database;
        let statement = query::rows(&read, database.dialect()).statement;
        let mut rows = database.read(statement, Rows::new(M::read)).await?.into_rows()?;
        // the statement asks for one more, so that pages know whether there is a next one
        rows.truncate(self.take as usize);
        Ok(rows)
    }
}

impl<'a, M: Model> IntoFuture for List<'a, M> {
    type Output = Result<Vec<M>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.rows())
    }
}
