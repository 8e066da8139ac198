//! What Prisma's engine reads out of valid schemas is what our representation holds.

#![allow(clippy::unwrap_used, reason = "an engine that does not answer is a failed test")]

use serde_json::Value;
use ssot_core::ir::{Arity, Key, KeyField, Model, Provider, RelationKind, Schema, Type};
use ssot_core::source::SourceMap;
use ssot_core::{Options, compile};
use ssot_tests::oracle::{File, Oracle, Version};
use ssot_tests::specimen::specimen;

/// One line for every model, field and enum of the DMMF.
fn of_engine(datamodel: &Value) -> Vec<String> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let names = |value: &Value| list(value).iter().map(&text).collect::<Vec<_>>().join(", ");
    let mut lines = Vec::new();
    for model in list(&datamodel["models"]) {
        let name = text(&model["name"]);
        lines.push(format!("{name}: table {}", model["dbName"].as_str().unwrap_or(&name)));
        for field in list(&model["fields"]) {
            let field_name = text(&field["name"]);
            let mut line = format!("{name}.{field_name}: {}", text(&field["type"]));
            line += match (field["isList"] == true, field["isRequired"] == true) {
                (true, _) => "[]",
                (false, true) => "",
                (false, false) => "?",
            };
            if field["kind"] == "object" && field["relationName"].is_string() {
                let (from, to) = (names(&field["relationFromFields"]), names(&field["relationToFields"]));
                line += &format!(" {} [{from}] -> [{to}]", text(&field["relationName"]));
            } else {
                line += &format!(" column {}", field["dbName"].as_str().unwrap_or(&field_name));
                line += if field["isUpdatedAt"] == true { " updated" } else { "" };
                line += if field["hasDefaultValue"] == true { " default" } else { "" };
                if let Some(native) = field["nativeType"].as_array() {
                    line += &format!(" native {}({})", text(&native[0]), names(&native[1]));
                }
            }
            lines.push(line);
        }
        let keys = list(&model["uniqueFields"]);
        lines.extend(keys.iter().map(|key| format!("{name}: unique [{}]", names(key))));
    }
    for enumeration in list(&datamodel["enums"]) {
        let values = list(&enumeration["values"]);
        let values =
            values.iter().map(|value| value["dbName"].as_str().map_or_else(|| text(&value["name"]), str::to_owned));
        lines.push(format!("{}: {}", text(&enumeration["name"]), values.collect::<Vec<_>>().join(", ")));
    }
    lines.sort();
    lines
}

/// The same lines of our schema.
fn of_ours(schema: &Schema) -> Vec<String> {
    let mut lines = Vec::new();
    for (id, model) in schema.models().filter(|(_, model)| !model.ignored) {
        let name = model.name.as_str();
        lines.push(format!("{name}: table {}", model.table));
        for (field_id, field) in model.fields().filter(|(_, field)| !field.ignored) {
            let mark = match field.arity {
                Arity::List => "[]",
                Arity::Optional => "?",
                Arity::Required => "",
            };
            let column = |ty: &str| {
                let mut line = format!("{name}.{}: {ty}{mark} column {}", field.name, field.column);
                line += if field.updated_at { " updated" } else { "" };
                line += if field.default.is_some() { " default" } else { "" };
                if let Some(native) = &field.native {
                    line += &format!(" native {}({})", native.name, native.arguments.join(", "));
                }
                line
            };
            lines.push(match &field.ty {
                Type::Scalar(scalar) => column(scalar.as_str()),
                Type::Enumeration(id) => column(schema.enumeration(*id).name.as_str()),
                Type::Composite(id) => column(schema.composite(*id).name.as_str()),
                Type::Unsupported(_) => continue,
                Type::Relation(_) => {
                    let (relation, other) = schema.across(id, field_id).unwrap();
                    let target = schema.model(other.model);
                    let names = |model: &Model, fields: &[ssot_core::ir::FieldId]| {
                        fields.iter().map(|&id| model.field(id).name.clone()).collect::<Vec<_>>().join(", ")
                    };
                    let (from, to) = match &relation.kind {
                        RelationKind::ForeignKey(key) if (key.from.model, key.from.field) == (id, field_id) => {
                            (names(model, &key.fields), names(target, &key.references))
                        }
                        RelationKind::ForeignKey(_) => (String::new(), String::new()),
                        RelationKind::JoinTable(table) => match &table.lists {
                            Some(lists) => {
                                let is_a = (table.a.model, table.a.field) == (id, field_id);
                                let list = if is_a { lists.a } else { lists.b };
                                (names(model, &[list.0]), names(target, &[list.1]))
                            }
                            None => (String::new(), String::new()),
                        },
                    };
                    let what = format!("{name}.{}: {}{mark}", field.name, target.name);
                    format!("{what} {} [{from}] -> [{to}]", relation.name)
                }
            });
        }
        // The DMMF names a field of a composite type without its path, and keys of one field not here.
        let is_listed = |key: &Key| key.fields.len() > 1 || key.fields.iter().any(|part| !part.path.is_empty());
        for key in model.uniques.iter().map(|unique| &unique.key).filter(|key| is_listed(key)) {
            let fields: Vec<&str> = key.fields.iter().map(|part| last_step(schema, model, part)).collect();
            lines.push(format!("{name}: unique [{}]", fields.join(", ")));
        }
    }
    for (_, enumeration) in schema.enumerations() {
        let values: Vec<&str> = enumeration.variants.iter().map(|variant| variant.database_name.as_str()).collect();
        lines.push(format!("{}: {}", enumeration.name, values.join(", ")));
    }
    lines.sort();
    lines
}

/// The name of the field at the end of a part's path.
fn last_step<'a>(schema: &'a Schema, model: &'a Model, part: &KeyField) -> &'a str {
    let mut field = model.field(part.field);
    for step in &part.path {
        let Type::Composite(id) = field.ty else { break };
        field = &schema.composite(id).fields[step.index()];
    }
    &field.name
}

#[test]
fn the_engine_reads_the_same_facts() {
    let Some(mut oracle) = Oracle::start() else { return };
    let mut compared = 0;
    for seed in 0..20 {
        for provider in Provider::ALL {
            let files: Vec<File> = specimen(seed, provider, Version::Seven);
            let mut sources = SourceMap::new();
            for (path, text) in &files {
                sources.add(path.clone(), text.clone());
            }
            let compilation = compile(sources, &Options::default());
            let schema = compilation.schema.unwrap();
            let dmmf = oracle.dmmf(Version::Seven, &files).expect();
            let (engine, ours) = (of_engine(&dmmf["datamodel"]), of_ours(&schema));
            let missing: Vec<&String> = engine.iter().filter(|line| !ours.contains(line)).collect();
            let surplus: Vec<&String> = ours.iter().filter(|line| !engine.contains(line)).collect();
            assert!(
                missing.is_empty() && surplus.is_empty(),
                "{provider}, seed {seed}\nthe engine: {missing:#?}\nours: {surplus:#?}\n{files:?}"
            );
            compared += engine.len();
        }
    }
    assert!(compared > 2000, "{compared} facts");
}
