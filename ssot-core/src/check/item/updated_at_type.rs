//! `@updatedAt` stands on something that is no moment.
//!
//! ```prisma
//! model A {
//!   id      Int    @id
//!   changed String @updatedAt
//! }
//! ```

use crate::ast::{Arity, Declaration, TypeName};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

use super::find;

pub(crate) struct UpdatedAtType {
    field: String,
    attribute: Span,
    ty: Span,
}

impl UpdatedAtType {
    pub(crate) const CODE: Code = Code(209);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    let Declaration::Model(model) = declaration else { return };
    for field in &model.fields {
        let is_moment = matches!(&field.ty.name, TypeName::Named(name) if name == "DateTime");
        if let Some(attribute) = find(&field.attributes, "updatedAt")
            && !(is_moment && field.ty.arity != Arity::List)
        {
            let (attribute, ty) = (attribute.span, field.ty.full_span);
            diagnostics.push(UpdatedAtType { field: field.name.value.clone(), attribute, ty });
        }
    }
}

impl From<UpdatedAtType> for Diagnostic {
    fn from(rule: UpdatedAtType) -> Self {
        Self::error(UpdatedAtType::CODE, rule.attribute, format!("`@updatedAt` needs a `DateTime`, which `{}` is not", rule.field))
            .also(rule.ty, "its type")
            .help("make the field a `DateTime`, or remove the attribute")
    }
}
