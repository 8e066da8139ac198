//! A word of `#[ssot(…)]` has the wrong kind of value, or none.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct User {
//!     #[ssot(id, map = user_id)]
//!     id: i32,
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct ValueKind {
    pub(crate) span: Span,
    pub(crate) word: String,
    pub(crate) expected: String,
    /// What was meant for certain: what it replaces, and what to write there.
    pub(crate) meant: Option<(Span, String)>,
}

impl ValueKind {
    pub(crate) const CODE: Code = Code(68);
}

impl From<ValueKind> for Diagnostic {
    fn from(rule: ValueKind) -> Self {
        let ValueKind { span, word, expected, meant } = rule;
        let found = Self::error(ValueKind::CODE, span, format!("`{word}` is written differently"));
        let found = found.help(format!("it is {expected}"));
        match meant {
            Some((place, text)) => found.fix(format!("write `{text}`"), place, text),
            None => found,
        }
    }
}
