//! A table lacks a key that it cannot do without.
//!
//! ```toml
//! [model.A]
//! fields.id = { id = true }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct MissingKey {
    pub(crate) span: Span,
    /// What the table is.
    pub(crate) owner: String,
    pub(crate) key: &'static str,
}

impl MissingKey {
    pub(crate) const CODE: Code = Code(85);
}

impl From<MissingKey> for Diagnostic {
    fn from(rule: MissingKey) -> Self {
        Self::error(MissingKey::CODE, rule.span, format!("{} has no `{}`", rule.owner, rule.key))
            .help(format!("add `{} = …`", rule.key))
    }
}
