//! `#[ssot::model]` stands on something that is no model.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct Point(f64, f64);
//! ```
//!
//! A model is a struct with named fields and without type parameters, or an enum whose values hold no data.

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
        Self { span, message: format!("{what} is no model"), help: "a model is a struct with named fields, or an enum" }
    }

    /// A type parameter.
    pub(crate) fn generic(span: Span) -> Self {
        let message = "a model has no parameters".to_owned();
        Self { span, message, help: "write the type itself, or a model for each" }
    }

    /// A variant with data.
    pub(crate) fn data(span: Span, variant: &str) -> Self {
        let message = format!("`{variant}` holds data, which no column of an enum can");
        Self { span, message, help: "make it a model of its own, or a field with `#[ssot(type = Json)]`" }
    }
}

impl From<ItemKind> for Diagnostic {
    fn from(rule: ItemKind) -> Self {
        Self::error(ItemKind::CODE, rule.span, rule.message).help(rule.help)
    }
}
