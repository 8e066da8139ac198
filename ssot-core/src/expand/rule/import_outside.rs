//! An import leads out of the folder of the schema.
//!
//! ```ssot
//! import "../../secret.ssot"
//!
//! model A {
//!   id Int @id
//! }
//! ```
//!
//! A schema may come from somebody else; what is read for it lies beside or below its first file.

use crate::diagnostic::Code;

pub(crate) struct ImportOutside;

impl ImportOutside {
    pub(crate) const CODE: Code = Code(718);
}
