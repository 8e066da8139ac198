//! A list ends in a comma.
//!
//! ```prisma
//! model A {
//!   id Int @id @default(autoincrement(),)
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct TrailingComma {
    pub(crate) span: Span,
}

impl TrailingComma {
    pub(crate) const CODE: Code = Code(15);
}

impl From<TrailingComma> for Diagnostic {
    fn from(rule: TrailingComma) -> Self {
        Self::error(TrailingComma::CODE, rule.span, "a list cannot end in a comma")
            .help("remove it")
            .fix("remove the comma", rule.span, "")
    }
}
