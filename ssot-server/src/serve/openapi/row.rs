//! What answers are made of: rows with what they include, pages, groups.

use serde_json::{Map, Value, json};

use super::{field, reference};
use crate::resource::Resource;

/// A row. Only its key is always there: `fields` may leave out the rest, and related rows come if they are asked for.
pub(super) fn row(resource: &Resource) -> Value {
    let mut properties = Map::new();
    for field in resource.fields.iter().filter(|field| field.is_readable()) {
        properties.insert(field.name.to_owned(), field::told(field));
    }
    for computed in resource.computed {
        let mut schema = field::told(&computed.field);
        schema["readOnly"] = json!(true);
        properties.insert(computed.field.name.to_owned(), schema);
    }
    for relation in resource.relations {
        let target = reference(relation.target.name);
        let schema = if relation.list { json!({"type": "array", "items": target}) } else { field::or_null(target) };
        properties.insert(relation.name.to_owned(), schema);
    }
    let key = resource.key.iter().map(|&index| &resource.fields[index]).filter(|field| field.is_readable());
    let required: Vec<&str> = key.map(|field| field.name).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

/// One page of rows.
pub(super) fn list(resource: &Resource) -> Value {
    json!({
        "type": "object",
        "properties": {
            "data": {"type": "array", "items": reference(resource.name)},
            "page": reference("ssot.Page"),
        },
        "required": ["data", "page"],
        "additionalProperties": false,
    })
}

/// Which part of the rows a page is.
pub(super) fn page() -> Value {
    json!({
        "type": "object",
        "properties": {
            "take": {"type": "integer", "minimum": 1},
            "skip": {"type": "integer", "minimum": 0},
            "hasMore": {"type": "boolean"},
            "next": {"type": ["string", "null"], "description": "For `after`"},
            "prev": {"type": ["string", "null"], "description": "For `before`"},
            "total": {"type": "integer", "minimum": 0, "description": "If `count` asks for it"},
            "estimated": {"type": "boolean", "description": "Whether `total` may be off"},
        },
        "required": ["take", "skip", "hasMore", "next", "prev"],
        "additionalProperties": false,
    })
}

/// Rows summed up.
pub(super) fn groups(resource: &Resource) -> Value {
    let readable = || resource.fields.iter().filter(|field| field.is_readable());
    let mut properties: Map<String, Value> =
        readable().filter(|field| !field.list).map(|field| (field.name.to_owned(), field::told(field))).collect();
    let measures = |schema: fn(&crate::resource::Field) -> Value| -> Value {
        let measures: Map<String, Value> = readable().map(|field| (field.name.to_owned(), schema(field))).collect();
        json!({"type": "object", "properties": measures, "additionalProperties": false})
    };
    properties.insert("count".to_owned(), json!({"type": "integer", "minimum": 0}));
    for name in ["sum", "avg"] {
        properties.insert(name.to_owned(), measures(|_| json!({"type": ["string", "number", "null"]})));
    }
    for name in ["min", "max"] {
        properties.insert(name.to_owned(), measures(|field| field::or_null(field::told(field))));
    }
    let group = json!({"type": "object", "properties": properties, "additionalProperties": false});
    json!({
        "type": "object",
        "properties": {"data": {"type": "array", "items": group}},
        "required": ["data"],
        "additionalProperties": false,
    })
}
