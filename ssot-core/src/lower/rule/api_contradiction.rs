//! What `@@api` says contradicts itself.
//!
//! ```prisma
//! /// @@api(none, aggregate)
//! model A {
//!   id Int @id
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct ApiContradiction;

impl ApiContradiction {
    pub(crate) const CODE: Code = Code(173);
}
