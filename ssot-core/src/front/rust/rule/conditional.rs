//! A part of the schema is there in some builds only.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct User {
//!     #[ssot(id)]
//!     id: i32,
//!     #[cfg(feature = "billing")]
//!     plan: String,
//! }
//! ```
//!
//! A schema is one: its database and its clients do not know how a crate was built. What stands under `#[cfg(test)]` is no part of it.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct Conditional {
    pub(crate) span: Span,
    pub(crate) what: &'static str,
}

impl Conditional {
    pub(crate) const CODE: Code = Code(73);
}

impl From<Conditional> for Diagnostic {
    fn from(rule: Conditional) -> Self {
        Self::error(Conditional::CODE, rule.span, format!("{} cannot depend on how the crate is built", rule.what))
            .help("remove the condition, or make it a crate of its own")
    }
}
