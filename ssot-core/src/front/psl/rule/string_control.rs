//! A string holds a tab or another control character.
//!
//! ```prisma
//! model A {
//!   id Int @id
//!   x  String @default("a⇥b")
//! }
//! ```
//!
//! (`⇥` stands for a tab.)

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct StringControl {
    pub(crate) span: Span,
    pub(crate) found: char,
}

impl StringControl {
    pub(crate) const CODE: Code = Code(27);
}

impl From<StringControl> for Diagnostic {
    fn from(rule: StringControl) -> Self {
        let escape = match rule.found {
            '\t' => "\\t".to_owned(),
            c => format!("\\u{:04x}", c as u32),
        };
        Self::error(StringControl::CODE, rule.span, "a control character cannot stand in a string")
            .help(format!("write `{escape}`"))
            .fix(format!("write `{escape}`"), rule.span, escape)
    }
}
