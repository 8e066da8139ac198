//! Two models or enums would make one type in Rust.
//!
//! ```prisma
//! model Post {
//!   id Int @id
//! }
//!
//! model PostUpdate {
//!   id Int @id
//! }
//! ```
//!
//! Each model `X` has the types `X`, `XCreate`, `XFilter`, `XOrder`, `XRepository` and `XUpdate`, and names are changed to Rust's
//! case, so `user_role` and `UserRole` are one, too. The names of the tables and columns can stay: `@@map` and `@map` keep them.

use ssot_core::diagnostic::Code;

/// The names are claimed, and clashes worded, in `names.rs`.
pub(crate) struct TypeClash;

impl TypeClash {
    pub(crate) const CODE: Code = Code(500);
}
