//! An output folder against what it should hold: what is created, updated, left alone, deleted, and what somebody edited. Reads only.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cache::Kept;
use crate::error::{Error, Result};
use crate::files::{Files, RelativePath};
use crate::generate::{Output, over_files};
use crate::manifest::{self, Manifest, hash};

/// Where new contents wait for their place, below the folder.
pub(crate) const STAGING: &str = ".ssot-staging";

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
    /// Whether the file is not as ssot left it, or not ssot's: only `force` writes over it.
    pub edited: bool,
}

/// The difference between an output folder and what it should hold.
#[derive(Debug)]
pub(crate) struct Difference {
    /// The output folder.
    pub(crate) folder: PathBuf,
    /// The target that owns it.
    pub(crate) target: &'static str,
    /// What it should hold.
    pub(crate) files: Arc<Files>,
    /// The text of the manifest that it has in the end.
    pub(crate) manifest: String,
    /// Whether that is another than it has.
    pub(crate) manifest_changes: bool,
    /// There is no such folder yet.
    pub(crate) fresh: bool,
    /// A run was killed here.
    pub(crate) interrupted: bool,
    /// Path by path, in order; what goes comes last.
    pub(crate) changes: Vec<Step>,
}

/// One path of a [`Difference`].
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) change: Change,
    pub(crate) path: RelativePath,
    /// See [`Changed::edited`].
    pub(crate) edited: bool,
}

impl Difference {
    /// Whether there is anything to do.
    pub(crate) fn is_empty(&self) -> bool {
        !self.manifest_changes && !self.interrupted && self.changes.iter().all(|step| step.change == Change::Unchanged)
    }

    /// The files that only `force` may write over, with whole paths.
    pub(crate) fn edited(&self) -> impl Iterator<Item = PathBuf> {
        self.changes.iter().filter(|step| step.edited).map(|step| self.folder.join(step.path.as_str()))
    }

    /// Paths that get a new content, in order.
    pub(crate) fn pending(&self) -> impl Iterator<Item = (&RelativePath, &[u8])> {
        let new = self.changes.iter().filter(|step| matches!(step.change, Change::Create | Change::Update));
        new.filter_map(|step| self.files.at(&step.path).map(|bytes| (&step.path, bytes)))
    }

    /// Paths whose file goes.
    pub(crate) fn deleted(&self) -> impl Iterator<Item = &RelativePath> {
        self.changes.iter().filter(|step| step.change == Change::Delete).map(|step| &step.path)
    }

    /// What the folder should hold.
    pub(crate) fn output(&self) -> Output {
        Output { target: self.target, files: Arc::clone(&self.files) }
    }

    /// The changes with whole paths.
    pub(crate) fn changed(&self) -> impl Iterator<Item = Changed> {
        self.changes.iter().map(|step| Changed {
            change: step.change,
            path: self.folder.join(step.path.as_str()),
            target: self.target,
            relative: step.path.clone(),
            edited: step.edited,
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

fn read_manifest(path: &Path, target: &str) -> Result<Option<Manifest>> {
    Ok(read(path)?.map(|bytes| Manifest::parse(&String::from_utf8_lossy(&bytes), target)))
}

/// A path without `.` and `..`, so that two spellings of one folder are equal. Links are not looked at.
pub(crate) fn plain(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(plain.components().next_back(), Some(Component::Normal(_))) => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// Looks up paths below an output folder. Paths come in order: a folder is looked at once for all its files.
#[derive(Debug)]
struct Lookup<'a> {
    root: &'a Path,
    /// The folder of the last path, below the root, and whether it is there.
    last: Option<(String, bool)>,
}

impl<'a> Lookup<'a> {
    fn new(root: &'a Path) -> Self {
        Self { root, last: None }
    }

    /// What stands at a path; `None` if nothing does.
    ///
    /// # Errors
    /// If a link below the output folder leads elsewhere.
    fn find(&mut self, path: &RelativePath) -> Result<Option<fs::Metadata>> {
        let (folder, _) = path.as_str().rsplit_once('/').unwrap_or_default();
        let known = self.last.as_ref().filter(|(last, _)| last == folder).map(|(_, there)| *there);
        let there = match known {
            Some(there) => there,
            None => self.walk(folder)?,
        };
        if there { Self::look(&self.root.join(path.as_str())) } else { Ok(None) }
    }

    /// Walks down to a folder below the root; says whether it is there.
    fn walk(&mut self, folder: &str) -> Result<bool> {
        let mut current = self.root.to_owned();
        let mut there = true;
        for part in folder.split('/').filter(|part| !part.is_empty()) {
            current.push(part);
            there = Self::look(&current)?.is_some();
            if !there {
                break;
            }
        }
        self.last = Some((folder.to_owned(), there));
        Ok(there)
    }

    fn look(place: &Path) -> Result<Option<fs::Metadata>> {
        let Ok(data) = fs::symlink_metadata(place) else { return Ok(None) };
        if data.file_type().is_symlink() {
            let text = format!("{} is a link; ssot writes only into the output folder itself", place.display());
            return Err(Error::Usage(text));
        }
        Ok(Some(data))
    }
}

/// Whether a file of as many bytes has that content; `room` is reused from file to file.
fn holds(place: &Path, bytes: &[u8], room: &mut Vec<u8>) -> Result<bool> {
    if room.len() < bytes.len() {
        // Not `resize`, which writes byte by byte in programs that are not optimized.
        *room = vec![0; bytes.len()];
    }
    let found = &mut room[..bytes.len()];
    let read = fs::File::open(place).and_then(|mut file| file.read_exact(found));
    read.map_err(Error::io("read", place))?;
    Ok(found == bytes)
}

/// Compares an output folder with what it should hold. Reads only.
///
/// # Errors
/// If a file cannot be read, or a link stands where a file or folder should.
pub(crate) fn compare(folder: &Path, target: &'static str, files: &Arc<Files>) -> Result<Difference> {
    if fs::symlink_metadata(folder).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        return Ok(all_new(folder, target, files));
    }
    let staging = folder.join(STAGING);
    let old = read_manifest(&folder.join(manifest::PATH), target)?;
    let staged = read_manifest(&staging.join(manifest::PATH), target)?.unwrap_or_default();
    let ours = |path: &str, found: &[u8]| {
        let found = hash(found);
        let known = |manifest: &Manifest| manifest.files.get(path) == Some(&found);
        old.as_ref().is_some_and(known) || known(&staged)
    };
    let mut next =
        Manifest { foreign: old.as_ref().map(|old| old.foreign.clone()).unwrap_or_default(), ..Manifest::default() };
    let mut changes = Vec::with_capacity(files.len());
    let mut lookup = Lookup::new(folder);
    let mut room = Vec::new();
    let hashes = over_files(files, hash);
    for ((path, bytes), hash) in files.iter().zip(hashes) {
        let (change, edited) = match lookup.find(path)? {
            None => (Change::Create, false),
            Some(data) => {
                let place = folder.join(path.as_str());
                let as_long = data.is_file() && data.len() == bytes.len() as u64;
                if as_long && holds(&place, bytes, &mut room)? {
                    (Change::Unchanged, false)
                } else {
                    (Change::Update, !read(&place)?.is_none_or(|found| ours(path.as_str(), &found)))
                }
            }
        };
        next.files.insert(path.as_str().to_owned(), hash);
        next.foreign.remove(path.as_str());
        changes.push(Step { change, path: path.clone(), edited });
    }
    let known: BTreeSet<&String> = old.iter().chain([&staged]).flat_map(|manifest| manifest.files.keys()).collect();
    for path in known {
        let Ok(path) = RelativePath::new(path) else { continue };
        if files.contains(&path) {
            continue;
        }
        if lookup.find(&path)?.is_none() {
            continue;
        }
        if let Some(found) = read(&folder.join(path.as_str()))? {
            let edited = !ours(path.as_str(), &found);
            changes.push(Step { change: Change::Delete, path, edited });
        }
    }
    Ok(Difference {
        folder: folder.to_owned(),
        target,
        files: Arc::clone(files),
        manifest_changes: old.as_ref() != Some(&next),
        manifest: next.print(target),
        fresh: false,
        interrupted: staging.exists(),
        changes,
    })
}

/// The difference where there is no folder.
fn all_new(folder: &Path, target: &'static str, files: &Arc<Files>) -> Difference {
    let create = |path: &RelativePath| Step { change: Change::Create, path: path.clone(), edited: false };
    let paths = files.iter().map(|(path, _)| path.as_str().to_owned());
    let manifest = Manifest { files: paths.zip(over_files(files, hash)).collect(), ..Manifest::default() };
    Difference {
        folder: folder.to_owned(),
        target,
        files: Arc::clone(files),
        manifest: manifest.print(target),
        manifest_changes: true,
        fresh: true,
        interrupted: false,
        changes: files.iter().map(|(path, _)| create(path)).collect(),
    }
}

/// A folder that holds what a run left there, to the byte; `None` if it does not.
pub(crate) fn untouched(kept: &Kept<'_>) -> Option<Difference> {
    let Kept { target, folder, manifest, .. } = *kept;
    if fs::symlink_metadata(folder.join(STAGING)).is_ok()
        || fs::read(folder.join(manifest::PATH)).ok()? != manifest.as_bytes()
    {
        return None;
    }
    let mut lookup = Lookup::new(folder);
    let mut room = Vec::new();
    let mut files = Files::new();
    let mut changes = Vec::with_capacity(kept.files.len());
    for &(path, bytes) in &kept.files {
        let path = RelativePath::new(path).ok()?;
        let data = lookup.find(&path).ok()??;
        let as_long = data.is_file() && data.len() == bytes.len() as u64;
        if !as_long || !holds(&folder.join(path.as_str()), bytes, &mut room).ok()? {
            return None;
        }
        changes.push(Step { change: Change::Unchanged, path: path.clone(), edited: false });
        files.add(path, bytes);
    }
    Some(Difference {
        folder: folder.to_owned(),
        target,
        files: Arc::new(files),
        manifest: manifest.to_owned(),
        manifest_changes: false,
        fresh: false,
        interrupted: false,
        changes,
    })
}
