//! Foreign keys that hold the tenant beside another column.

use http::HeaderName;
use serde_json::{Value, json};
use ssot_db::{Database, SqliteConfig};
use ssot_server::auth::Told;
use ssot_server::resource::{Default, Field, Kind, Link, Relation, Resource};
use ssot_server::{Access, Api, Server};

use super::tables::{field, nullable, resource};
use super::{Answer, pairs, send};

static SHELF: Resource = Resource {
    fields: &[Field { default: Default::Database, ..field("id", Kind::Int) }, field("tenant", Kind::String)],
    relations: &[Relation {
        name: "books",
        target: &BOOK,
        inverse: 0,
        link: Link::Held { fields: &[1, 2], references: &[1, 0] },
        list: true,
        nullable: false,
    }],
    tenant: Some(1),
    ..resource("Shelf", "shelves")
};

static BOOK: Resource = Resource {
    fields: &[
        Field { default: Default::Database, ..field("id", Kind::Int) },
        field("tenant", Kind::String),
        nullable(field("shelfId", Kind::Int)),
    ],
    relations: &[Relation {
        name: "shelf",
        target: &SHELF,
        inverse: 0,
        link: Link::Holds { fields: &[1, 2], references: &[1, 0], constraint: "books_shelf_fkey" },
        list: false,
        nullable: true,
    }],
    tenant: Some(1),
    ..resource("Book", "books")
};

static RESOURCES: &[&Resource] = &[&SHELF, &BOOK];

const TABLES: &str = "
CREATE TABLE shelves (id INTEGER PRIMARY KEY, tenant TEXT NOT NULL, UNIQUE (tenant, id));
CREATE TABLE books (id INTEGER PRIMARY KEY, tenant TEXT NOT NULL, shelfId INTEGER,
    CONSTRAINT books_shelf_fkey FOREIGN KEY (tenant, shelfId) REFERENCES shelves (tenant, id));
INSERT INTO shelves (id, tenant) VALUES (1, 'a'), (2, 'b');
INSERT INTO books (id, tenant) VALUES (1, 'a'), (2, 'b');
";

async fn by(server: &Server, tenant: &str, method: &str, path: &str, body: Value) -> Answer {
    let caller = json!({"id": "ann", "tenant": tenant}).to_string();
    let headers = [("content-type", "application/json"), ("x-caller", caller.as_str())];
    send(server, method, path, &headers, &body.to_string()).await
}

#[tokio::test]
async fn ten3_a_relation_sets_what_is_not_the_tenant() {
    let database = Database::sqlite(SqliteConfig::temporary()).unwrap();
    database.batch(TABLES).await.unwrap();
    let api = Api::new(database, RESOURCES).access(Access::Public);
    let server = Server::new(api.authenticate(Told::by(HeaderName::from_static("x-caller"))));

    let made = by(&server, "a", "POST", "/api/books", json!({"shelf": {"connect": {"id": 1}}})).await.of(201);
    assert_eq!((&made["tenant"], &made["shelfId"]), (&json!("a"), &json!(1)));
    let new = json!({"books": {"create": [{}], "connect": [{"id": 1}]}});
    let shelf = by(&server, "a", "POST", "/api/shelves?include=books", new).await.of(201);
    let books: Vec<&Value> = shelf["books"].as_array().unwrap().iter().map(|book| &book["tenant"]).collect();
    assert_eq!(books, ["a", "a"]);
    let changed = by(&server, "a", "PATCH", "/api/books/1", json!({"shelf": {"disconnect": true}})).await.of(200);
    assert_eq!((&changed["tenant"], &changed["shelfId"]), (&json!("a"), &json!(null)));

    // Those of another tenant are not there.
    for (body, pointer) in [
        (json!({"shelf": {"connect": {"id": 2}}}), "/shelf/connect/id"),
        (json!({"shelf": {"create": {"books": {"connect": [{"id": 2}]}}}}), "/shelf/create/books/connect/0/id"),
    ] {
        let refused = by(&server, "a", "POST", "/api/books", body).await.problem(409, "foreign_key_violation");
        assert_eq!(refused, pairs(&[(pointer, "foreign_key_violation")]));
    }
    let other = by(&server, "b", "GET", "/api/books/2", json!(null)).await.of(200);
    assert_eq!((&other["tenant"], &other["shelfId"]), (&json!("b"), &json!(null)));
}
