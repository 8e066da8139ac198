//! A default is no value of the field's enum.
//!
//! ```prisma
//! enum Role {
//!   READER
//!   WRITER
//! }
//!
//! model A {
//!   id   Int  @id
//!   role Role @default(READR)
//! }
//! ```
//!
//! Values of an enum stand without quotes and without the name of the enum.

use crate::diagnostic::Code;

pub(crate) struct UnknownValue;

impl UnknownValue {
    pub(crate) const CODE: Code = Code(125);
}
