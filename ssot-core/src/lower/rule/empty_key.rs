//! A key or index names no field.
//!
//! ```prisma
//! model A {
//!   id Int @id
//!
//!   @@index([])
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct EmptyKey;

impl EmptyKey {
    pub(crate) const CODE: Code = Code(142);
}
