//! An argument is given twice.
//!
//! ```prisma
//! model A {
//!   id   Int    @id
//!   name String
//!
//!   @@index([name], map: "one", map: "two")
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct RepeatedArgument;

impl RepeatedArgument {
    pub(crate) const CODE: Code = Code(111);
}
