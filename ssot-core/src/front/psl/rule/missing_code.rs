//! A condition of an action without the error that it raises.
//!
//! ```ssot
//! model Post {
//!   id        Int     @id
//!   published Boolean
//! }
//!
//! action publish on Post {
//!   require !published
//!   set published = true
//! }
//! ```
//!
//! The code is what callers see: answer 422 `action_rejected` with this code.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct MissingCode {
    pub(crate) span: Span,
    /// Behind the condition.
    pub(crate) at: Span,
}

impl MissingCode {
    pub(crate) const CODE: Code = Code(64);
}

impl From<MissingCode> for Diagnostic {
    fn from(rule: MissingCode) -> Self {
        Self::error(MissingCode::CODE, rule.span, "this condition has no error code")
            .help("say what callers are told: `else \"not_allowed\"`")
            .fix("add an error code", rule.at, " else \"not_allowed\"")
    }
}
