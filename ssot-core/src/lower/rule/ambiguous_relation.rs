//! Several fields could be the ends of a relation.
//!
//! ```prisma
//! model Author {
//!   id      Int    @id
//!   written Post[]
//!   edited  Post[]
//! }
//!
//! model Post {
//!   id       Int    @id
//!   authorId Int
//!   author   Author @relation(fields: [authorId], references: [id])
//!   editorId Int
//!   editor   Author @relation(fields: [editorId], references: [id])
//! }
//! ```
//!
//! Each relation between the same two models, or of a model with itself, has a name of its own on both ends.

use crate::diagnostic::Code;

pub(crate) struct AmbiguousRelation;

impl AmbiguousRelation {
    pub(crate) const CODE: Code = Code(157);
}
