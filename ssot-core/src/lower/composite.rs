//! Composite types (MongoDB).

use crate::ast::{Attribute, ExpressionKind, Field};
use crate::diagnostic::Diagnostic;
use crate::ir::{Composite, Enumeration, Provider, Type};
use crate::lower::rule::{CompositeDefault, CompositeRelation};

use super::Context;
use super::field::{self, doc, find};
use super::resolve::{self, Found, distinct};
use super::scope::Entry;

/// All composites, by [`crate::ir::CompositeId`].
pub(super) fn lower(context: &mut Context<'_>, enumerations: &[Enumeration]) -> Vec<Composite> {
    let declared: Vec<_> = context.scope.composites.iter().map(|(name, ast)| (name.clone(), *ast)).collect();
    declared
        .into_iter()
        .map(|(name, ast)| {
            let mut fields = Vec::new();
            for (_, field) in distinct(ast) {
                if let Some(ty) = ty(context, field) {
                    fields.push(field::lower(context, field, ty, enumerations));
                }
                if let Some(attribute) = find(&field.attributes, "default") {
                    check_default(context, attribute);
                }
            }
            let doc = doc(context, &ast.doc, &ast.attributes);
            Composite { name, fields, doc, span: ast.span, name_span: ast.name.span }
        })
        .collect()
}

fn ty(context: &mut Context<'_>, field: &Field) -> Option<Type> {
    match resolve::entry(context, field) {
        Found::Scalar(scalar) => Some(Type::Scalar(scalar)),
        Found::Rich(scalar) => Some(Type::Scalar(scalar.base())),
        Found::Unsupported(text) => Some(Type::Unsupported(text)),
        Found::Entry(Entry::Enumeration(id)) => Some(Type::Enumeration(id)),
        Found::Entry(Entry::Composite(id)) => Some(Type::Composite(id)),
        Found::Entry(Entry::Model(_)) => {
            context.diagnostics.push(
                Diagnostic::error(CompositeRelation::CODE, field.ty.span, "a composite type has no relations")
                    .help("hold the key of the other row, as a scalar"),
            );
            None
        }
        Found::Entry(Entry::Event(_) | Entry::Data(_) | Entry::Broken) | Found::Nothing => None,
    }
}

/// Refuses functions that need a table or a document of their own.
fn check_default(context: &mut Context<'_>, attribute: &Attribute) {
    let arguments = attribute.arguments.as_deref().unwrap_or_default();
    let is_mongo = context.declared == Provider::MongoDb;
    for argument in arguments {
        if argument.name.as_ref().is_some_and(|name| name.value == "map") {
            context.diagnostics.push(
                Diagnostic::error(
                    CompositeDefault::CODE,
                    argument.span,
                    "the default of a field of a composite type has no name",
                )
                .help("remove `map`"),
            );
        }
        if let ExpressionKind::Call { name, .. } = &argument.value.kind
            && match name.value.as_str() {
                "auto" | "autoincrement" | "nanoid" => true,
                // MongoDB has none at all, which is said elsewhere.
                "dbgenerated" => !is_mongo,
                _ => false,
            }
        {
            context.diagnostics.push(
                Diagnostic::error(
                    CompositeDefault::CODE,
                    argument.value.span,
                    format!("`{}()` cannot fill a field of a composite type", name.value),
                )
                .help("write a literal, or remove the default"),
            );
        }
    }
}
