//! A club with a mind of its own: the chapter `docs/extending.md`, whose code is this file's.
#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;

use axum::http::request::Parts;
use axum::routing::get;
use club::api::{Comment, CommentCreate, Event, EventCreate, Post};
use serde_json::{Value, json};
use ssot_db::Database;
use ssot_server::auth::{Authenticate, Caller, Principal};
use ssot_server::event::{self, Deliver, DeliveryError};
use ssot_server::hook::{Call, Change, Hooks, Then};
use ssot_server::problem::{Code, Problem};
use ssot_server::{Api, Server};
use ssot_tests::http::send;
use ssot_tests::toolchain::{Postgres, workspace};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;

/// How posts are written in this club.
struct House;

impl Hooks<Post> for House {
    fn before_create(&self, new: &mut Change<'_, Post>, _: &Call<'_>) -> Result<(), Problem> {
        let title: String = new.get(Post::TITLE).unwrap_or_default();
        new.set(Post::TITLE, title.trim().to_owned())
    }

    fn before_update(&self, change: &mut Change<'_, Post>, _: &Call<'_>) -> Result<(), Problem> {
        match change.get::<String>(Post::TITLE) {
            Some(title) if title == title.to_uppercase() => {
                Err(change.refuse(Post::TITLE, "too_loud", "Not in capitals only"))
            }
            _ => Ok(()),
        }
    }

    fn before_delete(&self, call: &Call<'_>) -> Result<(), Problem> {
        match call.principal() {
            Some(principal) if principal.roles.iter().any(|role| role == "guest") => {
                Err(Problem::new(Code::Forbidden).detail("Guests delete nothing"))
            }
            _ => Ok(()),
        }
    }

    fn after_create(&self, row: &Post, _: &Call<'_>, then: &mut Then) -> Result<(), Problem> {
        if row.slug == "unwanted" {
            return Err(Problem::new(Code::Forbidden).detail("Nobody wants that"));
        }
        let first = format!("{} is new", row.title);
        then.create::<Comment>(CommentCreate { post_id: row.id.into(), ..CommentCreate::new(first) })
    }

    fn after_update(&self, row: &Post, _: &Call<'_>, then: &mut Then) -> Result<(), Problem> {
        if row.published {
            then.create::<Event>(EventCreate::new(1000 + row.id, format!("{} is out", row.title)))?;
        }
        Ok(())
    }

    fn after_delete(&self, row: &Post, _: &Call<'_>, then: &mut Then) -> Result<(), Problem> {
        then.create::<Event>(EventCreate::new(2000 + row.id, format!("{} is gone", row.title)))
    }
}

/// The club's own tokens: a name and a role.
#[derive(Debug)]
struct Badge;

impl Authenticate for Badge {
    fn authenticate<'a>(
        &'a self,
        head: &'a Parts,
    ) -> Pin<Box<dyn Future<Output = Result<Caller, Problem>> + Send + 'a>> {
        Box::pin(async move {
            let Some(badge) = head.headers.get("x-badge") else { return Ok(Caller::Anonymous) };
            let text = badge.to_str().map_err(|_| Problem::unauthenticated())?;
            let (name, role) = text.split_once('/').ok_or_else(Problem::unauthenticated)?;
            let principal = Principal { id: name.to_owned(), roles: vec![role.to_owned()], ..Principal::default() };
            Ok(Caller::principal(principal))
        })
    }
}

fn app(database: Database) -> Server {
    let api: Api = club::api::api(database).authenticate(Badge).hooks::<Post>(House);
    let pages = axum::Router::new().route("/house-rules", get(|| async { "No capitals only." }));
    Server::new(api).routes(pages)
}

/// Tells the readers what is new: here only a list.
#[derive(Debug)]
struct Letters(UnboundedSender<String>);

impl Deliver for Letters {
    fn deliver<'a>(
        &'a self,
        event: &'a event::Event,
    ) -> Pin<Box<dyn Future<Output = Result<(), DeliveryError>> + Send + 'a>> {
        Box::pin(async move {
            if event.name == "PostPublished" {
                let title = event.payload["title"].as_str().ok_or("a post without a title")?;
                self.0.send(format!("{title} is out"))?;
            }
            Ok(())
        })
    }
}

fn telling(database: Database, letters: Letters) -> Server {
    Server::new(club::api::api(database).authenticate(Badge).deliver(letters))
}

async fn databases() -> Vec<Database> {
    let mut databases = vec![club::open(None).await.unwrap()];
    if let Some(postgres) = Postgres::shared() {
        databases.push(club::open(Some(postgres.database())).await.unwrap());
    }
    databases
}

/// Sends JSON with a badge and gives status and body.
fn ask(address: SocketAddr, method: &str, path: &str, badge: &str, body: &Value) -> (u16, Value) {
    let headers = [("content-type", "application/json"), ("x-badge", badge)];
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let answer = send(address, method, path, &headers, body.as_bytes()).unwrap();
    (answer.status, if answer.body.is_empty() { Value::Null } else { answer.json() })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hooks_see_complete_and_refuse_what_is_written() {
    for database in databases().await {
        let listener = ssot_server::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopping) = oneshot::channel::<()>();
        let served = tokio::spawn(app(database.clone()).serve_until(listener, async { drop(stopping.await) }));
        tokio::task::spawn_blocking(move || hooked(address)).await.unwrap();
        drop(stop);
        served.await.unwrap();
        database.close().await;
    }
}

fn hooked(address: SocketAddr) {
    let eve = "eve/board";
    let comments = |post: &str| {
        let (_, list) =
            ask(address, "GET", &format!("/api/comments?where[postId]={post}&orderBy=id"), eve, &Value::Null);
        let texts = list["data"].as_array().unwrap().iter().map(|comment| comment["text"].clone());
        Value::from(texts.collect::<Vec<_>>())
    };
    let events = || {
        let (_, list) = ask(address, "GET", "/api/events?where[id][gt]=999&orderBy=id", eve, &Value::Null);
        let titles = list["data"].as_array().unwrap().iter().map(|event| event["title"].clone());
        Value::from(titles.collect::<Vec<_>>())
    };

    let new = json!({"slug": "tea", "title": "  Tea ", "rating": 3, "authorId": "eve"});
    let (status, post) = ask(address, "POST", "/api/posts", eve, &new);
    assert_eq!((status, &post["title"]), (201, &json!("Tea")));
    let path = format!("/api/posts/{}", post["id"]);
    // Before the hooks' own row is written the caller may not see it; afterwards the board may.
    assert_eq!(comments(&post["id"].to_string()), json!(["Tea is new"]));

    let (status, problem) = ask(address, "PATCH", &path, eve, &json!({"title": "TEA"}));
    assert_eq!((status, &problem["code"]), (422, &json!("validation")));
    assert_eq!(problem["errors"][0]["pointer"], "/title");
    assert_eq!(problem["errors"][0]["code"], "too_loud");

    // What a hook refuses afterwards was never written.
    let unwanted = json!({"slug": "unwanted", "title": "x", "authorId": "eve"});
    assert_eq!(ask(address, "POST", "/api/posts", eve, &unwanted).0, 403);
    let (_, list) = ask(address, "GET", "/api/posts?where[slug]=unwanted", eve, &Value::Null);
    assert_eq!(list["data"], json!([]));

    // A dry run calls them, and takes theirs back, too.
    assert_eq!(ask(address, "PATCH", &format!("{path}?dryRun=true"), eve, &json!({"published": true})).0, 200);
    assert_eq!(events(), json!([]));
    assert_eq!(ask(address, "PATCH", &path, eve, &json!({"published": true})).0, 200);
    assert_eq!(events(), json!(["Tea is out"]));
    // What is written along fails: its key is taken, so nothing is kept.
    assert_eq!(ask(address, "PATCH", &path, eve, &json!({"rating": 5})).0, 409);
    let (_, post) = ask(address, "GET", &path, eve, &Value::Null);
    assert_eq!(post["rating"], 3);

    // In bulk, and as a related row.
    let rows = json!({"data": [{"slug": "b1", "title": " b1", "authorId": "eve"}, {"slug": "b2", "title": "b2 ", "authorId": "eve"}]});
    let (status, made) = ask(address, "POST", "/api/posts/-/bulk/create", eve, &rows);
    assert_eq!((status, &made["data"][0]["title"], &made["data"][1]["title"]), (201, &json!("b1"), &json!("b2")));
    let second = made["data"][1]["id"].to_string();
    assert_eq!(comments(&second), json!(["b2 is new"]));
    let person = json!({"id": "kim", "name": "Kim", "email": "kim@club.example",
        "posts": {"create": [{"slug": "kim", "title": " Kim's "}]}});
    assert_eq!(ask(address, "POST", "/api/people", eve, &person).0, 201);
    let (_, list) = ask(address, "GET", "/api/posts?where[slug]=kim", eve, &Value::Null);
    assert_eq!(list["data"][0]["title"], "Kim's");
    let all = json!({"all": true, "data": {"title": "same"}});
    let (status, problem) = ask(address, "POST", "/api/posts/-/bulk/update", eve, &all);
    assert_eq!((status, &problem["code"]), (403, &json!("forbidden")));

    assert_eq!(ask(address, "DELETE", &path, "eve/guest", &Value::Null).0, 403);
    assert_eq!(ask(address, "DELETE", &path, eve, &Value::Null).0, 204);
    assert_eq!(events(), json!(["Tea is out", "Tea is gone"]));

    assert_eq!(ask(address, "GET", "/api/posts", "nonsense", &Value::Null).0, 401);
    assert_eq!(send(address, "GET", "/house-rules", &[], b"").unwrap().text(), "No capitals only.");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_actions_tell_goes_out() {
    for database in databases().await {
        let listener = ssot_server::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, mut letters) = unbounded_channel();
        let (stop, stopping) = oneshot::channel::<()>();
        let server = telling(database.clone(), Letters(sender));
        let served = tokio::spawn(server.serve_until(listener, async { drop(stopping.await) }));
        let published = move || ask(address, "POST", "/api/posts/2/-/publish", "ann/member", &json!({})).0;
        assert_eq!(tokio::task::spawn_blocking(published).await.unwrap(), 200);
        assert_eq!(letters.recv().await.unwrap(), "Ann, draft is out");
        drop(stop);
        served.await.unwrap();
        database.close().await;
        assert_eq!(letters.recv().await, None);
    }
}

#[test]
fn the_chapter_shows_this_file() {
    let chapter = std::fs::read_to_string(workspace().join("docs/extending.md")).unwrap();
    let code = include_str!("extending.rs");
    let blocks: Vec<&str> = chapter.split("```rust\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(blocks.len() >= 3);
    for block in blocks {
        assert!(code.contains(block), "this is not in the file:\n{block}");
    }
}
