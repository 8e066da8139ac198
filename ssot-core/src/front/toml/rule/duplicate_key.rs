//! A key or table stands twice.
//!
//! ```toml
//! [model.A]
//! fields.id = "Int @id"
//!
//! [model.A]
//! fields.name = "String"
//! ```
//!
//! A table may have parts in several places (`[model.A]`, `[model.A.fields]`), but no header and no key stands twice.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct DuplicateKey {
    pub(crate) span: Span,
    pub(crate) key: String,
}

impl DuplicateKey {
    pub(crate) const CODE: Code = Code(81);
}

impl From<DuplicateKey> for Diagnostic {
    fn from(rule: DuplicateKey) -> Self {
        Self::error(DuplicateKey::CODE, rule.span, format!("`{}` is written twice", rule.key))
            .label("the second one")
            .help("keep one of them")
    }
}
