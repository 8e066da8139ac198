//! Enumerations.

use foldhash::{HashSet, HashSetExt as _};

use crate::ast;
use crate::ir::{Enumeration, Variant};

use super::Context;
use super::field::{annotations, doc, find, mapped};
use super::model::namespace;
use super::rename;

/// All enumerations, by [`crate::ir::EnumId`].
pub(super) fn lower(context: &mut Context<'_>) -> Vec<Enumeration> {
    let declared: Vec<_> = context.scope.enumerations.iter().map(|(name, ast)| (name.clone(), *ast)).collect();
    declared
        .into_iter()
        .map(|(name, ast)| {
            let (database_name, database_name_span) = mapped(context, find(&ast.attributes, "map"), &ast.name);
            let (namespace, namespace_span) = namespace(context, &ast.attributes);
            let mut seen = HashSet::new();
            let distinct: Vec<&ast::Variant> =
                ast.variants.iter().filter(|variant| seen.insert(variant.name.value.as_str())).collect();
            Enumeration {
                name,
                database_name,
                namespace,
                namespace_span,
                database_name_span,
                variants: distinct.into_iter().map(|variant| lower_variant(context, variant)).collect(),
                incomplete: ast.incomplete,
                was: rename::lower(context, &ast.attributes, &ast.name.value),
                doc: doc(context, &ast.doc, &ast.attributes),
                annotations: annotations(&ast.attributes, &context.prefix),
                span: ast.span,
                name_span: ast.name.span,
            }
        })
        .collect()
}

fn lower_variant(context: &mut Context<'_>, variant: &ast::Variant) -> Variant {
    let (database_name, _) = mapped(context, find(&variant.attributes, "map"), &variant.name);
    Variant {
        name: variant.name.value.clone(),
        database_name,
        was: rename::lower(context, &variant.attributes, &variant.name.value),
        doc: doc(context, &variant.doc, &variant.attributes),
        span: variant.span,
        name_span: variant.name.span,
    }
}
