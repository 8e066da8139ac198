//! What serde writes of a type is not known, or is nothing that another language can read.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct Started {
//!     at: std::time::Instant,
//! }
//! ```
//!
//! A type of your own is marked `#[ssot::model]`, too. For one of another crate the field says what serde writes, as the type in Rust
//! that is written like it: `#[ssot(type = "String")]`.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct NoWireForm {
    pub(crate) span: Span,
    pub(crate) what: String,
    pub(crate) help: &'static str,
}

impl NoWireForm {
    pub(crate) const CODE: Code = Code(95);
}

impl From<NoWireForm> for Diagnostic {
    fn from(rule: NoWireForm) -> Self {
        Self::error(NoWireForm::CODE, rule.span, format!("it is not known what serde writes of {}", rule.what))
            .help(rule.help)
    }
}
