//! A comparison is compared.
//!
//! ```ssot
//! model Event {
//!   id    Int @id
//!   seats Int
//!   taken Int
//!
//!   @@allow("read", 0 < taken < seats)
//! }
//! ```
//!
//! `a < b < c` would compare a truth value with `c`. Comparisons are joined with `&&`.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct ChainedComparison {
    /// The second operator.
    pub(crate) span: Span,
    /// What stands between the two operators.
    pub(crate) middle: String,
}

impl ChainedComparison {
    pub(crate) const CODE: Code = Code(61);
}

impl From<ChainedComparison> for Diagnostic {
    fn from(rule: ChainedComparison) -> Self {
        let middle = rule.middle;
        Self::error(ChainedComparison::CODE, rule.span, "a comparison cannot be compared")
            .label("the second comparison")
            .help(format!("join two comparisons: `… && {middle} …`; or put one in parentheses"))
            .fix("join the comparisons with `&&`", rule.span.before(), format!("&& {middle} "))
    }
}
