//! A key or index names a relation.
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
//!   author   Author @relation(fields: [authorId], references: [id])
//!
//!   @@index([author])
//! }
//! ```
//!
//! A relation is no column. The columns that hold it can be in a key.

use crate::diagnostic::Code;

pub(crate) struct KeyRelationField;

impl KeyRelationField {
    pub(crate) const CODE: Code = Code(141);
}
