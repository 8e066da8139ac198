//! A 64-bit integer stands where it would be written as a number.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct Answer<T> {
//!     value: T,
//! }
//!
//! #[ssot::model]
//! struct Count {
//!     answer: Answer<u64>,
//! }
//! ```
//!
//! Readers of JSON keep 53 bits of a number, so 64-bit integers are written as text. The attribute sees to that in fields, in `Option`,
//! lists, maps and tuples, but not within a type that writes itself.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct LossyInteger {
    pub(crate) span: Span,
    /// `u64`
    pub(crate) ty: String,
    /// Whether it may be written as a number if the user says so.
    pub(crate) can_be_number: bool,
}

impl LossyInteger {
    pub(crate) const CODE: Code = Code(96);
}

impl From<LossyInteger> for Diagnostic {
    fn from(rule: LossyInteger) -> Self {
        let LossyInteger { span, ty, can_be_number } = rule;
        let digits = format!("write `ssot::Digits<{ty}>`, which is text");
        let help = if can_be_number { format!("{digits}, or let it be rounded: `#[ssot(int64 = number)]`") } else { digits };
        Self::error(LossyInteger::CODE, span, format!("here `{ty}` would be a number, which readers round")).help(help)
    }
}
