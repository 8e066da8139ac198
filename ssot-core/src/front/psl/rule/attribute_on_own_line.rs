//! A field's attribute stands on a line of its own.
//!
//! ```prisma
//! model A {
//!   id Int
//!   @id
//! }
//! ```
//!
//! It belongs behind the field. With a list of fields the block form was meant: `@@unique([a, b])`.

use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::source::Span;

pub(crate) struct AttributeOnOwnLine {
    pub(crate) span: Span,
    /// From the end of the line above to the attribute.
    pub(crate) gap: Span,
    pub(crate) text: String,
    /// Whether `@@` was meant.
    pub(crate) block: bool,
    /// Where the field above ends.
    pub(crate) above: Option<Span>,
}

impl AttributeOnOwnLine {
    pub(crate) const CODE: Code = Code(13);
}

impl From<AttributeOnOwnLine> for Diagnostic {
    fn from(rule: AttributeOnOwnLine) -> Self {
        let found = Self::error(AttributeOnOwnLine::CODE, rule.span, "an attribute of a field cannot stand alone");
        if rule.block {
            return found
                .help("an attribute of the whole block starts with `@@`")
                .fix(format!("write `@{}`", rule.text), rule.span.before(), "@");
        }
        let found = found.help("write it behind the field it belongs to");
        let Some(above) = rule.above else { return found };
        let title = "move it behind the field above";
        let line = rule.gap.to(rule.span);
        if above.end == line.start {
            return found.fix(title, line, format!(" {}", rule.text));
        }
        let moved = Edit { span: above, replacement: format!(" {}", rule.text) };
        let gone = Edit { span: line, replacement: String::new() };
        Self { fix: Some(Fix { title: title.to_owned(), edits: vec![moved, gone] }), ..found }
    }
}
