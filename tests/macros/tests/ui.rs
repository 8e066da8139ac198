//! What the macros refuse, and the words for it: `ui/*.rs` with what the compiler says beside it. `TRYBUILD=overwrite` writes it anew.

use std::process::Command;

/// The compiler whose words stand in `ui/*.stderr`; others draw the same errors differently.
const COMPILER: &str = "rustc 1.95.";

#[test]
fn every_mistake_is_said_at_its_token() {
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(compiler).arg("--version").output().expect("a compiler");
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    if version.starts_with(COMPILER) {
        trybuild::TestCases::new().compile_fail("ui/*.rs");
    } else {
        eprintln!("SKIPPED: the words of {} are compared, not those of {version}", COMPILER.trim_end_matches('.'));
    }
}
