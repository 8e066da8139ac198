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
        self.run(packages, tsconfig, &[]).map(drop)
    }

    /// Checks the project of a `tsconfig.json` and says how many types the compiler instantiated for it.
    ///
    /// # Errors
    /// What the compiler printed.
    ///
    /// # Panics
    /// If Node cannot be started, or the compiler does not count.
    pub fn instantiations(self, packages: &Path, tsconfig: &Path) -> Result<usize, String> {
        let text = self.run(packages, tsconfig, &["--extendedDiagnostics"])?;
        let count = text.lines().find_map(|line| line.strip_prefix("Instantiations:"));
        Ok(count.and_then(|count| count.trim().parse().ok()).expect("extended diagnostics count instantiations"))
    }

    fn run(self, packages: &Path, tsconfig: &Path, options: &[&str]) -> Result<String, String> {
        let tsc = packages.join("node_modules").join(self.0).join("bin/tsc");
        let mut command = Command::new("node");
        command.arg(tsc).arg("--noEmit").arg("-p").arg(tsconfig).args(options);
        let output = command.output().expect("node starts");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() {
            return Ok(text);
        }
        Err(format!("{}:\n{text}{}", self.0, String::from_utf8_lossy(&output.stderr)))
    }
}
