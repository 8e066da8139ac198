//! Refusals: every error answer is an RFC 9457 problem (contract section 6).
//!
//! A [`Problem`] holds what a client may know and nothing else: no SQL, no path, no word of a driver. The shell adds where
//! it happened (`instance`, `requestId`) when it turns the problem into a response. What the database has said travels along
//! beside it, to the log.

use std::sync::Arc;

use axum::body::Body;
use http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderName, HeaderValue, Response, StatusCode};
use serde_json::json;
use ssot_db::Error;

/// Words for `errors[].code`: what is wrong with a value of a body or a query.
pub mod rule {
    /// A required key is absent.
    pub const REQUIRED: &str = "required";
    /// `null` for a field that cannot be null.
    pub const NULL_NOT_ALLOWED: &str = "null_not_allowed";
    /// No such field.
    pub const UNKNOWN_FIELD: &str = "unknown_field";
    /// The field cannot be set by clients.
    pub const READ_ONLY: &str = "read_only";
    /// Another JSON type is expected.
    pub const WRONG_TYPE: &str = "wrong_type";
    /// Too few characters, items or bytes.
    pub const TOO_SHORT: &str = "too_short";
    /// Too many characters, items or bytes.
    pub const TOO_LONG: &str = "too_long";
    /// Below the smallest number allowed.
    pub const TOO_SMALL: &str = "too_small";
    /// Above the largest number allowed.
    pub const TOO_LARGE: &str = "too_large";
    /// Does not match the field's pattern.
    pub const PATTERN: &str = "pattern";
    /// No value of the enumeration.
    pub const NOT_IN_ENUM: &str = "not_in_enum";
    /// Not written as its type wants it.
    pub const FORMAT: &str = "format";
    /// More decimals than the column keeps.
    pub const SCALE: &str = "scale";
}

/// What kind of refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// The body is no JSON.
    InvalidJson,
    /// The query string cannot be understood.
    InvalidQuery,
    /// The id in the path cannot be one.
    InvalidId,
    /// The cursor was not made here, or for another query.
    InvalidCursor,
    /// Nobody is logged in.
    Unauthenticated,
    /// The caller may not.
    Forbidden,
    /// There is no such thing, or the caller may not see it.
    NotFound,
    /// The path exists, the method does not.
    MethodNotAllowed,
    /// No answer in a form that the client accepts.
    NotAcceptable,
    /// The body is too large.
    TooLarge,
    /// The URL is too long.
    UriTooLong,
    /// The body is in a form that is not understood.
    UnsupportedMediaType,
    /// A unique key is taken.
    UniqueViolation,
    /// Something that is pointed at does not exist.
    ForeignKeyViolation,
    /// Something still points at the row.
    Restricted,
    /// More rows than the request allows.
    MaxAffected,
    /// The first request with this key is still running.
    InProgress,
    /// The row is not the one that the client has seen.
    PreconditionFailed,
    /// `If-Match` is needed.
    PreconditionRequired,
    /// The body was understood and breaks rules.
    Validation,
    /// The key was used for another request.
    IdempotencyMismatch,
    /// A rule of the database.
    CheckViolation,
    /// The action said no.
    ActionRejected,
    /// Too many requests.
    RateLimited,
    /// Not now.
    Unavailable,
    /// A defect of the server.
    Internal,
}

impl Code {
    /// All of them.
    pub const ALL: [Self; 26] = [
        Self::InvalidJson,
        Self::InvalidQuery,
        Self::InvalidId,
        Self::InvalidCursor,
        Self::Unauthenticated,
        Self::Forbidden,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::NotAcceptable,
        Self::TooLarge,
        Self::UriTooLong,
        Self::UnsupportedMediaType,
        Self::UniqueViolation,
        Self::ForeignKeyViolation,
        Self::Restricted,
        Self::MaxAffected,
        Self::InProgress,
        Self::PreconditionFailed,
        Self::PreconditionRequired,
        Self::Validation,
        Self::IdempotencyMismatch,
        Self::CheckViolation,
        Self::ActionRejected,
        Self::RateLimited,
        Self::Unavailable,
        Self::Internal,
    ];

    /// The word in `code`.
    pub const fn as_str(self) -> &'static str {
        self.row().1
    }

    /// The status of the answer.
    pub const fn status(self) -> StatusCode {
        self.row().0
    }

    /// The title: the same words for every problem of this code.
    pub const fn title(self) -> &'static str {
        self.row().2
    }

    const fn row(self) -> (StatusCode, &'static str, &'static str) {
        use StatusCode as S;
        match self {
            Self::InvalidJson => (S::BAD_REQUEST, "invalid_json", "The body is no JSON"),
            Self::InvalidQuery => (S::BAD_REQUEST, "invalid_query", "The query cannot be understood"),
            Self::InvalidId => (S::BAD_REQUEST, "invalid_id", "The id is malformed"),
            Self::InvalidCursor => (S::BAD_REQUEST, "invalid_cursor", "The cursor does not fit this query"),
            Self::Unauthenticated => (S::UNAUTHORIZED, "unauthenticated", "Credentials are needed"),
            Self::Forbidden => (S::FORBIDDEN, "forbidden", "This is not allowed"),
            Self::NotFound => (S::NOT_FOUND, "not_found", "There is nothing here"),
            Self::MethodNotAllowed => (S::METHOD_NOT_ALLOWED, "method_not_allowed", "The method is not allowed here"),
            Self::NotAcceptable => (S::NOT_ACCEPTABLE, "not_acceptable", "Answers are JSON"),
            Self::TooLarge => (S::PAYLOAD_TOO_LARGE, "too_large", "The body is too large"),
            Self::UriTooLong => (S::URI_TOO_LONG, "uri_too_long", "The URL is too long"),
            Self::UnsupportedMediaType => {
                (S::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "The body has a form that is not understood")
            }
            Self::UniqueViolation => (S::CONFLICT, "unique_violation", "The value is taken"),
            Self::ForeignKeyViolation => (S::CONFLICT, "foreign_key_violation", "The row pointed at does not exist"),
            Self::Restricted => (S::CONFLICT, "restricted", "Other rows still point here"),
            Self::MaxAffected => (S::CONFLICT, "max_affected", "Too many rows would change"),
            Self::InProgress => (S::CONFLICT, "in_progress", "The first request is still running"),
            Self::PreconditionFailed => (S::PRECONDITION_FAILED, "precondition_failed", "The row has changed"),
            Self::PreconditionRequired => (S::PRECONDITION_REQUIRED, "precondition_required", "`If-Match` is needed"),
            Self::Validation => (S::UNPROCESSABLE_ENTITY, "validation", "The body breaks rules"),
            Self::IdempotencyMismatch => {
                (S::UNPROCESSABLE_ENTITY, "idempotency_mismatch", "The key was used for another request")
            }
            Self::CheckViolation => (S::UNPROCESSABLE_ENTITY, "check_violation", "A rule of the database is broken"),
            Self::ActionRejected => (S::UNPROCESSABLE_ENTITY, "action_rejected", "The action was rejected"),
            Self::RateLimited => (S::TOO_MANY_REQUESTS, "rate_limited", "Too many requests"),
            Self::Unavailable => (S::SERVICE_UNAVAILABLE, "unavailable", "Not available at the moment"),
            Self::Internal => (S::INTERNAL_SERVER_ERROR, "internal", "Something went wrong"),
        }
    }
}

/// Where in a request something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A JSON pointer (RFC 6901) from the root of the body: `/data/1/title`; the root itself is `""`.
    Pointer(String),
    /// A parameter of the query string, decoded: `where[views][gte]`.
    Parameter(String),
}

/// One thing that is wrong: an item of `errors`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where.
    pub place: Place,
    /// One of [`rule`], or a word of the query grammar.
    pub code: &'static str,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Violation {
    /// Something wrong in a body.
    pub fn at(pointer: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self { place: Place::Pointer(pointer.into()), code, message: message.into(), help: None }
    }

    /// Something wrong in a query string.
    pub fn parameter(name: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self { place: Place::Parameter(name.into()), code, message: message.into(), help: None }
    }

    /// With what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A refusal.
#[derive(Debug, Clone)]
pub struct Problem {
    /// What kind.
    pub code: Code,
    /// What happened, in a sentence.
    pub detail: Option<String>,
    /// Where, piece by piece.
    pub errors: Vec<Violation>,
    /// Headers of the answer: `Allow`, `Retry-After`, `WWW-Authenticate`.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// What the database has said, for the log.
    failed: Option<Failed>,
}

/// What has failed behind an answer; it travels with the response to where that is logged.
#[derive(Debug, Clone)]
pub(crate) struct Failed(pub(crate) Arc<Error>);

impl Problem {
    /// A refusal of that kind.
    pub const fn new(code: Code) -> Self {
        Self { code, detail: None, errors: Vec::new(), headers: Vec::new(), failed: None }
    }

    /// With what happened, in a sentence.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Because the database has failed so.
    pub(crate) fn failed(mut self, error: Error) -> Self {
        self.failed = Some(Failed(Arc::new(error)));
        self
    }

    /// What the database has said, if that is why.
    pub(crate) fn failure(&self) -> Option<&Error> {
        self.failed.as_ref().map(|Failed(error)| &**error)
    }

    /// With what is wrong, piece by piece.
    pub fn errors(mut self, errors: Vec<Violation>) -> Self {
        self.errors = errors;
        self
    }

    /// With names of parameters taken as pointers into the body that brought them.
    pub fn in_body(mut self) -> Self {
        for violation in &mut self.errors {
            if let Place::Parameter(name) = &mut violation.place {
                violation.place = Place::Pointer(std::mem::take(name));
            }
        }
        self
    }

    /// A body that breaks rules.
    pub fn validation(errors: Vec<Violation>) -> Self {
        let detail = match errors.len() {
            1 => "1 problem was found".to_owned(),
            count => format!("{count} problems were found"),
        };
        Self::new(Code::Validation).detail(detail).errors(errors)
    }

    /// No such thing.
    pub const fn not_found() -> Self {
        Self::new(Code::NotFound)
    }

    /// Credentials are needed, or those that came do not hold.
    pub fn unauthenticated() -> Self {
        let mut problem = Self::new(Code::Unauthenticated);
        problem.headers.push((WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")));
        problem
    }

    /// A defect; what it was goes to the log, not to the client.
    pub const fn internal() -> Self {
        Self::new(Code::Internal)
    }

    /// Not now; the client may try again after so many seconds.
    pub fn unavailable(seconds: u32) -> Self {
        let mut problem = Self::new(Code::Unavailable);
        problem.headers.push((RETRY_AFTER, HeaderValue::from(seconds)));
        problem
    }

    /// Another method is needed; `allow` lists those there are: `GET, HEAD, OPTIONS`.
    pub fn method_not_allowed(allow: &'static str) -> Self {
        let mut problem = Self::new(Code::MethodNotAllowed);
        problem.headers.push((ALLOW, HeaderValue::from_static(allow)));
        problem
    }

    /// The status of the answer.
    pub const fn status(&self) -> StatusCode {
        self.code.status()
    }

    /// The JSON text of the answer.
    ///
    /// `instance` is the path of the request, `request_id` the value of `X-Request-Id`.
    pub fn body(&self, instance: &str, request_id: &str) -> String {
        let code = self.code.as_str();
        let errors: Vec<_> = self
            .errors
            .iter()
            .map(|violation| {
                let (pointer, parameter) = match &violation.place {
                    Place::Pointer(pointer) => (Some(pointer), None),
                    Place::Parameter(name) => (None, Some(name)),
                };
                json!({
                    "pointer": pointer,
                    "parameter": parameter,
                    "code": violation.code,
                    "message": violation.message,
                    "help": violation.help,
                })
            })
            .collect();
        json!({
            "type": format!("/problems/{}", code.replace('_', "-")),
            "title": self.code.title(),
            "status": self.status().as_u16(),
            "code": code,
            "detail": self.detail,
            "instance": instance,
            "requestId": request_id,
            "errors": errors,
        })
        .to_string()
    }

    /// The answer, for the request to `instance` with `request_id` (see [`Problem::body`]).
    pub fn response(&self, instance: &str, request_id: &str) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body(instance, request_id)));
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        if let Some(failed) = &self.failed {
            response.extensions_mut().insert(failed.clone());
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_names_its_places() {
        let problem = Problem::validation(vec![
            Violation::at("/title", rule::TOO_SHORT, "At least 1 character").help("Write a title"),
            Violation::parameter("where[views][gte]", rule::WRONG_TYPE, "No number"),
        ]);
        let body: serde_json::Value = serde_json::from_str(&problem.body("/api/posts", "r1")).unwrap();
        assert_eq!(
            body,
            json!({
                "type": "/problems/validation",
                "title": "The body breaks rules",
                "status": 422,
                "code": "validation",
                "detail": "2 problems were found",
                "instance": "/api/posts",
                "requestId": "r1",
                "errors": [
                    {"pointer": "/title", "parameter": null, "code": "too_short", "message": "At least 1 character", "help": "Write a title"},
                    {"pointer": null, "parameter": "where[views][gte]", "code": "wrong_type", "message": "No number", "help": null},
                ],
            })
        );
    }

    #[test]
    fn the_type_has_hyphens_and_headers_are_kept() {
        let response = Problem::unavailable(2).response("/", "r");
        assert_eq!(response.status(), 503);
        assert_eq!(response.headers()[RETRY_AFTER], "2");
        assert_eq!(response.headers()[CONTENT_TYPE], "application/problem+json");
        assert!(Problem::new(Code::UniqueViolation).body("/", "r").contains("/problems/unique-violation"));
    }
}
