//! An argument wants another kind of value.
//!
//! ```prisma
//! model A {
//!   id   Int    @id
//!   name String @map(full_name)
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct ArgumentValue;

impl ArgumentValue {
    pub(crate) const CODE: Code = Code(114);
}
