//! What every answer passes through, over a real socket where that matters.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[macro_use]
mod common;

use std::time::Duration;

use axum::Router;
use axum::routing::get as route;
use common::{RESOURCES, call, get, sqlite};
use http::HeaderName;
use ssot_server::auth::Told;
use ssot_server::{Access, Api, Rate, ServeError, Server, ServerLimits, bind};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

on_each_database! {
    readiness_follows_the_database
}

async fn readiness_follows_the_database(server: &Server) {
    assert_eq!(get(server, "/-/health/live").await.status, 200);
    assert_eq!(get(server, "/-/health/ready").await.status, 200);
    assert_eq!(call(server, "POST", "/-/health/ready", &[], "").await.status, 405);
    server.close().await;
    assert_eq!(get(server, "/-/health/live").await.status, 200);
    let down = get(server, "/-/health/ready").await;
    assert_eq!((down.status, down.headers["retry-after"].to_str().unwrap()), (503, "1"));
    let list = get(server, "/api/posts").await;
    assert_eq!((list.status, list.json()["code"].as_str()), (503, Some("unavailable")));
}

#[tokio::test]
async fn api2_without_a_word_about_access_nobody_gets_in() {
    for (access, status, code) in [
        (None, 401, "unauthenticated"),
        (Some(Access::Authenticated), 401, "unauthenticated"),
        (Some(Access::Deny), 403, "forbidden"),
    ] {
        let api = Api::new(sqlite().await, RESOURCES);
        let server = Server::new(match access {
            Some(access) => api.access(access),
            None => api,
        });
        for resource in RESOURCES {
            let segment = resource.segment;
            for (method, path) in [
                ("GET", format!("/api/{segment}")),
                ("POST", format!("/api/{segment}")),
                ("GET", format!("/api/{segment}/1,1")),
                ("PATCH", format!("/api/{segment}/x")),
                ("PUT", format!("/api/{segment}/x")),
                ("DELETE", format!("/api/{segment}/x")),
                ("POST", format!("/api/{segment}/-/search")),
            ] {
                // Who is nobody is told so before anything is read; who is known and refused, once the request is understood.
                let answer = call(&server, method, &path, &[("accept", "text/html")], "{").await;
                let (first, why) = if status == 401 { (status, code) } else { (406, "not_acceptable") };
                assert_eq!((answer.status, answer.json()["code"].as_str()), (first, Some(why)), "{method} {path}");
                assert_eq!(answer.headers.contains_key("www-authenticate"), status == 401);
            }
            let key = vec!["1"; resource.key.len()].join(",");
            for (method, path, body) in [
                ("GET", format!("/api/{segment}"), ""),
                ("POST", format!("/api/{segment}"), "{}"),
                ("GET", format!("/api/{segment}/{key}"), ""),
                ("PATCH", format!("/api/{segment}/{key}"), "{}"),
                ("PUT", format!("/api/{segment}/{key}"), "{}"),
                ("DELETE", format!("/api/{segment}/{key}"), ""),
                ("POST", format!("/api/{segment}/-/search"), "{}"),
            ] {
                let answer = call(&server, method, &path, &[("content-type", "application/json")], body).await;
                assert_eq!((answer.status, answer.json()["code"].as_str()), (status, Some(code)), "{method} {path}");
            }
        }
        for path in ["/api/posts/1/comments", "/api/posts/1/author", "/api/posts/by/slug/one"] {
            assert_eq!(get(&server, path).await.status, status, "{path}");
        }
        assert_eq!(call(&server, "PUT", "/api/posts/1/tags/1", &[], "").await.status, status);
        assert_eq!(get(&server, "/-/health/live").await.status, 200);
    }
}

#[tokio::test]
async fn api2_callers_who_say_who_they_are_get_in() {
    let told = Told::by(HeaderName::from_static("x-caller"));
    let server = Server::new(Api::new(sqlite().await, RESOURCES).authenticate(told));
    let status = async |headers: &[(&str, &str)]| call(&server, "GET", "/api/posts", headers, "").await.status;
    assert_eq!(status(&[]).await, 401);
    assert_eq!(status(&[("x-caller", r#"{"id":"ann"}"#)]).await, 200);
    assert_eq!(status(&[("x-caller", "ann")]).await, 401);
    assert_eq!(status(&[("x-caller", r#"{"id":"ann"}"#), ("x-caller", r#"{"id":"ben"}"#)]).await, 401);
}

#[tokio::test]
async fn the_answer_kept_for_one_caller_is_told_to_no_other() {
    let told = Told::by(HeaderName::from_static("x-caller"));
    let server = Server::new(Api::new(sqlite().await, RESOURCES).authenticate(told));
    let create = async |caller: &str, id: u32| {
        let headers = [("content-type", "application/json"), ("idempotency-key", "k"), ("x-caller", caller)];
        call(&server, "POST", "/api/tags", &headers, &format!(r#"{{"id":{id},"name":"new"}}"#)).await
    };
    let first = create(r#"{"id":"ann"}"#, 10).await;
    assert_eq!(first.status, 201);
    let again = create(r#"{"id":"ann"}"#, 10).await;
    assert_eq!((again.status, again.headers.contains_key("idempotency-replayed")), (201, true));
    let other = create(r#"{"id":"ann","tenant":"t"}"#, 11).await;
    assert_eq!((other.status, other.headers.contains_key("idempotency-replayed")), (201, false));
    assert_ne!(first.json()["id"], other.json()["id"]);
}

#[tokio::test]
async fn every_answer_has_an_id_and_security_headers() {
    let server = common::public(sqlite().await).behind_tls(true);
    for path in ["/api/posts/1", "/api/posts/x", "/nowhere", "/-/health/live"] {
        let answer = get(&server, path).await;
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(answer.headers["referrer-policy"], "no-referrer", "{path}");
        assert_eq!(answer.headers["content-security-policy"], "default-src 'none'; frame-ancestors 'none'", "{path}");
        assert!(answer.headers.contains_key("strict-transport-security"), "{path}");
        assert_eq!(answer.headers["x-request-id"].len(), 32, "{path}");
    }
    let mine = call(&server, "GET", "/api/posts/x", &[("x-request-id", "trace-1.a")], "").await;
    assert_eq!(mine.headers["x-request-id"], "trace-1.a");
    assert_eq!(mine.json()["requestId"], "trace-1.a");
    let odd = call(&server, "GET", "/api/posts/1", &[("x-request-id", "a b\"<")], "").await;
    assert_eq!(odd.headers["x-request-id"].len(), 32);
    let first = get(&server, "/api/posts/1").await.headers["x-request-id"].clone();
    assert_ne!(first, get(&server, "/api/posts/1").await.headers["x-request-id"]);
}

#[tokio::test]
async fn large_answers_are_compressed_for_those_who_accept_it() {
    let server = common::public(sqlite().await);
    let path = "/api/posts?include=author,comments.author,tags";
    let plain = get(&server, path).await;
    assert!(plain.body.len() > 1024);
    assert_eq!(plain.headers["vary"], "accept-encoding");
    assert!(!plain.headers.contains_key("content-encoding"));
    for (accept, coding) in [("gzip", "gzip"), ("br;q=1, gzip", "br")] {
        let answer = call(&server, "GET", path, &[("accept-encoding", accept)], "").await;
        assert_eq!(answer.headers["content-encoding"], coding);
        assert!(answer.body.len() < plain.body.len());
        let mut text = Vec::new();
        match coding {
            "gzip" => std::io::copy(&mut flate2::read::GzDecoder::new(answer.body.as_slice()), &mut text).unwrap(),
            _ => std::io::copy(&mut brotli::Decompressor::new(answer.body.as_slice(), 4096), &mut text).unwrap(),
        };
        assert_eq!(text, plain.body);
    }
    let small = call(&server, "GET", "/api/tags/1", &[("accept-encoding", "gzip")], "").await;
    assert!(!small.headers.contains_key("content-encoding"));
}

#[tokio::test]
async fn bodies_are_limited() {
    let server = common::public(sqlite().await);
    let large = format!(r#"{{"name":"{}"}}"#, "x".repeat(1 << 20));
    let answer = call(&server, "POST", "/api/tags", &[("content-type", "application/json")], &large).await;
    assert_eq!((answer.status, answer.json()["code"].as_str()), (413, Some("too_large")));
    let answer = call(&server, "POST", "/api/tags", &[("content-type", "text/plain")], "x").await;
    assert_eq!(answer.status, 415);
}

async fn panics() -> &'static str {
    std::panic::panic_any("secret words")
}

#[tokio::test]
async fn programs_have_routes_of_their_own() {
    let routes = Router::new()
        .route("/", route(|| async { axum::response::Html("<p>hello") }))
        .route("/panics", route(panics))
        .route("/slow", route(|| tokio::time::sleep(Duration::from_secs(60))));
    let limits = ServerLimits { request_timeout: Duration::from_millis(50), ..ServerLimits::default() };
    let server = common::public(sqlite().await).routes(routes).limits(limits);
    let page = get(&server, "/").await;
    assert_eq!((page.status, page.text().as_str()), (200, "<p>hello"));
    assert_eq!(page.headers["content-security-policy"], "default-src 'self'; frame-ancestors 'none'");
    assert_eq!(get(&server, "/api/posts/1").await.status, 200);
    let missing = get(&server, "/missing").await;
    assert_eq!((missing.status, missing.json()["code"].as_str()), (404, Some("not_found")));
    let wrong = call(&server, "POST", "/", &[], "").await;
    assert_eq!((wrong.status, wrong.json()["code"].as_str()), (405, Some("method_not_allowed")));
    assert!(wrong.headers["allow"].to_str().unwrap().contains("GET"));
    let panic = get(&server, "/panics").await;
    assert_eq!((panic.status, panic.json()["code"].as_str()), (500, Some("internal")));
    assert!(!panic.text().contains("secret"));
    assert_eq!(get(&server, "/slow").await.status, 503);
}

#[tokio::test]
async fn more_than_can_be_worked_on_is_refused_at_once() {
    let routes = Router::new().route("/slow", route(|| tokio::time::sleep(Duration::from_millis(200))));
    let limits = ServerLimits { max_concurrent: 1, ..ServerLimits::default() };
    let server = common::public(sqlite().await).routes(routes).limits(limits);
    let (slow, refused) = tokio::join!(get(&server, "/slow"), async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        get(&server, "/api/posts/1").await
    });
    assert_eq!(slow.status, 200);
    assert_eq!((refused.status, refused.headers["retry-after"].to_str().unwrap()), (503, "1"));
    assert_eq!(get(&server, "/api/posts/1").await.status, 200);
}

#[tokio::test]
async fn the_base_path_can_be_elsewhere() {
    for (base, path) in [("v1/data/", "/v1/data/tags/1"), ("", "/tags/1"), ("/", "/tags/1")] {
        let api = Api::new(sqlite().await, RESOURCES).access(Access::Public).base_path(base);
        let server = Server::new(api).routes(Router::new().route("/page", route(|| async { "page" })));
        assert_eq!(get(&server, path).await.status, 200, "{base}");
        assert_eq!(get(&server, "/page").await.text(), "page", "{base}");
        assert_eq!(get(&server, "/-/health/live").await.status, 200, "{base}");
        assert_eq!(get(&server, "/other").await.status, 404, "{base}");
    }
}

/// Sends text and reads until the other side closes or nothing comes for a while.
async fn talk(stream: &mut TcpStream, text: &str) -> String {
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let mut buffer = [0; 4096];
    while let Ok(Ok(count)) = tokio::time::timeout(Duration::from_millis(300), stream.read(&mut buffer)).await {
        if count == 0 {
            break;
        }
        answer.extend_from_slice(&buffer[..count]);
    }
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn sockets_stay_open_and_the_server_ends_in_order() {
    let routes = Router::new().route(
        "/slow",
        route(|| async {
            tokio::time::sleep(Duration::from_millis(600)).await;
            "finished"
        }),
    );
    let limits = ServerLimits { header_timeout: Duration::from_millis(1500), ..ServerLimits::default() };
    let server = common::public(sqlite().await).routes(routes).limits(limits);
    let listener = bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let taken = bind(address).await;
    assert!(matches!(&taken, Err(error @ ServeError::Taken(_)) if error.to_string().contains(&address.to_string())));
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(server.serve_until(listener, async {
        let _ = stopped.await;
    }));

    let mut stream = TcpStream::connect(address).await.unwrap();
    let one = "GET /api/tags/1 HTTP/1.1\r\nHost: x\r\n\r\n";
    let pipelined = talk(&mut stream, &format!("{one}{one}HEAD /api/tags/1 HTTP/1.1\r\nHost: x\r\n\r\n")).await;
    assert_eq!(pipelined.matches("HTTP/1.1 200 OK").count(), 3, "{pipelined}");
    assert_eq!(pipelined.matches(r#"{"id":1,"name":"rust"}"#).count(), 2, "{pipelined}");
    assert_eq!(pipelined.matches("content-length: 22").count(), 3, "{pipelined}");
    let long = format!("GET /api/tags?where[name]={} HTTP/1.1\r\nHost: x\r\n\r\n", "x".repeat(9000));
    assert!(talk(&mut stream, &long).await.starts_with("HTTP/1.1 414"));

    let mut lazy = TcpStream::connect(address).await.unwrap();
    lazy.write_all(b"GET / HT").await.unwrap();
    let mut end = Vec::new();
    let waited = tokio::time::timeout(Duration::from_secs(5), lazy.read_to_end(&mut end)).await;
    assert!(waited.is_ok(), "half a request head is not waited for");

    let slow = tokio::spawn(async move {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    stop.send(()).unwrap();
    assert!(slow.await.unwrap().ends_with("finished"));
    tokio::time::timeout(Duration::from_secs(5), running).await.unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn api16_an_address_has_its_rate() {
    let rate = Rate { requests: 3, window: Duration::from_secs(3600) };
    let limits = ServerLimits { rate: Some(rate), ..ServerLimits::default() };
    let server = common::public(sqlite().await).limits(limits).behind_proxies(1);
    let from = |address: &'static str, path: &'static str| {
        let server = &server;
        async move { call(server, "GET", path, &[("x-forwarded-for", address)], "").await }
    };
    for left in ["r=2", "r=1", "r=0"] {
        let answer = from("1.1.1.1", "/api/posts/1").await;
        assert_eq!(answer.status, 200);
        assert!(answer.headers["ratelimit"].to_str().unwrap().contains(left), "{left}: {:?}", answer.headers);
        assert_eq!(answer.headers["ratelimit-policy"], "\"default\";q=3;w=3600");
    }
    let refused = from("9.9.9.9, 1.1.1.1", "/api/posts/1").await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (429, Some("rate_limited")));
    assert_eq!(refused.headers["retry-after"], "1200");
    assert!(refused.headers["ratelimit"].to_str().unwrap().starts_with("\"default\";r=0;"));
    assert_eq!(from("1.1.1.1", "/-/health/live").await.status, 200);
    assert_eq!(from("2.2.2.2", "/api/posts/1").await.status, 200);
}

#[tokio::test]
async fn metrics_count_routes_and_are_off_by_default() {
    let server = common::public(sqlite().await);
    assert_eq!(get(&server, "/-/metrics").await.status, 404);
    let server = server.metrics(true);
    get(&server, "/api/posts/1").await;
    get(&server, "/api/posts/2?fields=id").await;
    get(&server, "/api/posts/x").await;
    let answer = get(&server, "/-/metrics").await;
    assert_eq!(answer.headers["content-type"], "text/plain; version=0.0.4; charset=utf-8");
    let text = answer.text();
    for line in [
        "ssot_request_seconds_count{route=\"/api/posts/{id}\",method=\"GET\",status=\"200\"} 2",
        "ssot_request_seconds_count{route=\"/api/posts/{id}\",method=\"GET\",status=\"400\"} 1",
        "ssot_requests_running 1",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
}

/// It is moved several times on its way to a connection, whatever of it a request needs.
#[tokio::test]
async fn the_room_for_a_request_is_small() {
    let server = common::public(sqlite().await);
    let room = size_of_val(&server.call(http::Request::new(axum::body::Body::empty())));
    assert!(room <= 8 * 1024, "{room} bytes: box what is rare");
}
