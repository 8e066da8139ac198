//! A policy about an operation that there is not.
//!
//! ```ssot
//! model Post {
//!   id     Int    @id
//!   note   String @allow("read,create", true)
//!
//!   @@allow("raed", true)
//!   @@allow("create, edit", true)
//!   @@allow(["read", "read"], true)
//!   @@allow("", true)
//! }
//!
//! view Total {
//!   id    Int @unique
//!   total Int
//!
//!   @@allow("update", true)
//! }
//! ```
//!
//! A model has `create`, `read`, `update`, `delete` and `all`; a field has `read` and `update`; a view has `read`.

use crate::diagnostic::Code;

pub(crate) struct PolicyOperation;

impl PolicyOperation {
    pub(crate) const CODE: Code = Code(761);
}
