//! Writes `ssot.schema.json`, which tells editors the keys of a schema in TOML.
//!
//! `cargo xtask codegen` runs this; with `--check` nothing is written, and a file that is not as it should be is a failure.

use std::fs;
use std::process::ExitCode;

use ssot_core::toml_json_schema;
use ssot_tests::toolchain::workspace;

fn main() -> ExitCode {
    let check = std::env::args().skip(1).any(|argument| argument == "--check");
    let path = workspace().join("ssot.schema.json");
    let text = toml_json_schema();
    if fs::read_to_string(&path).is_ok_and(|found| found == text) {
        return ExitCode::SUCCESS;
    }
    if check {
        eprintln!("ssot.schema.json is stale: run `cargo xtask codegen`");
        return ExitCode::FAILURE;
    }
    match fs::write(&path, text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("ssot.schema.json: {error}");
            ExitCode::FAILURE
        }
    }
}
