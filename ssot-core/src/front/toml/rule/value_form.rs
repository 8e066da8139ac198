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
}

impl ValueForm {
    pub(crate) const CODE: Code = Code(84);
}

impl From<ValueForm> for Diagnostic {
    fn from(rule: ValueForm) -> Self {
        Self::error(ValueForm::CODE, rule.span, format!("`{}` cannot be {}", rule.key, rule.found))
            .help(format!("it is {}", rule.expected))
    }
}
