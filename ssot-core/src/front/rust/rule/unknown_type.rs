//! A type that no column holds.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct Visit {
//!     #[ssot(id)]
//!     id: i32,
//!     pages: u16,
//! }
//! ```
//!
//! A column holds what JSON and the database hold without loss. A type of another crate can be said to be one of them:
//! `#[ssot(type = Json)]`.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct UnknownType {
    pub(crate) span: Span,
    pub(crate) what: String,
    pub(crate) help: Option<String>,
}

impl UnknownType {
    pub(crate) const CODE: Code = Code(69);
}

impl From<UnknownType> for Diagnostic {
    fn from(rule: UnknownType) -> Self {
        let UnknownType { span, what, help } = rule;
        Self::error(UnknownType::CODE, span, format!("no column holds {what}"))
            .help(help.unwrap_or_else(|| "say what its column is: `#[ssot(type = Json)]`".to_owned()))
    }
}
