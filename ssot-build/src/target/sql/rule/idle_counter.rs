//! `autoincrement()` in a column whose type does not count.
//!
//! ```prisma
//! datasource db {
//!   provider = "postgresql"
//! }
//!
//! model Item {
//!   id    Int @id
//!   owner Int @default(autoincrement()) @db.Oid
//! }
//! ```
//!
//! Prisma accepts it, and the column gets no default: each row has to bring its number.

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::source::Span;

pub(crate) struct IdleCounter {
    pub(crate) field: String,
    pub(crate) span: Span,
}

impl IdleCounter {
    pub(crate) const CODE: Code = Code(406);
}

impl From<IdleCounter> for Diagnostic {
    fn from(rule: IdleCounter) -> Self {
        let message = format!("`{}` does not count: PostgreSQL has no counter of the type `Oid`", rule.field);
        Self::warning(IdleCounter::CODE, rule.span, message).help("leave out the native type or the default")
    }
}
