//! A default is a function that does not exist.
//!
//! ```prisma
//! model A {
//!   id Int @id @default(serial())
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct UnknownFunction;

impl UnknownFunction {
    pub(crate) const CODE: Code = Code(122);
}
