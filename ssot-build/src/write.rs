//! Files to disk: compare, stage, rename. Nothing is written that is there already, and nothing at all after a doubt.
//!
//! 1. [`compare`] reads the folder and its manifest and decides for each path: create, update, unchanged, delete, or edited.
//! 2. [`apply`] writes all new contents into `.ssot-staging` beside them, then renames each into its place, then the manifest. A
//!    folder that is not there yet is staged whole, next to its place, and renamed once.
//!
//! A run that is killed leaves the old tree, or a staging folder whose manifest tells the next run which new contents were
//! already in place; that run finishes the work.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::files::{Files, RelativePath};
use crate::generate::{Output, side_by_side};
use crate::manifest::{self, Manifest, hash};

/// How many threads write staged contents; making files is most of a first run.
const LANES: usize = 2;
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
    /// Whether the file is not as ssot left it, or not ssot's: only `force` writes over it.
    pub edited: bool,
}

/// The difference between an output folder and what it should hold.
#[derive(Debug)]
pub(crate) struct Difference {
    folder: PathBuf,
    target: &'static str,
    files: Arc<Files>,
    manifest: Manifest,
    manifest_changes: bool,
    /// There is no such folder yet.
    fresh: bool,
    /// A run was killed here.
    interrupted: bool,
    changes: Vec<Step>,
}

/// One path of a [`Difference`].
#[derive(Debug)]
struct Step {
    change: Change,
    path: RelativePath,
    edited: bool,
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

    /// What the folder should hold.
    pub(crate) fn output(&self) -> Output {
        Output { target: self.target, files: Arc::clone(&self.files) }
    }

    /// The text of the manifest that the folder has in the end.
    pub(crate) fn manifest(&self) -> String {
        self.manifest.print(self.target)
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
    room.resize(bytes.len(), 0);
    let read = fs::File::open(place).and_then(|mut file| file.read_exact(room));
    read.map_err(Error::io("read", place))?;
    Ok(room == bytes)
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
    for (path, bytes) in files.iter() {
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
        next.files.insert(path.as_str().to_owned(), hash(bytes));
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
        manifest: next,
        fresh: false,
        interrupted: staging.exists(),
        changes,
    })
}

/// The difference where there is no folder.
fn all_new(folder: &Path, target: &'static str, files: &Arc<Files>) -> Difference {
    let create = |path: &RelativePath| Step { change: Change::Create, path: path.clone(), edited: false };
    let entry = |(path, bytes): (&RelativePath, &[u8])| (path.as_str().to_owned(), hash(bytes));
    Difference {
        folder: folder.to_owned(),
        target,
        files: Arc::clone(files),
        manifest: Manifest { files: files.iter().map(entry).collect(), ..Manifest::default() },
        manifest_changes: true,
        fresh: true,
        interrupted: false,
        changes: files.iter().map(|(path, _)| create(path)).collect(),
    }
}

/// A folder that holds what its manifest says, to the byte, taken from the disk; `None` if it does not.
pub(crate) fn unchanged(folder: &Path, target: &'static str, manifest: &str) -> Option<Difference> {
    if fs::symlink_metadata(folder.join(STAGING)).is_ok() {
        return None;
    }
    let manifest = Manifest::parse(manifest, target);
    let mut lookup = Lookup::new(folder);
    let mut files = Files::new();
    let mut changes = Vec::with_capacity(manifest.files.len());
    for (path, known) in &manifest.files {
        let path = RelativePath::new(path).ok()?;
        lookup.find(&path).ok()??;
        let bytes = fs::read(folder.join(path.as_str())).ok()?;
        if hash(&bytes) != *known {
            return None;
        }
        changes.push(Step { change: Change::Unchanged, path: path.clone(), edited: false });
        files.add(path, bytes);
    }
    Some(Difference {
        folder: folder.to_owned(),
        target,
        files: Arc::new(files),
        manifest,
        manifest_changes: false,
        fresh: false,
        interrupted: false,
        changes,
    })
}

/// Puts the differences of all folders on disk: first everything is staged, then everything is moved.
///
/// # Errors
/// If a file cannot be written. If that happens while staging, every trace of it is taken away; what was moved already is
/// finished by the next run.
pub(crate) fn apply(differences: &[Difference]) -> Result {
    let changed: Vec<&Difference> = differences.iter().filter(|difference| !difference.is_empty()).collect();
    let mut made = Vec::new();
    // Whole folders are a short cut. Whatever stands in its way, such as another run, is met on the long way.
    let staged = stage(&changed, true, &mut made).or_else(|_| stage(&changed, false, &mut made));
    match staged {
        Ok(staged) => side_by_side(changed.into_iter().zip(staged), |(difference, way)| move_in(difference, way))
            .into_iter()
            .collect(),
        Err(error) => {
            // The deepest first; what something else was put into stays.
            made.sort_by_key(|folder| std::cmp::Reverse(folder.components().count()));
            for folder in &made {
                let _ = fs::remove_dir(folder);
            }
            Err(error)
        }
    }
}

/// How the new contents of a folder wait for their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// As a whole folder beside it.
    Whole,
    /// As files in a folder inside it.
    Apart,
}

/// Writes all new contents of all folders, from several threads; says how each waits. After an error nothing is left of them but
/// the folders in `made`.
fn stage(differences: &[&Difference], whole: bool, made: &mut Vec<PathBuf>) -> Result<Vec<Way>> {
    let staged = try_stage(differences, whole, made);
    if staged.is_err() {
        for difference in differences.iter().filter(|difference| !difference.interrupted) {
            let _ = fs::remove_dir_all(difference.folder.join(STAGING));
            let _ = fs::remove_dir_all(beside(&difference.folder));
        }
    }
    staged
}

fn try_stage(differences: &[&Difference], whole: bool, made: &mut Vec<PathBuf>) -> Result<Vec<Way>> {
    let mut ways = Vec::with_capacity(differences.len());
    let mut contents = Vec::new();
    for difference in differences {
        let way = if whole && difference.fresh && prepare_whole(difference, made)? { Way::Whole } else { Way::Apart };
        match way {
            Way::Whole => {
                let folder = beside(&difference.folder);
                contents.extend(pending(difference).map(|(path, bytes)| (folder.join(path.as_str()), bytes)));
            }
            Way::Apart => {
                prepare_apart(difference, made)?;
                let folder = difference.folder.join(STAGING);
                let waiting = pending(difference).enumerate();
                contents.extend(waiting.map(|(index, (_, bytes))| (staged(&folder, index), bytes)));
            }
        }
        ways.push(way);
    }
    let lane = contents.len().div_ceil(LANES).max(1);
    let write = |lane: &[(PathBuf, &[u8])]| lane.iter().try_for_each(|(place, bytes)| put(place, bytes));
    side_by_side(contents.chunks(lane), write).into_iter().collect::<Result>()?;
    // The manifest comes last: a staging folder without it means nothing yet.
    for (difference, way) in differences.iter().zip(&ways) {
        let folder = match way {
            Way::Whole => beside(&difference.folder),
            Way::Apart => difference.folder.join(STAGING),
        };
        put(&folder.join(manifest::PATH), difference.manifest.print(difference.target).as_bytes())?;
    }
    Ok(ways)
}

/// Where a folder that is not there yet is staged.
fn beside(folder: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(folder.file_name().unwrap_or_default());
    name.push(STAGING);
    folder.with_file_name(name)
}

/// Makes the folders of a whole folder beside its place; says whether that can be done.
fn prepare_whole(difference: &Difference, made: &mut Vec<PathBuf>) -> Result<bool> {
    let folder = beside(&difference.folder);
    make_folders(difference.folder.parent().unwrap_or(Path::new("")), made)?;
    if difference.folder.file_name().is_none() || fs::create_dir(&folder).is_err() {
        return Ok(false);
    }
    let mut last = "";
    for (path, _) in pending(difference) {
        let (parent, _) = path.as_str().rsplit_once('/').unwrap_or_default();
        if parent != last {
            let place = folder.join(parent);
            fs::create_dir_all(&place).map_err(Error::io("create the folder", &place))?;
            last = parent;
        }
    }
    Ok(true)
}

/// Makes a folder and those above it, and remembers which it made.
fn make_folders(folder: &Path, made: &mut Vec<PathBuf>) -> Result {
    let missing: Vec<&Path> = folder.ancestors().take_while(|it| !it.as_os_str().is_empty() && !it.exists()).collect();
    for folder in missing.into_iter().rev() {
        match fs::create_dir(folder) {
            Ok(()) => made.push(folder.to_owned()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(Error::io("create the folder", folder)(error)),
        }
    }
    Ok(())
}

fn put(path: &Path, bytes: &[u8]) -> Result {
    fs::write(path, bytes).map_err(Error::io("write", path))
}

/// Makes the folders that new contents wait in, and those that they go to.
fn prepare_apart(difference: &Difference, made: &mut Vec<PathBuf>) -> Result {
    let staging = difference.folder.join(STAGING);
    make_folders(&staging, made)?;
    let mut last = None;
    for (index, (path, _)) in pending(difference).enumerate() {
        if index < LANES {
            let lane = staging.join(lane(index));
            fs::create_dir_all(&lane).map_err(Error::io("create the folder", &lane))?;
        }
        let place = difference.folder.join(path.as_str());
        if place.is_dir() {
            let error = io::Error::new(io::ErrorKind::IsADirectory, "a folder stands in its place");
            return Err(Error::io("write", &place)(error));
        }
        let parent = path.as_str().rsplit_once('/').map(|(folder, _)| folder);
        if last != Some(parent) {
            make_folders(place.parent().unwrap_or(&difference.folder), made)?;
            last = Some(parent);
        }
    }
    Ok(())
}

/// The folder that a pending content waits in: files are made in one folder one at a time.
fn lane(index: usize) -> String {
    format!("lane{}", index % LANES)
}

/// Where the content of a pending path waits.
fn staged(staging: &Path, index: usize) -> PathBuf {
    staging.join(lane(index)).join(index.to_string())
}

/// Paths that get a new content, in order.
fn pending(difference: &Difference) -> impl Iterator<Item = (&RelativePath, &[u8])> {
    difference
        .changes
        .iter()
        .filter(|step| matches!(step.change, Change::Create | Change::Update))
        .filter_map(|step| difference.files.at(&step.path).map(|bytes| (&step.path, bytes)))
}

fn move_in(difference: &Difference, way: Way) -> Result {
    let whole = beside(&difference.folder);
    if way == Way::Whole {
        if fs::rename(&whole, &difference.folder).is_ok() {
            return Ok(());
        }
        // The folder is there by now.
        stage(&[difference], false, &mut Vec::new())?;
    }
    let staging = difference.folder.join(STAGING);
    for (index, (path, bytes)) in pending(difference).enumerate() {
        rename(&staged(&staging, index), &difference.folder.join(path.as_str()), bytes)?;
    }
    for step in difference.changes.iter().filter(|step| step.change == Change::Delete) {
        let place = difference.folder.join(step.path.as_str());
        allow_absent(fs::remove_file(&place)).map_err(Error::io("delete", &place))?;
        remove_empty_folders(&difference.folder, &place);
    }
    let text = difference.manifest.print(difference.target);
    rename(&staging.join(manifest::PATH), &difference.folder.join(manifest::PATH), text.as_bytes())?;
    allow_absent(fs::remove_dir_all(&whole)).map_err(Error::io("delete", &whole))?;
    allow_absent(fs::remove_dir_all(&staging)).map_err(Error::io("delete", &staging))
}

/// Moves a staged file into its place. If it is gone because another run with the same output was faster, that is as good.
fn rename(from: &Path, to: &Path, bytes: &[u8]) -> Result {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && read(to)?.as_deref() == Some(bytes) => Ok(()),
        moved => moved.map_err(Error::io("replace", to)),
    }
}

fn allow_absent(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own for each test, removed at its end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("ssot-write-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            Self(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn files(list: &[(&str, &str)]) -> Arc<Files> {
        let mut files = Files::new();
        for (path, text) in list {
            files.add(RelativePath::new(path).unwrap(), *text);
        }
        Arc::new(files)
    }

    fn write(folder: &Path, files: &Arc<Files>) -> Vec<Changed> {
        let difference = compare(folder, "sql", files).unwrap();
        assert_eq!(difference.edited().count(), 0);
        let changes = difference.changed().collect();
        apply(&[difference]).unwrap();
        changes
    }

    fn text(folder: &Path, path: &str) -> String {
        fs::read_to_string(folder.join(path)).unwrap_or_default()
    }

    #[test]
    fn cli7_a_run_killed_while_moving_is_finished_by_the_next() {
        let folder = Folder::new("killed");
        write(&folder.0, &files(&[("a", "1"), ("b", "1"), ("gone", "1")]));
        let new = files(&[("a", "2"), ("b", "2"), ("c/d", "2")]);
        let difference = compare(&folder.0, "sql", &new).unwrap();
        assert_eq!(stage(&[&difference], true, &mut Vec::new()).unwrap(), [Way::Apart]);
        fs::rename(staged(&folder.0.join(STAGING), 0), folder.0.join("a")).unwrap();
        assert_eq!((text(&folder.0, "a"), text(&folder.0, "b")), ("2".into(), "1".into()));
        write(&folder.0, &new);
        let found = ["a", "b", "c/d", "gone"].map(|path| text(&folder.0, path));
        assert_eq!(found, ["2", "2", "2", ""]);
        assert!(!folder.0.join(STAGING).exists());
        assert!(compare(&folder.0, "sql", &new).unwrap().is_empty());
    }

    #[test]
    fn cli7_a_run_killed_while_staging_leaves_the_old_tree() {
        let folder = Folder::new("staging");
        let old = files(&[("a", "1")]);
        write(&folder.0, &old);
        fs::create_dir(folder.0.join(STAGING)).unwrap();
        fs::write(folder.0.join(STAGING).join("0"), "half").unwrap();
        assert_eq!(text(&folder.0, "a"), "1");
        write(&folder.0, &old);
        assert!(!folder.0.join(STAGING).exists());
        assert_eq!(text(&folder.0, "a"), "1");
    }

    #[test]
    fn cli7_a_new_folder_appears_at_once_and_what_stands_in_its_way_is_met() {
        let folder = Folder::new("new");
        let new = files(&[("a", "1"), ("b/c", "1"), ("b/d/e", "1")]);
        let out = folder.0.join("deep/out");
        let difference = compare(&out, "sql", &new).unwrap();
        assert!(difference.fresh);
        assert_eq!(stage(&[&difference], true, &mut Vec::new()).unwrap(), [Way::Whole]);
        assert!(!out.exists() && beside(&out).join("b/d/e").is_file());
        // As if that run had been killed here: the next one takes the long way, and what is left of the first away.
        write(&out, &new);
        assert_eq!(["a", "b/c", "b/d/e"].map(|path| text(&out, path)), ["1", "1", "1"]);
        assert!(!beside(&out).exists() && !out.join(STAGING).exists());
        // As if another run had been faster.
        fs::remove_dir_all(&out).unwrap();
        let difference = compare(&out, "sql", &new).unwrap();
        assert_eq!(stage(&[&difference], true, &mut Vec::new()).unwrap(), [Way::Whole]);
        fs::create_dir(&out).unwrap();
        fs::write(out.join("mine"), "mine").unwrap();
        move_in(&difference, Way::Whole).unwrap();
        assert_eq!(["a", "b/c", "b/d/e", "mine"].map(|path| text(&out, path)), ["1", "1", "1", "mine"]);
        assert!(!beside(&out).exists() && !out.join(STAGING).exists());
        assert!(compare(&out, "sql", &new).unwrap().is_empty());
    }

    #[test]
    fn cli7_a_failure_in_a_new_folder_leaves_no_trace() {
        let folder = Folder::new("untraced");
        fs::create_dir_all(folder.0.join("old/b")).unwrap();
        let fine = compare(&folder.0.join("deep/out"), "sql", &files(&[("a/b", "1")])).unwrap();
        // A folder stands where a file should.
        let new = files(&[("b", "1")]);
        let changes = vec![Step { change: Change::Create, path: RelativePath::new("b").unwrap(), edited: false }];
        let old = compare(&folder.0.join("old"), "sql", &files(&[])).unwrap();
        let blocked = Difference { changes, files: new, ..old };
        assert!(matches!(apply(&[fine, blocked]), Err(Error::Io { .. })));
        let left: Vec<_> = fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["old"]);
    }

    #[test]
    fn cli7_a_failure_while_staging_leaves_no_trace() {
        let folder = Folder::new("trace");
        write(&folder.0, &files(&[("a", "1")]));
        fs::create_dir_all(folder.0.join("z/inner")).unwrap();
        let new = files(&[("a", "2"), ("new/deep/b", "2"), ("z/inner", "2")]);
        let difference = Difference {
            folder: folder.0.clone(),
            target: "sql",
            manifest: Manifest::default(),
            manifest_changes: true,
            fresh: false,
            interrupted: false,
            changes: new
                .iter()
                .map(|(path, _)| Step { change: Change::Create, path: path.clone(), edited: false })
                .collect(),
            files: Arc::clone(&new),
        };
        assert!(matches!(apply(&[difference]), Err(Error::Io { .. })));
        assert_eq!(text(&folder.0, "a"), "1");
        assert!(!folder.0.join("new").exists() && !folder.0.join(STAGING).exists());
    }

    #[test]
    fn cli1_hand_edits_and_strangers_are_noticed() {
        let folder = Folder::new("edits");
        write(&folder.0, &files(&[("a", "1"), ("b", "1")]));
        fs::write(folder.0.join("a"), "mine").unwrap();
        fs::write(folder.0.join("b"), "mine").unwrap();
        fs::write(folder.0.join("c"), "mine").unwrap();
        let new = files(&[("a", "2"), ("c", "2")]);
        let difference = compare(&folder.0, "sql", &new).unwrap();
        let edited: Vec<PathBuf> = difference.edited().collect();
        assert_eq!(edited, ["a", "c", "b"].map(|path| folder.0.join(path)));
    }

    #[test]
    fn another_targets_files_are_not_stale() {
        let folder = Folder::new("shared");
        write(&folder.0, &files(&[("schema.sql", "1")]));
        let other = files(&[("mod.rs", "1")]);
        let difference = compare(&folder.0, "rust", &other).unwrap();
        apply(&[difference]).unwrap();
        assert_eq!(text(&folder.0, "schema.sql"), "1");
        assert!(compare(&folder.0, "sql", &files(&[("schema.sql", "1")])).unwrap().is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn sec4_links_are_not_followed() {
        let folder = Folder::new("links");
        let outside = Folder::new("outside");
        fs::create_dir_all(&folder.0).unwrap();
        fs::create_dir_all(&outside.0).unwrap();
        std::os::unix::fs::symlink(&outside.0, folder.0.join("models")).unwrap();
        let new = files(&[("models/a", "1")]);
        assert!(matches!(compare(&folder.0, "sql", &new), Err(Error::Usage(text)) if text.contains("is a link")));
        assert_eq!(fs::read_dir(&outside.0).unwrap().count(), 0);
    }
}
