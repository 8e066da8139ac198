//! `@computed(from: […])`: fields that no column holds.

use crate::ast::{self, ExpressionKind};
use crate::diagnostic::Diagnostic;
use crate::ir::{Access, Computed, FieldId, Type};
use crate::lower::rule::{ComputedFrom, ComputedPlace, ComputedSecret, ComputedType};
use crate::source::Span;

use super::argument::Arguments;
use super::expression::{elements, mismatch, quoted_name};
use super::field::find;
use super::key::Scene;
use super::pairing::{Slot, unknown};
use super::{Context, field};

/// Whether a field is computed.
pub(super) fn is(field: &ast::Field) -> bool {
    find(&field.attributes, "computed").is_some()
}

/// All computed fields of a model.
pub(super) fn lower(context: &mut Context<'_>, scene: Scene<'_>) -> Vec<Computed> {
    let fields = scene.fields.computed.iter();
    fields.filter_map(|(field, ty)| lower_field(context, field, ty, scene)).collect()
}

fn lower_field(context: &mut Context<'_>, ast: &ast::Field, ty: &Type, scene: Scene<'_>) -> Option<Computed> {
    let attribute = find(&ast.attributes, "computed")?;
    if !matches!(ty, Type::Scalar(_) | Type::Enumeration(_)) {
        refuse_type(context, ast);
        return None;
    }
    let arguments = Arguments::of(attribute, &["from"], None, context.diagnostics);
    let from = arguments.require("from", context.diagnostics)?;
    let mut places: Vec<(FieldId, Span)> = Vec::new();
    for element in elements(from) {
        let Some(id) = source(context, element, scene) else { continue };
        if let Some((_, first)) = places.iter().find(|(known, _)| *known == id) {
            let name = &scene.fields.kept[id.index()].0.name.value;
            context.diagnostics.push(
                Diagnostic::error(ComputedFrom::CODE, element.span, format!("`{name}` is named twice"))
                    .also(*first, "named first here")
                    .help("remove one of them"),
            );
            continue;
        }
        places.push((id, element.span));
    }
    if elements(from).is_empty() {
        context.diagnostics.push(
            Diagnostic::error(ComputedFrom::CODE, from.span, format!("`{}` is computed from nothing", ast.name.value))
                .help("name the columns that it is computed from: `from: [title, body]`"),
        );
    }
    secrets(context, ast, &places, scene);
    let lowered = field::lower(context, ast, ty.clone(), scene.enumerations);
    let field = crate::ir::Field { access: Access::ReadOnly, ..lowered };
    Some(Computed { field, from: places.into_iter().map(|(id, _)| id).collect(), span: attribute.span })
}

/// A column that a field is computed from.
fn source(context: &mut Context<'_>, element: &ast::Expression, scene: Scene<'_>) -> Option<FieldId> {
    let name = match &element.kind {
        ExpressionKind::Path(name) => name,
        ExpressionKind::String(name) => {
            context.diagnostics.push(quoted_name(name, element.span));
            return None;
        }
        _ => {
            context.diagnostics.push(mismatch(element, "the name of a field"));
            return None;
        }
    };
    let refused = |what: &str, help: &str| {
        Diagnostic::error(ComputedFrom::CODE, element.span, format!("`{name}` {what}")).help(help)
    };
    let found = match scene.fields.get(name) {
        Slot::Field(id) => {
            let (field, ty) = &scene.fields.kept[id.index()];
            match ty {
                Type::Relation(_) => Err(refused(RELATION.0, RELATION.1).also(field.name.span, "declared here")),
                Type::Composite(_) | Type::Unsupported(_) => Err(refused(
                    "has a type that programs do not read",
                    "compute from columns that hold scalars or values of enums",
                )
                .also(field.ty.span, "its type")),
                Type::Scalar(_) | Type::Enumeration(_) if find(&field.attributes, "ignore").is_some() => Err(refused(
                    "is left out of all clients, programs too",
                    "remove its `@ignore`, or name another one",
                )
                .also(field.name.span, "declared here")),
                Type::Scalar(_) | Type::Enumeration(_) => Ok(id),
            }
        }
        Slot::Relation(_) => Err(refused(RELATION.0, RELATION.1)),
        Slot::Computed(field) => Err(refused("is computed itself", "name the columns that it is computed from")
            .also(field.name.span, "declared here")),
        Slot::Broken => return None,
        Slot::Unknown => {
            let mut diagnostic = unknown(scene.model, name, element.span, scene.fields.names());
            diagnostic.code = ComputedFrom::CODE;
            context.unknown_fields.add(scene.model, name, diagnostic);
            return None;
        }
    };
    found.map_err(|diagnostic| context.diagnostics.push(diagnostic)).ok()
}

const RELATION: (&str, &str) = (
    "is a relation: a field is computed from columns of its row",
    "name the columns that hold its key; rows of other models the program reads itself",
);

/// Answers show what is computed: of what they do not show, only if that is said.
fn secrets(context: &mut Context<'_>, ast: &ast::Field, places: &[(FieldId, Span)], scene: Scene<'_>) {
    if find(&ast.attributes, "readOnly").is_some() {
        return;
    }
    for (id, span) in places {
        let (field, _) = &scene.fields.kept[id.index()];
        let Some(word) = ["hidden", "writeOnly"].into_iter().find(|word| find(&field.attributes, word).is_some())
        else {
            continue;
        };
        let (name, source) = (&ast.name.value, &field.name.value);
        context.diagnostics.push(
            Diagnostic::error(
                ComputedSecret::CODE,
                *span,
                format!("every answer would show `{name}`, which is computed from `{source}`, and that is `@{word}`"),
            )
            .also(field.name.span, "no answer shows this")
            .help(format!("if `{name}` may be seen, say so: `@readOnly`")),
        );
    }
}

/// What cannot be computed.
pub(super) fn refuse_type(context: &mut Context<'_>, field: &ast::Field) {
    context.diagnostics.push(
        Diagnostic::error(
            ComputedType::CODE,
            field.ty.full_span,
            format!("`{}` cannot be computed: a computed field is one value", field.name.value),
        )
        .help("give it the type of a scalar or an enum"),
    );
}

/// A computed field stands where a column is wanted.
pub(super) fn no_column(name: &str, declared: Span, span: Span) -> Diagnostic {
    Diagnostic::error(ComputedPlace::CODE, span, format!("`{name}` is no column: it is computed when rows are read"))
        .also(declared, "declared here")
        .help("name a column: the database knows no other fields")
}
