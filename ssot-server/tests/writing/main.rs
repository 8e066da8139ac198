//! Writes over HTTP on each engine: the promises of the contract, section 4.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod bodies;
mod deletes;
mod nested;
mod repeats;
mod replaces;
mod rows;
mod tables;
mod tenants;
mod typed;
mod values;

use axum::body::{Body, to_bytes};
use serde_json::{Value, json};
use ssot_server::Server;

/// An answer, read to its end.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: http::HeaderMap,
    text: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text))
    }

    /// The JSON of an answer that has to be of that status.
    #[track_caller]
    fn of(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        if self.text.is_empty() { Value::Null } else { self.json() }
    }

    /// Pointer (or parameter) and code of each error of a problem with that status and code.
    #[track_caller]
    fn problem(&self, status: u16, code: &str) -> Vec<(String, String)> {
        let json = self.of(status);
        assert_eq!(json["code"], code, "{}", self.text);
        let lower = self.text.to_lowercase();
        for word in
            ["insert into", "select ", "constraint", "sqlite", "postgres", "mariadb", "slug_key", "email_key", "_fkey"]
        {
            assert!(!lower.contains(word), "{word} in {}", self.text);
        }
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let errors = json["errors"].as_array().cloned().unwrap_or_default();
        errors
            .iter()
            .map(|error| (text(&error["pointer"]) + &text(&error["parameter"]), text(&error["code"])))
            .collect()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

async fn send(server: &Server, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut request = http::Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = server.call(request.body(Body::from(body.to_owned())).unwrap()).await;
    let (head, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    Answer { status: head.status.as_u16(), headers: head.headers, text: String::from_utf8(body.to_vec()).unwrap() }
}

/// A request with a JSON body.
async fn call(server: &Server, method: &str, path: &str, body: Value) -> Answer {
    send(server, method, path, &[("content-type", "application/json")], &body.to_string()).await
}

async fn get(server: &Server, path: &str) -> Answer {
    send(server, "GET", path, &[], "").await
}

async fn delete(server: &Server, path: &str) -> Answer {
    send(server, "DELETE", path, &[], "").await
}

/// How many rows a collection has.
async fn count(server: &Server, collection: &str) -> Value {
    get(server, &format!("/api/{collection}?count=exact")).await.of(200)["page"]["total"].clone()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(place, code)| ((*place).to_owned(), (*code).to_owned())).collect()
}

/// Runs a test on each engine.
macro_rules! on_each {
    ($server:ident => $body:block) => {
        for database in crate::tables::databases().await {
            eprintln!("on {:?}", database.dialect());
            let $server = crate::tables::server(database.clone());
            $body
        }
    };
}
use on_each;

fn a_user(email: &str) -> Value {
    json!({"email": email, "name": "Cy", "passwordHash": "secret"})
}
