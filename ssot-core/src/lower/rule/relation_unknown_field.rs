//! A relation names a field that does not exist, or that is no column.
//!
//! ```prisma
//! model Author {
//!   id    Int    @id
//!   posts Post[]
//! }
//!
//! model Post {
//!   id       Int    @id
//!   authorId Int
//!   author   Author @relation(fields: [autorId], references: [id])
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct RelationUnknownField;

impl RelationUnknownField {
    pub(crate) const CODE: Code = Code(156);
}
