//! The function of a default cannot fill a field of this type.
//!
//! ```prisma
//! model A {
//!   id   Int    @id
//!   name String @default(now())
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct FunctionType;

impl FunctionType {
    pub(crate) const CODE: Code = Code(123);
}
