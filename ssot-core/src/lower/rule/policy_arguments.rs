//! A policy without operations or without a condition.
//!
//! ```ssot
//! model Post {
//!   id        Int     @id
//!   published Boolean
//!
//!   @@allow("read")
//!   @@allow(published)
//!   @@deny("read", when: published)
//! }
//! ```
//!
//! A policy that holds always says so: `@@allow("read", true)`.

use crate::diagnostic::Code;

pub(crate) struct PolicyArguments;

impl PolicyArguments {
    pub(crate) const CODE: Code = Code(760);
}
