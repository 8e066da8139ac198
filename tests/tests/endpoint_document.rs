//! API14 for endpoints of one's own: what the document of a server says of them is what they do.

#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::process::Command;

use pinboard::{Board, Pinboard as _};
use serde_json::{Value, json};
use ssot_db::{Database, SqliteConfig};
use ssot_server::auth::Told;
use ssot_server::axum::Router;
use ssot_server::axum::http::HeaderName;
use ssot_server::{Api, Mounted, Server};
use ssot_tests::http::{Answer, get, send};
use ssot_tests::openapi::Document;
use ssot_tests::toolchain::{node_project, workspace};
use tokio::runtime::Runtime;

fn serve(runtime: &Runtime, routes: impl Into<Mounted>) -> SocketAddr {
    runtime.block_on(async {
        let database = Database::sqlite(SqliteConfig::temporary()).unwrap();
        let api = Api::new(database, &[]).authenticate(Told::by(HeaderName::from_static("x-caller")));
        let server = Server::new(api).routes(routes);
        let listener = ssot_server::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(server.serve(listener));
        address
    })
}

/// Method, target, headers, body, and the status of the answer.
type Call = (&'static str, &'static str, &'static [(&'static str, &'static str)], &'static str, u16);

const JSON: &[(&str, &str)] = &[("content-type", "application/json")];
const ADA: &[(&str, &str)] = &[("x-caller", r#"{"id":"ada"}"#)];
const NOBODY: &[(&str, &str)] = &[("x-caller", "nonsense")];

const CALLS: &[Call] = &[
    ("POST", "/pins", JSON, r#"{"title":"Milk","color":"red"}"#, 201),
    ("POST", "/pins?dry_run=true", JSON, r#"{"title":"Tea","color":"green","tags":["a","b"]}"#, 201),
    ("POST", "/pins?dry_run=1", JSON, r#"{"title":"Tea","color":"green"}"#, 400),
    ("POST", "/pins", JSON, r#"{"title":"Milk","color":"green"}"#, 409),
    ("POST", "/pins", JSON, r#"{"title":"Tea","color":"blue"}"#, 422),
    ("POST", "/pins", JSON, r#"{"title":"Tea","color":"red","more":1}"#, 422),
    ("POST", "/pins", JSON, r#"{"color":"red"}"#, 422),
    ("POST", "/pins", JSON, r#"{"title":null,"color":"red"}"#, 422),
    ("POST", "/pins", JSON, "{", 400),
    ("POST", "/pins", &[("content-type", "text/plain")], "x", 415),
    ("GET", "/pins", &[], "", 200),
    ("GET", "/pins?search=M&color=red&color=green&take=7", &[], "", 200),
    ("GET", "/pins?take=256", &[], "", 400),
    ("GET", "/pins?who=1", &[], "", 400),
    ("GET", "/pins/1", &[], "", 200),
    ("GET", "/pins/7", &[], "", 404),
    ("GET", "/pins/x", &[], "", 400),
    ("PUT", "/pins/1/title", JSON, "\"Cream\"", 204),
    ("PUT", "/pins/1/title", JSON, "\"Cream\"", 409),
    ("PUT", "/pins/7/title", JSON, "\"Rum\"", 404),
    ("PUT", "/pins/1/title", JSON, "7", 422),
    ("GET", "/next/18446744073709551615", &[], "", 200),
    ("GET", "/next/18446744073709551616", &[], "", 400),
    ("GET", "/echo/a%2Fb", &[], "", 200),
    ("GET", "/me", ADA, "", 200),
    ("GET", "/me", &[], "", 401),
    ("GET", "/me", NOBODY, "", 401),
    ("GET", "/greeting?shout=true", &[], "", 200),
    ("GET", "/greeting", NOBODY, "", 401),
    ("GET", "/greeting?shout=2", &[], "", 400),
    ("DELETE", "/pins/1", &[], "", 204),
    ("DELETE", "/pins/1", &[], "", 404),
];

/// The operations of endpoints.
fn operations(document: &Document) -> BTreeSet<(String, String)> {
    let own = document.operations().filter(|(_, _, operation)| operation["tags"] == json!(["Pinboard"]));
    own.map(|(path, method, _)| (path.to_owned(), method.to_owned())).collect()
}

#[test]
fn answers_and_requests_are_as_the_document_says() {
    let runtime = Runtime::new().unwrap();
    let address = serve(&runtime, Board::default().router());
    let document = Document::of(address);
    let mut seen = BTreeSet::new();
    let mut statuses = BTreeSet::new();
    for &(method, target, headers, body, status) in CALLS {
        let call = format!("{method} {target} {body}");
        let answer = send(address, method, target, headers, body.as_bytes()).unwrap();
        assert_eq!(answer.status, status, "{call}: {}", answer.text());
        assert_eq!(document.check(method, target, &answer), Vec::<String>::new(), "{call}: {}", answer.text());
        let path = document.path(target.split('?').next().unwrap()).unwrap().to_owned();
        let operation = &document.json()["paths"][&path][method.to_lowercase()];
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        if let (Ok(body), false) = (serde_json::from_str::<Value>(body), schema.is_null()) {
            let faults = document.faults(schema, &body);
            assert_eq!(faults.is_empty(), status != 422, "{call}: {faults:?}");
        }
        refused_parameters(&document, operation, target, &answer);
        statuses.insert((path.clone(), method.to_lowercase(), status));
        if status < 300 {
            seen.insert((path, method.to_lowercase()));
        }
    }
    assert_eq!(seen, operations(&document), "every operation has succeeded once, and there are no others");
    // Whoever may refuse with the enum says all of it, and each of its statuses was seen.
    for status in [404_u16, 409] {
        let said = seen.iter().filter(|(path, method)| {
            document.json()["paths"][path][method]["responses"].get(status.to_string()).is_some()
        });
        let said: Vec<&str> = said.map(|(path, _)| path.as_str()).collect();
        assert_eq!(said, ["/pins", "/pins/{id}", "/pins/{id}", "/pins/{id}/title"], "{status}");
        assert!(statuses.iter().any(|(_, _, seen)| *seen == status));
    }
}

/// Values in the query that the schemas of the parameters allow are not refused, and the others are.
fn refused_parameters(document: &Document, operation: &Value, target: &str, answer: &Answer) {
    let Some((_, query)) = target.split_once('?') else { return };
    let parameters = operation["parameters"].as_array().unwrap();
    let is_right = query.split('&').all(|part| {
        let (name, text) = part.split_once('=').unwrap();
        let Some(parameter) = parameters.iter().find(|parameter| parameter["name"] == name) else { return false };
        let schema = &parameter["schema"];
        let schema = if schema["type"] == "array" { &schema["items"] } else { schema };
        let values = [json!(text), serde_json::from_str(text).unwrap_or(Value::Null)];
        values.iter().any(|value| document.faults(schema, value).is_empty())
    });
    assert_eq!(is_right, answer.status != 400, "{target}: {}", answer.text());
}

#[test]
fn the_document_has_what_the_trait_says() {
    let runtime = Runtime::new().unwrap();
    let document = Document::of(serve(&runtime, Board::default().router()));
    let json = document.json();
    let tags = json["tags"].as_array().unwrap();
    assert!(tags.contains(&json!({"name": "Pinboard", "description": "The pins of everybody."})), "{tags:?}");
    let add = &json["paths"]["/pins"]["post"];
    assert_eq!(add["operationId"], "Pinboard.add");
    assert_eq!(add["summary"], "Puts up a pin, or only tells what it would be.");
    assert_eq!(add["security"], json!([]));
    assert_eq!(
        add["parameters"],
        json!([{"name": "dry_run", "in": "query", "required": false, "schema": {"type": "boolean"}}])
    );
    assert_eq!(
        add["requestBody"],
        json!({"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/NewPinInput"}}}})
    );
    let pin = json!({"$ref": "#/components/schemas/Pin"});
    assert_eq!(add["responses"]["201"]["content"]["application/json"]["schema"], pin);
    let statuses: Vec<&String> = add["responses"].as_object().unwrap().keys().collect();
    assert_eq!(statuses, ["201", "400", "404", "409", "413", "414", "415", "422", "429", "500", "503"]);
    let taken = &add["responses"]["409"]["content"]["application/problem+json"]["schema"];
    let other = json!({"type": "integer", "minimum": 0, "maximum": u32::MAX, "description": "The other one."});
    assert_eq!(taken["properties"]["otherPin"], other);
    assert_eq!(
        (&taken["properties"]["code"], &taken["properties"]["status"]),
        (&json!({"const": "title_taken"}), &json!({"const": 409}))
    );
    let color = json!({"name": "color", "in": "query", "required": false, "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Color"}}});
    assert_eq!(json["paths"]["/pins"]["get"]["parameters"][1], color);
    assert_eq!(json["paths"]["/pins/{id}"]["get"]["parameters"][0]["schema"]["maximum"], u32::MAX);
    assert_eq!(json["paths"]["/me"]["get"]["security"], json!([{"x-caller": []}]));
    assert_eq!(json["paths"]["/greeting"]["get"]["security"], json!([{}, {"x-caller": []}]));
    let schemas = &json["components"]["schemas"];
    assert_eq!(schemas["Pin"]["required"], json!(["id", "title", "color", "timesSeen", "tags"]));
    assert_eq!(schemas["Pin"]["description"], "Something on the board.");
    assert_eq!(schemas["Pin"]["properties"]["timesSeen"]["type"], "string");
    assert_eq!(
        (&schemas["NewPinInput"]["required"], &schemas["NewPinInput"]["additionalProperties"]),
        (&json!(["title", "color"]), &json!(false))
    );
    assert_eq!(schemas["Color"]["enum"], json!(["red", "green"]));
}

#[test]
fn the_document_is_valid_and_has_a_page() {
    let Some(project) = node_project() else { return };
    let runtime = Runtime::new().unwrap();
    let address = serve(&runtime, Board::default().router());
    let file = std::env::temp_dir().join(format!("ssot-pinboard-{}.json", std::process::id()));
    std::fs::write(&file, get(address, "/-/openapi.json").unwrap().body).unwrap();
    let output = Command::new("node").arg("openapi.mjs").arg(&file).current_dir(project).output().unwrap();
    let _ = std::fs::remove_file(&file);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let page = get(address, "/-/docs").unwrap().text();
    assert!(page.contains("<code>/pins/{id}/title</code>") && page.contains("Takes a pin down."), "{page}");
}

/// A router of axum does not say what it has.
#[test]
fn endpoints_in_a_router_are_not_listed() {
    let runtime = Runtime::new().unwrap();
    let address = serve(&runtime, Router::new().nest("/v1", Board::default().router().into_router()));
    assert_eq!(get(address, "/v1/pins").unwrap().status, 200);
    assert!(operations(&Document::of(address)).is_empty());
}

/// The page shows an operation as the server says it.
#[test]
fn the_page_of_the_book_shows_the_document() {
    let runtime = Runtime::new().unwrap();
    let document = Document::of(serve(&runtime, Board::default().router()));
    let operation = &document.json()["paths"]["/pins/{id}/title"]["put"];
    let page = std::fs::read_to_string(workspace().join("docs/endpoints.md")).unwrap();
    let block = page.split("<!-- the operation -->").nth(1).unwrap().split("<!-- the end").next().unwrap();
    let shown = format!("\n```json\n{}\n```\n", serde_json::to_string_pretty(operation).unwrap());
    assert_eq!(block, shown, "{shown}");
}
