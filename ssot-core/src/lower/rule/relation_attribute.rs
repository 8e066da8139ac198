//! An attribute for columns stands on a relation, or `@relation` on a column.
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
//!   author   Author @unique @relation(fields: [authorId], references: [id])
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct RelationAttribute;

impl RelationAttribute {
    pub(crate) const CODE: Code = Code(150);
}
