//! What is written from data: the scalar catalogue, as each crate compiles it, the index of diagnostics, and the JSON Schemas of
//! schemas in TOML and of the resolved schema.
//!
//! The crates that run on a user's machine parse no TOML for it: the catalogue is a table of constants, made here and
//! committed. `--check` says whether the files are what the data gives.

mod catalog;
mod page;
mod rust;
mod typescript;

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::run::{Failure, cargo, root, say, step};

/// Writes every generated file, or says which ones are stale.
pub(crate) fn codegen(check: bool) -> Result<(), Failure> {
    let catalog = catalog::read(&read("ssot-core/src/scalar/catalog.toml")?)?;
    let files = [
        ("ssot-core/src/scalar/table.rs", formatted(&rust::core(&catalog))?),
        ("ssot-server/src/scalar/table.rs", formatted(&rust::server(&catalog))?),
        ("docs/languages/scalars.md", page::page(&catalog)),
        ("ssot-build/src/target/typescript/runtime/scalars.ts", typescript::runtime(&catalog)),
    ];
    let mut stale = Vec::new();
    for (path, text) in files {
        let place = root().join(path);
        if fs::read_to_string(&place).is_ok_and(|old| old == text) {
            continue;
        }
        if check {
            stale.push(path);
            continue;
        }
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).map_err(|error| format!("{path}: {error}"))?;
        }
        fs::write(&place, text).map_err(|error| format!("{path}: {error}"))?;
        say(&format!("wrote {path}"));
    }
    let index = program("diagnostics-index", check).and(program("json-schema", check));
    match stale.as_slice() {
        [] => index,
        stale => Err(format!("stale, run `cargo xtask codegen`: {}", stale.join(", "))),
    }
}

/// `docs/diagnostics.md`, or `ssot.schema.json` and `docs/ir.schema.json`, by a program that knows the rules or the keys.
fn program(name: &str, check: bool) -> Result<(), Failure> {
    let mut arguments = vec!["run", "--quiet", "-p", "ssot-tests", "--bin", name, "--"];
    if check {
        arguments.push("--check");
    }
    step(name, &mut cargo(&arguments))
}

fn read(path: &str) -> Result<String, Failure> {
    fs::read_to_string(root().join(path)).map_err(|error| format!("{path}: {error}"))
}

/// The text as rustfmt lays it out.
fn formatted(text: &str) -> Result<String, Failure> {
    let config = root().join("rustfmt.toml");
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(config)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("rustfmt: {error}"))?;
    let mut input = rustfmt.stdin.take().ok_or("rustfmt has no input")?;
    input.write_all(text.as_bytes()).map_err(|error| format!("rustfmt: {error}"))?;
    drop(input);
    let output = rustfmt.wait_with_output().map_err(|error| format!("rustfmt: {error}"))?;
    if !output.status.success() {
        return Err("rustfmt refused a generated file".into());
    }
    String::from_utf8(output.stdout).map_err(|error| format!("rustfmt: {error}"))
}
