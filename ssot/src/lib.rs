//! One source of truth: the crate that users of ssot name.
//!
//! Here are the types that have no equal in Rust's standard library and that programs and generated code share. It depends on
//! nothing, so that it can be used anywhere.
//!
//! ```
//! use ssot::Decimal;
//! let price: Decimal = "12.50".parse()?;
//! assert_eq!(price.to_string(), "12.5");
//! # Ok::<(), ssot::NotDecimal>(())
//! ```

pub mod wire;

pub use wire::{Decimal, NotDecimal};
