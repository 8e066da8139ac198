//! TY2, API14. What serde writes is valid by the JSON Schema that documents of servers have, and what that allows, serde reads.

#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};
use ssot::server::schema::Way;
use ssot_wire_tests::zoo;

/// Why serde refuses what no JSON Schema can say: check digits, limits of exact numbers, the offsets of a zone, the last moment of a system.
const OPEN: [&str; 4] = [
    "its check digit is wrong",
    "a `Weight` must be at least 0.5",
    "could not resolve to a timestamp",
    "overflow deserializing SystemTime",
];

fn validator(schema: &Value) -> Validator {
    let options = jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(true);
    options.build(schema).unwrap_or_else(|error| panic!("{error}: {schema}"))
}

#[test]
fn what_serde_writes_is_valid_and_what_is_valid_serde_reads() {
    let zoo = zoo();
    let mut failures = Vec::new();
    let (mut tried, mut accepted, mut excused) = (0, 0, 0);
    for sample in &zoo {
        let name = sample.name;
        let [written, read] = [Way::Written, Way::Read].map(sample.schema);
        let (writes, reads) = (validator(&written), validator(&read));
        for text in &sample.written {
            let value: Value = serde_json::from_str(text).unwrap();
            if let Err(error) = writes.validate(&value) {
                failures.push(format!("{name} is written as {text}: {error}\n  {written}"));
            }
            if !sample.differs
                && let Err(error) = reads.validate(&value)
            {
                failures.push(format!("{name} is not read from {text}: {error}\n  {read}"));
            }
            for changed in changes(&value) {
                tried += 1;
                if !reads.is_valid(&changed) {
                    continue;
                }
                accepted += 1;
                let text = changed.to_string();
                if let Err(error) = (sample.read)(&text) {
                    if OPEN.iter().any(|open| error.contains(open)) {
                        excused += 1;
                        continue;
                    }
                    failures.push(format!("{name} refuses {text}: {error}\n  {read}"));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
    assert!(zoo.len() >= 150, "{} types", zoo.len());
    assert!(accepted > 500 && tried > 2 * accepted, "{accepted} of {tried}");
    assert!(excused * 100 < accepted, "{excused} of {accepted}");
    println!(
        "{} types, {accepted} of {tried} changed values accepted, {excused} of them for JSON Schema alone",
        zoo.len()
    );
}

/// The value with one thing in it changed: harmless and harmful changes.
fn changes(value: &Value) -> Vec<Value> {
    let mut all = vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(0.5),
        json!(""),
        json!("x"),
        json!([]),
        json!({}),
        json!([value]),
    ];
    match value {
        Value::Number(number) => {
            let whole = number.as_i64().unwrap_or(0);
            all.extend([
                json!(whole.wrapping_add(1)),
                json!(u64::MAX),
                json!(i64::MIN),
                json!(1e300),
                json!(number.to_string()),
            ]);
        }
        Value::String(text) => {
            all.extend([
                json!(format!("{text}0")),
                json!(format!("-{text}")),
                json!(format!("0{text}")),
                json!(text.to_uppercase()),
            ]);
            let mut cut = text.clone();
            cut.pop();
            all.push(json!(cut));
            all.extend(text.parse::<f64>().ok().map(|number| json!(number)));
            for (from, to) in [("0", "9"), ("1", "3"), ("-", "+"), ("T", " "), ("Z", "")] {
                all.push(json!(text.replacen(from, to, 1)));
                all.push(json!(text.replace(from, to)));
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let mut fewer = items.clone();
                fewer.remove(index);
                all.push(Value::Array(fewer));
                for changed in changes(item) {
                    let mut items = items.clone();
                    items[index] = changed;
                    all.push(Value::Array(items));
                }
            }
            let more = items.iter().chain(items.last()).cloned();
            all.push(Value::Array(more.collect()));
        }
        Value::Object(entries) => {
            for (key, inner) in entries {
                let mut fewer = entries.clone();
                fewer.shift_remove(key);
                all.push(Value::Object(fewer.clone()));
                fewer.insert(format!("{key}s"), inner.clone());
                all.push(Value::Object(fewer));
                for changed in changes(inner) {
                    let mut entries = entries.clone();
                    entries.insert(key.clone(), changed);
                    all.push(Value::Object(entries));
                }
            }
            for more in [json!(1), json!("more"), json!({"more": 1})] {
                let mut entries = entries.clone();
                entries.insert("more".to_owned(), more);
                all.push(Value::Object(entries));
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
    all
}
