//! What the last run left, so that a run whose inputs are the same and whose output is untouched need not generate it again.
//!
//! A cache file holds one seal: a BLAKE3 hash of the program that runs (its size and times), of the options, of every source,
//! of the targets and their folders, of the manifests that the run left there, of the record that a build script keeps, and whether the
//! run had anything to say. A run that comes to the same seal takes its output from the disk, if every file of each manifest still has its
//! hash; and if there was nothing to say, it does not even compile the schema. Whatever is in doubt, absent or unreadable means
//! that everything is generated, and nothing depends on the cache file: it can be deleted, and what stands in it is only ever
//! compared.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use ssot_core::Options;
use ssot_core::source::SourceMap;

use crate::compare::{self, Difference};
use crate::generate::side_by_side;
use crate::manifest;
use crate::target::Erased;

/// Told apart from what other versions of this file would write.
const FORMAT: &str = "ssot cache 2";

/// The inputs of a run, and where the seal of the last one is.
#[derive(Debug)]
pub(crate) struct Cache {
    folder: PathBuf,
    file: PathBuf,
    inputs: blake3::Hasher,
    /// The targets and their folders.
    targets: Vec<(&'static str, PathBuf)>,
    /// The seal of the last run.
    last: Option<String>,
}

/// What the last run left on disk, which had the same inputs.
#[derive(Debug)]
pub(crate) struct LastRun<'a> {
    targets: &'a [(&'static str, PathBuf)],
    manifests: Vec<String>,
    /// Whether it had nothing to say of the schema, so that nobody misses it if the schema is not compiled again.
    pub(crate) is_silent: bool,
}

impl LastRun<'_> {
    /// Its output, if nothing of it has been touched since.
    pub(crate) fn output(&self) -> Option<Vec<Difference>> {
        let found = side_by_side(self.targets.iter().zip(&self.manifests), |((target, folder), manifest)| {
            compare::unchanged(folder, target, manifest)
        });
        found.into_iter().collect()
    }
}

impl Cache {
    /// Opens the cache in `folder`; `None` if a target or the program cannot be told from another.
    pub(crate) fn open(
        folder: PathBuf,
        program: &Path,
        options: &Options,
        targets: &[Box<dyn Erased>],
        folders: &[PathBuf],
        sources: &SourceMap,
    ) -> Option<Self> {
        let mut key = blake3::Hasher::new();
        let mut inputs = blake3::Hasher::new();
        add(&mut inputs, FORMAT.as_bytes());
        add(&mut inputs, identity(program)?.as_bytes());
        add(&mut inputs, format!("{options:?}").as_bytes());
        let mut places = Vec::with_capacity(targets.len());
        for (target, place) in targets.iter().zip(folders) {
            for hash in [&mut key, &mut inputs] {
                add(hash, target.name().as_bytes());
                add(hash, place.as_os_str().as_encoded_bytes());
            }
            add(&mut inputs, target.identity()?.as_bytes());
            places.push((target.name(), place.clone()));
        }
        for (_, source) in sources.files() {
            for part in [&source.path, &source.name, &source.text] {
                add(&mut inputs, part.as_bytes());
            }
        }
        let file = folder.join(&key.finalize().to_hex()[..16]);
        let last = fs::read_to_string(&file).ok();
        Some(Self { folder, file, inputs, targets: places, last })
    }

    /// What the last run left, if that run would do the same now. `record` is what a build script keeps for its crate.
    pub(crate) fn last_run(&self, record: Option<&str>) -> Option<LastRun<'_>> {
        let last = self.last.as_ref()?;
        let read = |(_, folder): &(&str, PathBuf)| fs::read_to_string(folder.join(manifest::PATH)).ok();
        let manifests = self.targets.iter().map(read).collect::<Option<Vec<String>>>()?;
        let is = |is_silent: bool| self.seal(manifests.iter().map(String::as_str), record, is_silent) == *last;
        let is_silent = is(true);
        (is_silent || is(false)).then_some(LastRun { targets: &self.targets, manifests, is_silent })
    }

    /// Remembers a run that has written its output. What cannot be written is not remembered.
    pub(crate) fn keep(&self, differences: &[Difference], record: Option<&str>, is_silent: bool) {
        let manifests: Vec<String> = differences.iter().map(Difference::manifest).collect();
        let seal = self.seal(manifests.iter().map(String::as_str), record, is_silent);
        if self.last.as_ref() == Some(&seal) || fs::create_dir_all(&self.folder).is_err() {
            return;
        }
        let ignore = self.folder.join(".gitignore");
        if ignore.exists() || fs::write(ignore, "*\n").is_ok() {
            let _ = fs::write(&self.file, seal);
        }
    }

    fn seal<'a>(&self, manifests: impl Iterator<Item = &'a str>, record: Option<&'a str>, is_silent: bool) -> String {
        let mut hash = self.inputs.clone();
        manifests.chain(record).for_each(|text| add(&mut hash, text.as_bytes()));
        add(&mut hash, if is_silent { b"silent" } else { b"spoke" });
        hash.finalize().to_hex().to_string()
    }
}

/// Adds a part, with its length in front so that two parts never pass for two others.
fn add(hash: &mut blake3::Hasher, part: &[u8]) {
    hash.update(&(part.len() as u64).to_le_bytes());
    hash.update(part);
}

/// What tells a program from another of the same name, as compiler caches do: its size and its times, and which file it is.
fn identity(program: &Path) -> Option<String> {
    let data = fs::metadata(program).ok()?;
    let modified = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    #[cfg(unix)]
    let file = {
        use std::os::unix::fs::MetadataExt as _;
        [data.dev() as i64, data.ino() as i64, data.ctime(), data.ctime_nsec()]
    };
    #[cfg(not(unix))]
    let file = ();
    Some(format!("{} {modified:?} {file:?}", data.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_was_replaced_is_another() {
        let folder = std::env::temp_dir().join(format!("ssot-cache-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let program = folder.join("program");
        fs::write(&program, "one").unwrap();
        let first = identity(&program);
        assert!(first.is_some() && identity(&program) == first);
        fs::write(&program, "longer").unwrap();
        let longer = identity(&program);
        assert_ne!(longer, first);
        // Of the same size and time, but another file.
        let time = fs::metadata(&program).unwrap().modified().unwrap();
        fs::write(folder.join("next"), "LONGER").unwrap();
        fs::File::options().write(true).open(folder.join("next")).unwrap().set_modified(time).unwrap();
        fs::rename(folder.join("next"), &program).unwrap();
        assert_eq!(cfg!(unix), identity(&program) != longer);
        fs::remove_file(&program).unwrap();
        assert_eq!(identity(&program), None);
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        let hash = |parts: &[&str]| {
            let mut hash = blake3::Hasher::new();
            for part in parts {
                add(&mut hash, part.as_bytes());
            }
            hash.finalize()
        };
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_ne!(hash(&["", "a"]), hash(&["a", ""]));
    }
}
