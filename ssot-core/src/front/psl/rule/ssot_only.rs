//! A declaration that Prisma does not know, in a file that Prisma reads too.
//!
//! ```prisma
//! model Post {
//!   id        Int     @id
//!   published Boolean
//! }
//!
//! action publish on Post {
//!   set published = true
//! }
//! ```
//!
//! Actions and events stand in a `.ssot` file; all files of a folder are one schema.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct SsotOnly {
    pub(crate) span: Span,
    pub(crate) keyword: &'static str,
}

impl SsotOnly {
    pub(crate) const CODE: Code = Code(62);
}

impl From<SsotOnly> for Diagnostic {
    fn from(rule: SsotOnly) -> Self {
        Self::error(SsotOnly::CODE, rule.span, format!("Prisma does not know `{}`", rule.keyword))
            .label("in a `.prisma` file this breaks other tools")
            .help("move it to a `.ssot` file in the same folder: all files of a folder are one schema")
    }
}
