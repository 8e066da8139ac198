//! Brackets stand in brackets without end.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct A {
//!     // 200 of them
//!     a: Vec<Vec<Vec<Vec<String>>>>,
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct NestedTooDeep {
    pub(crate) span: Span,
    /// Whether it goes on for too long, and not too deep.
    pub(crate) is_long: bool,
}

impl NestedTooDeep {
    pub(crate) const CODE: Code = Code(91);
}

impl From<NestedTooDeep> for Diagnostic {
    fn from(rule: NestedTooDeep) -> Self {
        if rule.is_long {
            let error = Self::error(NestedTooDeep::CODE, rule.span, "this goes on for too long without a comma");
            return error.help("give a long value a name of its own");
        }
        Self::error(NestedTooDeep::CODE, rule.span, "brackets are nested too deep").help("nobody needs so many")
    }
}
