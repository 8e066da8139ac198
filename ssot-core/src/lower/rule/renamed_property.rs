//! A property has another name by now.
//!
//! ```prisma
//! datasource db {
//!   provider             = "mysql"
//!   referentialIntegrity = "prisma"
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct RenamedProperty;

impl RenamedProperty {
    pub(crate) const CODE: Code = Code(107);
}
