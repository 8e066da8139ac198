//! What a run remembers of the last one is never taken for what it is not.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ssot_build::{Change, Config, Error, Files, RelativePath, Summary, Target};
use ssot_core::Valid;
use ssot_core::diagnostic::{Code, Diagnostic, Diagnostics};
use ssot_core::ir::Schema;
use ssot_tests::command::{Folder, ssot};

const SCHEMA: &str = "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel Post {\n  id Int @id\n}\n";

/// A target that counts how often it works.
#[derive(Debug, Clone)]
struct Counting {
    runs: Arc<AtomicUsize>,
    /// An option, which stands in its output.
    word: &'static str,
    /// Whether it says what its output depends on.
    known: bool,
    /// Whether it has something to say about the schema.
    speaks: bool,
}

impl Counting {
    fn new() -> Self {
        Self { runs: Arc::default(), word: "one", known: true, speaks: false }
    }
}

impl Target for Counting {
    const NAME: &'static str = "counting";
    type Plan = String;

    fn out_dir(&self) -> Option<&Path> {
        None
    }

    fn identity(&self) -> Option<String> {
        self.known.then(|| self.word.to_owned())
    }

    fn plan(&self, schema: &Valid<Schema>, diagnostics: &mut Diagnostics) -> String {
        self.runs.fetch_add(1, Ordering::Relaxed);
        let model = &schema.models[0];
        if self.speaks {
            diagnostics.push(Diagnostic::warning(Code(999), model.name_span, "a word"));
        }
        let fields: Vec<&str> = model.fields.iter().map(|field| field.name.as_str()).collect();
        format!("{} {:?} {}\n", self.word, schema.provider, fields.join(" "))
    }

    fn emit(&self, plan: &String) -> Files {
        let mut files = Files::new();
        files.add(RelativePath::new("a.txt").expect("a path"), plan.as_str());
        files.add(RelativePath::new("b/c.txt").expect("a path"), "fixed\n");
        files
    }
}

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("schema.prisma", SCHEMA);
    folder
}

fn config(folder: &Folder, target: &Counting) -> Config {
    let path = |name| folder.path().join(name);
    Config::new().schema(path("schema.prisma")).out_dir(path("out")).cache(path("cache")).target(target.clone())
}

/// Writes, and says how often the target worked.
fn runs(target: &Counting, config: &Config) -> (usize, Result<Summary, Error>) {
    let before = target.runs.load(Ordering::Relaxed);
    let summary = config.write();
    (target.runs.load(Ordering::Relaxed) - before, summary)
}

/// The target works now, and the next time it need not.
fn works_once(target: &Counting, config: &Config, why: &str) {
    let (count, summary) = runs(target, config);
    assert!(summary.is_ok(), "{why}: {summary:?}");
    assert_eq!(count, 1, "{why}: the target has to work");
    rests(target, config, why);
}

fn rests(target: &Counting, config: &Config, why: &str) {
    let (count, summary) = runs(target, config);
    assert!(summary.expect(why).is_fresh(), "{why}");
    assert_eq!(count, 0, "{why}: nothing changed since");
}

#[test]
fn a_run_that_would_do_the_same_again_gives_the_same_without() {
    let folder = folder("cache-same");
    let target = Counting::new();
    let config = config(&folder, &target);
    let first = config.write().unwrap();
    let (count, second) = runs(&target, &config);
    let second = second.unwrap();
    assert_eq!(count, 0);
    let files = |summary: &Summary| -> Vec<(String, Vec<u8>)> {
        summary.generated.files().map(|(path, bytes)| (path.as_str().to_owned(), bytes.to_vec())).collect()
    };
    assert_eq!(files(&first), files(&second));
    assert_eq!((second.changes.len(), second.count(Change::Unchanged)), (2, 2));
    assert!(config.check().unwrap().is_fresh());
    assert_eq!(target.runs.load(Ordering::Relaxed), 1, "checking takes the short way too");
    assert_eq!(folder.read("cache/.gitignore"), "*\n");
}

#[test]
fn every_input_counts() {
    let folder = folder("cache-inputs");
    let mut target = Counting::new();
    works_once(&target, &config(&folder, &target), "the first run");
    folder.write("schema.prisma", &SCHEMA.replace("@id\n", "@id\n  x  Int\n"));
    works_once(&target, &config(&folder, &target), "a field more");
    assert!(folder.read("out/counting/a.txt").contains("id x"));
    folder.write("schema.prisma", &SCHEMA.replace("@id\n", "@id // said\n"));
    works_once(&target, &config(&folder, &target), "a comment more");
    target.word = "two";
    works_once(&target, &config(&folder, &target), "another option");
    assert!(folder.read("out/counting/a.txt").starts_with("two"));
    works_once(&target, &config(&folder, &target).provider("postgresql"), "another database");
    assert!(folder.read("out/counting/a.txt").contains("Postgres"));
    works_once(&target, &config(&folder, &target), "the first database again");
    assert!(!folder.read("out/counting/a.txt").contains("Postgres"));
    let elsewhere = config(&folder, &target).out_dir(folder.path().join("elsewhere"));
    works_once(&target, &elsewhere, "another folder");
    rests(&target, &config(&folder, &target), "the first folder is as it was");
}

#[test]
fn the_output_has_to_be_untouched() {
    let folder = folder("cache-output");
    let target = Counting::new();
    let config = || config(&folder, &target);
    works_once(&target, &config(), "the first run");
    for (path, text) in [("out/counting/a.txt", "mine\n"), ("out/counting/b/c.txt", "Fixed\n")] {
        folder.write(path, text);
        let (count, summary) = runs(&target, &config());
        assert_eq!(count, 1, "{path}");
        assert!(matches!(summary, Err(Error::Edited(paths)) if paths == [folder.path().join(path)]));
        works_once(&target, &config().force(true), "what was edited is written over");
    }
    fs::remove_file(folder.path().join("out/counting/b/c.txt")).unwrap();
    works_once(&target, &config(), "a file was deleted");
    assert_eq!(folder.read("out/counting/b/c.txt"), "fixed\n");
    fs::remove_dir_all(folder.path().join("out")).unwrap();
    works_once(&target, &config(), "everything was deleted");
    let manifest = "out/counting/.ssot-manifest.json";
    let text = folder.read(manifest);
    folder.write(manifest, &text.replacen("\"blake3\": \"", "\"blake3\": \"0", 1));
    works_once(&target, &config(), "the manifest was edited");
    assert_eq!(folder.read(manifest), text);
    folder.write("out/counting/.ssot-staging/lane0/0", "half");
    works_once(&target, &config(), "a run was killed");
    assert!(!folder.path().join("out/counting/.ssot-staging").exists());
}

#[test]
fn no_time_of_a_file_is_believed() {
    let folder = folder("cache-times");
    let target = Counting::new();
    let config = config(&folder, &target);
    works_once(&target, &config, "the first run");
    let [schema, output] = ["schema.prisma", "out/counting/b/c.txt"].map(|name| folder.path().join(name));
    let time = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).expect("a time");
    let set = |path: &Path, time| {
        let file = fs::File::options().write(true).open(path).expect("a file");
        file.set_modified(time).expect("a time");
    };
    // As long as before and, by its time, untouched since.
    let written = time(&output);
    fs::write(&output, "FIXED\n").expect("an edit");
    set(&output, written);
    let (count, summary) = runs(&target, &config);
    assert_eq!((count, summary.is_err()), (1, true), "a hand edit");
    fs::write(&output, "fixed\n").expect("an edit taken back");
    // As version control leaves it: the same bytes, another time.
    let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    set(&output, old);
    rests(&target, &config, "the output is older");
    assert_eq!(time(&output), old, "nothing was written");
    set(&schema, old);
    rests(&target, &config, "the schema is older");
    fs::write(&schema, SCHEMA.replace("  id Int", "  ix Int")).expect("a schema");
    set(&schema, old);
    works_once(&target, &config, "a schema of the same size and time");
    assert!(folder.read("out/counting/a.txt").contains("ix"));
}

/// The package of a schema in Rust.
fn rust_package(name: &str) -> (Folder, Counting, Config) {
    let folder = Folder::new(name);
    folder.write("Cargo.toml", "[package]\nname = \"p\"\n");
    folder.write("src/lib.rs", "ssot::datasource! { provider = \"sqlite\" }\nmod post;\n");
    folder.write("src/post/mod.rs", "#[ssot::model]\nstruct Post { #[ssot(id)] id: i32, far: i32 }\n");
    let target = Counting::new();
    let path = |name| folder.path().join(name);
    let config =
        Config::new().schema(path("src/lib.rs")).out_dir(path("out")).cache(path("cache")).target(target.clone());
    (folder, target, config)
}

#[test]
fn where_modules_are_is_looked_up_each_time() {
    let (folder, target, config) = rust_package("cache-modules");
    works_once(&target, &config, "the first run");
    assert!(folder.read("out/counting/a.txt").contains("far"));
    folder.write("src/post.rs", "#[ssot::model]\nstruct Post { #[ssot(id)] id: i32, near: i32 }\n");
    works_once(&target, &config, "a likelier file of the module");
    assert!(folder.read("out/counting/a.txt").contains("near"));
    fs::remove_file(folder.path().join("src/post.rs")).expect("a file");
    works_once(&target, &config, "and it is gone again");
    assert!(folder.read("out/counting/a.txt").contains("far"));
    folder.write("src/lib.rs", "ssot::datasource! { provider = \"sqlite\" }\nmod post;\nmod other;\n");
    let other = "#[ssot::model]\nstruct Early { #[ssot(id)] id: i32 }\n";
    folder.write("src/other.rs", other);
    works_once(&target, &config, "a module more");
    folder.write("src/other.rs", &other.replace("id:", "ix:"));
    works_once(&target, &config, "a module of the same size");
}

#[test]
fn of_a_package_counts_what_it_says_of_types() {
    let (folder, target, config) = rust_package("cache-package");
    works_once(&target, &config, "the first run");
    folder.write("Cargo.toml", "[package]\nname = \"p\"\nversion = \"1.0.0\"\n");
    rests(&target, &config, "nothing about types");
    folder.write("Cargo.toml", "[package]\nname = \"p\"\n\n[package.metadata.ssot]\nint64 = \"bigint\"\n");
    works_once(&target, &config, "another form of integers");
    folder.write("src/Cargo.toml", "[package]\nname = \"q\"\n");
    works_once(&target, &config, "another package");
    folder.write("src/Cargo.toml", "[package.metadata.ssot]\nint64 = \"wrong\"\n");
    assert!(matches!(config.write(), Err(Error::Schema(_))));
}

#[test]
fn an_edit_with_a_matching_manifest_is_still_no_output_of_ours() {
    let folder = folder("cache-forged");
    let target = Counting::new();
    works_once(&target, &config(&folder, &target), "the first run");
    // Somebody else's output, with its manifest, as a checkout of another branch leaves it.
    let mut other = target.clone();
    other.word = "two";
    config(&folder, &other).write().unwrap();
    let branch = ["a.txt", ".ssot-manifest.json"].map(|name| folder.read(&format!("out/counting/{name}")));
    works_once(&target, &config(&folder, &target), "back");
    for (name, text) in ["a.txt", ".ssot-manifest.json"].iter().zip(&branch) {
        folder.write(&format!("out/counting/{name}"), text);
    }
    works_once(&target, &config(&folder, &target), "the other branch's output");
    assert!(folder.read("out/counting/a.txt").starts_with("one"));
}

#[test]
fn a_cache_that_cannot_be_read_or_written_is_none() {
    let folder = folder("cache-corrupt");
    let target = Counting::new();
    let config = config(&folder, &target);
    works_once(&target, &config, "the first run");
    let files: Vec<String> = folder.files().into_iter().filter(|path| path.starts_with("cache/")).collect();
    let [_, seal] = files.as_slice() else { panic!("{files:?}") };
    let place = folder.path().join(seal);
    let good = fs::read(&place).expect("a cache");
    let mut bad: Vec<Vec<u8>> = (0..good.len()).step_by(29).map(|end| good[..end].to_vec()).collect();
    bad.extend([[&good[..], b"\n"].concat(), good[1..].to_vec(), good.to_ascii_uppercase(), vec![0xff; 64]]);
    for bad in bad {
        fs::write(&place, &bad).expect("a cache");
        works_once(&target, &config, &format!("{} bytes of {}", bad.len(), good.len()));
        assert_eq!(fs::read(&place).expect("a cache"), good);
    }
    fs::remove_dir_all(folder.path().join("cache")).unwrap();
    folder.write("cache", "a file stands in its place");
    for _ in 0..2 {
        let (count, summary) = runs(&target, &config);
        assert_eq!((count, summary.unwrap().is_fresh()), (1, true));
    }
    assert_eq!(folder.read("cache"), "a file stands in its place");
}

#[test]
fn what_is_said_is_said_each_time() {
    let folder = folder("cache-said");
    let mut target = Counting::new();
    folder.write("schema.prisma", &SCHEMA.replace("model Post", "/// @hiden\nmodel Post"));
    works_once(&target, &config(&folder, &target), "the first run");
    let said = |summary: Summary| summary.generated.diagnostics.len();
    assert_eq!(said(config(&folder, &target).write().unwrap()), 1, "the schema's warning, without work");
    assert_eq!(target.runs.load(Ordering::Relaxed), 1);
    target.speaks = true;
    folder.write("schema.prisma", SCHEMA);
    for _ in 0..2 {
        let (count, summary) = runs(&target, &config(&folder, &target));
        assert_eq!((count, said(summary.unwrap())), (1, 1), "the target's warning");
    }
    folder.write("schema.prisma", &SCHEMA.replace("Int", "Itn"));
    assert!(matches!(config(&folder, &target).write(), Err(Error::Schema(_))));
}

#[test]
fn a_target_that_nobody_can_tell_from_another_works_each_time() {
    let folder = folder("cache-unknown");
    let mut target = Counting::new();
    target.known = false;
    for _ in 0..2 {
        assert_eq!(runs(&target, &config(&folder, &target)).0, 1);
    }
    assert!(!folder.path().join("cache").exists());
}

#[test]
fn another_program_does_not_trust_what_the_last_one_left() {
    let folder = folder("cache-program");
    let program = folder.path().join(format!("program{}", std::env::consts::EXE_SUFFIX));
    let generate = |more: &[&str]| {
        let arguments = ["generate", "--schema", "schema.prisma", "--target", "sql", "--out", "out"];
        let mut command = std::process::Command::new(&program);
        let output = command.args(arguments).args(more).current_dir(folder.path()).output().expect("it starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let seal = || {
        let files = fs::read_dir(folder.path().join(".ssot/cache")).expect("a cache").flatten();
        let seals: Vec<_> = files.filter(|entry| entry.file_name() != ".gitignore").collect();
        assert_eq!(seals.len(), 1);
        fs::read(seals[0].path()).expect("a seal")
    };
    fs::copy(ssot(), &program).expect("a copy");
    generate(&["--no-cache"]);
    assert!(!folder.path().join(".ssot").exists());
    generate(&[]);
    let first = seal();
    generate(&[]);
    assert_eq!(seal(), first);
    fs::remove_file(&program).expect("it ends");
    fs::copy(ssot(), &program).expect("a copy");
    generate(&[]);
    assert_ne!(seal(), first, "another file is another program");
    assert!(folder.read("out/sql/schema.sql").contains("CREATE TABLE"));
}
