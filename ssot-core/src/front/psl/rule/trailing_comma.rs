//! A list ends in a comma.
//!
//! ```prisma
//! model A {
//!   id Int @id @default(autoincrement(),)
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub(crate) struct TrailingComma {
    pub(crate) span: Span,
    /// Whether it stands where Prisma reads over it: behind the arguments of a native type, of a part of a key, or in a property.
    pub(crate) is_read_over: bool,
}

impl TrailingComma {
    pub(crate) const CODE: Code = Code(15);
}

impl From<TrailingComma> for Diagnostic {
    fn from(rule: TrailingComma) -> Self {
        let severity = if rule.is_read_over { Severity::Warning } else { Severity::Error };
        let found = Self::error(TrailingComma::CODE, rule.span, "a list cannot end in a comma");
        Self { severity, ..found }
            .help("remove it")
            .fix("remove the comma", rule.span, "")
    }
}
