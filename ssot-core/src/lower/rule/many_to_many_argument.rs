//! A many-to-many relation says something about columns or actions.
//!
//! ```prisma
//! model Post {
//!   id   Int   @id
//!   tags Tag[] @relation(onDelete: Cascade)
//! }
//!
//! model Tag {
//!   id    Int    @id
//!   posts Post[]
//! }
//! ```
//!
//! Its table is made without being written down. A join model of your own can say anything.

use crate::diagnostic::Code;

pub(crate) struct ManyToManyArgument;

impl ManyToManyArgument {
    pub(crate) const CODE: Code = Code(158);
}
