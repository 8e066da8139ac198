//! What has to come back.

use serde_json::{Map, Value, json};
use ssot_tests::http::Answer;

use super::case::{Known, with_values};

/// Words that no answer may contain: they would come from a driver or a path.
const LEAKS: [&str; 10] = [
    "insert into",
    "select ",
    "update ",
    " where ",
    "sqlite",
    "postgres",
    "panicked",
    ".rs:",
    "_fkey",
    "stack backtrace",
];

/// The `expect` of a step.
pub(super) struct Expected {
    status: u64,
    headers: Map<String, Value>,
    body: Option<Value>,
    data: Option<Value>,
    ids: Option<Value>,
    page: Option<Value>,
    code: Option<Value>,
    errors: Option<Value>,
    text: Option<Value>,
}

impl Expected {
    pub(super) fn read(json: &Value, name: &str) -> Self {
        let known = ["status", "headers", "body", "data", "ids", "page", "code", "errors", "text"];
        for key in json.as_object().unwrap_or_else(|| panic!("{name}: a step without expect")).keys() {
            assert!(known.contains(&key.as_str()), "{name}: `{key}` in an expectation");
        }
        let part = |key: &str| json.get(key).cloned();
        Self {
            status: json["status"].as_u64().unwrap_or_else(|| panic!("{name}: an expectation without status")),
            headers: json["headers"].as_object().cloned().unwrap_or_default(),
            body: part("body"),
            data: part("data"),
            ids: part("ids"),
            page: part("page"),
            code: part("code"),
            errors: part("errors"),
            text: part("text"),
        }
    }

    /// Everything that is wrong with an answer.
    pub(super) fn compare(&self, method: &str, path: &str, answer: &Answer, known: &mut Known) -> Vec<String> {
        let mut wrong = Vec::new();
        if u64::from(answer.status) != self.status {
            wrong.push(format!("status: expected {}, got {}", self.status, answer.status));
        }
        always(method, answer, self.headers.contains_key("content-type"), &mut wrong);
        if let Some(expected) = &self.text {
            compare("text", expected, &Value::from(answer.text()), known, &mut wrong);
        }
        let body = if answer.body.is_empty() { None } else { serde_json::from_slice::<Value>(&answer.body).ok() };
        let body = body.unwrap_or(Value::Null);
        if answer.status >= 400 && method != "HEAD" {
            problem(path, answer, &body, &mut wrong);
        }
        for (place, expected) in [("data", &self.data), ("page", &self.page), ("code", &self.code)] {
            if let Some(expected) = expected {
                compare(place, expected, &body[place], known, &mut wrong);
            }
        }
        if let Some(expected) = &self.body {
            compare("body", expected, &body, known, &mut wrong);
        }
        if let Some(expected) = &self.ids {
            let rows = body["data"].as_array().cloned().unwrap_or_default();
            let ids: Vec<Value> = rows.into_iter().map(|row| row["id"].clone()).collect();
            compare("ids", expected, &Value::from(ids), known, &mut wrong);
        }
        if let Some(expected) = &self.errors {
            let places = |error: &Value| {
                let place = if error["pointer"].is_null() { &error["parameter"] } else { &error["pointer"] };
                json!([place, error["code"]])
            };
            let found = body["errors"].as_array().cloned().unwrap_or_default().iter().map(places).collect();
            compare(
                "errors",
                &sorted(expected.as_array().cloned().unwrap_or_default()),
                &sorted(found),
                known,
                &mut wrong,
            );
        }
        self.headers(answer, known, &mut wrong);
        wrong
    }

    fn headers(&self, answer: &Answer, known: &mut Known, wrong: &mut Vec<String>) {
        for (name, expected) in &self.headers {
            let found = answer.header(name);
            let right = match expected.as_str() {
                None => found.is_none(),
                Some("$any") => found.is_some(),
                Some(name)
                    if name.starts_with("$id:") && name[4..].bytes().all(|byte| byte.is_ascii_alphanumeric()) =>
                {
                    found.is_some_and(|found| placeholder(name, &Value::from(found), known))
                }
                Some(text) => found == Some(&with_values(text, known)),
            };
            if !right {
                wrong.push(format!("header {name}: expected {expected}, got {found:?}"));
            }
        }
    }
}

/// What holds for every answer.
fn always(method: &str, answer: &Answer, names_type: bool, wrong: &mut Vec<String>) {
    for (name, value) in [("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer")] {
        if answer.header(name) != Some(value) {
            wrong.push(format!("header {name}: expected {value}, got {:?}", answer.header(name)));
        }
    }
    for name in ["x-request-id", "content-security-policy"] {
        if answer.header(name).is_none_or(str::is_empty) {
            wrong.push(format!("header {name} is absent"));
        }
    }
    let empty = answer.body.is_empty();
    if (method == "HEAD" || matches!(answer.status, 204 | 304)) && !empty {
        wrong.push("there is a body where none may be".to_owned());
    }
    let kind = answer.header("content-type").unwrap_or_default();
    let expected = if answer.status >= 400 { "application/problem+json" } else { "application/json" };
    if !empty && !names_type && kind != expected && answer.header("content-encoding").is_none() {
        wrong.push(format!("header content-type: expected {expected}, got {kind}"));
    }
}

/// What holds for every problem (RFC 9457 and section 6).
fn problem(path: &str, answer: &Answer, body: &Value, wrong: &mut Vec<String>) {
    let code = body["code"].as_str().unwrap_or_default();
    let instance = path.split('?').next().unwrap_or_default();
    let expected = json!({
        "type": format!("/problems/{}", code.replace('_', "-")),
        "title": "$any",
        "status": answer.status,
        "code": "$any",
        "detail": "$any",
        "instance": instance,
        "requestId": answer.header("x-request-id"),
        "errors": "$any",
    });
    compare("body", &expected, body, &mut Known::new(), wrong);
    for error in body["errors"].as_array().cloned().unwrap_or_default() {
        let keys: Vec<&str> = error.as_object().map(|it| it.keys().map(String::as_str).collect()).unwrap_or_default();
        let one_place = error["pointer"].is_null() != error["parameter"].is_null();
        if sorted_names(keys) != ["code", "help", "message", "parameter", "pointer"] || !one_place {
            wrong.push(format!("this is no item of `errors`: {error}"));
        }
    }
    let mut text = body.clone();
    text["instance"] = Value::Null;
    let text = text.to_string().to_lowercase();
    for leak in LEAKS.iter().filter(|leak| text.contains(*leak)) {
        wrong.push(format!("the answer says `{leak}`"));
    }
}

fn sorted_names(mut names: Vec<&str>) -> Vec<&str> {
    names.sort_unstable();
    names
}

fn sorted(mut values: Vec<Value>) -> Value {
    values.sort_by_key(Value::to_string);
    Value::from(values)
}

/// Compares two values and says at which places they differ.
pub(super) fn compare(place: &str, expected: &Value, found: &Value, known: &mut Known, wrong: &mut Vec<String>) {
    match (expected, found) {
        (Value::String(text), found) if text.starts_with('$') => {
            if !placeholder(text, found, known) {
                wrong.push(format!("{place}: expected {text}, got {found}"));
            }
        }
        (Value::Object(wanted), Value::Object(has)) => {
            for (key, value) in wanted {
                match has.get(key) {
                    Some(found) => compare(&format!("{place}.{key}"), value, found, known, wrong),
                    None => wrong.push(format!("{place}.{key} is absent")),
                }
            }
            for key in has.keys().filter(|key| !wanted.contains_key(*key)) {
                wrong.push(format!("{place}.{key} is not expected"));
            }
        }
        (Value::Array(wanted), Value::Array(has)) if wanted.len() == has.len() => {
            for (index, (value, found)) in wanted.iter().zip(has).enumerate() {
                compare(&format!("{place}[{index}]"), value, found, known, wrong);
            }
        }
        (Value::Number(wanted), Value::Number(has)) if wanted.as_f64() == has.as_f64() => {}
        _ if expected == found => {}
        _ => wrong.push(format!("{place}: expected {expected}, got {found}")),
    }
}

fn placeholder(name: &str, found: &Value, known: &mut Known) -> bool {
    let text = found.as_str().unwrap_or_default();
    match name {
        "$any" => true,
        "$timestamp" => has_form(text, "0000-00-00T00:00:00.000Z"),
        "$uuid" => has_form(text, "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh"),
        "$cuid" => text.len() == 25 && text.starts_with('c') && has_form(text, &"b".repeat(25)),
        _ => match name.strip_prefix("$id:") {
            Some(name) if found.is_string() || found.is_number() => {
                known.entry(name.to_owned()).or_insert_with(|| found.clone()) == found
            }
            _ => false,
        },
    }
}

/// Whether a text has a form: `0` is a digit, `h` a hex digit, `b` a digit of base 36, everything else itself.
fn has_form(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text.chars().zip(form.chars()).all(|(letter, form)| match form {
            '0' => letter.is_ascii_digit(),
            'h' => letter.is_ascii_digit() || ('a'..='f').contains(&letter),
            'b' => letter.is_ascii_digit() || letter.is_ascii_lowercase(),
            other => letter == other,
        })
}
