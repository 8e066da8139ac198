//! Models to row types, inputs and handles.

use ssot_core::ir::{Arity, End, Field, Function, Model, ModelId, RelationKind, Schema};

use super::index::Index;
use super::scope::Scope;
use super::{SUFFIXES, computed, table};
use crate::target::rust::nodes::{
    self, Aliases, Handle, Ident, Input, Inputs, Member, ModelFile, ModelPaths, Module, Path, Row,
};
use crate::target::rust::{names, types};
use crate::text::wire;

/// The file of a model.
pub(super) fn plan_model(schema: &Schema, index: &Index, runtime: &Path, id: ModelId, model: &Model) -> ModelFile {
    let name = model.name.as_str();
    let own = SUFFIXES.iter().map(|suffix| names::ty(name, suffix)).chain(computed::types(model));
    let mut scope = Scope::new(runtime, own.map(|ident| ident.as_str().to_owned()));
    let table = table::plan_table(schema, index, id, model, &mut scope);
    let row = plan_row(schema, index, id, model, &mut scope);
    let inputs = (!table.read_only).then(|| plan_inputs(schema, index, id, model, &mut scope));
    let face = computed::plan_face(schema, model, &mut scope);
    let paths = ModelPaths {
        filter: scope.model("Filter"),
        order: scope.model("Order"),
        repository: scope.model("Repository"),
        model: scope.model("Model"),
        row: scope.model("Row"),
        mismatch: scope.model("Mismatch"),
        result: scope.prelude("Result"),
        table: table::plan_paths(&table, &mut scope),
    };
    ModelFile {
        path: names::module(name).1,
        doc: names::doc("", &format!("`{name}`: its table, its rows and what they are made of."), &[]),
        imports: scope.into_imports(),
        paths,
        table,
        row,
        inputs,
        computed: face,
        aliases: Aliases {
            filter: names::ty(name, "Filter"),
            filter_doc: names::doc("", &format!("A condition on rows of `{name}`."), &[]),
            order: names::ty(name, "Order"),
            order_doc: names::doc("", &format!("One key of an order of rows of `{name}`."), &[]),
            repository: names::ty(name, "Repository"),
            repository_doc: names::doc("", &format!("Reads and writes rows of `{name}`."), &[]),
        },
    }
}

/// The declaration of the file.
pub(super) fn plan_module(model: &Model, file: &ModelFile) -> Module {
    let mut exports = vec![
        file.row.name.clone(),
        file.aliases.filter.clone(),
        file.aliases.order.clone(),
        file.aliases.repository.clone(),
    ];
    if let Some(inputs) = &file.inputs {
        exports.extend([inputs.create.name.clone(), inputs.update.name.clone()]);
    }
    exports.extend(computed::types(model));
    let name = model.name.as_str();
    super::module(names::doc("", &format!("`{name}`."), &[]), names::module(name).0, exports)
}

/// The columns of a model with their places.
fn columns<'a>(index: &'a Index, id: ModelId, model: &'a Model) -> impl Iterator<Item = (usize, &'a Field)> {
    model.fields().filter_map(move |(field_id, field)| Some((index.field(id, field_id)?, field)))
}

/// The type of an enumeration, seen from another file.
pub(super) fn enumeration(name: &str) -> Path {
    let segments = vec![names::known("super"), names::known("enums"), names::ty(name, "")];
    Path { absolute: false, segments }
}

fn plan_row(schema: &Schema, index: &Index, id: ModelId, model: &Model, scope: &mut Scope) -> Row {
    let name = model.name.as_str();
    let members = columns(index, id, model)
        .map(|(place, field)| {
            let value = types::value(schema, field, scope, enumeration);
            let stored = types::stored(field, value, scope);
            Member {
                doc: names::doc(&wire::about(field), &format!("`{}`.", field.name), &[]),
                name: names::member(&field.name),
                ty: if field.arity == Arity::Optional { types::wrap(scope.prelude("Option"), stored) } else { stored },
                index: place,
                absent: None,
            }
        })
        .collect();
    Row {
        doc: names::doc(&model.doc, &format!("A row of `{name}`."), &[]),
        name: names::ty(name, ""),
        members,
        key: plan_key(schema, index, id, model, scope),
        handles: plan_handles(schema, index, id, model, scope),
    }
}

/// The type of the values of a key: one value, or a tuple, or none.
fn plan_key(schema: &Schema, index: &Index, id: ModelId, model: &Model, scope: &mut Scope) -> Vec<nodes::Type> {
    let identity = model.identity();
    if index.fields(id, identity.iter().copied()).is_none_or(|places| places.is_empty()) {
        return vec![nodes::Type { path: scope.model("NoKey"), arguments: Vec::new() }];
    }
    identity.iter().map(|&field| types::value(schema, model.field(field), scope, enumeration)).collect()
}

fn plan_handles(schema: &Schema, index: &Index, id: ModelId, model: &Model, scope: &mut Scope) -> Vec<Handle> {
    let mut handles = Vec::new();
    for (field_id, field) in model.fields() {
        if let Some(place) = index.field(id, field_id) {
            let value = types::value(schema, field, scope, enumeration);
            let ty = if field.arity == Arity::List { types::wrap(scope.prelude("Vec"), value) } else { value };
            handles.push(Handle {
                doc: names::doc("", &format!("The column of `{}`.", field.name), &[]),
                name: names::constant(&field.name),
                kind: scope.model("Column"),
                ty: vec![ty],
                index: place,
            });
        } else if let Some(place) = index.relation(End { model: id, field: field_id }) {
            let Some((relation, other)) = schema.across(id, field_id) else { continue };
            let kind = match relation.kind {
                RelationKind::JoinTable(_) => "Links",
                RelationKind::ForeignKey(_) if field.arity == Arity::List => "ToMany",
                RelationKind::ForeignKey(_) => "ToOne",
            };
            let target = schema.model(other.model).name.as_str();
            handles.push(Handle {
                doc: names::doc(&field.doc, &format!("The relation `{}` to `{target}`.", field.name), &[]),
                name: names::constant(&field.name),
                kind: scope.model(kind),
                ty: vec![nodes::Type { path: row_from(id, other.model, target), arguments: Vec::new() }],
                index: place,
            });
        }
    }
    let taken: Vec<Ident> = handles.iter().map(|handle| handle.name.clone()).collect();
    for (place, (unique, name, _)) in table::other_uniques(index, id, model).enumerate() {
        let fields = unique.key.fields.iter().map(|part| model.field(part.field));
        handles.push(Handle {
            doc: names::doc("", &format!("The unique key `{name}`."), &[]),
            name: names::unique_constant(&name, &taken),
            kind: scope.model("UniqueKey"),
            ty: fields.map(|field| types::value(schema, field, scope, enumeration)).collect(),
            index: place,
        });
    }
    handles
}

/// The row type of `target`, seen from the file of `model`.
fn row_from(model: ModelId, target: ModelId, name: &str) -> Path {
    let mut segments = Vec::new();
    if model != target {
        segments = vec![names::known("super"), names::module(name).0];
    }
    segments.push(names::ty(name, ""));
    Path { absolute: false, segments }
}

fn plan_inputs(schema: &Schema, index: &Index, id: ModelId, model: &Model, scope: &mut Scope) -> Inputs {
    let name = model.name.as_str();
    let identity = index.fields(id, model.identity()).unwrap_or_default();
    let writable = || columns(index, id, model).filter(|(_, field)| !field.version && !field.updated_at);
    let create = writable().map(|(place, field)| plan_create_member(schema, place, field, scope)).collect();
    let update = writable()
        .filter(|(place, _)| !identity.contains(place))
        .map(|(place, field)| plan_update_member(schema, place, field, scope))
        .collect();
    Inputs {
        create: Input {
            doc: names::doc("", &format!("What a new row of `{name}` is made of."), &[]),
            name: names::ty(name, "Create"),
            members: create,
        },
        update: Input {
            doc: names::doc("", &format!("What changes in a row of `{name}`; what is absent stays."), &[]),
            name: names::ty(name, "Update"),
            members: update,
        },
        writable: scope.model("Writable"),
        input: scope.model("Input"),
        values: scope.model("Values"),
    }
}

/// A member of the create type: plain if it must be given, `Option` if there is something to fall back on, `Patch` if null is
/// something else than that.
fn plan_create_member(schema: &Schema, place: usize, field: &Field, scope: &mut Scope) -> Member {
    let value = types::value(schema, field, scope, enumeration);
    let stored = types::stored(field, value, scope);
    let has_default = field.default.is_some();
    let (outer, note) = match field.arity {
        Arity::Required if !has_default => (None, None),
        Arity::Optional if has_default => (Some(scope.model("Patch")), Some(fallback(field))),
        Arity::Optional => (Some(scope.prelude("Option")), Some("Null unless given.")),
        Arity::List if !has_default => (Some(scope.prelude("Option")), Some("Empty unless given.")),
        Arity::Required | Arity::List => (Some(scope.prelude("Option")), Some(fallback(field))),
    };
    let absent = outer.as_ref().map(absent);
    let ty = match outer {
        Some(outer) => types::wrap(outer, stored),
        None => stored,
    };
    Member {
        doc: names::doc(&field.doc, &format!("`{}`.", field.name), note.as_slice()),
        name: names::member(&field.name),
        ty,
        index: place,
        absent,
    }
}

/// The value of an `Option` or `Patch` that says nothing.
fn absent(outer: &Path) -> Path {
    if outer.segments.last().is_some_and(|name| name.as_str() == "Patch") {
        let segments = outer.segments.iter().cloned().chain([names::known("Absent")]).collect();
        Path { absolute: outer.absolute, segments }
    } else {
        Path { absolute: false, segments: vec![names::known("None")] }
    }
}

/// What an absent field becomes, in words.
fn fallback(field: &Field) -> &'static str {
    match field.default.as_ref().map(|default| &default.kind) {
        Some(Function::Now) => "The time of the write unless given.",
        Some(Function::Literal(_)) | None => "Its default unless given.",
        Some(Function::Autoincrement | Function::Sequence { .. }) => "Counted by the database unless given.",
        Some(Function::Database(_) | Function::Auto) => "Made by the database unless given.",
        Some(Function::Cuid(_) | Function::Uuid(_) | Function::Ulid | Function::Nanoid(_)) => "Made up unless given.",
    }
}

fn plan_update_member(schema: &Schema, place: usize, field: &Field, scope: &mut Scope) -> Member {
    let value = types::value(schema, field, scope, enumeration);
    let stored = types::stored(field, value, scope);
    let outer = if field.arity == Arity::Optional { scope.model("Patch") } else { scope.prelude("Option") };
    Member {
        doc: names::doc(&wire::about(field), &format!("`{}`.", field.name), &[]),
        name: names::member(&field.name),
        absent: Some(absent(&outer)),
        ty: types::wrap(outer, stored),
        index: place,
    }
}
