//! API14: the document that a server gives of itself is valid, says every route of the router and no other, and has a page.

#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

mod links;
mod servers;
mod typescript;

use std::collections::BTreeSet;
use std::process::Command;

use ssot_server::resource::Resource;
use ssot_server::{Access, bind};
use ssot_tests::http::{get, send};
use ssot_tests::openapi::Document;
use ssot_tests::toolchain::node_project;
use tokio::runtime::Runtime;

use self::servers::{Served, servers};

#[test]
fn documents_are_valid() {
    let Some(project) = node_project() else { return };
    let runtime = Runtime::new().unwrap();
    let folder = std::env::temp_dir().join(format!("ssot-openapi-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut command = Command::new("node");
    command.arg("openapi.mjs").current_dir(project);
    for Served { name, address, .. } in servers(&runtime) {
        let path = folder.join(format!("{name}.json"));
        std::fs::write(&path, get(address, "/-/openapi.json").unwrap().body).unwrap();
        command.arg(path);
    }
    let output = command.output().unwrap();
    let _ = std::fs::remove_dir_all(&folder);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Every path that a table could have below its collection, and paths that none has.
fn candidates(resource: &Resource) -> Vec<String> {
    let mut paths: Vec<String> = ["", "/{id}", "/-/restore", "/{id}/-/restore", "/-/nothing"].map(str::to_owned).into();
    for operation in
        ["search", "export", "aggregate", "changes", "bulk/create", "bulk/update", "bulk/delete", "bulk/upsert"]
    {
        paths.push(format!("/-/{operation}"));
    }
    paths.extend(resource.uniques.iter().map(|unique| format!("/by/{}/{{value}}", unique.name)));
    for relation in resource.relations {
        paths.push(format!("/{{id}}/{}", relation.name));
        paths.push(format!("/{{id}}/{}/{{other}}", relation.name));
    }
    paths
}

#[test]
fn documents_say_every_route_and_no_other() {
    let runtime = Runtime::new().unwrap();
    for Served { name, address, resources, .. } in servers(&runtime) {
        let document = Document::of(address);
        let said: BTreeSet<(String, String)> =
            document.operations().map(|(path, method, _)| (path.to_owned(), method.to_uppercase())).collect();
        let mut paths: BTreeSet<String> = said.iter().map(|(path, _)| path.clone()).collect();
        for resource in resources {
            paths.extend(candidates(resource).iter().map(|path| format!("/api/{}{path}", resource.segment)));
        }
        for path in ["live", "ready"].map(|word| format!("/-/health/{word}")) {
            paths.insert(path);
        }
        paths.extend(["/-/metrics", "/-/ws"].map(str::to_owned));
        let mut routes = BTreeSet::new();
        for path in paths {
            let real = path.replace("{id}", "1").replace("{value}", "1").replace("{other}", "1");
            let answer = send(address, "OPTIONS", &real, &[], b"").unwrap();
            if answer.status == 404 {
                continue;
            }
            let allowed = answer.header("allow").unwrap_or_else(|| panic!("{path}: {}", answer.status)).to_owned();
            let methods: Vec<&str> = allowed.split(", ").collect();
            let has_head = methods.contains(&"HEAD") || path == "/-/ws";
            assert_eq!(methods.contains(&"GET"), has_head, "{path}: {allowed}");
            let methods = methods.into_iter().filter(|method| !matches!(*method, "HEAD" | "OPTIONS"));
            routes.extend(methods.map(|method| (path.clone(), method.to_owned())));
        }
        let missing: Vec<_> = routes.difference(&said).collect();
        let invented: Vec<_> = said.difference(&routes).collect();
        assert!(missing.is_empty() && invented.is_empty(), "{name}: not said {missing:?}, not there {invented:?}");
        assert!(said.len() > 20, "{name}: {said:?}");
    }
}

#[test]
fn hidden_fields_are_not_in_documents() {
    let runtime = Runtime::new().unwrap();
    for Served { name, address, resources, .. } in servers(&runtime) {
        let text = get(address, "/-/openapi.json").unwrap().text();
        for field in resources.iter().flat_map(|resource| resource.fields) {
            if field.access == ssot_server::resource::Access::Hidden {
                assert!(
                    !text.contains(&format!("\"{}\"", field.name)) || field.name == "cost",
                    "{name}: {}",
                    field.name
                );
            }
        }
        let document = Document::of(address);
        let schemas = document.json()["components"]["schemas"].as_object().unwrap();
        for resource in resources {
            let row = &schemas[resource.name]["properties"];
            for field in resource.fields {
                assert_eq!(
                    row.get(field.name).is_some(),
                    field.is_readable(),
                    "{name}: {}.{}",
                    resource.name,
                    field.name
                );
            }
        }
    }
}

#[test]
fn documents_say_who_may_ask() {
    let runtime = Runtime::new().unwrap();
    let Served { address, .. } = servers(&runtime).into_iter().find(|served| served.name == "club").unwrap();
    let document = Document::of(address);
    let json = document.json();
    assert_eq!(json["components"]["securitySchemes"]["x-caller"]["in"], "header");
    let security = |path: &str, method: &str| json["paths"][path][method]["security"].to_string();
    assert_eq!(security("/api/posts", "get"), r#"[{},{"x-caller":[]}]"#);
    assert_eq!(security("/api/events", "get"), r#"[{"x-caller":[]}]"#, "it follows `api.access`");
    assert_eq!(security("/api/folders", "get"), r#"[{"x-caller":[]}]"#, "nobody without a tenant");
}

#[test]
fn the_page_needs_nothing_from_elsewhere() {
    let runtime = Runtime::new().unwrap();
    for Served { name, address, .. } in servers(&runtime) {
        let page = get(address, "/-/docs").unwrap();
        assert_eq!(page.status, 200);
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
        let policy = page.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'self'"), "{policy}");
        let html = page.text();
        for path in Document::of(address).operations().map(|(path, ..)| path.to_owned()) {
            assert!(html.contains(&format!("<code>{path}</code>")), "{name}: {path}");
        }
        for attribute in ["src=\"", "href=\""] {
            for link in html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(link.starts_with("/-/") || link.starts_with('#'), "{name}: {link}");
                if link.starts_with("/-/") {
                    assert_eq!(get(address, link).unwrap().status, 200, "{name}: {link}");
                }
            }
        }
        assert!(!html.contains("<script") && !html.contains("style=\"") && !html.contains(" onclick"), "{name}");
    }
}

#[test]
fn a_server_can_keep_it_to_itself() {
    let runtime = Runtime::new().unwrap();
    let address = runtime.block_on(async {
        let database = press::open(press::Storage::Temporary).await.unwrap();
        let listener = bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(press::app(database, Access::Public).documented(false).serve(listener));
        address
    });
    for path in ["/-/openapi.json", "/-/docs", "/-/docs/style.css"] {
        assert_eq!(get(address, path).unwrap().status, 404, "{path}");
    }
    assert_eq!(send(address, "POST", "/-/health/live", &[], b"").unwrap().status, 405);
}
