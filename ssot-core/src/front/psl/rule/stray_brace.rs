//! A closing brace closes nothing.
//!
//! ```prisma
//! model A {
//!   id Int @id
//! }
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct StrayBrace {
    pub(crate) span: Span,
}

impl StrayBrace {
    pub(crate) const CODE: Code = Code(9);
}

impl From<StrayBrace> for Diagnostic {
    fn from(rule: StrayBrace) -> Self {
        Self::error(StrayBrace::CODE, rule.span, "this `}` closes nothing")
            .help("remove it")
            .fix("remove `}`", rule.span, "")
    }
}
