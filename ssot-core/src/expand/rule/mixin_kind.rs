//! Something other than a `type` stands behind `with`.
//!
//! ```ssot
//! model Base {
//!   id Int @id
//! }
//!
//! model A with Base {
//!   name String
//! }
//! ```
//!
//! Only a `type` has no table of its own; its fields become those of each model that names it.

use crate::diagnostic::Code;

pub(crate) struct MixinKind;

impl MixinKind {
    pub(crate) const CODE: Code = Code(713);
}
