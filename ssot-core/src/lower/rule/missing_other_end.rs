//! A relation has one end.
//!
//! ```prisma
//! model Author {
//!   id Int @id
//! }
//!
//! model Post {
//!   id       Int    @id
//!   authorId Int
//!   author   Author @relation(fields: [authorId], references: [id])
//! }
//! ```
//!
//! Both models have a field for the relation, so that it can be followed in both directions.

use crate::diagnostic::Code;

pub(crate) struct MissingOtherEnd;

impl MissingOtherEnd {
    pub(crate) const CODE: Code = Code(151);
}
