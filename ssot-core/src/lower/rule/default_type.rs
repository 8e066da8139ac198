//! A default is no literal of the field's type.
//!
//! ```prisma
//! model A {
//!   id    Int @id
//!   count Int @default("many")
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct DefaultType;

impl DefaultType {
    pub(crate) const CODE: Code = Code(120);
}
