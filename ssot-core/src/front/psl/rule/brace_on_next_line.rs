//! The opening brace stands below the block's name.
//!
//! ```prisma
//! model A
//! {
//!   id Int @id
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct BraceOnNextLine {
    pub(crate) span: Span,
    /// What stands between the name and the brace.
    pub(crate) gap: Span,
}

impl BraceOnNextLine {
    pub(crate) const CODE: Code = Code(8);
}

impl From<BraceOnNextLine> for Diagnostic {
    fn from(rule: BraceOnNextLine) -> Self {
        Self::error(BraceOnNextLine::CODE, rule.span, "`{` must stand on the line of the block's name")
            .help("move `{` up")
            .fix("move `{` up", rule.gap, " ")
    }
}
