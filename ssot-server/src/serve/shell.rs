//! What every answer passes through: limits, request id, security headers, compression, the log, and the catching of
//! panics. One function instead of a tower of layers, so that a read of one row costs little more than its statement.

use std::net::{IpAddr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

use axum::body::Body;
use axum::extract::ConnectInfo;
use futures_util::FutureExt as _;
use http::header::{
    ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, ORIGIN, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderName, HeaderValue, Method, Request, Response};
use tower::Service as _;

use super::cors::Cors;
use super::rate::{self, Left};
use super::trace::{TRACEPARENT, Trace};
use super::{Inner, about, dispatch, health, socket};
use crate::api::Shared;
use crate::endpoint::Listed;
use crate::problem::{Code, Problem};
use crate::response::Answer;

pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The largest body of a request, in bytes: for the program's own routes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MaxBody(pub(crate) usize);

/// Who finds out who asks: for the program's own routes.
#[derive(Debug, Clone)]
pub(crate) struct Authority(pub(crate) Shared);

/// Answers one request, in a span of its own where traces are told of.
#[cfg(feature = "otel")]
pub(super) async fn call(inner: &Inner, request: Request<Body>) -> Response<Body> {
    use tracing::Instrument as _;
    let span = super::telemetry::begin(inner, &request);
    let mut response = Box::pin(respond(inner, request)).instrument(span.clone()).await;
    if let Some(part) = super::telemetry::end(inner, &span, &response)
        && response.headers().contains_key(TRACEPARENT)
    {
        response.headers_mut().insert(TRACEPARENT, part);
    }
    response
}

#[cfg(not(feature = "otel"))]
pub(super) use respond as call;

/// Answers one request.
pub(super) async fn respond(inner: &Inner, request: Request<Body>) -> Response<Body> {
    let start = Instant::now();
    let id = request_id(&request);
    let method = request.method().clone();
    let uri = request.uri().clone();
    let accept = request.headers().get(ACCEPT_ENCODING).cloned();
    let origin = inner.settings.cors.as_ref().and_then(|_| request.headers().get(ORIGIN).cloned());
    let is_preflight = inner.settings.cors.is_some() && Cors::is_preflight(&method, request.headers());
    let trace = Trace::read(request.headers());
    let mut left = None;
    let of_database = method != Method::OPTIONS && dispatch::below(inner.api.base_path(), uri.path()).is_some();
    let answer = if is_preflight {
        Ok(Answer::no_content().into_response())
    } else {
        let whose = counted(inner, &request);
        match limited(inner, whose, &mut left).await {
            Ok(()) => answer(inner, request, &id).await,
            Err(problem) => Err(problem),
        }
    };
    let mut response = match answer {
        Ok(response) => response,
        Err(problem) => problem.response(uri.path(), id.to_str().unwrap_or_default()),
    };
    inner.api.outage().look(&mut response, of_database);
    response = super::compress::body(accept.as_ref(), inner.settings.limits.compress_from, response).await;
    if method == Method::HEAD {
        response = without_body(response);
    }
    secure(inner, &mut response);
    let headers = response.headers_mut();
    headers.insert(REQUEST_ID, id);
    if let Some(cors) = &inner.settings.cors {
        cors.allow(origin.as_ref(), is_preflight, headers);
    }
    if let (Some(limiter), Some(left)) = (&inner.limiter, left) {
        limiter.describe(left, headers);
    }
    if let Some(part) = trace.as_ref().and_then(|trace| trace.header(number())) {
        headers.insert(TRACEPARENT, part);
    }
    if let Some(metrics) = &inner.metrics {
        metrics.count(dispatch::route(inner, uri.path()), &method, response.status().as_u16(), start.elapsed());
    }
    tracing::info!(
        target: "ssot::request",
        // A log of its own: it shows the paths of the program's own routes, which a span does not.
        parent: None,
        method = %method,
        route = %dispatch::route(inner, uri.path()),
        status = response.status().as_u16(),
        micros = start.elapsed().as_micros() as u64,
        id = response.headers()[REQUEST_ID].to_str().unwrap_or_default(),
        trace = trace.as_ref().map_or("", |trace| trace.id.as_str()),
    );
    response
}

/// The address that a request counts against; health checks count for nobody.
fn counted(inner: &Inner, request: &Request<Body>) -> Option<IpAddr> {
    inner.limiter.as_ref()?;
    if request.uri().path().starts_with("/-/health/") {
        return None;
    }
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    rate::address(peer, request.headers(), inner.settings.proxies).map(rate::network)
}

/// Counts a request against an address.
async fn limited(inner: &Inner, whose: Option<IpAddr>, left: &mut Option<Left>) -> Result<(), Problem> {
    if let (Some(limiter), Some(address)) = (&inner.limiter, whose) {
        *left = Some(limiter.take(address).await.map_err(|wait| limiter.refuse(wait))?);
    }
    Ok(())
}

/// Checks what holds for all requests, then hands the request on.
async fn answer(inner: &Inner, request: Request<Body>, id: &HeaderValue) -> Result<Response<Body>, Problem> {
    let length = request.uri().path_and_query().map_or(0, |text| text.as_str().len());
    if length > inner.settings.limits.max_uri {
        return Err(Problem::new(Code::UriTooLong));
    }
    let _slot =
        Slot::take(&inner.running, inner.settings.limits.max_concurrent).ok_or_else(|| Problem::unavailable(1))?;
    let work = AssertUnwindSafe(hand_on(inner, request, id)).catch_unwind();
    match tokio::time::timeout(inner.settings.limits.request_timeout, work).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(_panic)) => {
            tracing::error!(target: "ssot", "a handler panicked");
            Err(Problem::internal())
        }
        Err(_elapsed) => Err(Problem::unavailable(1)),
    }
}

async fn hand_on(inner: &Inner, request: Request<Body>, id: &HeaderValue) -> Result<Response<Body>, Problem> {
    if socket::is_asked(inner, &request) {
        return socket::answer(inner, request, id).await;
    }
    if let Some(path) = dispatch::below(inner.api.base_path(), request.uri().path()) {
        // A base path at the root shares its space with other routes.
        if !inner.api.base_path().is_empty() || dispatch::knows(&inner.api, path) || inner.settings.router.is_none() {
            if let Some(own) = own(inner, request.method(), request.uri().path()).await {
                return own;
            }
            let max_body = inner.settings.limits.max_body;
            return dispatch::answer(&inner.api, request, id, max_body, inner.principals.as_ref()).await;
        }
    }
    if let Some(own) = own(inner, request.method(), request.uri().path()).await {
        return own;
    }
    match &inner.settings.router {
        Some(router) => {
            let mut request = request;
            request.extensions_mut().insert(MaxBody(inner.settings.limits.max_body));
            request.extensions_mut().insert(Authority(Shared::clone(&inner.api)));
            if inner.about.is_some() {
                request.extensions_mut().insert(Listed(Arc::clone(&inner.settings.listed)));
            }
            other(router, request, id).await
        }
        None => Err(Problem::not_found()),
    }
}

/// What belongs to the server and not to a model.
async fn own(inner: &Inner, method: &Method, path: &str) -> Option<Result<Response<Body>, Problem>> {
    if !path.starts_with("/-/") {
        return None;
    }
    match health::answer(inner, method, path).await {
        Some(health) => Some(health),
        None => about::answer(inner, method, path),
    }
}

/// The program's own routes, which find the id in the request's headers. What axum refuses without words becomes a
/// problem.
async fn other(router: &axum::Router, mut request: Request<Body>, id: &HeaderValue) -> Result<Response<Body>, Problem> {
    request.headers_mut().insert(REQUEST_ID, id.clone());
    let mut router = router.clone();
    let response = match router.call(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    let silent = !response.headers().contains_key(http::header::CONTENT_TYPE);
    match response.status().as_u16() {
        404 if silent => Err(Problem::not_found()),
        405 if silent => {
            let mut problem = Problem::new(Code::MethodNotAllowed);
            if let Some(allow) = response.headers().get(http::header::ALLOW) {
                problem.headers.push((http::header::ALLOW, allow.clone()));
            }
            Err(problem)
        }
        _ => Ok(response),
    }
}

/// The id that the client or a proxy gave, if it is a sane one; else a new one.
fn request_id(request: &Request<Body>) -> HeaderValue {
    let sane = |value: &&HeaderValue| {
        let bytes = value.as_bytes();
        (1..=128).contains(&bytes.len())
            && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':'))
    };
    request.headers().get(REQUEST_ID).filter(sane).cloned().unwrap_or_else(new_request_id)
}

/// A number that this process gives only once.
fn number() -> u64 {
    let (_, low) = seed();
    mixed(low.wrapping_add(COUNTER.fetch_add(1, Ordering::Relaxed)))
}

static COUNTER: AtomicU64 = AtomicU64::new(0);

fn seed() -> (u64, u64) {
    static SEED: std::sync::OnceLock<(u64, u64)> = std::sync::OnceLock::new();
    *SEED.get_or_init(|| uuid::Uuid::new_v4().as_u64_pair())
}

/// 32 hex digits: unique, and cheap. Nothing depends on nobody guessing them.
fn new_request_id() -> HeaderValue {
    let (high, _) = seed();
    let mut digits = [0; 32];
    let value = (u128::from(high) << 64) | u128::from(number());
    for (index, digit) in digits.iter_mut().enumerate() {
        *digit = b"0123456789abcdef"[(value >> (124 - 4 * index)) as usize & 15];
    }
    HeaderValue::from_bytes(&digits).unwrap_or_else(|_| HeaderValue::from_static("0"))
}

/// The finalizer of `SplitMix64`: one to one, so that different numbers stay different.
fn mixed(mut number: u64) -> u64 {
    number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

/// HEAD: the headers of GET, its length among them.
fn without_body(response: Response<Body>) -> Response<Body> {
    use axum::body::HttpBody as _;
    let (mut head, body) = response.into_parts();
    if let Some(length) = body.size_hint().exact()
        && !head.headers.contains_key(CONTENT_LENGTH)
        && head.status != http::StatusCode::NO_CONTENT
    {
        head.headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    Response::from_parts(head, Body::empty())
}

/// Headers that browsers act on. Pages may bring their own policy for content.
fn secure(inner: &Inner, response: &mut Response<Body>) {
    const NOTHING: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
    const OWN: HeaderValue = HeaderValue::from_static("default-src 'self'; frame-ancestors 'none'");
    let is_page = response
        .headers()
        .get(http::header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let headers = response.headers_mut();
    headers.reserve(5);
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(if is_page { OWN } else { NOTHING });
    if inner.settings.tls {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000; includeSubDomains"));
    }
}

/// A place among the requests worked on at the same time.
struct Slot<'a>(&'a AtomicUsize);

impl<'a> Slot<'a> {
    fn take(running: &'a AtomicUsize, most: usize) -> Option<Self> {
        let before = running.fetch_add(1, Ordering::Relaxed);
        let slot = Self(running);
        (before < most).then_some(slot)
    }
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
