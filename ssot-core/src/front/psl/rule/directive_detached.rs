//! A directive stands above nothing.
//!
//! ```prisma
//! model A {
//!   id Int @id
//!   /// @hidden
//! }
//! ```
//!
//! It belongs directly above the field, value or block it is said of, or behind it on the same line. Between a block and its
//! documentation no blank line may stand.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct DirectiveDetached {
    pub(crate) span: Span,
    pub(crate) written: String,
}

impl DirectiveDetached {
    pub(crate) const CODE: Code = Code(43);
}

impl From<DirectiveDetached> for Diagnostic {
    fn from(rule: DirectiveDetached) -> Self {
        Self::error(DirectiveDetached::CODE, rule.span, format!("`{}` is said of nothing", rule.written))
            .help("write it directly above a field, an enum value or a block")
    }
}
