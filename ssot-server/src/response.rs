//! What is answered: status, headers, body.

pub mod accept;
pub mod list;
pub mod tag;

use axum::body::{Body, Bytes};
use http::header::{ALLOW, CONTENT_TYPE, ETAG};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use ssot_db::{Error, ErrorKind};

use crate::problem::{Code, Problem, Violation};
use crate::request::Fault;

/// About how many headers an answer gets on its way out.
const OF_SHELL: usize = 8;

/// A successful answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// 200, 201 or 204.
    pub status: StatusCode,
    /// `Location`, `Link`, `Preference-Applied`, …
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// JSON; `None`: no body.
    pub body: Option<Bytes>,
}

impl Answer {
    /// 200 with JSON.
    pub fn json(body: impl Into<Bytes>) -> Self {
        Self { status: StatusCode::OK, headers: Vec::new(), body: Some(body.into()) }
    }

    /// 204.
    pub fn no_content() -> Self {
        Self { status: StatusCode::NO_CONTENT, headers: Vec::new(), body: None }
    }

    /// With another status.
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// With a header. A value that no header can have is left out.
    pub fn header(mut self, name: HeaderName, value: impl TryInto<HeaderValue>) -> Self {
        if let Ok(value) = value.try_into() {
            self.headers.push((name, value));
        }
        self
    }

    /// With the methods that a path has.
    pub fn allow(self, methods: &'static str) -> Self {
        self.header(ALLOW, HeaderValue::from_static(methods))
    }

    /// With the state of the row that it shows.
    pub fn tagged(self, tag: &tag::Tag) -> Self {
        match tag.header() {
            Some(value) => self.header(ETAG, value),
            None => self,
        }
    }

    /// 304 instead, if the client has this state already.
    pub fn unless_known(self, tag: &tag::Tag, headers: &HeaderMap) -> Self {
        let answer = self.tagged(tag);
        if tag.is_known(headers) { Self { status: StatusCode::NOT_MODIFIED, body: None, ..answer } } else { answer }
    }

    /// The HTTP response.
    pub fn into_response(self) -> Response<Body> {
        let has_body = self.body.is_some();
        let mut response = Response::new(self.body.map_or_else(Body::empty, Body::from));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.reserve(self.headers.len() + OF_SHELL);
        for (name, value) in self.headers {
            headers.append(name, value);
        }
        if has_body {
            headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
        }
        response
    }
}

/// What a client learns of a failed read; the rest goes to the log, with the answer.
impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let problem = match error.kind {
            ErrorKind::Timeout | ErrorKind::Unavailable => Self::unavailable(1),
            _ => Self::internal(),
        };
        problem.failed(error)
    }
}

/// All that is wrong with a query.
impl From<Vec<Fault>> for Problem {
    fn from(faults: Vec<Fault>) -> Self {
        let detail = match faults.len() {
            1 => "1 problem was found".to_owned(),
            count => format!("{count} problems were found"),
        };
        let violation = |fault: Fault| {
            let violation = Violation::parameter(fault.parameter, fault.code, fault.message);
            match fault.help {
                Some(help) => violation.help(help),
                None => violation,
            }
        };
        Self::new(Code::InvalidQuery).detail(detail).errors(faults.into_iter().map(violation).collect())
    }
}
