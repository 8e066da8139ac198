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
    /// The keyword of the block.
    pub(crate) keyword: Span,
    /// From the name to the brace, if only blanks stand there.
    pub(crate) gap: Option<Span>,
}

impl BraceOnNextLine {
    pub(crate) const CODE: Code = Code(8);
}

impl From<BraceOnNextLine> for Diagnostic {
    fn from(rule: BraceOnNextLine) -> Self {
        let found = Self::error(BraceOnNextLine::CODE, rule.span, "`{` must stand on the line of the block's name")
            .also(rule.keyword, "the block starts here")
            .help("move `{` up");
        match rule.gap {
            Some(gap) => found.fix("move `{` up", gap, " {"),
            None => found,
        }
    }
}
