//! Types of values on the wire (section 2 of the HTTP contract), and the rules for values.
//!
//! They have no equal in Rust's standard library, and programs, generated code, the compiler of schemas and the server share them. Programs
//! name them through the crate `ssot`. Without the feature `serde` the crate depends on nothing.

mod bytes;
#[doc(hidden)]
pub mod checksum;
#[cfg(feature = "serde")]
#[doc(hidden)]
pub mod codec;
mod decimal;
#[doc(hidden)]
pub mod definition;
mod digits;
#[cfg(feature = "serde")]
#[doc(hidden)]
pub mod int64;
#[doc(hidden)]
pub mod pattern;
mod refusal;
#[doc(hidden)]
pub mod rule;

pub use bytes::Bytes;
pub use decimal::{Decimal, NotDecimal};
pub use digits::Digits;
pub use refusal::Refusal;
pub use rule::InvalidValue;
