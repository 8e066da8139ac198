//! An operator as other languages write it.
//!
//! ```ssot
//! model Post {
//!   id        Int     @id
//!   published Boolean
//!   title     String
//!
//!   @@allow("read", published = true AND NOT title === "draft")
//! }
//! ```
//!
//! In expressions `==` compares, and `&&`, `||` and `!` join conditions.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct ForeignOperator {
    pub(crate) span: Span,
    pub(crate) meant: &'static str,
}

impl ForeignOperator {
    pub(crate) const CODE: Code = Code(60);
}

impl From<ForeignOperator> for Diagnostic {
    fn from(rule: ForeignOperator) -> Self {
        let meant = rule.meant;
        Self::error(ForeignOperator::CODE, rule.span, format!("this operator is written `{meant}`"))
            .help(format!("write `{meant}`"))
            .fix(format!("write `{meant}`"), rule.span, meant)
    }
}
