//! What a server says while its database is away: little. A program has one log, so this is a program of its own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[macro_use]
mod common;

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use common::{RESOURCES, call, sqlite};
use ssot_server::{Access, Api, Server};
use tracing::Level;

/// The lines from level WARN on that are about requests or the database.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

struct Fields<'a>(&'a mut String);

impl tracing::field::Visit for Fields<'_> {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        let _ = write!(self.0, " {field}={value:?}");
    }
}

impl tracing::Subscriber for Log {
    fn enabled(&self, metadata: &tracing::Metadata<'_>) -> bool {
        *metadata.level() <= Level::WARN && metadata.target() == "ssot"
    }

    fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        tracing::span::Id::from_u64(1)
    }

    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}

    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        let mut line = String::new();
        event.record(&mut Fields(&mut line));
        self.0.lock().unwrap().push(line);
    }

    fn enter(&self, _: &tracing::span::Id) {}

    fn exit(&self, _: &tracing::span::Id) {}
}

#[tokio::test]
async fn a_database_that_is_away_is_one_line_and_a_count() {
    let log = Log::default();
    tracing::subscriber::set_global_default(log.clone()).unwrap();
    let database = sqlite().await;
    let api = Api::new(database.clone(), RESOURCES).access(Access::Public).signing_key("a key of no importance here");
    let server = Server::new(api).metrics(true);
    assert_eq!(call(&server, "GET", "/api/posts", &[], "").await.status, 200);
    let metrics = async || call(&server, "GET", "/-/metrics", &[], "").await.text();
    assert!(metrics().await.contains("ssot_database_up 1\n"));
    database.close().await;
    let json = [("content-type", "application/json")];
    for number in 0..100 {
        for (method, path) in [("GET", "/api/posts/1"), ("DELETE", "/api/posts/1"), ("GET", "/-/health/ready")] {
            let answer = call(&server, method, path, &json, "").await;
            assert_eq!(answer.status, 503, "{number} {method} {path}: {}", answer.text());
            assert!(answer.headers.contains_key("retry-after"));
        }
        // These need no database, and are no sign of it.
        assert_eq!(call(&server, "OPTIONS", "/api/posts/1", &[], "").await.status, 204);
        assert_eq!(call(&server, "GET", "/-/health/live", &[], "").await.status, 200);
    }
    let lines = log.0.lock().unwrap().clone();
    assert_eq!(lines.len(), 1, "{lines:#?}");
    assert!(lines[0].contains("the database does not answer") && lines[0].contains("closed"), "{lines:#?}");
    let text = metrics().await;
    for line in [
        "ssot_database_up 0",
        r#"ssot_database_failures_total{kind="unavailable"} 300"#,
        r#"ssot_database_failures_total{kind="timeout"} 0"#,
        r#"ssot_database_failures_total{kind="refused"} 0"#,
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
}
