//! A comment starts with `#` or `--`.
//!
//! ```prisma
//! # our users
//! model User {
//!   id Int @id
//! }
//! ```
//!
//! Comments start with `//`, documentation with `///`.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct ForeignComment {
    /// The sign.
    pub(crate) span: Span,
}

impl ForeignComment {
    pub(crate) const CODE: Code = Code(24);
}

impl From<ForeignComment> for Diagnostic {
    fn from(rule: ForeignComment) -> Self {
        Self::error(ForeignComment::CODE, rule.span, "a comment starts with `//`")
            .help("write `//`")
            .fix("write `//`", rule.span, "//")
    }
}
