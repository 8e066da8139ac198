//! No value can fulfil the rules of a field.
//!
//! ```ssot
//! model A {
//!   id    Int    @id
//!   name  String @length(min: 10, max: 2)
//!   count Int    @min(5) @max(1)
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct CheckValue;

impl CheckValue {
    pub(crate) const CODE: Code = Code(705);
}
