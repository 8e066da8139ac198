//! Values that a schema allows, and what makes them wrong.

use serde_json::{Map, Value, json};
use ssot_tests::generator::Random;
use ssot_tests::openapi::Document;

use super::memory::Memory;

/// Makes values.
pub(super) struct Maker<'m> {
    pub(super) document: &'m Document,
    pub(super) memory: &'m Memory,
    pub(super) random: &'m mut Random,
}

const TEXTS: [&str; 12] =
    ["", "x", "Ann", "two words", "é漢😀", "a,b", "a\"b\\c", "%_", "' OR 1=1 --", "null", "0", "<b>&amp;</b>"];

impl Maker<'_> {
    /// A value that the schema allows, as far as it says; `name` is the field that it is for.
    pub(super) fn value(&mut self, schema: &Value, name: &str, depth: usize) -> Value {
        let document = self.document;
        let schema = document.resolved(schema);
        if let (Some(all), None) = (schema["allOf"].as_array(), schema.get("type")) {
            let both = both(document, all);
            return self.value(&both, name, depth);
        }
        for word in ["anyOf", "oneOf"] {
            if let Some(all) = schema[word].as_array().filter(|_| schema.get("properties").is_none()) {
                let one = &all[self.random.below(all.len())];
                return self.value(one, name, depth);
            }
        }
        if let Some(value) = schema.get("const") {
            return value.clone();
        }
        if let Some(values) = schema["enum"].as_array() {
            return values[self.random.below(values.len())].clone();
        }
        let kind = match &schema["type"] {
            Value::String(kind) => kind.clone(),
            Value::Array(kinds) => kinds[self.random.below(kinds.len())].as_str().unwrap_or_default().to_owned(),
            _ if schema.get("properties").is_some() => "object".to_owned(),
            _ => return self.any(2),
        };
        match kind.as_str() {
            "null" => Value::Null,
            "boolean" => json!(self.random.one_in(2)),
            "integer" => self.known(name).filter(Value::is_i64).unwrap_or_else(|| self.integer(schema)),
            "number" => json!(self.random.below(20000) as f64 / 100.0 - 50.0),
            "array" => {
                let least = schema["minItems"].as_u64().unwrap_or(0) as usize;
                let number = least.max(if depth == 0 { 0 } else { self.random.below(3) });
                (0..number).map(|_| self.value(&schema["items"], name, depth.saturating_sub(1))).collect()
            }
            "object" => self.object(schema, depth),
            _ => self.text(schema, name),
        }
    }

    /// Something that answers have told of a field of that name.
    fn known(&mut self, name: &str) -> Option<Value> {
        let is_key = name == "id" || name.ends_with("Id") || name.ends_with('s');
        if self.random.one_in(if is_key { 6 } else { 2 }) {
            return None;
        }
        let memory = self.memory;
        // `authorId` may be told as such, or be the id of something.
        memory.a_value(name, self.random).filter(|value| !value.is_array()).cloned()
    }

    fn integer(&mut self, schema: &Value) -> Value {
        let least = schema["minimum"].as_i64().unwrap_or(-5);
        let most = schema["maximum"].as_i64().unwrap_or(i64::from(i32::MAX));
        match self.random.below(6) {
            0 => json!(least),
            1 => json!(most),
            _ => json!(least.max(self.random.below(50) as i64).min(most)),
        }
    }

    fn text(&mut self, schema: &Value, name: &str) -> Value {
        if let Some(known) = self.known(name).filter(Value::is_string) {
            return known;
        }
        let number = self.random.below(1000);
        if let Some(pattern) = schema["pattern"].as_str() {
            let examples = schema["examples"].as_array().and_then(|examples| examples[0].as_str());
            return match (pattern, examples) {
                (_, Some(example)) => json!(example),
                (pattern, _) if pattern.starts_with("^-?[0-9]+(") => json!(format!("{number}.{}", number % 10)),
                (pattern, _) if pattern.starts_with("^-?[0-9]") => json!(number.to_string()),
                _ => json!(format!("{:02}:{:02}:00", number % 24, number % 60)),
            };
        }
        match schema["format"].as_str() {
            Some("uuid") => json!(format!("00000000-0000-4000-8000-{number:012}")),
            Some("date") => json!(format!("20{:02}-{:02}-{:02}", number % 90 + 10, number % 12 + 1, number % 28 + 1)),
            Some("date-time") => {
                json!(format!(
                    "20{:02}-{:02}-{:02}T10:00:00.{:03}Z",
                    number % 90 + 10,
                    number % 12 + 1,
                    number % 28 + 1,
                    number
                ))
            }
            _ if schema["contentEncoding"] == "base64" => json!(["", "AAEC", "/w=="][number % 3]),
            _ => {
                let text =
                    if self.random.one_in(2) { format!("t{number}") } else { self.random.pick(&TEXTS).to_owned() };
                let most = schema["maxLength"].as_u64().map_or(usize::MAX, |most| most as usize);
                json!(text.chars().take(most).collect::<String>())
            }
        }
    }

    fn object(&mut self, schema: &Value, depth: usize) -> Value {
        let Some(properties) = schema["properties"].as_object() else {
            let others = schema.get("additionalProperties").filter(|others| others.is_object());
            return others
                .map_or_else(|| json!({}), |others| json!({"a.b": self.value(others, "", depth.saturating_sub(1))}));
        };
        let mut required: Vec<String> = names(&schema["required"]);
        let mut refused: Vec<String> = Vec::new();
        for rule in schema["allOf"].as_array().into_iter().flatten() {
            let (chosen, others) = if let Some(ways) = rule["oneOf"].as_array() {
                let way = usize::from(self.random.one_in(5));
                (names(&ways[way]["required"]), names(&ways[1 - way]["required"]))
            } else {
                let both = names(&rule["not"]["required"]);
                (Vec::new(), vec![both[self.random.below(both.len())].clone()])
            };
            required.extend(chosen);
            refused.extend(others);
        }
        if let (Some(1), true) = (schema["minProperties"].as_u64(), required.is_empty()) {
            let all: Vec<&String> = properties.keys().collect();
            required.push(all[self.random.below(all.len())].clone());
            refused.extend(properties.keys().filter(|name| !required.contains(name)).cloned());
        }
        let mut object = Map::new();
        for (name, property) in properties {
            let needed = required.contains(name);
            if needed || (depth > 0 && !refused.contains(name) && self.random.one_in(4)) {
                object.insert(name.clone(), self.value(property, name, depth.saturating_sub(1)));
            }
        }
        Value::Object(object)
    }

    /// Any JSON value.
    pub(super) fn any(&mut self, depth: usize) -> Value {
        match self.random.below(if depth == 0 { 8 } else { 10 }) {
            0 => Value::Null,
            1 => json!(true),
            2 => json!(-1),
            3 => json!(1.5),
            4 => json!(9_007_199_254_740_993_i64),
            5 => json!("\u{0}"),
            6 => json!("x".repeat(300)),
            7 => json!(self.random.pick(&TEXTS)),
            8 => json!([self.any(depth - 1), self.any(depth - 1)]),
            _ => json!({"a": self.any(depth - 1)}),
        }
    }

    /// Makes a value another one, mostly a wrong one: a member is replaced, taken away or added.
    pub(super) fn spoil(&mut self, value: &mut Value) {
        match value {
            Value::Object(object) if !object.is_empty() && !self.random.one_in(4) => {
                let names: Vec<String> = object.keys().cloned().collect();
                let name = names[self.random.below(names.len())].clone();
                match self.random.below(4) {
                    0 => {
                        object.remove(&name);
                    }
                    1 => {
                        object.insert(format!("{name}X"), json!(1));
                    }
                    2 => self.spoil(object.get_mut(&name).expect("it is there")),
                    _ => {
                        let other = self.any(1);
                        object.insert(name, other);
                    }
                }
            }
            Value::Array(items) if !items.is_empty() => {
                let place = self.random.below(items.len());
                self.spoil(&mut items[place]);
            }
            other => *other = self.any(2),
        }
    }
}

fn names(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(|name| name.as_str().map(str::to_owned)).collect()
}

/// A schema with what others require besides.
fn both(document: &Document, all: &[Value]) -> Value {
    let mut schema = all.first().map(|first| document.resolved(first).clone()).unwrap_or_default();
    let mut required = names(&schema["required"]);
    required.extend(all.iter().skip(1).flat_map(|other| names(&other["required"])));
    schema["required"] = json!(required);
    schema
}
