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
}

impl KeyList {
    pub(crate) const CODE: Code = Code(89);
}

impl From<KeyList> for Diagnostic {
    fn from(rule: KeyList) -> Self {
        let message = format!("among several of `{}` each is a list or a table", rule.key);
        Self::error(KeyList::CODE, rule.span, message).help("put the name in brackets")
    }
}
