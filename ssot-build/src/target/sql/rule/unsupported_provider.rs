//! A database that has no DDL.
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
        let message = format!("{} has no tables to create: there is no DDL for it", rule.provider);
        Self::error(UnsupportedProvider::CODE, rule.span, message)
            .help("leave the `sql` target out, or move the schema to a database with tables by `--provider`")
    }
}
