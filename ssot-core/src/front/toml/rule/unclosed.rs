//! A bracket, brace or multi-line string is not closed.
//!
//! ```toml
//! [model.A]
//! id = ["a", "b"
//! fields.a = "Int"
//! fields.b = "Int"
//! ```
//!
//! It would take the rest of the file with it. What follows is read from the next line that looks like a new beginning.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct Unclosed {
    pub(crate) span: Span,
}

impl Unclosed {
    pub(crate) const CODE: Code = Code(82);
}

impl From<Unclosed> for Diagnostic {
    fn from(rule: Unclosed) -> Self {
        Self::error(Unclosed::CODE, rule.span, "this is never closed").label("opened here").help("close it where it ends")
    }
}
