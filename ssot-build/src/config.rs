//! What to generate from what, and where to.

use std::path::PathBuf;

use ssot_core::diagnostic::Diagnostics;
use ssot_core::ir::Provider;
use ssot_core::nearest;
use ssot_core::{Compilation, Options, PrismaVersion, parallel};

use crate::cache::{self, Cache, Done, LastRun};
use crate::cargo;
use crate::compare::{self, Change, Changed, Difference};
use crate::disk::{self, Loaded};
use crate::error::{Error, Result};
use crate::generate::{self, Generated, Proven};
use crate::memory::Memory;
use crate::record;
use crate::target::{Erased, Target};
use crate::write;

/// What to generate from what, and where to.
///
/// In a build script:
///
/// ```no_run
/// use ssot_build::{Config, target::rust::Rust, target::typescript::TypeScript};
///
/// fn main() -> ssot_build::Result {
///     Config::new()
///         .schema("schema.prisma")
///         .target(Rust::new())
///         .target(TypeScript::new().out_dir("web/src/gen"))
///         .write()?;
///     Ok(())
/// }
/// ```
#[derive(Debug, Default)]
pub struct Config {
    schemas: Vec<PathBuf>,
    provider: Option<String>,
    prisma: Option<PrismaVersion>,
    out_dir: Option<PathBuf>,
    cache: Option<PathBuf>,
    force: bool,
    targets: Vec<Box<dyn Erased>>,
}

/// What [`Config::write`] did, or [`Config::check`] found.
#[derive(Debug)]
#[non_exhaustive]
pub struct Summary {
    /// Every path of the output, target by target, in the order of the paths.
    pub changes: Vec<Changed>,
    /// What was generated, warnings included.
    pub generated: Generated,
}

impl Summary {
    /// How many paths have that change.
    pub fn count(&self, change: Change) -> usize {
        self.changes.iter().filter(|changed| changed.change == change).count()
    }

    /// What stands at a path now, and what should: for showing the difference. A path without a file is an empty text.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn texts(&self, changed: &Changed) -> Result<(String, String)> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let old = compare::read(&changed.path)?.unwrap_or_default();
        let new = self.generated.of(changed.target).and_then(|files| files.at(&changed.relative)).unwrap_or_default();
        Ok((text(&old), text(new)))
    }

    /// The paths that [`Config::write`] refuses to touch unless forced: edited by hand, or not written by ssot.
    pub fn edited(&self) -> impl Iterator<Item = &Changed> {
        self.changes.iter().filter(|changed| changed.edited)
    }

    /// Whether the output is as it should be.
    pub fn is_fresh(&self) -> bool {
        self.changes.iter().all(|changed| changed.change == Change::Unchanged)
    }
}

/// What came out of a run, before anything is written.
struct Run {
    generated: Generated,
    /// What is to be done to each target's folder.
    compared: Vec<Result<Difference>>,
    /// Whether it was generated now.
    is_new: bool,
    /// The models in Rust, if the schema was read and there are any.
    seen: Option<String>,
}

impl Run {
    fn recalled(generated: Generated, seen: Option<String>, found: Vec<Difference>) -> Self {
        Self { generated, compared: found.into_iter().map(Ok).collect(), is_new: false, seen }
    }
}

impl Config {
    /// Nothing yet: name at least a schema and a target.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a schema file, or a folder with all schema files below it. Paths are relative to the working directory, which in
    /// a build script is the package's folder.
    pub fn schema(mut self, path: impl Into<PathBuf>) -> Self {
        self.schemas.push(path.into());
        self
    }

    /// Adds a target.
    pub fn target(mut self, target: impl Target + 'static) -> Self {
        self.targets.push(Box::new(target));
        self
    }

    /// Moves the schema to another database: `postgresql`, `mysql`, `sqlite`, …. What that database cannot carry is diagnosed.
    pub fn provider(mut self, provider: impl Into<String>) -> Self {
        self.provider = Some(provider.into());
        self
    }

    /// Holds the schema to the rules of one version of Prisma; without it, whatever one of them accepts is right.
    pub fn prisma(mut self, version: PrismaVersion) -> Self {
        self.prisma = Some(version);
        self
    }

    /// The folder that holds the folders of targets without one of their own, each named like its target.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Writes over files that were edited by hand or that ssot did not write.
    pub fn force(mut self, force: bool) -> Self {
        self.force = force;
        self
    }

    /// Remembers in this folder what [`Config::write`] did, so that the next run with the same inputs and untouched outputs need not
    /// generate them again. A build script does so in `OUT_DIR` unless told otherwise. The folder ignores itself in git; it can be deleted.
    pub fn cache(mut self, folder: impl Into<PathBuf>) -> Self {
        self.cache = Some(folder.into());
        self
    }

    /// Compiles the schema and stops there; its mistakes are in [`Compilation::diagnostics`].
    ///
    /// # Errors
    /// If a file cannot be read or the provider is unknown.
    pub fn compile(&self) -> Result<Compilation> {
        let (compilation, _) = generate::compile_files(&self.schemas, &self.options()?)?;
        Ok(compilation)
    }

    /// The plans of the targets in Rust's debug form, target by target.
    ///
    /// # Errors
    /// If the schema has mistakes, if a target cannot express it, or as [`Config::compile`].
    pub fn print_plans(&self) -> Result<Vec<(&'static str, String)>> {
        let compilation = self.compile()?;
        let Compilation { sources, documents, schema, mut diagnostics } = compilation;
        let schema = match schema {
            Ok(schema) => schema,
            schema => return Err(Error::Schema(Box::new(Compilation { sources, documents, schema, diagnostics }))),
        };
        let plans = self.targets.iter().map(|target| (target.name(), target.print_plan(&schema, &mut diagnostics)));
        let plans = plans.collect();
        if diagnostics.has_errors() {
            diagnostics.sort();
            let schema = Ok(schema);
            return Err(Error::Schema(Box::new(Compilation { sources, documents, schema, diagnostics })));
        }
        Ok(plans)
    }

    /// Generates in memory and writes nothing.
    ///
    /// # Errors
    /// If a file cannot be read, the schema has mistakes, or a target cannot express it.
    pub fn generate(&self) -> Result<Generated> {
        self.need_targets()?;
        let proven = generate::prove(disk::load(&self.schemas, &Memory::default())?, &self.options()?)?;
        let (generated, _) = generate::generate(proven, &self.targets, |_, _| ())?;
        Ok(generated)
    }

    /// There are targets, and their options hold.
    fn need_targets(&self) -> Result {
        if self.targets.is_empty() {
            return Err(Error::Usage("no target was named: add `.target(…)`".into()));
        }
        self.targets.iter().find_map(|target| target.fault()).map_or(Ok(()), |fault| Err(Error::Usage(fault)))
    }

    /// Generates and says what [`Config::write`] would do. Writes nothing.
    ///
    /// # Errors
    /// As [`Config::write`], except for failed writes.
    pub fn check(&self) -> Result<Summary> {
        self.finish(false)
    }

    /// Generates and writes what changed. In a build script it also tells cargo what to watch and passes warnings on.
    ///
    /// # Errors
    /// If a file cannot be read or written, the schema has mistakes, a target cannot express it, or a file in an output folder
    /// was edited by hand. Nothing is written then.
    pub fn write(&self) -> Result<Summary> {
        self.finish(true)
    }

    fn finish(&self, write: bool) -> Result<Summary> {
        let script = cargo::build_script();
        if script.is_some() {
            // Beforehand: a script may go on after a mistake in them.
            cargo::rerun_if_changed(&self.schemas);
        }
        self.need_targets()?;
        let folders = self.folders(script.as_ref())?;
        let cache = self.open_cache(script.as_ref(), &folders);
        let memory = cache.as_ref().map(Cache::memory).unwrap_or_default();
        let loaded = disk::load(&self.schemas, &memory)?;
        let options = generate::options_of(&loaded, &self.options()?);
        let [inputs, packages] = [cache::inputs(&loaded, &options), cache::packages(&loaded)];
        let kept = script.as_ref().and_then(|script| record::read(script, &loaded.sources));
        let last = cache.as_ref().and_then(|cache| cache.last_run(&inputs, kept.as_deref()));
        let Run { generated, compared, is_new, seen } = self.run(loaded, &options, &folders, last.as_ref())?;
        if script.is_some() {
            cargo::rerun_if_changed(generated.watched.iter().filter(|path| !self.schemas.contains(path)));
            cargo::warn(&generated.diagnostics, &generated.sources);
        }
        let differences = compared.into_iter().collect::<Result<Vec<_>>>()?;
        let edited: Vec<PathBuf> = differences.iter().flat_map(Difference::edited).collect();
        if write && !edited.is_empty() && !self.force {
            return Err(Error::Edited(edited));
        }
        let changes = differences.iter().flat_map(Difference::changed).collect();
        if write {
            write::apply(&differences)?;
            let seen = seen.map(|models| record::whole(models, &folders, &generated));
            if let (Some(script), Some(seen)) = (&script, &seen) {
                write::keep(&script.out_dir.join(record::FILE), seen)?;
            }
            if let Some(cache) = cache.as_ref().filter(|_| is_new && !generated.targets_spoke) {
                let record = seen.as_deref().filter(|_| script.is_some());
                let (is_silent, differences) = (generated.diagnostics.is_empty(), differences.as_slice());
                cache.keep(&Done { packages: &packages, inputs: &inputs, record, is_silent, differences });
            }
        }
        Ok(Summary { changes, generated })
    }

    /// Takes the output of the last run from the disk, or generates and compares with what is there.
    fn run(&self, loaded: Loaded, options: &Options, folders: &[PathBuf], last: Option<&LastRun<'_>>) -> Result<Run> {
        if let Some(found) = last.filter(|last| last.is_silent).and_then(LastRun::output) {
            let Loaded { sources, watched, .. } = loaded;
            return Ok(Run::recalled(Generated::recalled(sources, watched, Diagnostics::new(), &found), None, found));
        }
        let (proven, found) = match last {
            None => (generate::prove(loaded, options), None),
            Some(last) => parallel::join(2, || generate::prove(loaded, options), || last.output()),
        };
        let proven = proven?;
        let seen = record::models(&proven.compilation.documents);
        if let Some(found) = found {
            let Proven { compilation: Compilation { sources, diagnostics, .. }, watched } = proven;
            return Ok(Run::recalled(Generated::recalled(sources, watched, diagnostics, &found), seen, found));
        }
        let compare =
            |index: usize, output: &generate::Output| compare::compare(&folders[index], output.target, &output.files);
        let (generated, compared) = generate::generate(proven, &self.targets, compare)?;
        Ok(Run { generated, compared, is_new: true, seen })
    }

    /// The cache that was asked for, or that of the build script.
    fn open_cache(&self, script: Option<&cargo::BuildScript>, folders: &[PathBuf]) -> Option<Cache> {
        let folder = self.cache.clone().or_else(|| script.map(cargo::cache_folder))?;
        Cache::open(folder, &cargo::program()?, &self.targets, folders)
    }

    /// The output folder of each target. Two targets never share one.
    fn folders(&self, script: Option<&cargo::BuildScript>) -> Result<Vec<PathBuf>> {
        let folder = |target: &dyn Erased| match (target.out_dir(), &self.out_dir, script) {
            (Some(folder), _, _) => Ok(folder.to_owned()),
            (None, Some(folder), _) => Ok(folder.join(target.name())),
            (None, None, Some(script)) if target.name() == "rust" => Ok(cargo::default_folder(script)),
            (None, None, Some(script)) if target.name() == "sql" => Ok(script.out_dir.join("sql")),
            (None, None, _) => Err(Error::Usage(format!(
                "the target `{0}` has no output folder: add `.out_dir(…)` to the target or to the configuration",
                target.name()
            ))),
        };
        let folders = self.targets.iter().map(|target| folder(&**target)).collect::<Result<Vec<PathBuf>>>()?;
        let plain: Vec<PathBuf> = folders.iter().map(|folder| compare::plain(folder)).collect();
        for (index, folder) in plain.iter().enumerate() {
            if plain[..index].contains(folder) {
                let text = format!("two targets write into {}: give each a folder of its own", folder.display());
                return Err(Error::Usage(text));
            }
        }
        Ok(folders)
    }

    fn options(&self) -> Result<Options> {
        let mut options = Options::default();
        options.provider = self.parsed_provider()?;
        options.prisma = self.prisma;
        Ok(options)
    }

    fn parsed_provider(&self) -> Result<Option<Provider>> {
        let Some(word) = &self.provider else { return Ok(None) };
        if let Some(provider) = Provider::parse(word) {
            return Ok(Some(provider));
        }
        let known: Vec<&str> = Provider::ALL.iter().map(|provider| provider.as_str()).collect();
        let suggestion = nearest(word, known.iter().copied()).map(|near| format!(" Did you mean `{near}`?"));
        let suggestion = suggestion.unwrap_or_default();
        Err(Error::Usage(format!("there is no database `{word}`.{suggestion} There are: {}", known.join(", "))))
    }
}
