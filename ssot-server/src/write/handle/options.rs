//! What a request that writes says besides its body: media type, `Prefer`, `dryRun`, `include` and `fields`.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::Request;
use crate::api::ApiState;
use crate::plan::Shape;
use crate::problem::{Code, Problem, Violation, rule};
use crate::request::percent_decoded;
use crate::resource::Resource;
use crate::response::Answer;

const PREFER: HeaderName = HeaderName::from_static("prefer");
const PREFERENCE_APPLIED: HeaderName = HeaderName::from_static("preference-applied");

/// Which bodies a method takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// `application/json`.
    Json,
    /// `application/json` or `application/merge-patch+json`.
    Patch,
}

/// Checks `Content-Type`.
///
/// # Errors
/// 415 if it is absent or another one, or has a `charset` other than UTF-8.
pub fn media_type(headers: &HeaderMap, media: Media) -> Result<(), Problem> {
    let text = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = text.split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
    let known = match media {
        Media::Json => kind == "application/json",
        Media::Patch => kind == "application/json" || kind == "application/merge-patch+json",
    };
    let is_utf8 = parts.all(|part| match part.split_once('=') {
        Some((name, value)) if name.trim().eq_ignore_ascii_case("charset") => {
            value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
        }
        _ => true,
    });
    if known && is_utf8 {
        return Ok(());
    }
    let expected = match media {
        Media::Json => "Send `Content-Type: application/json`",
        Media::Patch => "Send `Content-Type: application/merge-patch+json` or `application/json`",
    };
    Err(Problem::new(Code::UnsupportedMediaType).detail(expected))
}

/// What a request asks for besides writing.
#[derive(Debug)]
pub(in crate::write) struct Options {
    /// No body in the answer.
    pub(in crate::write) minimal: bool,
    /// Nothing is kept.
    pub(in crate::write) dry_run: bool,
    /// What of the row is shown; `None`: as item reads show it.
    pub(in crate::write) shape: Option<Shape>,
}

impl Options {
    /// For methods that answer with a row.
    pub(in crate::write) fn read(
        api: &ApiState,
        resource: &'static Resource,
        request: Request<'_>,
    ) -> Result<Self, Problem> {
        let (dry_run, rest) = dry_run(request.query)?;
        let shape = api.shape(resource, &rest, request.viewer)?;
        Ok(Self { minimal: prefers_minimal(request.headers), dry_run, shape })
    }

    /// For methods that answer with nothing.
    pub(in crate::write) fn bare(request: Request<'_>) -> Result<Self, Problem> {
        let (dry_run, rest) = dry_run(request.query)?;
        unknown(&rest)?;
        Ok(Self { minimal: prefers_minimal(request.headers), dry_run, shape: None })
    }

    /// Says in the answer which preferences were followed.
    pub(in crate::write) fn applied(&self, answer: Answer) -> Answer {
        let answer = if self.minimal { preference(answer, "return=minimal") } else { answer };
        if self.dry_run { preference(answer, "dry-run") } else { answer }
    }
}

/// Refuses parameters that nobody knows.
pub(in crate::write) fn unknown(raw: &str) -> Result<(), Problem> {
    let violation = |part: &str| {
        let name = part.split('=').next().unwrap_or_default();
        let name = percent_decoded(name, true).map_or_else(|| name.to_owned(), std::borrow::Cow::into_owned);
        let message = format!("There is no parameter `{name}` here");
        Violation::parameter(name, "unknown_parameter", message)
    };
    let errors: Vec<Violation> = raw.split('&').filter(|part| !part.is_empty()).map(violation).collect();
    if errors.is_empty() { Ok(()) } else { Err(Problem::new(Code::InvalidQuery).errors(errors)) }
}

fn preference(answer: Answer, value: &'static str) -> Answer {
    answer.header(PREFERENCE_APPLIED, HeaderValue::from_static(value))
}

/// Whether `Prefer` has `return=minimal` (RFC 7240).
fn prefers_minimal(headers: &HeaderMap) -> bool {
    headers
        .get_all(PREFER)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split([',', ';']))
        .any(|preference| preference.replace([' ', '"'], "").eq_ignore_ascii_case("return=minimal"))
}

/// Takes `dryRun` out of a raw query string.
fn dry_run(raw: &str) -> Result<(bool, String), Problem> {
    let mut dry = None;
    let mut rest = String::new();
    for part in raw.split('&') {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        if percent_decoded(name, true).as_deref() != Some("dryRun") {
            if !rest.is_empty() {
                rest.push('&');
            }
            rest.push_str(part);
            continue;
        }
        let value = match value {
            "true" | "1" => true,
            "false" | "0" => false,
            _ => return Err(invalid("dryRun", rule::WRONG_TYPE, "`true` or `false` is expected")),
        };
        if dry.replace(value).is_some() {
            return Err(invalid("dryRun", rule::FORMAT, "`dryRun` can be given only once"));
        }
    }
    Ok((dry.unwrap_or(false), rest))
}

fn invalid(name: &str, code: &'static str, message: &str) -> Problem {
    Problem::new(Code::InvalidQuery).errors(vec![Violation::parameter(name, code, message)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn bodies_are_json() {
        for (value, json, patch) in [
            ("application/json", true, true),
            ("Application/JSON; charset=UTF-8", true, true),
            ("application/merge-patch+json", false, true),
            ("application/json; charset=latin1", false, false),
            ("text/plain", false, false),
            ("application/jsonx", false, false),
            ("", false, false),
        ] {
            let headers = headers(CONTENT_TYPE, value);
            assert_eq!(media_type(&headers, Media::Json).is_ok(), json, "{value}");
            assert_eq!(media_type(&headers, Media::Patch).is_ok(), patch, "{value}");
        }
        assert!(media_type(&HeaderMap::new(), Media::Json).is_err());
    }

    #[test]
    fn preferences_are_found_in_lists() {
        for (value, minimal) in [
            ("return=minimal", true),
            ("respond-async, return = \"minimal\"; wait=10", true),
            ("return=representation", false),
            ("handling=lenient", false),
        ] {
            assert_eq!(prefers_minimal(&headers(PREFER, value)), minimal, "{value}");
        }
    }

    #[test]
    fn dry_run_is_taken_out_of_the_query() {
        assert_eq!(
            dry_run("include=author&dryRun=true&fields=id").unwrap(),
            (true, "include=author&fields=id".to_owned())
        );
        assert_eq!(dry_run("dryRun=0").unwrap(), (false, String::new()));
        assert_eq!(dry_run("").unwrap(), (false, String::new()));
        assert!(dry_run("dryRun=yes").is_err());
        assert!(dry_run("dryRun=true&dryRun=true").is_err());
    }
}
