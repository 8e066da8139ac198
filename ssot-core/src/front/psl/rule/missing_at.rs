//! An attribute is written without `@`.
//!
//! ```prisma
//! model A {
//!   id Int @id
//!   count Int = 1
//! }
//! ```
//!
//! A default is `@default(1)`.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct MissingAt {
    pub(crate) span: Span,
    /// What should stand there.
    pub(crate) text: String,
}

impl MissingAt {
    pub(crate) const CODE: Code = Code(17);
}

impl From<MissingAt> for Diagnostic {
    fn from(rule: MissingAt) -> Self {
        Self::error(MissingAt::CODE, rule.span, "an attribute starts with `@`")
            .help(format!("write `{}`", rule.text))
            .fix(format!("write `{}`", rule.text), rule.span, rule.text)
    }
}
