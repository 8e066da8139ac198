//! What clients call a compound key is no plain word.
//!
//! ```prisma
//! model A {
//!   a Int
//!   b Int
//!
//!   @@id([a, b], name: "a key")
//! }
//! ```
//!
//! The name becomes a word of other languages and a segment of URLs: ASCII letters, digits and `_`.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::Schema;
use crate::source::Span;

pub(crate) struct ClientName {
    span: Span,
}

impl ClientName {
    pub(crate) const CODE: Code = Code(284);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for model in &schema.models {
        let id = model.primary_key.iter().map(|key| (key.name.as_deref(), key.name_span));
        let uniques = model.uniques.iter().map(|key| (key.name.as_deref(), key.name_span));
        for (name, span) in id.chain(uniques) {
            if let (Some(name), Some(span)) = (name, span)
                && (name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'))
            {
                diagnostics.push(ClientName { span });
            }
        }
    }
}

impl From<ClientName> for Diagnostic {
    fn from(rule: ClientName) -> Self {
        Self::error(ClientName::CODE, rule.span, "the name of a key is a plain word")
            .help("use ASCII letters, digits and `_`; the name in the database is `map`")
    }
}
