//! Refusals: the form of a problem, and one response per status.

use serde_json::{Map, Value, json};

use super::reference;
use crate::endpoint::{kind, title};
use crate::problem::Code;
use crate::schema::{Refusal, Told};

/// The statuses that requests are refused with, and what they mean.
const STATUSES: [(u16, &str); 16] = [
    (400, "The request cannot be understood"),
    (401, "Credentials are needed, or do not hold"),
    (403, "The caller may not"),
    (404, "There is no such row, or the caller does not see it"),
    (405, "The path has other methods"),
    (406, "The answer has no form that the client accepts"),
    (409, "Another row is in the way"),
    (412, "The row is in another state than the client has seen"),
    (413, "The body is too large"),
    (414, "The URL is too long"),
    (415, "The body is in a form that is not understood"),
    (422, "The body was understood and refused"),
    (428, "`If-Match` is needed"),
    (429, "Too many requests"),
    (500, "A defect of the server"),
    (503, "Not now"),
];

/// RFC 9457, as section 6 of the contract has it.
pub(super) fn schema() -> Value {
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    let error = json!({
        "type": "object",
        "properties": {
            "pointer": {"type": ["string", "null"], "description": "Where in the body: a JSON pointer"},
            "parameter": {"type": ["string", "null"], "description": "Which parameter"},
            "code": {"type": "string"},
            "message": {"type": "string"},
            "help": {"type": ["string", "null"]},
        },
        "required": ["pointer", "parameter", "code", "message", "help"],
        "additionalProperties": false,
    });
    json!({
        "type": "object",
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "code": {"type": "string", "enum": codes},
            "detail": {"type": ["string", "null"]},
            "instance": {"type": "string"},
            "requestId": {"type": "string"},
            "errors": {"type": "array", "items": error},
        },
        "required": ["type", "title", "status", "code", "instance", "requestId", "errors"],
        "additionalProperties": false,
    })
}

/// An error that an endpoint declares: its keys stand beside those that every problem has.
pub(super) fn declared(refusal: &Refusal) -> Value {
    let Refusal { status, code, schema, doc } = refusal;
    let all = json!({
        "type": "object",
        "properties": {
            "type": {"const": kind(code)},
            "title": {"const": title(code)},
            "status": {"const": status},
            "code": {"const": code},
            "detail": {"type": "null"},
            "instance": {"type": "string"},
            "requestId": {"type": "string"},
            "errors": {"type": "array", "maxItems": 0},
        },
        "required": ["type", "title", "status", "code", "detail", "instance", "requestId", "errors"],
    });
    let mut whole = if schema["allOf"].is_array() { json!({"allOf": [all, schema]}) } else { merged(all, schema) };
    let Told { text, deprecated } = Told::by(doc);
    if !text.is_empty() {
        whole["description"] = json!(text);
    }
    if deprecated {
        whole["deprecated"] = json!(true);
    }
    whole
}

/// The keys of both.
fn merged(mut all: Value, own: &Value) -> Value {
    for (key, schema) in own["properties"].as_object().into_iter().flatten() {
        if all["properties"].get(key).is_none() {
            all["properties"][key] = schema.clone();
        }
    }
    for key in own["required"].as_array().into_iter().flatten() {
        if let Some(required) = all["required"].as_array_mut()
            && !required.contains(key)
        {
            required.push(key.clone());
        }
    }
    all
}

/// The shared responses.
pub(super) fn responses() -> Value {
    let response = |(status, description): &(u16, &str)| {
        let mut response = json!({
            "description": description,
            "content": {"application/problem+json": {"schema": reference("ssot.Problem")}},
        });
        let text = json!({"schema": {"type": "string"}});
        let headers: &[&str] = match status {
            401 => &["WWW-Authenticate"],
            405 => &["Allow"],
            429 | 503 => &["Retry-After"],
            _ => &[],
        };
        if !headers.is_empty() {
            response["headers"] = headers.iter().map(|name| ((*name).to_owned(), text.clone())).collect();
        }
        (status.to_string(), response)
    };
    Value::Object(STATUSES.iter().map(response).collect::<Map<_, _>>())
}

/// References to the shared responses of these statuses.
pub(super) fn named(statuses: &[u16]) -> impl Iterator<Item = (String, Value)> {
    statuses.iter().map(|status| (status.to_string(), json!({"$ref": format!("#/components/responses/{status}")})))
}
