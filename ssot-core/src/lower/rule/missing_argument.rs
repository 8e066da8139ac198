//! An argument that must be there is not.
//!
//! ```prisma
//! model A {
//!   id   Int    @id
//!   name String @default
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct MissingArgument;

impl MissingArgument {
    pub(crate) const CODE: Code = Code(113);
}
