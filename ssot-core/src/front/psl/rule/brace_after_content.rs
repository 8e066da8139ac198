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
    /// The brace that it closes.
    pub(crate) open: Option<Span>,
}

impl BraceAfterContent {
    pub(crate) const CODE: Code = Code(35);
}

impl From<BraceAfterContent> for Diagnostic {
    fn from(rule: BraceAfterContent) -> Self {
        let diagnostic = Self::error(BraceAfterContent::CODE, rule.span, "`}` must stand on a line of its own");
        let diagnostic = match rule.open {
            Some(open) => diagnostic.also(open, "the block starts here"),
            None => diagnostic,
        };
        diagnostic
            .help("move it to the next line")
            .fix("move `}` to the next line", rule.span, "\n}")
    }
}
