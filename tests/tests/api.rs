//! A trait that is an API: served over HTTP, and called by the client that was generated from it.

#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use std::collections::BTreeSet;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

use pinboard::{Board, Pinboard as _};
use serde_json::json;
use ssot_core::source::SourceMap;
use ssot_core::{Options, compile};
use ssot_db::{Database, SqliteConfig};
use ssot_server::auth::Told;
use ssot_server::axum::http::HeaderName;
use ssot_server::{Api, Server, ServerLimits};
use ssot_tests::http::{Answer, get, send};
use ssot_tests::toolchain::{Tsc, node_project, workspace};

/// A server until it is dropped.
struct Running {
    _runtime: tokio::runtime::Runtime,
    address: SocketAddr,
}

fn serve() -> Running {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let address = runtime.block_on(async {
        let database = Database::sqlite(SqliteConfig::temporary()).unwrap();
        let limits = ServerLimits { max_body: 1000, ..ServerLimits::default() };
        let api = Api::new(database, &[]).authenticate(Told::by(HeaderName::from_static("x-caller")));
        let server = Server::new(api).limits(limits).routes(Board::default().router());
        let listener = ssot_server::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(server.serve(listener));
        address
    });
    Running { _runtime: runtime, address }
}

const JSON: [(&str, &str); 1] = [("content-type", "application/json")];

impl Running {
    fn post(&self, body: &str) -> Answer {
        send(self.address, "POST", "/pins", &JSON, body.as_bytes()).unwrap()
    }

    fn get(&self, target: &str) -> Answer {
        get(self.address, target).unwrap()
    }

    /// The status, the code, and the first place, if there is one.
    fn problem(answer: &Answer) -> (u16, String, Option<String>) {
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{}", answer.text());
        let body = answer.json();
        assert_eq!(body["status"], answer.status);
        assert_eq!(body["requestId"], answer.header("x-request-id").unwrap());
        let first = &body["errors"][0];
        let place = first["pointer"].as_str().or(first["parameter"].as_str()).map(str::to_owned);
        (answer.status, body["code"].as_str().unwrap().to_owned(), place)
    }
}

fn is(answer: &Answer, status: u16, code: &str, place: Option<&str>) {
    assert_eq!(Running::problem(answer), (status, code.to_owned(), place.map(str::to_owned)), "{}", answer.text());
}

#[test]
fn endpoints_answer_and_refuse_as_declared() {
    let board = serve();
    let made = board.post(r#"{"title":"Milk & bread","color":"red"}"#);
    assert_eq!(made.status, 201, "{}", made.text());
    let pin = json!({"id": 1, "title": "Milk & bread", "color": "red", "timesSeen": "9007199254740993", "tags": []});
    assert_eq!(made.json(), pin);
    assert_eq!(board.get("/pins/1").json()["timesSeen"], "9007199254740994");
    assert_eq!(board.get("/pins?search=Milk+%26&color=green&color=red&take=1").json().as_array().unwrap().len(), 1);
    assert_eq!(board.get("/pins?color=green").json(), json!([]));
    assert_eq!(board.get("/next/9007199254740993").json(), "9007199254740994");
    assert_eq!(board.get("/echo/a%2Fb%20%C3%A9").json(), "a/b é");
    // The errors are problems with keys of their own.
    let taken = board.post(r#"{"title":"Milk & bread","color":"green","tags":["a"]}"#);
    is(&taken, 409, "title_taken", None);
    assert_eq!(taken.json()["otherPin"], 1);
    assert_eq!(taken.json()["title"], "Title taken");
    assert_eq!(taken.json()["type"], "/problems/title-taken");
    assert_eq!(taken.json()["instance"], "/pins");
    is(&board.get("/pins/2"), 404, "pin_missing", None);
    let put = send(board.address, "PUT", "/pins/1/title", &JSON, b"\"Butter\"").unwrap();
    assert_eq!((put.status, put.body.len()), (204, 0));
    let dry = send(board.address, "POST", "/pins?dry_run=true", &JSON, br#"{"title":"x","color":"red"}"#).unwrap();
    assert_eq!(dry.status, 201);
    is(&board.get("/pins/2"), 404, "pin_missing", None);
    assert_eq!(send(board.address, "DELETE", "/pins/1", &[], b"").unwrap().status, 204);
    is(&send(board.address, "DELETE", "/pins/1", &[], b"").unwrap(), 404, "pin_missing", None);
}

#[test]
fn endpoints_learn_who_asks() {
    let board = serve();
    let ask = |target: &str, headers: &[(&str, &str)]| send(board.address, "GET", target, headers, b"").unwrap();
    let ada = ("x-caller", r#"{"id":"ada"}"#);
    assert_eq!(ask("/me", &[ada]).json(), "ada");
    let refused = ask("/me", &[]);
    is(&refused, 401, "unauthenticated", None);
    assert!(refused.header("www-authenticate").is_some());
    is(&ask("/me", &[("x-caller", "nonsense")]), 401, "unauthenticated", None);
    assert_eq!(ask("/greeting", &[]).json(), "Hello, stranger");
    assert_eq!(ask("/greeting?shout=true", &[ada, ("accept-language", "de")]).json(), "HALLO, ADA");
    is(&ask("/greeting", &[("x-caller", "nonsense")]), 401, "unauthenticated", None);
    is(&ask("/greeting?who=ada", &[]), 400, "invalid_query", Some("who"));
    // Endpoints that do not ask do not look at credentials.
    assert_eq!(ask("/echo/a", &[("x-caller", "nonsense")]).status, 200);
}

#[test]
fn what_is_wrong_with_a_request_is_said_at_its_place() {
    let board = serve();
    is(&board.get("/pins/x"), 400, "invalid_id", Some("id"));
    is(&board.get("/pins/4294967296"), 400, "invalid_id", Some("id"));
    is(&board.get("/pins/%ff"), 400, "invalid_id", None);
    is(&board.get("/pins?take=256"), 400, "invalid_query", Some("take"));
    is(&board.get("/pins?take=1&take=2"), 400, "invalid_query", Some("take"));
    is(&board.get("/pins?color=blue"), 400, "invalid_query", Some("color"));
    let unknown = board.get("/pins?serch=x");
    is(&unknown, 400, "invalid_query", Some("serch"));
    assert_eq!(unknown.json()["errors"][0]["code"], "unknown_parameter");
    assert_eq!(unknown.json()["errors"][0]["help"], "Did you mean `search`?");
    // All that is wrong with a query is said at once.
    assert_eq!(board.get("/pins?x=1&take=x&color=c").json()["errors"].as_array().unwrap().len(), 3);
    is(&board.post("{"), 400, "invalid_json", None);
    is(&board.post(""), 400, "invalid_json", None);
    is(&board.post(r#"{"title":"x","color":"red"} x"#), 400, "invalid_json", None);
    is(&board.post(r#"{"title":1,"color":"red"}"#), 422, "validation", Some("/title"));
    is(&board.post(r#"{"title":"x","color":"red","tags":["a",2]}"#), 422, "validation", Some("/tags/1"));
    let missing = board.post(r#"{"color":"red"}"#);
    is(&missing, 422, "validation", Some(""));
    assert_eq!(missing.json()["errors"][0]["code"], "required");
    is(&board.post(r#"{"title":"x","color":"red","titel":1}"#), 422, "validation", Some("/titel"));
    is(&board.post(&format!(r#"{{"title":"{}","color":"red"}}"#, "x".repeat(1000))), 413, "too_large", None);
    let text = send(board.address, "POST", "/pins", &[("content-type", "text/plain")], b"x").unwrap();
    is(&text, 415, "unsupported_media_type", None);
    is(&board.get("/nowhere"), 404, "not_found", None);
}

#[test]
fn other_methods_are_those_of_the_contract() {
    let board = serve();
    let ask = |method: &str, target: &str| send(board.address, method, target, &[], b"").unwrap();
    let refused = ask("PATCH", "/pins/1");
    is(&refused, 405, "method_not_allowed", None);
    assert_eq!(refused.header("allow"), Some("DELETE, GET, HEAD, OPTIONS"));
    let options = ask("OPTIONS", "/pins");
    assert_eq!((options.status, options.header("allow")), (204, Some("GET, HEAD, OPTIONS, POST")));
    let head = ask("HEAD", "/pins");
    assert_eq!((head.status, head.header("content-length"), head.body.len()), (200, Some("2"), 0));
}

/// Puts the client beside the npm packages.
fn client(project: &Path) {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap().flatten() {
            if entry.path().is_dir() {
                copy(&entry.path(), &to.join(entry.file_name()));
            } else {
                fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
            }
        }
    }
    let place = project.join("generated-pinboard");
    let _ = fs::remove_dir_all(&place);
    copy(Path::new(pinboard::WEB), &place.join("web"));
    fs::copy(project.join("types/pinboard.txt"), place.join("use.ts")).unwrap();
    let options = r#"{ "extends": "../tsconfig.base.json", "include": ["**/*.ts"], "exclude": [] }"#;
    fs::write(place.join("tsconfig.json"), options).unwrap();
}

#[test]
fn the_client_is_typed_formatted_and_does_what_the_router_has() {
    let Some(project) = node_project() else { return };
    client(&project);
    for tsc in Tsc::ALL {
        tsc.check(&project, &project.join("generated-pinboard/tsconfig.json")).unwrap();
    }
    let run = |arguments: &[&str], address: Option<SocketAddr>| {
        let url = address.map(|address| ("PINBOARD", format!("http://{address}")));
        let output = Command::new("node").args(arguments).current_dir(&project).envs(url).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&said));
    };
    let check =
        ["node_modules/prettier/bin/prettier.cjs", "--check", "--ignore-path", "none", "generated-pinboard/web"];
    run(&check, None);
    run(&["--test", "drive/pinboard.test.mjs"], Some(serve().address));
    let _ = fs::remove_dir_all(project.join("generated-pinboard"));
}

#[test]
fn the_page_quotes_what_is_tested() {
    let read = |path: &str| fs::read_to_string(workspace().join(path)).unwrap();
    let tested: String =
        ["tests/pinboard/src/lib.rs", "tests/tests/api.rs", "tests/typescript/drive/pinboard.test.mjs"]
            .map(read)
            .concat();
    let known: BTreeSet<&str> = tested.lines().map(str::trim).collect();
    let page = read("docs/endpoints.md");
    // Documents are compared where they are made (`endpoint_document.rs`).
    let blocks = page.split("```").skip(1).step_by(2).filter(|block| !block.starts_with("json\n"));
    let code = blocks.flat_map(|block| block.lines().skip(1)).map(str::trim);
    let lines: Vec<&str> = code.filter(|line| !line.is_empty()).collect();
    let strange: Vec<&&str> = lines.iter().filter(|line| !known.contains(**line)).collect();
    assert!(lines.len() > 20 && strange.is_empty(), "{strange:#?}");
}

/// The codes that every server uses are known to the front-end, which does not read the server.
#[test]
fn no_error_of_an_endpoint_takes_a_code_of_the_contract() {
    let document = serve().get("/-/openapi.json").json();
    let codes = &document["components"]["schemas"]["ssot.Problem"]["properties"]["code"]["enum"];
    let codes: Vec<&str> = codes.as_array().unwrap().iter().map(|code| code.as_str().unwrap()).collect();
    assert!(codes.len() > 20, "{codes:?}");
    let found = |code: &str| {
        let text = format!(
            "#[ssot::model]\n#[serde(tag = \"code\")]\npub enum Refused {{\n    #[serde(rename = \"{code}\")]\n    #[ssot(status = 409)]\n    Taken,\n}}\n"
        );
        let mut sources = SourceMap::new();
        sources.add("lib.rs", text);
        compile(sources, &Options::default()).diagnostics.iter().any(|found| found.code.to_string() == "SSOT0047")
    };
    assert!(!found("title_taken"));
    assert_eq!(codes.into_iter().filter(|code| !found(code)).collect::<Vec<_>>(), Vec::<&str>::new());
}
