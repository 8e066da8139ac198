//! A scalar of the catalogue is the type of a field in a `.prisma` file.
//!
//! ```prisma
//! model User {
//!   id    Int   @id
//!   email Email
//! }
//! ```
//!
//! Prisma knows nine types. In its files a richer one stands in a documentation comment, so that Prisma's own tools still read them:
//! `/// @scalar(Email)` above a field of the base type.

use crate::diagnostic::Code;

pub(crate) struct ScalarInPrisma;

impl ScalarInPrisma {
    pub(crate) const CODE: Code = Code(700);
}
