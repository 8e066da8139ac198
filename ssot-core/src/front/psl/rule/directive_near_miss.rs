//! A documentation line starts with a word that is nearly a directive.
//!
//! ```prisma
//! model A {
//!   id Int @id
//!   /// @hiden
//!   secret String
//! }
//! ```
//!
//! The line stays documentation and has no effect. Directives of other tools that happen to look alike can be ignored here, or
//! written behind some text.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct DirectiveNearMiss {
    pub(crate) span: Span,
    pub(crate) written: String,
    pub(crate) meant: &'static str,
}

impl DirectiveNearMiss {
    pub(crate) const CODE: Code = Code(41);
}

impl From<DirectiveNearMiss> for Diagnostic {
    fn from(rule: DirectiveNearMiss) -> Self {
        let message = format!("`{}` is no directive, so this line is plain documentation", rule.written);
        Self::warning(DirectiveNearMiss::CODE, rule.span, message)
            .help(format!("did you mean `{}`?", rule.meant))
            .fix(format!("write `{}`", rule.meant), rule.span, rule.meant)
    }
}
