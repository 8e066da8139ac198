//! A number that has no plain decimal form.
//!
//! ```toml
//! [model.A]
//! fields.id = "Int @id"
//! fields.most = { type = "Float", default = inf }
//! ```
//!
//! Infinity, "not a number" and exponents beyond 30 cannot be written into a schema.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct NumberForm {
    pub(crate) span: Span,
    pub(crate) text: String,
}

impl NumberForm {
    pub(crate) const CODE: Code = Code(86);
}

impl From<NumberForm> for Diagnostic {
    fn from(rule: NumberForm) -> Self {
        Self::error(NumberForm::CODE, rule.span, format!("`{}` cannot be written as a decimal number", rule.text))
            .help("write the number in digits")
    }
}
