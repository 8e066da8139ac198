//! Cases: read from their files, and run step by step.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use ssot_tests::http::{Answer, send};

use super::Running;
use super::expect::Expected;

/// One file.
pub(super) struct Case {
    /// `writing/create`.
    pub(super) name: String,
    /// Which schema has to be served.
    pub(super) schema: String,
    /// In order; later ones see what earlier ones did.
    pub(super) steps: Vec<Step>,
}

/// A request and what has to come back.
pub(super) struct Step {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    /// The whole request, for who sends it.
    request: Value,
    body: Body,
    expect: Expected,
}

enum Body {
    None,
    Json(Value),
    Raw(String),
    /// So many blanks.
    Blanks(usize),
}

/// Values that placeholders stand for.
pub(super) type Known = BTreeMap<String, Value>;

impl Case {
    /// # Panics
    /// If the file is no case.
    pub(super) fn read(path: &Path, name: String) -> Self {
        let text = std::fs::read_to_string(path).unwrap();
        let json: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["about", "schema", "steps"], "{name}");
        let steps = json["steps"].as_array().unwrap().iter().map(|step| Step::read(step, &name)).collect();
        Self { schema: json["schema"].as_str().unwrap().to_owned(), steps, name }
    }

    /// Runs all steps and tells which went wrong, in words.
    pub(super) fn run(&self, running: &Running) -> Vec<String> {
        let mut known = Known::new();
        let mut failures = Vec::new();
        for (index, step) in self.steps.iter().enumerate() {
            let path = step.path(&known);
            let answer = match step.send(running, &path, &known) {
                Ok(answer) => answer,
                Err(error) => {
                    failures.push(format!("  step {}: {} {path}: no answer: {error}", index + 1, step.method));
                    continue;
                }
            };
            let wrong = step.expect.compare(&step.method, &path, &answer, &mut known);
            if !wrong.is_empty() {
                let text: String = answer.text().chars().take(1200).collect();
                failures.push(format!(
                    "  step {}: {} {path}\n    {}\n    the answer was {} {text}",
                    index + 1,
                    step.method,
                    wrong.join("\n    "),
                    answer.status,
                ));
            }
        }
        failures
    }
}

impl Step {
    fn read(json: &Value, name: &str) -> Self {
        let request = &json["request"];
        for key in request.as_object().unwrap_or_else(|| panic!("{name}: a step without request")).keys() {
            assert!(
                ["method", "path", "caller", "token", "key", "headers", "body", "raw", "blanks"]
                    .contains(&key.as_str()),
                "{name}: `{key}` in a request"
            );
        }
        let headers = request["headers"].as_object().cloned().unwrap_or_default();
        let body = match (request.get("body"), request.get("raw"), request.get("blanks")) {
            (Some(body), ..) => Body::Json(body.clone()),
            (None, Some(raw), _) => Body::Raw(raw.as_str().unwrap().to_owned()),
            (None, None, Some(blanks)) => Body::Blanks(blanks.as_u64().unwrap() as usize),
            (None, None, None) => Body::None,
        };
        let path = request["path"].as_str().unwrap_or_else(|| panic!("{name}: a request without path"));
        Self {
            method: request["method"].as_str().unwrap_or("GET").to_owned(),
            path: path.to_owned(),
            headers: headers.into_iter().map(|(name, value)| (name, value.as_str().unwrap().to_owned())).collect(),
            request: request.clone(),
            body,
            expect: Expected::read(&json["expect"], name),
        }
    }

    fn path(&self, known: &Known) -> String {
        with_values(&self.path, known)
    }

    fn send(&self, running: &Running, path: &str, known: &Known) -> std::io::Result<Answer> {
        let mut given: Vec<(&str, String)> =
            self.headers.iter().map(|(name, value)| (name.as_str(), with_values(value, known))).collect();
        given.extend(running.credentials.headers(&filled(&self.request, known)));
        let mut headers: Vec<(&str, &str)> = given.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let body = match &self.body {
            Body::None => String::new(),
            Body::Raw(text) => text.clone(),
            Body::Blanks(number) => " ".repeat(*number),
            Body::Json(json) => {
                if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
                    headers.push(("content-type", "application/json"));
                }
                filled(json, known).to_string()
            }
        };
        send(running.address, &self.method, path, &headers, body.as_bytes())
    }
}

/// A text with each `$id:name` replaced by its value.
pub(super) fn with_values(text: &str, known: &Known) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("$id:") {
        out.push_str(&rest[..at]);
        let after = &rest[at + 4..];
        let end = after.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(after.len());
        match known.get(&after[..end]) {
            Some(Value::String(text)) => out.push_str(text),
            Some(value) => out.push_str(&value.to_string()),
            None => panic!("`$id:{}` is not known yet", &after[..end]),
        }
        rest = &after[end..];
    }
    out + rest
}

/// A JSON value with each `"$id:name"` replaced by its value.
fn filled(json: &Value, known: &Known) -> Value {
    match json {
        Value::String(text) => match text.strip_prefix("$id:") {
            Some(name) => known.get(name).unwrap_or_else(|| panic!("`{text}` is not known yet")).clone(),
            None => json.clone(),
        },
        Value::Array(items) => items.iter().map(|item| filled(item, known)).collect(),
        Value::Object(entries) => entries.iter().map(|(key, value)| (key.clone(), filled(value, known))).collect(),
        _ => json.clone(),
    }
}
