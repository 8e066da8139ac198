//! Conditions and orders, resolved and typed: what HTTP queries, search bodies and the typed face all become.

use ssot_db::Value;

/// A condition on the rows of one resource. Field and relation indexes are that resource's.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// All hold; empty is true.
    And(Vec<Filter>),
    /// One holds; empty is false.
    Or(Vec<Filter>),
    /// Does not hold.
    Not(Box<Filter>),
    /// A comparison.
    Compare {
        /// The field.
        field: usize,
        /// The operator.
        operator: Operator,
        /// One value; two for `Between`; any number for `In`, `NotIn`, `HasSome`, `HasEvery`; none for `IsNull`.
        values: Vec<Value>,
        /// For `Json` fields: the path below the field, e.g. `["a", "b"]`; else empty.
        path: Vec<String>,
    },
    /// A condition on related rows.
    Related {
        /// The relation.
        relation: usize,
        /// Which of them.
        quantifier: Quantifier,
        /// The condition, on the target's rows.
        filter: Box<Filter>,
    },
}

/// Comparison operators of the contract, section 3.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// One of.
    In,
    /// None of.
    NotIn,
    /// Null (`[true]`) or not (`[false]`).
    IsNull,
    /// Less.
    Lt,
    /// Less or equal.
    Lte,
    /// Greater.
    Gt,
    /// Greater or equal.
    Gte,
    /// From the first through the second.
    Between,
    /// Substring.
    Contains,
    /// Prefix.
    StartsWith,
    /// Suffix.
    EndsWith,
    /// Substring, ASCII case ignored.
    IContains,
    /// Prefix, ASCII case ignored.
    IStartsWith,
    /// Suffix, ASCII case ignored.
    IEndsWith,
    /// Equal, ASCII case ignored.
    IEq,
    /// The list has the value.
    Has,
    /// The list has one of the values.
    HasSome,
    /// The list has all of the values.
    HasEvery,
    /// The list is empty (`[true]`) or not (`[false]`).
    IsEmpty,
}

/// Which related rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// The one there is fulfils it.
    Is,
    /// There is none that fulfils it.
    IsNot,
    /// At least one.
    Some,
    /// All.
    Every,
    /// None.
    None,
}

impl Order {
    /// The same key in the other direction.
    pub const fn reversed(self) -> Self {
        Self { field: self.field, descending: !self.descending, nulls_first: !self.nulls_first }
    }
}

/// One key of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Order {
    /// The field.
    pub field: usize,
    /// Largest first.
    pub descending: bool,
    /// Nulls before everything else; after it otherwise, in both directions.
    pub nulls_first: bool,
}
