//! Cross-origin requests of browsers (Fetch standard, "CORS protocol"): nobody may, unless the program says who.

use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD,
    ORIGIN, VARY,
};
use http::{HeaderMap, HeaderValue, Method};

/// Which pages of other origins may use the API.
///
/// ```
/// use ssot_server::Cors;
///
/// let cors = Cors::origins(["https://app.example.com"]).credentials(true);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Cors {
    /// `None`: all of them.
    origins: Option<Vec<String>>,
    credentials: bool,
}

const METHODS: HeaderValue = HeaderValue::from_static("DELETE, GET, HEAD, PATCH, POST, PUT");
const REQUEST_HEADERS: HeaderValue = HeaderValue::from_static(
    "authorization, content-type, idempotency-key, if-match, if-none-match, last-event-id, prefer, traceparent, x-request-id",
);
const RESPONSE_HEADERS: HeaderValue = HeaderValue::from_static(
    "etag, idempotency-replayed, link, location, preference-applied, ratelimit, retry-after, traceparent, x-request-id",
);
/// Browsers ask again after ten minutes.
const MAX_AGE: HeaderValue = HeaderValue::from_static("600");

impl Cors {
    /// Pages of these origins: `https://app.example.com`, with scheme, host and port as browsers write them.
    pub fn origins(origins: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let origins = origins.into_iter().map(|origin| origin.into().trim_end_matches('/').to_owned()).collect();
        Self { origins: Some(origins), credentials: false }
    }

    /// Pages of all origins, without credentials: for public data.
    pub fn everybody() -> Self {
        Self { origins: None, credentials: false }
    }

    /// Whether requests may carry cookies and the like. Never together with [`Cors::everybody`]: then it changes nothing.
    pub fn credentials(mut self, credentials: bool) -> Self {
        self.credentials = credentials && self.origins.is_some();
        self
    }

    /// Whether the page at `origin` may.
    pub(super) fn lets(&self, origin: &HeaderValue) -> bool {
        let known = self.origins.as_ref();
        known.is_none_or(|known| known.iter().any(|known| known.as_bytes() == origin.as_bytes()))
    }

    /// Whether a request only asks if another one would be allowed.
    pub(super) fn is_preflight(method: &Method, headers: &HeaderMap) -> bool {
        *method == Method::OPTIONS
            && headers.contains_key(ORIGIN)
            && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD)
    }

    /// Puts into an answer what the page at `origin` may do; nothing if it may not.
    pub(super) fn allow(&self, origin: Option<&HeaderValue>, is_preflight: bool, answer: &mut HeaderMap) {
        let allowed = match (&self.origins, origin) {
            (None, Some(_)) => Some(HeaderValue::from_static("*")),
            (Some(_), Some(origin)) => self.lets(origin).then(|| origin.clone()),
            (_, None) => None,
        };
        if self.origins.is_some() {
            answer.append(VARY, HeaderValue::from_name(ORIGIN));
        }
        let Some(allowed) = allowed else { return };
        answer.insert(ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
        if self.credentials {
            answer.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        }
        if is_preflight {
            answer.insert(ACCESS_CONTROL_ALLOW_METHODS, METHODS);
            answer.insert(ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS);
            answer.insert(ACCESS_CONTROL_MAX_AGE, MAX_AGE);
        } else {
            answer.insert(ACCESS_CONTROL_EXPOSE_HEADERS, RESPONSE_HEADERS);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(cors: &Cors, origin: &'static str) -> HeaderMap {
        let mut answer = HeaderMap::new();
        cors.allow(Some(&HeaderValue::from_static(origin)), false, &mut answer);
        answer
    }

    #[test]
    fn only_known_origins_are_named() {
        let cors = Cors::origins(["https://a.example/"]).credentials(true);
        let answer = allowed(&cors, "https://a.example");
        assert_eq!(answer[ACCESS_CONTROL_ALLOW_ORIGIN], "https://a.example");
        assert_eq!(answer[ACCESS_CONTROL_ALLOW_CREDENTIALS], "true");
        for other in ["https://b.example", "http://a.example", "https://a.example.evil", "null", "https://A.example"] {
            let answer = allowed(&cors, other);
            assert!(!answer.contains_key(ACCESS_CONTROL_ALLOW_ORIGIN), "{other}");
            assert_eq!(answer[VARY], "origin");
        }
    }

    #[test]
    fn api16_everybody_never_comes_with_credentials() {
        let answer = allowed(&Cors::everybody().credentials(true), "https://a.example");
        assert_eq!(answer[ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        assert!(!answer.contains_key(ACCESS_CONTROL_ALLOW_CREDENTIALS));
    }
}
