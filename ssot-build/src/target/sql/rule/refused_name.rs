//! A name that the database refuses: too long, empty, or with characters that it does not keep.
//!
//! ```prisma
//! datasource db {
//!   provider = "mysql"
//! }
//!
//! model Post {
//!   id   Int    @id
//!   text String @map("ends in a blank ")
//! }
//! ```
//!
//! Prisma accepts such names; the server does not.

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::source::Span;

pub(crate) struct RefusedName {
    /// What the server would say.
    pub(crate) fault: String,
    pub(crate) span: Span,
}

impl RefusedName {
    pub(crate) const CODE: Code = Code(401);
}

impl From<RefusedName> for Diagnostic {
    fn from(rule: RefusedName) -> Self {
        Self::error(RefusedName::CODE, rule.span, rule.fault).help("choose another name")
    }
}
