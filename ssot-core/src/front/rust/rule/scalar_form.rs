//! `#[ssot::scalar]` stands on something that is no scalar.
//!
//! ```rust,ignore
//! #[ssot::scalar]
//! struct Range(i32, i32);
//! ```
//!
//! A scalar is a struct around one value without a name: text, a number, a truth value, a moment, a day, a time of day or a UUID. It is
//! written as what it holds, and the mark itself implements serde's traits, so that no value comes in that breaks its rules.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct ScalarForm {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: &'static str,
}

impl ScalarForm {
    pub(crate) const CODE: Code = Code(48);
}

impl From<ScalarForm> for Diagnostic {
    fn from(rule: ScalarForm) -> Self {
        Self::error(ScalarForm::CODE, rule.span, rule.message).help(rule.help)
    }
}
