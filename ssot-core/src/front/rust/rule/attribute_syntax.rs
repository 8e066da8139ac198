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
    /// What was meant for certain, and stands in its place.
    pub(crate) meant: Option<String>,
}

impl AttributeSyntax {
    pub(crate) const CODE: Code = Code(67);
}

impl From<AttributeSyntax> for Diagnostic {
    fn from(rule: AttributeSyntax) -> Self {
        let AttributeSyntax { span, expected, found, meant } = rule;
        let diagnostic = Self::error(AttributeSyntax::CODE, span, format!("expected {expected}, found {found}"));
        match meant {
            Some(meant) => {
                let written = format!("write `{}`", meant.trim());
                diagnostic.help(written.clone()).fix(written, span, meant)
            }
            None => diagnostic,
        }
    }
}
