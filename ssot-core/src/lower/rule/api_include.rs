//! `@@api(include:)` names something that is no relation, or goes too deep.
//!
//! ```prisma
//! /// @@api(include: "athor")
//! model Post {
//!   id       Int    @id
//!   authorId Int
//!   author   Author @relation(fields: [authorId], references: [id])
//! }
//!
//! model Author {
//!   id    Int    @id
//!   posts Post[]
//! }
//! ```
//!
//! The value is a relation, a path of relations such as `comments.author`, or several of them with commas between, at most four
//! relations deep.

use crate::diagnostic::Code;

pub(crate) struct ApiInclude;

impl ApiInclude {
    pub(crate) const CODE: Code = Code(172);
}
