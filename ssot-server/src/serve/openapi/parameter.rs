//! Parameters: of paths, of queries (contract sections 3.1 to 3.3), and headers.

use serde_json::{Value, json};

use super::field;
use crate::plan::aggregate::{self, Function};
use crate::plan::{Limits, operator};
use crate::resource::{Field, Resource};
use crate::write::idempotency::MAX_KEY;

/// A part of the path: the values of a key, joined by commas if they are several.
pub(super) fn key(name: &str, resource: &Resource, key: &[usize]) -> Value {
    let fields: Vec<&Field> = key.iter().map(|&field| &resource.fields[field]).collect();
    let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
    let (schema, description) = match fields.as_slice() {
        [one] => (field::written(one), format!("`{}` of a row of {}", one.name, resource.name)),
        several => {
            let parts: Vec<String> = several.iter().map(|field| field::part(field)).collect();
            let schema = json!({"type": "string", "pattern": format!("^{}$", parts.join(","))});
            (schema, format!("`{}` of a row of {}, joined by commas", names.join("`, `"), resource.name))
        }
    };
    json!({"name": name, "in": "path", "required": true, "schema": schema, "description": description})
}

fn query(name: &str, schema: impl Into<Value>, description: &str) -> Value {
    json!({"name": name, "in": "query", "schema": schema.into(), "description": description})
}

/// Words of a list, separated by commas. The empty one says nothing: no words and an empty one are written alike.
fn words(name: &str, words: impl IntoIterator<Item = String>, description: &str) -> Value {
    let words: Vec<String> = std::iter::once(String::new()).chain(words).collect();
    let schema = json!({"type": "array", "items": {"type": "string", "enum": words}});
    separated(name, &schema, description)
}

fn separated(name: &str, schema: &Value, description: &str) -> Value {
    json!({"name": name, "in": "query", "style": "form", "explode": false, "schema": schema, "description": description})
}

fn readable(resource: &Resource) -> impl Iterator<Item = &'static Field> {
    resource.fields.iter().filter(|field| field.is_readable())
}

/// What shapes rows.
pub(super) fn shape(resource: &Resource) -> Vec<Value> {
    let mut parameters = Vec::new();
    if !resource.relations.is_empty() {
        let description = "Related rows to carry along; deeper ones with dots: `comments.author`. \
            `include[comments][take]=5`, `[orderBy]` and `[where][…]` say which of many.";
        let names = resource.relations.iter().map(|relation| relation.name.to_owned());
        parameters.push(words("include", names, description));
    }
    parameters.push(fields(resource));
    parameters
}

fn fields(resource: &Resource) -> Value {
    let computed = resource.computed.iter().map(|computed| &computed.field);
    let names = readable(resource).chain(computed).map(|field| field.name.to_owned());
    words("fields", names, "Only these; the key is always there. `fields[author]=name` of included rows.")
}

/// Which rows: one parameter a field, with its operators in `x-operators`.
pub(super) fn conditions(resource: &Resource) -> Vec<Value> {
    let condition = |field: &'static Field| {
        let operators: Vec<&str> = operator::allowed(field, false).iter().map(|(name, _)| *name).collect();
        let description = format!("Equal to; `where[{}][operator]` for {}", field.name, operators.join(", "));
        let mut parameter = query(&format!("where[{}]", field.name), field::written(field), &description);
        parameter["x-operators"] = json!(operators);
        parameter
    };
    readable(resource).map(condition).collect()
}

fn order(resource: &Resource) -> Value {
    let names =
        crate::plan::order::sortable(resource).flat_map(|field| [field.name.to_owned(), format!("-{}", field.name)]);
    words("orderBy", names, "In this order, `-` for descending; also `name:desc:nullsFirst`. The key comes last.")
}

/// What a list takes.
pub(super) fn list(resource: &Resource, limits: &Limits) -> Vec<Value> {
    let most = resource.max_take.unwrap_or(limits.max_take);
    let default = resource.default_take.unwrap_or(limits.default_take).min(most);
    let mut parameters = conditions(resource);
    parameters.push(order(resource));
    let take = json!({"type": "integer", "minimum": 1, "maximum": most, "default": default});
    parameters.push(query("take", take, "At most so many rows"));
    let skip = json!({"type": "integer", "minimum": 0, "maximum": limits.max_skip, "default": 0});
    parameters.push(query("skip", skip, "Not the first so many; not with a cursor"));
    parameters.push(query("after", json!({"type": "string"}), "`next` of a page of the same list"));
    parameters.push(query("before", json!({"type": "string"}), "`prev` of a page of the same list; not with `after`"));
    let count = json!({"type": "string", "enum": ["none", "exact", "estimated"], "default": "none"});
    parameters.push(query("count", count, "Whether the page says how many rows there are"));
    parameters.extend(shape(resource));
    parameters
}

/// What an export takes.
pub(super) fn export(resource: &Resource) -> Vec<Value> {
    let mut parameters = conditions(resource);
    parameters.push(order(resource));
    parameters.push(fields(resource));
    let format = json!({"type": "string", "enum": ["ndjson", "csv"], "default": "ndjson"});
    parameters.push(query("format", format, "Lines of JSON, or RFC 4180"));
    parameters
}

/// What a stream of changes takes.
pub(super) fn changes(resource: &Resource) -> Vec<Value> {
    let mut parameters = conditions(resource);
    parameters.push(fields(resource));
    parameters.push(query("after", json!({"type": "string"}), "The `id` of the last event that was seen"));
    parameters.extend(named(&["Last-Event-ID"]));
    parameters
}

/// What an aggregate takes.
pub(super) fn aggregate(resource: &Resource) -> Vec<Value> {
    let mut parameters = conditions(resource);
    parameters.push(query("count", json!({"const": "*"}), "The number of rows"));
    let mut names = |name: &str, of: &dyn Fn(&Field) -> bool| {
        let names: Vec<&str> = readable(resource).filter(|field| of(field)).map(|field| field.name).collect();
        if !names.is_empty() {
            let schema = json!({"type": "array", "items": {"type": "string", "enum": names}, "minItems": 1});
            parameters.push(separated(name, &schema, "Names of fields, separated by commas"));
        }
    };
    for function in Function::ALL {
        names(function.name(), &|field| function.is_of(field));
    }
    names("groupBy", &aggregate::can_group);
    parameters
}

/// The names of shared parameters.
pub(super) fn named(names: &[&str]) -> Vec<Value> {
    names.iter().map(|name| json!({"$ref": format!("#/components/parameters/{name}")})).collect()
}

/// Parameters that many operations share.
pub(super) fn shared() -> Value {
    let header = |name: &str, description: &str| json!({"name": name, "in": "header", "schema": {"type": "string"}, "description": description});
    let mut key = header("Idempotency-Key", "Sent again, the request is not done again");
    key["schema"] = json!({"type": "string", "pattern": "^[!-~]+$", "minLength": 1, "maxLength": MAX_KEY});
    json!({
        "dryRun": query("dryRun", json!({"type": "boolean", "default": false}), "Do everything, answer, and take it back"),
        "Prefer": header("Prefer", "`return=minimal`: an answer without body"),
        "Last-Event-ID": header("Last-Event-ID", "The `id` of the last event that was seen"),
        "If-Match": header("If-Match", "Only if the row is in a state with this tag"),
        "If-None-Match": header("If-None-Match", "Not if the client has this state already"),
        "Idempotency-Key": key,
    })
}
