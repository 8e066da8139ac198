//! As much of a JSON Schema validator as `ssot.schema.json` and `docs/ir.schema.json` need, and TOML as the JSON that editors hold against it.

use serde_json::{Map, Value, json};
use toml::de::{DeTable, DeValue};

/// Everything in `value` that `schema` refuses, as paths; empty if it is valid.
///
/// # Panics
/// If the schema uses a word that this validator does not know: it would be ignored in silence.
pub fn validate(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(schema, schema, value, "", &mut found);
    found
}

fn check(root: &Value, schema: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    let Value::Object(words) = schema else {
        assert!(schema == true || schema == false, "no schema: {schema}");
        if schema == false {
            found.push(path.to_owned());
        }
        return;
    };
    let has = |schema: &Value| {
        let mut inner = Vec::new();
        check(root, schema, value, path, &mut inner);
        inner
    };
    for (word, rule) in words {
        match word.as_str() {
            "$schema" | "title" | "description" | "definitions" => {}
            "$ref" => {
                let name = rule.as_str().and_then(|at| at.strip_prefix("#/definitions/")).expect("a definition");
                found.extend(has(&root["definitions"][name]));
            }
            "type" => {
                let is = |ty: &Value| match ty.as_str().expect("types are words") {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "number" => value.is_number(),
                    "integer" => value.is_i64(),
                    "null" => value.is_null(),
                    "boolean" => value.is_boolean(),
                    other => panic!("unknown type {other}"),
                };
                if !rule.as_array().map_or_else(|| is(rule), |types| types.iter().any(is)) {
                    found.push(path.to_owned());
                }
            }
            "enum" => found.extend((!rule.as_array().expect("a list").contains(value)).then(|| path.to_owned())),
            "pattern" => {
                let matches = |text: &str| match rule.as_str() {
                    Some("\\S") => text.contains(|c: char| !c.is_whitespace()),
                    Some("^[^\\s\"'.]+$") => {
                        !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || "\"'.".contains(c))
                    }
                    other => panic!("unknown pattern {other:?}"),
                };
                if value.as_str().is_some_and(|text| !matches(text)) {
                    found.push(path.to_owned());
                }
            }
            "anyOf" => {
                let choices: Vec<Vec<String>> = rule.as_array().expect("a list").iter().map(has).collect();
                if choices.iter().all(|found| !found.is_empty()) {
                    found.push(path.to_owned());
                }
            }
            "allOf" => rule.as_array().expect("a list").iter().for_each(|schema| found.extend(has(schema))),
            "required" => {
                let missing = |key: &Value| value.is_object() && value.get(key.as_str().expect("a key")).is_none();
                if rule.as_array().expect("a list").iter().any(missing) {
                    found.push(path.to_owned());
                }
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, item, &format!("{path}/{index}"), found);
                }
            }
            "propertyNames" => {
                for key in value.as_object().into_iter().flat_map(Map::keys) {
                    check(root, rule, &json!(key), &format!("{path}/{key}"), found);
                }
            }
            "properties" => {
                for (key, inner) in value.as_object().into_iter().flatten() {
                    if let Some(schema) = rule.get(key) {
                        check(root, schema, inner, &format!("{path}/{key}"), found);
                    }
                }
            }
            "additionalProperties" => {
                for (key, inner) in value.as_object().into_iter().flatten() {
                    if words.get("properties").is_none_or(|known| known.get(key).is_none()) {
                        check(root, rule, inner, &format!("{path}/{key}"), found);
                    }
                }
            }
            other => panic!("the validator does not know `{other}`"),
        }
    }
}

/// A text in TOML as JSON; `None` if it is no TOML.
pub fn from_toml(text: &str) -> Option<Value> {
    Some(table(DeTable::parse(text).ok()?.get_ref()))
}

fn table(table: &DeTable<'_>) -> Value {
    Value::Object(table.iter().map(|(key, value)| (key.get_ref().to_string(), convert(value.get_ref()))).collect())
}

fn convert(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => json!(text),
        // How large a number is does not matter to the schema.
        DeValue::Integer(_) | DeValue::Float(_) => json!(0),
        DeValue::Boolean(is) => json!(is),
        DeValue::Datetime(moment) => json!(moment.to_string()),
        DeValue::Array(items) => Value::Array(items.iter().map(|item| convert(item.get_ref())).collect()),
        DeValue::Table(inner) => table(inner),
    }
}
