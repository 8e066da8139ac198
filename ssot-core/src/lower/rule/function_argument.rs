//! The function of a default does not take these arguments.
//!
//! ```prisma
//! model A {
//!   id String @id @default(uuid(5))
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct FunctionArgument;

impl FunctionArgument {
    pub(crate) const CODE: Code = Code(124);
}
