//! A field is said to be a scalar twice.
//!
//! ```ssot
//! model A {
//!   id    Int   @id
//!   email Email @url
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct FormatTwice;

impl FormatTwice {
    pub(crate) const CODE: Code = Code(709);
}
