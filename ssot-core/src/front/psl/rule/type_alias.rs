//! A type is declared as another name of a type.
//!
//! ```prisma
//! type Email = String
//! ```
//!
//! Prisma had this once and took it out again. `type Name {` declares a composite type.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct TypeAlias {
    pub(crate) span: Span,
}

impl TypeAlias {
    pub(crate) const CODE: Code = Code(34);
}

impl From<TypeAlias> for Diagnostic {
    fn from(rule: TypeAlias) -> Self {
        Self::error(TypeAlias::CODE, rule.span, "a type cannot be another name of a type")
            .help("use the type itself where the name was used")
    }
}
