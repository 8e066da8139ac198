//! An argument has a name but no value.
//!
//! ```prisma
//! model A {
//!   id Int @id
//!   @@index(fields:)
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct MissingValue {
    pub(crate) span: Span,
    pub(crate) name: String,
}

impl MissingValue {
    pub(crate) const CODE: Code = Code(36);
}

impl From<MissingValue> for Diagnostic {
    fn from(rule: MissingValue) -> Self {
        Self::error(MissingValue::CODE, rule.span, format!("the argument `{}` has no value", rule.name))
            .help(format!("write a value behind `{}:`", rule.name))
    }
}
