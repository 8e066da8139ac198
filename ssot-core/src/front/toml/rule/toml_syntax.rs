//! The text is no TOML.
//!
//! ```toml
//! [model.A]
//! fields.id = Int @id
//! ```
//!
//! Strings stand in quotes, a key has `=` behind it, and a table's header stands in brackets on a line of its own. The first
//! mistake of a line is reported; what can be read of the rest is read.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct TomlSyntax {
    pub(crate) span: Span,
    pub(crate) message: String,
    /// What could stand there, if that is known.
    pub(crate) expected: Option<String>,
    /// The value, if it is text without quotes.
    pub(crate) unquoted: Option<String>,
}

impl TomlSyntax {
    pub(crate) const CODE: Code = Code(80);
}

impl From<TomlSyntax> for Diagnostic {
    fn from(rule: TomlSyntax) -> Self {
        if let Some(value) = rule.unquoted {
            let found = Self::error(TomlSyntax::CODE, rule.span, "this is no TOML: text stands in quotes");
            let quoted = if value.contains('"') { format!("'{value}'") } else { format!("\"{value}\"") };
            let found = found.help("put it in quotes");
            return if value.contains(['\\', '\'', '#']) { found } else { found.fix("put it in quotes", rule.span, quoted) };
        }
        let found = Self::error(TomlSyntax::CODE, rule.span, format!("this is no TOML: {}", rule.message));
        match rule.expected {
            Some(expected) => found.help(format!("expected {expected}")),
            None => found,
        }
    }
}
