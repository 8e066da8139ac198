//! Many feeds over one WebSocket: the club, whose callers are told by a header.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use ssot_db::Database;
use ssot_server::{Cors, LiveLimits, Server};
use ssot_tests::http::send;
use ssot_tests::socket::{Frame, Socket};
use ssot_tests::toolchain::{MariaDb, Postgres};
use tokio::sync::oneshot;

use super::apart;

const PATIENCE: Duration = Duration::from_secs(10);

/// The next frame that is a text, as JSON.
fn told(socket: &mut Socket) -> Value {
    loop {
        match socket.next(PATIENCE).unwrap() {
            Frame::Text(text) => return serde_json::from_str(&text).unwrap(),
            Frame::Ping => {}
            other => panic!("{other:?}"),
        }
    }
}

/// Sends a frame and gives its answer.
fn ask(socket: &mut Socket, frame: &Value) -> Value {
    socket.send(&frame.to_string()).unwrap();
    told(socket)
}

async fn clubs() -> Vec<Database> {
    let mut clubs = vec![club::open(None).await.unwrap()];
    if let Some(postgres) = Postgres::shared() {
        clubs.push(club::open(Some(postgres.database())).await.unwrap());
    }
    if let Some(mariadb) = MariaDb::shared() {
        clubs.push(club::open(Some(mariadb.url())).await.unwrap());
    }
    clubs
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_socket_follows_many_feeds_as_its_caller() {
    for database in clubs().await {
        let server = Server::new(club::api(database.clone())).cors(Cors::origins(["https://app.example"]));
        let listener = ssot_server::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopping) = oneshot::channel::<()>();
        let served = tokio::spawn(server.serve_until(listener, async { drop(stopping.await) }));
        let mut socket = apart(move || talk(address)).await;
        let began = Instant::now();
        drop(stop);
        apart(move || {
            loop {
                match socket.next(PATIENCE).unwrap() {
                    Frame::Close(code) => break assert_eq!(code, 1001),
                    Frame::End => panic!("no goodbye"),
                    Frame::Text(_) | Frame::Ping => {}
                }
            }
        })
        .await;
        served.await.unwrap();
        assert!(began.elapsed() < Duration::from_secs(5));
        database.close().await;
    }
}

fn talk(address: std::net::SocketAddr) -> Socket {
    let post = |caller: &str, path: &str, body: Value| {
        let headers = [("content-type", "application/json"), ("x-caller", caller)];
        let answer = send(address, "POST", path, &headers, body.to_string().as_bytes()).unwrap();
        assert_eq!(answer.status, 201, "{}", answer.text());
    };
    let ann = r#"{"id":"ann","tenant":"red"}"#;
    assert_eq!(Socket::open(address, &[("origin", "https://evil.example")]).unwrap().unwrap_err(), 403);
    assert_eq!(Socket::open(address, &[("x-caller", "{")]).unwrap().unwrap_err(), 401);
    assert!(Socket::open(address, &[("origin", &format!("http://{address}"))]).unwrap().is_ok());
    let headers = [("x-caller", ann), ("origin", "https://app.example")];
    let mut socket = Socket::open(address, &headers).unwrap().unwrap();

    let answer =
        ask(&mut socket, &json!({"type": "subscribe", "id": "p", "resource": "posts", "query": "fields=slug"}));
    assert_eq!((&answer["type"], &answer["id"]), (&json!("subscribed"), &json!("p")));
    let start = answer["position"].clone();
    let answer = ask(&mut socket, &json!({"type": "subscribe", "id": "n", "resource": "notes"}));
    assert_eq!(answer["type"], "subscribed");

    post(ann, "/api/posts", json!({"slug": "s", "title": "S", "authorId": "ann"}));
    let event = told(&mut socket);
    assert_eq!(event["data"], json!({"id": 5, "slug": "s"}));
    assert_eq!((&event["type"], &event["id"]), (&json!("created"), &json!("p")));
    assert!(event["position"].as_str().unwrap().parse::<i64>().is_ok());
    post(r#"{"id":"x","tenant":"blue"}"#, "/api/notes", json!({"text": "blue"}));
    post(ann, "/api/notes", json!({"text": "red", "ownerId": "ann"}));
    let event = told(&mut socket);
    assert_eq!((&event["type"], &event["id"], &event["data"]["text"]), (&json!("created"), &json!("n"), &json!("red")));

    assert_eq!(
        ask(&mut socket, &json!({"type": "unsubscribe", "id": "n"})),
        json!({"type": "unsubscribed", "id": "n"})
    );
    post(ann, "/api/notes", json!({"text": "unheard"}));
    // From where it began, under another name.
    let again =
        json!({"type": "subscribe", "id": "again", "resource": "posts", "query": "fields=slug", "after": start});
    assert_eq!(ask(&mut socket, &again), json!({"type": "subscribed", "id": "again", "position": start}));
    let event = told(&mut socket);
    assert_eq!((&event["id"], &event["data"]["slug"]), (&json!("again"), &json!("s")));
    wrong(&mut socket);
    socket
}

/// What is refused, and leaves the rest as it is.
fn wrong(socket: &mut Socket) {
    for (frame, code, id) in [
        (json!([]), "invalid_json", Value::Null),
        (json!({"type": "shout"}), "invalid_json", Value::Null),
        (json!({"type": "subscribe", "id": "x"}), "invalid_json", json!("x")),
        (json!({"type": "subscribe", "id": "p", "resource": "posts"}), "invalid_json", json!("p")),
        (json!({"type": "subscribe", "id": "x", "resource": "people"}), "not_found", json!("x")),
        (json!({"type": "subscribe", "id": "x", "resource": "posts", "query": "take=1"}), "invalid_query", json!("x")),
        (json!({"type": "subscribe", "id": "x", "resource": "posts", "after": "-"}), "invalid_cursor", json!("x")),
        (json!({"type": "subscribe", "id": "x", "resource": "posts", "more": 1}), "invalid_json", json!("x")),
        (json!({"type": "unsubscribe", "id": "x"}), "invalid_json", json!("x")),
        (json!({"type": "authenticate", "authorization": "Bearer x"}), "invalid_json", Value::Null),
    ] {
        let answer = ask(socket, &frame);
        assert_eq!(answer["type"], "error", "{frame}: {answer}");
        assert_eq!((&answer["id"], &answer["problem"]["code"]), (&id, &json!(code)), "{frame}: {answer}");
        assert_eq!(answer["problem"]["instance"], "/-/ws");
    }
    socket.send("no json").unwrap();
    assert_eq!(told(socket)["problem"]["code"], "invalid_json");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_socket_ends_after_its_time_and_when_the_client_is_silent() {
    let limits =
        LiveLimits { longest: Duration::from_secs(3), keep_alive: Duration::from_millis(300), ..LiveLimits::default() };
    let database = club::open(None).await.unwrap();
    let server = Server::new(club::api(database.clone()).live(limits));
    let listener = ssot_server::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(server.serve(listener));
    apart(move || {
        let mut lively = Socket::open(address, &[]).unwrap().unwrap();
        let mut silent = Socket::open(address, &[]).unwrap().unwrap();
        let mut seen = Vec::new();
        while !matches!(seen.last(), Some(Frame::Close(_) | Frame::End)) {
            seen.push(lively.next(PATIENCE).unwrap());
        }
        assert_eq!(seen.last(), Some(&Frame::Close(1001)));
        assert!(seen.contains(&Frame::Ping));
        // Whoever answers no ping is gone by then.
        let mut last = Frame::Ping;
        while last == Frame::Ping {
            last = silent.next(PATIENCE).unwrap();
        }
        assert_eq!(last, Frame::End);
    })
    .await;
    database.close().await;
}
