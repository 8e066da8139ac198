//! `#[ssot::model]` stands on something that is no model.
//!
//! ```rust,ignore
//! #[ssot::model]
//! union Bits {
//!     whole: u32,
//!     parts: [u8; 4],
//! }
//! ```
//!
//! A table is a struct with named fields and without type parameters. Everything else that serde writes only travels: structs of every
//! form, and enums.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct ItemKind {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: &'static str,
}

impl ItemKind {
    pub(crate) const CODE: Code = Code(72);

    /// Something else.
    pub(crate) fn other(span: Span, what: &str) -> Self {
        Self { span, message: format!("{what} is no model"), help: "mark a struct or an enum" }
    }

    /// Two marks.
    pub(crate) fn marked_twice(span: Span) -> Self {
        Self { span, message: "an item is marked once".to_owned(), help: "remove one of the marks" }
    }

    /// A type parameter.
    pub(crate) fn generic(span: Span) -> Self {
        let message = "a model has no parameters".to_owned();
        Self { span, message, help: "write the type itself, or a model for each" }
    }

    /// A parameter that is a value.
    pub(crate) fn constant(span: Span) -> Self {
        let message = "a type has no constants among its parameters".to_owned();
        Self { span, message, help: "write the length itself, or `Vec`" }
    }

    /// An enum that has no value.
    pub(crate) fn nothing(span: Span, name: &str) -> Self {
        let message = format!("the enum `{name}` has no values");
        Self { span, message, help: "add at least one variant that serde writes or reads" }
    }
}

impl From<ItemKind> for Diagnostic {
    fn from(rule: ItemKind) -> Self {
        Self::error(ItemKind::CODE, rule.span, rule.message).help(rule.help)
    }
}
