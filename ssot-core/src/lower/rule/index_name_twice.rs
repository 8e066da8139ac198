//! An index has both `name` and `map`, which are the same.
//!
//! ```prisma
//! model A {
//!   id   Int    @id
//!   text String
//!
//!   @@index([text], name: "one", map: "two")
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct IndexNameTwice;

impl IndexNameTwice {
    pub(crate) const CODE: Code = Code(145);
}
