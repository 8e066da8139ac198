//! What a server writes to the log: neither credentials nor values. A program has one log, so this is a program of its own.

#![cfg(feature = "jwt")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[macro_use]
mod common;

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use common::{RESOURCES, call, sqlite};
use http::Method;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::json;
use ssot_server::auth::{AnyOf, ApiKeys, Jwt, Keys, Principal, StoredKey};
use ssot_server::endpoint::{Asks, Endpoints, Takes, empty};
use ssot_server::{Api, Clock, Mounted, Server};
use ssot_wire::definition::Definition;

const SECRET: &[u8] = b"thirty-two bytes that nobody knows";

/// A bearer token that ends then, in seconds since 1970.
fn bearer(end: i64) -> String {
    let claims = json!({"sub": "ann", "iss": "https://login.example", "aud": "blog", "exp": end});
    let key = EncodingKey::from_secret(SECRET).unwrap();
    format!("Bearer {}", encode(&Header::new(Algorithm::HS256), &claims, &key).unwrap())
}

/// Everything that is logged, as text.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

struct Fields<'a>(&'a mut String);

impl tracing::field::Visit for Fields<'_> {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        let _ = write!(self.0, " {field}={value:?}");
    }
}

impl tracing::Subscriber for Log {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        attributes.record(&mut Fields(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner)));
        tracing::span::Id::from_u64(1)
    }

    fn record(&self, _: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        values.record(&mut Fields(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner)));
    }

    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        let mut text = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = write!(text, "\n{}", event.metadata().target());
        event.record(&mut Fields(&mut text));
    }

    fn enter(&self, _: &tracing::span::Id) {}

    fn exit(&self, _: &tracing::span::Id) {}
}

#[tokio::test]
async fn logs_have_neither_credentials_nor_values() {
    let log = Log::default();
    tracing::subscriber::set_global_default(log.clone()).unwrap();
    let (text, key) = StoredKey::new(Principal { id: "robot".into(), ..Principal::default() }, None);
    let anybody = AnyOf::new()
        .or(Jwt::new(Keys::secret(SECRET).unwrap(), "https://login.example", "blog"))
        .or(ApiKeys::fixed([key]));
    let api = Api::new(sqlite().await, RESOURCES).authenticate(anybody);
    let shown = format!("{api:?} {:?}", Keys::secret(SECRET));
    let server = Server::new(api);
    let good = bearer(Clock::system().now() / 1000 + 60);
    let ended = bearer(1);
    let json = ("content-type", "application/json");
    let body = r#"{"id":"eve","name":"Eve-Private","passwordHash":"hush-hush","balance":"1"}"#;
    for (method, path, body) in [
        ("GET", "/api/users?where[name]=Eve-Private", ""),
        ("GET", "/api/users/Eve-Private", ""),
        ("GET", "/api/posts/by/slug/Eve-Private", ""),
        ("POST", "/api/users", body),
        ("POST", "/api/users", body),
        ("POST", "/api/users", r#"{"id":"eve-2","name":7,"passwordHash":"hush-hush"}"#),
        (
            "POST",
            "/api/comments",
            r#"{"id":"77","body":"Eve-Private","approved":true,"postId":999,"authorId":"hush-hush"}"#,
        ),
        ("PATCH", "/api/users/eve", r#"{"passwordHash":"hush-hush","balance":"x"}"#),
        ("GET", "/nowhere?token=hush-hush", ""),
    ] {
        for credentials in [("authorization", good.as_str()), ("authorization", &ended), ("x-api-key", &text)] {
            call(&server, method, path, &[json, credentials], body).await;
        }
    }
    unlisted_endpoints_are_told_of(&log).await;
    let logged = log.0.lock().unwrap().clone();
    assert!(logged.contains("ssot::request") && logged.contains("a token that has ended"), "{logged}");
    let token = |text: &str| text.rsplit(['.', '_', ' ']).next().unwrap().to_owned();
    let secrets = [token(&good), token(&ended), token(&text), "Eve-Private".to_owned(), "hush-hush".to_owned()];
    for secret in secrets.iter().map(String::as_str).chain([std::str::from_utf8(SECRET).unwrap()]) {
        assert!(!logged.contains(secret), "{secret} in {logged}");
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

/// Endpoints in a router are in no document; the log says it, once.
async fn unlisted_endpoints_are_told_of(log: &Log) {
    static NOTES: Definition =
        Definition { path: "notes::Notes", text: r#"{"name":"Notes","endpoints":[],"doc":""}"#, uses: &[] };
    let takes = Takes { path: &[], query: &[], body: false, asks: Asks::Nobody };
    let notes = || Endpoints::of(&NOTES).with(Method::GET, "/notes", takes, |_| async { Ok(empty(204)) });
    for (routes, times) in [(Mounted::from(notes()), 0), (Mounted::from(notes().into_router()), 1)] {
        let server = Server::new(Api::new(sqlite().await, RESOURCES)).routes(routes);
        for _ in 0..2 {
            assert_eq!(call(&server, "GET", "/notes", &[], "").await.status, 204);
        }
        let logged = log.0.lock().unwrap().clone();
        assert_eq!(logged.matches("api=\"notes::Notes\"").count(), times, "{logged}");
    }
}
