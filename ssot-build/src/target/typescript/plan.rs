//! From the schema to the files of the output.

mod aggregate;
mod client;
mod data;
mod endpoint;
mod model;
mod sight;
mod validation;

use std::collections::BTreeMap;

use ssot_core::diagnostic::Diagnostics;
use ssot_core::ir::{Field, Model, ModelId, RelationKind, Schema, Type};
use ssot_core::parallel;

use super::TypeScript;
use super::names::{
    self, ACTION_RUNTIME, AGGREGATE_RUNTIME, BULK_RUNTIME, CHANGES_RUNTIME, DATA_RUNTIME, ENDPOINT_RUNTIME,
    EXPORT_RUNTIME, SCALARS_RUNTIME, SCHEMA_RUNTIME,
};
use super::nodes::{Enumeration, File, Item, Plan, Reexport, RuntimeFile, Variant};
use super::rule::{ActionUncalled, EmbeddedType, InheritedName, LogicWord, Owner};
use super::types::Context;
use crate::text::typescript::{Comment, Header, Literal, Module};

/// For how many bytes of text a model counts when it is decided whether threads are worth while.
const MODEL: usize = 4096;

/// The words that join conditions.
const LOGIC_WORDS: [&str; 3] = ["and", "or", "not"];

/// Decides everything.
pub(super) fn plan(options: &TypeScript, schema: &Schema, diagnostics: &mut Diagnostics) -> Plan {
    let parts = data::Parts::of(schema);
    let names = names::plan_names(schema, |index| parts.is_exact(index));
    names::check(schema, &names, diagnostics);
    if let Some(found) = ActionUncalled::of(schema) {
        diagnostics.push(found);
    }
    data::check(schema, diagnostics);
    endpoint::check(schema, diagnostics);
    let context = Context { options, schema, names: &names, foreign: foreign_keys(options, schema) };
    let mut files = Vec::new();
    if !schema.enumerations.is_empty() {
        files.push(file("enums", plan_enumerations(&context)));
    }
    let models: Vec<(ModelId, &Model)> = schema.models().filter(|(_, model)| !model.ignored).collect();
    for (_, model) in &models {
        model.fields.iter().for_each(|field| check_field(schema, field, diagnostics));
    }
    let threads = parallel::threads(MODEL * models.len());
    let planned = parallel::map(threads, models.len(), |index| plan_model(&context, models[index].0, models[index].1));
    files.extend(planned.into_iter().flatten());
    let types = data::Types::new(&context, parts);
    if !schema.data.is_empty() {
        let (parts, schemas) = types.plan();
        files.push(in_parts("data", parts));
        files.extend(schemas.map(|parts| in_parts("schemas/data", parts)));
    }
    if !schema.apis.is_empty() {
        files.push(file("apis", endpoint::plan(&context, &types)));
    }
    if let Some(client) = client::plan_root(&context) {
        files.push(file("client", vec![client]));
    }
    let has_api = !names::is_data_alone(schema);
    let index = plan_index(&files, has_api);
    files.push(file("index", index));
    if options.zod {
        let schemas = plan_schemas(&files, has_api);
        files.push(file("schemas", schemas));
    }
    Plan { header: Header::new(&schema.sources), files, runtime: plan_runtime(options, schema) }
}

/// The files of a model.
fn plan_model(context: &Context, id: ModelId, model: &Model) -> Vec<File> {
    let stem = &context.names.models[id.index()].stem;
    let mut items = model::plan(context, id, model);
    items.extend(aggregate::plan(context, id, model));
    if !model.api.none {
        items.push(client::plan(context, id, model));
    }
    let mut files = vec![file(&["models/", stem].concat(), items)];
    if context.options.zod {
        files.push(file(&["schemas/", stem].concat(), validation::plan(context, id, model)));
    }
    files
}

fn file(module: &str, items: Vec<Item>) -> File {
    in_parts(module, vec![items])
}

fn in_parts(module: &str, parts: Vec<Vec<Item>>) -> File {
    File { path: names::path(module), module: Module::file(module), parts }
}

fn plan_runtime(options: &TypeScript, schema: &Schema) -> Vec<RuntimeFile> {
    let mut fields = schema.models.iter().flat_map(|model| &model.fields);
    let own = || schema.data.iter().filter_map(|data| data.scalar.as_ref());
    let has_scalars = fields.any(|field| field.scalar.is_some() || field.format().is_some())
        || own().any(|own| own.scalar.is_some() || own.format().is_some());
    let is_data_alone = names::is_data_alone(schema);
    let has_aggregates = schema.models.iter().any(aggregate::is_offered);
    let clients = || schema.models().filter(|(_, model)| !model.ignored && !model.api.none);
    let has_bulk = clients().any(|(id, _)| is_writable(schema, id));
    let has_exports = clients().any(|(_, model)| model.api.export);
    let has_changes = clients().any(|(_, model)| client::is_followed(model));
    let has_actions = clients().any(|(id, _)| schema.actions.iter().any(|action| action.owner.model() == Some(id)));
    names::runtime()
        .iter()
        .filter(|(name, _)| has_scalars || *name != SCALARS_RUNTIME)
        .filter(|(name, _)| has_aggregates || *name != AGGREGATE_RUNTIME)
        .filter(|(name, _)| has_bulk || *name != BULK_RUNTIME)
        .filter(|(name, _)| has_exports || *name != EXPORT_RUNTIME)
        .filter(|(name, _)| has_changes || !CHANGES_RUNTIME.contains(name))
        .filter(|(name, _)| has_actions || *name != ACTION_RUNTIME)
        .filter(|(name, _)| !schema.apis.is_empty() || *name != ENDPOINT_RUNTIME)
        .filter(|(name, _)| !schema.data.is_empty() || *name != DATA_RUNTIME)
        .filter(|(name, _)| {
            // The rules of scalars stand where those of columns do.
            let of_rules = SCHEMA_RUNTIME.contains(name) && own().next().is_some();
            !is_data_alone || of_rules || ["types", DATA_RUNTIME].contains(name)
        })
        .filter(|(name, _)| options.zod || !SCHEMA_RUNTIME.contains(name))
        .map(|(name, text)| RuntimeFile { path: names::path(&["runtime/", name].concat()), text })
        .collect()
}

fn plan_enumerations(context: &Context) -> Vec<Item> {
    context
        .schema
        .enumerations
        .iter()
        .zip(&context.names.enumerations)
        .map(|(enumeration, name)| {
            let variants = enumeration.variants.iter();
            Item::Enumeration(Enumeration {
                doc: Comment::or(&enumeration.doc, || format!("The values of `{}`.", enumeration.name)),
                name: name.clone(),
                variants: variants
                    .map(|variant| Variant { doc: Comment::new(&variant.doc), value: Literal::new(&variant.name) })
                    .collect(),
            })
        })
        .collect()
}

/// The barrel: everything but what needs Zod.
fn plan_index(files: &[File], has_api: bool) -> Vec<Item> {
    let here = Module::file("index");
    let mut reexports: Vec<Reexport> = ["runtime/problem", "runtime/tag", "runtime/transport", "runtime/types"]
        .into_iter()
        .filter(|_| has_api)
        .map(|module| reexport(&Module::file(module), &here, module == "runtime/types"))
        .collect();
    if files.iter().any(|file| file.path.as_str() == "apis.ts") {
        reexports.push(reexport(&Module::file("runtime/endpoint"), &here, false));
    }
    for file in files.iter().filter(|file| !file.path.as_str().starts_with("schemas/")) {
        let values = file.items().any(|item| !matches!(item, Item::Interface(_) | Item::Alias(_) | Item::Included(_)));
        reexports.push(reexport(&file.module, &here, !values));
    }
    reexports.sort_by(|a, b| a.module.cmp(&b.module));
    vec![Item::Reexports(reexports)]
}

/// The barrel of what needs Zod.
fn plan_schemas(files: &[File], has_api: bool) -> Vec<Item> {
    let here = Module::file("schemas");
    let schemas = files.iter().filter(|file| file.path.as_str().starts_with("schemas/"));
    let rules = has_api.then(|| reexport(&Module::file("runtime/schema"), &here, false));
    let mut reexports: Vec<Reexport> = rules.into_iter().collect();
    reexports.extend(schemas.map(|file| reexport(&file.module, &here, false)));
    vec![Item::Reexports(reexports)]
}

fn reexport(module: &Module, here: &Module, types: bool) -> Reexport {
    Reexport { module: Literal::new(&module.specifier(here)), types }
}

/// Which column holds whose key; only branded ids ask.
fn foreign_keys(options: &TypeScript, schema: &Schema) -> BTreeMap<super::types::Column, super::types::Column> {
    let mut keys = BTreeMap::new();
    for relation in schema.relations.iter().filter(|_| options.branded_ids) {
        if let RelationKind::ForeignKey(key) = &relation.kind
            && let ([field], [reference]) = (key.fields.as_slice(), key.references.as_slice())
            && !schema.model(key.to.model).ignored
        {
            keys.entry((key.from.model, *field)).or_insert((key.to.model, *reference));
        }
    }
    keys
}

fn check_field(schema: &Schema, field: &Field, diagnostics: &mut Diagnostics) {
    if field.ignored {
        return;
    }
    if LOGIC_WORDS.contains(&field.name.as_str()) {
        diagnostics.push(LogicWord { field: field.name.clone(), span: field.name_span });
    }
    if InheritedName::is(&field.name) {
        diagnostics.push(InheritedName { name: field.name.clone(), span: field.name_span, owner: Owner::Column });
    }
    if let Type::Composite(id) = field.ty {
        let ty = schema.composite(id).name.to_string();
        diagnostics.push(EmbeddedType { field: field.name.clone(), ty, span: field.type_span });
    }
}

/// Whether a condition can name the field.
fn is_filterable(field: &Field) -> bool {
    !LOGIC_WORDS.contains(&field.name.as_str())
}

/// A property of a type, without documentation.
fn bare(key: &str, ty: super::nodes::Ty) -> super::nodes::Property {
    super::nodes::Property {
        doc: Comment::default(),
        key: crate::text::typescript::Key::new(key),
        readonly: false,
        optional: false,
        ty,
    }
}

/// Whether rows of the model can be made and changed through the API.
fn is_writable(schema: &Schema, id: ModelId) -> bool {
    let model = schema.model(id);
    model.kind == ssot_core::ir::ModelKind::Table && !model::identity(model).is_empty()
}
