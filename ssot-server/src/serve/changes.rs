//! `GET /posts/-/changes`: what changes, as server-sent events (contract section 9).
//!
//! Source: WHATWG HTML, "Server-sent events". A block without data sets the position that a client comes back with, and is no
//! event.

use std::fmt::Write as _;

use axum::body::{Body, Bytes};
use futures_util::stream;
use http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response};
use ssot_db::Error;

use crate::api::ApiState;
use crate::live::{Change, Follower, Told};
use crate::plan::{self, Read};
use crate::policy::Viewer;
use crate::problem::{Code, Problem};
use crate::request::query::{Query, Scope};
use crate::resource::Resource;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
/// Clients come back after so many milliseconds.
const RETRY: u32 = 1000;

/// Whether a client takes a stream of events.
pub(super) fn is_accepted(headers: &HeaderMap) -> bool {
    let kinds = ["text/event-stream", "text/*", "*/*"];
    let mut texts = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()).peekable();
    texts.peek().is_none()
        || texts
            .flat_map(|text| text.split(','))
            .any(|range| kinds.contains(&range.split(';').next().unwrap_or_default().trim()))
}

/// Reads which changes are to be told, and behind which position.
///
/// # Errors
/// 400 with all that is wrong with the query.
pub(super) fn plan(
    api: &ApiState,
    resource: &'static Resource,
    raw: &str,
    viewer: &Viewer,
) -> Result<(Read, Option<i64>), Problem> {
    let mut faults = Vec::new();
    let mut query = Query::parse(raw, Scope::Changes, &mut faults);
    let after = query.after.take();
    let plan = plan::list(resource, &query, api.limits(), viewer, faults)?;
    let after = after.map(|text| position(&text.text)).transpose()?;
    Ok((plan, after))
}

/// [`plan`] of a request, whose header goes before its parameter.
///
/// # Errors
/// 400 with all that is wrong with it.
pub(super) fn asked(
    api: &ApiState,
    resource: &'static Resource,
    head: &Parts,
    viewer: &Viewer,
) -> Result<(Read, Option<i64>), Problem> {
    let (plan, after) = plan(api, resource, head.uri.query().unwrap_or_default(), viewer)?;
    let last = head.headers.get(LAST_EVENT_ID).filter(|value| !value.is_empty());
    Ok(match last {
        Some(value) => (plan, Some(position(value.to_str().unwrap_or_default())?)),
        None => (plan, after),
    })
}

/// A position as clients send it back.
pub(super) fn position(text: &str) -> Result<i64, Problem> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = if digits { text.parse().ok() } else { None };
    number.ok_or_else(|| Problem::new(Code::InvalidCursor).detail("Send the `id` of the last event that you have seen"))
}

/// Answers with a stream that ends when the server stops, or after the longest time that one may last.
///
/// # Errors
/// 400, 429, 503 and failures of the database.
pub(super) async fn answer(
    api: &ApiState,
    resource: &'static Resource,
    head: &Parts,
    viewer: &Viewer,
) -> Result<Response<Body>, Problem> {
    let (plan, after) = asked(api, resource, head, viewer)?;
    let body = if head.method == Method::HEAD {
        Body::empty()
    } else {
        let follower = Follower::begin(api.feed(), plan, api.clock().clone(), after).await?;
        Body::from_stream(blocks(follower))
    };
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Proxies that collect answers before they pass them on look for this.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(response)
}

fn blocks(follower: Follower) -> impl stream::Stream<Item = Result<Bytes, Error>> + Send {
    let first = format!("retry: {RETRY}\nid: {}\n\n", follower.position());
    let told = follower.position();
    stream::unfold((Some(first), follower, told), |(ready, mut follower, told)| async move {
        if let Some(ready) = ready {
            return Some((Ok(Bytes::from(ready)), (None, follower, told)));
        }
        let block = match tokio::time::timeout(follower.keep_alive(), follower.next()).await {
            Ok(Ok(Some(event))) => block(&event),
            Ok(Ok(None)) => return None,
            // The client comes back, and the next server may know more.
            Ok(Err(error)) => {
                follower.failed(&error);
                return None;
            }
            Err(_elapsed) if follower.position() > told => format!("id: {}\n\n", follower.position()).into_bytes(),
            Err(_elapsed) => b":\n\n".to_vec(),
        };
        let told = follower.position();
        Some((Ok(Bytes::from(block)), (None, follower, told)))
    })
}

fn block(told: &Told) -> Vec<u8> {
    let mut head = String::new();
    let data = match told {
        Told::Change(Change { position, event, row }) => {
            let _ = write!(head, "event: {}\nid: {position}\ndata: ", event.as_str());
            row.as_slice()
        }
        Told::Reset(position) => {
            let _ = write!(head, "event: reset\nid: {position}\ndata: ");
            b"{}"
        }
    };
    let mut block = head.into_bytes();
    // Outside of strings, which have none, a line break is as good as a space.
    block.extend(data.iter().map(|byte| if matches!(byte, b'\n' | b'\r') { b' ' } else { *byte }));
    block.extend_from_slice(b"\n\n");
    block
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::Event;

    #[test]
    fn a_change_is_one_block() {
        let change = Change { position: 7, event: Event::Created, row: b"{\n\"a\":1}".to_vec() };
        let text = String::from_utf8(block(&Told::Change(change))).unwrap();
        assert_eq!(text, "event: created\nid: 7\ndata: { \"a\":1}\n\n");
    }

    #[test]
    fn positions_are_digits() {
        assert_eq!(position("17").unwrap(), 17);
        for text in ["", "-1", "+1", "1e3", "99999999999999999999", " 1", "x"] {
            assert_eq!(position(text).unwrap_err().code, Code::InvalidCursor, "{text}");
        }
    }
}
