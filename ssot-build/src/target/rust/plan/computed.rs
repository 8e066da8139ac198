//! Computed fields: what the table says of them, and the trait of what works them out.

use ssot_core::ir::{Arity, Computed, FieldId, Model, ModelId, Schema};

use super::index::Index;
use super::model::enumeration;
use super::scope::Scope;
use super::table::enumeration_table;
use crate::target::rust::nodes::{self, ComputedFace, ComputedPaths, Ident, Member, Method};
use crate::target::rust::{names, types};
use crate::text::wire;

/// The types that a model's file defines for its computed fields; none without.
pub(super) fn types(model: &Model) -> Vec<Ident> {
    let name = model.name.as_str();
    let face = (!model.computed.is_empty()).then(|| names::ty(name, "Computed"));
    let sources = model.computed.iter().map(|computed| names::source(name, &computed.field.name));
    face.into_iter().chain(sources).collect()
}

/// What the table says of a model's computed fields.
pub(super) fn plan_table(
    schema: &Schema,
    index: &Index,
    (id, model): (ModelId, &Model),
    scope: &mut Scope,
) -> Vec<nodes::ComputedField> {
    let plan = |computed: &Computed| {
        let field = &computed.field;
        Some(nodes::ComputedField {
            field: nodes::Field {
                name: names::text(&field.name),
                column: names::text(""),
                kind: types::kind(schema, field, enumeration_table)?,
                list: false,
                nullable: computed.is_nullable(model),
                access: types::access(field),
                default: None,
                updated_at: false,
                version: false,
                pii: field.pii,
                single: false,
                rules: types::rules(schema.provider, field, scope),
                policies: Vec::new(),
            },
            from: index.fields(id, computed.from.iter().copied())?,
        })
    };
    model.computed.iter().filter_map(plan).collect()
}

/// The trait of what works a model's computed fields out; none without.
pub(super) fn plan_face(schema: &Schema, model: &Model, scope: &mut Scope) -> Option<ComputedFace> {
    if model.computed.is_empty() {
        return None;
    }
    let name = model.name.as_str();
    Some(ComputedFace {
        doc: names::doc("", &format!("Works out the fields of `{name}` that no column holds."), &[]),
        name: names::ty(name, "Computed"),
        methods: model.computed.iter().map(|computed| plan_method(schema, model, computed, scope)).collect(),
        paths: ComputedPaths {
            answers: scope.computed("Answers"),
            batch: scope.computed("Batch"),
            computes: scope.computed("Computes"),
            source: scope.computed("Source"),
            sources: scope.computed("Sources"),
            worked: scope.computed("Worked"),
            call: scope.hook("Call"),
        },
    })
}

fn plan_method(schema: &Schema, model: &Model, computed: &Computed, scope: &mut Scope) -> Method {
    let field = &computed.field;
    let columns = computed.from.iter().enumerate().map(|(place, &id)| plan_member(schema, model, (place, id), scope));
    let source = columns.collect();
    let value = types::value(schema, field, scope, enumeration);
    Method {
        doc: names::doc(&wire::about(field), &format!("`{}`, of each row.", field.name), &[]),
        name: names::member(&field.name),
        source_doc: names::doc(
            "",
            &format!("What `{}` of a row of `{}` is computed from.", field.name, model.name),
            &[],
        ),
        source_name: names::source(model.name.as_str(), &field.name),
        source,
        ty: if field.arity == Arity::Optional { types::wrap(scope.prelude("Option"), value) } else { value },
    }
}

/// A column that a field is computed from; its place is that among them.
fn plan_member(schema: &Schema, model: &Model, (place, id): (usize, FieldId), scope: &mut Scope) -> Member {
    let field = model.field(id);
    let value = types::value(schema, field, scope, enumeration);
    let stored = types::stored(field, value, scope);
    Member {
        doc: names::doc(&wire::about(field), &format!("`{}`.", field.name), &[]),
        name: names::member(&field.name),
        ty: if field.arity == Arity::Optional { types::wrap(scope.prelude("Option"), stored) } else { stored },
        index: place,
        absent: None,
    }
}
