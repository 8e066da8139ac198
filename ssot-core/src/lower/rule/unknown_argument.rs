//! An attribute, function or directive does not have this argument.
//!
//! ```prisma
//! model A {
//!   id   Int    @id
//!   name String @unique(mapp: "a_name")
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct UnknownArgument;

impl UnknownArgument {
    pub(crate) const CODE: Code = Code(110);
}
