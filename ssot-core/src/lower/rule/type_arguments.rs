//! A generic type has more or fewer arguments than parameters.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct Page<T> {
//!     items: Vec<T>,
//! }
//!
//! #[ssot::model]
//! struct Answer {
//!     page: Page,
//! }
//! ```
//!
//! Defaults of parameters do not count: every argument is written.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct TypeArguments {
    pub(crate) span: Span,
    pub(crate) name: String,
    pub(crate) given: usize,
    pub(crate) expected: usize,
}

impl TypeArguments {
    pub(crate) const CODE: Code = Code(180);
}

impl From<TypeArguments> for Diagnostic {
    fn from(rule: TypeArguments) -> Self {
        let TypeArguments { span, name, given, expected } = rule;
        let count = |count: usize| match count {
            0 => "none".to_owned(),
            count => count.to_string(),
        };
        let message = format!("`{name}` takes {} arguments, and has {}", count(expected), count(given));
        Self::error(TypeArguments::CODE, span, message).help("write one type for each parameter; defaults of parameters (`T = String`) are not filled in")
    }
}
