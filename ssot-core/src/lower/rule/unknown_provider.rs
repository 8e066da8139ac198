//! The provider is no database that ssot knows.
//!
//! ```prisma
//! datasource db {
//!   provider = "oracle"
//! }
//! ```
//!
//! The provider is a string: `postgresql`, `mysql`, `sqlite`, `sqlserver`, `mongodb` or `cockroachdb`. It cannot come from the environment,
//! because what is generated depends on it.

use crate::diagnostic::Code;

pub(crate) struct UnknownProvider;

impl UnknownProvider {
    pub(crate) const CODE: Code = Code(105);
}
