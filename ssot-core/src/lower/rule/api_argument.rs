//! `@@api` says nothing, or not enough.
//!
//! ```prisma
//! /// @@api(path)
//! model A {
//!   id Int @id
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct ApiArgument;

impl ApiArgument {
    pub(crate) const CODE: Code = Code(170);
}
