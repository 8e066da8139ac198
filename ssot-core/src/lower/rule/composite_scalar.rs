//! A composite of the catalogue is used as a type.
//!
//! ```ssot
//! model Order {
//!   id    Int         @id
//!   total MoneyAmount
//! }
//! ```
//!
//! The composites are known by name, but nothing is generated from them so far.

use crate::diagnostic::Code;

pub(crate) struct CompositeScalar;

impl CompositeScalar {
    pub(crate) const CODE: Code = Code(703);
}
