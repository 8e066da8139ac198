//! A field has no type.
//!
//! ```prisma
//! model A {
//!   id Int @id
//!   name
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct MissingType {
    pub(crate) span: Span,
    pub(crate) name: String,
}

impl MissingType {
    pub(crate) const CODE: Code = Code(29);
}

impl From<MissingType> for Diagnostic {
    fn from(rule: MissingType) -> Self {
        Self::error(MissingType::CODE, rule.span, format!("the field `{}` has no type", rule.name))
            .help(format!("write a type behind the name, such as `{} String`", rule.name))
    }
}
