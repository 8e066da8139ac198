//! Schemas in TOML say what schemas in the schema language say, and editors are told the keys that the reader knows.

use std::fs;

use serde_json::Value;
use ssot_core::ast::{Attribute, Declaration, Document, Expression, ExpressionKind, Origin, Spans as _};
use ssot_core::diagnostic::render_plain;
use ssot_core::ir::{Provider, to_json};
use ssot_core::source::{SourceMap, Span};
use ssot_core::{Compilation, Options, TomlStyle, compile, to_toml};
use ssot_tests::generator::generate;
use ssot_tests::json_schema::{from_toml, validate};
use ssot_tests::toolchain::workspace;

fn compiled(path: &str, text: &str) -> Compilation {
    let mut sources = SourceMap::new();
    sources.add_named(path, "schema", text);
    compile(sources, &Options::default())
}

/// What was written, apart from where, in which order among attributes, and whether in documentation.
fn plain(mut document: Document) -> Document {
    document.each_span(&mut |span| *span = Span::default());
    let sort = |attributes: &mut Vec<Attribute>| {
        for attribute in attributes.iter_mut() {
            attribute.origin = Origin::Bare;
            if matches!(attribute.name.value.as_str(), "allow" | "deny") {
                join_operations(attribute);
            }
        }
        attributes.sort_by(|a, b| a.name.value.cmp(&b.name.value));
    };
    for declaration in &mut document.declarations {
        match declaration {
            Declaration::Model(model) => {
                sort(&mut model.attributes);
                model.fields.iter_mut().for_each(|field| sort(&mut field.attributes));
            }
            Declaration::Enumeration(enumeration) => {
                sort(&mut enumeration.attributes);
                enumeration.variants.iter_mut().for_each(|variant| sort(&mut variant.attributes));
            }
            _ => {}
        }
    }
    document
}

/// `["create", "update"]` is `"create, update"`.
fn join_operations(policy: &mut Attribute) {
    let Some(operations) = policy.arguments.as_mut().and_then(|arguments| arguments.first_mut()) else { return };
    if let ExpressionKind::Array(items) = &operations.value.kind {
        let text = |item: &Expression| match &item.kind {
            ExpressionKind::String(text) => text.clone(),
            other => panic!("no operation: {other:?}"),
        };
        operations.value.kind = ExpressionKind::String(items.iter().map(text).collect::<Vec<_>>().join(", "));
    }
}

/// The IR with the indexes and policies of each model sorted: in TOML those of one kind stand together.
fn together(ir: &str) -> Value {
    let mut ir: Value = serde_json::from_str(ir).expect("the IR is JSON");
    for model in ir["models"].as_array_mut().expect("there are models") {
        for list in ["indexes", "policies"] {
            model[list].as_array_mut().expect("a model has these").sort_by_key(Value::to_string);
        }
        for field in model["fields"].as_array_mut().expect("a model has fields") {
            field["policies"].as_array_mut().expect("a field has policies").sort_by_key(Value::to_string);
        }
    }
    ir
}

/// Writes a schema as TOML in both styles and compares what is read back, and the IR.
fn round_trip(name: &str, path: &str, text: &str) {
    let original = compiled(path, text);
    let ir = |compilation: &Compilation| {
        let found = || render_plain(&compilation.diagnostics, &compilation.sources);
        let Ok(schema) = &compilation.schema else { panic!("{name}:\n{}", found()) };
        together(&to_json(schema, None))
    };
    for style in [TomlStyle::Lines, TomlStyle::Tables] {
        let toml = to_toml(&original.documents[0], style).expect("the schema has a form in TOML");
        let again = compiled("schema.toml", &toml);
        let (left, right) = (plain(original.documents[0].clone()), plain(again.documents[0].clone()));
        for (left, right) in left.declarations.iter().zip(&right.declarations) {
            assert_eq!(left, right, "{name} {style:?}\n{toml}");
        }
        assert_eq!(left, right, "{name} {style:?}");
        assert_eq!(ir(&original), ir(&again), "{name} {style:?}\n{toml}");
    }
}

#[test]
fn generated_schemas_survive_the_way_through_toml() {
    for provider in [Provider::Postgres, Provider::Mysql, Provider::Sqlite] {
        for seed in 0..12 {
            round_trip(&format!("{provider} {seed}"), "schema.prisma", &generate(seed, 12, provider));
        }
        round_trip(&format!("{provider} large"), "schema.prisma", &generate(99, 60, provider));
    }
}

#[test]
fn every_case_survives_the_way_through_toml() {
    let mut count = 0;
    for entry in fs::read_dir(workspace().join("tests/cases")).expect("tests/cases is readable").flatten() {
        for file in ["schema.prisma", "schema.ssot"] {
            let Ok(text) = fs::read_to_string(entry.path().join(file)) else { continue };
            let compilation = compiled(file, &text);
            if !compilation.documents[0].imports.is_empty() {
                continue;
            }
            count += 1;
            round_trip(&entry.path().display().to_string(), file, &text);
        }
    }
    assert!(count >= 9, "only {count} cases");
}

#[test]
fn actions_events_and_policies_survive_the_way_through_toml() {
    let read = |path: &str| fs::read_to_string(workspace().join(path)).expect("the domain is there");
    let blog = [read("tests/domains/blog/schema.ssot"), read("tests/domains/blog/actions.ssot")].join("\n");
    round_trip("blog", "schema.ssot", &blog);
    round_trip("forum", "schema.ssot", &read("tests/domains/forum/schema.ssot"));
    // What parentheses are needed for, what order counts for, and what quotes are made of.
    let text = [
        "model A {\n  id Int @id @default(autoincrement())\n  a Boolean @default(false)\n  b Boolean @default(false)\n  n Int @default(0)\n  t String\n\n",
        "  @@allow(\"read\", a)\n  @@allow(\"all\", !(a || b) && (a || !b))\n",
        "  @@allow(\"read\", (n - (n - 1)) * -n == -(1 + n) || t == \"\\\"'''\\\\n\\n\")\n",
        "  @@deny([\"create\", \"update\"], n == 2)\n}\n\n",
        "action x on A {\n  if a {\n    if b {\n      delete\n    } else {\n      reject \"no\"\n    }\n  }\n",
        "  require t != \"'''\" else \"x_1\"\n}\n",
    ];
    round_trip("parentheses", "schema.ssot", &text.concat());
}

fn editor_schema() -> Value {
    let text = fs::read_to_string(workspace().join("ssot.schema.json")).expect("the JSON Schema is there");
    assert_eq!(text, ssot_core::toml_json_schema(), "stale: run `cargo xtask codegen`");
    serde_json::from_str(&text).expect("the JSON Schema is JSON")
}

/// Texts in TOML that are valid: every case written as TOML, or committed in it.
fn valid_texts() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for provider in [Provider::Postgres, Provider::Mysql, Provider::Sqlite] {
        for style in [TomlStyle::Lines, TomlStyle::Tables] {
            let compilation = compiled("schema.prisma", &generate(7, 30, provider));
            let text = to_toml(&compilation.documents[0], style).expect("the schema has a form in TOML");
            texts.push((format!("{provider} {style:?}"), text));
        }
    }
    for entry in fs::read_dir(workspace().join("tests/cases")).expect("tests/cases is readable").flatten() {
        if let Ok(text) = fs::read_to_string(entry.path().join("schema.toml")) {
            texts.push((entry.path().display().to_string(), text));
        }
        if let Ok(text) = fs::read_to_string(entry.path().join("schema.prisma")) {
            let compilation = compiled("schema.prisma", &text);
            texts.extend(
                to_toml(&compilation.documents[0], TomlStyle::Tables)
                    .map(|text| (entry.path().display().to_string(), text)),
            );
        }
    }
    for path in ["tests/domains/blog/actions.toml", "tests/domains/forum/schema.toml"] {
        texts.push((path.to_owned(), fs::read_to_string(workspace().join(path)).expect("the domain is there")));
    }
    texts
}

#[test]
fn the_json_schema_takes_every_valid_text() {
    let schema = editor_schema();
    for (name, text) in valid_texts() {
        let refused = validate(&schema, &from_toml(&text).expect("it is TOML"));
        assert!(refused.is_empty(), "{name}: {refused:?}\n{text}");
    }
}

/// Every key of a text, by its first byte, if it is one of the words that the language knows.
fn known_keys(text: &str) -> Vec<(usize, &str)> {
    let mut keys = Vec::new();
    for (at, _) in text.match_indices(" = ") {
        let start = text[..at].rfind(|c: char| !c.is_ascii_alphanumeric()).map_or(0, |before| before + 1);
        let before = text[..start].chars().next_back();
        if start < at && matches!(before, Some('\n' | ' ')) {
            keys.push((start, &text[start..at]));
        }
    }
    keys
}

#[test]
fn the_json_schema_refuses_the_keys_that_the_reader_refuses() {
    let schema = editor_schema();
    let mut counts = std::collections::BTreeMap::new();
    for (name, text) in valid_texts() {
        for (at, key) in known_keys(&text) {
            let count: &mut u32 = counts.entry(key.to_owned()).or_default();
            if *count == 3 {
                continue;
            }
            let misspelt = format!("{}{key}Q{}", &text[..at], &text[at + key.len()..]);
            let compilation = compiled("schema.toml", &misspelt);
            let is_refused = compilation.diagnostics.iter().any(|found| matches!(found.code.0, 83 | 85));
            let by_schema = from_toml(&misspelt).map(|value| !validate(&schema, &value).is_empty());
            assert_eq!(Some(is_refused), by_schema, "{name}: {key}Q at {at}");
            *count += u32::from(is_refused);
        }
    }
    for key in [
        "provider", "type", "unique", "index", "fields", "onDelete", "default", "map", "doc", "values", "native",
        "where", "require", "steps", "with", "then", "allow", "deny",
    ] {
        assert_eq!(counts.get(key), Some(&3), "{key} was refused three times: {counts:?}");
    }
}
