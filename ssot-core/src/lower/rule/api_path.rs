//! The path of an API is no plain path segment.
//!
//! ```prisma
//! /// @@api(path: "My Posts")
//! model A {
//!   id Int @id
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct ApiPath;

impl ApiPath {
    pub(crate) const CODE: Code = Code(171);
}
