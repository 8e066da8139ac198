//! What a request brings to an endpoint.

use axum::body::{Body, Bytes};
use http::request::Parts;
use http::{HeaderMap, Request};
use serde::de::DeserializeOwned;

use super::text::Texts;
use super::{Asks, Takes};
use crate::auth::{Caller, Principal};
use crate::problem::{Code, Problem, Violation, rule};
use crate::request::{nearest, percent_decoded};
use crate::serve::{Authority, whole};
use crate::write::handle::{Media, media_type};

/// What a request brings: texts of the path and query, and the body. Each is read once; everything that is wrong is said at once.
#[derive(Debug)]
pub struct Arguments {
    path: Vec<(&'static str, String)>,
    query: Vec<(String, String)>,
    body: Bytes,
    caller: Caller,
    headers: HeaderMap,
    /// What is wrong with the path, the query and the body.
    faults: [Vec<Violation>; 3],
    /// The body is no JSON.
    malformed: Option<String>,
}

impl Arguments {
    pub(super) async fn read(takes: Takes, request: Request<Body>, max_body: usize) -> Result<Self, Problem> {
        let (mut head, body) = request.into_parts();
        let caller = caller(takes.asks, &head).await?;
        let mut faults = [const { Vec::new() }; 3];
        let segments: Vec<&str> = head.uri.path().trim_start_matches('/').split('/').collect();
        let mut path = Vec::with_capacity(takes.path.len());
        for (name, index) in takes.path {
            match segments.get(*index).and_then(|text| percent_decoded(text, false)) {
                Some(text) => path.push((*name, text.into_owned())),
                None => return Err(Problem::new(Code::InvalidId).detail("The path is not percent-encoded UTF-8")),
            }
        }
        let mut query: Vec<(String, String)> = Vec::new();
        for part in head.uri.query().unwrap_or_default().split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let (Some(name), Some(value)) = (percent_decoded(name, true), percent_decoded(value, true)) else {
                faults[1].push(Violation::parameter(name, rule::FORMAT, "This is not percent-encoded UTF-8"));
                continue;
            };
            if takes.query.contains(&&*name) {
                query.push((name.into_owned(), value.into_owned()));
            } else {
                faults[1].push(unknown(&name, takes.query));
            }
        }
        let body = if takes.body {
            media_type(&head.headers, Media::Json)?;
            whole(&head.headers, body, max_body).await?
        } else {
            Bytes::new()
        };
        let headers = std::mem::take(&mut head.headers);
        Ok(Self { path, query, body, caller, headers, faults, malformed: None })
    }

    /// Who asks.
    pub fn caller(&self) -> Caller {
        self.caller.clone()
    }

    /// Who asks; nothing if nobody in particular does, which has been refused.
    pub fn principal(&self) -> Option<Principal> {
        self.caller.known().cloned()
    }

    /// The headers of the request.
    pub fn headers(&self) -> HeaderMap {
        self.headers.clone()
    }

    /// The parameter of the path with that name; `None` if it is wrong, which is noted.
    pub fn path<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let texts: Vec<String> =
            self.path.iter().filter(|(known, _)| *known == name).map(|(_, text)| text.clone()).collect();
        self.value(0, name, &texts)
    }

    /// The parameter of the query with that name, or with all its values; `None` if it is wrong, which is noted.
    pub fn query<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let texts: Vec<String> =
            self.query.iter().filter(|(known, _)| known == name).map(|(_, text)| text.clone()).collect();
        self.value(1, name, &texts)
    }

    fn value<T: DeserializeOwned>(&mut self, place: usize, name: &str, texts: &[String]) -> Option<T> {
        match T::deserialize(Texts::new(texts)) {
            Ok(value) => Some(value),
            Err(error) => {
                let code = if texts.is_empty() { rule::REQUIRED } else { rule::WRONG_TYPE };
                self.faults[place].push(Violation::parameter(name, code, error.to_string()));
                None
            }
        }
    }

    /// The body; `None` if it is wrong, which is noted.
    pub fn body<T: DeserializeOwned>(&mut self) -> Option<T> {
        let body = std::mem::take(&mut self.body);
        let mut reader = serde_json::Deserializer::from_slice(&body);
        let read = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let pointer = pointer(error.path());
            (error.into_inner(), pointer)
        });
        let read = read.and_then(|value: T| match reader.end() {
            Ok(()) => Ok(value),
            Err(error) => Err((error, String::new())),
        });
        match read {
            Ok(value) => Some(value),
            Err((error, _)) if !error.is_data() => {
                self.malformed = Some(error.to_string());
                None
            }
            Err((error, pointer)) => {
                let text = error.to_string();
                let place = format!(" at line {} column {}", error.line(), error.column());
                let text = text.strip_suffix(&place).unwrap_or(&text);
                let code = if text.starts_with("missing field") {
                    rule::REQUIRED
                } else if text.starts_with("unknown field") {
                    rule::UNKNOWN_FIELD
                } else {
                    rule::WRONG_TYPE
                };
                self.faults[2].push(Violation::at(pointer, code, text));
                None
            }
        }
    }

    /// Whether all that was read is right.
    ///
    /// # Errors
    /// With what is wrong: with the path, else with the query, else with the body.
    pub fn settled(self) -> Result<(), Problem> {
        let [path, query, body] = self.faults;
        for (code, faults) in [(Code::InvalidId, path), (Code::InvalidQuery, query)] {
            if !faults.is_empty() {
                let mut problem = Problem::validation(faults);
                problem.code = code;
                return Err(problem);
            }
        }
        if let Some(text) = self.malformed {
            return Err(Problem::new(Code::InvalidJson).detail(text));
        }
        if body.is_empty() { Ok(()) } else { Err(Problem::validation(body)) }
    }
}

/// Finds out who asks, as far as the endpoint wants to know it. Without a server around the router nobody has proven who it is.
async fn caller(asks: Asks, head: &Parts) -> Result<Caller, Problem> {
    if asks == Asks::Nobody {
        return Ok(Caller::Anonymous);
    }
    let caller = match head.extensions.get::<Authority>() {
        Some(Authority(api)) => api.caller(head).await?,
        None => Caller::Anonymous,
    };
    if asks == Asks::Principal && caller.is_anonymous() {
        return Err(Problem::unauthenticated());
    }
    Ok(caller)
}

fn unknown(name: &str, known: &[&str]) -> Violation {
    let violation = Violation::parameter(name, "unknown_parameter", "There is no such parameter");
    match nearest(name, known.iter().copied()) {
        Some(near) => violation.help(format!("Did you mean `{near}`?")),
        None if known.is_empty() => violation.help("This path has no parameters"),
        None => violation.help(format!("The parameters are: {}", known.join(", "))),
    }
}

/// A JSON pointer (RFC 6901).
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", key.replace('~', "~0").replace('/', "~1"))),
            // A variant is no key, or one whose place is that of its value.
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}
