//! A key or index names a field that does not exist.
//!
//! ```prisma
//! model A {
//!   id   Int    @id
//!   name String
//!
//!   @@index([nmae])
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct KeyUnknownField;

impl KeyUnknownField {
    pub(crate) const CODE: Code = Code(140);
}
