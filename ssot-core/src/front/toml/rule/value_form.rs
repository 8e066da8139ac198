//! A value is of the wrong kind.
//!
//! ```toml
//! [model.A]
//! fields.id = { type = "Int", id = "yes" }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct ValueForm {
    pub(crate) span: Span,
    pub(crate) key: String,
    pub(crate) expected: String,
    pub(crate) found: String,
    /// What was meant for certain, and stands in the place of the value.
    pub(crate) meant: Option<String>,
}

impl ValueForm {
    pub(crate) const CODE: Code = Code(84);
}

impl From<ValueForm> for Diagnostic {
    fn from(rule: ValueForm) -> Self {
        let ValueForm { span, key, expected, found, meant } = rule;
        let diagnostic = Self::error(ValueForm::CODE, span, format!("`{key}` cannot be {found}"));
        let diagnostic = diagnostic.help(format!("it is {expected}"));
        match meant {
            Some(meant) => diagnostic.fix(format!("write `{meant}`"), span, meant),
            None => diagnostic,
        }
    }
}
