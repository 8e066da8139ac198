//! Node and the npm packages of `tests/typescript`.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{find, missing, workspace};

/// The `node` executable; `None` after [`missing`].
pub fn node() -> Option<PathBuf> {
    let node = find("node", &[]);
    if node.is_none() {
        missing("Node");
    }
    node
}

/// The folder `tests/typescript` with its `node_modules` installed; `None` after [`missing`].
pub fn node_project() -> Option<PathBuf> {
    let project = workspace().join("tests/typescript");
    if project.join("node_modules").is_dir() && find("node", &[]).is_some() {
        return Some(project);
    }
    missing("the npm packages of tests/typescript");
    None
}

/// A version of the TypeScript compiler, by its alias in `tests/typescript/package.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tsc(pub &'static str);

impl Tsc {
    /// The versions that outputs are checked with.
    pub const ALL: [Self; 3] = [Self("typescript-5.9"), Self("typescript-6"), Self("typescript-7")];

    /// Checks the project of a `tsconfig.json`.
    ///
    /// # Errors
    /// What the compiler printed.
    ///
    /// # Panics
    /// If Node cannot be started.
    pub fn check(self, packages: &Path, tsconfig: &Path) -> Result<(), String> {
        let tsc = packages.join("node_modules").join(self.0).join("bin/tsc");
        let output =
            Command::new("node").arg(tsc).arg("--noEmit").arg("-p").arg(tsconfig).output().expect("node starts");
        if output.status.success() {
            return Ok(());
        }
        Err(format!(
            "{}:\n{}{}",
            self.0,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        ))
    }
}
