//! An import stands in a `.prisma` file.
//!
//! ```prisma
//! import "./user.prisma"
//!
//! model A {
//!   id Int @id
//! }
//! ```
//!
//! Prisma has no imports: a folder is its schema of several files.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct ImportLanguage {
    pub(crate) span: Span,
}

impl ImportLanguage {
    pub(crate) const CODE: Code = Code(51);
}

impl From<ImportLanguage> for Diagnostic {
    fn from(rule: ImportLanguage) -> Self {
        Self::error(ImportLanguage::CODE, rule.span, "Prisma has no imports")
            .help("rename this file to `.ssot`, or name the folder of both files as the schema")
    }
}
