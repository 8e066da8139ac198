//! Models and views: fields, keys, indexes, names.

use crate::ast::{self, Attribute};
use crate::ir::{Composite, Enumeration, FieldId, Index, Model, ModelId, ModelKind, PrimaryKey, Type, Unique};
use crate::name::Name;
use crate::source::Span;

use super::argument::Arguments;
use super::expression::string;
use super::field::{annotations, doc, find, mapped, word};
use super::key::{self, Scene};
use super::pairing::Fields;
use super::{Context, api, computed, field, rename};

/// All models and views, by [`ModelId`].
pub(super) fn lower(
    context: &mut Context<'_>,
    fields: &[Fields<'_>],
    enumerations: &[Enumeration],
    composites: &[Composite],
) -> Vec<Model> {
    let declared: Vec<(Name, &ast::Model)> =
        context.scope.models.iter().map(|(name, ast)| (name.clone(), *ast)).collect();
    context.each(declared.len(), |context, index| {
        let (name, ast) = &declared[index];
        let scene = Scene { model: name.as_str(), fields: &fields[index], enumerations, composites };
        let api = api::lower(context, ModelId(index as u32), &ast.attributes, fields);
        Model { api, ..lower_model(context, name, ast, scene) }
    })
}

fn lower_model(context: &mut Context<'_>, name: &Name, ast: &ast::Model, scene: Scene<'_>) -> Model {
    let attributes = &ast.attributes;
    let (table, table_span) = mapped(context, find(attributes, "map"), &ast.name);
    let (namespace, namespace_span) = namespace(context, attributes);
    if let Some(ignore) = find(attributes, "ignore") {
        Arguments::of(ignore, &[], None, context.diagnostics);
    }
    let fields: Vec<_> = scene
        .fields
        .kept
        .iter()
        .map(|(field, ty)| field::lower(context, field, ty.clone(), scene.enumerations))
        .collect();
    for unpaired in scene.fields.unpaired() {
        field::refuse_on_relation(context, unpaired);
        field::refuse_native(context, unpaired);
    }
    let computed = computed::lower(context, scene);
    let keys = keys(context, attributes, scene);
    Model {
        name: name.clone(),
        kind: if ast.kind == ast::ModelKind::View { ModelKind::View } else { ModelKind::Table },
        table,
        namespace,
        namespace_span,
        table_span,
        fields,
        computed,
        primary_key: keys.primary_key,
        uniques: keys.uniques,
        indexes: keys.indexes,
        shard_key: keys.shard_key,
        shard_key_span: keys.shard_key_span,
        ignored: find(attributes, "ignore").is_some(),
        incomplete: ast.incomplete || keys.is_broken || scene.fields.has_broken(),
        api: crate::ir::Api::default(),
        policies: Vec::new(),
        tenant: None,
        was: rename::lower(context, attributes, &ast.name.value),
        doc: doc(context, &ast.doc, attributes),
        annotations: annotations(attributes, &context.prefix),
        span: ast.span,
        name_span: ast.name.span,
    }
}

/// The value of `@@schema` and its place.
pub(super) fn namespace(context: &mut Context<'_>, attributes: &[Attribute]) -> (Option<String>, Option<Span>) {
    let Some(attribute) = find(attributes, "schema") else { return (None, None) };
    let arguments = Arguments::of(attribute, &["map"], Some("map"), context.diagnostics);
    let value = arguments.require("map", context.diagnostics);
    let name = value.and_then(|value| string(value, context.diagnostics));
    (name, value.map(|value| value.span))
}

#[derive(Default)]
struct Keys {
    primary_key: Option<PrimaryKey>,
    uniques: Vec<Unique>,
    indexes: Vec<Index>,
    shard_key: Vec<FieldId>,
    shard_key_span: Option<Span>,
    /// A key could not be resolved; reported.
    is_broken: bool,
}

/// Keys on fields in the order of the fields, then those on the block in the order of the text.
fn keys(context: &mut Context<'_>, attributes: &[Attribute], scene: Scene<'_>) -> Keys {
    let mut keys = Keys::default();
    for (index, (field, ty)) in scene.fields.kept.iter().enumerate() {
        if matches!(ty, Type::Relation(_)) {
            continue;
        }
        let id = FieldId(index as u32);
        if let Some(attribute) = find(&field.attributes, "id") {
            let key = key::field_id(context, attribute, id);
            keys.primary_key.get_or_insert(key);
        }
        if let Some(attribute) = find(&field.attributes, "unique") {
            keys.uniques.push(key::field_unique(context, attribute, id, scene));
        }
        if let Some(attribute) = find(&field.attributes, "shardKey") {
            keys.shard_key.push(id);
            keys.shard_key_span.get_or_insert(attribute.span);
        }
    }
    for attribute in attributes {
        match word(attribute) {
            "id" => {
                let key = key::block_id(context, attribute, scene);
                keys.is_broken |= key.is_none();
                keys.primary_key = keys.primary_key.or(key);
            }
            "unique" => {
                let key = key::block_unique(context, attribute, scene);
                keys.is_broken |= key.is_none();
                keys.uniques.extend(key);
            }
            "index" => keys.indexes.extend(key::block_index(context, attribute, scene)),
            "fulltext" => keys.indexes.extend(key::block_fulltext(context, attribute, scene)),
            "shardKey" => {
                keys.shard_key = key::shard_key(context, attribute, scene);
                keys.shard_key_span.get_or_insert(attribute.span);
            }
            _ => {}
        }
    }
    keys
}
