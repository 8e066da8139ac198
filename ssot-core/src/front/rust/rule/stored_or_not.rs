//! It cannot be told whether a struct is a table.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct User {
//!     id: i32,
//!     name: &str,
//! }
//! ```
//!
//! A struct with a key is a table: `#[ssot(id)]` stands on a field. A struct without one only travels: a request, an answer, an event.
//! A field called `id` that is no key may be either, so the struct says `#[ssot(data)]` if nothing of it is stored.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct StoredOrNot {
    span: Span,
    message: String,
    help: &'static str,
}

impl StoredOrNot {
    pub(crate) const CODE: Code = Code(97);

    /// Nothing says so, but it has a field called `id`.
    pub(crate) fn unsaid(span: Span, name: &str) -> Self {
        let message = format!("`{name}` has a field `id`, but no key");
        Self {
            span,
            message,
            help: "write `#[ssot(id)]` on it if rows are stored, or `#[ssot(data)]` on the struct if they only travel",
        }
    }

    /// Both are said.
    pub(crate) fn both(span: Span, word: &str) -> Self {
        let message = format!("what is `{word}` is not `data`");
        Self { span, message, help: "remove one of them" }
    }
}

impl From<StoredOrNot> for Diagnostic {
    fn from(rule: StoredOrNot) -> Self {
        Self::error(StoredOrNot::CODE, rule.span, rule.message).help(rule.help)
    }
}
