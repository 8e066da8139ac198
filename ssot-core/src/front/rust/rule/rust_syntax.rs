//! A file or a marked item is no Rust.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct User {
//!     id i32,
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct RustSyntax {
    pub(crate) span: Span,
    pub(crate) message: String,
}

impl RustSyntax {
    pub(crate) const CODE: Code = Code(71);
}

impl From<RustSyntax> for Diagnostic {
    fn from(rule: RustSyntax) -> Self {
        let message = rule.message.trim_end_matches('.');
        Self::error(RustSyntax::CODE, rule.span, format!("this is no Rust: {message}"))
            .help("the compiler says more about it")
    }
}
