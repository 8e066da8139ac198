//! A second counter in a table of SQL Server.
//!
//! ```prisma
//! datasource db {
//!   provider = "sqlserver"
//! }
//!
//! model Ticket {
//!   id     Int @id @default(autoincrement())
//!   number Int @default(autoincrement())
//! }
//! ```
//!
//! Prisma accepts it; the server has one `IDENTITY` column for each table.

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::source::Span;

pub(crate) struct SecondCounter {
    pub(crate) field: String,
    pub(crate) span: Span,
}

impl SecondCounter {
    pub(crate) const CODE: Code = Code(405);
}

impl From<SecondCounter> for Diagnostic {
    fn from(rule: SecondCounter) -> Self {
        let message = format!("SQL Server counts once a table, so not in `{}` too", rule.field);
        Self::error(SecondCounter::CODE, rule.span, message).help("keep one `autoincrement()`")
    }
}
