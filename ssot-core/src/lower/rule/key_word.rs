//! `sort`, `type` or `ops` of an index is a word that does not exist.
//!
//! ```prisma
//! model A {
//!   id   Int    @id
//!   name String
//!
//!   @@index([name(sort: DESC)])
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct KeyWord;

impl KeyWord {
    pub(crate) const CODE: Code = Code(143);
}
