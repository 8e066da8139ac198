//! The values of a field (contract section 2): as they are told, as they may be sent, as they stand in a URL.

use serde_json::{Value, json};

use super::reference;
use crate::resource::{Field, Kind};

const INTEGER: &str = "^-?[0-9]+$";
const DECIMAL: &str = "^-?[0-9]+(\\.[0-9]+)?$";
const TIME: &str = "^[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?$";

/// A value as answers tell it.
pub(super) fn told(field: &Field) -> Value {
    let one = match field.kind {
        Kind::BigInt => json!({"type": "string", "pattern": INTEGER}),
        Kind::Decimal(_) => json!({"type": "string", "pattern": DECIMAL}),
        Kind::String => json!({"type": "string"}),
        Kind::Int => json!({"type": "integer", "format": "int32"}),
        _ => same(field),
    };
    whole(field, one, field.may_be_null())
}

/// A value as bodies may have it.
pub(super) fn sent(field: &Field) -> Value {
    let rules = &field.rules;
    let one = match field.kind {
        Kind::BigInt => json!({"type": ["string", "integer"], "pattern": INTEGER}),
        Kind::Decimal(_) => {
            json!({"type": ["string", "number"], "pattern": "^-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?$"})
        }
        Kind::Int => {
            let (least, most) = (rules.min.unwrap_or(i32::MIN.into()), rules.max.unwrap_or(i32::MAX.into()));
            json!({"type": "integer", "format": "int32", "minimum": least, "maximum": most})
        }
        Kind::String => text(field),
        _ => same(field),
    };
    let mut schema = whole(field, one, field.nullable);
    if field.list {
        limit(&mut schema, ("minItems", "maxItems"), field);
    }
    schema
}

/// A value as it stands in a URL: text, which says as much as text can.
pub(super) fn written(field: &Field) -> Value {
    if field.list {
        return json!({"type": "string"});
    }
    match field.kind {
        Kind::Int => json!({"type": "integer", "format": "int32"}),
        Kind::BigInt => json!({"type": "string", "pattern": INTEGER}),
        Kind::Float => json!({"type": "number"}),
        Kind::Boolean => json!({"type": "boolean"}),
        Kind::Decimal(_) => json!({"type": "string", "pattern": DECIMAL}),
        Kind::Uuid => json!({"type": "string", "format": "uuid"}),
        Kind::DateTime => json!({"type": "string", "format": "date-time"}),
        Kind::Date => json!({"type": "string", "format": "date"}),
        Kind::Enumeration(enumeration) => reference(enumeration.name),
        Kind::String | Kind::Time | Kind::Json | Kind::Bytes => json!({"type": "string"}),
    }
}

/// Kinds that are sent and told alike.
fn same(field: &Field) -> Value {
    match field.kind {
        Kind::Float => json!({"type": "number"}),
        Kind::Boolean => json!({"type": "boolean"}),
        Kind::DateTime => json!({"type": "string", "format": "date-time"}),
        Kind::Date => json!({"type": "string", "format": "date"}),
        Kind::Time => json!({"type": "string", "pattern": TIME}),
        Kind::Bytes => json!({"type": "string", "contentEncoding": "base64"}),
        Kind::Uuid => json!({"type": "string", "format": "uuid"}),
        Kind::Enumeration(enumeration) => reference(enumeration.name),
        Kind::Json | Kind::String | Kind::Int | Kind::BigInt | Kind::Decimal(_) => json!({}),
    }
}

fn text(field: &Field) -> Value {
    let mut schema = json!({"type": "string"});
    let rules = &field.rules;
    if !field.list {
        limit(&mut schema, ("minLength", "maxLength"), field);
    }
    let format = rules.format.filter(|format| !format.pattern.source.is_empty());
    let pattern =
        if rules.pattern.source.is_empty() { format.map(|format| format.pattern) } else { Some(rules.pattern) };
    if let Some(pattern) = pattern {
        schema["pattern"] = json!(pattern.source);
    }
    if let Some(format) = rules.format {
        schema["examples"] = json!([format.example]);
    }
    schema
}

fn limit(schema: &mut Value, (least, most): (&str, &str), field: &Field) {
    if let Some(length) = field.rules.min_length {
        schema[least] = json!(length);
    }
    if let Some(length) = field.rules.max_length {
        schema[most] = json!(length);
    }
}

/// One value or a list of them, and null where it may be.
fn whole(field: &Field, one: Value, nullable: bool) -> Value {
    if field.list {
        return json!({"type": "array", "items": one});
    }
    // Any JSON value is null too.
    if !nullable || matches!(field.kind, Kind::Json) {
        return one;
    }
    or_null(one)
}

/// A schema, or null.
pub(super) fn or_null(mut schema: Value) -> Value {
    match schema.get("type") {
        Some(Value::String(kind)) => schema["type"] = json!([kind, "null"]),
        Some(Value::Array(kinds)) => {
            let mut kinds = kinds.clone();
            kinds.push(json!("null"));
            schema["type"] = Value::Array(kinds);
        }
        _ => return json!({"anyOf": [schema, {"type": "null"}]}),
    }
    schema
}
