//! A relation does not name as many fields as it points at.
//!
//! ```prisma
//! model Author {
//!   country String
//!   number  Int
//!   posts   Post[]
//!
//!   @@id([country, number])
//! }
//!
//! model Post {
//!   id       Int    @id
//!   authorNo Int
//!   author   Author @relation(fields: [authorNo], references: [country, number])
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct RelationLengths;

impl RelationLengths {
    pub(crate) const CODE: Code = Code(160);
}
