//! serde would write something that the schema cannot say.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct User {
//!     #[ssot(id)]
//!     id: i32,
//!     #[serde(with = "hex")]
//!     token: String,
//! }
//! ```
//!
//! A row is an object with a key for each field, and a value of an enum is its name.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct SerdeForm {
    pub(crate) span: Span,
    pub(crate) message: &'static str,
    pub(crate) help: &'static str,
}

impl SerdeForm {
    pub(crate) const CODE: Code = Code(70);
}

impl From<SerdeForm> for Diagnostic {
    fn from(rule: SerdeForm) -> Self {
        Self::error(SerdeForm::CODE, rule.span, rule.message).help(rule.help)
    }
}
