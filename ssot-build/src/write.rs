//! Files to disk: compare, stage, rename. Nothing is written that is there already, and nothing at all after a doubt.
//!
//! 1. [`compare`] reads the folder and its manifest and decides for each path: create, update, unchanged, delete, or edited.
//! 2. [`apply`] writes all new contents into `.ssot-staging` beside them, then renames each into its place, then the manifest.
//!
//! A run that is killed leaves the old tree, or a staging folder whose manifest tells the next run which new contents were
//! already in place; that run finishes the work.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::files::{Files, RelativePath};
use crate::generate::side_by_side;
use crate::manifest::{self, Manifest, hash};

/// How many threads write the staged contents of each folder; making files is most of a first run.
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
pub(crate) struct Difference<'a> {
    folder: &'a Path,
    target: &'static str,
    files: &'a Files,
    manifest: Manifest,
    manifest_changes: bool,
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

impl Difference<'_> {
    /// Whether there is anything to do.
    pub(crate) fn is_empty(&self) -> bool {
        !self.manifest_changes && !self.interrupted && self.changes.iter().all(|step| step.change == Change::Unchanged)
    }

    /// The files that only `force` may write over, with whole paths.
    pub(crate) fn edited(&self) -> impl Iterator<Item = PathBuf> {
        self.changes.iter().filter(|step| step.edited).map(|step| self.folder.join(step.path.as_str()))
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
pub(crate) fn compare<'a>(folder: &'a Path, target: &'static str, files: &'a Files) -> Result<Difference<'a>> {
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
        folder,
        target,
        files,
        manifest_changes: old.as_ref() != Some(&next),
        manifest: next,
        interrupted: staging.exists(),
        changes,
    })
}

/// Puts the differences of all folders on disk: first everything is staged, then everything is moved.
///
/// # Errors
/// If a file cannot be written. If that happens while staging, every trace of it is taken away; what was moved already is
/// finished by the next run.
pub(crate) fn apply(differences: &[Difference<'_>]) -> Result {
    let changed = || differences.iter().filter(|difference| !difference.is_empty());
    let staged = side_by_side(changed(), |difference| {
        let mut made = Vec::new();
        (stage(difference, &mut made), made)
    });
    let (staged, made): (Vec<Result>, Vec<Vec<PathBuf>>) = staged.into_iter().unzip();
    let staged: Result = staged.into_iter().collect();
    if staged.is_err() {
        for difference in differences.iter().filter(|difference| !difference.interrupted) {
            let _ = fs::remove_dir_all(difference.folder.join(STAGING));
        }
        // The deepest first; what something else was put into stays.
        let mut made: Vec<PathBuf> = made.into_iter().flatten().collect();
        made.sort_by_key(|folder| std::cmp::Reverse(folder.components().count()));
        for folder in &made {
            let _ = fs::remove_dir(folder);
        }
        return staged;
    }
    side_by_side(changed(), move_in).into_iter().collect()
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

/// Writes all new contents beside the old ones. The manifest comes last: a staging folder without it means nothing yet.
fn stage(difference: &Difference<'_>, made: &mut Vec<PathBuf>) -> Result {
    let staging = difference.folder.join(STAGING);
    make_folders(&staging, made)?;
    let mut last = None;
    for (path, _) in pending(difference) {
        let place = difference.folder.join(path.as_str());
        if place.is_dir() {
            let error = io::Error::new(io::ErrorKind::IsADirectory, "a folder stands in its place");
            return Err(Error::io("write", &place)(error));
        }
        let parent = path.as_str().rsplit_once('/').map(|(folder, _)| folder);
        if last != Some(parent) {
            make_folders(place.parent().unwrap_or(difference.folder), made)?;
            last = Some(parent);
        }
    }
    let lanes = side_by_side(0..LANES, |lane| {
        let mut contents = pending(difference).enumerate().skip(lane).step_by(LANES).peekable();
        if contents.peek().is_some() {
            let folder = staging.join(format!("lane{lane}"));
            fs::create_dir_all(&folder).map_err(Error::io("create the folder", &folder))?;
        }
        contents.try_for_each(|(index, (_, bytes))| put(&staged(&staging, index), bytes))
    });
    lanes.into_iter().collect::<Result>()?;
    put(&staging.join(manifest::PATH), difference.manifest.print(difference.target).as_bytes())
}

/// Where the content of a pending path waits. Lanes are folders of their own: files are made in one folder one at a time.
fn staged(staging: &Path, index: usize) -> PathBuf {
    staging.join(format!("lane{}", index % LANES)).join(index.to_string())
}

/// Paths that get a new content, in order.
fn pending<'a>(difference: &'a Difference<'a>) -> impl Iterator<Item = (&'a RelativePath, &'a [u8])> {
    difference
        .changes
        .iter()
        .filter(|step| matches!(step.change, Change::Create | Change::Update))
        .filter_map(|step| difference.files.at(&step.path).map(|bytes| (&step.path, bytes)))
}

fn move_in(difference: &Difference<'_>) -> Result {
    let staging = difference.folder.join(STAGING);
    for (index, (path, bytes)) in pending(difference).enumerate() {
        rename(&staged(&staging, index), &difference.folder.join(path.as_str()), bytes)?;
    }
    for step in difference.changes.iter().filter(|step| step.change == Change::Delete) {
        let place = difference.folder.join(step.path.as_str());
        allow_absent(fs::remove_file(&place)).map_err(Error::io("delete", &place))?;
        remove_empty_folders(difference.folder, &place);
    }
    let text = difference.manifest.print(difference.target);
    rename(&staging.join(manifest::PATH), &difference.folder.join(manifest::PATH), text.as_bytes())?;
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

    fn files(list: &[(&str, &str)]) -> Files {
        let mut files = Files::new();
        for (path, text) in list {
            files.add(RelativePath::new(path).unwrap(), *text);
        }
        files
    }

    fn write(folder: &Path, files: &Files) -> Vec<Changed> {
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
        stage(&difference, &mut Vec::new()).unwrap();
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
    fn cli7_a_failure_while_staging_leaves_no_trace() {
        let folder = Folder::new("trace");
        write(&folder.0, &files(&[("a", "1")]));
        fs::create_dir_all(folder.0.join("z/inner")).unwrap();
        let new = files(&[("a", "2"), ("new/deep/b", "2"), ("z/inner", "2")]);
        let difference = Difference {
            folder: &folder.0,
            target: "sql",
            manifest: Manifest::default(),
            manifest_changes: true,
            interrupted: false,
            changes: new
                .iter()
                .map(|(path, _)| Step { change: Change::Create, path: path.clone(), edited: false })
                .collect(),
            files: &new,
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
