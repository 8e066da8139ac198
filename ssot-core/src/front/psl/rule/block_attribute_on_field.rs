//! An attribute of the whole block stands behind a field.
//!
//! ```prisma
//! model A {
//!   id Int @id
//!   name String @@unique([name])
//! }
//! ```
//!
//! `@@` attributes stand on lines of their own; a field's own attributes have one `@`.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct BlockAttributeOnField {
    pub(crate) span: Span,
    /// `@@`
    pub(crate) sign: Span,
    pub(crate) text: String,
    /// Whether it has arguments, so that a line of its own is right.
    pub(crate) has_arguments: bool,
}

impl BlockAttributeOnField {
    pub(crate) const CODE: Code = Code(14);
}

impl From<BlockAttributeOnField> for Diagnostic {
    fn from(rule: BlockAttributeOnField) -> Self {
        let found = Self::error(BlockAttributeOnField::CODE, rule.span, "`@@` stands on a line of its own");
        if rule.has_arguments {
            found
                .help("move it to its own line")
                .fix("move it to its own line", rule.span, format!("\n  {}", rule.text))
        } else {
            found.help("behind a field an attribute has one `@`").fix("remove one `@`", rule.sign, "@")
        }
    }
}
