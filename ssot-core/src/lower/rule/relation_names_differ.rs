//! The two ends of a relation have different names.
//!
//! ```prisma
//! model Author {
//!   id    Int    @id
//!   posts Post[] @relation("Written")
//! }
//!
//! model Post {
//!   id       Int    @id
//!   authorId Int
//!   author   Author @relation("Writen", fields: [authorId], references: [id])
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct RelationNamesDiffer;

impl RelationNamesDiffer {
    pub(crate) const CODE: Code = Code(152);
}
