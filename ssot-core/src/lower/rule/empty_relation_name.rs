//! A relation has an empty name.
//!
//! ```prisma
//! model Post {
//!   id   Int   @id
//!   tags Tag[] @relation("")
//! }
//!
//! model Tag {
//!   id    Int    @id
//!   posts Post[]
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct EmptyRelationName;

impl EmptyRelationName {
    pub(crate) const CODE: Code = Code(161);
}
