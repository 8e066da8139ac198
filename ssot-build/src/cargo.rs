//! The build script's side of cargo: its environment and its standard output. No other file touches either.
//!
//! Source: The Cargo Book, "Build Scripts".

#![allow(clippy::print_stdout, reason = "standard output is how a build script talks to cargo")]

use std::env;
use std::path::{Path, PathBuf};

use ssot_core::diagnostic::{Diagnostics, Severity};
use ssot_core::source::SourceMap;

/// The surroundings of a build script.
#[derive(Debug, Clone)]
pub(crate) struct BuildScript {
    /// `OUT_DIR`.
    pub(crate) out_dir: PathBuf,
}

/// The build script that this process is, if it is one.
pub(crate) fn build_script() -> Option<BuildScript> {
    // Cargo sets OUT_DIR for build scripts at run time; crates with build scripts see it at compile time only.
    let out_dir = env::var_os("OUT_DIR")?;
    env::var_os("CARGO_MANIFEST_DIR")?;
    env::var_os("TARGET")?;
    Some(BuildScript { out_dir: PathBuf::from(out_dir) })
}

/// Tells cargo to watch these files and folders.
pub(crate) fn rerun_if_changed<'a>(paths: impl IntoIterator<Item = &'a PathBuf>) {
    for path in paths {
        println!("cargo::rerun-if-changed={}", path.display());
    }
}

/// Passes warnings on, each on one line.
pub(crate) fn warn(diagnostics: &Diagnostics, sources: &SourceMap) {
    for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Warning) {
        let place = sources.position(diagnostic.span.file, diagnostic.span.start);
        let path = &sources.file(diagnostic.span.file).path;
        let message: String = diagnostic.message.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        println!("cargo::warning={path}:{}:{}: [{}] {message}", place.line, place.column, diagnostic.code);
    }
}

/// The folder for output that nobody chose a place for.
pub(crate) fn default_folder(script: &BuildScript) -> PathBuf {
    Path::new(&script.out_dir).join("ssot")
}

/// Where a build script remembers what it wrote.
pub(crate) fn cache_folder(script: &BuildScript) -> PathBuf {
    Path::new(&script.out_dir).join("ssot-cache")
}

/// The program that this process runs.
pub(crate) fn program() -> Option<PathBuf> {
    env::current_exe().ok()
}
