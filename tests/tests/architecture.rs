//! Which room may import which (ARCHITECTURE.md), read off the sources.

use std::fs;
use std::path::{Path, PathBuf};

use ssot_tests::toolchain::workspace;

/// Rust files below a folder of the workspace, with their text; comments and test modules are cut off.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, list: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, list);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                list.push(path);
            }
        }
    }
    let mut list = Vec::new();
    walk(&workspace().join(folder), &mut list);
    list.sort();
    assert!(!list.is_empty(), "{folder} has no sources");
    list.into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a source is readable");
            let code = text.split("#[cfg(test)]").next().unwrap_or("");
            let lines: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            (path, lines.join("\n"))
        })
        .collect()
}

/// Asserts that no source of the folder (outside the parts named in `except`) contains one of the texts.
fn never(folder: &str, except: &[&str], texts: &[&str]) {
    let mut found = Vec::new();
    for (path, code) in sources(folder) {
        let name = path.strip_prefix(workspace()).unwrap_or(&path).to_string_lossy().into_owned();
        if except.iter().any(|part| name.contains(part)) {
            continue;
        }
        for text in texts {
            for (index, line) in code.lines().enumerate().filter(|(_, line)| line.contains(text)) {
                found.push(format!("{name}: {text:?} in code line {}: {}", index + 1, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn core_knows_no_file_system_environment_or_clock() {
    never("ssot-core/src", &[], &["std::fs", "std::env", "std::process", "std::time", "println!", "eprintln!"]);
}

#[test]
fn core_knows_no_target() {
    never("ssot-core/src", &[], &["typescript", "TypeScript", "zod", "axum", "sqlx", "kysely", "hono", "prettyplease"]);
}

#[test]
fn ast_and_ir_do_not_meet() {
    let ast = fs::read_to_string(workspace().join("ssot-core/src/ast.rs")).unwrap();
    assert!(!ast.contains("crate::ir"));
    never("ssot-core/src/ir", &["ir/field.rs"], &["crate::ast"]);
    never("ssot-core/src/front", &[], &["crate::ir", "crate::lower", "crate::check"]);
}

#[test]
fn wings_do_not_see_each_other_or_the_edge() {
    for (wing, others) in [
        ("sql", ["target::rust", "target::typescript"]),
        ("rust", ["target::sql", "target::typescript"]),
        ("typescript", ["target::sql", "target::rust"]),
    ] {
        let folder = format!("ssot-build/src/target/{wing}");
        never(&folder, &[], &others);
        never(&folder, &[], &["crate::config", "crate::cargo", "crate::write", "crate::disk", "std::fs", "std::env"]);
        let emit = workspace().join(&folder).join("emit.rs");
        let text = fs::read_to_string(&emit).unwrap_or_default();
        assert!(!text.is_empty(), "{} is missing", emit.display());
        assert!(!text.contains("ssot_core"), "{} decides: it reads the schema", emit.display());
    }
}

#[test]
fn plans_hold_no_bare_text() {
    for wing in ["sql", "rust", "typescript"] {
        let folder = format!("ssot-build/src/target/{wing}");
        for (path, code) in sources(&folder) {
            if path.file_name().is_some_and(|name| name == "nodes.rs") {
                for word in [": String", "<String>", "&str", "&'static str"] {
                    assert!(!code.contains(word), "{} holds a bare {word:?}", path.display());
                }
            }
        }
    }
}

#[test]
fn only_the_edge_touches_files_and_environment() {
    never(
        "ssot-build/src",
        &["cache.rs", "compare.rs", "disk.rs", "write.rs"],
        &["std::fs::", "fs::read", "fs::write"],
    );
    never("ssot-build/src", &["cargo.rs"], &["std::env", "println!"]);
}

#[test]
fn the_server_is_not_the_compiler() {
    never("ssot-server/src", &[], &["ssot_core", "ssot_build"]);
    never("ssot-server/src", &[], &["mysql_async", "rusqlite", "tokio_postgres"]);
    never("ssot-db/src", &[], &["ssot_server", "ssot_core", "axum"]);
}
