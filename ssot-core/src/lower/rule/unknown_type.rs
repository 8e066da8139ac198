//! The type of a field is no scalar, and nobody declares it.
//!
//! ```prisma
//! model A {
//!   id   Int  @id
//!   name Text
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct UnknownType;

impl UnknownType {
    pub(crate) const CODE: Code = Code(100);
}
