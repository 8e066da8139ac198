//! A key names a field that the struct does not have.
//!
//! ```rust,ignore
//! #[ssot::model]
//! #[ssot(index(created))]
//! struct Post {
//!     #[ssot(id)]
//!     id: i32,
//!     created_at: DateTime<Utc>,
//! }
//! ```
//!
//! Fields are named as in Rust, whatever serde calls them.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct UnknownField {
    pub(crate) span: Span,
    pub(crate) field: String,
    pub(crate) model: String,
    pub(crate) meant: Option<String>,
}

impl UnknownField {
    pub(crate) const CODE: Code = Code(79);
}

impl From<UnknownField> for Diagnostic {
    fn from(rule: UnknownField) -> Self {
        let UnknownField { span, field, model, meant } = rule;
        let found = Self::error(UnknownField::CODE, span, format!("`{model}` has no field `{field}`"));
        match meant {
            Some(meant) => found.help(format!("did you mean `{meant}`?")).fix(format!("write `{meant}`"), span, meant),
            None => found.help("fields are named as in Rust"),
        }
    }
}
