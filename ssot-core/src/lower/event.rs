//! Events, and the types of what is told and given: values, never rows.

use crate::ast;
use crate::diagnostic::Diagnostic;
use crate::ir::{Arity, BaseType, Check, Event, EventField, RichScalar, Schema, Type, ValueType};
use crate::lower::rule::PayloadType;

use super::constraint::Subject;
use super::field::doc;
use super::resolve::{self, Found};
use super::scope::Entry;
use super::{Context, constraint};

/// All events, by [`crate::ir::EventId`].
pub(super) fn lower(context: &mut Context<'_>, schema: &Schema) -> Vec<Event> {
    let declared: Vec<_> = context.scope.events.iter().map(|(name, ast)| (name.clone(), *ast)).collect();
    let mut events = Vec::with_capacity(declared.len());
    for (name, ast) in declared {
        let mut fields: Vec<EventField> = Vec::with_capacity(ast.fields.len());
        let mut incomplete = ast.incomplete;
        for field in &ast.fields {
            // Of two with one name the first counts; that is reported elsewhere.
            if fields.iter().any(|other| other.name == field.name.value) {
                continue;
            }
            let Some((ty, scalar)) = value_type(context, schema, &field.ty, "a field of an event") else {
                incomplete = true;
                continue;
            };
            let checks = checks(context, field.into(), ty, scalar);
            fields.push(EventField {
                name: field.name.value.clone(),
                ty,
                scalar,
                checks,
                doc: field.doc.text(),
                span: field.span,
                name_span: field.name.span,
            });
        }
        let doc = doc(context, &ast.doc, &ast.attributes);
        events.push(Event { name, fields, incomplete, doc, span: ast.span, name_span: ast.name.span });
    }
    events
}

/// The rules for what is given or told.
pub(super) fn checks(
    context: &mut Context<'_>,
    subject: Subject<'_>,
    ty: ValueType,
    scalar: Option<RichScalar>,
) -> Vec<Check> {
    let ty = match ty.base {
        BaseType::Scalar(scalar) => Type::Scalar(scalar),
        BaseType::Enumeration(id) => Type::Enumeration(id),
        // No value is one of these.
        BaseType::Row(_) | BaseType::Principal => return Vec::new(),
    };
    constraint::lower(context, subject, &ty, scalar)
}

/// The type of `what`: a scalar or an enumeration.
pub(super) fn value_type(
    context: &mut Context<'_>,
    schema: &Schema,
    ty: &ast::Type,
    what: &str,
) -> Option<(ValueType, Option<RichScalar>)> {
    let error = |message: String| Diagnostic::error(PayloadType::CODE, ty.span, message);
    let (base, scalar) = match resolve::lookup(context, ty) {
        Found::Scalar(scalar) => (BaseType::Scalar(scalar), None),
        Found::Rich(scalar) => (BaseType::Scalar(scalar.base()), Some(scalar)),
        Found::Entry(Entry::Enumeration(id)) => (BaseType::Enumeration(id), None),
        Found::Entry(Entry::Model(id)) => {
            let model = schema.model(id);
            let found = error(format!("{what} is a value, and `{}` is a model", model.name));
            // The key of a row stands for it.
            let key = match model.identity().as_slice() {
                [only] => match &model.field(*only).ty {
                    crate::ir::Type::Scalar(scalar) => Some(scalar.as_str()),
                    _ => None,
                },
                _ => None,
            };
            context.diagnostics.push(match key {
                Some(key) => found.help(format!("write the type of its key: `{key}`")).fix(
                    format!("write `{key}`"),
                    ty.span,
                    key,
                ),
                None => found.help("write the parts of its key, each by itself"),
            });
            return None;
        }
        Found::Entry(Entry::Composite(id)) => {
            let name = &schema.composite(id).name;
            let found = error(format!("{what} is a value, and `{name}` is a composite type"));
            context.diagnostics.push(found.help("write its parts, each by itself, or use `Json`"));
            return None;
        }
        Found::Unsupported(_) => {
            context.diagnostics.push(error(format!("{what} cannot have a type that only a database knows")));
            return None;
        }
        Found::Entry(Entry::Event(_) | Entry::Data(_) | Entry::Broken) | Found::Nothing => return None,
    };
    let arity = ty.arity;
    let ty = ValueType { base, list: arity == Arity::List, nullable: arity == Arity::Optional };
    Some((ty, scalar))
}
