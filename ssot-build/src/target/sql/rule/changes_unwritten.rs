//! Changes are to be followed where the database is not made to write them down.
//!
//! ```prisma
//! datasource db {
//!   provider = "sqlserver"
//! }
//!
//! /// @@api(changes)
//! model Post {
//!   id Int @id @default(autoincrement())
//! }
//! ```
//!
//! The table of changes and its triggers are there for PostgreSQL, SQLite and MySQL.

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::source::Span;

pub(crate) struct ChangesUnwritten {
    pub(crate) model: String,
    pub(crate) provider: &'static str,
    pub(crate) span: Span,
}

impl ChangesUnwritten {
    pub(crate) const CODE: Code = Code(408);
}

impl From<ChangesUnwritten> for Diagnostic {
    fn from(rule: ChangesUnwritten) -> Self {
        let message = format!("{} is not made to write down the changes of `{}`", rule.provider, rule.model);
        Self::error(ChangesUnwritten::CODE, rule.span, message)
            .help("leave `changes` out, or use PostgreSQL, SQLite or MySQL")
    }
}
