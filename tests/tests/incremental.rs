//! Writing: only what changed, all or nothing, and never over somebody else's work.

use std::collections::BTreeMap;
use std::fs;
use std::time::SystemTime;

use ssot_build::target::{rust::Rust, sql::Sql, typescript::TypeScript};
use ssot_build::{Change, Config, Error, Summary};
use ssot_tests::command::Folder;
use ssot_tests::toolchain::workspace;

const MODELS: &str = "datasource db {
  provider = \"sqlite\"
}

/// Who writes.
model Author {
  id    Int    @id @default(autoincrement())
  name  String
  posts Post[]
}

model Post {
  id       Int    @id @default(autoincrement())
  title    String
  authorId Int
  author   Author @relation(fields: [authorId], references: [id])
}

model Tag {
  id    Int    @id @default(autoincrement())
  label String
}
";

fn config(folder: &Folder) -> Config {
    Config::new()
        .schema(folder.path().join("schema.prisma"))
        .target(Sql::new())
        .target(Rust::new())
        .target(TypeScript::new())
        .out_dir(folder.path().join("out"))
}

fn write(folder: &Folder, schema: &str) -> Summary {
    folder.write("schema.prisma", schema);
    config(folder).write().expect("it is written")
}

/// When each file was last written.
fn times(folder: &Folder) -> BTreeMap<String, SystemTime> {
    let time = |path: &String| fs::metadata(folder.path().join(path)).and_then(|data| data.modified()).expect("a time");
    folder.files().into_iter().map(|path| (path.clone(), time(&path))).collect()
}

/// The paths below `out/` that a run changed, without manifests.
fn changed(summary: &Summary, folder: &Folder) -> Vec<String> {
    let paths = summary.changes.iter().filter(|changed| changed.change != Change::Unchanged);
    paths
        .map(|changed| changed.path.strip_prefix(folder.path().join("out")).expect("below out"))
        .map(|path| path.to_string_lossy().replace('\\', "/"))
        .collect()
}

#[test]
fn cli5_a_second_run_writes_nothing() {
    let folder = Folder::new("second");
    let first = write(&folder, MODELS);
    assert!(first.changes.iter().all(|changed| changed.change == Change::Create));
    let before = times(&folder);
    let second = config(&folder).write().expect("nothing to write");
    assert!(second.is_fresh());
    assert_eq!(second.changes.len(), first.changes.len());
    assert_eq!(times(&folder), before);
}

#[test]
fn a_comment_or_layout_changes_nothing() {
    let folder = Folder::new("comment");
    write(&folder, MODELS);
    let before = times(&folder);
    let summary =
        write(&folder, &format!("// new\n\n{}", MODELS.replace("  title    String\n", "  title String // old\n")));
    assert!(summary.is_fresh(), "{:?}", changed(&summary, &folder));
    let after = times(&folder);
    let moved: Vec<_> =
        after.iter().filter(|(path, time)| before.get(*path) != Some(time)).map(|(path, _)| path).collect();
    assert_eq!(moved, ["schema.prisma"]);
}

#[test]
fn cli9_a_new_field_changes_the_files_of_its_model_only() {
    let folder = Folder::new("field");
    write(&folder, MODELS);
    let summary = write(&folder, &MODELS.replace("  label String\n", "  label String\n  color String?\n"));
    let changed = changed(&summary, &folder);
    assert!(changed.contains(&"sql/schema.sql".into()) && changed.contains(&"rust/tag.rs".into()), "{changed:?}");
    let others: Vec<&String> =
        changed.iter().filter(|path| !path.contains("tag") && *path != "sql/schema.sql").collect();
    assert!(others.is_empty(), "{others:?} changed although only Tag did");
}

#[test]
fn cli5_files_of_a_removed_model_go_and_strangers_stay() {
    let folder = Folder::new("removed");
    write(&folder, MODELS);
    folder.write("out/rust/mine.rs", "// mine\n");
    assert!(folder.path().join("out/rust/tag.rs").exists());
    let (without, _) = MODELS.split_once("model Tag").expect("a model");
    let summary = write(&folder, without);
    assert!(summary.count(Change::Delete) > 0);
    // The runtime of TypeScript has a file of that name, too.
    let of_tag = |path: &&String| path.contains("tag") && !path.contains("/runtime/");
    assert_eq!(folder.files().iter().find(of_tag), None);
    assert_eq!(folder.read("out/rust/mine.rs"), "// mine\n");
    assert!(config(&folder).check().expect("a summary").is_fresh());
}

#[test]
fn cli1_a_stale_file_that_was_edited_is_not_deleted() {
    let folder = Folder::new("stale");
    write(&folder, MODELS);
    folder.write("out/rust/tag.rs", "// mine\n");
    let before = times(&folder);
    let (without, _) = MODELS.split_once("model Tag").expect("a model");
    folder.write("schema.prisma", without);
    match config(&folder).write() {
        Err(Error::Edited(paths)) => assert_eq!(paths, [folder.path().join("out/rust/tag.rs")]),
        other => panic!("{other:?}"),
    }
    let after = times(&folder);
    assert!(after.iter().all(|(path, time)| path == "schema.prisma" || before.get(path) == Some(time)));
    config(&folder).force(true).write().expect("force deletes");
    assert!(!folder.path().join("out/rust/tag.rs").exists());
}

#[test]
fn cli1_files_that_ssot_did_not_write_are_not_overwritten() {
    let folder = Folder::new("stranger");
    folder.write("out/sql/schema.sql", "-- mine\n");
    folder.write("schema.prisma", MODELS);
    assert!(matches!(config(&folder).write(), Err(Error::Edited(_))));
    assert_eq!(folder.files(), ["out/sql/schema.sql", "schema.prisma"], "nothing else was written");
    assert_eq!(folder.read("out/sql/schema.sql"), "-- mine\n");
}

#[test]
fn a_target_that_fails_stops_all_targets() {
    let folder = Folder::new("fails");
    // Two fields whose names meet in Rust; SQL and TypeScript take them.
    let clash =
        "datasource db {\n  provider = \"sqlite\"\n}\nmodel A {\n  id Int @id\n  userId Int\n  user_id Int\n}\n";
    folder.write("schema.prisma", clash);
    match config(&folder).write() {
        Err(Error::Schema(compilation)) => assert!(compilation.diagnostics.has_errors()),
        other => panic!("{other:?}"),
    }
    assert_eq!(folder.files(), ["schema.prisma"]);
}

#[test]
fn cli4_the_same_schema_gives_the_same_bytes_wherever_it_lies() {
    let (one, two) = (Folder::new("place one"), Folder::new("place two"));
    write(&one, MODELS);
    two.write("deeper/schema.prisma", MODELS);
    let config = Config::new().schema(two.path().join("deeper/schema.prisma"));
    let config = config.target(Sql::new()).target(TypeScript::new()).target(Rust::new());
    config.out_dir(two.path().join("out")).write().expect("it is written");
    let files = |folder: &Folder| -> Vec<(String, String)> {
        let paths = folder.files().into_iter().filter(|path| path.starts_with("out/"));
        paths.map(|path| (path.clone(), folder.read(&path))).collect()
    };
    assert_eq!(files(&one), files(&two));
    let absolute = one.path().to_string_lossy().into_owned();
    assert!(files(&one).iter().all(|(_, text)| !text.contains(&absolute)), "an absolute path is in the output");
}

#[test]
fn cli7_a_file_where_a_folder_should_be_is_a_clear_error() {
    let folder = Folder::new("blocked");
    folder.write("out", "a file");
    folder.write("schema.prisma", MODELS);
    match config(&folder).write() {
        Err(error @ Error::Io { .. }) => assert!(error.to_string().contains("out"), "{error}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(folder.files(), ["out", "schema.prisma"]);
}

#[test]
fn cli7_a_folder_where_a_file_should_be_is_a_clear_error() {
    let folder = Folder::new("folder");
    folder.write("out/rust/post.rs/keep", "mine");
    folder.write("schema.prisma", MODELS);
    match config(&folder).write() {
        Err(error @ Error::Io { .. }) => assert!(error.to_string().contains("post.rs"), "{error}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(folder.files(), ["out/rust/post.rs/keep", "schema.prisma"], "no other target was written either");
}

#[cfg(target_os = "linux")]
#[test]
fn cli7_a_full_disk_leaves_the_previous_tree() {
    // A file-size limit fails writes as a full disk does; a shell sets it for one process.
    let folder = Folder::new("full");
    folder.write("schema.prisma", MODELS);
    let arguments =
        ["generate", "--schema", "schema.prisma", "--target", "sql", "--target", "typescript", "--out", "out"];
    folder.ssot(&arguments).expect(0);
    let before: Vec<(String, String)> =
        folder.files().into_iter().map(|path| (path.clone(), folder.read(&path))).collect();
    let long = MODELS
        .replace("  label String\n", &(0..200).fold(String::new(), |text, n| text + &format!("  field{n} String\n")));
    folder.write("schema.prisma", &long);
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$@\"";
    let output = std::process::Command::new("bash")
        .args(["-c", script, "bash"])
        .arg(ssot_tests::command::ssot())
        .args(arguments)
        .current_dir(folder.path())
        .output()
        .expect("bash starts");
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    folder.write("schema.prisma", MODELS);
    let after: Vec<(String, String)> =
        folder.files().into_iter().map(|path| (path.clone(), folder.read(&path))).collect();
    assert_eq!(after, before);
}

/// Takes away what earlier runs left in a folder under names that begin so; its dependencies' builds stay.
fn forget(folder: &std::path::Path, prefix: &str) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(prefix) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[test]
fn mac6_a_build_script_tells_cargo_what_it_read() {
    let package = Folder::new("script");
    let build = workspace().join("ssot-build");
    let manifest = format!(
        "[package]\nname = \"consumer\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[build-dependencies]\nssot-build = {{ path = {:?} }}\n\n[workspace]\n",
        build.display().to_string()
    );
    package.write("Cargo.toml", &manifest);
    fs::copy(workspace().join("Cargo.lock"), package.path().join("Cargo.lock")).expect("a lock file");
    package.write("schema/blog.prisma", &MODELS.replace("model Post {", "/// @hiden\nmodel Post {"));
    package.write("main.ssot", "import \"./parts/extra.ssot\"\nimport \"./schema/../parts/extra.ssot\"\n");
    package.write("parts/extra.ssot", "import \"../main.ssot\"\n\nmodel Extra {\n  id Int @id\n  email Email\n}\n");
    package.write("src/lib.rs", "//! Nothing.\n");
    package.write(
        "build.rs",
        "fn main() -> ssot_build::Result {\n    use ssot_build::target::{rust::Rust, sql::Sql};\n    ssot_build::Config::new().schema(\"schema\").schema(\"main.ssot\").target(Rust::new()).target(Sql::new().out_dir(\"db\")).write()?;\n    Ok(())\n}\n",
    );
    let target = std::env::current_exe().expect("a path");
    let target = target.ancestors().nth(3).expect("a target folder").join("tmp").join("build-script");
    forget(&target.join("debug/build"), "consumer-");
    forget(&target.join("debug/.fingerprint"), "consumer-");
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let check = || {
        let mut command = std::process::Command::new(&cargo);
        command.args(["check", "--offline", "-v"]).current_dir(package.path()).env("CARGO_TARGET_DIR", &target);
        let output = command.output().expect("cargo starts");
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (success, talk) = check();
    assert!(success, "{talk}");
    assert!(talk.contains("schema/blog.prisma:12:") && talk.contains("hiden"), "the warning is passed on:\n{talk}");
    assert!(package.read("db/schema.sql").contains("CREATE TABLE"));
    let outputs: Vec<_> = fs::read_dir(target.join("debug/build"))
        .expect("build outputs")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join("out/ssot/mod.rs").exists())
        .collect();
    let [output] = outputs.as_slice() else { panic!("Rust goes to OUT_DIR: {outputs:?}") };
    let told = fs::read_to_string(output.join("output")).expect("what the script printed");
    let mut watched: Vec<&str> =
        told.lines().filter_map(|line| line.strip_prefix("cargo::rerun-if-changed=")).collect();
    watched.sort_unstable();
    assert_eq!(watched, ["main.ssot", "parts/extra.ssot", "schema", "schema/blog.prisma"], "each once");

    package.write("README.md", "new\n");
    let (_, talk) = check();
    assert!(talk.contains("Fresh consumer"), "the README is no input:\n{talk}");

    package.write("schema/blog.prisma", "model Broken {\n  id Int @id\n  x  Strin\n}\n");
    let (success, talk) = check();
    assert!(!success && talk.contains("schema/blog.prisma:3:6: error[SSOT"), "{talk}");
    assert!(package.read("db/schema.sql").contains("\"Tag\""), "a broken schema changes nothing");
}
