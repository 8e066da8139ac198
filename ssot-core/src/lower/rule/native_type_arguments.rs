//! A native type takes more arguments, or fewer.
//!
//! ```prisma
//! datasource db {
//!   provider = "mysql"
//! }
//!
//! model A {
//!   id   Int    @id
//!   name String @db.VarChar
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct NativeTypeArguments;

impl NativeTypeArguments {
    pub(crate) const CODE: Code = Code(133);
}
