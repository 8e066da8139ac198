//! What will be read, with everything decided: names resolved, values typed, limits kept. Pure.
//!
//! HTTP requests and the typed face build the same [`Read`]; `query` turns it into SQL.

pub mod aggregate;
pub mod condition;
pub mod cursor;
pub mod include;
pub mod limits;
pub mod operator;
pub mod order;
pub mod page;

use std::sync::Arc;

use crate::filter::{Filter, Operator, Order, Quantifier};
use crate::policy::Viewer;
use crate::request::Fault;
use crate::request::query::Query;
use crate::resource::Resource;

pub use cursor::Position;
pub use limits::Limits;

/// Rows of one resource, one page of them.
#[derive(Debug, Clone)]
pub struct Read {
    /// Whose rows.
    pub resource: &'static Resource,
    /// What of each row.
    pub shape: Shape,
    /// Which rows.
    pub filter: Filter,
    /// In which order; ends with the key, so that it is total.
    pub orders: Vec<Order>,
    /// At most so many; at least 1.
    pub take: u32,
    /// Not the first so many.
    pub skip: u32,
    /// Where the page begins or ends; `None`: at the first row.
    pub position: Option<Position>,
    /// Whether the number of all rows is wanted.
    pub count: Count,
    /// For whom.
    pub viewer: Viewer,
}

/// What of a row is shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shape {
    /// Field indexes, ascending.
    pub columns: Vec<usize>,
    /// Indexes of computed fields, ascending.
    pub computed: Vec<usize>,
    /// In the order of the schema.
    pub includes: Vec<Arc<Include>>,
}

/// Related rows inside a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Include {
    /// Index into the resource's relations.
    pub relation: usize,
    /// What of each related row.
    pub shape: Shape,
    /// Which of them; to-many only.
    pub filter: Filter,
    /// In which order; to-many only.
    pub orders: Vec<Order>,
    /// At most so many for each row; to-many only.
    pub take: u32,
}

/// Whether the number of all rows is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Count {
    /// No.
    #[default]
    None,
    /// Yes.
    Exact,
    /// As statistics have it, if that is cheaper.
    Estimated,
}

impl Read {
    /// The first rows of a resource in the order of their keys, with all readable fields.
    pub fn all(resource: &'static Resource, take: u32) -> Self {
        Self {
            resource,
            shape: Shape::readable(resource),
            filter: Filter::all(),
            orders: order::complete(resource, Vec::new()),
            take,
            skip: 0,
            position: None,
            count: Count::None,
            viewer: Viewer::PROGRAM,
        }
    }

    /// Whether the rows come last one first: the page before a row is read from there.
    pub fn is_backward(&self) -> bool {
        matches!(self.position, Some(Position::Before(_)))
    }
}

impl Shape {
    /// All readable fields, no related rows.
    pub fn readable(resource: &Resource) -> Self {
        let columns = (0..resource.fields.len()).filter(|&index| resource.fields[index].is_readable()).collect();
        let computed = (0..resource.computed.len()).collect();
        Self { columns, computed, includes: Vec::new() }
    }
}

impl Filter {
    /// Every row.
    pub fn all() -> Self {
        Self::And(Vec::new())
    }

    /// What it says of every row, as far as that does not depend on the row.
    pub fn verdict(&self) -> Option<bool> {
        match self {
            Self::And(all) if all.iter().any(|one| one.verdict() == Some(false)) => Some(false),
            Self::And(all) => all.iter().all(|one| one.verdict() == Some(true)).then_some(true),
            Self::Or(any) if any.iter().any(|one| one.verdict() == Some(true)) => Some(true),
            Self::Or(any) => any.iter().all(|one| one.verdict() == Some(false)).then_some(false),
            Self::Not(inner) => inner.verdict().map(|verdict| !verdict),
            Self::Compare { operator: Operator::In, values, .. } if values.is_empty() => Some(false),
            Self::Compare { operator: Operator::NotIn, values, .. } if values.is_empty() => Some(true),
            Self::Related { quantifier: Quantifier::Every, filter, .. } => (filter.verdict()?).then_some(true),
            Self::Related { quantifier: Quantifier::None | Quantifier::IsNot, filter, .. } => {
                (!filter.verdict()?).then_some(true)
            }
            Self::Compare { .. } | Self::Related { .. } => None,
        }
    }

    /// Rows whose fields equal the values, pairwise.
    pub fn equals(fields: &[usize], values: Vec<ssot_db::Value>) -> Self {
        let compare =
            |(&field, value)| Self::Compare { field, operator: Operator::Eq, values: vec![value], path: Vec::new() };
        let mut compares: Vec<Self> = fields.iter().zip(values).map(compare).collect();
        if compares.len() == 1 { compares.remove(0) } else { Self::And(compares) }
    }

    /// Both hold.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::And(left), other) if left.is_empty() => other,
            (filter, Self::And(right)) if right.is_empty() => filter,
            (Self::And(mut left), other) => {
                left.push(other);
                Self::And(left)
            }
            (left, right) => Self::And(vec![left, right]),
        }
    }
}

/// Plans a list. Its cursor, if there is one, is put into place by [`cursor::place`].
///
/// # Errors
/// All faults of the query at once, those found while reading it first.
pub fn list(
    resource: &'static Resource,
    query: &Query,
    limits: &Limits,
    viewer: &Viewer,
    mut faults: Vec<Fault>,
) -> Result<Read, Vec<Fault>> {
    let mut comparisons = 0;
    let conditions = condition::Conditions::new(limits, viewer, &mut faults, &mut comparisons);
    let filter = conditions.plan(resource, &query.conditions);
    let orders = order::plan(resource, &query.orders, viewer, &mut faults);
    let page = page::plan(resource, query, limits, &mut faults);
    let shape = include::plan(resource, query, &[], (limits, viewer), &mut faults, &mut comparisons);
    if faults.is_empty() {
        let page::Page { take, skip, count } = page;
        Ok(Read { resource, shape, filter, orders, take, skip, position: None, count, viewer: viewer.clone() })
    } else {
        Err(faults)
    }
}

/// Plans what of one row is shown; without `include` in the query, the relations that the model includes by default.
///
/// # Errors
/// All faults of the query at once, those found while reading it first.
pub fn item(
    resource: &'static Resource,
    query: &Query,
    limits: &Limits,
    viewer: &Viewer,
    mut faults: Vec<Fault>,
) -> Result<Shape, Vec<Fault>> {
    let shape = include::plan(resource, query, resource.include, (limits, viewer), &mut faults, &mut 0);
    if faults.is_empty() { Ok(shape) } else { Err(faults) }
}
