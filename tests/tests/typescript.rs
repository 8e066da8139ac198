//! The `typescript` target: three compilers, a formatter, type-level tests, and the client at work.
//!
//! Everything is generated into `tests/typescript/generated`, beside `node_modules`, and checked there by one project.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use ssot_build::Config;
use ssot_build::target::typescript::TypeScript;
use ssot_tests::cases;
use ssot_tests::toolchain::{MariaDb, Postgres, Tsc, node_project, workspace};

/// Schemas by the name of their output, and whether ids are branded.
fn cases() -> Vec<(String, PathBuf, bool)> {
    let root = workspace();
    let mut cases: Vec<(String, PathBuf, bool)> =
        cases::cases().into_iter().map(|case| (case.name, case.schema, false)).collect();
    for example in ["blog", "shop"] {
        let schema = root.join("examples").join(example).join("schema.prisma");
        cases.push((example.to_owned(), schema.clone(), false));
        cases.push((format!("{example}-branded"), schema, true));
    }
    cases.push(("depot".to_owned(), root.join("tests/depot/schema.prisma"), false));
    cases.push(("club".to_owned(), root.join("tests/club/schema.ssot"), false));
    cases.sort();
    cases
}

/// Generates every case into the project, once per process.
fn generated() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = workspace().join("tests/typescript/generated");
        let _ = fs::remove_dir_all(&folder);
        for (name, schema, branded) in cases() {
            for (path, bytes) in generate(&schema, branded) {
                let path = folder.join(&name).join(path);
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                fs::write(path, bytes).expect("a file");
            }
        }
        folder
    })
}

/// The output for a schema. The paths of the sources in it are relative to the workspace, wherever that is.
fn generate(schema: &Path, branded: bool) -> Vec<(String, Vec<u8>)> {
    let target = TypeScript::new().branded_ids(branded);
    let generated = Config::new().schema(schema).target(target).generate().expect("the schema is good");
    let folder = format!("{}/", workspace().display());
    generated
        .files()
        .map(|(path, bytes)| {
            let text = String::from_utf8(bytes.to_vec()).expect("TypeScript is text");
            (path.as_str().to_owned(), text.replace(&folder, "").into_bytes())
        })
        .collect()
}

fn run(project: &Path, arguments: &[&str]) {
    run_with(project, arguments, None);
}

/// Runs Node; `api` is the base URL of a live API and the variable that tells it.
fn run_with(project: &Path, arguments: &[&str], api: Option<(&str, &str)>) {
    let mut command = Command::new("node");
    command.args(arguments).current_dir(project).envs(api);
    let output = command.output().expect("node starts");
    assert!(
        output.status.success(),
        "node {}:\n{}{}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn ts1_three_compilers_accept_everything_that_is_generated() {
    let Some(project) = node_project() else { return };
    generated();
    let failures: Vec<String> =
        Tsc::ALL.iter().filter_map(|tsc| tsc.check(&project, &project.join("tsconfig.json")).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn output_is_formatted() {
    let Some(project) = node_project() else { return };
    generated();
    run(&project, &["node_modules/prettier/bin/prettier.cjs", "--check", "--ignore-path", "none", "generated"]);
}

#[test]
fn sdk4_the_client_retries_stops_and_reports_as_promised() {
    let Some(project) = node_project() else { return };
    generated();
    run(&project, &["--test", "drive/transport.test.mjs", "drive/query.test.mjs", "drive/changes.test.mjs"]);
}

#[test]
fn ty3_rules_accept_and_refuse_what_servers_do() {
    let Some(project) = node_project() else { return };
    generated();
    run(&project, &["--test", "drive/rules.test.mjs"]);
}

/// Serves until the runtime goes away; gives the base URL of the API.
async fn serve(server: ssot_server::Server) -> String {
    let listener = ssot_server::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(server.serve(listener));
    format!("http://{address}/api")
}

/// A blog without users.
async fn blog(storage: press::Storage) -> String {
    let database = press::open(storage).await.expect("a blog with its first rows");
    serve(press::app(database, ssot_server::Access::Public)).await
}

async fn depot(url: Option<String>) -> String {
    serve(depot::app(depot::open(url).await.expect("a depot with its first rows"))).await
}

#[test]
fn sdk1_every_method_works_against_a_live_server_on_each_database() {
    let Some(project) = node_project() else { return };
    generated();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mut storages = vec![press::Storage::Temporary];
    storages.extend(Postgres::shared().map(|postgres| press::Storage::Postgres(postgres.database())));
    storages.extend(MariaDb::shared().map(|mariadb| press::Storage::Mysql(mariadb.url())));
    for storage in storages {
        let server = runtime.block_on(blog(storage));
        run_with(&project, &["--test", "drive/blog.test.mjs"], Some(("BLOG", &server)));
    }
}

async fn club(url: Option<String>) -> String {
    serve(club::app(club::open(url).await.expect("a club with its first rows"))).await
}

#[test]
fn actions_and_feeds_work_against_a_live_server_on_each_database() {
    let Some(project) = node_project() else { return };
    generated();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mut urls = vec![None];
    urls.extend(Postgres::shared().map(|postgres| Some(postgres.database())));
    urls.extend(MariaDb::shared().map(|mariadb| Some(mariadb.url())));
    for url in urls {
        let server = runtime.block_on(club(url));
        run_with(&project, &["--test", "drive/club.test.mjs"], Some(("CLUB", &server)));
    }
}

#[test]
fn exports_keys_and_deleted_rows_work_against_a_live_server_on_each_database() {
    let Some(project) = node_project() else { return };
    generated();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mut urls = vec![None];
    urls.extend(Postgres::shared().map(|postgres| Some(postgres.database())));
    urls.extend(MariaDb::shared().map(|mariadb| Some(mariadb.url())));
    for url in urls {
        let server = runtime.block_on(depot(url));
        run_with(&project, &["--test", "drive/depot.test.mjs"], Some(("DEPOT", &server)));
    }
}

#[test]
fn the_page_of_the_blog_is_fresh() {
    let Some(project) = node_project() else { return };
    run(&project, &["page.mjs", "--check"]);
}

#[test]
fn ids_of_one_model_are_none_of_another() {
    let schema = workspace().join("examples/blog/schema.prisma");
    let files = generate(&schema, true);
    let post = files.iter().find(|(path, _)| path == "models/post.ts").map(|(_, bytes)| bytes.clone());
    let post = String::from_utf8(post.expect("a file for posts")).expect("text");
    assert!(post.contains("export type PostId = Branded<number, \"PostId\">;"), "{post}");
    assert!(post.contains("  authorId: UserId;"), "{post}");
}

#[test]
fn without_zod_nothing_needs_a_package() {
    let schema = workspace().join("examples/blog/schema.prisma");
    let generated =
        Config::new().schema(schema).target(TypeScript::new().zod(false)).generate().expect("the schema is good");
    for (path, bytes) in generated.files() {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("\"zod\""), "{}", path.as_str());
        assert!(!path.as_str().starts_with("schemas"), "{}", path.as_str());
    }
}

#[test]
fn api3_hidden_fields_occur_nowhere() {
    let files = generate(&workspace().join("examples/shop/schema.prisma"), false);
    for (path, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("secretHash"), "{path}");
        if text.contains("  secret: ") || text.contains("  secret?: ") {
            assert!(path.contains("webhook"), "{path}");
        }
    }
    let text = |name: &str| {
        let file = files.iter().find(|(path, _)| path == name).expect("the file");
        String::from_utf8_lossy(&file.1).into_owned()
    };
    let webhook = text("models/webhook.ts");
    let row =
        webhook.split("export interface Webhook {").nth(1).and_then(|rest| rest.split('}').next()).expect("a row");
    assert!(!row.contains("secret"), "{row}");
    let filter = webhook.split("export interface WebhookWhere {").nth(1).and_then(|rest| rest.split('}').next());
    assert!(!filter.expect("conditions").contains("secret"));
    assert!(webhook.contains("  secret: string;"), "a write-only field is given on create");
}

/// The files for a schema of one model called `Row` that has these policies.
fn with_policies(name: &str, policies: &[&str]) -> Vec<(String, Vec<u8>)> {
    let schema = format!(
        "datasource db {{\n  provider = \"sqlite\"\n}}\nmodel Row {{\n  id Int @id\n  owner String\n  open Boolean\n  gone DateTime?\n  \
         @@api(softDelete: gone)\n  {}\n}}\n",
        policies.join("\n  ")
    );
    let path = std::env::temp_dir().join(format!("ssot-written-{name}-{}.ssot", std::process::id()));
    fs::write(&path, schema).expect("a file");
    let files = generate(&path, false);
    fs::remove_file(&path).expect("a file");
    files
}

#[test]
fn who_writes_a_row_gets_it_unless_policies_may_keep_it() {
    let all = ["create", "update", "replace", "restore"];
    let cases: [(&str, &[&str], &[&str]); 12] = [
        ("none", &[], &all),
        ("open", &["@@allow(\"all\", true)"], &all),
        ("denied", &["@@allow(\"all\", true)", "@@deny(\"read\", open)"], &["restore"]),
        ("same", &["@@allow(\"all\", owner == auth().id)"], &all),
        ("more", &["@@allow(\"read\", open || owner == auth().id)", "@@allow(\"create\", open)"], &all),
        ("less", &["@@allow(\"read\", open && owner == auth().id)", "@@allow(\"create, update\", open)"], &["restore"]),
        (
            "turned",
            &["@@allow(\"read\", owner == auth().id)", "@@allow(\"create, update\", open && owner == auth().id)"],
            &all,
        ),
        (
            "either",
            &[
                "@@allow(\"read\", open)",
                "@@allow(\"create\", open || owner == auth().id)",
                "@@allow(\"update\", open)",
            ],
            &["update", "replace", "restore"],
        ),
        ("somebody", &["@@allow(\"read\", auth() != null)", "@@allow(\"create, update\", owner == auth().id)"], &all),
        (
            "anybody",
            &["@@allow(\"read\", auth() != null)", "@@allow(\"create, update\", open)"],
            &["update", "replace", "restore"],
        ),
        (
            "mark",
            &["@@allow(\"read\", gone != null || open)", "@@allow(\"update\", open)"],
            &["create", "update", "replace"],
        ),
        (
            "claims",
            &["@@allow(\"read\", auth() != null)", "@@allow(\"create\", !(owner == auth().id))"],
            &["update", "replace", "restore"],
        ),
    ];
    for (name, policies, shown) in cases {
        let files = with_policies(name, policies);
        let (_, bytes) = files.iter().find(|(path, _)| path == "models/row.ts").expect("a file for rows");
        let text = String::from_utf8_lossy(bytes);
        for method in all {
            let rest = text.split(&format!("\n  {method}<")).nth(1).unwrap_or_else(|| panic!("{name}: {method}"));
            let result = rest.split("): Promise<").nth(1).and_then(|rest| rest.split(" {\n").next()).expect("a result");
            let row = if shown.contains(&method) {
                "Written<R, RowResult<I, F>>>"
            } else {
                "Written<R, RowResult<I, F> | undefined>>"
            };
            assert_eq!(result, row, "{name}: {method}");
        }
    }
}
