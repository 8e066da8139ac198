//! A span per request, named as OpenTelemetry's semantic conventions for HTTP servers name it.
//!
//! Of what a client sends nothing gets into a span but the method, if it is a known one: paths stand there with the names of
//! their parts, queries, headers and bodies do not.
//!
//! Source: OpenTelemetry Semantic Conventions, "HTTP server spans"; W3C Trace Context. The fields `otel.…` are those
//! that `tracing-opentelemetry` reads.

use axum::body::Body;
use axum::extract::MatchedPath;
use axum::middleware::Next;
use http::{HeaderMap, HeaderValue, Request, Response, Version};
use opentelemetry::Context;
use opentelemetry::trace::{SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState};
use tracing::field::Empty;
use tracing::{Level, Span, span_enabled};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

use super::trace::Trace;
use super::{Inner, dispatch};

/// The span of a request, and its route if it is one of the server's own.
pub(super) fn begin(inner: &Inner, request: &Request<Body>) -> Span {
    if !span_enabled!(target: "ssot::http", Level::INFO) {
        return Span::none();
    }
    let method = match request.method().as_str() {
        known @ ("GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS") => known,
        _ => "_OTHER",
    };
    let path = request.uri().path();
    let route = Some(dispatch::route(inner, path)).filter(|route| is_own(inner, path) && route != "(none)");
    let shown = if method == "_OTHER" { "HTTP" } else { method };
    let name = route.as_ref().map_or_else(|| shown.to_owned(), |route| format!("{shown} {route}"));
    let span = tracing::info_span!(
        target: "ssot::http",
        "request",
        otel.name = name,
        otel.kind = "server",
        otel.status_code = Empty,
        http.request.method = method,
        http.route = route,
        http.response.status_code = Empty,
        url.path = route,
        url.scheme = if inner.settings.tls { "https" } else { "http" },
        network.protocol.version = match request.version() {
            Version::HTTP_10 => "1.0",
            Version::HTTP_2 => "2",
            _ => "1.1",
        },
        error.type = Empty,
    );
    if let Some(caller) = Trace::read(request.headers()).and_then(|trace| context(&trace, request.headers())) {
        if inner.settings.trusts_traces {
            // Fails only where nobody makes traces.
            let _ = span.set_parent(Context::new().with_remote_span_context(caller));
        } else {
            span.add_link(caller);
        }
    }
    span
}

/// Says how it ended, and gives the place of the span in the caller's trace, if it is a part of that.
pub(super) fn end(inner: &Inner, span: &Span, response: &Response<Body>) -> Option<HeaderValue> {
    let status = response.status();
    span.record("http.response.status_code", status.as_u16());
    if status.is_server_error() {
        span.record("error.type", status.as_str());
        span.record("otel.status_code", "ERROR");
    }
    if !inner.settings.trusts_traces {
        return None;
    }
    let context = span.context();
    let own = context.span().span_context().clone();
    let flags = own.trace_flags().to_u8();
    let header = || format!("00-{}-{}-{flags:02x}", own.trace_id(), own.span_id());
    own.is_valid().then(header).and_then(|text| HeaderValue::try_from(text).ok())
}

/// Tells the span which of the program's own routes it is: they are known only behind the router.
pub(super) async fn matched(request: axum::extract::Request, next: Next) -> axum::response::Response {
    if let Some(route) = request.extensions().get::<MatchedPath>() {
        let span = Span::current();
        span.record("http.route", route.as_str());
        span.record("url.path", route.as_str());
        // It has begun: its name is not a field any more.
        span.context().span().update_name(format!("{} {}", request.method(), route.as_str()));
    }
    next.run(request).await
}

/// Whether the path is the API's or the server's own, so that its route has no word of a client.
fn is_own(inner: &Inner, path: &str) -> bool {
    let known = ["/-/health/live", "/-/health/ready", "/-/metrics", "/-/openapi.json", "/-/docs"];
    known.contains(&path)
        || dispatch::below(inner.api.base_path(), path).is_some_and(|below| dispatch::knows(&inner.api, below))
}

/// The caller's span.
fn context(trace: &Trace, headers: &HeaderMap) -> Option<SpanContext> {
    let state = headers.get("tracestate").and_then(|state| state.to_str().ok());
    let state = state.and_then(|state| state.parse::<TraceState>().ok()).unwrap_or_default();
    let trace_id = TraceId::from_hex(&trace.id).ok()?;
    let span_id = SpanId::from_hex(&trace.parent).ok()?;
    let flags = TraceFlags::new(u8::from_str_radix(&trace.flags, 16).ok()?);
    Some(SpanContext::new(trace_id, span_id, flags, true, state))
}
