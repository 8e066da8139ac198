//! What the API is, as an OpenAPI 3.1 document (`/-/openapi.json`), made of the tables that requests are answered from: its
//! paths and methods are those that [`dispatch`](super::dispatch) takes.
//!
//! HEAD works wherever GET does and OPTIONS everywhere; neither is written down.

mod body;
mod condition;
mod endpoint;
mod field;
mod link;
mod operation;
mod parameter;
mod problem;
mod row;

use serde_json::{Map, Value, json};

use self::endpoint::Endpoints;
use super::Inner;
use super::dispatch::{methods, template};
use crate::api::ApiState;
use crate::auth::Scheme;
use crate::request::path;
use crate::resource::{Enumeration, Kind};
use crate::schema::text;

/// The document.
pub(super) fn document(inner: &Inner) -> Value {
    let api = &inner.api;
    let mut paths = Map::new();
    let mut tags = Vec::new();
    for resource in api.resources().filter(|resource| resource.exposed) {
        tags.push(json!({"name": resource.name}));
        for target in path::all(resource) {
            let item: Map<String, Value> = methods(resource, target)
                .split(", ")
                .filter(|method| !matches!(*method, "HEAD" | "OPTIONS"))
                .map(|method| (method.to_lowercase(), operation::operation(api, resource, target, method)))
                .collect();
            let path = format!("{}/{}{}", api.base_path(), resource.segment, template(resource, target));
            paths.insert(path, Value::Object(item));
        }
    }
    paths.extend(root(inner));
    let schemas = schemas(api);
    let mut endpoints = Endpoints::new(inner, &schemas);
    for (path, item) in endpoints.paths() {
        paths.insert(path, item);
    }
    tags.extend(endpoints.tags());
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": api.title(),
            "version": "1",
            "description": DESCRIPTION,
        },
        "tags": tags,
        "paths": paths,
        "components": {
            "schemas": endpoints.into_schemas(&schemas),
            "responses": problem::responses(),
            "parameters": parameter::shared(),
            "links": link::shared(api),
        },
    });
    let schemes = api.schemes();
    if !schemes.is_empty() {
        document["components"]["securitySchemes"] =
            schemes.iter().map(|scheme| (name_of(scheme), described(scheme))).collect();
    }
    document
}

const DESCRIPTION: &str = "HEAD works wherever GET does, and OPTIONS lists the methods of every path. Conditions are \
    `where[field][operator]=value`; `where[or][0][…]`, `where[and][…]` and `where[not][…]` combine them, \
    `where[relation][some|every|none|is|isNot][field]=value` asks about related rows. Conditions and new rows in bodies may nest deeper \
    than their schemas say. Errors are RFC 9457 problems; a method that \
    a path does not have is refused with 405 and `Allow`.";

/// What belongs to the server and not to a model.
fn root(inner: &Inner) -> Vec<(String, Value)> {
    let answer = |summary: &str, id: &str, kind: &str, schema: Value, unavailable: bool| {
        let mut responses = json!({"200": {"description": "So it is", "content": {kind: {"schema": schema}}}});
        for (status, name) in problem::named(if unavailable { &[503, 500, 429, 414] } else { &[500, 429, 414, 503] }) {
            responses[status] = name;
        }
        json!({"get": {"operationId": id, "summary": summary, "tags": ["server"], "security": [], "responses": responses}})
    };
    let status = json!({"type": "object", "properties": {"status": {"const": "ok"}}, "required": ["status"], "additionalProperties": false});
    let text = json!({"type": "string"});
    let mut paths = vec![
        (
            "/-/health/live".to_owned(),
            answer("Whether the server lives", "server.live", "application/json", status.clone(), false),
        ),
        (
            "/-/health/ready".to_owned(),
            answer("Whether it reaches its database", "server.ready", "application/json", status, true),
        ),
        (
            "/-/openapi.json".to_owned(),
            answer("This document", "server.openapi", "application/json", json!({"type": "object"}), false),
        ),
        ("/-/docs".to_owned(), answer("This document as a page", "server.docs", "text/html", text.clone(), false)),
        ("/-/docs/style.css".to_owned(), answer("How the page looks", "server.style", "text/css", text.clone(), false)),
    ];
    if inner.api.feed().is_there() {
        let mut responses =
            json!({"101": {"description": "A WebSocket, on which changes of several lists are followed"}});
        for (status, response) in problem::named(&[400, 401, 403, 405, 414, 429, 500, 503]) {
            responses[status] = response;
        }
        let socket = json!({"operationId": "server.socket", "summary": "Changes, over a WebSocket", "tags": ["server"], "responses": responses});
        paths.push(("/-/ws".to_owned(), json!({"get": socket})));
    }
    if inner.metrics.is_some() {
        let metrics = answer("What the server has done, for Prometheus", "server.metrics", "text/plain", text, false);
        paths.push(("/-/metrics".to_owned(), metrics));
    }
    paths
}

/// The schemas: of rows, of what is sent for them, of enumerations, and what all answers share. No model has a dot in its name.
fn schemas(api: &ApiState) -> Map<String, Value> {
    let mut schemas = Map::new();
    for resource in api.resources() {
        schemas.insert(resource.name.to_owned(), row::row(resource));
        schemas.insert(format!("{}.Where", resource.name), condition::conditions(resource));
        schemas.insert(format!("{}.Where.Fields", resource.name), condition::fields(resource));
        if !resource.relations.is_empty() {
            schemas.insert(format!("{}.Include", resource.name), condition::include(resource, api.limits()));
        }
        for (name, schema) in body::nested_bodies(resource) {
            schemas.insert(name, schema);
        }
        for field in resource.fields {
            if field.is_readable() {
                schemas.entry(condition::about_name(field)).or_insert_with(|| condition::about(field));
            }
            if let Kind::Enumeration(enumeration) = field.kind {
                schemas.entry(enumeration.name).or_insert_with(|| values(enumeration));
            }
        }
        if !resource.exposed {
            continue;
        }
        schemas.insert(format!("{}.List", resource.name), row::list(resource));
        schemas.insert(format!("{}.Search", resource.name), condition::search(resource, api.limits()));
        if resource.aggregate {
            schemas.insert(format!("{}.Groups", resource.name), row::groups(resource));
        }
        for (name, schema) in body::bodies(resource) {
            schemas.insert(format!("{}.{name}", resource.name), schema);
        }
    }
    schemas.insert("ssot.DateTime".to_owned(), text::moment());
    schemas.insert("ssot.Date".to_owned(), text::day());
    schemas.insert("ssot.BigInt".to_owned(), field::whole_number());
    schemas.insert("ssot.Page".to_owned(), row::page());
    schemas.insert("ssot.Problem".to_owned(), problem::schema());
    schemas
}

fn values(enumeration: &Enumeration) -> Value {
    let values: Vec<&str> = enumeration.variants.iter().map(|(name, _)| *name).collect();
    json!({"type": "string", "enum": values})
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// The name of a way to say who asks.
fn name_of(scheme: &Scheme) -> String {
    match scheme {
        Scheme::Bearer => "bearer".to_owned(),
        Scheme::Header(name) => name.as_str().to_owned(),
    }
}

fn described(scheme: &Scheme) -> Value {
    match scheme {
        Scheme::Bearer => json!({"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}),
        Scheme::Header(name) => json!({"type": "apiKey", "in": "header", "name": name.as_str()}),
    }
}
