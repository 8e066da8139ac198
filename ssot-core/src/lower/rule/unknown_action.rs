//! A referential action that does not exist.
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
//!   author   Author @relation(fields: [authorId], references: [id], onDelete: CASCADE)
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct UnknownAction;

impl UnknownAction {
    pub(crate) const CODE: Code = Code(159);
}
