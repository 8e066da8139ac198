//! Conditions and orders of one model.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{BitAnd, BitOr, Not};

use crate::filter;

/// A condition on rows of `M`, made by columns: `Post::PUBLISHED.eq(true) & Post::VIEWS.gte(10)`.
pub struct Filter<M> {
    filter: filter::Filter,
    model: PhantomData<fn() -> M>,
}

impl<M> Filter<M> {
    /// Every row.
    pub fn all() -> Self {
        Self::new(filter::Filter::And(Vec::new()))
    }

    /// No row.
    pub fn none() -> Self {
        Self::new(filter::Filter::Or(Vec::new()))
    }

    pub(crate) const fn new(filter: filter::Filter) -> Self {
        Self { filter, model: PhantomData }
    }

    /// The condition without its type.
    pub fn into_inner(self) -> filter::Filter {
        self.filter
    }
}

impl<M> Default for Filter<M> {
    fn default() -> Self {
        Self::all()
    }
}

impl<M> Clone for Filter<M> {
    fn clone(&self) -> Self {
        Self::new(self.filter.clone())
    }
}

impl<M> fmt::Debug for Filter<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.filter.fmt(f)
    }
}

impl<M> BitAnd for Filter<M> {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self::new(match (self.filter, other.filter) {
            (filter::Filter::And(mut all), filter::Filter::And(more)) => {
                all.extend(more);
                filter::Filter::And(all)
            }
            (filter::Filter::And(mut all), one) => {
                all.push(one);
                filter::Filter::And(all)
            }
            (one, other) => filter::Filter::And(vec![one, other]),
        })
    }
}

impl<M> BitOr for Filter<M> {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self::new(match (self.filter, other.filter) {
            (filter::Filter::Or(mut any), one) => {
                any.push(one);
                filter::Filter::Or(any)
            }
            (one, other) => filter::Filter::Or(vec![one, other]),
        })
    }
}

impl<M> Not for Filter<M> {
    type Output = Self;

    fn not(self) -> Self {
        Self::new(filter::Filter::Not(Box::new(self.filter)))
    }
}

/// One key of an order of rows of `M`, made by columns: `Post::CREATED_AT.desc()`.
pub struct Order<M> {
    order: filter::Order,
    model: PhantomData<fn() -> M>,
}

impl<M> Order<M> {
    pub(crate) const fn new(field: usize, descending: bool) -> Self {
        Self { order: filter::Order { field, descending, nulls_first: false }, model: PhantomData }
    }

    /// Puts nulls before everything else; they come last otherwise, in both directions.
    #[must_use]
    pub const fn nulls_first(mut self) -> Self {
        self.order.nulls_first = true;
        self
    }

    /// The order without its type.
    pub const fn into_inner(self) -> filter::Order {
        self.order
    }
}

impl<M> Clone for Order<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Order<M> {}

impl<M> fmt::Debug for Order<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.order.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Column;

    struct Post;
    const PUBLISHED: Column<Post, bool> = Column::new(0);
    const VIEWS: Column<Post, i32> = Column::new(1);

    #[test]
    fn conditions_of_one_kind_are_flat() {
        let filter = (PUBLISHED.eq(true) & VIEWS.gte(1) & VIEWS.lt(9)).into_inner();
        assert!(matches!(&filter, filter::Filter::And(all) if all.len() == 3), "{filter:?}");
        let filter = (PUBLISHED.eq(true) | VIEWS.gte(1) & VIEWS.lt(9)).into_inner();
        assert!(matches!(&filter, filter::Filter::Or(any) if any.len() == 2), "{filter:?}");
        let filter = (Filter::all() & PUBLISHED.eq(true)).into_inner();
        assert!(matches!(&filter, filter::Filter::And(all) if all.len() == 1), "{filter:?}");
    }
}
