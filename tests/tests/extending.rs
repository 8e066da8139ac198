//! A club with a mind of its own: the chapter `docs/extending.md`, whose code is this file's.
#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use axum::http::request::Parts;
use axum::routing::get;
use club::api::{
    BookComputed, BookHoldSource, BookIsPlacedSource, BookPriceTagSource, BookReadingMinutesSource, Comment,
    CommentCreate, Event, EventCreate, Post, events,
};
use serde_json::{Value, json};
use ssot_db::Database;
use ssot_server::auth::{Authenticate, Caller, Principal};
use ssot_server::computed::{Answers, Batch};
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

/// What is said of books that the table does not hold.
struct Shelves;

impl BookComputed for Shelves {
    fn reading_minutes(&self, rows: Batch<BookReadingMinutesSource>, _: &Call<'_>) -> Answers<i32> {
        rows.each(|row| row.text.split_whitespace().count().div_ceil(200).try_into().unwrap_or(i32::MAX))
    }

    fn hold(&self, rows: Batch<BookHoldSource>, call: &Call<'_>) -> Answers<Option<String>> {
        let caller = call.principal().map(|principal| principal.id.as_str());
        rows.each(|row| {
            let holder = row.holder_id?;
            Some(if caller == Some(&*holder) { "yours".to_owned() } else { "lent".to_owned() })
        })
    }

    fn price_tag(&self, rows: Batch<BookPriceTagSource>, _: &Call<'_>) -> Answers<String> {
        rows.each(|row| format!("{} at {}", row.title, row.price.unwrap_or_default()))
    }

    fn is_placed(&self, rows: Batch<BookIsPlacedSource>, _: &Call<'_>) -> Answers<bool> {
        rows.each(|row| row.shelf.is_some())
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
    let api: Api = club::api::api(database, Shelves).authenticate(Badge).hooks::<Post>(House);
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
            match events::Event::read(event)? {
                events::Event::PostPublished(post) => self.0.send(format!("{} is out", post.title))?,
                // Told before the schema lost it, or by another program: nobody is to wait for it.
                events::Event::Unknown => {}
            }
            Ok(())
        })
    }
}

fn telling(database: Database, letters: Letters) -> Server {
    Server::new(club::api::api(database, Shelves).authenticate(Badge).deliver(letters))
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

/// Counts how often it is asked, and for how many rows.
#[derive(Clone, Default)]
struct Counting(Arc<Mutex<Vec<(&'static str, usize)>>>);

impl Counting {
    fn note(&self, field: &'static str, rows: usize) {
        self.0.lock().unwrap().push((field, rows));
    }

    /// What was asked since the last time, in the order of the fields.
    fn take(&self) -> Vec<(&'static str, usize)> {
        let mut asked = std::mem::take(&mut *self.0.lock().unwrap());
        asked.sort_unstable();
        asked
    }
}

impl BookComputed for Counting {
    fn reading_minutes(&self, rows: Batch<BookReadingMinutesSource>, call: &Call<'_>) -> Answers<i32> {
        self.note("readingMinutes", rows.rows().len());
        Shelves.reading_minutes(rows, call)
    }

    fn hold(&self, rows: Batch<BookHoldSource>, call: &Call<'_>) -> Answers<Option<String>> {
        self.note("hold", rows.rows().len());
        Shelves.hold(rows, call)
    }

    fn price_tag(&self, rows: Batch<BookPriceTagSource>, call: &Call<'_>) -> Answers<String> {
        self.note("priceTag", rows.rows().len());
        Shelves.price_tag(rows, call)
    }

    fn is_placed(&self, rows: Batch<BookIsPlacedSource>, call: &Call<'_>) -> Answers<bool> {
        self.note("isPlaced", rows.rows().len());
        Shelves.is_placed(rows, call)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn computed_fields_cost_one_call_a_page() {
    for database in databases().await {
        let listener = ssot_server::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopping) = oneshot::channel::<()>();
        let counting = Counting::default();
        let server = Server::new(club::api::api(database.clone(), counting.clone()).authenticate(Badge));
        let served = tokio::spawn(server.serve_until(listener, async { drop(stopping.await) }));
        tokio::task::spawn_blocking(move || counted(address, &counting)).await.unwrap();
        drop(stop);
        served.await.unwrap();
        database.close().await;
    }
}

fn counted(address: SocketAddr, counting: &Counting) {
    let get = |path: &str, badge: &str| ask(address, "GET", path, badge, &Value::Null);
    let (status, page) = get("/api/books", "eve/board");
    assert_eq!(status, 200);
    assert_eq!(page["data"][0]["priceTag"], "Hops at 12");
    // The price of the second one is null, and has a policy: nobody is asked for its tag.
    assert_eq!(page["data"][1]["priceTag"], Value::Null);
    assert_eq!(counting.take(), [("hold", 2), ("isPlaced", 2), ("priceTag", 1), ("readingMinutes", 2)]);
    // Ann does not see prices.
    let (_, book) = get("/api/books/1", "ann/member");
    assert_eq!((&book["hold"], &book["priceTag"]), (&json!("yours"), &Value::Null));
    assert_eq!(counting.take(), [("hold", 1), ("isPlaced", 1), ("readingMinutes", 1)]);
    // What is not shown is not worked out.
    let (_, page) = get("/api/books?fields=hold", "eve/board");
    assert_eq!(page["data"], json!([{"id": 1, "hold": "lent"}, {"id": 2, "hold": null}]));
    assert_eq!(counting.take(), [("hold", 2)]);
    assert_eq!(get("/api/books?fields=title", "eve/board").0, 200);
    assert_eq!(get("/api/books/-/aggregate?count=*", "eve/board").0, 200);
    assert_eq!(counting.take(), []);
    // Two more of Ann's: those of all people come with one call.
    for title in ["Ash", "Fir"] {
        let new = json!({"title": title, "text": "a b", "holderId": "ann"});
        let (status, book) = ask(address, "POST", "/api/books?fields=readingMinutes", "ann/member", &new);
        assert_eq!((status, &book["readingMinutes"]), (201, &json!(1)));
    }
    assert_eq!(counting.take(), [("readingMinutes", 1), ("readingMinutes", 1)]);
    let (_, people) = get("/api/people?include=books&fields[books]=hold&fields=id&orderBy=id", "ann/member");
    let books = people["data"][0]["books"].as_array().unwrap();
    assert_eq!(books.iter().map(|book| &book["hold"]).collect::<Vec<_>>(), ["yours", "yours", "yours"]);
    assert_eq!(counting.take(), [("hold", 3)]);
    let bulk = json!({"data": [{"title": "x", "text": ""}, {"title": "y", "text": ""}, {"title": "z", "text": ""}]});
    assert_eq!(ask(address, "POST", "/api/books/-/bulk/create", "ann/member", &bulk).0, 201);
    assert_eq!(counting.take(), [("hold", 3), ("isPlaced", 3), ("readingMinutes", 3)]);
}

#[tokio::test]
async fn a_field_that_nobody_computes_keeps_a_server_from_starting() {
    let database = club::open(None).await.unwrap();
    let api = Api::new(database.clone(), club::api::RESOURCES).authenticate(Badge);
    let refusal = Server::new(api).listen("127.0.0.1:0").await.unwrap_err().to_string();
    assert!(
        refusal.contains("Book.readingMinutes, Book.hold, Book.priceTag, Book.isPlaced"),
        "what is missing is named: {refusal}"
    );
    database.close().await;
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
