//! `@ignore` stands on a field of a model that is ignored anyway.
//!
//! ```prisma
//! model Old {
//!   id   Int    @id
//!   text String @ignore
//!
//!   @@ignore
//! }
//! ```

use crate::ast::Declaration;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

use super::find;

pub(crate) struct NeedlessIgnore {
    field: Span,
    model: Span,
}

impl NeedlessIgnore {
    pub(crate) const CODE: Code = Code(212);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    let Declaration::Model(model) = declaration else { return };
    let Some(whole) = find(&model.attributes, "ignore") else { return };
    for field in model.fields.iter().filter_map(|field| find(&field.attributes, "ignore")) {
        diagnostics.push(NeedlessIgnore { field: field.span, model: whole.span });
    }
}

impl From<NeedlessIgnore> for Diagnostic {
    fn from(rule: NeedlessIgnore) -> Self {
        Self::error(NeedlessIgnore::CODE, rule.field, "the whole model is ignored, so its fields need no `@ignore`")
            .also(rule.model, "ignores the model")
            .help("remove `@ignore` from the field")
            .fix("remove it", rule.field, "")
    }
}
