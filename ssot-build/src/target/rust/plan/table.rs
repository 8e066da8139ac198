//! Models to static tables.

use ssot_core::ir::constraint_name::{foreign_key_name, join_table_name, unique_name};
use ssot_core::ir::{
    Arity, End, Field, FieldId, JoinTable, Model, ModelId, ModelKind, Provider, RelationKind, Schema, Type,
};

use super::index::Index;
use super::scope::Scope;
use super::{action, computed, policy};
use crate::target::rust::nodes::{self, Path, TablePaths};
use crate::target::rust::{names, types};
use crate::text::naming;

/// The table of a model.
pub(super) fn plan_table(
    schema: &Schema,
    index: &Index,
    id: ModelId,
    model: &Model,
    scope: &mut Scope,
) -> nodes::Table {
    let name = model.name.as_str();
    let key = index.fields(id, model.identity()).unwrap_or_default();
    nodes::Table {
        doc: names::doc("", &format!("What the server knows of `{name}`."), &[]),
        name: names::constant(name),
        schema_name: names::text(name),
        segment: names::text(&match &model.api.path {
            Some(path) => path.value.clone(),
            None => naming::collection_segment(name),
        }),
        exposed: !model.api.none,
        table: names::text(&model.table),
        namespace: model.namespace.as_deref().map(names::text),
        fields: model.fields().filter_map(|(id, field)| plan_field(schema, index, (model, id, field), scope)).collect(),
        computed: computed::plan_table(schema, index, (id, model), scope),
        relations: model.fields().filter_map(|(field, _)| plan_relation(schema, index, id, field)).collect(),
        read_only: model.kind == ModelKind::View || key.is_empty(),
        uniques: plan_uniques(schema, index, id, model),
        partial: plan_partial(schema, index, id, model),
        key,
        include: model
            .api
            .include
            .iter()
            .filter_map(|path| dotted(schema, id, path))
            .map(|p| names::text(&p))
            .collect(),
        upsert: model.api.upsert,
        require_if_match: model.api.require_if_match,
        aggregate: model.api.aggregate,
        export: model.api.export,
        changes: model.api.changes,
        actions: action::plan(schema, index, scope, id),
        default_take: model.api.default_take,
        max_take: model.api.max_take,
        policies: policy::plan(schema, index, scope, &model.policies),
        tenant: model.tenant.and_then(|tenant| index.field(id, tenant.field)),
        deleted: model.api.soft_delete.and_then(|field| index.field(id, field)),
    }
}

/// How the file names the types of the table.
pub(super) fn plan_paths(table: &nodes::Table, scope: &mut Scope) -> TablePaths {
    let mut name = |name, needed: bool| needed.then(|| scope.resource(name));
    let columns = &table.fields;
    let fields = || columns.iter().chain(table.computed.iter().map(|computed| &computed.field));
    let rules = || fields().filter_map(|field| field.rules.as_ref());
    TablePaths {
        computed: name("Computed", !table.computed.is_empty()),
        access: name("Access", fields().any(|field| field.access.is_some())),
        default: name("Default", columns.iter().any(|field| field.default.is_some())),
        field: name("Field", fields().next().is_some()),
        kind: name("Kind", fields().next().is_some()),
        link: name("Link", !table.relations.is_empty()),
        pattern: name("Pattern", rules().any(|rules| rules.pattern.is_some())),
        relation: name("Relation", !table.relations.is_empty()),
        rules: name("Rules", rules().next().is_some()),
        unique: name("Unique", !table.uniques.is_empty() || !table.partial.is_empty()),
        resource: scope.resource("Resource"),
    }
}

/// The table of an enumeration, seen from a model's file.
pub(super) fn enumeration_table(name: &str) -> Path {
    let segments = vec![names::known("super"), names::known("enums"), names::constant(name)];
    Path { absolute: false, segments }
}

fn plan_field(
    schema: &Schema,
    index: &Index,
    (model, id, field): (&Model, FieldId, &Field),
    scope: &mut Scope,
) -> Option<nodes::Field> {
    if !super::is_visible(field) {
        return None;
    }
    Some(nodes::Field {
        name: names::text(&field.name),
        column: names::text(&field.column),
        kind: types::kind(schema, field, enumeration_table)?,
        list: field.arity == Arity::List,
        nullable: field.arity == Arity::Optional,
        access: if model.is_set_by_servers(id) {
            types::access(field).or_else(|| Some(names::known("ReadOnly")))
        } else {
            types::access(field)
        },
        default: types::default(schema, field),
        updated_at: field.updated_at,
        version: field.version,
        pii: field.pii,
        single: schema.provider == Provider::Mysql && field.native.as_deref().is_some_and(|it| it.name == "Float"),
        rules: types::rules(schema.provider, field, scope),
        policies: policy::plan(schema, index, scope, &field.policies),
    })
}

/// The unique keys besides the identity, without partial ones.
pub(super) fn other_uniques<'a>(
    index: &'a Index,
    id: ModelId,
    model: &'a Model,
) -> impl Iterator<Item = (&'a ssot_core::ir::Unique, String, Vec<usize>)> {
    let identity = model.identity();
    let by_unique = model.primary_key.is_none();
    model.uniques.iter().filter_map(move |unique| {
        let parts = &unique.key.fields;
        let fields: Vec<FieldId> = parts.iter().map(|part| part.field).collect();
        let whole = unique.predicate.is_none() && parts.iter().all(|part| part.path.is_empty());
        if !whole || by_unique && fields == identity {
            return None;
        }
        let places = index.fields(id, fields.iter().copied())?;
        let name = unique.name.clone().unwrap_or_else(|| {
            fields.iter().map(|&field| model.field(field).name.as_str()).collect::<Vec<_>>().join("_")
        });
        Some((unique, name, places))
    })
}

fn plan_uniques(schema: &Schema, index: &Index, id: ModelId, model: &Model) -> Vec<nodes::Unique> {
    other_uniques(index, id, model)
        .map(|(unique, name, fields)| nodes::Unique {
            name: names::text(&name),
            fields,
            constraint: names::text(&unique_name(schema, model, unique)),
        })
        .collect()
}

/// The unique keys of some rows only.
fn plan_partial(schema: &Schema, index: &Index, id: ModelId, model: &Model) -> Vec<nodes::Unique> {
    let partial = model.uniques.iter().filter(|unique| unique.predicate.is_some());
    partial
        .filter_map(|unique| {
            let fields: Vec<FieldId> = unique.key.fields.iter().map(|part| part.field).collect();
            let names: Vec<&str> = fields.iter().map(|&field| model.field(field).name.as_str()).collect();
            Some(nodes::Unique {
                name: names::text(unique.name.as_deref().unwrap_or(&names.join("_"))),
                fields: index.fields(id, fields)?,
                constraint: names::text(&unique_name(schema, model, unique)),
            })
        })
        .collect()
}

fn plan_relation(schema: &Schema, index: &Index, model: ModelId, field: FieldId) -> Option<nodes::Relation> {
    let end = End { model, field };
    index.relation(end)?;
    let (relation, other) = schema.across(model, field)?;
    let link = match &relation.kind {
        RelationKind::ForeignKey(key) if key.from == end => nodes::Link::Holds {
            fields: index.fields(model, key.fields.iter().copied())?,
            references: index.fields(other.model, key.references.iter().copied())?,
            constraint: names::text(&foreign_key_name(schema, key)),
        },
        RelationKind::ForeignKey(key) => nodes::Link::Held {
            fields: index.fields(other.model, key.fields.iter().copied())?,
            references: index.fields(model, key.references.iter().copied())?,
        },
        RelationKind::JoinTable(JoinTable { a, .. }) => {
            let (here, there) = if *a == end { ("A", "B") } else { ("B", "A") };
            nodes::Link::Join {
                table: names::text(&join_table_name(schema, relation)),
                namespace: schema.model(a.model).namespace.as_deref().map(names::text),
                here: names::text(here),
                there: names::text(there),
            }
        }
    };
    let declared = schema.field(model, field);
    Some(nodes::Relation {
        name: names::text(&declared.name),
        target: table_from(schema, model, other.model),
        inverse: index.relation(other)?,
        link,
        list: declared.arity == Arity::List,
        nullable: declared.arity == Arity::Optional,
    })
}

/// The table of `target`, seen from the file of `model`.
pub(super) fn table_from(schema: &Schema, model: ModelId, target: ModelId) -> Path {
    let name = schema.model(target).name.as_str();
    let mut segments = Vec::new();
    if model != target {
        segments = vec![names::known("super"), names::module(name).0];
    }
    segments.push(names::constant(name));
    Path { absolute: false, segments }
}

/// A path of relation fields as text.
fn dotted(schema: &Schema, mut model: ModelId, path: &[FieldId]) -> Option<String> {
    let mut parts = Vec::new();
    for &step in path {
        let field = schema.field(model, step);
        let Type::Relation(_) = field.ty else { return None };
        parts.push(field.name.as_str());
        model = schema.across(model, step)?.1.model;
    }
    Some(parts.join("."))
}
