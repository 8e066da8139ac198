//! A database that the `sql` target does not write for yet.
//!
//! ```prisma
//! datasource db {
//!   provider = "mongodb"
//! }
//!
//! model A {
//!   id Int @id @map("_id")
//! }
//! ```
//!
//! `--provider` moves the schema to another one, if it can be carried there.

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::source::Span;

pub(crate) struct UnsupportedProvider {
    pub(crate) provider: &'static str,
    pub(crate) span: Span,
}

impl UnsupportedProvider {
    pub(crate) const CODE: Code = Code(400);
}

impl From<UnsupportedProvider> for Diagnostic {
    fn from(rule: UnsupportedProvider) -> Self {
        let message = format!("the `sql` target does not write for {} yet", rule.provider);
        Self::error(UnsupportedProvider::CODE, rule.span, message)
            .help("it writes for PostgreSQL, SQLite and MySQL: move the schema with `--provider`")
    }
}
