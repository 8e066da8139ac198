//! A mixin that no model names.
//!
//! ```ssot
//! type Timestamps {
//!   createdAt DateTime @default(now())
//! }
//!
//! model A {
//!   id Int @id
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Provider, Schema};
use crate::source::Span;

use super::is_unused_mixin;

pub(crate) struct UnusedMixin {
    name: String,
    span: Span,
}

impl UnusedMixin {
    pub(crate) const CODE: Code = Code(716);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    // A model that could not be read may have named it.
    if schema.declared() == Provider::MongoDb || diagnostics.has_errors() {
        return;
    }
    for composite in schema.composites.iter().filter(|composite| is_unused_mixin(schema, composite)) {
        diagnostics.push(UnusedMixin { name: composite.name.as_str().to_owned(), span: composite.name_span });
    }
}

impl From<UnusedMixin> for Diagnostic {
    fn from(rule: UnusedMixin) -> Self {
        Self::warning(UnusedMixin::CODE, rule.span, format!("no model has the mixin `{}`", rule.name))
            .help(format!("write `with {}` behind the name of a model, or remove the type", rule.name))
    }
}
