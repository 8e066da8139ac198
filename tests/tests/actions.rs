//! Events of actions: in the table where they go, of transactions that were kept alone.
#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use serde_json::{Value, json};
use ssot_tests::http::send;
use ssot_tests::toolchain::Postgres;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_are_written_with_what_they_tell_of() {
    let Some(postgres) = Postgres::shared() else { return };
    let url = postgres.database();
    let database = club::open(Some(url.clone())).await.unwrap();
    let listener = ssot_server::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(club::app(database.clone()).serve(listener));
    let post = move |path: &'static str, body: Value| {
        let headers = [("content-type", "application/json"), ("x-caller", r#"{"id":"ann"}"#)];
        tokio::task::spawn_blocking(move || {
            send(address, "POST", path, &headers, body.to_string().as_bytes()).unwrap().status
        })
    };
    let at = json!({"at": "2026-01-31T10:30:00+01:00"});
    assert_eq!(post("/api/posts/2/-/publish?dryRun=true", at.clone()).await.unwrap(), 200);
    assert_eq!(post("/api/posts/2/-/spoil", json!({})).await.unwrap(), 422);
    assert_eq!(post("/api/posts/2/-/publish", at).await.unwrap(), 200);
    let events = postgres.psql_in(&url, "SELECT event, payload FROM _ssot_events ORDER BY id");
    let payload = r#"{"postId":2,"title":"Ann, draft","note":null,"at":"2026-01-31T09:30:00.000Z"}"#;
    assert_eq!(events.trim(), format!("PostPublished|{payload}"));
    database.close().await;
}
