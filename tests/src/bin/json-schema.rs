//! Writes the JSON Schemas: `ssot.schema.json`, which tells editors the keys of a schema in TOML, and `docs/ir.schema.json`, the shape of
//! `ssot print --stage ir --format json`.
//!
//! `cargo xtask codegen` runs this; with `--check` nothing is written, and a file that is not as it should be is a failure.

use std::fs;
use std::process::ExitCode;

use ssot_core::ir::json_schema as ir_json_schema;
use ssot_core::toml_json_schema;
use ssot_tests::toolchain::workspace;

fn main() -> ExitCode {
    let check = std::env::args().skip(1).any(|argument| argument == "--check");
    let files = [("ssot.schema.json", toml_json_schema()), ("docs/ir.schema.json", ir_json_schema())];
    let mut is_fresh = true;
    for (name, text) in files {
        let path = workspace().join(name);
        if fs::read_to_string(&path).is_ok_and(|found| found == text) {
            continue;
        }
        if check {
            eprintln!("{name} is stale: run `cargo xtask codegen`");
            is_fresh = false;
        } else if let Err(error) = fs::write(&path, text) {
            eprintln!("{name}: {error}");
            is_fresh = false;
        }
    }
    if is_fresh { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
