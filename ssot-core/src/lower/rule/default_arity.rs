//! The default of a list is one value, or the default of one value is a list.
//!
//! ```prisma
//! datasource db {
//!   provider = "postgresql"
//! }
//!
//! model A {
//!   id   Int      @id
//!   tags String[] @default("new")
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct DefaultArity;

impl DefaultArity {
    pub(crate) const CODE: Code = Code(126);
}
