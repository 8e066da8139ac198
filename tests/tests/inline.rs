//! A new crate with models in Rust, as somebody who tries it makes one: `cargo build` and everything is there.

#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};

use ssot_build::Config;
use ssot_build::target::typescript::TypeScript;
use ssot_tests::command::Folder;
use ssot_tests::http::{get, send};
use ssot_tests::toolchain::{Tsc, node_project, workspace};

const MODEL: &str = r#"//! Notes.

/// Something to remember.
#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Note {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    #[ssot(length(min = 1, max = 200))]
    pub title: String,
    /// More digits than a double has.
    pub bytes_read: i64,
    pub due: Option<String>,
}
"#;

/// A crate in a folder of its own, on the workspace by path. Versions are those of the workspace. Crates of one name would share
/// what cargo builds of them.
fn new_crate(folder: &Folder, name: &str, dependency: &str, build: &str) {
    let root = workspace().display();
    folder.write(
        "Cargo.toml",
        &format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependency}\n\n\
             [build-dependencies]\nssot-build = {{ path = \"{root}/ssot-build\" }}\n\n[workspace]\n"
        ),
    );
    folder.write("build.rs", build);
    fs::copy(workspace().join("Cargo.lock"), folder.path().join("Cargo.lock")).unwrap();
}

fn ssot() -> String {
    format!("path = \"{}/ssot\"", workspace().display())
}

/// What the workspace has built is used, and what is built is found here.
fn target_folder() -> PathBuf {
    std::env::current_exe().unwrap().ancestors().nth(3).unwrap().to_owned()
}

/// Runs cargo in the crate; what the workspace has built already is used.
fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()));
    command.args(arguments).arg("--offline").current_dir(folder).env("CARGO_TARGET_DIR", target_folder());
    command.env_remove("RUSTFLAGS").output().unwrap()
}

fn succeeds(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

const BUILD: &str = r#"//! Makes everything of the models.

use ssot_build::target::{rust::Rust, sql::Sql, typescript::TypeScript};

fn main() -> ssot_build::Result {
    ssot_build::Config::new()
        .schema("src/lib.rs")
        .target(TypeScript::new().out_dir("web"))
        .target(Rust::new().runtime("ssot::server"))
        .target(Sql::new())
        .write()?;
    Ok(())
}
"#;

/// Three lines.
const MAIN: &str = r#"mod api { include!(concat!(env!("OUT_DIR"), "/ssot/mod.rs")); }
const TABLES: &str = include_str!(concat!(env!("OUT_DIR"), "/sql/schema.sql"));
fn main() -> ssot::server::Outcome { ssot::server::run(api::api, TABLES, ssot::server::Access::Public) }
"#;

#[test]
fn one_model_and_cargo_build_is_typescript_that_tsc_accepts() {
    let folder = Folder::new("inline typescript");
    new_crate(&folder, "notes", &format!("ssot = {{ {} }}", ssot()), BUILD);
    folder.write("src/lib.rs", MODEL);
    succeeds(&cargo(folder.path(), &["build"]));
    let client = folder.read("web/models/note.ts");
    assert!(client.contains("bytesRead: string") && client.contains("Something to remember."), "{client}");
    // A second run writes nothing, and a comment changes nothing.
    let before = fs::metadata(folder.path().join("web/models/note.ts")).unwrap().modified().unwrap();
    folder.write("src/lib.rs", &format!("// A comment.\n{MODEL}"));
    succeeds(&cargo(folder.path(), &["build"]));
    assert_eq!(fs::metadata(folder.path().join("web/models/note.ts")).unwrap().modified().unwrap(), before);
    // A mistake is the build script's, at its place in the file; the output stays.
    folder.write("src/lib.rs", &MODEL.replace("length(min", "lenght(min"));
    let output = cargo(folder.path(), &["build"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success());
    assert!(said.contains("src/lib.rs:9:12: error[SSOT0066]: a field has no `lenght`"), "{said}");
    assert_eq!(folder.read("web/models/note.ts"), client);
    check_typescript(&folder);
}

/// A program, ended with the value.
struct Program {
    process: Child,
    address: SocketAddr,
    said: String,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn command(folder: &Path, program: &str) -> Command {
    let mut command = Command::new(target_folder().join("debug").join(program));
    command.current_dir(folder).env_remove("DATABASE_URL").env_remove("HOST").env("PORT", "0");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

impl Program {
    /// Starts it; the first line that it says is where it is.
    fn start(folder: &Path, program: &str) -> Self {
        let mut process = command(folder, program).spawn().unwrap();
        let mut said = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let address = said.strip_prefix("http://").and_then(|rest| rest.split('/').next());
        let address = address.unwrap_or_else(|| panic!("no address: {said}")).parse().unwrap();
        Self { process, address, said }
    }

    /// Tells it to stop, as systems do, and waits.
    fn stop(&mut self) -> ExitStatus {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.process.wait().unwrap()
    }
}

#[test]
fn three_lines_of_main_serve_the_model() {
    let folder = Folder::new("inline server");
    new_crate(&folder, "notes-server", &format!("ssot = {{ {} }}", ssot()), BUILD);
    folder.write("src/lib.rs", MODEL);
    succeeds(&cargo(folder.path(), &["build"]));
    // Two changes: a feature, and a program.
    let manifest = folder.read("Cargo.toml").replace("ssot = { ", "ssot = { features = [\"server\"], ");
    folder.write("Cargo.toml", &manifest);
    folder.write("src/main.rs", MAIN);
    succeeds(&cargo(folder.path(), &["build"]));
    let mut program = Program::start(folder.path(), "notes-server");
    assert!(program.said.contains("/api serves notes-server.db"), "{}", program.said);
    let json = [("content-type", "application/json")];
    let body = r#"{"title":"Milk","bytesRead":"9007199254740993"}"#;
    let made = send(program.address, "POST", "/api/notes", &json, body.as_bytes()).unwrap();
    assert_eq!(made.status, 201, "{}", made.text());
    // The model's rules hold.
    let refused = send(program.address, "POST", "/api/notes", &json, br#"{"title":"","bytesRead":"x"}"#).unwrap();
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert!(program.stop().success(), "it stops when it is told to");
    // What was written is there the next time.
    let program = Program::start(folder.path(), "notes-server");
    let read = get(program.address, made.header("location").unwrap()).unwrap();
    assert_eq!(read.json()["title"], "Milk");
    assert_eq!(read.json()["bytesRead"], "9007199254740993");
    assert_eq!(get(program.address, "/api/notes?count=exact").unwrap().json()["data"].as_array().unwrap().len(), 1);
}

/// What a program that does not start says, and how it ends.
fn refuses(folder: &Path, variables: &[(&str, &str)]) -> String {
    let output = command(folder, "notes-refused").envs(variables.iter().copied()).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{variables:?}");
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_program_says_what_is_wrong_around_it() {
    let folder = Folder::new("inline refused");
    new_crate(&folder, "notes-refused", &format!("ssot = {{ features = [\"server\"], {} }}", ssot()), BUILD);
    folder.write("src/lib.rs", MODEL);
    folder.write("src/main.rs", MAIN);
    succeeds(&cargo(folder.path(), &["build"]));
    assert_eq!(refuses(folder.path(), &[("PORT", "3x")]), "Error: PORT is `3x`: expected a port, 0 to 65535\n");
    let said = refuses(folder.path(), &[("DATABASE_URL", "mysql://root:secret@localhost/notes")]);
    assert!(said.starts_with("Error: DATABASE_URL is `mysql:…`: expected `sqlite:FILE`"), "{said}");
    let said = refuses(folder.path(), &[("DATABASE_URL", "sqlite:no/such/folder/notes.db")]);
    assert!(said.starts_with("Error: cannot use the database (no/such/folder/notes.db): "), "{said}");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let said = refuses(folder.path(), &[("PORT", &port)]);
    assert!(said.contains(&port) && said.contains("PORT=3001"), "{said}");
    assert!(!folder.files().iter().any(|file| file == "notes-refused.db"), "{:?}", folder.files());
}

/// `tsc --strict` over the output, in the folder that has the npm packages.
fn check_typescript(folder: &Folder) {
    let Some(project) = node_project() else { return };
    let place = project.join("generated-inline");
    let _ = fs::remove_dir_all(&place);
    for file in folder.files().iter().filter(|file| file.starts_with("web/")) {
        let to = place.join(file);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(folder.path().join(file), to).unwrap();
    }
    let options = r#"{ "extends": "../tsconfig.json", "compilerOptions": { "strict": true }, "include": ["web"], "exclude": [] }"#;
    fs::write(place.join("tsconfig.json"), options).unwrap();
    for tsc in Tsc::ALL {
        tsc.check(&project, &place.join("tsconfig.json")).unwrap();
    }
    let _ = fs::remove_dir_all(&place);
}

#[test]
fn mac8_the_crate_can_be_called_otherwise() {
    let folder = Folder::new("inline renamed");
    new_crate(&folder, "renamed-notes", &format!("words = {{ package = \"ssot\", {} }}", ssot()), BUILD);
    let relations = "    #[ssot(relation(\"Other\", fields = [other_id], references = [id], on_delete = NoAction, on_update = NoAction))]\n    \
                     pub other: words::Relation<Option<Note>>,\n    pub other_id: Option<i32>,\n    #[ssot(relation = \"Other\")]\n    \
                     pub others: words::Relation<Vec<Note>>,\n}\n";
    let model = MODEL.replace("#[ssot::model]", "#[words::model]\n#[ssot(crate = ::words)]").replace("}\n", relations);
    folder.write("src/lib.rs", &format!("#![deny(warnings)]\n{model}"));
    succeeds(&cargo(folder.path(), &["build"]));
    let client = folder.read("web/models/note.ts");
    assert!(client.contains("otherId"), "{:?}\n{client}", folder.files());
}

/// The client of a schema, without the lines that say where it comes from; paths are those in it.
fn client(schema: &Path) -> Vec<(String, String)> {
    let generated = Config::new().schema(schema).target(TypeScript::new()).generate().unwrap();
    let text = |bytes: &[u8]| {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let (header, rest) = text.split_once('\n').unwrap();
        assert!(header.starts_with("// @generated by ssot"), "{header}");
        rest.to_owned()
    };
    generated.files().map(|(path, bytes)| (path.as_str().to_owned(), text(bytes))).collect()
}

#[test]
fn the_example_in_rust_has_the_client_of_its_schema() {
    let example = workspace().join("examples/inline");
    let ours = client(&example.join("src/lib.rs"));
    // Fresh: what the models give now is what is checked in.
    for (path, made) in &ours {
        let kept = fs::read_to_string(example.join("web/src/gen").join(path)).unwrap_or_default();
        assert!(kept.split_once('\n').is_some_and(|(_, kept)| kept == made), "{path} is stale: build `inline` again");
    }
    // The same as that of the same domain in a schema file.
    assert!(ours == client(&workspace().join("tests/press/schema.prisma")), "the clients differ");
}

/// A test of the crate's own.
const VERIFY: &str = "use notes_registry as _;\n\n#[test]\nfn the_schema_is_what_the_compiler_sees() {\n    ssot::registry::verify!();\n}\n";

/// What `cargo test` says that fails.
fn failure(folder: &Folder) -> String {
    let output = cargo(folder.path(), &["test", "--test", "schema"]);
    assert!(!output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn one_test_tells_where_compiler_and_build_script_differ() {
    let folder = Folder::new("inline registry");
    new_crate(
        &folder,
        "notes-registry",
        &format!("ssot = {{ features = [\"registry\"], {} }}", ssot()),
        &BUILD.replace(".target(Sql::new())", ""),
    );
    folder.write("build.rs", &folder.read("build.rs").replace("sql::Sql, ", ""));
    folder.write("src/lib.rs", MODEL);
    folder.write("tests/schema.rs", VERIFY);
    succeeds(&cargo(folder.path(), &["test", "--test", "schema"]));
    // A model that a macro wrote: nobody who reads text sees it.
    let hidden = "\nmacro_rules! model {\n    ($name:ident) => {\n        /// Hidden.\n        #[ssot::model]\n        pub struct $name {\n            \
                  #[ssot(id)]\n            pub id: i32,\n        }\n    };\n}\n\nmodel!(Tag);\n";
    folder.write("src/lib.rs", &format!("{MODEL}{hidden}"));
    let said = failure(&folder);
    assert!(
        said.contains("src/lib.rs:") && said.contains("`Tag` is marked, but the build script did not see it"),
        "{said}"
    );
    // An alias that hides another type.
    let alias = MODEL.replace("pub due: Option<String>", "pub due: Option<Decimal>")
        + "\n/// No exact number.\npub type Decimal = f64;\n";
    folder.write("src/lib.rs", &alias);
    let said = failure(&folder);
    assert!(
        said.contains("the field `due` of `Note` says `Decimal`") && said.contains("core::option::Option<f64>"),
        "{said}"
    );
    folder.write("src/lib.rs", MODEL);
    succeeds(&cargo(folder.path(), &["test", "--test", "schema"]));
    // What the build script saw is gone: the next one writes it again, although its inputs are the same.
    let built = fs::read_dir(target_folder().join("debug/build")).expect("build scripts ran").flatten();
    let records = built.map(|entry| entry.path()).filter(|path| path.to_string_lossy().contains("notes-registry-"));
    let gone = records.filter(|path| fs::remove_file(path.join("out/ssot-models.txt")).is_ok()).count();
    assert_ne!(gone, 0);
    folder.write("src/lib.rs", MODEL);
    succeeds(&cargo(folder.path(), &["test", "--test", "schema"]));
    // Output that somebody edited.
    folder.write("web/models/note.ts", "// edited\n");
    let said = failure(&folder);
    assert!(said.contains("the output is stale") && said.contains("web/models/note.ts"), "{said}");
}

/// A test of how an integer is written, and of whether the build script thinks so, too.
const WRITTEN: &str = r##"use notes_integers::Count;

#[test]
fn it_is_written_so() {
    assert_eq!(serde_json::to_string(&Count { bytes: 7 }).unwrap(), r#"{"bytes":FORM}"#);
    ssot::registry::verify!();
}
"##;

#[test]
fn a_package_says_how_its_integers_are_written() {
    let folder = Folder::new("inline integers");
    let dependency = format!("serde_json = \"1\"\nssot = {{ features = [\"registry\"], {} }}", ssot());
    let build = "fn main() -> ssot_build::Result {\n    let web = ssot_build::target::typescript::TypeScript::new().out_dir(\"web\");\n    \
                 ssot_build::Config::new().schema(\"src/lib.rs\").target(web).write()?;\n    Ok(())\n}\n";
    new_crate(&folder, "notes-integers", &dependency, build);
    let count = "/// What was counted.\n#[ssot::model]\npub struct Count {\n    pub bytes: u64,\n}\n";
    let others = "/// Without integers.\n#[ssot::model]\npub struct Word {\n    pub text: String,\n}\n\n/// Of so many digits that no number \
                  holds them.\n#[ssot::model]\npub struct Wide {\n    pub digits: u128,\n}\n";
    folder.write("src/lib.rs", &[count, others].join("\n"));
    let manifest = folder.read("Cargo.toml");
    let says =
        |word: &str| folder.write("Cargo.toml", &format!("{manifest}\n[package.metadata.ssot]\nint64 = {word:?}\n"));
    let is_written = |form: &str, ty: &str| {
        folder.write("tests/schema.rs", &WRITTEN.replace("FORM", form));
        succeeds(&cargo(folder.path(), &["test", "--test", "schema"]));
        let types = folder.read("web/data.ts");
        assert!(types.contains(&format!("  bytes: {ty};\n")), "{types}");
    };
    is_written("\"7\"", "string");
    // Nothing but the file of the package changes.
    says("number");
    is_written("7", "number");
    says("bigint");
    is_written("\"7\"", "bigint");
    says("numbr");
    let said = failure(&folder);
    let place = format!("Cargo.toml:{}:9: error[SSOT0084]", manifest.lines().count() + 3);
    assert!(said.contains(&place) && said.contains("did you mean `\"number\"`?"), "{said}");
    // Without a build script the attribute says it.
    folder.write("build.rs", "fn main() {}\n");
    let said = failure(&folder);
    assert!(said.contains(&place.replace("error", "")) && said.contains("src/lib.rs:2:1"), "{said}");
    // A module that lies in the folder of another package is this one's to the compiler alone.
    folder.write("build.rs", build);
    says("number");
    let age = "/// Years.\n#[ssot::model]\n#[derive(Clone)]\n#[serde(from = \"u64\", into = \"u64\")]\npub struct Age {\n    years: String,\n}\n\n\
               impl From<u64> for Age {\n    fn from(years: u64) -> Self {\n        Self { years: years.to_string() }\n    }\n}\n\n\
               impl From<Age> for u64 {\n    fn from(age: Age) -> Self {\n        age.years.len() as Self\n    }\n}\n";
    folder.write("src/lib.rs", &format!("/// Inside.\npub mod inner;\n{count}\n{others}\n{age}"));
    folder.write("src/inner/mod.rs", &count.replace("Count", "Inner"));
    folder.write("src/inner/Cargo.toml", "[package]\nname = \"inner\"\n");
    folder.write("tests/schema.rs", &WRITTEN.replace("FORM", "7"));
    let said = failure(&folder);
    let differs = "the 64-bit integers of `Inner` are `number` to the compiler, but `string` to the build script";
    assert!(said.contains(differs) && said.matches("integers of `").count() == 1, "{said}");
}

#[test]
fn a_schema_in_place_follows_its_file() {
    let folder = Folder::new("inline schema");
    new_crate(&folder, "notes-schema", &format!("ssot = {{ {} }}", ssot()), "fn main() {}\n");
    let schema = "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel Note {\n  id Int @id\n}\n";
    folder.write("schema.prisma", schema);
    let main = "//! Notes.\n\nssot::schema!(\"schema.prisma\");\n\nfn main() {\n    println!(\"{:?}\", <Note as ssot::Model>::DESCRIPTION);\n}\n";
    folder.write("src/main.rs", main);
    let run = |is_right: bool| {
        let output = cargo(folder.path(), &["run", "--quiet"]);
        assert_eq!(output.status.success(), is_right, "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(if is_right { output.stdout } else { output.stderr }).unwrap()
    };
    assert!(!run(true).contains("title"));
    // Nothing but the schema changes.
    folder.write("schema.prisma", &schema.replace("@id\n", "@id\n  title String\n"));
    assert!(run(true).contains("title"));
    folder.write("schema.prisma", &schema.replace("@id\n", "@id\n  title Strng\n"));
    let said = run(false);
    assert!(said.contains("schema.prisma:7:9: [SSOT") && said.contains("did you mean `String`?"), "{said}");
    folder.write("schema.prisma", &schema.replace("@id\n", "@id\n  more Json\n"));
    let said = run(false);
    assert!(said.contains("the field `more` of `Note` is JSON") && said.contains("Json = serde_json::Value"), "{said}");
    folder.write("with.ssot", &format!("import \"./more.rs\"\n{schema}"));
    folder.write("more.rs", "#[ssot::model]\npub struct More {\n    #[ssot(id)]\n    pub id: i32,\n}\n");
    folder.write("src/main.rs", &main.replace("schema.prisma", "with.ssot"));
    let said = run(false);
    assert!(said.contains("`more.rs` is in Rust: its models are there once it is a module of the crate"), "{said}");
    folder.write("src/main.rs", &main.replace("schema.prisma", "absent.prisma"));
    let said = run(false);
    assert!(said.contains("cannot read `absent.prisma`, below the folder of the package"), "{said}");
}
