//! Answers held to the OpenAPI document that their server gives of itself.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

use crate::http::{Answer, get};

/// The document of a server.
#[derive(Debug)]
pub struct Document {
    json: Value,
    /// Paths by their segments.
    paths: Vec<(Vec<String>, String)>,
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

impl Document {
    /// The document that the server at that address gives.
    ///
    /// # Panics
    /// If it gives none.
    pub fn of(address: SocketAddr) -> Self {
        let answer = get(address, "/-/openapi.json").expect("an answer");
        assert_eq!(answer.status, 200, "{}", answer.text());
        Self::new(answer.json())
    }

    /// That document.
    pub fn new(json: Value) -> Self {
        let names = json["paths"].as_object().into_iter().flat_map(|paths| paths.keys());
        let paths = names.map(|path| (path.split('/').map(str::to_owned).collect(), path.clone())).collect();
        Self { json, paths, validators: Mutex::default() }
    }

    /// The document.
    pub fn json(&self) -> &Value {
        &self.json
    }

    /// All operations: path, method in lower case, and what is said of it.
    pub fn operations(&self) -> impl Iterator<Item = (&str, &str, &Value)> {
        let items = self.json["paths"].as_object().into_iter().flatten();
        items.flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flatten();
            methods.map(|(method, operation)| (path.as_str(), method.as_str(), operation))
        })
    }

    /// What a reference leads to, or the value itself.
    pub fn resolved<'d>(&'d self, value: &'d Value) -> &'d Value {
        match value["$ref"].as_str() {
            Some(reference) => self.json.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null),
            None => value,
        }
    }

    /// The path of the document that a request's path is; words win over parameters.
    pub fn path(&self, path: &str) -> Option<&str> {
        let segments: Vec<&str> = path.split('/').collect();
        let fits = |template: &[String]| {
            template.len() == segments.len()
                && template.iter().zip(&segments).all(|(one, other)| {
                    if one.starts_with('{') {
                        !other.is_empty() && (one != "{id}" || *other != "-")
                    } else {
                        one == other
                    }
                })
        };
        let words = |template: &[String]| template.iter().filter(|segment| !segment.starts_with('{')).count();
        let fitting = self.paths.iter().filter(|(template, _)| fits(template));
        fitting.max_by_key(|(template, _)| words(template)).map(|(_, path)| path.as_str())
    }

    /// Everything about an answer that the document does not say.
    pub fn check(&self, method: &str, target: &str, answer: &Answer) -> Vec<String> {
        let method = if method == "HEAD" { "GET" } else { method };
        let path = target.split('?').next().unwrap_or_default();
        let operation = self.path(path).map(|path| &self.json["paths"][path][method.to_lowercase()]);
        let Some(operation) = operation.filter(|operation| operation.is_object()) else {
            let is_refused = method == "OPTIONS" || answer.status >= 400;
            return if is_refused { Vec::new() } else { vec![format!("{method} {path} is not in the document")] };
        };
        let status = answer.status.to_string();
        let Some(response) = operation["responses"].get(&status) else {
            return vec![format!("the document has no status {status} for {method} {path}")];
        };
        if answer.body.is_empty() || answer.header("content-encoding").is_some() {
            return Vec::new();
        }
        let kind = answer.header("content-type").unwrap_or_default().split(';').next().unwrap_or_default();
        let Some(content) = self.resolved(response)["content"].get(kind) else {
            return vec![format!("the document has no {kind} for {status} of {method} {path}")];
        };
        if !kind.ends_with("json") || kind.ends_with("ndjson") {
            return Vec::new();
        }
        match serde_json::from_slice(&answer.body) {
            Ok(body) => self.faults(&content["schema"], &body),
            Err(error) => vec![format!("no JSON: {error}")],
        }
    }

    /// What is wrong with a value by a schema of the document.
    pub fn faults(&self, schema: &Value, value: &Value) -> Vec<String> {
        let validator = self.validator(schema);
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
    }

    fn validator(&self, schema: &Value) -> Arc<Validator> {
        let mut validators = self.validators.lock().unwrap_or_else(PoisonError::into_inner);
        let made = validators.entry(schema.to_string()).or_insert_with(|| {
            let whole = json!({"allOf": [schema], "components": self.json["components"]});
            let options = jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(true);
            Arc::new(options.build(&whole).expect("a schema of the document"))
        });
        Arc::clone(made)
    }
}
