//! A native type does not start with the name of the datasource.
//!
//! ```prisma
//! datasource db {
//!   provider = "postgresql"
//! }
//!
//! model A {
//!   id   Int    @id
//!   name String @pg.VarChar(20)
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct NativeTypePrefix;

impl NativeTypePrefix {
    pub(crate) const CODE: Code = Code(131);
}
