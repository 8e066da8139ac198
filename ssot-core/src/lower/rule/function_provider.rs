//! The function of a default is for another database.
//!
//! ```prisma
//! datasource db {
//!   provider = "postgresql"
//! }
//!
//! model A {
//!   id Int @id @default(sequence())
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct FunctionProvider;

impl FunctionProvider {
    pub(crate) const CODE: Code = Code(127);
}
