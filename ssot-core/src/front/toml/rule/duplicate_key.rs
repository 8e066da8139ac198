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
    /// Where it stands first, if that is known.
    pub(crate) first: Option<Span>,
}

impl DuplicateKey {
    pub(crate) const CODE: Code = Code(81);
}

impl From<DuplicateKey> for Diagnostic {
    fn from(rule: DuplicateKey) -> Self {
        let found = Self::error(DuplicateKey::CODE, rule.span, format!("`{}` is written twice", rule.key))
            .label("the second one")
            .help("keep one of them");
        match rule.first {
            Some(first) => found.also(first, "the first one"),
            None => found,
        }
    }
}
