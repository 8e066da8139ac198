//! Typed handles to fields, relations and unique keys: indexes that know their model and type, nothing else.

use std::fmt;
use std::marker::PhantomData;

use ssot_db::Value;

use super::condition::{Filter, Order};
use super::scalar::{Date, DateTime, Decimal, Json, Scalar, Time};
use crate::filter::{self, Operator, Quantifier};

macro_rules! handle {
    ($(#[$doc:meta])* $name:ident $other:ident $what:literal) => {
        $(#[$doc])*
        pub struct $name<M, $other> {
            index: usize,
            types: PhantomData<fn() -> (M, $other)>,
        }

        impl<M, $other> $name<M, $other> {
            #[doc = concat!("The ", $what, " at `index` of the model's resource.")]
            pub const fn new(index: usize) -> Self {
                Self { index, types: PhantomData }
            }

            /// The index.
            pub const fn index(self) -> usize {
                self.index
            }
        }

        impl<M, $other> Clone for $name<M, $other> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<M, $other> Copy for $name<M, $other> {}

        impl<M, $other> fmt::Debug for $name<M, $other> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.index)
            }
        }
    };
}

handle! {
    /// A field of `M` that holds a `T`. Which conditions it offers depends on `T`, as in the contract, section 3.1.
    Column T "field"
}
handle! {
    /// A relation from `M` to one `N` or none.
    ToOne N "relation"
}
handle! {
    /// A relation from `M` to any number of `N`.
    ToMany N "relation"
}
handle! {
    /// A many-to-many relation from `M` to `N`, whose rows can be linked. It offers the conditions of a [`ToMany`].
    Links N "relation"
}
handle! {
    /// A unique key of `M` besides its identity: a value, or a tuple of them in declared order.
    UniqueKey K "unique key"
}

impl<M, T> Column<M, T> {
    fn compare(self, operator: Operator, values: Vec<Value>) -> Filter<M> {
        Filter::new(filter::Filter::Compare { field: self.index, operator, values, path: Vec::new() })
    }

    /// Null, or not.
    pub fn is_null(self, null: bool) -> Filter<M> {
        self.compare(Operator::IsNull, vec![Value::Boolean(null)])
    }

    /// Smallest first.
    pub const fn asc(self) -> Order<M> {
        Order::new(self.index, false)
    }

    /// Largest first.
    pub const fn desc(self) -> Order<M> {
        Order::new(self.index, true)
    }
}

impl<M, T: Scalar> Column<M, T> {
    fn one(self, operator: Operator, value: impl Into<T>) -> Filter<M> {
        self.compare(operator, vec![value.into().into_value()])
    }

    fn many<V: Into<T>>(self, operator: Operator, values: impl IntoIterator<Item = V>) -> Filter<M> {
        self.compare(operator, values.into_iter().map(|value| value.into().into_value()).collect())
    }

    /// Equal.
    pub fn eq(self, value: impl Into<T>) -> Filter<M> {
        self.one(Operator::Eq, value)
    }

    /// Not equal; a null is neither equal nor unequal.
    pub fn ne(self, value: impl Into<T>) -> Filter<M> {
        self.one(Operator::Ne, value)
    }

    /// One of `values`; of none, nothing.
    pub fn is_in<V: Into<T>>(self, values: impl IntoIterator<Item = V>) -> Filter<M> {
        self.many(Operator::In, values)
    }

    /// None of `values`.
    pub fn not_in<V: Into<T>>(self, values: impl IntoIterator<Item = V>) -> Filter<M> {
        self.many(Operator::NotIn, values)
    }
}

/// Types with an order: numbers, moments and text.
pub trait Ordered: Scalar {}

impl Ordered for i32 {}
impl Ordered for i64 {}
impl Ordered for f64 {}
impl Ordered for String {}
impl Ordered for Decimal {}
impl Ordered for DateTime {}
impl Ordered for Date {}
impl Ordered for Time {}

impl<M, T: Ordered> Column<M, T> {
    /// Less.
    pub fn lt(self, value: impl Into<T>) -> Filter<M> {
        self.one(Operator::Lt, value)
    }

    /// Less or equal.
    pub fn lte(self, value: impl Into<T>) -> Filter<M> {
        self.one(Operator::Lte, value)
    }

    /// Greater.
    pub fn gt(self, value: impl Into<T>) -> Filter<M> {
        self.one(Operator::Gt, value)
    }

    /// Greater or equal.
    pub fn gte(self, value: impl Into<T>) -> Filter<M> {
        self.one(Operator::Gte, value)
    }

    /// From `low` through `high`, both included.
    pub fn between(self, low: impl Into<T>, high: impl Into<T>) -> Filter<M> {
        self.compare(Operator::Between, vec![low.into().into_value(), high.into().into_value()])
    }
}

/// `%`, `_` and `\` are ordinary characters; the `i…` forms ignore the case of ASCII letters.
impl<M> Column<M, String> {
    /// Has the substring.
    pub fn contains(self, text: impl Into<String>) -> Filter<M> {
        self.one(Operator::Contains, text)
    }

    /// Has the prefix.
    pub fn starts_with(self, text: impl Into<String>) -> Filter<M> {
        self.one(Operator::StartsWith, text)
    }

    /// Has the suffix.
    pub fn ends_with(self, text: impl Into<String>) -> Filter<M> {
        self.one(Operator::EndsWith, text)
    }

    /// Has the substring, ASCII case ignored.
    pub fn icontains(self, text: impl Into<String>) -> Filter<M> {
        self.one(Operator::IContains, text)
    }

    /// Has the prefix, ASCII case ignored.
    pub fn istarts_with(self, text: impl Into<String>) -> Filter<M> {
        self.one(Operator::IStartsWith, text)
    }

    /// Has the suffix, ASCII case ignored.
    pub fn iends_with(self, text: impl Into<String>) -> Filter<M> {
        self.one(Operator::IEndsWith, text)
    }

    /// Equal, ASCII case ignored.
    pub fn ieq(self, text: impl Into<String>) -> Filter<M> {
        self.one(Operator::IEq, text)
    }
}

impl<M, T: Scalar> Column<M, Vec<T>> {
    fn list<V: Into<T>>(self, operator: Operator, values: impl IntoIterator<Item = V>) -> Filter<M> {
        self.compare(operator, values.into_iter().map(|value| value.into().into_value()).collect())
    }

    /// Has the value.
    pub fn has(self, value: impl Into<T>) -> Filter<M> {
        self.list(Operator::Has, [value])
    }

    /// Has one of the values.
    pub fn has_some<V: Into<T>>(self, values: impl IntoIterator<Item = V>) -> Filter<M> {
        self.list(Operator::HasSome, values)
    }

    /// Has all of the values.
    pub fn has_every<V: Into<T>>(self, values: impl IntoIterator<Item = V>) -> Filter<M> {
        self.list(Operator::HasEvery, values)
    }

    /// Is empty, or not.
    pub fn is_empty(self, empty: bool) -> Filter<M> {
        self.compare(Operator::IsEmpty, vec![Value::Boolean(empty)])
    }
}

impl<M> Column<M, Json> {
    /// The value below the keys of `path` equals `value`.
    pub fn path_eq<P: Into<String>>(self, path: impl IntoIterator<Item = P>, value: impl Into<Json>) -> Filter<M> {
        Filter::new(filter::Filter::Compare {
            field: self.index,
            operator: Operator::Eq,
            values: vec![value.into().into_value()],
            path: path.into_iter().map(Into::into).collect(),
        })
    }
}

fn related<M, N>(relation: usize, quantifier: Quantifier, filter: Filter<N>) -> Filter<M> {
    Filter::new(filter::Filter::Related { relation, quantifier, filter: Box::new(filter.into_inner()) })
}

impl<M, N> ToOne<M, N> {
    /// There is one, and it fulfils `filter`.
    pub fn is(self, filter: Filter<N>) -> Filter<M> {
        related(self.index, Quantifier::Is, filter)
    }

    /// There is none that fulfils `filter`.
    pub fn is_not(self, filter: Filter<N>) -> Filter<M> {
        related(self.index, Quantifier::IsNot, filter)
    }

    /// There is none, or there is one.
    pub fn is_null(self, null: bool) -> Filter<M> {
        if null { self.is_not(Filter::all()) } else { self.is(Filter::all()) }
    }
}

/// The same relation, to ask about.
impl<M, N> From<Links<M, N>> for ToMany<M, N> {
    fn from(links: Links<M, N>) -> Self {
        Self::new(links.index)
    }
}

impl<M, N> Links<M, N> {
    /// At least one fulfils `filter`.
    pub fn some(self, filter: Filter<N>) -> Filter<M> {
        ToMany::from(self).some(filter)
    }

    /// All fulfil `filter`; true if there are none.
    pub fn every(self, filter: Filter<N>) -> Filter<M> {
        ToMany::from(self).every(filter)
    }

    /// None fulfils `filter`.
    pub fn none(self, filter: Filter<N>) -> Filter<M> {
        ToMany::from(self).none(filter)
    }
}

impl<M, N> ToMany<M, N> {
    /// At least one fulfils `filter`.
    pub fn some(self, filter: Filter<N>) -> Filter<M> {
        related(self.index, Quantifier::Some, filter)
    }

    /// All fulfil `filter`; true if there are none.
    pub fn every(self, filter: Filter<N>) -> Filter<M> {
        related(self.index, Quantifier::Every, filter)
    }

    /// None fulfils `filter`.
    pub fn none(self, filter: Filter<N>) -> Filter<M> {
        related(self.index, Quantifier::None, filter)
    }
}
