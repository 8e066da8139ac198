//! The Zod schemas of one model.

use ssot_core::ir::{Field, FieldId, Model, ModelId};

use super::is_writable;
use super::model::{creatable, is_required, key_of, readable, updatable};
use crate::target::typescript::names;
use crate::target::typescript::nodes::{Item, Rule, SchemaConstant};
use crate::target::typescript::types::Context;
use crate::text::typescript::{Comment, Ident};

/// The schemas of a row, of a new row, and of a change.
pub(super) fn plan(context: &Context, id: ModelId, model: &Model) -> Vec<Item> {
    let names = &context.names.models[id.index()];
    let name = &model.name;
    let rows: Vec<_> = readable(model).collect();
    let (create, update) = (creatable(model), updatable(model));
    let used =
        |id: FieldId| [&rows, &create, &update].iter().any(|fields| fields.iter().any(|(field, _)| *field == id));
    let columns = model.fields().filter(|(id, _)| used(*id)).map(|(_, field)| field);
    let constants = columns.chain(model.computed.iter().map(|it| &it.field)).filter_map(|it| context.constant(it));
    let mut items: Vec<Item> = constants.map(Item::Rule).collect();
    let mut row =
        schema(&format!("A row of `{name}` as servers answer it."), &names.schema, false, &rows, |field_id, _| {
            context.stored_rule(id, field_id)
        });
    if let Item::Schema(row) = &mut row {
        let rules = model.computed.iter().map(|it| (key_of(&it.field), context.computed_rule(model, it)));
        row.shape.extend(rules);
    }
    items.push(row);
    if is_writable(context.schema, id) {
        let doc = format!("A new row of `{name}`, without rows of other models.");
        items.push(schema(&doc, &names.create_schema, true, &create, |field_id, field| Rule {
            optional: !is_required(field),
            ..context.rule(id, field_id)
        }));
        let doc = format!("A change of a row of `{name}`.");
        items.push(schema(&doc, &names.update_schema, true, &update, |field_id, _| Rule {
            optional: true,
            ..context.rule(id, field_id)
        }));
    }
    items
}

fn schema(
    doc: &str,
    name: &Ident,
    strict: bool,
    fields: &[(FieldId, &Field)],
    rule: impl Fn(FieldId, &Field) -> Rule,
) -> Item {
    let shape = fields.iter().map(|(id, field)| (key_of(field), rule(*id, field))).collect();
    Item::Schema(SchemaConstant {
        doc: Comment::new(doc),
        name: name.clone(),
        zod: names::zod().clone(),
        strict,
        shape,
    })
}
