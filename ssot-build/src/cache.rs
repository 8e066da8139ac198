//! What the last run left, so that a run whose inputs are the same and whose output is untouched need not generate it again.
//!
//! A cache file holds one run: the program (its size and times), the targets and their folders, what the texts of the schema asked for,
//! the options, every source, the record that a build script keeps, whether the run had anything to say, and each folder's manifest and
//! files. A run with the same inputs that finds the same output on the disk, byte by byte, takes that; and if there was nothing to say, it
//! does not even compile the schema. Whatever is in doubt, absent or unreadable means that everything is generated, and nothing depends on the
//! cache file: it can be deleted.
//!
//! Bytes are compared, not hashed: comparing is the one thing that is fast in build scripts, too, which cargo does not optimize. Times of files
//! are not asked, so that no clock has to be trusted.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use ssot_core::Options;

use crate::compare::{self, Difference};
use crate::disk::Loaded;
use crate::generate::side_by_side;
use crate::memory::Memory;
use crate::pack::{self, Parts};
use crate::target::Erased;

/// Told apart from what other versions of this file would write.
const FORMAT: &str = "ssot cache 3";

/// Where the last run is kept, and what is known of it.
#[derive(Debug)]
pub(crate) struct Cache {
    folder: PathBuf,
    file: PathBuf,
    /// What has to be the same for anything of the last run to count: the program, the targets, their options and their folders.
    head: Vec<u8>,
    /// The targets and their folders.
    targets: Vec<(&'static str, PathBuf)>,
    /// The last run, if that is so.
    last: Option<Vec<u8>>,
}

/// The parts of a cache file.
struct Last<'p> {
    /// What each `Cargo.toml` said. The rest of such a file is no input.
    packages: Parts<'p>,
    /// The options and the sources.
    inputs: Parts<'p>,
    record: Option<&'p [u8]>,
    is_silent: bool,
    /// For each target, the manifest of its folder, and paths and bytes.
    output: Parts<'p>,
}

/// What the last run left on disk, which had the same inputs.
#[derive(Debug)]
pub(crate) struct LastRun<'a> {
    folders: Vec<Kept<'a>>,
    /// Whether it had nothing to say of the schema, so that nobody misses it if the schema is not compiled again.
    pub(crate) is_silent: bool,
}

/// What one target left.
#[derive(Debug)]
pub(crate) struct Kept<'a> {
    pub(crate) target: &'static str,
    pub(crate) folder: &'a Path,
    /// The text of the manifest.
    pub(crate) manifest: &'a str,
    /// Paths and bytes, in the order of the paths.
    pub(crate) files: Vec<(&'a str, &'a [u8])>,
}

impl LastRun<'_> {
    /// Its output, if nothing of it has been touched since.
    pub(crate) fn output(&self) -> Option<Vec<Difference>> {
        side_by_side(&self.folders, compare::untouched).into_iter().collect()
    }
}

impl Cache {
    /// Opens the cache in `folder`; `None` if a target or the program cannot be told from another.
    pub(crate) fn open(
        folder: PathBuf,
        program: &Path,
        targets: &[Box<dyn Erased>],
        folders: &[PathBuf],
    ) -> Option<Self> {
        let mut key = blake3::Hasher::new();
        let mut head = Vec::new();
        pack::add(&mut head, FORMAT.as_bytes());
        pack::add(&mut head, identity(program)?.as_bytes());
        let mut places = Vec::with_capacity(targets.len());
        for (target, place) in targets.iter().zip(folders) {
            let mut part = Vec::new();
            pack::add(&mut part, target.name().as_bytes());
            pack::add(&mut part, place.as_os_str().as_encoded_bytes());
            key.update(&part);
            pack::add(&mut head, &part);
            pack::add(&mut head, target.identity()?.as_bytes());
            places.push((target.name(), place.clone()));
        }
        let file = folder.join(&key.finalize().to_hex()[..16]);
        let last = fs::read(&file).ok().filter(|last| last.starts_with(&head));
        Some(Self { folder, file, head, targets: places, last })
    }

    /// What the last run knew of its texts.
    pub(crate) fn memory(&self) -> Memory<'_> {
        let known = || {
            let mut last = self.last()?;
            // The options.
            last.inputs.part()?;
            Memory::read(last.inputs, last.packages)
        };
        known().unwrap_or_default()
    }

    fn last(&self) -> Option<Last<'_>> {
        let mut parts = Parts(self.last.as_ref()?.get(self.head.len()..)?);
        Some(Last {
            packages: Parts(parts.part()?),
            inputs: Parts(parts.part()?),
            record: if parts.number()? == 1 { Some(parts.part()?) } else { None },
            is_silent: parts.number()? == 1,
            output: parts,
        })
    }

    /// What the last run left, if this one would do the same. `record` is what a build script keeps for its crate.
    pub(crate) fn last_run(&self, inputs: &[u8], record: Option<&str>) -> Option<LastRun<'_>> {
        let mut last = self.last()?;
        if last.inputs.0 != inputs || last.record != record.map(str::as_bytes) {
            return None;
        }
        let mut folders = Vec::with_capacity(self.targets.len());
        for (target, folder) in &self.targets {
            let manifest = last.output.text()?;
            let count = last.output.number()?;
            let files = (0..count).map(|_| Some((last.output.text()?, last.output.part()?)));
            folders.push(Kept { target, folder, manifest, files: files.collect::<Option<_>>()? });
        }
        last.output.0.is_empty().then_some(LastRun { folders, is_silent: last.is_silent })
    }

    /// Remembers a run that has written its output. What cannot be written is not remembered.
    pub(crate) fn keep(&self, run: &Done<'_>) {
        if fs::create_dir_all(&self.folder).is_err() {
            return;
        }
        let ignore = self.folder.join(".gitignore");
        if ignore.exists() || fs::write(ignore, "*\n").is_ok() {
            let _ = self.write(run);
        }
    }

    fn write(&self, run: &Done<'_>) -> io::Result<()> {
        let mut out = BufWriter::new(File::create(&self.file)?);
        out.write_all(&self.head)?;
        for part in [run.packages, run.inputs] {
            pack::put(&mut out, part)?;
        }
        pack::put_number(&mut out, run.record.iter().count())?;
        run.record.iter().try_for_each(|record| pack::put(&mut out, record.as_bytes()))?;
        pack::put_number(&mut out, usize::from(run.is_silent))?;
        for difference in run.differences {
            pack::put(&mut out, difference.manifest.as_bytes())?;
            pack::put_number(&mut out, difference.files.len())?;
            for (path, bytes) in difference.files.iter() {
                pack::put(&mut out, path.as_str().as_bytes())?;
                pack::put(&mut out, bytes)?;
            }
        }
        out.flush()
    }
}

/// A run to remember.
#[derive(Debug)]
pub(crate) struct Done<'a> {
    /// See [`packages`].
    pub(crate) packages: &'a [u8],
    /// See [`inputs`].
    pub(crate) inputs: &'a [u8],
    /// What a build script keeps for its crate.
    pub(crate) record: Option<&'a str>,
    /// Whether it had nothing to say.
    pub(crate) is_silent: bool,
    /// What it wrote.
    pub(crate) differences: &'a [Difference],
}

/// Everything that a run depends on besides the program and the targets: the options, and each source with what it asks for.
pub(crate) fn inputs(loaded: &Loaded, options: &Options) -> Vec<u8> {
    // Texts are most of it; what is asked for takes a few words.
    let length = loaded.sources.files().map(|(_, source)| source.text.len() + 1024).sum();
    let mut out = Vec::with_capacity(length);
    pack::add(&mut out, format!("{options:?}").as_bytes());
    for ((_, source), asks) in loaded.sources.files().zip(&loaded.asks) {
        for part in [&source.path, &source.name, &source.text] {
            pack::add(&mut out, part.as_bytes());
        }
        pack::add(&mut out, &asks.packed());
    }
    out
}

/// The files that say something of packages, and what they say.
pub(crate) fn packages(loaded: &Loaded) -> Vec<u8> {
    let mut out = Vec::new();
    for (path, (text, package)) in &loaded.manifests {
        for part in [path.as_str(), text, package.int64.word()] {
            pack::add(&mut out, part.as_bytes());
        }
    }
    out
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
}
