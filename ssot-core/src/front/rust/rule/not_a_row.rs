//! `ssot::Relation` stands around something that is no model.
//!
//! ```rust,ignore
//! #[ssot::model]
//! enum Role {
//!     Reader,
//! }
//!
//! #[ssot::model]
//! struct User {
//!     #[ssot(id)]
//!     id: i32,
//!     role: ssot::Relation<Role>,
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct NotARow {
    pub(crate) span: Span,
    pub(crate) name: String,
}

impl NotARow {
    pub(crate) const CODE: Code = Code(76);
}

impl From<NotARow> for Diagnostic {
    fn from(rule: NotARow) -> Self {
        let NotARow { span, name } = rule;
        Self::error(NotARow::CODE, span, format!("`{name}` is no model, so there is no relation to it"))
            .help(format!("write `{name}` without `Relation`"))
    }
}
