//! What can be summed up of the rows of a model.

use ssot_core::ir::{Arity, Field, FieldId, Model, ModelId, Type};

use super::bare;
use super::model::{alias, interface, nothing, readable, union};
use crate::target::typescript::names;
use crate::target::typescript::nodes::{Item, Keyword, Property, Ty};
use crate::target::typescript::types::Context;
use crate::text::typescript::{Comment, Ident, Literal};
use crate::text::wire::{self, Meaning};

/// The types that an aggregate is asked with; none unless the model has aggregates.
pub(super) fn plan(context: &Context, id: ModelId, model: &Model) -> Vec<Item> {
    if !is_offered(model) {
        return Vec::new();
    }
    let names = &context.names.models[id.index()];
    let sums: Vec<Property> = readable(model)
        .filter_map(|(_, field)| {
            let sum = match meaning(field)? {
                Meaning::Int | Meaning::BigInt | Meaning::Decimal => Keyword::String,
                Meaning::Float => Keyword::Number,
                _ => return None,
            };
            Some(bare(&field.name, Ty::Keyword(sum)))
        })
        .collect();
    let doc = format!("What sums and means of the fields of `{}` are: exact ones are text.", model.name);
    let sums = if sums.is_empty() {
        alias(&doc, &names.sums, nothing())
    } else {
        interface(Comment::new(&doc), &names.sums, sums)
    };
    let ranges = picked(&names.row, readable(model).filter(|(_, field)| is_ordered(field)));
    let groups = picked(&names.row, readable(model).filter(|(_, field)| Context::sortable(field)));
    let name = &model.name;
    vec![
        sums,
        alias(&format!("The fields of `{name}` that have a least and a greatest value."), &names.ranges, ranges),
        alias(&format!("The fields of `{name}` that rows can be grouped by."), &names.groups, groups),
    ]
}

/// Whether rows of the model are summed up.
pub(super) fn is_offered(model: &Model) -> bool {
    !model.ignored && !model.api.none && model.api.aggregate
}

/// The meaning of a column of one value each.
fn meaning(field: &Field) -> Option<Meaning> {
    match field.ty {
        Type::Scalar(scalar) if field.arity != Arity::List => Some(wire::meaning(scalar, field)),
        _ => None,
    }
}

fn is_ordered(field: &Field) -> bool {
    !matches!(meaning(field), None | Some(Meaning::Boolean | Meaning::Bytes | Meaning::Uuid | Meaning::Json))
}

fn picked<'a>(row: &Ident, fields: impl Iterator<Item = (FieldId, &'a Field)>) -> Ty {
    let fields = fields.map(|(_, field)| Ty::Literal(Literal::new(&field.name))).collect();
    Ty::Apply(Box::new(Ty::Local(names::known("Pick"))), vec![Ty::Local(row.clone()), union(fields)])
}
