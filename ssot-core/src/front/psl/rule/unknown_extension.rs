//! The file's extension names no schema language.
//!
//! ```text
//! schema.txt
//! ```
//!
//! Schemas are read from `*.prisma`, `*.ssot`, `*.toml` and `*.rs`.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

pub(crate) struct UnknownExtension {
    pub(crate) file: FileId,
    pub(crate) path: String,
}

impl UnknownExtension {
    pub(crate) const CODE: Code = Code(1);
}

impl From<UnknownExtension> for Diagnostic {
    fn from(rule: UnknownExtension) -> Self {
        let message = format!("`{}` is no schema file", rule.path);
        Self::error(UnknownExtension::CODE, Span::new(rule.file, 0, 0), message)
            .help("schema files end in `.prisma`, `.ssot`, `.toml` or `.rs`")
    }
}
