//! A scalar that the catalogue does not have.
//!
//! ```ssot
//! model User {
//!   id    Int    @id
//!   email String @scalar(Emial)
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct UnknownScalar;

impl UnknownScalar {
    pub(crate) const CODE: Code = Code(701);
}
