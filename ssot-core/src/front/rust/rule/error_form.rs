//! An enum is no error that an endpoint could answer.
//!
//! ```rust,ignore
//! #[ssot::model]
//! #[serde(tag = "code", rename_all = "snake_case")]
//! enum NoteError {
//!     #[ssot(status = 404)]
//!     Missing,
//!     Taken { title: String },
//! }
//! ```
//!
//! Errors are answered as problems (RFC 9457): the variant's name is the `code` of the problem, its fields stand beside it, and every variant
//! says which status it has. Clients decide by the code, so it is none of those that every server has.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct ErrorForm {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: &'static str,
}

impl ErrorForm {
    pub(crate) const CODE: Code = Code(47);
}

impl From<ErrorForm> for Diagnostic {
    fn from(rule: ErrorForm) -> Self {
        Self::error(ErrorForm::CODE, rule.span, rule.message).help(rule.help)
    }
}
