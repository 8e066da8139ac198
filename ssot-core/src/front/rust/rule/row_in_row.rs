//! A row stands inside of another row.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct User {
//!     #[ssot(id)]
//!     id: i32,
//!     posts: Vec<Post>,
//! }
//!
//! #[ssot::model]
//! struct Post {
//!     #[ssot(id)]
//!     id: i32,
//! }
//! ```
//!
//! A row holds the key of another row, not the row. `ssot::Relation` says that there is a link, and holds the other row where it was asked
//! for.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct RowInRow {
    pub(crate) span: Span,
    pub(crate) model: String,
    pub(crate) written: String,
}

impl RowInRow {
    pub(crate) const CODE: Code = Code(75);
}

impl From<RowInRow> for Diagnostic {
    fn from(rule: RowInRow) -> Self {
        let RowInRow { span, model, written } = rule;
        let written = format!("ssot::Relation<{written}>");
        Self::error(RowInRow::CODE, span, format!("`{model}` is a model: its rows do not stand in other rows"))
            .help(format!("write `{written}`"))
            .fix(format!("write `{written}`"), span, written)
    }
}
