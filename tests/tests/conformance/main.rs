//! The HTTP contract as cases: `tests/conformance/<area>/<case>.json`, each run over HTTP against every server and database.
//!
//! ```json
//! {
//!   "about": "what holds",
//!   "schema": "press",
//!   "steps": [
//!     { "request": { "method": "POST", "path": "/api/tags", "body": { "name": "new" } },
//!       "expect": { "status": 201, "body": { "id": "$id:tag", "name": "new" }, "headers": { "location": "/api/tags/$id:tag" } } },
//!     { "request": { "method": "DELETE", "path": "/api/tags/$id:tag" }, "expect": { "status": 204 } }
//!   ]
//! }
//! ```
//! A request without `method` is a GET; `caller` is who sends it, proven as the server wants it proven; `token` is a token with claims
//! changed, `key` an API key by its name (`robot`, `ended`, `revoked`) or as it stands; `body` is sent as JSON, `raw` as it stands, `blanks` is a body of so many. `expect` compares what it names: `status`;
//! `headers` (`null`: absent); `body` exactly; `text`: a body that is no JSON; of a list `data`, `ids` and `page`; of a problem its `code` and, as
//! `[pointer or parameter, code]` in any order, all its `errors`. Placeholders: `$any`, `$timestamp`, `$uuid`, `$cuid`, and
//! `$id:name`, which is remembered where it occurs first and stands for that value from then on, in requests too.
//! `{ "follow": "name", "request": …, "expect": … }` opens a stream of events, and `{ "told": "name", "events": [{ "event": "created", "data": … }] }`
//! looks at the next ones; with `id` also at their position.
//! What holds for every answer (section 10, the form of problems) is checked on each, and so is the server's own OpenAPI document.
//!
//! `CONFORMANCE=reading/` runs the cases whose name contains that text.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod case;
mod credentials;
mod expect;
mod follow;
mod rust;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use case::Case;
use credentials::Credentials;
use ssot_tests::openapi::Document;
use ssot_tests::toolchain::workspace;

/// A server to hold to the contract.
trait Target {
    /// Its name in reports: `blog in Rust on SQLite`.
    fn name(&self) -> String;

    /// Which schema it serves.
    fn schema(&self) -> &'static str;

    /// Its database: `SQLite`, `PostgreSQL`, `MariaDB`.
    fn database(&self) -> &'static str;

    /// Starts it with the rows it always starts with.
    fn start(&self) -> Running;
}

/// A running server; it stops when this goes away.
struct Running {
    address: std::net::SocketAddr,
    credentials: Credentials,
    _guard: Box<dyn std::any::Any>,
}

/// Cases that cannot hold on a database. The table in section 12 of `docs/contract.md` says why.
const ABSENT: [(&str, &str); 1] = [("live/by-foreign-keys", "MariaDB")];

#[test]
fn what_cannot_hold_is_written_down() {
    let contract = std::fs::read_to_string(workspace().join("docs/contract.md")).unwrap();
    for (case, database) in ABSENT {
        assert!(
            contract.contains(&format!("| `{case}` | {database} |")),
            "{case} on {database} is not in docs/contract.md"
        );
    }
}

#[test]
fn every_server_keeps_the_contract() {
    let cases = cases();
    assert!(!cases.is_empty(), "there are cases");
    let targets = rust::targets();
    let mut failures = Vec::new();
    let mut steps = 0;
    let mut documents: BTreeMap<String, Document> = BTreeMap::new();
    for case in &cases {
        assert!(rust::SCHEMAS.contains(&case.schema.as_str()), "{}: there is no schema `{}`", case.name, case.schema);
        for target in targets.iter().filter(|target| target.schema() == case.schema) {
            steps += case.steps.len();
            let running = target.start();
            // Every answer is also held to what the server says about itself.
            let document = documents.entry(target.name()).or_insert_with(|| Document::of(running.address));
            let found = case.run(&running, document);
            if ABSENT.contains(&(case.name.as_str(), target.database())) {
                if found.is_empty() {
                    failures.push(format!("{}, {}\n  holds, and is listed as absent", case.name, target.name()));
                }
                continue;
            }
            failures.extend(found.into_iter().map(|failure| format!("{}, {}\n{failure}", case.name, target.name())));
        }
    }
    eprintln!("{} cases, {steps} steps on {} servers", cases.len(), targets.len());
    assert!(failures.is_empty(), "{} failures\n\n{}", failures.len(), failures.join("\n\n"));
}

/// All cases in the order of their names.
fn cases() -> Vec<Case> {
    let root = workspace().join("tests/conformance");
    let only = std::env::var("CONFORMANCE").unwrap_or_default();
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    paths
        .iter()
        .map(|path| (path, path.strip_prefix(&root).unwrap().with_extension("").display().to_string()))
        .filter(|(_, name)| name.contains(&only))
        .map(|(path, name)| Case::read(path, name))
        .collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            paths.push(path);
        }
    }
}
