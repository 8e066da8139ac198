//! The file is larger than 16 MiB.
//!
//! ```text
//! 20 MiB of models in one file
//! ```
//!
//! A schema of that size is almost certainly something else by mistake. Real ones can be split: all files are one schema.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct FileTooLarge {
    pub(crate) span: Span,
    pub(crate) bytes: usize,
    pub(crate) limit: usize,
}

impl FileTooLarge {
    pub(crate) const CODE: Code = Code(2);
}

impl From<FileTooLarge> for Diagnostic {
    fn from(rule: FileTooLarge) -> Self {
        let message = format!("the file has {} bytes, more than the {} that are read", rule.bytes, rule.limit);
        Self::error(FileTooLarge::CODE, rule.span, message).help("split the schema into several files")
    }
}
