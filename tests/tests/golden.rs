//! Every case of `cases/`, through every target, against its committed output.
//!
//! `cases/<case>/schema.{prisma,ssot}` becomes `cases/<case>/expected/<target>/…`, and its IR `expected/ir.json`. What a target refuses to make of a schema stands
//! in `expected/<target>.txt` instead, and what the compiler has to say in `expected/diagnostics.txt`. A target's `runtime/`
//! is the same in every output and stands in the target's folder; it is left out.
//! `UPDATE_EXPECT=1 cargo test -p ssot-tests --test golden` writes what is there now; look at the difference before you
//! commit it. Other tests hand each tree to its real compiler or database.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use similar::TextDiff;
use ssot_build::Target;
use ssot_build::target::{rust::Rust, sql::Sql, typescript::TypeScript};
use ssot_core::diagnostic::{Diagnostics, render_plain};
use ssot_core::ir::{Schema, to_json};
use ssot_core::source::SourceMap;
use ssot_core::{Options, Valid, compile};
use ssot_tests::cases::{Case, cases};

/// Paths below `expected/` and their texts.
type Tree = BTreeMap<String, String>;

fn generate<T: Target>(target: &T, schema: &Valid<Schema>, sources: &SourceMap, tree: &mut Tree) {
    let mut diagnostics = Diagnostics::new();
    let plan = target.plan(schema, &mut diagnostics);
    diagnostics.sort();
    if !diagnostics.is_empty() {
        tree.insert(format!("{}.txt", T::NAME), render_plain(&diagnostics, sources));
    }
    if diagnostics.has_errors() {
        return;
    }
    for (path, bytes) in target.emit(&plan).iter() {
        if path.as_str().starts_with("runtime/") {
            continue;
        }
        let text = String::from_utf8(bytes.to_vec()).expect("targets write UTF-8");
        tree.insert(format!("{}/{}", T::NAME, path.as_str()), text);
    }
}

/// What a case gives now.
fn actual(case: &Case) -> Tree {
    let mut sources = SourceMap::new();
    let text = fs::read_to_string(&case.schema).expect("a schema is readable");
    sources.add(case.schema.file_name().unwrap_or_default().to_string_lossy(), text);
    let compilation = compile(sources, &Options::default());
    let mut tree = Tree::new();
    if !compilation.diagnostics.is_empty() {
        tree.insert("diagnostics.txt".into(), render_plain(&compilation.diagnostics, &compilation.sources));
    }
    let Ok(schema) = compilation.schema else {
        panic!("{}: cases are valid:\n{}", case.name, tree["diagnostics.txt"]);
    };
    tree.insert("ir.json".into(), to_json(&schema, None));
    generate(&Sql::new(), &schema, &compilation.sources, &mut tree);
    generate(&Rust::new(), &schema, &compilation.sources, &mut tree);
    generate(&TypeScript::new(), &schema, &compilation.sources, &mut tree);
    tree
}

/// The IR of a case as it is written in a language; `None` if it is not.
fn ir(case: &Case, extension: &str) -> Option<String> {
    let path = case.folder.join(format!("schema.{extension}"));
    let text = fs::read_to_string(&path).ok()?;
    let mut sources = SourceMap::new();
    sources.add_named(format!("schema.{extension}"), "schema", text);
    let compilation = compile(sources, &Options::default());
    let shown = render_plain(&compilation.diagnostics, &compilation.sources);
    Some(to_json(&compilation.schema.unwrap_or_else(|_| panic!("{}: cases are valid:\n{shown}", path.display())), None))
}

#[test]
fn the_languages_of_a_case_give_one_schema() {
    let mut compared = 0;
    for case in cases() {
        if let (Some(prisma), Some(ssot)) = (ir(&case, "prisma"), ir(&case, "ssot")) {
            let difference = TextDiff::from_lines(&prisma, &ssot).unified_diff().header("prisma", "ssot").to_string();
            assert!(prisma == ssot, "{}:\n{difference}", case.name);
            compared += 1;
        }
    }
    assert!(compared > 0, "no case is written in two languages");
}

/// What a case should give.
fn expected(folder: &Path) -> Tree {
    fn walk(root: &Path, folder: &Path, tree: &mut Tree) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(root, &path, tree);
                continue;
            }
            let relative = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
            tree.insert(relative, fs::read_to_string(&path).expect("a golden is readable"));
        }
    }
    let mut tree = Tree::new();
    walk(folder, folder, &mut tree);
    tree
}

/// The differences of two trees, as unified diffs.
fn differences(expected: &Tree, actual: &Tree) -> String {
    let paths: std::collections::BTreeSet<&String> = expected.keys().chain(actual.keys()).collect();
    let empty = String::new();
    let mut out = String::new();
    for path in paths {
        let (old, new) = (expected.get(path).unwrap_or(&empty), actual.get(path).unwrap_or(&empty));
        if expected.contains_key(path) == actual.contains_key(path) && old == new {
            continue;
        }
        out += &TextDiff::from_lines(old, new).unified_diff().header(path, path).to_string();
        out += match (expected.contains_key(path), actual.contains_key(path)) {
            (true, false) => "(is not written any more)\n",
            (false, true) => "(is new)\n",
            _ => "",
        };
    }
    out
}

fn bless(folder: &Path, tree: &Tree) {
    let _ = fs::remove_dir_all(folder);
    for (path, text) in tree {
        let place = folder.join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a folder for the golden");
        fs::write(place, text).expect("a golden is written");
    }
}

#[test]
fn every_case_gives_its_committed_output() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut failures = String::new();
    for case in cases() {
        let folder = case.folder.join("expected");
        let actual = actual(&case);
        let expected = expected(&folder);
        if expected == actual {
            continue;
        }
        if update {
            bless(&folder, &actual);
        } else {
            failures += &format!("== {}\n{}", case.name, differences(&expected, &actual));
        }
    }
    assert!(failures.is_empty(), "{failures}\nUPDATE_EXPECT=1 writes what is there now");
}

#[test]
fn cli4_two_runs_give_the_same_bytes() {
    for case in cases() {
        assert_eq!(actual(&case), actual(&case), "{}", case.name);
    }
}
