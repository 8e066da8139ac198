//! The cases below `tests/cases`: one input, all targets.

use std::fs;
use std::path::PathBuf;

use crate::toolchain::workspace;

/// A case.
#[derive(Debug, Clone)]
pub struct Case {
    /// The name of its folder.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// Its schema: `schema.prisma` or `schema.ssot`.
    pub schema: PathBuf,
}

/// All cases, by name.
///
/// # Panics
/// If the folder cannot be read or is empty.
pub fn cases() -> Vec<Case> {
    let entries = fs::read_dir(workspace().join("tests/cases")).expect("tests/cases is readable");
    let mut cases: Vec<Case> = entries
        .flatten()
        .filter_map(|entry| {
            let folder = entry.path();
            let schema = ["schema.prisma", "schema.ssot"].map(|name| folder.join(name));
            let schema = schema.into_iter().find(|path| path.is_file())?;
            Some(Case { name: entry.file_name().to_string_lossy().into_owned(), folder, schema })
        })
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(!cases.is_empty(), "there are no cases");
    cases
}
