//! Two models would be served under one path.
//!
//! ```prisma
//! model Post {
//!   id Int @id
//! }
//!
//! /// @@api(path: "posts")
//! model Article {
//!   id Int @id
//! }
//! ```
//!
//! A model without `@@api(path:)` is served under the plural of its name.

use ssot_core::diagnostic::Code;

/// The names are claimed, and clashes worded, in `names.rs`.
pub(crate) struct SegmentClash;

impl SegmentClash {
    pub(crate) const CODE: Code = Code(504);
}
