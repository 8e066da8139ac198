//! A text that SQL Server cannot take in the condition of an index.
//!
//! ```prisma
//! generator client {
//!   provider        = "prisma-client"
//!   previewFeatures = ["partialIndexes"]
//! }
//!
//! datasource db {
//!   provider = "sqlserver"
//! }
//!
//! model Note {
//!   id   Int    @id
//!   text String
//!
//!   @@index([text], where: { text: { not: "$(x)" } })
//! }
//! ```
//!
//! Such a condition compares with constants only. Line breaks and `$(` mean something to the clients of SQL Server, so they are
//! written as expressions, which have no place there.

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::source::Span;

pub(crate) struct IndexConstant {
    pub(crate) span: Span,
}

impl IndexConstant {
    pub(crate) const CODE: Code = Code(407);
}

impl From<IndexConstant> for Diagnostic {
    fn from(rule: IndexConstant) -> Self {
        let message = "SQL Server cannot compare with a text that holds a line break or `$(` in the condition of an index";
        Self::error(IndexConstant::CODE, rule.span, message).help("compare with another text, or leave the condition out")
    }
}
