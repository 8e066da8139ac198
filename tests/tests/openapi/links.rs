//! Links lead from an answer to what can be done next, and following them does it.

use std::net::SocketAddr;

use serde_json::{Value, json};
use ssot_server::Access;
use ssot_tests::http::{Answer, send};
use ssot_tests::openapi::Document;
use tokio::runtime::Runtime;

use super::servers::{Served, serve, servers};

const JSON: (&str, &str) = ("content-type", "application/json");

/// The operation of that id: its path, its method, what is said of it.
fn operation<'d>(document: &'d Document, id: &str) -> (&'d str, &'d str, &'d Value) {
    let mut all = document.operations();
    all.find(|(_, _, operation)| operation["operationId"] == id).unwrap_or_else(|| panic!("no operation `{id}`"))
}

/// The names that stand in the braces of runtime expressions: `$response.body#/id`, `{$response.body#/a},{$response.body#/b}`.
fn expressions(text: &str) -> Vec<&str> {
    if text.starts_with('$') {
        return vec![text];
    }
    text.split(',').map(|part| part.strip_prefix('{').and_then(|part| part.strip_suffix('}')).unwrap()).collect()
}

#[test]
fn links_lead_to_operations_with_what_those_need() {
    let runtime = Runtime::new().unwrap();
    for Served { name, address, .. } in servers(&runtime) {
        let document = Document::of(address);
        let mut count = 0;
        for (path, method, source) in document.operations() {
            for (status, response) in source["responses"].as_object().unwrap() {
                let response = document.resolved(response);
                let row = document.resolved(&response["content"]["application/json"]["schema"]);
                for (id, link) in response["links"].as_object().into_iter().flatten() {
                    let place = format!("{name}: {status} of {method} {path}, {id}");
                    let link = document.resolved(link);
                    assert_eq!(link["operationId"], *id, "{place}");
                    let (target, ..) = operation(&document, id);
                    assert_eq!(target.matches('{').count(), 1, "{place}: {target}");
                    assert_eq!(link["parameters"].as_object().unwrap().len(), 1, "{place}");
                    for expression in expressions(link["parameters"]["id"].as_str().unwrap()) {
                        match expression.strip_prefix("$response.body#/") {
                            Some(field) => assert!(row["properties"][field].is_object(), "{place}: {field}"),
                            None => assert!(expression == "$request.path.id" && path.contains("{id}"), "{place}"),
                        }
                    }
                    count += 1;
                }
            }
        }
        assert!(count > 20, "{name}: {count}");
    }
}

/// Asks as a link says.
fn follow(address: SocketAddr, document: &Document, link: &Value, from: &str, answer: &Answer) -> Answer {
    let link = document.resolved(link);
    let (path, method, _) = operation(document, link["operationId"].as_str().unwrap());
    let text = link["parameters"]["id"].as_str().unwrap();
    let values: Vec<String> = expressions(text)
        .into_iter()
        .map(|expression| match expression.strip_prefix("$response.body") {
            Some(pointer) => match answer.json().pointer(pointer.trim_start_matches('#')).unwrap() {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            },
            None => from.rsplit('/').next().unwrap().to_owned(),
        })
        .collect();
    let body: &[u8] = if matches!(method, "patch" | "put") { b"{}" } else { b"" };
    let headers: &[_] = if body.is_empty() { &[] } else { &[JSON] };
    let target = path.replace("{id}", &values.join(","));
    let answer = send(address, &method.to_uppercase(), &target, headers, body).unwrap();
    assert_eq!(document.check(&method.to_uppercase(), &target, &answer), Vec::<String>::new(), "{method} {target}");
    answer
}

fn made(address: SocketAddr, path: &str, body: &Value) -> Answer {
    let made = send(address, "POST", path, &[JSON], body.to_string().as_bytes()).unwrap();
    assert_eq!(made.status, 201, "{}", made.text());
    made
}

/// Makes a row and does everything that the answer links to, deletion last; says what was answered.
fn made_and_followed(address: SocketAddr, path: &str, body: &Value) -> Vec<(String, u16)> {
    let document = Document::of(address);
    let made = made(address, path, body);
    let links = document.json()["paths"][path]["post"]["responses"]["201"]["links"].as_object().unwrap();
    let (last, first): (Vec<_>, Vec<_>) = links.iter().partition(|(id, _)| id.ends_with(".delete"));
    let mut followed: Vec<(String, u16)> = Vec::new();
    for (id, link) in first.into_iter().chain(last) {
        let answer = follow(address, &document, link, path, &made);
        followed.push((id.clone(), answer.status));
    }
    let item = format!("{path}/{{id}}");
    let gone = &document.json()["paths"][&item]["delete"]["responses"]["204"];
    let key = made.json()["id"].as_str().map(str::to_owned).unwrap_or_default();
    for (id, link) in gone["links"].as_object().into_iter().flatten() {
        let answer = follow(address, &document, link, &format!("{path}/{key}"), &made);
        followed.push((id.clone(), answer.status));
    }
    followed
}

#[test]
fn what_links_lead_to_is_done() {
    let runtime = Runtime::new().unwrap();
    let (press, depot) = runtime.block_on(async {
        let press = press::open(press::Storage::Temporary).await.unwrap();
        let depot = depot::open(None).await.unwrap();
        (
            serve("tests/press/schema.prisma", press::app(press, Access::Public), press::api::RESOURCES).await,
            serve("tests/depot/schema.prisma", depot::app(depot), depot::api::RESOURCES).await,
        )
    });
    let answers = |served: &Served, path: &str, body: &Value| -> Vec<String> {
        let followed = made_and_followed(served.address, path, body);
        followed.into_iter().map(|(id, status)| format!("{id} {status}")).collect()
    };
    assert_eq!(
        answers(&press, "/api/magazines", &json!({"name": "Weekly"})),
        [
            "Magazine.get 200",
            "Magazine.update 200",
            "Magazine.replace 422",
            "Magazine.members.list 200",
            "Magazine.delete 204"
        ],
    );
    let user = made(press.address, "/api/users", &json!({"email": "a@example.org", "name": "A", "passwordHash": "x"}));
    let magazine = made(press.address, "/api/magazines", &json!({"name": "Monthly"}));
    let membership = json!({"userId": user.json()["id"], "magazineId": magazine.json()["id"]});
    assert_eq!(
        answers(&press, "/api/memberships", &membership),
        [
            "Membership.get 200",
            "Membership.update 200",
            "Membership.replace 200",
            "Membership.user.get 200",
            "Membership.magazine.get 200",
            "Membership.delete 204",
        ],
        "the key has two parts"
    );
    assert_eq!(
        answers(&depot, "/api/tools", &json!({"id": "t9", "code": "T9"})),
        [
            "Tool.get 200",
            "Tool.update 200",
            "Tool.replace 422",
            "Tool.shelf.get 404",
            "Tool.labels.list 200",
            "Tool.loans.list 200",
            "Tool.delete 204",
            "Tool.restore 200",
        ],
    );
}
