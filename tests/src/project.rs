//! Schemas written by hand, a file or a folder each.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::oracle::{File, Version};

/// A schema and the version of Prisma that it is for.
#[derive(Debug, Clone)]
pub struct Project {
    /// The name of the file without its extension, or of the folder.
    pub name: String,
    /// 6 if a file starts with the line `// prisma: 6`, else 7.
    pub version: Version,
    /// Sorted by path; paths are relative to the folder.
    pub files: Vec<File>,
}

impl Project {
    /// Reads a file, or a folder of files that are one schema.
    ///
    /// # Errors
    /// If one of them cannot be read.
    pub fn read(path: &Path) -> io::Result<Self> {
        let mut paths = Vec::new();
        collect(path, &mut paths)?;
        paths.sort();
        let base = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
        let name = |path: &Path| path.strip_prefix(base).unwrap_or(path).to_string_lossy().into_owned();
        let read = |path: &PathBuf| Ok((name(path), fs::read_to_string(path)?));
        let files: Vec<File> = paths.iter().map(read).collect::<io::Result<_>>()?;
        let is_six = files.iter().any(|(_, text)| text.starts_with("// prisma: 6\n"));
        let version = if is_six { Version::Six } else { Version::Seven };
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { name, version, files })
    }

    /// Reads everything in a folder, each entry a schema, sorted by name.
    ///
    /// # Errors
    /// If something cannot be read.
    pub fn all(folder: &Path) -> io::Result<Vec<Self>> {
        let mut paths: Vec<PathBuf> =
            fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
        paths.sort();
        paths.iter().map(|path| Self::read(path)).collect()
    }
}

fn collect(path: &Path, list: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        list.push(path.to_owned());
        return Ok(());
    }
    fs::read_dir(path)?.try_for_each(|entry| collect(&entry?.path(), list))
}
