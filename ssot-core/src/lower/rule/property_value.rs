//! A property of a datasource or generator is unknown, missing, or has a value that it cannot have.
//!
//! ```prisma
//! datasource db {
//!   provider     = "mysql"
//!   relationMode = "foreign_keys"
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct PropertyValue;

impl PropertyValue {
    pub(crate) const CODE: Code = Code(104);
}
