//! `where`: conditions of partial indexes.

mod value;

use crate::ast::{Expression, ExpressionKind};
use crate::diagnostic::Diagnostic;
use crate::ir::{Enumeration, FieldId, Predicate, Type, Value};
use crate::lower::rule::IndexCondition;
use crate::source::{Span, Spanned};

use super::expression::{mismatch, string};
use super::pairing::{Fields, Slot, unknown};
use super::{Context, computed};

/// Reads `raw("…")` or `{ field: value, other: { not: null } }`.
pub(super) fn lower(
    context: &mut Context<'_>,
    expression: &Expression,
    model: &str,
    fields: &Fields<'_>,
    enumerations: &[Enumeration],
) -> Option<Predicate> {
    match &expression.kind {
        ExpressionKind::Call { name, arguments } if name.value == "raw" => {
            if let [argument] = arguments.as_slice() {
                let text = string(&argument.value, context.diagnostics)?;
                if text.is_empty() {
                    context.diagnostics.push(empty(argument.span));
                    return None;
                }
                return Some(Predicate::Raw(text));
            }
            context.diagnostics.push(mismatch(expression, "`raw(\"…\")` with one string"));
            None
        }
        ExpressionKind::Object(entries) if !entries.is_empty() => {
            let conditions: Vec<Option<_>> = entries
                .iter()
                .map(|(name, value)| condition(context, name, value, model, fields, enumerations))
                .collect();
            conditions.into_iter().collect::<Option<Vec<_>>>().map(Predicate::Fields)
        }
        ExpressionKind::Object(_) => {
            context.diagnostics.push(empty(expression.span));
            None
        }
        _ => {
            context.diagnostics.push(mismatch(expression, "`{ field: value }` or `raw(\"…\")`"));
            None
        }
    }
}

fn condition(
    context: &mut Context<'_>,
    name: &Spanned<String>,
    value: &Expression,
    model: &str,
    fields: &Fields<'_>,
    enumerations: &[Enumeration],
) -> Option<(FieldId, bool, Option<Value>)> {
    let id = match fields.get(&name.value) {
        Slot::Field(id) => id,
        Slot::Broken => return None,
        Slot::Computed(field) => {
            context.diagnostics.push(computed::no_column(&field.name.value, field.name.span, name.span));
            return None;
        }
        Slot::Unknown => {
            context.unknown_fields.add(model, &name.value, unknown(model, &name.value, name.span, fields.names()));
            return None;
        }
        Slot::Relation(_) => {
            context.diagnostics.push(relation(name));
            return None;
        }
    };
    if matches!(fields.kept[id.index()].1, Type::Relation(_)) {
        context.diagnostics.push(relation(name));
        return None;
    }
    let (negated, value) = match &value.kind {
        ExpressionKind::Object(entries) => match entries.as_slice() {
            [(not, value)] if not.value == "not" => (true, value),
            _ => {
                context.diagnostics.push(mismatch(value, "a value or `{ not: value }`"));
                return None;
            }
        },
        _ => (false, value),
    };
    if matches!(&value.kind, ExpressionKind::Path(word) if word == "null") {
        return Some((id, negated, None));
    }
    let (read, finding) = value::read(value, &name.value, &fields.kept[id.index()].1, enumerations);
    if let Some(finding) = finding {
        context.diagnostics.push(finding);
    }
    read.map(|value| (id, negated, Some(value)))
}

fn relation(name: &Spanned<String>) -> Diagnostic {
    Diagnostic::error(IndexCondition::CODE, name.span, format!("`{}` is a relation, not a column", name.value))
        .help("name the scalar field that holds the key")
}

fn empty(span: Span) -> Diagnostic {
    Diagnostic::error(IndexCondition::CODE, span, "the condition of an index cannot be empty")
        .help("name a field, or remove `where`")
}
