//! Types of values on the wire (section 2 of the HTTP contract).
//!
//! They have no equal in Rust's standard library, and programs, generated code and the server share them. Programs name them through the
//! crate `ssot`. Without the feature `serde` the crate depends on nothing.

mod bytes;
#[cfg(feature = "serde")]
#[doc(hidden)]
pub mod codec;
mod decimal;
mod digits;
#[cfg(feature = "serde")]
#[doc(hidden)]
pub mod int64;
mod refusal;

pub use bytes::Bytes;
pub use decimal::{Decimal, NotDecimal};
pub use digits::Digits;
pub use refusal::Refusal;
