//! An argument without a name, where a name is needed to tell what it is.
//!
//! ```prisma
//! model A {
//!   id Int @id
//!   a  Int
//!   b  Int
//!
//!   @@index(a, b)
//! }
//! ```
//!
//! An attribute takes at most one argument without a name. Several fields stand in brackets.

use crate::diagnostic::Code;

pub(crate) struct UnnamedArgument;

impl UnnamedArgument {
    pub(crate) const CODE: Code = Code(112);
}
