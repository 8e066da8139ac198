//! TEN1, API2, API4: every route of the club × callers who have no business there. Nothing leaks, nothing changes, and counts,
//! orders and filters know of no more rows than lists show.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;

use axum::body::{Body, to_bytes};
use serde_json::{Value, json};
use ssot_db::{Database, Row, Sink, Statement};
use ssot_server::Server;
use ssot_server::resource::Resource;
use ssot_tests::toolchain::Postgres;

/// A caller, what it must never read, and whether it has a tenant of its own.
struct Stranger {
    caller: Option<Value>,
    secrets: &'static [&'static str],
    tenant: bool,
}

fn strangers() -> [Stranger; 3] {
    const HIDDEN: [&str; 5] = ["draft", "secret on", "@club.example", "red of", "blue of"];
    [
        Stranger { caller: None, secrets: &HIDDEN, tenant: false },
        Stranger { caller: Some(json!({"id": "zoe", "roles": ["guest"]})), secrets: &HIDDEN, tenant: false },
        Stranger { caller: Some(json!({"id": "zoe", "tenant": "blue"})), secrets: &HIDDEN[..4], tenant: true },
    ]
}

/// The rows of a model by their keys, and a body that a new one could have.
fn rows(name: &str) -> (&'static [&'static str], Value) {
    match name {
        "Person" => (&["ann", "ben", "eve"], json!({"id": "new", "name": "N", "email": "n@x.example"})),
        "Post" => (&["1", "2", "3", "4"], json!({"slug": "ben-in", "title": "N", "authorId": "ann"})),
        "Comment" => (&["1", "2", "3", "4", "5"], json!({"text": "N", "authorId": "ann", "postId": 1})),
        "Tag" => (&["1", "2"], json!({"id": 7, "name": "N"})),
        "Folder" => (&["f1", "f2"], json!({"id": "f1", "name": "N"})),
        "Paper" => (&["1", "2", "3"], json!({"id": 7, "title": "N", "ownerId": "ann"})),
        "Tip" => (&["1", "2"], json!({"id": 7, "text": "N", "fromId": "ann"})),
        "Book" => (&["1", "2"], json!({"title": "N", "text": "N"})),
        "Note" => (&["1", "2", "3", "4"], json!({"text": "N", "folderId": "f1"})),
        other => panic!("what are the rows of `{other}`?"),
    }
}

/// What an action could be asked with.
fn arguments(action: &str) -> Value {
    match action {
        "publish" | "withdraw" | "spoil" | "discard" => json!({}),
        "start" => json!({"slug": "ben-in", "title": "N"}),
        "rank" => json!({"level": "BOARD"}),
        "rename" => json!({"title": "N"}),
        "jot" => json!({"text": "N", "folder": "f1"}),
        other => panic!("what does `{other}` take?"),
    }
}

/// Every request that the routes of a resource take, and whether it writes.
fn requests(resource: &'static Resource) -> Vec<(bool, &'static str, String, Value)> {
    let base = format!("/api/{}", resource.segment);
    let (keys, body) = rows(resource.name);
    let text = resource.fields.iter().find(|field| ["name", "title", "text"].contains(&field.name)).unwrap().name;
    let change = json!({ text: "changed" });
    let mut requests = vec![
        (false, "GET", format!("{base}?take=100&count=exact"), Value::Null),
        (false, "POST", format!("{base}/-/search"), json!({"where": {text: {"contains": ""}}})),
        (true, "POST", base.clone(), body.clone()),
        (true, "POST", format!("{base}/-/bulk/create"), json!({"data": [body]})),
        (true, "POST", format!("{base}/-/bulk/update"), json!({"all": true, "data": change})),
        (true, "POST", format!("{base}/-/bulk/delete"), json!({"all": true})),
    ];
    // Keys that the database counts cannot be given.
    if let Some(on) = ["slug", "id"].into_iter().find(|name| body.get(name).is_some()) {
        requests.push((true, "POST", format!("{base}/-/bulk/upsert"), json!({"on": [on], "data": [body]})));
    }
    if resource.export {
        requests.push((false, "GET", format!("{base}/-/export?format=csv"), Value::Null));
    }
    if resource.aggregate {
        requests.push((false, "GET", format!("{base}/-/aggregate?count=*&groupBy={text}"), Value::Null));
        requests.push((false, "GET", format!("{base}/-/aggregate?min={text}&max={text}"), Value::Null));
    }
    for action in resource.actions.iter().filter(|action| !action.on_row) {
        requests.push((true, "POST", format!("{base}/-/{}", action.name), arguments(action.name)));
    }
    let names: Vec<&str> = resource.relations.iter().map(|relation| relation.name).collect();
    requests.push((false, "GET", format!("{base}?include={}", names.join(",")), Value::Null));
    // The URL has the key.
    let mut whole = body.clone();
    whole.as_object_mut().unwrap().remove("id");
    for key in keys {
        let item = format!("{base}/{key}");
        requests.push((false, "GET", item.clone(), Value::Null));
        requests.push((false, "GET", format!("{item}?include={}", names.join(",")), Value::Null));
        requests.push((true, "PATCH", item.clone(), change.clone()));
        requests.push((true, "PUT", item.clone(), whole.clone()));
        requests.push((true, "DELETE", item.clone(), Value::Null));
        for action in resource.actions.iter().filter(|action| action.on_row) {
            requests.push((true, "POST", format!("{item}/-/{}", action.name), arguments(action.name)));
        }
        for relation in resource.relations {
            requests.push((false, "GET", format!("{item}/{}", relation.name), Value::Null));
            if relation.is_many_to_many() {
                for other in rows(relation.target.name).0 {
                    for method in ["PUT", "DELETE"] {
                        requests.push((true, method, format!("{item}/{}/{other}", relation.name), Value::Null));
                    }
                }
            }
        }
    }
    requests
}

async fn ask(server: &Server, caller: Option<&Value>, method: &str, path: &str, body: &Value) -> (u16, String) {
    let mut request = axum::http::Request::builder().method(method).uri(path.replace(' ', "%20"));
    if let Some(caller) = caller {
        request = request.header("x-caller", caller.to_string());
    }
    let text = if *body == Value::Null { String::new() } else { body.to_string() };
    let request = request.header("content-type", "application/json").body(Body::from(text)).unwrap();
    let (head, body) = server.call(request).await.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    (head.status.as_u16(), String::from_utf8(body).unwrap())
}

struct Lines(Vec<String>);

impl Sink for Lines {
    fn row(&mut self, row: &dyn Row) -> Result<(), ssot_db::Error> {
        let cells: Result<Vec<_>, _> = (0..row.len()).map(|index| row.cell(index).map(ssot_db::Value::from)).collect();
        self.0.push(format!("{:?}", cells?));
        Ok(())
    }

    fn reset(&mut self) {
        self.0.clear();
    }
}

/// All rows that are not the stranger's own.
async fn kept(database: &Database, own: bool) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for table in ["Person", "Post", "Comment", "Tag", "Folder", "Note", "_PostToTag"] {
        let mine = own && ["Folder", "Note"].contains(&table);
        let sql = format!("SELECT * FROM \"{table}\"{}", if mine { " WHERE \"tenantId\" <> 'blue'" } else { "" });
        let statement = Statement::new(sql, Vec::new(), ssot_db::Context::None);
        let lines = database.read(statement, Lines(Vec::new())).await.unwrap().0;
        all.extend(lines.into_iter().map(|line| format!("{table} {line}")));
    }
    all
}

/// What has policies or tenants, but for what is open to everybody.
fn guarded() -> impl Iterator<Item = &'static Resource> {
    let resources = club::api::RESOURCES.iter().copied().filter(|resource| resource.name != "Greeting");
    resources.filter(|resource| !resource.policies.is_empty() || resource.tenant.is_some())
}

#[tokio::test]
async fn ten1_every_route_keeps_strangers_out() {
    let mut asked = 0;
    let urls = std::iter::once(None).chain(Postgres::shared().map(|postgres| Some(postgres.database())));
    for url in urls {
        let database = club::open(url).await.unwrap();
        let server = club::app(database.clone());
        for Stranger { caller, secrets, tenant } in &strangers() {
            let before = kept(&database, *tenant).await;
            assert!(before.len() > 15, "there is something to keep");
            for resource in guarded() {
                for (writes, method, path, body) in requests(resource) {
                    asked += 1;
                    let (status, text) = ask(&server, caller.as_ref(), method, &path, &body).await;
                    let what = format!("{caller:?}: {method} {path} {body}: {status} {text}");
                    assert!(status < 500, "{what}");
                    let leak = secrets.iter().find(|secret| text.contains(**secret));
                    assert_eq!(leak, None, "{what}");
                    let own = *tenant && resource.tenant.is_some();
                    // What an action asks of its caller, the action says.
                    let rejected = status == 422 && text.contains("\"action_rejected\"");
                    // Who sees no row at all changes none.
                    let nothing = text == r#"{"count":0}"#;
                    assert!(own || !writes || nothing || rejected || [401, 403, 404, 409].contains(&status), "{what}");
                    assert!(caller.is_some() || !writes || rejected || [401, 404].contains(&status), "{what}");
                }
            }
            assert_eq!(kept(&database, *tenant).await, before, "{caller:?}");
        }
        // Those whom it concerns see what the others do not.
        let eve = json!({"id": "eve", "roles": ["board"], "tenant": "red"});
        for (path, secret) in [("posts", "draft"), ("people", "@club.example"), ("notes", "red of")] {
            let (status, text) = ask(&server, Some(&eve), "GET", &format!("/api/{path}"), &Value::Null).await;
            assert!(status == 200 && text.contains(secret), "{path}: {text}");
        }
    }
    eprintln!("{asked} requests");
}

#[tokio::test]
async fn api4_counts_orders_and_filters_know_the_rows_of_lists_only() {
    let database = club::open(None).await.unwrap();
    let server = club::app(database);
    let mut compared = 0;
    let insiders = [json!({"id": "ann", "tenant": "red"}), json!({"id": "eve", "roles": ["board"], "tenant": "blue"})];
    for caller in strangers().into_iter().map(|it| it.caller).chain(insiders.map(Some)) {
        for resource in guarded() {
            let base = format!("/api/{}?take=100&count=exact", resource.segment);
            let (status, text) = ask(&server, caller.as_ref(), "GET", &base, &Value::Null).await;
            if status != 200 {
                continue;
            }
            let list: Value = serde_json::from_str(&text).unwrap();
            let key = resource.fields[resource.key[0]].name;
            let ids = |list: &Value| -> BTreeSet<String> {
                list["data"].as_array().unwrap().iter().map(|row| row[key].to_string()).collect()
            };
            assert_eq!(list["page"]["total"], ids(&list).len(), "{base}");
            for field in resource.fields {
                let name = field.name;
                // Whether a value is there divides the rows that are seen, as they are seen.
                let mut parts = Vec::new();
                for part in ["true", "false"] {
                    let path = format!("{base}&where[{name}][isNull]={part}");
                    let (status, text) = ask(&server, caller.as_ref(), "GET", &path, &Value::Null).await;
                    if status == 200 {
                        parts.push(serde_json::from_str::<Value>(&text).unwrap());
                    } else {
                        assert_eq!(status, 400, "{path}: {text}");
                    }
                }
                if let [null, there] = parts.as_slice() {
                    compared += 1;
                    assert_eq!(&ids(null) | &ids(there), ids(&list), "{caller:?} {name}");
                    assert!(
                        null["data"].as_array().unwrap().iter().all(|row| row[name].is_null()),
                        "{caller:?} {name}"
                    );
                    assert!(
                        there["data"].as_array().unwrap().iter().all(|row| !row[name].is_null()),
                        "{caller:?} {name}"
                    );
                }
                let path = format!("{base}&orderBy=-{name}");
                let (status, text) = ask(&server, caller.as_ref(), "GET", &path, &Value::Null).await;
                if status == 200 {
                    compared += 1;
                    assert_eq!(ids(&serde_json::from_str(&text).unwrap()), ids(&list), "{caller:?} {path}");
                }
            }
        }
    }
    assert!(compared > 100, "{compared}");
}

/// On PostgreSQL reads of rows that come at once share statements; each shows what it would have shown alone.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten5_rows_asked_for_at_once_are_those_asked_for_alone() {
    let Some(postgres) = Postgres::shared() else { return };
    for secured in [false, true] {
        let url = postgres.database();
        let database = if secured {
            let _ = club::secure(url.clone()).await.unwrap();
            club::connect_secured(postgres.database_as(club::ROLE, &url)).await.unwrap()
        } else {
            club::open(Some(url)).await.unwrap()
        };
        let server = club::app(database);
        let insiders = [
            json!({"id": "ann", "tenant": "red"}),
            json!({"id": "ben", "tenant": "blue"}),
            json!({"id": "eve", "roles": ["board"], "tenant": "red"}),
        ];
        let callers: Vec<Option<Value>> =
            strangers().into_iter().map(|it| it.caller).chain(insiders.map(Some)).collect();
        let mut alone = Vec::new();
        for resource in guarded() {
            for key in rows(resource.name).0.iter().chain(&["999"]) {
                let path = format!("/api/{}/{key}", resource.segment);
                for caller in &callers {
                    let answer = ask(&server, caller.as_ref(), "GET", &path, &Value::Null).await;
                    alone.push((path.clone(), caller, answer));
                }
            }
        }
        let found = alone.iter().filter(|(_, _, (status, _))| *status == 200).count();
        assert!(found > 20 && found < alone.len() - 20, "some are shown: {found}");
        for _ in 0..5 {
            let at_once = alone.iter().map(|(path, caller, _)| {
                let (server, path, caller) = (server.clone(), path.clone(), (*caller).clone());
                tokio::spawn(async move { ask(&server, caller.as_ref(), "GET", &path, &Value::Null).await })
            });
            for ((path, caller, expected), got) in alone.iter().zip(at_once.collect::<Vec<_>>()) {
                let got = got.await.unwrap();
                assert_eq!((got.0, without_id(&got.1)), (expected.0, without_id(&expected.1)), "{caller:?} {path}");
            }
        }
    }
}

/// A problem without the number of its request.
fn without_id(text: &str) -> Value {
    let mut json: Value = serde_json::from_str(text).unwrap();
    json.as_object_mut().unwrap().remove("requestId");
    json
}
