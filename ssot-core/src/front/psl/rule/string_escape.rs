//! A string holds an escape that does not exist.
//!
//! ```prisma
//! model A {
//!   id   Int    @id
//!   path String @default("C:\dir")
//! }
//! ```
//!
//! The escapes are those of JSON: `\" \\ \/ \b \f \n \r \t` and `\u` with four hexadecimal digits (a pair of them for characters
//! above U+FFFF).

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct StringEscape {
    pub(crate) span: Span,
    pub(crate) text: String,
}

impl StringEscape {
    pub(crate) const CODE: Code = Code(26);
}

impl From<StringEscape> for Diagnostic {
    fn from(rule: StringEscape) -> Self {
        let message = if rule.text.starts_with("\\u") {
            format!("`{}` is no Unicode escape", rule.text)
        } else {
            format!("there is no escape `{}`", rule.text)
        };
        Self::error(StringEscape::CODE, rule.span, message)
            .help("a backslash itself is written `\\\\`")
            .fix("double the backslash", rule.span.before(), "\\")
    }
}
