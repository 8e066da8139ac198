//! Actions: first what they are called and given, so that they can call each other, then what they do.

mod body;
mod call;
mod known;
#[cfg(test)]
mod tests;
mod value;

use crate::ast;
use crate::diagnostic::Diagnostic;
use crate::ir::{Action, Arity, Function, ModelId, ModelKind, Owner, Parameter, Schema};
use crate::lower::rule::{ActionModel, ActionName};
use crate::nearest::nearest;
use crate::source::Spanned;

use super::Context;
use super::event::{checks, value_type};
use super::field::doc;
use super::scope::Entry;
use body::Body;

/// What the contract has behind `-` already, and the operations that every model has.
/// Source: the HTTP contract, sections 3 and 4.
const TAKEN: [&str; 10] =
    ["create", "read", "update", "delete", "restore", "bulk", "search", "aggregate", "export", "changes"];

/// Adds the actions.
pub(super) fn lower(context: &mut Context<'_>, schema: &mut Schema) {
    let declared: Vec<_> = context.scope.actions.iter().map(|(name, ast)| (name.clone(), *ast)).collect();
    let mut bodies: Vec<(&ast::Action, Vec<String>)> = Vec::with_capacity(declared.len());
    for (name, ast) in declared {
        let Some(owner) = owner(context, schema, ast) else {
            // Of what it would do nothing can be said but what needs no row.
            continue;
        };
        if TAKEN.contains(&name.as_str()) {
            let error = Diagnostic::error(ActionName::CODE, ast.name.span, format!("no action can be called `{name}`"));
            context
                .diagnostics
                .push(error.label("APIs have it for every model").help("say what it does for the domain"));
        }
        let same = |other: &&Action| other.name == name && other.owner.model() == owner.model();
        if let Some(first) = schema.actions.iter().find(same) {
            let of = owner.model().map_or_else(String::new, |id| format!("`{}` has ", schema.model(id).name));
            let message = format!("{of}two actions called `{name}`");
            context.diagnostics.push(
                Diagnostic::error(ActionName::CODE, ast.name.span, message)
                    .label("declared again here")
                    .also(first.name_span, "first declared here")
                    .help("rename one of them"),
            );
        }
        let (parameters, unresolved) = parameters(context, schema, ast);
        let doc = doc(context, &ast.doc, &ast.attributes);
        schema.actions.push(Action {
            name,
            owner,
            parameters,
            steps: Vec::new(),
            incomplete: !unresolved.is_empty() || ast.incomplete,
            doc,
            span: ast.span,
            name_span: ast.name.span,
        });
        bodies.push((ast, unresolved));
    }
    for (index, (ast, unresolved)) in bodies.into_iter().enumerate() {
        let action = &schema.actions[index];
        let mut body = Body::new(context, schema, action, &unresolved);
        let steps = body.steps(&ast.steps);
        let is_broken = body.is_broken;
        let action = &mut schema.actions[index];
        action.steps = steps;
        action.incomplete |= is_broken;
    }
}

/// What the action is about; `None` if it is about something that is not there.
fn owner(context: &mut Context<'_>, schema: &Schema, ast: &ast::Action) -> Option<Owner> {
    let Some(name) = &ast.model else { return Some(Owner::Schema) };
    let id = model(context, schema, name)?;
    Some(if ast.on_all { Owner::Model(id) } else { Owner::Row(id) })
}

/// The model of that name.
fn model(context: &mut Context<'_>, schema: &Schema, name: &Spanned<String>) -> Option<ModelId> {
    let error = |message: String| Diagnostic::error(ActionModel::CODE, name.span, message);
    let found = match context.scope.get(&name.value) {
        Some(Entry::Model(id)) => return Some(id),
        Some(Entry::Enumeration(_)) => error(format!("`{}` is an enum, and no model", name.value)),
        Some(Entry::Composite(_)) => error(format!("`{}` is a type, and no model", name.value)),
        Some(Entry::Event(_)) => error(format!("`{}` is an event, and no model", name.value)),
        Some(Entry::Data(_)) => error(format!("`{}` is stored nowhere, and no model", name.value)),
        Some(Entry::Broken) => return None,
        None if context.unread_words.contains(name.value.as_str()) => return None,
        None => {
            let error = error(format!("there is no model `{}`", name.value));
            match nearest(&name.value, schema.models.iter().map(|model| model.name.as_str())) {
                Some(near) => {
                    error.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), name.span, near)
                }
                // A model that could not be read may have had any name.
                None if context.lacks_declarations => return None,
                None => error.help("declare it, or name another one"),
            }
        }
    };
    context.diagnostics.push(found);
    None
}

/// The parameters, and the names of those that could not be resolved.
fn parameters(context: &mut Context<'_>, schema: &Schema, ast: &ast::Action) -> (Vec<Parameter>, Vec<String>) {
    let mut parameters: Vec<Parameter> = Vec::with_capacity(ast.parameters.len());
    let mut unresolved = Vec::new();
    for parameter in &ast.parameters {
        // Of two with one name the first counts; that is reported elsewhere.
        if parameters.iter().any(|other| other.name == parameter.name.value) {
            continue;
        }
        let Some((ty, scalar)) = value_type(context, schema, &parameter.ty, "a parameter") else {
            unresolved.push(parameter.name.value.clone());
            continue;
        };
        let checks = checks(context, parameter.into(), ty, scalar);
        parameters.push(Parameter {
            name: parameter.name.value.clone(),
            ty,
            scalar,
            checks,
            doc: parameter.doc.text(),
            span: parameter.span,
        });
    }
    (parameters, unresolved)
}

/// Why nobody but the server or the database writes a field; `None` if an action can.
fn written_by_others(schema: &Schema, model: ModelId, id: crate::ir::FieldId, is_new: bool) -> Option<&'static str> {
    let owner = schema.model(model);
    let field = owner.field(id);
    let is_key = owner.primary_key.as_ref().is_some_and(|key| key.key.fields.iter().any(|part| part.field == id));
    let default = field.default.as_ref().map(|default| &default.kind);
    if is_key && !is_new {
        return Some("the key of a row does not change");
    }
    if is_key && default.is_some_and(|default| !matches!(default, Function::Literal(_))) {
        return Some("the default makes the key of a new row");
    }
    if matches!(default, Some(Function::Autoincrement | Function::Sequence { .. })) {
        return Some("the database counts it");
    }
    if field.updated_at {
        return Some("it holds the moment of the last change by itself");
    }
    if field.version {
        return Some("it counts the changes by itself");
    }
    if owner.tenant.is_some_and(|tenant| tenant.field == id) {
        return Some("the tenant of a row is that of who asks");
    }
    None
}

/// Whether a new row needs a value for the field.
fn is_needed(schema: &Schema, model: ModelId, id: crate::ir::FieldId) -> bool {
    let owner = schema.model(model);
    let field = owner.field(id);
    let is_filled = field.default.is_some() || field.updated_at || field.version;
    let is_tenant = owner.tenant.is_some_and(|tenant| tenant.field == id);
    field.is_column() && field.arity == Arity::Required && !is_filled && !is_tenant
}

/// Whether rows of it are only read.
fn is_view(schema: &Schema, model: ModelId) -> bool {
    schema.model(model).kind == ModelKind::View
}
