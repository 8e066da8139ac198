//! A line ends in a comma or semicolon.
//!
//! ```prisma
//! enum Role {
//!   ADMIN,
//!   USER
//! }
//! ```
//!
//! The end of the line is enough.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct LineTerminator {
    pub(crate) span: Span,
    pub(crate) text: String,
}

impl LineTerminator {
    pub(crate) const CODE: Code = Code(23);
}

impl From<LineTerminator> for Diagnostic {
    fn from(rule: LineTerminator) -> Self {
        Self::error(LineTerminator::CODE, rule.span, format!("a line does not end in `{}`", rule.text))
            .help("remove it")
            .fix(format!("remove `{}`", rule.text), rule.span, "")
    }
}
