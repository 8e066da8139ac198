//! A client that knows nothing but the OpenAPI document of a server: it sends seeded random requests, right and wrong ones, of every
//! method, with ids, cursors and tags from earlier answers, a quarter of them damaged byte by byte, and holds every answer to what the server promises.
//!
//! `SSOT_REQUESTS=20000` sends so many to each server, `SSOT_SEED=7` others than usual.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod damage;
mod memory;
mod request;
mod value;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use memory::Memory;
use pinboard::{Board, Pinboard as _};
use request::Request;
use serde_json::Value;
use ssot_db::{Database, SqliteConfig};
use ssot_server::auth::{Issuer, Principal};
use ssot_server::{Access, Api, Server, bind};
use ssot_tests::generator::Random;
use ssot_tests::http::{Answer, get, send};
use ssot_tests::openapi::Document;
use ssot_tests::toolchain::{MariaDb, Postgres};
use tokio::runtime::Runtime;

/// A server and the headers of those who ask it.
struct Served {
    name: &'static str,
    address: SocketAddr,
    callers: Vec<Option<String>>,
}

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().map_or(usual, |text| text.parse().unwrap())
}

fn token(issuer: &Issuer, id: &str, roles: &[&str], tenant: Option<&str>) -> String {
    let roles = roles.iter().map(|&role| role.to_owned()).collect();
    let principal = Principal { id: id.to_owned(), roles, tenant: tenant.map(str::to_owned), ..Principal::default() };
    format!("Bearer {}", issuer.token(&principal, Duration::from_secs(3600)))
}

fn servers(runtime: &Runtime) -> Vec<Served> {
    let issuer = Issuer::random("here", "requests");
    let serve = |name, server: Server, callers| {
        let address = runtime.block_on(async {
            let listener = bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            tokio::spawn(server.serve(listener));
            address
        });
        Served { name, address, callers }
    };
    let people = || {
        let id = |last: u8| format!("01930000-0000-7000-8000-00000000000{last}");
        vec![None, Some(token(&issuer, &id(1), &["admin"], None)), Some(token(&issuer, &id(2), &["author"], None))]
    };
    let mut servers = Vec::new();
    let mut blogs = vec![("the blog on SQLite", blog::Storage::Temporary)];
    let mut depots = vec![("the depot on SQLite", None)];
    if let Some(postgres) = Postgres::shared() {
        blogs.push(("the blog on PostgreSQL", blog::Storage::Postgres(postgres.database())));
        depots.push(("the depot on PostgreSQL", Some(postgres.database())));
        let url = postgres.database();
        let database = runtime.block_on(shop::open_with_tenants(shop::Storage::Postgres(url))).unwrap();
        let tenant = |last: u8| format!("0a000000-0000-4000-8000-00000000000{last}");
        let callers = vec![
            None,
            Some(token(&issuer, "nils", &["operator"], Some(&tenant(1)))),
            Some(token(&issuer, "sara", &["staff"], Some(&tenant(2)))),
        ];
        servers.push(serve("the shop on PostgreSQL", shop::app(database, issuer.jwt()), callers));
    }
    if let Some(mariadb) = MariaDb::shared() {
        blogs.push(("the blog on MariaDB", blog::Storage::Mysql(mariadb.url())));
        depots.push(("the depot on MariaDB", Some(mariadb.url())));
    }
    for (name, storage) in blogs {
        let database = runtime.block_on(blog::open(storage)).unwrap();
        servers.push(serve(name, blog::app(database, issuer.jwt()), people()));
    }
    for (name, url) in depots {
        let database = runtime.block_on(depot::open(url)).unwrap();
        servers.push(serve(name, depot::app(database), vec![None]));
    }
    let database = runtime.block_on(press::open(press::Storage::Temporary)).unwrap();
    servers.push(serve("the press on SQLite", press::app(database, Access::Public), vec![None]));
    let database = Database::sqlite(SqliteConfig::temporary()).unwrap();
    let board = Server::new(Api::new(database, &[]).authenticate(issuer.jwt())).routes(Board::default().router());
    servers.push(serve("the pinboard", board, vec![None, Some(token(&issuer, "ada", &[], None))]));
    servers
}

#[test]
fn whatever_is_sent_the_answer_is_one_of_the_contract() {
    let runtime = Runtime::new().unwrap();
    let (requests, seed) = (number("SSOT_REQUESTS", 1500), number("SSOT_SEED", 1));
    let mut failures = Vec::new();
    for (place, served) in servers(&runtime).into_iter().enumerate() {
        let document = Document::of(served.address);
        let mut memory = Memory::default();
        let mut random = Random::new(seed.wrapping_mul(1000).wrapping_add(place as u64));
        learn_all(&served, &document, &mut memory);
        let mut statuses: BTreeMap<u16, u32> = BTreeMap::new();
        for _ in 0..requests {
            let mut request = Request::new(&document, &memory, &mut random, &served.callers);
            if random.one_in(4) {
                request.damage(&mut random);
            }
            let answer = match request.send(served.address) {
                Ok(answer) => answer,
                Err(error) => {
                    failures.push(format!("{}: {request}\n  no answer: {error}", served.name));
                    continue;
                }
            };
            *statuses.entry(answer.status).or_default() += 1;
            let mut wrong = document.check(&request.method, &request.target, &answer);
            wrong.extend(promises(&document, &request, &answer));
            wrong.extend(request.judge(&answer));
            if !wrong.is_empty() {
                let text: String = answer.text().chars().take(600).collect();
                failures.push(format!(
                    "{}: {request}\n  {}\n  {} {text}",
                    served.name,
                    wrong.join("\n  "),
                    answer.status
                ));
            }
            memory.learn(&document, &request, &answer);
        }
        eprintln!("{}: {requests} requests, {statuses:?}", served.name);
        let mut kinds = vec![200, 201, 204, 400, 404, 405, 409, 415, 422];
        // Endpoints have one form of answers, and some of them ask who asks.
        kinds.push(if served.name == "the pinboard" { 401 } else { 406 });
        let missing: Vec<u16> = kinds.into_iter().filter(|status| !statuses.contains_key(status)).collect();
        if requests >= 1000 && !missing.is_empty() {
            failures.push(format!("{}: no answer had the status {missing:?}: the requests are too tame", served.name));
        }
        let alive = get(served.address, "/-/health/ready").unwrap();
        assert_eq!(alive.status, 200, "{}: {}", served.name, alive.text());
    }
    let shown = failures.iter().take(20).cloned().collect::<Vec<_>>().join("\n\n");
    assert!(failures.is_empty(), "{} failures\n\n{shown}", failures.len());
}

/// The HTTP library answers this by itself: there is no request to say anything of.
#[test]
fn what_is_no_http_is_refused_without_a_word() {
    let runtime = Runtime::new().unwrap();
    let address = runtime.block_on(async {
        let database = press::open(press::Storage::Temporary).await.unwrap();
        let listener = bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(press::app(database, Access::Public).serve(listener));
        address
    });
    for target in ["/api/tags?where[name]=<b>", "/api/tags?where[name]=\"b\""] {
        let answer = get(address, target).unwrap();
        assert_eq!((answer.status, answer.text().as_str()), (400, ""), "{target}");
    }
    assert_eq!(get(address, "/api/tags?where[name]=%3Cb%3E").unwrap().status, 200);
}

/// Reads every list once, as every caller, so that there are ids to begin with.
fn learn_all(served: &Served, document: &Document, memory: &mut Memory) {
    for (path, method, _) in document.operations().filter(|(path, method, _)| {
        *method == "get" && path.starts_with("/api/") && !path.contains('{') && !path.ends_with("/-/changes")
    }) {
        for caller in &served.callers {
            let request = Request::plain(method, path, caller.clone());
            let answer = request.send(served.address).unwrap();
            memory.learn(document, &request, &answer);
        }
    }
}

/// Words that no answer may contain: they would come from a driver or a path.
const LEAKS: [&str; 8] =
    ["insert into", "select ", " where \"", "sqlite_", "postgres", "panicked", ".rs:", "stack backtrace"];

/// What holds for every answer (sections 6 and 10).
fn promises(document: &Document, request: &Request, answer: &Answer) -> Vec<String> {
    let mut wrong = Vec::new();
    if answer.status >= 500 {
        wrong.push("a defect of the server".to_owned());
    }
    for (name, expected) in [("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer")] {
        if answer.header(name) != Some(expected) {
            wrong.push(format!("{name}: {:?}", answer.header(name)));
        }
    }
    let needed: &[&str] = match answer.status {
        401 => &["www-authenticate"],
        405 => &["allow"],
        429 | 503 => &["retry-after"],
        _ => &[],
    };
    for name in ["x-request-id", "content-security-policy"].iter().chain(needed) {
        if answer.header(name).is_none() {
            wrong.push(format!("there is no {name}"));
        }
    }
    if matches!(answer.status, 204 | 304) && !answer.body.is_empty() {
        wrong.push("a body where there is none".to_owned());
    }
    if answer.status < 400 || request.method == "HEAD" {
        return wrong;
    }
    if answer.header("content-type") != Some("application/problem+json") {
        wrong.push(format!("content-type: {:?}", answer.header("content-type")));
    }
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let problem = &document.json()["components"]["schemas"]["ssot.Problem"];
    // Endpoints have codes of their own, which the document says with their keys.
    let is_general = problem["properties"]["code"]["enum"].as_array().is_none_or(|codes| codes.contains(&body["code"]));
    if is_general {
        wrong.extend(document.faults(problem, &body));
    } else if request.target.starts_with("/api/") {
        wrong.push(format!("a code that nobody knows: {}", body["code"]));
    }
    if body["status"] != answer.status || body["requestId"].as_str() != answer.header("x-request-id") {
        wrong.push("the problem is about another answer".to_owned());
    }
    let mut said = body;
    said["instance"] = Value::Null;
    let said = said.to_string().to_lowercase();
    // What was sent may be quoted.
    let sent = format!("{} {}", request.target, String::from_utf8_lossy(&request.body)).to_lowercase();
    wrong.extend(
        LEAKS
            .iter()
            .filter(|leak| said.contains(*leak) && !sent.contains(*leak))
            .map(|leak| format!("it says `{leak}`")),
    );
    wrong
}

/// Sends a request as it stands.
fn sent(address: SocketAddr, request: &Request) -> std::io::Result<Answer> {
    let headers: Vec<(&str, &str)> =
        request.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    send(address, &request.method, &request.target, &headers, &request.body)
}
