//! A model gets a field from two places.
//!
//! ```ssot
//! type Named {
//!   name String
//! }
//!
//! model A with Named {
//!   id   Int    @id
//!   name String
//! }
//! ```
//!
//! A model has each field once: its own, or that of one mixin. Nothing is overridden in silence.

use crate::diagnostic::Code;

pub(crate) struct MixinField;

impl MixinField {
    pub(crate) const CODE: Code = Code(714);
}
