//! Routes as sets: the client's methods against the server's answers to OPTIONS, and one model served alone.

#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::Path;

use ssot_build::Config;
use ssot_build::target::typescript::TypeScript;
use ssot_server::auth::AnyOf;
use ssot_server::resource::Resource;
use ssot_server::{Access, Routes as _, Server, bind};
use ssot_tests::http::{get, send};
use ssot_tests::toolchain::{Postgres, workspace};
use tokio::runtime::Runtime;

fn serve(runtime: &Runtime, server: Server) -> SocketAddr {
    runtime.block_on(async {
        let listener = bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(server.serve(listener));
        address
    })
}

/// `GET /posts/{}`, for every request that a client can send. A placeholder is a whole segment, however many values it has.
fn requests(schema: &Path) -> BTreeSet<String> {
    let generated = Config::new().schema(schema).target(TypeScript::new()).generate().unwrap();
    let mut found = BTreeSet::new();
    for (path, bytes) in generated.files().filter(|(path, _)| path.as_str().starts_with("models/")) {
        let text = std::str::from_utf8(bytes).unwrap();
        let uses =
            text.match_indices("this.#transport").map(|(at, word)| (text[..at].trim_end(), &text[at + word.len()..]));
        for (before, call) in uses.filter(|(_, call)| !call.starts_with([':', ' '])) {
            let named = [".request(", ".write(", ".writeShown("].iter().find_map(|method| call.strip_prefix(method));
            let (verb, rest) = match named {
                Some(rest) => rest.trim_start().trim_start_matches('"').split_once('"').unwrap(),
                None if before.ends_with("writeMany(") || before.ends_with("searchRows(") => ("POST", call),
                None => ("GET", call),
            };
            let quote = rest.find(['`', '"']).map(|at| rest[at..].chars().next().unwrap()).unwrap();
            let url = rest.split(quote).nth(1).unwrap_or_else(|| panic!("{}: {call}", path.as_str()));
            found.insert(format!("{verb} {}", template(url)));
        }
    }
    found
}

/// `/posts/${encodeId(id)}${encodeQuery(query)}` as `/posts/{}`.
fn template(url: &str) -> String {
    let mut parts = url.split("${");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (call, text) = part.split_once('}').unwrap();
        if call.starts_with("encodeId") {
            out.push_str("{}");
        }
        out.push_str(text);
    }
    out
}

/// The same of a server: what it says to OPTIONS on every path that a table has. HEAD comes with GET.
fn routes(address: SocketAddr, resources: &[&Resource]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for resource in resources {
        let root = format!("/{}", resource.segment);
        let mut paths = vec![root.clone(), format!("{root}/{{}}")];
        paths.extend(resource.uniques.iter().map(|unique| format!("{root}/by/{}/{{}}", unique.name)));
        for relation in resource.relations {
            paths.push(format!("{root}/{{}}/{}", relation.name));
            paths.push(format!("{root}/{{}}/{}/{{}}", relation.name));
        }
        for more in ["aggregate", "export", "search", "bulk/create", "bulk/delete", "bulk/update", "bulk/upsert"] {
            paths.push(format!("{root}/-/{more}"));
        }
        for path in paths {
            let answer = send(address, "OPTIONS", &format!("/api{}", path.replace("{}", "1")), &[], b"").unwrap();
            if answer.status == 404 {
                continue;
            }
            let allowed = answer.header("allow").unwrap_or_else(|| panic!("{path}: {}", answer.status)).to_owned();
            let verbs = allowed.split(", ").filter(|verb| !["HEAD", "OPTIONS"].contains(verb));
            found.extend(verbs.map(|verb| format!("{verb} {path}")));
        }
    }
    found
}

fn compare(example: &str, address: SocketAddr, resources: &[&Resource]) {
    let requests = requests(&workspace().join("examples").join(example).join("schema.prisma"));
    let routes = routes(address, resources);
    let without: Vec<_> = requests.difference(&routes).collect();
    let unused: Vec<_> = routes.difference(&requests).collect();
    assert!(without.is_empty() && unused.is_empty(), "{example}: no route for {without:?}, no method for {unused:?}");
    assert!(requests.len() > 50, "{requests:?}");
}

#[test]
fn sdk3_client_methods_and_routes_are_the_same_set() {
    let runtime = Runtime::new().unwrap();
    let database = runtime.block_on(blog::open(blog::Storage::Temporary)).unwrap();
    compare("blog", serve(&runtime, blog::app(database, AnyOf::new())), blog::api::RESOURCES);
    if let Some(postgres) = Postgres::shared() {
        let database = runtime.block_on(shop::open(shop::Storage::Postgres(postgres.database()))).unwrap();
        compare("shop", serve(&runtime, shop::app(database, AnyOf::new())), shop::api::RESOURCES);
    }
}

#[test]
fn a_model_is_a_router_of_its_own() {
    let runtime = Runtime::new().unwrap();
    let database = runtime.block_on(press::open(press::Storage::Temporary)).unwrap();
    let serve = |access| {
        runtime.block_on(async {
            let listener = bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let router = axum::Router::new().merge(press::api::Tag::router(database.clone(), access));
            tokio::spawn(async { axum::serve(listener, router).await });
            address
        })
    };
    let open = serve(Access::Public);
    let tags = get(open, "/api/tags?include=posts&take=1").unwrap();
    assert_eq!(tags.status, 200, "{}", tags.text());
    assert!(tags.json()["data"][0]["posts"].is_array(), "{}", tags.text());
    assert_eq!(get(open, "/api/posts").unwrap().status, 404);
    assert_eq!(get(serve(Access::Authenticated), "/api/tags").unwrap().status, 401);
}
