//! `@version` stands on something that cannot count.
//!
//! ```prisma
//! model A {
//!   id      Int    @id
//!   /// @version
//!   version String
//! }
//! ```
//!
//! The version counts the writes of a row: a required `Int` or `BigInt`, one per model.

use crate::ast::{Arity, Declaration, TypeName};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

use super::find;

pub(crate) struct VersionType {
    field: String,
    attribute: Span,
    /// The type, if it is wrong; else the first version.
    wrong: Result<Span, Span>,
}

impl VersionType {
    pub(crate) const CODE: Code = Code(215);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    let Declaration::Model(model) = declaration else { return };
    let mut first: Option<Span> = None;
    for field in &model.fields {
        let Some(attribute) = find(&field.attributes, "version") else { continue };
        let counts = matches!(&field.ty.name, TypeName::Named(name) if name == "Int" || name == "BigInt");
        let wrong = match first {
            _ if !counts || field.ty.arity != Arity::Required => Some(Ok(field.ty.full_span)),
            Some(first) => Some(Err(first)),
            None => None,
        };
        first = first.or(Some(attribute.span));
        if let Some(wrong) = wrong {
            diagnostics.push(VersionType { field: field.name.value.clone(), attribute: attribute.span, wrong });
        }
    }
}

impl From<VersionType> for Diagnostic {
    fn from(rule: VersionType) -> Self {
        match rule.wrong {
            Ok(ty) => Self::error(VersionType::CODE, rule.attribute, format!("`{}` cannot count versions", rule.field))
                .also(ty, "its type")
                .help("make it a required `Int` or `BigInt`, as a rule with `@default(1)`"),
            Err(first) => Self::error(VersionType::CODE, rule.attribute, "a model has one version")
                .also(first, "the first one")
                .help("remove one of them"),
        }
    }
}
