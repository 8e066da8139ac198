//! A `/*` comment does not end.
//!
//! ```prisma
//! model A {
//!   id Int @id
//! }
//! /* to do
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct UnclosedComment {
    /// `/*`
    pub(crate) span: Span,
}

impl UnclosedComment {
    pub(crate) const CODE: Code = Code(33);
}

impl From<UnclosedComment> for Diagnostic {
    fn from(rule: UnclosedComment) -> Self {
        Self::error(UnclosedComment::CODE, rule.span, "the comment that starts here does not end")
            .help("close it with `*/`")
    }
}
