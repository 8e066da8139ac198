//! A native type carries another scalar.
//!
//! ```prisma
//! datasource db {
//!   provider = "postgresql"
//! }
//!
//! model A {
//!   id Int @id @db.VarChar(20)
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct NativeTypeScalar;

impl NativeTypeScalar {
    pub(crate) const CODE: Code = Code(132);
}
