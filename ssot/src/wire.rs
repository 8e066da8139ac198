//! Types of values on the wire (section 2 of the HTTP contract).

mod decimal;

pub use decimal::{Decimal, NotDecimal};
