//! The end of a relation that holds no columns says something about them.
//!
//! ```prisma
//! model Author {
//!   id    Int    @id
//!   posts Post[] @relation(onDelete: Cascade)
//! }
//!
//! model Post {
//!   id       Int    @id
//!   authorId Int
//!   author   Author @relation(fields: [authorId], references: [id])
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct ColumnsOnWrongEnd;

impl ColumnsOnWrongEnd {
    pub(crate) const CODE: Code = Code(155);
}
