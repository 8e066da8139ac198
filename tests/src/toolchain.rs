//! The real tools that outputs are proven with.
//!
//! A tool that is absent is a loud skip for a person and a failure under `CI=true`: [`missing`] decides. Databases are
//! throwaway servers of their own, started once per test process and ended with it.

mod mariadb;
mod node;
mod postgres;
mod redis;
mod server;

pub use mariadb::MariaDb;
pub use node::{Tsc, node, node_project};
pub use postgres::{Postgres, Shutdown};
pub use redis::Redis;

use std::path::{Path, PathBuf};

/// The root of the workspace.
///
/// # Panics
/// Never: the package lies in the workspace.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests package lies in the workspace")
}

/// Reports that `tool` is absent.
///
/// # Panics
/// Under `CI=true`: there a skipped test is a failed test.
pub fn missing(tool: &str) {
    let message = format!("SKIPPED: {tool} is not installed; `cargo xtask test` installs what it needs");
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{message}");
    eprintln!("{message}");
}

/// The path of an executable: in one of `folders`, else on `PATH`.
pub fn find(name: &str, folders: &[PathBuf]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.iter().cloned().chain(std::env::split_paths(&path)).map(|folder| folder.join(name)).find(|p| p.is_file())
}
