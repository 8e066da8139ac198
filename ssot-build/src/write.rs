//! Differences to disk: stage, then rename. Nothing is written that is there already, and nothing at all after a doubt.
//!
//! [`apply`] writes all new contents into `.ssot-staging` beside them, then renames each into its place, then the manifest. A
//! folder that is not there yet is staged whole, next to its place, and renamed once.
//!
//! A run that is killed leaves the old tree, or a staging folder whose manifest tells the next run which new contents were
//! already in place; that run finishes the work.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::compare::{Difference, STAGING, read};
use crate::error::{Error, Result};
use crate::generate::side_by_side;
use crate::manifest;

/// How many threads write staged contents; making files is most of a first run.
const LANES: usize = 2;

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
                contents.extend(difference.pending().map(|(path, bytes)| (folder.join(path.as_str()), bytes)));
            }
            Way::Apart => {
                prepare_apart(difference, made)?;
                let folder = difference.folder.join(STAGING);
                let waiting = difference.pending().enumerate();
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
        put(&folder.join(manifest::PATH), difference.manifest.as_bytes())?;
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
    for (path, _) in difference.pending() {
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

/// Writes a text, unless the file holds it already.
///
/// # Errors
/// If the file cannot be read or written.
pub(crate) fn keep(path: &Path, text: &str) -> Result {
    if read(path)?.as_deref() == Some(text.as_bytes()) {
        return Ok(());
    }
    fs::write(path, text).map_err(Error::io("write", path))
}

fn put(path: &Path, bytes: &[u8]) -> Result {
    fs::write(path, bytes).map_err(Error::io("write", path))
}

/// Makes the folders that new contents wait in, and those that they go to.
fn prepare_apart(difference: &Difference, made: &mut Vec<PathBuf>) -> Result {
    let staging = difference.folder.join(STAGING);
    make_folders(&staging, made)?;
    let mut last = None;
    for (index, (path, _)) in difference.pending().enumerate() {
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
    for (index, (path, bytes)) in difference.pending().enumerate() {
        rename(&staged(&staging, index), &difference.folder.join(path.as_str()), bytes)?;
    }
    for path in difference.deleted() {
        let place = difference.folder.join(path.as_str());
        allow_absent(fs::remove_file(&place)).map_err(Error::io("delete", &place))?;
        remove_empty_folders(&difference.folder, &place);
    }
    rename(&staging.join(manifest::PATH), &difference.folder.join(manifest::PATH), difference.manifest.as_bytes())?;
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
    use std::sync::Arc;

    use super::*;
    use crate::compare::{Change, Changed, Step, compare};
    use crate::files::{Files, RelativePath};

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
            manifest: String::new(),
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
