//! Where the file of a module can be.
//!
//! Source: The Rust Reference, "Modules", "Module Source Filenames" and "The path attribute".

use crate::ast::Module;
use crate::source::Spanned;

/// The folders in which the files of a module's modules can be, the likelier first; relative to the folder of the first file.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    /// For `mod name;`.
    children: Vec<String>,
    /// For `#[path = "…"]`: beside the file, or in the folder of the inline module.
    paths: Vec<String>,
}

impl Folder {
    /// That of a file. The first file of a crate holds its modules beside it, whatever its name; so the file of a module is looked for
    /// there, too, if its name does not say which of the two this one is.
    pub(super) fn of_file(name: &str) -> Self {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let stem = file.strip_suffix(".rs").unwrap_or(file);
        let children = match (stem, folder) {
            ("mod" | "lib" | "main", _) => vec![folder.to_owned()],
            (stem, "") => vec![stem.to_owned(), String::new()],
            (stem, folder) => vec![join(folder, stem)],
        };
        Self { children, paths: vec![folder.to_owned()] }
    }

    /// That of a module in braces.
    pub(super) fn inline(&self, name: &str, path: Option<&str>) -> Self {
        let inner: Vec<String> = match path {
            Some(path) => self.paths.iter().map(|folder| resolve(folder, path)).collect(),
            None => self.children.iter().map(|folder| join(folder, name)).collect(),
        };
        Self { children: inner.clone(), paths: inner }
    }

    /// A module in a file of its own.
    pub(super) fn module(&self, name: Spanned<String>, path: Option<&str>, is_conditional: bool) -> Module {
        let paths = if let Some(path) = path {
            self.paths.iter().map(|folder| resolve(folder, path)).collect()
        } else {
            let file = |folder: &String| {
                let base = join(folder, &name.value);
                [format!("{base}.rs"), format!("{base}/mod.rs")]
            };
            self.children.iter().flat_map(file).collect()
        };
        Module { name, paths, is_conditional }
    }
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// `path` from `folder`, with `.` and `..` worked out; what leads out of the first folder keeps its `..`.
fn resolve(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    if path.starts_with('/') {
        return path.to_owned();
    }
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
