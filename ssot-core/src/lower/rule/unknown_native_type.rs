//! The database does not have this native type.
//!
//! ```prisma
//! datasource db {
//!   provider = "postgresql"
//! }
//!
//! model A {
//!   id   Int    @id
//!   name String @db.Varchar(20)
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct UnknownNativeType;

impl UnknownNativeType {
    pub(crate) const CODE: Code = Code(130);
}
