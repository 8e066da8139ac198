//! A bracket is not closed on its line.
//!
//! ```prisma
//! model A {
//!   id Int @id @default(autoincrement()
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct UnclosedBracket {
    pub(crate) span: Span,
    pub(crate) bracket: String,
}

impl UnclosedBracket {
    pub(crate) const CODE: Code = Code(22);
}

impl From<UnclosedBracket> for Diagnostic {
    fn from(rule: UnclosedBracket) -> Self {
        let close = match rule.bracket.as_str() {
            "(" => ")",
            "[" => "]",
            _ => "}",
        };
        Self::error(UnclosedBracket::CODE, rule.span, format!("this `{}` is not closed on its line", rule.bracket))
            .help(format!("add `{close}`"))
    }
}
