//! Reading schema files, and writing those that were formatted. A folder stands for all schema files below it, in the order of their
//! paths; what a file imports comes behind it. Each file is read once, whatever the ways that lead to it.
//!
//! A file in Rust brings the files of its modules along; those that are not there are for the compiler to say, too. What its package says in
//! `Cargo.toml` counts for its types.
//!
//! An import is followed only to files at or below the folder of the schema that it starts from; what it should have found and did not
//! is for the compiler to say, which knows the place.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ssot_core::data::IntegerForm;
use ssot_core::diagnostic::Diagnostics;
use ssot_core::source::{FileId, SourceMap};
use ssot_core::{Compilation, Options, Package, compile, package, resolve_import};

use crate::error::{Error, Result};
use crate::memory::{Asks, Memory};

/// Extensions of schema files.
const EXTENSIONS: [&str; 2] = ["prisma", "ssot"];
/// The extension of files in Rust: they are read where they are named, or declared as modules.
const RUST: &str = "rs";
/// What says of a package what counts for all its types.
const MANIFEST: &str = "Cargo.toml";
/// What names of schema files in TOML end in; a folder may hold other TOML files, such as `Cargo.toml`.
const TOML: [&str; 2] = ["schema.toml", ".ssot.toml"];

/// What was read: the texts, and every file and folder whose change can change the output.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    pub(crate) sources: SourceMap,
    pub(crate) watched: Vec<PathBuf>,
    /// What the packages of files in Rust say of 64-bit integers, if that is not what counts anyway.
    pub(crate) int64: BTreeMap<FileId, IntegerForm>,
    /// What each text asks for, in the order of the sources.
    pub(crate) asks: Vec<Asks>,
    /// The texts of `Cargo.toml` and what they say, by their paths for messages.
    pub(crate) manifests: BTreeMap<String, (String, Package)>,
    /// The packages that were asked, by the folders that were asked for them.
    packages: HashMap<PathBuf, Package>,
    /// The files that were read, wherever links lead.
    read: HashSet<PathBuf>,
}

/// Reads the files of a schema. What the last run knew of texts that are still the same is taken from there.
///
/// # Errors
/// If a path does not exist, cannot be read or is no UTF-8, or if there is no schema file at all.
pub(crate) fn load(schemas: &[PathBuf], memory: &Memory<'_>) -> Result<Loaded> {
    let mut loaded = Loaded::default();
    if schemas.is_empty() {
        return Err(Error::Usage("no schema was named: add `.schema(\"schema.prisma\")`".into()));
    }
    for path in schemas {
        let before = loaded.sources.files().len();
        if fs::metadata(path).map_err(Error::io("read", path))?.is_dir() {
            load_folder(path, path, memory, &mut loaded)?;
            if loaded.sources.files().len() == before {
                return Err(Error::Usage(format!(
                    "no schema file (*.prisma, *.ssot, schema.toml, *.ssot.toml) lies below {}",
                    path.display()
                )));
            }
        } else {
            load_file(path.parent().unwrap_or(Path::new("")), path, memory, &mut loaded)?;
        }
    }
    Ok(loaded)
}

/// Reads the schema files below `folder`, which is `root` or lies below it.
fn load_folder(root: &Path, folder: &Path, memory: &Memory<'_>, loaded: &mut Loaded) -> Result {
    loaded.watched.push(folder.to_owned());
    for path in children(folder)? {
        if path.is_dir() {
            load_folder(root, &path, memory, loaded)?;
        } else if is_schema(&path) {
            load_file(root, &path, memory, loaded)?;
        }
    }
    Ok(())
}

/// Whether a file of a folder is taken for a part of the schema; any file can be named.
fn is_schema(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    has_extension(path, &EXTENSIONS) || name == TOML[0] || (name.ends_with(TOML[1]) && name.len() > TOML[1].len())
}

/// What lies in a folder, sorted, without what is hidden.
fn children(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(Error::io("read", folder))?;
    let paths: std::io::Result<Vec<PathBuf>> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = paths.map_err(Error::io("read", folder))?;
    paths.retain(|path| !path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".")));
    paths.sort();
    Ok(paths)
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().is_some_and(|extension| extensions.iter().any(|known| extension == *known))
}

/// The files that `paths` name and the formatter can read, each once, with their texts.
///
/// # Errors
/// If a path does not exist, cannot be read or is no UTF-8, if a file has another extension, or if a folder holds no such file.
pub(crate) fn load_formatted(paths: &[PathBuf]) -> Result<Vec<(PathBuf, String)>> {
    let mut files: Vec<PathBuf> = Vec::new();
    for path in paths {
        let before = files.len();
        if fs::metadata(path).map_err(Error::io("read", path))?.is_dir() {
            list_formatted(path, &mut files)?;
            if files.len() == before {
                return Err(Error::Usage(format!("no schema file (*.prisma, *.ssot) lies below {}", path.display())));
            }
        } else if has_extension(path, &EXTENSIONS) {
            files.push(path.clone());
        } else {
            return Err(Error::Usage(format!("{} cannot be formatted: only *.prisma and *.ssot can", path.display())));
        }
    }
    let mut seen = BTreeSet::new();
    files.retain(|path| seen.insert(path.clone()));
    files.into_iter().map(|path| text(&path).map(|text| (path, text))).collect()
}

/// The text of a schema file.
fn text(path: &Path) -> Result<String> {
    let bytes = fs::read(path).map_err(Error::io("read", path))?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let what = format!("line {line}, column {column} is no UTF-8; save the file as UTF-8");
        Error::io("read", path)(io::Error::new(io::ErrorKind::InvalidData, what))
    })
}

fn list_formatted(folder: &Path, files: &mut Vec<PathBuf>) -> Result {
    for path in children(folder)? {
        if path.is_dir() {
            list_formatted(&path, files)?;
        } else if has_extension(&path, &EXTENSIONS) {
            files.push(path);
        }
    }
    Ok(())
}

/// Replaces the text of a file at once: whoever reads it finds the old text or the new one, and a disk that is full leaves the old one. Its mode
/// and the links to it stay.
///
/// # Errors
/// If the file cannot be written.
pub(crate) fn replace(path: &Path, text: &str) -> Result {
    let place = fs::canonicalize(path).map_err(Error::io("write", path))?;
    let state = fs::metadata(&place).map_err(Error::io("write", path))?;
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let staged = place.with_file_name(format!(".{name}.ssot-{}", std::process::id()));
    if state.permissions().readonly() || has_other_names(&state) {
        return fs::write(&place, text).map_err(Error::io("write", path));
    }
    let written = fs::write(&staged, text);
    if written.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::PermissionDenied) {
        // Who may change the file need not be allowed to make others beside it.
        return fs::write(&place, text).map_err(Error::io("write", path));
    }
    let moved = written
        .and_then(|()| fs::set_permissions(&staged, state.permissions()))
        .and_then(|()| fs::rename(&staged, &place));
    if moved.is_err() {
        let _ = fs::remove_file(&staged);
    }
    moved.map_err(Error::io("write", path))
}

/// Whether the file stands in other places, too, which a new one would not.
#[cfg(unix)]
fn has_other_names(state: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(state) > 1
}

#[cfg(not(unix))]
fn has_other_names(_: &fs::Metadata) -> bool {
    false
}

/// Reads one file. In outputs it is named by its path below `root`, so that outputs do not depend on where a project lies.
fn load_file(root: &Path, path: &Path, memory: &Memory<'_>, loaded: &mut Loaded) -> Result {
    if !loaded.read.insert(fs::canonicalize(path).map_err(Error::io("read", path))?) {
        return Ok(());
    }
    let text = text(path)?;
    let name = shown(path.strip_prefix(root).unwrap_or(path));
    let is_rust = has_extension(path, &[RUST]);
    let shown = shown(path);
    let asks = memory.asks(&shown, &name, &text).unwrap_or_else(|| Asks::of(&name, &text, is_rust));
    loaded.watched.push(path.to_owned());
    loaded.asks.push(asks.clone());
    let file = loaded.sources.add_named(shown, name.clone(), text);
    if is_rust {
        let int64 = package_of(path, memory, loaded)?.int64;
        if int64 != IntegerForm::default() {
            loaded.int64.insert(file, int64);
        }
    }
    for import in asks.imports {
        let Some(target) = resolve_import(&name, &import) else { continue };
        let target = root.join(target);
        if stays_below(root, &target) {
            load_file(root, &target, memory, loaded)?;
        }
    }
    for paths in asks.modules {
        let mut targets = paths.iter().map(|path| root.join(path));
        if let Some(target) = targets.find(|target| stays_below(root, target)) {
            load_file(root, &target, memory, loaded)?;
        }
    }
    Ok(())
}

/// What the package says that a file belongs to: that of the nearest `Cargo.toml` at its folder or above it.
fn package_of(path: &Path, memory: &Memory<'_>, loaded: &mut Loaded) -> Result<Package> {
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    if let Some(package) = loaded.packages.get(&folder) {
        return Ok(*package);
    }
    // Where the path as it is written starts, folders go on upwards.
    let whole = fs::canonicalize(path).map_err(Error::io("read", path))?;
    let mut above = folder.ancestors().chain(whole.ancestors().skip(1)).map(|folder| folder.join(MANIFEST));
    let package = match above.find(|manifest| manifest.is_file()) {
        Some(manifest) => read_package(manifest, memory, loaded)?,
        None => Package::default(),
    };
    loaded.packages.insert(folder, package);
    Ok(package)
}

fn read_package(manifest: PathBuf, memory: &Memory<'_>, loaded: &mut Loaded) -> Result<Package> {
    let text = fs::read_to_string(&manifest).map_err(Error::io("read", &manifest))?;
    let shown = shown(&manifest);
    let (package, diagnostics) = match memory.package(&shown, &text) {
        Some(known) => (known, Diagnostics::new()),
        None => package(&text),
    };
    if diagnostics.has_errors() {
        let mut sources = SourceMap::new();
        sources.add(shown, text);
        let nothing = compile(SourceMap::new(), &Options::default());
        return Err(Error::Schema(Box::new(Compilation { sources, diagnostics, ..nothing })));
    }
    loaded.manifests.insert(shown, (text, package));
    if !loaded.watched.contains(&manifest) {
        loaded.watched.push(manifest);
    }
    Ok(package)
}

/// Whether a file is there and, links followed, lies below the folder.
fn stays_below(root: &Path, path: &Path) -> bool {
    let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    match (fs::canonicalize(root), fs::canonicalize(path)) {
        (Ok(root), Ok(path)) => path.starts_with(root) && path.is_file(),
        _ => false,
    }
}

/// A path with `/` between its parts.
fn shown(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/").replace("//", "/")
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn cli5_a_text_is_replaced_as_a_whole_and_its_file_stays_what_it_is() {
        let folder = std::env::temp_dir().join(format!("ssot-replace-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let [file, link, other] = ["a.ssot", "link.ssot", "other.ssot"].map(|name| folder.join(name));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&file, &link).unwrap();
        let read = |path: &Path| fs::read_to_string(path).unwrap();

        replace(&link, "new").unwrap();
        assert_eq!(read(&file), "new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);

        // What cannot be written leaves the old text.
        let staged = folder.join(format!(".a.ssot.ssot-{}", std::process::id()));
        fs::create_dir(&staged).unwrap();
        assert!(replace(&file, "newer").is_err());
        assert_eq!(read(&file), "new");
        fs::remove_dir(&staged).unwrap();

        fs::hard_link(&file, &other).unwrap();
        replace(&file, "newest").unwrap();
        assert_eq!(read(&other), "newest");
        fs::remove_dir_all(&folder).unwrap();
    }
}
