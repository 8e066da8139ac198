//! Two models would be read under one path.
//!
//! ```prisma
//! model Person {
//!   id Int @id
//! }
//!
//! model People {
//!   id Int @id
//! }
//! ```
//!
//! A model without `@@api(path:)` is read under the plural of its name: give one of the two a path of its own.

use ssot_core::diagnostic::Code;

/// The names are claimed, and clashes worded, in `names.rs`.
pub(crate) struct PathClash;

impl PathClash {
    pub(crate) const CODE: Code = Code(605);
}
