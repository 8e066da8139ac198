//! An earlier name that cannot be one.
//!
//! ```ssot
//! model A {
//!   id   Int    @id
//!   name String @was("name")
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct RenamedFrom;

impl RenamedFrom {
    pub(crate) const CODE: Code = Code(710);
}
