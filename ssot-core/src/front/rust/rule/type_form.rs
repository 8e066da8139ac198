//! A value is wrapped in a way that no column is.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct User {
//!     #[ssot(id)]
//!     id: i32,
//!     tags: Option<Vec<String>>,
//! }
//! ```
//!
//! A field holds one value, one or none (`Option<T>`), or any number (`Vec<T>`).

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct TypeForm {
    pub(crate) span: Span,
    pub(crate) message: &'static str,
}

impl TypeForm {
    pub(crate) const CODE: Code = Code(78);
}

impl From<TypeForm> for Diagnostic {
    fn from(rule: TypeForm) -> Self {
        Self::error(TypeForm::CODE, rule.span, rule.message)
            .help("a field is a `T`, an `Option<T>` or a `Vec<T>`; a relation is a `Relation` of one of them")
    }
}
