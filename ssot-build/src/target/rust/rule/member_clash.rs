//! Two fields of a model would be one member in Rust.
//!
//! ```prisma
//! model Post {
//!   id        Int      @id
//!   createdAt DateTime
//!   created_at Int
//! }
//! ```
//!
//! Members are written in Rust's case. Rename one of the fields; `@map` keeps its column.

use ssot_core::diagnostic::Code;

/// The names are claimed, and clashes worded, in `names.rs`.
pub(crate) struct MemberClash;

impl MemberClash {
    pub(crate) const CODE: Code = Code(501);
}
