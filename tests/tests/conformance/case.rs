//! Cases: read from their files, and run step by step.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use ssot_tests::http::{Answer, send};
use ssot_tests::openapi::Document;

use super::Running;
use super::expect::Expected;
use super::follow::{self, Streams};

/// One file.
pub(super) struct Case {
    /// `writing/create`.
    pub(super) name: String,
    /// Which schema has to be served.
    pub(super) schema: String,
    /// In order; later ones see what earlier ones did.
    pub(super) steps: Vec<Step>,
}

/// What is done.
pub(super) enum Step {
    /// A request is sent, and its answer looked at.
    Ask(Ask),
    /// A stream of events is opened under a name.
    Follow(String, Ask),
    /// The next events of a stream are looked at.
    Told(String, Vec<Value>),
}

/// A request and what has to come back.
pub(super) struct Ask {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    /// The whole request, for who sends it.
    request: Value,
    body: Body,
    pub(super) expect: Expected,
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
    pub(super) fn run(&self, running: &Running, document: &Document) -> Vec<String> {
        let (mut known, mut streams) = (Known::new(), Streams::new());
        let mut failures = Vec::new();
        for (index, step) in self.steps.iter().enumerate() {
            let wrong = match step {
                Step::Ask(ask) => ask.run(running, document, &mut known),
                Step::Follow(name, ask) => follow::open(name, ask, running, &mut streams, &mut known),
                Step::Told(name, events) => {
                    let stream = streams.get_mut(name).unwrap_or_else(|| panic!("{}: no stream `{name}`", self.name));
                    follow::told(stream, events, &mut known)
                }
            };
            let wrong = wrong.unwrap_or_else(|error| vec![format!("no answer: {error}")]);
            if !wrong.is_empty() {
                failures.push(format!("  step {}: {}\n    {}", index + 1, step.title(&known), wrong.join("\n    ")));
            }
        }
        failures
    }
}

impl Step {
    fn read(json: &Value, name: &str) -> Self {
        if let Some(stream) = json.get("told") {
            let stream = stream.as_str().unwrap_or_else(|| panic!("{name}: `told` names a stream"));
            let events = json["events"].as_array().unwrap_or_else(|| panic!("{name}: `told` without events"));
            return Self::Told(stream.to_owned(), events.clone());
        }
        let ask = Ask::read(json, name);
        match json.get("follow").and_then(Value::as_str) {
            Some(stream) => Self::Follow(stream.to_owned(), ask),
            None => Self::Ask(ask),
        }
    }

    fn title(&self, known: &Known) -> String {
        match self {
            Self::Ask(ask) | Self::Follow(_, ask) => format!("{} {}", ask.method, ask.path(known)),
            Self::Told(name, _) => format!("what `{name}` is told"),
        }
    }
}

impl Ask {
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

    /// Sends the request and says what is wrong with its answer.
    fn run(&self, running: &Running, document: &Document, known: &mut Known) -> std::io::Result<Vec<String>> {
        let path = self.path(known);
        let answer = self.send(running, &path, known)?;
        let mut wrong = self.expect.compare(&self.method, &path, &answer, known);
        wrong.extend(document.check(&self.method, &path, &answer));
        if !wrong.is_empty() {
            let text: String = answer.text().chars().take(1200).collect();
            wrong.push(format!("the answer was {} {text}", answer.status));
        }
        Ok(wrong)
    }

    pub(super) fn path(&self, known: &Known) -> String {
        with_values(&self.path, known)
    }

    pub(super) fn headers(&self, running: &Running, known: &Known) -> Vec<(String, String)> {
        let given = self.headers.iter().map(|(name, value)| (name.clone(), with_values(value, known)));
        let shown = running.credentials.headers(&filled(&self.request, known));
        given.chain(shown.into_iter().map(|(name, value)| (name.to_owned(), value))).collect()
    }

    fn send(&self, running: &Running, path: &str, known: &Known) -> std::io::Result<Answer> {
        let given = self.headers(running, known);
        let mut headers: Vec<(&str, &str)> =
            given.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
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
