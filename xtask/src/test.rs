//! Everything CI runs.

use crate::run::{Failure, cargo, step};

/// The default dependencies of `ssot-build`, itself included: it compiles inside every user's build script.
const MOST_CRATES: usize = 45;

/// The crates that are published, those first that others stand on.
const PUBLISHED: [&str; 8] =
    ["ssot-wire", "ssot-core", "ssot-macros", "ssot", "ssot-build", "ssot-db", "ssot-server", "ssot-cli"];

/// Runs formatting, lints, documentation and tests.
pub(crate) fn test() -> Result<(), Failure> {
    step("cargo fmt", &mut cargo(&["fmt", "--all", "--check"]))?;
    crate::codegen::codegen(true)?;
    weight()?;
    let lints = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    step("cargo clippy", &mut cargo(&lints))?;
    let sqlite = ["clippy", "--package", "shop", "--features", "sqlite", "--", "-D", "warnings"];
    step("cargo clippy, the shop on SQLite", &mut cargo(&sqlite))?;
    alone()?;
    let doc = ["doc", "--workspace", "--no-deps"];
    step("cargo doc", cargo(&doc).env("RUSTDOCFLAGS", "-D warnings"))?;
    step("cargo test", &mut cargo(&["test", "--workspace", "--no-fail-fast"]))
}

/// Checks each crate that is published with no other one beside it, as those have it that name it: in the workspace the features that one
/// crate asks of a dependency are switched on for all.
fn alone() -> Result<(), Failure> {
    PUBLISHED
        .iter()
        .try_for_each(|name| step(&format!("cargo check, {name} alone"), &mut cargo(&["check", "--package", name])))?;
    let redis = ["clippy", "--package", "ssot-server", "--features", "redis", "--", "-D", "warnings"];
    step("cargo clippy, ssot-server with Redis", &mut cargo(&redis))
}

/// Counts what a project gets by naming `ssot-build`.
fn weight() -> Result<(), Failure> {
    let arguments = ["tree", "-p", "ssot-build", "-e", "normal,build", "--prefix", "none", "--no-dedupe"];
    let output = cargo(&arguments).output().map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout).replace(" (*)", "");
    let mut lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    lines.sort_unstable();
    lines.dedup();
    crate::run::say(&format!("── ssot-build stands on {} crates, itself included", lines.len()));
    if output.status.success() && !lines.is_empty() && lines.len() <= MOST_CRATES {
        return Ok(());
    }
    Err(format!("ssot-build may stand on at most {MOST_CRATES} crates"))
}
