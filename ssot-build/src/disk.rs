//! Reading schema files. A folder stands for all schema files below it, in the order of their paths.

use std::fs;
use std::path::{Path, PathBuf};

use ssot_core::source::SourceMap;

use crate::error::{Error, Result};

/// Extensions of schema files.
const EXTENSIONS: [&str; 1] = ["prisma"];

/// What was read: the texts, and every file and folder whose change can change the output.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    pub(crate) sources: SourceMap,
    pub(crate) watched: Vec<PathBuf>,
}

/// Reads the files of a schema.
///
/// # Errors
/// If a path does not exist, cannot be read or is no UTF-8, or if there is no schema file at all.
pub(crate) fn load(schemas: &[PathBuf]) -> Result<Loaded> {
    let mut loaded = Loaded::default();
    if schemas.is_empty() {
        return Err(Error::Usage("no schema was named: add `.schema(\"schema.prisma\")`".into()));
    }
    for path in schemas {
        let before = loaded.sources.files().len();
        if fs::metadata(path).map_err(Error::io("read", path))?.is_dir() {
            load_folder(path, path, &mut loaded)?;
            if loaded.sources.files().len() == before {
                return Err(Error::Usage(format!("no schema file (*.prisma) lies below {}", path.display())));
            }
        } else {
            load_file(path.parent().unwrap_or(Path::new("")), path, &mut loaded)?;
        }
    }
    Ok(loaded)
}

/// Reads the schema files below `folder`, which is `root` or lies below it.
fn load_folder(root: &Path, folder: &Path, loaded: &mut Loaded) -> Result {
    loaded.watched.push(folder.to_owned());
    let entries = fs::read_dir(folder).map_err(Error::io("read", folder))?;
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<Vec<PathBuf>>>()
        .map_err(Error::io("read", folder))?;
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if hidden {
            continue;
        }
        if path.is_dir() {
            load_folder(root, &path, loaded)?;
        } else if path.extension().is_some_and(|extension| EXTENSIONS.iter().any(|known| extension == *known)) {
            load_file(root, &path, loaded)?;
        }
    }
    Ok(())
}

/// Reads one file. In outputs it is named by its path below `root`, so that outputs do not depend on where a project lies.
fn load_file(root: &Path, path: &Path, loaded: &mut Loaded) -> Result {
    let text = fs::read_to_string(path).map_err(Error::io("read", path))?;
    let name = path.strip_prefix(root).unwrap_or(path);
    loaded.watched.push(path.to_owned());
    loaded.sources.add_named(shown(path), shown(name), text);
    Ok(())
}

/// A path with `/` between its parts.
fn shown(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/").replace("//", "/")
}
