//! Two values of an enum would be one variant in Rust.
//!
//! ```prisma
//! enum Level {
//!   IN_USE
//!   InUse
//! }
//! ```
//!
//! Variants are written in Rust's case. Rename one of the values; `@map` keeps what the database holds.

use ssot_core::diagnostic::Code;

/// The names are claimed, and clashes worded, in `names.rs`.
pub(crate) struct VariantClash;

impl VariantClash {
    pub(crate) const CODE: Code = Code(502);
}
