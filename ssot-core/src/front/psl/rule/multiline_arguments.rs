//! Arguments go over several lines.
//!
//! ```prisma
//! model A {
//!   id Int @id @default(
//!     autoincrement()
//!   )
//! }
//! ```
//!
//! In this language an attribute stands on one line.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct MultilineArguments {
    pub(crate) span: Span,
    /// The attribute as written.
    pub(crate) text: String,
}

impl MultilineArguments {
    pub(crate) const CODE: Code = Code(12);
}

impl From<MultilineArguments> for Diagnostic {
    fn from(rule: MultilineArguments) -> Self {
        let found = Self::error(MultilineArguments::CODE, rule.span, "arguments cannot go over several lines")
            .help("write the attribute on one line");
        if rule.text.contains("//") || rule.text.contains("/*") {
            return found;
        }
        found.fix("join the lines", rule.span, joined(&rule.text))
    }
}

/// The lines in one, without blanks behind an opening and before a closing bracket.
fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for part in text.split(['\n', '\r']).map(str::trim).filter(|part| !part.is_empty()) {
        let glued = out.is_empty() || out.ends_with(['(', '[']) || part.starts_with([')', ']', ',']);
        if !glued {
            out.push(' ');
        }
        if part.starts_with([')', ']']) && out.ends_with(',') {
            out.pop();
        }
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn joined_lines_have_no_blanks_inside_brackets() {
        assert_eq!(super::joined("@a(\n  b: [\n x,\n y,\n ],\r\n  c\n)"), "@a(b: [x, y], c)");
    }
}
