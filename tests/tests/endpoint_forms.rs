//! API14 for endpoints of one's own: what the compiler makes of the types of a trait is what the document says of them.

#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]
#![allow(dead_code, missing_docs, reason = "nothing is answered here, and names say what they are")]

use std::collections::BTreeMap;

use serde_json::{Value, json};
use ssot::server::axum::body::{Body, to_bytes};
use ssot::server::axum::http::Request;
use ssot::server::{Api, Server};
use ssot::{Principal, Relation};
use ssot_db::{Database, SqliteConfig};

mod other {
    /// Another one of that name.
    #[ssot::model]
    #[ssot(data)]
    pub struct Row {
        pub other: bool,
    }
}

/// A row that travels.
#[ssot::model]
#[ssot(data)]
pub struct Row {
    /// Goes on.
    pub next: Option<Box<Self>>,
    pub also: other::Row,
}

/// Not the day that a library has under the name.
#[ssot::model]
pub struct Date {
    pub year: i32,
}

/// A page of anything.
#[ssot::model]
pub struct Page<T> {
    pub items: Vec<T>,
    pub by_name: BTreeMap<String, T>,
}

/// Somebody.
#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Person {
    #[ssot(id)]
    pub id: i64,
    /// First and last.
    #[deprecated(since = "2.0.0", note = "people have\n  `names`")]
    pub full_name: Option<String>,
    #[ssot(hidden)]
    pub password: String,
    pub mood: Mood,
    pub friends: Relation<Vec<Friend>>,
}

#[ssot::model]
pub struct Friend {
    #[ssot(id)]
    pub id: i32,
    pub person_id: i64,
    #[ssot(relation(fields = [person_id], references = [id]))]
    pub person: Relation<Person>,
}

#[ssot::model]
pub enum Mood {
    Good,
    Bad,
}

/// A short word.
#[ssot::scalar]
#[ssot(length(1..=8), pattern = "^[a-z]+$")]
#[derive(Debug)]
pub struct Word(String);

#[ssot::model]
pub struct Change {
    /// What it is called from now on.
    #[serde(alias = "title")]
    #[deprecated]
    pub name: Word,
    #[serde(flatten)]
    pub rest: BTreeMap<String, u64>,
}

/// serde knows it, and nobody else.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct Foreign;

/// Another name of a type is that type.
type Renamed = Row;

/// What the arguments of a generic type are, an alias hides.
type Hidden = Page<Row>;

#[ssot::api]
trait Forms {
    /// All people.
    ///
    /// Each of them once.
    #[ssot(get = "/people/{id}")]
    async fn people(&self, id: i64) -> Page<Person>;

    /// Forgets somebody.
    #[deprecated = "nobody is forgotten"]
    #[ssot(delete = "/people/{person}")]
    async fn forget(&self, who: Principal, person: i64);

    #[ssot(get = "/rows")]
    async fn rows(&self, day: Word, days: Vec<Mood>) -> Page<Renamed>;

    #[ssot(post = "/changes")]
    async fn change(&self, change: Change) -> Option<Date>;

    #[ssot(put = "/foreign")]
    async fn foreign(&self, days: Vec<Option<Foreign>>) -> (f64, Page<Date>, Hidden);

    #[ssot(get = "/kinds/{type}")]
    async fn kind(&self, r#type: String) -> String;
}

struct Nothing;

impl Forms for Nothing {
    async fn people(&self, _: i64) -> Page<Person> {
        unreachable!()
    }
    async fn forget(&self, _: Principal, _: i64) {}
    async fn rows(&self, _: Word, _: Vec<Mood>) -> Page<Renamed> {
        unreachable!()
    }
    async fn change(&self, _: Change) -> Option<Date> {
        None
    }
    async fn foreign(&self, _: Vec<Option<Foreign>>) -> (f64, Page<Date>, Hidden) {
        unreachable!()
    }
    async fn kind(&self, r#type: String) -> String {
        r#type
    }
}

fn document() -> Value {
    get("/-/openapi.json")
}

fn get(path: &str) -> Value {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let database = Database::sqlite(SqliteConfig::temporary()).unwrap();
        let server = Server::new(Api::new(database, &[])).routes(Nothing.router());
        let request = Request::get(path).body(Body::empty()).unwrap();
        let body = to_bytes(server.call(request).await.into_body(), usize::MAX).await.unwrap();
        serde_json::from_slice(&body).unwrap()
    })
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// What an operation answers with.
fn answer<'d>(document: &'d Value, path: &str, method: &str) -> &'d Value {
    &document["paths"][path][method]["responses"]["200"]["content"]["application/json"]["schema"]
}

#[test]
fn types_are_what_the_compiler_says() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    // Generics have a schema for each of their arguments, aliases are what they stand for.
    assert_eq!(*answer(&document, "/people/{id}", "get"), reference("Page-Person"));
    assert_eq!(*answer(&document, "/rows", "get"), reference("Page-Row"));
    assert_eq!(schemas["Page-Row"]["properties"]["by_name"]["additionalProperties"], reference("Row"));
    // Two types of one name are two, and one may hold itself.
    let next = json!({"anyOf": [reference("Row"), {"type": "null"}], "description": "Goes on."});
    assert_eq!(schemas["Row"]["properties"], json!({"next": next, "also": reference("Row.2")}));
    assert_eq!(schemas["Row.2"]["description"], "Another one of that name.");
    // A type of one's own is no type of a library with its name.
    let date = json!({"anyOf": [reference("Date"), {"type": "null"}]});
    assert_eq!(*answer(&document, "/changes", "post"), date);
    let year = json!({"type": "integer", "minimum": i32::MIN, "maximum": i32::MAX, "format": "int32"});
    assert_eq!(schemas["Date"]["properties"], json!({"year": year}));
    // Nothing is known of what is not marked, but its name.
    let any = |name: &str| json!({"title": name, "description": "Any value: nothing is known of this type."});
    let foreign = &document["paths"]["/foreign"]["put"]["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(*foreign, json!({"type": "array", "items": any("Foreign")}));
    let answer = answer(&document, "/foreign", "put");
    let double = json!({"type": "number", "format": "double"});
    assert_eq!(answer["prefixItems"], json!([double, reference("Page-Date"), any("Hidden")]));
}

#[test]
#[expect(deprecated, reason = "a row has all of its fields")]
fn tables_are_rows_as_serde_writes_them() {
    let document = document();
    let person = &document["components"]["schemas"]["Person"];
    assert_eq!(person["required"], json!(["id", "fullName", "mood"]));
    let properties = person["properties"].as_object().unwrap();
    let names: Vec<&String> = properties.keys().collect();
    assert_eq!(names, ["id", "fullName", "mood", "friends"]);
    assert_eq!(properties["id"]["type"], "string");
    let told = "First and last.\n\nDeprecated: people have `names`";
    assert_eq!(properties["fullName"], json!({"type": ["string", "null"], "description": told, "deprecated": true}));
    assert_eq!(properties["friends"], json!({"type": "array", "items": reference("Friend")}));
    let written = json!({"id": "1", "fullName": null, "mood": "Good"});
    let person =
        Person { id: 1, full_name: None, password: "secret".to_owned(), mood: Mood::Good, friends: Relation::absent() };
    assert_eq!(serde_json::to_value(person).unwrap(), written);
}

#[test]
fn what_is_read_has_its_rules() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    let word = json!({"type": "string", "minLength": 1, "maxLength": 8, "pattern": "^[a-z]+$", "description": "A short word."});
    assert_eq!(schemas["Word"], word);
    let change = &schemas["Change"];
    assert_eq!(change["required"], json!(["name"]));
    let name = json!({"$ref": "#/components/schemas/Word", "description": "What it is called from now on.", "deprecated": true});
    assert_eq!(change["properties"], json!({"name": name, "title": false}));
    assert_eq!(change["additionalProperties"]["type"], "string", "a number that a double does not hold");
}

#[test]
fn operations_say_what_their_methods_do() {
    let document = document();
    let people = &document["paths"]["/people/{id}"];
    assert_eq!(people["get"]["summary"], "All people.");
    assert_eq!(people["get"]["description"], "All people.\n\nEach of them once.");
    assert!(people["get"].get("deprecated").is_none());
    // One path has one name for its parameter.
    assert_eq!(people["delete"]["deprecated"], true);
    assert_eq!(people["delete"]["summary"], "Forgets somebody.");
    assert_eq!(people["delete"]["description"], "Forgets somebody.\n\nDeprecated: nobody is forgotten");
    assert_eq!(people["delete"]["parameters"][0]["name"], "id");
    assert!(people["delete"]["responses"]["204"].get("content").is_none());
    assert!(people["delete"]["responses"].get("401").is_some() && people["get"]["responses"].get("401").is_none());
    let parameters = &document["paths"]["/rows"]["get"]["parameters"];
    assert_eq!(parameters[0], json!({"name": "day", "in": "query", "required": true, "schema": reference("Word")}));
    assert_eq!(parameters[1]["schema"], json!({"type": "array", "items": reference("Mood")}));
    assert_eq!(document["paths"]["/people/{person}"], Value::Null);
}

#[test]
fn an_argument_may_be_called_like_a_word_of_rust() {
    let kind = &document()["paths"]["/kinds/{type}"]["get"];
    assert_eq!(kind["parameters"][0]["name"], "type");
    assert_eq!(get("/kinds/a%20b"), "a b");
}
