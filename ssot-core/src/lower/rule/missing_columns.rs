//! A relation does not say which columns hold it.
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
//!   author   Author
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct MissingColumns;

impl MissingColumns {
    pub(crate) const CODE: Code = Code(153);
}
