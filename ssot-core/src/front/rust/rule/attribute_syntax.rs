//! What stands in an attribute cannot be read.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct User {
//!     #[ssot(id, default = )]
//!     id: i32,
//! }
//! ```
//!
//! An attribute holds words, `word = value`, `word(…)` and lists in brackets, between commas.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct AttributeSyntax {
    pub(crate) span: Span,
    pub(crate) expected: String,
    pub(crate) found: String,
}

impl AttributeSyntax {
    pub(crate) const CODE: Code = Code(67);
}

impl From<AttributeSyntax> for Diagnostic {
    fn from(rule: AttributeSyntax) -> Self {
        let AttributeSyntax { span, expected, found } = rule;
        Self::error(AttributeSyntax::CODE, span, format!("expected {expected}, found {found}"))
    }
}
