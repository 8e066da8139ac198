//! One request, made of what the document says of an operation.

use std::fmt;
use std::net::SocketAddr;

use serde_json::Value;
use ssot_tests::generator::Random;
use ssot_tests::http::Answer;
use ssot_tests::openapi::Document;

use super::memory::Memory;
use super::value::Maker;

/// A request.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) method: String,
    /// Path and query, encoded.
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    /// What it must not be answered with.
    wrong: Wrong,
}

/// What is known to be wrong with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    /// Perhaps something.
    Unknown,
    /// The body is one that the document allows.
    Nothing,
    /// The body is no JSON.
    Body,
    /// The path has no such method.
    Method,
    /// A parameter that nobody knows.
    Parameter,
}

const IDS: [&str; 12] =
    ["1", "0", "-1", "999999", "x", "1abc", "%00", "%F0%9F%98%80", "a,b", "99999999999999999999", "%2e%2e", "-"];

impl Request {
    /// One without anything special.
    pub(super) fn plain(method: &str, target: &str, caller: Option<String>) -> Self {
        let headers = caller.into_iter().map(|token| ("authorization".to_owned(), token)).collect();
        Self {
            method: method.to_uppercase(),
            target: target.to_owned(),
            headers,
            body: Vec::new(),
            wrong: Wrong::Unknown,
        }
    }

    /// Says that nothing is known to be wrong with it, or right.
    pub(super) fn forget_what_is_wrong(&mut self) {
        self.wrong = Wrong::Unknown;
    }

    /// A random one.
    pub(super) fn new(document: &Document, memory: &Memory, random: &mut Random, callers: &[Option<String>]) -> Self {
        let operations: Vec<_> = document
            .operations()
            .filter(|(path, ..)| !path.starts_with("/-/") && !path.ends_with("/-/changes"))
            .collect();
        let (template, method, operation) = operations[random.below(operations.len())];
        let caller = callers[random.below(callers.len())].clone();
        let mut maker = Maker { document, memory, random };
        let target = path(&mut maker, template, operation);
        let mut request = Self::plain(method, &target, caller);
        request.query(&mut maker, operation);
        request.headers(&mut maker, operation);
        request.body(&mut maker, operation);
        if maker.random.one_in(25) {
            let item = &document.json()["paths"][template];
            let other = maker.random.pick(&["get", "put", "post", "patch", "delete", "trace", "brew"]);
            if item.get(other).is_none() {
                request.method = other.to_uppercase();
                request.wrong = Wrong::Method;
            }
        }
        if request.wrong != Wrong::Method && request.method == "GET" && maker.random.one_in(20) {
            request.method = maker.random.pick(&["HEAD", "OPTIONS"]).to_owned();
        }
        request
    }

    fn query(&mut self, maker: &mut Maker<'_>, operation: &Value) {
        let mut parts = Vec::new();
        let path = self.target.clone();
        let parameters: Vec<&Value> = operation["parameters"].as_array().into_iter().flatten().collect();
        let many = if parameters.len() > 12 { 12 } else { 5 };
        for parameter in parameters {
            let parameter = maker.document.resolved(parameter);
            if parameter["in"] != "query" || !maker.random.one_in(many) {
                continue;
            }
            let name = parameter["name"].as_str().unwrap_or_default();
            let (name, value) = one(maker, parameter, name, &path);
            parts.push(format!("{}={}", encoded(&name), encoded(&value)));
        }
        if maker.random.one_in(40) {
            parts.push("nobody[knows]=this".to_owned());
            self.wrong = Wrong::Parameter;
        }
        if !parts.is_empty() {
            self.target = format!("{}?{}", self.target, parts.join("&"));
        }
    }

    fn headers(&mut self, maker: &mut Maker<'_>, operation: &Value) {
        let mut add = |name: &str, value: &str| self.headers.push((name.to_owned(), value.to_owned()));
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let name = maker.document.resolved(parameter)["name"].as_str().unwrap_or_default();
            if !maker.random.one_in(5) {
                continue;
            }
            match name {
                "If-Match" | "If-None-Match" => {
                    let tag = maker.memory.a_tag(maker.random).unwrap_or("*").to_owned();
                    add(name, if maker.random.one_in(4) { "W/\"x\", nonsense" } else { &tag });
                }
                "Prefer" => add(name, "return=minimal"),
                "Idempotency-Key" => add(name, &format!("key-{}", maker.random.below(9))),
                _ => {}
            }
        }
        if maker.random.one_in(30) {
            add("accept", "text/html");
        }
        if maker.random.one_in(60) {
            add("authorization", "Bearer nobody.knows.this");
        }
    }

    fn body(&mut self, maker: &mut Maker<'_>, operation: &Value) {
        let Some(content) = operation["requestBody"]["content"].as_object() else { return };
        let kinds: Vec<&String> = content.keys().collect();
        let kind = kinds[maker.random.below(kinds.len())];
        let mut body = maker.value(&content[kind]["schema"], "", 3);
        let mut spoilt = if self.wrong == Wrong::Unknown { Wrong::Nothing } else { self.wrong };
        if maker.random.one_in(4) {
            maker.spoil(&mut body);
            spoilt = Wrong::Unknown;
        }
        self.body = body.to_string().into_bytes();
        if maker.random.one_in(40) {
            self.body = maker.random.pick(&["{", "", "[1,", "{\"a\":1,}", "\u{feff}{}", "nul"]).as_bytes().to_vec();
            spoilt = Wrong::Body;
        }
        let kind = if maker.random.one_in(25) { "text/plain" } else { kind };
        self.headers.push(("content-type".to_owned(), kind.to_owned()));
        self.wrong = spoilt;
    }

    /// Sends it.
    pub(super) fn send(&self, address: SocketAddr) -> std::io::Result<Answer> {
        super::sent(address, self)
    }

    /// What is wrong with an answer to a request that is known to be right, or wrong.
    pub(super) fn judge(&self, answer: &Answer) -> Vec<String> {
        let is_done = answer.status < 400;
        match self.wrong {
            // Some ids are none, and so the path is none.
            Wrong::Method if !matches!(answer.status, 404 | 405) => {
                vec![format!("a method that is not there: {}", answer.status)]
            }
            Wrong::Parameter if is_done && self.method != "OPTIONS" => {
                vec!["an unknown parameter is accepted".to_owned()]
            }
            Wrong::Body if is_done => vec!["a broken body is accepted".to_owned()],
            Wrong::Nothing if answer.status == 422 => {
                let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
                let errors = body["errors"].as_array().cloned().unwrap_or_default();
                let never = ["unknown_field", "wrong_type", "not_in_enum", "read_only"];
                let found = errors.iter().filter(|error| never.contains(&error["code"].as_str().unwrap_or_default()));
                found.map(|error| format!("the document allows what the server refuses: {error}")).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body: String = String::from_utf8_lossy(&self.body).chars().take(1500).collect();
        let headers: Vec<String> = self
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {}", value.chars().take(30).collect::<String>()))
            .collect();
        write!(f, "{} {} [{}] {body}", self.method, self.target, headers.join(", "))
    }
}

/// The path with values for its parameters: mostly of rows that are there.
fn path(maker: &mut Maker<'_>, template: &str, operation: &Value) -> String {
    let model = operation["tags"][0].as_str().unwrap_or_default();
    let mut segments = Vec::new();
    for segment in template.split('/') {
        if !segment.starts_with('{') {
            segments.push(segment.to_owned());
            continue;
        }
        let known = if maker.random.one_in(6) { None } else { known_key(maker, segment, model, operation) };
        segments.push(known.unwrap_or_else(|| maker.random.pick(&IDS).to_owned()));
    }
    segments.join("/")
}

/// The values of the key that a parameter says it is made of, of some row.
fn known_key(maker: &mut Maker<'_>, segment: &str, model: &str, operation: &Value) -> Option<String> {
    let name = segment.trim_matches(['{', '}']);
    let parameters = operation["parameters"].as_array()?;
    let parameter = parameters.iter().find(|parameter| parameter["name"] == name && parameter["in"] == "path")?;
    let words: Vec<&str> = parameter["description"].as_str()?.split('`').collect();
    let fields: Vec<&str> = words.iter().skip(1).step_by(2).copied().collect();
    let model = if name == "other" { words.last()?.trim_start_matches(" of a ").split(',').next()? } else { model };
    let row = maker.memory.a_row(model, maker.random)?;
    let text = |field: &&str| match &row[*field] {
        Value::Null => None,
        Value::String(text) => Some(encoded(text)),
        other => Some(other.to_string()),
    };
    fields.iter().map(text).collect::<Option<Vec<_>>>().map(|values| values.join(","))
}

/// A parameter of the query.
fn one(maker: &mut Maker<'_>, parameter: &Value, name: &str, path: &str) -> (String, String) {
    let mut name = name.to_owned();
    if matches!(name.as_str(), "after" | "before") {
        let cursor = maker.memory.a_cursor(path, maker.random).unwrap_or("nonsense").to_owned();
        return (name, cursor);
    }
    let schema = &parameter["schema"];
    let field = name.trim_start_matches("where[").trim_end_matches(']').to_owned();
    let items = if schema["type"] == "array" { &schema["items"] } else { schema };
    let mut value = text(&maker.value(items, &field, 1));
    if schema["type"] == "array" && maker.random.one_in(2) {
        value = format!("{value},{}", text(&maker.value(items, &field, 1)));
    }
    if let Some(operators) = parameter["x-operators"].as_array().filter(|_| !maker.random.one_in(3)) {
        let operator = operators[maker.random.below(operators.len())].as_str().unwrap_or_default();
        name = format!("{name}[{operator}]");
        if operator == "isNull" || operator == "isEmpty" {
            "true".clone_into(&mut value);
        }
        if operator == "between" {
            value = format!("{value},{value}");
        }
    }
    if maker.random.one_in(8) {
        value = text(&maker.any(1));
    }
    (name, value)
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~[]".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
