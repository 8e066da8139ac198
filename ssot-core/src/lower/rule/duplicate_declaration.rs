//! Two declarations have one name.
//!
//! ```prisma
//! model A {
//!   id Int @id
//! }
//!
//! enum A {
//!   X
//! }
//! ```
//!
//! Models, views, types and enums share one set of names over all files; generators have their own.

use crate::diagnostic::Code;

pub(crate) struct DuplicateDeclaration;

impl DuplicateDeclaration {
    pub(crate) const CODE: Code = Code(101);
}
