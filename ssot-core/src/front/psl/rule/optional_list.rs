//! A list is marked optional.
//!
//! ```prisma
//! model A {
//!   id   Int       @id
//!   tags String[]?
//! }
//! ```
//!
//! A list that holds nothing is empty; it cannot be absent, and its values cannot be either.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct OptionalList {
    /// The type and its marks.
    pub(crate) span: Span,
    /// `?`
    pub(crate) mark: Span,
}

impl OptionalList {
    pub(crate) const CODE: Code = Code(19);
}

impl From<OptionalList> for Diagnostic {
    fn from(rule: OptionalList) -> Self {
        Self::error(OptionalList::CODE, rule.span, "a list cannot be optional")
            .help("use either `Type[]` or `Type?`")
            .fix("remove `?`", rule.mark, "")
    }
}
