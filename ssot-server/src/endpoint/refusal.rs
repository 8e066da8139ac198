//! How an endpoint refuses: what the contract has for all, or an error of its own.

use axum::body::Body;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Response, StatusCode};
use serde::Serialize;
use serde_json::{Map, Value, json};
use ssot_wire::Refusal;

use crate::problem::Problem;

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// What any server refuses.
    Problem(Box<Problem>),
    /// An error that the endpoint declares.
    Declared {
        /// The status.
        status: StatusCode,
        /// Its keys, `code` among them.
        keys: Map<String, Value>,
    },
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

impl Failure {
    /// An error of the endpoint's own.
    pub fn declared<E: Refusal + Serialize>(error: &E) -> Self {
        let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        match serde_json::to_value(error) {
            Ok(Value::Object(keys)) if keys.get("code").is_some_and(Value::is_string) => {
                Self::Declared { status, keys }
            }
            _ => {
                tracing::error!(target: "ssot", "an error has no form as a problem");
                Problem::internal().into()
            }
        }
    }

    /// The answer, for the request to `instance` with `request_id`.
    pub(super) fn response(self, instance: &str, request_id: &str) -> Response<Body> {
        let (status, keys) = match self {
            Self::Problem(problem) => return problem.response(instance, request_id),
            Self::Declared { status, keys } => (status, keys),
        };
        let code = keys.get("code").and_then(Value::as_str).unwrap_or_default();
        let mut body = json!({
            "type": kind(code),
            "title": title(code),
            "status": status.as_u16(),
            "code": code,
            "detail": null,
            "instance": instance,
            "requestId": request_id,
            "errors": [],
        });
        if let Value::Object(body) = &mut body {
            for (key, value) in keys {
                body.entry(key).or_insert(value);
            }
        }
        let mut response = Response::new(Body::from(body.to_string()));
        *response.status_mut() = status;
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}

/// What kind of problem has that code: `/problems/title-taken`.
pub(crate) fn kind(code: &str) -> String {
    format!("/problems/{}", code.replace('_', "-"))
}

/// A code as words: `Title taken`.
pub(crate) fn title(code: &str) -> String {
    let words = code.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
