//! The closing brace stands behind a field.
//!
//! ```prisma
//! model A {
//!   id Int @id }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct BraceAfterContent {
    pub(crate) span: Span,
}

impl BraceAfterContent {
    pub(crate) const CODE: Code = Code(35);
}

impl From<BraceAfterContent> for Diagnostic {
    fn from(rule: BraceAfterContent) -> Self {
        Self::error(BraceAfterContent::CODE, rule.span, "`}` must stand on a line of its own")
            .help("move it to the next line")
            .fix("move `}` to the next line", rule.span, "\n}")
    }
}
