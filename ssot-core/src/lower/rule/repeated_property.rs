//! A property is set twice, or a schema is listed twice.
//!
//! ```prisma
//! datasource db {
//!   provider = "sqlite"
//!   provider = "mysql"
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct RepeatedProperty;

impl RepeatedProperty {
    pub(crate) const CODE: Code = Code(106);
}
