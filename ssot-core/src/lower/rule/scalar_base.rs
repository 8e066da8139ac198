//! The type of a field cannot hold the scalar that it is said to be.
//!
//! ```prisma
//! model Product {
//!   id    Int   @id
//!   /// @scalar(Money)
//!   price Float
//! }
//! ```
//!
//! Each scalar has one base type, and a column that can hold it.

use crate::diagnostic::Code;

pub(crate) struct ScalarBase;

impl ScalarBase {
    pub(crate) const CODE: Code = Code(702);
}
