//! A schema has more than one datasource.
//!
//! ```prisma
//! datasource db {
//!   provider = "sqlite"
//! }
//!
//! datasource other {
//!   provider = "sqlite"
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct SeveralDatasources;

impl SeveralDatasources {
    pub(crate) const CODE: Code = Code(103);
}
