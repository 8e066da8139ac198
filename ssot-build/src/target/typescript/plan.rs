//! From the schema to the files of the output.

mod client;
mod model;
mod validation;

use std::collections::BTreeMap;

use ssot_core::diagnostic::{Code, Diagnostic, Diagnostics};
use ssot_core::ir::{Field, ModelId, RelationKind, Schema, Type};

use super::TypeScript;
use super::names::{self, SCHEMA_RUNTIME};
use super::nodes::{Enumeration, File, Item, Plan, Reexport, RuntimeFile, Variant};
use super::types::Context;
use crate::text::typescript::{Comment, Header, Literal, Module};

/// A field cannot be filtered by: its name is a word of the filter language.
const LOGIC: Code = Code(602);
/// A field has a type that clients have no form for.
const COMPOSITE: Code = Code(603);
/// A field would change the prototype of an object.
const PROTOTYPE: Code = Code(604);

/// The words that join conditions.
const LOGIC_WORDS: [&str; 3] = ["and", "or", "not"];

/// Decides everything.
pub(super) fn plan(options: &TypeScript, schema: &Schema, diagnostics: &mut Diagnostics) -> Plan {
    let names = names::plan_names(schema);
    names::check(schema, &names, diagnostics);
    let context = Context { options, schema, names: &names, foreign: foreign_keys(options, schema) };
    let mut files = Vec::new();
    if !schema.enumerations.is_empty() {
        files.push(file("enums", plan_enumerations(&context)));
    }
    for (id, model) in schema.models().filter(|(_, model)| !model.ignored) {
        model.fields.iter().for_each(|field| check_field(schema, field, diagnostics));
        let stem = &names.models[id.index()].stem;
        files.push(file(&["models/", stem].concat(), model::plan(&context, id, model)));
        if options.zod {
            files.push(file(&["schemas/", stem].concat(), validation::plan(&context, id, model)));
        }
        if !model.api.none {
            files.push(file(&["clients/", stem].concat(), vec![client::plan(&context, id, model)]));
        }
    }
    if let Some(client) = client::plan_root(&context) {
        files.push(file("client", vec![client]));
    }
    let index = plan_index(&files);
    files.push(file("index", index));
    if options.zod {
        let schemas = plan_schemas(&files);
        files.push(file("schemas", schemas));
    }
    Plan { header: Header::new(&schema.sources), files, runtime: plan_runtime(options) }
}

fn file(module: &str, items: Vec<Item>) -> File {
    File { path: names::path(module), module: Module::file(module), items }
}

fn plan_runtime(options: &TypeScript) -> Vec<RuntimeFile> {
    names::runtime()
        .iter()
        .filter(|(name, _)| options.zod || *name != SCHEMA_RUNTIME)
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
                doc: Comment::or(&enumeration.doc, &format!("The values of `{}`.", enumeration.name)),
                name: name.clone(),
                variants: variants
                    .map(|variant| Variant { doc: Comment::new(&variant.doc), value: Literal::new(&variant.name) })
                    .collect(),
            })
        })
        .collect()
}

/// The barrel: everything but what needs Zod.
fn plan_index(files: &[File]) -> Vec<Item> {
    let here = Module::file("index");
    let mut reexports: Vec<Reexport> = ["runtime/problem", "runtime/transport", "runtime/types"]
        .into_iter()
        .map(|module| reexport(&Module::file(module), &here, module == "runtime/types"))
        .collect();
    for file in files.iter().filter(|file| !file.path.as_str().starts_with("schemas/")) {
        reexports.push(reexport(&file.module, &here, file.path.as_str().starts_with("models/")));
    }
    reexports.sort_by(|a, b| a.module.cmp(&b.module));
    vec![Item::Reexports(reexports)]
}

/// The barrel of what needs Zod.
fn plan_schemas(files: &[File]) -> Vec<Item> {
    let here = Module::file("schemas");
    let schemas = files.iter().filter(|file| file.path.as_str().starts_with("schemas/"));
    let mut reexports = vec![reexport(&Module::file("runtime/schema"), &here, false)];
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
    if field.name == "__proto__" {
        let message = "`__proto__` cannot be a property in JavaScript";
        diagnostics.push(
            Diagnostic::error(PROTOTYPE, field.name_span, message).help("rename the field; `@map` keeps its column"),
        );
    }
    if LOGIC_WORDS.contains(&field.name.as_str()) {
        let message = format!("clients cannot filter by `{0}`: in a filter, `{0}` joins conditions", field.name);
        let help = "rename the field to filter by it; `@map` keeps its column";
        diagnostics.push(Diagnostic::warning(LOGIC, field.name_span, message).help(help));
    }
    if let Type::Composite(id) = field.ty {
        let composite = &schema.composite(id).name;
        let message = format!("the TypeScript target has no embedded types: `{}` is a `{composite}`", field.name);
        diagnostics.push(
            Diagnostic::error(COMPOSITE, field.type_span, message)
                .help("leave the target out for MongoDB schemas, or mark the field `@ignore`"),
        );
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
