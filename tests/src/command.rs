//! The `ssot` command, as the workspace builds it, and folders to run it in.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use crate::toolchain::workspace;

/// The path of `ssot`, built from the sources as they are.
///
/// # Panics
/// If it does not build.
pub fn ssot() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
        let arguments = ["build", "--quiet", "--package", "ssot-cli", "--bins"];
        let built = Command::new(cargo).args(arguments).current_dir(workspace()).status().expect("cargo starts");
        assert!(built.success(), "ssot-cli does not build");
        // The test runs from `<target>/<profile>/deps`.
        let test = std::env::current_exe().expect("a path");
        let folder = test.ancestors().nth(2).expect("a profile's folder");
        folder.join(format!("ssot{}", std::env::consts::EXE_SUFFIX))
    })
}

/// A folder of its own for one test, removed at its end.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Makes an empty folder; `name` tells tests of one process apart.
    ///
    /// # Panics
    /// If it cannot be made.
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("ssot test {name} {}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    /// Its path, absolute.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file below it.
    ///
    /// # Panics
    /// If it cannot be written.
    pub fn write(&self, path: &str, text: &str) {
        let place = self.0.join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a folder for a file");
        fs::write(place, text).expect("a file is written");
    }

    /// Reads a file below it; empty if there is none.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap_or_default()
    }

    /// All files below it but what the command remembers, sorted, with `/` between parts.
    pub fn files(&self) -> Vec<String> {
        fn walk(root: &Path, folder: &Path, list: &mut Vec<String>) {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() && !path.ends_with(".ssot") {
                    walk(root, &path, list);
                } else if !path.is_dir() {
                    list.push(path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/"));
                }
            }
        }
        let mut list = Vec::new();
        walk(&self.0, &self.0, &mut list);
        list.sort();
        list
    }

    /// Runs `ssot` in it, with bytes on its standard input.
    ///
    /// # Panics
    /// If it does not start, or does not read.
    pub fn ssot_reading(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut command = Command::new(ssot());
        command.args(arguments).current_dir(&self.0);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("ssot starts");
        child.stdin.take().expect("a pipe").write_all(input).expect("ssot reads");
        Run(child.wait_with_output().expect("ssot ends"))
    }

    /// Runs `ssot` in it.
    ///
    /// # Panics
    /// If it does not start.
    pub fn ssot(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(ssot());
        command.args(arguments).current_dir(&self.0).stdin(Stdio::null());
        Run(command.output().expect("ssot starts"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a run of `ssot` left.
#[derive(Debug)]
pub struct Run(Output);

impl Run {
    /// The exit code.
    ///
    /// # Panics
    /// If a signal ended it.
    pub fn code(&self) -> i32 {
        self.0.status.code().expect("an exit code")
    }

    /// Standard output.
    pub fn out(&self) -> String {
        String::from_utf8_lossy(&self.0.stdout).into_owned()
    }

    /// Standard error.
    pub fn err(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }

    /// Asserts the exit code; returns itself.
    ///
    /// # Panics
    /// If it is another; the message carries what was printed.
    #[track_caller]
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code(), code, "stdout:\n{}\nstderr:\n{}", self.out(), self.err());
        self
    }
}
