//! Where to go from an answer: OpenAPI's [link objects](https://spec.openapis.org/oas/v3.1.0#link-object).
//!
//! An answer that brings a row into sight links to what can be done with that row, and one that says that a row is gone to
//! what brings it back. A comma within a key of several parts has to be encoded in a path; no expression can say so.

use serde_json::{Map, Value, json};

use super::operation;
use crate::api::ApiState;
use crate::request::path::{self, Target};
use crate::resource::Resource;
use crate::serve::dispatch::methods;

/// The links of all resources, by the names of the operations they lead to.
pub(super) fn shared(api: &ApiState) -> Map<String, Value> {
    let mut links = Map::new();
    for resource in api.resources().filter(|resource| resource.exposed) {
        if let Some(key) = key(resource) {
            links.extend(on_row(resource).map(|id| (id.clone(), link(&id, &key))));
        }
    }
    links
}

/// From the answer that is the row: each as a reference to the shared one.
pub(super) fn of_row(resource: &'static Resource) -> Map<String, Value> {
    let on_row = on_row(resource).filter(|_| resource.exposed && key(resource).is_some());
    on_row.map(|id| (id.clone(), json!({"$ref": format!("#/components/links/{id}")}))).collect()
}

/// From the answer that the row is gone.
pub(super) fn of_deletion(resource: &'static Resource) -> Map<String, Value> {
    let restores = |target: &Target<'_>| matches!(target, Target::Restore { .. });
    let restore = path::all(resource).into_iter().find(restores);
    restore
        .map(|target| operation::id(resource, target, "POST"))
        .map(|id| (id.clone(), link(&id, "$request.path.id")))
        .into_iter()
        .collect()
}

fn link(operation: &str, key: &str) -> Value {
    json!({"operationId": operation, "parameters": {"id": key}})
}

/// What can be done with a row that is there, knowing nothing but its key.
fn on_row(resource: &'static Resource) -> impl Iterator<Item = String> {
    let targets = path::all(resource).into_iter().filter(|target| {
        matches!(target, Target::Item { .. } | Target::Relation { .. } | Target::Action { id: Some(_), .. })
    });
    targets.flat_map(move |target| {
        let methods = methods(resource, target).split(", ").filter(|method| !matches!(*method, "HEAD" | "OPTIONS"));
        methods.map(move |method| operation::id(resource, target, method))
    })
}

/// The id of the row that an answer is, as a runtime expression; nothing if the row does not show its key.
fn key(resource: &Resource) -> Option<String> {
    let fields: Option<Vec<&str>> = resource
        .key
        .iter()
        .map(|&index| &resource.fields[index])
        .map(|field| field.is_readable().then_some(field.name))
        .collect();
    match fields?.as_slice() {
        [] => None,
        [one] => Some(format!("$response.body#/{one}")),
        several => Some(several.iter().map(|name| format!("{{$response.body#/{name}}}")).collect::<Vec<_>>().join(",")),
    }
}
