//! A name stands among keys that are lists or tables.
//!
//! ```toml
//! [model.A]
//! fields.id = "Int @id"
//! fields.a = "Int"
//! fields.b = "Int"
//! index = [["a", "b"], "a"]
//! ```
//!
//! `index = ["a", "b"]` is one index over two fields; `index = [["a", "b"], ["a"]]` are two.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct KeyList {
    pub(crate) span: Span,
    pub(crate) key: String,
    /// The name, or names, as strings.
    pub(crate) names: String,
}

impl KeyList {
    pub(crate) const CODE: Code = Code(89);
}

impl From<KeyList> for Diagnostic {
    fn from(rule: KeyList) -> Self {
        let KeyList { span, key, names } = rule;
        let message = format!("among several of `{key}` each is a list or a table");
        let written = format!("[{names}]");
        Self::error(KeyList::CODE, span, message).help("put the name in brackets").fix(
            format!("write `{written}`"),
            span,
            written,
        )
    }
}
