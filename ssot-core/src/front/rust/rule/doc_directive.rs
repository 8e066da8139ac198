//! Documentation starts a line with a word that has a meaning elsewhere.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct User {
//!     #[ssot(id)]
//!     id: i32,
//!     /// @hidden
//!     secret: String,
//! }
//! ```
//!
//! In the Prisma language a documentation line can be a directive. In Rust it is only text; what it would say is a word of `#[ssot(…)]`.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct DocDirective {
    pub(crate) span: Span,
    pub(crate) written: String,
}

impl DocDirective {
    pub(crate) const CODE: Code = Code(77);
}

impl From<DocDirective> for Diagnostic {
    fn from(rule: DocDirective) -> Self {
        let DocDirective { span, written } = rule;
        Self::warning(DocDirective::CODE, span, format!("`{written}` is only text in the documentation"))
            .help("write it into `#[ssot(…)]`, or put some text in front of it")
    }
}
