//! The shape of the schema as JSON is published: `docs/ir.schema.json` takes what is written for every schema there is, and says nothing of what
//! is never written.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use ssot_core::ir::{Provider, json_schema, to_json};
use ssot_core::source::SourceMap;
use ssot_core::{Options, compile};
use ssot_tests::generator::generate;
use ssot_tests::json_schema::validate;
use ssot_tests::toolchain::workspace;

/// What no other schema here has: aggregates and quantifiers of every kind, and settings that are words.
const RARE: &str = r#"
datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}

generator client {
  provider   = "x"
  colour     = red
}

model Post {
  id       Int    @id
  views    Int
  parentId Int?
  parent   Post?  @relation("Answers", fields: [parentId], references: [id])
  answers  Post[] @relation("Answers")

  @@allow("read", answers.every(views > 1) && answers.avg(views) > 2 && answers.sum(views) > 3)
}
"#;

/// Every schema of the cases, the domains, the projects and the samples of diagnostics that is valid, as JSON, without places and with them.
fn documents() -> Vec<(String, Value)> {
    fn walk(folder: &Path, list: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("the folder is readable").flatten() {
            let path = entry.path();
            let is_output = path.file_name().is_some_and(|name| name == "expected");
            if path.is_dir() && !is_output {
                walk(&path, list);
            } else if path.extension().is_some_and(|kind| kind == "prisma" || kind == "ssot" || kind == "toml") {
                list.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    for folder in ["tests/cases", "tests/domains", "tests/projects", "tests/diagnostics", "examples"] {
        walk(&workspace().join(folder), &mut paths);
    }
    paths.sort();
    let read = |path: &Path| (path.display().to_string(), fs::read_to_string(path).expect("the file is readable"));
    let mut schemas: Vec<Vec<(String, String)>> = Vec::new();
    for path in &paths {
        schemas.push(vec![read(path)]);
        // The schema of a domain and its actions are one.
        if path.file_stem().is_some_and(|name| name == "actions") {
            let schema = path.with_file_name("schema").with_extension(path.extension().unwrap_or_default());
            schemas.push(vec![read(&schema), read(path)]);
        }
    }
    for provider in Provider::ALL {
        schemas.push(vec![(format!("generated-{provider}.prisma"), generate(3, 20, provider))]);
    }
    schemas.push(vec![("rare.ssot".to_owned(), RARE.to_owned())]);
    // Types that are stored nowhere, and traits whose methods are endpoints, are written in Rust alone.
    for folder in ["tests/wire/src", "tests/pinboard/src"] {
        let mut paths: Vec<PathBuf> = fs::read_dir(workspace().join(folder))
            .expect("the folder is readable")
            .flatten()
            .map(|entry| entry.path())
            .collect();
        paths.retain(|path| path.extension().is_some_and(|kind| kind == "rs"));
        paths.sort();
        schemas.push(paths.iter().map(|path| read(path)).collect());
    }
    let mut documents = Vec::new();
    for files in schemas {
        let mut sources = SourceMap::new();
        let path = files.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>().join(", ");
        for (path, text) in files {
            sources.add(path, text);
        }
        let compilation = compile(sources, &Options::default());
        let Ok(schema) = &compilation.schema else { continue };
        for sources in [None, Some(&compilation.sources)] {
            let json = serde_json::from_str(&to_json(schema, sources)).expect("what is written is JSON");
            documents.push((path.clone(), json));
        }
    }
    documents
}

#[test]
fn the_published_shape_is_that_of_the_code() {
    let text = fs::read_to_string(workspace().join("docs/ir.schema.json")).expect("docs/ir.schema.json is there");
    assert!(text == json_schema(), "docs/ir.schema.json is stale: run `cargo xtask codegen`");
}

#[test]
fn every_schema_has_the_published_shape() {
    let shape: Value = serde_json::from_str(&json_schema()).expect("the shape is JSON");
    let documents = documents();
    assert!(documents.len() > 150, "only {} documents", documents.len());
    for (path, document) in &documents {
        assert_eq!(validate(&shape, document), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn the_shape_refuses_what_is_not_written() {
    let shape: Value = serde_json::from_str(&json_schema()).expect("the shape is JSON");
    let document = documents().swap_remove(0).1;
    let mut more = document.clone();
    more["models"][0]["colour"] = Value::Bool(true);
    assert_eq!(validate(&shape, &more), ["/models/0/colour"]);
    let mut less = document.clone();
    less.as_object_mut().expect("an object").remove("relations");
    assert_eq!(validate(&shape, &less).len(), 1);
    let mut other = document;
    other["models"][0]["kind"] = Value::String("chair".to_owned());
    assert_eq!(validate(&shape, &other), ["/models/0/kind"]);
}

/// Keys and words of the shape that stand in no document would be promises that nobody has seen kept.
#[test]
fn everything_in_the_shape_is_written_somewhere() {
    fn promised(shape: &Value, list: &mut BTreeSet<String>) {
        match shape {
            Value::Object(entries) => {
                for (word, inner) in entries {
                    if word == "properties" {
                        list.extend(inner.as_object().into_iter().flat_map(serde_json::Map::keys).cloned());
                    }
                    if word == "enum" {
                        list.extend(
                            inner.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned),
                        );
                    }
                    promised(inner, list);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| promised(item, list)),
            _ => {}
        }
    }
    fn written(document: &Value, list: &mut BTreeSet<String>) {
        match document {
            Value::Object(entries) => {
                for (key, inner) in entries {
                    list.insert(key.clone());
                    written(inner, list);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| written(item, list)),
            Value::String(text) => _ = list.insert(text.clone()),
            _ => {}
        }
    }
    let shape: Value = serde_json::from_str(&json_schema()).expect("the shape is JSON");
    let (mut expected, mut found) = (BTreeSet::new(), BTreeSet::new());
    promised(&shape, &mut expected);
    for (_, document) in documents() {
        written(&document, &mut found);
    }
    let unseen: Vec<&String> = expected.difference(&found).collect();
    assert_eq!(unseen, Vec::<&String>::new());
}
