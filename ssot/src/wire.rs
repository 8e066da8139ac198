//! Types of values on the wire (section 2 of the HTTP contract).

mod bytes;
mod decimal;
#[cfg(feature = "serde")]
#[doc(hidden)]
pub mod int64;

pub use bytes::Bytes;
pub use decimal::{Decimal, NotDecimal};
