//! Nothing in a crate is marked.
//!
//! ```rust,ignore
//! pub struct User {
//!     pub id: i32,
//! }
//! ```
//!
//! A model is marked `#[ssot::model]`. What a macro writes is not seen: models stand in the text of a file.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct NoItem {
    pub(crate) span: Span,
}

impl NoItem {
    pub(crate) const CODE: Code = Code(93);
}

impl From<NoItem> for Diagnostic {
    fn from(rule: NoItem) -> Self {
        Self::error(NoItem::CODE, rule.span, "nothing here is marked `#[ssot::model]`")
            .help("mark a struct or an enum, or name the file that has them")
    }
}
