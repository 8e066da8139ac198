//! The values of a field (contract section 2): as they are told, as they may be sent, as they stand in a URL.

use serde_json::{Value, json};

use super::reference;
use crate::resource::{Field, Kind};
use crate::schema::{Text, digits, text};

/// The largest integer that is a number of its own for everybody who reads JSON.
const EXACT: i64 = (1 << 53) - 1;
const DECIMAL: &str = "^-?[0-9]+(\\.[0-9]+)?$";

/// A value as answers tell it.
pub(super) fn told(field: &Field) -> Value {
    let one = match field.kind {
        Kind::BigInt => reference("ssot.BigInt"),
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
        Kind::BigInt if rules.min.is_none() && rules.max.is_none() => long(),
        Kind::BigInt => {
            let (least, most) = (rules.min.unwrap_or(i64::MIN), rules.max.unwrap_or(i64::MAX));
            let number = json!({"type": "integer", "minimum": least.max(-EXACT), "maximum": most.min(EXACT)});
            json!({"anyOf": [{"type": "string", "pattern": big(least, most)}, number]})
        }
        Kind::Decimal(Some((precision, scale))) => {
            let before = precision.saturating_sub(scale).max(1);
            let fraction = if scale > 0 { format!("(?:\\.[0-9]{{1,{scale}}})?") } else { String::new() };
            exact(&format!("^-?[0-9]{{1,{before}}}{fraction}$"), before)
        }
        Kind::Decimal(None) => any_exact(),
        Kind::Int => {
            let (least, most) = (rules.min.unwrap_or(i32::MIN.into()), rules.max.unwrap_or(i32::MAX.into()));
            json!({"type": "integer", "format": "int32", "minimum": least, "maximum": most})
        }
        Kind::String => ruled(field),
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
        Kind::Int => json!({"type": "integer", "format": "int32", "minimum": i32::MIN, "maximum": i32::MAX}),
        Kind::BigInt => reference("ssot.BigInt"),
        Kind::Float => json!({"type": "number"}),
        Kind::Boolean => json!({"type": "boolean"}),
        Kind::Decimal(_) => json!({"type": "string", "pattern": DECIMAL}),
        Kind::Uuid | Kind::DateTime | Kind::Date | Kind::Enumeration(_) | Kind::Time | Kind::Bytes => same(field),
        Kind::String | Kind::Json => json!({"type": "string"}),
    }
}

/// The pattern of a value as a part of a path, beside others.
pub(super) fn part(field: &Field) -> String {
    match field.kind {
        Kind::Int => inner(&big(i32::MIN.into(), i32::MAX.into())),
        Kind::BigInt => inner(&big(i64::MIN, i64::MAX)),
        Kind::Boolean => "(?:true|false)".to_owned(),
        Kind::Enumeration(enumeration) => {
            let names: Vec<&str> = enumeration.variants.iter().map(|(name, _)| *name).collect();
            format!("(?:{})", names.join("|"))
        }
        _ => match written(field)["pattern"].as_str() {
            Some(pattern) => inner(pattern),
            None => "[^,]+".to_owned(),
        },
    }
}

fn inner(pattern: &str) -> String {
    format!("(?:{})", pattern.trim_start_matches('^').trim_end_matches('$'))
}

/// An exact number of a column that declares no digits, and one to compare with.
pub(super) fn any_exact() -> Value {
    exact("^-?(?:[0-9]{1,65}|[0-9]{1,35}\\.[0-9]{1,30})$", 65)
}

/// An exact number with so many digits before the point at most.
fn exact(pattern: &str, before: u32) -> Value {
    let most: f64 = format!("1e{}", before.min(300)).parse().unwrap_or(f64::MAX);
    json!({"type": ["string", "number"], "pattern": pattern, "exclusiveMinimum": -most, "exclusiveMaximum": most})
}

/// Sixty-four bits as text.
pub(super) fn whole_number() -> Value {
    json!({"type": "string", "pattern": big(i64::MIN, i64::MAX)})
}

/// Sixty-four bits as bodies may have them.
pub(super) fn long() -> Value {
    json!({"anyOf": [reference("ssot.BigInt"), {"type": "integer", "minimum": -EXACT, "maximum": EXACT}]})
}

/// The pattern of whole numbers of many digits.
fn big(least: i64, most: i64) -> String {
    digits::between(&least.to_string(), &most.to_string())
}

/// A value as conditions in bodies have it, if it is text.
pub(super) fn same_or_text(field: &Field) -> Value {
    if matches!(field.kind, Kind::String) { json!({"type": "string"}) } else { same(field) }
}

/// Kinds that are sent and told alike.
fn same(field: &Field) -> Value {
    match field.kind {
        Kind::Float => json!({"type": "number"}),
        Kind::Boolean => json!({"type": "boolean"}),
        Kind::DateTime => reference("ssot.DateTime"),
        Kind::Date => reference("ssot.Date"),
        Kind::Time => text::time_of_day(),
        Kind::Bytes => text::text(Text::Base64),
        Kind::Uuid => text::text(Text::Uuid),
        Kind::Enumeration(enumeration) => reference(enumeration.name),
        Kind::Json | Kind::String | Kind::Int | Kind::BigInt | Kind::Decimal(_) => json!({}),
    }
}

fn ruled(field: &Field) -> Value {
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
    match (field.kind, nullable) {
        // Any JSON value is null too, and null is the database's.
        (Kind::Json, false) => json!({"type": ["array", "boolean", "number", "object", "string"]}),
        (Kind::Json, true) | (_, false) => one,
        _ => or_null(one),
    }
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
