//! An argument of a native type is out of range.
//!
//! ```prisma
//! datasource db {
//!   provider = "postgresql"
//! }
//!
//! model A {
//!   id    Int     @id
//!   price Decimal @db.Decimal(2, 10)
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct NativeTypeRange;

impl NativeTypeRange {
    pub(crate) const CODE: Code = Code(134);
}
