//! A text with the character U+0000, which the database cannot keep.
//!
//! ```prisma
//! datasource db {
//!   provider = "postgresql"
//! }
//!
//! model Post {
//!   id   Int    @id
//!   text String @default("a\u0000b")
//! }
//! ```
//!
//! PostgreSQL refuses it in every text, SQLite cuts the text there, and no database can read it in SQL of one's own.

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::source::Span;

pub(crate) struct RefusedText {
    pub(crate) span: Span,
}

impl RefusedText {
    pub(crate) const CODE: Code = Code(402);
}

impl From<RefusedText> for Diagnostic {
    fn from(rule: RefusedText) -> Self {
        Self::error(RefusedText::CODE, rule.span, "this text holds U+0000, which the database cannot keep")
            .help("leave the character out")
    }
}
