//! Files to disk: compare, stage, rename. Nothing is written that is there already, and nothing at all after a doubt.
//!
//! 1. [`compare`] reads the folder and its manifest and decides for each path: create, update, unchanged, delete, or edited.
//! 2. [`apply`] writes all new contents into `.ssot-staging` beside them, then renames each into its place, then the manifest.
//!
//! A run that is killed leaves the old tree, or a staging folder whose manifest tells the next run which new contents were
//! already in place; that run finishes the work.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::files::{Files, RelativePath};
use crate::manifest::{self, Manifest, hash};

/// Where contents wait for their rename.
const STAGING: &str = ".ssot-staging";

/// What happens to a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It is new.
    Create,
    /// It has another content.
    Update,
    /// It stays as it is, its time too.
    Unchanged,
    /// Its model is gone.
    Delete,
}

/// A path and what happens to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// What.
    pub change: Change,
    /// The output folder joined with the path below it.
    pub path: PathBuf,
    /// The target that owns it.
    pub target: &'static str,
    /// The path below the target's folder.
    pub relative: RelativePath,
}

/// The difference between an output folder and what it should hold.
#[derive(Debug)]
pub(crate) struct Difference<'a> {
    folder: &'a Path,
    target: &'static str,
    files: &'a Files,
    manifest: Manifest,
    manifest_changes: bool,
    pub(crate) changes: Vec<(Change, RelativePath)>,
    pub(crate) edited: Vec<PathBuf>,
}

impl Difference<'_> {
    /// Whether there is anything to do.
    pub(crate) fn is_empty(&self) -> bool {
        !self.manifest_changes && self.changes.iter().all(|(change, _)| *change == Change::Unchanged)
    }

    /// The changes with whole paths.
    pub(crate) fn changed(&self) -> impl Iterator<Item = Changed> {
        self.changes.iter().map(|(change, path)| Changed {
            change: *change,
            path: self.folder.join(path.as_str()),
            target: self.target,
            relative: path.clone(),
        })
    }
}

/// Reads a file; `None` if it does not exist.
pub(crate) fn read(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(Error::io("read", path)(error)),
    }
}

fn read_manifest(path: &Path) -> Result<Option<Manifest>> {
    Ok(read(path)?.map(|bytes| Manifest::parse(&String::from_utf8_lossy(&bytes))))
}

/// Refuses paths that a link below the output folder leads elsewhere.
fn refuse_links(folder: &Path, path: &RelativePath) -> Result {
    let mut current = folder.to_owned();
    for part in path.as_str().split('/') {
        current.push(part);
        if fs::symlink_metadata(&current).is_ok_and(|data| data.file_type().is_symlink()) {
            let text = format!("{} is a link; ssot writes only into the output folder itself", current.display());
            return Err(Error::Usage(text));
        }
    }
    Ok(())
}

/// Compares an output folder with what it should hold. Reads only.
///
/// # Errors
/// If a file cannot be read, or a link stands where a file or folder should.
pub(crate) fn compare<'a>(folder: &'a Path, target: &'static str, files: &'a Files) -> Result<Difference<'a>> {
    let old = read_manifest(&folder.join(manifest::PATH))?;
    let interrupted = read_manifest(&folder.join(STAGING).join(manifest::PATH))?.unwrap_or_default();
    let ours = |path: &str, found: &str| {
        let known = |manifest: &Manifest| manifest.files.get(path).is_some_and(|hash| hash == found);
        old.as_ref().is_some_and(&known) || known(&interrupted)
    };
    let mut difference = Difference {
        folder,
        target,
        files,
        manifest: Manifest::default(),
        manifest_changes: false,
        changes: Vec::new(),
        edited: Vec::new(),
    };
    for (path, bytes) in files.iter() {
        refuse_links(folder, path)?;
        let place = folder.join(path.as_str());
        let change = match read(&place)? {
            None => Change::Create,
            Some(found) if found == bytes => Change::Unchanged,
            Some(found) => {
                if !ours(path.as_str(), &hash(&found)) {
                    difference.edited.push(place);
                }
                Change::Update
            }
        };
        difference.manifest.files.insert(path.as_str().to_owned(), hash(bytes));
        difference.changes.push((change, path.clone()));
    }
    let known: BTreeSet<&String> =
        old.iter().chain([&interrupted]).flat_map(|manifest| manifest.files.keys()).collect();
    for path in known {
        let Ok(relative) = RelativePath::new(path) else { continue };
        if files.contains(&relative) {
            continue;
        }
        refuse_links(folder, &relative)?;
        let place = folder.join(path);
        if let Some(found) = read(&place)? {
            if !ours(path, &hash(&found)) {
                difference.edited.push(place);
            }
            difference.changes.push((Change::Delete, relative));
        }
    }
    difference.manifest_changes = old.as_ref() != Some(&difference.manifest);
    Ok(difference)
}

/// Puts the differences of all folders on disk: first everything is staged, then everything is moved.
///
/// # Errors
/// If a file cannot be written; then what was staged is taken away, and what was moved is finished by the next run.
pub(crate) fn apply(differences: &[Difference<'_>]) -> Result {
    let staged: Result = differences.iter().filter(|difference| !difference.is_empty()).try_for_each(stage);
    if staged.is_err() {
        for difference in differences {
            let _ = fs::remove_dir_all(difference.folder.join(STAGING));
        }
        return staged;
    }
    differences.iter().filter(|difference| !difference.is_empty()).try_for_each(move_in)
}

fn put(path: &Path, bytes: &[u8]) -> Result {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Error::io("create the folder", folder))?;
    }
    fs::write(path, bytes).map_err(Error::io("write", path))
}

fn stage(difference: &Difference<'_>) -> Result {
    let staging = difference.folder.join(STAGING);
    for (index, (path, bytes)) in pending(difference).enumerate() {
        let place = difference.folder.join(path.as_str());
        if place.is_dir() {
            let error = io::Error::new(io::ErrorKind::IsADirectory, "a folder stands in its place");
            return Err(Error::io("write", &place)(error));
        }
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).map_err(Error::io("create the folder", folder))?;
        }
        put(&staging.join(index.to_string()), bytes)?;
    }
    put(&staging.join(manifest::PATH), difference.manifest.print(difference.target).as_bytes())
}

/// Paths that get a new content, in order.
fn pending<'a>(difference: &'a Difference<'a>) -> impl Iterator<Item = (&'a RelativePath, &'a [u8])> {
    difference
        .changes
        .iter()
        .filter(|(change, _)| matches!(change, Change::Create | Change::Update))
        .filter_map(|(_, path)| difference.files.at(path).map(|bytes| (path, bytes)))
}

fn move_in(difference: &Difference<'_>) -> Result {
    let staging = difference.folder.join(STAGING);
    let rename = |from: &Path, to: &Path| fs::rename(from, to).map_err(Error::io("replace", to));
    for (index, (path, _)) in pending(difference).enumerate() {
        rename(&staging.join(index.to_string()), &difference.folder.join(path.as_str()))?;
    }
    for (_, path) in difference.changes.iter().filter(|(change, _)| *change == Change::Delete) {
        let place = difference.folder.join(path.as_str());
        fs::remove_file(&place).map_err(Error::io("delete", &place))?;
        remove_empty_folders(difference.folder, &place);
    }
    rename(&staging.join(manifest::PATH), &difference.folder.join(manifest::PATH))?;
    fs::remove_dir_all(&staging).map_err(Error::io("delete", &staging))
}

/// Takes away the folders above a deleted file that hold nothing any more.
fn remove_empty_folders(root: &Path, place: &Path) {
    let mut folder = place.parent();
    while let Some(path) = folder.filter(|path| *path != root && path.starts_with(root)) {
        if fs::remove_dir(path).is_err() {
            return;
        }
        folder = path.parent();
    }
}
