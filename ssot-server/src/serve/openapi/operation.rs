//! One method of one path: what it takes and what it answers.

use serde_json::{Map, Value, json};

use super::{body, link, name_of, parameter, problem, reference};
use crate::api::ApiState;
use crate::auth::Caller;
use crate::request::path::{Operation, Target};
use crate::resource::Resource;
use crate::serve::dispatch::permit;

/// What is refused whatever the operation.
const ALWAYS: [u16; 8] = [400, 401, 403, 406, 414, 429, 500, 503];

/// An operation as it is put together.
struct Draft {
    summary: String,
    parameters: Vec<Value>,
    body: Option<Value>,
    responses: Vec<(u16, Value)>,
    refusals: Vec<u16>,
}

/// The operation of a method that the target has.
pub(super) fn operation(api: &ApiState, resource: &'static Resource, target: Target<'_>, method: &str) -> Value {
    let draft = draft(api, resource, target, method);
    let id = id(resource, target, method);
    let mut responses = Map::new();
    for (status, response) in draft.responses {
        responses.insert(status.to_string(), response);
    }
    let mut refusals = draft.refusals;
    refusals.extend(ALWAYS);
    refusals.sort_unstable();
    responses.extend(problem::named(&refusals));
    let mut operation = json!({
        "operationId": id,
        "summary": draft.summary,
        "tags": [resource.name],
        "parameters": draft.parameters,
    });
    if let Some(body) = draft.body {
        let required = !matches!(target, Target::Action { .. });
        operation["requestBody"] = json!({"required": required, "content": body});
    }
    operation["responses"] = Value::Object(responses);
    if let Some(security) = security(api, resource, target, method) {
        operation["security"] = security;
    }
    operation
}

/// Who may: anonymous callers too, if there is no way to be somebody or some rows are open to all.
fn security(api: &ApiState, resource: &'static Resource, target: Target<'_>, method: &str) -> Option<Value> {
    let schemes = api.schemes();
    if schemes.is_empty() {
        return None;
    }
    let mut ways: Vec<Value> = schemes.iter().map(|scheme| json!({name_of(scheme): []})).collect();
    let method = method.parse().ok()?;
    if permit(&api.viewer(Caller::Anonymous), resource, target, &method).is_ok() {
        ways.insert(0, json!({}));
    }
    Some(Value::Array(ways))
}

fn draft(api: &ApiState, resource: &'static Resource, target: Target<'_>, method: &str) -> Draft {
    let name = resource.name;
    let new = |summary: String| Draft {
        summary,
        parameters: Vec::new(),
        body: None,
        responses: Vec::new(),
        refusals: Vec::new(),
    };
    let id = parameter::key("id", resource, resource.key);
    match target {
        Target::Collection if method == "GET" => {
            let mut draft = new(format!("Rows of {name}, page by page"));
            draft.parameters = parameter::list(resource, api.limits());
            draft.responses.push((200, listed(resource)));
            draft
        }
        Target::Collection => writing(new(format!("Make a row of {name}")), resource, "Create", &[201]),
        Target::Item { .. } => item(new(item_summary(method, name)), resource, method, id),
        Target::By { unique, .. } => {
            let unique = &resource.uniques[unique];
            let key = parameter::key("value", resource, unique.fields);
            linked(one(new(format!("A row of {name} by another key")), resource, vec![key]), resource)
        }
        Target::Relation { relation, .. } => {
            let relation = &resource.relations[relation];
            let summary = format!("`{}` of a row of {name}", relation.name);
            if !relation.list {
                return linked(one(new(summary), relation.target, vec![id]), relation.target);
            }
            let mut draft = new(summary);
            draft.parameters.push(id);
            draft.parameters.extend(parameter::list(relation.target, api.limits()));
            draft.responses.push((200, listed(relation.target)));
            draft.refusals.push(404);
            draft
        }
        Target::Link { relation, .. } => {
            let relation = &resource.relations[relation];
            let summary = if method == "PUT" { "Link two rows" } else { "Unlink two rows" };
            let mut draft = new(summary.to_owned());
            draft.parameters = vec![id, parameter::key("other", relation.target, relation.target.key)];
            draft.parameters.extend(parameter::named(&["dryRun", "Prefer"]));
            draft.responses.push((204, json!({"description": "It is so now"})));
            draft.refusals = vec![404, 409, 413];
            draft
        }
        Target::Restore { .. } => {
            let mut draft = new(format!("Bring a deleted row of {name} back"));
            draft.parameters.push(id);
            draft.parameters.extend(parameter::shape(resource));
            draft.parameters.extend(parameter::named(&["dryRun", "Prefer", "Idempotency-Key"]));
            draft.responses.push((200, shown(resource, "The row", &["ETag"])));
            draft.responses.push((204, json!({"description": "Done; no body is preferred"})));
            draft.refusals = vec![404, 409, 413, 422];
            linked(draft, resource)
        }
        Target::Action { id: on_row, action } => {
            let action = &resource.actions[action];
            let mut draft = new(format!("Do `{}`", action.name));
            draft.parameters.extend(on_row.map(|_| id));
            draft.parameters.extend(parameter::named(&["dryRun", "Prefer", "Idempotency-Key"]));
            draft.body = Some(json!({"application/json": {"schema": {"type": "object"}}}));
            let done = json!({"application/json": {"schema": {"type": "object"}}});
            draft.responses.push((200, json!({"description": "Done", "content": done})));
            draft.responses.push((204, json!({"description": "Done; no body is preferred"})));
            draft.refusals = vec![404, 409, 413, 415, 422];
            draft
        }
        Target::Operation(operation) => whole(new(String::new()), resource, operation),
    }
}

/// The `operationId`.
pub(super) fn id(resource: &Resource, target: Target<'_>, method: &str) -> String {
    let within = match target {
        Target::Collection if method == "GET" => "list".to_owned(),
        Target::Collection => "create".to_owned(),
        Target::Item { .. } => match method {
            "GET" => "get",
            "PATCH" => "update",
            "PUT" => "replace",
            _ => "delete",
        }
        .to_owned(),
        Target::By { unique, .. } => format!("getBy.{}", resource.uniques[unique].name),
        Target::Relation { relation, .. } => {
            let relation = &resource.relations[relation];
            format!("{}.{}", relation.name, if relation.list { "list" } else { "get" })
        }
        Target::Link { relation, .. } => {
            format!("{}.{}", resource.relations[relation].name, if method == "PUT" { "link" } else { "unlink" })
        }
        Target::Restore { .. } => "restore".to_owned(),
        Target::Action { action, .. } => format!("-.{}", resource.actions[action].name),
        Target::Operation(operation) => match operation {
            Operation::Search => "search",
            Operation::BulkCreate => "bulkCreate",
            Operation::BulkUpdate => "bulkUpdate",
            Operation::BulkDelete => "bulkDelete",
            Operation::BulkUpsert => "bulkUpsert",
            Operation::Export => "export",
            Operation::Aggregate => "aggregate",
            Operation::Changes => "changes",
        }
        .to_owned(),
    };
    format!("{}.{within}", resource.name)
}

fn item_summary(method: &str, name: &str) -> String {
    match method {
        "GET" => format!("A row of {name}"),
        "PATCH" => format!("Change a row of {name}"),
        "PUT" => format!("Replace a row of {name}"),
        _ => format!("Delete a row of {name}"),
    }
}

fn item(mut draft: Draft, resource: &'static Resource, method: &str, id: Value) -> Draft {
    if method == "GET" {
        return one(draft, resource, vec![id]);
    }
    draft.parameters.push(id);
    let refusals: &[u16] = if resource.require_if_match { &[404, 412, 428] } else { &[404, 412] };
    draft.refusals.extend(refusals);
    match method {
        "PATCH" => draft = writing(draft, resource, "Update", &[200, 204]),
        "PUT" if resource.upsert => draft = writing(draft, resource, "Replace", &[200, 201, 204]),
        "PUT" => draft = writing(draft, resource, "Replace", &[200, 204]),
        _ => {
            draft.parameters.extend(parameter::named(&["dryRun", "Prefer"]));
            let links = link::of_deletion(resource);
            draft.responses.push((204, with_links(json!({"description": "It is gone"}), links)));
            draft.refusals.extend([409, 413]);
        }
    }
    draft.parameters.extend(parameter::named(&["If-Match"]));
    if method == "PUT" {
        draft.parameters.extend(parameter::named(&["If-None-Match"]));
    }
    draft
}

/// Reads one row.
fn one(mut draft: Draft, resource: &Resource, keys: Vec<Value>) -> Draft {
    draft.parameters = keys;
    draft.parameters.extend(parameter::shape(resource));
    draft.parameters.extend(parameter::named(&["If-None-Match"]));
    draft.responses.push((200, shown(resource, "The row", &["ETag"])));
    draft
        .responses
        .push((304, json!({"description": "The client has this state already", "headers": headers(&["ETag"])})));
    draft.refusals.push(404);
    draft
}

/// The answer 200 tells the key of a row.
fn linked(mut draft: Draft, resource: &'static Resource) -> Draft {
    for (_, response) in draft.responses.iter_mut().filter(|(status, _)| *status == 200) {
        *response = with_links(response.take(), link::of_row(resource));
    }
    draft
}

fn with_links(mut response: Value, links: Map<String, Value>) -> Value {
    if !links.is_empty() {
        response["links"] = Value::Object(links);
    }
    response
}

/// Writes one row.
fn writing(mut draft: Draft, resource: &'static Resource, body: &str, statuses: &[u16]) -> Draft {
    let schema = json!({"schema": reference(&format!("{}.{body}", resource.name))});
    draft.body = Some(match body {
        "Update" => json!({"application/merge-patch+json": schema.clone(), "application/json": schema}),
        _ => json!({"application/json": schema}),
    });
    draft.parameters.extend(parameter::shape(resource));
    draft.parameters.extend(parameter::named(&["dryRun", "Prefer"]));
    if body != "Replace" {
        draft.parameters.extend(parameter::named(&["Idempotency-Key"]));
    }
    for &status in statuses {
        draft.responses.push((
            status,
            match status {
                201 => with_links(shown(resource, "The new row; no body if that is preferred, or the caller may not see it", &["ETag", "Location"]), link::of_row(resource)),
                204 => json!({"description": "Done; no body is preferred, or the caller may not see the row", "headers": headers(&["ETag"])}),
                _ => shown(resource, "The row", &["ETag"]),
            },
        ));
    }
    draft.refusals.extend([409, 413, 415, 422]);
    draft
}

/// What is done with a collection as a whole.
fn whole(mut draft: Draft, resource: &Resource, operation: Operation) -> Draft {
    let name = resource.name;
    let json_of = |schema: Value| json!({"application/json": {"schema": schema}});
    let count = json!({"type": "object", "properties": {"count": {"type": "integer", "minimum": 0}}, "required": ["count"], "additionalProperties": false});
    let rows = json!({
        "type": "object",
        "properties": {"data": {"type": "array", "items": reference(name)}, "count": {"type": "integer", "minimum": 0}},
        "required": ["data", "count"],
        "additionalProperties": false,
    });
    let none = || json!({"description": "Done; no body is preferred"});
    match operation {
        Operation::Search => {
            draft.summary = format!("Rows of {name}, the query in the body");
            draft.body = Some(json_of(reference(&format!("{name}.Search"))));
            draft
                .responses
                .push((200, json!({"description": "A page", "content": json_of(reference(&format!("{name}.List")))})));
            draft.refusals = vec![413, 415];
        }
        Operation::Export => {
            draft.summary = format!("All rows of {name}");
            draft.parameters = parameter::export(resource);
            let text = json!({"schema": {"type": "string"}});
            draft.responses.push((
                200,
                json!({"description": "Rows", "content": {"application/x-ndjson": text, "text/csv": text}}),
            ));
        }
        Operation::Aggregate => {
            draft.summary = format!("Rows of {name}, summed up");
            draft.parameters = parameter::aggregate(resource);
            draft.responses.push((
                200,
                json!({"description": "Groups", "content": json_of(reference(&format!("{name}.Groups")))}),
            ));
        }
        Operation::Changes => {
            draft.summary = format!("What changes among the rows of {name}, as it is committed");
            draft.parameters = parameter::changes(resource);
            let events = json!({"text/event-stream": {"schema": {"type": "string"}}});
            draft.responses.push((200, json!({"description": "Server-sent events", "content": events})));
        }
        Operation::BulkCreate | Operation::BulkUpdate | Operation::BulkDelete | Operation::BulkUpsert => {
            let (verb, status, summary, answer) = match operation {
                Operation::BulkCreate => ("create", 201, format!("Make many rows of {name}"), rows),
                Operation::BulkUpsert => ("upsert", 200, format!("Make or change many rows of {name}"), rows),
                Operation::BulkUpdate => ("update", 200, format!("Change many rows of {name}"), count),
                _ => ("delete", 200, format!("Delete many rows of {name}"), count),
            };
            draft.summary = summary;
            draft.body = Some(json_of(body::bulk(resource, verb)));
            draft.parameters = parameter::named(&["dryRun", "Prefer", "Idempotency-Key"]);
            draft.responses.push((status, json!({"description": "Done", "content": json_of(answer)})));
            if status == 200 {
                draft.responses.push((204, none()));
            }
            draft.refusals = vec![409, 413, 415, 422];
        }
    }
    draft
}

fn listed(resource: &Resource) -> Value {
    json!({
        "description": "A page",
        "headers": headers(&["Link"]),
        "content": {"application/json": {"schema": reference(&format!("{}.List", resource.name))}},
    })
}

fn shown(resource: &Resource, description: &str, names: &[&str]) -> Value {
    json!({
        "description": description,
        "headers": headers(names),
        "content": {"application/json": {"schema": reference(resource.name)}},
    })
}

fn headers(names: &[&str]) -> Value {
    names.iter().map(|name| ((*name).to_owned(), json!({"schema": {"type": "string"}}))).collect()
}
