//! A file or a marked item is no Rust.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct User {
//!     id i32,
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct RustSyntax {
    span: Span,
    message: String,
    help: &'static str,
}

impl RustSyntax {
    pub(crate) const CODE: Code = Code(71);

    /// What syn says of an item.
    pub(crate) fn of_item(span: Span, error: &str) -> Self {
        let message = format!("this is no Rust: {}", error.trim_end_matches('.'));
        Self { span, message, help: "the compiler says more about it" }
    }

    /// A type in quotes, which the compiler does not read.
    pub(crate) fn in_text(span: Span, written: &str, error: &str) -> Self {
        // What else could stand there is a long list.
        let error = error.split(", expected one of").next().unwrap_or(error).trim_end_matches('.');
        let message = format!("`{}` is no type of Rust: {error}", written.escape_debug());
        Self { span, message, help: "write a type as it stands in code, such as `\"Vec<String>\"`" }
    }

    /// What is cut into no tokens; `rest` is the text from the place on.
    pub(crate) fn of_token(span: Span, rest: &str) -> Self {
        let (what, help) = match rest.chars().next() {
            Some('(' | '[' | '{') => ("this bracket is not closed, or by one of another kind", "close it"),
            Some(')' | ']' | '}') => ("this bracket closes none, or one of another kind", "remove it, or open it"),
            Some('"') => ("this text does not end", "write `\"` where it ends"),
            _ if rest.starts_with("/*") => ("this comment does not end", "write `*/` where it ends"),
            _ => ("no word, number, text or sign starts so", "the compiler says more about it"),
        };
        Self { span, message: format!("this is no Rust: {what}"), help }
    }
}

impl From<RustSyntax> for Diagnostic {
    fn from(rule: RustSyntax) -> Self {
        Self::error(RustSyntax::CODE, rule.span, rule.message).help(rule.help)
    }
}
