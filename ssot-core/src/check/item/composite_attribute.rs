//! A composite type holds something that only a model can hold.
//!
//! ```prisma
//! datasource db {
//!   provider = "mongodb"
//! }
//!
//! type Address {
//!   city String @unique
//! }
//! ```
//!
//! Fields of composite types know `@default`, `@map` and native types.

use crate::ast::{Declaration, ModelKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

use super::word;

pub(crate) struct CompositeAttribute {
    name: String,
    span: Span,
}

impl CompositeAttribute {
    pub(crate) const CODE: Code = Code(210);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    let Declaration::Model(model) = declaration else { return };
    if model.kind != ModelKind::Composite {
        return;
    }
    for attribute in model.attributes.iter().filter(|attribute| word(attribute) != "description") {
        diagnostics.push(CompositeAttribute { name: format!("@@{}", word(attribute)), span: attribute.span });
    }
    for attribute in model.fields.iter().flat_map(|field| &field.attributes) {
        let name = word(attribute);
        if !matches!(name, "default" | "map" | "description") && !name.contains('.') {
            diagnostics.push(CompositeAttribute { name: format!("@{name}"), span: attribute.span });
        }
    }
}

impl From<CompositeAttribute> for Diagnostic {
    fn from(rule: CompositeAttribute) -> Self {
        Self::error(CompositeAttribute::CODE, rule.span, format!("a composite type cannot have `{}`", rule.name))
            .help("fields of composite types know `@default`, `@map` and native types")
            .fix("remove it", rule.span, "")
    }
}
