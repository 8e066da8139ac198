//! Text behind the opening brace is ignored.
//!
//! ```prisma
//! model A { id Int @id
//!   name String
//! }
//! ```
//!
//! Prisma ignores everything behind `{` on that line, so it is ignored here as well, but not in silence.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct TextAfterBrace {
    pub(crate) span: Span,
}

impl TextAfterBrace {
    pub(crate) const CODE: Code = Code(11);
}

impl From<TextAfterBrace> for Diagnostic {
    fn from(rule: TextAfterBrace) -> Self {
        Self::warning(TextAfterBrace::CODE, rule.span, "text behind `{` is ignored")
            .help("move it to the next line")
            .fix("move it to the next line", rule.span.before(), "\n  ")
    }
}
