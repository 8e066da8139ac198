//! What a trace shows of a server, and what it does not: the chapter `docs/telemetry.md`, whose code is this file's. A program
//! has one subscriber, so this is a program of its own.
#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use std::fmt::Write as _;
use std::net::SocketAddr;

use axum::routing::get;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData, SpanExporter};
use serde_json::json;
use ssot_db::Database;
use ssot_server::{Access, Server};
use ssot_tests::http::{Answer, send};
use ssot_tests::toolchain::workspace;
use tokio::sync::oneshot;
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Hands the spans of this program to `exporter`.
fn trace(exporter: impl SpanExporter + 'static) -> SdkTracerProvider {
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter).build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("press"));
    let plain = layer.with_location(false).with_threads(false).with_tracked_inactivity(false).with_target(false);
    tracing_subscriber::registry().with(plain.with_filter(LevelFilter::INFO)).init();
    provider
}

/// Only programs of one's own ask this server.
fn app(database: Database) -> Server {
    let pages = axum::Router::new().route("/pages/{name}", get(|| async { "A page." }));
    press::app(database, Access::Public).routes(pages).trust_traces(true)
}

/// What no span may show.
const SECRETS: [&str; 4] = ["Eve-Private", "eve%40private", "eve@private", "hush-hush"];
/// The trace that a caller belongs to.
const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const SPAN: &str = "b7ad6b7169203331";

fn ask(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let json = [("content-type", "application/json")];
    let headers: Vec<(&str, &str)> = json.iter().chain(headers).copied().collect();
    send(address, method, path, &headers, body.as_bytes()).unwrap()
}

/// A server, and what was exported while `requests` were sent to it.
async fn spans(
    server: Server,
    provider: &SdkTracerProvider,
    exporter: &InMemorySpanExporter,
    requests: impl FnOnce(SocketAddr) + Send + 'static,
) -> Vec<SpanData> {
    exporter.reset();
    let listener = ssot_server::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopping) = oneshot::channel::<()>();
    let served = tokio::spawn(server.serve_until(listener, async { drop(stopping.await) }));
    tokio::task::spawn_blocking(move || requests(address)).await.unwrap();
    drop(stop);
    served.await.unwrap();
    provider.force_flush().unwrap();
    exporter.get_finished_spans().unwrap()
}

/// The spans as a tree, with their attributes.
fn show(spans: &[SpanData]) -> String {
    let mut out = String::new();
    let ids: Vec<_> = spans.iter().map(|span| span.span_context.span_id()).collect();
    for span in spans.iter().filter(|span| !ids.contains(&span.parent_span_id)) {
        show_one(&mut out, spans, span, 0);
    }
    out
}

fn show_one(out: &mut String, spans: &[SpanData], span: &SpanData, depth: usize) {
    let indent = "  ".repeat(depth);
    let _ = writeln!(out, "{indent}{} ({:?})", span.name, span.span_kind);
    let mut attributes: Vec<_> = span.attributes.iter().map(|it| format!("{} = {}", it.key, it.value)).collect();
    attributes.sort();
    for attribute in attributes {
        let _ = writeln!(out, "{indent}  {attribute}");
    }
    let mut children: Vec<_> =
        spans.iter().filter(|child| child.parent_span_id == span.span_context.span_id()).collect();
    children.sort_by_key(|child| child.start_time);
    for child in children {
        show_one(out, spans, child, depth + 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_trace_shows_routes_and_statements_and_no_values() {
    let exporter = InMemorySpanExporter::default();
    let provider = trace(exporter.clone());
    let database = press::open(press::Storage::Temporary).await.unwrap();

    let parent = format!("00-{TRACE}-{SPAN}-01");
    let header = parent.clone();
    let seen = spans(app(database.clone()), &provider, &exporter, move |address| {
        let parent = [("traceparent", header.as_str())];
        let answer = ask(address, "GET", "/api/posts/1", &parent, "");
        assert_eq!(answer.status, 200);
        // What comes back is the span that is exported.
        let back = answer.header("traceparent").unwrap().to_owned();
        assert!(back.starts_with(&format!("00-{TRACE}-")) && back.ends_with("-01") && !back.contains(SPAN), "{back}");
        let body = json!({"name": "hush-hush"}).to_string();
        assert_eq!(ask(address, "PATCH", "/api/magazines/hush-hush", &parent, &body).status, 404);
    })
    .await;
    let shown = show(&seen);
    let roots: Vec<_> = seen.iter().filter(|span| span.parent_span_id.to_string() == SPAN).collect();
    assert_eq!(roots.len(), 2, "{shown}");
    assert!(seen.iter().all(|span| span.span_context.trace_id().to_string() == TRACE), "{shown}");
    assert!(roots.iter().all(|span| span.parent_span_is_remote), "{shown}");
    in_chapter(&shown);

    // Values go by every way there is.
    let seen = spans(app(database.clone()), &provider, &exporter, move |address| {
        let link =
            [("traceparent", parent.as_str()), ("user-agent", "hush-hush"), ("authorization", "Bearer hush-hush")];
        let user = json!({"email": "eve@private", "name": "Eve-Private", "passwordHash": "hush-hush"}).to_string();
        let mut statuses = Vec::new();
        for (method, path, body) in [
            ("POST", "/api/users", user.as_str()),
            ("POST", "/api/users", user.as_str()),
            ("GET", "/api/users/by/email/eve%40private", ""),
            ("GET", "/api/users?where[name]=Eve-Private&where[email][contains]=eve%40private", ""),
            ("GET", "/api/users/Eve-Private", ""),
            ("GET", "/api/hush-hush/1", ""),
            ("GET", "/pages/hush-hush", ""),
            ("GET", "/hush-hush", ""),
            ("HUSH-HUSH", "/api/users", ""),
        ] {
            statuses.push(ask(address, method, path, &link, body).status);
        }
        assert_eq!(statuses, [201, 409, 200, 200, 404, 404, 200, 404, 405]);
    })
    .await;
    let whole = format!("{seen:?}");
    for secret in SECRETS {
        assert!(!whole.contains(secret), "{secret} in {}", show(&seen));
    }
    let names: Vec<&str> =
        seen.iter().filter(|span| span.parent_span_is_remote).map(|span| span.name.as_ref()).collect();
    assert_eq!(
        names,
        [
            "POST /api/users",
            "POST /api/users",
            "GET /api/users/by/email/{value}",
            "GET /api/users",
            "GET /api/users/{id}",
            "GET",
            "GET /pages/{name}",
            "GET",
            "HTTP /api/users"
        ]
    );

    // A caller that is not trusted is only pointed at.
    let stranger = app(database.clone()).trust_traces(false);
    let seen = spans(stranger, &provider, &exporter, move |address| {
        let parent = format!("00-{TRACE}-{SPAN}-01");
        let answer = ask(address, "GET", "/api/posts/1", &[("traceparent", parent.as_str())], "");
        assert!(answer.header("traceparent").unwrap().starts_with(&format!("00-{TRACE}-")));
    })
    .await;
    let root = seen.iter().find(|span| span.name.starts_with("GET")).unwrap();
    assert_ne!(root.span_context.trace_id().to_string(), TRACE);
    let links: Vec<String> = root.links.iter().map(|link| link.span_context.span_id().to_string()).collect();
    assert_eq!(links, [SPAN]);

    // And what the database cannot do shows in both.
    database.close().await;
    let seen = spans(app(database), &provider, &exporter, move |address| {
        assert_eq!(ask(address, "GET", "/api/posts/1", &[], "").status, 503);
    })
    .await;
    in_chapter(&show(&seen));
}

/// The chapter shows what was exported.
fn in_chapter(shown: &str) {
    let chapter = std::fs::read_to_string(workspace().join("docs/telemetry.md")).unwrap();
    assert!(chapter.contains(&format!("```text\n{shown}```")), "this is not in docs/telemetry.md:\n{shown}");
}

#[test]
fn the_chapter_shows_this_file() {
    let chapter = std::fs::read_to_string(workspace().join("docs/telemetry.md")).unwrap();
    let code = include_str!("telemetry.rs");
    let blocks: Vec<&str> = chapter.split("```rust\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(blocks.len(), 2);
    for block in blocks {
        assert!(code.contains(block), "this is not in the file:\n{block}");
    }
}
