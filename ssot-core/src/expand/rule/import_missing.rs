//! An import names a file that is not there.
//!
//! ```ssot
//! import "./user.ssot"
//!
//! model A {
//!   id Int @id
//! }
//! ```
//!
//! The path is relative to the file that the import stands in.

use crate::diagnostic::Code;

pub(crate) struct ImportMissing;

impl ImportMissing {
    pub(crate) const CODE: Code = Code(717);
}
