//! A mixin that nobody declares.
//!
//! ```ssot
//! type Timestamps {
//!   createdAt DateTime @default(now())
//!   updatedAt DateTime @updatedAt
//! }
//!
//! model A with Timestamp {
//!   id Int @id
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct UnknownMixin;

impl UnknownMixin {
    pub(crate) const CODE: Code = Code(712);
}
