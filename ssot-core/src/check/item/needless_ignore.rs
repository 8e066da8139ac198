//! `@ignore` stands on something that is ignored anyway: a field of an ignored model, or of an unsupported type.
//!
//! ```prisma
//! model Old {
//!   id   Int    @id
//!   text String @ignore
//!
//!   @@ignore
//! }
//! ```

use crate::ast::{Arity, Declaration, Field, TypeName};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

use super::{SCALARS, find};

pub(crate) struct NeedlessIgnore {
    field: Span,
    /// The `@@ignore` or the type that does the same.
    cause: Span,
    is_whole_model: bool,
}

impl NeedlessIgnore {
    pub(crate) const CODE: Code = Code(212);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    let Declaration::Model(model) = declaration else { return };
    let whole = find(&model.attributes, "ignore");
    for field in &model.fields {
        let Some(attribute) = find(&field.attributes, "ignore") else { continue };
        // A relation may be ignored on both its ends, whatever the models say.
        if is_relation(field) {
            continue;
        }
        let ty = Some(field.ty.span).filter(|_| matches!(field.ty.name, TypeName::Unsupported(_)));
        if let Some(cause) = whole.map(|attribute| attribute.span).or(ty) {
            diagnostics.push(NeedlessIgnore { field: attribute.span, cause, is_whole_model: whole.is_some() });
        }
    }
}

/// Whether the field is the end of a relation, as far as one declaration tells.
fn is_relation(field: &Field) -> bool {
    let TypeName::Named(name) = &field.ty.name else { return false };
    !SCALARS.contains(&name.as_str()) && (field.ty.arity == Arity::List || find(&field.attributes, "relation").is_some())
}

impl From<NeedlessIgnore> for Diagnostic {
    fn from(rule: NeedlessIgnore) -> Self {
        let (message, cause) = if rule.is_whole_model {
            ("the whole model is ignored, so its fields need no `@ignore`", "ignores the model")
        } else {
            ("fields of unsupported types are ignored anyway", "the type")
        };
        Self::error(NeedlessIgnore::CODE, rule.field, message)
            .also(rule.cause, cause)
            .help("remove `@ignore` from the field")
            .fix("remove it", rule.field, "")
    }
}
