//! A string does not end on its line.
//!
//! ```prisma
//! model A {
//!   id String @id @default("x)
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct UnclosedString {
    /// The quote.
    pub(crate) span: Span,
}

impl UnclosedString {
    pub(crate) const CODE: Code = Code(21);
}

impl From<UnclosedString> for Diagnostic {
    fn from(rule: UnclosedString) -> Self {
        Self::error(UnclosedString::CODE, rule.span, "the string that starts here does not end on this line")
            .help("close it with `\"`; a line break in a string is written `\\n`")
    }
}
