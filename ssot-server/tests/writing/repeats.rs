//! Requests that come twice, and changes that meet.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use futures_util::future::join_all;
use serde_json::json;
use ssot_server::{Access, Api, Clock, Server};

use super::{Answer, count, get, on_each, send};

async fn keyed(server: &Server, key: &str, name: &str) -> Answer {
    let headers = [("content-type", "application/json"), ("idempotency-key", key)];
    send(server, "POST", "/api/tags", &headers, &json!({ "name": name }).to_string()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn api13_a_key_is_done_once_however_often_and_wherever_it_comes() {
    for database in crate::tables::databases().await {
        // Two servers: what one knows in memory the other does not.
        let servers = [crate::tables::server(database.clone()), crate::tables::server(database.clone())];
        let before = count(&servers[0], "tags").await.as_i64().unwrap();
        let sent = (0..12).map(|index| keyed(&servers[index % 2], "the-key", "once"));
        let mut done = 0;
        for answer in join_all(sent).await {
            match answer.status {
                201 => done += 1,
                _ => assert_eq!(answer.problem(409, "in_progress"), []),
            }
        }
        assert!(done >= 1);
        assert_eq!(count(&servers[0], "tags").await, before + 1);
        let again = keyed(&servers[1], "the-key", "once").await;
        assert_eq!((again.status, again.header("idempotency-replayed")), (201, "true"));
    }
}

#[tokio::test]
async fn answers_are_kept_for_a_day() {
    static NOW: AtomicI64 = AtomicI64::new(1_770_000_000_000);
    for database in crate::tables::databases().await {
        let clock = Clock::new(|| NOW.load(Ordering::Relaxed));
        let api = Api::new(database, crate::tables::RESOURCES).access(Access::Public).clock(clock);
        let server = Server::new(api);
        keyed(&server, "k", "first").await.of(201);
        NOW.fetch_add(24 * 60 * 60 * 1000 - 1, Ordering::Relaxed);
        keyed(&server, "k", "second").await.problem(422, "idempotency_mismatch");
        NOW.fetch_add(2, Ordering::Relaxed);
        let answer = keyed(&server, "k", "second").await;
        assert_eq!((answer.status, answer.header("idempotency-replayed")), (201, ""));
        assert_eq!(keyed(&server, "k", "second").await.header("idempotency-replayed"), "true");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn api13_of_changes_that_have_seen_one_state_one_is_made() {
    on_each!(server => {
        let seen = get(&server, "/api/tags/1").await;
        let tag = Arc::new(seen.header("etag").to_owned());
        let change = |index: usize| {
            let (server, tag) = (server.clone(), Arc::clone(&tag));
            async move {
                let headers = [("content-type", "application/json"), ("if-match", tag.as_str())];
                send(&server, "PATCH", "/api/tags/1", &headers, &json!({"name": format!("name {index}")}).to_string()).await
            }
        };
        let answers = join_all((0..12).map(change)).await;
        let made = answers.iter().filter(|answer| answer.status == 200).count();
        assert_eq!(made, 1);
        for answer in answers.iter().filter(|answer| answer.status != 200) {
            assert_eq!(answer.problem(412, "precondition_failed"), []);
        }
    });
}
